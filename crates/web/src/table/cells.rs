//! Columns and cells as pages show them. Values stand as they are in the data: no grouping, no rounding.

use catalog::version::Field;
use serde_json::Value;

use crate::i18n::Translator;

/// Longer texts get a wider column, so that one does not stretch the whole row.
const LONG_FROM: usize = 40;
/// Longer texts fold up in a table.
const FOLDED_FROM: usize = 160;
/// How much of a folded text stands in sight.
const IN_SIGHT: usize = 110;

/// A column's heading.
#[derive(Debug, Clone)]
pub(crate) struct Column {
    pub(crate) name: String,
    pub(crate) title: String,
    pub(crate) lang: Option<&'static str>,
    pub(crate) type_words: String,
    pub(crate) is_number: bool,
}

impl Column {
    pub(crate) fn new(field: &Field, t: Translator) -> Self {
        let title = t.text(&field.title);
        Self {
            name: field.name.clone(),
            title: if title.trim().is_empty() { field.name.clone() } else { title.to_owned() },
            lang: t.lang_of(&field.title),
            type_words: type_words(&field.kind_of_type, t),
            is_number: is_number(field),
        }
    }
}

/// Whether a field's values stand right-aligned.
pub(crate) fn is_number(field: &Field) -> bool {
    matches!(field.kind_of_type.as_str(), "integer" | "number")
}

/// What people call a type.
pub(crate) fn type_words(type_name: &str, t: Translator) -> String {
    match type_name {
        "integer" => t.get("type-integer"),
        "number" => t.get("type-number"),
        "boolean" => t.get("type-boolean"),
        "date" => t.get("type-date"),
        "datetime" => t.get("type-datetime"),
        "time" => t.get("type-time"),
        _ => t.get("type-string"),
    }
}

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Cell {
    /// No value.
    Nothing,
    /// A short text.
    Text(String),
    /// A text of several lines.
    Long(String),
    /// A text too long for a row: its beginning and the whole.
    Folded(String, String),
    /// A number: right-aligned, tabular figures. The second part is what it lacks to the longest fraction of its column,
    /// for the room of it alone.
    Figure(String, String),
    /// A day or a time: tabular figures.
    Moment(String),
    /// An address on the web.
    Link(String),
}

impl Cell {
    pub(crate) fn new(value: &Value, field: &Field, t: Translator) -> Self {
        match value {
            Value::Null => Self::Nothing,
            Value::Bool(true) => Self::Text(t.get("cell-true")),
            Value::Bool(false) => Self::Text(t.get("cell-false")),
            Value::Number(number) => Self::figure(number.to_string()),
            Value::String(text) => Self::of_text(text, field),
            other => Self::Text(other.to_string()),
        }
    }

    fn of_text(text: &str, field: &Field) -> Self {
        match field.kind_of_type.as_str() {
            "string" => {}
            "integer" | "number" => return Self::figure(text.to_owned()),
            _ => return Self::Moment(text.to_owned()),
        }
        let is_address = text.starts_with("https://") || text.starts_with("http://");
        if is_address
            && text.len() <= 2_000
            && !text.contains(|character: char| character.is_whitespace() || character == '"')
        {
            return Self::Link(text.to_owned());
        }
        if text.chars().count() > FOLDED_FROM {
            return Self::Folded(text.chars().take(IN_SIGHT).collect(), text.to_owned());
        }
        if text.chars().count() > LONG_FROM { Self::Long(text.to_owned()) } else { Self::Text(text.to_owned()) }
    }

    fn figure(text: String) -> Self {
        Self::Figure(text, String::new())
    }
}

/// Rows of cells.
pub(crate) fn rows(rows: &[Vec<Value>], fields: &[Field], t: Translator) -> Vec<Vec<Cell>> {
    let cell = |(value, field): (&Value, &Field)| Cell::new(value, field, t);
    let mut cells: Vec<Vec<Cell>> = rows.iter().map(|row| row.iter().zip(fields).map(cell).collect()).collect();
    for column in 0..fields.len() {
        align(&mut cells, column);
    }
    cells
}

/// Gives every number of a column the room of the longest fraction, so that the decimal points stand under each other.
fn align(rows: &mut [Vec<Cell>], column: usize) {
    let longest = rows.iter().filter_map(|row| fraction(row.get(column)?)).map(str::len).max().unwrap_or(0);
    if longest == 0 {
        return;
    }
    for cell in rows.iter_mut().filter_map(|row| row.get_mut(column)) {
        let Some(length) = fraction(cell).map(str::len) else { continue };
        let Cell::Figure(_, room) = cell else { continue };
        *room = match length {
            0 => format!(".{}", "0".repeat(longest)),
            length => "0".repeat(longest - length),
        };
    }
}

/// The digits behind a number's decimal point; `None` for what is no plain decimal number.
fn fraction(cell: &Cell) -> Option<&str> {
    let Cell::Figure(text, _) = cell else { return None };
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b'-');
    is_plain.then(|| text.split_once('.').map_or("", |(_, fraction)| fraction))
}

#[cfg(test)]
mod tests {
    use catalog::{Language, Text};
    use serde_json::json;

    use super::*;

    fn field(kind_of_type: &str) -> Field {
        let kind_of_type = kind_of_type.to_owned();
        Field { name: "a".to_owned(), title: Text::uk("А"), kind_of_type, kind: None, masked: false }
    }

    #[test]
    fn a_number_stands_as_it_is_in_the_data() {
        let cell = Cell::new(&json!(1_234_567), &field("integer"), Translator::new(Language::Uk));

        assert_eq!(cell, Cell::Figure("1234567".to_owned(), String::new()));
    }

    #[test]
    fn decimal_points_of_a_column_stand_under_each_other() {
        let values = [json!(12.5), json!("9.125"), json!(7), Value::Null, json!("1e-7")].map(|value| vec![value]);

        let cells = rows(&values, &[field("number")], Translator::new(Language::Uk));

        let rooms: Vec<_> =
            cells.iter().map(|row| if let Cell::Figure(_, room) = &row[0] { room } else { "-" }).collect();
        assert_eq!(rooms, ["00", "", ".000", "-", ""]);
    }

    #[test]
    fn only_plain_web_addresses_become_links() {
        let t = Translator::new(Language::Uk);

        assert_eq!(
            Cell::new(&json!("https://a.example/x"), &field("string"), t),
            Cell::Link("https://a.example/x".to_owned())
        );
        assert!(matches!(Cell::new(&json!("javascript:alert(1)"), &field("string"), t), Cell::Text(_)));
    }

    #[test]
    fn a_long_text_folds_up_and_loses_nothing() {
        let long = "слово ".repeat(60);

        let cell = Cell::new(&json!(long), &field("string"), Translator::new(Language::Uk));

        assert!(matches!(cell, Cell::Folded(_, whole) if whole == long));
    }
}
