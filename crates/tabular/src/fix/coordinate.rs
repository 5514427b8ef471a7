//! Coordinates as people write them: degrees, minutes and seconds, hemispheres, two in one cell.

use std::ops::RangeInclusive;

/// Ukraine's latitudes, with a margin of some kilometres.
pub const LATITUDES: RangeInclusive<f64> = 44.0..=52.5;
/// Ukraine's longitudes, with the same margin.
pub const LONGITUDES: RangeInclusive<f64> = 22.0..=40.3;

/// Bytes of the longest text that is looked at.
const BYTES_MAX: usize = 120;
/// Decimals from which on two bare numbers are a place and not two quantities: about 100 m.
const DECIMALS_MIN: usize = 3;
/// Decimals of degrees made from minutes and seconds: about a centimetre.
const DECIMALS_MADE: usize = 7;

/// Which of the two a number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Axis {
    /// North of the equator.
    Latitude,
    /// East of Greenwich.
    Longitude,
}

/// Degrees that were read.
#[derive(Debug, Clone, PartialEq)]
pub struct Degrees {
    /// Decimal degrees with a point.
    pub text: String,
    /// The axis, where a hemisphere or a word tells it.
    pub axis: Option<Axis>,
    /// Written with anything beyond a plain number.
    pub is_marked: bool,
    value: f64,
}

/// What stands beside the number: texts in lower case, their axis, and whether they turn the sign.
const WORDS: &[(&str, Axis, bool)] = &[
    ("північної широти", Axis::Latitude, false),
    ("східної довготи", Axis::Longitude, false),
    ("північна широта", Axis::Latitude, false),
    ("східна довгота", Axis::Longitude, false),
    ("пн.ш.", Axis::Latitude, false),
    ("пн. ш.", Axis::Latitude, false),
    ("пн.ш", Axis::Latitude, false),
    ("сх.д.", Axis::Longitude, false),
    ("сх. д.", Axis::Longitude, false),
    ("сх.д", Axis::Longitude, false),
    ("с.ш.", Axis::Latitude, false),
    ("с. ш.", Axis::Latitude, false),
    ("в.д.", Axis::Longitude, false),
    ("в. д.", Axis::Longitude, false),
    ("latitude", Axis::Latitude, false),
    ("longitude", Axis::Longitude, false),
    ("широта", Axis::Latitude, false),
    ("довгота", Axis::Longitude, false),
    ("долгота", Axis::Longitude, false),
    ("lat", Axis::Latitude, false),
    ("long", Axis::Longitude, false),
    ("lon", Axis::Longitude, false),
    ("lng", Axis::Longitude, false),
    ("n", Axis::Latitude, false),
    ("e", Axis::Longitude, false),
    ("s", Axis::Latitude, true),
    ("w", Axis::Longitude, true),
];

/// Reads one coordinate: `48.4647`, `48,4647`, `48°27'53"N`, `lat: 48.4647`.
pub fn degrees(value: &str) -> Option<Degrees> {
    if value.len() > BYTES_MAX || !value.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let lower = value.trim().to_lowercase();
    let (rest, word) = without_word(&lower);
    let (negative, rest) = match rest.strip_prefix(['-', '−']) {
        Some(rest) => (true, rest),
        None => (false, rest.strip_prefix('+').unwrap_or(rest)),
    };
    let (text, value, is_marked) = number(rest)?;
    let turned = negative != word.is_some_and(|(_, turned)| turned);
    Some(Degrees {
        text: if turned { format!("-{text}") } else { text },
        axis: word.map(|(axis, _)| axis),
        is_marked: is_marked || word.is_some(),
        value: if turned { -value } else { value },
    })
}

/// Whether a latitude and a longitude changed places: each lies in Ukraine on the other's axis, and the two do not overlap.
pub fn are_swapped(latitude: &str, longitude: &str) -> bool {
    let is_of = |value: &str, range: &RangeInclusive<f64>, axis: Axis| {
        degrees(value).is_some_and(|found| range.contains(&found.value) && found.axis.is_none_or(|own| own == axis))
    };
    is_of(latitude, &LONGITUDES, Axis::Longitude) && is_of(longitude, &LATITUDES, Axis::Latitude)
}

/// Reads latitude and longitude from one cell, in either order, where they lie in Ukraine and can only be cut in one way.
pub fn coordinate_pair(value: &str) -> Option<(String, String)> {
    if value.len() > BYTES_MAX || value.bytes().filter(u8::is_ascii_digit).count() < 4 {
        return None;
    }
    let trimmed = value.trim();
    let inner = match trimmed.get(..5) {
        Some(start) if start.eq_ignore_ascii_case("point") => trimmed[5..].trim_start(),
        _ => trimmed,
    };
    let inner = inner.trim_matches(['(', ')', '[', ']', '{', '}']);
    let is_mark = |sign: char| matches!(sign, ',' | ';' | '|' | '/' | '\n' | '\t' | ' ' | '\u{a0}');
    let mut found: Option<(String, String)> = None;
    for (at, sign) in inner.char_indices().filter(|(_, sign)| is_mark(*sign)) {
        let ends = |text: &str| text.trim_matches(|sign| is_mark(sign) || sign == '=').to_owned();
        let (first, second) = (ends(&inner[..at]), ends(&inner[at + sign.len_utf8()..]));
        let Some(pair) = degrees(&first).zip(degrees(&second)).and_then(|(first, second)| place(first, second)) else {
            continue;
        };
        match &found {
            Some(known) if *known != pair => return None,
            _ => found = Some(pair),
        }
    }
    found
}

/// The ranges of Ukraine do not touch, so only one order is possible.
fn place(first: Degrees, second: Degrees) -> Option<(String, String)> {
    let is_exact = |degrees: &Degrees| {
        degrees.is_marked || degrees.text.split_once('.').is_some_and(|(_, decimals)| decimals.len() >= DECIMALS_MIN)
    };
    let fits = |latitude: &Degrees, longitude: &Degrees| {
        LATITUDES.contains(&latitude.value)
            && LONGITUDES.contains(&longitude.value)
            && latitude.axis != Some(Axis::Longitude)
            && longitude.axis != Some(Axis::Latitude)
    };
    if !is_exact(&first) || !is_exact(&second) {
        return None;
    }
    match (fits(&first, &second), fits(&second, &first)) {
        (true, false) => Some((first.text, second.text)),
        (false, true) => Some((second.text, first.text)),
        _ => None,
    }
}

/// Takes the word for an axis off either end.
fn without_word(lower: &str) -> (&str, Option<(Axis, bool)>) {
    for (word, axis, turned) in WORDS.iter().copied() {
        let is_letter = |text: &str, from_end: bool| {
            let next = if from_end { text.chars().next_back() } else { text.chars().next() };
            next.is_some_and(char::is_alphabetic)
        };
        if let Some(rest) = lower.strip_prefix(word).filter(|rest| !is_letter(rest, false)) {
            let rest = rest.trim_start_matches([' ', ':', '=', '\u{a0}']);
            return (rest, Some((axis, turned)));
        }
        if let Some(rest) = lower.strip_suffix(word).filter(|rest| !is_letter(rest, true)) {
            return (rest.trim_end(), Some((axis, turned)));
        }
    }
    (lower, None)
}

/// Up to three numbers with their marks; whether there were any.
fn number(text: &str) -> Option<(String, f64, bool)> {
    let mut rest = text.trim();
    let mut parts: Vec<&str> = Vec::new();
    let mut marks = 0;
    while !rest.is_empty() {
        let end = rest.find(|sign: char| !sign.is_ascii_digit() && !matches!(sign, '.' | ',')).unwrap_or(rest.len());
        let part = rest[..end].trim_end_matches([',', '.']);
        if part.is_empty() || parts.len() == 3 || part.len() < end {
            return None;
        }
        parts.push(part);
        rest = rest[end..].trim_start_matches([' ', '\u{a0}']);
        let marked = match parts.len() {
            1 => rest.trim_start_matches(['°', 'º', '˚', '*']),
            2 => rest.trim_start_matches(['\'', '′', '’', 'ʼ', '`', '´']),
            _ => rest.trim_start_matches(['"', '″', '”', '“', '\'', '’', '′']),
        };
        marks += usize::from(marked.len() < rest.len());
        rest = marked.trim_start_matches([' ', '\u{a0}']);
    }
    // Without a sign for degrees several numbers are several quantities.
    if parts.len() > 1 && marks == 0 {
        return None;
    }
    let (last, whole) = parts.split_last()?;
    if whole.iter().any(|part| part.contains(['.', ','])) || last.matches(['.', ',']).count() > 1 {
        return None;
    }
    let last = last.replace(',', ".");
    let read = |part: &str| part.parse::<f64>().ok();
    if whole.is_empty() {
        crate::value::decimal(&last)?;
        return Some((last.clone(), read(&last)?, marks > 0));
    }
    let degrees = read(whole[0])?;
    let minutes = read(whole.get(1).copied().unwrap_or(&last))?;
    let seconds = if parts.len() == 3 { read(&last)? } else { 0.0 };
    if minutes >= 60.0 || seconds >= 60.0 || degrees > 180.0 {
        return None;
    }
    let value = degrees + minutes / 60.0 + seconds / 3600.0;
    let made = format!("{value:.DECIMALS_MADE$}");
    Some((made.trim_end_matches('0').trim_end_matches('.').to_owned(), value, true))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn degrees_minutes_and_seconds_become_decimal_degrees() {
        let read = |text: &str| degrees(text).map(|degrees| degrees.text);

        assert_eq!(read("48°27'53\"N").as_deref(), Some("48.4647222"));
        assert_eq!(read("48° 27′ 53.5″ пн.ш.").as_deref(), Some("48.4648611"));
        assert_eq!(read("35°02,770' E").as_deref(), Some("35.0461667"));
        assert_eq!(read("N 48.4647°").as_deref(), Some("48.4647"));
        assert_eq!(read("широта: 48,4647").as_deref(), Some("48.4647"));
        assert_eq!(read("35,5° W").as_deref(), Some("-35.5"));
        for text in ["", "48 27 53", "48°61'", "48.1.2", "48°27.5'30\"", "парк", "№ 48", "48,"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn two_coordinates_in_a_cell_are_told_apart_by_where_ukraine_lies() {
        let pair = Some(("48.4647".to_owned(), "35.0462".to_owned()));

        for text in [
            "48.4647, 35.0462",
            "48,4647; 35,0462",
            "48,4647 35,0462",
            "48,4647, 35,0462",
            "48.4647,35.0462",
            "35.0462 48.4647",
            "POINT (35.0462 48.4647)",
            "[35.0462, 48.4647]",
            "48.4647° N, 35.0462° E",
            "lat: 48.4647; lon: 35.0462",
            "48.4647 / 35.0462",
        ] {
            assert_eq!(coordinate_pair(text), pair, "{text}");
        }
    }

    #[test]
    fn what_lies_elsewhere_or_may_be_two_quantities_is_no_pair() {
        for text in
            ["48, 35", "48.5, 35.2", "12.4647, 35.0462", "48.4647", "48.4647, 35.0462, 12", "вул. Січова, 48, 35"]
        {
            assert_eq!(coordinate_pair(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_breaks_the_reading(text in "\\PC{0,40}|[0-9°'\", .;NEnew-]{0,30}") {
            if let Some((latitude, longitude)) = coordinate_pair(&text) {
                prop_assert!(crate::value::decimal(&latitude).is_some() && crate::value::decimal(&longitude).is_some());
            }
            let _ = degrees(&text);
        }
    }
}
