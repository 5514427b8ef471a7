//! Numbers that stand far from all others of their field.

use super::cells::Batch;
use crate::{
    analyse::FieldPlan,
    build::tally::{Showing, Tally},
};

/// Buckets of a doubling.
const PARTS: usize = 4;
/// Doublings below and above one that are told apart.
const DOUBLINGS: i32 = 64;
const BUCKETS: usize = 2 * DOUBLINGS as usize * PARTS;
/// Numbers from which on a median means something.
const NUMBERS_MIN: u64 = 50;
/// How many times the median an outlier is.
const MEDIANS: f64 = 1_000.0;
/// How many times the largest usual number an outlier is: large sums are rare but have neighbours.
const GAP: f64 = 50.0;
/// One in so many numbers may be an outlier; more of them are what the field holds.
const OUTLIERS_ONE_IN: u64 = 500;

/// The positive numbers of a field by size, with the largest.
pub(crate) struct Sizes {
    buckets: Box<[u64; BUCKETS]>,
    count: u64,
    /// The largest numbers with their places, largest first.
    largest: Vec<(f64, u64, Box<str>)>,
    kept_max: usize,
}

impl Sizes {
    pub(crate) fn new(kept_max: usize) -> Self {
        Self { buckets: Box::new([0; BUCKETS]), count: 0, largest: Vec::new(), kept_max }
    }

    /// Hears of a column's numbers.
    pub(crate) fn add(&mut self, batch: Batch<'_>, column: usize, plan: &FieldPlan) {
        let Some(cells) = batch.cells(column) else { return };
        for index in batch.rows() {
            let Some(number) = cells.number(index, plan).filter(|number| *number > 0.0) else { continue };
            self.count += 1;
            self.buckets[bucket(number)] += 1;
            let is_large =
                self.largest.len() < self.kept_max || self.largest.last().is_some_and(|last| number > last.0);
            if is_large {
                let at = self.largest.partition_point(|known| known.0 >= number);
                self.largest.insert(at, (number, batch.place(index), batch.raw(column, index).trim().into()));
                self.largest.truncate(self.kept_max);
            }
        }
    }

    /// About the median of the positive numbers, within an eighth.
    pub(crate) fn median(&self) -> Option<f64> {
        let mut left = self.count.div_ceil(2);
        let at = self.buckets.iter().position(|count| {
            let found = *count >= left;
            left = left.saturating_sub(*count);
            found
        });
        at.filter(|_| self.count > 0).map(|at| f64::midpoint(floor_of(at), floor_of(at + 1)))
    }

    /// The numbers that stand far above all others.
    pub(crate) fn outliers(&self, showing: &Showing<'_>) -> Tally {
        let Some(median) = self.median().filter(|_| self.count >= NUMBERS_MIN) else { return Tally::default() };
        let allowed = (self.count / OUTLIERS_ONE_IN).max(1);
        // From the largest bucket downwards until a gap: what lies above it is far from the rest.
        let (mut above, mut lowest) = (0, None::<usize>);
        for (at, count) in self.buckets.iter().enumerate().rev().filter(|(_, count)| **count > 0) {
            if let Some(lowest) = lowest.filter(|lowest| floor_of(*lowest) >= floor_of(at + 1) * GAP) {
                return self.above(floor_of(lowest), above, showing);
            }
            if above + count > allowed || floor_of(at) < median * MEDIANS {
                break;
            }
            above += count;
            lowest = Some(at);
        }
        Tally::default()
    }

    fn above(&self, bound: f64, count: u64, showing: &Showing<'_>) -> Tally {
        let told = self.largest.iter().filter(|known| known.0 >= bound).take(showing.examples_max);
        Tally { count, examples: told.map(|(_, place, text)| showing.example(*place, text, None)).collect() }
    }
}

/// The bucket of a positive number: its doubling and the quarter of it, straight from its bits.
fn bucket(number: f64) -> usize {
    let bits = number.to_bits() >> 50;
    let exponent = i32::try_from((bits >> 2) & 0x7ff).unwrap_or_default() - 1023;
    let quarter = usize::try_from(bits & 3).unwrap_or_default();
    match exponent {
        exponent if exponent < -DOUBLINGS => 0,
        exponent if exponent >= DOUBLINGS => BUCKETS - 1,
        exponent => usize::try_from(exponent + DOUBLINGS).unwrap_or(0) * PARTS + quarter,
    }
}

/// The least number of a bucket.
fn floor_of(bucket: usize) -> f64 {
    let part = |number: usize| i32::try_from(number).unwrap_or_default();
    let quarters = f64::from(part(bucket % PARTS)) / f64::from(part(PARTS));
    2_f64.powi(part(bucket / PARTS) - DOUBLINGS) * (1.0 + quarters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_lies_in_its_bucket() {
        for number in [1.0, 1.26, 3.0, 0.001, 12_345.678, 1e12] {
            let at = bucket(number);

            assert!(floor_of(at) <= number && number < floor_of(at + 1), "{number}");
        }
        assert_eq!((bucket(1e-300), bucket(1e300)), (0, BUCKETS - 1));
    }
}
