//! Delimited text: finds how it is cut and where its table lies.

mod candidate;
mod cut;
mod dialect;
mod head;
mod mend;
mod repair;
mod rows;
mod sample;
mod separator;
mod several;
mod survey;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use self::{
    dialect::{Sample, dialect_of},
    head::{collapse_comments, name_row_numbers, narrow_header},
    sample::{SampleRow, modal_width, rows_of},
};
use super::{
    encoding,
    foot::{below_last, footnotes},
    layout::{GridRow, Layout, layout_from},
    name::{stem, table_name},
    notes::{self, TableNotes},
    scan::Scan,
    text::{LineBreaks, TextReader},
};
use crate::{
    Container, Delimiter, Dialect, Limits, Reading, Source, TableReading, Unreadable, finding::EngineError,
    recipe::ReadingChoices,
};

pub(super) use self::rows::{CsvRows, record_too_long};

/// Text looked at from the beginning; more where records are long.
const HEAD_BYTES: usize = 256 << 10;
/// Text looked at from the middle and from the end.
const SAMPLE_BYTES: u64 = 64 << 10;
/// Rows of the beginning in which the header is looked for.
const HEAD_ROWS: usize = 400;
/// Columns that texts outside the table are taken from.
const OUTSIDE_CELLS_MAX: usize = 1_000;

struct Samples {
    head: String,
    head_ends: bool,
    middle: String,
    tail: String,
}

/// Reads the structure of delimited text.
pub(super) fn read(
    source: &dyn Source,
    scan: &Scan,
    choices: &ReadingChoices,
    limits: &Limits,
) -> Result<Reading, EngineError> {
    let found = encoding::encoding_of(scan, choices.encoding.as_deref());
    let mut samples = samples(source, found, limits)?;
    if samples.head.trim_matches(|sign: char| sign.is_whitespace() || sign == '\0' || sign == '\u{feff}').is_empty()
        && samples.head_ends
    {
        return Err(super::container::empty().into());
    }
    let declared = take_separator_line(&mut samples.head);
    let dialect = choices.dialect.unwrap_or_else(|| chosen_dialect(declared, &samples));
    let mut rows = rows_of(&samples.head, dialect, samples.head_ends, HEAD_ROWS, None);
    if rows.is_empty() {
        return Err(notes::dialect_refused(dialect).into());
    }
    let first_line = 1 + u64::from(declared.is_some());
    let usual = modal_width(&rows).filter(|width| *width > 1);
    if usual.is_some_and(|width| rows.iter().any(|row| row.flaws > 0 || row.cells.len() != width)) {
        rows = rows_of(&samples.head, dialect, samples.head_ends, HEAD_ROWS, usual);
    }
    collapse_comments(&mut rows, dialect);
    let mended = narrow_header(&mut rows).or_else(|| name_row_numbers(&mut rows));
    let width = table_width(&rows, limits)?;
    let grid: Vec<GridRow> = rows.iter_mut().map(|row| grid_row(row, first_line, width)).collect();
    let title = stem(source.name());
    let name = table_name(title).unwrap_or_else(|| "table".to_owned());
    let layout = layout_from(&grid, choices.header_rows.get(&name).copied(), choices.first_rows.get(&name).copied());
    let lines = match found {
        wide if wide == UTF_16LE || wide == UTF_16BE => count_lines(source, found)?,
        _ => scan.breaks.count + u64::from(!scan.breaks.at_break),
    };
    let tail = tail_grid(&samples.tail, dialect, lines, width, samples.head_ends.then_some(&grid));
    let mut reading = Reading {
        encoding: Some(encoding::label(found)),
        dialect: Some(dialect),
        sha256: scan.sha256.clone(),
        ..Reading::of(Container::Csv)
    };
    let mut table = table_reading(
        &name,
        title,
        &grid,
        &layout,
        &tail,
        width,
        choices.last_rows.get(&name).copied(),
        limits,
        &mut reading.outside,
    );
    let last = survey::last_column(source, found, dialect, &table, limits)?;
    while table.columns.last().is_some_and(|column| (*column as usize) < last) {
        table.columns.extend(table.columns.last().map(|column| column + 1));
        table.headers.push(String::new());
    }
    // Where there is one column nothing is separated.
    let told = if table.columns.len() > 1 { dialect } else { Dialect::default() };
    let mut file_notes = notes::file(found, found == UTF_8, told);
    file_notes.extend(mended);
    let mut tables = several::tables(source, found, dialect, first_line, choices, limits, &mut reading.outside)?;
    if tables.is_empty() {
        tables.push(table);
    }
    tables[0].notes.splice(0..0, file_notes);
    tables.retain(|table| !choices.skipped_tables.contains(&table.name));
    reading.tables = tables;
    Ok(reading)
}

fn chosen_dialect(declared: Option<char>, samples: &Samples) -> Dialect {
    let all = [
        Sample { text: &samples.head, ends: samples.head_ends },
        Sample { text: &samples.middle, ends: false },
        Sample { text: if samples.head_ends { "" } else { &samples.tail }, ends: true },
    ];
    match declared {
        Some(delimiter) => Dialect { delimiter: Delimiter::from(delimiter), ..Dialect::default() },
        None => dialect_of(&all),
    }
}

/// Excel's first line `sep=;` names the delimiter and is no data.
fn take_separator_line(head: &mut String) -> Option<char> {
    let rest =
        head.strip_prefix("sep=").or_else(|| head.strip_prefix("SEP=")).or_else(|| head.strip_prefix("\"sep="))?;
    let delimiter = rest
        .chars()
        .next()
        .filter(|sign| sign.is_ascii() && !sign.is_ascii_alphanumeric() && !matches!(sign, '\n' | '\r'))?;
    let after = rest[1..].trim_start_matches('"');
    let body = after.strip_prefix("\r\n").or_else(|| after.strip_prefix('\n')).or_else(|| after.strip_prefix('\r'))?;
    *head = body.to_owned();
    Some(delimiter)
}

fn samples(source: &dyn Source, encoding: &'static Encoding, limits: &Limits) -> Result<Samples, EngineError> {
    let mut reader = TextReader::open(source.open()?, encoding, 0)?;
    let mut wanted = HEAD_BYTES;
    loop {
        while reader.len() < wanted && !reader.ended() {
            reader.fill()?;
        }
        // Long records: take more until there are a few to compare.
        if reader.ended() || wanted >= limits.record_bytes_max || LineBreaks::of(reader.text().as_bytes()) >= 3 {
            break;
        }
        wanted *= 2;
    }
    let text = reader.text();
    let head_ends = reader.ended();
    // Pass on no more than was wanted, but never cut the only records there are.
    let cut = if head_ends || text.len() <= wanted * 2 { text.len() } else { text.floor_char_boundary(wanted * 2) };
    let head = text[..cut].to_owned();
    let size = source.size();
    let (middle, tail) = if head_ends {
        (String::new(), head.clone())
    } else {
        (piece(source, encoding, size / 2)?, piece(source, encoding, size.saturating_sub(SAMPLE_BYTES))?)
    };
    Ok(Samples { head, head_ends, middle, tail })
}

/// A piece of the text from a byte on, beginning with a whole line.
fn piece(source: &dyn Source, encoding: &'static Encoding, offset: u64) -> Result<String, EngineError> {
    let even = offset & !1;
    let mut reader = TextReader::open(source.open()?, encoding, even.max(2))?;
    reader.fill()?;
    let text = reader.text();
    let line = memchr::memchr2(b'\n', b'\r', text.as_bytes()).map_or(text.len(), |end| end + 1);
    let rest = text.get(line..).unwrap_or_default();
    let rest = rest.strip_prefix('\n').unwrap_or(rest);
    let bytes = usize::try_from(SAMPLE_BYTES).unwrap_or(usize::MAX);
    Ok(if reader.ended() { rest } else { &rest[..rest.floor_char_boundary(bytes)] }.to_owned())
}

fn count_lines(source: &dyn Source, encoding: &'static Encoding) -> Result<u64, EngineError> {
    let mut reader = TextReader::open(source.open()?, encoding, 0)?;
    let mut breaks = LineBreaks::default();
    loop {
        reader.fill()?;
        let text = reader.text();
        breaks.count(text.as_bytes());
        let length = text.len();
        reader.consume(length);
        if reader.ended() {
            return Ok(breaks.count + u64::from(!breaks.at_break));
        }
    }
}

/// Columns of the table: what most rows have, or the header where it has more.
fn table_width(rows: &[SampleRow], limits: &Limits) -> Result<usize, EngineError> {
    let used: Vec<SampleRow> = rows.iter().filter(|row| !row.is_blank()).cloned().collect();
    let modal = modal_width(&used).unwrap_or(1);
    let first =
        used.iter().find(|row| row.cells.len() > 1 && row.cells.len() * 2 >= modal).map_or(1, |row| row.cells.len());
    // A single overlong first row is no header where the others agree on far less.
    let agreeing = used.iter().filter(|row| row.cells.len() == modal).count();
    let width = if first > modal && agreeing >= 2 && first > modal * 4 { modal } else { first.max(modal) };
    if width > limits.columns_max {
        return Err(too_many_columns(width, limits.columns_max).into());
    }
    Ok(width)
}

/// A table wider than the limit.
pub(in crate::read) fn too_many_columns(width: usize, most: usize) -> Unreadable {
    Unreadable::new(
        "too-many-columns",
        format!(
            "У таблиці {width} стовпців, а можна не більше {most}. Розділіть її на кілька таблиць або поверніть так, щоб записи стояли в рядках."
        ),
        format!(
            "The table has {width} columns; at most {most} are allowed. Split it into several tables or turn it so that records stand in rows."
        ),
    )
}

fn grid_row(row: &mut SampleRow, first_line: u64, width: usize) -> GridRow {
    let mut cells = std::mem::take(&mut row.cells);
    cells.truncate(width);
    GridRow { place: first_line + row.line, cells, covered: Vec::new(), height: 1 }
}

/// The last rows with their lines counted from the end.
fn tail_grid(tail: &str, dialect: Dialect, lines: u64, width: usize, whole: Option<&Vec<GridRow>>) -> Vec<GridRow> {
    if let Some(grid) = whole.filter(|grid| grid.len() < HEAD_ROWS) {
        return grid.clone();
    }
    let mut breaks = LineBreaks::default();
    breaks.count(tail.as_bytes());
    let tail_lines = breaks.count + u64::from(!breaks.at_break);
    let first = lines.saturating_sub(tail_lines) + 1;
    let mut rows = rows_of(tail, dialect, true, usize::MAX, (width > 1).then_some(width));
    let skip = rows.len().saturating_sub(HEAD_ROWS);
    rows.drain(..skip);
    rows.iter_mut().map(|row| grid_row(row, first, width)).collect()
}

#[expect(clippy::too_many_arguments, reason = "the parts of one reading, put together once")]
fn table_reading(
    name: &str,
    file: &str,
    grid: &[GridRow],
    layout: &Layout,
    tail: &[GridRow],
    width: usize,
    last_chosen: Option<u64>,
    limits: &Limits,
    outside: &mut Vec<(String, String)>,
) -> TableReading {
    let below = grid.get(layout.body).map_or(u64::MAX, |row| row.place);
    let data: Vec<GridRow> = tail.iter().filter(|row| row.place >= below).cloned().collect();
    let notes_below = below_last(&data, last_chosen).unwrap_or_else(|| footnotes(&data, width));
    let (body, foot) = data.split_at(data.len() - notes_below);
    let last_row = (notes_below > 0).then(|| body.last().map_or(below, |row| row.place));
    let columns = used_columns(grid, layout, body, width);
    let headers: Vec<String> =
        columns.iter().map(|column| layout.headers.get(*column).cloned().unwrap_or_default()).collect();
    let titles: Vec<&GridRow> = layout.title.iter().map(|index| &grid[*index]).collect();
    let foot: Vec<&GridRow> = foot.iter().filter(|row| row.values() > 0).collect();
    for row in titles.iter().chain(&foot) {
        let texts = row.cells.iter().filter(|cell| !cell.trim().is_empty()).take(OUTSIDE_CELLS_MAX);
        outside.extend(texts.map(|text| (format!("{}", row.place), text.clone())));
    }
    let header_rows: Vec<u64> = layout.header.iter().map(|index| grid[*index].place).collect();
    let first_row = match grid.get(layout.body) {
        Some(row) => row.place,
        None => grid.last().map_or(1, |row| row.place + 1),
    };
    let found = TableNotes {
        sheet: None,
        titles: &titles,
        header_rows: &header_rows,
        feet: &foot,
        examples_max: limits.examples_max,
    };
    TableReading {
        name: name.to_owned(),
        title: notes::title_text(&titles).unwrap_or_else(|| file.to_owned()),
        sheet: None,
        title_rows: titles.iter().map(|row| row.place).collect(),
        header_rows: header_rows.clone(),
        first_row,
        last_row,
        columns: columns.iter().map(|column| u32::try_from(column + 1).unwrap_or(u32::MAX)).collect(),
        beside: Vec::new(),
        no_tall_merges: false,
        headers,
        notes: found.findings(),
    }
}

/// Columns from the first to the last that holds anything.
fn used_columns(grid: &[GridRow], layout: &Layout, tail: &[GridRow], width: usize) -> Vec<usize> {
    let body = || layout.header.iter().map(|index| &grid[*index]).chain(grid.iter().skip(layout.body)).chain(tail);
    let used = |column: &usize| body().any(|row| row.cells.get(*column).is_some_and(|cell| !cell.trim().is_empty()));
    let first = (0..width).find(used).unwrap_or(0);
    let last = (0..width).rev().find(used).unwrap_or(0);
    (first..=last).collect()
}
