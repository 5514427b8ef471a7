//! What must not stand twice: unique fields, primary keys, whole rows.

use super::{
    cell::MISSING,
    duplicates::Duplicates,
    hash::Hashing,
    report::Gathered,
    tally::{Showing, Tally},
};
use crate::{
    Limits, Scratch, TextBatch,
    analyse::TableAnalysis,
    check::{Copies, is_row_identity},
    finding::EngineError,
};

/// Watches all rules on repetition of a table.
pub(crate) struct Repeats<'a> {
    rules: Vec<Rule<'a>>,
    hashing: Hashing,
}

struct Rule<'a> {
    what: What,
    /// Indices of the workers whose values count.
    columns: Vec<usize>,
    names: Vec<&'a str>,
    duplicates: Duplicates<'a>,
    tally: Tally,
    /// Of whole rows: what repeats all but the last `ids` columns, which only number rows.
    copies: Option<Copies<'a>>,
    ids: usize,
}

/// What a batch left of one column.
#[derive(Clone, Copy)]
pub(crate) struct Hashed<'w> {
    pub(crate) hashes: &'w [u128],
    showing: Showing<'w>,
}

impl<'w> Hashed<'w> {
    pub(crate) fn new(hashes: &'w [u128], showing: Showing<'w>) -> Self {
        Self { hashes, showing }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    Unique,
    PrimaryKey,
    UniqueKey,
    Row,
}

/// Cells of a row that an example shows.
const ROW_EXAMPLE_CELLS: usize = 4;
/// Fields beside the numbering ones from which on equal rows say something.
const COPIED_FIELDS_MIN: usize = 3;
/// Rows from which on it is worth saying.
const COPIED_ROWS_MIN: u64 = 10;
/// One row in so many may repeat another; where more do, rows are alike by nature.
const COPIED_ONE_IN: u64 = 20;
/// Pairs of rows that may be alike by chance; where more would be, alike rows say nothing.
const BY_CHANCE_MAX: f64 = 0.01;
/// Copied rows shown.
const COPIES_SHOWN: usize = 10;

/// Whether a column only numbers or names the rows.
fn is_id(analysis: &TableAnalysis, index: usize) -> bool {
    let field = &analysis.plans[index].field;
    let key = &analysis.schema.primary_key;
    let is_key = *key == [field.name.clone()] || field.constraints.unique;
    is_key || is_row_identity(&field.name) || is_row_identity(&field.title.uk)
}

impl<'a> Repeats<'a> {
    pub(crate) fn new(
        analysis: &'a TableAnalysis,
        hashing: Hashing,
        scratch: &'a dyn Scratch,
        limits: &Limits,
    ) -> Self {
        let written = || analysis.plans.iter().enumerate().filter(|(_, plan)| !plan.dropped);
        let mut wanted: Vec<(What, Vec<usize>)> = written()
            .filter(|(_, plan)| plan.field.constraints.unique)
            .map(|(index, _)| (What::Unique, vec![index]))
            .collect();
        let key = &analysis.schema.primary_key;
        if !key.is_empty() {
            let columns =
                written().filter(|(_, plan)| key.contains(&plan.field.name)).map(|(index, _)| index).collect();
            wanted.push((What::PrimaryKey, columns));
        }
        for key in &analysis.schema.unique_keys {
            let columns =
                written().filter(|(_, plan)| key.contains(&plan.field.name)).map(|(index, _)| index).collect();
            wanted.push((What::UniqueKey, columns));
        }
        // What numbers the rows comes last, so that one hash serves the whole row and the row without its number.
        let (ids, mut others): (Vec<usize>, Vec<usize>) =
            written().map(|(index, _)| index).partition(|index| is_id(analysis, *index));
        let ids_count =
            if others.len() >= COPIED_FIELDS_MIN && analysis.rows >= COPIED_ROWS_MIN { ids.len() } else { 0 };
        others.extend(ids);
        wanted.push((What::Row, others));
        let memory_bytes = limits.unique_memory_bytes / wanted.len();
        let rule = |(what, columns): (What, Vec<usize>)| Rule {
            what,
            names: columns.iter().map(|index| analysis.plans[*index].field.name.as_str()).collect(),
            columns,
            duplicates: Duplicates::new(scratch, memory_bytes, limits.examples_max),
            tally: Tally::default(),
            copies: (what == What::Row && ids_count > 0).then(|| Copies::new(analysis.rows, scratch, memory_bytes / 4)),
            ids: ids_count,
        };
        Self { rules: wanted.into_iter().map(rule).collect(), hashing }
    }

    /// Hears of a batch; `kept` are its rows that are written, to which the hashes of the workers belong.
    pub(crate) fn add(
        &mut self,
        workers: &[Hashed<'_>],
        batch: &TextBatch,
        kept: &[usize],
        totals: Option<&[bool]>,
    ) -> Result<(), EngineError> {
        let is_total = |row: usize| totals.is_some_and(|totals| totals[row]);
        for rule in &mut self.rules {
            let hashes: Vec<&[u128]> = rule.columns.iter().map(|column| workers[*column].hashes).collect();
            // A total that comes again repeats no record.
            for (index, row) in kept.iter().enumerate().filter(|(_, row)| !is_total(**row)) {
                rule.add(&hashes, index, *row, self.hashing, workers, batch)?;
            }
        }
        Ok(())
    }

    /// `alike` tells how likely two rows have the same value in a column.
    pub(crate) fn finish(self, gathered: &mut Gathered, alike: &dyn Fn(usize) -> f64) -> Result<(), EngineError> {
        for rule in self.rules {
            let repeated = rule.duplicates.finish()?;
            if let Some(copies) = rule.copies {
                let others = rule.columns.len() - rule.ids;
                let likeness = rule.columns[..others].iter().map(|column| alike(*column)).product();
                tell_copies(copies, likeness, repeated.count, &rule.names[others..], gathered)?;
            }
            let mut tally = rule.tally;
            tally.count += repeated.count;
            let places = repeated.places.into_iter().map(|row| crate::Example {
                place: crate::Place { row: Some(row), ..crate::Place::default() },
                ..crate::Example::default()
            });
            tally.examples.extend(places);
            match rule.what {
                What::Unique => gathered.add_repeated("unique", &rule.names, tally),
                What::PrimaryKey => gathered.add_repeated("primary-key", &rule.names, tally),
                What::UniqueKey => gathered.add_repeated("unique-key", &rule.names, tally),
                What::Row => gathered.add_duplicate_rows(tally),
            }
        }
        Ok(())
    }
}

/// Tells rows that repeat others in all but their number, where chance does not explain them. `exact` of them repeat whole rows and
/// are told by themselves.
fn tell_copies(
    copies: Copies<'_>,
    likeness: f64,
    exact: u64,
    ids: &[&str],
    gathered: &mut Gathered,
) -> Result<(), EngineError> {
    let rows = copies.rows();
    let copied = copies.finish(COPIES_SHOWN)?;
    let count = copied.count.saturating_sub(exact);
    #[expect(clippy::cast_precision_loss, reason = "a likelihood is rounded")]
    let by_chance = likeness * (rows as f64).powi(2) / 2.0;
    if count == 0 || count * COPIED_ONE_IN > rows || by_chance > BY_CHANCE_MAX {
        return Ok(());
    }
    let example = |row: u64| crate::Example {
        place: crate::Place { row: Some(row), ..crate::Place::default() },
        ..crate::Example::default()
    };
    // Among exact copies nobody knows which of the places are of the others.
    let places = if exact == 0 { copied.places } else { Vec::new() };
    gathered.add_copies(ids, Tally { count, examples: places.into_iter().map(example).collect() });
    Ok(())
}

impl Rule<'_> {
    fn add(
        &mut self,
        hashes: &[&[u128]],
        index: usize,
        row: usize,
        hashing: Hashing,
        workers: &[Hashed<'_>],
        batch: &TextBatch,
    ) -> Result<(), EngineError> {
        let is_missing = hashes.iter().any(|column| column[index] == MISSING);
        let place = batch.places[row];
        match self.what {
            // Nothing equals nothing: missing values do not repeat each other.
            What::Unique | What::UniqueKey if is_missing => return Ok(()),
            What::PrimaryKey if is_missing => {
                self.tally.count += 1;
                self.show(row, place, workers, batch);
                return Ok(());
            }
            _ => {}
        }
        let follow = |hash: u128, column: &&[u128]| hashing.follow(hash, column[index]);
        let mut hash = hashes[..hashes.len() - self.ids].iter().fold(hashing.row(), follow);
        if let Some(copies) = &mut self.copies {
            copies.add(hash, place)?;
        }
        hash = hashes[hashes.len() - self.ids..].iter().fold(hash, follow);
        if self.duplicates.add(hash, place)? {
            self.show(row, place, workers, batch);
        }
        Ok(())
    }

    fn show(&mut self, row: usize, place: u64, workers: &[Hashed<'_>], batch: &TextBatch) {
        let Some(first) = self.columns.first() else { return };
        let showing = Showing {
            column: if self.columns.len() == 1 { workers[*first].showing.column } else { None },
            ..workers[*first].showing
        };
        if self.tally.examples.len() < showing.examples_max {
            let cells: Vec<&str> =
                self.columns.iter().take(ROW_EXAMPLE_CELLS).map(|column| batch.columns[*column].value(row)).collect();
            self.tally.examples.push(showing.example(place, &cells.join(" | "), None));
        }
    }
}
