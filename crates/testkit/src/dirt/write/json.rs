//! Lists of JSON objects.

use serde_json::{Map, Value};

use crate::dirt::table::{Cell, Line, Page};

/// The bytes of a page, whose names differ and which has nothing around its rows.
pub(super) fn write(page: &Page) -> Vec<u8> {
    let names = page.head.last().expect("a page has a header");
    let rows: Vec<Value> = page.lines.iter().map(|line| row(names, line)).collect();
    serde_json::to_vec_pretty(&rows).expect("texts and numbers are JSON")
}

fn row(names: &[String], line: &Line) -> Value {
    let cells = names.iter().zip(&line.cells).map(|(name, cell)| (name.clone(), value(cell)));
    Value::Object(cells.collect::<Map<_, _>>())
}

fn value(cell: &Cell) -> Value {
    match cell {
        Cell::Blank => Value::Null,
        Cell::Flag(flag) => Value::Bool(*flag),
        Cell::Number(text) => serde_json::from_str(text).expect("numbers are written canonically"),
        Cell::Text(text) | Cell::Raw(text) | Cell::Date(text) => Value::String(text.clone()),
        Cell::Error(error) => Value::String((*error).to_owned()),
    }
}
