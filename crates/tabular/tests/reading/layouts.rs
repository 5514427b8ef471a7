//! Titles, headers and footnotes of delimited text.

use std::{collections::BTreeMap, fmt::Write};

use tabular::{Limits, Severity, recipe::ReadingChoices, source::Memory};

use crate::support::{read_text, read_with, row};

#[test]
fn title_rows_above_the_header_are_no_data() {
    let readout = read_text(
        "Перелік паркувань міста,,,\nстаном на 01.02.2024,,,\n,,,\nid,назва,місць,тариф\n1,Північ,25,10\n2,Південь,40,15\n",
    );

    let table = &readout.reading.tables[0];
    assert_eq!(table.title_rows, [1, 2]);
    assert_eq!(table.header_rows, [4]);
    assert_eq!(table.first_row, 5);
    assert_eq!(table.title, "Перелік паркувань міста станом на 01.02.2024");
    assert_eq!(readout.rows().len(), 2);
    let finding = readout.finding("title-rows");
    assert_eq!((finding.count, finding.severity), (2, Severity::Info));
    assert!(readout.reading.outside.iter().any(|(_, text)| text == "Перелік паркувань міста"), "titles are screened");
}

#[test]
fn a_preamble_without_delimiters_is_a_title() {
    let readout = read_text("Реєстр зупинок\n\nid;назва;lat\n1;Парк;48.46\n2;Сквер;48.47\n");

    assert_eq!(readout.reading.tables[0].title_rows, [1]);
    assert_eq!(readout.headers(), ["id", "назва", "lat"]);
}

#[test]
fn footnotes_below_the_table_are_no_data() {
    let readout = read_text(
        "id,назва,місць\n1,Північ,25\n2,Південь,40\n,,\n* дані попередні,,\nВиконавець: відділ транспорту,,\n",
    );

    let table = &readout.reading.tables[0];
    assert_eq!(table.last_row, Some(3));
    assert_eq!(readout.rows().len(), 2);
    assert_eq!(readout.finding("footnote").count, 2);
}

#[test]
fn a_signature_below_the_table_is_a_footnote() {
    let readout = read_text(
        "id,назва,адреса,місць\n1,Північ,Соборна,25\n2,Південь,Широка,40\nНачальник відділу обліку,,,О. П. Коваль\n",
    );

    assert_eq!(readout.rows().len(), 2);
    assert_eq!(readout.finding("footnote").count, 1);
}

#[test]
fn a_row_of_an_office_and_its_holder_is_data_where_rows_are_like_it() {
    let readout = read_text("посада,прізвище\nДиректор,О. П. Коваль\nНачальник відділу,Т. Г. Жадан\n");

    assert_eq!(readout.rows().len(), 2);
    assert_eq!(readout.findings("footnote").len(), 0);
}

#[test]
fn numbers_of_columns_are_no_data_where_most_columns_hold_numbers() {
    let readout = read_text("id,lat,lon,місць,тариф\n1,2,3,4,5\n17,48.46,35.04,25,10\n18,48.47,35.05,40,15\n");

    assert_eq!(readout.reading.tables[0].header_rows, [1, 2]);
    assert_eq!(readout.rows().len(), 2);
}

#[test]
fn footnotes_of_a_large_file_have_the_right_lines() {
    let mut text = String::from("id,назва,місць\r\n");
    for number in 1..=50_000 {
        write!(text, "{number},\"Стоянка\r\n{number}\",{}\r\n", number % 90).expect("a text takes it");
    }
    text.push_str("\r\nПримітка: дані попередні\r\n");

    let readout = read_text(&text);

    assert_eq!(readout.rows().len(), 50_000);
    assert_eq!(readout.places()[49_999], 100_000);
    assert_eq!(readout.reading.tables[0].last_row, Some(100_000));
    assert_eq!(readout.finding("footnote").examples[0].place.row, Some(100_003));
}

#[test]
fn a_header_of_two_rows_is_joined() {
    let readout = read_text("№,Назва,Адреса,,Місць\n,,вулиця,будинок,\n1,Північ,Нова,5,25\n2,Південь,Стара,7,40\n");
    assert_eq!(readout.reading.tables[0].header_rows, [1], "one gap may be a blank header cell");

    let readout = read_text(
        "№,Назва,Координати,,,Місць\n,,тип,lat,lon,\n1,Північ,точка,48.1,35.1,25\n2,Південь,точка,48.2,35.2,40\n",
    );

    assert_eq!(readout.headers(), ["№", "Назва", "Координати / тип", "Координати / lat", "Координати / lon", "Місць"]);
    assert_eq!(readout.reading.tables[0].header_rows, [1, 2]);
    assert_eq!(readout.finding("header-rows").count, 2);
}

#[test]
fn a_row_that_numbers_the_columns_belongs_to_the_header() {
    let readout = read_text("Код,Назва,Район,Адреса\n1,2,3,4\nА-1,Парк,Північ,Нова\nБ-2,Сквер,Південь,Стара\n");

    assert_eq!(readout.headers(), ["Код", "Назва", "Район", "Адреса"]);
    assert_eq!(readout.rows().len(), 2);
}

#[test]
fn a_first_row_of_data_is_no_header() {
    let readout = read_text("1,48.46,2024-01-01\n2,48.47,2024-01-02\n3,48.48,2024-01-03\n");

    assert_eq!(readout.headers(), ["", "", ""]);
    assert_eq!(readout.rows().len(), 3);
    assert_eq!(readout.finding("no-header").severity, Severity::Warning);
}

#[test]
fn years_may_head_columns_of_numbers() {
    let readout = read_text("Показник,2021,2022,2023\nНародилося,10,20,30\nВибуло,11,21,31\n");

    assert_eq!(readout.headers(), ["Показник", "2021", "2022", "2023"]);
}

#[test]
fn a_header_alone_is_a_table_without_rows() {
    let readout = read_text("uid,title,description\n");

    assert_eq!(readout.headers(), ["uid", "title", "description"]);
    assert!(readout.rows().is_empty());
}

#[test]
fn empty_outer_columns_are_left_out_and_inner_ones_stay() {
    let readout = read_text(",id,,name,\n,1,,North,\n,2,,South,\n");

    assert_eq!(readout.reading.tables[0].columns, [2, 3, 4]);
    assert_eq!(readout.rows()[1], row(&["2", "", "South"]));
    assert!(!readout.kinds().contains(&"ragged-row"));
}

#[test]
fn rows_wider_than_the_header_widen_the_table() {
    let readout = read_text("id,name\n1,North,x\n2,South,y\n3,West,z\n");

    assert_eq!(readout.headers(), ["id", "name", ""]);
    assert_eq!(readout.rows()[2], row(&["3", "West", "z"]));
}

#[test]
fn a_number_of_header_rows_somebody_chose_is_kept() {
    let source = Memory::new("stops.csv", "id,name\nx,y\n1,North\n".as_bytes());
    let choose = |rows| ReadingChoices {
        header_rows: BTreeMap::from([("stops".to_owned(), rows)]),
        ..ReadingChoices::default()
    };

    let two = read_with(&source, &choose(2), &Limits::default()).expect("readable");
    let none = read_with(&source, &choose(0), &Limits::default()).expect("readable");

    assert_eq!(two.headers(), ["id / x", "name / y"]);
    assert_eq!(none.rows().len(), 3);
}

#[test]
fn a_header_that_stands_again_between_the_rows_is_a_header() {
    let part = "id,name,kind\nА,Північ,парк\nБ,Південь,сквер\n";

    let readout = read_text(&part.repeat(3));

    assert_eq!(readout.reading.tables[0].header_rows, [1]);
    assert_eq!(readout.headers(), ["id", "name", "kind"]);
}
