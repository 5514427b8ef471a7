//! Findings of reading while they grow: counted exactly, with the first few examples kept.

pub(super) use crate::message::plural;
use crate::{Example, Finding, FixId, FixOffer, Message, Place, Safety, Severity};

/// A finding in the making.
#[derive(Debug, Clone, Default)]
pub(super) struct Tally {
    /// How many so far.
    pub(super) count: u64,
    examples: Vec<Example>,
}

/// What a finding is, apart from its number and examples.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rule {
    pub(super) kind: &'static str,
    pub(super) severity: Severity,
    /// The rule that is broken.
    pub(super) broken: &'static str,
}

/// The longest value an example shows, in characters: a report is read by people.
const EXAMPLE_CHARACTERS_MAX: usize = 200;

impl Tally {
    /// Counts one more; the value is looked at only while examples are wanted.
    pub(super) fn add(&mut self, examples_max: usize, place: impl FnOnce() -> (Place, String)) {
        self.add_many(1, examples_max, place);
    }

    /// Counts several in one place.
    pub(super) fn add_many(&mut self, count: u64, examples_max: usize, place: impl FnOnce() -> (Place, String)) {
        self.count += count;
        if self.examples.len() < examples_max {
            let (place, value) = place();
            self.examples.push(Example { place, value: shorten(&value), fixed: None });
        }
    }

    /// The row of the first example, for sentences.
    pub(super) fn first_row(&self) -> u64 {
        self.examples.iter().find_map(|example| example.place.row).unwrap_or(1)
    }

    /// The finding, or nothing where nothing was counted.
    pub(super) fn finding(&self, rule: Rule, message: impl FnOnce(&Self) -> Message) -> Option<Finding> {
        (self.count > 0).then(|| Finding {
            kind: rule.kind.to_owned(),
            severity: rule.severity,
            field: None,
            count: self.count,
            rule: rule.broken.to_owned(),
            message: message(self),
            fix: None,
            examples: self.examples.clone(),
        })
    }
}

/// A note about the whole file or table, counted once.
pub(super) fn remark(kind: &str, severity: Severity, rule: impl Into<String>, message: Message) -> Finding {
    Finding {
        kind: kind.to_owned(),
        severity,
        field: None,
        count: 1,
        rule: rule.into(),
        message,
        fix: None,
        examples: Vec::new(),
    }
}

/// Cuts a value for an example, at a character.
pub(super) fn shorten(value: &str) -> String {
    match value.char_indices().nth(EXAMPLE_CHARACTERS_MAX) {
        Some((end, _)) => format!("{}…", &value[..end]),
        None => value.to_owned(),
    }
}

/// `12 рядків` and the like.
pub(super) fn rows_uk(count: u64) -> String {
    format!("{count} {}", plural(count, "рядок", "рядки", "рядків"))
}

/// `12 rows` and the like.
pub(super) fn rows_en(count: u64) -> String {
    format!("{count} {}", if count == 1 { "row" } else { "rows" })
}

/// Fields from which a row with a single value is a section's name.
pub(crate) const SECTION_FIELDS_MIN: usize = 3;
/// Share of a table's rows, in percent, up to which rows with a single value are names of sections; beyond, the table is just sparse.
const SECTIONS_PERCENT_MAX: u64 = 20;

/// Rows that say again what the header says.
pub(super) fn repeated_header(tally: &Tally) -> Option<Finding> {
    let rule = Rule { kind: "repeated-header", severity: Severity::Info, broken: "header=once" };
    tally.finding(rule, |tally| {
        let row = tally.first_row();
        Message::new(
            format!(
                "{}: ще раз повторено шапку таблиці (перший — рядок {row}). Їх пропущено; робити нічого не треба.",
                rows_uk(tally.count)
            ),
            format!(
                "{} repeat the header of the table (first: row {row}). They were left out; nothing needs doing.",
                rows_en(tally.count)
            ),
        )
    })
}

/// Rows with a single value among the rows of a table.
pub(super) fn section_rows(tally: &Tally, rows: u64) -> Option<Finding> {
    if tally.count * 100 > rows * SECTIONS_PERCENT_MAX {
        return None;
    }
    let rule = Rule { kind: "section-rows", severity: Severity::Info, broken: "rows=data" };
    let found = tally.finding(rule, |tally| {
        let row = tally.first_row();
        Message::new(
            format!("{} із самою лише назвою розділу (перший — рядок {row}). Вони лишилися в таблиці. Застосуйте виправлення «Рядки розділів» — назва стане полем у кожному рядку розділу, а таких рядків не буде.", rows_uk(tally.count)),
            format!("{} hold nothing but the name of a section (first: row {row}). They stay in the table. Apply the fix “Rows of sections”: the name becomes a field of each row of the section, and such rows go.", rows_en(tally.count)),
        )
    });
    let offer = FixOffer::new(FixId::SectionRows, Safety::Suggestion);
    found.map(|finding| Finding { fix: Some(offer), ..finding })
}
