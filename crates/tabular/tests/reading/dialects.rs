//! Dialects: found by records of one width and cells that look like values.

use tabular::{Dialect, Limits, recipe::ReadingChoices, source::Memory};

use crate::support::{read_text, read_with, row};

fn delimiter(text: &str) -> char {
    read_text(text).reading.dialect.expect("delimited text has a dialect").delimiter
}

#[test]
fn each_common_delimiter_is_found() {
    for sign in [',', ';', '\t', '|'] {
        let text = "id,name,places\n1,North,25\n2,South,40\n".replace(',', &sign.to_string());

        let readout = read_text(&text);

        assert_eq!(readout.headers(), ["id", "name", "places"], "{sign:?}");
        assert_eq!(readout.rows()[1], row(&["2", "South", "40"]), "{sign:?}");
    }
}

#[test]
fn commas_inside_headers_and_numbers_of_a_semicolon_file_do_not_mislead() {
    let readout = read_text(
        "№;Координати, початок (широта/довгота);Координати, кінець;Коефіцієнт\n\
         1;49.339347, 28.063269;49.336843, 28.067053;0,5\n\
         2;49.279056, 28.256072;49.279571, 28.258492;0,36\n",
    );

    assert_eq!(readout.headers()[1], "Координати, початок (широта/довгота)");
    assert_eq!(readout.rows()[1], row(&["2", "49.279056, 28.256072", "49.279571, 28.258492", "0,36"]));
    assert!(readout.finding("dialect").message.uk.contains("крапкою з комою"));
}

#[test]
fn a_delimiter_inside_quotes_is_text() {
    let readout =
        read_text("\"Назва, повна\",\"Адреса, з індексом\"\n\"Парк \"\"Зелений\"\"\",\"49000, вул. Нова, 1\"\n");

    assert_eq!(readout.headers(), ["Назва, повна", "Адреса, з індексом"]);
    assert_eq!(readout.rows()[0], row(&["Парк \"Зелений\"", "49000, вул. Нова, 1"]));
}

#[test]
fn a_file_of_one_column_is_lawful() {
    let readout = read_text("Назва\nШкола 1, м. Дніпро\nЛіцей\nГімназія 3, м. Дніпро\n");

    assert_eq!(readout.headers(), ["Назва"]);
    assert_eq!(readout.rows().len(), 3);
    assert_eq!(readout.rows()[0], row(&["Школа 1, м. Дніпро"]));
}

#[test]
fn excels_line_naming_the_delimiter_is_honoured_and_dropped() {
    let readout = read_text("sep=|\r\nid|note\r\n1|a,b;c\r\n");

    assert_eq!(readout.headers(), ["id", "note"]);
    assert_eq!(readout.reading.tables[0].header_rows, [2]);
    assert_eq!(readout.places(), [3]);
}

#[test]
fn single_quotes_and_backslashes_are_understood() {
    let single = read_text("id;note\n1;'a;b'\n2;'c'\n3;'d;e'\n");
    assert_eq!(single.rows()[2], row(&["3", "d;e"]));

    let escaped = read_text("id,note\n1,\"say \\\"a, b\\\" now\"\n2,\"c\"\n");
    assert_eq!(escaped.rows()[0], row(&["1", "say \"a, b\" now"]));
}

#[test]
fn apostrophes_of_ukrainian_words_are_no_quotes() {
    assert_eq!(delimiter("назва;район\nПід'їзд;Солом'янський\nОб'єкт;В'язівок\n"), ';');
    assert_eq!(read_text("назва;район\nПід'їзд;Солом'янський\n").rows()[0], row(&["Під'їзд", "Солом'янський"]));
}

#[test]
fn decimal_commas_do_not_make_a_comma_file() {
    assert_eq!(delimiter("a;b;c\n1,5;2,5;3,5\n1,6;2,6;3,6\n1,7;2,7;3,7\n"), ';');
}

#[test]
fn a_dialect_somebody_chose_is_kept() {
    let choices =
        ReadingChoices { dialect: Some(Dialect { delimiter: ';', ..Dialect::default() }), ..ReadingChoices::default() };

    let readout =
        read_with(&Memory::new("a.csv", "a,b;c\n1,2;3\n".as_bytes()), &choices, &Limits::default()).expect("readable");

    assert_eq!(readout.headers(), ["a,b", "c"]);
}
