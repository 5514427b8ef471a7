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
fn sheet_name(table: &str) -> String {
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
                write_cell(sheet, at, column, row, formats[place].as_ref(), &mut text).map_err(failure)?;
            }
        }
    }
    end_sheet(sheet, sheet_rows, columns.len())?;
    workbook.save_to_writer(out).map_err(failure)?;
    Ok(rows)
}

fn failure(error: XlsxError) -> EngineError {
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

fn write_cell(
    sheet: &mut Worksheet,
    (at_row, at_column): (u32, u16),
    column: &Cells,
    row: usize,
    format: Option<&Format>,
    text: &mut String,
) -> Result<(), XlsxError> {
    if !column.has(row) {
        return Ok(());
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
            match number(column, text) {
                Some(number) => sheet.write_number_with_format(at_row, at_column, number, format)?,
                None => sheet.write_string(at_row, at_column, fitting(text))?,
            }
        }
    };
    Ok(())
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
    fn a_text_longer_than_a_cell_is_cut_visibly() {
        let cut = fitting(&"ї".repeat(40_000));

        assert_eq!(cut.chars().count(), CELL_UNITS_MAX);
        assert!(cut.ends_with('…'));
        assert_eq!(fitting(&"ї".repeat(CELL_UNITS_MAX)).chars().count(), CELL_UNITS_MAX);
    }
}
