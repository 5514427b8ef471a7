//! Canonical values of each meaning.

use super::{
    check,
    random::Random,
    table::Meaning,
    words::{BRANDS, COMMENTS, DOMAINS, LOCALS, NAMES, PLACES, STREETS, SURNAMES, THINGS},
};

/// A value; `row` makes it different where values must differ. `words` are those of a category.
pub(super) fn value(random: &mut Random, meaning: Meaning, words: &[&str], row: usize) -> String {
    match meaning {
        Meaning::Id => format!("{}", 1001 + row),
        Meaning::Name => format!("{}, корпус {}", random.pick(&THINGS), 1 + row),
        Meaning::Address => format!("{}, {}", random.pick(&STREETS), random.between(1, 140)),
        Meaning::Category => random.pick(words).to_owned(),
        Meaning::Person => format!("{} {}", random.pick(&SURNAMES), random.pick(&NAMES)),
        Meaning::Brand => random.pick(&BRANDS).to_owned(),
        Meaning::Comment => random.pick(&COMMENTS).to_owned(),
        Meaning::Edrpou => edrpou(random),
        Meaning::Iban => check::iban(random.between(300_001, 399_999), random.between(26_000_000_000, 26_099_999_999)),
        Meaning::Phone => format!("+38056{:07}", random.between(2_000_000, 7_999_999)),
        Meaning::Email => format!("{}{}@{}", random.pick(&LOCALS), random.between(1, 99), random.pick(&DOMAINS)),
        Meaning::Url => format!("https://{}/{}/{}", random.pick(&DOMAINS), random.pick(&LOCALS), 100 + row),
        Meaning::Katottg => random.pick(&PLACES).to_owned(),
        Meaning::Postcode => format!("49{:03}", random.between(0, 140)),
        Meaning::Purchase => format!("UA-{}-{:06}-a", day(random), random.between(1, 15_000)),
        Meaning::Date => day(random),
        Meaning::Moment => {
            format!("{}T{:02}:{:02}:00", day(random), random.between(7, 19), random.between(1, 59))
        }
        Meaning::Time => format!("{:02}:{:02}", random.between(5, 22), random.between(0, 11) * 5),
        Meaning::Count => random.between(12, 4_800).to_string(),
        Meaning::Money => format!("{}.{:02}", random.between(120, 4_900_000), random.between(1, 99)),
        Meaning::Decimal => format!("{}.{}{}", random.between(2, 900), random.between(0, 9), random.between(1, 9)),
        Meaning::Percent => format!("{}.{}", random.between(1, 99), random.between(1, 9)),
        Meaning::Latitude => format!("48.{:06}", random.between(380_001, 560_999)),
        Meaning::Longitude => format!("34.{:06}", random.between(850_001, 999_999)),
        Meaning::Flag => if random.chance(60) { "true" } else { "false" }.to_owned(),
    }
}

/// Percent of values that are missing in a column of the meaning.
pub(super) fn missing_percent(meaning: Meaning) -> u64 {
    match meaning {
        Meaning::Comment => 45,
        Meaning::Phone | Meaning::Email | Meaning::Url => 10,
        Meaning::Date | Meaning::Decimal | Meaning::Percent => 5,
        _ => 0,
    }
}

fn edrpou(random: &mut Random) -> String {
    // Old institutions have codes with one or two zeros in front; both sets of weights occur.
    let seven = match random.below(6) {
        0 | 1 => random.between(100_001, 999_999),
        2 => random.between(13_001, 99_999),
        3 => random.between(1_000_001, 2_999_999),
        _ => random.between(3_000_001, 4_599_999),
    };
    check::edrpou(seven)
}

fn day(random: &mut Random) -> String {
    format!("20{}-{:02}-{:02}", random.between(15, 25), random.between(1, 12), random.between(1, 28))
}
