//! Rows that repeat others in all but what numbers them, found without remembering every row in a table of hashes.
//!
//! A filter of bits tells which rows may repeat an earlier one; their hashes are few. All hashes are written in a row, in memory or
//! on a scratch file, and read once more at the end to find the first of each.

use std::{
    collections::HashSet,
    io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write},
};

use crate::{
    Scratch,
    build::hash::{BuildAsIs, split},
    source::ScratchFile,
};

/// Bits of the filter for each row: few rows are suspected wrongly, and a million rows' filter stays in a cache.
const BITS_A_ROW: u64 = 16;
/// Bits of the smallest and the largest filter: 1 KiB to 32 MiB.
const FILTER_BITS: std::ops::RangeInclusive<u64> = 1 << 13..=1 << 28;
/// Hashes of an open block in memory.
const BLOCK: usize = 64 << 10;
/// Rows that may be suspected; a table where more are is not one of rows entered twice.
const SUSPECTS_MAX: usize = 200_000;

/// Hears of rows: the hash of all but the numbering fields.
pub(crate) struct Copies<'a> {
    filter: Vec<u64>,
    mask: u64,
    has_two_probes: bool,
    suspects: HashSet<u128, BuildAsIs>,
    hashes: Vec<u128>,
    places: Vec<u64>,
    file: Option<BufWriter<Box<dyn ScratchFile>>>,
    written: u64,
    scratch: &'a dyn Scratch,
    memory_rows: usize,
    is_given_up: bool,
}

/// Rows that repeat others.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Copied {
    pub(crate) count: u64,
    /// Places of the first of them.
    pub(crate) places: Vec<u64>,
}

/// Bytes of a row that is remembered.
const ROW_BYTES: usize = 24;

impl<'a> Copies<'a> {
    pub(crate) fn new(rows: u64, scratch: &'a dyn Scratch, memory_bytes: usize) -> Self {
        let wanted = rows.saturating_mul(BITS_A_ROW).next_power_of_two();
        let bits = wanted.clamp(*FILTER_BITS.start(), *FILTER_BITS.end());
        Self {
            filter: vec![0; usize::try_from(bits / 64).unwrap_or(1)],
            mask: bits - 1,
            has_two_probes: wanted > bits,
            suspects: HashSet::default(),
            hashes: Vec::new(),
            places: Vec::new(),
            file: None,
            written: 0,
            scratch,
            memory_rows: (memory_bytes / ROW_BYTES).max(BLOCK),
            is_given_up: false,
        }
    }

    pub(crate) fn add(&mut self, hash: u128, place: u64) -> io::Result<()> {
        if self.is_given_up {
            return Ok(());
        }
        // One probe is enough while there are bits for each row; beyond, a second keeps wrong suspects few.
        let (low, high) = split(hash);
        let mut is_suspect = self.probe(high);
        if self.has_two_probes {
            is_suspect &= self.probe(low);
        }
        if is_suspect {
            self.suspects.insert(hash);
            if self.suspects.len() > SUSPECTS_MAX.max(self.hashes.len() / 4) {
                self.give_up();
                return Ok(());
            }
        }
        self.hashes.push(hash);
        self.places.push(place);
        if self.hashes.len() >= self.memory_rows { self.spill() } else { Ok(()) }
    }

    /// Sets a bit of the filter; answers whether it was set.
    fn probe(&mut self, place: u64) -> bool {
        let bit = place & self.mask;
        let word = &mut self.filter[usize::try_from(bit / 64).unwrap_or(0)];
        let flag = 1 << (bit % 64);
        let was_set = *word & flag != 0;
        *word |= flag;
        was_set
    }

    /// Rows heard of.
    pub(crate) fn rows(&self) -> u64 {
        self.written + self.hashes.len() as u64
    }

    fn give_up(&mut self) {
        self.is_given_up = true;
        (self.filter, self.hashes, self.places) = (Vec::new(), Vec::new(), Vec::new());
        (self.suspects, self.file) = (HashSet::default(), None);
    }

    fn spill(&mut self) -> io::Result<()> {
        let file = match &mut self.file {
            Some(file) => file,
            None => self.file.insert(BufWriter::with_capacity(BLOCK, self.scratch.file()?)),
        };
        for (hash, place) in self.hashes.drain(..).zip(self.places.drain(..)) {
            file.write_all(&hash.to_le_bytes())?;
            file.write_all(&place.to_le_bytes())?;
            self.written += 1;
        }
        Ok(())
    }

    /// The rows that repeat an earlier one.
    pub(crate) fn finish(mut self, places_max: usize) -> io::Result<Copied> {
        let mut copied = Copied::default();
        if self.suspects.is_empty() {
            return Ok(copied);
        }
        let mut seen: HashSet<u128, BuildAsIs> = HashSet::default();
        let mut look = |hash: u128, place: u64| {
            if self.suspects.contains(&hash) && !seen.insert(hash) {
                copied.count += 1;
                if copied.places.len() < places_max {
                    copied.places.push(place);
                }
            }
        };
        if let Some(file) = self.file.take() {
            let mut file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
            file.seek(SeekFrom::Start(0))?;
            let mut file = BufReader::with_capacity(BLOCK, file);
            let (mut hash, mut place) = ([0; 16], [0; 8]);
            for _ in 0..self.written {
                file.read_exact(&mut hash)?;
                file.read_exact(&mut place)?;
                look(u128::from_le_bytes(hash), u64::from_le_bytes(place));
            }
        }
        self.hashes.iter().zip(&self.places).for_each(|(hash, place)| look(*hash, *place));
        Ok(copied)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{build::hash::Hashing, source::MemoryScratch};

    fn copied(rows: u64, period: u64, memory_bytes: usize) -> Copied {
        let hashing = Hashing::new();
        let mut copies = Copies::new(rows, &MemoryScratch, memory_bytes);
        for row in 0..rows {
            copies.add(hashing.value(&(row % period).to_string()), row + 1).expect("memory does not fail");
        }
        copies.finish(2).expect("memory does not fail")
    }

    #[test]
    fn repeated_rows_are_counted_exactly_in_memory_and_beyond() {
        let expected = Copied { count: 500, places: vec![100_001, 100_002] };

        assert_eq!(copied(100_500, 100_000, 64 << 20), expected);
        assert_eq!(copied(100_500, 100_000, 0), expected);
        assert_eq!(copied(100_000, 100_000, 0), Copied::default());
    }
}
