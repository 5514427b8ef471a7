//! Workbooks of Office Open XML (XLSX, XLSM); macros are never looked at.

mod merges;
mod sheet;
mod strings;
mod styles;
mod tokens;
mod workbook;

use self::{
    merges::tall_merges,
    sheet::{Lookup, XlsxRows},
    workbook::Workbook,
};
use super::{
    package::{Package, Packed, damaged},
    sheet::{Book, Merge, Outside, Sheet, SheetReader},
};
use crate::{Limits, finding::EngineError};

pub(super) use self::workbook::Relations;

/// Parts that hold texts of people.
pub(super) const PARTS: [&str; 9] = [
    "docprops/",
    "xl/comments",
    "xl/threadedcomments/",
    "xl/persons/",
    "xl/drawings/",
    "xl/pivotcache/",
    "xl/externallinks/",
    "xl/queries",
    "customxml/item",
];

/// An opened workbook.
pub(super) struct XlsxBook {
    package: Package,
    workbook: Workbook,
    limits: Limits,
}

impl XlsxBook {
    /// Opens a workbook and reads what its sheets share.
    pub(super) fn open(input: Packed, limits: &Limits) -> Result<Self, EngineError> {
        let mut package = Package::open(input, limits)?;
        let workbook = Workbook::read(&mut package, limits)?;
        Ok(Self { package, workbook, limits: limits.clone() })
    }
}

impl Book for XlsxBook {
    fn sheets(&self) -> &[Sheet] {
        &self.workbook.sheets
    }

    fn rows(&mut self, sheet: usize) -> Result<Option<Box<dyn SheetReader + '_>>, EngineError> {
        let Workbook { parts, strings, styles, system_1904, .. } = &self.workbook;
        let lookup = Lookup { strings, styles, system_1904: *system_1904 };
        let name = parts.get(sheet).ok_or_else(damaged)?;
        let limits = &self.limits;
        Ok(self.package.part(name)?.map(|part| Box::new(XlsxRows::new(part, lookup, limits)) as _))
    }

    fn tall_merges(&mut self, sheet: usize) -> Result<Vec<Merge>, EngineError> {
        let name = self.workbook.parts.get(sheet).ok_or_else(damaged)?;
        tall_merges(self.package.part(name)?.ok_or_else(damaged)?)
    }

    fn take_outside(&mut self, outside: &mut Outside) -> Result<(), EngineError> {
        outside.take_parts(&mut self.package, &PARTS, &self.limits)
    }
}
