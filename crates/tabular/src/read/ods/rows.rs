//! The rows of one sheet of a spreadsheet.

use std::io::BufRead;

use quick_xml::events::{BytesStart, Event};

use super::tables::is_drawn;
use crate::{
    Limits,
    finding::EngineError,
    read::{
        package::{damaged, zip_bomb},
        parts::{Xml, attribute, push_reference},
        sheet::{
            COLUMNS_MAX, HIDDEN_MAX, MERGES_MAX, Mark, Merge, NumberKind, ROWS_MAX, SheetReader, SheetRow, Trimmings,
            number_text, row_too_long,
        },
    },
};

/// Reads one sheet.
pub(super) struct OdsRows<R> {
    xml: Xml<R>,
    row_bytes_max: usize,
    /// Place of the last row that was read.
    last: u64,
    column: u32,
    /// How often the row at hand is still to be given.
    repeats: u64,
    repeated: SheetRow,
    /// Bytes that repeated cells and rows may still unpack to.
    left: u64,
    ended: bool,
    trimmings: Trimmings,
}

/// What the tag of a cell says.
#[derive(Default)]
struct CellTag {
    kind: Kind,
    value: Option<String>,
    repeats: u32,
    columns: u32,
    rows: u64,
    is_covered: bool,
    has_formula: bool,
    is_error: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Kind {
    #[default]
    None,
    Text,
    Number,
    Percent,
    Currency,
    Date,
    Time,
    Boolean,
}

impl<R: BufRead> OdsRows<R> {
    /// Opens a sheet by its number.
    pub(super) fn open(input: R, sheet: usize, limits: &Limits) -> Result<Self, EngineError> {
        let mut xml = Xml::new(input, limits.record_bytes_max);
        let (mut seen, mut depth) = (0, 0);
        loop {
            match xml.next()? {
                Event::Start(element) if element.local_name().as_ref() == "table" => {
                    if depth == 0 && seen == sheet {
                        break;
                    }
                    seen += usize::from(depth == 0);
                    depth += 1;
                }
                Event::End(element) if element.local_name().as_ref() == "table" => depth -= 1,
                Event::Eof => return Err(damaged().into()),
                _ => {}
            }
        }
        Ok(Self {
            xml,
            row_bytes_max: limits.record_bytes_max,
            last: 0,
            column: 0,
            repeats: 0,
            repeated: SheetRow::default(),
            left: limits.unpacked_bytes_max,
            ended: false,
            trimmings: Trimmings::default(),
        })
    }

    /// The next row that the sheet writes down, with how often it stands there.
    fn read_row(&mut self, row: &mut SheetRow) -> Result<Option<u64>, EngineError> {
        loop {
            let (element, is_empty) = match self.xml.next()? {
                Event::Start(element) => (element, false),
                Event::Empty(element) => (element, true),
                Event::End(element) if element.local_name().as_ref() == "table" => return Ok(None),
                Event::Eof => return Ok(None),
                _ => continue,
            };
            match element.local_name().as_ref() {
                "table-row" => {
                    let repeats = repeats_of(&element, "number-rows-repeated", ROWS_MAX);
                    row.begin(self.last + 1, is_hidden(&element));
                    if !is_empty {
                        self.read_cells(row)?;
                    }
                    return Ok(Some(repeats));
                }
                "table-column" => {
                    let repeats = repeats_of(&element, "number-columns-repeated", u64::from(COLUMNS_MAX));
                    let first = self.column;
                    let repeats = u32::try_from(repeats).unwrap_or(COLUMNS_MAX);
                    self.column = first.saturating_add(repeats).min(COLUMNS_MAX);
                    if is_hidden(&element) && repeats > 0 && self.trimmings.hidden_columns.len() < HIDDEN_MAX {
                        self.trimmings.hidden_columns.push((first, self.column.saturating_sub(1)));
                    }
                }
                name if is_drawn(name) && !is_empty => skip(&mut self.xml)?,
                _ => {}
            }
        }
    }

    fn read_cells(&mut self, row: &mut SheetRow) -> Result<(), EngineError> {
        let mut column = 0;
        let mut text = String::new();
        loop {
            let (tag, is_empty) = match self.xml.next()? {
                Event::Start(element) if is_cell(element.local_name().as_ref()) => (cell_of(&element), false),
                Event::Empty(element) if is_cell(element.local_name().as_ref()) => (cell_of(&element), true),
                Event::End(element) if element.local_name().as_ref() == "table-row" => return Ok(()),
                Event::Eof => return Err(damaged().into()),
                _ => continue,
            };
            text.clear();
            if !is_empty {
                read_text(&mut self.xml, &mut text, self.row_bytes_max, row.place)?;
            }
            self.push_cell(row, &tag, column, &text)?;
            column = column.saturating_add(tag.repeats).min(COLUMNS_MAX);
        }
    }

    fn push_cell(&mut self, row: &mut SheetRow, tag: &CellTag, column: u32, text: &str) -> Result<(), EngineError> {
        if tag.columns > 1 || tag.rows > 1 {
            let merge = Merge {
                first_row: row.place,
                last_row: (row.place + tag.rows.max(1) - 1).min(ROWS_MAX),
                first_column: column,
                last_column: column.saturating_add(tag.columns.max(1) - 1).min(COLUMNS_MAX - 1),
            };
            if merge.is_sound() && self.trimmings.merges.len() < MERGES_MAX {
                self.trimmings.merges.push(merge);
            }
        }
        // What lies under a merged cell is not shown.
        if tag.is_covered {
            return Ok(());
        }
        let (value, mark) = value(tag, text);
        if value.is_empty() && mark != Mark::Uncomputed {
            return Ok(());
        }
        for copy in 0..tag.repeats {
            self.spend(value.len() as u64)?;
            match tag.kind {
                Kind::Number | Kind::Percent | Kind::Currency => row.push_number(column + copy, &value, mark),
                _ => row.push(column + copy, &value, mark),
            }
            if row.held_bytes() > self.row_bytes_max {
                return Err(row_too_long(row.place, self.row_bytes_max).into());
            }
        }
        Ok(())
    }

    fn spend(&mut self, bytes: u64) -> Result<(), EngineError> {
        self.left = self.left.checked_sub(bytes + 1).ok_or_else(zip_bomb)?;
        Ok(())
    }
}

/// A cell as text.
fn value(tag: &CellTag, text: &str) -> (String, Mark) {
    let stored = tag.value.as_deref().unwrap_or_default();
    let number = |mark| (number_text(stored, NumberKind::Plain, false).into_owned(), mark);
    match tag.kind {
        _ if tag.is_error => (text.to_owned(), Mark::Error),
        Kind::Number => number(Mark::Plain),
        Kind::Percent => number(Mark::Percent),
        Kind::Currency => number(Mark::Currency),
        Kind::Date => (stored.split('.').next().unwrap_or_default().to_owned(), Mark::Plain),
        Kind::Time => (clock(stored).unwrap_or_else(|| text.to_owned()), Mark::Plain),
        Kind::Boolean => (stored.to_owned(), Mark::Plain),
        Kind::None if text.is_empty() && tag.has_formula => (String::new(), Mark::Uncomputed),
        Kind::None | Kind::Text if text.is_empty() => (stored.to_owned(), Mark::Plain),
        Kind::None | Kind::Text => (text.to_owned(), Mark::Plain),
    }
}

impl<R: BufRead> SheetReader for OdsRows<R> {
    fn next_row(&mut self, row: &mut SheetRow) -> Result<bool, EngineError> {
        if self.repeats > 0 {
            self.repeats -= 1;
            self.last += 1;
            self.spend(self.repeated.bytes() as u64)?;
            row.copy_from(&self.repeated, self.last);
            return Ok(true);
        }
        while !self.ended && self.last < ROWS_MAX {
            let Some(repeats) = self.read_row(row)? else {
                self.ended = true;
                return Ok(false);
            };
            let repeats = repeats.min(ROWS_MAX - self.last);
            if row.is_blank() && row.uncomputed().next().is_none() {
                // Blank rows are told by the places of the others.
                self.last += repeats;
                continue;
            }
            self.last += 1;
            self.repeats = repeats - 1;
            if self.repeats > 0 {
                self.repeated.copy_from(row, self.last);
            }
            return Ok(true);
        }
        Ok(false)
    }

    fn trimmings(&mut self) -> Trimmings {
        std::mem::take(&mut self.trimmings)
    }
}

fn is_cell(name: &str) -> bool {
    matches!(name, "table-cell" | "covered-table-cell")
}

fn is_hidden(element: &BytesStart<'_>) -> bool {
    attribute(element, "visibility").is_some_and(|visibility| matches!(visibility.as_str(), "collapse" | "filter"))
}

fn repeats_of(element: &BytesStart<'_>, name: &str, most: u64) -> u64 {
    attribute(element, name).and_then(|text| text.parse().ok()).unwrap_or(1).clamp(1, most)
}

fn cell_of(element: &BytesStart<'_>) -> CellTag {
    let mut tag = CellTag {
        repeats: 1,
        columns: 1,
        rows: 1,
        is_covered: element.local_name().as_ref() == "covered-table-cell",
        ..CellTag::default()
    };
    for attribute in element.attributes().with_checks(false).flatten() {
        let value = &attribute.value;
        let text = || {
            let plain = quick_xml::escape::unescape(value);
            plain.map_or_else(|_| value.to_string(), std::borrow::Cow::into_owned)
        };
        match (attribute.key.prefix().map(quick_xml::name::Prefix::into_inner), attribute.key.local_name().as_ref()) {
            (Some("calcext"), "value-type") => tag.is_error = &**value == "error",
            (_, "value-type") => tag.kind = kind_of(value),
            (_, "value" | "date-value" | "time-value" | "boolean-value" | "string-value") => tag.value = Some(text()),
            (_, "formula") => tag.has_formula = true,
            (_, "number-columns-repeated") => tag.repeats = value.parse().unwrap_or(1).clamp(1, COLUMNS_MAX),
            (_, "number-columns-spanned") => tag.columns = value.parse().unwrap_or(1).clamp(1, COLUMNS_MAX),
            (_, "number-rows-spanned") => tag.rows = value.parse().unwrap_or(1).clamp(1, ROWS_MAX),
            _ => {}
        }
    }
    tag
}

fn kind_of(value_type: &str) -> Kind {
    match value_type {
        "float" => Kind::Number,
        "percentage" => Kind::Percent,
        "currency" => Kind::Currency,
        "date" => Kind::Date,
        "time" => Kind::Time,
        "boolean" => Kind::Boolean,
        "string" => Kind::Text,
        _ => Kind::None,
    }
}

/// Reads the paragraphs of a cell to its end; notes and shapes are left out.
fn read_text<R: BufRead>(xml: &mut Xml<R>, text: &mut String, most: usize, place: u64) -> Result<(), EngineError> {
    let (mut depth, mut paragraphs) = (0, 0);
    let mut drawn = false;
    loop {
        if drawn {
            skip(xml)?;
            drawn = false;
        }
        match xml.next()? {
            Event::Start(element) => match element.local_name().as_ref() {
                name if is_drawn(name) => drawn = true,
                name => {
                    depth += 1;
                    if name == "p" {
                        if paragraphs > 0 {
                            text.push('\n');
                        }
                        paragraphs += 1;
                    }
                }
            },
            Event::Empty(element) => match element.local_name().as_ref() {
                "s" => {
                    let spaces = attribute(&element, "c").and_then(|count| count.parse().ok()).unwrap_or(1);
                    text.extend(std::iter::repeat_n(' ', std::cmp::min(spaces, most)));
                }
                "tab" => text.push('\t'),
                "line-break" => text.push('\n'),
                "p" => {
                    if paragraphs > 0 {
                        text.push('\n');
                    }
                    paragraphs += 1;
                }
                _ => {}
            },
            Event::End(element) if depth == 0 && is_cell(element.local_name().as_ref()) => return Ok(()),
            Event::End(_) => depth -= 1,
            Event::Text(piece) if paragraphs > 0 => push_collapsed(text, &piece.xml10_content()),
            Event::CData(piece) if paragraphs > 0 => push_collapsed(text, &piece.xml10_content()),
            Event::GeneralRef(reference) => push_reference(text, &reference),
            Event::Eof => return Err(damaged().into()),
            _ => {}
        }
        if text.len() > most {
            return Err(row_too_long(place, most).into());
        }
    }
}

/// Appends text whose line breaks and runs of spaces mean one space: those that are meant have elements of their own.
fn push_collapsed(text: &mut String, piece: &str) {
    for character in piece.chars() {
        match character {
            ' ' | '\t' | '\n' | '\r' => {
                if !text.is_empty() && !text.ends_with([' ', '\n']) {
                    text.push(' ');
                }
            }
            character => text.push(character),
        }
    }
}

/// Leaves the element out that was just begun.
fn skip<R: BufRead>(xml: &mut Xml<R>) -> Result<(), EngineError> {
    let mut depth = 1;
    while depth > 0 {
        match xml.next()? {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            Event::Eof => return Err(damaged().into()),
            _ => {}
        }
    }
    Ok(())
}

/// `PT10H30M15S` as `10:30:15`; hours may go beyond a day.
fn clock(duration: &str) -> Option<String> {
    let rest = duration.strip_prefix("PT")?;
    let mut seconds = 0_u64;
    let mut digits = String::new();
    for character in rest.chars() {
        let unit = match character {
            '0'..='9' | '.' | ',' => {
                digits.push(if character == ',' { '.' } else { character });
                continue;
            }
            'H' => 3_600,
            'M' => 60,
            'S' => 1,
            _ => return None,
        };
        let whole: u64 = digits.split('.').next()?.parse().ok()?;
        seconds = seconds.checked_add(whole.checked_mul(unit)?)?;
        digits.clear();
    }
    let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    Some(if seconds == 0 {
        format!("{hours:02}:{minutes:02}")
    } else {
        format!("{hours:02}:{minutes:02}:{seconds:02}")
    })
}

#[cfg(test)]
mod tests {
    use super::{clock, push_collapsed};

    #[test]
    fn durations_are_times_of_day() {
        assert_eq!(clock("PT10H30M00S").as_deref(), Some("10:30"));
        assert_eq!(clock("PT25H05M15.000S").as_deref(), Some("25:05:15"));
        assert_eq!(clock("P1D"), None);
    }

    #[test]
    fn spaces_that_only_lay_the_xml_out_are_one() {
        let mut text = String::new();
        push_collapsed(&mut text, "\n  вул.   Нова ");

        assert_eq!(text, "вул. Нова ");
    }
}
