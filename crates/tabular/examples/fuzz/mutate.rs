//! Mutations: of bytes, of the signs a format is made of, and of the members of an archive, which is packed anew so that its check
//! sums fit.

use std::io::{Cursor, Read, Write};

use zip::{CompressionMethod, ZipArchive, ZipWriter, write::SimpleFileOptions};

/// Signs and words that readers treat in their own way.
const TOKENS: [&[u8]; 44] = [
    b"\"",
    b"\"\"",
    b"'",
    b",",
    b";",
    b"\t",
    b"|",
    b"||",
    b"\n",
    b"\r",
    b"\r\n",
    b"\n\n",
    b"\\",
    b"\\\"",
    b"\0",
    b" ",
    b"  ",
    b"\xEF\xBB\xBF",
    b"\xFF\xFE",
    b"\xFE\xFF",
    b"\xFF",
    b"\xC0\x80",
    b"\xED\xA0\x80",
    b"\xD0",
    "«".as_bytes(),
    "»".as_bytes(),
    "їжак".as_bytes(),
    b"\xBF\xE6\xE0\xEA",
    b"sep=;\n",
    b"#",
    b"<",
    b">",
    b"/>",
    b"&amp;",
    b"&#0;",
    b"<!--",
    b"]]>",
    b"{",
    b"}",
    b"[",
    b"]",
    b":",
    b"1e999",
    b"-9223372036854775808",
];
/// The largest file that mutations make.
const BYTES_MAX: usize = 256 << 10;
/// The largest member that is unpacked.
const MEMBER_BYTES_MAX: u64 = 1 << 20;

/// A small generator of pseudo-random numbers (xorshift64*): the same seed gives the same files on every machine.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 11
    }

    /// A number below `end`; 0 where there is none.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % (end.max(1) as u64)).unwrap_or_default()
    }
}

/// Mutates a file; an archive mostly inside.
pub(crate) fn mutate(bytes: &[u8], other: &[u8], dice: &mut Dice) -> Vec<u8> {
    if bytes.starts_with(b"PK\x03\x04")
        && dice.below(8) > 0
        && let Some(packed) = mutate_member(bytes, dice)
    {
        return packed;
    }
    let mut mutated = bytes.to_vec();
    for _ in 0..=dice.below(6) {
        step(&mut mutated, other, dice);
    }
    mutated.truncate(BYTES_MAX);
    mutated
}

fn step(bytes: &mut Vec<u8>, other: &[u8], dice: &mut Dice) {
    let at = dice.below(bytes.len() + 1);
    let end = (at + dice.below(40)).min(bytes.len());
    match dice.below(9) {
        0 if at < bytes.len() => bytes[at] ^= 1 << dice.below(8),
        1 if at < bytes.len() => bytes[at] = u8::try_from(dice.below(256)).unwrap_or_default(),
        2 | 3 => {
            let token = TOKENS[dice.below(TOKENS.len())];
            bytes.splice(at..at, token.iter().copied());
        }
        4 => {
            bytes.drain(at..end);
        }
        5 => {
            let piece = bytes[at..end].to_vec();
            for _ in 0..dice.below(20) {
                bytes.splice(at..at, piece.iter().copied());
            }
        }
        6 => bytes.truncate(at),
        7 => {
            let from = dice.below(other.len());
            let piece = other[from..(from + dice.below(200)).min(other.len())].to_vec();
            bytes.splice(at..end, piece);
        }
        _ => {
            let token = TOKENS[dice.below(TOKENS.len())];
            bytes.splice(at..end, token.iter().copied());
        }
    }
}

/// Mutates one member of an archive, drops it, or gives it twice. `None` where it cannot be unpacked.
fn mutate_member(bytes: &[u8], dice: &mut Dice) -> Option<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let chosen = dice.below(archive.len());
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let member = archive.by_index(index).ok()?;
        let name = member.name().ok()?.into_owned();
        let mut content = Vec::new();
        member.take(MEMBER_BYTES_MAX).read_to_end(&mut content).ok()?;
        if index == chosen {
            if dice.below(30) == 0 {
                continue;
            }
            let other = content.clone();
            for _ in 0..=dice.below(4) {
                step(&mut content, &other, dice);
            }
        }
        let stored = dice.below(4) == 0;
        let method = if stored { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        writer.start_file(name, SimpleFileOptions::default().compression_method(method)).ok()?;
        writer.write_all(&content).ok()?;
    }
    Some(writer.finish().ok()?.into_inner())
}
