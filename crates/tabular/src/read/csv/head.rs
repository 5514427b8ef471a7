//! The first rows of delimited text before their layout is judged: comments, and a header with a delimiter too many.

use super::sample::{SampleRow, modal_width};
use crate::{
    Dialect, Example, Finding, Message, Place, Severity,
    read::{
        cell::{Look, look},
        note::remark,
    },
};

/// Rows that must count 1, 2, 3 … before a header counts as one cell short.
const COUNTED_ROWS_MIN: usize = 3;

/// Lines of comment stand whole, whatever delimiters they hold.
pub(super) fn collapse_comments(rows: &mut [SampleRow], dialect: Dialect) {
    let is_comment = |row: &SampleRow| row.cells.first().is_some_and(|cell| cell.starts_with('#'));
    let leading = rows.iter().take_while(|row| row.is_blank() || is_comment(row)).count();
    let usual = modal_width(rows).unwrap_or(1);
    if leading == 0 || leading == rows.len() {
        return;
    }
    // The last of them may be the header: its first column is called `#`, or it names the columns behind a `#`.
    let names = rows[leading - 1].cells.len() == usual && has_values(&rows[leading]);
    let comments = if names { leading - 1 } else { leading };
    for row in rows.iter_mut().take(comments).filter(|row| !row.is_blank()) {
        row.cells = vec![row.cells.join(dialect.delimiter.as_str())];
        row.quoted = vec![false];
    }
}

fn has_values(row: &SampleRow) -> bool {
    row.cells.iter().any(|cell| matches!(look(cell), Look::Number | Look::Date))
}

/// Takes blank cells out of a header that is wider by just these than every other record.
pub(super) fn narrow_header(rows: &mut [SampleRow]) -> Option<Finding> {
    let usual = modal_width(rows)?;
    let at = rows.iter().position(|row| row.cells.len() * 2 >= usual && !row.is_blank())?;
    let blank = |cell: &String| cell.trim().is_empty();
    let blanks = rows[at].cells.iter().filter(|cell| blank(cell)).count();
    let agree = rows[at + 1..].iter().filter(|row| row.cells.len() == usual).count();
    let narrow = rows[at + 1..].iter().all(|row| row.cells.len() <= usual);
    if usual < 2 || agree < 2 || !narrow || blanks == 0 || rows[at].cells.len() != usual + blanks {
        return None;
    }
    // Trailing blanks lie beyond the table anyway.
    if rows[at].cells.iter().rev().take(blanks).all(blank) {
        return None;
    }
    rows[at].cells.retain(|cell| !blank(cell));
    rows[at].quoted = vec![false; rows[at].cells.len()];
    let line = rows[at].line + 1;
    let mut finding = remark(
        "ragged-row",
        Severity::Warning,
        "cells=header",
        Message::new(
            format!(
                "У шапці (рядок {line}) є зайвий роздільник: назв із порожніми більше, ніж комірок у кожному рядку. Порожні назви вилучено. Перевірте назви стовпців."
            ),
            format!(
                "The header (row {line}) has a delimiter too many: with the blank ones it holds more names than each row has cells. The blank names were left out. Check the column names."
            ),
        ),
    );
    finding
        .examples
        .push(Example { place: Place { sheet: None, row: Some(line), column: None }, ..Example::default() });
    Some(finding)
}

/// Names the column of row numbers that some programs write without a name: the header is one cell short of every record, and the first
/// cells count 1, 2, 3 …
pub(super) fn name_row_numbers(rows: &mut [SampleRow]) -> Option<Finding> {
    let usual = modal_width(rows).filter(|width| *width > 2)?;
    let at = rows.iter().position(|row| row.cells.len() > 1)?;
    let records: Vec<&SampleRow> = rows[at + 1..].iter().filter(|row| !row.is_blank()).collect();
    let counts =
        |(index, row): (usize, &&SampleRow)| row.cells.len() == usual && row.cells[0].trim().parse() == Ok(index + 1);
    let names_numbers =
        |name: &str| name.starts_with(['№', '#']) || matches!(name, "id" | "n" | "no" | "номер" | "index");
    let is_short = rows[at].cells.len() + 1 == usual
        && !has_values(&rows[at])
        && !names_numbers(&rows[at].cells[0].trim().to_lowercase())
        && records.iter().any(|row| row.cells.last().is_some_and(|cell| !cell.trim().is_empty()));
    if !is_short || records.len() < COUNTED_ROWS_MIN || !records.iter().enumerate().all(counts) {
        return None;
    }
    rows[at].cells.insert(0, String::new());
    rows[at].quoted.insert(0, false);
    let line = rows[at].line + 1;
    Some(remark(
        "ragged-row",
        Severity::Warning,
        "cells=header",
        Message::new(
            format!(
                "У шапці (рядок {line}) на одну назву менше, ніж комірок у рядках, а перші комірки нумерують рядки. Вважається, що назви не має стовпець номерів. Перевірте назви стовпців."
            ),
            format!(
                "The header (row {line}) has one name less than the rows have cells, and the first cells number the rows. The column of numbers is taken for the one without a name. Check the column names."
            ),
        ),
    ))
}
