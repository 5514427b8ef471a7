//! Changes of structure that only the whole road from bytes to rows shows: safe ones by themselves, joined tables.

use std::sync::Arc;

use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use rust_xlsxwriter::Workbook;
use tabular::{
    FixId, Knowledge, Limits, Reading, Recipe, Source, Step,
    analyse::{Engine, analyse},
    build::{TableBuilt, build_table},
    kind::NoKinds,
    read,
    reshape::joined_into,
    screen::NoScreen,
    source::{Memory, MemoryScratch},
};

fn engine() -> Engine {
    Engine {
        kinds: Arc::new(NoKinds),
        screen: Arc::new(NoScreen),
        limits: Limits::default(),
        knowledge: Knowledge::default(),
    }
}

fn built(source: &dyn Source, recipe: &Recipe) -> (Reading, TableBuilt, usize) {
    let engine = engine();
    let reading = read::read(source, &recipe.reading, &engine.limits).expect("the file can be read");
    let analysis = analyse(&engine, source, &reading, 0, recipe, None, &|_| true).expect("it can be analysed");
    let mut bytes = Vec::new();
    let built = build_table(&engine, source, &reading, 0, recipe, &analysis, &MemoryScratch, &mut bytes, &|_| true)
        .expect("it can be built");
    let parquet = ParquetRecordBatchReaderBuilder::try_new(bytes::Bytes::from(bytes)).expect("Parquet was written");
    let rows = parquet.build().expect("Parquet opens").map(|batch| batch.expect("Parquet reads").num_rows()).sum();
    (reading, built, rows)
}

fn names(built: &TableBuilt) -> Vec<&str> {
    built.schema.fields.iter().map(|field| field.name.as_str()).collect()
}

#[test]
fn names_of_sections_become_a_field_of_their_rows() {
    let houses = (1..=6).map(|house| format!("вул. Зразкова, {house};{house}0;5")).collect::<Vec<_>>().join("\n");
    let section = |district: &str| format!("{district} район;;\n{houses}\nРазом;210;\n");
    let text = format!("Адреса;Площа;Поверхів\n{}{}", section("Лівобережний"), section("Правобережний"));
    let source = Memory::new("a.csv", text.as_bytes());

    let (_, plain, rows) = built(&source, &Recipe::empty());
    let found = plain.report.findings.iter().find(|finding| finding.kind == "section-rows").expect("it is told");
    let fix = found.fix.as_ref().map(|offer| offer.id);
    let (_, cured, fewer) = built(&source, &Recipe { steps: vec![Step::of(FixId::SectionRows)], ..Recipe::all_safe() });

    assert_eq!((found.count, fix, rows), (2, Some(FixId::SectionRows), 16));
    let repeated = plain.report.findings.iter().find(|finding| finding.kind == "duplicate-row");
    assert_eq!(repeated.map(|finding| finding.count), Some(6), "the houses stand twice, the total repeats no record");
    assert_eq!((names(&cured), fewer), (vec!["Розділ", "Адреса", "Площа", "Поверхів"], 12));
    assert!(cured.report.findings.iter().all(|finding| finding.kind != "section-rows"));
    let applied: Vec<_> = cured.report.applied.iter().filter(|one| one.id == FixId::SectionRows).collect();
    assert_eq!(applied.iter().map(|one| (one.count, one.step)).collect::<Vec<_>>(), [(2, Some(0))]);
    let districts = &cured.profile.fields[0];
    assert_eq!((districts.distinct, districts.missing), (2, 0));
}

#[test]
fn coordinates_that_are_all_sure_are_parted_among_the_safe_fixes() {
    let text = "id;Координати\n1;48.4647, 35.0462\n2;48.4700, 35.0500\n3;48.4650, 35.0470\n";
    let source = Memory::new("a.csv", text.as_bytes());

    let (_, safe, _) = built(&source, &Recipe::all_safe());
    let (_, plain, _) = built(&source, &Recipe::empty());
    let except =
        Recipe { except: vec![Step::of(FixId::SplitCoordinates).on("Координати")], ..Recipe::all_safe() };
    let (_, spared, _) = built(&source, &except);

    assert_eq!(names(&safe), ["id", "lat", "lon"]);
    assert!(safe.report.applied.iter().any(|applied| applied.id == FixId::SplitCoordinates && applied.count == 3));
    assert_eq!(names(&plain), ["id", "Координати"]);
    assert_eq!(names(&spared), ["id", "Координати"]);
}

#[test]
fn sheets_of_one_structure_become_one_table_on_demand() {
    let mut workbook = Workbook::new();
    for (month, value) in [("Січень", 1), ("Лютий", 2), ("Березень", 3)] {
        let sheet = workbook.add_worksheet().set_name(month).expect("a lawful name");
        sheet.write_row(0, 0, ["Назва", "Кількість"]).expect("a header");
        sheet.write_string(1, 0, "Парк").expect("a cell");
        sheet.write_number(1, 1, f64::from(value)).expect("a cell");
    }
    let source = Memory::new("рік.xlsx", workbook.save_to_buffer().expect("a workbook"));
    let joining = Recipe { steps: vec![Step::of(FixId::JoinTables)], ..Recipe::empty() };

    let (reading, plain, rows) = built(&source, &Recipe::empty());
    let (_, joined, joined_rows) = built(&source, &joining);

    let offer = plain.report.findings.iter().find(|finding| finding.kind == "same-structure").expect("it is offered");
    assert_eq!((offer.count, rows, joined_rows), (3, 1, 3));
    assert_eq!(names(&joined), ["Назва", "Кількість", "Аркуш"]);
    assert!(joined.report.applied.iter().any(|applied| applied.id == FixId::JoinTables && applied.count == 3));
    let places: Vec<_> = (0..3).map(|table| joined_into(&joining, &reading, table)).collect();
    assert_eq!(places, [None, Some(0), Some(0)]);
    assert_eq!(joined_into(&Recipe::empty(), &reading, 1), None);
}
