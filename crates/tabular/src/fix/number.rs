//! Numbers with decimal comma or with marks between thousands.

use super::text::is_odd_space;
use crate::value::{DIGITS_MAX, decimal};

/// A number in a form other than the canonical one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NumberForm {
    /// `12,5`: the comma can only be decimal.
    Comma(String),
    /// `1,234`: decimal, or thousands.
    EitherComma {
        /// Read as a decimal comma.
        decimal: String,
        /// Read as thousands.
        thousands: String,
    },
    /// `1 200`, `1'200.5`, `1,234,567`: marks between thousands, decimal point if any.
    Thousands(String),
    /// `1 200,50`, `1.234,56`: marks between thousands and a decimal comma.
    ThousandsComma(String),
    /// `−5`: a number but for its minus, which is a typographer's.
    Minus(String),
    /// `2024 р.`: a year and the word for it.
    Year(String),
}

const BYTES_MAX: usize = 96;

/// Words behind a year, which say nothing that four digits do not.
const YEAR_WORDS: [&str; 7] = ["р", "р.", "рік", "року", "г.", "год", "year"];
/// Years that a register may speak of.
const YEARS: std::ops::RangeInclusive<u16> = 1000..=2200;
const YEAR_DIGITS: usize = 4;

/// The year of `2024 р.`, `2024р`, `2024 року`.
fn year_before_word(value: &str) -> Option<&str> {
    let (year, word) = value.split_at_checked(YEAR_DIGITS)?;
    let word = word.trim_start_matches(|sign: char| sign == ' ' || is_odd_space(sign));
    let is_year =
        year.bytes().all(|byte| byte.is_ascii_digit()) && year.parse().is_ok_and(|year| YEARS.contains(&year));
    (is_year && YEAR_WORDS.iter().any(|known| *known == word || word.to_lowercase() == *known)).then_some(year)
}

/// Reads a number that is not canonical but unmistakably a number.
pub fn number_form(value: &str) -> Option<NumberForm> {
    if !value.ends_with(|last: char| last.is_ascii_digit()) {
        return year_before_word(value).map(|year| NumberForm::Year(year.to_owned()));
    }
    let unsigned = value.strip_prefix(['-', '−', '–']).unwrap_or(value);
    if value.len() > BYTES_MAX || !unsigned.starts_with(|first: char| first.is_ascii_digit()) {
        return None;
    }
    let sign = if unsigned.len() < value.len() { "-" } else { "" };
    if !value.starts_with('-') && !sign.is_empty() && decimal(unsigned).is_some() {
        return Some(NumberForm::Minus(format!("-{unsigned}")));
    }
    let (mut commas, mut points) = (0_usize, 0_usize);
    for byte in unsigned.bytes() {
        commas += usize::from(byte == b',');
        points += usize::from(byte == b'.');
    }
    // Plain digits with a comma, the commonest form, need no look for marks.
    let has_marks =
        !unsigned.bytes().all(|byte| byte.is_ascii_digit() || byte == b',') && unsigned.contains(is_thousands_mark);
    let form = match (has_marks, commas, points) {
        (false, 1, 0) => {
            let (whole, fraction) = unsigned.split_once(',')?;
            let decimal = joined([sign, whole, ".", fraction]);
            match ungrouped(unsigned, |mark| mark == ',') {
                Some(thousands) => NumberForm::EitherComma { decimal, thousands: joined([sign, &thousands]) },
                None => NumberForm::Comma(decimal),
            }
        }
        (false, 2.., 0) => NumberForm::Thousands(joined([sign, &ungrouped(unsigned, |mark| mark == ',')?])),
        (false, 1.., 1) => {
            let comma = unsigned.rfind(',')?;
            let point = unsigned.find('.')?;
            if point < comma {
                let whole = ungrouped(&unsigned[..comma], |mark| mark == '.')?;
                NumberForm::ThousandsComma(joined([sign, &whole, ".", &unsigned[comma + 1..]]))
            } else {
                let whole = ungrouped(&unsigned[..point], |mark| mark == ',')?;
                NumberForm::Thousands(joined([sign, &whole, &unsigned[point..]]))
            }
        }
        (false, 1, 2..) => {
            let (whole, fraction) = unsigned.split_once(',')?;
            NumberForm::ThousandsComma(joined([sign, &ungrouped(whole, |mark| mark == '.')?, ".", fraction]))
        }
        (true, 0, 0 | 1) => {
            let end = unsigned.find('.').unwrap_or(unsigned.len());
            let whole = ungrouped(&unsigned[..end], is_thousands_mark)?;
            NumberForm::Thousands(joined([sign, &whole, &unsigned[end..]]))
        }
        (true, 1, 0) => {
            let (whole, fraction) = unsigned.split_once(',')?;
            NumberForm::ThousandsComma(joined([sign, &ungrouped(whole, is_thousands_mark)?, ".", fraction]))
        }
        _ => return None,
    };
    is_number(&form).then_some(form)
}

fn is_number(form: &NumberForm) -> bool {
    let (NumberForm::Comma(text) | NumberForm::Thousands(text) | NumberForm::ThousandsComma(text)) = form else {
        return true;
    };
    text.len() <= DIGITS_MAX as usize + 2 && decimal(text).is_some()
}

/// The machinery of formatting costs more than all the rest of a fix.
fn joined<const PARTS: usize>(parts: [&str; PARTS]) -> String {
    let mut text = String::with_capacity(parts.iter().map(|part| part.len()).sum());
    text.extend(parts);
    text
}

/// Groups of three behind a first group of one to three, without leading zero, joined.
fn ungrouped(text: &str, is_mark: impl Fn(char) -> bool + Copy) -> Option<String> {
    let is_group = |(index, group): (usize, &str)| {
        let lawful = if index == 0 { (1..=3).contains(&group.len()) } else { group.len() == 3 };
        lawful && group.bytes().all(|byte| byte.is_ascii_digit())
    };
    // Most texts end here, and need no memory.
    if !text.split(is_mark).enumerate().all(is_group) {
        return None;
    }
    let mut joined = String::with_capacity(text.len());
    text.split(is_mark).for_each(|group| joined.push_str(group));
    (joined.len() > 3 && !joined.starts_with('0')).then_some(joined)
}

fn is_thousands_mark(letter: char) -> bool {
    matches!(letter, ' ' | '\'' | '’' | '`') || is_odd_space(letter)
}
