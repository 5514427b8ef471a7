//! What only the whole of the text shows: values beyond the columns that its beginning and its end have.

use encoding_rs::Encoding;

use super::{
    cut::{Cut, Cutter},
    rows::record_too_long,
    sample::{modal_width, rows_of},
};
use crate::{
    Dialect, Limits, Source, TableReading,
    finding::EngineError,
    read::{notes, text::TextReader},
};

/// Columns that values beyond the table's own may add: a record that lost its line break must not make a table of thousands.
const SURPLUS_COLUMNS_MAX: usize = 64;
/// Records that tell how many cells the others have.
const JUDGED_ROWS: usize = 400;

/// Column of the source, from 1, up to which records of the table hold values; never below the table's own last one.
pub(super) fn last_column(
    source: &dyn Source,
    encoding: &'static Encoding,
    dialect: Dialect,
    table: &TableReading,
    limits: &Limits,
) -> Result<usize, EngineError> {
    let own = table.columns.last().map_or(0, |column| *column as usize);
    let most = (own + SURPLUS_COLUMNS_MAX).min(limits.columns_max.max(own));
    let mut text = TextReader::open(source.open()?, encoding, 0)?;
    text.fill()?;
    let mut cutter = cutter_of(dialect, table, text.text())?;
    let (mut last, mut line, mut spans) = (own, 1_u64, Vec::new());
    loop {
        let whole = text.ended() || text.len() >= limits.record_bytes_max;
        let ended = text.ended();
        let piece = text.text();
        let mut at = 0;
        while at < piece.len() {
            let rest = &piece[at..];
            let Cut::Record { next, lines } = cutter.record(rest.as_bytes(), whole, &mut spans) else {
                break;
            };
            if next > limits.record_bytes_max || (next == rest.len() && whole && !ended) {
                return Err(record_too_long(line, limits.record_bytes_max).into());
            }
            let is_data = line >= table.first_row && !table.title_rows.contains(&line);
            if table.last_row.is_some_and(|last| line > last) {
                return Ok(last);
            }
            if is_data && spans.len() > last && spans.len() <= most {
                let filled = |span: &super::cut::Span| !rest[span.start..span.end].trim().is_empty();
                let used = spans.iter().rposition(filled).map_or(0, |column| column + 1);
                last = last.max(used);
            }
            line += lines;
            at += next;
        }
        if at == piece.len() && ended {
            return Ok(last);
        }
        text.consume(at);
        text.fill()?;
    }
}

/// A cutter that knows how many cells the records of a table have; `text` is the beginning of the source.
pub(super) fn cutter_of(dialect: Dialect, table: &TableReading, text: &str) -> Result<Cutter, EngineError> {
    let mut cutter = Cutter::new(dialect).ok_or_else(|| notes::dialect_refused(dialect))?;
    let first = table.columns.first().map_or(1, |column| *column as usize);
    let named = table.headers.iter().rposition(|header| !header.trim().is_empty()).map_or(0, |last| first + last);
    let own = table.columns.last().map_or(0, |column| *column as usize);
    let mut rows = rows_of(text, dialect, false, JUDGED_ROWS, None);
    let lies_within = |place: u64| place >= table.first_row && table.last_row.is_none_or(|last| place <= last);
    rows.retain(|row| lies_within(row.line + 1) && !row.is_blank());
    let usual = modal_width(&rows).unwrap_or(own).min(own);
    cutter.expect(named.max(usual));
    Ok(cutter)
}
