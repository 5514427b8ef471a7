//! Mutations that know where a binary format keeps its numbers: bytes changed anywhere mostly hit texts.

use std::ops::Range;

use super::numbers::set_binary;
use crate::dice::Dice;

/// Parts of a file whose numbers say how the rest is read.
pub(super) fn mutate(bytes: &mut Vec<u8>, dice: &mut Dice) -> bool {
    let size = bytes.len();
    if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        compound(bytes, dice);
    } else if bytes.starts_with(b"SQLite format 3\0") {
        database(bytes, dice);
    } else if bytes.starts_with(b"PAR1") {
        footer(bytes, dice);
    } else if bytes.starts_with(b"\0\0\x27\x0A") {
        set_binary(bytes, 24..size, dice);
    } else {
        return false;
    }
    true
}

/// A compound file: its header, its tables of sectors, or a record of the workbook.
fn compound(bytes: &mut Vec<u8>, dice: &mut Dice) {
    if dice.once_in(4) {
        return set_binary(bytes, 24..80, dice);
    }
    // The tables of sectors and the list of streams lie behind the workbook.
    let size = bytes.len();
    if dice.once_in(4) {
        return set_binary(bytes, size.saturating_sub(2_048)..size, dice);
    }
    let records = records(bytes);
    let (Some(record), Some(other)) = (dice.pick(&records), dice.pick(&records)) else { return };
    let (start, end) = record;
    match dice.below(8) {
        0 => set_binary(bytes, start..start + 2, dice),
        1 => set_binary(bytes, start + 2..start + 4, dice),
        2 => {
            bytes.drain(start..end);
        }
        3 => {
            let copy = bytes[other.0..other.1].to_vec();
            bytes.splice(start..start, copy);
        }
        4 => {
            let copy = bytes[other.0..other.1].to_vec();
            bytes.splice(start..end, copy);
        }
        _ => set_binary(bytes, start + 4..end, dice),
    }
}

/// Where each record of a workbook of Excel begins and ends, so far as its stream lies in one piece.
fn records(bytes: &[u8]) -> Vec<(usize, usize)> {
    let Some(mut at) = memchr::memmem::find(bytes, b"\x09\x08\x10\x00") else { return Vec::new() };
    let mut records = Vec::new();
    while let Some(&[kind, _, low, high]) = bytes.get(at..at + 4) {
        let end = at + 4 + usize::from(u16::from_le_bytes([low, high]));
        if end > bytes.len() || (kind, low, high) == (0, 0, 0) {
            break;
        }
        records.push((at, end));
        at = end;
    }
    records
}

/// A database: its header, the head of a page, the places of a page's cells, or a cell.
fn database(bytes: &mut [u8], dice: &mut Dice) {
    let size = match u16::from_be_bytes([bytes[16], bytes.get(17).copied().unwrap_or_default()]) {
        1 => 65_536,
        size => usize::from(size).max(1),
    };
    let page = dice.below(bytes.len() / size) * size;
    let head = if page == 0 { 100 } else { page };
    let cells = bytes.get(head + 3..head + 5).map_or(0, |count| usize::from(u16::from_be_bytes([count[0], count[1]])));
    let places: Range<usize> = head + 8..head + 12 + cells * 2;
    match dice.below(5) {
        0 => set_binary(bytes, 16..64, dice),
        1 => set_binary(bytes, head..head + 12, dice),
        2 => set_binary(bytes, places, dice),
        _ => {
            let place = head + 8 + dice.below(cells) * 2;
            let cell = bytes.get(place..place + 2).map_or(0, |at| usize::from(u16::from_be_bytes([at[0], at[1]])));
            set_binary(bytes, page + cell..page + cell + 24, dice);
        }
    }
}

/// A Parquet file: what its end says of the rest, or the heads of pages.
fn footer(bytes: &mut [u8], dice: &mut Dice) {
    let size = bytes.len();
    let length = bytes.last_chunk::<8>().map_or(0, |end| u32::from_le_bytes([end[0], end[1], end[2], end[3]]));
    let start = size.saturating_sub(8 + usize::try_from(length).unwrap_or_default());
    match dice.below(8) {
        0 => set_binary(bytes, size.saturating_sub(8)..size, dice),
        1..=2 => set_binary(bytes, 4..start, dice),
        _ => {
            // Numbers are of varying length there: single bytes keep what follows in step.
            let at = start + dice.below(size.saturating_sub(8 + start));
            if let Some(byte) = bytes.get_mut(at) {
                *byte = dice.pick(&[0, 1, 2, 0x7F, 0x80, 0xFE, 0xFF, *byte ^ 1, *byte ^ 2, *byte ^ 0x40]).unwrap_or(0);
            }
        }
    }
}
