//! How well an engine did.

use std::collections::BTreeMap;

use super::{Accepted, Case};

/// A finding, as the scorer sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// Its kind.
    pub kind: String,
    /// The field's name, or nothing for the table.
    pub field: Option<String>,
    /// How many cells or rows.
    pub count: u64,
}

/// What an engine made of a file.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    /// Findings before any fix.
    pub findings: Vec<Seen>,
    /// Names of fields after all safe fixes.
    pub names: Vec<String>,
    /// Rows after all safe fixes, in canonical text.
    pub rows: Vec<Vec<String>>,
}

/// How one file fared.
#[derive(Debug, Clone, Default)]
pub struct Score {
    /// Findings that were expected, by dirt, and whether each came.
    pub expected: Vec<(&'static str, bool)>,
    /// Findings that came.
    pub seen: u64,
    /// What nobody expected, in words.
    pub false_alarms: Vec<String>,
    /// What was expected and did not come, in words.
    pub missed: Vec<String>,
    /// Where the table differs from the truth, in words; nothing where it is equal.
    pub difference: Option<String>,
}

impl Score {
    /// Compares what came out with what is known.
    pub fn of(case: &Case, outcome: &Outcome) -> Self {
        let mut score = Self { difference: difference(case, outcome), ..Self::default() };
        for expected in case.expected.iter().filter(|expected| expected.must) {
            let kindred = case.expected.iter().filter(|other| other.must && is_kindred(expected, other));
            let wanted: u64 = kindred.map(|other| other.count).sum();
            let found = found(case, outcome, expected.kinds, &expected.fields);
            score.expected.push((expected.dirt, found >= wanted));
            if found < wanted {
                let fields = expected.fields.iter().map(|field| name(case, *field)).collect::<Vec<_>>().join(" or ");
                score.missed.push(format!("{:?} of {fields}: {found} of {wanted}", expected.kinds));
            }
        }
        for seen in &outcome.findings {
            if case.open.iter().any(|field| seen.field.as_deref() == Some(case.names[*field].as_str())) {
                continue;
            }
            score.seen += 1;
            let covers = |expected: &&super::Expected| {
                expected.kinds.contains(&seen.kind.as_str())
                    && expected
                        .fields
                        .iter()
                        .any(|field| field.map(|field| case.names[field].as_str()) == seen.field.as_deref())
            };
            let wanted: u64 = case.expected.iter().filter(covers).map(|expected| expected.count).sum();
            if seen.count > wanted {
                let field = seen.field.as_deref().unwrap_or("the table");
                score.false_alarms.push(format!("{} of {field}: {} for {wanted}", seen.kind, seen.count));
            }
        }
        score
    }

    /// The score of a file that could not be read at all.
    pub fn refused(case: &Case, reason: &str) -> Self {
        let expected = case.expected.iter().filter(|expected| expected.must).map(|expected| (expected.dirt, false));
        Self { expected: expected.collect(), difference: Some(reason.to_owned()), ..Self::default() }
    }
}

fn is_kindred(one: &super::Expected, other: &super::Expected) -> bool {
    one.kinds == other.kinds && one.fields == other.fields
}

fn name(case: &Case, field: Option<usize>) -> &str {
    field.map_or("the table", |field| case.names[field].as_str())
}

fn found(case: &Case, outcome: &Outcome, kinds: &[&str], fields: &[Option<usize>]) -> u64 {
    let is_of = |seen: &&Seen| {
        kinds.contains(&seen.kind.as_str())
            && fields.iter().any(|field| field.map(|field| case.names[field].as_str()) == seen.field.as_deref())
    };
    outcome.findings.iter().filter(is_of).map(|seen| seen.count).sum()
}

fn difference(case: &Case, outcome: &Outcome) -> Option<String> {
    if outcome.names != case.names {
        return Some(format!("names are {:?}, not {:?}", outcome.names, case.names));
    }
    if outcome.rows.len() != case.rows.len() {
        return Some(format!("{} rows, not {}", outcome.rows.len(), case.rows.len()));
    }
    case.rows.iter().zip(&outcome.rows).enumerate().find_map(|(row, (truth, read))| {
        let wrong = truth.iter().zip(read).position(|(accepted, text)| !is_accepted(accepted, text))?;
        Some(format!("row {row}, {}: {:?}, not {:?}", case.names[wrong], read[wrong], truth[wrong]))
    })
}

fn is_accepted(accepted: &Accepted, text: &str) -> bool {
    match accepted {
        Accepted::Any => true,
        Accepted::Text(wanted) => means(wanted) == means(text),
        Accepted::Either(all) => all.iter().any(|wanted| means(wanted) == means(text)),
    }
}

/// A text without what means nothing: zeros at the end of a fraction, seconds that are none.
fn means(text: &str) -> &str {
    if text.contains(':') {
        return text.strip_suffix(":00").filter(|rest| rest.contains(':')).unwrap_or(text);
    }
    let is_fraction =
        text.contains('.') && text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-'));
    if is_fraction { text.trim_end_matches('0').trim_end_matches('.') } else { text }
}

/// Scores of many files.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    /// Files.
    pub files: u64,
    /// Findings that were expected.
    pub expected: u64,
    /// Of these, those that came.
    pub recalled: u64,
    /// Findings that came.
    pub seen: u64,
    /// Of these, those that nobody expected.
    pub false_alarms: u64,
    /// Files whose table equals the truth.
    pub equal: u64,
    /// Expected findings by dirt: how many, and how many came.
    pub by_dirt: BTreeMap<&'static str, (u64, u64)>,
}

impl Tally {
    /// Counts a file.
    pub fn add(&mut self, score: &Score) {
        self.files += 1;
        self.expected += score.expected.len() as u64;
        self.seen += score.seen;
        self.false_alarms += score.false_alarms.len() as u64;
        self.equal += u64::from(score.difference.is_none());
        for (dirt, has_come) in &score.expected {
            self.recalled += u64::from(*has_come);
            let counts = self.by_dirt.entry(dirt).or_default();
            counts.0 += 1;
            counts.1 += u64::from(*has_come);
        }
    }

    /// Counts the files of another tally.
    pub fn merge(&mut self, other: &Self) {
        self.files += other.files;
        self.expected += other.expected;
        self.recalled += other.recalled;
        self.seen += other.seen;
        self.false_alarms += other.false_alarms;
        self.equal += other.equal;
        for (dirt, (expected, recalled)) in &other.by_dirt {
            let counts = self.by_dirt.entry(dirt).or_default();
            counts.0 += expected;
            counts.1 += recalled;
        }
    }

    /// Expected findings that came, in percent.
    pub fn recall(&self) -> f64 {
        percent(self.recalled, self.expected)
    }

    /// Findings that were expected, in percent of those that came.
    pub fn precision(&self) -> f64 {
        percent(self.seen - self.false_alarms, self.seen)
    }

    /// Files whose table equals the truth, in percent.
    pub fn equality(&self) -> f64 {
        percent(self.equal, self.files)
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of a test are far below 2^52")]
fn percent(part: u64, whole: u64) -> f64 {
    if whole == 0 { 100.0 } else { 100.0 * part as f64 / whole as f64 }
}
