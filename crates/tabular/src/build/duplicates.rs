//! Finds what stands twice, at any size: hashes in memory, then sorted runs in scratch files.

use std::{
    collections::{BinaryHeap, HashSet},
    io,
};

use super::{
    hash::BuildAsIs,
    runs::{ENTRY_BYTES, Entry, Merge, Run},
};
use crate::Scratch;

/// Bytes that one remembered hash costs.
const SEEN_BYTES: usize = 36;

/// What stands twice.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Repeated {
    /// How many stand there again. Exact.
    pub(crate) count: u64,
    /// Places of the first of them that were not told at once.
    pub(crate) places: Vec<u64>,
}

/// Hears of hashes with their places, in order.
pub(crate) struct Duplicates<'s> {
    seen: HashSet<u128, BuildAsIs>,
    later: Vec<Entry>,
    runs: Vec<Run>,
    scratch: &'s dyn Scratch,
    memory_bytes: usize,
    places_max: usize,
    count: u64,
}

impl<'s> Duplicates<'s> {
    pub(crate) fn new(scratch: &'s dyn Scratch, memory_bytes: usize, places_max: usize) -> Self {
        Self {
            seen: HashSet::default(),
            later: Vec::new(),
            runs: Vec::new(),
            scratch,
            memory_bytes,
            places_max,
            count: 0,
        }
    }

    /// Adds one; answers `true` where it is known at once that it stands there again.
    pub(crate) fn add(&mut self, hash: u128, place: u64) -> io::Result<bool> {
        if self.runs.is_empty() {
            if !self.seen.insert(hash) {
                self.count += 1;
                return Ok(true);
            }
            if self.seen.len() * SEEN_BYTES > self.memory_bytes {
                // Place 0 stands before every real one: these came first.
                let first = std::mem::take(&mut self.seen).into_iter().map(|hash| Entry::new(hash, 0)).collect();
                self.spill(first)?;
            }
            return Ok(false);
        }
        if self.later.capacity() == 0 {
            self.later.reserve_exact(self.memory_bytes / 2 / ENTRY_BYTES + 1);
        }
        self.later.push(Entry::new(hash, place));
        if self.later.len() * 2 * ENTRY_BYTES > self.memory_bytes {
            let run = std::mem::take(&mut self.later);
            self.spill(run)?;
        }
        Ok(false)
    }

    /// How many stand there again, in all.
    pub(crate) fn finish(mut self) -> io::Result<Repeated> {
        if self.runs.is_empty() {
            return Ok(Repeated { count: self.count, places: Vec::new() });
        }
        let rest = std::mem::take(&mut self.later);
        self.spill(rest)?;
        self.merge()
    }

    fn spill(&mut self, entries: Vec<Entry>) -> io::Result<()> {
        self.runs.push(Run::write(entries, self.scratch)?);
        Ok(())
    }

    fn merge(self) -> io::Result<Repeated> {
        let mut repeated = Repeated { count: self.count, places: Vec::new() };
        let mut first_places = BinaryHeap::new();
        let mut before = None;
        let mut entries = Merge::new(self.runs)?;
        while let Some(entry) = entries.next()? {
            let (hash, place) = (entry.hash(), entry.place);
            if before == Some(hash) {
                repeated.count += 1;
                first_places.push(place);
                if first_places.len() > self.places_max {
                    first_places.pop();
                }
            }
            before = Some(hash);
        }
        repeated.places = first_places.into_sorted_vec();
        Ok(repeated)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{build::hash::Hashing, source::MemoryScratch};

    fn repeated(values: &[u64], memory_bytes: usize) -> (u64, u64) {
        let hashing = Hashing::new();
        let mut duplicates = Duplicates::new(&MemoryScratch, memory_bytes, 10);
        let mut at_once = 0;
        for (place, value) in (1_u64..).zip(values) {
            at_once +=
                u64::from(duplicates.add(hashing.value(&value.to_string()), place).expect("memory does not fail"));
        }
        let found = duplicates.finish().expect("memory does not fail");
        assert!(found.places.len() as u64 + at_once <= found.count.max(at_once + 10));
        (found.count, at_once)
    }

    #[test]
    fn what_outgrows_memory_is_counted_as_exactly_as_what_does_not() {
        let values: Vec<u64> = (0..5_000).map(|number| number % 3_000).collect();

        assert_eq!(repeated(&values, 1 << 20), (2_000, 2_000));
        assert_eq!(repeated(&values, 4_096).0, 2_000);
    }

    #[test]
    fn the_first_repeated_places_are_kept_after_spilling() {
        let hashing = Hashing::new();
        let mut duplicates = Duplicates::new(&MemoryScratch, 256, 3);

        for place in 1..=100_u64 {
            duplicates.add(hashing.value(&(place % 50).to_string()), place).expect("memory does not fail");
        }

        assert_eq!(
            duplicates.finish().expect("memory does not fail"),
            Repeated { count: 50, places: vec![51, 52, 53] }
        );
    }
}
