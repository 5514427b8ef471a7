//! Feeds mutated files to a reader: `fuzz READER MINUTES [SEED]`, see `make fuzz`. Files that make the engine panic, fail or work
//! too long are kept in `target/fuzz`; once mended they belong into `crates/tabular/tests/corpus`, which every test run reads.

mod mutate;
mod walk;

use std::{
    fs,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    process::ExitCode,
    time::{Duration, Instant},
};

use self::{
    mutate::{Dice, mutate},
    walk::walk,
};

/// Readers and the ending of their files.
const READERS: [(&str, &str); 14] = [
    ("csv", "csv"),
    ("xlsx", "xlsx"),
    ("xls", "xls"),
    ("ods", "ods"),
    ("json", "json"),
    ("geojson", "geojson"),
    ("xml", "xml"),
    ("html", "html"),
    ("kml", "kml"),
    ("zip", "zip"),
    ("shapefile", "zip"),
    ("gpkg", "gpkg"),
    ("parquet", "parquet"),
    ("gzip", "gz"),
];
/// Longer than this for a file of a few kilobytes is a defect.
const SLOW: Duration = Duration::from_secs(5);
/// Mutated files that are mutated further.
const POOL_MAX: usize = 200;
/// Defects after which the run ends.
const DEFECTS_MAX: usize = 20;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let reader = arguments.first().map_or("csv", String::as_str);
    let Some((_, ending)) = READERS.iter().find(|(name, _)| *name == reader) else {
        eprintln!("no such reader: {reader}");
        return ExitCode::FAILURE;
    };
    let minutes: u64 = arguments.get(1).and_then(|text| text.parse().ok()).unwrap_or(1);
    let seed: u64 = arguments.get(2).and_then(|text| text.parse().ok()).unwrap_or(1);
    let seeds = seeds(reader);
    if seeds.is_empty() {
        eprintln!("no seeds for {reader}: put small files into {}", corpus(reader).display());
        return ExitCode::FAILURE;
    }
    std::panic::set_hook(Box::new(|_| {}));
    let defects = run(&format!("fuzz.{ending}"), reader, &seeds, Duration::from_secs(minutes * 60), seed);
    if defects == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn corpus(reader: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus").join(reader)
}

fn seeds(reader: &str) -> Vec<Vec<u8>> {
    let files = fs::read_dir(corpus(reader)).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = files.map(|entry| entry.path()).collect();
    paths.sort();
    paths.iter().filter_map(|path| fs::read(path).ok()).collect()
}

/// Mutates until the time is over; answers how many defects were found.
fn run(name: &str, reader: &str, seeds: &[Vec<u8>], time: Duration, seed: u64) -> usize {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/fuzz").join(reader);
    let mut dice = Dice::new(seed);
    let mut pool = seeds.to_vec();
    let (started, mut files, mut defects) = (Instant::now(), 0_u64, 0);
    while started.elapsed() < time && defects < DEFECTS_MAX {
        let (one, other) = (dice.below(pool.len()), dice.below(pool.len()));
        let bytes = mutate(&pool[one], &pool[other], &mut dice);
        files += 1;
        if let Some(defect) = defect(name, &bytes) {
            defects += 1;
            let path = folder.join(format!("{seed}-{files}"));
            let kept = fs::create_dir_all(&folder).and_then(|()| fs::write(&path, &bytes));
            eprintln!("{defect}: {} ({kept:?})", path.display());
        } else if dice.below(50) == 0 {
            if pool.len() < seeds.len() + POOL_MAX {
                pool.push(bytes);
            } else {
                let place = seeds.len() + dice.below(POOL_MAX);
                pool[place] = bytes;
            }
        }
    }
    eprintln!("{reader}: {files} files, {defects} defects, {} s", started.elapsed().as_secs());
    defects
}

fn defect(name: &str, bytes: &[u8]) -> Option<String> {
    let started = Instant::now();
    let outcome = catch_unwind(AssertUnwindSafe(|| walk(name, bytes)));
    match outcome {
        Err(panic) => {
            let text = panic.downcast_ref::<String>().cloned();
            let text = text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
            Some(format!("panic: {}", text.unwrap_or_default()))
        }
        Ok(Err(error)) => Some(format!("error: {error}")),
        Ok(Ok(())) => (started.elapsed() > SLOW).then(|| format!("slow: {:?}", started.elapsed())),
    }
}
