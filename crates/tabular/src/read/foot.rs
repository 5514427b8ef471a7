//! What stands below a table: remarks, sources, signatures.

use super::{
    layout::{GridRow, has_numbers},
    words::{is_remark, opens_signature},
};

/// Cells of a line of signatures at most: a post, a place to sign, a name, and what is around.
const SIGNATURE_CELLS_MAX: usize = 5;

/// How many of the last rows are footnotes: one cell each, below a gap or beginning like a remark; or lines to be signed.
pub(super) fn footnotes(tail: &[GridRow], width: usize) -> usize {
    if width < 3 {
        return 0;
    }
    let mut notes = 0;
    let mut found = 0;
    for (index, row) in tail.iter().enumerate().rev() {
        let values = row.values();
        if values == 0 {
            if notes > 0 {
                found = tail.len() - index;
            }
            continue;
        }
        let below_gap = index > 0 && tail[index - 1].values() == 0;
        if is_signature(row, values, below_gap || found > 0) {
            notes += 1;
            found = tail.len() - index;
            continue;
        }
        let is_line = values == 1 && !has_numbers(row) || notes > 0 && below_gap && is_signed_part(row, values);
        if !is_line {
            break;
        }
        notes += 1;
        if is_remark(row.first_text()) {
            found = tail.len() - index;
        }
    }
    if found == tail.len() { 0 } else { found }
}

/// A post, a place to sign and a name. Without the place it takes more: to stand alone, or below a gap, or above other such lines.
fn is_signature(row: &GridRow, values: usize, is_apart: bool) -> bool {
    let is_place = |cell: &String| cell.trim().len() >= 3 && cell.trim().bytes().all(|sign| sign == b'_');
    let opening = row.first_text();
    let is_phone = || opening.to_lowercase().starts_with("тел");
    values <= SIGNATURE_CELLS_MAX
        && (row.cells.iter().any(is_place)
            || opens_signature(opening) && (values == 1 || is_apart) && (!has_numbers(row) || is_phone()))
}

/// `(посада)`, `(підпис)` under the places to sign.
fn is_signed_part(row: &GridRow, values: usize) -> bool {
    values <= SIGNATURE_CELLS_MAX
        && row.cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).all(|cell| cell.starts_with('('))
}
