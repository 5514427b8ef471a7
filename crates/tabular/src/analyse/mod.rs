//! Pass 2: types, kinds and the plan of fixes, from all rows.

mod clean;
mod decide;
mod expected;
mod known;
mod plan;
mod rows;
mod shape;
mod tally;

use std::{borrow::Cow, sync::Arc};

use arrow::array::{Array, StringArray};
use rayon::prelude::*;

pub(crate) use clean::{Absent, clean};
use decide::{FieldFacts, decide};
use known::KnownTally;
pub(crate) use plan::{Emptied, FieldPlan, TextFixes, convert, mend};
pub(crate) use rows::{each_batch, total_rows};
pub(crate) use shape::{Digits, Shape, shape_of};
use tally::ColumnTally;
pub(crate) use tally::LIKELY;

use crate::{
    Field, FieldType, Finding, FixId, ForeignKey, Kinds, Knowledge, Limits, Reading, Recipe, Safety, Screen, Source,
    Step, TableReading, TableSchema, TextBatch,
    build::{ROW_COLUMN, Showing, hash::Hashing},
    finding::EngineError,
    fix::{decoded, field_names},
    memo::Memo,
    read::RowReader,
    reshape::{Detectors, Reshaped, Structure, Union},
};

/// What the engine works with.
#[derive(Clone)]
pub struct Engine {
    /// Kinds of value.
    pub kinds: Arc<dyn Kinds>,
    /// The screen for personal data.
    pub screen: Arc<dyn Screen>,
    /// Limits.
    pub limits: Limits,
    /// What the checks know of the world outside the file.
    pub knowledge: Knowledge,
}

/// Told after each batch: rows done so far in this pass. Answers `false` to stop.
pub type Progress<'a> = &'a (dyn Fn(u64) -> bool + Sync);

/// What pass 2 learned of one table: the schema its rows will have and what is done to each field.
#[derive(Debug, Clone)]
pub struct TableAnalysis {
    /// The table's schema as it will be built (fixed names, types that every value fits).
    pub schema: TableSchema,
    /// Rows read.
    pub rows: u64,
    pub(crate) plans: Vec<FieldPlan>,
    /// Keys that other tables refer to, as lists of own fields.
    pub(crate) referred: Vec<Vec<String>>,
    /// Expected fields that the table lacks.
    pub(crate) missing_fields: Vec<Field>,
    /// Whether there was a schema to check against.
    pub(crate) has_expected: bool,
    /// Rows of totals are left out.
    pub(crate) drops_totals: bool,
    /// How rows change before they come here.
    pub(crate) structure: Structure,
    /// What is offered for the structure of the table.
    pub(crate) structure_findings: Vec<Finding>,
    /// Changes of structure that are sure.
    sure_steps: Vec<Step>,
}

impl TableAnalysis {
    /// Lets the build gather keys that other tables refer to ([`crate::check::referred_fields`]); one that lacks a field is left
    /// out.
    pub fn refer(&mut self, keys: Vec<Vec<String>>) {
        self.referred = keys;
    }

    /// The column of a field, by its name in the table or in the schema, whatever the case.
    pub(crate) fn column(&self, name: &str) -> Option<usize> {
        let is_it = |plan: &FieldPlan, name: &str| {
            let of_schema = plan.expected.as_ref().map(|field| field.name.to_lowercase());
            !plan.dropped && (plan.field.name.to_lowercase() == name || of_schema.as_deref() == Some(name))
        };
        let name = name.to_lowercase();
        self.plans.iter().position(|plan| is_it(plan, &name))
    }

    /// The type that a field will have once every fix that is sure is done.
    pub fn type_after_fixes(&self, name: &str) -> Option<FieldType> {
        self.plans.iter().find(|plan| plan.field.name == name).map(|plan| plan.after)
    }
}

/// Columns from which on a batch is shared among threads.
pub(crate) const PARALLEL_COLUMNS_MIN: usize = 2;
/// Cells from which on a batch is shared among threads.
pub(crate) const PARALLEL_CELLS_MIN: usize = 4096;

/// Pass 2 over one table. `expected` is the schema to check against: a standard's, or the last version's.
pub fn analyse(
    engine: &Engine,
    source: &dyn Source,
    reading: &Reading,
    table: usize,
    recipe: &Recipe,
    expected: Option<&TableSchema>,
    progress: Progress<'_>,
) -> Result<TableAnalysis, EngineError> {
    let union = Union::of(recipe, reading, table);
    let open = || {
        let mut reader = union.open(source, reading, &engine.limits)?;
        if !recipe.as_text {
            reader.drop_noise();
        }
        Ok::<_, EngineError>(reader)
    };
    let mut first = analyse_rows(engine, &mut *open()?, &union.table, recipe, expected, progress)?;
    let offer = Union::finding(recipe, reading, table);
    // What is sure only after the last row changes the rows, so they are counted anew.
    let is_wanted = |step: &&Step| recipe.applies(step.fix, Safety::Safe, &union.table.name, step.field.as_deref());
    let automatic: Vec<Step> = first.sure_steps.iter().filter(is_wanted).cloned().collect();
    if !automatic.is_empty() {
        let structure = Structure::of(recipe, &union.table, &automatic);
        first = analyse_shaped(engine, &mut *open()?, structure, expected, progress)?;
    }
    first.structure_findings.extend(offer);
    Ok(first)
}

/// Pass 2 over rows, wherever they come from.
pub fn analyse_rows(
    engine: &Engine,
    reader: &mut dyn RowReader,
    table: &TableReading,
    recipe: &Recipe,
    expected: Option<&TableSchema>,
    progress: Progress<'_>,
) -> Result<TableAnalysis, EngineError> {
    analyse_shaped(engine, reader, Structure::of(recipe, table, &[]), expected, progress)
}

fn analyse_shaped(
    engine: &Engine,
    reader: &mut dyn RowReader,
    structure: Structure,
    expected: Option<&TableSchema>,
    progress: Progress<'_>,
) -> Result<TableAnalysis, EngineError> {
    if structure.is_plain() {
        return analyse_fields(engine, reader, structure, expected, progress);
    }
    let own = structure.clone();
    let mut reader = Reshaped::new(Box::new(reader), &own, None, &engine.limits);
    analyse_fields(engine, &mut reader, structure, expected, progress)
}

fn analyse_fields(
    engine: &Engine,
    reader: &mut dyn RowReader,
    structure: Structure,
    expected: Option<&TableSchema>,
    progress: Progress<'_>,
) -> Result<TableAnalysis, EngineError> {
    let (table, recipe) = (&structure.table, &structure.recipe);
    let names = field_names(&table.headers, recipe.as_text, &[ROW_COLUMN]);
    let headers: Vec<Cow<'_, str>> =
        table.headers.iter().map(|header| if recipe.as_text { header.into() } else { decoded(header) }).collect();
    let matched = expected::match_fields(&names, &table.headers, expected);
    let drops_totals = recipe.applies(FixId::TotalRows, Safety::Safe, &table.name, None);
    let facts: Vec<FieldFacts<'_>> = (0..names.len())
        .map(|index| FieldFacts {
            index,
            name: &names[index],
            header: &headers[index],
            table: &table.name,
            is_sheet: table.sheet.is_some(),
            recipe,
            expected: matched[index],
            missing_words: missing_words(expected, matched[index], recipe),
        })
        .collect();
    let mut detectors = Detectors::new(&names, |at| matched[at].is_none(), engine.limits.examples_max);
    let hashing = Hashing::new();
    let memo = || Memo::new(engine.limits.known_values_max, names.len());
    let known = |facts: &FieldFacts<'_>| KnownTally::new(tally(engine, facts), hashing, memo());
    let mut tallies: Vec<KnownTally> = facts.iter().map(known).collect();

    let mut rows = 0;
    if recipe.as_text {
        each_batch(reader, progress, |batch| {
            rows += batch.rows() as u64;
            Ok(())
        })?;
    } else {
        each_batch(reader, progress, |batch| {
            rows += batch.rows() as u64;
            rayon::join(|| detectors.observe(&batch), || count(&mut tallies, &batch, drops_totals));
            Ok(())
        })?;
    }

    let plans: Vec<FieldPlan> =
        facts.iter().zip(&tallies).map(|(facts, known)| decide(facts, &known.tally, &*engine.kinds)).collect();
    let showing = |at| Showing::new(&*engine.screen, table, Some(at), engine.limits.examples_max);
    let structure_findings = if recipe.as_text { Vec::new() } else { detectors.findings(&structure, &names, &showing) };
    Ok(TableAnalysis {
        structure_findings,
        sure_steps: detectors.certain_pairs(&names),
        schema: schema(&plans, expected),
        rows,
        missing_fields: expected.map(|expected| expected::missing_fields(&matched, expected)).unwrap_or_default(),
        has_expected: expected.is_some(),
        drops_totals,
        referred: Vec::new(),
        plans,
        structure,
    })
}

/// The field's own words for "no value", else the table's.
fn missing_words(schema: Option<&TableSchema>, field: Option<&Field>, recipe: &Recipe) -> Vec<String> {
    let Some(schema) = schema.filter(|_| !recipe.as_text) else { return Vec::new() };
    let own = field.map(|field| &field.missing_values).filter(|words| !words.is_empty());
    own.unwrap_or(&schema.missing_values).iter().filter(|word| !word.is_empty()).cloned().collect()
}

fn tally(engine: &Engine, facts: &FieldFacts<'_>) -> ColumnTally {
    let demanded = facts.expected.and_then(|field| field.kind.as_deref());
    let hint = format!("{} {}", facts.name, facts.header);
    ColumnTally::new(
        &*engine.kinds,
        &hint,
        demanded,
        facts.text_fixes(),
        facts.missing_words.clone(),
        facts.kept(),
        facts.mends(&*engine.kinds),
    )
}

fn count(tallies: &mut [KnownTally], batch: &TextBatch, drops_totals: bool) {
    let totals = total_rows(batch);
    let observe = |(tally, column): (&mut KnownTally, &StringArray)| {
        for row in 0..column.len() {
            let is_total = totals.as_ref().is_some_and(|totals| totals[row]);
            if !(is_total && drops_totals) {
                tally.observe(column.value(row), is_total);
            }
        }
    };
    if tallies.len() >= PARALLEL_COLUMNS_MIN && tallies.len() * batch.rows() >= PARALLEL_CELLS_MIN {
        tallies.par_iter_mut().zip(&batch.columns).for_each(observe);
    } else {
        tallies.iter_mut().zip(&batch.columns).for_each(observe);
    }
}

fn schema(plans: &[FieldPlan], expected: Option<&TableSchema>) -> TableSchema {
    let fields: Vec<Field> = plans.iter().filter(|plan| !plan.dropped).map(|plan| plan.field.clone()).collect();
    let own_name = |wanted: &String| {
        let is_it =
            |plan: &&FieldPlan| !plan.dropped && plan.expected.as_ref().is_some_and(|field| field.name == *wanted);
        plans.iter().find(is_it).map(|plan| plan.field.name.clone())
    };
    let own_names = |names: &Vec<String>| names.iter().map(own_name).collect::<Option<Vec<_>>>();
    let Some(expected) = expected else {
        return TableSchema { fields, missing_values: vec![String::new()], ..TableSchema::default() };
    };
    // A key or rule that lacks one of its fields says nothing.
    let foreign_key = |key: &ForeignKey| {
        let mut own = ForeignKey { fields: own_names(&key.fields)?, ..key.clone() };
        if own.reference.resource.is_empty() {
            own.reference.fields = own_names(&key.reference.fields)?;
        }
        Some(own)
    };
    TableSchema {
        fields,
        primary_key: own_names(&expected.primary_key).unwrap_or_default(),
        unique_keys: expected.unique_keys.iter().filter_map(own_names).collect(),
        foreign_keys: expected.foreign_keys.iter().filter_map(foreign_key).collect(),
        rules: expected.rules.iter().filter_map(|rule| rule.renamed(&own_name)).collect(),
        missing_values: vec![String::new()],
    }
}
