//! Dialects: found by records of one width and cells that look like values.

use std::fmt::Write;

use tabular::{Dialect, Limits, recipe::ReadingChoices, source::Memory};

use crate::support::{read_text, read_with, row};

fn delimiter(text: &str) -> tabular::Delimiter {
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
    let choices = ReadingChoices {
        dialect: Some(Dialect { delimiter: ';'.into(), ..Dialect::default() }),
        ..ReadingChoices::default()
    };

    let readout =
        read_with(&Memory::new("a.csv", "a,b;c\n1,2;3\n".as_bytes()), &choices, &Limits::default()).expect("readable");

    assert_eq!(readout.headers(), ["a,b", "c"]);
}

/// A table of four columns with texts that hold signs, written with a delimiter.
fn written_with(sign: &str) -> String {
    let row = |cells: [&str; 4]| {
        let quote = |cell: &str| if cell.contains(sign) { format!("\"{cell}\"") } else { cell.to_owned() };
        cells.map(quote).join(sign) + "\n"
    };
    let mut text = row(["id", "name", "date", "note"]);
    for number in 1..20 {
        text += &row([
            &number.to_string(),
            "Park, the green",
            "2024-02-01",
            if number % 3 == 0 { "" } else { "long: text here" },
        ]);
    }
    text
}

#[test]
fn delimiters_of_any_sign_and_of_several_are_found() {
    for sign in ["||", ";;", "::", " | ", "|~|", "¦", "§", "^", "~", "\u{1}", "\u{1f}", "#"] {
        let readout = read_text(&written_with(sign));

        assert_eq!(readout.headers(), ["id", "name", "date", "note"], "{sign:?}");
        assert_eq!(readout.rows()[0], row(&["1", "Park, the green", "2024-02-01", "long: text here"]), "{sign:?}");
    }
    for sign in ["^", "~"] {
        let line = |number: u32| ["{n}", "наб. Зразкова, {n}", "{n},5"].join(sign).replace("{n}", &number.to_string());
        let text = format!("№{sign}Адреса{sign}Площа, м\n{}\n{}\n{}\n", line(1), line(2), line(3));
        assert_eq!(read_text(&text).headers(), ["№", "Адреса", "Площа, м"], "{sign}");
    }
    let readout = read_text("id, name, price\n1, \"North, upper\", 2.5\n2, South, 3.5\n3, West, 4.5\n");
    assert_eq!(readout.headers(), ["id", "name", "price"]);
    assert_eq!(readout.rows()[0], row(&["1", "North, upper", "2.5"]));
}

#[test]
fn spaces_separate_numbers_and_columns_drawn_one_under_the_other() {
    let numbers = read_text("  t     x      y\n  1   0.5   -2.0\n 10   1.0   -4.5\n100   1.5   -8.5\n");
    assert_eq!(numbers.headers(), ["t", "x", "y"]);
    assert_eq!(numbers.rows()[1], row(&["10", "1.0", "-4.5"]));

    let texts =
        read_text("name          date        sum\nNorth park    2024-02-01  10\nOld bridge    2024-02-03  200\n");
    assert_eq!(texts.rows()[1], row(&["Old bridge", "2024-02-03", "200"]));
}

#[test]
fn tables_of_different_widths_under_each_other_have_one_dialect() {
    let row = |number: usize| format!("{number},08:30,a,{number}\n");
    let wider = |number: usize| format!("{number},08:30,a,{number},x\n");
    let text: String = (0..20).map(row).chain((0..21).map(wider)).collect();

    assert_eq!(delimiter(&text), ',');
}

#[test]
fn times_decimals_and_names_in_one_column_are_not_cut() {
    for values in [
        ["08:30", "09:45", "10:15"],
        ["1,5", "2,25", "3,75"],
        ["01.02.2024 10:30", "02.02.2024 11:45", "03.02.2024 12:00"],
    ] {
        let readout = read_text(&format!("значення\n{}\n", values.join("\n")));

        assert_eq!(readout.headers(), ["значення"]);
        assert_eq!(readout.rows().concat(), values);
    }
    let addresses = read_text("url\nhttps://example.com/a/1?x=1&y=2\nhttps://example.com/b/2?x=1&y=2\n");
    assert_eq!(addresses.rows()[1], row(&["https://example.com/b/2?x=1&y=2"]));
    let names = read_text("ПІБ\nІваненко Іван Іванович\nПетренко Петро Петрович\nКоваль Олена Іванівна\n");
    assert_eq!(names.rows()[0], row(&["Іваненко Іван Іванович"]));
}

#[test]
fn quotes_other_than_double_ones_are_understood() {
    for (open, close) in [("`", "`"), ("«", "»"), ("“", "”")] {
        let line = |number: usize| format!("{number},{open}a, b{}{close},x\n", ",c".repeat(number % 3));
        let text = format!("id,note,other\n{}", (1..12).map(line).collect::<String>());

        let readout = read_text(&text);

        assert_eq!(readout.rows()[0], row(&["1", "a, b,c", "x"]), "{open}");
    }
}

#[test]
fn records_in_quotes_as_a_whole_are_unwrapped() {
    let all = read_text("\"id;name;note\"\r\n\"1;\"\"ТОВ \"\"\"\"Ромашка\"\"\"\"; філія\"\";x\"\r\n\"2;b;y\"\r\n");
    assert_eq!(all.headers(), ["id", "name", "note"]);
    assert_eq!(all.rows()[0], row(&["1", "ТОВ \"Ромашка\"; філія", "x"]));
    assert_eq!(all.finding("wrapped-row").count, 2);

    let some = read_text("id,name,note\n1,a,b\n\"2,\"\"c, d\"\",e\"\n3,f,g\n4,h,i\n");
    assert_eq!(some.rows()[1], row(&["2", "c, d", "e"]));
    assert_eq!(some.finding("wrapped-row").count, 1);
}

#[test]
fn quoted_texts_of_one_column_are_not_unwrapped() {
    let readout = read_text("\"Адреса\"\n\"м. Дніпро, вул. Нова, 1\"\n\"м. Дніпро, вул. Стара, 2\"\n");

    assert_eq!(readout.rows()[0], row(&["м. Дніпро, вул. Нова, 1"]));
}

#[test]
fn a_record_whose_quotes_went_wrong_has_the_cells_of_its_neighbours() {
    let cases = [
        ("3,\"10,x y,\"a, b\",z", ["3", "\"10", "x y", "a, b", "z"]),
        ("3,10,x y,\"\"a, b\",z", ["3", "10", "x y", "\"a, b", "z"]),
        ("3,10,\"x, 48\"\",\"a, b\",z", ["3", "10", "x, 48\"", "a, b", "z"]),
        ("3,10,x y,\"a, b,z", ["3", "10", "x y", "\"a, b", "z"]),
        ("3,10,x y,\"a, \"b\", c\",z", ["3", "10", "x y", "a, \"b\", c", "z"]),
    ];
    for (line, cells) in cases {
        let readout = read_text(&format!(
            "id,sum,name,note,end\n1,10,x,\"a, b\",z\n2,20,y,\"c, d\",z\n{line}\n4,40,w,\"e, f\",z\n5,50,v,\"g\nh\",z\n"
        ));

        assert_eq!(readout.rows()[2], row(&cells), "{line}");
        assert_eq!(readout.rows()[4], row(&["5", "50", "v", "g\nh", "z"]), "{line}");
        let told = readout.findings("stray-quote").len() + readout.findings("unclosed-quote").len();
        assert_eq!(told, 1, "{line}");
    }
}

#[test]
fn a_row_cut_by_another_sign_is_cut_by_it() {
    let readout = read_text("id,name,sum\n1,a,10\n2;b;20\n3,c,30\n4,d,40\n");

    assert_eq!(readout.rows()[1], row(&["2", "b", "20"]));
    assert_eq!(readout.finding("other-delimiter").examples[0].place.row, Some(3));
}

#[test]
fn surplus_values_are_kept_in_columns_of_their_own_wherever_they_stand() {
    let mut text = String::from("id,name\n");
    for number in 0..60_000 {
        let surplus = if number == 41_234 { ",surplus,,more" } else { "" };
        writeln!(text, "{number},a{surplus}").expect("a text takes it");
    }

    let readout = read_text(&text);

    assert_eq!(readout.headers(), ["id", "name", "", "", ""]);
    assert_eq!(readout.rows()[41_234], row(&["41234", "a", "surplus", "", "more"]));
    assert_eq!(readout.finding("ragged-row").count, 1);
    assert_eq!(readout.finding("ragged-row").examples[0].value, "surplus");
}

#[test]
fn a_blank_name_too_many_in_the_header_is_left_out() {
    let readout = read_text("id,,name,sum\n1,a,10\n2,b,20\n3,c,30\n");

    assert_eq!(readout.headers(), ["id", "name", "sum"]);
    assert_eq!(readout.rows()[0], row(&["1", "a", "10"]));
}

#[test]
fn comments_above_the_header_are_no_table_and_a_number_sign_may_be_a_name() {
    let commented = read_text("# exported 2024, by hand, for all\n# second\nid,name,sum\n1,a,10\n2,b,20\n");
    assert_eq!(commented.headers(), ["id", "name", "sum"]);
    assert_eq!(commented.rows().len(), 2);

    let named = read_text("#,name,sum\n1,a,10\n2,b,20\n");
    assert_eq!(named.headers(), ["#", "name", "sum"]);
}
