//! Cells and values replaced, each while the old value stands there.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet, HashMap},
};

use arrow::array::{Array, StringArray, StringBuilder};

use super::rows::Effect;
use crate::fix::{invisible_characters, spaces};

/// Values that a list of pairs does not know, kept for a field.
const UNMAPPED_MAX: usize = 200;

/// What is replaced in one column.
#[derive(Debug, Clone)]
pub(super) struct Edits {
    pub(super) column: usize,
    pub(super) cells: Vec<CellEdit>,
    pairs: HashMap<String, Pair>,
    /// What the pairs make, which is known without being an old value.
    made: BTreeSet<String>,
}

/// A cell that is replaced.
#[derive(Debug, Clone)]
pub(super) struct CellEdit {
    step: Option<usize>,
    row: u64,
    old: String,
    new: String,
}

#[derive(Debug, Clone)]
struct Pair {
    new: String,
    /// Steps that lead from the old value to the new one.
    steps: Vec<usize>,
}

/// What the replacements of a column met, over all batches.
#[derive(Debug, Clone, Default)]
pub(crate) struct EditEffect {
    /// Old values that occurred.
    used: BTreeSet<String>,
    /// Values that no pair knows.
    pub(crate) unmapped: BTreeSet<String>,
    pub(crate) has_more: bool,
}

impl CellEdit {
    pub(super) fn new(step: Option<usize>, row: u64, old: &str, new: &str) -> Self {
        Self { step, row, old: tidy(old).into_owned(), new: new.to_owned() }
    }
}

impl Edits {
    pub(super) fn new(column: usize) -> Self {
        Self { column, cells: Vec::new(), pairs: HashMap::new(), made: BTreeSet::new() }
    }

    /// Pairs of a later step work on what the earlier ones made.
    pub(super) fn add_pairs(&mut self, step: Option<usize>, pairs: &BTreeMap<String, String>) {
        for pair in self.pairs.values_mut() {
            if let Some(new) = pairs.get(&pair.new) {
                pair.new.clone_from(new);
                pair.steps.extend(step);
            }
        }
        for (old, new) in pairs {
            let made = || Pair { new: new.clone(), steps: step.into_iter().collect() };
            self.pairs.entry(tidy(old).into_owned()).or_insert_with(made);
        }
        self.made.extend(pairs.values().cloned());
    }

    pub(super) fn has_pairs(&self) -> bool {
        !self.pairs.is_empty()
    }

    /// Old values of the pairs that did not occur.
    pub(super) fn unused(&self, effect: &EditEffect) -> Vec<String> {
        let mut unused: Vec<String> = self.pairs.keys().filter(|old| !effect.used.contains(*old)).cloned().collect();
        unused.sort_unstable();
        unused
    }

    pub(super) fn apply(
        &self,
        column: &StringArray,
        places: &[u64],
        seen: &mut EditEffect,
        mut tell: impl FnMut(Option<usize>, &mut dyn FnMut(&mut Effect)),
    ) -> StringArray {
        let mut builder = StringBuilder::with_capacity(column.len(), column.value_data().len());
        for (row, place) in places.iter().enumerate().take(column.len()) {
            let raw = column.value(row);
            let cell = self.cells.iter().filter(|cell| cell.row == *place).find(|cell| cell.old == *tidy(raw));
            let mut value = Cow::Borrowed(raw);
            if let Some(cell) = cell {
                tell(cell.step, &mut |effect| effect.add(*place, raw, &cell.new));
                value = Cow::Borrowed(cell.new.as_str());
            }
            if self.has_pairs() && !value.is_empty() {
                let known = self.pairs.get(value.as_ref()).or_else(|| self.pairs.get(tidy(&value).as_ref()));
                match known {
                    Some(pair) => {
                        seen.used.insert(tidy(&value).into_owned());
                        for step in &pair.steps {
                            tell(Some(*step), &mut |effect| effect.add(*place, raw, &pair.new));
                        }
                        value = Cow::Borrowed(pair.new.as_str());
                    }
                    None => self.note_unknown(&tidy(&value), seen),
                }
            }
            builder.append_value(&value);
        }
        builder.finish()
    }

    fn note_unknown(&self, value: &str, seen: &mut EditEffect) {
        if value.is_empty() || self.made.contains(value) || seen.unmapped.contains(value) {
            return;
        }
        if seen.unmapped.len() < UNMAPPED_MAX {
            seen.unmapped.insert(value.to_owned());
        } else {
            seen.has_more = true;
        }
    }
}

/// A value without what nobody sees: reports and pages show it so, and recipes name it so.
fn tidy(value: &str) -> Cow<'_, str> {
    let visible = match invisible_characters(value) {
        Some(visible) => Cow::Owned(visible.into_owned()),
        None => Cow::Borrowed(value),
    };
    match spaces(&visible).map(Cow::into_owned) {
        Some(text) => Cow::Owned(text),
        None => visible,
    }
}
