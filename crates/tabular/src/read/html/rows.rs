//! The rows of all tables of a page. A table inside a cell is a table of its own.

use std::collections::VecDeque;

use super::{
    entities::push_decoded,
    tags::{Piece, Tags},
};
use crate::{
    Limits, Source,
    finding::EngineError,
    read::{
        csv::record_too_long,
        grid::{GridLine, GridSource, Spans},
    },
};

/// Tables inside each other.
const DEPTH_MAX: usize = 32;

/// Reads rows.
pub(super) struct HtmlRows {
    tags: Tags,
    limits: Limits,
    open: Vec<Table>,
    tables: u64,
    ready: VecDeque<GridLine>,
    /// Text outside all tables.
    around: String,
    ended: bool,
}

/// A table that is open.
#[derive(Default)]
struct Table {
    key: String,
    row: u64,
    line: Option<GridLine>,
    cell: Option<Cell>,
    caption: Option<String>,
    spans: Spans,
    column: usize,
    bytes: usize,
}

struct Cell {
    text: String,
    across: usize,
    down: usize,
}

impl HtmlRows {
    pub(super) fn open(source: &dyn Source, encoding: Option<&str>, limits: &Limits) -> Result<Self, EngineError> {
        Ok(Self {
            tags: Tags::open(source, encoding, limits)?,
            limits: limits.clone(),
            open: Vec::new(),
            tables: 0,
            ready: VecDeque::new(),
            around: String::new(),
            ended: false,
        })
    }

    fn opened(&mut self, name: &str, attributes: &[(String, String)]) {
        let number = |wanted: &str| {
            let found = attributes.iter().find(|(name, _)| name == wanted);
            found.and_then(|(_, value)| value.trim().parse::<usize>().ok()).unwrap_or(1)
        };
        match name {
            "table" if self.open.len() < DEPTH_MAX => {
                self.give_around();
                self.tables += 1;
                self.open.push(Table { key: format!("table {}", self.tables), ..Table::default() });
            }
            "tr" => self.with_table(|table, ready| {
                table.end_row(ready);
                table.begin_row();
            }),
            "td" | "th" => {
                let columns_max = self.limits.columns_max;
                let across = number("colspan").clamp(1, columns_max);
                let down = number("rowspan").max(1);
                self.with_table(|table, _| table.begin_cell(across, down, columns_max));
            }
            "caption" => self.with_table(|table, _| table.caption = Some(String::new())),
            "br" | "p" | "div" | "li" | "h1" | "h2" | "h3" => self.gap(),
            _ => {}
        }
    }

    fn closed(&mut self, name: &str) {
        match name {
            "table" => {
                self.with_table(Table::end_row);
                self.open.pop();
            }
            "tr" => self.with_table(Table::end_row),
            "td" | "th" => self.with_table(|table, _| table.end_cell()),
            "caption" => self.with_table(|table, ready| {
                let caption = table.caption.take().unwrap_or_default();
                let text = tidy(&caption);
                if !text.is_empty() {
                    let mut line = GridLine::default();
                    line.begin(&table.key, table.row + 1);
                    table.row += 1;
                    line.cells.push(text);
                    line.covered.push(false);
                    ready.push_back(line);
                }
            }),
            "p" | "div" | "li" | "h1" | "h2" | "h3" => self.gap(),
            _ => {}
        }
    }

    fn with_table(&mut self, work: impl FnOnce(&mut Table, &mut VecDeque<GridLine>)) {
        if let Some(table) = self.open.last_mut() {
            work(table, &mut self.ready);
        }
    }

    fn text(&mut self, text: &str) {
        let Some(table) = self.open.last_mut() else {
            push_decoded(text, &mut self.around);
            return;
        };
        table.bytes += text.len();
        if let Some(cell) = &mut table.cell {
            push_decoded(text, &mut cell.text);
        } else if let Some(caption) = &mut table.caption {
            push_decoded(text, caption);
        } else if !text.trim().is_empty() {
            push_decoded(text, &mut self.around);
            self.around.push('\n');
        }
    }

    /// Parts what stands in different blocks: words in a cell, lines elsewhere.
    fn gap(&mut self) {
        let cell = self.open.last_mut().and_then(|table| table.cell.as_mut());
        match cell {
            Some(cell) => cell.text.push(' '),
            None => self.around.push('\n'),
        }
    }

    /// Gives out what stands outside the tables, line by line.
    fn give_around(&mut self) {
        let text = std::mem::take(&mut self.around);
        let lines: Vec<String> = text.lines().map(tidy).filter(|line| !line.is_empty()).collect();
        if !lines.is_empty() {
            let mut line = GridLine::default();
            line.begin_beside("page");
            line.cells = lines;
            self.ready.push_back(line);
        }
    }
}

impl GridSource for HtmlRows {
    fn next(&mut self, line: &mut GridLine) -> Result<bool, EngineError> {
        loop {
            if let Some(ready) = self.ready.pop_front() {
                *line = ready;
                return Ok(true);
            }
            if self.ended {
                return Ok(false);
            }
            match self.tags.next()? {
                Some(Piece::Open { name, attributes }) => self.opened(&name, &attributes),
                Some(Piece::Close(name)) => self.closed(&name),
                Some(Piece::Text(text)) => self.text(&text),
                Some(Piece::Hidden(text)) => {
                    // Excel hides the author's name in such places.
                    self.around.push('\n');
                    self.around.push_str(&text);
                    self.around.push('\n');
                }
                None => {
                    self.ended = true;
                    while !self.open.is_empty() {
                        self.closed("table");
                    }
                    self.give_around();
                }
            }
            if self.around.len() > TEXT_BYTES_MAX {
                self.give_around();
            }
            let most = self.limits.record_bytes_max;
            if let Some(table) = self.open.iter().find(|table| table.bytes > most) {
                return Err(record_too_long(table.row, most).into());
            }
        }
    }
}

/// Bytes of text around the tables that are gathered before they are given out.
const TEXT_BYTES_MAX: usize = 256 << 10;

impl Table {
    fn begin_row(&mut self) {
        self.row += 1;
        let mut line = GridLine::default();
        line.begin(&self.key, self.row);
        self.line = Some(line);
        self.column = 0;
        self.bytes = 0;
    }

    fn begin_cell(&mut self, across: usize, down: usize, columns_max: usize) {
        self.end_cell();
        if self.line.is_none() {
            self.begin_row();
        }
        self.column = self.spans.free(self.column, self.row);
        // A row one cell too wide is enough to be refused.
        let across = across.min((columns_max + 1).saturating_sub(self.column));
        if across > 0 {
            self.cell = Some(Cell { text: String::new(), across, down });
        }
    }

    fn end_cell(&mut self) {
        let (Some(cell), Some(line)) = (self.cell.take(), &mut self.line) else { return };
        self.spans.put(line, self.column, tidy(&cell.text), cell.across, cell.down);
        self.column += cell.across;
    }

    fn end_row(&mut self, ready: &mut VecDeque<GridLine>) {
        self.end_cell();
        if let Some(mut line) = self.line.take() {
            self.spans.fill(&mut line);
            ready.push_back(line);
        }
    }
}

/// A text as a browser shows it: white space runs together.
fn tidy(text: &str) -> String {
    let words: Vec<&str> =
        text.split(|sign: char| sign.is_ascii_whitespace()).filter(|word| !word.is_empty()).collect();
    words.join(" ")
}
