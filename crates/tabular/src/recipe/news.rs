//! What a recipe met when it was applied to the next file: steps with nothing to do, findings and spellings nobody saw before.

use serde::{Deserialize, Serialize};

use super::{FixId, Recipe, Step};
use crate::{Report, TableReport};

/// What was new.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct News {
    /// Steps that changed nothing this time.
    #[serde(default)]
    pub idle_steps: Vec<IdleStep>,
    /// Findings of a kind and field that the last report did not have.
    #[serde(default)]
    pub findings: Vec<FindingKey>,
    /// Old values of lists of pairs that did not occur.
    #[serde(default)]
    pub unused_entries: Vec<UnusedEntry>,
    /// Values in fields with a list of pairs that neither the list nor the last report knows.
    #[serde(default)]
    pub spellings: Vec<NewSpelling>,
}

/// A step that changed nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdleStep {
    /// Its place among the recipe's steps, from 0.
    pub index: usize,
    /// The step, without values of cells and keys.
    pub step: Step,
}

/// What makes a finding the same from month to month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingKey {
    /// Table.
    pub table: String,
    /// Kind of finding.
    pub kind: String,
    /// Field; `None` where it concerns the table or the file.
    pub field: Option<String>,
}

/// An old value of a list of pairs that did not occur.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnusedEntry {
    /// Table.
    pub table: String,
    /// Field.
    pub field: String,
    /// The old value.
    pub value: String,
}

/// A value that a list of pairs does not know yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewSpelling {
    /// Table.
    pub table: String,
    /// Field.
    pub field: String,
    /// The value; masked where it is personal.
    pub value: String,
}

/// Compares a report with the last one that the recipe led to.
pub fn news(recipe: &Recipe, now: &Report, before: &Report) -> News {
    let earlier = |table: &TableReport| match (&now.tables[..], &before.tables[..]) {
        // One table stays the table it was, whatever it is called.
        ([_], [only]) => Some(only),
        (_, all) => all.iter().find(|known| known.name == table.name),
    };
    let mut news = News { idle_steps: idle_steps(recipe, now), ..News::default() };
    for table in &now.tables {
        let last = earlier(table);
        news.add_findings(table, last);
        news.add_values(table, last);
    }
    news
}

fn idle_steps(recipe: &Recipe, now: &Report) -> Vec<IdleStep> {
    let has_worked = |index: usize, step: &Step| {
        let of_step = |table: &TableReport| {
            table.applied.iter().any(|applied| match applied.step {
                Some(at) => at == index,
                None => {
                    applied.id == step.fix && (step.field.is_none() || step.field == applied.field) && applied.count > 0
                }
            })
        };
        now.tables.iter().filter(|table| step.is_for(&table.name)).any(of_step)
    };
    // What is left out or left alone changes no cell.
    let changes_cells = |step: &Step| !matches!(step.fix, FixId::Keep | FixId::DropField | FixId::EmptyRows);
    let steps = recipe.steps.iter().enumerate();
    steps
        .filter(|(index, step)| changes_cells(step) && !has_worked(*index, step))
        .map(|(index, step)| IdleStep { index, step: step.without_values() })
        .collect()
}

impl News {
    fn add_findings(&mut self, table: &TableReport, before: Option<&TableReport>) {
        for finding in &table.findings {
            let key =
                FindingKey { table: table.name.clone(), kind: finding.kind.clone(), field: finding.field.clone() };
            let was_known = before.is_some_and(|before| {
                before.findings.iter().any(|known| known.kind == finding.kind && known.field == finding.field)
            });
            if !was_known && !self.findings.contains(&key) {
                self.findings.push(key);
            }
        }
    }

    fn add_values(&mut self, table: &TableReport, before: Option<&TableReport>) {
        for effect in &table.value_maps {
            let entry = |value: &String| UnusedEntry {
                table: table.name.clone(),
                field: effect.field.clone(),
                value: value.clone(),
            };
            self.unused_entries.extend(effect.unused.iter().map(entry));
            let last = before.and_then(|before| before.value_maps.iter().find(|known| known.field == effect.field));
            let was_known = |value: &&String| last.is_some_and(|last| last.unmapped.contains(value));
            let spelling = |value: &String| NewSpelling {
                table: table.name.clone(),
                field: effect.field.clone(),
                value: value.clone(),
            };
            // Before there was a list, every value was new to it.
            if last.is_some() {
                self.spellings.extend(effect.unmapped.iter().filter(|value| !was_known(value)).map(spelling));
            }
        }
    }
}
