//! Batches in the making: rows gathered column by column until there are enough.

use arrow::array::{Array, StringArray, StringBuilder};

use crate::{Limits, TextBatch};

/// Rows in the making.
pub(super) struct Columns {
    pub(super) builders: Vec<StringBuilder>,
    pub(super) places: Vec<u64>,
    pub(super) bytes: usize,
}

impl Columns {
    pub(super) fn new(width: usize, limits: &Limits) -> Self {
        // A wide table fills its batch by bytes long before it does by rows.
        let rows = limits.batch_rows.min(limits.batch_bytes / (width * 8 + 1) + 1);
        Self {
            builders: (0..width).map(|_| StringBuilder::with_capacity(rows, rows * 8)).collect(),
            places: Vec::with_capacity(rows),
            bytes: 0,
        }
    }

    pub(super) fn is_full(&self, limits: &Limits) -> bool {
        self.places.len() >= limits.batch_rows || self.bytes >= limits.batch_bytes
    }

    pub(super) fn finish(mut self) -> TextBatch {
        let columns: Vec<StringArray> = self.builders.iter_mut().map(StringBuilder::finish).collect();
        debug_assert!(columns.iter().all(|column| column.len() == self.places.len()), "columns are equally long");
        TextBatch { columns, places: self.places }
    }
}
