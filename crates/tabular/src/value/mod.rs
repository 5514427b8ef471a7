//! Values: canonical forms of each field type, read byte by byte and without allocation.
//!
//! A value is of a type only in that type's canonical form; every other form is the matter of a fix.

mod classes;
mod moment;
mod number;

pub use classes::{Classes, may_mix_in_word};
pub use moment::{Moment, date, days_to_date, epoch_days, is_time, micros_to_datetime, moment, time};
pub use number::{DIGITS_MAX, Decimal, SAFE_FLOAT_DIGITS, decimal, exponent, integer};

use crate::FieldType;

/// Reads a boolean in its canonical form.
pub fn boolean(value: &str) -> Option<bool> {
    match value {
        "true" => Some(true),
        "false" => Some(false),
        _ => None,
    }
}

/// Whether a value is of a type, in canonical form.
pub fn fits(value: &str, field_type: FieldType) -> bool {
    match field_type {
        FieldType::String => true,
        FieldType::Integer => integer(value).is_some(),
        FieldType::Number => decimal(value).is_some() || exponent(value).is_some(),
        FieldType::Boolean => boolean(value).is_some(),
        FieldType::Date => date(value).is_some(),
        FieldType::Datetime => moment(value).is_some(),
        FieldType::Time => is_time(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_leading_zero_or_plus_makes_no_integer() {
        assert_eq!(integer("0"), Some(0));
        assert_eq!(integer("-17"), Some(-17));
        assert_eq!(integer("9223372036854775807"), Some(i64::MAX));
        assert_eq!(integer("-9223372036854775808"), Some(i64::MIN));

        for text in ["007", "+5", "", "-", "9223372036854775808", "1 200", "1.0", " 1", "-01"] {
            assert_eq!(integer(text), None, "{text}");
        }
    }

    #[test]
    fn a_number_keeps_its_digits_up_to_thirty_eight() {
        assert_eq!(decimal("12.50"), Some(Decimal { digits: 1250, whole: 2, scale: 2 }));
        assert_eq!(decimal("-0.5"), Some(Decimal { digits: -5, whole: 1, scale: 1 }));
        assert_eq!(decimal("12.5").expect("a number").at_scale(3), Some(12500));

        for text in ["1.", ".5", "01.5", "1,5", "1e5", "123456789012345678901234567890123456789"] {
            assert_eq!(decimal(text), None, "{text}");
        }
    }

    #[test]
    fn only_an_exponent_with_point_or_sign_is_a_number() {
        assert_eq!(exponent("1.5E+05"), Some(150_000.0));
        assert_eq!(exponent("3e-05"), Some(0.00003));

        for text in ["12E3", "1.5E", "E5", "1.5E+9999", "0x1E+5", "1.5"] {
            assert_eq!(exponent(text), None, "{text}");
        }
    }

    #[test]
    fn a_date_must_be_real() {
        assert_eq!(date("1970-01-02"), Some(1));
        assert_eq!(date("2024-02-29"), Some(19_782));
        assert_eq!(days_to_date(19_782), "2024-02-29");

        for text in ["2023-02-29", "2024-13-01", "0000-01-01", "2024-1-1", "01.02.2024", "2024-02-01T"] {
            assert_eq!(date(text), None, "{text}");
        }
    }

    #[test]
    fn a_moment_with_offset_is_turned_to_utc() {
        let local = moment("1970-01-01T02:00").expect("a moment");
        let kyiv = moment("1970-01-01T02:00:00.25+02:00").expect("a moment");

        assert_eq!(local, Moment { micros: 7_200_000_000, has_offset: false });
        assert_eq!(kyiv, Moment { micros: 250_000, has_offset: true });
        assert!(moment("1970-01-01 02:00").is_none());
        assert!(moment("1970-01-01T24:00").is_none());
    }

    #[test]
    fn a_moment_is_written_back_as_it_was() {
        let micros = moment("2024-02-01T10:30:05.120").expect("a moment").micros;

        assert_eq!(micros_to_datetime(micros), "2024-02-01T10:30:05.12");
        assert_eq!(micros_to_datetime(-1), "1969-12-31T23:59:59.999999");
    }
}
