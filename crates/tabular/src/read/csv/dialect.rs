//! How delimited text is cut: the dialect under which records have one width and cells look like values.

use super::{
    candidate::{Candidate, candidates},
    sample::{SampleRow, lines_of, modal_width, rows_of},
};
use crate::{
    Delimiter, Dialect,
    read::cell::{Look, look, looks_like_value},
};

/// Rows of each sample that are judged.
const ROWS_MAX: usize = 400;
/// Cells of each row that are judged.
const CELLS_MAX: usize = 64;
/// A score of a usual sign that no rare one need be weighed against.
const CONVINCING: f64 = 0.4;
/// The least share of rows of one width.
const CONSISTENCY_MIN: f64 = 0.5;
/// The same for signs that seldom separate cells, and for spaces.
const RARE_CONSISTENCY_MIN: f64 = 0.9;
/// The least share of cells that look like values where words stand side by side.
const SPACED_VALUES_MIN: f64 = 0.4;
/// Widths of tables that stand one under the other.
const STACKED_WIDTHS_MAX: usize = 4;
/// Share of lines, in percent, that are one value each where a file has one column.
const VALUE_LINES_PERCENT: usize = 90;

/// A piece of the text, and whether nothing follows it.
pub(super) struct Sample<'text> {
    pub(super) text: &'text str,
    pub(super) ends: bool,
}

/// The dialect that fits the samples best; comma and double quotes where a text has one column.
pub(super) fn dialect_of(samples: &[Sample<'_>]) -> Dialect {
    let mut best = one_column(samples);
    let mut highest = 0.0;
    for candidate in candidates(samples) {
        if candidate.is_rare() && highest > CONVINCING {
            break;
        }
        for dialect in quotings(candidate.delimiter, samples) {
            let score = score(dialect, &candidate, samples);
            if score > highest {
                highest = score;
                best = dialect;
            }
        }
    }
    best
}

/// A dialect that leaves a text of one column whole: by a sign that does not occur in it, in all of it.
fn one_column(samples: &[Sample<'_>]) -> Dialect {
    let is_whole = samples.first().is_some_and(|sample| sample.ends);
    let free =
        |sign: &char| (is_whole || *sign == '\u{1f}') && !samples.iter().any(|sample| sample.text.contains(*sign));
    let delimiter = [',', '\t', '|', ';', '^', '~', '\u{1f}'].into_iter().find(free).unwrap_or(',');
    Dialect { delimiter: Delimiter::from(delimiter), ..Dialect::default() }
}

/// Ways to quote that the samples give reason for.
fn quotings(delimiter: Delimiter, samples: &[Sample<'_>]) -> Vec<Dialect> {
    let double = Dialect { delimiter, ..Dialect::default() };
    let holds = |text: &str| samples.iter().any(|sample| sample.text.contains(text));
    let sign = match delimiter.as_str() {
        Delimiter::SPACES | Delimiter::ALIGNED => " ",
        sign => sign,
    };
    let opens = |quote: char| holds(&format!("{sign}{quote}")) || holds(&format!("\n{quote}"));
    let closes = |quote: char| holds(&format!("{quote}{sign}")) || holds(&format!("{quote}\n"));
    let mut ways = vec![double];
    if holds("\"") {
        ways.push(Dialect { quote: None, ..double });
        ways.push(Dialect { wrapped: true, ..double });
    }
    if holds("\\\"") {
        ways.push(Dialect { escape: Some('\\'), ..double });
    }
    for (opening, closing) in [('\'', '\''), ('`', '`'), ('«', '»'), ('“', '”')] {
        if delimiter != opening && opens(opening) && closes(closing) {
            ways.push(Dialect { quote: Some(opening), ..double });
            if opening == '\'' && holds("\\'") {
                ways.push(Dialect { quote: Some(opening), escape: Some('\\'), ..double });
            }
        }
    }
    ways
}

#[expect(clippy::cast_precision_loss, reason = "samples are small")]
fn score(dialect: Dialect, candidate: &Candidate, samples: &[Sample<'_>]) -> f64 {
    let rows: Vec<SampleRow> = samples
        .iter()
        .flat_map(|sample| rows_of(sample.text, dialect, sample.ends, ROWS_MAX, None))
        .filter(|row| !row.is_blank())
        .collect();
    let Some(width) = modal_width(&rows) else {
        return 0.0;
    };
    if width < candidate.width_min() {
        return 0.0;
    }
    // Titles and footnotes are narrower than the table; they must not count against it.
    let wide: Vec<&SampleRow> = rows.iter().filter(|row| row.cells.len() > 1).collect();
    let fitting = wide.iter().filter(|row| row.cells.len() == width).count() as f64;
    let consistency = (fitting / wide.len() as f64).max(stacked(&wide));
    let coverage = wide.len() as f64 / rows.len() as f64;
    let least = if candidate.is_rare() || dialect.wrapped { RARE_CONSISTENCY_MIN } else { CONSISTENCY_MIN };
    if consistency < least || coverage < least || is_prose(dialect, &rows) || is_one_column(&rows, width, samples) {
        return 0.0;
    }
    let (mut values, mut cells, mut flaws, mut quoted_cells) = (0.0, 0.0, 0.0, 0.0);
    for row in &wide {
        flaws += f64::from(row.flaws);
        for (cell, quoted) in row.cells.iter().zip(&row.quoted).take(CELLS_MAX) {
            cells += 1.0;
            quoted_cells += f64::from(u8::from(*quoted || looks_like_value(cell.trim())));
            values += worth(cell, *quoted, dialect);
        }
    }
    if candidate.is_spaced() && quoted_cells / cells < SPACED_VALUES_MIN {
        return 0.0;
    }
    let tidy = 1.0 / (1.0 + flaws / wide.len() as f64);
    let breadth = (width - 1) as f64 / width as f64;
    let padding = if is_padded(&wide) { 0.9 } else { 1.0 };
    quoting(dialect)
        * padding
        * consistency
        * consistency
        * coverage
        * (values / cells)
        * tidy
        * breadth
        * candidate.prior
}

/// Share of records as wide as the one before them, where several tables stand one under the other.
#[expect(clippy::cast_precision_loss, reason = "samples are small")]
fn stacked(rows: &[&SampleRow]) -> f64 {
    let mut widths: Vec<usize> = rows.iter().map(|row| row.cells.len()).collect();
    let alike = widths.windows(2).filter(|pair| pair[0] == pair[1]).count() as f64;
    widths.sort_unstable();
    widths.dedup();
    if widths.len() > STACKED_WIDTHS_MAX || rows.len() < 4 { 0.0 } else { 0.9 * alike / (rows.len() - 1) as f64 }
}

/// Quotes mean something until proved otherwise: one that is left open is a flaw to report, not a sign of another dialect.
fn quoting(dialect: Dialect) -> f64 {
    match dialect.quote {
        None | Some('«' | '“') => 0.9,
        Some('"') if dialect.wrapped => 0.95,
        Some('"') => 1.0,
        Some(_) => 0.98,
    }
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
    if !trimmed.is_empty() && trimmed.chars().all(|sign| "~|^;:#@$<>".contains(sign)) {
        return 0.1;
    }
    // Another delimiter inside, or half a quoted cell: the cut went wrong.
    let foreign = |sign: char| !dialect.delimiter.as_str().contains(sign) && trimmed.contains(sign);
    if [';', '\t', '|', '^', '~'].into_iter().any(foreign) {
        return 0.2;
    }
    if dialect.quote != Some('"')
        && (trimmed.starts_with('"') != trimmed.ends_with('"') || trimmed.len() > 1 && trimmed.starts_with('"'))
    {
        return 0.1;
    }
    let wraps = |quote: char| {
        dialect.quote != Some(quote) && trimmed.len() > 1 && trimmed.starts_with(quote) && trimmed.ends_with(quote)
    };
    if wraps('\'') || wraps('`') {
        return 0.5;
    }
    0.8
}

/// Whether spaces stand beside the delimiter nearly everywhere, so that they belong to it.
fn is_padded(rows: &[&SampleRow]) -> bool {
    let inner = || rows.iter().flat_map(|row| row.cells.iter().zip(&row.quoted).skip(1));
    let padded = inner().filter(|(cell, quoted)| !**quoted && cell.starts_with(' ')).count();
    let all = inner().count();
    padded * 100 > all * 95
}

/// Commas of sentences are followed by a space and their number differs from row to row; a table of one column is lawful.
fn is_prose(dialect: Dialect, rows: &[SampleRow]) -> bool {
    let sign = dialect.delimiter.as_str();
    if !matches!(sign, "," | ":" | ";" | ", " | "; ") {
        return false;
    }
    let even = rows.iter().all(|row| row.cells.len() == rows[0].cells.len());
    let inner =
        || rows.iter().flat_map(|row| row.cells.iter().zip(&row.quoted).skip(1)).filter(|(_, quoted)| !**quoted);
    let spaced = inner().filter(|(cell, _)| sign.ends_with(' ') || cell.starts_with(' ')).count();
    let all = inner().count();
    let prose = all > 0 && spaced * 10 > all * 8;
    // A record in quotes as a whole may as well be a text that was quoted for its commas.
    let doubtful = dialect.wrapped && (prose || rows[0].cells.len() < 3 && sign != ";");
    doubtful || prose && (!even || rows.len() < 2)
}

/// Whether the lines are values as they stand: times, decimal commas, phones. Only names above them make columns of their pieces.
fn is_one_column(rows: &[SampleRow], width: usize, samples: &[Sample<'_>]) -> bool {
    let named = rows
        .first()
        .is_some_and(|row| row.cells.len() == width && row.cells.iter().all(|cell| look(cell) == Look::Text));
    let lines = || lines_of(samples[0].text).skip(1).take(ROWS_MAX);
    let is_address = |line: &str| line.starts_with("http") && !line.contains([',', ' ', '|']) && looks_like_value(line);
    let is_value = |line: &&str| !line.contains(['\t', ';']) && (look(line) != Look::Text || is_address(line));
    let values = lines().filter(is_value).count();
    !named && values > 0 && values * 100 >= lines().count() * VALUE_LINES_PERCENT
}
