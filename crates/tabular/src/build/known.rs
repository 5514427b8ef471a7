//! What became of values of a column that stand there again and again: worked out once, then only counted.
//!
//! Only what can be repeated exactly is kept: where every tally that a value added to has its examples already, a further cell
//! changes nothing but counts. The screens for personal data see every cell all the same.

use super::{
    column::Typed,
    tally::{CellTallies, Which},
};
use crate::memo::Memo;

/// What became of one value.
pub(crate) struct Known {
    /// The value as it is written; `None` where it is the one that was read.
    pub(crate) written: Option<Box<str>>,
    /// `None` where it became missing.
    pub(crate) stored: Option<Stored>,
    /// What each cell adds to the tallies.
    pub(crate) told: Vec<(Which, u64)>,
    /// The screens found nothing in it: in what is written, in what was read.
    pub(crate) is_blank: Blank,
    /// Cells that stood there again and are not in the profile's counts yet.
    pub(crate) again: u64,
}

/// In which forms of a value the screens found nothing at all.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Blank {
    pub(crate) written: bool,
    pub(crate) source: bool,
}

/// A value that is not missing.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stored {
    pub(crate) typed: Typed,
    /// Of the value as it is written.
    pub(crate) hash: u128,
}

/// The known values of a column, and what is needed to learn one more.
pub(crate) struct Knowledge {
    pub(crate) memo: Memo<Known>,
    before: Vec<(Which, u64)>,
}

impl Knowledge {
    pub(crate) fn new(memo: Memo<Known>) -> Self {
        Self { memo, before: Vec::new() }
    }

    /// Looks at the tallies before a cell is worked on.
    pub(crate) fn before(&mut self, tallies: &CellTallies) {
        self.before.clear();
        self.before.extend(tallies.all().map(|(which, tally)| (which, tally.count)));
    }

    /// What the cell added to the tallies since; `None` where one of them still wants examples.
    pub(crate) fn told_since(&self, tallies: &CellTallies, examples_max: usize) -> Option<Vec<(Which, u64)>> {
        let mut told = Vec::new();
        for (which, tally) in tallies.all() {
            let before = self.before.iter().find(|(known, _)| *known == which).map_or(0, |(_, count)| *count);
            if tally.count > before {
                if tally.examples.len() < examples_max {
                    return None;
                }
                told.push((which, tally.count - before));
            }
        }
        Some(told)
    }
}
