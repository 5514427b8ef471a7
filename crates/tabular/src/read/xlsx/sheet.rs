//! A sheet's XML, row by row, with cells as text.

use std::{io::BufRead, ops::Range};

use super::{
    styles::Styles,
    tokens::{Token, Tokens, attributes, push_text},
};
use crate::{
    Limits, Unreadable,
    finding::EngineError,
    read::{
        package::damaged,
        parts::unescape_excel,
        sheet::{
            COLUMNS_MAX, HIDDEN_MAX, MERGES_MAX, Mark, NumberKind, ROWS_MAX, SharedStrings, SheetReader, SheetRow,
            Trimmings, merge_of, number_text, position, row_too_long,
        },
    },
};

/// What texts and numbers of cells refer to.
pub(super) struct Lookup<'workbook> {
    pub(super) strings: &'workbook SharedStrings,
    pub(super) styles: &'workbook Styles,
    pub(super) system_1904: bool,
}

/// Reads one sheet.
pub(super) struct XlsxRows<'workbook, R> {
    tokens: Tokens<R>,
    lookup: Lookup<'workbook>,
    row_bytes_max: usize,
    last_row: u64,
    /// The value of the cell at hand.
    value: String,
    trimmings: Trimmings,
}

#[derive(Default)]
struct OpenCell {
    column: u32,
    style: usize,
    form: Form,
    /// Its value is computed.
    formula: bool,
}

#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Form {
    #[default]
    Number,
    Shared,
    Text,
    Inline,
    /// A date after ISO 8601.
    Day,
    Boolean,
    Error,
}

impl<'workbook, R: BufRead> XlsxRows<'workbook, R> {
    /// Opens a sheet's part.
    pub(super) fn new(input: R, lookup: Lookup<'workbook>, limits: &Limits) -> Self {
        Self {
            tokens: Tokens::new(input, limits.record_bytes_max),
            lookup,
            row_bytes_max: limits.record_bytes_max,
            last_row: 0,
            value: String::new(),
            trimmings: Trimmings::default(),
        }
    }

    /// Takes what an element says that is no row.
    fn note(&mut self, name: Range<usize>, about: Range<usize>) {
        match self.tokens.bytes(name) {
            b"col" if self.trimmings.hidden_columns.len() < HIDDEN_MAX => {
                let (mut first, mut last, mut hidden) = (1, 1, false);
                let bound = |value: &[u8]| number(value).unwrap_or(1).clamp(1, u64::from(COLUMNS_MAX)) - 1;
                for (name, value) in attributes(self.tokens.bytes(about)) {
                    match name {
                        b"min" => first = bound(value),
                        b"max" => last = bound(value),
                        b"hidden" => hidden = is_yes(value),
                        _ => {}
                    }
                }
                if hidden {
                    let column = |bound: u64| u32::try_from(bound).unwrap_or(COLUMNS_MAX);
                    self.trimmings.hidden_columns.push((column(first), column(last)));
                }
            }
            b"mergeCell" if self.trimmings.merges.len() < MERGES_MAX => {
                let reference = attributes(self.tokens.bytes(about)).find(|(name, _)| *name == b"ref");
                let reference = reference.and_then(|(_, value)| std::str::from_utf8(value).ok());
                self.trimmings.merges.extend(reference.and_then(merge_of));
            }
            _ => {}
        }
    }

    fn begin_row(&mut self, about: Range<usize>, row: &mut SheetRow) -> Result<(), EngineError> {
        let (mut place, mut hidden) = (None, false);
        for (name, value) in attributes(self.tokens.bytes(about)) {
            match name {
                b"r" => place = number(value),
                b"hidden" => hidden = is_yes(value),
                _ => {}
            }
        }
        row.begin(place.unwrap_or(self.last_row + 1), hidden);
        if row.place == 0 || row.place > ROWS_MAX {
            return Err(damaged().into());
        }
        self.last_row = row.place;
        Ok(())
    }

    fn cells(&mut self, row: &mut SheetRow) -> Result<(), EngineError> {
        let mut cell = OpenCell::default();
        let mut next_column = 0;
        let (mut inside, mut phonetic, mut inline) = (false, false, false);
        self.value.clear();
        loop {
            match self.tokens.next()? {
                Token::Open { name, attributes, is_empty } => match self.tokens.bytes(name) {
                    b"c" => {
                        cell = begin_cell(self.tokens.bytes(attributes), next_column);
                        // A cell without content still moves the next one on.
                        next_column = cell.column.saturating_add(1);
                        self.value.clear();
                    }
                    b"v" => inside = !is_empty,
                    b"f" => cell.formula = true,
                    b"is" => inline = !is_empty,
                    b"t" => inside = inline && !is_empty,
                    b"rPh" => phonetic = !is_empty,
                    _ => {}
                },
                Token::Close { name } => match self.tokens.bytes(name) {
                    b"c" => finish_cell(&cell, &self.value, &self.lookup, row)?,
                    b"v" | b"t" => inside = false,
                    b"is" => inline = false,
                    b"rPh" => phonetic = false,
                    b"row" => return Ok(()),
                    _ => {}
                },
                Token::Text(text) if inside && !phonetic => push_text(&mut self.value, self.tokens.bytes(text))?,
                Token::Literal(text) if inside && !phonetic => {
                    self.value.push_str(std::str::from_utf8(self.tokens.bytes(text)).map_err(|_| damaged())?);
                }
                Token::Text(_) | Token::Literal(_) => {}
                Token::End => return Ok(()),
            }
            if row.held_bytes() + self.value.len() > self.row_bytes_max {
                return Err(row_too_long(row.place, self.row_bytes_max).into());
            }
        }
    }
}

impl<R: BufRead> SheetReader for XlsxRows<'_, R> {
    fn next_row(&mut self, row: &mut SheetRow) -> Result<bool, EngineError> {
        row.begin(0, false);
        loop {
            match self.tokens.next()? {
                Token::Open { name, attributes, is_empty } if self.tokens.bytes(name.clone()) == b"row" => {
                    self.begin_row(attributes, row)?;
                    if !is_empty {
                        self.cells(row)?;
                    }
                    return Ok(true);
                }
                Token::Open { name, attributes, .. } => self.note(name, attributes),
                Token::End => return Ok(false),
                _ => {}
            }
        }
    }

    fn trimmings(&mut self) -> Trimmings {
        std::mem::take(&mut self.trimmings)
    }
}

fn number(digits: &[u8]) -> Option<u64> {
    std::str::from_utf8(digits).ok()?.trim().parse().ok()
}

fn is_yes(value: &[u8]) -> bool {
    matches!(value, b"1" | b"true" | b"on")
}

fn begin_cell(about: &[u8], next_column: u32) -> OpenCell {
    let mut cell = OpenCell { column: next_column, ..OpenCell::default() };
    for (name, value) in attributes(about) {
        match name {
            b"r" => {
                let reference = std::str::from_utf8(value).ok().and_then(position);
                cell.column = reference.map_or(next_column, |(column, _)| column);
            }
            b"s" => cell.style = number(value).and_then(|style| usize::try_from(style).ok()).unwrap_or_default(),
            b"t" => {
                cell.form = match value {
                    b"s" => Form::Shared,
                    b"str" => Form::Text,
                    b"d" => Form::Day,
                    b"inlineStr" => Form::Inline,
                    b"b" => Form::Boolean,
                    b"e" => Form::Error,
                    _ => Form::Number,
                }
            }
            _ => {}
        }
    }
    cell
}

fn finish_cell(cell: &OpenCell, value: &str, lookup: &Lookup<'_>, row: &mut SheetRow) -> Result<(), Unreadable> {
    if value.is_empty() {
        // A formula may well give an empty text, but never no number.
        if cell.formula && cell.form != Form::Text {
            row.push(cell.column, "", Mark::Uncomputed);
        }
        return Ok(());
    }
    match cell.form {
        Form::Shared => {
            // A text that is not there is lost data, not an empty cell.
            let text = value.trim().parse().ok().and_then(|index| lookup.strings.get(index));
            row.push(cell.column, text.ok_or_else(damaged)?, Mark::Plain);
        }
        Form::Text | Form::Inline => row.push(cell.column, &unescape_excel(value), Mark::Plain),
        Form::Day => row.push(cell.column, value.trim().strip_suffix("T00:00:00").unwrap_or(value.trim()), Mark::Plain),
        Form::Boolean => row.push(cell.column, if value.trim() == "0" { "false" } else { "true" }, Mark::Plain),
        Form::Error => row.push(cell.column, value, Mark::Error),
        Form::Number => {
            let format = lookup.styles.format(cell.style);
            let text = number_text(value, format.kind, lookup.system_1904);
            match format.kind {
                NumberKind::Plain => row.push_number(cell.column, &text, format.mark),
                _ => row.push(cell.column, &text, format.mark),
            }
        }
    }
    Ok(())
}
