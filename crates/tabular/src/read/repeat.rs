//! Headers printed again on every page, or left where files were put together: rows that say what the header says.

/// Cells that must be the same at least.
const CELLS_MIN: usize = 2;

/// The header's rows as they stand in the source.
#[derive(Debug, Clone, Default)]
pub(super) struct HeaderRows(Vec<Vec<String>>);

impl HeaderRows {
    /// Keeps a row of the header, one value a field.
    pub(super) fn remember(&mut self, values: &[&str]) {
        let row: Vec<String> = values.iter().map(|value| value.trim().to_owned()).collect();
        if row.iter().filter(|value| !value.is_empty()).count() >= CELLS_MIN {
            self.0.push(row);
        }
    }

    /// Whether a row that begins so may repeat one of the header's: a cheap look before all cells are compared.
    pub(super) fn may_begin_with(&self, value: &str) -> bool {
        self.0.iter().any(|row| row.first().is_some_and(|first| first.as_str() == value.trim()))
    }

    /// Whether a row repeats one of the header's, cell for cell.
    pub(super) fn is_repeated_by(&self, values: &[&str]) -> bool {
        self.0.iter().any(|row| {
            row.len() == values.len() && row.iter().zip(values).all(|(own, value)| own.as_str() == value.trim())
        })
    }
}
