//! Places: КАТОТТГ, cadastral number, postcode, coordinates.

use std::ops::RangeInclusive;

use tabular::FieldType;

use super::{Kind, has_shape, valid_if};
use crate::hint::Hint;

/// Ukraine's latitudes, with a margin of some kilometres.
const LATITUDES: RangeInclusive<f64> = 44.0..=52.5;
/// Ukraine's longitudes, with the same margin.
const LONGITUDES: RangeInclusive<f64> = 22.0..=40.3;

pub(super) const CODES: [Kind; 3] = [
    Kind {
        id: "katottg",
        uk: "код КАТОТТГ",
        en: "KATOTTH code",
        field_type: FieldType::String,
        hint: Hint { parts: &["катоттг", "katottg", "katotth", "catuttc"], words: &[] },
        needs_hint: false,
        judge: |value| valid_if(is_katottg(value)),
    },
    Kind {
        id: "cadastral-number",
        uk: "кадастровий номер",
        en: "cadastral number",
        field_type: FieldType::String,
        hint: Hint { parts: &["кадастров", "cadastral", "kadastr"], words: &[] },
        needs_hint: false,
        judge: |value| valid_if(has_shape(value, "", "9999999999:99:999:9999")),
    },
    Kind {
        id: "postcode",
        uk: "поштовий індекс",
        en: "postcode",
        field_type: FieldType::String,
        hint: Hint {
            parts: &["поштовий індекс", "postcode", "postalcode", "post_code", "postal_code"],
            words: &["індекс", "zip"],
        },
        needs_hint: true,
        judge: |value| valid_if(has_shape(value, "", "99999")),
    },
];

pub(super) const COORDINATES: [Kind; 2] = [
    Kind {
        id: "latitude",
        uk: "широта",
        en: "latitude",
        field_type: FieldType::Number,
        hint: Hint { parts: &["широт", "latitude"], words: &["lat"] },
        needs_hint: true,
        judge: |value| valid_if(lies_in(value, &LATITUDES)),
    },
    Kind {
        id: "longitude",
        uk: "довгота",
        en: "longitude",
        field_type: FieldType::Number,
        hint: Hint { parts: &["довгот", "longitude"], words: &["lon", "lng", "long"] },
        needs_hint: true,
        judge: |value| valid_if(lies_in(value, &LONGITUDES)),
    },
];

/// `UA` and 17 digits; the last five are unique in the whole codifier, so they are never all zero, and neither is the region.
fn is_katottg(value: &str) -> bool {
    has_shape(value, "UA", "99999999999999999") && &value[2..4] != "00" && !value.ends_with("00000")
}

/// Plain decimal degrees inside the range. What parses otherwise (`4.8e1`, `inf`) is no coordinate of a register.
fn lies_in(value: &str, range: &RangeInclusive<f64>) -> bool {
    value.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        && value.parse().is_ok_and(|degrees: f64| range.contains(&degrees))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_codifier_code_has_its_region_and_its_own_digits() {
        assert!(is_katottg("UA12020010010037010"));
        assert!(!is_katottg("UA1202001001003701"));
        assert!(!is_katottg("UA00020010010037010"));
        assert!(!is_katottg("1210100000"));
    }

    #[test]
    fn coordinates_lie_in_ukraine() {
        assert!(lies_in("48.4647", &LATITUDES) && lies_in("35.0462", &LONGITUDES));
        assert!(!lies_in("35.0462", &LATITUDES));
        assert!(!lies_in("0", &LATITUDES));
        assert!(!lies_in("48,4647", &LATITUDES));
        assert!(!lies_in("4.8e1", &LATITUDES));
    }
}
