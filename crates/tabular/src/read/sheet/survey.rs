//! One look over a whole sheet: its blocks of rows, and what is hidden or merged.

use super::{
    SheetReader,
    kept::Keeper,
    row::{Merge, SheetRow},
};
use crate::{
    Limits,
    finding::EngineError,
    read::{
        allowance::Allowance,
        blocks::{Block, Blocks},
        layout::GridRow,
    },
};

/// What a cell costs besides its text, blank or not.
const CELL_BYTES: usize = 4;

/// What a sheet is made of.
#[derive(Debug, Default)]
pub(super) struct Survey {
    pub(super) blocks: Vec<Block>,
    pub(super) hidden_rows: Vec<u64>,
    pub(super) hidden_row_count: u64,
    pub(super) hidden_columns: Vec<(u32, u32)>,
    /// Merged cells of several rows, sorted by their first row.
    pub(super) tall_merges: Vec<Merge>,
}

impl Survey {
    /// Reads a sheet to its end; `keeper` hears of its rows.
    pub(super) fn take(
        sheet: &mut dyn SheetReader,
        keeper: &mut Keeper,
        allowance: &mut Allowance,
        limits: &Limits,
    ) -> Result<Self, EngineError> {
        let mut survey = Self::default();
        let mut blocks = Blocks::default();
        let mut row = SheetRow::default();
        let mut grid = GridRow::default();
        while sheet.next_row(&mut row)? {
            keeper.add(&row);
            if row.is_blank() {
                continue;
            }
            if row.hidden {
                survey.hidden_row_count += 1;
                if survey.hidden_rows.len() < limits.examples_max {
                    survey.hidden_rows.push(row.place);
                }
            }
            fill(&mut grid, &row);
            allowance.spend(row.bytes() + grid.cells.len() * CELL_BYTES)?;
            blocks.add(&grid);
        }
        survey.blocks = blocks.finish();
        let mut trimmings = sheet.trimmings();
        survey.hidden_columns = trimmings.hidden_columns;
        trimmings.merges.sort_unstable_by_key(|merge| merge.first_row);
        survey.tall_merges = trimmings.merges.iter().copied().filter(Merge::is_tall).collect();
        for block in &mut survey.blocks {
            mark_merges(block, &trimmings.merges);
        }
        Ok(survey)
    }
}

/// Lays a row out by its columns, in memory that is used again from row to row.
fn fill(grid: &mut GridRow, row: &SheetRow) {
    grid.place = row.place;
    grid.height = 1;
    let width = row.cells().map(|(column, _, _)| column as usize + 1).max().unwrap_or_default();
    grid.cells.truncate(width);
    grid.cells.iter_mut().for_each(String::clear);
    grid.cells.resize_with(width, String::new);
    for (column, text, _) in row.cells() {
        text.clone_into(&mut grid.cells[column as usize]);
    }
}

/// Tells the first rows of a block which of their cells are merged.
fn mark_merges(block: &mut Block, merges: &[Merge]) {
    let first = block.head.first().map_or(0, |row| row.place);
    let last = block.head.last().map_or(0, |row| row.place);
    let columns = block.columns.len();
    let begin = merges.partition_point(|merge| merge.first_row < first);
    for merge in merges[begin..].iter().take_while(|merge| merge.first_row <= last) {
        let Ok(index) = block.head.binary_search_by_key(&merge.first_row, |row| row.place) else {
            continue;
        };
        let row = &mut block.head[index];
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
