//! What stands below a table: remarks, sources, signatures.

use super::{
    layout::{GridRow, has_numbers},
    words::{is_remark, opens_signature},
};

/// Cells of a line of signatures at most: a post, a place to sign, a name, and what is around.
const SIGNATURE_CELLS_MAX: usize = 5;

/// Columns below which two cells are as good as a whole row.
const NARROW_MAX: usize = 4;

/// How many of the last rows stand below the one (its place) that somebody called the last of the table; `None` where nobody did, or
/// where that row lies further up: what is left out must be seen whole, it is screened for personal data.
pub(super) fn below_last(tail: &[GridRow], last_row: Option<u64>) -> Option<usize> {
    let last = last_row.filter(|last| tail.first().is_some_and(|row| row.place <= *last))?;
    Some(tail.iter().filter(|row| row.place > last).count())
}

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
        let is_apart = below_gap || found > 0 || (values == 2 && width >= NARROW_MAX && names_a_signer(row));
        if is_signature(row, values, is_apart) {
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

/// Whether the last cell is how people sign: `О. П. Коваль`, `Коваль О.П.`, `Олена КОВАЛЬ`.
fn names_a_signer(row: &GridRow) -> bool {
    let last = row.cells.iter().map(|cell| cell.trim()).rfind(|cell| !cell.is_empty()).unwrap_or_default();
    let words: Vec<&str> = last.split([' ', '\u{a0}', '.']).filter(|word| !word.is_empty()).collect();
    let is_name = |word: &&str| {
        word.chars().next().is_some_and(char::is_uppercase)
            && word.chars().all(|sign| sign.is_alphabetic() || "'’ʼ-".contains(sign))
    };
    // An initial, or a surname in capitals.
    let is_signed = |word: &&str| word.chars().count() != 2 && word.chars().all(char::is_uppercase);
    (2..=4).contains(&words.len()) && words.iter().all(is_name) && words.iter().any(is_signed)
}

/// `(посада)`, `(підпис)` under the places to sign.
fn is_signed_part(row: &GridRow, values: usize) -> bool {
    values <= SIGNATURE_CELLS_MAX
        && row.cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).all(|cell| cell.starts_with('('))
}
