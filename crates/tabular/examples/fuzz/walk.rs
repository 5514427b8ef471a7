//! Walks a file through all three passes, as the portal does, and keeps nothing: what is looked for are panics, endless work and
//! memory beyond measure.

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    sync::Arc,
};

use tabular::{
    Dialect, Knowledge, Limits, Reading, Recipe,
    analyse::{Engine, analyse},
    build::build_table,
    delimiter::Delimiter,
    finding::EngineError,
    kind::NoKinds,
    read,
    recipe::ReadingChoices,
    screen::NoScreen,
    source::{Memory, MemoryScratch},
};

use crate::dice::Dice;

/// Tables of one file that are walked.
const TABLES_MAX: usize = 8;

/// How a file is walked: what somebody chose, and what is refused.
#[derive(Debug, Clone)]
pub(crate) struct Way {
    recipe: Recipe,
    limits: Limits,
}

impl Way {
    /// With every safe fix under the limits of a portal, and as text under limits so small that mutations reach them.
    pub(crate) fn usual() -> [Self; 2] {
        let portal = Self { recipe: Recipe::all_safe(), limits: Limits::default() };
        [portal, Self { recipe: as_text(), limits: small_limits() }]
    }

    /// The file's own way, the same whenever it is walked: seldom with strange choices of reading, seldom under the limits of a
    /// portal.
    pub(crate) fn of(bytes: &[u8]) -> Self {
        let mut hash = DefaultHasher::new();
        bytes.hash(&mut hash);
        let dice = &mut Dice::new(hash.finish());
        let mut recipe = if dice.once_in(3) { as_text() } else { Recipe::all_safe() };
        if dice.once_in(4) {
            recipe.reading = choices(dice);
        }
        let limits = if dice.once_in(4) { Limits::default() } else { small_limits() };
        Self { recipe, limits }
    }
}

fn as_text() -> Recipe {
    Recipe { as_text: true, ..Recipe::empty() }
}

fn small_limits() -> Limits {
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

fn choices(dice: &mut Dice) -> ReadingChoices {
    let encodings = ["utf-8", "windows-1251", "utf-16le", "koi8-u", "iso-2022-jp", "no such encoding"];
    let delimiters = [",", ";", "\t", "||", "\0", "ї", Delimiter::SPACES, Delimiter::ALIGNED];
    let names = ["fuzz", "Parky", "parky", "Dani", "table", "stops"];
    let rows = [0, 1, 2, 3, 400, 1 << 20, u64::MAX];
    let some = |dice: &mut Dice| dice.pick(&rows).filter(|_| dice.once_in(4));
    let delimiter = dice.pick(&delimiters).and_then(Delimiter::new);
    ReadingChoices {
        encoding: dice.pick(&encodings).filter(|_| dice.once_in(2)).map(str::to_owned),
        dialect: delimiter.filter(|_| dice.once_in(2)).map(|delimiter| Dialect {
            delimiter,
            quote: dice.pick(&[None, Some('"'), Some('\''), Some('«')]).flatten(),
            escape: dice.pick(&[None, Some('\\'), Some('"')]).flatten(),
            wrapped: dice.once_in(8),
        }),
        header_rows: names.iter().map(|name| ((*name).to_owned(), dice.pick(&rows).unwrap_or_default())).collect(),
        first_rows: names.iter().filter_map(|name| Some(((*name).to_owned(), some(dice)?))).collect(),
        last_rows: names.iter().filter_map(|name| Some(((*name).to_owned(), some(dice)?))).collect(),
        skipped_tables: dice.pick(&names).filter(|_| dice.once_in(8)).map(str::to_owned).into_iter().collect(),
    }
}

/// Reads, analyses and builds every table. Answers a number that is the same for files of which the engine tells the same. An error
/// is what the engine made of its own defect: bad bytes must end as `Unreadable`, which is fine.
pub(crate) fn walk(name: &str, bytes: &[u8], way: &Way) -> Result<u64, EngineError> {
    let engine = Engine {
        kinds: Arc::new(NoKinds),
        screen: Arc::new(NoScreen),
        limits: way.limits.clone(),
        knowledge: Knowledge::default(),
    };
    let source = Memory::new(name, bytes);
    let mut told = DefaultHasher::new();
    let outcome = read::read(&source, &way.recipe.reading, &engine.limits)
        .and_then(|reading| walk_tables(&engine, &source, &reading, &way.recipe, &mut told));
    match outcome {
        Ok(()) => Ok(told.finish()),
        Err(EngineError::Unreadable(refused)) => {
            (refused.kind, refused.message.en.len()).hash(&mut told);
            Ok(told.finish())
        }
        Err(defect) => Err(defect),
    }
}

fn walk_tables(
    engine: &Engine,
    source: &Memory,
    reading: &Reading,
    recipe: &Recipe,
    told: &mut DefaultHasher,
) -> Result<(), EngineError> {
    for (table, found) in reading.tables.iter().enumerate().take(TABLES_MAX) {
        (found.header_rows.len(), found.title_rows.len(), found.columns.len().checked_ilog2()).hash(told);
        let analysis = analyse(engine, source, reading, table, recipe, None, &|_| true)?;
        let mut out = std::io::sink();
        let built =
            build_table(engine, source, reading, table, recipe, &analysis, &MemoryScratch, &mut out, &|_| true)?;
        for finding in found.notes.iter().chain(&built.report.findings) {
            finding.kind.hash(told);
        }
    }
    Ok(())
}
