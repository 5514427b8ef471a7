//! What a cell looks like, roughly: enough to tell a header from data and a right cut from a wrong one. Real types come in pass 2.

/// A rough kind of cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    Blank,
    Number,
    Date,
    /// Has letters or anything else.
    Text,
}

/// Looks at a cell.
pub(super) fn look(cell: &str) -> Look {
    let cell = cell.trim();
    if cell.is_empty() {
        Look::Blank
    } else if is_number(cell) {
        Look::Number
    } else if is_date(cell) {
        Look::Date
    } else {
        Look::Text
    }
}

/// Whether a cell is plainly one value: nothing, a number, a date, a time, an address of the net, true or false.
pub(super) fn looks_like_value(cell: &str) -> bool {
    look(cell) != Look::Text
        || matches!(cell, "null" | "NULL" | "true" | "false" | "True" | "False" | "TRUE" | "FALSE" | "так" | "ні")
        || cell.starts_with("http://")
        || cell.starts_with("https://")
        || (cell.contains('@') && !cell.contains([' ', ',', ';', '\t', '|']))
}

/// Whether a cell only says that there is no value; in a column of numbers it is no text.
pub(super) fn says_nothing(cell: &str) -> bool {
    const WORDS: [&str; 10] = ["-", "–", "—", "nan", "na", "n/a", "#n/a", "null", "н/д", "немає"];
    cell.len() <= 10 && WORDS.contains(&cell.to_lowercase().as_str())
}

fn is_number(cell: &str) -> bool {
    let digits = cell.trim_start_matches(['-', '+', '−']).trim_end_matches('%');
    match amount(digits) {
        Some(digits) => is_plain_number(digits) || is_grouped(digits),
        None => is_plain_number(digits) || is_scientific(digits),
    }
}

/// The digits of a sum of money: `£135.70`, `12 ₴`, `1 200 грн`.
fn amount(cell: &str) -> Option<&str> {
    const SIGNS: [char; 4] = ['₴', '$', '€', '£'];
    let cell = cell.trim_end_matches('.');
    let rest = cell.strip_prefix(SIGNS).or_else(|| cell.strip_suffix(SIGNS)).or_else(|| cell.strip_suffix("грн"))?;
    Some(rest.trim())
}

fn is_plain_number(digits: &str) -> bool {
    digits.starts_with(|first: char| first.is_ascii_digit())
        && digits
            .chars()
            .all(|character| character.is_ascii_digit() || matches!(character, '.' | ',' | ' ' | '\u{a0}' | '\u{202f}'))
        && digits.matches(',').count() <= 1
        && (digits.matches('.').count() <= 1)
}

/// `1,234,567.89`: groups of three. Only of money, since three numbers in a row look the same.
fn is_grouped(digits: &str) -> bool {
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    let mut groups = whole.split(',');
    let is_digits = |text: &str| text.bytes().all(|sign| sign.is_ascii_digit());
    groups.next().is_some_and(|first| (1..=3).contains(&first.len()) && is_digits(first))
        && groups.all(|group| group.len() == 3 && is_digits(group))
        && is_digits(decimals)
}

/// `5.6564e-002`.
fn is_scientific(digits: &str) -> bool {
    digits.split_once(['e', 'E']).is_some_and(|(mantissa, exponent)| {
        let exponent = exponent.strip_prefix(['-', '+']).unwrap_or_default();
        (1..=4).contains(&exponent.len())
            && exponent.bytes().all(|sign| sign.is_ascii_digit())
            && mantissa.contains(['.', ','])
            && is_plain_number(mantissa)
    })
}

/// `2024-02-01`, `01.02.24`, `1/2/2024`, with or without a time; or a time alone.
fn is_date(cell: &str) -> bool {
    let separators = cell.chars().filter(|character| matches!(character, '-' | '.' | '/' | ':')).count();
    let digits = cell.chars().filter(char::is_ascii_digit).count();
    cell.len() <= 40
        && separators >= 1
        && (3..=17).contains(&digits)
        && cell.starts_with(|first: char| first.is_ascii_digit())
        && cell.chars().all(|character| {
            character.is_ascii_digit() || matches!(character, '-' | '.' | '/' | ':' | 'T' | 'Z' | '+' | ' ')
        })
}

#[cfg(test)]
mod tests {
    use super::{Look, look, says_nothing};

    #[test]
    fn numbers_dates_and_texts_are_told_apart() {
        let money = ["£135.70", "$1,234,567.89", "-£45,550.00", "12 ₴", "1 200,50 грн."];
        for number in ["0", "-12,5", "1 200", "48.468754", "15%", "5.6564e-002", "0.0E+00"].into_iter().chain(money) {
            assert_eq!(look(number), Look::Number, "{number}");
        }
        for date in ["2024-02-01", "01.02.24", "1/2/2024 10:30", "10:30"] {
            assert_eq!(look(date), Look::Date, "{date}");
        }
        for text in ["№ 5", "UA12", "12-А", "назва", "1,234,567", "2e5", "1.5e+", "грн", "$"] {
            assert_eq!(look(text), Look::Text, "{text}");
        }
    }

    #[test]
    fn dashes_and_words_for_nothing_are_no_values() {
        assert!(["-", "—", "NaN", "n/a", "Н/Д"].iter().all(|cell| says_nothing(cell)));
        assert!(!["0", "відсутній парк", "нд-5"].iter().any(|cell| says_nothing(cell)));
    }
}
