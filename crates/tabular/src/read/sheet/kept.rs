//! Rows of sheets as the first pass read them, packed in memory: the passes after it need not unpack and parse the file again.
//!
//! Parsing XML costs ten times what unpacking these rows does. What does not fit into [`Limits::kept_rows_bytes_max`] is not kept and
//! is parsed again.

use std::{collections::HashMap, fmt, sync::Arc};

use super::{
    SheetReader, Trimmings,
    row::{Mark, Merge, SheetRow},
};
use crate::{Limits, finding::EngineError, read::package::damaged};

/// Bytes of rows packed together.
const BLOCK_BYTES: usize = 256 << 10;
/// The fastest level: rows are kept for seconds.
const ZSTD_LEVEL: i32 = 1;

/// The sheets of a workbook whose rows are at hand, by their names. Clones share them.
#[derive(Clone, Default)]
pub(crate) struct KeptSheets {
    sheets: HashMap<String, Arc<KeptSheet>>,
    bytes: usize,
}

/// The rows of one sheet.
pub(super) struct KeptSheet {
    blocks: Vec<Vec<u8>>,
    /// Merged cells of several rows, sorted by their first row.
    pub(super) tall_merges: Vec<Merge>,
}

impl KeptSheets {
    /// Keeps the rows of a sheet, where they are all there.
    pub(super) fn keep(&mut self, sheet: &str, kept: Option<KeptSheet>) {
        if let Some(kept) = kept {
            self.bytes += kept.bytes();
            self.sheets.insert(sheet.to_owned(), Arc::new(kept));
        }
    }

    /// The rows of a sheet.
    pub(super) fn sheet(&self, name: &str) -> Option<Arc<KeptSheet>> {
        self.sheets.get(name).cloned()
    }

    /// Bytes that all of them take.
    pub(in crate::read) fn bytes(&self) -> usize {
        self.bytes
    }
}

impl fmt::Debug for KeptSheets {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} sheets of {} bytes", self.sheets.len(), self.bytes)
    }
}

/// An aid, no part of what a reading says.
impl PartialEq for KeptSheets {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl KeptSheet {
    fn bytes(&self) -> usize {
        self.blocks.iter().map(Vec::len).sum()
    }
}

/// Packs the rows of a sheet while they pass.
pub(super) struct Keeper {
    blocks: Vec<Vec<u8>>,
    open: Vec<u8>,
    bytes: usize,
    bytes_max: usize,
}

impl Keeper {
    /// `taken` bytes of what may be kept are taken already.
    pub(super) fn new(limits: &Limits, taken: usize) -> Self {
        Self {
            blocks: Vec::new(),
            open: Vec::new(),
            bytes: 0,
            bytes_max: limits.kept_rows_bytes_max.saturating_sub(taken),
        }
    }

    /// Hears of the next row.
    pub(super) fn add(&mut self, row: &SheetRow) {
        if self.bytes_max == 0 {
            return;
        }
        write_number(&mut self.open, row.place << 1 | u64::from(row.hidden));
        let cells = row.all();
        write_number(&mut self.open, cells.len() as u64);
        for (column, text, mark, may_be_noisy) in cells {
            write_number(&mut self.open, u64::from(column));
            self.open.push((mark as u8) << 1 | u8::from(may_be_noisy));
            write_number(&mut self.open, text.len() as u64);
            self.open.extend_from_slice(text.as_bytes());
        }
        if self.open.len() >= BLOCK_BYTES {
            self.close_block();
        }
    }

    /// All rows; `None` where they are too many to keep.
    pub(super) fn finish(mut self, tall_merges: Vec<Merge>) -> Option<KeptSheet> {
        if !self.open.is_empty() {
            self.close_block();
        }
        (self.bytes_max > 0).then_some(KeptSheet { blocks: self.blocks, tall_merges })
    }

    fn close_block(&mut self) {
        let packed = zstd::bulk::compress(&self.open, ZSTD_LEVEL).unwrap_or_default();
        let unpacked_bytes = self.open.len();
        self.open.clear();
        self.bytes += packed.len();
        if packed.is_empty() || self.bytes > self.bytes_max {
            (self.blocks, self.bytes_max) = (Vec::new(), 0);
            return;
        }
        let mut block = Vec::with_capacity(packed.len() + 5);
        write_number(&mut block, unpacked_bytes as u64);
        block.extend_from_slice(&packed);
        self.blocks.push(block);
    }
}

/// Reads kept rows.
pub(super) struct KeptRows {
    sheet: Arc<KeptSheet>,
    next_block: usize,
    block: Vec<u8>,
    at: usize,
}

impl KeptRows {
    pub(super) fn new(sheet: Arc<KeptSheet>) -> Self {
        Self { sheet, next_block: 0, block: Vec::new(), at: 0 }
    }

    fn number(&mut self) -> Option<u64> {
        read_number(&self.block, &mut self.at)
    }

    fn open_block(&mut self) -> Option<()> {
        let packed = &self.sheet.blocks[self.next_block];
        let mut at = 0;
        let bytes = usize::try_from(read_number(packed, &mut at)?).ok()?;
        self.block = zstd::bulk::decompress(&packed[at..], bytes).ok()?;
        self.at = 0;
        self.next_block += 1;
        Some(())
    }

    fn row(&mut self, row: &mut SheetRow) -> Option<()> {
        let place = self.number()?;
        row.begin(place >> 1, place & 1 == 1);
        for _ in 0..self.number()? {
            let column = u32::try_from(self.number()?).ok()?;
            let flags = *self.block.get(self.at)?;
            self.at += 1;
            let bytes = usize::try_from(self.number()?).ok()?;
            let text = std::str::from_utf8(self.block.get(self.at..self.at + bytes)?).ok()?;
            row.push_kept(column, text, Mark::of(flags >> 1)?, flags & 1 == 1);
            self.at += bytes;
        }
        Some(())
    }
}

impl SheetReader for KeptRows {
    fn next_row(&mut self, row: &mut SheetRow) -> Result<bool, EngineError> {
        if self.at == self.block.len() {
            if self.next_block == self.sheet.blocks.len() {
                return Ok(false);
            }
            self.open_block().ok_or_else(damaged)?;
        }
        self.row(row).ok_or_else(damaged)?;
        Ok(true)
    }

    fn trimmings(&mut self) -> Trimmings {
        Trimmings { merges: self.sheet.tall_merges.clone(), ..Trimmings::default() }
    }
}

/// Seven bits a byte, the lowest first.
fn write_number(target: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        target.push(number.to_le_bytes()[0] | 0x80);
        number >>= 7;
    }
    target.push(number.to_le_bytes()[0]);
}

fn read_number(bytes: &[u8], at: &mut usize) -> Option<u64> {
    let mut number = 0;
    for shift in (0..64).step_by(7) {
        let byte = *bytes.get(*at)?;
        *at += 1;
        number |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    type Cells = Vec<(u32, String, Mark, bool)>;

    fn rows() -> impl Strategy<Value = Vec<(u64, bool, Cells)>> {
        let mark = prop_oneof![Just(Mark::Plain), Just(Mark::Error), Just(Mark::Percent), Just(Mark::Uncomputed)];
        let cell = (0..16_384_u32, ".{0,20}", mark, any::<bool>());
        prop::collection::vec((1..1_048_577_u64, any::<bool>(), prop::collection::vec(cell, 0..6)), 0..40)
    }

    fn written(rows: &[(u64, bool, Cells)], limits: &Limits) -> Option<KeptSheet> {
        let mut keeper = Keeper::new(limits, 0);
        let mut row = SheetRow::default();
        for (place, hidden, cells) in rows {
            row.begin(*place, *hidden);
            for (column, text, mark, noisy) in cells {
                row.push_kept(*column, text, *mark, *noisy);
            }
            keeper.add(&row);
        }
        keeper.finish(Vec::new())
    }

    proptest! {
        #[test]
        fn rows_come_back_as_they_were(rows in rows()) {
            let mut kept = KeptRows::new(Arc::new(written(&rows, &Limits::default()).expect("few rows are kept")));
            let mut row = SheetRow::default();
            for (place, hidden, cells) in rows {
                prop_assert!(kept.next_row(&mut row).expect("rows are whole"));
                prop_assert_eq!((row.place, row.hidden), (place, hidden));
                let all: Cells = row.all().map(|(column, text, mark, noisy)| (column, text.to_owned(), mark, noisy)).collect();
                prop_assert_eq!(all, cells);
            }
            prop_assert!(!kept.next_row(&mut row).expect("the end is one"));
        }
    }

    #[test]
    fn too_many_rows_are_not_kept() {
        let limits = Limits { kept_rows_bytes_max: 10, ..Limits::default() };
        let rows = vec![(1, false, vec![(0, "Дніпро".repeat(20), Mark::Plain, false)])];

        assert!(written(&rows, &limits).is_none());
    }
}
