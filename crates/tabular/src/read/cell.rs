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

fn is_number(cell: &str) -> bool {
    let digits = cell.trim_start_matches(['-', '+', '−']).trim_end_matches('%');
    digits.starts_with(|first: char| first.is_ascii_digit())
        && digits
            .chars()
            .all(|character| character.is_ascii_digit() || matches!(character, '.' | ',' | ' ' | '\u{a0}' | '\u{202f}'))
        && digits.matches(',').count() <= 1
        && (digits.matches('.').count() <= 1)
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
    use super::{Look, look};

    #[test]
    fn numbers_dates_and_texts_are_told_apart() {
        for number in ["0", "-12,5", "1 200", "48.468754", "15%"] {
            assert_eq!(look(number), Look::Number, "{number}");
        }
        for date in ["2024-02-01", "01.02.24", "1/2/2024 10:30", "10:30"] {
            assert_eq!(look(date), Look::Date, "{date}");
        }
        for text in ["№ 5", "UA12", "12-А", "назва"] {
            assert_eq!(look(text), Look::Text, "{text}");
        }
    }
}
