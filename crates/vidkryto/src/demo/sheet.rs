//! A sheet of generated rows: columns by name and type, cells in their clean form.

use serde::Deserialize;

use super::places::Place;
use crate::packs::STANDARDS;

/// A column of a sheet.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Column {
    /// Name.
    pub(super) name: String,
    /// Table Schema's type.
    #[serde(rename = "type")]
    pub(super) kind: String,
}

/// Rows under columns. Cells are ISO dates, numbers with a point, `true` or `false`, or text; empty where there is nothing.
#[derive(Debug, Clone)]
pub(super) struct Sheet {
    /// Columns in order.
    pub(super) columns: Vec<Column>,
    /// Rows, each with one cell per column.
    pub(super) rows: Vec<Vec<String>>,
}

/// Cells by the names of their columns.
pub(super) type Cells = Vec<(&'static str, String)>;

/// Writes cells as `cells!["uid" => 1, "name" => "…"]`.
macro_rules! cells {
    ($($name:literal => $value:expr),* $(,)?) => { vec![$(($name, $value.to_string())),*] };
}
pub(super) use cells;

#[derive(Deserialize)]
struct Standard {
    fields: Vec<Column>,
}

impl Sheet {
    /// An empty sheet in the structure of a standard.
    pub(super) fn of_standard(id: &str) -> Self {
        let (_, json) =
            STANDARDS.iter().find(|(known, _)| *known == id).expect("the pack carries the demo's standards");
        let standard: Standard = serde_json::from_str(json).expect("the packs' tests read every standard");
        Self { columns: standard.fields, rows: Vec::new() }
    }

    /// An empty sheet of the columns given: name and type.
    pub(super) fn of_columns(columns: &[(&str, &str)]) -> Self {
        let column = |&(name, kind): &(&str, &str)| Column { name: name.to_owned(), kind: kind.to_owned() };
        Self { columns: columns.iter().map(column).collect(), rows: Vec::new() }
    }

    /// Adds a row; columns not named stay empty.
    pub(super) fn push(&mut self, cells: Cells) {
        let mut row = vec![String::new(); self.columns.len()];
        for (name, value) in cells {
            row[self.position(name)] = value;
        }
        self.rows.push(row);
    }

    /// Adds a row whose address columns tell of a place.
    pub(super) fn push_at(&mut self, place: &Place, cells: Cells) {
        self.push(cells);
        let row = self.rows.last_mut().expect("a row was just added");
        for (column, cell) in self.columns.iter().zip(row) {
            if let Some(value) = place.field(&column.name).filter(|_| cell.is_empty()) {
                value.clone_into(cell);
            }
        }
    }

    /// Where a column stands.
    pub(super) fn position(&self, name: &str) -> usize {
        self.columns.iter().position(|column| column.name == name).expect("generators name columns of their structure")
    }
}

/// A number of hundredths as a decimal number.
pub(super) fn hundredths(number: u64) -> String {
    format!("{}.{:02}", number / 100, number % 100)
}
