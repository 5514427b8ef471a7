//! Dirty files with known truth, to measure what an engine of tables finds and mends.
//!
//! A clean table is made first, then dirt falls on it, and what was done is written down. Nothing here knows the engine: neither its
//! rules nor its code, so the truth is not its opinion. Where two people would read a value differently, the file says so, and it is
//! judged apart.

mod check;
mod kinds;
mod random;
mod score;
mod table;
mod theme;
mod value;
mod words;
mod work;
mod write;

pub use kinds::{Kind, Stage, kinds};
pub use score::{Outcome, Score, Seen, Tally};
pub use table::{Accepted, Format};
pub use work::Expected;

use random::Random;
use table::{Line, Page};
use work::Work;

/// Tables that are tried for one that has a place for a dirt.
const TRIES_MAX: u64 = 400;
/// Kinds of dirt in a mixed file, at least.
const MIXED_MIN: usize = 3;
/// And at most.
const MIXED_MAX: usize = 6;

/// A dirty file and its truth.
#[derive(Debug, Clone)]
pub struct Case {
    /// The seed it grew from.
    pub seed: u64,
    /// The kinds of dirt on it.
    pub dirt: Vec<&'static str>,
    /// Name of the file.
    pub name: String,
    /// Bytes of the file.
    pub bytes: Vec<u8>,
    /// Names of fields after all safe fixes.
    pub names: Vec<String>,
    /// Rows after all safe fixes.
    pub rows: Vec<Vec<Accepted>>,
    /// What somebody who knows the dirt expects to be told.
    pub expected: Vec<Expected>,
    /// Fields that are left to people: what is said of them is not judged.
    pub open: Vec<usize>,
}

/// A table without any dirt, of which nothing may be said.
pub fn clean(seed: u64, format: Format) -> Case {
    let mut random = Random::new(seed);
    let table = theme::table(&mut random);
    case(seed, Vec::new(), Work::new(table, format, random))
}

/// A file with one kind of dirt.
pub fn alone(kind: &Kind, seed: u64) -> Case {
    attempt(seed, |work| soil(work, kind).then(|| vec![kind.id])).expect("some table has a place for every dirt")
}

/// A file with several kinds of dirt, none of which has two readings.
pub fn mixed(seed: u64) -> Case {
    let all: Vec<Kind> = kinds().into_iter().filter(|kind| !kind.is_ambiguous).collect();
    attempt(seed, |work| {
        let wanted = MIXED_MIN + work.random.below(MIXED_MAX - MIXED_MIN + 1);
        let mut chosen: Vec<Kind> = Vec::new();
        while chosen.len() < wanted {
            let kind = all[work.random.below(all.len())];
            let is_free = |other: &Kind| other.id != kind.id && (kind.group.is_empty() || other.group != kind.group);
            if kind.falls_on(work.page.format) && chosen.iter().all(is_free) {
                chosen.push(kind);
            }
        }
        chosen.sort_by_key(|kind| kind.stage);
        let fallen: Vec<&'static str> = chosen.iter().filter(|kind| soil(work, kind)).map(|kind| kind.id).collect();
        (fallen.len() >= MIXED_MIN).then_some(fallen)
    })
    .expect("some table has a place for three kinds of dirt")
}

/// Lets a dirt fall; where it finds no place, nothing has changed.
fn soil(work: &mut Work, kind: &Kind) -> bool {
    if !kind.falls_on(work.page.format) {
        return false;
    }
    work.dirt = kind.id;
    let (page, expected) = (work.page.clone(), work.expected.len());
    let names = work.names.clone();
    let has_fallen = (kind.apply)(work);
    if !has_fallen {
        work.page = page;
        work.names = names;
        work.expected.truncate(expected);
    }
    has_fallen
}

fn attempt(seed: u64, fall: impl Fn(&mut Work) -> Option<Vec<&'static str>>) -> Option<Case> {
    (0..TRIES_MAX).find_map(|attempt| {
        let mut random = Random::new(seed.wrapping_mul(TRIES_MAX).wrapping_add(attempt));
        let table = theme::table(&mut random);
        let format = match random.below(10) {
            0..=4 => Format::Csv,
            5..=7 => Format::Xlsx,
            8 => Format::Ods,
            _ => Format::Json,
        };
        let mut work = Work::new(table, format, random);
        let dirt = fall(&mut work)?;
        Some(case(seed, dirt, work))
    })
}

fn case(seed: u64, dirt: Vec<&'static str>, mut work: Work) -> Case {
    let ending = work.page.format.ending();
    work.settle();
    Case {
        seed,
        name: format!("{}-{seed}.{ending}", if dirt.is_empty() { "clean".to_owned() } else { dirt.join("+") }),
        dirt,
        bytes: write::write(&work.page),
        rows: rows(&work.page),
        names: work.names,
        expected: work.expected,
        open: work.open,
    }
}

fn rows(page: &Page) -> Vec<Vec<Accepted>> {
    let has_surplus = page.lines.iter().any(|line| line.surplus.is_some());
    let nothing = || Accepted::Text(String::new());
    let row = |line: &Line| {
        let mut row = line.truth.clone()?;
        row.extend(has_surplus.then(|| line.surplus.clone().unwrap_or_else(nothing)));
        Some(row)
    };
    page.lines.iter().filter_map(row).collect()
}
