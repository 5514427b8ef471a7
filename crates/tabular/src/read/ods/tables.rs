//! The sheets of a spreadsheet by name, which of them are hidden, and texts that stand over them: notes and shapes.

use std::{collections::HashSet, io::BufRead};

use quick_xml::events::Event;

use crate::{
    Limits,
    finding::EngineError,
    read::{
        parts::{Xml, attribute, push_reference},
        sheet::{Outside, Sheet},
    },
};

/// Sheets of a spreadsheet read at most, hidden ones included.
const SHEETS_MAX: usize = 5_000;
/// Styles of sheets remembered at most.
const STYLES_MAX: usize = 10_000;

/// The sheets in their order.
pub(super) fn sheets_of(input: impl BufRead, limits: &Limits) -> Result<Vec<Sheet>, EngineError> {
    let mut xml = Xml::new(input, limits.record_bytes_max);
    let mut hidden_styles: HashSet<String> = HashSet::new();
    let mut style = String::new();
    let mut sheets = Vec::new();
    let mut depth = 0;
    loop {
        match xml.next()? {
            Event::Start(element) if element.local_name().as_ref() == "table" => {
                // A table inside a cell is no sheet.
                if depth == 0 && sheets.len() < SHEETS_MAX {
                    let name = attribute(&element, "name").unwrap_or_default();
                    let hidden = attribute(&element, "style-name").is_some_and(|style| hidden_styles.contains(&style));
                    sheets.push(Sheet::new(name, hidden));
                }
                depth += 1;
            }
            Event::End(element) if element.local_name().as_ref() == "table" => depth -= 1,
            Event::Start(element) | Event::Empty(element) if depth == 0 => match element.local_name().as_ref() {
                "style" => style = attribute(&element, "name").unwrap_or_default(),
                "table-properties"
                    if hidden_styles.len() < STYLES_MAX
                        && attribute(&element, "display").as_deref() == Some("false") =>
                {
                    hidden_styles.insert(std::mem::take(&mut style));
                }
                _ => {}
            },
            Event::Eof => return Ok(sheets),
            _ => {}
        }
    }
}

/// Takes the texts of notes and shapes.
pub(super) fn drawn_texts(input: impl BufRead, limits: &Limits, outside: &mut Outside) -> Result<(), EngineError> {
    let mut xml = Xml::new(input, limits.record_bytes_max);
    let mut depth = 0;
    let mut text = String::new();
    loop {
        match xml.next()? {
            Event::Start(element) if depth > 0 || is_drawn(element.local_name().as_ref()) => depth += 1,
            Event::End(_) if depth > 0 => {
                depth -= 1;
                if !outside.push(|| "notes".to_owned(), &text) {
                    return Ok(());
                }
                text.clear();
            }
            Event::Text(piece) if depth > 0 => text.push_str(&piece.xml10_content()),
            Event::GeneralRef(reference) if depth > 0 => push_reference(&mut text, &reference),
            Event::Eof => return Ok(()),
            _ => {}
        }
        if text.len() > limits.record_bytes_max {
            return Ok(());
        }
    }
}

/// Elements that stand over the sheet, not in it.
pub(super) fn is_drawn(name: &str) -> bool {
    matches!(name, "annotation" | "shapes" | "frame" | "custom-shape" | "caption" | "g")
}
