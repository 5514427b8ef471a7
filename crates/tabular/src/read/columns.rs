//! Batches in the making: rows gathered column by column until there are enough.

use std::collections::HashMap;

use arrow::array::{Array, StringArray, StringBuilder};

use crate::{Limits, TextBatch};

/// Batches differ a little in size; an eighth more is room enough for most.
const ROOM_MORE: usize = 8;

/// How large a batch was: its rows, and the bytes of each column.
#[derive(Debug, Default)]
pub(super) struct Sizes {
    rows: usize,
    bytes: Vec<usize>,
}

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

    /// Room for a batch like the one before: growing step by step costs copies.
    pub(super) fn like(sizes: &Sizes, width: usize, limits: &Limits) -> Self {
        if sizes.bytes.len() != width {
            return Self::new(width, limits);
        }
        let room = |bytes: &usize| StringBuilder::with_capacity(sizes.rows, bytes + bytes / ROOM_MORE);
        let builders = sizes.bytes.iter().map(room).collect();
        Self { builders, places: Vec::with_capacity(sizes.rows), bytes: 0 }
    }

    /// How large it is.
    pub(super) fn sizes(&self) -> Sizes {
        let bytes = self.builders.iter().map(|builder| builder.values_slice().len()).collect();
        Sizes { rows: self.places.len(), bytes }
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

/// Finds columns by name where records mostly have the same fields in the same order.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Guess(usize);

impl Guess {
    /// Begins another record.
    pub(super) fn restart(&mut self) {
        self.0 = 0;
    }

    /// The column of a name; the one after the last is tried before the map is.
    pub(super) fn next(&mut self, names: &[String], places: &HashMap<String, usize>, name: &str) -> Option<usize> {
        let column = match names.get(self.0) {
            Some(likely) if likely == name => self.0,
            _ => *places.get(name)?,
        };
        self.0 = column + 1;
        Some(column)
    }
}
