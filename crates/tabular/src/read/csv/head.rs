//! The first rows of delimited text before their layout is judged: comments, and a header with a delimiter too many.

use super::sample::{SampleRow, modal_width};
use crate::{
    Dialect, Example, Finding, Message, Place, Severity,
    read::{
        cell::{Look, look},
        note::remark,
    },
};

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
