//! Mutations: of bytes, of the signs a format is made of, of its numbers, and of what is packed.

mod formats;
mod numbers;
mod packed;

use crate::dice::Dice;

/// Signs and words that readers treat in their own way.
const TOKENS: [&[u8]; 48] = [
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
    b"<!DOCTYPE a [<!ENTITY b \"&b;&b;\">]>",
    b"<![CDATA[",
    b"&b;",
    b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
    b"1e999",
    b"-9223372036854775808",
];
/// The largest file that mutations make.
const BYTES_MAX: usize = 256 << 10;
/// Files packed in files that are mutated inside.
const DEPTH_MAX: usize = 3;

/// Mutates a file; what is packed mostly inside.
pub(crate) fn mutate(bytes: &[u8], other: &[u8], dice: &mut Dice) -> Vec<u8> {
    mutate_at(bytes, other, 0, dice)
}

fn mutate_at(bytes: &[u8], other: &[u8], depth: usize, dice: &mut Dice) -> Vec<u8> {
    let is_inside = depth < DEPTH_MAX && !dice.once_in(8);
    let packed = match bytes {
        [b'P', b'K', 3, 4, ..] if is_inside => packed::zip(bytes, depth, dice),
        [0x1F, 0x8B, ..] if is_inside => packed::gzip(bytes, other, depth, dice),
        _ => None,
    };
    if let Some(packed) = packed.filter(|packed| packed.len() <= BYTES_MAX) {
        return packed;
    }
    let mut mutated = bytes.to_vec();
    for _ in 0..=dice.below(6) {
        let knows = !mutated.is_empty() && !dice.once_in(4) && formats::mutate(&mut mutated, dice);
        if !knows {
            step(&mut mutated, other, dice);
        }
    }
    mutated.truncate(BYTES_MAX);
    mutated
}

fn step(bytes: &mut Vec<u8>, other: &[u8], dice: &mut Dice) {
    let at = dice.below(bytes.len() + 1);
    let end = (at + dice.below(40)).min(bytes.len());
    match dice.below(12) {
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
            // Seldom so often that what is quadratic shows.
            let times = if dice.once_in(20) { dice.below(4_000) } else { dice.below(20) };
            let copies = piece.repeat(times.min(BYTES_MAX / piece.len().max(1)));
            bytes.splice(at..at, copies);
        }
        6 if dice.once_in(3) => bytes.truncate(at),
        7 => {
            let from = dice.below(other.len());
            let piece = other[from..(from + dice.below(200)).min(other.len())].to_vec();
            bytes.splice(at..end, piece);
        }
        8 | 9 => numbers::set_binary(bytes, 0..usize::MAX, dice),
        10 if !bytes.is_empty() => numbers::set_digits(bytes, dice),
        _ => {
            let token = TOKENS[dice.below(TOKENS.len())];
            bytes.splice(at..end, token.iter().copied());
        }
    }
}
