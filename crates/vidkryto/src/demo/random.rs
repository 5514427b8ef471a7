//! A small seeded generator (`SplitMix64`), so that the sample city is the same on every machine and every run.

/// Numbers that follow from a seed alone.
#[derive(Debug, Clone)]
pub(super) struct Random(u64);

impl Random {
    /// The generator of one row of one dataset: rows stay the same when others come or go.
    pub(super) fn of_row(seed: u64, row: u64) -> Self {
        let mut random = Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ row.wrapping_mul(0xd1b5_4a32_d192_ed03));
        random.next();
        random
    }

    /// The next number.
    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from `least` to `largest`, both included.
    pub(super) fn between(&mut self, least: u64, largest: u64) -> u64 {
        least + self.next() % (largest - least + 1)
    }

    /// True in `percent` of a hundred cases.
    pub(super) fn chance(&mut self, percent: u64) -> bool {
        self.next() % 100 < percent
    }

    /// One of the things given, of which there is at least one.
    pub(super) fn pick<T: Copy>(&mut self, things: &[T]) -> T {
        let count = u64::try_from(things.len()).expect("a list in memory is counted in 64 bits");
        things[usize::try_from(self.next() % count).expect("less than the list's length")]
    }

    /// A fraction from 0 to 1 in steps of a millionth.
    pub(super) fn fraction(&mut self) -> f64 {
        f64::from(u32::try_from(self.next() % 1_000_001).expect("a million fits")) / 1_000_000.0
    }
}
