//! The columns of a Parquet table and the exact text of their cells.

use std::{fmt::Write, ops::Range, sync::Arc};

use arrow::{
    array::{
        Array, ArrayRef, AsArray, BooleanArray, Date32Array, Decimal128Array, Float64Array, Int64Array, RecordBatch,
        StringArray, TimestampMicrosecondArray,
    },
    compute::cast,
    datatypes::{
        DataType, Date32Type, Decimal128Type, Field, Float64Type, Int64Type, TimeUnit, TimestampMicrosecondType,
    },
    util::display::{ArrayFormatter, FormatOptions},
};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder, RowSelection};

use super::ParquetSource;
use crate::{Source, build::ROW_COLUMN, finding::EngineError, value};

/// Key of a decimal column's Arrow metadata: [`SCALE_FIXED`] where all its values had the same number of decimals.
pub const SCALE_KEY: &str = "vidkryto.scale";
/// All values keep the column's decimals: `1.50`. Otherwise trailing zeros are no part of the value: `1.5`.
pub const SCALE_FIXED: &str = "fixed";
/// Key of a column's Arrow metadata: what people read above it.
pub const TITLE_KEY: &str = "title.uk";

/// Cells of a batch; fewer rows where a table is wide, so that a batch stays small.
const BATCH_CELLS: usize = 1 << 18;
const BATCH_ROWS_MAX: usize = 8_192;

/// A column without its values.
#[derive(Debug, Clone)]
pub(crate) struct Column {
    pub(crate) name: String,
    pub(crate) title: Option<String>,
    /// What its cells are read as.
    pub(crate) data_type: DataType,
    /// Decimals that every value shows; `None` where trailing zeros are dropped.
    pub(crate) fixed_scale: Option<u8>,
}

impl Column {
    fn of(field: &Field) -> Self {
        let data_type = reading_type(field.data_type());
        let fixed = field.metadata().get(SCALE_KEY).is_some_and(|scale| scale == SCALE_FIXED);
        let fixed_scale = match data_type {
            DataType::Decimal128(_, scale) if fixed => u8::try_from(scale).ok(),
            _ => None,
        };
        Self { name: field.name().clone(), title: field.metadata().get(TITLE_KEY).cloned(), data_type, fixed_scale }
    }

    /// The header that people read.
    pub(crate) fn header(&self, titles: bool) -> &str {
        self.title.as_deref().filter(|title| titles && !title.is_empty()).unwrap_or(&self.name)
    }
}

/// Rows of a table in batches, without the hidden row column.
pub(crate) struct TableReader {
    columns: Vec<Column>,
    rows: u64,
    reader: ParquetRecordBatchReader,
}

impl TableReader {
    pub(crate) fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// Rows of the table, after its footer.
    pub(crate) fn rows(&self) -> u64 {
        self.rows
    }
}

impl Iterator for TableReader {
    type Item = Result<RecordBatch, EngineError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.reader.next().map(|batch| batch.map_err(EngineError::parquet))
    }
}

/// Opens a Parquet table with all its columns.
pub(crate) fn open(table: &dyn Source) -> Result<TableReader, EngineError> {
    open_with(table, |_| true)
}

/// Opens a Parquet table with the columns of the wanted names.
pub(crate) fn open_with(table: &dyn Source, wanted: impl Fn(&str) -> bool) -> Result<TableReader, EngineError> {
    open_part(table, wanted, None)
}

/// Opens a Parquet table with the columns of the wanted names and only the rows at the given places, which ascend.
pub(crate) fn open_rows(
    table: &dyn Source,
    wanted: impl Fn(&str) -> bool,
    places: &[u64],
) -> Result<TableReader, EngineError> {
    open_part(table, wanted, Some(places))
}

fn open_part(
    table: &dyn Source,
    wanted: impl Fn(&str) -> bool,
    places: Option<&[u64]>,
) -> Result<TableReader, EngineError> {
    let builder =
        ParquetRecordBatchReaderBuilder::try_new(ParquetSource::open(table)?).map_err(EngineError::parquet)?;
    let rows = u64::try_from(builder.metadata().file_metadata().num_rows()).unwrap_or_default();
    let mut roots = Vec::new();
    let mut columns = Vec::new();
    for (root, field) in builder.schema().fields().iter().enumerate() {
        if field.name() != ROW_COLUMN && wanted(field.name()) {
            roots.push(root);
            columns.push(Column::of(field));
        }
    }
    let mask = ProjectionMask::roots(builder.parquet_schema(), roots);
    let batch_rows = (BATCH_CELLS / columns.len().max(1)).clamp(64, BATCH_ROWS_MAX);
    let mut builder = builder.with_projection(mask).with_batch_size(batch_rows);
    if let Some(places) = places {
        let total = usize::try_from(rows).unwrap_or(usize::MAX);
        builder = builder.with_row_selection(RowSelection::from_consecutive_ranges(ranges(places, total), total));
    }
    let reader = builder.build().map_err(EngineError::parquet)?;
    Ok(TableReader { columns, rows, reader })
}

/// Ascending places as ranges of neighbours.
fn ranges(places: &[u64], total: usize) -> impl Iterator<Item = Range<usize>> {
    places.chunk_by(|left, right| left + 1 == *right).map(move |run| {
        let place = |at: Option<&u64>| at.and_then(|place| usize::try_from(*place).ok()).unwrap_or(total).min(total);
        let (first, last) = (place(run.first()), place(run.last()));
        first..(last + 1).min(total)
    })
}

/// The type whose cells we know how to write; other types are turned into it, the rest into text.
fn reading_type(stored: &DataType) -> DataType {
    match stored {
        DataType::Int8
        | DataType::Int16
        | DataType::Int32
        | DataType::Int64
        | DataType::UInt8
        | DataType::UInt16
        | DataType::UInt32 => DataType::Int64,
        DataType::Float16 | DataType::Float32 | DataType::Float64 => DataType::Float64,
        DataType::Boolean | DataType::Date32 | DataType::Decimal128(..) => stored.clone(),
        DataType::Timestamp(_, zone) => {
            DataType::Timestamp(TimeUnit::Microsecond, zone.as_ref().map(|_| Arc::from("UTC")))
        }
        _ => DataType::Utf8,
    }
}

/// The cells of a column's part.
pub(crate) enum Cells {
    Text(StringArray),
    Integer(Int64Array),
    Decimal { values: Decimal128Array, scale: i8, fixed: bool },
    Float(Float64Array),
    Boolean(BooleanArray),
    Date(Date32Array),
    Moment { values: TimestampMicrosecondArray, utc: bool },
}

/// The cells of a batch, column by column.
pub(crate) fn cells(columns: &[Column], batch: &RecordBatch) -> Result<Vec<Cells>, EngineError> {
    columns.iter().zip(batch.columns()).map(|(column, array)| Cells::of(column, array)).collect()
}

impl Cells {
    fn of(column: &Column, array: &ArrayRef) -> Result<Self, EngineError> {
        let array =
            if *array.data_type() == column.data_type { Arc::clone(array) } else { turn(array, &column.data_type)? };
        Ok(match &column.data_type {
            DataType::Int64 => Self::Integer(array.as_primitive::<Int64Type>().clone()),
            DataType::Decimal128(_, scale) => Self::Decimal {
                values: array.as_primitive::<Decimal128Type>().clone(),
                scale: *scale,
                fixed: column.fixed_scale.is_some(),
            },
            DataType::Float64 => Self::Float(array.as_primitive::<Float64Type>().clone()),
            DataType::Boolean => Self::Boolean(array.as_boolean().clone()),
            DataType::Date32 => Self::Date(array.as_primitive::<Date32Type>().clone()),
            DataType::Timestamp(_, zone) => {
                Self::Moment { values: array.as_primitive::<TimestampMicrosecondType>().clone(), utc: zone.is_some() }
            }
            _ => Self::Text(array.as_string::<i32>().clone()),
        })
    }

    /// Whether the cell has a value.
    pub(crate) fn has(&self, row: usize) -> bool {
        match self {
            Self::Text(values) => values.is_valid(row),
            Self::Integer(values) => values.is_valid(row),
            Self::Decimal { values, .. } => values.is_valid(row),
            Self::Float(values) => values.is_valid(row),
            Self::Boolean(values) => values.is_valid(row),
            Self::Date(values) => values.is_valid(row),
            Self::Moment { values, .. } => values.is_valid(row),
        }
    }

    /// Writes the exact text of a cell that has a value.
    pub(crate) fn write(&self, row: usize, text: &mut String) {
        match self {
            Self::Text(values) => text.push_str(values.value(row)),
            Self::Integer(values) => push(text, values.value(row)),
            Self::Decimal { values, scale, fixed } => write_decimal(values.value(row), *scale, *fixed, text),
            Self::Float(values) => push(text, values.value(row)),
            Self::Boolean(values) => push(text, values.value(row)),
            Self::Date(values) => text.push_str(&value::days_to_date(values.value(row))),
            Self::Moment { values, utc } => {
                text.push_str(&value::micros_to_datetime(values.value(row)));
                if *utc {
                    text.push('Z');
                }
            }
        }
    }
}

fn push(text: &mut String, value: impl std::fmt::Display) {
    write!(text, "{value}").expect("writing to a string cannot fail");
}

fn turn(array: &ArrayRef, wanted: &DataType) -> Result<ArrayRef, EngineError> {
    if *wanted != DataType::Utf8 || matches!(array.data_type(), DataType::LargeUtf8 | DataType::Utf8View) {
        return cast(array, wanted).map_err(EngineError::parquet);
    }
    let options = FormatOptions::default();
    let shown = ArrayFormatter::try_new(array, &options).map_err(EngineError::parquet)?;
    let texts = (0..array.len()).map(|row| array.is_valid(row).then(|| shown.value(row).to_string()));
    Ok(Arc::new(texts.collect::<StringArray>()))
}

/// Writes a decimal from its digits, so that no digit changes.
pub(crate) fn write_decimal(digits: i128, scale: i8, fixed: bool, text: &mut String) {
    if scale <= 0 {
        push(text, digits);
        let zeros = if digits == 0 { 0 } else { usize::from(scale.unsigned_abs()) };
        text.extend(std::iter::repeat_n('0', zeros));
        return;
    }
    let scale = usize::from(scale.unsigned_abs());
    if digits < 0 {
        text.push('-');
    }
    let padded = format!("{:0>width$}", digits.unsigned_abs(), width = scale + 1);
    let (whole, fraction) = padded.split_at(padded.len() - scale);
    let fraction = if fixed { fraction } else { fraction.trim_end_matches('0') };
    text.push_str(whole);
    if !fraction.is_empty() {
        text.push('.');
        text.push_str(fraction);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(digits: i128, scale: i8, fixed: bool) -> String {
        let mut text = String::new();
        write_decimal(digits, scale, fixed, &mut text);
        text
    }

    #[test]
    fn decimals_keep_their_digits() {
        assert_eq!(decimal(1050, 2, true), "10.50");
        assert_eq!(decimal(1050, 2, false), "10.5");
        assert_eq!(decimal(1000, 2, false), "10");
        assert_eq!(decimal(-5, 3, true), "-0.005");
        assert_eq!(decimal(0, 2, true), "0.00");
        assert_eq!(decimal(7, 0, true), "7");
        assert_eq!(decimal(7, -2, true), "700");
        assert_eq!(decimal(i128::MIN, 38, true), "-1.70141183460469231731687303715884105728");
    }
}
