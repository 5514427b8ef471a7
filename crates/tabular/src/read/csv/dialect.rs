//! How delimited text is cut: the dialect under which records have one width and cells look like values.

use super::cut::{SampleRow, rows_of};
use crate::{Dialect, read::cell::looks_like_value};

/// Signs that may stand between cells, the likely first.
const DELIMITERS: [char; 7] = [',', ';', '\t', '|', '^', '~', ':'];
/// Rows of each sample that are judged.
const ROWS_MAX: usize = 400;
/// Cells of each row that are judged.
const CELLS_MAX: usize = 64;
/// The least share of rows of one width.
const CONSISTENCY_MIN: f64 = 0.5;

/// A piece of the text, and whether nothing follows it.
pub(super) struct Sample<'text> {
    pub(super) text: &'text str,
    pub(super) ends: bool,
}

/// The dialect that fits the samples best; comma and double quotes where a text has one column.
pub(super) fn dialect_of(samples: &[Sample<'_>]) -> Dialect {
    let mut best = one_column(samples);
    let mut highest = 0.0;
    for delimiter in DELIMITERS {
        if !samples.iter().any(|sample| sample.text.contains(delimiter)) {
            continue;
        }
        for dialect in quotings(delimiter, samples) {
            let score = score(dialect, samples);
            if score > highest {
                highest = score;
                best = dialect;
            }
        }
    }
    best
}

/// A dialect that leaves a text of one column whole: by a sign that does not occur in it.
fn one_column(samples: &[Sample<'_>]) -> Dialect {
    let free = |sign: &char| !samples.iter().any(|sample| sample.text.contains(*sign));
    let delimiter = [',', '\t', '|', ';', '^', '~'].into_iter().find(free).unwrap_or(',');
    Dialect { delimiter, ..Dialect::default() }
}

/// Ways to quote that the samples give reason for.
fn quotings(delimiter: char, samples: &[Sample<'_>]) -> Vec<Dialect> {
    let double = Dialect { delimiter, quote: Some('"'), escape: None };
    let mut ways = vec![double];
    let holds = |text: &str| samples.iter().any(|sample| sample.text.contains(text));
    if holds("\"") {
        ways.push(Dialect { quote: None, ..double });
    }
    if holds("\\\"") {
        ways.push(Dialect { escape: Some('\\'), ..double });
    }
    if !holds("\"") && (holds(&format!("{delimiter}'")) || holds("\n'")) {
        ways.push(Dialect { quote: Some('\''), ..double });
    }
    ways
}

#[expect(clippy::cast_precision_loss, reason = "samples are small")]
fn score(dialect: Dialect, samples: &[Sample<'_>]) -> f64 {
    let rows: Vec<SampleRow> = samples
        .iter()
        .flat_map(|sample| rows_of(sample.text, dialect, sample.ends, ROWS_MAX))
        .filter(|row| !row.is_blank())
        .collect();
    let Some(width) = modal_width(&rows) else {
        return 0.0;
    };
    if width < 2 {
        return 0.0;
    }
    // Titles and footnotes are narrower than the table; they must not count against it.
    let wide: Vec<&SampleRow> = rows.iter().filter(|row| row.cells.len() > 1).collect();
    let fitting = wide.iter().filter(|row| row.cells.len() == width).count() as f64;
    let consistency = fitting / wide.len() as f64;
    let coverage = wide.len() as f64 / rows.len() as f64;
    if consistency < CONSISTENCY_MIN || coverage < CONSISTENCY_MIN || is_prose(dialect, &rows) {
        return 0.0;
    }
    let (mut values, mut cells, mut flaws) = (0.0, 0.0, 0.0);
    for row in &wide {
        flaws += f64::from(row.flaws);
        for (cell, quoted) in row.cells.iter().zip(&row.quoted).take(CELLS_MAX) {
            cells += 1.0;
            values += worth(cell, *quoted, dialect);
        }
    }
    let tidy = 1.0 / (1.0 + flaws / wide.len() as f64);
    let breadth = (width - 1) as f64 / width as f64;
    let rare = if matches!(dialect.delimiter, ':' | '^' | '~') { 0.5 } else { 1.0 };
    // Quotes mean something until proved otherwise: one that is left open is a flaw to report, not a sign of another dialect.
    let quoting = if dialect.quote.is_none() { 0.9 } else { 1.0 };
    quoting * consistency * consistency * coverage * (values / cells) * tidy * breadth * rare
}

/// How much a cell looks like one value.
fn worth(cell: &str, quoted: bool, dialect: Dialect) -> f64 {
    let trimmed = cell.trim();
    if looks_like_value(trimmed) {
        return 1.0;
    }
    if quoted {
        return 0.9;
    }
    // Another delimiter inside, or half a quoted cell: the cut went wrong.
    let foreign = |sign: char| sign != dialect.delimiter && trimmed.contains(sign);
    if foreign(';') || foreign('\t') || foreign('|') {
        return 0.2;
    }
    if dialect.quote != Some('"')
        && (trimmed.starts_with('"') != trimmed.ends_with('"') || trimmed.len() > 1 && trimmed.starts_with('"'))
    {
        return 0.1;
    }
    if dialect.quote != Some('\'') && trimmed.len() > 1 && trimmed.starts_with('\'') && trimmed.ends_with('\'') {
        return 0.5;
    }
    0.8
}

/// Commas of sentences are followed by a space and their number differs from row to row; a table of one column is lawful.
fn is_prose(dialect: Dialect, rows: &[SampleRow]) -> bool {
    if !matches!(dialect.delimiter, ',' | ':' | ';') {
        return false;
    }
    let inner =
        || rows.iter().flat_map(|row| row.cells.iter().zip(&row.quoted).skip(1)).filter(|(_, quoted)| !**quoted);
    let spaced = inner().filter(|(cell, _)| cell.starts_with(' ')).count();
    let all = inner().count();
    let even = rows.iter().all(|row| row.cells.len() == rows[0].cells.len());
    all > 0 && spaced * 10 > all * 8 && !even
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
