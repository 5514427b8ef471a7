//! What a cell means, as a hash: equal values hash equally whatever their representation.

use arrow::datatypes::DataType;

use crate::{build::hash::Hashing, export::columns::Cells, value};

/// Values that are compared by more than their letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Number,
    Boolean,
    Date,
    Moment,
}

impl Class {
    /// The class of a column's values; `None` for text.
    pub(super) fn of(data_type: &DataType) -> Option<Self> {
        match data_type {
            DataType::Int64 | DataType::Decimal128(..) | DataType::Float64 => Some(Self::Number),
            DataType::Boolean => Some(Self::Boolean),
            DataType::Date32 => Some(Self::Date),
            DataType::Timestamp(..) => Some(Self::Moment),
            _ => None,
        }
    }
}

/// Tells classes apart, so that the number 1 is not `true`.
const NUMBER: u128 = 1;
const BOOLEAN: u128 = 2;
const DATE: u128 = 3;
const LOCAL_MOMENT: u128 = 4;
const INSTANT: u128 = 5;
const FLOAT: u128 = 6;

/// Whole numbers that a binary fraction holds exactly.
const WHOLE_FLOAT_MAX: f64 = 9_007_199_254_740_992.0;

/// The hash of a cell; `None` where it has no value. Texts are read as values of `read_as` where they are such.
pub(super) fn hash(hashing: Hashing, cells: &Cells, row: usize, read_as: Option<Class>) -> Option<u128> {
    if !cells.has(row) {
        return None;
    }
    let signed =
        |tag: u128, value: i64| hashing.follow(hashing.follow(hashing.row(), tag), i128::from(value).cast_unsigned());
    Some(match cells {
        Cells::Text(values) => return text(hashing, values.value(row), read_as),
        Cells::Integer(values) => number(hashing, i128::from(values.value(row)), 0),
        Cells::Decimal { values, scale, .. } => number(hashing, values.value(row), i32::from(*scale)),
        Cells::Float(values) => float(hashing, values.value(row)),
        Cells::Boolean(values) => signed(BOOLEAN, i64::from(values.value(row))),
        Cells::Date(values) => signed(DATE, i64::from(values.value(row))),
        Cells::Moment { values, utc } => signed(if *utc { INSTANT } else { LOCAL_MOMENT }, values.value(row)),
    })
}

fn text(hashing: Hashing, text: &str, read_as: Option<Class>) -> Option<u128> {
    if text.is_empty() {
        return None;
    }
    let signed =
        |tag: u128, value: i64| hashing.follow(hashing.follow(hashing.row(), tag), i128::from(value).cast_unsigned());
    let meant =
        match read_as {
            Some(Class::Number) => value::decimal(text)
                .map(|read| number(hashing, read.digits, i32::try_from(read.scale).unwrap_or(i32::MAX))),
            Some(Class::Boolean) => value::boolean(text).map(|read| signed(BOOLEAN, i64::from(read))),
            Some(Class::Date) => value::date(text).map(|read| signed(DATE, i64::from(read))),
            Some(Class::Moment) => value::moment(text)
                .map(|read| signed(if read.has_offset { INSTANT } else { LOCAL_MOMENT }, read.micros)),
            None => None,
        };
    Some(meant.unwrap_or_else(|| hashing.value(text)))
}

/// Digits without trailing zeros: 1.50 and 1.5 are one number, and so are 700 and 7 with scale −2.
fn number(hashing: Hashing, mut digits: i128, mut scale: i32) -> u128 {
    if digits == 0 {
        scale = 0;
    }
    // Nearly all numbers fit 64 bits, where division is many times cheaper.
    if let Ok(mut narrow) = i64::try_from(digits) {
        while scale > 0 && narrow % 10 == 0 {
            narrow /= 10;
            scale -= 1;
        }
        digits = i128::from(narrow);
    }
    while scale > 0 && digits % 10 == 0 {
        digits /= 10;
        scale -= 1;
    }
    while scale < 0 {
        // Beyond the digits of 128 bits only the scale tells numbers apart.
        let Some(larger) = digits.checked_mul(10) else { break };
        digits = larger;
        scale += 1;
    }
    let tagged = hashing.follow(hashing.row(), NUMBER | (u128::from(scale.cast_unsigned()) << 64));
    hashing.follow(tagged, digits.cast_unsigned())
}

fn float(hashing: Hashing, value: f64) -> u128 {
    if value.fract() == 0.0 && value.abs() < WHOLE_FLOAT_MAX {
        #[expect(clippy::cast_possible_truncation, reason = "whole and within 53 bits")]
        return number(hashing, i128::from(value as i64), 0);
    }
    match value::decimal(&value.to_string()) {
        Some(read) => number(hashing, read.digits, i32::try_from(read.scale).unwrap_or(i32::MAX)),
        None => hashing.follow(hashing.follow(hashing.row(), FLOAT), u128::from(value.to_bits())),
    }
}
