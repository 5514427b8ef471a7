//! What the pages of a Parquet file say of themselves, looked at before any of them is unpacked: the end of the file may tell a small
//! size of what unpacks to gigabytes, and a page of a few bytes may stand for any number of equal values.

use parquet::{
    file::{
        metadata::{ColumnChunkMetaData, ParquetMetaData},
        reader::ChunkReader,
    },
    schema::types::ColumnDescriptor,
};

use super::unreadable;
use crate::{Limits, export::ParquetSource, finding::EngineError, read::package::zip_bomb, source::Room};

/// Bytes of a page, unpacked; writers make them of a megabyte, some of a hundred.
const PAGE_BYTES_MAX: u64 = 128 << 20;
/// Pages below this size may unpack to any multiple, and files with fewer cells may be as small as they like.
const RATIO_FREE: u64 = 16 << 20;
/// Values of a column of lists in one group of rows: a single row may hold them all.
const LIST_VALUES_MAX: u64 = 16 << 20;
/// Bytes of a value of fixed length; there may be one for all rows of a batch.
const FIXED_BYTES_MAX: i32 = 64 << 10;
/// Bytes of a page's head that are looked at: first few, then as many as a head with statistics may have.
const HEAD_BYTES: [usize; 2] = [256, 1 << 20];
/// Structures inside each other in a page's head.
const DEPTH_MAX: usize = 8;
/// The kind of a field that ends a structure.
const END: u8 = 0;

/// What the head of a page says.
struct Page {
    head_bytes: u64,
    unpacked: u64,
    packed: u64,
    /// Values of a page of data.
    values: u64,
}

/// Refuses a file whose pages come to more than is allowed.
pub(super) fn check(
    input: &ParquetSource,
    metadata: &ParquetMetaData,
    file_bytes: u64,
    room: &Room,
    limits: &Limits,
) -> Result<(), EngineError> {
    let schema = metadata.file_metadata().schema_descr();
    let mut cells = 0_u64;
    for group in metadata.row_groups() {
        for (index, chunk) in group.columns().iter().enumerate() {
            let values = check_chunk(input, chunk, room, limits)?;
            check_column(&schema.column(index), values)?;
            cells = cells.saturating_add(values);
        }
    }
    let is_dense = cells <= RATIO_FREE || cells / file_bytes.max(1) <= limits.unpack_ratio_max;
    if is_dense && cells <= limits.unpacked_bytes_max { Ok(()) } else { Err(zip_bomb().into()) }
}

fn check_column(column: &ColumnDescriptor, values: u64) -> Result<(), EngineError> {
    let is_endless = column.max_rep_level() > 0 && values > LIST_VALUES_MAX;
    let is_fixed = column.physical_type() == parquet::basic::Type::FIXED_LEN_BYTE_ARRAY;
    if is_endless || is_fixed && column.type_length() > FIXED_BYTES_MAX { Err(zip_bomb().into()) } else { Ok(()) }
}

/// Goes from page to page; answers how many values a column has in a group of rows.
fn check_chunk(
    input: &ParquetSource,
    chunk: &ColumnChunkMetaData,
    room: &Room,
    limits: &Limits,
) -> Result<u64, EngineError> {
    let start = chunk.dictionary_page_offset().unwrap_or_else(|| chunk.data_page_offset());
    let (start, length) =
        u64::try_from(start).ok().zip(u64::try_from(chunk.compressed_size()).ok()).ok_or_else(unreadable)?;
    let end = start.checked_add(length).ok_or_else(unreadable)?;
    let (mut at, mut values) = (start, 0_u64);
    while at < end {
        let page = page(input, at, end)?;
        let over = page.unpacked > RATIO_FREE && page.unpacked / page.packed.max(1) > limits.unpack_ratio_max;
        if over || page.unpacked > PAGE_BYTES_MAX || !room.take(page.unpacked) {
            return Err(zip_bomb().into());
        }
        values = values.saturating_add(page.values);
        at = at.saturating_add(page.head_bytes).saturating_add(page.packed);
    }
    Ok(values)
}

fn page(input: &ParquetSource, at: u64, end: u64) -> Result<Page, EngineError> {
    for most in HEAD_BYTES {
        let length = most.min(usize::try_from(end - at).unwrap_or(most));
        let bytes = input.get_bytes(at, length).map_err(|_| unreadable())?;
        let head = Compact { bytes: &bytes, whole: length };
        if let Some(page) = head.page() {
            return Ok(page);
        }
    }
    Err(unreadable().into())
}

/// Reads Thrift in its compact form.
struct Compact<'b> {
    bytes: &'b [u8],
    whole: usize,
}

impl Compact<'_> {
    fn page(mut self) -> Option<Page> {
        let mut page = Page { head_bytes: 0, unpacked: 0, packed: 0, values: 0 };
        let mut last = 0;
        loop {
            match self.field(&mut last)? {
                (_, END) => break,
                (2, 5) => page.unpacked = self.size()?,
                (3, 5) => page.packed = self.size()?,
                // The head of a page of data, of either version, begins with the number of its values.
                (5 | 8, 12) => page.values = self.first_number()?,
                (_, kind) => self.skip(kind, 0)?,
            }
        }
        page.head_bytes = (self.whole - self.bytes.len()) as u64;
        Some(page)
    }

    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.bytes.split_first()?;
        self.bytes = rest;
        Some(*first)
    }

    fn varint(&mut self) -> Option<u64> {
        let mut number = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    /// A number that must not be negative.
    fn size(&mut self) -> Option<u64> {
        let number = self.varint()?;
        (number & 1 == 0).then_some(number >> 1)
    }

    /// The number and kind of the next field; the kind is [`END`] behind the last one.
    fn field(&mut self, last: &mut u64) -> Option<(u64, u8)> {
        let head = self.byte()?;
        let kind = head & 0x0F;
        if kind == END {
            return Some((0, END));
        }
        *last = if head >> 4 == 0 { self.size()? } else { last.checked_add(u64::from(head >> 4))? };
        Some((*last, kind))
    }

    /// The number that is the first field of a structure.
    fn first_number(&mut self) -> Option<u64> {
        let (mut last, mut number) = (0, 0);
        loop {
            match self.field(&mut last)? {
                (_, END) => return Some(number),
                (1, 5) => number = self.size()?,
                (_, kind) => self.skip(kind, 0)?,
            }
        }
    }

    fn pass(&mut self, bytes: u64) -> Option<()> {
        self.bytes = self.bytes.get(usize::try_from(bytes).ok()?..)?;
        Some(())
    }

    fn skip(&mut self, kind: u8, depth: usize) -> Option<()> {
        if depth > DEPTH_MAX {
            return None;
        }
        match kind {
            1 | 2 => Some(()),
            3 => self.pass(1),
            4..=6 => self.varint().map(drop),
            7 => self.pass(8),
            8 => {
                let length = self.varint()?;
                self.pass(length)
            }
            9 | 10 => {
                let head = self.byte()?;
                let length = if head >> 4 == 15 { self.varint()? } else { u64::from(head >> 4) };
                // Even truths take a byte each in a list.
                let kind = if matches!(head & 0x0F, 1 | 2) { 3 } else { head & 0x0F };
                (0..length).try_for_each(|_| self.skip(kind, depth + 1))
            }
            12 => {
                let mut last = 0;
                loop {
                    match self.field(&mut last)? {
                        (_, END) => return Some(()),
                        (_, kind) => self.skip(kind, depth + 1)?,
                    }
                }
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Compact;

    /// Kind, 100 bytes that are 50 when packed, seven values.
    const HEAD: &[u8] = b"\x15\x00\x15\xC8\x01\x15\x64\x2C\x15\x0E\x00\x00";

    #[test]
    fn the_head_of_a_page_says_how_large_the_page_is() {
        let bytes = [HEAD, b"rest"].concat();

        let page = Compact { bytes: &bytes, whole: bytes.len() }.page().expect("a whole head");

        assert_eq!((page.head_bytes, page.unpacked, page.packed, page.values), (12, 100, 50, 7));
    }

    #[test]
    fn a_head_that_is_cut_off_or_says_less_than_nothing_is_none() {
        for length in 0..HEAD.len() {
            assert!(Compact { bytes: &HEAD[..length], whole: length }.page().is_none(), "{length}");
        }
        assert!(Compact { bytes: b"\x25\x01\x00", whole: 3 }.page().is_none());
    }
}
