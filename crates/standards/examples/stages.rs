//! Times the three passes over a file: `stages FILE [--fix]` prints seconds of wall clock and processor time as JSON.
//! `stages FILE --against OTHER` times the comparison of their first tables too.

use std::{
    fs::{self, File},
    io::{self, Write},
    path::PathBuf,
    time::Instant,
};

use tabular::{
    Knowledge, Limits, ReadSeek, Recipe, Source, TableSchema,
    analyse::{Engine, analyse},
    build::build_table,
    diff::{DiffOptions, diff},
    finding::EngineError,
    read,
    source::{Memory, MemoryScratch},
};

/// Linux counts processor time in hundredths of a second (`USER_HZ`).
const TICKS_PER_SECOND: f64 = 100.0;

struct Local(PathBuf);

impl Source for Local {
    fn open(&self) -> io::Result<Box<dyn ReadSeek>> {
        Ok(Box::new(File::open(&self.0)?))
    }

    fn size(&self) -> u64 {
        fs::metadata(&self.0).map_or(0, |metadata| metadata.len())
    }

    fn name(&self) -> &str {
        self.0.file_name().and_then(|name| name.to_str()).unwrap_or_default()
    }
}

/// Processor time of this process so far, all threads.
fn processor_seconds() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The name of the program may hold spaces; what follows its bracket does not.
    let fields = stat.rsplit_once(')').map_or("", |(_, fields)| fields).split_whitespace();
    fields.skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / TICKS_PER_SECOND
}

/// Does one stage; answers its result and its times as a JSON member.
fn timed<T>(name: &str, stage: impl FnOnce() -> Result<T, EngineError>) -> Result<(T, String), EngineError> {
    let (start, processor) = (Instant::now(), processor_seconds());
    let done = stage()?;
    let (wall, used) = (start.elapsed().as_secs_f64(), processor_seconds() - processor);
    Ok((done, format!("\"{name}\": {{\"wall\": {wall:.3}, \"cpu\": {used:.2}}}")))
}

/// Does the three passes over a file's first table; answers its Parquet, its schema and the times.
fn build(path: PathBuf, engine: &Engine, recipe: &Recipe) -> Result<(Memory, TableSchema, String), EngineError> {
    let source = Local(path);
    let (reading, read) = timed("read", || read::read(&source, &recipe.reading, &engine.limits))?;
    let (analysis, analysed) = timed("analyse", || analyse(engine, &source, &reading, 0, recipe, None, &|_| true))?;
    let mut out = Vec::new();
    let (made, built) = timed("build", || {
        build_table(engine, &source, &reading, 0, recipe, &analysis, &MemoryScratch, &mut out, &|_| true)
    })?;
    Ok((Memory::new("table.parquet", out), made.schema, format!("{read}, {analysed}, {built}")))
}

fn main() -> Result<(), EngineError> {
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let is = |wanted: &str| arguments.iter().position(|argument| argument.as_os_str() == wanted);
    let recipe = if is("--fix").is_some() { Recipe::all_safe() } else { Recipe::empty() };
    let engine = Engine {
        kinds: standards::kinds(),
        screen: standards::screen(),
        limits: Limits::default(),
        knowledge: Knowledge::default(),
    };

    let (old, old_schema, mut times) = build(arguments.first().cloned().unwrap_or_default(), &engine, &recipe)?;
    if let Some(other) = is("--against").and_then(|place| arguments.get(place + 1)) {
        let (new, new_schema, _) = build(other.clone(), &engine, &recipe)?;
        let options = DiffOptions::default();
        let compare = || diff(&old, &new, &old_schema, &new_schema, &options, &MemoryScratch);
        let (found, compared) = timed("diff", compare)?;
        times = format!("{times}, {compared}, \"changed\": {}, \"added\": {}", found.rows_changed, found.rows_added);
    }
    writeln!(io::stdout(), "{{{times}}}")?;
    Ok(())
}
