//! Values as JSON, exact: what a JSON number would round becomes text.

use std::sync::Arc;

use arrow::{
    array::{Array, ArrayRef, AsArray, PrimitiveArray},
    datatypes::{
        ArrowPrimitiveType, ArrowTimestampType, DataType, Decimal128Type, Float64Type, Int64Type, TimeUnit,
        TimestampMicrosecondType, TimestampMillisecondType, TimestampNanosecondType, TimestampSecondType,
    },
    error::ArrowError,
    util::display::{ArrayFormatter, FormatOptions},
};
use serde_json::{Number, Value};

/// Whole numbers up to here are exact in a 64-bit float.
const EXACT_FLOAT_MAX: f64 = 9_007_199_254_740_992.0;

/// A column's values.
pub(crate) fn values(column: &ArrayRef) -> Result<Vec<Value>, ArrowError> {
    Ok(match column.data_type() {
        DataType::Null => vec![Value::Null; column.len()],
        DataType::Boolean => column.as_boolean().iter().map(|value| value.map_or(Value::Null, Value::Bool)).collect(),
        DataType::Int64 => numbers(column.as_primitive::<Int64Type>(), Value::from),
        DataType::Float64 => numbers(column.as_primitive::<Float64Type>(), float),
        DataType::Decimal128(_, scale) => {
            let scale = *scale;
            numbers(column.as_primitive::<Decimal128Type>(), |units| decimal(units, scale))
        }
        DataType::Utf8View => column.as_string_view().iter().map(Value::from).collect(),
        DataType::Utf8 => column.as_string::<i32>().iter().map(Value::from).collect(),
        DataType::LargeUtf8 => column.as_string::<i64>().iter().map(Value::from).collect(),
        // A zoned column counts from the epoch in UTC; reading it as such needs no table of zones.
        DataType::Timestamp(unit, Some(_)) => formatted(&without_zone(column, *unit), "Z")?,
        _ => formatted(column, "")?,
    })
}

fn without_zone(column: &ArrayRef, unit: TimeUnit) -> ArrayRef {
    match unit {
        TimeUnit::Second => bare::<TimestampSecondType>(column),
        TimeUnit::Millisecond => bare::<TimestampMillisecondType>(column),
        TimeUnit::Microsecond => bare::<TimestampMicrosecondType>(column),
        TimeUnit::Nanosecond => bare::<TimestampNanosecondType>(column),
    }
}

fn bare<T: ArrowTimestampType>(column: &ArrayRef) -> ArrayRef {
    Arc::new(column.as_primitive::<T>().clone().with_timezone_opt(None::<Arc<str>>))
}

fn numbers<T: ArrowPrimitiveType>(column: &PrimitiveArray<T>, json: impl Fn(T::Native) -> Value) -> Vec<Value> {
    column.iter().map(|value| value.map_or(Value::Null, &json)).collect()
}

fn formatted(column: &ArrayRef, suffix: &str) -> Result<Vec<Value>, ArrowError> {
    let formatter = ArrayFormatter::try_new(column.as_ref(), &FormatOptions::default())?;
    let text = |row| match formatter.value(row).try_to_string() {
        Ok(text) => Ok(Value::String(text + suffix)),
        Err(error) => Err(error),
    };
    (0..column.len()).map(|row| if column.is_null(row) { Ok(Value::Null) } else { text(row) }).collect()
}

/// JSON has no infinity and no not-a-number.
fn float(value: f64) -> Value {
    if value.fract() == 0.0 && value.abs() < EXACT_FLOAT_MAX {
        #[expect(clippy::cast_possible_truncation, reason = "whole and small")]
        return Value::from(value as i64);
    }
    Number::from_f64(value).map_or(Value::Null, Value::Number)
}

/// A JSON number where it says exactly the same, otherwise text.
fn decimal(units: i128, scale: i8) -> Value {
    let text = plain(units, scale);
    if let Ok(whole) = text.parse::<i64>() {
        return Value::from(whole);
    }
    match text.parse::<f64>() {
        Ok(value) if value.is_finite() && value.to_string() == text => float(value),
        _ => Value::String(text),
    }
}

/// Digits with a point, without zeros at the end.
fn plain(units: i128, scale: i8) -> String {
    let digits = units.unsigned_abs().to_string();
    let sign = if units < 0 { "-" } else { "" };
    let Ok(scale) = usize::try_from(scale) else {
        let zeros = usize::from(scale.unsigned_abs());
        return if units == 0 { "0".to_owned() } else { format!("{sign}{digits}{}", "0".repeat(zeros)) };
    };
    let digits = format!("{digits:0>width$}", width = scale + 1);
    let (whole, fraction) = digits.split_at(digits.len() - scale);
    let fraction = fraction.trim_end_matches('0');
    if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
}
