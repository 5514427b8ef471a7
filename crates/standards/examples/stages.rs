//! Times the three passes over a file: `stages FILE [--fix]` prints seconds of wall clock and processor time as JSON.

use std::{
    fs::{self, File},
    io::{self, BufWriter, Write},
    path::PathBuf,
    time::Instant,
};

use tabular::{
    Knowledge, Limits, ReadSeek, Recipe, Source,
    analyse::{Engine, analyse},
    build::build_table,
    finding::EngineError,
    read,
    source::MemoryScratch,
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

fn main() -> Result<(), EngineError> {
    let mut arguments = std::env::args_os().skip(1);
    let source = Local(arguments.next().unwrap_or_default().into());
    let recipe = if arguments.any(|argument| argument == "--fix") { Recipe::all_safe() } else { Recipe::empty() };
    let engine = Engine {
        kinds: standards::kinds(),
        screen: standards::screen(),
        limits: Limits::default(),
        knowledge: Knowledge::default(),
    };

    let (reading, read) = timed("read", || read::read(&source, &recipe.reading, &engine.limits))?;
    let (analysis, analysed) = timed("analyse", || analyse(&engine, &source, &reading, 0, &recipe, None, &|_| true))?;
    let (_, built) = timed("build", || {
        let mut out = BufWriter::new(io::sink());
        build_table(&engine, &source, &reading, 0, &recipe, &analysis, &MemoryScratch, &mut out, &|_| true)
    })?;
    writeln!(io::stdout(), "{{{read}, {analysed}, {built}}}")?;
    Ok(())
}
