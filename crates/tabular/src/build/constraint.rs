//! Constraints of a field on one value; those on all values are in [`super::duplicates`].

use std::{cmp::Ordering, collections::HashSet};

use regex::{Regex, RegexBuilder};

use super::column::{Storage, Typed};
use crate::{Field, FieldType, check::Format, value};

/// Bytes that a pattern may compile to; a schema's pattern must not exhaust memory.
const PATTERN_BYTES_MAX: usize = 1 << 20;

/// The constraints of a field, ready to check.
pub(crate) struct Checks {
    lawful: Option<Lawful>,
    pattern: Option<Regex>,
    bounds: Vec<Bound>,
    lengths: (Option<u64>, Option<u64>),
    format: Option<Format>,
    pub(crate) required: bool,
    is_empty: bool,
}

/// Lawful values: as they are written, and by what they mean.
struct Lawful {
    texts: HashSet<String>,
    meanings: Vec<String>,
}

/// A bound, with the orderings of a value to it that break it.
struct Bound {
    text: String,
    wrong: Ordering,
    is_exclusive: bool,
}

/// What a value breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fix or rule that is on or off by itself")]
pub(crate) struct Broken {
    pub(crate) unlawful: bool,
    pub(crate) pattern: bool,
    pub(crate) range: bool,
    pub(crate) length: bool,
    pub(crate) format: bool,
}

impl Checks {
    /// A pattern that is no regular expression, or too large, checks nothing.
    pub(crate) fn new(field: &Field) -> Self {
        let constraints = &field.constraints;
        let anchored = |pattern: &String| {
            RegexBuilder::new(&format!("^(?:{pattern})$"))
                .size_limit(PATTERN_BYTES_MAX)
                .dfa_size_limit(PATTERN_BYTES_MAX)
                .build()
                .ok()
        };
        let bound = |text: &Option<String>, wrong, is_exclusive| {
            text.as_ref().map(|text| Bound { text: text.clone(), wrong, is_exclusive })
        };
        let bounds = [
            bound(&constraints.minimum, Ordering::Less, false),
            bound(&constraints.maximum, Ordering::Greater, false),
            bound(&constraints.exclusive_minimum, Ordering::Less, true),
            bound(&constraints.exclusive_maximum, Ordering::Greater, true),
        ];
        let lawful = (!constraints.lawful.is_empty()).then(|| Lawful {
            texts: constraints.lawful.iter().cloned().collect(),
            meanings: if field.field_type == FieldType::String { Vec::new() } else { constraints.lawful.clone() },
        });
        let mut checks = Self {
            lawful,
            pattern: constraints.pattern.as_ref().and_then(anchored),
            bounds: bounds.into_iter().flatten().collect(),
            lengths: (constraints.min_length, constraints.max_length),
            format: field.format.as_deref().and_then(Format::of).filter(|_| field.field_type == FieldType::String),
            required: constraints.required,
            is_empty: false,
        };
        checks.is_empty = checks.lawful.is_none()
            && checks.pattern.is_none()
            && checks.bounds.is_empty()
            && checks.lengths == (None, None)
            && checks.format.is_none();
        checks
    }

    /// What a value breaks; `None` where there is nothing to check.
    pub(crate) fn check(&self, text: &str, typed: Typed, storage: Storage) -> Option<Broken> {
        if self.is_empty {
            return None;
        }
        let is_beyond = |bound: &Bound| match compare(text, typed, &bound.text, storage) {
            Some(Ordering::Equal) => bound.is_exclusive,
            Some(ordering) => ordering == bound.wrong,
            None => false,
        };
        let is_odd_length = match self.lengths {
            (None, None) => false,
            (least, most) => {
                let length = text.chars().count() as u64;
                least.is_some_and(|least| length < least) || most.is_some_and(|most| length > most)
            }
        };
        let broken = Broken {
            unlawful: self.lawful.as_ref().is_some_and(|lawful| !lawful.holds(text, typed, storage)),
            pattern: self.pattern.as_ref().is_some_and(|pattern| !pattern.is_match(text)),
            range: self.bounds.iter().any(is_beyond),
            length: is_odd_length,
            format: self.format.is_some_and(|format| !format.fits(text)),
        };
        (broken != Broken::default()).then_some(broken)
    }
}

impl Lawful {
    /// `1.50` is lawful where `1.5` is, and `10:30:00` where `10:30` is.
    fn holds(&self, text: &str, typed: Typed, storage: Storage) -> bool {
        let is_it = |lawful: &String| compare(text, typed, lawful, storage) == Some(Ordering::Equal);
        self.texts.contains(text) || self.meanings.iter().any(is_it)
    }
}

/// Compares a value with a bound in the field's own form; a bound of another form bounds nothing.
fn compare(text: &str, typed: Typed, bound: &str, storage: Storage) -> Option<Ordering> {
    match typed {
        Typed::Integer(_) | Typed::Decimal(_) => compare_numbers(text, bound),
        Typed::Float(_) => as_float(text)?.partial_cmp(&as_float(bound)?),
        Typed::Date(days) => match value::date(bound) {
            Some(bound) => Some(days.cmp(&bound)),
            // A moment bounds days by the day it lies in.
            None => Some((i64::from(days) * DAY_MICROS).cmp(&value::moment(bound)?.micros)),
        },
        Typed::Moment(micros) => match storage.read(bound) {
            Some(Typed::Moment(bound)) => Some(micros.cmp(&bound)),
            _ => Some(micros.cmp(&(i64::from(value::date(bound)?) * DAY_MICROS))),
        },
        Typed::Boolean(truth) => Some(truth.cmp(&value::boolean(bound)?)),
        // A field kept as text because of other values still compares its numbers, days and times as what they are.
        Typed::Text => {
            if let (Some(time), Some(bound)) = (value::time(text), value::time(bound)) {
                return Some(time.cmp(&bound));
            }
            match (compare_numbers(text, bound), value::date(text), value::date(bound)) {
                (Some(ordering), ..) => Some(ordering),
                (None, Some(days), Some(bound)) => Some(days.cmp(&bound)),
                (None, None, None) if as_float(bound).is_none() && value::time(bound).is_none() => {
                    Some(text.cmp(bound))
                }
                _ => None,
            }
        }
    }
}

const DAY_MICROS: i64 = 86_400_000_000;

/// Compares by value: digit for digit where both are plain, as binary fractions where one has an exponent.
fn compare_numbers(text: &str, bound: &str) -> Option<Ordering> {
    if let (Some(number), Some(bound)) = (value::decimal(text), value::decimal(bound)) {
        let scale = number.scale.max(bound.scale);
        if let (Some(number), Some(bound)) = (number.at_scale(scale), bound.at_scale(scale)) {
            return Some(number.cmp(&bound));
        }
    }
    as_float(text)?.partial_cmp(&as_float(bound)?)
}

fn as_float(text: &str) -> Option<f64> {
    (value::decimal(text).is_some() || value::exponent(text).is_some()).then(|| text.parse().ok())?
}
