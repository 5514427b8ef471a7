//! The rows of one sheet of an old workbook.

use std::{
    collections::{BTreeMap, HashSet},
    io::BufRead,
};

use encoding_rs::Encoding;

use super::{
    Numbers,
    record::Records,
    value::{packed, push_error},
};
use crate::{
    Limits, Unreadable,
    finding::EngineError,
    read::{
        package::damaged,
        sheet::{HIDDEN_MAX, MERGES_MAX, Mark, Merge, SharedStrings, SheetReader, SheetRow, Trimmings, row_too_long},
    },
};

const BOOLEAN_OR_ERROR: u16 = 0x0205;
const COLUMNS: u16 = 0x007D;
const DRAWN_TEXT: u16 = 0x01B6;
const END: u16 = 0x000A;
const FORMULA: u16 = 0x0006;
const FORMULA_TEXT: u16 = 0x0207;
const LABEL: u16 = 0x0204;
const LABEL_RICH: u16 = 0x00D6;
const LABEL_SHARED: u16 = 0x00FD;
const MERGED: u16 = 0x00E5;
const NUMBER: u16 = 0x0203;
const PACKED: u16 = 0x027E;
const PACKED_MANY: u16 = 0x00BD;
const ROW: u16 = 0x0208;
const START: u16 = 0x0809;

/// Drawn texts of a sheet kept at most.
const DRAWN_TEXTS_MAX: usize = 50_000;
/// Cells held where a sheet's rows come in no order: a sheet of this format has 16 million at most, ordered ones are not held.
const GATHERED_CELLS_MAX: usize = 4 << 20;

/// Bytes that such cells may take, their texts included: one shared text may stand in all of them.
const GATHERED_BYTES_MAX: usize = 256 << 20;

/// The records of one sheet, those of charts inside it left out.
pub(super) struct SheetStream<R> {
    records: Records<R>,
    ansi: Option<&'static Encoding>,
    depth: u32,
}

impl<R: BufRead> SheetStream<R> {
    /// Begins at the sheet's first record.
    pub(super) fn new(input: R, ansi: Option<&'static Encoding>) -> Self {
        Self { records: Records::new(input), ansi, depth: 0 }
    }

    /// The next record of the sheet itself; `false` at its end.
    fn next(&mut self) -> Result<bool, EngineError> {
        while self.records.next()? {
            match self.records.kind {
                START => self.depth += 1,
                END if self.depth <= 1 => return Ok(false),
                END => self.depth -= 1,
                _ if self.depth <= 1 => return Ok(true),
                _ => {}
            }
        }
        Ok(false)
    }

    /// Whether rows come in ascending order, as Excel writes them.
    pub(super) fn is_ordered(&mut self) -> Result<bool, EngineError> {
        let mut last = 0;
        while self.next()? {
            if is_cell(self.records.kind) {
                let row = self.records.number(0, 2);
                if row < last {
                    return Ok(false);
                }
                last = row;
            }
        }
        Ok(true)
    }

    /// Merged cells.
    pub(super) fn merges(&mut self) -> Result<Vec<Merge>, EngineError> {
        let mut merges = Vec::new();
        while self.next()? {
            if self.records.kind == MERGED {
                self.push_merges(&mut merges);
            }
        }
        Ok(merges)
    }

    fn push_merges(&self, merges: &mut Vec<Merge>) {
        for index in 0..self.records.number(0, 2) as usize {
            let bound = |side: usize| self.records.number(2 + index * 8 + side * 2, 2);
            let merge = Merge {
                first_row: u64::from(bound(0)) + 1,
                last_row: u64::from(bound(1)) + 1,
                first_column: bound(2),
                last_column: bound(3),
            };
            if merge.is_sound() && merges.len() < MERGES_MAX {
                merges.push(merge);
            }
        }
    }

    /// Texts of notes and shapes.
    pub(super) fn drawn_texts(&mut self) -> Result<Vec<String>, EngineError> {
        let mut texts = Vec::new();
        while self.next()? {
            let count = self.records.number(10, 2) as usize;
            if self.records.kind == DRAWN_TEXT && count > 0 && texts.len() < DRAWN_TEXTS_MAX {
                let mut text = String::new();
                self.records.at = self.records.data.len();
                // Some writers leave the text out; a lost note is no damage to the table.
                if self.records.has_more()? && self.records.characters(count, false, &mut text).is_ok() {
                    texts.push(text);
                }
            }
        }
        Ok(texts)
    }
}

fn is_cell(kind: u16) -> bool {
    matches!(kind, BOOLEAN_OR_ERROR | FORMULA | LABEL | LABEL_RICH | LABEL_SHARED | NUMBER | PACKED | PACKED_MANY)
}

/// Reads one sheet.
pub(super) struct XlsRows<'book, R> {
    stream: SheetStream<R>,
    strings: &'book SharedStrings,
    numbers: Numbers<'book>,
    ansi: Option<&'static Encoding>,
    row_bytes_max: usize,
    /// The record at hand belongs to the next row.
    is_ahead: bool,
    hidden: HashSet<u32>,
    /// Rows that were gathered because they come in no order.
    gathered: Option<std::collections::btree_map::IntoIter<u32, SheetRow>>,
    /// Column of the formula whose text follows.
    open_formula: Option<u32>,
    trimmings: Trimmings,
}

impl<'book, R: BufRead> XlsRows<'book, R> {
    pub(super) fn new(
        stream: SheetStream<R>,
        strings: &'book SharedStrings,
        numbers: Numbers<'book>,
        limits: &Limits,
    ) -> Self {
        Self {
            ansi: stream.ansi,
            stream,
            strings,
            numbers,
            row_bytes_max: limits.record_bytes_max,
            is_ahead: false,
            hidden: HashSet::new(),
            gathered: None,
            open_formula: None,
            trimmings: Trimmings::default(),
        }
    }

    /// Reads all cells and puts them in order.
    pub(super) fn gather(&mut self) -> Result<(), EngineError> {
        let mut rows: BTreeMap<u32, SheetRow> = BTreeMap::new();
        let (mut cells, mut bytes, mut last) = (0, 0, 0);
        while self.stream.next()? {
            let kind = self.stream.records.kind;
            if is_cell(kind) || kind == FORMULA_TEXT {
                let number = if kind == FORMULA_TEXT { last } else { self.stream.records.number(0, 2) };
                last = number;
                cells += 1;
                let row = rows.entry(number).or_insert_with(|| {
                    let mut row = SheetRow::default();
                    row.begin(u64::from(number) + 1, false);
                    row
                });
                let before = row.held_bytes();
                self.push_cell(row)?;
                bytes += row.held_bytes() - before;
                if cells > GATHERED_CELLS_MAX || bytes > GATHERED_BYTES_MAX {
                    return Err(unordered().into());
                }
            } else {
                self.note();
            }
        }
        for (number, row) in &mut rows {
            row.hidden = self.hidden.contains(number);
        }
        self.gathered = Some(rows.into_iter());
        Ok(())
    }

    /// Takes what a record says that is no cell.
    fn note(&mut self) {
        let records = &self.stream.records;
        match records.kind {
            ROW if records.number(12, 2) & 0x20 != 0 => {
                self.hidden.insert(records.number(0, 2));
            }
            COLUMNS if records.number(8, 2) & 1 == 1 && self.trimmings.hidden_columns.len() < HIDDEN_MAX => {
                self.trimmings.hidden_columns.push((records.number(0, 2), records.number(2, 2)));
            }
            MERGED => self.stream.push_merges(&mut self.trimmings.merges),
            _ => {}
        }
    }

    /// Appends the cell of the record at hand.
    fn push_cell(&mut self, row: &mut SheetRow) -> Result<(), EngineError> {
        let records = &mut self.stream.records;
        let (column, style) = (records.number(2, 2), records.number(4, 2) as usize);
        match records.kind {
            NUMBER => self.numbers.push(row, column, style, double(&records.data, 6)),
            PACKED => self.numbers.push(row, column, style, packed(records.number(6, 4))),
            PACKED_MANY => {
                let cells = records.data.len().saturating_sub(6) / 6;
                for cell in 0..cells {
                    let (style, bits) = (records.number(4 + cell * 6, 2), records.number(6 + cell * 6, 4));
                    let column = column + u32::try_from(cell).unwrap_or_default();
                    self.numbers.push(row, column, style as usize, packed(bits));
                }
            }
            LABEL_SHARED => {
                // A text that is not there is lost data, not an empty cell.
                let text = self.strings.get(records.number(6, 4) as usize).ok_or_else(damaged)?;
                row.push(column, text, Mark::Plain);
            }
            LABEL | LABEL_RICH => {
                records.at = 6;
                let text = records.text(2, self.ansi)?;
                row.push(column, &text, Mark::Plain);
            }
            BOOLEAN_OR_ERROR if records.number(7, 1) == 1 => push_error(row, column, records.number(6, 1)),
            BOOLEAN_OR_ERROR => row.push(column, truth(records.number(6, 1)), Mark::Plain),
            FORMULA => self.push_result(row, column, style),
            FORMULA_TEXT => {
                if let Some(column) = self.open_formula.take() {
                    let text = records.text(2, self.ansi)?;
                    row.push(column, &text, Mark::Plain);
                }
            }
            _ => {}
        }
        if row.held_bytes() > self.row_bytes_max {
            return Err(row_too_long(row.place, self.row_bytes_max).into());
        }
        Ok(())
    }

    /// The value that a formula had when the file was saved.
    fn push_result(&mut self, row: &mut SheetRow, column: u32, style: usize) {
        let records = &self.stream.records;
        self.open_formula = None;
        if records.number(12, 2) != 0xFFFF {
            self.numbers.push(row, column, style, double(&records.data, 6));
            return;
        }
        match records.number(6, 1) {
            // Its text follows in a record of its own.
            0 => self.open_formula = Some(column),
            1 => row.push(column, truth(records.number(8, 1)), Mark::Plain),
            2 => push_error(row, column, records.number(8, 1)),
            _ => {}
        }
    }
}

impl<R: BufRead> SheetReader for XlsRows<'_, R> {
    fn next_row(&mut self, row: &mut SheetRow) -> Result<bool, EngineError> {
        if let Some(rows) = &mut self.gathered {
            return Ok(rows.next().map(|(_, next)| *row = next).is_some());
        }
        let mut number = None;
        loop {
            if !self.is_ahead && !self.stream.next()? {
                return Ok(number.is_some());
            }
            self.is_ahead = false;
            let kind = self.stream.records.kind;
            if kind == FORMULA_TEXT && number.is_some() {
                self.push_cell(row)?;
                continue;
            }
            if !is_cell(kind) {
                self.note();
                continue;
            }
            let own = self.stream.records.number(0, 2);
            match number {
                None => {
                    number = Some(own);
                    row.begin(u64::from(own) + 1, self.hidden.contains(&own));
                }
                Some(number) if number != own => {
                    self.is_ahead = true;
                    return Ok(true);
                }
                Some(_) => {}
            }
            self.push_cell(row)?;
        }
    }

    fn trimmings(&mut self) -> Trimmings {
        std::mem::take(&mut self.trimmings)
    }
}

fn double(data: &[u8], at: usize) -> f64 {
    let bytes = data.get(at..at + 8).and_then(|bytes| bytes.try_into().ok()).unwrap_or_default();
    f64::from_le_bytes(bytes)
}

fn truth(byte: u32) -> &'static str {
    if byte == 0 { "false" } else { "true" }
}

fn unordered() -> Unreadable {
    Unreadable::new(
        "unsupported",
        "Рядки аркуша записано у файлі без порядку, і їх надто багато, щоб упорядкувати. Відкрийте файл в Excel або LibreOffice, збережіть як XLSX і завантажте знову.",
        "The rows of a sheet stand in the file in no order, and they are too many to be sorted. Open the file in Excel or LibreOffice, save it as XLSX and upload it again.",
    )
}
