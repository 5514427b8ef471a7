//! Pass 1 and the row readers: container, encoding, dialect, header, tables; then rows as text batches.
//!
//! What lives here knows how bytes become rows of text. What the texts mean is for the next passes.

mod allowance;
mod archive;
mod beside;
mod blocks;
mod cell;
mod columnar;
mod columns;
mod container;
mod csv;
mod cyrillic;
mod encoding;
mod foot;
mod geo;
mod geopackage;
mod grid;
mod header;
mod html;
mod json;
mod layout;
mod name;
mod note;
mod notes;
mod ods;
mod package;
mod parts;
mod record;
mod refusal;
mod repeat;
mod scan;
mod shapefile;
mod sheet;
mod text;
mod words;
mod xls;
mod xlsb;
mod xlsx;
mod xml;

pub use name::table_name;
pub(crate) use note::SECTION_FIELDS_MIN;
pub(crate) use sheet::KeptSheets;

use self::{container::Kind, scan::Watch, shapefile::ShapeSet};
use crate::{
    Container, Finding, Limits, Reading, Source, TextBatch, Unreadable, finding::EngineError, recipe::ReadingChoices,
};

/// Reads the rows of one table, batch by batch.
pub trait RowReader: Send {
    /// The next rows; `None` at the end. Rows without any value are included only as counted notes, never as rows.
    fn next_batch(&mut self) -> Result<Option<TextBatch>, EngineError>;
    /// Asks for numbers as people see them: a workbook stores binary fractions, and `65.44600000000001` is what a sum of cents left
    /// of 65.446. To be asked before the first batch; formats that hold text have nothing to do.
    fn drop_noise(&mut self) {}
    /// What reading the rows found: ragged rows, empty rows, undecodable bytes, NUL. Complete after the last batch.
    fn notes(&self) -> Vec<Finding>;
}

impl RowReader for &mut dyn RowReader {
    fn next_batch(&mut self) -> Result<Option<TextBatch>, EngineError> {
        (**self).next_batch()
    }

    fn drop_noise(&mut self) {
        (**self).drop_noise();
    }

    fn notes(&self) -> Vec<Finding> {
        (**self).notes()
    }
}

/// Pass 1: finds how a file is to be read. Reads every byte once (hash, encoding), keeps to `limits`.
pub fn read(source: &dyn Source, choices: &ReadingChoices, limits: &Limits) -> Result<Reading, EngineError> {
    read_at(source, choices, limits, false)
}

/// Reads a file, or a member of an archive: no archive is read inside another.
fn read_at(
    source: &dyn Source,
    choices: &ReadingChoices,
    limits: &Limits,
    is_member: bool,
) -> Result<Reading, EngineError> {
    let scan = scan::scan(source, limits, |head| match container::kind_of(head, source.name()) {
        Kind::Text => Watch::Lines,
        Kind::Json | Kind::Xml | Kind::Html => Watch::Letters,
        _ => Watch::Nothing,
    })?;
    let reading = match container::kind_of(&scan.head, source.name()) {
        _ if scan.size == 0 || scan.blank => return Err(container::empty().into()),
        Kind::Zip => archive::read(source, &scan, choices, limits, is_member)?,
        Kind::Gzip => archive::read_gzip(source, &scan, choices, limits, is_member)?,
        Kind::Ole => sheet::read(source, sheet::in_compound_file(source)?, &scan, choices, limits)?,
        Kind::Json => json::read(source, &scan, choices, limits)?,
        Kind::Xml => xml::read(source, &scan, choices, limits)?,
        Kind::Html => html::read(source, &scan, choices, limits)?,
        Kind::Parquet => columnar::read(source, &scan, choices, limits)?,
        Kind::Sqlite => geopackage::read(source, &scan, choices, limits)?,
        Kind::Dbf => shapefile::read(&ShapeSet::table_alone(source), &scan, choices, limits)?,
        Kind::Known(format) => return Err(container::unsupported(format).into()),
        Kind::Binary => return Err(container::binary().into()),
        Kind::Text if scan.endless_line => {
            let line = scan.breaks.count + 1;
            return Err(csv::record_too_long(line, limits.record_bytes_max).into());
        }
        Kind::Text => csv::read(source, &scan, choices, limits)?,
    };
    if reading.tables.is_empty() {
        return Err(no_table().into());
    }
    Ok(reading)
}

/// Opens one table of a reading for its rows.
pub fn open_table(
    source: &dyn Source,
    reading: &Reading,
    table: usize,
    limits: &Limits,
) -> Result<Box<dyn RowReader>, EngineError> {
    let found = reading.tables.get(table).ok_or_else(no_table)?;
    Ok(match reading.container {
        Container::Csv => Box::new(csv::CsvRows::open(source, reading, found, limits)?),
        Container::Xlsx | Container::Xlsb | Container::Xls | Container::Ods => {
            Box::new(sheet::TableRows::open(source, reading, found, limits)?)
        }
        Container::Json | Container::Ndjson | Container::GeoJson => json::open(source, reading, found, limits)?,
        Container::Xml | Container::SpreadsheetMl | Container::Kml | Container::Gpx => {
            xml::open(source, reading, found, limits)?
        }
        Container::Html => html::open(source, reading, found, limits)?,
        Container::Parquet => columnar::open(source, found, limits)?,
        Container::GeoPackage => geopackage::open(source, found, limits)?,
        Container::Dbf => shapefile::open(&ShapeSet::table_alone(source), reading, found, limits)?,
        // Its files lie apart: only the archive around them opens it.
        Container::Shapefile => return Err(no_table().into()),
        Container::Zip | Container::Gzip => archive::open(source, reading, table, limits)?,
    })
}

fn no_table() -> Unreadable {
    Unreadable::new(
        "no-table",
        "У файлі не знайдено жодної таблиці: усі аркуші порожні, приховані або їх вилучено з читання. Перевірте файл і завантажте його знову.",
        "No table was found in the file: all sheets are empty, hidden or left out. Check the file and upload it again.",
    )
}
