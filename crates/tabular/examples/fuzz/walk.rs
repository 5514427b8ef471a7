//! Walks a file through all three passes, as the portal does, and keeps nothing: what is looked for are panics and endless work.

use std::sync::Arc;

use tabular::{
    Knowledge, Limits, Recipe,
    analyse::{Engine, analyse},
    build::build_table,
    finding::EngineError,
    kind::NoKinds,
    read,
    screen::NoScreen,
    source::{Memory, MemoryScratch},
};

/// Tables of one file that are walked.
const TABLES_MAX: usize = 8;

/// Limits so small that mutations reach them.
fn limits() -> Limits {
    Limits {
        columns_max: 200,
        record_bytes_max: 256 << 10,
        cell_bytes_max: 64 << 10,
        tables_max: 20,
        zip_entries_max: 200,
        unpacked_bytes_max: 8 << 20,
        shared_strings_bytes_max: 1 << 20,
        batch_rows: 100,
        batch_bytes: 16 << 10,
        distinct_exact_max: 50,
        unique_memory_bytes: 4 << 10,
        ..Limits::default()
    }
}

/// Reads, analyses and builds every table, once with all safe fixes and once as text. An error is what the engine made of its own
/// defect: bad bytes must end as `Unreadable`, which is fine.
pub(crate) fn walk(name: &str, bytes: &[u8]) -> Result<(), EngineError> {
    let engine = Engine {
        kinds: Arc::new(NoKinds),
        screen: Arc::new(NoScreen),
        limits: limits(),
        knowledge: Knowledge::default(),
    };
    let source = Memory::new(name, bytes);
    for recipe in [Recipe::all_safe(), Recipe { as_text: true, ..Recipe::empty() }] {
        match walk_tables(&engine, &source, &recipe) {
            Ok(()) | Err(EngineError::Unreadable(_)) => {}
            Err(defect) => return Err(defect),
        }
    }
    Ok(())
}

fn walk_tables(engine: &Engine, source: &Memory, recipe: &Recipe) -> Result<(), EngineError> {
    let reading = read::read(source, &recipe.reading, &engine.limits)?;
    for table in 0..reading.tables.len().min(TABLES_MAX) {
        let analysis = analyse(engine, source, &reading, table, recipe, None, &|_| true)?;
        let mut out = std::io::sink();
        build_table(engine, source, &reading, table, recipe, &analysis, &MemoryScratch, &mut out, &|_| true)?;
    }
    Ok(())
}
