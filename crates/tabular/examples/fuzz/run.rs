//! The working process: mutates and walks until the time is over, under the eyes of a thread that ends it when it hangs.

use std::{
    collections::HashSet,
    fs,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use crate::{
    dice::Dice,
    mutate::mutate,
    usage,
    walk::{Way, walk},
};

/// More of the processor's time than this for a file of a few kilobytes is a defect.
const SLOW: Duration = Duration::from_secs(5);
/// More memory than this, in KiB, taken by one file is a defect: files have 256 KiB at most.
const LARGE_KIB: u64 = 256 << 10;
/// After so much of the processor's time, or of nobody's, a file hangs.
const HANGS: Duration = Duration::from_secs(30);
const HANGS_IDLE: Duration = Duration::from_mins(10);
/// Mutated files that are mutated further.
const POOL_MAX: usize = 400;
/// Files after which the process tells how far it is.
const TOLD_EVERY: u64 = 200;
/// Defects after which the run ends.
pub(crate) const DEFECTS_MAX: u64 = 20;

/// One run of one reader.
pub(crate) struct Run<'r> {
    pub(crate) reader: &'r str,
    /// What all files are called.
    pub(crate) name: String,
    /// Where defects are kept.
    pub(crate) folder: PathBuf,
    pub(crate) seed: u64,
}

/// What was done so far.
#[derive(Debug, Default)]
pub(crate) struct Progress {
    pub(crate) files: u64,
    pub(crate) defects: u64,
    pub(crate) cpu_ms: u64,
    pub(crate) peak_kib: u64,
}

impl Progress {
    fn tell(&mut self) {
        use std::io::Write;

        self.cpu_ms = u64::try_from(usage::cpu().as_millis()).unwrap_or(u64::MAX);
        let line = format!("{} {} {} {}\n", self.files, self.defects, self.cpu_ms, self.peak_kib);
        // Nobody listens any more: the work ends with the time anyway.
        let _ = std::io::stdout().write_all(line.as_bytes());
    }

    /// Reads what another process printed.
    pub(crate) fn parse(line: &str) -> Option<Self> {
        let mut numbers = line.split(' ').map_while(|number| number.parse().ok());
        let mut next = || numbers.next();
        Some(Self { files: next()?, defects: next()?, cpu_ms: next()?, peak_kib: next()? })
    }

    /// Adds what another process did.
    pub(crate) fn add(&mut self, other: &Self) {
        self.files += other.files;
        self.defects += other.defects;
        self.cpu_ms += other.cpu_ms;
        self.peak_kib = self.peak_kib.max(other.peak_kib);
    }
}

/// Where the file at hand is kept, so that it is there when the process is not any more.
pub(crate) fn current(folder: &Path) -> PathBuf {
    folder.join("current")
}

impl Run<'_> {
    /// Mutates until the time is over.
    pub(crate) fn work(&self, seeds: &[Vec<u8>], time: Duration) {
        let last_panic = keep_panics();
        let begun = watch_for_hangs();
        let mut dice = Dice::new(self.seed);
        let mut pool = seeds.to_vec();
        let mut known = HashSet::new();
        let (started, mut progress) = (Instant::now(), Progress::default());
        while started.elapsed() < time && progress.defects < DEFECTS_MAX {
            let (one, other) = (dice.below(pool.len()), dice.below(pool.len()));
            let bytes = mutate(&pool[one], &pool[other], &mut dice);
            let way = Way::of(&bytes);
            let (before, _) = usage::memory_kib();
            progress.files += 1;
            let _ = fs::write(current(&self.folder), &bytes);
            *begun.lock().unwrap_or_else(PoisonError::into_inner) = Some((Instant::now(), usage::cpu()));
            let mut outcome = self.try_file(&bytes, &way, &last_panic);
            *begun.lock().unwrap_or_else(PoisonError::into_inner) = None;
            let (held, peak) = usage::memory_kib();
            progress.peak_kib = progress.peak_kib.max(peak);
            if peak - before.min(peak) > LARGE_KIB {
                outcome = outcome.and_then(|_| Err(format!("memory: {} MiB", (peak - before) >> 10)));
            }
            if peak - held.min(peak) > LARGE_KIB / 8 {
                usage::forget_peak();
            }
            match outcome {
                Err(defect) => {
                    progress.defects += 1;
                    let path = self.folder.join(format!("{}-{}", self.seed, progress.files));
                    let kept = fs::write(&path, &bytes);
                    eprintln!("{}: {defect}: {} ({kept:?})", self.reader, path.display());
                }
                // What makes the engine tell something new is mutated further.
                Ok(told) if known.insert(told) => {
                    if pool.len() < seeds.len() + POOL_MAX {
                        pool.push(bytes);
                    } else {
                        let place = seeds.len() + dice.below(POOL_MAX);
                        pool[place] = bytes;
                    }
                }
                Ok(_) => {}
            }
            if progress.files % TOLD_EVERY == 0 {
                progress.tell();
            }
        }
        progress.tell();
    }

    /// Walks a file; answers what the engine told, or what is wrong with the engine.
    fn try_file(&self, bytes: &[u8], way: &Way, last_panic: &LastPanic) -> Result<u64, String> {
        let started = usage::cpu();
        let outcome = catch_unwind(AssertUnwindSafe(|| walk(&self.name, bytes, way)));
        let used = usage::cpu().saturating_sub(started);
        match outcome {
            Err(_) => Err(format!("panic: {}", last_panic.lock().unwrap_or_else(PoisonError::into_inner))),
            // So ends what panicked on a thread of its own.
            Ok(Err(error)) => Err(format!("error: {error:?}")),
            Ok(Ok(_)) if used > SLOW => Err(format!("slow: {used:?}")),
            Ok(Ok(told)) => Ok(told),
        }
    }
}

type LastPanic = Arc<Mutex<String>>;

/// Keeps what the last panic said instead of printing it: those of the library of Parquet are expected and caught.
fn keep_panics() -> LastPanic {
    let last: LastPanic = Arc::default();
    let kept = Arc::clone(&last);
    std::panic::set_hook(Box::new(move |panic| {
        let place = panic.location().map(|place| format!("{}:{}", place.file(), place.line())).unwrap_or_default();
        let text = panic.payload_as_str().unwrap_or_default();
        *kept.lock().unwrap_or_else(PoisonError::into_inner) = format!("{text} at {place}");
    }));
    last
}

type Begun = Arc<Mutex<Option<(Instant, Duration)>>>;

/// Ends the process when a file takes too long; the file stays where it is.
fn watch_for_hangs() -> Begun {
    let begun: Begun = Arc::default();
    let watched = Arc::clone(&begun);
    std::thread::spawn(move || {
        loop {
            std::thread::sleep(Duration::from_millis(200));
            let at_hand = *watched.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some((at, cpu)) = at_hand
                && (usage::cpu().saturating_sub(cpu) > HANGS || at.elapsed() > HANGS_IDLE)
            {
                eprintln!("hangs");
                std::process::exit(3);
            }
        }
    });
    begun
}
