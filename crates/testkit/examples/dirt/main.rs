//! Measures the engine on dirty files: `dirt [--files N] [--seed N] [--kind ID] [--show N] [--save FOLDER] [--write FILE]`.
//!
//! Prints the table of results; `--write` puts it between the marks of a document, `--show` prints what went wrong, `--save` keeps the
//! files.

mod engine;
mod results;

use std::{
    collections::BTreeMap,
    fs,
    io::{self, Write},
    path::Path,
    time::Instant,
};

use anyhow::{Context, bail};
use rayon::prelude::*;
use testkit::dirt::{Case, Format, Kind, Score, Tally, alone, clean, kinds, mixed};

/// What was asked for.
struct Arguments {
    files: usize,
    seed: u64,
    kind: Option<String>,
    show: usize,
    save: Option<String>,
    write: Option<String>,
}

impl Arguments {
    fn read() -> anyhow::Result<Self> {
        let mut read = Self { files: 2_400, seed: 1, kind: None, show: 0, save: None, write: None };
        let mut words = std::env::args().skip(1);
        while let Some(word) = words.next() {
            let mut value = || words.next().with_context(|| format!("{word} needs a value"));
            match word.as_str() {
                "--files" => read.files = value()?.parse()?,
                "--seed" => read.seed = value()?.parse()?,
                "--kind" => read.kind = Some(value()?),
                "--show" => read.show = value()?.parse()?,
                "--save" => read.save = Some(value()?),
                "--write" => read.write = Some(value()?),
                other => bail!("unknown option {other}"),
            }
        }
        Ok(read)
    }
}

/// One file to come.
#[derive(Clone, Copy)]
enum Plan {
    Clean(u64, Format),
    Alone(Kind, u64),
    Mixed(u64),
}

impl Plan {
    fn row(&self) -> &'static str {
        match self {
            Self::Clean(..) => results::CLEAN,
            Self::Alone(kind, _) => kind.id,
            Self::Mixed(_) => results::MIXED,
        }
    }

    fn case(&self) -> Case {
        match self {
            Self::Clean(seed, format) => clean(*seed, *format),
            Self::Alone(kind, seed) => alone(kind, *seed),
            Self::Mixed(seed) => mixed(*seed),
        }
    }
}

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::read()?;
    let start = Instant::now();
    let plans = plans(&arguments);
    let engine = engine::engine();
    let scored: Vec<(Plan, Case, Score)> = plans
        .into_par_iter()
        .map(|plan| {
            let case = plan.case();
            let score = match engine::run(&engine, &case) {
                Ok(outcome) => Score::of(&case, &outcome),
                Err(error) => Score::refused(&case, &error.to_string()),
            };
            (plan, case, score)
        })
        .collect();
    let mut tallies: BTreeMap<&'static str, Tally> = BTreeMap::new();
    for (plan, _, score) in &scored {
        tallies.entry(plan.row()).or_default().add(score);
    }
    let mut out = io::stdout().lock();
    show(&mut out, &scored, arguments.show)?;
    if let Some(folder) = &arguments.save {
        save(Path::new(folder), &scored)?;
    }
    let document = results::document(&kinds(), &tallies);
    writeln!(out, "{document}\n{} files in {:.1} s", scored.len(), start.elapsed().as_secs_f64())?;
    if let Some(path) = &arguments.write {
        let text = fs::read_to_string(path).with_context(|| format!("{path} cannot be read"))?;
        fs::write(path, results::insert(&text, &document, arguments.seed)?)?;
    }
    Ok(())
}

/// Two thirds alone, the rest mixed, and a few clean ones beside them.
fn plans(arguments: &Arguments) -> Vec<Plan> {
    let seed = |number: usize| arguments.seed.wrapping_mul(1_000_003).wrapping_add(number as u64);
    let wanted: Vec<Kind> =
        kinds().into_iter().filter(|kind| arguments.kind.as_deref().is_none_or(|id| id == kind.id)).collect();
    let is_whole = arguments.kind.is_none();
    if arguments.kind.as_deref() == Some("mixed") {
        return (0..arguments.files).map(|number| Plan::Mixed(seed(number))).collect();
    }
    let alone = if is_whole { arguments.files * 2 / 3 } else { arguments.files };
    let alone = (0..alone).filter_map(|number| Some(Plan::Alone(*wanted.get(number % wanted.len())?, seed(number))));
    let mixed = (0..if is_whole { arguments.files / 3 } else { 0 }).map(|number| Plan::Mixed(seed(number)));
    let clean = (0..if is_whole { arguments.files / 20 } else { 0 }).flat_map(|number| {
        [Format::Csv, Format::Xlsx, Format::Ods, Format::Json].map(|format| Plan::Clean(seed(number), format))
    });
    alone.chain(mixed).chain(clean).collect()
}

fn show(out: &mut impl Write, scored: &[(Plan, Case, Score)], count: usize) -> io::Result<()> {
    let mut shown: BTreeMap<&str, usize> = BTreeMap::new();
    for (plan, case, score) in scored {
        let wrong = score.missed.iter().map(|text| format!("missed {text}"));
        let wrong = wrong.chain(score.false_alarms.iter().map(|text| format!("false alarm {text}")));
        let wrong: Vec<String> = wrong.chain(score.difference.iter().cloned()).collect();
        let already = shown.entry(plan.row()).or_default();
        if wrong.is_empty() || *already >= count {
            continue;
        }
        *already += 1;
        writeln!(out, "{}", case.name)?;
        for text in wrong {
            writeln!(out, "    {text}")?;
        }
    }
    Ok(())
}

fn save(folder: &Path, scored: &[(Plan, Case, Score)]) -> anyhow::Result<()> {
    fs::create_dir_all(folder)?;
    for (_, case, _) in scored {
        fs::write(folder.join(&case.name), &case.bytes)?;
    }
    Ok(())
}
