//! `OpenDocument` spreadsheets (ODS): all sheets in one XML part, cells and rows that say how often they repeat.

mod rows;
mod tables;

use self::{
    rows::OdsRows,
    tables::{drawn_texts, sheets_of},
};
use super::{
    container,
    package::{Package, Packed, damaged},
    sheet::{Book, Merge, Outside, Sheet, SheetReader, SheetRow},
};
use crate::{Limits, finding::EngineError};

/// The part that holds the sheets.
pub(super) const CONTENT: &str = "content.xml";
/// The part that says which others are encrypted.
const MANIFEST: &str = "META-INF/manifest.xml";
/// Bytes of the manifest looked at.
const MANIFEST_BYTES_MAX: u64 = 1 << 20;

/// An opened spreadsheet.
pub(super) struct OdsBook {
    package: Package,
    sheets: Vec<Sheet>,
    limits: Limits,
}

impl OdsBook {
    /// Opens a spreadsheet and finds its sheets.
    pub(super) fn open(input: Packed, limits: &Limits) -> Result<Self, EngineError> {
        let mut package = Package::open(input, limits)?;
        if is_encrypted(&mut package)? {
            return Err(container::password_protected().into());
        }
        let sheets = sheets_of(package.part(CONTENT)?.ok_or_else(damaged)?, limits)?;
        Ok(Self { package, sheets, limits: limits.clone() })
    }

    fn reader(&mut self, sheet: usize) -> Result<OdsRows<impl std::io::BufRead>, EngineError> {
        let part = self.package.part(CONTENT)?.ok_or_else(damaged)?;
        OdsRows::open(part, sheet, &self.limits)
    }
}

fn is_encrypted(package: &mut Package) -> Result<bool, EngineError> {
    use std::io::Read;

    let Some(part) = package.part(MANIFEST)? else {
        return Ok(false);
    };
    let mut bytes = Vec::new();
    part.take(MANIFEST_BYTES_MAX).read_to_end(&mut bytes).map_err(|error| super::package::unpacking(&error))?;
    Ok(memchr::memmem::find(&bytes, b"encryption-data").is_some())
}

impl Book for OdsBook {
    fn sheets(&self) -> &[Sheet] {
        &self.sheets
    }

    fn rows(&mut self, sheet: usize) -> Result<Option<Box<dyn SheetReader + '_>>, EngineError> {
        Ok(Some(Box::new(self.reader(sheet)?)))
    }

    fn tall_merges(&mut self, sheet: usize) -> Result<Vec<Merge>, EngineError> {
        let mut reader = self.reader(sheet)?;
        let mut row = SheetRow::default();
        while reader.next_row(&mut row)? {}
        let mut merges = reader.trimmings().merges;
        merges.retain(Merge::is_tall);
        merges.sort_unstable_by_key(|merge| merge.first_row);
        Ok(merges)
    }

    fn take_outside(&mut self, outside: &mut Outside) -> Result<(), EngineError> {
        let part = self.package.part(CONTENT)?.ok_or_else(damaged)?;
        drawn_texts(part, &self.limits, outside)?;
        outside.take_parts(&mut self.package, &["meta."], &self.limits)
    }
}
