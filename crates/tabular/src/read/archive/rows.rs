//! The rows of a member's table, told with the member's name.

use crate::{Finding, TextBatch, finding::EngineError, read::RowReader};

/// Reads on for another reader and names the member in its notes.
pub(super) struct MemberRows {
    rows: Box<dyn RowReader>,
    sheet: Option<String>,
}

impl MemberRows {
    pub(super) fn new(rows: Box<dyn RowReader>, sheet: Option<String>) -> Self {
        Self { rows, sheet }
    }
}

impl RowReader for MemberRows {
    fn next_batch(&mut self) -> Result<Option<TextBatch>, EngineError> {
        self.rows.next_batch()
    }

    fn drop_noise(&mut self) {
        self.rows.drop_noise();
    }

    fn notes(&self) -> Vec<Finding> {
        let mut notes = self.rows.notes();
        for example in notes.iter_mut().flat_map(|note| &mut note.examples) {
            example.place.sheet.clone_from(&self.sheet);
        }
        notes
    }
}
