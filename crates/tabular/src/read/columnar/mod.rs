//! Parquet: each column is a field, values exact; nested ones are JSON. `GeoParquet` has its places as every other geodata.

mod cell;
mod pages;
mod views;

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
};

use arrow::{
    array::{Array, ArrayRef, RecordBatch},
    util::display::FormatOptions,
};
use parquet::{
    arrow::arrow_reader::{
        ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder,
    },
    file::metadata::ParquetMetaData,
};

use self::cell::Cells;
use super::{
    RowReader,
    allowance::Allowance,
    geo::{self, Crs, Known},
    name::stem,
    package::{damaged, zip_bomb},
    record::{Naming, Record, RecordRows, Records, Survey},
    scan::Scan,
};
use crate::{
    Container, Limits, Reading, Source, TableReading, Unreadable,
    build::{ROW_COLUMN, SCHEMA_KEY},
    export::ParquetSource,
    finding::EngineError,
    recipe::ReadingChoices,
    source::Room,
};

/// Rows decoded at once.
const BATCH_ROWS: usize = 1_024;

/// Reads the structure of a Parquet file.
pub(super) fn read(
    source: &dyn Source,
    scan: &Scan,
    choices: &ReadingChoices,
    limits: &Limits,
) -> Result<Reading, EngineError> {
    let mut records = ParquetRecords::open(source, limits)?;
    let mut survey = Survey::new(Allowance::of(scan.size, limits));
    let at = survey.begin("", limits)?;
    for (column, name) in records.names.iter().enumerate() {
        if records.geometry != Some(column) {
            survey.tables[at].declare(name, limits)?;
        }
    }
    // Only the rows tell whether the geometries are points.
    let mut record = Record::within(limits);
    while records.geometry.is_some() && records.next(&mut record)? {
        survey.add(&record, limits)?;
    }
    let notes = records.geometry.and_then(|_| geo::crs_note(&records.crs)).into_iter().collect();
    Ok(Reading {
        tables: survey.readings(&Naming { file: stem(source.name()), title: |_| None }, choices, notes),
        sha256: scan.sha256.clone(),
        ..Reading::of(Container::Parquet)
    })
}

/// Opens the table for its rows.
pub(super) fn open(
    source: &dyn Source,
    table: &TableReading,
    limits: &Limits,
) -> Result<Box<dyn RowReader>, EngineError> {
    let records = ParquetRecords::open(source, limits)?;
    Ok(Box::new(RecordRows::new(Box::new(records), table, source.size(), limits)))
}

/// Reads records.
struct ParquetRecords {
    reader: ParquetRecordBatchReader,
    names: Vec<String>,
    /// Columns of the file that are fields.
    columns: Vec<usize>,
    /// The field with the geometry.
    geometry: Option<usize>,
    crs: Crs,
    batch: Vec<ArrayRef>,
    rows: usize,
    row: usize,
    place: u64,
}

impl ParquetRecords {
    fn open(source: &dyn Source, limits: &Limits) -> Result<Self, EngineError> {
        let input = ParquetSource::open(source)?;
        let found = guarded(|| ArrowReaderMetadata::load(&input, ArrowReaderOptions::new()))?;
        let metadata = Arc::clone(found.metadata());
        check_size(&metadata, limits)?;
        let room = source.room().unwrap_or_else(|| Room::new(limits.unpacked_bytes_max));
        pages::check(&input, &metadata, source.size(), &room, limits)?;
        let options = ArrowReaderOptions::new().with_schema(views::of(found.schema()));
        let viewed = guarded(|| ArrowReaderMetadata::try_new(Arc::clone(&metadata), options))?;
        let builder = ParquetRecordBatchReaderBuilder::new_with_metadata(input, viewed);
        let schema = Arc::clone(builder.schema());
        let value = |key: &str| {
            let pairs = metadata.file_metadata().key_value_metadata();
            pairs.and_then(|pairs| pairs.iter().find(|pair| pair.key == key)).and_then(|pair| pair.value.clone())
        };
        // A table that this engine wrote has a hidden column.
        let is_own = value(SCHEMA_KEY).is_some();
        let columns: Vec<usize> = (0..schema.fields().len())
            .filter(|column| !(is_own && schema.field(*column).name() == ROW_COLUMN))
            .collect();
        let names: Vec<String> = columns.iter().map(|column| schema.field(*column).name().clone()).collect();
        let (geometry, crs) = value("geo").and_then(|geo| geometry_column(&geo, &names)).unzip();
        let crs = crs.unwrap_or_else(Crs::wgs84);
        if geometry.is_some() && matches!(crs.known, Known::Nothing | Known::Sk63) {
            return Err(geo::refused(&crs).into());
        }
        let reader = guarded(|| builder.with_batch_size(BATCH_ROWS.min(limits.batch_rows)).build())?;
        Ok(Self { reader, names, columns, geometry, crs, batch: Vec::new(), rows: 0, row: 0, place: 0 })
    }

    fn take(&mut self, batch: &RecordBatch) {
        self.rows = batch.num_rows();
        self.row = 0;
        self.batch = self.columns.iter().map(|column| Arc::clone(batch.column(*column))).collect();
    }
}

impl Records for ParquetRecords {
    fn next(&mut self, record: &mut Record) -> Result<bool, EngineError> {
        while self.row >= self.rows {
            let reader = &mut self.reader;
            match guarded(|| reader.next().transpose())? {
                Some(batch) => self.take(&batch),
                None => return Ok(false),
            }
        }
        self.place += 1;
        record.begin("", self.place);
        let options = FormatOptions::default();
        for (field, array) in self.batch.iter().enumerate() {
            let name = &self.names[field];
            if self.geometry == Some(field) {
                match cell::bytes(array, self.row).map(geo::geometry_of) {
                    Some(Some(geometry)) => geo::push_cells(record, &geometry, self.crs.transform().as_ref()),
                    Some(None) if !array.is_null(self.row) => record.push_geometry("geometry", ""),
                    _ => {}
                }
                continue;
            }
            let text = guarded(|| Cells { array: &**array, options: &options }.text(self.row))?;
            record.push(name, &text);
        }
        self.row += 1;
        Ok(true)
    }
}

/// Runs what may panic on damaged bytes deep inside the format's library.
fn guarded<T, E>(work: impl FnOnce() -> Result<T, E>) -> Result<T, EngineError> {
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(_)) | Err(_) => Err(unreadable().into()),
    }
}

fn unreadable() -> Unreadable {
    let Unreadable { kind, .. } = damaged();
    Unreadable::new(
        kind,
        "Файл Parquet пошкоджено, завантажено не повністю або стиснуто способом, якого портал не знає. Збережіть його зі стисненням zstd чи snappy й завантажте знову.",
        "The Parquet file is damaged, was not uploaded completely, or is compressed in a way the portal does not know. Save it with zstd or snappy and upload it again.",
    )
}

/// A few bytes may stand for any number of equal rows.
fn check_size(metadata: &ParquetMetaData, limits: &Limits) -> Result<(), EngineError> {
    let columns = metadata.file_metadata().schema_descr().num_columns() as u64;
    let rows = u64::try_from(metadata.file_metadata().num_rows()).map_err(|_| unreadable())?;
    let bytes: i64 =
        metadata.row_groups().iter().map(|group| group.total_byte_size().max(0)).fold(0, i64::saturating_add);
    if rows.saturating_mul(columns.max(1)) > limits.unpacked_bytes_max
        || bytes.unsigned_abs() > limits.unpacked_bytes_max
    {
        return Err(zip_bomb().into());
    }
    if columns > limits.columns_max as u64 {
        let columns = usize::try_from(columns).unwrap_or(usize::MAX);
        return Err(super::csv::too_many_columns(columns, limits.columns_max).into());
    }
    Ok(())
}

/// The geometry's field and its system, by the file's `geo` metadata.
fn geometry_column(geo: &str, names: &[String]) -> Option<(usize, Crs)> {
    let geo: serde_json::Value = serde_json::from_str(geo).ok()?;
    let primary = geo.get("primary_column")?.as_str()?;
    let column = geo.get("columns")?.get(primary)?;
    if column.get("encoding")?.as_str()? != "WKB" {
        return None;
    }
    let field = names.iter().position(|name| name == primary)?;
    let crs = match column.get("crs") {
        None | Some(serde_json::Value::Null) => Crs::wgs84(),
        Some(crs) => match crs.pointer("/id/code") {
            Some(code) if code.as_str() == Some("CRS84") => Crs::wgs84(),
            Some(code) => geo::of_code(code.as_u64().and_then(|code| u32::try_from(code).ok()).unwrap_or_default()),
            None => Crs {
                name: crs.pointer("/name").and_then(|name| name.as_str()).unwrap_or_default().to_owned(),
                known: Known::Nothing,
            },
        },
    };
    Some((field, crs))
}
