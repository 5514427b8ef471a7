//! Where a table lies among its rows: titles above, header of one or more rows, footnotes below. The same for CSV and sheets.

use super::{
    cell::{Look, look, says_nothing},
    header::{
        header_depth, header_text, is_numbering, is_units, levels_above, names_only, repeats, stands_over_values,
    },
};

/// Rows under the header that are looked at to judge it.
const BODY_ROWS: usize = 100;
/// Share of a column's cells, in percent, that must look alike to call the column typed.
const TYPED_PERCENT: usize = 80;
/// Rows of header at most.
pub(super) const HEADER_ROWS_MAX: usize = 5;

/// A row of the beginning (or the end) of a table.
#[derive(Debug, Clone, Default)]
pub(super) struct GridRow {
    /// Line or sheet row, from 1.
    pub(super) place: u64,
    pub(super) cells: Vec<String>,
    /// Columns that a merged cell to the left covers.
    pub(super) covered: Vec<bool>,
    /// Rows that the tallest merged cell beginning here spans; 1 without merges.
    pub(super) height: usize,
}

/// Where the parts lie: indexes into the rows that were given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Layout {
    pub(super) title: Vec<usize>,
    pub(super) header: Vec<usize>,
    /// First row of data; one past the end where there is none.
    pub(super) body: usize,
    /// Header texts, one per column.
    pub(super) headers: Vec<String>,
}

impl GridRow {
    /// The text in a column, from 0.
    pub(super) fn text(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", |cell| cell.trim())
    }

    /// The first value; empty where there is none.
    pub(super) fn first_text(&self) -> &str {
        self.cells.iter().map(|cell| cell.trim()).find(|cell| !cell.is_empty()).unwrap_or_default()
    }

    /// Becomes the other row, its first cells at most; keeps what memory it has.
    pub(super) fn copy_from(&mut self, other: &Self, cells: usize) {
        self.place = other.place;
        self.height = other.height;
        self.covered.clone_from(&other.covered);
        let cells = &other.cells[..cells.min(other.cells.len())];
        self.cells.truncate(cells.len());
        for (own, other) in self.cells.iter_mut().zip(cells) {
            own.clone_from(other);
        }
        self.cells.extend_from_slice(&cells[self.cells.len()..]);
    }

    /// Cells with a value.
    pub(super) fn values(&self) -> usize {
        self.cells.iter().filter(|cell| !cell.trim().is_empty()).count()
    }

    /// Cells with a value or under a merged cell; a cell merged over nearly the whole width is one value, a title.
    fn filled(&self, width: usize) -> usize {
        let covered = self.covered.iter().filter(|covered| **covered).count();
        let values = self.values();
        if values <= 1 && covered + 1 >= width.saturating_sub(width / 5) { values } else { values + covered }
    }
}

/// Finds the layout. `wanted` is a number of header rows somebody chose.
pub(super) fn layout_of(rows: &[GridRow], wanted: Option<u64>) -> Layout {
    let columns = rows.iter().map(|row| row.cells.len()).max().unwrap_or_default();
    let names = match wanted {
        Some(_) => table_start(rows, columns),
        None => names_row(rows, table_start(rows, columns), columns),
    };
    let has_names = wanted.is_none() && names < rows.len() && is_header(rows, names, columns);
    let start = if has_names { levels_above(rows, names) } else { names };
    let title: Vec<usize> = (0..start).filter(|index| rows[*index].values() > 0).collect();
    let depth = match wanted {
        Some(count) => usize::try_from(count).unwrap_or(HEADER_ROWS_MAX).min(HEADER_ROWS_MAX),
        None if !has_names => 0,
        None => {
            let depth = header_depth(rows, start, columns);
            depth + usize::from(is_units(rows, start + depth, columns))
        }
    };
    let depth = depth.min(rows.len() - start);
    let texts: Vec<usize> = (start..start + depth).collect();
    let headers = (0..columns).map(|column| header_text(rows, &texts, column)).collect();
    // A row that only lies under taller cells names nothing.
    let mut header: Vec<usize> = texts.into_iter().filter(|index| rows[*index].values() > 0).collect();
    let mut body = start + depth;
    if depth > 0 && wanted.is_none() && is_numbering(rows, body, columns) {
        header.push(body);
        body += 1;
    }
    while rows.get(body).is_some_and(|row| row.values() == 0) {
        body += 1;
    }
    Layout { title, header, body, headers }
}

/// The layout where somebody said in which row (its place) the data begin. The header that was found stays where it lies above, else it
/// is what stands right above the data; all other rows above stay out like titles. A row that is not among these changes nothing.
pub(super) fn layout_from(rows: &[GridRow], header_rows: Option<u64>, first_row: Option<u64>) -> Layout {
    let found = layout_of(rows, header_rows);
    let Some(body) = first_row.and_then(|first| rows.iter().position(|row| row.place >= first)) else {
        return found;
    };
    let is_above = found.header.last().is_some_and(|last| *last < body);
    let (header, headers) = if body == found.body || is_above && header_rows.is_none() {
        (found.header, found.headers)
    } else {
        let depth = header_rows.map_or(1, |count| usize::try_from(count).unwrap_or(HEADER_ROWS_MAX));
        let named = (0..body).rev().filter(|index| rows[*index].values() > 0);
        let mut header: Vec<usize> = named.take(depth.min(HEADER_ROWS_MAX)).collect();
        header.reverse();
        let columns = rows.iter().map(|row| row.cells.len()).max().unwrap_or_default();
        let headers = (0..columns).map(|column| header_text(rows, &header, column)).collect();
        (header, headers)
    };
    let title = (0..body).filter(|index| rows[*index].values() > 0 && !header.contains(index)).collect();
    Layout { title, header, body, headers }
}

/// Columns that any of the rows uses.
fn used_columns(rows: &[GridRow], columns: usize) -> usize {
    (0..columns).filter(|column| rows.iter().any(|row| !row.text(*column).is_empty())).count()
}

/// The first row that is as wide as a table's row; rows above it are titles.
fn table_start(rows: &[GridRow], columns: usize) -> usize {
    let first = rows.iter().position(|row| row.values() > 0).unwrap_or(rows.len());
    let mut counts: Vec<usize> = rows.iter().map(|row| row.filled(columns)).filter(|filled| *filled > 0).collect();
    counts.sort_unstable();
    // The usual row, not the widest: one overlong row must not make the others look like titles.
    let usual = counts.get(counts.len() * 3 / 4).copied().unwrap_or_default().min(used_columns(rows, columns));
    if usual < 2 {
        return first;
    }
    let enough = usual.div_ceil(2).max(2);
    let start = rows.iter().position(|row| row.filled(columns) >= enough).unwrap_or(first);
    // A header with a blank cell in a narrow table is still a header when what follows looks like data.
    let above = start
        .checked_sub(1)
        .filter(|above| *above == first && usual <= 3 && rows[*above].place + 1 == rows[start].place);
    match above {
        Some(above)
            if has_numbers(&rows[start]) && !rows[above].text(0).is_empty() && rows[above].cells.len() >= usual =>
        {
            above
        }
        _ => start,
    }
}

/// The row of names, where the first row that is wide enough is a title with commas or a level of years above some of the names.
fn names_row(rows: &[GridRow], start: usize, columns: usize) -> usize {
    let start = below_titles(rows, start, columns);
    let is_level = |row: &GridRow| has_numbers(row) && names_only(row) && row.text(0).is_empty();
    let has_names_below = || !is_header(rows, start, columns) && is_header(rows, start + 1, columns);
    let is_level = start + 1 < rows.len() && is_level(&rows[start]) && has_names_below();
    if is_level { start + 1 } else { start }
}

/// The row below a title that its commas cut into cells: the title has more cells than any row, or the first few columns only, and
/// below it stand names in every column, over values of another kind.
fn below_titles(rows: &[GridRow], start: usize, columns: usize) -> usize {
    let (Some(row), Some(next)) = (rows.get(start), rows.get(start + 1)) else {
        return start;
    };
    let widest = rows[start + 1..].iter().map(|row| row.cells.len()).max().unwrap_or_default();
    let names = next.values();
    let leading = row.cells.iter().take_while(|cell| !cell.trim().is_empty()).count();
    let is_cut_title = row.cells.len() > widest || (leading == row.values() && leading < names);
    let has_merges = |row: &GridRow| row.height > 1 || row.covered.iter().any(|covered| *covered);
    let is_full = names >= 2 && (0..widest).all(|column| !next.text(column).is_empty());
    let foreign = stands_over_values(rows, start + 1, columns);
    let is_header = !has_numbers(row) && !has_numbers(next) && foreign >= 2 && foreign * 2 >= names;
    if is_cut_title && is_full && is_header && !has_merges(row) && !has_merges(next) { start + 1 } else { start }
}

/// Whether any cell is a number or a date.
pub(super) fn has_numbers(row: &GridRow) -> bool {
    row.cells.iter().any(|cell| matches!(look(cell), Look::Number | Look::Date))
}

/// How a column looks under a row: one kind where nearly all cells agree.
pub(super) fn column_look(rows: &[GridRow], from: usize, column: usize) -> Option<Look> {
    let mut counts = [0_usize; 3];
    for row in rows.iter().skip(from).take(BODY_ROWS) {
        let text = row.text(column);
        match look(text) {
            Look::Blank => {}
            Look::Text if says_nothing(text) => {}
            Look::Number => counts[0] += 1,
            Look::Date => counts[1] += 1,
            Look::Text => counts[2] += 1,
        }
    }
    let all: usize = counts.iter().sum();
    let enough = |count: usize| all > 0 && count * 100 >= all * TYPED_PERCENT;
    [Look::Number, Look::Date, Look::Text]
        .into_iter()
        .zip(counts)
        .find(|(_, count)| enough(*count))
        .map(|(kind, _)| kind)
}

/// Whether the row at `start` names columns, judged against what stands below it.
fn is_header(rows: &[GridRow], start: usize, columns: usize) -> bool {
    let start = start + repeats(rows, start);
    let row = &rows[start];
    let below = rows.iter().skip(start + 1).filter(|row| row.values() > 0).count();
    if below == 0 {
        return !has_numbers(row);
    }
    if is_year_run(row) {
        return true;
    }
    let mut votes = 0_i64;
    let (mut texts, mut repeated) = (0_i64, 0_i64);
    for column in 0..columns {
        let text = row.text(column);
        let (own, body) = (look(text), column_look(rows, start + 1, column));
        texts += i64::from(own == Look::Text);
        repeated += i64::from(own == Look::Text && stands_below(rows, start, column));
        votes += match (own, body) {
            (Look::Blank, _) | (_, None) => 0,
            (Look::Text, _) if says_nothing(text) => 0,
            (Look::Text, Some(Look::Number | Look::Date)) => 2,
            (Look::Number | Look::Date, Some(kind)) if own == kind => -2,
            (Look::Number | Look::Date, _) => -1,
            (Look::Text, _) if is_code_like_below(rows, start, column) => -1,
            (Look::Text, _) => 0,
        };
    }
    // One name may well stand among the data (a list of fields has a field `name`); most of them do not.
    if repeated * 2 > texts {
        votes -= repeated;
    }
    votes > 0 || (votes == 0 && !has_numbers(row))
}

/// Texts of a column below a row.
fn below(rows: &[GridRow], start: usize, column: usize) -> impl Iterator<Item = &str> {
    rows.iter().skip(start + 1).take(BODY_ROWS).map(move |row| row.text(column)).filter(|cell| !cell.is_empty())
}

/// Whether the cell's text stands again below it in its column. A row repeated as a whole says nothing: tables that were glued
/// together repeat their header.
fn stands_below(rows: &[GridRow], start: usize, column: usize) -> bool {
    let header = &rows[start];
    let others = rows.iter().skip(start + 1).take(BODY_ROWS).filter(|row| row.cells != header.cells);
    others.map(|row| row.text(column)).any(|cell| cell == header.text(column) && !cell.is_empty())
}

/// Whether the cell is a code of the very form that all cells below it have, such as `UA12020010000033698`.
fn is_code_like_below(rows: &[GridRow], start: usize, column: usize) -> bool {
    let text = rows[start].text(column);
    let shape = |cell: &str| -> String {
        let sign = |character: char| match character {
            digit if digit.is_numeric() => '9',
            letter if letter.is_alphabetic() => 'a',
            other => other,
        };
        cell.chars().map(sign).collect()
    };
    text.chars().any(|character| character.is_ascii_digit())
        && below(rows, start, column).next().is_some()
        && below(rows, start, column).all(|cell| shape(cell) == shape(text))
}

/// Years side by side head a table, numbers though they are.
pub(super) fn is_year_run(row: &GridRow) -> bool {
    let years: Vec<i32> = row
        .cells
        .iter()
        .filter_map(|cell| cell.trim().parse().ok())
        .filter(|year| (1900..2100).contains(year))
        .collect();
    let numbers = row.cells.iter().filter(|cell| matches!(look(cell), Look::Number | Look::Date)).count();
    years.len() >= 2
        && years.len() == numbers
        && numbers < row.values()
        && years.windows(2).all(|pair| (pair[1] - pair[0]).abs() == 1)
}
