//! Differences between two versions of a table, by primary key or, without one, as a multiset.
//!
//! One pass over both tables keeps 32 bytes a row: the key's hash, the row's hash, its place. A second pass fetches only the rows
//! that differ. Values are compared by what they mean: 1.50 equals 1.5, and a field that became text keeps its values. Hashes are
//! keyed anew each time and 128 bits wide, so equal hashes are equal values for all practical purposes.

mod changes;
mod fields;
mod key;
mod meaning;
mod renames;
mod rows;
mod summary;

use serde::{Deserialize, Serialize};

use crate::{Scratch, Source, TableSchema, build::hash::Hashing, finding::EngineError};

use fields::{Pair, Side};
use rows::Matched;

pub use summary::summary;

/// How two versions are compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DiffOptions {
    /// Fields that identify a row; `None`: the new schema's primary key, else a field that is unique in both.
    pub key: Option<Vec<String>>,
    /// Changed rows listed with their values; all are counted.
    pub changes_max: usize,
    /// Whether renamed fields are looked for.
    pub renames: bool,
}

impl Default for DiffOptions {
    fn default() -> Self {
        Self { key: None, changes_max: 1_000, renames: true }
    }
}

/// What happened to a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ChangeKind {
    /// Only the new version has it.
    Added,
    /// Only the old version has it.
    Removed,
    /// Both have its key; values differ.
    Changed,
}

/// A cell that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CellChange {
    /// Field: its name in the new version, of a removed row in the old one.
    pub field: String,
    /// Value before; `None` where there was none or it is masked.
    pub old: Option<String>,
    /// Value after; `None` where there is none or it is masked.
    pub new: Option<String>,
    /// The field is masked in one of the versions: the cell differs, its values do not show.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub masked: bool,
}

/// A row that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowChange {
    /// What happened.
    pub kind: ChangeKind,
    /// Its place in the old version, from 0.
    pub old_row: Option<u64>,
    /// Its place in the new version, from 0.
    pub new_row: Option<u64>,
    /// Values of the key's fields; `***` where masked; empty without a key.
    pub key: Vec<String>,
    /// Cells that differ; of an added or removed row all cells with a value.
    pub cells: Vec<CellChange>,
}

/// Differences between two versions of a table.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct TableDiff {
    /// Fields that identify a row; empty where rows were compared as a multiset.
    pub key: Vec<String>,
    /// Rows only the new version has.
    pub rows_added: u64,
    /// Rows only the old version has.
    pub rows_removed: u64,
    /// Rows of one key whose values differ.
    pub rows_changed: u64,
    /// Cells that differ in changed rows.
    pub cells_changed: u64,
    /// Rows that are equal.
    pub rows_unchanged: u64,
    /// Fields only the new version has.
    pub fields_added: Vec<String>,
    /// Fields only the old version has.
    pub fields_removed: Vec<String>,
    /// Fields with another name, as (old, new).
    pub fields_renamed: Vec<(String, String)>,
    /// Fields with another type, as (new name, old type, new type).
    pub fields_retyped: Vec<(String, String, String)>,
    /// Changed cells per field that has some.
    pub per_field: Vec<(String, u64)>,
    /// Rows that differ, in the order of the table, at most `changes_max`.
    pub changes: Vec<RowChange>,
    /// More rows differ than are listed.
    pub truncated: bool,
}

/// Compares two versions of a table made by the build.
pub fn diff(
    old: &dyn Source,
    new: &dyn Source,
    old_schema: &TableSchema,
    new_schema: &TableSchema,
    options: &DiffOptions,
    _scratch: &dyn Scratch,
) -> Result<TableDiff, EngineError> {
    let hashing = Hashing::new();
    let (old, new) = (Side::open(old, old_schema)?, Side::open(new, new_schema)?);
    let mut fields = fields::pair(&old, &new, options.renames);
    let chosen = key::choose(&old, &new, &fields.pairs, options, hashing)?;
    if options.renames {
        renames::find_by_values(&old, &new, &mut fields, &chosen.fields, hashing)?;
    }
    let (key, matched) = match_rows(&old, &new, &fields.pairs, chosen, hashing)?;
    let mut diff = TableDiff {
        key: key.iter().map(|place| fields.pairs[*place].new.clone()).collect(),
        rows_added: matched.added.len() as u64,
        rows_removed: matched.removed.len() as u64,
        rows_changed: matched.changed.len() as u64,
        rows_unchanged: matched.unchanged,
        fields_added: fields.added,
        fields_removed: fields.removed,
        fields_renamed: fields.pairs.iter().filter_map(Pair::renamed).collect(),
        fields_retyped: fields.pairs.iter().filter_map(Pair::retyped).collect(),
        ..TableDiff::default()
    };
    let compared = changes::Compared { old: &old, new: &new, pairs: &fields.pairs, key: &key, hashing };
    diff.per_field = compared.count_cells(&matched)?;
    diff.cells_changed = diff.per_field.iter().map(|(_, count)| count).sum();
    (diff.changes, diff.truncated) = compared.list(&matched, options.changes_max)?;
    Ok(diff)
}

/// A key that nobody declared may be a mere row number: one inserted row then changes all that follow. Where more than half of the
/// rows would be changed, the other unique fields and the multiset are tried too, and what tells of fewer cells wins.
fn match_rows(
    old: &Side<'_>,
    new: &Side<'_>,
    pairs: &[Pair],
    chosen: key::Chosen,
    hashing: Hashing,
) -> Result<(Vec<usize>, Matched), EngineError> {
    let keyed = rows::compare(old, new, pairs, &chosen.fields, hashing)?;
    let is_mostly_equal = keyed.changed.len() as u64 <= keyed.unchanged;
    if chosen.declared || chosen.fields.is_empty() || is_mostly_equal {
        return Ok((chosen.fields, keyed));
    }
    let cells = |key: &[usize], matched: &Matched| -> Result<u64, EngineError> {
        let compared = changes::Compared { old, new, pairs, key, hashing };
        let changed: u64 = compared.count_cells(matched)?.iter().map(|(_, count)| count).sum();
        Ok(changed + ((matched.added.len() + matched.removed.len()) * pairs.len()) as u64)
    };
    let mut best = (cells(&chosen.fields, &keyed)?, chosen.fields, keyed);
    for place in chosen.others.into_iter().map(Some).chain([None]) {
        if let Some(place) = place
            && !key::identifies(old, new, &pairs[place], hashing)?
        {
            continue;
        }
        let fields: Vec<usize> = place.into_iter().collect();
        let matched = rows::compare(old, new, pairs, &fields, hashing)?;
        let told = cells(&fields, &matched)?;
        if told < best.0 {
            best = (told, fields, matched);
        }
    }
    Ok((best.1, best.2))
}
