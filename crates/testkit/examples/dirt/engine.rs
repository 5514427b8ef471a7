//! The engine under measurement: the calls of `vidkryto check` and `vidkryto convert --fix --to csv`, in memory.

use std::io;

use tabular::{
    Limits, Recipe,
    analyse::{Engine, TableAnalysis, analyse},
    build::{TableBuilt, build_table},
    check::Knowledge,
    export::{ExportOptions, Format, export},
    finding::EngineError,
    read,
    source::{Memory, MemoryScratch},
    value::epoch_days,
};
use testkit::dirt::{Case, Outcome, Seen};

/// The engine as the portal has it.
pub(crate) fn engine() -> Engine {
    // A fixed day, so that every run says the same of dates to come.
    let knowledge = Knowledge { today: epoch_days(2026, 5, 1), ..Knowledge::default() };
    Engine { kinds: standards::kinds(), screen: standards::screen(), limits: Limits::default(), knowledge }
}

/// What the engine makes of a file.
pub(crate) fn run(engine: &Engine, case: &Case) -> Result<Outcome, EngineError> {
    let source = Memory::new(case.name.clone(), case.bytes.clone());
    let reading = read::read(&source, &Recipe::empty().reading, &engine.limits)?;
    let built =
        |recipe: &Recipe, table: usize, out: &mut Vec<u8>| -> Result<(TableAnalysis, TableBuilt), EngineError> {
            let analysis = analyse(engine, &source, &reading, table, recipe, None, &|_| true)?;
            let built =
                build_table(engine, &source, &reading, table, recipe, &analysis, &MemoryScratch, out, &|_| true)?;
            Ok((analysis, built))
        };
    // Of a workbook the largest table counts, as `convert` has it.
    let mut largest: Option<(usize, TableBuilt)> = None;
    for table in 0..reading.tables.len() {
        let (_, checked) = built(&Recipe::empty(), table, &mut Vec::new())?;
        if largest.as_ref().is_none_or(|(_, known)| checked.rows > known.rows) {
            largest = Some((table, checked));
        }
    }
    let Some((table, checked)) = largest else { return Ok(Outcome::default()) };
    let mut parquet = Vec::new();
    built(&Recipe::all_safe(), table, &mut parquet)?;
    let mut text = Vec::new();
    let table = Memory::new("table.parquet", parquet);
    export(&table, Format::Csv, &ExportOptions::default(), &MemoryScratch, &mut text)?;

    let seen = checked.report.findings.into_iter().map(|finding| Seen {
        kind: finding.kind,
        field: finding.field,
        count: finding.count,
    });
    let mut records = records(&String::from_utf8(text).map_err(io::Error::other)?);
    let names = if records.is_empty() { Vec::new() } else { records.remove(0) };
    Ok(Outcome { findings: seen.collect(), names, rows: records })
}

/// The records of a well-formed CSV.
fn records(text: &str) -> Vec<Vec<String>> {
    let (mut records, mut record, mut cell) = (Vec::new(), Vec::new(), String::new());
    let mut letters = text.chars().peekable();
    let mut is_quoted = false;
    while let Some(letter) = letters.next() {
        match letter {
            '"' if is_quoted && letters.peek() == Some(&'"') => {
                cell.push('"');
                letters.next();
            }
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => record.push(std::mem::take(&mut cell)),
            '\n' if !is_quoted => {
                record.push(std::mem::take(&mut cell));
                records.push(std::mem::take(&mut record));
            }
            letter => cell.push(letter),
        }
    }
    records
}
