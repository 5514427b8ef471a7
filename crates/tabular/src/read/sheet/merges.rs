//! Merged cells filled downwards.

use std::collections::{BTreeMap, HashMap};

use super::row::{Merge, SheetRow};

/// Fills the values of merged cells into the rows below.
#[derive(Default)]
pub(super) struct FillDown {
    merges: Vec<Merge>,
    next: usize,
    /// Column to last row and text.
    open: BTreeMap<u32, (u64, String)>,
}

impl FillDown {
    /// Merges of several rows, sorted by their first row.
    pub(super) fn new(merges: Vec<Merge>) -> Self {
        Self { merges, next: 0, open: BTreeMap::new() }
    }

    /// Whether no row from here on gets anything.
    pub(super) fn is_idle(&self) -> bool {
        self.open.is_empty() && self.next >= self.merges.len()
    }

    /// Moves on to a row; answers the values that merged cells above give to it, by column from 0.
    pub(super) fn at(&mut self, row: &SheetRow) -> impl Iterator<Item = (u32, &str)> {
        // Merged cells never overlap in a sound sheet: one a column is enough, and keeps the work linear.
        self.open.retain(|_, (last, _)| *last >= row.place);
        let begins: HashMap<u32, u64> = self.beginning(row.place);
        if !begins.is_empty() {
            for (column, text, _) in row.cells() {
                if let Some(last) = begins.get(&column) {
                    self.open.entry(column).or_insert_with(|| (*last, text.to_owned()));
                }
            }
        }
        self.open
            .iter()
            .filter(move |(column, _)| !begins.contains_key(column))
            .map(|(column, (_, text))| (*column, text.as_str()))
    }

    /// Columns and last rows of the merges that begin in a row; those of rows before it are passed.
    fn beginning(&mut self, place: u64) -> HashMap<u32, u64> {
        let mut begins = HashMap::new();
        while let Some(merge) = self.merges.get(self.next).filter(|merge| merge.first_row <= place) {
            if merge.first_row == place && !self.open.contains_key(&merge.first_column) {
                begins.entry(merge.first_column).or_insert(merge.last_row);
            }
            self.next += 1;
        }
        begins
    }
}
