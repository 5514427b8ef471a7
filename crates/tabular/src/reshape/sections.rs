//! Names of sections that stand in rows of their own become a field: `Лівобережний район` above the rows it speaks of.

use arrow::array::{Array, StringArray, builder::StringBuilder};

use super::rows::Effect;
use crate::{TextBatch, analyse::total_rows, fix::names_total, read::SECTION_FIELDS_MIN};

/// The field of a table whose header is Ukrainian, and of another.
const NAMES: (&str, &str) = ("Розділ", "section");

/// The field that the names of sections become; it stands first.
#[derive(Debug, Clone)]
pub(super) struct Sections {
    pub(super) name: String,
    /// The fields whose values are looked at.
    columns: usize,
}

impl Sections {
    /// `choice` names the field; nothing where the table has too few fields for a row to be a section's.
    pub(super) fn of(headers: &[String], choice: Option<&str>) -> Option<Self> {
        let is_ukrainian = headers.iter().any(|header| !header.is_ascii());
        let name = choice.unwrap_or(if is_ukrainian { NAMES.0 } else { NAMES.1 });
        (headers.len() >= SECTION_FIELDS_MIN).then(|| Self { name: name.to_owned(), columns: headers.len() })
    }

    /// `current` is the section that the last batch ended in.
    pub(super) fn apply(&self, batch: &TextBatch, current: &mut String, effect: &mut Effect) -> TextBatch {
        let totals = total_rows(batch);
        let is_total = |row: usize| totals.as_ref().is_some_and(|totals| totals[row]);
        let mut names = StringBuilder::new();
        let mut kept: Vec<usize> = Vec::with_capacity(batch.rows());
        for (row, place) in batch.places.iter().enumerate() {
            if let Some(name) = self.name_in(batch, row) {
                effect.add(*place, name, name);
                name.clone_into(current);
            } else {
                kept.push(row);
                // A total is known by its first value, which must stay the first.
                names.append_value(if is_total(row) { "" } else { current.as_str() });
            }
        }
        let keep = |column: &StringArray| -> StringArray { kept.iter().map(|row| Some(column.value(*row))).collect() };
        let columns = std::iter::once(names.finish()).chain(batch.columns.iter().map(keep)).collect();
        TextBatch { columns, places: kept.iter().map(|row| batch.places[*row]).collect() }
    }

    /// The only value of a row, unless it speaks of a total.
    fn name_in<'b>(&self, batch: &'b TextBatch, row: usize) -> Option<&'b str> {
        let mut values = batch.columns[..self.columns.min(batch.columns.len())]
            .iter()
            .filter(|column| row < column.len())
            .map(|column| column.value(row).trim())
            .filter(|value| !value.is_empty());
        let name = values.next()?;
        (values.next().is_none() && !names_total(name)).then_some(name)
    }
}
