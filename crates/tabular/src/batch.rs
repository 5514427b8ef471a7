//! Text batches: rows as read, column by column, with their place in the source.

use arrow::array::StringArray;

/// Some rows of a table, as text. Columns have equal length; an empty or absent cell is `""`, never null.
#[derive(Debug, Clone)]
pub struct TextBatch {
    /// One array per field of the reading, in order.
    pub columns: Vec<StringArray>,
    /// For each row its place: the sheet's row, or in CSV the line where the record starts; from 1.
    pub places: Vec<u64>,
}

impl TextBatch {
    /// How many rows.
    pub fn rows(&self) -> usize {
        self.places.len()
    }
}
