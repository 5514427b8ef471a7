//! XLSX: text is always a text cell, numbers that a spreadsheet keeps are numbers, dates are dates.

use std::{
    io::Write,
    panic::{AssertUnwindSafe, catch_unwind},
};

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::columns::{self, Cells, Column, TableReader};
use crate::finding::EngineError;

/// Data rows of a sheet: 1,048,576 with the header.
const SHEET_ROWS_MAX: u32 = 1_048_575;
/// UTF-16 units of a cell.
const CELL_UNITS_MAX: usize = 32_767;
/// UTF-16 units of one part of a text that is too long for a cell.
const PART_UNITS: usize = 32_000;
/// Bytes of such texts that are kept until the end; those beyond are listed without their text.
const LONG_TEXTS_BYTES_MAX: usize = 64 << 20;
/// Such texts that are listed.
const LONG_TEXTS_MAX: usize = 100_000;
/// The sheet that holds them.
const LONG_TEXTS_SHEET: &str = "Довгі тексти";
/// Digits that a spreadsheet keeps of a number.
const NUMBER_DIGITS_MAX: usize = 15;
/// UTF-16 units of a sheet's name.
const SHEET_NAME_UNITS_MAX: usize = 31;
/// Days from Excel's first day that follows its false leap day, 1 March 1900, to 1970; and the last day it knows.
const EXCEL_DAYS: std::ops::RangeInclusive<i32> = -25_508..=2_932_896;
const DAY_MICROS: i64 = 86_400_000_000;

pub(super) struct Options {
    sheet: String,
    titles: bool,
    sheet_rows_max: u32,
}

impl Options {
    pub(super) fn new(table: &str, titles: bool) -> Self {
        Self { sheet: sheet_name(table), titles, sheet_rows_max: SHEET_ROWS_MAX }
    }
}

/// The table's name without its ending and without what a sheet's name may not hold.
pub(super) fn sheet_name(table: &str) -> String {
    let stem = table.strip_suffix(".parquet").unwrap_or(table);
    let mut units = 0;
    let kept = stem.chars().filter(|sign| !sign.is_control() && !"[]:*?/\\".contains(*sign)).take_while(|sign| {
        units += sign.len_utf16();
        units <= SHEET_NAME_UNITS_MAX
    });
    let name: String = kept.collect();
    let name = name.trim().trim_matches('\'').to_owned();
    // The names of further sheets are ours, and Excel keeps one for itself.
    if name.is_empty() || name.to_lowercase().starts_with("аркуш") || name.eq_ignore_ascii_case("history") {
        return "Аркуш 1".to_owned();
    }
    name
}

/// Writes a table as a workbook.
pub(super) fn write(reader: TableReader, options: &Options, out: &mut (dyn Write + Send)) -> Result<u64, EngineError> {
    // The writer keeps rows in a temporary file and panics when that cannot be written; a full disk is a failure, not a defect.
    let written = catch_unwind(AssertUnwindSafe(|| write_workbook(reader, options, out)));
    written.unwrap_or_else(|_| Err(std::io::Error::other("the workbook's temporary file could not be written").into()))
}

fn write_workbook(reader: TableReader, options: &Options, out: &mut (dyn Write + Send)) -> Result<u64, EngineError> {
    let columns = reader.columns().to_vec();
    let formats: Vec<Option<Format>> = columns.iter().map(cell_format).collect();
    let mut workbook = Workbook::new();
    let mut sheet = begin_sheet(&mut workbook, &columns, options, 1)?;
    let mut sheets = 1;
    let mut sheet_rows = 0;
    let mut rows = 0;
    let mut text = String::new();
    let mut long = LongTexts::default();
    for batch in reader {
        let batch = batch?;
        let cells = columns::cells(&columns, &batch)?;
        for row in 0..batch.num_rows() {
            if sheet_rows == options.sheet_rows_max {
                end_sheet(sheet, sheet_rows, columns.len())?;
                sheets += 1;
                sheet = begin_sheet(&mut workbook, &columns, options, sheets)?;
                sheet_rows = 0;
            }
            sheet_rows += 1;
            rows += 1;
            for (place, column) in cells.iter().enumerate() {
                let at = (sheet_rows, column_number(place)?);
                let cut = write_cell(sheet, at, column, row, formats[place].as_ref(), &mut text).map_err(failure)?;
                if cut {
                    long.add(sheet.name(), at, &text);
                }
            }
        }
    }
    end_sheet(sheet, sheet_rows, columns.len())?;
    long.write(&mut workbook)?;
    workbook.save_to_writer(out).map_err(failure)?;
    Ok(rows)
}

pub(super) fn failure(error: XlsxError) -> EngineError {
    match error {
        XlsxError::IoError(error) => error.into(),
        other => std::io::Error::other(other).into(),
    }
}

fn column_number(place: usize) -> Result<u16, EngineError> {
    u16::try_from(place).map_err(|_| failure(XlsxError::RowColumnLimitError))
}

/// How dates and decimals of a column show.
fn cell_format(column: &Column) -> Option<Format> {
    use arrow::datatypes::DataType;
    match (&column.data_type, column.fixed_scale) {
        (DataType::Date32, _) => Some(Format::new().set_num_format("yyyy-mm-dd")),
        (DataType::Timestamp(..), _) => Some(Format::new().set_num_format("yyyy-mm-dd hh:mm:ss")),
        (DataType::Decimal128(..), Some(scale @ 1..=15)) => {
            Some(Format::new().set_num_format(format!("0.{}", "0".repeat(usize::from(scale)))))
        }
        _ => None,
    }
}

fn begin_sheet<'a>(
    workbook: &'a mut Workbook,
    columns: &[Column],
    options: &Options,
    number: u32,
) -> Result<&'a mut Worksheet, EngineError> {
    let sheet = workbook.add_worksheet_with_constant_memory().map_err(failure)?;
    let name = if number == 1 { options.sheet.clone() } else { format!("Аркуш {number}") };
    sheet.set_name(name).map_err(failure)?;
    sheet.set_freeze_panes(1, 0).map_err(failure)?;
    let bold = Format::new().set_bold();
    for (place, column) in columns.iter().enumerate() {
        let header = column.header(options.titles);
        sheet.write_string_with_format(0, column_number(place)?, fitting(header), &bold).map_err(failure)?;
    }
    Ok(sheet)
}

fn end_sheet(sheet: &mut Worksheet, rows: u32, columns: usize) -> Result<(), EngineError> {
    if columns > 0 {
        sheet.autofilter(0, 0, rows, column_number(columns - 1)?).map_err(failure)?;
    }
    Ok(())
}

/// Texts that no cell holds: each stands cut in its place and whole, in parts, on a sheet of its own.
#[derive(Default)]
struct LongTexts {
    texts: Vec<LongText>,
    bytes: usize,
}

struct LongText {
    sheet: String,
    cell: (u32, u16),
    /// `None` where too many were kept already.
    text: Option<String>,
}

impl LongTexts {
    fn add(&mut self, sheet: String, cell: (u32, u16), text: &str) {
        if self.texts.len() == LONG_TEXTS_MAX {
            return;
        }
        let fits = self.bytes + text.len() <= LONG_TEXTS_BYTES_MAX;
        self.bytes += if fits { text.len() } else { 0 };
        self.texts.push(LongText { sheet, cell, text: fits.then(|| text.to_owned()) });
    }

    fn write(&self, workbook: &mut Workbook) -> Result<(), EngineError> {
        if self.texts.is_empty() {
            return Ok(());
        }
        let sheet = workbook.add_worksheet_with_constant_memory().map_err(failure)?;
        sheet.set_name(LONG_TEXTS_SHEET).map_err(failure)?;
        let bold = Format::new().set_bold();
        for (column, name) in (0..).zip(["Аркуш", "Комірка", "Частина", "Текст"]) {
            sheet.write_string_with_format(0, column, name, &bold).map_err(failure)?;
        }
        let mut row = 0;
        for long in &self.texts {
            let cell = rust_xlsxwriter::utility::row_col_to_cell(long.cell.0, long.cell.1);
            let parts = match &long.text {
                Some(text) => parts(text),
                None => vec!["Текст задовгий для книги; він цілий у CSV, JSON і Parquet."],
            };
            for (number, part) in (1_u32..).zip(parts) {
                row += 1;
                if row > SHEET_ROWS_MAX {
                    return Ok(());
                }
                sheet.write_string(row, 0, &long.sheet).map_err(failure)?;
                sheet.write_string(row, 1, &cell).map_err(failure)?;
                sheet.write_number(row, 2, number).map_err(failure)?;
                sheet.write_string(row, 3, part).map_err(failure)?;
            }
        }
        Ok(())
    }
}

/// A text in parts that a cell holds each.
fn parts(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut units) = (0, 0);
    for (at, sign) in text.char_indices() {
        if units + sign.len_utf16() > PART_UNITS {
            parts.push(&text[start..at]);
            (start, units) = (at, 0);
        }
        units += sign.len_utf16();
    }
    parts.push(&text[start..]);
    parts
}

/// Writes a cell; says whether its text had to be cut.
fn write_cell(
    sheet: &mut Worksheet,
    (at_row, at_column): (u32, u16),
    column: &Cells,
    row: usize,
    format: Option<&Format>,
    text: &mut String,
) -> Result<bool, XlsxError> {
    if !column.has(row) {
        return Ok(false);
    }
    let plain = Format::default();
    let format = format.unwrap_or(&plain);
    match column {
        Cells::Boolean(values) => sheet.write_boolean(at_row, at_column, values.value(row))?,
        Cells::Date(values) if EXCEL_DAYS.contains(&values.value(row)) => {
            sheet.write_datetime_with_format(at_row, at_column, day(values.value(row))?, format)?
        }
        Cells::Moment { values, utc: false } if is_excel_moment(values.value(row)) => {
            sheet.write_datetime_with_format(at_row, at_column, moment(values.value(row))?, format)?
        }
        _ => {
            text.clear();
            column.write(row, text);
            let Some(number) = number(column, text) else {
                let fitted = fitting(text);
                let is_cut = fitted.len() != text.len();
                sheet.write_string(at_row, at_column, fitted)?;
                return Ok(is_cut);
            };
            sheet.write_number_with_format(at_row, at_column, number, format)?
        }
    };
    Ok(false)
}

/// The number of a cell, where a spreadsheet keeps all its digits.
fn number(column: &Cells, text: &str) -> Option<f64> {
    match column {
        Cells::Integer(_) | Cells::Decimal { .. } => {
            let digits = text.bytes().filter(u8::is_ascii_digit);
            let telling = digits.skip_while(|digit| *digit == b'0').count();
            (telling <= NUMBER_DIGITS_MAX).then(|| text.parse().ok())?
        }
        Cells::Float(_) => text.parse().ok().filter(|number: &f64| number.is_finite()),
        _ => None,
    }
}

fn day(days: i32) -> Result<ExcelDateTime, XlsxError> {
    ExcelDateTime::from_timestamp(i64::from(days) * 86_400)
}

/// Whole milliseconds, within Excel's years.
fn is_excel_moment(micros: i64) -> bool {
    let days = i32::try_from(micros.div_euclid(DAY_MICROS)).ok();
    micros.rem_euclid(1_000) == 0 && days.is_some_and(|days| EXCEL_DAYS.contains(&days))
}

fn moment(micros: i64) -> Result<ExcelDateTime, XlsxError> {
    let in_day = u32::try_from(micros.rem_euclid(DAY_MICROS) / 1_000).unwrap_or_default();
    let days = i32::try_from(micros.div_euclid(DAY_MICROS)).unwrap_or(i32::MAX);
    let part = |value: u32| u8::try_from(value).unwrap_or_default();
    let (seconds, millis) = (in_day / 1_000, u16::try_from(in_day % 1_000).unwrap_or_default());
    let hours = u16::from(part(seconds / 3_600));
    day(days)?.and_hms_milli(hours, part(seconds / 60 % 60), part(seconds % 60), millis)
}

/// What a cell can hold of a text; what is cut ends with `…`.
fn fitting(text: &str) -> String {
    // No text has more UTF-16 units than bytes.
    if text.len() <= CELL_UNITS_MAX || text.encode_utf16().count() <= CELL_UNITS_MAX {
        return text.to_owned();
    }
    let mut units = 1;
    let kept = text.chars().take_while(|sign| {
        units += sign.len_utf16();
        units <= CELL_UNITS_MAX
    });
    kept.chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use std::{io::Cursor, sync::Arc};

    use arrow::array::{ArrayRef, Int64Array, RecordBatch};
    use calamine::{Data, Reader, Xlsx};
    use parquet::arrow::ArrowWriter;

    use super::*;
    use crate::source::Memory;

    #[test]
    fn more_rows_than_a_sheet_holds_go_to_further_sheets() {
        let numbers: ArrayRef = Arc::new(Int64Array::from_iter_values(0..7));
        let batch = RecordBatch::try_from_iter([("n", numbers)]).expect("one column");
        let mut bytes = Vec::new();
        let mut writer = ArrowWriter::try_new(&mut bytes, batch.schema(), None).expect("a writer");
        writer.write(&batch).expect("written");
        writer.close().expect("closed");
        let reader = columns::open(&Memory::new("Парки.parquet", bytes)).expect("a table");
        let options = Options { sheet_rows_max: 3, ..Options::new("Парки.parquet", false) };
        let mut out = Vec::new();

        let rows = write(reader, &options, &mut out).expect("a workbook");

        let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(out)).expect("readable");
        assert_eq!(rows, 7);
        assert_eq!(workbook.sheet_names(), ["Парки", "Аркуш 2", "Аркуш 3"]);
        let last = workbook.worksheet_range("Аркуш 3").expect("the last sheet");
        assert_eq!(
            last.rows().map(<[Data]>::to_vec).collect::<Vec<_>>(),
            [[Data::String("n".into())], [Data::Float(6.0)]]
        );
    }

    #[test]
    fn a_sheets_name_is_lawful() {
        assert_eq!(sheet_name("parks.parquet"), "parks");
        assert_eq!(sheet_name("a/b:[c]*"), "abc");
        assert_eq!(sheet_name("'"), "Аркуш 1");
        assert_eq!(sheet_name("History"), "Аркуш 1");
        assert_eq!(sheet_name(&"д".repeat(50)).chars().count(), 31);
    }

    #[test]
    fn a_text_longer_than_a_cell_stands_whole_on_a_sheet_of_its_own() {
        let long = "їжак ".repeat(14_000);
        let texts: ArrayRef = Arc::new(arrow::array::StringArray::from(vec!["short", &long]));
        let batch = RecordBatch::try_from_iter([("text", texts)]).expect("one column");
        let mut bytes = Vec::new();
        let mut writer = ArrowWriter::try_new(&mut bytes, batch.schema(), None).expect("a writer");
        writer.write(&batch).expect("written");
        writer.close().expect("closed");
        let reader = columns::open(&Memory::new("t.parquet", bytes)).expect("a table");
        let mut out = Vec::new();

        write(reader, &Options::new("t.parquet", false), &mut out).expect("a workbook");

        let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(out)).expect("readable");
        let sheet = workbook.worksheet_range(LONG_TEXTS_SHEET).expect("the sheet of long texts");
        let rows: Vec<String> = sheet.rows().skip(1).map(|row| row[3].to_string()).collect();
        assert_eq!(rows.concat(), long);
        assert_eq!(sheet.get_value((1, 1)).expect("a cell").to_string(), "A3");
    }

    #[test]
    fn a_text_longer_than_a_cell_is_cut_visibly() {
        let cut = fitting(&"ї".repeat(40_000));

        assert_eq!(cut.chars().count(), CELL_UNITS_MAX);
        assert!(cut.ends_with('…'));
        assert_eq!(fitting(&"ї".repeat(CELL_UNITS_MAX)).chars().count(), CELL_UNITS_MAX);
    }
}
