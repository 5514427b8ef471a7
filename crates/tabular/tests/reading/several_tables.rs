//! Several tables on one sheet or in one text, and what looks like several but is one.

use std::fmt::Write;

use rust_xlsxwriter::{Format, Workbook, Worksheet};

use crate::support::{Readout, read_bytes, read_text, row};

fn sheet(fill: impl FnOnce(&mut Worksheet)) -> Readout {
    let mut workbook = Workbook::new();
    fill(workbook.add_worksheet().set_name("Звіт").expect("a name"));
    read_bytes("report.xlsx", workbook.save_to_buffer().expect("a workbook in memory is saved"))
}

/// Writes rows of cells, numbers as numbers; `""` leaves a cell out.
fn write(sheet: &mut Worksheet, first: u32, column: u16, rows: &[&[&str]]) {
    for (line, cells) in rows.iter().enumerate() {
        for (offset, cell) in cells.iter().enumerate() {
            let (line, column) =
                (first + u32::try_from(line).expect("fits"), column + u16::try_from(offset).expect("fits"));
            match cell.parse::<f64>() {
                Ok(number) => sheet.write(line, column, number).expect("writes"),
                Err(_) if cell.is_empty() => continue,
                Err(_) => sheet.write(line, column, *cell).expect("writes"),
            };
        }
    }
}

fn names(readout: &Readout) -> Vec<&str> {
    readout.reading.tables.iter().map(|table| table.name.as_str()).collect()
}

const SCHOOLS: &[&[&str]] =
    &[&["№", "Назва", "Учнів"], &["1", "Школа 1", "120"], &["2", "Школа 2", "340"], &["3", "Школа 3", "95"]];

#[test]
fn tables_below_each_other_are_read_apart_with_their_titles() {
    let readout = sheet(|sheet| {
        write(sheet, 0, 0, &[&["Таблиця 1. Школи"]]);
        write(sheet, 1, 0, SCHOOLS);
        write(sheet, 6, 0, &[&["Таблиця 2. Садки"], &["№", "Назва", "Груп", "Дітей"]]);
        write(sheet, 8, 0, &[&["1", "Садок 1", "4", "80"], &["2", "Садок 2", "6", "118"], &["", "* без приватних"]]);
    });

    let tables = &readout.reading.tables;
    assert_eq!(names(&readout), ["Tablytsia_1_Shkoly", "Tablytsia_2_Sadky"]);
    assert_eq!(tables[1].title, "Таблиця 2. Садки");
    assert_eq!((&tables[0].header_rows, tables[0].first_row, tables[0].last_row), (&vec![2], 3, Some(5)));
    assert_eq!((&tables[1].title_rows, &tables[1].header_rows, tables[1].last_row), (&vec![7], &vec![8], Some(10)));
    assert_eq!(readout.tables[0].values.len(), 3);
    assert_eq!(readout.tables[1].values, [row(&["1", "Садок 1", "4", "80"]), row(&["2", "Садок 2", "6", "118"])]);
}

#[test]
fn remarks_under_the_upper_table_do_not_become_the_title_of_the_lower_one() {
    let readout = sheet(|sheet| {
        write(sheet, 0, 0, SCHOOLS);
        write(sheet, 4, 0, &[&["Примітка: дані попередні"]]);
        write(sheet, 6, 0, &[&["Садки"], &["№", "Назва", "Груп", "Дітей"], &["1", "Садок 1", "4", "80"]]);
    });

    assert_eq!(readout.reading.tables[1].title, "Садки");
    assert_eq!(readout.finding("footnote").examples[0].value, "Примітка: дані попередні");
}

#[test]
fn the_same_header_under_another_title_begins_another_table() {
    let readout = sheet(|sheet| {
        for (index, year) in ["2022", "2023", "2024"].iter().enumerate() {
            let first = u32::try_from(index * 5).expect("fits");
            let title = format!("Надходження за {year} рік");
            write(sheet, first, 0, &[&[&title], &["Місяць", "Сума"], &["січень", "10"], &["лютий", "20"]]);
        }
    });

    assert_eq!(
        names(&readout),
        ["Nadkhodzhennia_za_2022_rik", "Nadkhodzhennia_za_2023_rik", "Nadkhodzhennia_za_2024_rik"]
    );
    assert_eq!(readout.tables[2].values.len(), 2);
}

#[test]
fn tables_side_by_side_are_read_apart() {
    let readout = sheet(|sheet| {
        write(sheet, 0, 0, SCHOOLS);
        write(sheet, 0, 4, &[&["№", "Назва", "Дітей"], &["1", "Садок 1", "80"]]);
    });

    let tables = &readout.reading.tables;
    assert_eq!(names(&readout), ["Zvit", "Zvit_2"]);
    assert_eq!((tables[0].columns.as_slice(), tables[1].columns.as_slice()), (&[1, 2, 3][..], &[5, 6, 7][..]));
    assert_eq!(readout.tables[0].values[2], row(&["3", "Школа 3", "95"]));
    assert_eq!(readout.tables[1].values, [row(&["1", "Садок 1", "80"])]);
    assert!(!readout.kinds().contains(&"ragged-row"), "the values of one table are no strays of the other");
}

#[test]
fn a_blank_column_for_show_parts_no_table() {
    let readout = sheet(|sheet| {
        write(
            sheet,
            0,
            0,
            &[&["№", "Парк", "", "Лав", "Дерев"], &["1", "Північ", "", "4", "80"], &["2", "Південь", "", "6", "90"]],
        );
    });

    assert_eq!(readout.headers(), ["№", "Парк", "", "Лав", "Дерев"]);
    assert_eq!(readout.reading.tables.len(), 1);
}

#[test]
fn a_header_printed_on_every_page_is_dropped_and_noted() {
    let readout = sheet(|sheet| {
        for page in 0..4 {
            let first = page * 11;
            write(sheet, first, 0, &[&["№", "Назва", "Місць"]]);
            for line in 1..=10 {
                let number = (page * 10 + line).to_string();
                write(sheet, first + line, 0, &[&[&number, "Парк", "25"]]);
            }
        }
    });

    assert_eq!(readout.reading.tables.len(), 1);
    assert_eq!(readout.rows().len(), 40);
    assert_eq!(readout.finding("repeated-header").count, 3);
}

#[test]
fn blank_rows_sections_and_subtotals_stay_in_one_table() {
    let readout = sheet(|sheet| {
        write(sheet, 0, 0, &[&["№", "Назва", "Адреса", "Місць"]]);
        for (district, name) in ["Соборний район", "Центральний район", "Новокодацький район"].iter().enumerate()
        {
            let first = 2 + u32::try_from(district).expect("fits") * 9;
            write(sheet, first, 0, &[&[name]]);
            for line in 1..=6_u32 {
                let number = (u32::try_from(district).expect("fits") * 6 + line).to_string();
                write(sheet, first + line, 0, &[&[&number, "Парк", "вул. Нова", "25"]]);
            }
            write(sheet, first + 7, 0, &[&["Разом по району", "", "", "150"]]);
        }
    });

    assert_eq!(readout.reading.tables.len(), 1);
    assert_eq!(readout.rows().len(), 24);
    assert_eq!(readout.finding("section-rows").count, 3);
}

#[test]
fn a_gap_before_rows_of_words_parts_no_table() {
    let readout = sheet(|sheet| {
        write(sheet, 0, 0, &[&["Парк", "Адреса", "Місць"]]);
        for line in 1..=8 {
            write(sheet, line, 0, &[&["Північ", "вул. Нова", "25"]]);
        }
        write(
            sheet,
            10,
            0,
            &[&["Схід", "вул. Стара", "закрито"], &["Захід", "вул. Третя", "40"], &["Центр", "вул. П’ята", "30"]],
        );
    });

    assert_eq!(readout.reading.tables.len(), 1);
    assert_eq!(readout.rows().len(), 11);
}

#[test]
fn lines_of_names_and_values_above_a_table_are_titles() {
    let readout = sheet(|sheet| {
        write(sheet, 0, 0, &[&["Розпорядник:", "Департамент"], &["Рік:", "2024"], &["Одиниця:", "шт."]]);
        write(sheet, 4, 1, &[&["Район", "Парків", "Скверів"], &["Північ", "4", "8"], &["Південь", "6", "9"]]);
    });

    assert_eq!(readout.reading.tables.len(), 1);
    assert_eq!(readout.headers(), ["Район", "Парків", "Скверів"]);
    assert_eq!(readout.reading.tables[0].title_rows, [1, 2, 3]);
}

#[test]
fn signatures_below_a_table_are_no_data() {
    let readout = sheet(|sheet| {
        write(sheet, 0, 0, SCHOOLS);
        write(sheet, 5, 0, &[&["Директор департаменту", "__________", "І. Зразок"], &["Виконавець: О. Взірець"]]);
    });

    assert_eq!(readout.reading.tables[0].last_row, Some(4));
    assert_eq!(readout.finding("footnote").count, 2);
}

#[test]
fn a_header_of_three_levels_with_units_and_numbers_is_one_header() {
    let readout = sheet(|sheet| {
        let plain = Format::new();
        sheet.merge_range(0, 0, 2, 0, "№", &plain).expect("merges");
        sheet.merge_range(0, 1, 2, 1, "Програма", &plain).expect("merges");
        sheet.merge_range(0, 2, 0, 5, "Видатки", &plain).expect("merges");
        sheet.merge_range(1, 2, 1, 3, "2023", &plain).expect("merges");
        sheet.merge_range(1, 4, 1, 5, "2024", &plain).expect("merges");
        write(sheet, 2, 2, &[&["план", "факт", "план", "факт"]]);
        write(sheet, 3, 2, &[&["тис. грн", "тис. грн", "тис. грн", "тис. грн"]]);
        write(sheet, 4, 0, &[&["1", "2", "3", "4", "5", "6"]]);
        for line in 5..9 {
            write(sheet, line, 0, &[&["1", "Парки", "10", "9", "12", "11"]]);
        }
    });

    let expected = [
        "№",
        "Програма",
        "Видатки / 2023 / план / тис. грн",
        "Видатки / 2023 / факт / тис. грн",
        "Видатки / 2024 / план / тис. грн",
        "Видатки / 2024 / факт / тис. грн",
    ];
    assert_eq!(readout.headers(), expected);
    assert_eq!(readout.rows().len(), 4);
}

#[test]
fn three_levels_are_joined_where_a_text_has_lost_its_merges() {
    let readout = read_text(
        "№,Програма,Видатки,,,,Примітка\n,,2023,,2024,,\n,,план,факт,план,факт,\n1,Парки,10,9,12,11,\n2,Сквери,20,19,22,21,є\n",
    );

    let expected = [
        "№",
        "Програма",
        "Видатки / 2023 / план",
        "Видатки / 2023 / факт",
        "Видатки / 2024 / план",
        "Видатки / 2024 / факт",
        "Примітка",
    ];
    assert_eq!(readout.headers(), expected);
    assert_eq!(readout.rows().len(), 2);
}

#[test]
fn a_text_may_hold_several_tables_too() {
    let readout = read_text("id,назва\n1,Парк\n2,Сквер\n\nкод,місяць,сума\nА1,5,120\nА2,6,340\n");

    assert_eq!(names(&readout), ["table", "table_2"]);
    assert_eq!(readout.tables[0].values, [row(&["1", "Парк"]), row(&["2", "Сквер"])]);
    assert_eq!(readout.reading.tables[1].headers, ["код", "місяць", "сума"]);
    assert_eq!(readout.tables[1].values, [row(&["А1", "5", "120"]), row(&["А2", "6", "340"])]);
}

#[test]
fn texts_put_together_keep_one_header() {
    let mut text = String::new();
    for part in 0..3 {
        text.push_str("id,назва,місць\n");
        for line in 0..20 {
            writeln!(text, "{},Парк,{line}", part * 20 + line).expect("a text takes it");
        }
    }

    let readout = read_text(&text);

    assert_eq!(readout.reading.tables.len(), 1);
    assert_eq!(readout.rows().len(), 60);
    assert_eq!(readout.finding("repeated-header").count, 2);
}
