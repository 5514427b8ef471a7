//! Samples of a text cut whole: what the dialect and the layout are judged by.

use super::cut::{Cut, Cutter};
use crate::Dialect;

/// Cuts a whole text into rows of values, at most `rows_max`; each with the offset of its line from the first. Records whose quotes
/// went wrong are cut to `width`, where one is known.
pub(super) fn rows_of(
    text: &str,
    dialect: Dialect,
    ends: bool,
    rows_max: usize,
    width: Option<usize>,
) -> Vec<SampleRow> {
    let Some(mut cutter) = Cutter::new(dialect) else {
        return Vec::new();
    };
    cutter.expect(width.unwrap_or_default());
    let mut rows = Vec::new();
    let (mut spans, mut scratch) = (Vec::new(), String::new());
    let (mut at, mut line) = (0, 0);
    while at < text.len() && rows.len() < rows_max {
        let rest = &text[at..];
        // A quote left open early in a sample must not hide the rest of it.
        let cut = match cutter.record(rest.as_bytes(), ends, &mut spans) {
            Cut::Short if at < text.len() / 2 => cutter.record(rest.as_bytes(), true, &mut spans),
            cut => cut,
        };
        let Cut::Record { next, lines } = cut else {
            break;
        };
        let cells = spans.iter().map(|span| cutter.value(rest, *span, &mut scratch).to_owned()).collect();
        let quoted = spans.iter().map(|span| span.quoted).collect();
        let flaws = cutter.stray_quotes + cutter.unclosed_quotes;
        rows.push(SampleRow { line, cells, quoted, flaws });
        at += next;
        line += lines;
    }
    rows
}

/// The lines that hold anything, however they end.
pub(super) fn lines_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(['\n', '\r']).filter(|line| !line.trim().is_empty())
}

/// A record of a sample.
#[derive(Debug, Clone)]
pub(super) struct SampleRow {
    /// Lines before it in the sample.
    pub(super) line: u64,
    pub(super) cells: Vec<String>,
    /// Which cells stand in quotes.
    pub(super) quoted: Vec<bool>,
    /// Quotes that do not fit.
    pub(super) flaws: u32,
}

impl SampleRow {
    /// Whether no cell has a value.
    pub(super) fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }
}

/// The commonest number of cells among records with more than one; else 1.
pub(super) fn modal_width(rows: &[SampleRow]) -> Option<usize> {
    let mut widths: Vec<usize> = rows.iter().map(|row| row.cells.len()).filter(|width| *width > 1).collect();
    if widths.is_empty() {
        return (!rows.is_empty()).then_some(1);
    }
    widths.sort_unstable();
    widths.chunk_by(|left, right| left == right).max_by_key(|chunk| (chunk.len(), chunk[0])).map(|chunk| chunk[0])
}
