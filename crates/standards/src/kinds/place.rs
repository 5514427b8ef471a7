//! Places: КАТОТТГ, cadastral number, postcode, coordinates.

use std::ops::RangeInclusive;

use tabular::{
    FieldType, FixId, Safety, Verdict,
    fix::{Axis, LATITUDES, LONGITUDES, degrees},
};

use super::{
    Kind, canonical, fixable, has_shape,
    mend::{compact, latin, without_label},
};
use crate::hint::Hint;

pub(super) const CODES: [Kind; 3] = [
    Kind {
        id: "katottg",
        uk: "код КАТОТТГ",
        en: "KATOTTH code",
        field_type: FieldType::String,
        hint: Hint { parts: &["катоттг", "katottg", "katotth", "catuttc"], words: &[] },
        needs_hint: false,
        judge: katottg,
    },
    Kind {
        id: "cadastral-number",
        uk: "кадастровий номер",
        en: "cadastral number",
        field_type: FieldType::String,
        hint: Hint { parts: &["кадастров", "cadastral", "kadastr"], words: &[] },
        needs_hint: false,
        judge: cadastral,
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
        judge: postcode,
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
        judge: |value| coordinate(value, &LATITUDES, Axis::Latitude),
    },
    Kind {
        id: "longitude",
        uk: "довгота",
        en: "longitude",
        field_type: FieldType::Number,
        hint: Hint { parts: &["довгот", "longitude"], words: &["lon", "lng", "long"] },
        needs_hint: true,
        judge: |value| coordinate(value, &LONGITUDES, Axis::Longitude),
    },
];

/// `UA` and 17 digits; the last five are unique in the whole codifier, so they are never all zero, and neither is the region.
fn is_katottg(value: &str) -> bool {
    has_shape(value, "UA", "99999999999999999") && &value[2..4] != "00" && !value.ends_with("00000")
}

fn katottg(value: &str) -> Verdict<'_> {
    let made = || latin(&compact(without_label(value, &["код", "катоттг"])).to_uppercase());
    canonical(value, if is_katottg(value) || value.len() < 19 { None } else { made() }, is_katottg, Safety::Safe)
}

fn is_cadastral(value: &str) -> bool {
    has_shape(value, "", "9999999999:99:999:9999")
}

/// Ten, two, three and four digits with any mark between. Without marks they are no more than a long number.
fn cadastral(value: &str) -> Verdict<'_> {
    if is_cadastral(value) {
        return Verdict::Valid;
    }
    let code = compact(without_label(value, &["кадастровий номер", "кад. номер", "кад. №"]));
    let groups: Vec<&str> = code.split([':', ';', '.', '-', '/', '_', ',']).collect();
    let has_sizes = groups.iter().map(|group| group.len()).eq([10, 2, 3, 4]);
    canonical(value, has_sizes.then(|| groups.join(":")), is_cadastral, Safety::Safe)
}

/// Spreadsheets drop the zero of Kyiv's codes: four digits are likely one, so somebody must agree.
fn postcode(value: &str) -> Verdict<'_> {
    let is_code: fn(&str) -> bool = |text| has_shape(text, "", "99999");
    if is_code(value) {
        return Verdict::Valid;
    }
    let code = compact(without_label(value, &["індекс", "поштовий індекс"]));
    let code = code.strip_suffix(".0").unwrap_or(&code);
    match code.len() {
        5 => canonical(value, Some(code.to_owned()), is_code, Safety::Safe),
        4 => canonical(value, Some(format!("0{code}")), is_code, Safety::Suggestion),
        _ => Verdict::Invalid,
    }
}

/// Decimal degrees; other ways of writing degrees have one reading where they say of which axis they are, or of none.
fn coordinate<'a>(value: &'a str, range: &RangeInclusive<f64>, axis: Axis) -> Verdict<'a> {
    if lies_in(value, range) {
        return Verdict::Valid;
    }
    match degrees(value) {
        Some(found) if found.is_marked && found.axis.is_none_or(|own| own == axis) && lies_in(&found.text, range) => {
            fixable(found.text, FixId::Coordinates, Safety::Safe)
        }
        _ => Verdict::Invalid,
    }
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
    fn codes_lose_spaces_foreign_letters_and_other_dashes() {
        let fixed = |verdict: Verdict<'_>| match verdict {
            Verdict::Fixable { value, safety, .. } => (value.into_owned(), safety),
            other => panic!("{other:?}"),
        };

        assert_eq!(fixed(katottg("ua1202 0010010037010")), ("UA12020010010037010".into(), Safety::Safe));
        assert_eq!(fixed(katottg("UА12020010010037010")), ("UA12020010010037010".into(), Safety::Safe));
        assert_eq!(fixed(cadastral("1210100000-01-234-0005")), ("1210100000:01:234:0005".into(), Safety::Safe));
        assert_eq!(cadastral("1210100000012340005"), Verdict::Invalid);
        assert_eq!(fixed(postcode("49 000")), ("49000".into(), Safety::Safe));
        assert_eq!(fixed(postcode("1001")), ("01001".into(), Safety::Suggestion));
        assert_eq!(cadastral("1210100000:01:234"), Verdict::Invalid);
        assert_eq!(postcode("490"), Verdict::Invalid);
    }

    #[test]
    fn degrees_in_other_forms_have_one_reading_on_their_own_axis() {
        let latitude = |value| coordinate(value, &LATITUDES, Axis::Latitude);

        assert_eq!(latitude("48°27'53\"N"), fixable("48.4647222".into(), FixId::Coordinates, Safety::Safe));
        assert_eq!(latitude("48.4647° пн.ш."), fixable("48.4647".into(), FixId::Coordinates, Safety::Safe));
        assert_eq!(latitude("48.4647 E"), Verdict::Invalid);
        assert_eq!(latitude("35°02'E"), Verdict::Invalid);
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
