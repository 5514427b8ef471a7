//! Shared strings: every text of a workbook once, held as one piece of memory.

use crate::{Limits, Unreadable, finding::EngineError};

/// All shared strings.
#[derive(Debug, Default)]
pub(in crate::read) struct SharedStrings {
    text: String,
    ends: Vec<u32>,
}

impl SharedStrings {
    /// A string by its number.
    pub(in crate::read) fn get(&self, index: usize) -> Option<&str> {
        let end = *self.ends.get(index)?;
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        Some(&self.text[start as usize..end as usize])
    }

    /// Appends a string; refused where all of them grow beyond the limit.
    pub(in crate::read) fn push(&mut self, text: &str, limits: &Limits) -> Result<(), EngineError> {
        self.text.push_str(text);
        let held = self.text.len() as u64 + self.ends.len() as u64 * 4;
        match u32::try_from(self.text.len()) {
            Ok(end) if held <= limits.shared_strings_bytes_max => self.ends.push(end),
            _ => return Err(too_much_text(limits).into()),
        }
        Ok(())
    }
}

/// More different texts than are held in memory.
pub(in crate::read) fn too_much_text(limits: &Limits) -> Unreadable {
    let megabytes = limits.shared_strings_bytes_max >> 20;
    Unreadable::new(
        "unsupported",
        format!(
            "У книзі понад {megabytes} МБ різних текстів; прочитати її неможливо. Збережіть аркуші як CSV і завантажте їх."
        ),
        format!(
            "The workbook holds more than {megabytes} MB of different texts and cannot be read. Save its sheets as CSV and upload those."
        ),
    )
}
