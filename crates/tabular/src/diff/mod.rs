//! Differences between two versions of a table, by primary key or, without one, as a multiset.
//!
//! One pass over both tables keeps 32 bytes a row: the key's hash, the row's hash, its place. A second pass fetches only the rows
//! that differ. Values are compared by what they mean: 1.50 equals 1.5, and a field that became text keeps its values. Hashes are
//! keyed anew each time and 128 bits wide, so equal hashes are equal values for all practical purposes.
//!
//! [`diff`] counts all and lists the first changes; [`Comparison::visit`] shows every one of them; [`patch`] makes of them what turns
//! the old version into the new one exactly.

pub mod align;
mod changes;
mod comparison;
mod fields;
mod key;
mod meaning;
pub mod patch;
mod renames;
mod rows;
mod summary;

use serde::{Deserialize, Serialize};

use crate::{Scratch, Source, TableSchema, finding::EngineError};

pub use comparison::{ChangeFilter, Comparison};
pub use summary::{summary, summary_with};

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
    Comparison::new(old, new, old_schema, new_schema, options)?.diff(options.changes_max)
}
