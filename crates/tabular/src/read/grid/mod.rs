//! Tables of rows and cells that are neither delimited text nor a workbook of today: HTML pages and XML workbooks of Excel 2003.
//! Titles, header and footnotes are found as everywhere else.

mod rows;
mod spans;
mod survey;

pub(super) use self::{
    rows::GridRowReader,
    spans::Spans,
    survey::{GridTables, tables},
};
use crate::finding::EngineError;

/// One row.
#[derive(Debug, Default)]
pub(super) struct GridLine {
    /// Its table, as the format calls it.
    pub(super) table: String,
    /// Its number in the table, from 1.
    pub(super) place: u64,
    pub(super) cells: Vec<String>,
    /// Columns that a cell to the left covers.
    pub(super) covered: Vec<bool>,
    /// Rows that the tallest cell spans.
    pub(super) height: usize,
    /// It belongs to no table; its cells are texts beside them.
    pub(super) is_beside: bool,
    /// Texts that stand with the row but in no cell: comments.
    pub(super) beside: Vec<String>,
}

impl GridLine {
    /// Begins a row.
    pub(super) fn begin(&mut self, table: &str, place: u64) {
        table.clone_into(&mut self.table);
        self.place = place;
        self.cells.clear();
        self.covered.clear();
        self.beside.clear();
        self.height = 1;
        self.is_beside = false;
    }

    /// Begins texts that belong to no table.
    pub(super) fn begin_beside(&mut self, what: &str) {
        self.begin(what, 0);
        self.is_beside = true;
    }
}

/// Gives out the rows of a file, one after another.
pub(super) trait GridSource: Send {
    /// The next row; `false` at the end.
    fn next(&mut self, line: &mut GridLine) -> Result<bool, EngineError>;
}
