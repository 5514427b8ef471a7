//! Delimited text.

use crate::dirt::table::{Cell, Encoding, Line, Page, TextForm};

/// The bytes of a page.
pub(super) fn write(page: &Page) -> Vec<u8> {
    encode(&text(page), &page.text)
}

/// Whether the encoding holds every letter of the page.
pub(crate) fn is_writable(page: &Page) -> bool {
    single_byte(page.text.encoding).is_none_or(|encoding| !encoding.encode(&text(page)).2)
}

fn text(page: &Page) -> String {
    let form = &page.text;
    let width = page.head.last().map_or(0, Vec::len);
    let mut text = String::new();
    let mut ends = form.line_ends.iter().cycle();
    let mut end = |text: &mut String| text.push_str(ends.next().expect("a cycle has no end"));
    if form.separator_line {
        text.push_str("sep=");
        text.push(form.delimiter);
        end(&mut text);
    }
    for line in &page.above {
        push_line(&mut text, line, width, form);
        end(&mut text);
    }
    for names in &page.head {
        let cells = names.iter().map(|name| Cell::Text(name.clone())).collect();
        push_line(&mut text, &Line::remark(cells), width, form);
        end(&mut text);
    }
    for line in page.lines.iter().chain(&page.below) {
        push_line(&mut text, line, width, form);
        end(&mut text);
    }
    text
}

fn push_line(text: &mut String, line: &Line, width: usize, form: &TextForm) {
    let width = if line.short { line.cells.len() } else { width.max(line.cells.len()) };
    for column in 0..width {
        if column > 0 {
            text.push(form.delimiter);
        }
        if let Some(cell) = line.cells.get(column) {
            push_cell(text, cell, form);
        }
    }
    if form.trailing_delimiter && width > 0 {
        text.push(form.delimiter);
    }
}

fn push_cell(text: &mut String, cell: &Cell, form: &TextForm) {
    let value = cell.text();
    let is_special = value.contains([form.delimiter, form.quote, '\n', '\r']);
    let is_quoted = !matches!(cell, Cell::Raw(_)) && (is_special || form.quote_all);
    if !is_quoted {
        text.push_str(value);
        return;
    }
    text.push(form.quote);
    for letter in value.chars() {
        text.push(letter);
        if letter == form.quote {
            text.push(letter);
        }
    }
    text.push(form.quote);
}

fn encode(text: &str, form: &TextForm) -> Vec<u8> {
    let marked = if form.mark { format!("\u{feff}{text}") } else { text.to_owned() };
    match form.encoding {
        Encoding::Utf16Le => marked.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        Encoding::Utf16Be => marked.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        other => match single_byte(other) {
            Some(encoding) => encoding.encode(text).0.into_owned(),
            None => marked.into_bytes(),
        },
    }
}

fn single_byte(encoding: Encoding) -> Option<&'static encoding_rs::Encoding> {
    match encoding {
        Encoding::Windows1251 => Some(encoding_rs::WINDOWS_1251),
        Encoding::Koi8U => Some(encoding_rs::KOI8_U),
        Encoding::Utf8 | Encoding::Utf16Le | Encoding::Utf16Be => None,
    }
}
