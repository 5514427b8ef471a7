//! The reader that changes rows on their way, and what it counts.

use std::collections::{BTreeMap, VecDeque};

use arrow::array::StringArray;

use super::{Op, Structure, edit::EditEffect};
use crate::{
    Example, FieldScreen, Finding, FixId, Limits, PersonalFinding, Safety, Screen, TextBatch,
    analyse::total_rows,
    build::Showing,
    finding::{AppliedFix, EngineError, ValueMapEffect},
    read::RowReader,
};

/// What a change did so far.
#[derive(Debug, Clone, Default)]
pub(crate) struct Effect {
    pub(crate) count: u64,
    /// The first ones: place, before, after.
    examples: Vec<(u64, String, String)>,
    examples_max: usize,
}

impl Effect {
    pub(crate) fn add(&mut self, place: u64, before: &str, after: &str) {
        self.count += 1;
        if self.examples.len() < self.examples_max {
            self.examples.push((place, before.to_owned(), after.to_owned()));
        }
    }
}

/// Reads rows and changes them.
pub(crate) struct Reshaped<'a> {
    inner: Box<dyn RowReader + 'a>,
    structure: &'a Structure,
    /// One per change; those of replacements stay empty, their steps count.
    effects: Vec<Effect>,
    edits: Vec<EditEffect>,
    /// The section that each change is in.
    sections: Vec<String>,
    by_step: BTreeMap<(usize, usize), Effect>,
    waiting: VecDeque<TextBatch>,
    /// Rows that may be changed at once, where each becomes several.
    slice_rows: usize,
    examples_max: usize,
    drops_totals: bool,
    /// Rows of totals that were left out before they became several rows.
    totals: Effect,
    screens: Vec<Box<dyn FieldScreen>>,
}

impl<'a> Reshaped<'a> {
    /// Wraps a reader. With a screen it watches what was read before it changes.
    pub(crate) fn new(
        inner: Box<dyn RowReader + 'a>,
        structure: &'a Structure,
        screen: Option<&dyn Screen>,
        limits: &Limits,
    ) -> Self {
        let widest = structure
            .changes
            .iter()
            .map(|change| if let Op::Unpivot(unpivot) = &change.op { unpivot.columns.len() } else { 1 });
        let factor: usize = widest.max().unwrap_or(1);
        let screens = match screen {
            Some(screen) if structure.changes_cells() => {
                structure.source_names.iter().map(|name| screen.field(name, name, None)).collect()
            }
            _ => Vec::new(),
        };
        Self {
            inner,
            effects: vec![Effect { examples_max: limits.examples_max, ..Effect::default() }; structure.changes.len()],
            edits: vec![EditEffect::default(); structure.changes.len()],
            sections: vec![String::new(); structure.changes.len()],
            by_step: BTreeMap::new(),
            waiting: VecDeque::new(),
            slice_rows: (limits.batch_rows / factor.max(1)).max(1),
            examples_max: limits.examples_max,
            drops_totals: structure.recipe.applies(FixId::TotalRows, Safety::Safe, &structure.table.name, None),
            totals: Effect { examples_max: limits.examples_max, ..Effect::default() },
            screens,
            structure,
        }
    }

    fn watch(&mut self, batch: &TextBatch) {
        for (screen, column) in self.screens.iter_mut().zip(&batch.columns) {
            for (cell, place) in column.iter().zip(&batch.places) {
                if let Some(cell) = cell.filter(|cell| !cell.is_empty()) {
                    screen.observe(cell, *place);
                }
            }
        }
    }

    fn change(&mut self, mut batch: TextBatch) -> TextBatch {
        for (at, change) in self.structure.changes.iter().enumerate() {
            match &change.op {
                Op::Edit(edits) => {
                    let (by_step, examples_max) = (&mut self.by_step, self.examples_max);
                    let tell = |step: Option<usize>, add: &mut dyn FnMut(&mut Effect)| {
                        let new = || Effect { examples_max, ..Effect::default() };
                        add(by_step.entry((step.unwrap_or(usize::MAX), at)).or_insert_with(new));
                    };
                    let column: &StringArray = &batch.columns[edits.column];
                    let changed = edits.apply(column, &batch.places, &mut self.edits[at], tell);
                    batch.columns[edits.column] = changed;
                }
                Op::Rename(_) => {}
                Op::Swap(swap) => batch = swap.apply(batch, &mut self.effects[at]),
                Op::Split(split) => batch = split.apply(batch, &mut self.effects[at]),
                Op::Sections(sections) => {
                    batch = sections.apply(&batch, &mut self.sections[at], &mut self.effects[at]);
                }
                Op::Unpivot(unpivot) => {
                    let totals = if self.drops_totals { total_rows(&batch) } else { None };
                    for row in (0..batch.rows()).filter(|row| totals.as_ref().is_some_and(|totals| totals[*row])) {
                        let first = batch.columns.iter().map(|column| column.value(row)).find(|cell| !cell.is_empty());
                        self.totals.add(batch.places[row], first.unwrap_or_default(), "");
                    }
                    batch = unpivot.apply(&batch, totals.as_deref(), &mut self.effects[at]);
                }
            }
        }
        batch
    }

    /// What the changes did, after the last row.
    pub(crate) fn applied(&self, showing: &Showing<'_>) -> Vec<AppliedFix> {
        let examples = |effect: &Effect| -> Vec<Example> {
            effect.examples.iter().map(|(place, before, after)| showing.example(*place, before, Some(after))).collect()
        };
        let of_changes = self.structure.changes.iter().zip(&self.effects).filter_map(|(change, effect)| {
            let count = match &change.op {
                Op::Edit(_) => return None,
                Op::Rename(count) => *count,
                _ => effect.count,
            };
            (count > 0).then(|| AppliedFix {
                id: change.fix,
                field: change.field.clone(),
                count,
                examples: examples(effect),
                step: change.step,
            })
        });
        let of_steps = self.by_step.iter().map(|((step, at), effect)| AppliedFix {
            id: self.structure.recipe.steps.get(*step).map_or(self.structure.changes[*at].fix, |step| step.fix),
            field: self.structure.changes[*at].field.clone(),
            count: effect.count,
            examples: examples(effect),
            step: Some(*step).filter(|step| *step != usize::MAX),
        });
        let totals = (self.totals.count > 0).then(|| AppliedFix {
            id: FixId::TotalRows,
            field: None,
            count: self.totals.count,
            examples: examples(&self.totals),
            step: None,
        });
        of_changes.chain(of_steps).chain(totals).collect()
    }

    /// What the lists of pairs met, after the last row.
    pub(crate) fn value_maps(&self, screen: &dyn Screen) -> Vec<ValueMapEffect> {
        let effects = self.structure.changes.iter().zip(&self.edits).filter_map(|(change, seen)| {
            let Op::Edit(edits) = &change.op else { return None };
            let masked = |value: &String| screen.mask(value).unwrap_or_else(|| value.clone());
            edits.has_pairs().then(|| ValueMapEffect {
                field: change.field.clone().unwrap_or_default(),
                unused: edits.unused(seen).iter().map(masked).collect(),
                unmapped: seen.unmapped.iter().map(masked).collect(),
                has_more: seen.has_more,
            })
        });
        effects.collect()
    }

    /// Personal data in what was read; none where the rows stayed as they were.
    pub(crate) fn personal(&self, screen: &dyn Screen) -> Vec<(String, PersonalFinding)> {
        let names = &self.structure.source_names;
        let found = names.iter().zip(&self.screens);
        let alone = found.flat_map(|(name, screen)| screen.findings().into_iter().map(|one| (name.clone(), one)));
        let seen: Vec<_> = self.screens.iter().map(|screen| screen.seen()).collect();
        let beside = screen.beside_names(&seen).into_iter().map(|(at, one)| (names[at].clone(), one));
        alone.chain(beside).collect()
    }
}

impl RowReader for Reshaped<'_> {
    fn next_batch(&mut self) -> Result<Option<TextBatch>, EngineError> {
        if self.waiting.is_empty() {
            let Some(batch) = self.inner.next_batch()? else { return Ok(None) };
            self.watch(&batch);
            let rows = batch.rows();
            for start in (0..rows).step_by(self.slice_rows) {
                let length = self.slice_rows.min(rows - start);
                self.waiting.push_back(TextBatch {
                    columns: batch.columns.iter().map(|column| column.slice(start, length)).collect(),
                    places: batch.places[start..start + length].to_vec(),
                });
            }
        }
        let Some(slice) = self.waiting.pop_front() else { return Ok(Some(empty(self.structure))) };
        Ok(Some(self.change(slice)))
    }

    fn drop_noise(&mut self) {
        self.inner.drop_noise();
    }

    fn notes(&self) -> Vec<Finding> {
        self.inner.notes()
    }
}

/// A batch without rows, for a reader that gives one.
fn empty(structure: &Structure) -> TextBatch {
    let none: [&str; 0] = [];
    TextBatch {
        columns: structure.table.headers.iter().map(|_| StringArray::from_iter_values(none)).collect(),
        places: Vec::new(),
    }
}
