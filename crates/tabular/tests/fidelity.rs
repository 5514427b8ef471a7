//! Structure only: a table written as text gives back the very cells of its file.

use std::sync::Arc;

use proptest::prelude::*;
use tabular::{
    Knowledge, Limits, Recipe,
    analyse::{Engine, analyse},
    build::build_table,
    export::{ExportOptions, Format, export},
    kind::NoKinds,
    read,
    recipe::ReadingChoices,
    screen::NoScreen,
    source::{Memory, MemoryScratch},
};

fn as_text(csv: &str, choices: ReadingChoices) -> String {
    let engine = Engine {
        kinds: Arc::new(NoKinds),
        screen: Arc::new(NoScreen),
        limits: Limits::default(),
        knowledge: Knowledge::default(),
    };
    let recipe = Recipe { as_text: true, reading: choices, ..Recipe::empty() };
    let source = Memory::new("table.csv", csv.as_bytes());
    let reading = read::read(&source, &recipe.reading, &engine.limits).expect("readable");
    let analysis = analyse(&engine, &source, &reading, 0, &recipe, None, &|_| true).expect("analysed");
    let mut parquet = Vec::new();
    build_table(&engine, &source, &reading, 0, &recipe, &analysis, &MemoryScratch, &mut parquet, &|_| true)
        .expect("built");
    let mut text = Vec::new();
    let table = Memory::new("table.parquet", parquet);
    export(&table, Format::Csv, &ExportOptions::default(), &MemoryScratch, &mut text).expect("exported");
    String::from_utf8(text).expect("UTF-8")
}

fn written(rows: &[Vec<String>]) -> String {
    let cell = |value: &String| {
        let special = value.contains([',', '"', '\n', '\r']);
        if special { format!("\"{}\"", value.replace('"', "\"\"")) } else { value.clone() }
    };
    rows.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>().join(",") + "\n").collect()
}

#[test]
fn values_that_every_fix_would_change_stay_as_they_are() {
    let csv = "id,назва,дата,сума\n007, Парк ,01.02.2024,\"1 250,50\"\n+5,н/д,1.2.24,1.10\n-,Паpк,10:5,так\n";

    assert_eq!(as_text(csv, ReadingChoices::default()), csv);
}

#[test]
fn surplus_cells_and_missing_ones_do_not_shift_others() {
    let text = as_text("id,name\n1,a\n2,b,more\n3\n", ReadingChoices::default());

    let rows: Vec<&str> = text.lines().skip(1).collect();
    assert_eq!(rows, ["1,a,", "2,b,more", "3,,"]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn every_value_of_a_clean_file_is_given_back(
        rows in (2_usize..6).prop_flat_map(|width| {
            prop::collection::vec(prop::collection::vec("[а-яіїєґa-zA-Z0-9 ,;|\t\"'\n.:№«»/\\\\=+-]{0,12}x", width), 1..30)
        }),
    ) {
        let header: Vec<String> = (0..rows[0].len()).map(|column| format!("поле {column}x")).collect();
        let all: Vec<Vec<String>> = std::iter::once(header).chain(rows).collect();
        let csv = written(&all);
        let choices = ReadingChoices {
            dialect: Some(tabular::Dialect::default()),
            header_rows: std::iter::once(("table".to_owned(), 1)).collect(),
            ..ReadingChoices::default()
        };

        prop_assert_eq!(as_text(&csv, choices), csv);
    }
}
