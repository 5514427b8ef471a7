//! Representations of a Parquet table (CSV, JSON, NDJSON, XLSX), and templates of a schema.
//!
//! Values are written exactly: a decimal is never turned into a binary fraction on its way to text. The build tells in the
//! metadata of a decimal column whether its values all had the same number of decimals ([`SCALE_KEY`]).

pub(crate) mod columns;
mod csv;
mod json;
mod parquet_source;
mod template;
mod xlsx;

use std::io::Write;

use arrow::array::RecordBatch;

use crate::{Scratch, Source, finding::EngineError};

pub use columns::{SCALE_FIXED, SCALE_KEY, TITLE_KEY};
pub use csv::is_formula;
pub use parquet_source::ParquetSource;
pub use template::Template;

/// What a table can be written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// UTF-8 without mark, LF, comma, quotes only where needed.
    Csv,
    /// One array of objects, one object a line.
    Json,
    /// One object a line.
    Ndjson,
    /// Office Open XML workbook.
    Xlsx,
}

/// How a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ExportOptions {
    /// In CSV, text cells that a spreadsheet would run as formulas get a leading apostrophe.
    pub excel_safe: bool,
    /// Headers of CSV and XLSX are titles instead of names, where the table has them.
    pub titles: bool,
}

/// Writes a Parquet table made by the build in another format; answers how many rows.
///
/// In XLSX, text is always a text cell and a number with more digits than a spreadsheet keeps is text too. A cell of more than
/// 32,767 characters, which the format cannot hold, is cut and ends with `…`.
pub fn export(
    table: &dyn Source,
    format: Format,
    options: &ExportOptions,
    _scratch: &dyn Scratch,
    out: &mut (dyn Write + Send),
) -> Result<u64, EngineError> {
    let reader = columns::open(table)?;
    match format {
        Format::Csv => write_all(reader, csv::CsvWriter::new(options.excel_safe, options.titles), out),
        Format::Json => write_all(reader, json::JsonWriter::array(), out),
        Format::Ndjson => write_all(reader, json::JsonWriter::lines(), out),
        Format::Xlsx => xlsx::write(reader, &xlsx::Options::new(table.name(), options.titles), out),
    }
}

/// Writes rows of one text format into a buffer.
trait RowWriter {
    fn begin(&mut self, columns: &[columns::Column], buffer: &mut Vec<u8>);
    fn row(&mut self, cells: &[columns::Cells], row: usize, buffer: &mut Vec<u8>);
    fn end(&mut self, buffer: &mut Vec<u8>);
}

fn write_all(
    reader: columns::TableReader,
    mut writer: impl RowWriter,
    out: &mut (dyn Write + Send),
) -> Result<u64, EngineError> {
    let columns = reader.columns().to_vec();
    let mut buffer = Vec::new();
    let mut rows = 0;
    writer.begin(&columns, &mut buffer);
    for batch in reader {
        let batch: RecordBatch = batch?;
        let cells = columns::cells(&columns, &batch)?;
        for row in 0..batch.num_rows() {
            writer.row(&cells, row, &mut buffer);
        }
        rows += batch.num_rows() as u64;
        out.write_all(&buffer)?;
        buffer.clear();
    }
    writer.end(&mut buffer);
    out.write_all(&buffer)?;
    Ok(rows)
}
