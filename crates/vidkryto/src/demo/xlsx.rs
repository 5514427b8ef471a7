//! Sheets as workbooks: a clean one, one with title and total rows, one with a two-storey header.

use std::io::{self, Write};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};

use super::sheet::Sheet;

/// Writes a header and typed cells.
pub(super) fn clean(sheet: &Sheet, out: &mut dyn Write) -> io::Result<()> {
    write(out, "Дані", |page| {
        write_header(page, 0, sheet)?;
        write_rows(page, 1, sheet)
    })
}

/// What stands around the table of a workbook made for reading.
#[derive(Debug, Clone)]
pub(super) struct Frame {
    /// Lines above the header, each merged over all columns.
    pub(super) titles: Vec<String>,
    /// Columns whose sums stand in the last row; none, no such row.
    pub(super) totals: &'static [&'static str],
}

/// Writes title rows, a blank row, the header, the rows and a row of totals. Numbers that are text stay text.
pub(super) fn framed(sheet: &Sheet, frame: &Frame, out: &mut dyn Write) -> io::Result<()> {
    write(out, "Аркуш1", |page| {
        let header = write_titles(page, sheet, &frame.titles)?;
        write_header(page, header, sheet)?;
        write_rows(page, header + 1, sheet)?;
        write_totals(page, header + 1 + count(sheet.rows.len()), sheet, frame.totals)
    })
}

/// Writes like [`framed`], but some columns of the header stand under a common heading: heading, first and last column name.
pub(super) fn grouped(sheet: &Sheet, frame: &Frame, group: (&str, &str, &str), out: &mut dyn Write) -> io::Result<()> {
    let (heading, first, last) = group;
    let (first, last) = (column(sheet.position(first)), column(sheet.position(last)));
    write(out, "Аркуш1", |page| {
        let centred = Format::new().set_bold().set_align(FormatAlign::Center);
        let header = write_titles(page, sheet, &frame.titles)?;
        page.merge_range(header, first, header, last, heading, &centred)?;
        for (place, name) in sheet.columns.iter().map(|column| column.name.as_str()).enumerate() {
            let place = column(place);
            if (first..=last).contains(&place) {
                page.write_string_with_format(header + 1, place, name, &centred)?;
            } else {
                page.merge_range(header, place, header + 1, place, name, &centred)?;
            }
        }
        write_rows(page, header + 2, sheet)?;
        write_totals(page, header + 2 + count(sheet.rows.len()), sheet, frame.totals)
    })
}

/// Makes a workbook of one page. Its properties bear a fixed day, so that the bytes are the same on every run.
fn write(
    out: &mut dyn Write,
    name: &str,
    fill: impl FnOnce(&mut Worksheet) -> Result<(), XlsxError>,
) -> io::Result<()> {
    let make = || {
        let mut workbook = Workbook::new();
        let created = ExcelDateTime::from_ymd(2026, 5, 1)?;
        workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
        let page = workbook.add_worksheet();
        page.set_name(name)?;
        fill(page)?;
        workbook.save_to_buffer()
    };
    out.write_all(&make().map_err(io::Error::other)?)
}

/// Writes merged lines and leaves one row blank; answers the row of the header.
fn write_titles(page: &mut Worksheet, sheet: &Sheet, titles: &[String]) -> Result<u32, XlsxError> {
    let title = Format::new().set_bold().set_align(FormatAlign::Center);
    for (row, text) in titles.iter().enumerate() {
        let row = count(row);
        page.merge_range(row, 0, row, column(sheet.columns.len() - 1), text, &title)?;
    }
    Ok(count(titles.len()) + 1)
}

fn write_header(page: &mut Worksheet, row: u32, sheet: &Sheet) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    for (place, field) in sheet.columns.iter().enumerate() {
        page.write_string_with_format(row, column(place), &field.name, &bold)?;
    }
    Ok(())
}

fn write_rows(page: &mut Worksheet, first: u32, sheet: &Sheet) -> Result<(), XlsxError> {
    let day = Format::new().set_num_format("yyyy-mm-dd");
    for (number, row) in sheet.rows.iter().enumerate() {
        for (place, (cell, field)) in row.iter().zip(&sheet.columns).enumerate() {
            write_cell(page, first + count(number), column(place), cell, &field.kind, &day)?;
        }
    }
    Ok(())
}

/// A cell of its column's type; what does not fit the type stands as text, as it does in real workbooks.
fn write_cell(page: &mut Worksheet, row: u32, at: u16, cell: &str, kind: &str, day: &Format) -> Result<(), XlsxError> {
    match (kind, cell) {
        (_, "") => {}
        ("integer" | "number", text) if let Ok(number) = text.parse::<f64>() => {
            page.write_number(row, at, number)?;
        }
        ("boolean", "true" | "false") => {
            page.write_boolean(row, at, cell == "true")?;
        }
        ("date", text) if let Ok(date) = ExcelDateTime::parse_from_str(text) => {
            page.write_datetime_with_format(row, at, &date, day)?;
        }
        (_, text) => {
            page.write_string(row, at, text)?;
        }
    }
    Ok(())
}

fn write_totals(page: &mut Worksheet, row: u32, sheet: &Sheet, totals: &[&str]) -> Result<(), XlsxError> {
    if totals.is_empty() {
        return Ok(());
    }
    let bold = Format::new().set_bold();
    page.write_string_with_format(row, 0, "Всього", &bold)?;
    for name in totals {
        let place = sheet.position(name);
        let sum: f64 = sheet.rows.iter().filter_map(|row| row[place].parse::<f64>().ok()).sum();
        page.write_number_with_format(row, column(place), sum, &bold)?;
    }
    Ok(())
}

fn count(number: usize) -> u32 {
    u32::try_from(number).expect("generated workbooks have a few thousand rows")
}

fn column(place: usize) -> u16 {
    u16::try_from(place).expect("no standard has more than a hundred columns")
}
