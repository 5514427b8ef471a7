//! Importing schemas: what is read, what is repaired, what is told.

use standards::{
    Standard, Standards,
    import::{Origin, document, import, read_csv_rows, read_schema},
};
use tabular::{FieldType, Message};

/// An annex as they come: context in the wrong place, `title` for `titles`, and a defect in nearly every column.
const ANNEX: &str = r#"{
    "context": {"@context": "http://www.w3.org/ns/csvw", "@language": "uk"},
    "tableSchema": {"primaryKey": "uid", "columns": [
        {"name": "uid ", "title": "Ідентифікатор", "description": "Інвентарний номер", "datatype": "string", "required": true},
        {"name": "legalAct\u0406d", "title": "Номер НПА", "description": "Номер акта", "datatype": "string", "required": true},
        {"name": "subOrgOf\u2028Name", "title": "Назва\n органу", "description": "Повна назва", "datatype": "string", "required": "True"},
        {"name": "expiration_Date", "title": "Дата", "description": "Дата у форматі ISO 8601 (рррр-мм-дд)", "datatype": "date", "required": true},
        {"name": "bookAmountValue", "title": "Вартість", "description": "у гривнях", "datatype": "decimal", "required": true},
        {"name": "currencyCode", "title": "Валюта", "description": "Літерний код", "datatype": "decimal", "required": true},
        {"name": "primaryAmountValue", "title": "Первісна вартість", "description": "у гривнях", "datatype": "decimal", "required": true},
        {"name": "currencyCode", "title": "Валюта", "description": "Літерний код", "datatype": "string", "required": true},
        {"name": "providerNname", "title": "Назва постачальника", "description": "Назва", "datatype": "string", "required": true},
        {"name": "year", "title": "Рік випуску", "description": "Наприклад: 1995", "datatype": "date", "required": false},
        {"name": "direction", "title": "Спрямування", "description": "в сторону вулиці", "datatype": "date", "required": false},
        {"name": "status", "title": "Статус", "description": "Статус може мати одне зі значень: Чинний, Скасований. Наприклад: Чинний", "datatype": "string", "required": true},
        {"name": "benefit", "title": "Наявність пільг", "description": "може мати одне зі значень: Так або Ні.", "datatype": "string", "required": true},
        {"name": "contractUrl", "title": "Посилання", "description": "Якщо договору немає, вказати: null", "datatype": "anyURL", "required": true}
    ]}
}"#;

fn origin(id: &str) -> Origin {
    Origin {
        id: id.to_owned(),
        title: Message::new("Приклад", "Example"),
        annex: Some(40),
        edition: "2025-01-20".to_owned(),
        source: "додаток 40".to_owned(),
    }
}

fn annex(headers: &[Vec<String>]) -> Standard {
    let tables = read_schema(ANNEX).expect("a schema");
    import(origin("ua/40/equipment"), &tables[0], headers)
}

fn names(standard: &Standard) -> Vec<&str> {
    standard.schema.fields.iter().map(|field| field.name.as_str()).collect()
}

#[test]
fn names_are_repaired_and_each_repair_is_told() {
    let standard = annex(&[]);

    assert_eq!(
        names(&standard),
        [
            "uid",
            "legalActId",
            "subOrgOfName",
            "expirationDate",
            "bookAmountValue",
            "currencyCode",
            "primaryAmountValue",
            "primaryAmountCurrency",
            "providerName",
            "year",
            "direction",
            "status",
            "benefit",
            "contractUrl"
        ]
    );
    let told: Vec<&str> =
        standard.repairs.iter().filter(|repair| repair.defect == "name").map(|repair| repair.field.as_str()).collect();
    assert_eq!(told, ["uid", "legalActId", "subOrgOfName", "expirationDate", "primaryAmountCurrency", "providerName"]);
    assert!(standard.repairs.iter().any(|repair| repair.defect == "title" && repair.now == "Назва органу"));
}

#[test]
fn the_official_spelling_stays_another_name() {
    let standard = annex(&[]);
    let aliases = |name: &str| standard.schema.field(name).expect("the field").aliases.clone();

    assert_eq!(aliases("providerName"), ["providerNname"]);
    assert_eq!(aliases("primaryAmountCurrency"), ["currencyCode_2", "currencyCode.1"]);
    assert_eq!(aliases("subOrgOfName"), ["subOrgOf Name"]);
    assert!(aliases("uid").is_empty());
}

#[test]
fn a_header_of_an_example_that_differs_is_another_name() {
    let mut header: Vec<String> =
        read_schema(ANNEX).expect("a schema")[0].fields.iter().map(|field| field.name.clone()).collect();
    header[10] = "course".to_owned();

    let standard = annex(&[header]);

    assert_eq!(standard.schema.field("direction").expect("the field").aliases, ["course"]);
    assert!(standard.repairs.iter().any(|repair| repair.defect == "example" && repair.field == "direction"));
}

#[test]
fn types_that_their_descriptions_contradict_are_repaired() {
    let standard = annex(&[]);
    let field = |name: &str| standard.schema.field(name).expect("the field");
    let of = |name: &str| (field(name).field_type, field(name).kind.as_deref().expect("a kind"));

    assert_eq!(of("currencyCode"), (FieldType::String, "currency"));
    assert_eq!(of("year"), (FieldType::Integer, "year"));
    assert_eq!(of("direction").0, FieldType::String);
    assert_eq!(of("benefit"), (FieldType::Boolean, "boolean"));
    assert_eq!(of("expirationDate"), (FieldType::Date, "date"));
    assert_eq!(of("contractUrl"), (FieldType::String, "url"));
    assert_eq!(field("status").constraints.lawful, ["Чинний", "Скасований"]);
    assert!(!field("contractUrl").constraints.required && field("subOrgOfName").constraints.required);
    assert_eq!(standard.schema.primary_key, ["uid"]);
}

#[test]
fn nothing_is_copied_from_descriptions() {
    let standard = annex(&[]);

    assert_eq!(standard.descriptions["bookAmountValue"].uk, "Лише число, без назви валюти.");
    assert!(!document(&standard).contains("Літерний код\""));
}

#[test]
fn a_document_reads_back_as_it_was() {
    let standard = annex(&[]);

    let loaded = Standards::from_json([("40.json", document(&standard))]).expect("a good document");

    assert_eq!(loaded.all(), [standard]);
}

#[test]
fn a_table_schema_keeps_its_constraints() {
    let text = r#"{"resources": [
        {"name": "trees", "schema": {"primaryKey": ["id"], "fields": [
            {"name": "id", "type": "string", "title": "Номер"},
            {"name": "height", "type": "number", "title": "Висота", "constraints": {"required": true, "minimum": 1, "maximum": 50}},
            {"name": "state", "type": "string", "constraints": {"enum": ["добрий", "поганий"], "pattern": "[а-я]+"}}
        ]}},
        {"name": "readme", "path": "readme.md"}
    ]}"#;

    let tables = read_schema(text).expect("a schema");
    let standard = import(origin("city/trees"), &tables[0], &[]);

    assert_eq!((tables.len(), tables[0].name.as_deref()), (1, Some("trees")));
    let height = &standard.schema.field("height").expect("the field").constraints;
    assert_eq!((height.minimum.as_deref(), height.maximum.as_deref(), height.required), (Some("1"), Some("50"), true));
    let state = &standard.schema.field("state").expect("the field").constraints;
    assert_eq!((state.lawful.len(), state.pattern.as_deref()), (2, Some("[а-я]+")));
    assert_eq!(standard.schema.primary_key, ["id"]);
}

#[test]
fn csvw_as_the_w3c_has_it_is_read_too() {
    let text = r#"{"@context": "http://www.w3.org/ns/csvw", "tables": [{"url": "trees.csv", "tableSchema": {"columns": [
        {"name": "height", "titles": {"uk": "Висота", "en": "Height"}, "datatype": {"base": "decimal", "minimum": 0}, "required": true},
        {"titles": ["Порода"]}
    ]}}]}"#;

    let standard = import(origin("city/trees"), &read_schema(text).expect("a schema")[0], &[]);

    let height = &standard.schema.fields[0];
    assert_eq!(
        (height.title.uk.as_str(), height.title.en.as_str(), height.field_type),
        ("Висота", "Height", FieldType::Number)
    );
    assert_eq!(height.constraints.minimum.as_deref(), Some("0"));
    assert_eq!(standard.schema.fields[1].title.uk, "Порода");
}

#[test]
fn rows_that_list_columns_are_a_schema() {
    let row = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<String>>();

    let table = read_csv_rows(&[
        row(&["name", "title", "description", "datatype", "required"]),
        row(&["uid", "№ з/п", "Номер", "string", "TRUE"]),
        row(&["", "", "", "", ""]),
    ])
    .expect("a schema");

    assert_eq!(table.fields.len(), 1);
    assert!(table.fields[0].constraints.required);
}

#[test]
fn what_is_no_schema_is_refused() {
    assert!(read_schema("[1, 2]").is_err());
    assert!(read_schema("{}").is_err());
    assert!(read_schema("name,title").is_err());
    assert!(read_schema(r#"{"fields": [{"type": "string"}]}"#).is_err());
    assert!(read_csv_rows(&[vec!["a".to_owned()]]).is_err());
}
