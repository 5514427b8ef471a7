//! From a page to the bytes of a file.

mod csv;
mod json;
mod ods;
mod xlsx;

use super::table::{Format, Page};

/// Whether an encoding of the page holds all its letters.
pub(super) use csv::is_writable;

/// The file's bytes; its name's ending tells nothing else.
pub(super) fn write(page: &Page) -> Vec<u8> {
    match page.format {
        Format::Csv => csv::write(page),
        Format::Xlsx => xlsx::write(page),
        Format::Ods => ods::write(page),
        Format::Json => json::write(page),
    }
}
