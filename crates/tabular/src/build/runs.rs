//! Hashes with their places, sorted at any size: in memory, then in runs on scratch files.

use std::{
    cmp::Reverse,
    collections::BinaryHeap,
    io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write},
};

use super::hash::{join, split};
use crate::{Scratch, source::ScratchFile};

/// Bytes of an entry in memory and on file.
pub(crate) const ENTRY_BYTES: usize = 24;
const RUN_BUFFER_BYTES: usize = 64 << 10;

/// A hash and where it stands. Three words: a wide number would be padded to four.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Entry {
    high: u64,
    low: u64,
    pub(crate) place: u64,
}

impl Entry {
    pub(crate) fn new(hash: u128, place: u64) -> Self {
        let (low, high) = split(hash);
        Self { high, low, place }
    }

    pub(crate) fn hash(self) -> u128 {
        join(self.low, self.high)
    }
}

/// Sorted entries in a scratch file.
pub(crate) struct Run {
    file: Box<dyn ScratchFile>,
    entries: u64,
}

impl Run {
    /// Sorts entries and writes them.
    pub(crate) fn write(mut entries: Vec<Entry>, scratch: &dyn Scratch) -> io::Result<Self> {
        entries.sort_unstable();
        let mut out = BufWriter::with_capacity(RUN_BUFFER_BYTES, scratch.file()?);
        for entry in &entries {
            out.write_all(&entry.hash().to_le_bytes())?;
            out.write_all(&entry.place.to_le_bytes())?;
        }
        let mut file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.seek(SeekFrom::Start(0))?;
        Ok(Self { file, entries: entries.len() as u64 })
    }
}

/// The entries of several runs in one order.
pub(crate) struct Merge {
    runs: Vec<(BufReader<Box<dyn ScratchFile>>, u64)>,
    heads: BinaryHeap<Reverse<(Entry, usize)>>,
}

impl Merge {
    pub(crate) fn new(runs: Vec<Run>) -> io::Result<Self> {
        let open = |run: Run| (BufReader::with_capacity(RUN_BUFFER_BYTES, run.file), run.entries);
        let mut merge = Self { runs: runs.into_iter().map(open).collect(), heads: BinaryHeap::new() };
        for index in 0..merge.runs.len() {
            merge.pull(index)?;
        }
        Ok(merge)
    }

    /// The next entry in order.
    pub(crate) fn next(&mut self) -> io::Result<Option<Entry>> {
        let Some(Reverse((entry, index))) = self.heads.pop() else { return Ok(None) };
        self.pull(index)?;
        Ok(Some(entry))
    }

    fn pull(&mut self, index: usize) -> io::Result<()> {
        let run = &mut self.runs[index];
        if run.1 > 0 {
            run.1 -= 1;
            let (mut hash, mut place) = ([0; 16], [0; 8]);
            run.0.read_exact(&mut hash)?;
            run.0.read_exact(&mut place)?;
            let entry = Entry::new(u128::from_le_bytes(hash), u64::from_le_bytes(place));
            self.heads.push(Reverse((entry, index)));
        }
        Ok(())
    }
}
