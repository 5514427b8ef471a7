//! XML workbooks of Excel 2003 (`SpreadsheetML`): worksheets of rows of cells, some with an index of their own.

use super::{
    element::{Element, Piece, piece},
    events::Events,
};
use crate::{
    Limits, Source,
    finding::EngineError,
    read::grid::{GridLine, GridSource, Spans},
};

/// Rows that a table is believed to have at most, so that an index cannot ask for more.
const ROW_MAX: u64 = 1 << 24;

/// Reads rows.
pub(super) struct WorkbookRows {
    events: Events,
    sheet: String,
    row: u64,
    in_table: bool,
    spans: Spans,
    limits: Limits,
}

impl WorkbookRows {
    pub(super) fn open(source: &dyn Source, encoding: Option<&str>, limits: &Limits) -> Result<Self, EngineError> {
        Ok(Self {
            events: Events::open(source, encoding, limits)?,
            sheet: String::new(),
            row: 0,
            in_table: false,
            spans: Spans::default(),
            limits: limits.clone(),
        })
    }

    fn take(&mut self, row: &Element, line: &mut GridLine) {
        let index =
            row.attribute("Index").and_then(|index| index.parse().ok()).filter(|index| (1..ROW_MAX).contains(index));
        self.row = index.filter(|index| *index > self.row).unwrap_or(self.row + 1);
        line.begin(&self.sheet, self.row);
        let mut column = 0;
        for cell in row.children.iter().filter(|child| child.name == "Cell") {
            let number = |name: &str| cell.attribute(name).and_then(|number| number.parse::<usize>().ok());
            column = self.spans.free(column, self.row);
            if let Some(index) = number("Index").filter(|index| *index >= 1) {
                column = column.max(index - 1);
            }
            if column >= self.limits.columns_max {
                break;
            }
            let data = cell.child("Data");
            let text = data.map(whole_text).unwrap_or_default();
            let text = match data.and_then(|data| data.attribute("Type")) {
                // A day without a time is written as midnight.
                Some("DateTime") => text.trim_end_matches(".000").trim_end_matches("T00:00:00").to_owned(),
                Some("Boolean") if text == "1" => "true".to_owned(),
                Some("Boolean") if text == "0" => "false".to_owned(),
                _ => text,
            };
            let across = number("MergeAcross").unwrap_or(0).min(self.limits.columns_max - column);
            let down = number("MergeDown").unwrap_or(0);
            line.beside.extend(cell.child("Comment").map(whole_text));
            self.spans.put(line, column, text, across + 1, down + 1);
            column += across + 1;
        }
        self.spans.fill(line);
    }
}

impl GridSource for WorkbookRows {
    fn next(&mut self, line: &mut GridLine) -> Result<bool, EngineError> {
        loop {
            match piece(&mut self.events)? {
                Piece::Opened(element) => match element.name.as_str() {
                    "Worksheet" => {
                        element.attribute("Name").unwrap_or_default().clone_into(&mut self.sheet);
                        self.row = 0;
                        self.spans = Spans::default();
                    }
                    "Table" => self.in_table = true,
                    "Row" if self.in_table => {
                        let row = element.rest(&mut self.events, self.limits.record_bytes_max)?;
                        self.take(&row, line);
                        return Ok(true);
                    }
                    "Author" | "LastAuthor" | "Company" | "Manager" | "Title" | "Subject" | "Comment" => {
                        let whole = element.rest(&mut self.events, self.limits.record_bytes_max)?;
                        line.begin_beside(&whole.name);
                        line.cells.push(whole_text(&whole));
                        return Ok(true);
                    }
                    _ => {}
                },
                Piece::Single(element) if element.name == "Row" && self.in_table => {
                    self.take(&element, line);
                    return Ok(true);
                }
                Piece::End => return Ok(false),
                _ => {}
            }
        }
    }
}

/// The text of an element with that of rich text inside it.
fn whole_text(element: &Element) -> String {
    let mut text = element.text.clone();
    let mut inner: Vec<&Element> = element.children.iter().rev().collect();
    while let Some(child) = inner.pop() {
        text.push_str(&child.text);
        inner.extend(child.children.iter().rev());
    }
    text
}
