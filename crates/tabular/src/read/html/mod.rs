//! Tables of HTML pages; public bodies save “XLS” files that are pages. Each `<table>` with two rows or more is a table, named by its
//! caption or its number; what stands around them is screened.

mod entities;
mod rows;
mod tags;

use self::rows::HtmlRows;
use super::{
    RowReader,
    allowance::Allowance,
    encoding,
    grid::{self, GridTables},
    notes,
    scan::Scan,
};
use crate::{Container, Dialect, Limits, Reading, Source, TableReading, finding::EngineError, recipe::ReadingChoices};

/// Reads the structure of a page.
pub(super) fn read(
    source: &dyn Source,
    scan: &Scan,
    choices: &ReadingChoices,
    limits: &Limits,
) -> Result<Reading, EngineError> {
    let declared = choices.encoding.clone().or_else(|| encoding::declared(scan));
    let found = encoding::encoding_of(scan, declared.as_deref());
    let label = encoding::label(found);
    let file_notes = notes::file(found, found == encoding_rs::UTF_8, Dialect::default());
    let rows = HtmlRows::open(source, Some(&label), limits)?;
    let allowance = Allowance::of(scan.size, limits);
    let GridTables { tables, beside } = grid::tables(rows, source.name(), choices, limits, allowance, file_notes)?;
    Ok(Reading {
        encoding: Some(label),
        tables,
        outside: beside.texts,
        sha256: scan.sha256.clone(),
        ..Reading::of(Container::Html)
    })
}

/// Opens a table for its rows.
pub(super) fn open(
    source: &dyn Source,
    reading: &Reading,
    table: &TableReading,
    limits: &Limits,
) -> Result<Box<dyn RowReader>, EngineError> {
    let rows = HtmlRows::open(source, reading.encoding.as_deref(), limits)?;
    Ok(Box::new(grid::GridRowReader::new(rows, table, source.size(), limits)))
}
