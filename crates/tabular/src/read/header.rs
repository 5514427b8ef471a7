//! The rows of a header: how many there are, and what each column is called by all of them.

use super::{
    cell::{Look, look},
    layout::{GridRow, HEADER_ROWS_MAX, column_look, has_numbers},
    words::is_unit,
};

/// Numbered columns from which on chance is no explanation.
const COUNTED_COLUMNS_MIN: usize = 5;
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
fn names_only(row: &GridRow) -> bool {
    let numbers: Vec<&str> = row
        .cells
        .iter()
        .map(|cell| cell.trim())
        .filter(|cell| matches!(look(cell), Look::Number | Look::Date))
        .collect();
    let years = numbers.iter().filter(|cell| cell.parse().is_ok_and(|year| YEARS.contains(&year))).count();
    numbers.is_empty() || years == numbers.len() && years >= 2
}

/// Merges are lost in CSV: upper rows with gaps that exactly the rows of plain words below fill.
fn split_depth(rows: &[GridRow], start: usize, columns: usize) -> usize {
    (2..HEADER_ROWS_MAX).find(|depth| is_split_header(rows, start, *depth, columns)).unwrap_or(1)
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
    let typed = (0..=last).any(|column| {
        look(lowest.text(column)) == Look::Text
            && matches!(column_look(rows, start + depth, column), Some(Look::Number | Look::Date))
    });
    gaps >= 2
        && filled
        && tall
        && typed
        && !has_numbers(lowest)
        && lower.iter().all(|row| row.values() > 0 && names_only(row))
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
