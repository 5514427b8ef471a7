//! JSON and NDJSON: one object a line, numbers digit by digit as the table has them.

use super::{
    RowWriter,
    columns::{Cells, Column},
};

pub(super) struct JsonWriter {
    /// An array around the lines.
    array: bool,
    /// Each field's `"name":`, with the comma before it.
    keys: Vec<Vec<u8>>,
    rows: u64,
    text: String,
}

impl JsonWriter {
    pub(super) fn array() -> Self {
        Self { array: true, keys: Vec::new(), rows: 0, text: String::new() }
    }

    pub(super) fn lines() -> Self {
        Self { array: false, ..Self::array() }
    }

    fn value(&mut self, column: &Cells, row: usize, buffer: &mut Vec<u8>) {
        self.text.clear();
        match column {
            _ if !column.has(row) => buffer.extend_from_slice(b"null"),
            // JSON has no word for these.
            Cells::Float(values) if !values.value(row).is_finite() => buffer.extend_from_slice(b"null"),
            Cells::Text(values) => push_string(values.value(row), buffer),
            Cells::Date(_) | Cells::Moment { .. } => {
                column.write(row, &mut self.text);
                push_string(&self.text, buffer);
            }
            Cells::Integer(_) | Cells::Decimal { .. } | Cells::Float(_) | Cells::Boolean(_) => {
                column.write(row, &mut self.text);
                buffer.extend_from_slice(self.text.as_bytes());
            }
        }
    }
}

fn push_string(text: &str, buffer: &mut Vec<u8>) {
    serde_json::to_writer(buffer, text).expect("writing a string to memory cannot fail");
}

impl RowWriter for JsonWriter {
    fn begin(&mut self, columns: &[Column], buffer: &mut Vec<u8>) {
        for (place, column) in columns.iter().enumerate() {
            let mut key = if place > 0 { b",".to_vec() } else { Vec::new() };
            push_string(&column.name, &mut key);
            key.push(b':');
            self.keys.push(key);
        }
        if self.array {
            buffer.extend_from_slice(b"[\n");
        }
    }

    fn row(&mut self, cells: &[Cells], row: usize, buffer: &mut Vec<u8>) {
        if self.rows > 0 {
            buffer.extend_from_slice(if self.array { b",\n" } else { b"\n" });
        }
        self.rows += 1;
        buffer.push(b'{');
        for (place, column) in cells.iter().enumerate() {
            buffer.extend_from_slice(&self.keys[place]);
            self.value(column, row, buffer);
        }
        buffer.push(b'}');
    }

    fn end(&mut self, buffer: &mut Vec<u8>) {
        if self.rows > 0 {
            buffer.push(b'\n');
        }
        if self.array {
            buffer.extend_from_slice(b"]\n");
        }
    }
}
