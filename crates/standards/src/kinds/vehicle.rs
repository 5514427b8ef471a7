//! Vehicles and roads: plates, VIN, indices of roads.

use tabular::{FieldType, Safety, Verdict};

use super::{
    Kind,
    letters::{to_cyrillic, to_latin},
    mended,
};
use crate::hint::Hint;

pub(super) const KINDS: [Kind; 3] = [
    Kind {
        id: "vehicle-plate",
        uk: "номерний знак",
        en: "vehicle plate",
        field_type: FieldType::String,
        hint: Hint {
            parts: &["номерний знак", "державний номер", "держномер", "vehiclenumber", "licenseplate"],
            words: &[],
        },
        needs_hint: true,
        judge: plate,
    },
    Kind {
        id: "vin",
        uk: "VIN транспортного засобу",
        en: "vehicle identification number",
        field_type: FieldType::String,
        hint: Hint { parts: &[], words: &["vin"] },
        needs_hint: true,
        judge: vin,
    },
    Kind {
        id: "road-index",
        uk: "індекс дороги",
        en: "index of a road",
        field_type: FieldType::String,
        hint: Hint::NONE,
        needs_hint: true,
        judge: road,
    },
];

/// Plates of all series: two letters, four digits, two letters; older ones, trailers and motorcycles have other mixes.
fn plate(value: &str) -> Verdict<'_> {
    let bare: String = value.chars().filter(|sign| !sign.is_whitespace() && *sign != '-').collect();
    let own = bare.to_uppercase();
    let (latin, cyrillic) = (to_latin(&own), to_cyrillic(&own));
    let is_latin = latin.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let is_cyrillic = cyrillic.chars().all(|sign| sign.is_ascii_digit() || !sign.is_ascii());
    let digits = own.bytes().filter(u8::is_ascii_digit).count();
    let count = own.chars().count();
    let is_plate = (4..=8).contains(&count)
        && (3..=6).contains(&digits)
        && count > digits
        && own.chars().all(char::is_alphanumeric)
        && (is_latin || is_cyrillic);
    if !is_plate {
        return Verdict::Invalid;
    }
    // The signs exist in both scripts; one is kept, and Latin wins where they are mixed, as on the plate itself.
    let is_one_script = own.is_ascii() || own.chars().all(|sign| sign.is_ascii_digit() || !sign.is_ascii());
    match (is_one_script, own == value) {
        (true, true) => Verdict::Valid,
        (true, false) => mended(own, Safety::Safe),
        (false, _) if is_latin => mended(latin, Safety::Safe),
        (false, _) => mended(cyrillic, Safety::Safe),
    }
}

/// Seventeen signs without I, O and Q. The check digit is no duty in Europe.
fn vin(value: &str) -> Verdict<'_> {
    let is_vin = |text: &str| {
        text.len() == 17
            && text.bytes().all(|byte| (byte.is_ascii_uppercase() || byte.is_ascii_digit()) && !b"IOQ".contains(&byte))
    };
    if is_vin(value) {
        return Verdict::Valid;
    }
    let plain = to_latin(&value.trim().to_uppercase());
    if is_vin(&plain) {
        return mended(plain, Safety::Safe);
    }
    let digits = plain.replace('O', "0").replace('I', "1").replace('Q', "0");
    if is_vin(&digits) { mended(digits, Safety::Suggestion) } else { Verdict::Invalid }
}

/// `М-05`, `Н-08`, `Т-21-11`, `О-060305`, `С-12-34-56`: the letter is Cyrillic.
fn road(value: &str) -> Verdict<'_> {
    let is_road = |text: &str| {
        let Some((letter, number)) = text.split_once('-') else { return false };
        matches!(letter, "М" | "Н" | "Р" | "Т" | "О" | "С" | "ОП")
            && number.starts_with(|sign: char| sign.is_ascii_digit())
            && number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
            && number.len() >= 2
    };
    if is_road(value) {
        return Verdict::Valid;
    }
    let own: String = to_cyrillic(&value.to_uppercase()).split_whitespace().collect();
    let own = own.replace(['–', '—'], "-");
    let own = match own.find(|sign: char| sign.is_ascii_digit()) {
        Some(digits) if digits > 0 && !own[..digits].ends_with('-') => format!("{}-{}", &own[..digits], &own[digits..]),
        _ => own,
    };
    if is_road(&own) { mended(own, Safety::Safe) } else { Verdict::Invalid }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plate_has_no_spaces_and_one_script() {
        assert_eq!(plate("AB1234EI"), Verdict::Valid);
        assert_eq!(plate("АМ1445ВВ"), Verdict::Valid);
        assert_eq!(plate("ВТ 7777 КВ"), mended("ВТ7777КВ".to_owned(), Safety::Safe));
        assert_eq!(plate("ae-1234-bc"), mended("AE1234BC".to_owned(), Safety::Safe));
        assert_eq!(plate("AE1234ВС"), mended("AE1234BC".to_owned(), Safety::Safe));
        assert_eq!(plate("автобус"), Verdict::Invalid);
        assert_eq!(plate("12345678"), Verdict::Invalid);
    }

    #[test]
    fn a_vin_has_seventeen_signs() {
        assert_eq!(vin("WAUZZZ8AZMA123456"), Verdict::Valid);
        assert_eq!(vin("wauzzz8azma123456"), mended("WAUZZZ8AZMA123456".to_owned(), Safety::Safe));
        assert_eq!(vin("WAUZZZ8AZMA12345O"), mended("WAUZZZ8AZMA123450".to_owned(), Safety::Suggestion));
        assert_eq!(vin("WAUZZZ8AZMA12345"), Verdict::Invalid);
    }

    #[test]
    fn an_index_of_a_road_is_cyrillic() {
        assert_eq!(road("М-05"), Verdict::Valid);
        assert_eq!(road("Т-21-11"), Verdict::Valid);
        assert_eq!(road("M-05"), mended("М-05".to_owned(), Safety::Safe));
        assert_eq!(road("Н08"), mended("Н-08".to_owned(), Safety::Safe));
        assert_eq!(road("вулиця"), Verdict::Invalid);
    }
}
