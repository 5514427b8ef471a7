//! What changed against the version before more than such data change: rows gone, values that jumped, categories.

use super::{names::speaks_of_identity, words};
use crate::{Example, FieldProfile, Finding, Message, Place, Screen, Severity, TableProfile};

/// Rows of the version before from which on a change of their number says something.
const ROWS_MIN: u64 = 20;
/// Fewer than one in so many rows are left, or so many times more are there.
const TIMES: u64 = 5;
/// Values from which on a field's statistics say something.
const VALUES_MIN: u64 = 20;
/// How many times larger than ever before a value is that jumps out.
const JUMP: f64 = 10.0;
/// How many times the median changes when somebody changed the unit or the column.
const MEDIAN_JUMP: f64 = 10.0;
/// A change by a whole power of ten from this one on is one of unit: thousands of hryvnias.
const UNIT: f64 = 1_000.0;
/// Categories were stable where there were at most so many …
const STABLE_CATEGORIES_MAX: usize = 30;
/// … and each stood so often on the average.
const STABLE_REPEATS_MIN: u64 = 20;
/// Share of a version's keys, in a hundred, that vanish when the keys themselves changed.
const VANISHED_SHARE: u64 = 80;

/// The rows and keys of two versions, as their comparison counted them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Survivors {
    /// Fields that identify a row.
    pub key: Vec<String>,
    /// Rows whose key only the older version has.
    pub removed: u64,
    /// Rows whose key both versions have.
    pub kept: u64,
}

/// What jumps out of a table against the version before; each a warning. `survivors` where rows were compared by a key.
pub fn against(
    before: &TableProfile,
    now: &TableProfile,
    survivors: Option<&Survivors>,
    screen: &dyn Screen,
    examples_max: usize,
) -> Vec<Finding> {
    let mut findings: Vec<Finding> = rows(before, now).into_iter().collect();
    findings.extend(survivors.filter(|_| findings.is_empty()).and_then(vanished));
    for field in &now.fields {
        if let Some(old) = before.fields.iter().find(|old| old.name == field.name) {
            let both = Both { old, new: field, rows: (before.rows, now.rows), screen, examples_max };
            findings.extend(both.findings());
        }
    }
    findings
}

fn rows(before: &TableProfile, now: &TableProfile) -> Option<Finding> {
    let (old, new) = (before.rows, now.rows);
    if old >= ROWS_MIN && new * TIMES <= old {
        return Some(told(
            "rows-dropped",
            None,
            old - new,
            format!("rows>{}", old / TIMES),
            words::rows_dropped(old, new),
        ));
    }
    if old >= ROWS_MIN && new >= old * TIMES {
        return Some(told("rows-grown", None, new - old, format!("rows<{}", old * TIMES), words::rows_grown(old, new)));
    }
    None
}

fn vanished(survivors: &Survivors) -> Option<Finding> {
    let Survivors { key, removed, kept } = survivors;
    let all = removed + kept;
    (all >= ROWS_MIN && removed * 100 >= all * VANISHED_SHARE).then(|| {
        let names = key.join(", ");
        let field = if let [name] = &key[..] { Some(name.as_str()) } else { None };
        told("keys-vanished", field, *removed, format!("key={names}"), words::keys_vanished(&names, *removed, all))
    })
}

fn told(kind: &str, field: Option<&str>, count: u64, rule: String, message: Message) -> Finding {
    Finding {
        kind: kind.to_owned(),
        severity: Severity::Warning,
        field: field.map(str::to_owned),
        count,
        rule,
        message,
        fix: None,
        examples: Vec::new(),
    }
}

/// A field in both versions.
struct Both<'p> {
    old: &'p FieldProfile,
    new: &'p FieldProfile,
    rows: (u64, u64),
    screen: &'p dyn Screen,
    examples_max: usize,
}

impl Both<'_> {
    fn findings(&self) -> Vec<Finding> {
        if let Some(emptied) = self.emptied() {
            return vec![emptied];
        }
        if let Some(jump) = self.median_jump() {
            return vec![jump];
        }
        self.value_jump().into_iter().chain(self.categories()).collect()
    }

    fn present(&self) -> (u64, u64) {
        (self.rows.0.saturating_sub(self.old.missing), self.rows.1.saturating_sub(self.new.missing))
    }

    fn emptied(&self) -> Option<Finding> {
        let (old, new) = self.present();
        let was_full = old >= VALUES_MIN && old * 2 >= self.rows.0;
        (was_full && self.rows.1 > 0 && new == 0).then(|| {
            let name = &self.new.name;
            told("field-emptied", Some(name), self.new.missing, "value=present".into(), words::field_emptied(name, old))
        })
    }

    fn median_jump(&self) -> Option<Finding> {
        let (old, new) = (self.old.median_about?, self.new.median_about?);
        let (count_old, count_new) = self.present();
        if count_old < VALUES_MIN || count_new < VALUES_MIN || old <= 0.0 || new <= 0.0 {
            return None;
        }
        let times = if new > old { new / old } else { old / new };
        if times < MEDIAN_JUMP * MEDIAN_MARGIN {
            return None;
        }
        let name = &self.new.name;
        // A thousand times, give or take what the median is known to: hryvnias became thousands of them.
        let is_unit = (times / UNIT).log10().abs() < UNIT_SLACK;
        let (kind, message) = if is_unit {
            ("unit-changed", words::unit_changed(name, new > old))
        } else {
            ("median-jump", words::median_jump(name, times, new > old))
        };
        Some(told(kind, Some(name), count_new, format!("median<{JUMP}x"), message))
    }

    /// One value far above all that were ever seen; numbers below zero mirror.
    fn value_jump(&self) -> Option<Finding> {
        self.new.mean?;
        // Another numbering of the rows is no jump of a value.
        if speaks_of_identity(&self.new.name) {
            return None;
        }
        let bound = |text: &Option<String>| text.as_deref().and_then(|text| text.parse::<f64>().ok());
        let (old, new) = (bound(&self.old.maximum)?, bound(&self.new.maximum)?);
        let (count_old, _) = self.present();
        // Counters and codes that grow do not grow tenfold; a field of nearly only zeros has no largest value.
        if count_old < VALUES_MIN || old < 1.0 || new < old * JUMP || self.old.distinct < 10 {
            return None;
        }
        let (name, value) = (&self.new.name, self.new.maximum.clone().unwrap_or_default());
        let before = self.old.maximum.clone().unwrap_or_default();
        let found =
            told("value-jump", Some(name), 1, format!("maximum<{JUMP}x"), words::value_jump(name, &value, &before));
        Some(Finding { examples: vec![example(value)], ..found })
    }

    fn categories(&self) -> Vec<Finding> {
        let (old, new) = (&self.old.categories, &self.new.categories);
        let (count_old, count_new) = self.present();
        let was_stable =
            !old.is_empty() && old.len() <= STABLE_CATEGORIES_MAX && count_old >= old.len() as u64 * STABLE_REPEATS_MIN;
        if !was_stable || new.is_empty() || count_new < VALUES_MIN {
            return Vec::new();
        }
        let lacking = |from: &[(String, u64)], of: &[(String, u64)]| -> Vec<(String, u64)> {
            let is_new = |value: &str| !of.iter().any(|(known, _)| known == value);
            let shown = |value: &String| self.screen.mask(value).unwrap_or_else(|| value.clone());
            from.iter().filter(|(value, _)| is_new(value)).map(|(value, count)| (shown(value), *count)).collect()
        };
        let (added, gone) = (lacking(new, old), lacking(old, new));
        let name = &self.new.name;
        let mut findings = Vec::new();
        if !added.is_empty() {
            let count = added.iter().map(|(_, count)| count).sum();
            let message = words::new_category(name, &list(&added));
            findings.push(self.listed("new-category", count, message, &added));
        }
        // One that stood for a hundredth of the rows may be missing by chance.
        let expected = |count: u64| u128::from(count) * u128::from(count_new) / u128::from(count_old.max(1));
        let gone: Vec<(String, u64)> =
            gone.into_iter().filter(|(_, count)| expected(*count) >= GONE_EXPECTED_MIN).collect();
        if !gone.is_empty() {
            let message = words::category_gone(name, &list(&gone));
            findings.push(self.listed("category-gone", gone.len() as u64, message, &gone));
        }
        findings
    }

    fn listed(&self, kind: &str, count: u64, message: Message, values: &[(String, u64)]) -> Finding {
        let found = told(kind, Some(&self.new.name), count, "categories=stable".into(), message);
        let examples = values.iter().take(self.examples_max).map(|(value, _)| example(value.clone())).collect();
        Finding { examples, ..found }
    }
}

/// How far the median may be off.
const MEDIAN_MARGIN: f64 = 1.1;
/// Tenths of a power of ten by which a change of unit may be off.
const UNIT_SLACK: f64 = 0.3;
/// Rows that a category should have before its lack says something.
const GONE_EXPECTED_MIN: u128 = 10;
/// Values that a sentence lists.
const LISTED: usize = 5;

fn example(value: String) -> Example {
    Example { place: Place::default(), value, fixed: None }
}

fn list(values: &[(String, u64)]) -> Vec<String> {
    let mut listed: Vec<String> = values.iter().take(LISTED).map(|(value, _)| value.clone()).collect();
    if values.len() > LISTED {
        listed.push("…".to_owned());
    }
    listed
}
