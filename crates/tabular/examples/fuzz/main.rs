//! Feeds mutated files to a reader: `fuzz READER MINUTES [SEED]`, see `make fuzz`; `fuzz READER FILE` walks one file again. Files that make the engine panic, fail, work too
//! long or take too much memory are kept in `target/fuzz`; once mended they belong into `crates/tabular/tests/corpus`, which every test
//! run reads.
//!
//! A process of its own does the work under a limit of memory, so that even what ends it is found; this one begins it anew.

mod dice;
mod mutate;
mod readers;
mod run;
mod usage;
mod walk;

use std::{
    fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Command, ExitCode, Stdio},
    time::{Duration, Instant},
};

use self::run::{DEFECTS_MAX, Progress, Run};

/// Address space of the working process in KiB: what asks for more at once ends it. The writer of Parquet sets 2 MiB aside for each
/// column of texts and uses little of it, so that the memory really held is watched apart.
const ADDRESSES_KIB_MAX: u64 = 8 << 20;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let is_worker = arguments.first().is_some_and(|first| first == "--work");
    let rest = if is_worker { &arguments[1..] } else { &arguments[..] };
    let reader = rest.first().map_or("csv", String::as_str);
    let Some(ending) = readers::ending(reader) else {
        let known: Vec<&str> = readers::READERS.iter().map(|(name, _)| *name).collect();
        eprintln!("no such reader: {reader}; known are {}", known.join(", "));
        return ExitCode::FAILURE;
    };
    let number = |at: usize| rest.get(at).and_then(|text| text.parse::<u64>().ok());
    let seed = number(2).unwrap_or(1);
    if is_worker {
        let run = Run { reader, name: format!("fuzz.{ending}"), folder: folder(reader), seed };
        run.work(&seeds(reader), Duration::from_secs(number(1).unwrap_or(60)));
        return ExitCode::SUCCESS;
    }
    if let Some(path) = rest.get(1).filter(|text| text.parse::<u64>().is_err()) {
        return again(reader, ending, Path::new(path));
    }
    if seeds(reader).is_empty() {
        eprintln!("no seeds for {reader}: put small files into {}", corpus(reader).display());
        return ExitCode::FAILURE;
    }
    match watch(reader, Duration::from_secs(number(1).unwrap_or(1) * 60), seed) {
        Ok(0) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("the working process cannot be begun: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Walks a kept file again.
fn again(reader: &str, ending: &str, path: &Path) -> ExitCode {
    let bytes = match fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) => {
            eprintln!("{}: {error}", path.display());
            return ExitCode::FAILURE;
        }
    };
    for way in walk::Way::usual().into_iter().chain([walk::Way::of(&bytes)]) {
        let started = usage::cpu();
        let outcome = walk::walk(&format!("fuzz.{ending}"), &bytes, &way);
        eprintln!(
            "{reader}: {outcome:?} after {:?}, {} MiB",
            usage::cpu().saturating_sub(started),
            usage::memory_kib().1 >> 10
        );
    }
    ExitCode::SUCCESS
}

fn corpus(reader: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus").join(reader)
}

fn folder(reader: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/fuzz").join(reader)
}

fn seeds(reader: &str) -> Vec<Vec<u8>> {
    let files = fs::read_dir(corpus(reader)).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = files.map(|entry| entry.path()).collect();
    paths.sort();
    paths.iter().filter_map(|path| fs::read(path).ok()).collect()
}

/// Lets processes work until the time is over; answers how many defects were found.
fn watch(reader: &str, time: Duration, seed: u64) -> std::io::Result<u64> {
    let folder = folder(reader);
    fs::create_dir_all(&folder)?;
    let (started, mut all, mut round) = (Instant::now(), Progress::default(), 0);
    while started.elapsed() < time && all.defects < DEFECTS_MAX {
        let left = time.saturating_sub(started.elapsed()).as_secs().max(1);
        let round_seed = seed.wrapping_add(round * 1_000_003);
        let script = format!("ulimit -v {ADDRESSES_KIB_MAX}; exec \"$0\" \"$@\"");
        let mut worker = Command::new("sh")
            .args(["-c", &script])
            .arg(std::env::current_exe()?)
            .args(["--work", reader, &left.to_string(), &round_seed.to_string()])
            // Large pieces go back at once, so that what one file took is not laid to the next one's charge.
            .env("MALLOC_ARENA_MAX", "2")
            .env("MALLOC_MMAP_THRESHOLD_", "131072")
            .stdout(Stdio::piped())
            .spawn()?;
        let lines = worker.stdout.take().map(BufReader::new);
        let told = lines.into_iter().flat_map(BufRead::lines).map_while(Result::ok);
        let progress = told.filter_map(|line| Progress::parse(&line)).last().unwrap_or_default();
        let ended = worker.wait()?;
        all.add(&progress);
        if !ended.success() {
            all.defects += 1;
            let kept = folder.join(format!("{seed}-{round}-ended"));
            fs::rename(run::current(&folder), &kept)?;
            eprintln!("the process ended ({ended}): {}", kept.display());
        }
        round += 1;
    }
    eprintln!(
        "{reader}: {} files, {} defects; {} s, {} s of processor, {} MiB at most",
        all.files,
        all.defects,
        started.elapsed().as_secs(),
        all.cpu_ms / 1_000,
        all.peak_kib >> 10,
    );
    Ok(all.defects)
}
