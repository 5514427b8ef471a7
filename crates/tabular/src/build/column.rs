//! Typed columns: canonical text in, Arrow arrays out.

use std::sync::Arc;

use arrow::{
    array::{
        ArrayRef, BooleanBuilder, Date32Builder, Decimal128Builder, Float64Builder, Int64Builder, StringBuilder,
        TimestampMicrosecondBuilder,
    },
    datatypes::{DataType, TimeUnit},
};

use crate::{FieldType, analyse::Digits, value};

/// Digits of the narrow decimal, which readers hold in 64 bits.
pub(crate) const NARROW_DIGITS: u32 = 18;

/// UTC as an offset: Arrow reads names of zones only with a database of them.
const UTC: &str = "+00:00";

/// A value as its column holds it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Typed {
    Text,
    Integer(i64),
    Decimal(i128),
    Float(f64),
    Boolean(bool),
    Date(i32),
    Moment(i64),
}

/// How a column is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Storage {
    Text,
    Integer,
    Decimal { precision: u8, scale: u32, is_fixed: bool },
    Float,
    Boolean,
    Date,
    Moment { has_offset: bool },
}

impl Storage {
    /// The storage of a field. Times are text: no peer reads Parquet's times of day the same way.
    pub(crate) fn of(field_type: FieldType, digits: Digits, is_float: bool, has_offset: bool) -> Self {
        match field_type {
            FieldType::String | FieldType::Time => Self::Text,
            FieldType::Integer => Self::Integer,
            FieldType::Number if is_float => Self::Float,
            FieldType::Number => {
                let is_narrow = digits.whole + digits.scale <= NARROW_DIGITS;
                let precision = if is_narrow { 18 } else { 38 };
                Self::Decimal { precision, scale: digits.scale, is_fixed: digits.has_one_scale() }
            }
            FieldType::Boolean => Self::Boolean,
            FieldType::Date => Self::Date,
            FieldType::Datetime => Self::Moment { has_offset },
        }
    }

    /// Arrow's type.
    pub(crate) fn data_type(self) -> DataType {
        match self {
            Self::Text => DataType::Utf8,
            Self::Integer => DataType::Int64,
            Self::Decimal { precision, scale, .. } => {
                DataType::Decimal128(precision, i8::try_from(scale).unwrap_or(i8::MAX))
            }
            Self::Float => DataType::Float64,
            Self::Boolean => DataType::Boolean,
            Self::Date => DataType::Date32,
            Self::Moment { has_offset } => DataType::Timestamp(TimeUnit::Microsecond, has_offset.then(|| UTC.into())),
        }
    }

    /// The text by which a value is the same as another: `1.50` is `1.5` among decimals.
    pub(crate) fn meaning(self, text: &str) -> &str {
        if matches!(self, Self::Decimal { .. }) { without_zeros(text) } else { text }
    }

    /// Reads a value; `None` where it is not of the column's type.
    pub(crate) fn read(self, text: &str) -> Option<Typed> {
        match self {
            Self::Text => Some(Typed::Text),
            Self::Integer => value::integer(text).map(Typed::Integer),
            Self::Decimal { scale, .. } => value::decimal(text)?.at_scale(scale).map(Typed::Decimal),
            Self::Float => match value::decimal(text) {
                Some(_) => text.parse().ok().map(Typed::Float),
                None => value::exponent(text).map(Typed::Float),
            },
            Self::Boolean => value::boolean(text).map(Typed::Boolean),
            Self::Date => value::date(text).map(Typed::Date),
            Self::Moment { .. } => value::moment(text).map(|moment| Typed::Moment(moment.micros)),
        }
    }
}

/// A decimal without the zeros at its end.
pub(crate) fn without_zeros(decimal: &str) -> &str {
    if decimal.contains('.') { decimal.trim_end_matches('0').trim_end_matches('.') } else { decimal }
}

/// Gathers the values of one batch.
pub(crate) enum ColumnBuilder {
    Text(StringBuilder),
    Integer(Int64Builder),
    Decimal(Decimal128Builder),
    Float(Float64Builder),
    Boolean(BooleanBuilder),
    Date(Date32Builder),
    Moment(TimestampMicrosecondBuilder),
}

impl ColumnBuilder {
    /// For so many rows, whose texts as read take `text_bytes`.
    pub(crate) fn new(storage: Storage, rows: usize, text_bytes: usize) -> Self {
        let data_type = storage.data_type();
        match storage {
            Storage::Text => Self::Text(StringBuilder::with_capacity(rows, text_bytes)),
            Storage::Integer => Self::Integer(Int64Builder::with_capacity(rows)),
            Storage::Decimal { .. } => Self::Decimal(Decimal128Builder::with_capacity(rows).with_data_type(data_type)),
            Storage::Float => Self::Float(Float64Builder::with_capacity(rows)),
            Storage::Boolean => Self::Boolean(BooleanBuilder::with_capacity(rows)),
            Storage::Date => Self::Date(Date32Builder::with_capacity(rows)),
            Storage::Moment { .. } => {
                Self::Moment(TimestampMicrosecondBuilder::with_capacity(rows).with_data_type(data_type))
            }
        }
    }

    /// Adds a value; `false` where it is of another type than the column.
    pub(crate) fn push(&mut self, typed: Typed, text: &str) -> bool {
        match (self, typed) {
            (Self::Text(builder), _) => builder.append_value(text),
            (Self::Integer(builder), Typed::Integer(number)) => builder.append_value(number),
            (Self::Decimal(builder), Typed::Decimal(digits)) => builder.append_value(digits),
            (Self::Float(builder), Typed::Float(number)) => builder.append_value(number),
            (Self::Boolean(builder), Typed::Boolean(truth)) => builder.append_value(truth),
            (Self::Date(builder), Typed::Date(days)) => builder.append_value(days),
            (Self::Moment(builder), Typed::Moment(micros)) => builder.append_value(micros),
            _ => return false,
        }
        true
    }

    /// Adds a missing value.
    pub(crate) fn push_missing(&mut self) {
        match self {
            Self::Text(builder) => builder.append_null(),
            Self::Integer(builder) => builder.append_null(),
            Self::Decimal(builder) => builder.append_null(),
            Self::Float(builder) => builder.append_null(),
            Self::Boolean(builder) => builder.append_null(),
            Self::Date(builder) => builder.append_null(),
            Self::Moment(builder) => builder.append_null(),
        }
    }

    pub(crate) fn finish(&mut self) -> ArrayRef {
        match self {
            Self::Text(builder) => Arc::new(builder.finish()),
            Self::Integer(builder) => Arc::new(builder.finish()),
            Self::Decimal(builder) => Arc::new(builder.finish()),
            Self::Float(builder) => Arc::new(builder.finish()),
            Self::Boolean(builder) => Arc::new(builder.finish()),
            Self::Date(builder) => Arc::new(builder.finish()),
            Self::Moment(builder) => Arc::new(builder.finish()),
        }
    }
}
