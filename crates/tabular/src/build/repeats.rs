//! What must not stand twice: unique fields, primary keys, whole rows.

use super::{
    cell::{ColumnWorker, MISSING},
    duplicates::Duplicates,
    hash::Hashing,
    report::Gathered,
    tally::{Showing, Tally},
};
use crate::{Limits, Scratch, TextBatch, analyse::TableAnalysis, finding::EngineError};

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
}

/// What a batch left in the worker of one column.
#[derive(Clone, Copy)]
pub(crate) struct Hashed<'w> {
    hashes: &'w [u128],
    showing: Showing<'w>,
}

impl<'w> Hashed<'w> {
    pub(crate) fn of(worker: &'w ColumnWorker<'_>) -> Self {
        Self { hashes: &worker.hashes, showing: worker.showing }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    Unique,
    PrimaryKey,
    Row,
}

/// Bytes of a row that an example shows.
const ROW_EXAMPLE_CELLS: usize = 4;

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
        wanted.push((What::Row, written().map(|(index, _)| index).collect()));
        let memory_bytes = limits.unique_memory_bytes / wanted.len();
        let rule = |(what, columns): (What, Vec<usize>)| Rule {
            what,
            names: columns.iter().map(|index| analysis.plans[*index].field.name.as_str()).collect(),
            columns,
            duplicates: Duplicates::new(scratch, memory_bytes, limits.examples_max),
            tally: Tally::default(),
        };
        Self { rules: wanted.into_iter().map(rule).collect(), hashing }
    }

    /// Hears of a batch; `kept` are its rows that are written, to which the hashes of the workers belong.
    pub(crate) fn add(&mut self, workers: &[Hashed<'_>], batch: &TextBatch, kept: &[usize]) -> Result<(), EngineError> {
        for rule in &mut self.rules {
            let hashes: Vec<&[u128]> = rule.columns.iter().map(|column| workers[*column].hashes).collect();
            for (index, row) in kept.iter().enumerate() {
                rule.add(&hashes, index, *row, self.hashing, workers, batch)?;
            }
        }
        Ok(())
    }

    pub(crate) fn finish(self, gathered: &mut Gathered) -> Result<(), EngineError> {
        for rule in self.rules {
            let repeated = rule.duplicates.finish()?;
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
                What::Row => gathered.add_duplicate_rows(tally),
            }
        }
        Ok(())
    }
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
            What::Unique if is_missing => return Ok(()),
            What::PrimaryKey if is_missing => {
                self.tally.count += 1;
                self.show(row, place, workers, batch);
                return Ok(());
            }
            _ => {}
        }
        let hash = hashes.iter().fold(hashing.row(), |hash, column| hashing.follow(hash, column[index]));
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
