//! Days, times and moments of ISO 8601.

/// A day and time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// Microseconds since 1970, in UTC where an offset was given, else as the clock on the wall showed.
    pub micros: i64,
    /// Whether an offset was given.
    pub has_offset: bool,
}

impl Moment {
    /// Whether it is 00:00 on the clock on the wall.
    pub fn is_midnight(self) -> bool {
        !self.has_offset && self.micros.rem_euclid(DAY_SECONDS * MICROS) == 0
    }
}

const MICROS: i64 = 1_000_000;
const DAY_SECONDS: i64 = 86_400;

/// Reads `YYYY-MM-DD` as days since 1970; `None` where there is no such day.
pub fn date(value: &str) -> Option<i32> {
    match value.as_bytes() {
        [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] => {
            let year = i32::from(pair(*y1, *y2)?) * 100 + i32::from(pair(*y3, *y4)?);
            epoch_days(year, pair(*m1, *m2)?, pair(*d1, *d2)?)
        }
        _ => None,
    }
}

/// Days since 1970 of a day of the years 1 to 9999; `None` where there is no such day.
pub fn epoch_days(year: i32, month: u8, day: u8) -> Option<i32> {
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if is_leap => 29,
        2 => 28,
        _ => return None,
    };
    if !(1..=9999).contains(&year) || !(1..=last).contains(&day) {
        return None;
    }
    // Years that begin in March put the leap day at the end.
    let (month, day) = (i32::from(month), i32::from(day));
    let shifted = if month <= 2 { year - 1 } else { year };
    let era_year = shifted.rem_euclid(400);
    let year_day = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    Some(shifted.div_euclid(400) * 146_097 + era_year * 365 + era_year / 4 - era_year / 100 + year_day - 719_468)
}

/// Writes days since 1970 as `YYYY-MM-DD`.
pub fn days_to_date(days: i32) -> String {
    let shifted = i64::from(days) + 719_468;
    let era_day = shifted.rem_euclid(146_097);
    let era_year = (era_day - era_day / 1460 + era_day / 36_524 - era_day / 146_096) / 365;
    let year_day = era_day - (365 * era_year + era_year / 4 - era_year / 100);
    let month_index = (5 * year_day + 2) / 153;
    let day = year_day - (153 * month_index + 2) / 5 + 1;
    let month = if month_index < 10 { month_index + 3 } else { month_index - 9 };
    let year = era_year + shifted.div_euclid(146_097) * 400 + i64::from(month <= 2);
    match u16::try_from(year) {
        Ok(year @ 0..=9999) => plain_date(year, month, day),
        _ => format!("{year:04}-{month:02}-{day:02}"),
    }
}

/// Dates are written once per cell, and the formatting machinery costs more than all the rest of a fix.
fn plain_date(year: u16, month: i64, day: i64) -> String {
    let digit = |number: i64| char::from(b'0' + u8::try_from(number % 10).unwrap_or_default());
    let year = i64::from(year);
    let mut text = String::with_capacity(10);
    text.extend([digit(year / 1000), digit(year / 100), digit(year / 10), digit(year), '-']);
    text.extend([digit(month / 10), digit(month), '-', digit(day / 10), digit(day)]);
    text
}

/// Reads `YYYY-MM-DDTHH:MM[:SS[.f]][Z|±hh:mm]`.
pub fn moment(value: &str) -> Option<Moment> {
    let (day, rest) = value.split_at_checked(10)?;
    let days = i64::from(date(day)?);
    let rest = rest.strip_prefix('T')?;
    let clock_end = rest.bytes().position(|byte| matches!(byte, b'Z' | b'+' | b'-')).unwrap_or(rest.len());
    let (clock, offset) = rest.split_at(clock_end);
    let micros = days * DAY_SECONDS * MICROS + clock_micros(clock.as_bytes())?;
    let offset_seconds = match offset.as_bytes() {
        [] => return Some(Moment { micros, has_offset: false }),
        [b'Z'] => 0,
        [sign, h1, h2, b':', m1, m2] if *sign != b'Z' => {
            let (hours, minutes) = (i64::from(pair(*h1, *h2)?), i64::from(pair(*m1, *m2)?));
            if hours > 14 || minutes > 59 {
                return None;
            }
            (hours * 3600 + minutes * 60) * if *sign == b'-' { -1 } else { 1 }
        }
        _ => return None,
    };
    Some(Moment { micros: micros - offset_seconds * MICROS, has_offset: true })
}

/// Writes microseconds since 1970 as `YYYY-MM-DDTHH:MM:SS[.f]`.
pub fn micros_to_datetime(micros: i64) -> String {
    let seconds = micros.div_euclid(MICROS);
    let fraction = micros.rem_euclid(MICROS);
    let days = i32::try_from(seconds.div_euclid(DAY_SECONDS)).unwrap_or(i32::MAX);
    let clock = seconds.rem_euclid(DAY_SECONDS);
    let text = format!("{}T{:02}:{:02}:{:02}", days_to_date(days), clock / 3600, clock / 60 % 60, clock % 60);
    if fraction == 0 {
        return text;
    }
    format!("{text}.{}", format!("{fraction:06}").trim_end_matches('0'))
}

/// Whether a value is a 24-hour time: `HH:MM[:SS]`.
pub fn is_time(value: &str) -> bool {
    time(value).is_some()
}

/// Reads a time of day as microseconds since midnight.
pub fn time(value: &str) -> Option<i64> {
    if matches!(value.len(), 5 | 8) { clock_micros(value.as_bytes()) } else { None }
}

fn clock_micros(clock: &[u8]) -> Option<i64> {
    let [h1, h2, b':', m1, m2, rest @ ..] = clock else { return None };
    let (hour, minute) = (pair(*h1, *h2)?, pair(*m1, *m2)?);
    let (second, fraction) = match rest {
        [] => (0, 0),
        [b':', s1, s2] => (pair(*s1, *s2)?, 0),
        [b':', s1, s2, b'.', fraction @ ..] => (pair(*s1, *s2)?, fraction_micros(fraction)?),
        _ => return None,
    };
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    Some((i64::from(hour) * 3600 + i64::from(minute) * 60 + i64::from(second)) * MICROS + fraction)
}

fn fraction_micros(digits: &[u8]) -> Option<i64> {
    if digits.is_empty() || digits.len() > 6 || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let number = digits.iter().fold(0_i64, |number, digit| number * 10 + i64::from(digit - b'0'));
    Some((digits.len()..6).fold(number, |number, _| number * 10))
}

fn pair(tens: u8, ones: u8) -> Option<u8> {
    (tens.is_ascii_digit() && ones.is_ascii_digit()).then(|| (tens - b'0') * 10 + ones - b'0')
}
