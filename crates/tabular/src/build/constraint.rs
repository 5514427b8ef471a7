//! Constraints of a field on one value; those on all values are in [`super::duplicates`].

use std::{cmp::Ordering, collections::HashSet};

use regex::{Regex, RegexBuilder};

use super::column::{Storage, Typed};
use crate::{Constraints, value};

/// Bytes that a pattern may compile to; a schema's pattern must not exhaust memory.
const PATTERN_BYTES_MAX: usize = 1 << 20;

/// The constraints of a field, ready to check.
pub(crate) struct Checks {
    lawful: HashSet<String>,
    pattern: Option<Regex>,
    minimum: Option<String>,
    maximum: Option<String>,
    lengths: (Option<u64>, Option<u64>),
    pub(crate) required: bool,
    is_empty: bool,
}

/// What a value breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fix or rule that is on or off by itself")]
pub(crate) struct Broken {
    pub(crate) unlawful: bool,
    pub(crate) pattern: bool,
    pub(crate) range: bool,
    pub(crate) length: bool,
}

impl Checks {
    /// A pattern that is no regular expression, or too large, checks nothing.
    pub(crate) fn new(constraints: &Constraints) -> Self {
        let anchored = |pattern: &String| {
            RegexBuilder::new(&format!("^(?:{pattern})$"))
                .size_limit(PATTERN_BYTES_MAX)
                .dfa_size_limit(PATTERN_BYTES_MAX)
                .build()
                .ok()
        };
        let one_value = Constraints { required: false, unique: false, ..constraints.clone() };
        Self {
            lawful: constraints.lawful.iter().cloned().collect(),
            pattern: constraints.pattern.as_ref().and_then(anchored),
            minimum: constraints.minimum.clone(),
            maximum: constraints.maximum.clone(),
            lengths: (constraints.min_length, constraints.max_length),
            required: constraints.required,
            is_empty: one_value == Constraints::default(),
        }
    }

    /// What a value breaks; `None` where there is nothing to check.
    pub(crate) fn check(&self, text: &str, typed: Typed, storage: Storage) -> Option<Broken> {
        if self.is_empty {
            return None;
        }
        let is_beyond = |bound: &Option<String>, wrong: Ordering| {
            bound.as_ref().is_some_and(|bound| compare(text, typed, bound, storage) == Some(wrong))
        };
        let is_odd_length = match self.lengths {
            (None, None) => false,
            (least, most) => {
                let length = text.chars().count() as u64;
                least.is_some_and(|least| length < least) || most.is_some_and(|most| length > most)
            }
        };
        let broken = Broken {
            unlawful: !self.lawful.is_empty() && !self.lawful.contains(text),
            pattern: self.pattern.as_ref().is_some_and(|pattern| !pattern.is_match(text)),
            range: is_beyond(&self.minimum, Ordering::Less) || is_beyond(&self.maximum, Ordering::Greater),
            length: is_odd_length,
        };
        (broken != Broken::default()).then_some(broken)
    }
}

/// Compares a value with a bound in the field's own form; a bound of another form bounds nothing.
fn compare(text: &str, typed: Typed, bound: &str, storage: Storage) -> Option<Ordering> {
    match typed {
        Typed::Integer(number) => match value::integer(bound) {
            Some(bound) => Some(number.cmp(&bound)),
            None => as_float(text)?.partial_cmp(&as_float(bound)?),
        },
        Typed::Decimal(_) | Typed::Float(_) => as_float(text)?.partial_cmp(&as_float(bound)?),
        Typed::Date(days) => Some(days.cmp(&value::date(bound)?)),
        Typed::Moment(micros) => match storage.read(bound) {
            Some(Typed::Moment(bound)) => Some(micros.cmp(&bound)),
            _ => None,
        },
        Typed::Boolean(_) => None,
        // A field kept as text because of other values still compares its numbers and days as what they are.
        Typed::Text => match (as_float(text), as_float(bound), value::date(text), value::date(bound)) {
            (Some(number), Some(bound), ..) => number.partial_cmp(&bound),
            (.., Some(days), Some(bound)) => Some(days.cmp(&bound)),
            (_, None, _, None) => Some(text.cmp(bound)),
            _ => None,
        },
    }
}

fn as_float(text: &str) -> Option<f64> {
    (value::decimal(text).is_some() || value::exponent(text).is_some()).then(|| text.parse().ok())?
}
