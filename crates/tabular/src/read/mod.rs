//! Pass 1 and the row readers: container, encoding, dialect, header, tables; then rows as text batches.

use crate::{Finding, Limits, Reading, Source, TextBatch, finding::EngineError, recipe::ReadingChoices};

/// Reads the rows of one table, batch by batch.
pub trait RowReader: Send {
    /// The next rows; `None` at the end. Rows without any value are included only as counted notes, never as rows.
    fn next_batch(&mut self) -> Result<Option<TextBatch>, EngineError>;
    /// What reading the rows found: ragged rows, empty rows, undecodable bytes, NUL. Complete after the last batch.
    fn notes(&self) -> Vec<Finding>;
}

/// Pass 1: finds how a file is to be read. Reads every byte once (hash, encoding), keeps to `limits`.
pub fn read(_source: &dyn Source, _choices: &ReadingChoices, _limits: &Limits) -> Result<Reading, EngineError> {
    unimplemented!()
}

/// Opens one table of a reading for its rows.
pub fn open_table(_source: &dyn Source, _reading: &Reading, _table: usize, _limits: &Limits) -> Result<Box<dyn RowReader>, EngineError> {
    unimplemented!()
}
