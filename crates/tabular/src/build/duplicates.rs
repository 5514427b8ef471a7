//! Finds what stands twice, at any size: hashes in memory, then sorted runs in scratch files.

use std::{
    cmp::Reverse,
    collections::{BinaryHeap, HashSet},
    io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write},
};

use super::hash::BuildAsIs;
use crate::{Scratch, source::ScratchFile};

/// Bytes that one remembered hash costs.
const SEEN_BYTES: usize = 36;
const ENTRY_BYTES: usize = 24;
const RUN_BUFFER_BYTES: usize = 64 << 10;

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
    later: Vec<(u128, u64)>,
    runs: Vec<Run>,
    scratch: &'s dyn Scratch,
    memory_bytes: usize,
    places_max: usize,
    count: u64,
}

struct Run {
    file: Box<dyn ScratchFile>,
    entries: u64,
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
                let first = std::mem::take(&mut self.seen).into_iter().map(|hash| (hash, 0)).collect();
                self.spill(first)?;
            }
            return Ok(false);
        }
        self.later.push((hash, place));
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

    fn spill(&mut self, mut entries: Vec<(u128, u64)>) -> io::Result<()> {
        entries.sort_unstable();
        let mut out = BufWriter::with_capacity(RUN_BUFFER_BYTES, self.scratch.file()?);
        for (hash, place) in &entries {
            out.write_all(&hash.to_le_bytes())?;
            out.write_all(&place.to_le_bytes())?;
        }
        let mut file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.seek(SeekFrom::Start(0))?;
        self.runs.push(Run { file, entries: entries.len() as u64 });
        Ok(())
    }

    fn merge(self) -> io::Result<Repeated> {
        let mut runs: Vec<(BufReader<Box<dyn ScratchFile>>, u64)> = self
            .runs
            .into_iter()
            .map(|run| (BufReader::with_capacity(RUN_BUFFER_BYTES, run.file), run.entries))
            .collect();
        let mut heads = BinaryHeap::new();
        for (index, run) in runs.iter_mut().enumerate() {
            heads.extend(next(run)?.map(|entry| Reverse((entry, index))));
        }
        let mut repeated = Repeated { count: self.count, places: Vec::new() };
        let mut first_places = BinaryHeap::new();
        let mut before = None;
        while let Some(Reverse(((hash, place), index))) = heads.pop() {
            if before == Some(hash) {
                repeated.count += 1;
                first_places.push(place);
                if first_places.len() > self.places_max {
                    first_places.pop();
                }
            }
            before = Some(hash);
            heads.extend(next(&mut runs[index])?.map(|entry| Reverse((entry, index))));
        }
        repeated.places = first_places.into_sorted_vec();
        Ok(repeated)
    }
}

fn next(run: &mut (BufReader<Box<dyn ScratchFile>>, u64)) -> io::Result<Option<(u128, u64)>> {
    if run.1 == 0 {
        return Ok(None);
    }
    run.1 -= 1;
    let (mut hash, mut place) = ([0; 16], [0; 8]);
    run.0.read_exact(&mut hash)?;
    run.0.read_exact(&mut place)?;
    Ok(Some((u128::from_le_bytes(hash), u64::from_le_bytes(place))))
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
