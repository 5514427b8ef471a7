//! Which kind of workbook a container holds, by its parts.

use std::io::Read;

use crate::{
    Container, Limits, Source, Unreadable,
    finding::EngineError,
    read::{
        container::{self, unsupported},
        ods,
        package::{Package, Packed, unpacking},
        scan::read_full,
        xls, xlsb,
    },
};

/// Bytes of a compound file looked through for the names of its streams, where its own list of them is broken.
const COMPOUND_BYTES: usize = 8 << 20;
/// The longest name of a kind of document, with room to spare.
const KIND_BYTES: u64 = 200;

/// What a zip container holds.
pub(in crate::read) fn in_zip(source: &dyn Source, limits: &Limits) -> Result<Container, EngineError> {
    let mut package = Package::open(Packed::of(source, limits)?, limits)?;
    let has = |part: &str| package.has(part);
    if has("word/document.xml") {
        return Err(unsupported("DOCX").into());
    }
    if has("ppt/presentation.xml") {
        return Err(unsupported("PPTX").into());
    }
    if has("Index/Document.iwa") || has("Index.zip") {
        return Err(unsupported("Numbers / Pages (Apple)").into());
    }
    if has(xlsb::MAIN) {
        return Ok(Container::Xlsb);
    }
    if has("xl/workbook.xml") || has("[Content_Types].xml") && has("_rels/.rels") {
        return Ok(Container::Xlsx);
    }
    if has(ods::CONTENT) {
        return open_document(&mut package);
    }
    Err(Unreadable::new(
        "unsupported",
        "Це ZIP-архів, а не таблиця. Розпакуйте його й завантажте файли XLSX або CSV окремо.",
        "This is a ZIP archive, not a table. Unpack it and upload its XLSX or CSV files one by one.",
    )
    .into())
}

/// A spreadsheet is told from a text by the kind its container names.
fn open_document(package: &mut Package) -> Result<Container, EngineError> {
    let Some(part) = package.part("mimetype")? else {
        return Ok(Container::Ods);
    };
    let mut kind = String::new();
    part.take(KIND_BYTES).read_to_string(&mut kind).map_err(|error| unpacking(&error))?;
    if kind.is_empty() || kind.contains("spreadsheet") {
        return Ok(Container::Ods);
    }
    let name = if kind.contains("text") { "ODT" } else { "OpenDocument" };
    Err(unsupported(name).into())
}

/// What a compound file holds.
pub(in crate::read) fn in_compound_file(source: &dyn Source) -> Result<Container, EngineError> {
    match xls::container_of(source.open()?) {
        Err(EngineError::Unreadable(unreadable)) if unreadable.kind == "damaged" => {
            let mut bytes = vec![0; COMPOUND_BYTES];
            let read = read_full(&mut *source.open()?, &mut bytes)?;
            let judged = container::compound_file(&bytes[..read]);
            Err(if judged.kind == "password-protected" { judged } else { unreadable }.into())
        }
        found => found,
    }
}
