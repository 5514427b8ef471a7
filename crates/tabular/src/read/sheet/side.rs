//! Tables side by side: blocks of columns with a blank column between, each with a header of its own.
//!
//! A blank column alone parts nothing: many a table has one for show. It takes names that come again, titles of their own, or rows that
//! begin or end elsewhere.

use crate::read::{
    blocks::{Block, ColumnUse, comparable},
    layout::{GridRow, layout_of},
};

/// Columns of a table at least.
const WIDTH_MIN: usize = 2;
/// Share of its columns, in percent, that a header must name.
const NAMED_PERCENT: usize = 80;

/// A part of a block that may be a table of its own.
struct Part {
    block: Block,
    /// Names of its columns, comparable.
    names: Vec<String>,
    has_title: bool,
    /// Place of its first row of data, and how many rows of data there are at most.
    first: u64,
    rows: u64,
    /// It has a header that names nearly all its columns, above rows.
    is_table: bool,
}

/// The tables of a block, from left to right, each with its columns only.
pub(super) fn parts(block: Block) -> Vec<Block> {
    let runs = runs(&block);
    if runs.len() < 2 {
        return vec![block];
    }
    let mut parts: Vec<Part> = Vec::new();
    for (first, last) in runs {
        let part = Part::of(&block, first, last);
        if parts.last().is_none_or(|left| left.is_apart_from(&part)) {
            parts.push(part);
        } else {
            // No table of its own: it belongs to what stands left of it, the blank column included.
            return vec![block];
        }
    }
    let mut parts: Vec<Block> = parts.into_iter().map(|part| part.block).collect();
    parts[0].preamble = block.preamble;
    parts
}

/// Runs of columns with values, as first and last; single columns go with the run before them.
fn runs(block: &Block) -> Vec<(usize, usize)> {
    let mut drawn = vec![false; block.columns.len()];
    for row in block.head.iter().filter(|row| row.covered.contains(&true) && row.values() >= 2) {
        drawn.iter_mut().zip(&row.covered).for_each(|(drawn, covered)| *drawn |= covered);
    }
    let mut runs: Vec<(usize, usize)> = Vec::new();
    let mut after_blank = true;
    for (column, usage) in block.columns.iter().enumerate() {
        if usage.values == 0 && !drawn[column] {
            after_blank = true;
            continue;
        }
        match runs.last_mut() {
            Some((_, last)) if !after_blank => *last = column,
            _ => runs.push((column, column)),
        }
        after_blank = false;
    }
    let mut joined: Vec<(usize, usize)> = Vec::new();
    for (first, last) in runs {
        match joined.last_mut() {
            Some((_, end)) if last + 1 - first < WIDTH_MIN => *end = last,
            _ => joined.push((first, last)),
        }
    }
    joined
}

impl Part {
    fn of(whole: &Block, first: usize, last: usize) -> Self {
        let within = |column: usize| (first..=last).contains(&column);
        let restrict = |row: &GridRow| {
            let mut row = row.clone();
            row.cells.truncate(last + 1);
            row.covered.truncate(last + 1);
            for cell in row.cells.iter_mut().take(first) {
                cell.clear();
            }
            for covered in row.covered.iter_mut().take(first) {
                *covered = false;
            }
            row
        };
        let columns: Vec<ColumnUse> = whole
            .columns
            .iter()
            .take(last + 1)
            .enumerate()
            .map(|(column, usage)| if within(column) { *usage } else { ColumnUse::default() })
            .collect();
        let last_place = columns.iter().map(|usage| usage.last).max().unwrap_or_default();
        let kept = |row: &&GridRow| row.place <= last_place;
        let block = Block::of(
            whole.head.iter().filter(kept).map(restrict).collect(),
            whole.tail.iter().filter(kept).map(restrict).collect(),
            columns,
        );
        let layout = layout_of(&block.head, None);
        let used = block.columns.iter().filter(|usage| usage.values > 0).count();
        let names: Vec<String> =
            layout.headers.iter().map(|name| comparable(name)).filter(|name| !name.is_empty()).collect();
        let body = block.head.get(layout.body);
        Self {
            is_table: !layout.header.is_empty() && body.is_some() && names.len() * 100 >= used * NAMED_PERCENT,
            has_title: !layout.title.is_empty(),
            first: body.map_or(0, |row| row.place),
            rows: block.columns.iter().map(|usage| usage.values).max().unwrap_or_default(),
            names,
            block,
        }
    }

    /// Whether both are tables that have nothing to do with each other.
    fn is_apart_from(&self, right: &Self) -> bool {
        if !self.is_table || !right.is_table {
            return false;
        }
        let shared = right.names.iter().filter(|name| self.names.contains(name)).count();
        let repeats = shared >= 2 && shared * 2 >= right.names.len().min(self.names.len());
        let longer = self.block.last_place.abs_diff(right.block.last_place);
        let elsewhere = self.first != right.first || longer >= 2 && longer * 10 >= self.rows.min(right.rows);
        repeats || self.has_title && right.has_title || elsewhere && self.is_dense() && right.is_dense()
    }

    /// Whether its fullest column has hardly a gap: rows of a table, not remarks here and there.
    fn is_dense(&self) -> bool {
        let span = self.block.last_place.saturating_sub(self.first) + 1;
        self.rows * 10 >= span * 9
    }
}
