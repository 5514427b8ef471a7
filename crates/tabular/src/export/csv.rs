//! CSV: UTF-8 without mark, LF, comma, quotes only where needed.

use super::{
    RowWriter,
    columns::{Cells, Column},
};

/// Signs that make a spreadsheet run a cell as a formula.
const FORMULA_SIGNS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// Whether a spreadsheet would run a text as a formula.
pub fn is_formula(text: &str) -> bool {
    text.starts_with(FORMULA_SIGNS)
}

pub(super) struct CsvWriter {
    excel_safe: bool,
    titles: bool,
    text: String,
}

impl CsvWriter {
    pub(super) fn new(excel_safe: bool, titles: bool) -> Self {
        Self { excel_safe, titles, text: String::new() }
    }

    fn text_cell(&self, text: &str, buffer: &mut Vec<u8>) {
        let defused = self.excel_safe && is_formula(text);
        let quoted = memchr::memchr3(b',', b'"', b'\n', text.as_bytes()).is_some() || text.contains('\r');
        if quoted {
            buffer.push(b'"');
        }
        if defused {
            buffer.push(b'\'');
        }
        if quoted {
            buffer.extend_from_slice(text.replace('"', "\"\"").as_bytes());
            buffer.push(b'"');
        } else {
            buffer.extend_from_slice(text.as_bytes());
        }
    }
}

/// Ends a record. One that would be an empty line is quoted, since readers skip empty lines.
fn end_record(start: usize, buffer: &mut Vec<u8>) {
    if buffer.len() == start {
        buffer.extend_from_slice(b"\"\"");
    }
    buffer.push(b'\n');
}

impl RowWriter for CsvWriter {
    fn begin(&mut self, columns: &[Column], buffer: &mut Vec<u8>) {
        let start = buffer.len();
        for (place, column) in columns.iter().enumerate() {
            if place > 0 {
                buffer.push(b',');
            }
            self.text_cell(column.header(self.titles), buffer);
        }
        end_record(start, buffer);
    }

    fn row(&mut self, cells: &[Cells], row: usize, buffer: &mut Vec<u8>) {
        let start = buffer.len();
        for (place, column) in cells.iter().enumerate() {
            if place > 0 {
                buffer.push(b',');
            }
            match column {
                _ if !column.has(row) => {}
                Cells::Text(values) => self.text_cell(values.value(row), buffer),
                _ => {
                    self.text.clear();
                    column.write(row, &mut self.text);
                    buffer.extend_from_slice(self.text.as_bytes());
                }
            }
        }
        end_record(start, buffer);
    }

    fn end(&mut self, _buffer: &mut Vec<u8>) {}
}
