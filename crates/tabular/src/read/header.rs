//! The rows of a header: how many there are, and what each column is called by all of them.

use super::{
    cell::{Look, look, says_nothing},
    layout::{GridRow, HEADER_ROWS_MAX, column_look, has_numbers},
    words::{is_remark, is_unit},
};

/// Numbered columns from which on chance is no explanation.
const COUNTED_COLUMNS_MIN: usize = 5;
/// Rows below a level that must be known before it is judged by them.
const BODY_ROWS_MIN: usize = 3;
/// Years that may head a column.
const YEARS: std::ops::Range<i32> = 1900..2100;

/// Rows that the header takes.
pub(super) fn header_depth(rows: &[GridRow], start: usize, columns: usize) -> usize {
    let repeats = repeats(rows, start);
    if repeats > 0 {
        return 1 + repeats;
    }
    let has_merges = |row: &GridRow| row.height > 1 || row.covered.iter().any(|covered| *covered);
    if has_merges(&rows[start]) { merged_depth(rows, start) } else { split_depth(rows, start, columns) }
}

/// Rows that repeat a header word for word right below it: files that were glued together have them.
pub(super) fn repeats(rows: &[GridRow], start: usize) -> usize {
    let row = &rows[start];
    if row.values() < 2 || has_numbers(row) {
        return 0;
    }
    rows[start + 1..].iter().take(HEADER_ROWS_MAX - 1).take_while(|next| next.cells == row.cells).count()
}

/// As deep as its merged cells reach, and a level more wherever a wide one has names of single columns under it.
fn merged_depth(rows: &[GridRow], start: usize) -> usize {
    let mut depth = 1;
    loop {
        let reach = (start..start + depth)
            .filter_map(|index| rows.get(index).map(|row| index + row.height))
            .max()
            .map_or(depth, |end| end - start);
        if reach > depth {
            depth = reach;
        } else if names_below(rows, start + depth - 1) {
            depth += 1;
        } else {
            return depth.clamp(1, HEADER_ROWS_MAX);
        }
        if depth >= HEADER_ROWS_MAX {
            return HEADER_ROWS_MAX;
        }
    }
}

/// Whether the row below names columns under the wide merged cells of this one.
fn names_below(rows: &[GridRow], at: usize) -> bool {
    let (Some(row), Some(next)) = (rows.get(at), rows.get(at + 1)) else {
        return false;
    };
    let under = |(column, covered): (usize, &bool)| *covered && !next.text(column).is_empty();
    row.covered.iter().enumerate().any(under) && names_only(next)
}

/// No numbers but years of which there are several.
pub(super) fn names_only(row: &GridRow) -> bool {
    let numbers: Vec<&str> = row
        .cells
        .iter()
        .map(|cell| cell.trim())
        .filter(|cell| matches!(look(cell), Look::Number | Look::Date))
        .collect();
    let years = numbers.iter().filter(|cell| is_year(cell)).count();
    numbers.is_empty() || years == numbers.len() && years >= 2
}

/// `2024`, and a year that two share: `2013-14`, `2023/2024`.
fn is_year(cell: &str) -> bool {
    let (first, second) = cell.split_once(['-', '/', '–']).unwrap_or((cell, ""));
    let is_year = |text: &str| text.len() == 4 && text.parse().is_ok_and(|year| YEARS.contains(&year));
    let is_short = second.len() == 2 && second.bytes().all(|sign| sign.is_ascii_digit());
    is_year(first) && (second.is_empty() || is_short || is_year(second))
}

/// How many texts of a row stand over columns of numbers or days.
pub(super) fn stands_over_values(rows: &[GridRow], at: usize, columns: usize) -> usize {
    (0..columns).filter(|column| is_over_values(rows, at, *column)).count()
}

fn is_over_values(rows: &[GridRow], at: usize, column: usize) -> bool {
    let text = rows[at].text(column);
    look(text) == Look::Text
        && !says_nothing(text)
        && matches!(column_look(rows, at + 1, column), Some(Look::Number | Look::Date))
}

/// The first of the levels that stand right above a row of names and complete it: years over some of the columns, or the names of
/// columns that this row leaves blank.
pub(super) fn levels_above(rows: &[GridRow], start: usize) -> usize {
    let mut top = start;
    while let (Some(above), Some(row)) = (top.checked_sub(1).and_then(|index| rows.get(index)), rows.get(top)) {
        let last = row.cells.len().max(above.cells.len());
        let is_level = start - top < HEADER_ROWS_MAX - 2
            && above.place + 1 == row.place
            && above.height <= 1
            && above.covered.is_empty()
            && above.values() >= 2
            && names_only(above)
            && row.values() >= 2
            && names_only(row)
            && !above.cells.iter().any(|cell| is_remark(cell))
            && stands_over_values(rows, start, last) > 0;
        let completes = || above.text(0).is_empty() || row.text(0).is_empty();
        let fills = |column: usize| row.text(column).is_empty() && !above.text(column).is_empty();
        let heads = |column: usize| is_over_values(rows, start, column) || above.text(column).is_empty();
        if !is_level || !completes() || !((0..last).any(fills) || (0..last).all(heads)) {
            break;
        }
        top -= 1;
    }
    top
}

/// Merges are lost in CSV: upper rows with gaps that exactly the rows of plain words below fill.
fn split_depth(rows: &[GridRow], start: usize, columns: usize) -> usize {
    let mut depth = (2..=HEADER_ROWS_MAX).find(|depth| is_split_header(rows, start, *depth, columns)).unwrap_or(1);
    // `as planned`, `restated`: remarks to some of the columns.
    while depth < HEADER_ROWS_MAX && is_remark_level(rows, start + depth, columns) {
        depth += 1;
    }
    depth
}

fn is_split_header(rows: &[GridRow], start: usize, depth: usize, columns: usize) -> bool {
    let Some(levels) = rows.get(start..start + depth) else {
        return false;
    };
    let (upper, lower) = (&levels[0], &levels[1..]);
    let named = |column: &usize| levels.iter().any(|row| !row.text(*column).is_empty());
    let Some(last) = (0..columns).rev().find(|column| named(column)) else {
        return false;
    };
    let gaps = (0..=last).filter(|column| upper.text(*column).is_empty()).count();
    let filled = (0..=last).all(|column| named(&column));
    let tall =
        (0..=last).any(|column| !upper.text(column).is_empty() && lower.iter().all(|row| row.text(column).is_empty()));
    let lowest = &levels[depth - 1];
    let foreign = stands_over_values(rows, start + depth - 1, last + 1);
    // A blank line may part two levels, not more.
    let parted = lower.iter().filter(|row| row.values() == 0).count();
    let heads_values = (foreign >= 2 || foreign == 1 && gaps >= 2 && tall) && !has_numbers(lowest);
    gaps >= 1
        && filled
        && (heads_values || tall && is_year_level(rows, start + depth - 1, last + 1))
        && lowest.values() > 0
        && parted <= 1
        && lower.iter().all(names_only)
}

/// Whether a row holds years alone, two at least, above columns of other numbers, and a blank where the table begins.
fn is_year_level(rows: &[GridRow], at: usize, columns: usize) -> bool {
    let row = &rows[at];
    let named: Vec<usize> = (0..columns).filter(|column| !row.text(*column).is_empty()).collect();
    let below = || rows.iter().skip(at + 1).take(BODY_ROWS_MIN);
    let heads = |column: &usize| {
        is_year(row.text(*column))
            && below().all(|row| !is_year(row.text(*column)))
            && matches!(column_look(rows, at + 1, *column), Some(Look::Number))
    };
    named.len() >= 2 && row.text(0).is_empty() && rows.len() > at + 1 && named.iter().all(heads)
}

/// Whether a row says something about columns of numbers and nothing else, and begins with a blank.
fn is_remark_level(rows: &[GridRow], at: usize, columns: usize) -> bool {
    let Some(row) = rows.get(at) else {
        return false;
    };
    let values = row.values();
    values > 0
        && rows.len() >= at + 1 + BODY_ROWS_MIN
        && row.text(0).is_empty()
        && names_only(row)
        && !is_units(rows, at, columns)
        && stands_over_values(rows, at, columns) == values
}

/// Whether a row under the names holds units alone: `тис. грн`, `шт.`.
pub(super) fn is_units(rows: &[GridRow], at: usize, columns: usize) -> bool {
    let Some(row) = rows.get(at) else {
        return false;
    };
    let mut units = 0;
    for column in 0..columns {
        let text = row.text(column);
        if text.is_empty() || matches!(text, "-" | "–" | "—" | "х" | "x") {
            continue;
        }
        if !is_unit(text) {
            return false;
        }
        units += usize::from(column_look(rows, at + 1, column) == Some(Look::Number));
    }
    units > 0
}

/// Forms number their columns in a row of their own: 1, 2, 3 … under the header, or А, Б, 1, 2 …
pub(super) fn is_numbering(rows: &[GridRow], at: usize, columns: usize) -> bool {
    let Some(row) = rows.get(at).filter(|row| is_numbering_row(row)) else {
        return false;
    };
    let below = rows.len().saturating_sub(at + 1);
    // Where words stand below a number it cannot be data.
    let is_number = |column: usize| look(row.text(column)) == Look::Number;
    let odd = (0..columns).any(|column| is_number(column) && column_look(rows, at + 1, column) == Some(Look::Text));
    let lettered = !is_number(0) && row.first_text() == "А";
    // A record that happens to hold 1, 2, 3, 4, 5 in all its columns is hardly one, unless the next one begins with 2.
    let filled = (0..columns).filter(|column| is_number(*column)).count();
    let counts_on = rows[at + 1..].iter().find(|row| row.values() > 0).is_some_and(|next| next.text(0).trim() == "2");
    let again = rows[at + 1..].iter().any(|other| other.cells == row.cells);
    let whole = filled >= COUNTED_COLUMNS_MIN && filled == columns && !counts_on && !again;
    below > 0 && (odd || lettered || whole)
}

/// 1, 2, 3 … in at least three columns, or letters in their order before them.
pub(super) fn is_numbering_row(row: &GridRow) -> bool {
    let cells: Vec<&str> = row.cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect();
    let letters = ["А", "Б", "В", "Г"].iter().zip(&cells).take_while(|(letter, cell)| letter == cell).count();
    cells.len() >= 3
        && cells.len() > letters
        && cells[letters..].iter().enumerate().all(|(index, cell)| *cell == (index + 1).to_string())
}

/// The header's text in one column: `upper / lower`, each once.
pub(super) fn header_text(rows: &[GridRow], header: &[usize], column: usize) -> String {
    let mut parts: Vec<String> = Vec::new();
    for (level, index) in header.iter().enumerate() {
        let row = &rows[*index];
        let mut text = row.cells.get(column).cloned().unwrap_or_default();
        // Only an upper level spreads over the columns it spans; the lowest one names single columns.
        let spreads =
            level + 1 < header.len() && header[level + 1..].iter().any(|lower| !rows[*lower].text(column).is_empty());
        if text.trim().is_empty() && (row.covered.get(column) == Some(&true) || spreads && row.covered.is_empty()) {
            spread_text(rows, &header[..level], row, column).clone_into(&mut text);
        }
        let same = parts.last().is_some_and(|last| last.trim() == text.trim());
        if !text.trim().is_empty() && !same {
            parts.push(text);
        }
    }
    if parts.len() == 1 {
        parts.swap_remove(0)
    } else {
        parts.iter().map(|part| part.trim()).collect::<Vec<_>>().join(" / ")
    }
}

/// The text to the left that reaches over to a column; it never leaves the span of a level above.
fn spread_text<'rows>(rows: &[GridRow], above: &[usize], row: &'rows GridRow, column: usize) -> &'rows str {
    for left in (0..=column).rev() {
        if !row.text(left).is_empty() {
            return row.text(left);
        }
        if above.iter().any(|upper| !rows[*upper].text(left).is_empty()) {
            return "";
        }
    }
    ""
}
