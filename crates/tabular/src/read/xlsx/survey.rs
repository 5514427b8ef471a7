//! One look over a whole sheet: its first and last rows, which columns are used, what is hidden or merged.

use std::{collections::VecDeque, io::BufRead};

use super::sheet::{Merge, SheetReader, SheetRow};
use crate::{finding::EngineError, read::layout::GridRow};

/// Rows of the beginning in which the header is looked for, and the bytes they may take.
const HEAD_ROWS: usize = 400;
const HEAD_BYTES: usize = 8 << 20;
/// Rows of the end in which footnotes are looked for, and the bytes they may take.
const TAIL_ROWS: usize = 60;
/// Blank rows kept of one gap; their number beyond tells nothing.
const GAP_ROWS: u64 = 30;

/// What a sheet is made of.
#[derive(Debug, Default)]
pub(super) struct Survey {
    pub(super) head: Vec<GridRow>,
    pub(super) tail: VecDeque<GridRow>,
    /// Values per column, from 0.
    pub(super) values: Vec<u64>,
    pub(super) hidden_rows: Vec<u64>,
    pub(super) hidden_row_count: u64,
    pub(super) hidden_columns: Vec<(u32, u32)>,
    pub(super) merges: Vec<Merge>,
    pub(super) last_place: u64,
    head_bytes: usize,
}

impl Survey {
    /// Reads a sheet to its end.
    pub(super) fn take<R: BufRead>(mut sheet: SheetReader<'_, R>, examples_max: usize) -> Result<Self, EngineError> {
        let mut survey = Self::default();
        let mut row = SheetRow::default();
        while sheet.next_row(&mut row)? {
            if row.is_blank() {
                continue;
            }
            if row.hidden {
                survey.hidden_row_count += 1;
                if survey.hidden_rows.len() < examples_max {
                    survey.hidden_rows.push(row.place);
                }
            }
            survey.add(&row);
        }
        survey.hidden_columns = sheet.hidden_columns;
        survey.merges = sheet.merges;
        survey.mark_merges();
        Ok(survey)
    }

    /// Whether there is no value at all.
    pub(super) fn is_empty(&self) -> bool {
        self.head.is_empty()
    }

    fn add(&mut self, row: &SheetRow) {
        let gap = if self.last_place == 0 { 0 } else { row.place.saturating_sub(self.last_place + 1).min(GAP_ROWS) };
        for offset in (1..=gap).rev() {
            self.keep(GridRow { place: row.place - offset, height: 1, ..GridRow::default() });
        }
        let mut cells = Vec::new();
        for (column, text, _) in row.cells() {
            let column = column as usize;
            if self.values.len() <= column {
                self.values.resize(column + 1, 0);
            }
            self.values[column] += 1;
            if cells.len() <= column {
                cells.resize(column + 1, String::new());
            }
            text.clone_into(&mut cells[column]);
        }
        self.keep(GridRow { place: row.place, cells, covered: Vec::new(), height: 1 });
        self.last_place = row.place;
    }

    fn keep(&mut self, row: GridRow) {
        let bytes: usize = row.cells.iter().map(|cell| cell.len() + size_of::<String>()).sum();
        if self.tail.len() >= TAIL_ROWS {
            self.tail.pop_front();
        }
        // Wide rows are nobody's footnotes; their number is enough.
        let small = bytes <= HEAD_BYTES / TAIL_ROWS;
        let kept = if small {
            row.clone()
        } else {
            GridRow { cells: row.cells.iter().take(100).cloned().collect(), ..row.clone() }
        };
        self.tail.push_back(kept);
        if self.head.len() < HEAD_ROWS && (self.head.len() < 3 || self.head_bytes + bytes <= HEAD_BYTES) {
            self.head_bytes += bytes;
            self.head.push(row);
        }
    }

    /// Tells the first rows which of their cells are merged.
    fn mark_merges(&mut self) {
        let first = self.head.first().map_or(0, |row| row.place);
        let last = self.head.last().map_or(0, |row| row.place);
        let columns = self.values.len();
        for merge in self.merges.iter().filter(|merge| merge.first_row >= first && merge.first_row <= last) {
            let Ok(index) = self.head.binary_search_by_key(&merge.first_row, |row| row.place) else {
                continue;
            };
            let row = &mut self.head[index];
            let from = merge.first_column as usize;
            let to = (merge.last_column as usize).min(columns.saturating_sub(1));
            // A merge without a text is ornament.
            if row.cells.get(from).is_none_or(|cell| cell.trim().is_empty()) {
                continue;
            }
            row.height = row.height.max(usize::try_from(merge.last_row - merge.first_row + 1).unwrap_or(1));
            if to > from {
                if row.covered.len() <= to {
                    row.covered.resize(to + 1, false);
                }
                row.covered[from + 1..=to].fill(true);
            }
        }
    }
}
