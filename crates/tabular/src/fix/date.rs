//! Dates and date-times as people write them, and Excel's day numbers.

use crate::value::{date, days_to_date, epoch_days, is_time, moment};

/// Which of day and month comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateOrder {
    /// Day, month, year.
    Dmy,
    /// Month, day, year.
    Mdy,
}

/// A date that is not in canonical form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateForm {
    year: i32,
    parts: Parts,
    clock: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Parts {
    /// Day and month are certain.
    Certain { day: u8, month: u8 },
    /// With slashes, either may come first.
    Slashed { first: u8, second: u8 },
}

const BYTES_MAX: usize = 48;
/// Bytes of the longest time of day, `11:08:00 PM`.
const TIME_BYTES_MAX: usize = 11;
const HOURS_DIGITS_MAX: usize = 4;
/// Two-digit years below this are of this century.
const PIVOT: i32 = 50;
/// Day 0 of Excel's calendar for all days after February 1900.
const EXCEL_EPOCH: i32 = -25_569;
const SERIALS: std::ops::RangeInclusive<i32> = 20_000..=60_000;

const MONTH_BYTES_MIN: usize = "січня".len();
const MONTHS: [&str; 12] = [
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

impl DateForm {
    /// Whether a time of day is part of it.
    pub fn has_clock(&self) -> bool {
        self.clock.is_some()
    }

    /// Whether its time of day is 00:00, as exports write after days.
    pub fn is_midnight(&self) -> bool {
        self.clock.as_deref().is_some_and(|clock| clock.bytes().all(|byte| matches!(byte, b'0' | b':' | b'.')))
    }

    /// The only order in which it is a date, if slashes leave a doubt in general and this value does not.
    pub fn proves(&self) -> Option<DateOrder> {
        let Parts::Slashed { first, second } = self.parts else { return None };
        match (self.is_day(first, second), self.is_day(second, first)) {
            (true, false) => Some(DateOrder::Dmy),
            (false, true) => Some(DateOrder::Mdy),
            _ => None,
        }
    }

    /// Whether both orders are possible and differ.
    pub fn is_ambiguous(&self) -> bool {
        matches!(self.parts, Parts::Slashed { first, second } if first != second && first <= 12 && second <= 12)
    }

    /// ISO 8601; `None` where the order is needed and not known, or there is no such day in that order.
    pub fn to_iso(&self, order: Option<DateOrder>) -> Option<String> {
        let (day, month) = match self.parts {
            Parts::Certain { day, month } => (day, month),
            Parts::Slashed { first, second } if first == second => (first, second),
            Parts::Slashed { first, second } => match order.or_else(|| self.proves())? {
                DateOrder::Dmy => (first, second),
                DateOrder::Mdy => (second, first),
            },
        };
        let days = days_to_date(epoch_days(self.year, month, day)?);
        Some(match &self.clock {
            Some(clock) => format!("{days}T{clock}"),
            None => days,
        })
    }

    fn is_day(&self, day: u8, month: u8) -> bool {
        epoch_days(self.year, month, day).is_some()
    }
}

/// Reads a date or date-time that is not canonical: `1.2.24`, `02/13/2024 1:08 PM`, `2024.02.01`, `1 лютого 2024 р.`
pub fn date_form(value: &str) -> Option<DateForm> {
    if value.len() > BYTES_MAX || date(value).is_some() || moment(value).is_some() {
        return None;
    }
    let form = worded(value).or_else(|| abbreviated(value)).or_else(|| numbered(value))?;
    let possible = match form.parts {
        Parts::Certain { day, month } => form.is_day(day, month),
        Parts::Slashed { first, second } => form.is_day(first, second) || form.is_day(second, first),
    };
    possible.then_some(form)
}

/// The time of day of a moment on a day that programs put before a mere time: `1900-01-01T09:34:00`.
pub fn dateless_time(value: &str) -> Option<&str> {
    let (day, time) = value.split_once('T')?;
    (matches!(day, "1900-01-01" | "1899-12-30" | "1899-12-31") && is_time(time)).then_some(time)
}

/// A time of day that is not canonical, as `HH:MM[:SS]`: `8:05`, `1:08:00 PM`.
pub fn time_form(value: &str) -> Option<String> {
    if let Some(time) = dateless_time(value) {
        return Some(time.to_owned());
    }
    if value.len() > TIME_BYTES_MAX || is_time(value) {
        return None;
    }
    clock(value).filter(|clock| is_time(clock))
}

/// Whether a value counts hours beyond a day: `25:10`, as timetables write what comes after midnight.
pub fn is_hours(value: &str) -> bool {
    let Some((hours, rest)) = digits(value, HOURS_DIGITS_MAX).filter(|(hours, _)| hours.len() > 1) else {
        return false;
    };
    // Most numbers end here.
    if !rest.starts_with(':') {
        return false;
    }
    let is_beyond = hours.parse::<u32>().is_ok_and(|hours| hours > 23);
    // Minutes and seconds are the same beyond a day.
    is_beyond && rest.len() <= TIME_BYTES_MAX && is_time(&format!("00{rest}"))
}

/// Whether a number may be an Excel day number: between 1954 and 2064.
pub fn is_serial(number: i64) -> bool {
    i32::try_from(number).is_ok_and(|serial| SERIALS.contains(&serial))
}

/// An Excel day number as ISO 8601, where it lies between 1954 and 2064.
pub fn serial_to_date(serial: i64) -> Option<String> {
    let serial = i32::try_from(serial).ok().filter(|serial| SERIALS.contains(serial))?;
    Some(days_to_date(serial + EXCEL_EPOCH))
}

fn numbered(value: &str) -> Option<DateForm> {
    let (first, rest) = digits(value, 4)?;
    let mark = rest.chars().next().filter(|mark| matches!(mark, '.' | '/' | '-'))?;
    let (second, rest) = digits(&rest[1..], 2)?;
    let (third, rest) = digits(rest.strip_prefix(mark)?, 4)?;
    let clock = Some(clock_after(rest)?).filter(|clock| !clock.is_empty());
    let number = |text: &str| text.parse::<u8>().ok();
    if first.len() == 4 && third.len() <= 2 {
        let parts = Parts::Certain { day: number(third)?, month: number(second)? };
        return Some(DateForm { year: first.parse().ok()?, parts, clock });
    }
    if first.len() > 2 || (third.len() != 2 && third.len() != 4) {
        return None;
    }
    let (first, second) = (number(first)?, number(second)?);
    let parts =
        if mark == '/' { Parts::Slashed { first, second } } else { Parts::Certain { day: first, month: second } };
    Some(DateForm { year: year(third)?, parts, clock })
}

/// `1 лютого 2024 р.`, `«01» лютого 2024 року`.
fn worded(value: &str) -> Option<DateForm> {
    let (day, rest) = digits(value.trim_start_matches(['«', '"', '“']), 2)?;
    let rest = rest.trim_start_matches(['»', '"', '”']).trim_start();
    // No month's name is shorter; most numbers end here.
    let end = rest.find(|letter: char| !letter.is_alphabetic()).filter(|end| *end >= MONTH_BYTES_MIN)?;
    let month = MONTHS.iter().position(|name| rest[..end].chars().flat_map(char::to_lowercase).eq(name.chars()))?;
    let (year_text, rest) = digits(rest[end..].trim_start(), 4)?;
    let is_end = matches!(rest.trim_start().trim_end_matches('.'), "" | "р" | "року" | "г" | "года");
    let parts = Parts::Certain { day: day.parse().ok()?, month: u8::try_from(month + 1).ok()? };
    (year_text.len() == 4 && is_end).then_some(DateForm { year: year_text.parse().ok()?, parts, clock: None })
}

/// `01-лют-24`, `1 лют. 2024`, `1-Feb-2024`, as spreadsheets show dates.
fn abbreviated(value: &str) -> Option<DateForm> {
    let (day, rest) = digits(value, 2)?;
    let rest = rest.strip_prefix(['-', '.', '/', ' '])?;
    if !rest.starts_with(char::is_alphabetic) {
        return None;
    }
    let end = rest.find(|letter: char| !letter.is_alphabetic())?;
    let month = super::month(&rest[..end])?;
    let rest = rest[end..].trim_start_matches(['.', '-', '/', ' ', ',']);
    let (year_text, rest) = digits(rest, 4)?;
    let is_end = matches!(rest.trim_start().trim_end_matches('.'), "" | "р" | "року" | "г");
    let parts = Parts::Certain { day: day.parse().ok()?, month };
    (matches!(year_text.len(), 2 | 4) && is_end).then_some(DateForm { year: year(year_text)?, parts, clock: None })
}

fn digits(text: &str, most: usize) -> Option<(&str, &str)> {
    let count = text.bytes().take(most + 1).take_while(u8::is_ascii_digit).count();
    (1..=most).contains(&count).then(|| text.split_at(count))
}

fn year(text: &str) -> Option<i32> {
    let number: i32 = text.parse().ok()?;
    Some(match text.len() {
        2 if number < PIVOT => 2000 + number,
        2 => 1900 + number,
        _ => number,
    })
}

/// The time of day that follows the day, empty where nothing or `р.` does; `None` where something else follows.
fn clock_after(rest: &str) -> Option<String> {
    if rest.is_empty() || matches!(rest, " р." | "р." | " р" | "р" | " року" | "року" | " г." | "г.") {
        return Some(String::new());
    }
    let text = rest.trim_start_matches([',', ' ', 'T', 'Т', '\u{a0}']);
    if text.len() == rest.len() {
        return None;
    }
    clock(text)
}

/// Reads a time of day in 24 or 12 hours as `HH:MM[:SS[.f]]`.
fn clock(text: &str) -> Option<String> {
    let (hour, text) = digits(text, 2)?;
    let (minute, text) = digits(text.strip_prefix(':')?, 2)?;
    let (second, text) = match text.strip_prefix(':') {
        Some(text) => {
            let end = text.find(|letter: char| !letter.is_ascii_digit() && letter != '.').unwrap_or(text.len());
            (&text[..end], &text[end..])
        }
        None => ("", text),
    };
    let hour: u8 = hour.parse().ok()?;
    let hour = match text.trim_start().to_ascii_uppercase().as_str() {
        "" => hour,
        "AM" if (1..=12).contains(&hour) => hour % 12,
        "PM" if (1..=12).contains(&hour) => hour % 12 + 12,
        _ => return None,
    };
    let clock = if second.is_empty() { format!("{hour:02}:{minute}") } else { format!("{hour:02}:{minute}:{second}") };
    // The canonical form is the judge of minutes, seconds and fractions.
    moment(&format!("2000-01-01T{clock}")).map(|_| clock)
}
