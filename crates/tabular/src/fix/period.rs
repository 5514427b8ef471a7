//! Years, quarters and months as headers of columns.

/// A period that a header names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Period {
    /// Year, where one is named.
    pub year: Option<u16>,
    /// Part of the year.
    pub part: Part,
}

/// Which part of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// All of it.
    Whole,
    /// Quarter, from 1.
    Quarter(u8),
    /// Month, from 1.
    Month(u8),
}

const BYTES_MAX: usize = 40;
const YEARS: std::ops::RangeInclusive<u16> = 1900..=2099;

/// English months, cut short.
const SHORT: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
/// Whole names, in the nominative and genitive: a word that only begins like a month is none.
const NAMES: [[&str; 4]; 12] = [
    ["січень", "січня", "january", "січ"],
    ["лютий", "лютого", "february", "лют"],
    ["березень", "березня", "march", "бер"],
    ["квітень", "квітня", "april", "квіт"],
    ["травень", "травня", "may", "трав"],
    ["червень", "червня", "june", "черв"],
    ["липень", "липня", "july", "лип"],
    ["серпень", "серпня", "august", "серп"],
    ["вересень", "вересня", "september", "вер"],
    ["жовтень", "жовтня", "october", "жовт"],
    ["листопад", "листопада", "november", "лист"],
    ["грудень", "грудня", "december", "груд"],
];

/// The month of a word, from 1, whatever its case.
pub fn month(word: &str) -> Option<u8> {
    let word = word.trim_end_matches('.').to_lowercase();
    let at = NAMES
        .iter()
        .position(|names| names.contains(&word.as_str()))
        .or_else(|| SHORT.iter().position(|short| *short == word))?;
    u8::try_from(at + 1).ok()
}

/// Reads a header that is nothing but a period: `2023`, `2023 р.`, `січень 2024`, `01.2024`, `2024-01`, `ІІ квартал 2024`, `Q1`.
pub fn period(header: &str) -> Option<Period> {
    if header.len() > BYTES_MAX {
        return None;
    }
    let header = header.trim().to_lowercase();
    if let Some(period) = numbered(&header) {
        return Some(period);
    }
    let (mut year, mut part, mut number) = (None, None, None);
    for word in header.split([' ', '\u{a0}', '\n', '_', '/']).filter(|word| !word.is_empty()) {
        let bare = word.trim_matches(['.', ',', '(', ')']);
        match bare {
            "р" | "рік" | "року" | "рр" | "за" | "year" => {}
            "кв" | "квартал" | "кварталі" | "quarter" if part.is_none() => {
                part = Some(Part::Quarter(number.take()?));
            }
            _ => {
                if let Some(found) = bare.parse().ok().filter(|year| YEARS.contains(year) && bare.len() == 4) {
                    if year.replace(found).is_some() {
                        return None;
                    }
                } else if let Some(found) = month(bare) {
                    if part.replace(Part::Month(found)).is_some() {
                        return None;
                    }
                } else if let Some(found) = bare.strip_prefix('q').and_then(quarter) {
                    if part.replace(Part::Quarter(found)).is_some() {
                        return None;
                    }
                } else if number.replace(quarter(bare)?).is_some() {
                    return None;
                }
            }
        }
    }
    // A lone number of a quarter is no period.
    if number.is_some() || (year.is_none() && part.is_none()) {
        return None;
    }
    Some(Period { year, part: part.unwrap_or(Part::Whole) })
}

/// `01.2024`, `2024-01`, `1/2024`.
fn numbered(header: &str) -> Option<Period> {
    let (first, second) = header.split_once(['.', '-', '/'])?;
    let (month, year) = if first.len() == 4 { (second, first) } else { (first, second) };
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if month.len() > 2 || year.len() != 4 || !is_number(month) || !is_number(year) {
        return None;
    }
    let (month, year) = (month.parse().ok()?, year.parse().ok()?);
    let is_real = (1..=12).contains(&month) && YEARS.contains(&year);
    is_real.then_some(Period { year: Some(year), part: Part::Month(month) })
}

fn quarter(text: &str) -> Option<u8> {
    match text.trim_end_matches("-й") {
        "1" | "i" | "і" => Some(1),
        "2" | "ii" | "іі" => Some(2),
        "3" | "iii" | "ііі" => Some(3),
        "4" | "iv" | "іv" => Some(4),
        _ => None,
    }
}

impl Period {
    /// `2024`, `2024-01`, `2024-Q1`; `None` where the year is not named.
    pub fn to_iso(self) -> Option<String> {
        let year = self.year?;
        Some(match self.part {
            Part::Whole => year.to_string(),
            Part::Quarter(quarter) => format!("{year}-Q{quarter}"),
            Part::Month(month) => format!("{year}-{month:02}"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_of_periods_are_read() {
        let iso = |header: &str| period(header).map(|period| period.to_iso().unwrap_or_default());

        for (header, wanted) in [
            ("2023", "2023"),
            ("2023 р.", "2023"),
            ("за 2023 рік", "2023"),
            ("Січень 2024", "2024-01"),
            ("лютий 2024 р.", "2024-02"),
            ("01.2024", "2024-01"),
            ("2024-12", "2024-12"),
            ("ІІ квартал 2024", "2024-Q2"),
            ("1 кв. 2024", "2024-Q1"),
            ("Q3 2024", "2024-Q3"),
            ("Листопад", ""),
            ("IV квартал", ""),
        ] {
            assert_eq!(iso(header).as_deref(), Some(wanted), "{header}");
        }
    }

    #[test]
    fn other_headers_are_no_periods() {
        for header in ["", "1", "код 2023", "13.2024", "січень лютий", "2023 2024", "план 2023", "березина", "2500"]
        {
            assert_eq!(period(header), None, "{header}");
        }
    }
}
