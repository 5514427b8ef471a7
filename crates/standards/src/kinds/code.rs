//! Small codes: land use, buildings, colours, languages, time zones, formats, numbers of documents.

use std::borrow::Cow;

use tabular::{FieldType, Safety, Verdict};

use super::{Kind, has_shape, letters::to_cyrillic, mended, valid_if};
use crate::hint::Hint;

pub(super) const KINDS: [Kind; 9] = [
    code("land-use-code", "код цільового призначення землі", "land use code", land_use),
    code("building-class", "код класу будівель (НК 018)", "building class (NK 018)", building_class),
    code("consequence-class", "клас наслідків об’єкта", "consequence class of a building", consequence_class),
    code("colour", "колір", "colour", colour),
    code("time-zone", "часовий пояс", "time zone", time_zone),
    code("language", "код мови", "language code", language),
    code("file-format", "формат файлу", "file format", file_format),
    code("file-name", "назва файлу", "file name", file_name),
    code("document-number", "номер документа", "number of a document", document_number),
];

const fn code(id: &'static str, uk: &'static str, en: &'static str, judge: fn(&str) -> Verdict<'_>) -> Kind {
    Kind { id, uk, en, field_type: FieldType::String, hint: Hint::NONE, needs_hint: true, judge }
}

/// `03.07`; a spreadsheet makes `3.07` of it. Chapters of the classification run to 19.
fn land_use(value: &str) -> Verdict<'_> {
    let is_code = |text: &str| {
        has_shape(text, "", "99.99") && text[..2].parse().is_ok_and(|chapter: u8| (1..=19).contains(&chapter))
    };
    let padded = format!("0{value}");
    match (is_code(value), is_code(&padded)) {
        (true, _) => Verdict::Valid,
        (false, true) => mended(padded, Safety::Suggestion),
        _ => Verdict::Invalid,
    }
}

/// `1242.1` or its group `1242`.
fn building_class(value: &str) -> Verdict<'_> {
    valid_if((has_shape(value, "", "9999.9") || has_shape(value, "", "9999")) && value.starts_with(['1', '2']))
}

fn consequence_class(value: &str) -> Verdict<'_> {
    let own = to_cyrillic(&value.to_uppercase()).replace([' ', '-'], "");
    match own.as_str() {
        "СС1" | "СС2" | "СС3" if own == value => Verdict::Valid,
        "СС1" | "СС2" | "СС3" => mended(own, Safety::Safe),
        _ => Verdict::Invalid,
    }
}

/// A word, or six hexadecimal digits as timetables have them, with or without `#`. A spreadsheet takes leading zeros away.
fn colour(value: &str) -> Verdict<'_> {
    let is_hex = |text: &str| text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    if is_hex(value.strip_prefix('#').unwrap_or(value)) {
        return Verdict::Valid;
    }
    if value.len() < 6 && value.bytes().all(|byte| byte.is_ascii_digit()) {
        return mended(format!("{value:0>6}"), Safety::Suggestion);
    }
    valid_if(value.chars().all(|sign| sign.is_alphabetic() || matches!(sign, ' ' | '-' | ',' | '\'' | '’')))
}

/// A name of the IANA database. Kyiv has a new spelling since 2022.
fn time_zone(value: &str) -> Verdict<'_> {
    if value == "Europe/Kiev" || value.eq_ignore_ascii_case("europe/kyiv") && value != "Europe/Kyiv" {
        return mended("Europe/Kyiv".to_owned(), Safety::Safe);
    }
    let is_word = |word: &str| {
        word.starts_with(|sign: char| sign.is_ascii_uppercase())
            && word.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'_' || byte == b'-')
    };
    let parts: Vec<&str> = value.split('/').collect();
    valid_if(value == "UTC" || ((2..=3).contains(&parts.len()) && parts.into_iter().all(is_word)))
}

/// `uk`, `uk-UA`, `ukr`, several after commas.
fn language(value: &str) -> Verdict<'_> {
    let is_code = |text: &str| {
        let (own, region) = text.split_once('-').unwrap_or((text, "UA"));
        (2..=3).contains(&own.len())
            && own.bytes().all(|byte| byte.is_ascii_lowercase())
            && region.len() == 2
            && region.bytes().all(|byte| byte.is_ascii_uppercase())
    };
    match value.to_lowercase().as_str() {
        "українська" | "укр" | "ua" | "uk" if value != "uk" => mended("uk".to_owned(), Safety::Safe),
        "англійська" | "en" if value != "en" => mended("en".to_owned(), Safety::Safe),
        _ => valid_if(value.split(',').all(|part| is_code(part.trim()))),
    }
}

/// Formats that portals name; another is no mistake, only its letters are.
fn file_format(value: &str) -> Verdict<'_> {
    let own: Vec<String> = value
        .split([',', ';'])
        .map(|part| part.trim().trim_start_matches('.').to_uppercase())
        .filter(|part| !part.is_empty())
        .collect();
    let is_format = |text: &String| {
        text.len() <= 20 && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-_/ ".contains(&byte))
    };
    if own.is_empty() || !own.iter().all(is_format) {
        return Verdict::Invalid;
    }
    let own = own.join(", ");
    let is_own = own == value || own.replace(", ", ",") == value;
    if is_own { Verdict::Valid } else { mended(own, Safety::Safe) }
}

/// A name with an ending, no folder in front of it. The annexes let a short text stand in its place, so texts pass.
fn file_name(value: &str) -> Verdict<'_> {
    let is_path = value.starts_with(['/', '\\']) || value.get(1..3) == Some(":\\");
    valid_if(!is_path)
}

/// A number as the document has it; the sign «№» stands in the header already.
fn document_number(value: &str) -> Verdict<'_> {
    match value.strip_prefix(['№', '#']).map(str::trim_start) {
        Some("") => Verdict::Invalid,
        Some(own) => {
            Verdict::Fixable { value: Cow::Owned(own.to_owned()), fix: tabular::FixId::KindForm, safety: Safety::Safe }
        }
        None => valid_if(value.chars().any(char::is_alphanumeric)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn land_use_keeps_its_zero() {
        assert_eq!(land_use("03.07"), Verdict::Valid);
        assert_eq!(land_use("3.07"), mended("03.07".to_owned(), Safety::Suggestion));
        assert_eq!(land_use("33.07"), Verdict::Invalid);
    }

    #[test]
    fn classes_of_buildings_have_their_form() {
        assert_eq!(building_class("1242.1"), Verdict::Valid);
        assert_eq!(building_class("12421"), Verdict::Invalid);
        assert_eq!(consequence_class("СС2"), Verdict::Valid);
        assert_eq!(consequence_class("CC2"), mended("СС2".to_owned(), Safety::Safe));
        assert_eq!(consequence_class("СС4"), Verdict::Invalid);
    }

    #[test]
    fn a_colour_is_a_word_or_a_code() {
        assert_eq!(colour("червоний"), Verdict::Valid);
        assert_eq!(colour("#FF0000"), Verdict::Valid);
        assert_eq!(colour("FF0000"), Verdict::Valid);
        assert_eq!(colour("214"), mended("000214".to_owned(), Safety::Suggestion));
        assert_eq!(colour("#FF00"), Verdict::Invalid);
    }

    #[test]
    fn kyiv_has_a_new_spelling() {
        assert_eq!(time_zone("Europe/Kyiv"), Verdict::Valid);
        assert_eq!(time_zone("Europe/Kiev"), mended("Europe/Kyiv".to_owned(), Safety::Safe));
        assert_eq!(time_zone("+02:00"), Verdict::Invalid);
    }

    #[test]
    fn languages_and_formats_are_codes() {
        assert_eq!(language("uk"), Verdict::Valid);
        assert_eq!(language("uk-UA, en"), Verdict::Valid);
        assert_eq!(language("українська"), mended("uk".to_owned(), Safety::Safe));
        assert_eq!(language("мова"), Verdict::Invalid);
        assert_eq!(file_format("XLSX, CSV"), Verdict::Valid);
        assert_eq!(file_format(".csv; json"), mended("CSV, JSON".to_owned(), Safety::Safe));
        assert_eq!(file_format("таблиця"), Verdict::Invalid);
    }

    #[test]
    fn a_number_stands_without_its_sign() {
        assert_eq!(document_number("1234-р"), Verdict::Valid);
        assert_eq!(document_number("№ 345/п"), mended("345/п".to_owned(), Safety::Safe));
        assert_eq!(document_number("—"), Verdict::Invalid);
    }

    #[test]
    fn a_file_has_no_folder() {
        assert_eq!(file_name("rishennia.pdf"), Verdict::Valid);
        assert_eq!(file_name("C:\\docs\\rishennia.pdf"), Verdict::Invalid);
    }
}
