//! Compound files (OLE2): named streams in chains of sectors, like a small disk. Every chain is bounded by what the file can hold.

use std::io::{self, Read, Seek, SeekFrom};

use crate::{ReadSeek, finding::EngineError, read::package::damaged};

/// What a compound file begins with.
const SIGNATURE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
const HEADER_BYTES: usize = 512;
/// Sector numbers from here on are marks, not sectors.
const SECTOR_MAX: u32 = 0xFFFF_FFFA;
/// Sectors of the table of sectors that the header itself names.
const HEADER_SECTORS: usize = 109;
const ENTRY_BYTES: usize = 128;
/// Streams of a file at most.
const ENTRIES_MAX: usize = 100_000;
/// Bytes of a sector inside the small streams' own stream.
const MINI_BYTES: u64 = 64;
/// Bytes read at once where sectors follow each other.
const RUN_BYTES: u64 = 64 << 10;

/// An opened compound file.
pub(in crate::read) struct Compound {
    input: Box<dyn ReadSeek>,
    size: u64,
    sector_bytes: u64,
    /// The sector after each sector.
    next: Vec<u32>,
    /// The same for small streams.
    mini_next: Vec<u32>,
    /// Sectors of the stream that holds the small ones.
    mini_sectors: Vec<u32>,
    /// Streams below this size are small.
    mini_below: u64,
    entries: Vec<Entry>,
}

#[derive(Debug, Clone)]
struct Entry {
    name: String,
    start: u32,
    size: u64,
}

/// One stream being read.
pub(in crate::read) struct Stream<'file> {
    input: &'file mut dyn ReadSeek,
    /// Where each piece of the stream lies in the file.
    pieces: Vec<u64>,
    piece_bytes: u64,
    size: u64,
    at: u64,
}

impl Compound {
    /// Opens a file and reads where its streams lie.
    pub(in crate::read) fn open(mut input: Box<dyn ReadSeek>) -> Result<Self, EngineError> {
        let size = input.seek(SeekFrom::End(0))?;
        input.seek(SeekFrom::Start(0))?;
        let mut header = [0; HEADER_BYTES];
        read_exact(&mut *input, &mut header)?;
        let sector_bytes = match number(&header, 30, 2) {
            9 => 512,
            12 => 4_096,
            _ => return Err(damaged().into()),
        };
        if !header.starts_with(SIGNATURE) {
            return Err(damaged().into());
        }
        let mut file = Self {
            input,
            size,
            sector_bytes,
            next: Vec::new(),
            mini_next: Vec::new(),
            mini_sectors: Vec::new(),
            mini_below: number(&header, 56, 4),
            entries: Vec::new(),
        };
        file.read_table(&header)?;
        let directory = Self::chain(&file.next, small(number(&header, 48, 4)))?;
        file.read_entries(&directory)?;
        if let Some(root) = file.entries.first() {
            file.mini_sectors = Self::chain(&file.next, root.start)?;
            let sectors = Self::chain(&file.next, small(number(&header, 60, 4)))?;
            file.mini_next = file.numbers(&sectors)?;
        }
        Ok(file)
    }

    /// Whether there is a stream of that name.
    pub(in crate::read) fn has(&self, name: &str) -> bool {
        self.entry(name).is_some()
    }

    /// Opens a stream; `None` where there is none.
    pub(in crate::read) fn stream(&mut self, name: &str) -> Result<Option<Stream<'_>>, EngineError> {
        let Some(Entry { start, size, .. }) = self.entry(name).cloned() else {
            return Ok(None);
        };
        if size > self.size {
            return Err(damaged().into());
        }
        let (pieces, piece_bytes) = if size < self.mini_below {
            let per_sector = self.sector_bytes / MINI_BYTES;
            let chain = Self::chain(&self.mini_next, start)?;
            let place = |mini: &u32| {
                let sector = usize::try_from(u64::from(*mini) / per_sector).ok()?;
                let sector = self.mini_sectors.get(sector)?;
                Some(self.place(*sector) + u64::from(*mini) % per_sector * MINI_BYTES)
            };
            let pieces: Option<Vec<u64>> = chain.iter().map(place).collect();
            (pieces.ok_or_else(damaged)?, MINI_BYTES)
        } else {
            (Self::chain(&self.next, start)?.iter().map(|sector| self.place(*sector)).collect(), self.sector_bytes)
        };
        if size > pieces.len() as u64 * piece_bytes {
            return Err(damaged().into());
        }
        Ok(Some(Stream { input: &mut *self.input, pieces, piece_bytes, size, at: 0 }))
    }

    fn entry(&self, name: &str) -> Option<&Entry> {
        self.entries.iter().skip(1).find(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    /// Where a sector lies in the file.
    fn place(&self, sector: u32) -> u64 {
        (u64::from(sector) + 1) * self.sector_bytes
    }

    /// Sectors of a chain, in order; refused where it runs in circles or out of the file.
    fn chain(next: &[u32], start: u32) -> Result<Vec<u32>, EngineError> {
        let mut chain = Vec::new();
        let mut sector = start;
        while sector < SECTOR_MAX {
            if chain.len() > next.len() {
                return Err(damaged().into());
            }
            chain.push(sector);
            let index = usize::try_from(sector).map_err(|_| damaged())?;
            sector = *next.get(index).ok_or_else(damaged)?;
        }
        Ok(chain)
    }

    fn read_table(&mut self, header: &[u8]) -> Result<(), EngineError> {
        let sectors_max = self.size / self.sector_bytes + 1;
        let word = |bytes: &[u8], index: usize| small(number(bytes, index * 4, 4));
        let mut sectors: Vec<u32> = (0..HEADER_SECTORS).map(|index| word(&header[76..], index)).collect();
        let mut more = small(number(header, 68, 4));
        let per_sector = usize::try_from(self.sector_bytes / 4).unwrap_or(128);
        let mut steps = 0;
        while more < SECTOR_MAX {
            steps += 1;
            if steps > sectors_max {
                return Err(damaged().into());
            }
            let bytes = self.sector(more)?;
            sectors.extend((0..per_sector - 1).map(|index| word(&bytes, index)));
            more = word(&bytes, per_sector - 1);
        }
        sectors.retain(|sector| *sector < SECTOR_MAX);
        if sectors.len() as u64 > sectors_max {
            return Err(damaged().into());
        }
        self.next = self.numbers(&sectors)?;
        Ok(())
    }

    fn numbers(&mut self, sectors: &[u32]) -> Result<Vec<u32>, EngineError> {
        let mut numbers = Vec::new();
        for sector in sectors {
            let bytes = self.sector(*sector)?;
            numbers.extend(bytes.chunks_exact(4).map(|word| small(number(word, 0, 4))));
        }
        Ok(numbers)
    }

    fn read_entries(&mut self, directory: &[u32]) -> Result<(), EngineError> {
        let is_wide = self.sector_bytes > 512;
        for sector in directory {
            let bytes = self.sector(*sector)?;
            for entry in bytes.chunks_exact(ENTRY_BYTES) {
                if self.entries.len() >= ENTRIES_MAX {
                    return Ok(());
                }
                let length = usize::try_from(number(entry, 64, 2)).unwrap_or_default().clamp(2, 64) - 2;
                let (name, _) = encoding_rs::UTF_16LE.decode_without_bom_handling(&entry[..length]);
                let size = number(entry, 120, if is_wide { 8 } else { 4 });
                self.entries.push(Entry { name: name.into_owned(), start: small(number(entry, 116, 4)), size });
            }
        }
        Ok(())
    }

    /// A sector's bytes; a last one that was cut off is filled up with zeros.
    fn sector(&mut self, sector: u32) -> Result<Vec<u8>, EngineError> {
        let place = self.place(sector);
        if place >= self.size {
            return Err(damaged().into());
        }
        self.input.seek(SeekFrom::Start(place))?;
        let mut bytes = vec![0; usize::try_from(self.sector_bytes).unwrap_or(HEADER_BYTES)];
        crate::read::scan::read_full(&mut &mut *self.input, &mut bytes)?;
        Ok(bytes)
    }
}

impl Read for Stream<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = self.size.saturating_sub(self.at);
        let (piece, inner) = (self.at / self.piece_bytes, self.at % self.piece_bytes);
        let index = usize::try_from(piece).unwrap_or(usize::MAX);
        let Some(place) = self.pieces.get(index).filter(|_| left > 0) else {
            return Ok(0);
        };
        // Pieces that follow each other in the file are read at once.
        let mut run = self.piece_bytes;
        let follows = |run: u64, index: usize| self.pieces.get(index).is_some_and(|next| *next == place + run);
        while run < RUN_BYTES && follows(run, index + usize::try_from(run / self.piece_bytes).unwrap_or(usize::MAX)) {
            run += self.piece_bytes;
        }
        let wanted = (run - inner).min(left);
        let wanted = buffer.len().min(usize::try_from(wanted).unwrap_or(usize::MAX));
        self.input.seek(SeekFrom::Start(place + inner))?;
        let read = self.input.read(&mut buffer[..wanted])?;
        self.at += read as u64;
        Ok(read)
    }
}

impl Stream<'_> {
    /// Goes on reading from a byte of the stream.
    pub(in crate::read) fn go_to(&mut self, at: u64) {
        self.at = at.min(self.size);
    }

    /// Lets the stream end at a byte, if not before.
    pub(in crate::read) fn end_at(&mut self, end: u64) {
        self.size = self.size.min(end);
    }

    /// Size in bytes.
    pub(in crate::read) fn size(&self) -> u64 {
        self.size
    }
}

fn read_exact(input: &mut dyn ReadSeek, buffer: &mut [u8]) -> Result<(), EngineError> {
    let read = crate::read::scan::read_full(&mut &mut *input, buffer)?;
    if read < buffer.len() { Err(damaged().into()) } else { Ok(()) }
}

/// A number of some bytes, the lowest first; 0 where they are not there.
pub(in crate::read) fn number(bytes: &[u8], at: usize, length: usize) -> u64 {
    let taken = bytes.get(at..at + length).unwrap_or_default();
    taken.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// A number of four bytes at most.
pub(in crate::read) fn small(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
