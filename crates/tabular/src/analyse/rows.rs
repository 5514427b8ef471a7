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
    mut work: impl FnMut(TextBatch) -> Result<(), EngineError>,
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
            rows += batch.rows() as u64;
            work(batch)?;
            if !progress(rows) {
                return Err(EngineError::Stopped);
            }
        }
        Ok(reading.join().expect("row readers do not panic on any input"))
    })
}

/// Words of a row that only says that parts of a total follow.
const PARTS_FOLLOW: [&str; 6] = ["у тому числі", "в тому числі", "у т.ч.", "в т.ч.", "у т. ч.", "з них"];

/// Marks the rows of totals: the first cell with a value opens one, and at least half of the others are empty or none is anything but a
/// number. A row that only says “у тому числі” is one too.
pub(crate) fn total_rows(batch: &TextBatch) -> Option<Vec<bool>> {
    let mut marks: Option<Vec<bool>> = None;
    for row in 0..batch.rows() {
        let Some(first) = batch.columns.iter().position(|column| !column.value(row).trim().is_empty()) else {
            continue;
        };
        if is_total(batch, row, first) {
            marks.get_or_insert_with(|| vec![false; batch.rows()])[row] = true;
        }
    }
    marks
}

fn is_total(batch: &TextBatch, row: usize, first: usize) -> bool {
    let text = batch.columns[first].value(row);
    let others = || batch.columns[first + 1..].iter().map(|column| column.value(row).trim());
    if names_total(text) {
        let empty = first + others().filter(|cell| cell.is_empty()).count();
        let is_number =
            |cell: &str| cell.chars().all(|sign| sign.is_ascii_digit() || " \u{a0}\u{202f}.,-–—%xхXХ".contains(sign));
        let numbers =
            others().filter(|cell| cell.starts_with(|sign: char| sign.is_ascii_digit() || sign == '-')).count();
        return empty > 0 && empty * 2 >= batch.columns.len() - 1 || numbers > 0 && others().all(is_number);
    }
    // The first letter rules nearly every row out.
    let opens = text.trim_start().starts_with(['у', 'У', 'в', 'В', 'з', 'З']);
    opens && others().all(str::is_empty) && batch.columns.len() > 1 && {
        let lower = text.trim().trim_end_matches([':', ',']).to_lowercase();
        PARTS_FOLLOW.contains(&lower.as_str())
    }
}
