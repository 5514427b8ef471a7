//! Remembers what became of a value, for columns where few values stand again and again.
//!
//! Exact, no sample: whoever remembers sees to it that a value met again goes the same way as the first time.

use std::collections::HashMap;

use crate::build::hash::BuildAsIs;

/// Values remembered of one column; beyond it all is forgotten, for the values of a sorted column come and go.
const COLUMN_VALUES_MAX: usize = 16 << 10;
/// Longer values are seldom repeated.
pub(crate) const VALUE_BYTES_MAX: usize = 256;
/// Values after which the worth is weighed.
const TRIAL_VALUES: u32 = 8 << 10;
/// A column where fewer than one value in so many was known is left alone.
const USEFUL_ONE_IN: u32 = 4;

/// What is known of the values of one column, by the hash of the value.
pub(crate) struct Memo<T> {
    known: HashMap<u128, T, BuildAsIs>,
    values_max: usize,
    asked: u32,
    met: u32,
    is_useful: bool,
}

impl<T> Memo<T> {
    /// Nothing known yet; the columns of a table share what may be held in memory.
    pub(crate) fn new(table_values_max: usize, columns: usize) -> Self {
        let values_max = COLUMN_VALUES_MAX.min(table_values_max / columns.max(1));
        Self { known: HashMap::default(), values_max, asked: 0, met: 0, is_useful: values_max > 0 }
    }

    /// Whether it is worth asking for a value.
    pub(crate) fn is_useful_for(&self, value: &str) -> bool {
        self.is_useful && value.len() <= VALUE_BYTES_MAX
    }

    /// Whether it holds what nobody will ask for any more.
    pub(crate) fn is_idle(&self) -> bool {
        !self.is_useful && !self.known.is_empty()
    }

    /// What is known of a value.
    pub(crate) fn get(&mut self, hash: u128) -> Option<&mut T> {
        let known = self.known.get_mut(&hash);
        self.asked += 1;
        self.met += u32::from(known.is_some());
        if self.asked == TRIAL_VALUES {
            self.is_useful = self.met * USEFUL_ONE_IN >= self.asked;
            self.asked = 0;
            self.met = 0;
        }
        known
    }

    /// Remembers a value; answers what had to be forgotten for it.
    pub(crate) fn put(&mut self, hash: u128, learned: T) -> impl Iterator<Item = T> + use<T> {
        let forgotten = if self.known.len() >= self.values_max { self.forget() } else { HashMap::default() };
        self.known.insert(hash, learned);
        forgotten.into_values()
    }

    /// Forgets everything; answers it.
    pub(crate) fn forget(&mut self) -> HashMap<u128, T, BuildAsIs> {
        std::mem::take(&mut self.known)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE_VALUES: usize = 64 << 10;

    #[test]
    fn values_that_repeat_are_remembered_and_those_that_do_not_are_left_alone() {
        let (mut repeating, mut unlike) = (Memo::new(TABLE_VALUES, 1), Memo::new(TABLE_VALUES, 1));

        for number in 0..u128::from(TRIAL_VALUES) {
            for (memo, key) in [(&mut repeating, number % 10), (&mut unlike, number)] {
                if memo.get(key).is_none() {
                    assert_eq!(memo.put(key, key).count(), 0);
                }
            }
        }

        assert!(repeating.is_useful_for("value") && !unlike.is_useful_for("value"));
        assert_eq!(repeating.get(7), Some(&mut 7));
    }

    #[test]
    fn what_does_not_fit_drives_out_the_rest() {
        let mut memo = Memo::new(10, 5);
        let forgotten: Vec<char> =
            "abc".chars().flat_map(|value| memo.put(u128::from(value), value).collect::<Vec<_>>()).collect();

        assert_eq!(forgotten.len(), 2);
        assert!(memo.get(u128::from('a')).is_none() && memo.get(u128::from('c')).is_some());
    }
}
