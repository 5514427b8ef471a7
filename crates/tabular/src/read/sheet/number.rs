//! Numbers of cells as text: plain digits as stored, dates and times after ISO 8601.

use std::borrow::Cow;

use super::row::Mark;

/// What a cell's number format makes of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::read) enum NumberKind {
    #[default]
    Plain,
    Date,
    Time,
    DateTime,
    /// Hours that may go beyond a day.
    Elapsed,
}

/// Digits of a number that Excel shows.
const SHOWN_DIGITS: usize = 15;
/// Zeros at the end of the shown digits that tell noise from a long fraction; chance makes them once in a hundred.
const NOISE_ZEROS: usize = 2;
/// The last day a workbook knows, 9999-12-31.
const DAY_MAX: f64 = 2_958_466.0;
/// Days up to which a cell shown as a time holds hours, not a moment of 1900.
const ELAPSED_DAYS_MAX: i64 = 60;
/// Days from 1899-12-30 to 1904-01-01.
const DAYS_1904: i64 = 1_462;
/// Days from 1899-12-30 to 1970-01-01.
const DAYS_UNIX: i64 = 25_569;

/// What a number format does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::read) struct NumberFormat {
    pub(in crate::read) kind: NumberKind,
    /// Whether it shows percent or a currency.
    pub(in crate::read) mark: Mark,
}

/// Bytes of a format's code that are looked at, once for each style that has it; Excel allows 255 characters.
const CODE_BYTES_MAX: usize = 1_000;

/// What a number format does: built-in ones by number, others by their code.
pub(in crate::read) fn format_of(id: u32, code: Option<&str>) -> NumberFormat {
    let code = code.map(|code| &code[..code.floor_char_boundary(CODE_BYTES_MAX)]);
    let kind = kind_of_format(id, code);
    let mark = match (kind, code, id) {
        (NumberKind::Plain, Some(code), _) => mark_of_code(code),
        (NumberKind::Plain, None, 9 | 10) => Mark::Percent,
        (NumberKind::Plain, None, 5..=8 | 42 | 44) => Mark::Currency,
        _ => Mark::Plain,
    };
    NumberFormat { kind, mark }
}

/// Signs and words of currencies in number formats.
const CURRENCIES: [&str; 8] = ["₴", "грн", "uah", "$", "€", "£", "usd", "eur"];

fn mark_of_code(code: &str) -> Mark {
    let positive = code.split(';').next().unwrap_or_default().to_lowercase();
    if positive.contains('%') && !positive.contains("\"%") && !positive.contains("\\%") {
        return Mark::Percent;
    }
    // `[$-422]` is a language, `[$₴-422]` a currency in it.
    let shown = positive.replace("[$-", "[-");
    if CURRENCIES.iter().any(|sign| shown.contains(sign)) { Mark::Currency } else { Mark::Plain }
}

fn kind_of_format(id: u32, code: Option<&str>) -> NumberKind {
    match (code, id) {
        (Some(code), _) => kind_of_code(code),
        (None, 14..=17 | 27..=31 | 36 | 50..=54 | 57..=58) => NumberKind::Date,
        (None, 18..=21 | 32..=35 | 45 | 47 | 55..=56) => NumberKind::Time,
        (None, 22) => NumberKind::DateTime,
        (None, 46) => NumberKind::Elapsed,
        _ => NumberKind::Plain,
    }
}

fn kind_of_code(code: &str) -> NumberKind {
    let (mut date, mut time, mut elapsed, mut digits) = (false, false, false, false);
    let mut characters = code.chars();
    while let Some(character) = characters.next() {
        match character {
            ';' => break,
            '"' => while characters.next().is_some_and(|inner| inner != '"') {},
            '\\' | '_' | '*' => {
                characters.next();
            }
            '[' => {
                let inner: String = characters.by_ref().take_while(|inner| *inner != ']').collect();
                elapsed |= !inner.is_empty()
                    && inner.chars().all(|letter| matches!(letter, 'h' | 'H' | 'm' | 'M' | 's' | 'S'));
            }
            'y' | 'Y' | 'd' | 'D' => date = true,
            'h' | 'H' | 's' | 'S' => time = true,
            '0' | '#' | '?' => digits = true,
            // `m` is a month or a minute, as its neighbours say.
            _ => {}
        }
    }
    let months = !date && !time && !digits && code.contains("mmm");
    match (date || months, time, elapsed) {
        (_, _, true) => NumberKind::Elapsed,
        (true, true, _) => NumberKind::DateTime,
        (true, false, _) => NumberKind::Date,
        (false, true, _) => NumberKind::Time,
        _ => NumberKind::Plain,
    }
}

/// A stored number as text.
pub(in crate::read) fn number_text(raw: &str, kind: NumberKind, system_1904: bool) -> Cow<'_, str> {
    let raw = raw.trim();
    if kind != NumberKind::Plain
        && let Some(text) = raw.parse().ok().and_then(|serial| moment(serial, kind, system_1904))
    {
        return text.into();
    }
    plain(raw)
}

/// Digits as stored where they are plain; the shortest form that means the same number otherwise.
fn plain(raw: &str) -> Cow<'_, str> {
    let digits = raw.bytes().filter(u8::is_ascii_digit).count();
    let simple = raw.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-'));
    if simple && (digits <= 15 || !raw.contains('.')) {
        return raw.into();
    }
    match raw.parse::<f64>() {
        Ok(number) if number.is_finite() && (number == 0.0 || (1e-15..1e21).contains(&number.abs())) => {
            number.to_string().into()
        }
        _ => raw.into(),
    }
}

/// A number without the noise of binary fractions: rounded to the fifteen digits that Excel shows, where that leaves it short. Digits
/// that somebody may have meant stay.
pub(in crate::read) fn without_noise(text: &str) -> Option<String> {
    if !may_hold_noise(text) {
        return None;
    }
    let shown = format!("{:.*e}", SHOWN_DIGITS - 1, text.parse::<f64>().ok()?);
    let mantissa = shown.split('e').next()?.trim_end_matches('0');
    let is_short = mantissa.bytes().filter(u8::is_ascii_digit).count() <= SHOWN_DIGITS - NOISE_ZEROS;
    is_short.then(|| shown.parse::<f64>().ok().map(|number| number.to_string()))?
}

/// Whether a number has more digits than people are shown.
pub(super) fn may_hold_noise(text: &str) -> bool {
    text.len() > SHOWN_DIGITS && text.contains('.') && text.bytes().filter(u8::is_ascii_digit).count() > SHOWN_DIGITS
}

fn moment(serial: f64, kind: NumberKind, system_1904: bool) -> Option<String> {
    if !(0.0..DAY_MAX).contains(&serial) {
        return None;
    }
    // Whole seconds: Excel shows no finer ones, and its fractions carry noise.
    #[expect(clippy::cast_possible_truncation, reason = "below 2^38, checked above")]
    let seconds = (serial * 86_400.0).round() as i64;
    let (day, second) = (seconds / 86_400, seconds % 86_400);
    if kind == NumberKind::Elapsed {
        return Some(clock(seconds));
    }
    let date = || date_text(day, system_1904);
    let has_day = day > 0;
    let with_clock = || Some(format!("{}T{:02}:{:02}:{:02}", date()?, second / 3_600, second / 60 % 60, second % 60));
    Some(match kind {
        NumberKind::Date if second == 0 => date()?,
        // Hours go on after midnight in timetables.
        NumberKind::Time if day < ELAPSED_DAYS_MAX => clock(seconds),
        _ if !has_day && !system_1904 => clock(second),
        // A time hidden by a format of dates is kept: nothing is lost.
        _ => with_clock()?,
    })
}

/// The date of a day's number; `None` for day 0 and for 29 February 1900, which never was.
fn date_text(day: i64, system_1904: bool) -> Option<String> {
    let since_1970 = match day {
        day if system_1904 => day + DAYS_1904 - DAYS_UNIX,
        0 | 60 => return None,
        // Lotus took 1900 for a leap year, and Excel after it: earlier days are one off.
        day if day < 60 => day + 1 - DAYS_UNIX,
        day => day - DAYS_UNIX,
    };
    let date =
        jiff::civil::Date::constant(1970, 1, 1).checked_add(jiff::Span::new().try_days(since_1970).ok()?).ok()?;
    Some(date.to_string())
}

fn clock(seconds: i64) -> String {
    let (hours, minutes, rest) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    if rest == 0 { format!("{hours:02}:{minutes:02}") } else { format!("{hours:02}:{minutes:02}:{rest:02}") }
}

#[cfg(test)]
mod tests {
    use super::{Mark, NumberKind, format_of, kind_of_format, number_text, without_noise};

    #[test]
    fn formats_tell_percent_and_currencies() {
        assert_eq!(format_of(10, None).mark, Mark::Percent);
        assert_eq!(format_of(164, Some("0.0%")).mark, Mark::Percent);
        assert_eq!(format_of(164, Some("#,##0.00\" грн\"")).mark, Mark::Currency);
        assert_eq!(format_of(164, Some("#,##0.00\\ [$₴-422]")).mark, Mark::Currency);
        assert_eq!(format_of(164, Some("[$-422]dd.mm.yyyy")).mark, Mark::Plain);
        assert_eq!(format_of(164, Some("0.00")).mark, Mark::Plain);
    }

    #[test]
    fn formats_tell_dates_from_numbers() {
        assert_eq!(kind_of_format(14, None), NumberKind::Date);
        assert_eq!(kind_of_format(164, Some("dd.mm.yyyy")), NumberKind::Date);
        assert_eq!(kind_of_format(164, Some("[$-422]d mmmm yyyy\" р.\";@")), NumberKind::Date);
        assert_eq!(kind_of_format(164, Some("dd/mm/yy\\ hh:mm")), NumberKind::DateTime);
        assert_eq!(kind_of_format(164, Some("[h]:mm:ss")), NumberKind::Elapsed);
        assert_eq!(kind_of_format(164, Some("#,##0.00\" грн\"")), NumberKind::Plain);
        assert_eq!(kind_of_format(164, Some("0.00;[Red]-0.00")), NumberKind::Plain);
        assert_eq!(kind_of_format(164, Some("0.00\\ \"дні\"")), NumberKind::Plain);
    }

    #[test]
    fn serials_become_iso_dates_in_both_systems() {
        assert_eq!(number_text("45323", NumberKind::Date, false), "2024-02-01");
        assert_eq!(number_text("45323.4375", NumberKind::DateTime, false), "2024-02-01T10:30:00");
        assert_eq!(number_text("45323.43767361111", NumberKind::DateTime, false), "2024-02-01T10:30:15");
        assert_eq!(number_text("0.4375", NumberKind::Time, false), "10:30");
        assert_eq!(number_text("1.25", NumberKind::Elapsed, false), "30:00");
        assert_eq!(number_text("1.25", NumberKind::Time, false), "30:00");
        assert_eq!(number_text("45323", NumberKind::DateTime, false), "2024-02-01T00:00:00");
        assert_eq!(number_text("45323.4375", NumberKind::Time, false), "2024-02-01T10:30:00");
        assert_eq!(number_text("43861", NumberKind::Date, true), "2024-02-01");
    }

    #[test]
    fn the_leap_day_that_never_was_stays_a_number() {
        assert_eq!(number_text("59", NumberKind::Date, false), "1900-02-28");
        assert_eq!(number_text("60", NumberKind::Date, false), "60");
        assert_eq!(number_text("61", NumberKind::Date, false), "1900-03-01");
        assert_eq!(number_text("-3", NumberKind::Date, false), "-3");
    }

    #[test]
    fn noise_is_told_from_digits_that_are_meant() {
        assert_eq!(without_noise("65.44600000000001").as_deref(), Some("65.446"));
        assert_eq!(without_noise("0.30000000000000004").as_deref(), Some("0.3"));
        assert_eq!(without_noise("-2003162.1999999997").as_deref(), Some("-2003162.2"));
        for text in ["65.446", "48.468754123456785", "1234567890123456", "1E+300", "A1234567890123456.0"] {
            assert_eq!(without_noise(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_keep_their_digits_and_lose_the_noise_of_binary_fractions() {
        assert_eq!(number_text("26510514", NumberKind::Plain, false), "26510514");
        assert_eq!(number_text("0.10000000000000001", NumberKind::Plain, false), "0.1");
        assert_eq!(number_text("1.2345E-3", NumberKind::Plain, false), "0.0012345");
        assert_eq!(number_text("3.0E7", NumberKind::Plain, false), "30000000");
        assert_eq!(number_text("1E+300", NumberKind::Plain, false), "1E+300");
    }
}
