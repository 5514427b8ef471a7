//! Workbooks.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format as Style, Formula, Workbook, Worksheet, XlsxError};

use crate::dirt::table::{Cell, Line, Merge, Page};

/// The bytes of a page.
pub(super) fn write(page: &Page) -> Vec<u8> {
    workbook(page).expect("a generated page fits into a sheet")
}

fn workbook(page: &Page) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    book.set_properties(&DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2026, 5, 1)?));
    let sheet = book.add_worksheet();
    sheet.set_name("Аркуш1")?;
    let mut row = 0;
    for line in &page.above {
        write_line(sheet, row, line)?;
        row += 1;
    }
    merge_all(sheet, row, &page.head_merges)?;
    for names in &page.head {
        for (column, name) in names.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
            sheet.write_string(row, number(column), name)?;
        }
        row += 1;
    }
    merge_all(sheet, row, &page.line_merges)?;
    for line in page.lines.iter().chain(&page.below) {
        write_line(sheet, row, line)?;
        row += 1;
    }
    for column in &page.hidden_columns {
        sheet.set_column_hidden(number(*column))?;
    }
    if page.hidden_sheet {
        let hidden = book.add_worksheet();
        hidden.set_name("Чернетка")?.set_hidden(true);
        hidden.write_string(0, 0, "перевірити до п’ятниці")?;
    }
    book.save_to_buffer()
}

fn merge_all(sheet: &mut Worksheet, from: u32, merges: &[Merge]) -> Result<(), XlsxError> {
    for merge in merges {
        sheet.merge_range(
            from + count(merge.first_row),
            number(merge.first_column),
            from + count(merge.last_row),
            number(merge.last_column),
            "",
            &Style::new(),
        )?;
    }
    Ok(())
}

fn write_line(sheet: &mut Worksheet, row: u32, line: &Line) -> Result<(), XlsxError> {
    for (column, cell) in line.cells.iter().enumerate() {
        write_cell(sheet, row, number(column), cell)?;
    }
    if line.hidden {
        sheet.set_row_hidden(row)?;
    }
    Ok(())
}

fn write_cell(sheet: &mut Worksheet, row: u32, column: u16, cell: &Cell) -> Result<(), XlsxError> {
    match cell {
        Cell::Blank => {}
        Cell::Text(text) | Cell::Raw(text) => {
            sheet.write_string(row, column, text)?;
        }
        Cell::Number(text) => {
            let value: f64 = text.parse().expect("numbers are written canonically");
            sheet.write_number(row, column, value)?;
        }
        Cell::Date(text) => {
            let form = if text.contains('T') { "dd.mm.yyyy hh:mm" } else { "dd.mm.yyyy" };
            let moment = ExcelDateTime::parse_from_str(text)?;
            sheet.write_datetime_with_format(row, column, &moment, &Style::new().set_num_format(form))?;
        }
        Cell::Flag(value) => {
            sheet.write_boolean(row, column, *value)?;
        }
        Cell::Error(error) => {
            sheet.write_formula(row, column, Formula::new("=1/0").set_result(*error))?;
        }
    }
    Ok(())
}

fn count(rows: usize) -> u32 {
    u32::try_from(rows).expect("a generated page has a few hundred rows")
}

fn number(column: usize) -> u16 {
    u16::try_from(column).expect("a generated page has a few columns")
}
