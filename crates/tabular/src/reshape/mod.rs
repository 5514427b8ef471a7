//! Changes of structure between reading and analysis: cells and values replaced, fields renamed, split, turned into rows.
//!
//! What lives here turns the rows of a reader into other rows, so that types, checks and comparisons see only the new fields. Which
//! steps a recipe has is decided elsewhere. What was read is screened for personal data before it changes.

mod detect;
mod edit;
mod join;
mod rows;
mod sections;
mod split;
mod swap;
mod unpivot;

use std::collections::BTreeMap;

use crate::{FixId, Recipe, Step, TableReading, With, build::ROW_COLUMN, fix::field_names};

pub(crate) use detect::Detectors;
use edit::Edits;
pub(crate) use join::Union;
pub use join::joined_into;
pub(crate) use rows::Reshaped;
use sections::Sections;
use split::Split;
use swap::Swap;
use unpivot::Unpivot;
pub(crate) use unpivot::periods;

/// How a table's rows change before they are analysed, and the table they make.
#[derive(Debug, Clone)]
pub(crate) struct Structure {
    /// The table as it is after the changes.
    pub(crate) table: TableReading,
    /// The recipe, with fields called by their names after the changes.
    pub(crate) recipe: Recipe,
    /// Names of the fields as the header has them, for the screen.
    source_names: Vec<String>,
    changes: Vec<Change>,
}

/// One change and the step that asks for it.
#[derive(Debug, Clone)]
struct Change {
    /// Place among the recipe's steps; `None` where a safe fix applies by itself.
    step: Option<usize>,
    fix: FixId,
    field: Option<String>,
    op: Op,
}

#[derive(Debug, Clone)]
enum Op {
    Edit(Edits),
    /// Done by the header alone: how many names changed.
    Rename(u64),
    Split(Split),
    Swap(Swap),
    Unpivot(Unpivot),
    Sections(Sections),
}

/// A column while steps are worked out.
#[derive(Debug, Clone)]
struct Column {
    header: String,
    source: u32,
    /// Names it had before.
    was: Vec<String>,
}

/// The columns while steps are worked out.
struct Columns {
    all: Vec<Column>,
}

impl Columns {
    fn names(&self) -> Vec<String> {
        let headers: Vec<String> = self.all.iter().map(|column| column.header.clone()).collect();
        field_names(&headers, false, &[ROW_COLUMN])
    }

    /// The column of a name, as it is or once was.
    fn find(&self, wanted: &str) -> Option<usize> {
        let names = self.names();
        let by_name = names.iter().position(|name| name == wanted);
        by_name
            .or_else(|| self.all.iter().position(|column| column.header.trim() == wanted.trim()))
            .or_else(|| self.all.iter().position(|column| column.was.iter().any(|was| was == wanted)))
    }

    fn put(&mut self, at: usize, headers: &[String], keeps: bool) {
        let source = self.all[at].source;
        let new = headers.iter().map(|header| Column { header: header.clone(), source, was: Vec::new() });
        let end = if keeps { at + 1 } else { at };
        self.all.splice(end..=at, new.collect::<Vec<_>>());
    }
}

impl Structure {
    /// Works out what a recipe does to a table's structure. `automatic` are safe steps that apply by themselves.
    pub(crate) fn of(recipe: &Recipe, table: &TableReading, automatic: &[Step]) -> Self {
        let mut columns = Columns {
            all: table
                .headers
                .iter()
                .zip(&table.columns)
                .map(|(header, source)| Column { header: header.clone(), source: *source, was: Vec::new() })
                .collect(),
        };
        let source_names = columns.names();
        let mut structure = Self { table: table.clone(), recipe: recipe.clone(), source_names, changes: Vec::new() };
        if recipe.as_text {
            return structure;
        }
        let steps = recipe.steps.iter().enumerate().map(|(index, step)| (Some(index), step));
        for (index, step) in steps.chain(automatic.iter().map(|step| (None, step))) {
            if step.is_for(&table.name) {
                structure.add(index, step, &mut columns);
            }
        }
        if !structure.is_plain() {
            structure.follow(&columns);
            structure.table.headers = columns.all.iter().map(|column| column.header.clone()).collect();
            structure.table.columns = columns.all.iter().map(|column| column.source).collect();
        }
        structure
    }

    /// Whether rows stay as they are read.
    pub(crate) fn is_plain(&self) -> bool {
        self.changes.is_empty()
    }

    /// Whether something replaces, moves or drops cells, so that what was read must be screened apart.
    pub(crate) fn changes_cells(&self) -> bool {
        self.changes.iter().any(|change| !matches!(change.op, Op::Rename(_)))
    }

    fn add(&mut self, index: Option<usize>, step: &Step, columns: &mut Columns) {
        let field = step.field.as_deref();
        let found = field.and_then(|field| columns.find(field));
        match (step.fix, &step.with, found) {
            (FixId::Cell, Some(With::Cell { row, old, new }), Some(at)) => {
                self.edits(step, at).cells.push(edit::CellEdit::new(index, *row, old, new));
            }
            (FixId::Values, Some(With::Values(pairs)), Some(at)) => {
                self.edits(step, at).add_pairs(index, pairs);
            }
            (FixId::Values, Some(With::Values(pairs)), None) if field.is_none() => {
                for at in 0..columns.all.len() {
                    let named = step.clone().on(columns.names()[at].clone());
                    self.edits(&named, at).add_pairs(index, pairs);
                }
            }
            (FixId::Rename, Some(With::Names(names)), _) => self.rename(index, names, columns),
            (FixId::SplitCoordinates, _, Some(at)) => {
                let split = Split::coordinates(at, step.choice.as_deref() == Some("keep"));
                self.split(index, step, split, columns);
            }
            (FixId::SplitAddress, with, Some(at)) => {
                let wanted = if let Some(With::Fields(fields)) = with { fields.as_slice() } else { &[] };
                let split = Split::address(at, wanted, step.choice.as_deref() != Some("replace"));
                self.split(index, step, split, columns);
            }
            (FixId::SwapCoordinates, Some(With::Fields(fields)), _) => self.swap(index, step, fields, columns),
            (FixId::Unpivot, with, _) => self.unpivot(index, with.as_ref(), step.choice.as_deref(), columns),
            (FixId::SectionRows, ..) => self.sections(index, step.choice.as_deref(), columns),
            _ => {}
        }
    }

    /// The replacements of a column that no change of structure parts from now.
    fn edits(&mut self, step: &Step, column: usize) -> &mut Edits {
        let parts = |op: &Op| matches!(op, Op::Split(_) | Op::Swap(_) | Op::Unpivot(_) | Op::Sections(_));
        let since = self.changes.iter().rposition(|change| parts(&change.op));
        let since = since.map_or(0, |at| at + 1);
        let is_it = |change: &Change| matches!(&change.op, Op::Edit(edits) if edits.column == column);
        let at = if let Some(at) = self.changes[since..].iter().position(is_it) {
            since + at
        } else {
            self.changes.push(Change {
                step: None,
                fix: step.fix,
                field: step.field.clone(),
                op: Op::Edit(Edits::new(column)),
            });
            self.changes.len() - 1
        };
        match &mut self.changes[at].op {
            Op::Edit(edits) => edits,
            _ => unreachable!("the place was found by its kind"),
        }
    }

    fn rename(&mut self, index: Option<usize>, names: &BTreeMap<String, String>, columns: &mut Columns) {
        // All are looked up before any is renamed, so that two fields may change their names with each other.
        let found: Vec<(usize, &String)> =
            names.iter().filter_map(|(old, new)| Some((columns.find(old)?, new))).collect();
        let old_names = columns.names();
        let mut count = 0;
        for (at, new) in found {
            if new.trim().is_empty() || *new == columns.all[at].header {
                continue;
            }
            columns.all[at].was.push(old_names[at].clone());
            columns.all[at].header.clone_from(new);
            count += 1;
        }
        if count > 0 {
            self.changes.push(Change { step: index, fix: FixId::Rename, field: None, op: Op::Rename(count) });
        }
    }

    fn split(&mut self, index: Option<usize>, step: &Step, split: Split, columns: &mut Columns) {
        columns.put(split.column, &split.headers(), split.keeps);
        self.changes.push(Change { step: index, fix: step.fix, field: step.field.clone(), op: Op::Split(split) });
    }

    /// `fields` are the latitude's and the longitude's.
    fn swap(&mut self, index: Option<usize>, step: &Step, fields: &[String], columns: &Columns) {
        let [latitude, longitude] = fields else { return };
        let found = columns.find(latitude).zip(columns.find(longitude));
        let Some((latitude, longitude)) = found.filter(|(latitude, longitude)| latitude != longitude) else { return };
        let op = Op::Swap(Swap { latitude, longitude });
        self.changes.push(Change { step: index, fix: step.fix, field: step.field.clone(), op });
    }

    fn unpivot(&mut self, index: Option<usize>, with: Option<&With>, choice: Option<&str>, columns: &mut Columns) {
        let headers: Vec<String> = columns.all.iter().map(|column| column.header.clone()).collect();
        let wanted: Vec<usize> = match with {
            Some(With::Fields(fields)) => fields.iter().filter_map(|field| columns.find(field)).collect(),
            _ => periods(&headers).unwrap_or_default(),
        };
        let Some(unpivot) = Unpivot::of(&headers, wanted, choice) else { return };
        let sources: Vec<u32> = unpivot.columns.iter().map(|at| columns.all[*at].source).collect();
        let first = unpivot.columns[0];
        let mut place = 0;
        columns.all.retain(|_| {
            place += 1;
            !unpivot.columns.contains(&(place - 1))
        });
        let at = (0..first).filter(|at| !unpivot.columns.contains(at)).count();
        let column = |header: &str| Column { header: header.to_owned(), source: sources[0], was: Vec::new() };
        columns.all.splice(at..at, [column(&unpivot.names.0), column(&unpivot.names.1)]);
        self.changes.push(Change { step: index, fix: FixId::Unpivot, field: None, op: Op::Unpivot(unpivot) });
    }

    fn sections(&mut self, index: Option<usize>, choice: Option<&str>, columns: &mut Columns) {
        let headers: Vec<String> = columns.all.iter().map(|column| column.header.clone()).collect();
        let Some(sections) = Sections::of(&headers, choice) else { return };
        let source = columns.all[0].source;
        columns.all.insert(0, Column { header: sections.name.clone(), source, was: Vec::new() });
        self.changes.push(Change { step: index, fix: FixId::SectionRows, field: None, op: Op::Sections(sections) });
    }

    /// Steps that call a field by a name it once had follow it to its new one.
    fn follow(&mut self, columns: &Columns) {
        let names = columns.names();
        let renamed = |wanted: &String| {
            if names.contains(wanted) {
                return None;
            }
            let at = columns.all.iter().position(|column| column.was.contains(wanted))?;
            Some(names[at].clone())
        };
        for step in self.recipe.steps.iter_mut().chain(&mut self.recipe.except) {
            if let Some(new) = step.field.as_ref().and_then(renamed) {
                step.field = Some(new);
            }
        }
    }
}
