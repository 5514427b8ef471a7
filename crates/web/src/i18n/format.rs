//! How numbers, days and sizes are written in the portal's two languages.

use catalog::Language;
use jiff::{Zoned, civil::Date};

const NO_BREAK_SPACE: char = '\u{a0}';

const MONTHS_UK: [&str; 12] = [
    "січня",
    "лютого",
    "березня",
    "квітня",
    "травня",
    "червня",
    "липня",
    "серпня",
    "вересня",
    "жовтня",
    "листопада",
    "грудня",
];
const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// «12 345» with no-break spaces in Ukrainian, “12,345” in English.
pub(super) fn whole_number(number: u64, language: Language) -> String {
    group(&number.to_string(), language)
}

/// A number in canonical form (`-1234.5`) as people write it; anything else is given back as it is.
pub fn format_number(canonical: &str, language: Language) -> String {
    let unsigned = canonical.strip_prefix('-').unwrap_or(canonical);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !is_digits(whole) || !is_digits(fraction) {
        return canonical.to_owned();
    }
    let mut text = String::with_capacity(canonical.len() + 8);
    if unsigned.len() < canonical.len() {
        text.push('−');
    }
    text.push_str(&group(whole, language));
    if !fraction.is_empty() {
        text.push(decimal_point(language));
        text.push_str(fraction);
    }
    text
}

fn decimal_point(language: Language) -> char {
    match language {
        Language::Uk => ',',
        Language::En => '.',
    }
}

/// Groups thousands. Four digits stay together in Ukrainian, as its typography has it.
fn group(digits: &str, language: Language) -> String {
    let (separator, shortest) = match language {
        Language::Uk => (NO_BREAK_SPACE, 5),
        Language::En => (',', 4),
    };
    if digits.len() < shortest {
        return digits.to_owned();
    }
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3 * 2);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(separator);
        }
        grouped.push(digit);
    }
    grouped
}

/// «1 листопада 2026 р.», “1 November 2026”.
pub(super) fn date(date: Date, language: Language) -> String {
    let month = usize::from(date.month().unsigned_abs()).saturating_sub(1);
    match language {
        Language::Uk => format!("{}\u{a0}{} {}\u{a0}р.", date.day(), MONTHS_UK[month], date.year()),
        Language::En => format!("{}\u{a0}{} {}", date.day(), MONTHS_EN[month], date.year()),
    }
}

/// The day and the minute.
pub(super) fn moment(at: &Zoned, language: Language) -> String {
    format!("{}, {:02}:{:02}", date(at.date(), language), at.hour(), at.minute())
}

/// «640 Б», «1,2 МБ», “1.2 MB”: decimal units, as file managers and the law's limits count.
pub(super) fn size(bytes: u64, language: Language) -> String {
    let units = match language {
        Language::Uk => ["Б", "КБ", "МБ", "ГБ", "ТБ"],
        Language::En => ["B", "KB", "MB", "GB", "TB"],
    };
    let mut unit = 0;
    let mut tenths = u128::from(bytes) * 10;
    while tenths >= 9_995 && unit + 1 < units.len() {
        tenths = tenths / 1_000 + u128::from(tenths % 1_000 >= 500);
        unit += 1;
    }
    let (whole, tenth) = (tenths / 10, tenths % 10);
    let number = if unit == 0 || tenth == 0 || whole >= 100 {
        whole.to_string()
    } else {
        format!("{whole}{}{tenth}", decimal_point(language))
    };
    format!("{number}{NO_BREAK_SPACE}{}", units[unit])
}

/// A key that sorts names as the Ukrainian alphabet has them: ґ, є, і and ї stand in their places, the apostrophe in none.
pub(crate) fn order(name: &str) -> String {
    let place = |letter: char| -> Option<(char, char)> {
        match letter {
            'ґ' => Some(('г', '1')),
            'є' => Some(('е', '1')),
            'і' => Some(('и', '1')),
            'ї' => Some(('и', '2')),
            '\'' | '’' | 'ʼ' | '«' | '»' | '"' => None,
            other => Some((other, '0')),
        }
    };
    name.chars().flat_map(char::to_lowercase).filter_map(place).flat_map(|(letter, rank)| [letter, rank]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_in_the_order_of_the_ukrainian_alphabet() {
        let mut names = ["Комунальне", "Їдальня", "Інспекція", "Зоопарк", "Йод", "Ґанок", "Дніпро", "Газ"];

        names.sort_by_key(|name| order(name));

        assert_eq!(names, ["Газ", "Ґанок", "Дніпро", "Зоопарк", "Інспекція", "Їдальня", "Йод", "Комунальне"]);
    }

    #[test]
    fn thousands_stand_apart_by_no_break_spaces_in_ukrainian_and_commas_in_english() {
        assert_eq!(whole_number(1_234_567, Language::Uk), "1\u{a0}234\u{a0}567");
        assert_eq!(whole_number(1_234_567, Language::En), "1,234,567");
        assert_eq!(whole_number(1_234, Language::Uk), "1234");
    }

    #[test]
    fn a_decimal_keeps_every_digit() {
        assert_eq!(format_number("-12345.6789", Language::Uk), "−12\u{a0}345,6789");
        assert_eq!(format_number("48.4647", Language::En), "48.4647");
        assert_eq!(format_number("1e9", Language::En), "1e9");
    }

    #[test]
    fn a_day_is_written_as_a_newspaper_writes_it() {
        let day = jiff::civil::date(2026, 11, 1);

        assert_eq!(date(day, Language::Uk), "1\u{a0}листопада 2026\u{a0}р.");
        assert_eq!(date(day, Language::En), "1\u{a0}November 2026");
    }

    #[test]
    fn a_size_has_one_decimal_at_most() {
        assert_eq!(size(640, Language::Uk), "640\u{a0}Б");
        assert_eq!(size(1_234_567, Language::Uk), "1,2\u{a0}МБ");
        assert_eq!(size(1_234_567, Language::En), "1.2\u{a0}MB");
        assert_eq!(size(u64::MAX, Language::En), "18446744\u{a0}TB");
    }
}
