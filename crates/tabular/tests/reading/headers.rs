//! Headers of delimited text: several rows without merged cells, titles cut by their commas, names one short, rows somebody chose.

use tabular::{Limits, recipe::ReadingChoices, source::Memory};

use crate::support::{Readout, read_text, read_with, row};

fn read_chosen(text: &str, choices: &ReadingChoices) -> Readout {
    let source = Memory::new("table.csv", text.as_bytes().to_vec());
    read_with(&source, choices, &Limits::default()).expect("the file is readable")
}

#[test]
fn groups_over_pairs_of_columns_are_a_level_of_the_header() {
    let readout = read_text("Соборний,,Шевченківський,\nплан,факт,план,факт\n10,9,20,21\n11,12,22,19\n");

    assert_eq!(
        readout.headers(),
        ["Соборний / план", "Соборний / факт", "Шевченківський / план", "Шевченківський / факт"]
    );
    assert_eq!(readout.rows().len(), 2);
}

#[test]
fn years_below_groups_are_a_level_of_the_header_and_years_among_years_are_data() {
    let text = "Район,Кількість,,Сума,\n,2023,2024,2023,2024\nСоборний,12,14,10.5,11\nНовокодацький,9,7,8.5,9\n";
    let data = "Назва,Початок,Кінець,Рік\nА,2019,2020,2021\n,2021,2022,2023\nВ,2022,2023,2024\n";

    let readout = read_text(text);

    assert_eq!(readout.headers(), ["Район", "Кількість / 2023", "Кількість / 2024", "Сума / 2023", "Сума / 2024"]);
    assert_eq!(readout.rows().len(), 2);
    assert_eq!(read_text(data).rows().len(), 3);
}

#[test]
fn sums_of_money_are_values_that_a_header_stands_over() {
    let readout = read_text(
        "Дата,Місто,Витрати,,Разом\n,,потяг,житло,\n01.02.2024,Київ,₴135.70,,₴135.70\n02.02.2024,Львів,,₴640.00,₴640.00\n",
    );

    assert_eq!(readout.headers(), ["Дата", "Місто", "Витрати / потяг", "Витрати / житло", "Разом"]);
    assert_eq!(readout.rows().len(), 2);
}

#[test]
fn a_blank_line_between_two_levels_parts_no_header() {
    let readout = read_text("Дата,Витрати,,Разом\n,,,\n,потяг,житло,\n01.02.2024,135,,135\n02.02.2024,,640,640\n");

    assert_eq!(readout.headers(), ["Дата", "Витрати / потяг", "Витрати / житло", "Разом"]);
    assert_eq!(readout.reading.tables[0].header_rows, [1, 3]);
}

#[test]
fn years_above_some_names_and_remarks_below_them_belong_to_the_header() {
    let readout = read_text(
        "Кількість працівників,,,\n,,,\n,,2013-14,2012-13\nВідділ,Штатні,Усього,Усього\n,,,уточнено\nПарки,6,9,8\nШляхи,7,-,9\nСвітло,5,6,7\nВода,3,4,4\n",
    );

    assert_eq!(readout.headers(), ["Відділ", "Штатні", "2013-14 / Усього", "2012-13 / Усього / уточнено"]);
    assert_eq!(readout.reading.tables[0].title_rows, [1]);
    assert_eq!(readout.rows().len(), 4);
}

#[test]
fn a_row_of_words_below_a_header_with_a_blank_name_is_data_where_columns_hold_words() {
    let readout = read_text(",вулиця,стан\nпарк,Соборна,добрий\nсквер,Широка,задовільний\n");

    assert_eq!(readout.reading.tables[0].header_rows, [1]);
    assert_eq!(readout.rows().len(), 2);
}

#[test]
fn words_for_nothing_in_the_first_row_make_it_no_header() {
    let readout = read_text("назва,,місць,площа\nПарк,Соборна,н/д,-\nСквер,Широка,20,30\nСад,Вузька,25,31\n");

    assert_eq!(readout.reading.tables[0].header_rows, [1]);
    assert_eq!(readout.rows()[0], row(&["Парк", "Соборна", "н/д", "-"]));
}

#[test]
fn a_title_with_commas_is_no_header() {
    let readout = read_text(
        "Звіт про доходи, видатки і залишки\nНазва,Адреса,План,Факт\nПарк,Соборна,10,20\nСквер,Широка,30,40\n",
    );
    let wider = read_text("Створено, перевірено, суботу\nx,y\n4000.00,98.78\n3999.00,98.79\n3998.00,98.78\n");

    assert_eq!(readout.headers(), ["Назва", "Адреса", "План", "Факт"]);
    assert_eq!(readout.reading.tables[0].title_rows, [1]);
    assert_eq!((wider.headers(), wider.rows().len()), (vec!["x", "y"], 3));
}

#[test]
fn a_header_one_name_short_lacks_the_name_of_the_row_numbers() {
    let readout = read_text("назва,місць,площа\n1,Парк,10,1.5\n2,Сквер,20,2.5\n3,Сад,25,3.5\n");

    assert_eq!(readout.headers(), ["", "назва", "місць", "площа"]);
    assert_eq!(readout.rows()[0], row(&["1", "Парк", "10", "1.5"]));
    assert_eq!(readout.finding("ragged-row").rule, "cells=header");
}

#[test]
fn a_header_one_name_short_that_begins_with_the_number_lacks_its_last_name() {
    let readout = read_text("№,назва,місць\n1,Парк,10,1.5\n2,Сквер,20,2.5\n3,Сад,25,3.5\n");

    assert_eq!(readout.headers(), ["№", "назва", "місць", ""]);
}

#[test]
fn numbers_with_exponents_are_no_names() {
    let readout = read_text("0.0e+00,1.5e+01\n1.0e+00,2.5e+01\n2.0e+00,3.5e+01\n");

    assert_eq!(readout.reading.tables[0].header_rows, [0_u64; 0]);
    assert_eq!(readout.rows().len(), 3);
}

#[test]
fn somebody_may_say_where_the_data_begin_and_end() {
    let text = "id,назва\nзразок,зразок\n1,Парк\n2,Сквер\n3,Сад\n4,Разом\n";
    let choices = ReadingChoices {
        first_rows: [("table".to_owned(), 3)].into(),
        last_rows: [("table".to_owned(), 5)].into(),
        ..ReadingChoices::default()
    };

    let readout = read_chosen(text, &choices);

    assert_eq!(readout.headers(), ["id", "назва"]);
    assert_eq!(readout.places(), [3, 4, 5]);
    let outside: Vec<&str> = readout.reading.outside.iter().map(|(_, text)| text.as_str()).collect();
    assert!(outside.contains(&"зразок") && outside.contains(&"Разом"), "what is left out is screened: {outside:?}");
}

#[test]
fn the_row_above_the_chosen_first_one_is_the_header() {
    let text = "Парки,2024\nСквери,2023\nназва,рік\nПарк,2020\n";
    let choices = ReadingChoices { first_rows: [("table".to_owned(), 4)].into(), ..ReadingChoices::default() };

    let readout = read_chosen(text, &choices);

    assert_eq!(readout.headers(), ["назва", "рік"]);
    assert_eq!(readout.rows(), [row(&["Парк", "2020"])]);
}

#[test]
fn a_chosen_row_beyond_the_table_changes_nothing() {
    let text = "id,назва\n1,Парк\n2,Сквер\n";
    let choices = ReadingChoices {
        first_rows: [("table".to_owned(), 900)].into(),
        last_rows: [("table".to_owned(), 900)].into(),
        ..ReadingChoices::default()
    };

    assert_eq!(read_chosen(text, &choices).rows().len(), 2);
}
