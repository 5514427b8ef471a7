//! Pass 2: types, kinds and the plan of fixes, from all rows.

use std::sync::Arc;

use crate::{Kinds, Limits, Reading, Recipe, Screen, Source, TableSchema, finding::EngineError};

/// What the engine works with.
#[derive(Clone)]
pub struct Engine {
    /// Kinds of value.
    pub kinds: Arc<dyn Kinds>,
    /// The screen for personal data.
    pub screen: Arc<dyn Screen>,
    /// Limits.
    pub limits: Limits,
}

/// Told after each batch: rows done so far in this pass. Answers `false` to stop.
pub type Progress<'a> = &'a (dyn Fn(u64) -> bool + Sync);

/// What pass 2 learned of one table: the schema its rows will have and what is done to each field.
#[derive(Debug, Clone)]
pub struct TableAnalysis {
    /// The table's schema as it will be built (fixed names, types that every value fits).
    pub schema: TableSchema,
    /// Rows read.
    pub rows: u64,
}

/// Pass 2 over one table. `expected` is the schema to check against: a standard's, or the last version's.
pub fn analyse(
    _engine: &Engine,
    _source: &dyn Source,
    _reading: &Reading,
    _table: usize,
    _recipe: &Recipe,
    _expected: Option<&TableSchema>,
    _progress: Progress<'_>,
) -> Result<TableAnalysis, EngineError> {
    unimplemented!()
}
