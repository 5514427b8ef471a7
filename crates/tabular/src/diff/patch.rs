//! What turns the old version of a table into the new one exactly: its fields, every cell, every row in its place.
//!
//! A patch is a head and a stream of steps. The steps come in the order of the new table and each says where its row comes from: a run
//! of old rows as they are, an old row with some cells set, or a row that is new. Old rows that no step names are gone, and rows that
//! only moved are runs. So no order has to be guessed when the patch is applied, not even among rows that are equal.
//!
//! [`super::diff`] compares by meaning; a patch compares by text, so that 1.5 that became 1.50 is set anew. It holds nothing that the new
//! version does not hold: no value that was removed or masked.
//!
//! Memory: what the comparison holds, 16 bytes a row of both versions and [`CELLS_MAX`] cells, or 64 MiB of their values.

use std::{collections::HashMap, ops::ControlFlow};

use serde::{Deserialize, Serialize};

use super::{
    Comparison, DiffOptions,
    changes::{Listed, visit_rows},
    fields::{Fields, Side},
    meaning::Class,
    rows::{self, Part},
};
use crate::{
    FieldType, Source, TableSchema,
    build::hash::Hashing,
    export::columns::{self, Cells},
    finding::EngineError,
};

/// Cells of a part of the table that is looked at at once.
pub const CELLS_MAX: usize = 1 << 17;
/// No row of the old version.
const NOWHERE: u64 = u64::MAX;

/// A field of the new version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PatchField {
    /// Name.
    pub name: String,
    /// Name of the old version's field its cells come from; `None` where it is new.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Type.
    #[serde(rename = "type")]
    pub field_type: FieldType,
}

/// What a patch begins with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PatchHead {
    /// Fields of the new version in their order. Fields of the old one that none comes from are gone.
    pub fields: Vec<PatchField>,
    /// Rows of the old version; a patch fits no other table.
    pub old_rows: u64,
    /// Rows of the new version.
    pub new_rows: u64,
}

/// Where the next rows of the new version come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Step {
    /// So many old rows from a place on, as they are; fields that are new have no value.
    Keep {
        /// Place of the first, from 0.
        old_row: u64,
        /// How many.
        rows: u64,
    },
    /// An old row with these cells set.
    Change {
        /// Its place, from 0.
        old_row: u64,
        /// Places of fields in the head, and their values; `None` for no value.
        cells: Vec<(usize, Option<String>)>,
    },
    /// A row that is new.
    Add {
        /// A value per field.
        cells: Vec<Option<String>>,
    },
}

/// Why a patch cannot be applied.
#[derive(Debug, thiserror::Error)]
pub enum PatchError {
    /// It was made for another table.
    #[error("the patch was made for another table: {0}")]
    OtherTable(String),
    /// The table cannot be read.
    #[error(transparent)]
    Engine(#[from] EngineError),
}

/// Compares two versions of a table made by the build and shows the steps from one to the other, until told to break.
pub fn make(
    old: &dyn Source,
    new: &dyn Source,
    old_schema: &TableSchema,
    new_schema: &TableSchema,
    options: &DiffOptions,
    mut show: impl FnMut(&PatchHead, Step) -> ControlFlow<()>,
) -> Result<PatchHead, EngineError> {
    let comparison = Comparison::matched(old, new, old_schema, new_schema, options, true)?;
    let maker = Maker::new(&comparison)?;
    maker.steps(&mut |step| show(&maker.head, step))?;
    Ok(maker.head)
}

/// Applies a patch: shows the rows of the new version in their order, a value per field of the head.
pub fn apply(
    old: &dyn Source,
    head: &PatchHead,
    steps: impl IntoIterator<Item = Step>,
    mut show: impl FnMut(Vec<Option<String>>),
) -> Result<(), PatchError> {
    let schema = TableSchema::default();
    let side = Side::open(old, &schema)?;
    if side.rows != head.old_rows {
        return Err(PatchError::OtherTable(format!("{} rows instead of {}", side.rows, head.old_rows)));
    }
    let is_known = |field: &&PatchField| field.from.as_ref().is_none_or(|name| side.column(name).is_some());
    if let Some(unknown) = head.fields.iter().find(|field| !is_known(field)) {
        return Err(PatchError::OtherTable(format!("no field {}", unknown.from.as_deref().unwrap_or_default())));
    }
    let rows_max = (CELLS_MAX / head.fields.len().max(1)).max(1);
    let mut pending = Vec::new();
    for step in steps {
        for row in single(step, head.old_rows)? {
            pending.push(row);
            if pending.len() >= rows_max {
                apply_part(&side, head, &std::mem::take(&mut pending), &mut show)?;
            }
        }
    }
    apply_part(&side, head, &pending, &mut show)
}

/// One row of the new version: the old row it comes from, and what is set.
type Single = (Option<u64>, Vec<(usize, Option<String>)>);

/// The rows of a step, none of them beyond the old table.
fn single(step: Step, old_rows: u64) -> Result<Box<dyn Iterator<Item = Single>>, PatchError> {
    let beyond = |row: u64| PatchError::OtherTable(format!("no row {row}"));
    match step {
        Step::Keep { old_row, rows } => {
            let end = old_row.checked_add(rows).filter(|end| *end <= old_rows).ok_or_else(|| beyond(old_row))?;
            Ok(Box::new((old_row..end).map(|row| (Some(row), Vec::new()))))
        }
        Step::Change { old_row, .. } if old_row >= old_rows => Err(beyond(old_row)),
        Step::Change { old_row, cells } => Ok(Box::new(std::iter::once((Some(old_row), cells)))),
        Step::Add { cells } => Ok(Box::new(std::iter::once((None, cells.into_iter().enumerate().collect())))),
    }
}

fn apply_part(
    side: &Side<'_>,
    head: &PatchHead,
    part: &[Single],
    show: &mut impl FnMut(Vec<Option<String>>),
) -> Result<(), PatchError> {
    let parts: Vec<(usize, Part<'_>)> = head
        .fields
        .iter()
        .enumerate()
        .filter_map(|(place, field)| Some((place, (field.from.as_deref()?, None))))
        .collect();
    let columns: Vec<Part<'_>> = parts.iter().map(|(_, part)| *part).collect();
    let mut wanted: Vec<u64> = part.iter().filter_map(|(old, _)| *old).collect();
    wanted.sort_unstable();
    wanted.dedup();
    let mut found: HashMap<u64, Vec<Option<String>>> = HashMap::with_capacity(wanted.len());
    visit_rows(
        side,
        |name| columns.iter().any(|(column, _)| *column == name),
        &columns,
        &wanted,
        |slot, row, _, cells| {
            found.insert(wanted[slot], cells.iter().map(|(column, _)| text(column, row)).collect());
            true
        },
    )?;
    for (old, set) in part {
        let mut values = vec![None; head.fields.len()];
        if let Some(before) = old.and_then(|old| found.get(&old)) {
            for ((place, _), value) in parts.iter().zip(before) {
                values[*place].clone_from(value);
            }
        }
        for (place, value) in set {
            let slot = values.get_mut(*place).ok_or_else(|| PatchError::OtherTable(format!("no field {place}")))?;
            slot.clone_from(value);
        }
        show(values);
    }
    Ok(())
}

fn text(column: &Cells, row: usize) -> Option<String> {
    column.has(row).then(|| {
        let mut text = String::new();
        column.write(row, &mut text);
        text
    })
}

/// Makes the steps.
struct Maker<'a> {
    comparison: &'a Comparison<'a>,
    head: PatchHead,
    /// Columns of both sides that are one field, in the order of the pairs.
    old_parts: Vec<Part<'a>>,
    new_parts: Vec<Part<'a>>,
    /// Places of the pairs' fields, and of the new fields, in the head.
    pair_places: Vec<usize>,
    added_places: Vec<usize>,
    /// The old row that each new row comes from.
    from: Vec<u64>,
    /// Whether a new row differs in any text from the row it comes from.
    differs: Vec<bool>,
}

impl<'a> Maker<'a> {
    fn new(comparison: &'a Comparison<'a>) -> Result<Self, EngineError> {
        let Comparison { old, new, fields, matched, hashing, .. } = comparison;
        let (old_parts, new_parts) = rows::parts(fields.pairs.iter());
        // Texts as they are, read as nothing else.
        let plain = |parts: Vec<Part<'a>>| parts.into_iter().map(|(name, _)| (name, None)).collect::<Vec<Part<'a>>>();
        let (old_parts, new_parts) = (plain(old_parts), plain(new_parts));
        let mut from = vec![NOWHERE; usize::try_from(new.rows).unwrap_or(usize::MAX)];
        let changed = matched.changed.iter().map(|(old, new)| (*old, *new, 1));
        for (old_row, new_row, rows) in matched.equal.iter().copied().chain(changed) {
            for next in 0..rows {
                if let Some(slot) = place(new_row + next).and_then(|place| from.get_mut(place)) {
                    *slot = old_row + next;
                }
            }
        }
        let (old_texts, new_texts) =
            rayon::join(|| texts(old, &old_parts, &[], *hashing), || texts(new, &new_parts, &fields.added, *hashing));
        let (old_texts, new_texts) = (old_texts?, new_texts?);
        let same = |(new_text, old_row): (&Option<u64>, &u64)| {
            new_text.is_some() && place(*old_row).and_then(|place| old_texts.get(place)) == Some(new_text)
        };
        let differs = new_texts.iter().zip(&from).map(|both| !same(both)).collect();
        let position = |name: &str| new.columns.iter().position(|column| column.name == name);
        Ok(Self {
            head: head(old, new, fields),
            pair_places: fields.pairs.iter().filter_map(|pair| position(&pair.new)).collect(),
            added_places: fields.added.iter().filter_map(|name| position(name)).collect(),
            comparison,
            old_parts,
            new_parts,
            from,
            differs,
        })
    }

    fn steps(&self, show: &mut impl FnMut(Step) -> ControlFlow<()>) -> Result<(), EngineError> {
        let rows_max = (CELLS_MAX / self.head.fields.len().max(1)).max(1);
        let mut run: Option<(u64, u64)> = None;
        let mut first = 0;
        while first < self.from.len() {
            let end = (first + rows_max).min(self.from.len());
            if self.part(first, end, &mut run, show)?.is_break() {
                return Ok(());
            }
            first = end;
        }
        if let Some((old_row, rows)) = run {
            let _ = show(Step::Keep { old_row, rows });
        }
        Ok(())
    }

    /// The steps of some new rows; `run` is the run of kept rows that is not shown yet.
    fn part(
        &self,
        first: usize,
        end: usize,
        run: &mut Option<(u64, u64)>,
        show: &mut impl FnMut(Step) -> ControlFlow<()>,
    ) -> Result<ControlFlow<()>, EngineError> {
        let wanted: Vec<u64> = (first..end).filter(|row| self.differs[*row]).map(|row| row as u64).collect();
        let listed = self.comparison.compared().listed(&self.comparison.new, &[], &wanted)?;
        if end - first > 1 && listed.iter().any(Option::is_none) {
            drop(listed);
            let middle = first + (end - first) / 2;
            return match self.part(first, middle, run, show)? {
                ControlFlow::Continue(()) => self.part(middle, end, run, show),
                broken @ ControlFlow::Break(()) => Ok(broken),
            };
        }
        let mut cells = self.changed_cells(&wanted)?.into_iter();
        let mut listed = listed.into_iter().flatten();
        for row in first..end {
            let old_row = self.from[row];
            if !self.differs[row] {
                match run {
                    Some((start, rows)) if *start + *rows == old_row => *rows += 1,
                    _ => {
                        if let Some((old_row, rows)) = run.replace((old_row, 1))
                            && show(Step::Keep { old_row, rows }).is_break()
                        {
                            return Ok(ControlFlow::Break(()));
                        }
                    }
                }
                continue;
            }
            let kept = run.take().map(|(old_row, rows)| Step::Keep { old_row, rows });
            let Some(values) = listed.next() else { break };
            let step = if old_row == NOWHERE {
                Step::Add { cells: values.texts }
            } else {
                self.change(old_row, &values, &cells.next().unwrap_or_default())
            };
            for step in kept.into_iter().chain([step]) {
                if show(step).is_break() {
                    return Ok(ControlFlow::Break(()));
                }
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    fn change(&self, old_row: u64, values: &Listed, changed: &[bool]) -> Step {
        let paired = self.pair_places.iter().zip(changed).filter(|(_, changed)| **changed).map(|(place, _)| *place);
        let added = self.added_places.iter().copied().filter(|place| values.texts[*place].is_some());
        let mut places: Vec<usize> = paired.chain(added).collect();
        places.sort_unstable();
        Step::Change { old_row, cells: places.into_iter().map(|place| (place, values.texts[place].clone())).collect() }
    }

    /// Per wanted new row that comes from an old one: which pairs differ.
    fn changed_cells(&self, wanted: &[u64]) -> Result<Vec<Vec<bool>>, EngineError> {
        let both: Vec<(u64, u64)> = wanted
            .iter()
            .filter_map(|new| Some((self.from[place(*new)?], *new)))
            .filter(|(old, _)| *old != NOWHERE)
            .collect();
        let (old_rows, new_rows): (Vec<u64>, Vec<u64>) = both.into_iter().unzip();
        let hashing = self.comparison.hashing;
        let (old, new) = rayon::join(
            || cell_texts(&self.comparison.old, &self.old_parts, &old_rows, hashing),
            || cell_texts(&self.comparison.new, &self.new_parts, &new_rows, hashing),
        );
        let (old, new) = (old?, new?);
        Ok(old.iter().zip(&new).map(|(old, new)| old.iter().zip(new).map(|(old, new)| old != new).collect()).collect())
    }
}

fn head(old: &Side<'_>, new: &Side<'_>, fields: &Fields) -> PatchHead {
    let from = |name: &str| fields.pairs.iter().find(|pair| pair.new == name).map(|pair| pair.old.clone());
    let field = |column: &columns::Column| PatchField {
        name: column.name.clone(),
        from: from(&column.name),
        field_type: new.field_type(column),
    };
    PatchHead { fields: new.columns.iter().map(field).collect(), old_rows: old.rows, new_rows: new.rows }
}

fn place(row: u64) -> Option<usize> {
    usize::try_from(row).ok()
}

/// The hash of a cell's text as it is; 0 for no value, which no text has.
fn text_hash(hashing: Hashing, column: &Cells, row: usize, buffer: &mut String) -> u128 {
    if !column.has(row) {
        return 0;
    }
    buffer.clear();
    column.write(row, buffer);
    hashing.value(buffer)
}

/// A hash per row of the texts of `parts`; `None` where one of the fields `empty` has a value.
fn texts(
    side: &Side<'_>,
    parts: &[Part<'_>],
    empty: &[String],
    hashing: Hashing,
) -> Result<Vec<Option<u64>>, EngineError> {
    let all: Vec<Part<'_>> =
        parts.iter().copied().chain(empty.iter().map(|name| (name.as_str(), None::<Class>))).collect();
    let mut hashes = Vec::with_capacity(place(side.rows).unwrap_or_default());
    let mut buffer = String::new();
    rows::visit(side, &all, |cells, count| {
        let (paired, empty) = cells.split_at(parts.len());
        for row in 0..count {
            let hash = paired.iter().fold(hashing.row(), |so_far, (column, _)| {
                hashing.follow(so_far, text_hash(hashing, column, row, &mut buffer))
            });
            hashes.push((!empty.iter().any(|(column, _)| column.has(row))).then(|| rows::low(hash)));
        }
    })?;
    Ok(hashes)
}

/// The hashes of the texts of some rows' cells.
fn cell_texts(
    side: &Side<'_>,
    parts: &[Part<'_>],
    wanted: &[u64],
    hashing: Hashing,
) -> Result<Vec<Vec<u128>>, EngineError> {
    let mut hashes = vec![Vec::new(); wanted.len()];
    let mut buffer = String::new();
    let is_part = |name: &str| parts.iter().any(|(part, _)| *part == name);
    visit_rows(side, is_part, parts, wanted, |slot, row, _, cells| {
        hashes[slot] = cells.iter().map(|(column, _)| text_hash(hashing, column, row, &mut buffer)).collect();
        true
    })?;
    Ok(hashes)
}
