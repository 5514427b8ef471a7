//! Opening hours by the recommended structures, and times of day.

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
            "opening hours",
            "opening_hours",
        ],
        words: &[],
    },
    needs_hint: true,
    judge: opening_hours,
}];

const DAYS: [&str; 7] = ["Пн", "Вт", "Ср", "Чт", "Пт", "Сб", "Нд"];
/// How the names of days begin, by day; the longer first.
const BEGINNINGS: [&[&str]; 7] = [
    &["понеділ", "пон", "пн"],
    &["вівтор", "вівт", "вт"],
    &["серед", "сер", "ср"],
    &["четвер", "четв", "чт"],
    &["п’ятни", "п'ятни", "п`ятни", "пятни", "п’ят", "п'ят", "пт"],
    &["субот", "суб", "сб"],
    &["неділ", "нед", "нд", "вс"],
];
const BYTES_MAX: usize = 300;

/// A piece of a schedule.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    Day(usize),
    Time(String),
    Dash,
    /// A comma or the word `і`.
    And,
}

/// Text that is no schedule says nothing wrong: a field may explain itself in words.
fn opening_hours(value: &str) -> Verdict<'_> {
    if value.len() > BYTES_MAX {
        return Verdict::Valid;
    }
    match tokens(value).and_then(|tokens| schedule(&tokens)) {
        Some(made) if made != value => fixable(made, FixId::OpeningHours, Safety::Safe),
        _ => Verdict::Valid,
    }
}

/// A time of day; with a point between it is one beyond doubt, a hyphen may be a span.
pub(super) fn time(value: &str) -> Verdict<'_> {
    if is_time(value) {
        return Verdict::Valid;
    }
    let safety = if value.contains('-') { Safety::Suggestion } else { Safety::Safe };
    match clock(&value.replace(['-', '.'], ":")) {
        Some(made) => fixable(made, FixId::Times, safety),
        None => Verdict::Valid,
    }
}

/// `9`, `9:00`, `09:00` as `09:00`; 24:00 is the end of a day.
fn clock(text: &str) -> Option<String> {
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

/// Cuts a schedule into its pieces; `None` where anything else stands in it.
fn tokens(value: &str) -> Option<Vec<Token>> {
    let lower = value.to_lowercase();
    let mut rest = lower.as_str();
    let mut tokens = Vec::new();
    while let Some(first) = rest.chars().next() {
        let end = match first {
            digit if digit.is_ascii_digit() => {
                let end =
                    rest.find(|sign: char| !sign.is_ascii_digit() && !matches!(sign, ':' | '.')).unwrap_or(rest.len());
                let text = rest[..end].trim_end_matches(['.', ':']);
                tokens.push(Token::Time(read_time(text)?));
                end
            }
            letter if letter.is_alphabetic() => {
                let is_word = |sign: char| sign.is_alphabetic() || matches!(sign, '’' | '\'' | '`');
                let end = rest.find(|sign: char| !is_word(sign)).unwrap_or(rest.len());
                word(&rest[..end], &mut tokens)?;
                end
            }
            '-' | '–' | '—' | '−' => {
                tokens.push(Token::Dash);
                first.len_utf8()
            }
            ',' | ';' | '\n' => {
                tokens.push(Token::And);
                first.len_utf8()
            }
            ' ' | '.' | ':' | '\u{a0}' => first.len_utf8(),
            _ => return None,
        };
        rest = &rest[end..];
    }
    Some(tokens)
}

fn read_time(text: &str) -> Option<String> {
    let made = if text.contains([':', '.']) { text.replace('.', ":") } else { format!("{text}:00") };
    if made == "24:00" { Some(made) } else { clock(&made) }
}

fn word(word: &str, tokens: &mut Vec<Token>) -> Option<()> {
    let day = BEGINNINGS.iter().position(|beginnings| {
        beginnings.iter().any(|beginning| {
            // An abbreviation is the whole word, a stem is its beginning.
            if beginning.chars().count() > 4 { word.starts_with(beginning) } else { word == *beginning }
        })
    });
    match (day, word) {
        (Some(day), _) => tokens.push(Token::Day(day)),
        (None, "щодня" | "щоденно") => tokens.extend([Token::Day(0), Token::Dash, Token::Day(6)]),
        (None, "до" | "по") => tokens.push(Token::Dash),
        (None, "і" | "й" | "та") => tokens.push(Token::And),
        (None, "з" | "із" | "від" | "год" | "години") => {}
        _ => return None,
    }
    Some(())
}

/// `Пн-Пт 09:00-17:00, Сб 10:00-15:00`: days, then a span of time, as often as they come.
fn schedule(tokens: &[Token]) -> Option<String> {
    let mut groups = Vec::new();
    let mut rest = tokens;
    while !rest.is_empty() {
        let (days, after) = days(rest)?;
        let (span, after) = match after {
            [Token::Time(from), Token::Dash, Token::Time(to), after @ ..] => (format!("{from}-{to}"), after),
            _ => return None,
        };
        groups.push(format!("{days} {span}"));
        rest = match after {
            [Token::And, after @ ..] if !after.is_empty() => after,
            after => after,
        };
    }
    (!groups.is_empty()).then(|| groups.join(", "))
}

fn days(tokens: &[Token]) -> Option<(String, &[Token])> {
    let mut named = Vec::new();
    let mut rest = tokens;
    loop {
        match rest {
            [Token::Day(from), Token::Dash, Token::Day(to), after @ ..] => {
                named.push(format!("{}-{}", DAYS[*from], DAYS[*to]));
                rest = after;
            }
            [Token::Day(day), after @ ..] => {
                named.push(DAYS[*day].to_owned());
                rest = after;
            }
            _ => break,
        }
        if let [Token::And, after @ ..] = rest
            && let [Token::Day(_), ..] = after
        {
            rest = after;
        }
    }
    (!named.is_empty()).then(|| (named.join(","), rest))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn fixed(value: &str) -> Option<String> {
        match opening_hours(value) {
            Verdict::Fixable { value, .. } => Some(value.into_owned()),
            _ => None,
        }
    }

    #[test]
    fn a_schedule_has_one_form_whatever_its_words() {
        let week = Some("Пн-Пт 09:00-18:00");

        assert_eq!(fixed("Пн.-Пт.: 9.00 – 18.00").as_deref(), week);
        assert_eq!(fixed("Понеділок - П'ятниця: з 9:00 до 18:00").as_deref(), week);
        assert_eq!(fixed("пн–пт 9–18").as_deref(), week);
        assert_eq!(fixed("Пн-Пт 9:00-18:00; сб 10-15").as_deref(), Some("Пн-Пт 09:00-18:00, Сб 10:00-15:00"));
        assert_eq!(fixed("вт, чт 8:30-12:00").as_deref(), Some("Вт,Чт 08:30-12:00"));
        assert_eq!(fixed("щодня 8:00-24:00").as_deref(), Some("Пн-Нд 08:00-24:00"));
    }

    #[test]
    fn a_schedule_in_its_form_and_a_text_stay() {
        for text in [
            "Пн-Пт 09:00-17:00",
            "Пн-Пт 09:00-17:00, Сб 10:00-15:00",
            "цілодобово",
            "за записом",
            "Пн-Пт",
            "9:00-18:00",
            "Пн-Пт 9:00-18:00, обід 13-14",
        ] {
            assert_eq!(opening_hours(text), Verdict::Valid, "{text}");
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
        fn what_a_fix_makes_is_valid(value in "((пн|Вт\\.|субота|Нд)[-–, ]?){1,3}:? ?[0-9]{1,2}([:.][0-9]{2})?[-–][0-9]{1,2}([:.][0-9]{2})?") {
            if let Some(once) = fixed(&value) {
                prop_assert_eq!(opening_hours(&once), Verdict::Valid);
            }
        }
    }
}
