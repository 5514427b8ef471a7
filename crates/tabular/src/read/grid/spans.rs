//! Cells over several rows: their text stands in each of them.

use std::collections::HashMap;

use super::GridLine;

/// Cells that reach below the row they began in, by column.
#[derive(Debug, Default)]
pub(in crate::read) struct Spans {
    open: HashMap<usize, (String, u64)>,
}

impl Spans {
    /// The first column from `column` on that no cell from above covers.
    pub(in crate::read) fn free(&self, mut column: usize, row: u64) -> usize {
        while self.open.get(&column).is_some_and(|(_, last)| *last >= row) {
            column += 1;
        }
        column
    }

    /// Puts a cell that spans so many columns and rows.
    pub(in crate::read) fn put(
        &mut self,
        line: &mut GridLine,
        column: usize,
        text: String,
        across: usize,
        down: usize,
    ) {
        if line.cells.len() < column + across {
            line.cells.resize(column + across, String::new());
            line.covered.resize(column + across, false);
        }
        line.covered[column + 1..column + across].fill(true);
        line.height = line.height.max(down);
        if down > 1 && !text.is_empty() {
            let last = line.place.saturating_add(down as u64 - 1);
            self.open.insert(column, (text.clone(), last));
            for covered in column + 1..column + across {
                self.open.insert(covered, (String::new(), last));
            }
        }
        line.cells[column] = text;
    }

    /// Repeats the texts of cells from above in a row.
    pub(in crate::read) fn fill(&mut self, line: &mut GridLine) {
        self.open.retain(|_, (_, last)| *last >= line.place);
        for (column, (text, _)) in &self.open {
            if line.cells.len() <= *column {
                line.cells.resize(column + 1, String::new());
                line.covered.resize(column + 1, false);
            }
            if line.cells[*column].is_empty() {
                line.cells[*column].clone_from(text);
            }
        }
    }
}
