//! Line ends, quotes, NULs and ragged rows: each costs what it must and no more.

use std::fmt::Write;

use tabular::Severity;

use crate::support::{read_text, row};

#[test]
fn line_breaks_of_every_kind_end_a_record_and_count_once() {
    let readout = read_text("id,name\n1,a\r\n2,b\r3,\"c\r\nd\"\n4,e");

    assert_eq!(readout.places(), [2, 3, 4, 6]);
    assert_eq!(readout.rows()[2], row(&["3", "c\r\nd"]));
    assert_eq!(readout.rows()[3], row(&["4", "e"]), "no line end at the end is lawful");
}

#[test]
fn short_rows_are_padded_with_a_warning() {
    let readout = read_text("a,b,c\n1,2,3\n4\n5,6,7\n");

    assert_eq!(readout.rows()[1], row(&["4", "", ""]));
    let finding = readout.finding("ragged-row");
    assert_eq!((finding.count, finding.severity), (1, Severity::Warning));
    assert_eq!(finding.examples[0].place.row, Some(3));
}

#[test]
fn extra_empty_cells_are_nothing_and_extra_values_an_error() {
    let readout = read_text("a,b\n1,2,,\n3,4\n5,6\n7,8,x\n9,10\n");

    let finding = readout.finding("ragged-row");
    assert_eq!((finding.count, finding.severity), (1, Severity::Error));
    assert_eq!(finding.examples[0].value, "x");
    assert_eq!(finding.examples[0].place.column, Some(3));
}

#[test]
fn one_row_of_ten_thousand_cells_is_a_ragged_row() {
    let mut text = "a,b,c,d,e\n".to_owned() + &"1,2,3,4,5\n".repeat(20);
    text.push_str(&vec!["7"; 10_000].join(","));
    text.push('\n');

    let readout = read_text(&text);

    assert_eq!(readout.headers().len(), 5);
    assert_eq!(readout.finding("ragged-row").count, 1);
    assert_eq!(readout.rows().len(), 21);
}

#[test]
fn empty_rows_are_skipped_and_counted() {
    let readout = read_text("a,b\n1,2\n\n,\n  ,\n3,4\n");

    assert_eq!(readout.places(), [2, 6]);
    let finding = readout.finding("empty-rows");
    assert_eq!((finding.count, finding.severity), (3, Severity::Info));
}

#[test]
fn nuls_stay_in_their_cells_and_are_counted() {
    let readout = read_text("a,b\n1,x\0y\0\n2,zzzzzzzzzzzzzzzzzzzzz\n");

    assert_eq!(readout.rows()[0][1], "x\0y\0");
    assert_eq!(readout.finding("nul-bytes").count, 2);
}

#[test]
fn a_quote_that_is_never_closed_costs_one_cell() {
    let mut text = String::from("id,name\n1,ok\n2,\"open\n");
    for number in 3..2_000 {
        writeln!(text, "{number},\"Назва {number}\"").expect("a text takes it");
    }

    let readout = read_text(&text);

    assert_eq!(readout.rows().len(), 1_999);
    assert_eq!(readout.rows()[1], row(&["2", "\"open"]));
    assert_eq!(readout.rows()[1_998], row(&["1999", "Назва 1999"]));
    let finding = readout.finding("unclosed-quote");
    assert_eq!((finding.count, finding.severity), (1, Severity::Error));
}

#[test]
fn a_quote_left_open_in_a_file_without_other_quotes_costs_one_cell() {
    let mut text = String::from("id,name\n1,\"open\n");
    for number in 2..5_000 {
        writeln!(text, "{number},plain").expect("a text takes it");
    }

    let readout = read_text(&text);

    assert_eq!(readout.rows().len(), 4_999);
    assert_eq!(readout.finding("unclosed-quote").count, 1);
}

#[test]
fn a_cell_of_thousands_of_lines_is_one_cell() {
    let note = "перший рядок, з комою\n".to_owned() + &"далі\n".repeat(4_000);
    let readout = read_text(&format!("id,note\n1,\"{note}\"\n2,ok\n"));

    assert_eq!(readout.rows().len(), 2);
    assert_eq!(readout.rows()[0][1], note);
    assert_eq!(readout.rows()[1], row(&["2", "ok"]));
    assert_eq!(readout.findings("unclosed-quote").len(), 0);
}

#[test]
fn quotes_inside_a_cell_are_kept() {
    let readout = read_text("id,name,n\n1,\"ТОВ \"Ромашка\", м. Дніпро\",5\n2,труба 5\",6\n3,\"так\",7\n");

    assert_eq!(readout.rows()[0], row(&["1", "ТОВ \"Ромашка\", м. Дніпро", "5"]));
    assert_eq!(readout.rows()[1], row(&["2", "труба 5\"", "6"]));
    assert_eq!(readout.finding("stray-quote").count, 1);
}

#[test]
fn a_few_longer_rows_say_nothing_of_the_quotes_of_others() {
    let mut text = String::from("adr,n\n");
    for number in 0..60 {
        let end = if number % 20 == 5 { ",див. лист" } else { "" };
        writeln!(text, "\"вул. Нова, {number}\",{number}{end}").expect("a text takes it");
    }

    let readout = read_text(&text);

    assert_eq!((readout.finding("ragged-row").count, readout.findings("stray-quote").len()), (3, 0));
    assert_eq!(readout.rows()[5], row(&["вул. Нова, 5", "5", "див. лист"]));
}

#[test]
fn quotes_nobody_doubled_cost_no_cell_where_rows_end_with_a_delimiter() {
    let readout = read_text("n,name,\n1,\"КП \"Парк\" один\",\n2,\"КП \"Парк\" два\",\n3,\"Парк, три\",\n");

    assert_eq!(readout.rows()[0][..2], row(&["1", "КП \"Парк\" один"])[..]);
    assert_eq!(readout.rows()[2][..2], row(&["3", "Парк, три"])[..]);
}

#[test]
fn batches_follow_each_other_without_loss() {
    let mut text = String::from("id,name\n");
    for number in 0..30_000 {
        writeln!(text, "{number},Назва {number}").expect("a text takes it");
    }

    let readout = read_text(&text);

    assert!(readout.rows().iter().enumerate().all(|(index, row)| row[0] == index.to_string()));
    assert_eq!(readout.places().last(), Some(&30_001));
}
