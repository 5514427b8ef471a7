//! Values of a column that pass 2 has counted before: they are not looked at again, only counted as they were the first time.
//!
//! A value changes the counters of its column in the same way whatever its row, unless that is one of totals. What it says only once,
//! such as the digits it needs, was noted the first time.

use super::tally::{ColumnTally, Counter};
use crate::{build::hash::Hashing, memo::Memo};

/// What a value adds to the counters.
pub(crate) type Counted = Vec<(Counter, u64)>;

/// The tally of a column, with the values it knows.
pub(crate) struct KnownTally {
    pub(crate) tally: ColumnTally,
    hashing: Hashing,
    memo: Memo<Counted>,
    before: Counted,
}

impl KnownTally {
    /// Knows nothing yet.
    pub(crate) fn new(tally: ColumnTally, hashing: Hashing, memo: Memo<Counted>) -> Self {
        Self { tally, hashing, memo, before: Vec::new() }
    }

    /// Counts one cell; `is_total` where its row is one of totals that stays for now.
    pub(crate) fn observe(&mut self, raw: &str, is_total: bool) {
        if is_total || raw.is_empty() || !self.memo.is_useful_for(raw) {
            return self.tally.observe(raw, is_total);
        }
        let hash = self.hashing.value(raw);
        let kinds = self.tally.candidates.len();
        if let Some(counted) = self.memo.get(hash) {
            for (counter, more) in counted {
                self.tally.count_again(*counter, *more);
            }
            self.tally.give_up_candidates();
        } else {
            self.learn(raw, hash);
        }
        // Where a kind was given up, the others have moved up.
        if self.tally.candidates.len() < kinds || self.memo.is_idle() {
            self.memo.forget();
        }
    }

    fn learn(&mut self, raw: &str, hash: u128) {
        self.before.clear();
        self.before.extend(self.tally.counters());
        self.tally.observe(raw, false);
        let changed = self.tally.counters().zip(&self.before).filter(|((_, now), (_, before))| now > before);
        let counted = changed.map(|((counter, now), (_, before))| (counter, now - before)).collect();
        self.memo.put(hash, counted).for_each(drop);
    }
}
