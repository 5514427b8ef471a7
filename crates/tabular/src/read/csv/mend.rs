//! Cuts one line whose quotes went wrong so that it has the cells its neighbours have, with the least to forgive.

use super::cut::Span;

/// The longest line that is looked at.
const LINE_BYTES_MAX: usize = 64 << 10;
/// Delimiters of a line that may stand inside its quoted cells.
const INNER_MAX: usize = 48;

/// What to forgive, in arbitrary units.
const STRAY: u32 = 10;
/// A quote that stands between a delimiter and a text begins a cell; inside one it is unlikely.
const STRAY_AT_DELIMITER: u32 = 16;
const UNCLOSED: u32 = 10;
const INSIDE_WORD: u32 = 3;
/// A cell that lost one of its quotes and holds delimiters nonetheless.
const HALF_QUOTED: u32 = 26;

/// A line to be cut.
pub(super) struct Line<'text> {
    pub(super) text: &'text [u8],
    pub(super) delimiter: &'text [u8],
    pub(super) quote: u8,
    pub(super) escape: Option<u8>,
}

#[derive(Clone, Copy)]
struct Step {
    cost: u32,
    from: usize,
}

const UNREACHED: Step = Step { cost: u32::MAX, from: 0 };

impl Line<'_> {
    /// What must be forgiven, and the cells, exactly `width` of them; `None` where no cut gives so many with so little to forgive.
    pub(super) fn cells(&self, width: usize, forgiven: u32) -> Option<(u32, Vec<Span>)> {
        if self.text.len() > LINE_BYTES_MAX || width < 2 || self.delimiter.is_empty() {
            return None;
        }
        let cuts = self.borders();
        // Borders include both ends: as many pieces as borders but one.
        let inner = (cuts.len() - 1).checked_sub(width)?;
        if inner > INNER_MAX {
            return None;
        }
        // best[border][inner delimiters so far]
        let mut best = vec![UNREACHED; cuts.len() * (inner + 1)];
        best[0].cost = 0;
        for to in 1..cuts.len() {
            for hidden in 0..=inner.min(to - 1) {
                let from = to - 1 - hidden;
                let Some(cost) = self.cost(self.cell(&cuts, from, to), hidden) else {
                    continue;
                };
                for before in 0..=inner - hidden {
                    let reached = best[from * (inner + 1) + before].cost.saturating_add(cost);
                    let step = &mut best[to * (inner + 1) + before + hidden];
                    if reached < step.cost {
                        *step = Step { cost: reached, from };
                    }
                }
            }
        }
        let mut to = cuts.len() - 1;
        let mut hidden = inner;
        let cost = best[to * (inner + 1) + hidden].cost;
        if cost > forgiven {
            return None;
        }
        let mut spans = Vec::with_capacity(width);
        while to > 0 {
            let step = best[to * (inner + 1) + hidden];
            if step.cost == u32::MAX {
                return None;
            }
            spans.push(self.span(self.cell(&cuts, step.from, to)));
            hidden -= to - 1 - step.from;
            to = step.from;
        }
        spans.reverse();
        Some((cost, spans))
    }

    /// Where cells may begin, less the delimiter before them: both ends of the line and each delimiter.
    fn borders(&self) -> Vec<(usize, usize)> {
        let mut cuts = vec![(0, 0)];
        let mut at = 0;
        while let Some(found) = memchr::memmem::find(&self.text[at..], self.delimiter) {
            let begin = at + found;
            at = begin + self.delimiter.len();
            cuts.push((begin, at));
        }
        cuts.push((self.text.len(), self.text.len()));
        cuts
    }

    /// The bytes between two borders.
    fn cell(&self, cuts: &[(usize, usize)], from: usize, to: usize) -> (usize, usize) {
        (cuts[from].1, cuts[to].0.max(cuts[from].1).min(self.text.len()))
    }

    /// What a cell asks to be forgiven; `None` where it cannot be one.
    fn cost(&self, (start, end): (usize, usize), hidden: usize) -> Option<u32> {
        let cell = self.text[start..end].trim_ascii_end();
        let opens = cell.first() == Some(&self.quote);
        let closes = cell.len() > usize::from(opens) && cell.last() == Some(&self.quote);
        if opens && closes {
            return Some(self.strays(&cell[1..cell.len() - 1]));
        }
        if hidden > 0 {
            return (opens || closes).then(|| HALF_QUOTED + u32::try_from(hidden).unwrap_or(u32::MAX >> 8));
        }
        Some(match memchr::memchr(self.quote, cell) {
            None => 0,
            Some(_) if opens || closes => UNCLOSED,
            Some(_) => INSIDE_WORD,
        })
    }

    /// Quotes inside a quoted cell that are not doubled.
    fn strays(&self, content: &[u8]) -> u32 {
        let mut cost = 0;
        let mut at = 0;
        while let Some(found) = memchr::memchr(self.quote, &content[at..]) {
            let begin = at + found;
            let run = content[begin..].iter().take_while(|byte| **byte == self.quote).count();
            at = begin + run;
            let escaped = self.escape.is_some() && begin > 0 && content.get(begin - 1).copied() == self.escape;
            if run % 2 == 1 && !escaped {
                let at_delimiter =
                    content[..begin].ends_with(self.delimiter) || content[at..].starts_with(self.delimiter);
                cost += if at_delimiter { STRAY_AT_DELIMITER } else { STRAY };
            }
        }
        cost
    }

    fn span(&self, (start, end): (usize, usize)) -> Span {
        let cell = self.text[start..end].trim_ascii_end();
        if cell.len() > 1 && cell.first() == Some(&self.quote) && cell.last() == Some(&self.quote) {
            let inner = (start + 1, start + cell.len() - 1);
            let escaped = memchr::memchr(self.quote, &self.text[inner.0..inner.1]).is_some();
            return Span { start: inner.0, end: inner.1, escaped, quoted: true };
        }
        Span { start, end, escaped: false, quoted: false }
    }
}
