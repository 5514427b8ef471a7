//! Sheets, titles, headers, hidden parts and properties of workbooks.

use rust_xlsxwriter::{DocProperties, Format, Note, Workbook, Worksheet};
use tabular::{Limits, recipe::ReadingChoices, source::Memory};

use crate::support::{read_bytes, read_with, row};

fn saved(mut workbook: Workbook) -> Vec<u8> {
    workbook.save_to_buffer().expect("a workbook in memory is saved")
}

fn fill(sheet: &mut Worksheet, first: u32, header: [&str; 3]) {
    sheet.write_row(first, 0, header).expect("writes");
    for line in 1..=3 {
        sheet.write(first + line, 0, line).expect("writes");
        sheet.write(first + line, 1, format!("Назва {line}")).expect("writes");
        sheet.write(first + line, 2, line * 10).expect("writes");
    }
}

#[test]
fn a_merged_title_stands_above_the_header() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("Аркуш1").expect("a name");
    sheet.merge_range(0, 0, 0, 2, "Перелік стоянок міста", &Format::new()).expect("merges");
    fill(sheet, 2, ["№", "назва", "місць"]);

    let readout = read_bytes("Стоянки 2024.xlsx", saved(workbook));

    let table = &readout.reading.tables[0];
    assert_eq!(table.title_rows, [1]);
    assert_eq!(table.header_rows, [3]);
    assert_eq!(table.title, "Перелік стоянок міста");
    assert_eq!(table.name, "Stoianky_2024", "a sheet's default name says nothing");
    assert_eq!(readout.rows()[2], row(&["3", "Назва 3", "30"]));
}

#[test]
fn a_header_of_two_levels_is_joined() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("Стоянки").expect("a name");
    let plain = Format::new();
    sheet.merge_range(0, 0, 1, 0, "№", &plain).expect("merges");
    sheet.merge_range(0, 1, 0, 2, "Адреса", &plain).expect("merges");
    sheet.merge_range(0, 3, 1, 3, "Місць", &plain).expect("merges");
    sheet.write(1, 1, "вулиця").expect("writes").write(1, 2, "будинок").expect("writes");
    for line in 2..5 {
        sheet.write(line, 0, line - 1).expect("writes").write(line, 1, "Нова").expect("writes");
        sheet.write(line, 2, line).expect("writes").write(line, 3, 25).expect("writes");
    }

    let readout = read_bytes("parking.xlsx", saved(workbook));

    assert_eq!(readout.headers(), ["№", "Адреса / вулиця", "Адреса / будинок", "Місць"]);
    assert_eq!(readout.reading.tables[0].header_rows, [1, 2]);
    assert_eq!(readout.rows().len(), 3);
}

#[test]
fn a_header_merged_over_two_rows_is_one_row_of_names() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (column, title) in ["№", "Назва", "Місць"].iter().enumerate() {
        let column = u16::try_from(column).expect("fits");
        sheet.merge_range(0, column, 1, column, title, &Format::new()).expect("merges");
    }
    for line in 2..5 {
        sheet
            .write(line, 0, line)
            .expect("writes")
            .write(line, 1, "Нова")
            .expect("writes")
            .write(line, 2, 25)
            .expect("writes");
    }

    let readout = read_bytes("parking.xlsx", saved(workbook));

    assert_eq!(readout.headers(), ["№", "Назва", "Місць"]);
    assert_eq!(readout.reading.tables[0].header_rows, [1]);
    assert_eq!(readout.places(), [3, 4, 5]);
}

#[test]
fn cells_merged_sideways_all_the_way_down_are_one_column() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let plain = Format::new();
    sheet.write(0, 0, "№").expect("writes").write(0, 3, "Місць").expect("writes");
    sheet.merge_range(0, 1, 0, 2, "Назва", &plain).expect("merges");
    for line in 1..5 {
        sheet.write(line, 0, line).expect("writes").write(line, 3, 25).expect("writes");
        sheet.merge_range(line, 1, line, 2, "Північ", &plain).expect("merges");
    }

    let readout = read_bytes("parking.xlsx", saved(workbook));

    assert_eq!(readout.headers(), ["№", "Назва", "Місць"]);
    assert_eq!(readout.reading.tables[0].columns, [1, 2, 4]);
    assert_eq!(readout.rows()[0], row(&["1", "Північ", "25"]));
}

#[test]
fn each_visible_sheet_is_a_table_and_hidden_ones_are_only_screened() {
    let mut workbook = Workbook::new();
    fill(workbook.add_worksheet().set_name("Зупинки").expect("a name"), 0, ["№", "назва", "місць"]);
    workbook.add_worksheet().set_name("Порожній").expect("a name");
    fill(workbook.add_worksheet().set_name("Стоянки").expect("a name"), 0, ["id", "name", "places"]);
    let hidden = workbook.add_worksheet().set_name("Довідник").expect("a name");
    hidden.set_hidden(true).write(4, 1, "тестовий запис").expect("writes");

    let readout = read_bytes("city.xlsx", saved(workbook));

    let names: Vec<&str> = readout.reading.tables.iter().map(|table| table.name.as_str()).collect();
    assert_eq!(names, ["Zupynky", "Stoianky"]);
    assert!(readout.reading.outside.contains(&("Довідник!B5".to_owned(), "тестовий запис".to_owned())));
    assert!(readout.finding("hidden-sheet").message.uk.contains("«Довідник»"));
}

#[test]
fn properties_and_notes_go_to_the_screen() {
    let mut workbook = Workbook::new();
    let properties =
        DocProperties::new().set_author("Тестова Особа").set_company("Зразковий департамент").set_comment("чернетка");
    workbook.set_properties(&properties);
    let sheet = workbook.add_worksheet();
    fill(sheet, 0, ["№", "назва", "місць"]);
    sheet.insert_note(1, 1, &Note::new("перевірити телефон")).expect("a note");

    let outside = read_bytes("city.xlsx", saved(workbook)).reading.outside;

    for expected in ["Тестова Особа", "Зразковий департамент", "чернетка", "перевірити телефон"]
    {
        assert!(outside.iter().any(|(_, text)| text.contains(expected)), "{expected}");
    }
}

#[test]
fn hidden_rows_and_columns_stay_data_and_are_noted() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    fill(sheet, 0, ["№", "назва", "місць"]);
    sheet.set_row_hidden(2).expect("hides").set_column_hidden(1).expect("hides");

    let readout = read_bytes("city.xlsx", saved(workbook));

    assert_eq!(readout.rows().len(), 3);
    assert_eq!(readout.finding("hidden-rows").examples[0].place.row, Some(3));
    assert_eq!(readout.finding("hidden-columns").examples[0].place.column, Some(2));
}

#[test]
fn footnotes_under_a_sheets_table_are_no_data() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    fill(sheet, 0, ["№", "назва", "місць"]);
    sheet.write(5, 0, "Примітка: місця без урахування службових").expect("writes");

    let readout = read_bytes("city.xlsx", saved(workbook));

    assert_eq!(readout.reading.tables[0].last_row, Some(4));
    assert_eq!(readout.rows().len(), 3);
    assert_eq!(readout.finding("footnote").count, 1);
}

#[test]
fn tables_somebody_skipped_are_left_out() {
    let mut workbook = Workbook::new();
    fill(workbook.add_worksheet().set_name("Зупинки").expect("a name"), 0, ["№", "назва", "місць"]);
    fill(workbook.add_worksheet().set_name("Чернетка").expect("a name"), 0, ["№", "назва", "місць"]);
    let choices = ReadingChoices { skipped_tables: vec!["Chernetka".to_owned()], ..ReadingChoices::default() };

    let readout =
        read_with(&Memory::new("city.xlsx", saved(workbook)), &choices, &Limits::default()).expect("readable");

    assert_eq!(readout.reading.tables.len(), 1);
}

#[test]
fn a_workbook_without_values_holds_no_table() {
    let mut workbook = Workbook::new();
    workbook.add_worksheet();

    assert_eq!(crate::support::refusal("city.xlsx", saved(workbook)).kind, "no-table");
}
