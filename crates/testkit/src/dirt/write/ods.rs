//! Spreadsheets of `LibreOffice`.

use std::io::{Cursor, Write};

use zip::{CompressionMethod, ZipWriter, result::ZipResult, write::SimpleFileOptions};

use crate::dirt::table::{Cell, Line, Page};

const MIME_TYPE: &str = "application/vnd.oasis.opendocument.spreadsheet";
const MANIFEST: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">
<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
</manifest:manifest>"#;
const OPENING: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" office:version="1.2"><office:body><office:spreadsheet><table:table table:name="Аркуш1">"#;
const CLOSING: &str = "</table:table></office:spreadsheet></office:body></office:document-content>";

/// The bytes of a page without merged or hidden cells.
pub(super) fn write(page: &Page) -> Vec<u8> {
    package(&content(page)).expect("memory takes all that is written")
}

fn package(content: &str) -> ZipResult<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let packed = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let parts = [
        ("mimetype", MIME_TYPE, stored),
        ("META-INF/manifest.xml", MANIFEST, packed),
        ("content.xml", content, packed),
    ];
    for (name, text, options) in parts {
        zip.start_file(name, options)?;
        zip.write_all(text.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

fn content(page: &Page) -> String {
    let names = |names: &Vec<String>| Line::remark(names.iter().cloned().map(Cell::Text).collect());
    let head: Vec<Line> = page.head.iter().map(names).collect();
    let mut xml = String::from(OPENING);
    for line in page.above.iter().chain(&head).chain(&page.lines).chain(&page.below) {
        xml.push_str("<table:table-row>");
        line.cells.iter().for_each(|cell| push_cell(&mut xml, cell));
        xml.push_str("</table:table-row>");
    }
    xml.push_str(CLOSING);
    xml
}

fn push_cell(xml: &mut String, cell: &Cell) {
    let (attributes, shown) = match cell {
        Cell::Text(text) | Cell::Raw(text) if text.is_empty() => (String::new(), None),
        Cell::Blank => (String::new(), None),
        Cell::Text(text) | Cell::Raw(text) => (r#" office:value-type="string""#.to_owned(), Some(text.as_str())),
        Cell::Number(text) => (format!(r#" office:value-type="float" office:value="{text}""#), Some(text.as_str())),
        Cell::Date(text) => (format!(r#" office:value-type="date" office:date-value="{text}""#), Some(text.as_str())),
        Cell::Flag(flag) => (format!(r#" office:value-type="boolean" office:boolean-value="{flag}""#), Some("")),
        Cell::Error(error) => (
            r#" table:formula="of:=1/0" office:value-type="string" office:string-value="" calcext:value-type="error""#
                .to_owned(),
            Some(*error),
        ),
    };
    xml.extend(["<table:table-cell", &attributes, ">"]);
    for paragraph in shown.into_iter().flat_map(|text| text.split('\n')) {
        xml.push_str("<text:p>");
        paragraph.chars().for_each(|letter| push_letter(xml, letter));
        xml.push_str("</text:p>");
    }
    xml.push_str("</table:table-cell>");
}

/// Spaces are elements, since plain ones at the ends or in runs mean nothing.
fn push_letter(xml: &mut String, letter: char) {
    match letter {
        ' ' => xml.push_str("<text:s/>"),
        '\t' => xml.push_str("<text:tab/>"),
        '&' => xml.push_str("&amp;"),
        '<' => xml.push_str("&lt;"),
        '>' => xml.push_str("&gt;"),
        other => xml.push(other),
    }
}
