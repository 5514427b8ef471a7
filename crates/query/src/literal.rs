//! A condition's value, read exactly as the field's type.

use arrow::datatypes::{DataType, TimeUnit};
use datafusion::scalar::ScalarValue;
use jiff::{
    Timestamp,
    civil::{Date, DateTime, Time, date},
    tz::TimeZone,
};

/// Longest number read; longer ones fit no type.
const NUMBER_BYTES_MAX: usize = 100;
/// Digits that a 128-bit decimal holds.
const DECIMAL_DIGITS_MAX: u8 = 38;

/// A value among the values of a type. It may be finer or larger than any of them, and still compares exactly.
pub(crate) enum Literal {
    /// One of them.
    Exact(ScalarValue),
    /// Greater than this one and less than the next.
    JustAbove(ScalarValue),
    /// Greater than all.
    AboveAll,
    /// Less than all.
    BelowAll,
}

impl Literal {
    /// `None` where the text is not a value of the type, or the type is none we compare.
    pub(crate) fn parse(data_type: &DataType, text: &str) -> Option<Self> {
        match data_type {
            DataType::Boolean => Some(Self::Exact(ScalarValue::Boolean(Some(text.parse().ok()?)))),
            DataType::Int64 => integer(text),
            DataType::Float64 => float(text),
            DataType::Decimal128(precision, scale) => decimal(text, *precision, *scale),
            DataType::Date32 => Some(Self::Exact(ScalarValue::Date32(Some(days(text)?)))),
            DataType::Timestamp(unit, zone) => {
                let nanoseconds = if zone.is_some() { instant(text)? } else { civil(text)? };
                Some(Self::in_unit(nanoseconds, *unit, |value| match unit {
                    TimeUnit::Second => ScalarValue::TimestampSecond(Some(value), zone.clone()),
                    TimeUnit::Millisecond => ScalarValue::TimestampMillisecond(Some(value), zone.clone()),
                    TimeUnit::Microsecond => ScalarValue::TimestampMicrosecond(Some(value), zone.clone()),
                    TimeUnit::Nanosecond => ScalarValue::TimestampNanosecond(Some(value), zone.clone()),
                }))
            }
            DataType::Time32(unit) => Some(Self::in_unit(time_of_day(text)?, *unit, |value| {
                // A day has fewer milliseconds than an i32 counts.
                let value = i32::try_from(value).ok();
                if *unit == TimeUnit::Second {
                    ScalarValue::Time32Second(value)
                } else {
                    ScalarValue::Time32Millisecond(value)
                }
            })),
            DataType::Time64(unit) => Some(Self::in_unit(time_of_day(text)?, *unit, |value| {
                if *unit == TimeUnit::Nanosecond {
                    ScalarValue::Time64Nanosecond(Some(value))
                } else {
                    ScalarValue::Time64Microsecond(Some(value))
                }
            })),
            _ => text_scalar(data_type, text.to_owned()).map(Self::Exact),
        }
    }

    /// Nanoseconds in a coarser unit.
    fn in_unit(nanoseconds: i128, unit: TimeUnit, scalar: impl Fn(i64) -> ScalarValue) -> Self {
        let per_unit = match unit {
            TimeUnit::Second => 1_000_000_000,
            TimeUnit::Millisecond => 1_000_000,
            TimeUnit::Microsecond => 1_000,
            TimeUnit::Nanosecond => 1,
        };
        match i64::try_from(nanoseconds.div_euclid(per_unit)) {
            Ok(value) if nanoseconds.rem_euclid(per_unit) == 0 => Self::Exact(scalar(value)),
            Ok(value) => Self::JustAbove(scalar(value)),
            Err(_) if nanoseconds > 0 => Self::AboveAll,
            Err(_) => Self::BelowAll,
        }
    }
}

/// True for the types in which the engine reads text.
pub(crate) fn is_text(data_type: &DataType) -> bool {
    matches!(data_type, DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View)
}

/// Text in the column's own type, so that the engine casts nothing.
pub(crate) fn text_scalar(data_type: &DataType, text: String) -> Option<ScalarValue> {
    match data_type {
        DataType::Utf8 => Some(ScalarValue::Utf8(Some(text))),
        DataType::LargeUtf8 => Some(ScalarValue::LargeUtf8(Some(text))),
        DataType::Utf8View => Some(ScalarValue::Utf8View(Some(text))),
        _ => None,
    }
}

/// Sign, digits before and after the point, of a plain number such as `-12.50`.
fn plain_number(text: &str) -> Option<(bool, &str, &str)> {
    let (negative, unsigned) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (whole, fraction) = unsigned.split_once('.').map_or((unsigned, None), |(whole, rest)| (whole, Some(rest)));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let lawful = text.len() <= NUMBER_BYTES_MAX && digits(whole) && fraction.is_none_or(digits);
    lawful.then_some((negative, whole, fraction.unwrap_or_default()))
}

fn integer(text: &str) -> Option<Literal> {
    let (negative, _, fraction) = plain_number(text)?;
    if !fraction.is_empty() {
        return None;
    }
    Some(match text.parse() {
        Ok(value) => Literal::Exact(ScalarValue::Int64(Some(value))),
        Err(_) if negative => Literal::BelowAll,
        Err(_) => Literal::AboveAll,
    })
}

fn float(text: &str) -> Option<Literal> {
    let mantissa = text.split(['e', 'E']).next()?;
    plain_number(mantissa)?;
    let value: f64 = text.parse().ok()?;
    // `-0` would differ from `0` in the engine's order.
    value.is_finite().then(|| Literal::Exact(ScalarValue::Float64(Some(if value == 0.0 { 0.0 } else { value }))))
}

fn decimal(text: &str, precision: u8, scale: i8) -> Option<Literal> {
    let (negative, whole, fraction) = plain_number(text)?;
    let scale = usize::try_from(scale).ok()?;
    let largest = 10_i128.checked_pow(u32::from(precision.min(DECIMAL_DIGITS_MAX)))? - 1;
    let (kept, finer) = fraction.split_at(fraction.len().min(scale));
    let digits = format!("{whole}{kept:0<scale$}");
    let exact = finer.bytes().all(|byte| byte == b'0');
    let magnitude = digits.parse::<i128>().ok().filter(|magnitude| *magnitude <= largest);
    let floor = match (magnitude, negative) {
        (None, true) => return Some(Literal::BelowAll),
        (None, false) => return Some(Literal::AboveAll),
        (Some(magnitude), false) => magnitude,
        (Some(magnitude), true) if exact => -magnitude,
        (Some(magnitude), true) if magnitude == largest => return Some(Literal::BelowAll),
        (Some(magnitude), true) => -magnitude - 1,
    };
    let value = ScalarValue::Decimal128(Some(floor), precision, i8::try_from(scale).ok()?);
    Some(if exact { Literal::Exact(value) } else { Literal::JustAbove(value) })
}

/// `2024-02-29`, and nothing shorter or longer.
fn day(text: &str) -> Option<Date> {
    let plain = text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    if plain { text.parse().ok() } else { None }
}

fn days(text: &str) -> Option<i32> {
    let hours = day(text)?.duration_since(date(1970, 1, 1)).as_hours();
    i32::try_from(hours.div_euclid(24)).ok()
}

/// `2024-02-29T10:00:00`, or a day for its first moment, without a zone.
fn civil(text: &str) -> Option<i128> {
    let moment = if let Some(day) = day(text) {
        day.to_datetime(Time::midnight())
    } else {
        let (day, time) = text.split_once(['T', ' '])?;
        DateTime::from_parts(self::day(day)?, clock(time)?)
    };
    Some(TimeZone::UTC.to_timestamp(moment).ok()?.as_nanosecond())
}

/// The same with `Z` or an offset; without one it is UTC.
fn instant(text: &str) -> Option<i128> {
    if let Some(nanoseconds) = civil(text) {
        return Some(nanoseconds);
    }
    let (day, _) = text.split_once(['T', ' '])?;
    self::day(day)?;
    Some(text.parse::<Timestamp>().ok()?.as_nanosecond())
}

fn time_of_day(text: &str) -> Option<i128> {
    Some(clock(text)?.duration_since(Time::midnight()).as_nanos())
}

/// `10:00`, `10:00:00`, `10:00:00.5`.
fn clock(text: &str) -> Option<Time> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b':' | b'.'));
    if plain && text.contains(':') { text.parse().ok() } else { None }
}
