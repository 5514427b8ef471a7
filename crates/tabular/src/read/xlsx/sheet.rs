//! A sheet's XML, row by row, with cells as text.

use std::io::BufRead;

use quick_xml::events::{BytesStart, Event};

use super::{
    number::{NumberKind, number_text, without_noise},
    strings::SharedStrings,
    styles::Styles,
    xml::{Xml, attribute, flag, push_reference, unescape_excel},
};
use crate::{Limits, Unreadable, finding::EngineError};

/// Merged cells remembered per sheet.
pub(super) const MERGES_MAX: usize = 200_000;
/// Hidden groups of columns remembered per sheet.
const HIDDEN_MAX: usize = 20_000;
/// Columns of a sheet, by the format.
const COLUMNS_MAX: u32 = 16_384;
/// Rows of a sheet, by the format.
const ROWS_MAX: u64 = 1_048_576;

/// A block of cells shown as one; columns from 0, rows from 1, ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Merge {
    pub(super) first_row: u64,
    pub(super) last_row: u64,
    pub(super) first_column: u32,
    pub(super) last_column: u32,
}

/// One row; reused from row to row.
#[derive(Debug, Default)]
pub(super) struct SheetRow {
    pub(super) place: u64,
    pub(super) hidden: bool,
    text: String,
    cells: Vec<Cell>,
}

#[derive(Debug, Clone, Copy)]
struct Cell {
    column: u32,
    start: usize,
    end: usize,
    error: bool,
}

impl SheetRow {
    /// Cells that have a text: column from 0, text, whether it is an error of a formula.
    pub(super) fn cells(&self) -> impl Iterator<Item = (u32, &str, bool)> {
        self.cells
            .iter()
            .map(|cell| (cell.column, &self.text[cell.start..cell.end], cell.error))
            .filter(|(_, text, _)| !text.is_empty())
    }

    /// Whether no cell has a value.
    pub(super) fn is_blank(&self) -> bool {
        self.cells().all(|(_, text, _)| text.trim().is_empty())
    }

    fn clear(&mut self) {
        self.text.clear();
        self.cells.clear();
    }
}

/// What texts and numbers of cells refer to.
pub(super) struct Lookup<'workbook> {
    pub(super) strings: &'workbook SharedStrings,
    pub(super) styles: &'workbook Styles,
    pub(super) system_1904: bool,
    /// Numbers lose the noise of binary fractions.
    pub(super) drops_noise: bool,
}

/// Reads one sheet.
pub(super) struct SheetReader<'workbook, R> {
    xml: Xml<R>,
    lookup: Lookup<'workbook>,
    row_bytes_max: usize,
    last_row: u64,
    /// Hidden columns as first and last, from 0; complete before the first row.
    pub(super) hidden_columns: Vec<(u32, u32)>,
    /// Merged cells; complete after the last row.
    pub(super) merges: Vec<Merge>,
}

#[derive(Default)]
struct OpenCell {
    column: u32,
    style: usize,
    form: Form,
}

#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Form {
    #[default]
    Number,
    Shared,
    Text,
    Inline,
    Boolean,
    Error,
}

impl<'workbook, R: BufRead> SheetReader<'workbook, R> {
    /// Opens a sheet's part.
    pub(super) fn new(input: R, lookup: Lookup<'workbook>, limits: &Limits) -> Self {
        Self {
            xml: Xml::new(input, limits.record_bytes_max),
            lookup,
            row_bytes_max: limits.record_bytes_max,
            last_row: 0,
            hidden_columns: Vec::new(),
            merges: Vec::new(),
        }
    }

    /// The next row that the sheet writes down; `false` at the end.
    pub(super) fn next_row(&mut self, row: &mut SheetRow) -> Result<bool, EngineError> {
        row.clear();
        loop {
            match self.xml.next()? {
                Event::Start(element) if element.local_name().as_ref() == "row" => {
                    begin_row(&element, row, &mut self.last_row)?;
                    self.cells(row)?;
                    return Ok(true);
                }
                Event::Empty(element) if element.local_name().as_ref() == "row" => {
                    begin_row(&element, row, &mut self.last_row)?;
                    return Ok(true);
                }
                Event::Start(element) | Event::Empty(element) => match element.local_name().as_ref() {
                    "col" if flag(&element, "hidden") && self.hidden_columns.len() < HIDDEN_MAX => {
                        let bound = |name| {
                            attribute(&element, name)
                                .and_then(|text| text.parse::<u32>().ok())
                                .unwrap_or(1)
                                .clamp(1, COLUMNS_MAX)
                                - 1
                        };
                        self.hidden_columns.push((bound("min"), bound("max")));
                    }
                    "mergeCell" if self.merges.len() < MERGES_MAX => {
                        self.merges.extend(attribute(&element, "ref").as_deref().and_then(merge_of));
                    }
                    _ => {}
                },
                Event::Eof => return Ok(false),
                _ => {}
            }
        }
    }

    fn cells(&mut self, row: &mut SheetRow) -> Result<(), EngineError> {
        let mut cell = OpenCell::default();
        let mut next_column = 0;
        let mut value = String::new();
        let (mut inside, mut phonetic, mut inline) = (false, false, false);
        loop {
            match self.xml.next()? {
                Event::Start(element) => match element.local_name().as_ref() {
                    "c" => {
                        cell = begin_cell(&element, next_column);
                        next_column = cell.column.saturating_add(1);
                        value.clear();
                    }
                    "v" => inside = true,
                    "is" => inline = true,
                    "t" => inside = inline,
                    "rPh" => phonetic = true,
                    _ => {}
                },
                // A cell without content still moves the next one on.
                Event::Empty(element) if element.local_name().as_ref() == "c" => {
                    next_column = begin_cell(&element, next_column).column.saturating_add(1);
                }
                Event::End(element) => match element.local_name().as_ref() {
                    "c" => finish_cell(&cell, &value, &self.lookup, row)?,
                    "v" | "t" => inside = false,
                    "is" => inline = false,
                    "rPh" => phonetic = false,
                    "row" => return Ok(()),
                    _ => {}
                },
                Event::Text(piece) if inside && !phonetic => value.push_str(&piece.xml10_content()),
                Event::CData(piece) if inside && !phonetic => value.push_str(&piece.xml10_content()),
                Event::GeneralRef(reference) if inside && !phonetic => push_reference(&mut value, &reference),
                Event::Eof => return Ok(()),
                _ => {}
            }
            if row.text.len() + value.len() > self.row_bytes_max {
                return Err(row_too_long(row.place, self.row_bytes_max).into());
            }
        }
    }
}

fn begin_row(element: &BytesStart<'_>, row: &mut SheetRow, last: &mut u64) -> Result<(), EngineError> {
    let (mut place, mut hidden) = (None, false);
    for attribute in element.attributes().with_checks(false).flatten() {
        match attribute.key.local_name().as_ref() {
            "r" => place = attribute.value.parse().ok(),
            "hidden" => hidden = matches!(&*attribute.value, "1" | "true"),
            _ => {}
        }
    }
    row.place = place.unwrap_or(*last + 1);
    row.hidden = hidden;
    if row.place == 0 || row.place > ROWS_MAX {
        return Err(super::package::damaged().into());
    }
    *last = row.place;
    Ok(())
}

fn begin_cell(element: &BytesStart<'_>, next_column: u32) -> OpenCell {
    let mut cell = OpenCell { column: next_column, ..OpenCell::default() };
    for attribute in element.attributes().with_checks(false).flatten() {
        match attribute.key.local_name().as_ref() {
            "r" => cell.column = position(&attribute.value).map_or(next_column, |(column, _)| column),
            "s" => cell.style = attribute.value.parse().unwrap_or_default(),
            "t" => {
                cell.form = match &*attribute.value {
                    "s" => Form::Shared,
                    "str" | "d" => Form::Text,
                    "inlineStr" => Form::Inline,
                    "b" => Form::Boolean,
                    "e" => Form::Error,
                    _ => Form::Number,
                }
            }
            _ => {}
        }
    }
    cell
}

fn finish_cell(cell: &OpenCell, value: &str, lookup: &Lookup<'_>, row: &mut SheetRow) -> Result<(), Unreadable> {
    if value.is_empty() || cell.column >= COLUMNS_MAX {
        return Ok(());
    }
    let start = row.text.len();
    match cell.form {
        Form::Shared => {
            // A text that is not there is lost data, not an empty cell.
            let text = value.trim().parse().ok().and_then(|index| lookup.strings.get(index));
            row.text.push_str(text.ok_or_else(super::package::damaged)?);
        }
        Form::Text | Form::Inline => row.text.push_str(&unescape_excel(value)),
        Form::Boolean => row.text.push_str(if value.trim() == "0" { "false" } else { "true" }),
        Form::Error => row.text.push_str(value),
        Form::Number => {
            let kind = lookup.styles.kind(cell.style);
            let text = number_text(value, kind, lookup.system_1904);
            let clean = if lookup.drops_noise && kind == NumberKind::Plain { without_noise(&text) } else { None };
            row.text.push_str(clean.as_deref().unwrap_or(&text));
        }
    }
    row.cells.push(Cell { column: cell.column, start, end: row.text.len(), error: cell.form == Form::Error });
    Ok(())
}

/// `AB12` as column from 0 and row from 1.
fn position(reference: &str) -> Option<(u32, u64)> {
    let letters = reference.bytes().take_while(u8::is_ascii_alphabetic).count();
    if letters == 0 || letters > 3 {
        return None;
    }
    let (letters, digits) = reference.split_at(letters);
    let column =
        letters.bytes().fold(0_u32, |column, letter| column * 26 + u32::from(letter.to_ascii_uppercase() - b'A' + 1));
    Some((column.checked_sub(1)?, digits.parse().ok()?))
}

/// `A1:B3` as a block of more than one cell.
pub(super) fn merge_of(reference: &str) -> Option<Merge> {
    let (from, to) = reference.split_once(':')?;
    let ((first_column, first_row), (last_column, last_row)) = (position(from)?, position(to)?);
    let sound = first_row >= 1
        && last_row <= ROWS_MAX
        && last_column < COLUMNS_MAX
        && first_row <= last_row
        && first_column <= last_column;
    sound.then_some(Merge { first_row, last_row, first_column, last_column })
}

/// A column's letters from its number from 0.
pub(super) fn letters(column: u32) -> String {
    let mut rest = column + 1;
    let mut letters = Vec::new();
    while rest > 0 {
        letters.push(char::from(b'A' + u8::try_from((rest - 1) % 26).unwrap_or_default()));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

fn row_too_long(place: u64, most: usize) -> Unreadable {
    let megabytes = most >> 20;
    Unreadable::new(
        "record-too-long",
        format!(
            "Рядок {place} аркуша містить понад {megabytes} МБ тексту. Скоротіть його або поділіть на кілька рядків."
        ),
        format!(
            "Row {place} of the sheet holds more than {megabytes} MB of text. Shorten it or split it into several rows."
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::{Merge, letters, merge_of};

    #[test]
    fn references_name_columns_by_letters() {
        let block = Merge { first_row: 3, last_row: 12, first_column: 1, last_column: 27 };

        assert_eq!(merge_of("B3:AB12"), Some(block));
        assert_eq!(merge_of("B3"), None);
        assert_eq!(letters(27), "AB");
    }
}
