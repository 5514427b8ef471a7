//! Workbooks of Office Open XML in binary parts (XLSB): records instead of elements, else the same package.

mod record;
mod rows;

use std::collections::HashMap;

use self::{record::Records, rows::XlsbRows};
use super::{
    package::{Package, Packed, damaged},
    sheet::{Book, Merge, NumberFormat, Outside, SharedStrings, Sheet, SheetReader, format_of},
    xls::Numbers,
    xlsx::{PARTS, Relations},
};
use crate::{Limits, finding::EngineError};

/// The workbook's own part.
pub(super) const MAIN: &str = "xl/workbook.bin";
/// Sheets of a workbook read at most, hidden ones included.
const SHEETS_MAX: usize = 5_000;
/// Formats and styles of a workbook at most.
const STYLES_MAX: usize = 100_000;

const FORMAT: u32 = 0x002C;
const PROPERTIES: u32 = 0x0099;
const SHARED_STRING: u32 = 0x0013;
const SHEET: u32 = 0x009C;
const STYLE: u32 = 0x002F;
const STYLES_BEGIN: u32 = 0x0269;
const STYLES_END: u32 = 0x026A;

/// An opened workbook.
pub(super) struct XlsbBook {
    package: Package,
    sheets: Vec<Sheet>,
    parts: Vec<String>,
    strings: SharedStrings,
    formats: Vec<NumberFormat>,
    system_1904: bool,
    limits: Limits,
}

impl XlsbBook {
    /// Opens a workbook and reads what its sheets share.
    pub(super) fn open(input: Packed, limits: &Limits) -> Result<Self, EngineError> {
        let package = Package::open(input, limits)?;
        let mut book = Self {
            package,
            sheets: Vec::new(),
            parts: Vec::new(),
            strings: SharedStrings::default(),
            formats: Vec::new(),
            system_1904: false,
            limits: limits.clone(),
        };
        let relations = Relations::of(&mut book.package, MAIN, limits)?;
        book.read_sheets(&relations)?;
        book.read_strings(&relations.of_kind("sharedStrings", "xl/sharedStrings.bin"))?;
        book.read_styles(&relations.of_kind("styles", "xl/styles.bin"))?;
        Ok(book)
    }

    fn read_sheets(&mut self, relations: &Relations) -> Result<(), EngineError> {
        let part = self.package.part(MAIN)?.ok_or_else(damaged)?;
        let mut records = Records::new(part, self.limits.record_bytes_max);
        while records.next()? {
            match records.kind {
                PROPERTIES => self.system_1904 = records.number(0, 1) & 1 == 1,
                SHEET if self.sheets.len() < SHEETS_MAX => {
                    let (id, after) = records.text(8)?;
                    let (name, _) = records.text(after)?;
                    if let Some((kind, part)) = relations.by_id.get(&id)
                        && kind.ends_with("/worksheet")
                    {
                        self.sheets.push(Sheet::new(name, records.number(0, 4) != 0));
                        self.parts.push(part.clone());
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn read_strings(&mut self, name: &str) -> Result<(), EngineError> {
        let Some(part) = self.package.part(name)? else {
            return Ok(());
        };
        let mut records = Records::new(part, self.limits.record_bytes_max);
        while records.next()? {
            if records.kind == SHARED_STRING {
                self.strings.push(&records.text(1)?.0, &self.limits)?;
            }
        }
        Ok(())
    }

    fn read_styles(&mut self, name: &str) -> Result<(), EngineError> {
        let Some(part) = self.package.part(name)? else {
            return Ok(());
        };
        let mut records = Records::new(part, self.limits.record_bytes_max);
        let mut codes: HashMap<u32, String> = HashMap::new();
        let mut are_cells = false;
        while records.next()? {
            match records.kind {
                FORMAT if codes.len() < STYLES_MAX => {
                    codes.entry(records.number(0, 2)).or_insert(records.text(2)?.0);
                }
                STYLES_BEGIN => are_cells = true,
                STYLES_END => are_cells = false,
                STYLE if are_cells && self.formats.len() < STYLES_MAX => {
                    let id = records.number(2, 2);
                    self.formats.push(format_of(id, codes.get(&id).map(String::as_str)));
                }
                _ => {}
            }
        }
        Ok(())
    }
}

impl Book for XlsbBook {
    fn sheets(&self) -> &[Sheet] {
        &self.sheets
    }

    fn rows(&mut self, sheet: usize) -> Result<Option<Box<dyn SheetReader + '_>>, EngineError> {
        let name = self.parts.get(sheet).ok_or_else(damaged)?;
        let numbers = Numbers { formats: &self.formats, system_1904: self.system_1904 };
        let (strings, most) = (&self.strings, self.limits.record_bytes_max);
        Ok(self.package.part(name)?.map(|part| {
            Box::new(XlsbRows::new(Records::new(part, most), strings, numbers, most)) as Box<dyn SheetReader + '_>
        }))
    }

    fn tall_merges(&mut self, sheet: usize) -> Result<Vec<Merge>, EngineError> {
        let name = self.parts.get(sheet).ok_or_else(damaged)?;
        let part = self.package.part(name)?.ok_or_else(damaged)?;
        let mut merges = rows::merges(Records::new(part, self.limits.record_bytes_max))?;
        merges.retain(Merge::is_tall);
        merges.sort_unstable_by_key(|merge| merge.first_row);
        Ok(merges)
    }

    fn take_outside(&mut self, outside: &mut Outside) -> Result<(), EngineError> {
        outside.take_parts(&mut self.package, &PARTS, &self.limits)?;
        let notes: Vec<String> =
            self.package.names().into_iter().filter(|name| name.starts_with("xl/comments")).collect();
        for name in notes {
            let Some(part) = self.package.part(&name)? else {
                continue;
            };
            let mut records = Records::new(part, self.limits.record_bytes_max);
            while records.next()? {
                if let Some(text) = records.note_text() {
                    outside.push(|| name.clone(), &text);
                }
            }
        }
        Ok(())
    }
}
