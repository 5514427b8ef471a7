//! The values of a column in a batch as the checks compare them: numbers and instants, whatever the column is stored as.

use arrow::{
    array::{
        Array, ArrayRef, AsArray, BooleanArray, Date32Array, Decimal128Array, Float64Array, Int64Array, StringArray,
        TimestampMicrosecondArray,
    },
    datatypes::{DataType, Date32Type, Decimal128Type, Float64Type, Int64Type, TimestampMicrosecondType},
};

use crate::{
    FieldType, TextBatch,
    analyse::{FieldPlan, convert, shape_of},
    value,
};

/// Microseconds of a day.
pub(crate) const DAY_MICROS: i64 = 86_400_000_000;

/// One column of a batch.
pub(crate) enum Cells<'a> {
    Integer(&'a Int64Array),
    Decimal(&'a Decimal128Array, f64),
    Float(&'a Float64Array),
    Boolean(&'a BooleanArray),
    Date(&'a Date32Array),
    Moment(&'a TimestampMicrosecondArray),
    Text(&'a StringArray),
}

/// A batch as the checks see it: what was read and what is written of it.
#[derive(Clone, Copy)]
pub(crate) struct Batch<'a> {
    pub(crate) read: &'a TextBatch,
    /// Columns as they are written; `None` where the field is left out.
    pub(crate) written: &'a [Option<ArrayRef>],
    /// Rows that are written, to which the values of `written` belong.
    pub(crate) kept: &'a [usize],
    /// Rows that were read and hold totals.
    pub(crate) totals: Option<&'a [bool]>,
}

impl<'a> Batch<'a> {
    pub(crate) fn cells(&self, column: usize) -> Option<Cells<'a>> {
        self.written[column].as_ref().and_then(Cells::of)
    }

    /// Indexes of the written rows that hold data; a total is no outlier, and no rule speaks of it.
    pub(crate) fn rows(&self) -> impl Iterator<Item = usize> + use<'a> {
        let (kept, totals) = (self.kept, self.totals);
        (0..kept.len()).filter(move |index| !totals.is_some_and(|totals| totals[kept[*index]]))
    }

    /// Where the row of that index stands in the source.
    pub(crate) fn place(&self, index: usize) -> u64 {
        self.read.places[self.kept[index]]
    }

    /// The cell as it was read.
    pub(crate) fn raw(&self, column: usize, index: usize) -> &'a str {
        self.read.columns[column].value(self.kept[index])
    }
}

impl<'a> Cells<'a> {
    pub(crate) fn of(array: &'a ArrayRef) -> Option<Self> {
        Some(match array.data_type() {
            DataType::Int64 => Self::Integer(array.as_primitive::<Int64Type>()),
            DataType::Decimal128(_, scale) => {
                Self::Decimal(array.as_primitive::<Decimal128Type>(), 10_f64.powi(i32::from(*scale)))
            }
            DataType::Float64 => Self::Float(array.as_primitive::<Float64Type>()),
            DataType::Boolean => Self::Boolean(array.as_boolean()),
            DataType::Date32 => Self::Date(array.as_primitive::<Date32Type>()),
            DataType::Timestamp(..) => Self::Moment(array.as_primitive::<TimestampMicrosecondType>()),
            DataType::Utf8 => Self::Text(array.as_string::<i32>()),
            _ => return None,
        })
    }

    pub(crate) fn is_missing(&self, index: usize) -> bool {
        match self {
            Self::Integer(array) => array.is_null(index),
            Self::Decimal(array, _) => array.is_null(index),
            Self::Float(array) => array.is_null(index),
            Self::Boolean(array) => array.is_null(index),
            Self::Date(array) => array.is_null(index),
            Self::Moment(array) => array.is_null(index),
            Self::Text(array) => array.is_null(index),
        }
    }

    /// The number; texts are read as the fixes of their field would read them.
    #[expect(clippy::cast_precision_loss, reason = "rules allow for rounding")]
    pub(crate) fn number(&self, index: usize, plan: &FieldPlan) -> Option<f64> {
        if self.is_missing(index) {
            return None;
        }
        match self {
            Self::Integer(array) => Some(array.value(index) as f64),
            Self::Decimal(array, unit) => Some(array.value(index) as f64 / unit),
            Self::Float(array) => Some(array.value(index)),
            Self::Text(array) => number_of(array.value(index).trim(), plan),
            Self::Boolean(_) | Self::Date(_) | Self::Moment(_) => None,
        }
    }

    /// The day or moment in microseconds since 1970, or the time of day since midnight.
    pub(crate) fn instant(&self, index: usize, plan: &FieldPlan) -> Option<i64> {
        if self.is_missing(index) {
            return None;
        }
        match self {
            Self::Date(array) => Some(i64::from(array.value(index)) * DAY_MICROS),
            Self::Moment(array) => Some(array.value(index)),
            Self::Text(array) => instant_of(array.value(index).trim(), plan),
            _ => None,
        }
    }
}

fn number_of(text: &str, plan: &FieldPlan) -> Option<f64> {
    if value::decimal(text).is_some() || value::exponent(text).is_some() {
        return text.parse().ok();
    }
    let aim = plan.aim.filter(|aim| matches!(aim, FieldType::Integer | FieldType::Number))?;
    convert(text, shape_of(text).0, aim, &plan.possible)?.value.parse().ok()
}

/// A day or moment as text, also where only a fix would make it one.
pub(crate) fn instant_of(text: &str, plan: &FieldPlan) -> Option<i64> {
    let canonical = |text: &str| {
        let day = value::date(text).map(|day| i64::from(day) * DAY_MICROS);
        day.or_else(|| value::moment(text).map(|moment| moment.micros))
    };
    if text.is_empty() {
        return None;
    }
    canonical(text).or_else(|| {
        let aim = plan.aim.filter(|aim| matches!(aim, FieldType::Date | FieldType::Datetime))?;
        canonical(&convert(text, shape_of(text).0, aim, &plan.possible)?.value)
    })
}

/// The last microsecond that a value may mean: a day ends at midnight.
pub(crate) fn end_of(instant: i64, is_day: bool) -> i64 {
    if is_day { instant + DAY_MICROS - 1 } else { instant }
}
