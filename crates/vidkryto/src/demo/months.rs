//! The sample city's calendar: it stands on 1 November 2026 and looks back on six months of publishing.

use catalog::Text;
use jiff::{Timestamp, ToSpan, civil::Date, tz::TimeZone};

use super::random::Random;

/// One month of publishing.
#[derive(Debug, Clone, Copy)]
pub(super) struct Month {
    /// From 0, oldest first.
    pub(super) number: u64,
    /// The day the data speak of.
    pub(super) day: Date,
    uk: &'static str,
    en: &'static str,
}

const fn month(number: u64, calendar: i8, uk: &'static str, en: &'static str) -> Month {
    Month { number, day: Date::constant(2026, calendar, 1), uk, en }
}

const MONTHS: [Month; 6] = [
    month(0, 5, "травень", "May"),
    month(1, 6, "червень", "June"),
    month(2, 7, "липень", "July"),
    month(3, 8, "серпень", "August"),
    month(4, 9, "вересень", "September"),
    month(5, 10, "жовтень", "October"),
];

/// The last `count` months, oldest first.
pub(super) fn last(count: usize) -> &'static [Month] {
    &MONTHS[MONTHS.len() - count..]
}

impl Month {
    /// When its files were published: within the first days of the month, by `offset` apart for different datasets.
    pub(super) fn published(&self, offset: u64) -> Timestamp {
        let day = i8::try_from(2 + offset % 6).expect("a day of the first week");
        let hour = i8::try_from(9 + offset % 8).expect("an hour of the working day");
        let minute = i8::try_from(offset * 7 % 60).expect("a minute");
        let moment = Date::constant(2026, self.day.month(), day).at(hour, minute, 0, 0);
        moment.to_zoned(TimeZone::UTC).expect("every moment exists in UTC").timestamp()
    }

    /// What the publisher says about the version.
    pub(super) fn note(&self, first: bool) -> Text {
        if first {
            return Text::new("Перша публікація набору.", "First publication of the dataset.");
        }
        Text::new(format!("Оновлення за {} 2026 року.", self.uk), format!("Update for {} 2026.", self.en))
    }

    /// `2026-05`, for names of files.
    pub(super) fn stamp(&self) -> String {
        self.day.strftime("%Y-%m").to_string()
    }
}

/// A row of a register in some month: who was entered, who was struck out, who changed since.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    /// Number of the row in the register, from 1; never given twice.
    pub(super) number: u64,
    /// The row's own numbers, the same in every month.
    pub(super) random: Random,
    /// The month in which it was entered.
    pub(super) entered: Date,
    /// How often it has changed by this month.
    pub(super) changes: u64,
    /// The month of its last change, or of its entry.
    pub(super) changed: Date,
}

/// A register that begins with `base` rows, takes in `growth` a month, and loses and changes a few.
pub(super) fn register(seed: u64, month: &Month, base: u64, growth: u64) -> impl Iterator<Item = Entry> {
    let month = month.number;
    (1..=base + growth * month).filter_map(move |number| {
        let mut random = Random::of_row(seed, number);
        let struck_out = random.chance(5).then(|| random.between(1, 5));
        if struck_out.is_some_and(|when| when <= month) {
            return None;
        }
        let entered = if number <= base { 0 } else { (number - base - 1) / growth + 1 };
        let changed_in = |month: &u64| Random::of_row(seed ^ (month << 40), number).chance(4);
        let months: Vec<u64> = (entered + 1..=month).filter(changed_in).collect();
        Some(Entry {
            number,
            random,
            entered: day_of(entered),
            changes: u64::try_from(months.len()).expect("at most one a month"),
            changed: day_of(months.last().copied().unwrap_or(entered)),
        })
    })
}

fn day_of(month: u64) -> Date {
    MONTHS[usize::try_from(month).expect("one of six months")].day
}

/// A day `least` to `largest` days before `day`.
pub(super) fn before(day: Date, random: &mut Random, least: u64, largest: u64) -> Date {
    let days = i64::try_from(random.between(least, largest)).expect("a span of years");
    day.checked_sub(days.days()).expect("the sample city's days lie within centuries")
}

/// The day `days` after `day`.
pub(super) fn after(day: Date, days: u64) -> Date {
    let days = i64::try_from(days).expect("a span of years");
    day.checked_add(days.days()).expect("the sample city's days lie within centuries")
}
