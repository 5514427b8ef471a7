//! What holds for any input.

use proptest::prelude::*;
use rust_xlsxwriter::Workbook;
use tabular::{Dialect, Limits, finding::EngineError, recipe::ReadingChoices, source::Memory};

use crate::support::read_with;

/// Writes a table in a dialect as plainly as one can.
fn written(rows: &[Vec<String>], delimiter: char, line_end: &str) -> String {
    let cell = |value: &String| {
        let special = value.contains([delimiter, '"', '\n', '\r']);
        if special { format!("\"{}\"", value.replace('"', "\"\"")) } else { value.clone() }
    };
    rows.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>().join(&delimiter.to_string()) + line_end).collect()
}

fn tables() -> impl Strategy<Value = Vec<Vec<String>>> {
    (2_usize..6).prop_flat_map(|width| {
        prop::collection::vec(prop::collection::vec("[а-яіїєґa-z0-9 ,;|\t\"'\n.№-]{0,12}x", width), 1..40)
    })
}

fn read_any(name: &str, bytes: Vec<u8>, limits: &Limits) {
    match read_with(&Memory::new(name, bytes), &ReadingChoices::default(), limits) {
        Ok(_) | Err(EngineError::Unreadable(_)) => {}
        Err(other) => panic!("bytes must never be a failure of ours: {other}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..4_000)) {
        read_any("any.csv", bytes, &Limits::default());
    }

    #[test]
    fn any_text_of_signs_is_read_or_refused(text in "[a,;\"'\n\r\t|\\\\ 1x\u{0}їЇ]{0,600}") {
        let tight = Limits { record_bytes_max: 64, batch_rows: 3, batch_bytes: 50, columns_max: 20, ..Limits::default() };

        read_any("any.csv", text.clone().into_bytes(), &Limits::default());
        read_any("any.csv", text.into_bytes(), &tight);
    }

    #[test]
    fn a_damaged_workbook_is_read_or_refused(places in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20)) {
        let mut workbook = Workbook::new();
        workbook.add_worksheet().write_row(0, 0, ["a", "b", "c"]).expect("writes");
        let mut bytes = workbook.save_to_buffer().expect("saves");
        for (place, byte) in places {
            let at = place.index(bytes.len());
            bytes[at] = byte;
        }

        read_any("any.xlsx", bytes, &Limits::default());
    }

    #[test]
    fn what_is_written_in_a_dialect_is_read_back(
        rows in tables(),
        delimiter in prop::sample::select(vec![',', ';', '\t', '|']),
        line_end in prop::sample::select(vec!["\n", "\r\n", "\r"]),
    ) {
        let dialect = Dialect { delimiter: delimiter.into(), ..Dialect::default() };
        let header: Vec<String> = (0..rows[0].len()).map(|column| format!("поле {column}x")).collect();
        let mut all = vec![header];
        all.extend(rows.clone());
        let text = written(&all, delimiter, line_end);
        let choices = ReadingChoices {
            dialect: Some(dialect),
            header_rows: std::iter::once(("table".to_owned(), 1)).collect(),
            ..ReadingChoices::default()
        };

        let readout = read_with(&Memory::new("table.csv", text.into_bytes()), &choices, &Limits::default()).expect("readable");

        prop_assert_eq!(readout.rows(), rows.as_slice());
    }

    #[test]
    fn what_a_workbook_holds_is_read_back(rows in prop::collection::vec(prop::collection::vec("[а-яіїєґa-z &<>\"'_x0-9\n]{0,12}z", 3), 1..30)) {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        sheet.write_row(0, 0, ["a", "b", "c"]).expect("writes");
        sheet.write_row_matrix(1, 0, rows.clone()).expect("writes");
        let bytes = workbook.save_to_buffer().expect("saves");
        let choices = ReadingChoices { header_rows: std::iter::once(("table".to_owned(), 1)).collect(), ..ReadingChoices::default() };

        let readout = read_with(&Memory::new("table.xlsx", bytes), &choices, &Limits::default()).expect("readable");

        prop_assert_eq!(readout.rows(), rows.as_slice());
    }
}
