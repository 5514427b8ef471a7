//! Days and times in other forms.

use super::{Kind, Stage, kind, words::open};
use crate::dirt::{
    random::Random,
    table::{Accepted, Cell, Meaning},
    work::{Layer, Share, Work},
};

pub(super) const KINDS: [Kind; 14] = [
    kind(Stage::Form, "dates-dotted", "`01.02.2024`", |work| dates(work, Share::Either, |_, day| dotted(day))),
    kind(Stage::Form, "dates-short", "`1.2.24`, `01.02.24`", |work| {
        dates(work, Share::Either, |random, day| {
            let [year, month, day] = parts(day);
            if random.chance(50) { format!("{day}.{month}.{}", &year[2..]) } else { short(&year, &month, &day) }
        })
    }),
    kind(Stage::Form, "dates-hyphened", "`01-02-2024`, `2024/02/01`", |work| {
        dates(work, Share::Either, |random, iso| {
            let [year, month, day] = parts(iso);
            if random.chance(50) { format!("{day}-{month}-{year}") } else { format!("{year}/{month}/{day}") }
        })
    }),
    kind(Stage::Form, "dates-in-words", "`1 лютого 2024 р.`", |work| dates(work, Share::Either, in_words)),
    kind(Stage::Form, "dates-mixed", "several of these in one column", |work| {
        dates(work, Share::All, |random, day| match random.below(3) {
            0 => dotted(day),
            1 => in_words(random, day),
            _ => day.replace('-', "/"),
        })
    }),
    kind(Stage::Form, "dates-slashed", "`13/02/2024` in a column that proves its order", slashed),
    kind(Stage::Form, "dates-slashed-unclear", "`03/04/2024` where nothing proves the order", slashed_unclear)
        .ambiguous(),
    kind(Stage::Form, "dates-with-midnight", "`01.02.2024 00:00:00`", |work| {
        dates(work, Share::All, |random, day| {
            format!("{} {}", if random.chance(50) { dotted(day) } else { day.to_owned() }, "00:00:00")
        })
    }),
    kind(Stage::Form, "excel-serials", "`45323` among dates", serials),
    kind(Stage::Form, "moments", "`01.02.2024 10:30`", moments),
    kind(Stage::Form, "times", "`8:05`, `8:05:00`", times),
    kind(Stage::Form, "impossible-dates", "`31.02.2024`", impossible),
    kind(Stage::Form, "date-typos", "`2204-02-01`, `01.13.2024`, `2024`", typos),
    kind(Stage::Form, "days-among-moments", "`01.02.2024` among days with times", days_among_moments).ambiguous(),
];

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

/// Year, month and day of an ISO date.
fn parts(iso: &str) -> [String; 3] {
    [iso[..4].to_owned(), iso[5..7].to_owned(), iso[8..10].to_owned()]
}

fn plain(digits: &str) -> &str {
    digits.trim_start_matches('0')
}

pub(super) fn dotted(iso: &str) -> String {
    let [year, month, day] = parts(iso);
    format!("{day}.{month}.{year}")
}

fn short(year: &str, month: &str, day: &str) -> String {
    format!("{}.{}.{}", plain(day), plain(month), &year[2..])
}

fn in_words(random: &mut Random, iso: &str) -> String {
    let [year, month, day] = parts(iso);
    let month = MONTHS[month.parse::<usize>().expect("a month") - 1];
    match random.below(3) {
        0 => format!("{} {month} {year}", plain(&day)),
        1 => format!("{} {month} {year} р.", plain(&day)),
        _ => format!("{day} {month} {year} року"),
    }
}

fn dates(work: &mut Work, share: Share, form: impl Fn(&mut Random, &str) -> String) -> bool {
    let Some(column) = work.column_of(Layer::Form, &[Meaning::Date]) else { return false };
    let count = work.rewrite(column, share, |_| true, form);
    work.expect(&["date-format"], Some(column), count);
    count > 0
}

fn slashed(work: &mut Work) -> bool {
    let Some(column) = work.column_of(Layer::Form, &[Meaning::Date]) else { return false };
    let is_american = work.random.chance(30);
    let rows = work.rows(column, Share::All, |_| true);
    if !rows.iter().any(|row| parts(&work.value(*row, column))[2].parse::<u8>().is_ok_and(|day| day > 12)) {
        return false;
    }
    for row in &rows {
        let [year, month, day] = parts(&work.value(*row, column));
        let text = if is_american { format!("{month}/{day}/{year}") } else { format!("{day}/{month}/{year}") };
        work.soil(*row, column, Cell::Text(text));
    }
    work.expect(&["date-format"], Some(column), rows.len());
    true
}

fn slashed_unclear(work: &mut Work) -> bool {
    let Some(column) = work.column_of(Layer::Form, &[Meaning::Date]) else { return false };
    let rows = work.rows(column, Share::All, |_| true);
    let mut unclear = 0;
    for row in &rows {
        let [year, month, day] = parts(&work.value(*row, column));
        // Days beyond the twelfth would prove the order; a day that is its month has one reading.
        let day = format!("{:02}", (day.parse::<u8>().expect("a day") - 1) % 12 + 1);
        unclear += usize::from(day != month);
        work.soil(*row, column, Cell::Text(format!("{day}/{month}/{year}")));
    }
    if unclear == 0 {
        return false;
    }
    work.expect(&["ambiguous-date"], Some(column), unclear);
    open(work, column)
}

/// Days from 30.12.1899, as spreadsheets count them.
fn serial(iso: &str) -> i64 {
    let [year, month, day] = parts(iso).map(|part| part.parse::<i64>().expect("digits"));
    // The civil calendar counted from March, so that the leap day is the last of its year.
    let year = if month <= 2 { year - 1 } else { year };
    let (era, month) = (year.div_euclid(400), (month + 9) % 12);
    let of_era = year - era * 400;
    let days = era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + (153 * month + 2) / 5 + day - 1;
    // From 1 March of the year 0 to 30.12.1899.
    days - 693_899
}

fn serials(work: &mut Work) -> bool {
    let Some(column) = work.column_of(Layer::Form, &[Meaning::Date]) else { return false };
    let rows = work.rows(column, Share::Some, |_| true);
    for row in &rows {
        let number = serial(&work.value(*row, column)).to_string();
        work.soil(*row, column, Cell::Number(number));
    }
    work.expect(&["excel-serial"], Some(column), rows.len());
    !rows.is_empty()
}

fn moments(work: &mut Work) -> bool {
    let Some(column) = work.column_of(Layer::Form, &[Meaning::Moment]) else { return false };
    let count = work.rewrite(
        column,
        Share::Either,
        |_| true,
        |random, moment| match random.below(3) {
            0 => format!("{} {}", dotted(moment), &moment[11..16]),
            1 => format!("{} {}", dotted(moment), &moment[11..]),
            _ => moment.replace('T', " "),
        },
    );
    work.expect(&["date-format"], Some(column), count);
    count > 0
}

fn times(work: &mut Work) -> bool {
    let Some(column) = work.column_of(Layer::Form, &[Meaning::Time]) else { return false };
    let with_seconds = work.random.chance(30);
    let count = work.rewrite(
        column,
        Share::Either,
        |time| time.starts_with('0'),
        |_, time| format!("{}{}", &time[1..], if with_seconds { ":00" } else { "" }),
    );
    work.expect(&["time-format"], Some(column), count);
    count > 0
}

fn outliers(work: &mut Work, form: impl Fn(&mut Random, &str) -> String) -> bool {
    let Some(column) = work.column_of(Layer::Form, &[Meaning::Date]) else { return false };
    let rows = work.rows(column, Share::Few, |_| true);
    for row in &rows {
        let value = work.value(*row, column);
        let text = form(&mut work.random, &value);
        work.accept(*row, column, Accepted::Text(text.clone()));
        work.soil(*row, column, Cell::Text(text));
    }
    work.expect(&["type-outlier", "date-outlier"], Some(column), rows.len());
    !rows.is_empty()
}

fn impossible(work: &mut Work) -> bool {
    outliers(work, |random, day| {
        let year = &day[..4];
        match random.below(4) {
            0 => format!("31.02.{year}"),
            1 => format!("31.04.{year}"),
            2 => format!("{year}-02-30"),
            _ => format!("00.05.{year}"),
        }
    })
}

fn typos(work: &mut Work) -> bool {
    outliers(work, |random, day| {
        let [year, month, day] = parts(day);
        match random.below(4) {
            0 => format!("{day}.{month}.{}", &year[..3]),
            1 => format!("15.13.{year}"),
            2 => format!("{day},{month},{year}"),
            _ => format!("{month}.{year}"),
        }
    })
}

fn days_among_moments(work: &mut Work) -> bool {
    let Some(column) = work.column_of(Layer::Form, &[Meaning::Moment]) else { return false };
    let count = work.rewrite(column, Share::Some, |_| true, |_, moment| dotted(moment));
    work.expect(&["mixed-dates"], Some(column), count);
    open(work, column)
}

#[cfg(test)]
mod tests {
    use super::serial;

    #[test]
    fn spreadsheets_call_the_first_of_february_2024_day_45323() {
        assert_eq!(serial("2024-02-01"), 45_323);
        assert_eq!(serial("2015-12-31"), 42_369);
    }
}
