//! Pass 3: fixed, cast, checked, screened, profiled rows as Parquet (zstd), with their report.

pub(crate) mod cell;
pub(crate) mod column;
mod constraint;
mod duplicates;
mod groups;
pub(crate) mod hash;
mod known;
mod profile;
mod repeats;
pub(crate) mod report;
pub(crate) mod runs;
pub(crate) mod tally;
mod whole;
pub(crate) mod words;
mod write;

use std::{collections::HashMap, io::Write};

use arrow::array::{ArrayRef, StringArray};
use rayon::prelude::*;

use crate::{
    Field, FieldProfile, FieldScreen, Finding, PersonalFinding, Reading, Recipe, Scratch, Screen, Seen, Severity,
    Source, TableProfile, TableReading, TableReport, TableSchema, TextBatch,
    analyse::{Engine, FieldPlan, PARALLEL_CELLS_MIN, PARALLEL_COLUMNS_MIN, Progress, TableAnalysis, total_rows},
    check::{Keys, Values},
    finding::EngineError,
    memo::Memo,
    read::RowReader,
    reshape::{Reshaped, Union},
};
use cell::{ColumnWorker, Rows, visible};
use hash::Hashing;
use profile::TABLE_DISTINCT_MAX;
use report::Gathered;
pub(crate) use tally::Showing;
use tally::Tally;
use whole::{WholeRows, Worked};
pub(crate) use words::values as shown_count;
pub use write::SCHEMA_KEY;

/// The hidden first column of every Parquet table: the row's place in the table, from 0. Sorts fall back on it.
pub const ROW_COLUMN: &str = "_row";

/// What pass 3 made beside the Parquet bytes.
#[derive(Debug)]
pub struct TableBuilt {
    /// Findings that remain, and the fixes applied.
    pub report: TableReport,
    /// Statistics.
    pub profile: TableProfile,
    /// The schema of what was written.
    pub schema: TableSchema,
    /// Rows written.
    pub rows: u64,
    /// Personal data in what was written, per field name.
    pub personal: Vec<(String, PersonalFinding)>,
    /// Personal data in the rows as they were read, per field name.
    pub personal_in_source: Vec<(String, PersonalFinding)>,
    /// Its ends of foreign keys, for [`crate::check::resolve`].
    pub keys: Keys,
}

/// Pass 3 over one table: writes Parquet to `out`.
#[expect(clippy::too_many_arguments, reason = "each is a different thing of the road, wired once by the callers")]
pub fn build_table(
    engine: &Engine,
    source: &dyn Source,
    reading: &Reading,
    table: usize,
    recipe: &Recipe,
    analysis: &TableAnalysis,
    scratch: &dyn Scratch,
    out: &mut (dyn Write + Send),
    progress: Progress<'_>,
) -> Result<TableBuilt, EngineError> {
    let union = Union::of(recipe, reading, table);
    let mut reader = union.open(source, reading, &engine.limits)?;
    if !recipe.as_text {
        reader.drop_noise();
    }
    let mut built = build_rows(engine, &mut *reader, &union.table, recipe, analysis, scratch, out, progress)?;
    built.report.applied.splice(0..0, union.applied());
    Ok(built)
}

/// Pass 3 over rows, wherever they come from.
#[expect(clippy::too_many_arguments, reason = "each is a different thing of the road, wired once by the callers")]
pub fn build_rows(
    engine: &Engine,
    reader: &mut dyn RowReader,
    table: &TableReading,
    recipe: &Recipe,
    analysis: &TableAnalysis,
    scratch: &dyn Scratch,
    out: &mut (dyn Write + Send),
    progress: Progress<'_>,
) -> Result<TableBuilt, EngineError> {
    let structure = &analysis.structure;
    if structure.is_plain() {
        let work = Work::new(engine, table, recipe, analysis, scratch, out)?;
        return work.run(reader, progress);
    }
    let mut reader = Reshaped::new(Box::new(reader), structure, Some(&*engine.screen), &engine.limits);
    let work = Work::new(engine, &structure.table, &structure.recipe, analysis, scratch, out)?;
    let mut built = work.run(&mut reader, progress)?;
    let showing = Showing::new(&*engine.screen, table, None, engine.limits.examples_max);
    built.report.applied.splice(0..0, reader.applied(&showing));
    built.report.value_maps = reader.value_maps(&*engine.screen);
    for (name, finding) in reader.personal(&*engine.screen) {
        let is_known = |known: &(String, PersonalFinding)| known.0 == name && known.1.kind == finding.kind;
        if !built.personal_in_source.iter().any(is_known) {
            built.personal_in_source.push((name, finding));
        }
    }
    Ok(built)
}

/// Pass 3 while it runs: columns first, each by itself, then what needs whole rows.
struct Work<'a> {
    columns: Columns<'a>,
    rows: WholeRows<'a>,
}

/// The columns of a table while they are built.
struct Columns<'a> {
    table: &'a TableReading,
    recipe: &'a Recipe,
    analysis: &'a TableAnalysis,
    workers: Vec<ColumnWorker<'a>>,
    showing: Showing<'a>,
    totals: Tally,
}

impl Columns<'_> {
    fn add(&mut self, batch: TextBatch) -> Result<Worked, EngineError> {
        let totals = if self.recipe.as_text { None } else { total_rows(&batch) };
        for row in (0..batch.rows()).filter(|row| totals.as_ref().is_some_and(|totals| totals[*row])) {
            let first = batch.columns.iter().map(|column| column.value(row)).find(|cell| !cell.trim().is_empty());
            self.totals.add(&self.showing, batch.places[row], first.unwrap_or_default(), None);
        }
        let rows = Rows { places: &batch.places, totals: totals.as_deref(), drops_totals: self.analysis.drops_totals };
        let run = |(worker, column): (&mut ColumnWorker<'_>, &StringArray)| worker.run(column, rows);
        let is_large =
            self.workers.len() >= PARALLEL_COLUMNS_MIN && self.workers.len() * batch.rows() >= PARALLEL_CELLS_MIN;
        let written: Vec<Option<ArrayRef>> = if is_large {
            self.workers.par_iter_mut().zip(&batch.columns).map(run).collect::<Result<_, EngineError>>()?
        } else {
            self.workers.iter_mut().zip(&batch.columns).map(run).collect::<Result<_, EngineError>>()?
        };
        Ok(Worked::new(batch, totals, self.analysis.drops_totals, written, &mut self.workers))
    }
}

impl<'a> Work<'a> {
    fn new(
        engine: &'a Engine,
        table: &'a TableReading,
        recipe: &'a Recipe,
        analysis: &'a TableAnalysis,
        scratch: &'a dyn Scratch,
        out: &'a mut (dyn Write + Send),
    ) -> Result<Self, EngineError> {
        let limits = &engine.limits;
        let hashing = Hashing::shared();
        let distinct_max = limits.distinct_exact_max.min(TABLE_DISTINCT_MAX / analysis.plans.len().max(1));
        let showing = |index| Showing::new(&*engine.screen, table, index, limits.examples_max);
        let memo = || Memo::new(limits.known_values_max, analysis.plans.len());
        let worker =
            |plan| ColumnWorker::new(plan, showing(Some(plan.index)), hashing, distinct_max, memo(), recipe.as_text);
        let workers: Vec<ColumnWorker<'_>> = analysis.plans.iter().map(worker).collect();
        let rows = WholeRows::new(engine, table, recipe, analysis, &workers, hashing, scratch, out)?;
        let columns = Columns { table, recipe, analysis, workers, showing: showing(None), totals: Tally::default() };
        Ok(Self { columns, rows })
    }

    fn run(mut self, reader: &mut dyn RowReader, progress: Progress<'_>) -> Result<TableBuilt, EngineError> {
        let notes = self.rows.gather(reader, progress, |batch| self.columns.add(batch))?;
        self.finish(notes)
    }

    fn finish(self, notes: Vec<Finding>) -> Result<TableBuilt, EngineError> {
        let Columns { table, recipe, analysis, mut workers, showing, totals } = self.columns;
        let WholeRows { repeats, mut checks, keys, groups, writer, .. } = self.rows;
        let rows = writer.finish()?;
        workers.iter_mut().for_each(ColumnWorker::settle);
        let mut gathered = Gathered { rows: analysis.rows, ..Gathered::default() };
        gathered.add_notes(table.notes.clone(), table, recipe);
        gathered.add_notes(notes, table, recipe);
        let names: Vec<&str> = analysis.plans.iter().map(|plan| plan.field.name.as_str()).collect();
        gathered.add_header(table, &names, recipe, &showing);
        if analysis.has_expected {
            let is_extra = |plan: &&FieldPlan| plan.expected.is_none() && !plan.dropped;
            let extra: Vec<&Field> = analysis.plans.iter().filter(is_extra).map(|plan| &plan.field).collect();
            gathered.add_schema(&analysis.missing_fields, &extra);
        }
        gathered.findings.extend(analysis.structure_findings.iter().cloned());
        gathered.add_totals(totals, analysis.drops_totals);
        repeats.finish(&mut gathered, &|column| workers[column].profiler.likeness())?;
        let keys = {
            let workers = &workers;
            let show = |columns: &[usize]| match columns {
                [column] => (workers[*column].showing.place(None), workers[*column].shown_values()),
                _ => (showing.place(None), HashMap::new()),
            };
            keys.finish(&show)?
        };

        let (mut personal, mut personal_in_source, mut profiles) = (Vec::new(), Vec::new(), Vec::new());
        let screen = showing.screen;
        let (mut together, mut together_in_source) = together(screen, &workers);
        if let Some((field, finding)) = groups.finish() {
            let of_field = workers.iter().find(|worker| worker.plan.field.name == field).map(|worker| worker.showing);
            gathered.add_personal(&field, &finding, &of_field.unwrap_or(showing));
            personal_in_source.push((field.clone(), finding.clone()));
            personal.push((field, finding));
        }
        for (index, mut worker) in workers.into_iter().enumerate() {
            let name = worker.plan.field.name.clone();
            gathered.add_field(&mut worker);
            if !worker.plan.dropped {
                let (distinct, are_all) = worker.profiler.values();
                checks.finish_column(index, &Values { distinct, are_all }, &mut gathered);
            }
            let mut found = worker.written.findings();
            let mut in_source = worker.source.as_deref().map_or_else(|| found.clone(), FieldScreen::findings);
            found.append(&mut together[index]);
            in_source.append(&mut together_in_source[index]);
            personal_in_source.extend(in_source.into_iter().map(|finding| (name.clone(), finding)));
            if worker.plan.dropped {
                continue;
            }
            found.extend(in_header(screen, worker.plan, table.header_rows.last().copied()));
            for finding in found {
                gathered.add_personal(&name, &finding, &worker.showing);
                personal.push((name.clone(), finding));
            }
            profiles.push(FieldProfile { median_about: checks.median(index), ..profile(worker) });
        }
        checks.finish(&mut gathered);
        // Worst first; within a severity the order of the table.
        gathered.findings.sort_by_key(|finding| std::cmp::Reverse(rank(finding.severity)));
        Ok(TableBuilt {
            report: TableReport {
                name: table.name.clone(),
                sheet: table.sheet.clone(),
                header_rows: table.header_rows.clone(),
                rows: analysis.rows,
                findings: gathered.findings,
                applied: gathered.applied,
                value_maps: Vec::new(),
            },
            profile: TableProfile { name: table.name.clone(), rows, fields: profiles },
            schema: analysis.schema.clone(),
            rows,
            personal,
            personal_in_source,
            keys,
        })
    }
}

/// What only beside names is personal, by field: in what is written and in what was read.
fn together(
    screen: &dyn Screen,
    workers: &[ColumnWorker<'_>],
) -> (Vec<Vec<PersonalFinding>>, Vec<Vec<PersonalFinding>>) {
    let by_field = |seen: Vec<Seen>| {
        let mut fields = vec![Vec::new(); seen.len()];
        screen.beside_names(&seen).into_iter().for_each(|(index, finding)| fields[index].push(finding));
        fields
    };
    let written = workers.iter().map(|worker| worker.written.seen()).collect();
    let source = |worker: &ColumnWorker<'_>| worker.source.as_deref().unwrap_or(&*worker.written).seen();
    (by_field(written), by_field(workers.iter().map(source).collect()))
}

/// What is personal in the name of a field itself, which everybody reads above its values.
fn in_header(screen: &dyn Screen, plan: &FieldPlan, row: Option<u64>) -> Vec<PersonalFinding> {
    let title = visible(&plan.field.title.uk, true);
    let mut header = screen.field("", "", None);
    if header.observe(&title, row.unwrap_or(1)) {
        return Vec::new();
    }
    let shown = screen.mask(&title).unwrap_or_else(|| plan.field.name.clone());
    let told = |finding| PersonalFinding { message: words::personal_header(&shown), ..finding };
    header.findings().into_iter().map(told).collect()
}

fn profile(worker: ColumnWorker<'_>) -> FieldProfile {
    let plan = worker.plan;
    worker.profiler.finish(&plan.field.name, worker.storage, plan.field.masked)
}

fn rank(severity: Severity) -> u8 {
    match severity {
        Severity::Info => 0,
        Severity::Warning => 1,
        Severity::Error => 2,
    }
}
