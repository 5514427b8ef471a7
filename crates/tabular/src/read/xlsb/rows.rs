//! The rows of one sheet in a binary part.

use std::io::BufRead;

use super::record::Records;
use crate::{
    finding::EngineError,
    read::{
        package::damaged,
        sheet::{
            HIDDEN_MAX, MERGES_MAX, Mark, Merge, ROWS_MAX, SharedStrings, SheetReader, SheetRow, Trimmings,
            row_too_long,
        },
        xls::{Numbers, packed, push_error},
    },
};

const BOOLEAN: u32 = 0x0004;
const COLUMNS: u32 = 0x003C;
const ERROR: u32 = 0x0003;
const FORMULA_BOOLEAN: u32 = 0x000A;
const FORMULA_ERROR: u32 = 0x000B;
const FORMULA_NUMBER: u32 = 0x0009;
const FORMULA_TEXT: u32 = 0x0008;
const MERGED: u32 = 0x00B0;
const NUMBER: u32 = 0x0005;
const PACKED: u32 = 0x0002;
const ROW: u32 = 0x0000;
const TEXT: u32 = 0x0006;
const TEXT_SHARED: u32 = 0x0007;

/// Reads one sheet.
pub(super) struct XlsbRows<'book, R> {
    records: Records<R>,
    strings: &'book SharedStrings,
    numbers: Numbers<'book>,
    row_bytes_max: usize,
    /// The record at hand begins the next row.
    is_ahead: bool,
    trimmings: Trimmings,
}

impl<'book, R: BufRead> XlsbRows<'book, R> {
    pub(super) fn new(
        records: Records<R>,
        strings: &'book SharedStrings,
        numbers: Numbers<'book>,
        row_bytes_max: usize,
    ) -> Self {
        Self { records, strings, numbers, row_bytes_max, is_ahead: false, trimmings: Trimmings::default() }
    }

    /// Takes what a record says that is no row.
    fn note(&mut self) {
        let records = &self.records;
        match records.kind {
            COLUMNS if records.number(16, 2) & 1 == 1 && self.trimmings.hidden_columns.len() < HIDDEN_MAX => {
                self.trimmings.hidden_columns.push((records.number(0, 4), records.number(4, 4)));
            }
            MERGED => push_merge(records, &mut self.trimmings.merges),
            _ => {}
        }
    }

    fn push_cell(&self, row: &mut SheetRow) -> Result<(), EngineError> {
        let records = &self.records;
        let (column, style) = (records.number(0, 4), records.number(4, 3) as usize);
        match records.kind {
            PACKED => self.numbers.push(row, column, style, packed(records.number(8, 4))),
            NUMBER | FORMULA_NUMBER => {
                let bytes = records.data.get(8..16).and_then(|bytes| bytes.try_into().ok()).ok_or_else(damaged)?;
                self.numbers.push(row, column, style, f64::from_le_bytes(bytes));
            }
            TEXT_SHARED => {
                // A text that is not there is lost data, not an empty cell.
                let text = self.strings.get(records.number(8, 4) as usize).ok_or_else(damaged)?;
                row.push(column, text, Mark::Plain);
            }
            TEXT | FORMULA_TEXT => row.push(column, &records.text(8)?.0, Mark::Plain),
            BOOLEAN | FORMULA_BOOLEAN => {
                row.push(column, if records.number(8, 1) == 0 { "false" } else { "true" }, Mark::Plain);
            }
            ERROR | FORMULA_ERROR => push_error(row, column, records.number(8, 1)),
            _ => {}
        }
        if row.held_bytes() > self.row_bytes_max {
            return Err(row_too_long(row.place, self.row_bytes_max).into());
        }
        Ok(())
    }
}

impl<R: BufRead> SheetReader for XlsbRows<'_, R> {
    fn next_row(&mut self, row: &mut SheetRow) -> Result<bool, EngineError> {
        let mut is_open = false;
        loop {
            if !self.is_ahead && !self.records.next()? {
                return Ok(is_open);
            }
            self.is_ahead = false;
            match self.records.kind {
                ROW if is_open => {
                    self.is_ahead = true;
                    return Ok(true);
                }
                ROW => {
                    let place = u64::from(self.records.number(0, 4)) + 1;
                    if place > ROWS_MAX {
                        return Err(damaged().into());
                    }
                    row.begin(place, self.records.number(11, 1) & 0x10 != 0);
                    is_open = true;
                }
                PACKED..=FORMULA_ERROR if is_open => self.push_cell(row)?,
                _ => self.note(),
            }
        }
    }

    fn trimmings(&mut self) -> Trimmings {
        std::mem::take(&mut self.trimmings)
    }
}

/// Merged cells of a sheet.
pub(super) fn merges(mut records: Records<impl BufRead>) -> Result<Vec<Merge>, EngineError> {
    let mut merges = Vec::new();
    while records.next()? {
        if records.kind == MERGED {
            push_merge(&records, &mut merges);
        }
    }
    Ok(merges)
}

fn push_merge<R: BufRead>(records: &Records<R>, merges: &mut Vec<Merge>) {
    let merge = Merge {
        first_row: u64::from(records.number(0, 4)) + 1,
        last_row: u64::from(records.number(4, 4)) + 1,
        first_column: records.number(8, 4),
        last_column: records.number(12, 4),
    };
    if merge.is_sound() && merges.len() < MERGES_MAX {
        merges.push(merge);
    }
}
