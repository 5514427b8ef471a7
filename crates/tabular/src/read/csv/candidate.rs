//! Signs that may stand between cells, and how likely each is before the text was looked at.

use super::{dialect::Sample, sample::lines_of};
use crate::Delimiter;

/// Signs that separate cells in nearly all files.
const COMMON: [&str; 4] = [",", ";", "\t", "|"];
/// Signs that separate cells and hardly ever mean anything else.
const LONG: [&str; 26] = [
    ", ", "; ", " | ", " ; ", " , ", "||", ";;", "::", "|~|", "~|~", "^|^", "##", "@@", "$$", "~~", "^^", "<>", "|;|",
    "¦", "§", "¤", "þ", "│", "\u{1}", "\u{1f}", "¬",
];
/// Signs that separate cells seldom.
const RARE: [&str; 16] = ["^", "~", ":", "/", "=", "#", "@", "!", "$", "%", "&", "*", "+", "\\", "_", "?"];
/// Spaces: one, a run, columns drawn one under the other.
const SPACED: [&str; 3] = [" ", Delimiter::SPACES, Delimiter::ALIGNED];
/// Lines that are looked at to see whether a sign is always doubled.
const DOUBLED_LINES: usize = 50;

/// A sign that occurs often enough to separate cells.
pub(super) struct Candidate {
    pub(super) delimiter: Delimiter,
    /// From 0 to 1.
    pub(super) prior: f64,
    rank: Rank,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Rank {
    Common,
    Long,
    Rare,
    Spaced,
}

impl Candidate {
    /// Columns that such a sign must make to be believed.
    pub(super) fn width_min(&self) -> usize {
        let pairs = matches!(self.delimiter.as_str(), "^" | "~" | ":" | Delimiter::ALIGNED);
        if pairs || matches!(self.rank, Rank::Common | Rank::Long) { 2 } else { 3 }
    }

    /// Whether it must cut nearly every record alike.
    pub(super) fn is_rare(&self) -> bool {
        matches!(self.rank, Rank::Rare | Rank::Spaced)
    }

    /// Whether it also stands between the words of a text.
    pub(super) fn is_spaced(&self) -> bool {
        self.rank == Rank::Spaced && self.delimiter.as_str() != Delimiter::ALIGNED
    }
}

/// The signs worth trying, the likely first.
pub(super) fn candidates(samples: &[Sample<'_>]) -> Vec<Candidate> {
    let groups = [(Rank::Common, COMMON.as_slice()), (Rank::Long, &LONG), (Rank::Rare, &RARE), (Rank::Spaced, &SPACED)];
    let lines = samples.iter().map(|sample| lines_of(sample.text).count()).sum();
    groups
        .into_iter()
        .flat_map(|(rank, signs)| signs.iter().map(move |sign| (rank, *sign)))
        .filter(|(rank, sign)| occurs(*rank, sign, lines, samples))
        .filter_map(|(rank, sign)| {
            let delimiter = Delimiter::new(sign)?;
            Some(Candidate { delimiter, prior: prior(rank, sign, samples), rank })
        })
        .collect()
}

fn occurs(rank: Rank, sign: &str, lines: usize, samples: &[Sample<'_>]) -> bool {
    let searched = match sign {
        Delimiter::SPACES => " ",
        Delimiter::ALIGNED => "  ",
        sign => sign,
    };
    // A table drawn with bars at both ends.
    if sign == " | " && samples[0].text.trim_start().starts_with('|') {
        return false;
    }
    let count: usize = samples
        .iter()
        .map(|sample| memchr::memmem::find_iter(sample.text.as_bytes(), searched.as_bytes()).count())
        .sum();
    if rank == Rank::Common { count > 0 } else { count * 2 >= lines && count > 1 }
}

fn prior(rank: Rank, sign: &str, samples: &[Sample<'_>]) -> f64 {
    let prior = match (rank, sign) {
        (Rank::Common, _) => 1.0,
        (Rank::Long, _) => 0.98,
        (Rank::Rare, "^" | "~" | ":") | (Rank::Spaced, Delimiter::ALIGNED) => 0.5,
        (Rank::Rare, _) => 0.3,
        (Rank::Spaced, Delimiter::SPACES) => 0.42,
        (Rank::Spaced, _) => 0.45,
    };
    if is_always_doubled(sign, samples[0].text) { prior / 2.0 } else { prior }
}

/// Whether a sign occurs only in pairs, in lines that have any: then the pair separates.
fn is_always_doubled(sign: &str, text: &str) -> bool {
    let [byte] = sign.as_bytes() else {
        return false;
    };
    let holding = || lines_of(text).filter(|line| line.as_bytes().contains(byte)).take(DOUBLED_LINES);
    let doubled = |line: &str| {
        line.as_bytes().chunk_by(|left, right| left == right).all(|run| run[0] != *byte || run.len().is_multiple_of(2))
    };
    *byte != b' ' && holding().next().is_some() && holding().all(doubled)
}
