//! One row of a sheet as every format gives it: cells as text with their columns; and the names of cells, `AB12`.

use super::number::{may_hold_noise, without_noise};

/// Columns of a sheet at most, by the widest of the formats.
pub(in crate::read) const COLUMNS_MAX: u32 = 16_384;
/// Rows of a sheet at most, by the longest of the formats.
pub(in crate::read) const ROWS_MAX: u64 = 1_048_576;
/// Merged cells remembered per sheet.
pub(in crate::read) const MERGES_MAX: usize = 200_000;
/// Hidden groups of columns remembered per sheet.
pub(in crate::read) const HIDDEN_MAX: usize = 20_000;

/// What a cell of a row takes besides its text.
const CELL_BYTES: usize = 16;

/// A block of cells shown as one; columns from 0, rows from 1, ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::read) struct Merge {
    pub(in crate::read) first_row: u64,
    pub(in crate::read) last_row: u64,
    pub(in crate::read) first_column: u32,
    pub(in crate::read) last_column: u32,
}

impl Merge {
    /// Whether it covers several rows.
    pub(in crate::read) fn is_tall(&self) -> bool {
        self.last_row > self.first_row
    }

    /// Whether it lies inside a sheet and covers more than one cell.
    pub(in crate::read) fn is_sound(&self) -> bool {
        self.first_row >= 1
            && self.last_row <= ROWS_MAX
            && self.last_column < COLUMNS_MAX
            && self.first_row <= self.last_row
            && self.first_column <= self.last_column
            && (self.first_row, self.first_column) != (self.last_row, self.last_column)
    }
}

/// What is odd about a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::read) enum Mark {
    #[default]
    Plain,
    /// A formula that ended in an error.
    Error,
    /// A number shown in percent: what is shown as 15 % is stored as 0.15.
    Percent,
    /// A number shown with a currency, which the number itself does not tell.
    Currency,
    /// A formula whose value the file does not hold.
    Uncomputed,
}

impl Mark {
    /// The mark of a number, as `mark as u8` gives it.
    pub(super) fn of(number: u8) -> Option<Self> {
        [Self::Plain, Self::Error, Self::Percent, Self::Currency, Self::Uncomputed]
            .into_iter()
            .find(|mark| *mark as u8 == number)
    }
}

/// One row; reused from row to row.
#[derive(Debug, Default)]
pub(in crate::read) struct SheetRow {
    /// From 1.
    pub(in crate::read) place: u64,
    pub(in crate::read) hidden: bool,
    text: String,
    cells: Vec<Cell>,
}

#[derive(Debug, Clone, Copy)]
struct Cell {
    column: u32,
    start: usize,
    end: usize,
    mark: Mark,
    /// A number that may hold the noise of binary fractions.
    may_be_noisy: bool,
}

impl SheetRow {
    /// Cells that have a text: column from 0, text, what is odd about it.
    pub(in crate::read) fn cells(&self) -> impl Iterator<Item = (u32, &str, Mark)> {
        self.cells
            .iter()
            .map(|cell| (cell.column, &self.text[cell.start..cell.end], cell.mark))
            .filter(|(_, text, _)| !text.is_empty())
    }

    /// Columns, from 0, of formulas without a value.
    pub(in crate::read) fn uncomputed(&self) -> impl Iterator<Item = u32> {
        self.cells.iter().filter(|cell| cell.mark == Mark::Uncomputed).map(|cell| cell.column)
    }

    /// Whether no cell has a value.
    pub(in crate::read) fn is_blank(&self) -> bool {
        self.cells().all(|(_, text, _)| text.trim().is_empty())
    }

    /// Begins another row.
    pub(in crate::read) fn begin(&mut self, place: u64, hidden: bool) {
        self.place = place;
        self.hidden = hidden;
        self.text.clear();
        self.cells.clear();
    }

    /// Becomes a copy of another row in another place.
    pub(in crate::read) fn copy_from(&mut self, other: &Self, place: u64) {
        self.place = place;
        self.hidden = other.hidden;
        self.text.clone_from(&other.text);
        self.cells.clone_from(&other.cells);
    }

    /// Appends a cell whose text `write` gives and says what is odd about it.
    pub(in crate::read) fn push_with(&mut self, column: u32, write: impl FnOnce(&mut String) -> Mark) {
        if column >= COLUMNS_MAX {
            return;
        }
        let start = self.text.len();
        let mark = write(&mut self.text);
        self.cells.push(Cell { column, start, end: self.text.len(), mark, may_be_noisy: false });
    }

    /// Appends a number that the file holds as a binary fraction.
    pub(in crate::read) fn push_number(&mut self, column: u32, text: &str, mark: Mark) {
        let before = self.cells.len();
        self.push(column, text, mark);
        self.cells[before..].iter_mut().for_each(|cell| cell.may_be_noisy = may_hold_noise(text));
    }

    /// Appends a cell as [`Self::all`] gives it.
    pub(super) fn push_kept(&mut self, column: u32, text: &str, mark: Mark, may_be_noisy: bool) {
        let before = self.cells.len();
        self.push(column, text, mark);
        self.cells[before..].iter_mut().for_each(|cell| cell.may_be_noisy = may_be_noisy);
    }

    /// Numbers become what people see of them: see [`without_noise`].
    pub(in crate::read) fn drop_noise(&mut self) {
        for cell in self.cells.iter_mut().filter(|cell| cell.may_be_noisy) {
            if let Some(clean) = without_noise(&self.text[cell.start..cell.end]) {
                cell.start = self.text.len();
                self.text.push_str(&clean);
                cell.end = self.text.len();
            }
        }
    }

    /// Every cell with its mark and whether it may be noisy, for [`super::kept`].
    pub(super) fn all(&self) -> impl ExactSizeIterator<Item = (u32, &str, Mark, bool)> {
        self.cells.iter().map(|cell| (cell.column, &self.text[cell.start..cell.end], cell.mark, cell.may_be_noisy))
    }

    /// Appends a cell.
    pub(in crate::read) fn push(&mut self, column: u32, text: &str, mark: Mark) {
        self.push_with(column, |row| {
            row.push_str(text);
            mark
        });
    }

    /// Bytes of all texts.
    pub(in crate::read) fn bytes(&self) -> usize {
        self.text.len()
    }

    /// Bytes that it takes, cells without a text included.
    pub(in crate::read) fn held_bytes(&self) -> usize {
        self.text.len() + self.cells.len() * CELL_BYTES
    }
}

/// `AB12` as column from 0 and row from 1.
pub(in crate::read) fn position(reference: &str) -> Option<(u32, u64)> {
    let letters = reference.bytes().take_while(u8::is_ascii_alphabetic).count();
    if letters == 0 || letters > 3 {
        return None;
    }
    let (letters, digits) = reference.split_at(letters);
    let column =
        letters.bytes().fold(0_u32, |column, letter| column * 26 + u32::from(letter.to_ascii_uppercase() - b'A' + 1));
    Some((column.checked_sub(1)?, digits.parse().ok()?))
}

/// `A1:B3` as a block of more than one cell.
pub(in crate::read) fn merge_of(reference: &str) -> Option<Merge> {
    let (from, to) = reference.split_once(':')?;
    let ((first_column, first_row), (last_column, last_row)) = (position(from)?, position(to)?);
    Some(Merge { first_row, last_row, first_column, last_column }).filter(Merge::is_sound)
}

/// A column's letters from its number from 0.
pub(in crate::read) fn letters(column: u32) -> String {
    let mut rest = column.saturating_add(1);
    let mut letters = Vec::new();
    while rest > 0 {
        letters.push(char::from(b'A' + u8::try_from((rest - 1) % 26).unwrap_or_default()));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::{Merge, letters, merge_of};

    #[test]
    fn references_name_columns_by_letters() {
        let block = Merge { first_row: 3, last_row: 12, first_column: 1, last_column: 27 };

        assert_eq!(merge_of("B3:AB12"), Some(block));
        assert_eq!(merge_of("B3"), None);
        assert_eq!(letters(27), "AB");
    }
}
