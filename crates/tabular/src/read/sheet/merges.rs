//! Merged cells filled downwards.

use super::row::{Merge, SheetRow};

/// Fills the values of merged cells into the rows below.
#[derive(Default)]
pub(super) struct FillDown {
    merges: Vec<Merge>,
    next: usize,
    open: Vec<(u64, u32, String)>,
}

impl FillDown {
    /// Merges of several rows, sorted by their first row.
    pub(super) fn new(merges: Vec<Merge>) -> Self {
        Self { merges, next: 0, open: Vec::new() }
    }

    /// Whether no row from here on gets anything.
    pub(super) fn is_idle(&self) -> bool {
        self.open.is_empty() && self.next >= self.merges.len()
    }

    /// Moves on to a row; answers the values that merged cells above give to it, by column from 0.
    pub(super) fn at(&mut self, row: &SheetRow) -> impl Iterator<Item = (u32, &str)> {
        self.open.retain(|(last, _, _)| *last >= row.place);
        let begun = self.open.len();
        while let Some(merge) = self.merges.get(self.next).filter(|merge| merge.first_row <= row.place) {
            if merge.first_row == row.place
                && let Some((_, text, _)) = row.cells().find(|(column, _, _)| *column == merge.first_column)
            {
                self.open.push((merge.last_row, merge.first_column, text.to_owned()));
            }
            self.next += 1;
        }
        self.open.iter().take(begun).map(|(_, column, text)| (*column, text.as_str()))
    }
}
