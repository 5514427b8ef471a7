//! The one sequential pass over all bytes: hash, UTF-8 validity, line breaks, NULs, and what tells encodings apart.

use std::io::{self, Read};

use chardetng::{EncodingDetector, Iso2022JpDetection};
use sha2::{Digest, Sha256};

use super::{cyrillic::PairCounts, text::LineBreaks};
use crate::{Limits, Source};

/// Bytes of one read.
const CHUNK_BYTES: usize = 256 << 10;
/// Bytes kept from the beginning, enough for magic numbers and the judgement whether this is text.
const HEAD_BYTES: usize = 64 << 10;
/// Bytes shown to the statistical detector; our own letter counts go over the whole file.
const DETECTOR_BYTES_MAX: usize = 4 << 20;
/// Invalid sequences after which a file is not UTF-8 whatever follows.
const INVALID_CONCLUSIVE: u64 = 10_000;

/// What one pass over the bytes found.
pub(super) struct Scan {
    pub(super) sha256: String,
    pub(super) size: u64,
    pub(super) head: Vec<u8>,
    /// Line breaks (LF, CR or CRLF each once); right for encodings that keep ASCII in one byte.
    pub(super) breaks: LineBreaks,
    /// NUL bytes at even and odd offsets: the mark of UTF-16.
    pub(super) nuls: [u64; 2],
    /// Nothing but white space, NULs not counted as such.
    pub(super) blank: bool,
    /// A line went beyond the longest lawful record; the rest was not read.
    pub(super) endless_line: bool,
    pub(super) utf8: Utf8Count,
    pub(super) pairs: PairCounts,
    /// Bytes for the statistical detector, which is asked only where the letters leave a doubt: it reads a hundred times more slowly.
    detector_bytes: Vec<u8>,
    /// Bytes of the line that is open.
    line_bytes: usize,
}

/// What is watched while bytes pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Watch {
    /// Letters, and that lines end.
    Lines,
    /// Letters; lines mean nothing.
    Letters,
    /// Nothing: no text.
    Nothing,
}

/// How the bytes fare as UTF-8.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Utf8Count {
    /// Well-formed characters of more than one byte.
    pub(super) multibyte: u64,
    /// Of these, letters of the Russian and Ukrainian alphabets and their neighbours, U+0400 to U+047F.
    pub(super) cyrillic: u64,
    /// Malformed sequences.
    pub(super) invalid: u64,
}

/// Reads a source once; what is watched depends on its head.
pub(super) fn scan(source: &dyn Source, limits: &Limits, watched: impl Fn(&[u8]) -> Watch) -> io::Result<Scan> {
    let mut input = source.open()?;
    let mut hash = Sha256::new();
    let mut scan = Scan {
        sha256: String::new(),
        size: 0,
        head: Vec::new(),
        breaks: LineBreaks::default(),
        nuls: [0; 2],
        blank: true,
        endless_line: false,
        utf8: Utf8Count::default(),
        pairs: PairCounts::default(),
        detector_bytes: Vec::new(),
        line_bytes: 0,
    };
    let mut buffer = vec![0; CHUNK_BYTES];
    let mut carried = 0;
    let mut watch = Watch::Lines;
    loop {
        let read = read_full(&mut *input, &mut buffer[carried..])?;
        if read == 0 {
            break;
        }
        let whole = &buffer[..carried + read];
        let fresh = &whole[carried..];
        if scan.size == 0 {
            scan.head.extend_from_slice(&fresh[..fresh.len().min(HEAD_BYTES)]);
            watch = watched(&scan.head);
        }
        if watch == Watch::Nothing {
            hash.update(fresh);
            scan.size += read as u64;
            scan.blank = false;
            continue;
        }
        // Where lines mean nothing, none is too long.
        let line_max = if watch == Watch::Lines { limits.record_bytes_max } else { usize::MAX };
        // The hash costs as much as all the rest.
        let ((), left) = rayon::join(|| hash.update(fresh), || scan.look(whole, carried, line_max));
        if scan.endless_line {
            break;
        }
        let end = carried + read;
        buffer.copy_within(end - left..end, 0);
        carried = left;
    }
    // A sequence cut off by the end of the file is malformed too.
    if carried > 0 {
        scan.utf8.invalid += 1;
        if scan.utf8.invalid == 1 {
            scan.pairs.count(&buffer[..carried]);
            scan.detector_bytes.extend_from_slice(&buffer[..carried]);
        }
    }
    scan.sha256 = hex::encode(hash.finalize());
    Ok(scan)
}

impl Scan {
    /// The statistical detector, with all that it is shown.
    pub(super) fn detector(&self) -> EncodingDetector {
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
        detector.feed(&self.detector_bytes, true);
        detector
    }

    /// Looks at text whose first bytes, `carried` of them, were looked at before as a sequence that was not complete; answers how
    /// many at its end belong to another such sequence.
    fn look(&mut self, whole: &[u8], carried: usize, line_max: usize) -> usize {
        let fresh = &whole[carried..];
        self.breaks.count(fresh);
        for offset in memchr::memchr_iter(0, fresh) {
            self.nuls[usize::from((self.size + offset as u64) % 2 == 1)] += 1;
        }
        if self.blank {
            let fresh = if self.size == 0 { fresh.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(fresh) } else { fresh };
            self.blank = fresh.iter().all(u8::is_ascii_whitespace);
        }
        self.size += fresh.len() as u64;
        self.line_bytes = line_after(fresh, self.line_bytes, line_max, &mut self.endless_line);
        if self.endless_line {
            return 0;
        }
        let left = self.utf8.count(whole);
        if self.utf8.invalid > 0 && !fresh.is_ascii() {
            self.pairs.count(fresh);
            if self.detector_bytes.len() < DETECTOR_BYTES_MAX {
                self.detector_bytes.extend_from_slice(fresh);
            }
        }
        left
    }
}

impl Utf8Count {
    /// Counts one piece by itself.
    pub(super) fn of(bytes: &[u8]) -> Self {
        let mut count = Self::default();
        let left = count.count(bytes);
        count.invalid += u64::from(left > 0);
        count
    }

    /// Counts in some bytes; answers how many at the end belong to a sequence that is not complete yet.
    fn count(&mut self, bytes: &[u8]) -> usize {
        if self.invalid > INVALID_CONCLUSIVE && self.invalid > self.multibyte {
            return 0;
        }
        let mut rest = bytes;
        loop {
            match simdutf8::compat::from_utf8(rest) {
                Ok(_) => {
                    self.count_valid(rest);
                    return 0;
                }
                Err(error) => {
                    let (valid, after) = rest.split_at(error.valid_up_to());
                    self.count_valid(valid);
                    let Some(length) = error.error_len() else {
                        return after.len();
                    };
                    self.invalid += 1;
                    rest = &after[length..];
                }
            }
        }
    }

    fn count_valid(&mut self, valid: &[u8]) {
        let (multibyte, cyrillic) = count_letters(valid);
        self.multibyte += multibyte;
        self.cyrillic += cyrillic;
    }
}

/// Counts the bytes that begin a sequence of several, and among them those that begin a Cyrillic letter (`D0`, `D1`); eight bytes at a
/// time, for this goes over every file.
fn count_letters(bytes: &[u8]) -> (u64, u64) {
    const HIGH: u64 = 0x8080_8080_8080_8080;
    const D0: u64 = 0xD0D0_D0D0_D0D0_D0D0;
    let (mut multibyte, mut cyrillic) = (0, 0);
    let mut words = bytes.chunks_exact(8);
    for word in &mut words {
        let word = u64::from_le_bytes(word.try_into().expect("chunks of eight bytes"));
        // The two highest bits of a byte are set.
        multibyte += u64::from((word & (word << 1) & HIGH).count_ones());
        // Zero where a byte is `D0` or `D1`; the sum carries into the highest bit where any lower one is set.
        let differing = (word ^ D0) & !(HIGH >> 7);
        let is_other = ((differing & !HIGH) + !HIGH) | differing;
        cyrillic += u64::from((!is_other & HIGH).count_ones());
    }
    for byte in words.remainder() {
        multibyte += u64::from(*byte >= 0xC0);
        cyrillic += u64::from(*byte & 0xFE == 0xD0);
    }
    (multibyte, cyrillic)
}

/// Length of the line that is open after some bytes.
fn line_after(bytes: &[u8], before: usize, line_max: usize, endless: &mut bool) -> usize {
    let (first, last) = (memchr::memchr2(b'\n', b'\r', bytes), memchr::memrchr2(b'\n', b'\r', bytes));
    *endless |= before + first.unwrap_or(bytes.len()) > line_max;
    last.map_or(before + bytes.len(), |last| bytes.len() - last - 1)
}

/// Reads until the buffer is full or the input ends.
pub(super) fn read_full(input: &mut dyn Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match input.read(&mut buffer[filled..]) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn letters_are_counted_as_one_by_one(bytes in prop::collection::vec(any::<u8>(), 0..100)) {
            let count = |is: &dyn Fn(u8) -> bool| bytes.iter().filter(|byte| is(**byte)).count() as u64;

            let expected = (count(&|byte| byte >= 0xC0), count(&|byte| matches!(byte, 0xD0 | 0xD1)));
            prop_assert_eq!(count_letters(&bytes), expected);
        }
    }
}
