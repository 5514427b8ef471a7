//! Pass 3: fixed, cast, checked, screened, profiled rows as Parquet (zstd), with their report.

use std::io::Write;

use crate::{
    Reading, Recipe, Scratch, Source, TableProfile, TableReport, TableSchema,
    analyse::{Engine, Progress, TableAnalysis},
    finding::EngineError,
    screen::PersonalFinding,
};

/// The hidden first column of every Parquet table: the row's place in the table, from 0. Sorts fall back on it.
pub const ROW_COLUMN: &str = "_row";

/// What pass 3 made beside the Parquet bytes.
#[derive(Debug, Clone)]
pub struct TableBuilt {
    /// Findings that remain, and the fixes applied.
    pub report: TableReport,
    /// Statistics.
    pub profile: TableProfile,
    /// The schema of what was written.
    pub schema: TableSchema,
    /// Rows written.
    pub rows: u64,
    /// Personal data in what was written, per field name.
    pub personal: Vec<(String, PersonalFinding)>,
    /// Personal data in the rows as they were read, per field name.
    pub personal_in_source: Vec<(String, PersonalFinding)>,
}

/// Pass 3 over one table: writes Parquet to `out`.
#[expect(clippy::too_many_arguments, reason = "each is a different thing of the road, wired once by the callers")]
pub fn build_table(
    _engine: &Engine,
    _source: &dyn Source,
    _reading: &Reading,
    _table: usize,
    _recipe: &Recipe,
    _analysis: &TableAnalysis,
    _scratch: &dyn Scratch,
    _out: &mut (dyn Write + Send),
    _progress: Progress<'_>,
) -> Result<TableBuilt, EngineError> {
    unimplemented!()
}
