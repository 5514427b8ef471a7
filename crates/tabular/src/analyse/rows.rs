//! Rows of a table: read on a thread of their own, with the rows of totals marked.

use std::sync::mpsc::sync_channel;

use super::Progress;
use crate::{Finding, TextBatch, finding::EngineError, fix::names_total, read::RowReader};

/// Batches read ahead.
const BATCHES_AHEAD: usize = 2;

/// Hands every batch of a table to `work`, while the next ones are being read. Returns the notes of the reader.
pub(crate) fn each_batch(
    reader: &mut dyn RowReader,
    progress: Progress<'_>,
    mut work: impl FnMut(&TextBatch) -> Result<(), EngineError>,
) -> Result<Vec<Finding>, EngineError> {
    std::thread::scope(|scope| {
        let (sender, receiver) = sync_channel(BATCHES_AHEAD);
        let reading = scope.spawn(move || {
            loop {
                let batch = reader.next_batch().transpose();
                let is_last = !matches!(batch, Some(Ok(_)));
                // A refused batch means that the work has stopped.
                if batch.is_some_and(|batch| sender.send(batch).is_err()) || is_last {
                    return reader.notes();
                }
            }
        });
        let mut rows = 0;
        for batch in receiver {
            let batch = batch?;
            work(&batch)?;
            rows += batch.rows() as u64;
            if !progress(rows) {
                return Err(EngineError::Stopped);
            }
        }
        Ok(reading.join().expect("row readers do not panic on any input"))
    })
}

/// Marks the rows of totals: the first cell with a value opens one and at least half of the others are empty.
pub(crate) fn total_rows(batch: &TextBatch) -> Option<Vec<bool>> {
    let mut marks: Option<Vec<bool>> = None;
    let columns = batch.columns.len();
    for row in 0..batch.rows() {
        let Some(first) = batch.columns.iter().position(|column| !column.value(row).trim().is_empty()) else {
            continue;
        };
        if !names_total(batch.columns[first].value(row)) {
            continue;
        }
        let empty = batch.columns.iter().filter(|column| column.value(row).trim().is_empty()).count();
        if empty > 0 && empty * 2 >= columns - 1 {
            marks.get_or_insert_with(|| vec![false; batch.rows()])[row] = true;
        }
    }
    marks
}
