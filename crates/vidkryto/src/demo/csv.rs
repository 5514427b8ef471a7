//! Sheets as delimited text: clean UTF-8, and what Excel of a Ukrainian Windows saves.

use std::io::{self, Write};

use super::sheet::Sheet;

/// Writes RFC 4180: UTF-8, commas, LF.
pub(super) fn clean(sheet: &Sheet, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(text(sheet, ',', "\n").as_bytes())
}

/// Writes UTF-8 with a byte order mark, semicolons and CRLF.
pub(super) fn excel_utf8(sheet: &Sheet, out: &mut dyn Write) -> io::Result<()> {
    out.write_all("\u{feff}".as_bytes())?;
    out.write_all(text(sheet, ';', "\r\n").as_bytes())
}

/// Writes windows-1251 with semicolons and CRLF.
pub(super) fn windows_1251(sheet: &Sheet, out: &mut dyn Write) -> io::Result<()> {
    let text = text(sheet, ';', "\r\n");
    let (bytes, _, unmappable) = encoding_rs::WINDOWS_1251.encode(&text);
    if unmappable {
        return Err(io::Error::other("a generated cell has a character that windows-1251 lacks"));
    }
    out.write_all(&bytes)
}

fn text(sheet: &Sheet, delimiter: char, line_end: &str) -> String {
    let mut text = String::new();
    let names: Vec<&str> = sheet.columns.iter().map(|column| column.name.as_str()).collect();
    push_line(&mut text, &names, delimiter, line_end);
    for row in &sheet.rows {
        push_line(&mut text, row, delimiter, line_end);
    }
    text
}

fn push_line<S: AsRef<str>>(text: &mut String, cells: &[S], delimiter: char, line_end: &str) {
    for (place, cell) in cells.iter().enumerate() {
        if place > 0 {
            text.push(delimiter);
        }
        push_cell(text, cell.as_ref(), delimiter);
    }
    text.push_str(line_end);
}

fn push_cell(text: &mut String, cell: &str, delimiter: char) {
    if cell.contains([delimiter, '"', '\n', '\r']) {
        text.push('"');
        text.push_str(&cell.replace('"', "\"\""));
        text.push('"');
    } else {
        text.push_str(cell);
    }
}
