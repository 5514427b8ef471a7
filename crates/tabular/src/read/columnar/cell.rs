//! What a cell of a Parquet column shows, exactly.

use arrow::{
    array::{Array, ArrayRef, AsArray},
    datatypes::{DataType, Float16Type, Float32Type, Float64Type},
    error::ArrowError,
    util::display::{ArrayFormatter, FormatOptions},
};

use crate::read::json::write_text;

/// Levels of nesting.
const DEPTH_MAX: usize = 16;

/// The cells of a column.
pub(super) struct Cells<'a> {
    pub(super) array: &'a dyn Array,
    pub(super) options: &'a FormatOptions<'a>,
}

impl Cells<'_> {
    /// The text of a cell; empty where it is null.
    pub(super) fn text(&self, row: usize) -> Result<String, ArrowError> {
        if self.array.is_null(row) {
            return Ok(String::new());
        }
        Ok(match self.array.data_type() {
            DataType::Utf8 => self.array.as_string::<i32>().value(row).to_owned(),
            DataType::LargeUtf8 => self.array.as_string::<i64>().value(row).to_owned(),
            DataType::Utf8View => self.array.as_string_view().value(row).to_owned(),
            DataType::Float64 => number(self.array.as_primitive::<Float64Type>().value(row)),
            DataType::Float32 => short(self.array.as_primitive::<Float32Type>().value(row)),
            DataType::Float16 => short(self.array.as_primitive::<Float16Type>().value(row).to_f32()),
            DataType::Binary | DataType::LargeBinary | DataType::BinaryView | DataType::FixedSizeBinary(_) => {
                let bytes = bytes_of(self.array, row).unwrap_or_default();
                std::str::from_utf8(bytes).map_or_else(|_| hex::encode(bytes), str::to_owned)
            }
            nested if nested.is_nested() => {
                let mut out = String::new();
                self.write_json(row, 0, &mut out)?;
                out
            }
            _ => self.plain(row)?,
        })
    }

    fn plain(&self, row: usize) -> Result<String, ArrowError> {
        ArrayFormatter::try_new(self.array, self.options)?.value(row).try_to_string()
    }

    fn write_json(&self, row: usize, depth: usize, out: &mut String) -> Result<(), ArrowError> {
        if depth > DEPTH_MAX {
            return Err(ArrowError::NotYetImplemented("deep nesting".to_owned()));
        }
        if self.array.is_null(row) {
            out.push_str("null");
            return Ok(());
        }
        match self.array.data_type() {
            DataType::List(_) => self.write_list(&self.array.as_list::<i32>().value(row), depth, out),
            DataType::LargeList(_) => self.write_list(&self.array.as_list::<i64>().value(row), depth, out),
            DataType::FixedSizeList(_, _) => self.write_list(&self.array.as_fixed_size_list().value(row), depth, out),
            DataType::Struct(fields) => {
                let columns = self.array.as_struct().columns();
                out.push('{');
                for (index, (field, column)) in fields.iter().zip(columns).enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    write_text(field.name(), out);
                    out.push(':');
                    Cells { array: &**column, options: self.options }.write_json(row, depth + 1, out)?;
                }
                out.push('}');
                Ok(())
            }
            DataType::Map(_, _) => {
                let entries = self.array.as_map().value(row);
                let (keys, values) = (entries.column(0), entries.column(1));
                out.push('{');
                for entry in 0..entries.len() {
                    if entry > 0 {
                        out.push(',');
                    }
                    write_text(&Cells { array: &**keys, options: self.options }.text(entry)?, out);
                    out.push(':');
                    Cells { array: &**values, options: self.options }.write_json(entry, depth + 1, out)?;
                }
                out.push('}');
                Ok(())
            }
            kind if kind.is_numeric() || *kind == DataType::Boolean => {
                let text = self.text(row)?;
                out.push_str(if text.is_empty() { "null" } else { &text });
                Ok(())
            }
            _ => {
                write_text(&self.text(row)?, out);
                Ok(())
            }
        }
    }

    fn write_list(&self, list: &ArrayRef, depth: usize, out: &mut String) -> Result<(), ArrowError> {
        out.push('[');
        for element in 0..list.len() {
            if element > 0 {
                out.push(',');
            }
            Cells { array: &**list, options: self.options }.write_json(element, depth + 1, out)?;
        }
        out.push(']');
        Ok(())
    }
}

/// The bytes of a binary cell.
pub(super) fn bytes(array: &ArrayRef, row: usize) -> Option<&[u8]> {
    if array.is_null(row) { None } else { bytes_of(&**array, row) }
}

fn bytes_of(array: &dyn Array, row: usize) -> Option<&[u8]> {
    Some(match array.data_type() {
        DataType::Binary => array.as_binary::<i32>().value(row),
        DataType::LargeBinary => array.as_binary::<i64>().value(row),
        DataType::BinaryView => array.as_binary_view().value(row),
        DataType::FixedSizeBinary(_) => array.as_fixed_size_binary().value(row),
        _ => return None,
    })
}

/// As short as it can be without losing anything; what is no number is missing.
fn number(value: f64) -> String {
    if value.is_nan() { String::new() } else { format!("{value}") }
}

fn short(value: f32) -> String {
    if value.is_nan() { String::new() } else { format!("{value}") }
}
