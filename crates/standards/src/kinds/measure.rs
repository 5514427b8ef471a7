//! Numbers with a meaning: years, shares, measures, moments.

use tabular::{FieldType, Safety, Verdict};

use super::{Kind, mended, valid_if};
use crate::hint::Hint;

pub(super) const KINDS: [Kind; 12] = [
    number("year", "рік", "year", FieldType::Integer, |value| {
        valid_if(value.len() == 4 && value.parse().is_ok_and(|year: u16| YEARS.contains(&year)))
    }),
    number("percent", "відсоток від 0 до 100", "per cent from 0 to 100", FieldType::Number, |value| {
        valid_if(within(value, 0.0, 100.0))
    }),
    number("area", "площа", "area", FieldType::Number, at_least_zero),
    number("length", "довжина чи розмір", "length", FieldType::Number, at_least_zero),
    number("weight", "вага", "weight", FieldType::Number, at_least_zero),
    number("volume", "об’єм", "volume", FieldType::Number, at_least_zero),
    number("power", "потужність", "power", FieldType::Number, at_least_zero),
    number("duration", "тривалість", "duration", FieldType::Number, at_least_zero),
    number("quantity", "кількість", "quantity", FieldType::Number, at_least_zero),
    number("bearing", "напрямок у градусах", "bearing in degrees", FieldType::Number, |value| {
        valid_if(within(value, 0.0, 360.0))
    }),
    number("unix-time", "секунди від 1970 року", "seconds since 1970", FieldType::Integer, |value| {
        valid_if(value.parse().is_ok_and(|seconds: i64| UNIX_SECONDS.contains(&seconds)))
    }),
    number("period", "місяць, квартал чи проміжок", "month, quarter or interval", FieldType::String, period),
];

/// Years that a register may speak of.
const YEARS: std::ops::RangeInclusive<u16> = 1000..=2200;
/// From 2001 to 2100: what else is no moment of a vehicle today.
const UNIX_SECONDS: std::ops::RangeInclusive<i64> = 978_307_200..=4_102_444_800;

const fn number(
    id: &'static str,
    uk: &'static str,
    en: &'static str,
    field_type: FieldType,
    judge: fn(&str) -> Verdict<'_>,
) -> Kind {
    Kind { id, uk, en, field_type, hint: Hint::NONE, needs_hint: true, judge }
}

fn at_least_zero(value: &str) -> Verdict<'_> {
    valid_if(within(value, 0.0, f64::MAX))
}

fn within(value: &str, least: f64, most: f64) -> bool {
    value.parse().is_ok_and(|number: f64| (least..=most).contains(&number))
}

/// `2024`, `2024-05`, `2024-Q2`, `2024-01-01/2024-03-31`; a quarter or half in words becomes that form.
fn period(value: &str) -> Verdict<'_> {
    if is_period(value) {
        return Verdict::Valid;
    }
    match worded_period(value).filter(|own| is_period(own)) {
        Some(own) => mended(own, Safety::Suggestion),
        None => Verdict::Invalid,
    }
}

fn is_period(value: &str) -> bool {
    let is_year = |text: &str| text.len() == 4 && text.parse().is_ok_and(|year: u16| YEARS.contains(&year));
    let is_day = |text: &str| tabular::value::fits(text, FieldType::Date);
    if let Some((from, to)) = value.split_once('/') {
        return is_day(from) && is_day(to) && from <= to;
    }
    match value.split_once('-') {
        None => is_year(value),
        Some((year, part)) => {
            let is_month = part.len() == 2 && part.parse().is_ok_and(|month: u8| (1..=12).contains(&month));
            is_year(year) && (is_month || matches!(part, "Q1" | "Q2" | "Q3" | "Q4" | "H1" | "H2"))
        }
    }
}

/// `І квартал 2024`, `2 кв. 2024 року`, `2024 рік`.
fn worded_period(value: &str) -> Option<String> {
    let lower = value.to_lowercase();
    let words: Vec<&str> = lower.split([' ', '.', ',', '\u{a0}']).filter(|word| !word.is_empty()).collect();
    let year = words.iter().find(|word| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit()))?;
    let ordinal = words.iter().find_map(|word| match *word {
        "1" | "i" | "і" | "перший" | "перше" | "1-й" => Some(1),
        "2" | "ii" | "іі" | "другий" | "друге" | "2-й" => Some(2),
        "3" | "iii" | "ііі" | "третій" | "3-й" => Some(3),
        "4" | "iv" | "іv" | "четвертий" | "4-й" => Some(4),
        _ => None,
    });
    let speaks = |stem: &str| words.iter().any(|word| word.starts_with(stem));
    match ordinal {
        Some(number) if speaks("кв") => Some(format!("{year}-Q{number}")),
        Some(number) if speaks("півріч") => Some(format!("{year}-H{number}")),
        None if words.len() == 2 && speaks("р") => Some((*year).to_owned()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judge<'a>(id: &str, value: &'a str) -> Verdict<'a> {
        let kind = KINDS.iter().find(|kind| kind.id == id).expect("a kind of this file");
        (kind.judge)(value)
    }

    #[test]
    fn numbers_keep_to_their_range() {
        assert_eq!(judge("year", "2015"), Verdict::Valid);
        assert_eq!(judge("year", "15"), Verdict::Invalid);
        assert_eq!(judge("percent", "4.50"), Verdict::Valid);
        assert_eq!(judge("percent", "104"), Verdict::Invalid);
        assert_eq!(judge("area", "0.0012"), Verdict::Valid);
        assert_eq!(judge("area", "-3"), Verdict::Invalid);
        assert_eq!(judge("bearing", "361"), Verdict::Invalid);
        assert_eq!(judge("unix-time", "1559202300"), Verdict::Valid);
        assert_eq!(judge("unix-time", "1559202"), Verdict::Invalid);
    }

    #[test]
    fn a_period_has_the_form_of_iso_8601_or_a_quarter() {
        for value in ["2024", "2024-05", "2024-Q2", "2024-H1", "2024-01-01/2024-03-31"] {
            assert_eq!(judge("period", value), Verdict::Valid, "{value}");
        }
        assert_eq!(judge("period", "І квартал 2024"), mended("2024-Q1".to_owned(), Safety::Suggestion));
        assert_eq!(judge("period", "2 кв. 2024 року"), mended("2024-Q2".to_owned(), Safety::Suggestion));
        assert_eq!(judge("period", "2024 рік"), mended("2024".to_owned(), Safety::Suggestion));
        assert_eq!(judge("period", "2024-13"), Verdict::Invalid);
        assert_eq!(judge("period", "торік"), Verdict::Invalid);
    }
}
