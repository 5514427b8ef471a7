//! Times of day and opening hours: `Пн-Пт 09:00-17:00`, `Пн,Ср 10:00-14:00,15:00-18:00`, `Нд вихідний`, `цілодобово`, several after commas.

use std::{borrow::Cow, fmt::Write};

use tabular::{FieldType, FixId, Safety, Verdict, value::is_time};

use super::{Kind, fixable};
use crate::hint::Hint;

pub(super) const KINDS: [Kind; 1] = [Kind {
    id: "opening-hours",
    uk: "години роботи",
    en: "opening hours",
    field_type: FieldType::String,
    hint: Hint {
        parts: &[
            "графік роботи",
            "години роботи",
            "режим роботи",
            "час роботи",
            "openinghours",
            "opening_hours",
            "opening hours",
        ],
        words: &[],
    },
    needs_hint: true,
    judge,
}];

const DAYS: [&str; 7] = ["Пн", "Вт", "Ср", "Чт", "Пт", "Сб", "Нд"];
const ROUND_THE_CLOCK: &str = "цілодобово";
const CLOSED: &str = "вихідний";
/// Minutes of a day; hours may end at 24:00.
const DAY_MINUTES: u16 = 24 * 60;
/// Characters of a cell; more is a text about hours.
const CHARACTERS_MAX: usize = 400;
/// Rules in one cell.
const RULES_MAX: usize = 14;

fn judge(value: &str) -> Verdict<'_> {
    if value.len() > CHARACTERS_MAX * 2 {
        return Verdict::Invalid;
    }
    let Some((rules, is_worded)) = tokens(value).and_then(|read| Some((rules(&read.tokens)?, read.is_worded))) else {
        return Verdict::Invalid;
    };
    let own = write(&rules);
    if own == value {
        return Verdict::Valid;
    }
    // Spaces, dashes, zeros and words for days are form; a break cut out, `24/7` and the like are a reading.
    let safety = if is_worded { Safety::Suggestion } else { Safety::Safe };
    Verdict::Fixable { value: Cow::Owned(own), fix: FixId::OpeningHours, safety }
}

/// A time of day; with a point between it is one beyond doubt, a hyphen may be a span.
pub(super) fn time(value: &str) -> Verdict<'_> {
    if is_time(value) {
        return Verdict::Valid;
    }
    let safety = if value.contains('-') { Safety::Suggestion } else { Safety::Safe };
    match written_clock(&value.replace(['-', '.'], ":")) {
        Some(made) => fixable(made, FixId::Times, safety),
        None => Verdict::Valid,
    }
}

/// `9`, `9:00`, `09:00` as `09:00`; 24:00 is the end of a day.
fn written_clock(text: &str) -> Option<String> {
    let (hour, minute) = text.split_once(':')?;
    let is_number = |text: &str, sizes: std::ops::RangeInclusive<usize>| {
        sizes.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    if !is_number(hour, 1..=2) || !is_number(minute, 2..=2) {
        return None;
    }
    let made = format!("{hour:0>2}:{minute}");
    is_time(&made).then_some(made)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Token {
    Day(u8),
    Clock(u16),
    Dash,
    Comma,
    Always,
    Closed,
    Break,
}

struct Tokens {
    tokens: Vec<Token>,
    /// Words other than the form's own were read.
    is_worded: bool,
}

fn tokens(value: &str) -> Option<Tokens> {
    let mut read = Tokens { tokens: Vec::new(), is_worded: false };
    let mut rest = value;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            ' ' | '\u{a0}' | '\t' | ':' | '(' | ')' | '.' => first.len_utf8(),
            ',' | ';' | '\n' | '/' => {
                read.tokens.push(Token::Comma);
                first.len_utf8()
            }
            '-' | '\u{2010}'..='\u{2015}' | '−' => {
                read.tokens.push(Token::Dash);
                first.len_utf8()
            }
            '0'..='9' => clock(rest, &mut read)?,
            _ => word(rest, &mut read)?,
        };
        rest = &rest[length..];
    }
    Some(read)
}

/// `09:00`, `9.00`, `9`, `24/7`; answers how many bytes it took.
fn clock(rest: &str, read: &mut Tokens) -> Option<usize> {
    if rest.starts_with("24/7") {
        read.tokens.push(Token::Always);
        read.is_worded = true;
        return Some("24/7".len());
    }
    let hour_end = rest.find(|sign: char| !sign.is_ascii_digit()).unwrap_or(rest.len());
    let hour: u16 = rest[..hour_end].parse().ok().filter(|hour| *hour <= 24)?;
    let minutes = rest[hour_end..].strip_prefix([':', '.']).and_then(|after| after.get(..2));
    let is_clock = rest[hour_end..].starts_with([':', '.']);
    let (minute, length) = match minutes.filter(|_| is_clock).and_then(|digits| digits.parse::<u16>().ok()) {
        Some(minute) => (minute, hour_end + 3),
        None if is_clock => return None,
        None => (0, hour_end),
    };
    let at = hour * 60 + minute;
    if minute > 59 || at > DAY_MINUTES || rest[length..].starts_with(|sign: char| sign.is_ascii_digit()) {
        return None;
    }
    // Seconds that a spreadsheet added.
    let seconds = if rest[length..].starts_with(":00") { 3 } else { 0 };
    read.tokens.push(Token::Clock(at));
    Some(length + seconds)
}

fn word(rest: &str, read: &mut Tokens) -> Option<usize> {
    let is_letter = |sign: char| sign.is_alphabetic() || matches!(sign, '\'' | '’' | 'ʼ' | '`');
    let end = rest.find(|sign: char| !is_letter(sign)).unwrap_or(rest.len());
    let lower = rest[..end].to_lowercase().replace(['’', 'ʼ', '`'], "'");
    let mut push = |tokens: &[Token]| read.tokens.extend_from_slice(tokens);
    match lower.as_str() {
        "" => return None,
        "цілодобово" | "цілодобовий" => push(&[Token::Always]),
        "вихідний" | "вихідні" | "вих" | "зачинено" | "закрито" | "неробочий" =>
        {
            push(&[Token::Closed]);
        }
        "перерва" | "обід" => push(&[Token::Break]),
        "щодня" | "щоденно" => push(&[Token::Day(0), Token::Dash, Token::Day(6)]),
        "будні" => push(&[Token::Day(0), Token::Dash, Token::Day(4)]),
        "до" | "по" => push(&[Token::Dash]),
        "та" | "і" | "й" => push(&[Token::Comma]),
        // Words that say nothing more: «з 9:00 до 18:00», «на обід».
        "з" | "із" | "від" | "на" | "год" | "години" | "обідня" | "день" | "дні" | "без" | "перерви" =>
            {}
        other => push(&[Token::Day(day(other)?)]),
    }
    read.is_worded |= matches!(
        lower.as_str(),
        "перерва" | "обід" | "будні" | "зачинено" | "закрито" | "неробочий" | "цілодобовий" | "без"
    );
    Some(end)
}

/// Stems of the names of days, and their abbreviations.
const BEGINNINGS: [(&str, &[&str]); 7] = [
    ("понеділ", &["пн", "пон"]),
    ("вівтор", &["вт", "вівт"]),
    ("серед", &["ср", "сер"]),
    ("четвер", &["чт", "четв"]),
    ("п'ятни", &["пт", "п'ят", "пятниця"]),
    ("субот", &["сб", "суб"]),
    ("неділ", &["нд", "нед", "вс"]),
];

fn day(word: &str) -> Option<u8> {
    let place = BEGINNINGS.iter().position(|(stem, short)| word.starts_with(stem) || short.contains(&word))?;
    u8::try_from(place).ok()
}

#[derive(Debug, PartialEq, Eq)]
enum Hours {
    Between(Vec<(u16, u16)>),
    Always,
    Closed,
}

#[derive(Debug, PartialEq, Eq)]
struct Rule {
    /// Runs of days, first and last; none where the hours hold every day.
    days: Vec<(u8, u8)>,
    hours: Hours,
}

fn rules(tokens: &[Token]) -> Option<Vec<Rule>> {
    let mut rules = Vec::new();
    let mut rest = tokens;
    while !rest.is_empty() {
        let (days, after) = days(rest);
        let (hours, after) = hours(after)?;
        // Hours without days hold every day, so nothing may stand beside them.
        if days.is_empty() && (hours != Hours::Always || !rules.is_empty() || !after.is_empty()) {
            return None;
        }
        rules.push(Rule { days, hours });
        rest = after.strip_prefix(&[Token::Comma]).unwrap_or(after);
        if rules.len() > RULES_MAX {
            return None;
        }
    }
    (!rules.is_empty()).then_some(rules)
}

/// Runs of days, first and last, and what follows them.
type Days<'t> = (Vec<(u8, u8)>, &'t [Token]);

fn days(tokens: &[Token]) -> Days<'_> {
    let (mut runs, mut rest) = (Vec::new(), tokens);
    while let [Token::Day(first), after @ ..] = rest {
        let (last, after) = match after {
            [Token::Dash, Token::Day(last), after @ ..] => (*last, after),
            after => (*first, after),
        };
        runs.push((*first, last));
        rest = match after {
            [Token::Comma, after @ ..] if opens_days(after) => after,
            [Token::Comma | Token::Dash, after @ ..] | after => return (runs, after),
        };
    }
    (runs, rest)
}

fn opens_days(tokens: &[Token]) -> bool {
    matches!(tokens, [Token::Day(_), ..])
}

fn hours(tokens: &[Token]) -> Option<(Hours, &[Token])> {
    match tokens {
        [Token::Always, rest @ ..] => return Some((Hours::Always, rest)),
        [Token::Closed, rest @ ..] => return Some((Hours::Closed, rest)),
        _ => {}
    }
    let (first, mut rest) = interval(tokens)?;
    let mut open = vec![first];
    loop {
        let after = rest.strip_prefix(&[Token::Comma]).unwrap_or(rest);
        match after {
            [Token::Break, after @ ..] => {
                let (pause, after) = interval(after)?;
                open = without(&open, pause)?;
                rest = after;
            }
            [Token::Clock(_), ..] if after.len() < rest.len() => {
                let (next, after) = interval(after)?;
                open.push(next);
                rest = after;
            }
            _ => return Some((Hours::Between(open), rest)),
        }
    }
}

fn interval(tokens: &[Token]) -> Option<((u16, u16), &[Token])> {
    match tokens {
        [Token::Clock(from), Token::Dash, Token::Clock(to), rest @ ..] if from != to => Some(((*from, *to), rest)),
        _ => None,
    }
}

/// Hours with a break cut out of the interval that holds it.
fn without(open: &[(u16, u16)], pause: (u16, u16)) -> Option<Vec<(u16, u16)>> {
    let holder = open.iter().position(|(from, to)| *from < pause.0 && pause.0 < pause.1 && pause.1 < *to)?;
    let (from, to) = open[holder];
    let mut left = open.to_vec();
    left.splice(holder..=holder, [(from, pause.0), (pause.1, to)]);
    Some(left)
}

fn write(rules: &[Rule]) -> String {
    let mut text = String::new();
    for rule in rules {
        if !text.is_empty() {
            text.push_str(", ");
        }
        for (place, (first, last)) in rule.days.iter().enumerate() {
            let comma = if place == 0 { "" } else { "," };
            let _ = write!(text, "{comma}{}", DAYS[usize::from(*first)]);
            if first != last {
                let _ = write!(text, "-{}", DAYS[usize::from(*last)]);
            }
        }
        if !rule.days.is_empty() {
            text.push(' ');
        }
        match &rule.hours {
            Hours::Always => text.push_str(ROUND_THE_CLOCK),
            Hours::Closed => text.push_str(CLOSED),
            Hours::Between(open) => {
                let clock = |at: u16| format!("{:02}:{:02}", at / 60, at % 60);
                let all: Vec<String> =
                    open.iter().map(|(from, to)| format!("{}-{}", clock(*from), clock(*to))).collect();
                text.push_str(&all.join(","));
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn fixed(value: &str) -> (String, Safety) {
        match judge(value) {
            Verdict::Fixable { value, fix: FixId::OpeningHours, safety } => (value.into_owned(), safety),
            other => panic!("{value}: {other:?}"),
        }
    }

    #[test]
    fn days_and_hours_have_one_form() {
        for value in [
            "Пн-Пт 09:00-17:00",
            "Пн,Пт 09:00-17:00",
            "Пн-Чт 08:00-17:20, Пт 08:00-16:00",
            "Пн-Пт 09:00-13:00,14:00-18:00, Сб 10:00-15:00, Нд вихідний",
            "Пн-Нд цілодобово",
            "цілодобово",
            "Пт-Сб 18:00-02:00",
        ] {
            assert_eq!(judge(value), Verdict::Valid, "{value}");
        }
    }

    #[test]
    fn spaces_dashes_and_zeros_are_mended_in_silence() {
        assert_eq!(fixed("Пн–Пт 9:00 – 17.00"), ("Пн-Пт 09:00-17:00".to_owned(), Safety::Safe));
        assert_eq!(
            fixed("Пн, Ср 10:00-14:00;Сб 10:00-12:00"),
            ("Пн,Ср 10:00-14:00, Сб 10:00-12:00".to_owned(), Safety::Safe)
        );
        assert_eq!(fixed("Пн-Пт: 09:00:00-17:00:00"), ("Пн-Пт 09:00-17:00".to_owned(), Safety::Safe));
    }

    #[test]
    fn words_for_days_have_one_reading() {
        let week = ("Пн-Пт 09:00-18:00".to_owned(), Safety::Safe);

        assert_eq!(fixed("Пн.-Пт.: 9.00 – 18.00"), week);
        assert_eq!(fixed("Понеділок - П'ятниця: з 9:00 до 18:00"), week);
        assert_eq!(fixed("пн–пт 9–18"), week);
        assert_eq!(fixed("щодня 8:00-24:00"), ("Пн-Нд 08:00-24:00".to_owned(), Safety::Safe));
        assert_eq!(fixed("вт, чт 8:30-12:00"), ("Вт,Чт 08:30-12:00".to_owned(), Safety::Safe));
    }

    #[test]
    fn a_break_and_round_the_clock_are_readings_that_need_a_yes() {
        let suggested = |value: &str| match fixed(value) {
            (value, Safety::Suggestion) => value,
            other => panic!("{other:?}"),
        };

        assert_eq!(suggested("понеділок - п’ятниця 8:00-17:00, перерва 12:00-13:00"), "Пн-Пт 08:00-12:00,13:00-17:00");
        assert_eq!(suggested("24/7"), "цілодобово");
    }

    #[test]
    fn what_is_no_schedule_is_told() {
        for value in [
            "за домовленістю",
            "09:00-17:00",
            "Пн-Пт",
            "Пн-Пт 25:00-26:00",
            "Пн 09:00",
            "Наприклад: Пн-Пт 09:00-17:00",
            "",
        ] {
            assert_eq!(judge(value), Verdict::Invalid, "{value}");
        }
    }

    #[test]
    fn a_time_of_day_may_have_a_point_or_with_a_yes_a_hyphen() {
        assert_eq!(time("9.30"), fixable("09:30".into(), FixId::Times, Safety::Safe));
        assert_eq!(time("9-30"), fixable("09:30".into(), FixId::Times, Safety::Suggestion));
        assert_eq!(time("09:30:00"), Verdict::Valid);
        assert_eq!(time("25.30"), Verdict::Valid);
    }

    proptest! {
        #[test]
        fn what_a_fix_makes_is_valid(value in "(Пн|вт|Ср|щодня|перерва|[0-9]{1,2}|:00|[-,; ]|до|вих){0,12}") {
            if let Verdict::Fixable { value, .. } = judge(&value) {
                prop_assert_eq!(judge(&value), Verdict::Valid);
            }
        }
    }
}
