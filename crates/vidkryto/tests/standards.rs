//! `vidkryto standards` and the standard that `check` proposes, as a script sees them.

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

use serde_json::Value;

fn vidkryto(folder: &Path, arguments: &[&str]) -> Output {
    let command = Command::new(env!("CARGO_BIN_EXE_vidkryto")).current_dir(folder).args(arguments).output();
    command.expect("the binary was built for this test")
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a temporary folder can be made")
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).expect("standard output is one JSON document")
}

#[test]
fn all_tables_of_the_annexes_are_listed() {
    let folder = folder();

    let list = json(&vidkryto(folder.path(), &["standards", "list", "--json"]));

    let standards = list["standards"].as_array().expect("a list");
    let fields: u64 = standards.iter().filter_map(|standard| standard["fields"].as_u64()).sum();
    assert_eq!((standards.len(), fields), (109, 1985));
}

#[test]
fn what_is_shown_can_be_imported_again() {
    let folder = folder();
    let shown = vidkryto(folder.path(), &["standards", "show", "36/parking", "--json"]);
    fs::write(folder.path().join("schema.json"), &shown.stdout).expect("written");

    let imported =
        json(&vidkryto(folder.path(), &["standards", "import", "schema.json", "--prefix", "misto", "--json"]));

    assert_eq!(json(&shown)["id"], "ua-835-2025/36/parkingLots");
    assert_eq!(imported["tables"][0]["fields"], 29);
}

#[test]
fn a_template_is_checked_with_exit_code_0_or_only_warnings() {
    let folder = folder();
    let made = vidkryto(folder.path(), &["standards", "template", "parking", "--to", "xlsx", "--out", "parking.xlsx"]);

    let report = json(&vidkryto(folder.path(), &["check", "parking.xlsx", "--standard", "parking", "--json"]));

    let findings = report["tables"][0]["findings"].as_array().expect("a list");
    assert_eq!(made.status.code(), Some(0));
    assert!(findings.iter().all(|finding| finding["severity"] != "error"), "{findings:?}");
}

#[test]
fn a_table_under_other_headers_is_told_its_standard() {
    let folder = folder();
    let table = "№ з/п,Тип,Широта,Довгота,Код КАТОТТГ,Вулиця,Номер будинку,Назва оператора,Кількість місць,Вартість паркування,\
        Тип оплати,Графік роботи,Кількість паркоматів\n\
        1,Відведений,48.467,35.04,UA12020010010037010,вул. Прикладна,1,КП «Приклад»,10,20,Готівковий,Пн-Пт 09:00-17:00,1\n";
    fs::write(folder.path().join("park.csv"), table).expect("written");

    let report = json(&vidkryto(folder.path(), &["check", "park.csv", "--json"]));

    let proposal = &report["tables"][0]["proposal"];
    assert_eq!(proposal["standard"], "ua-835-2025/36/parkingLots", "{report}");
    let mapped = proposal["mapping"].as_array().expect("a list");
    let lat = mapped.iter().find(|mapped| mapped["field"] == "lat").expect("the latitude is mapped");
    assert_eq!((&lat["column"], &lat["index"]), (&Value::from("Широта"), &Value::from(2)));
}

#[test]
fn a_table_of_something_else_gets_no_proposal() {
    let folder = folder();
    fs::write(folder.path().join("rates.csv"), "Показник,2021,2022\nДоходи,10,20\nВидатки,30,40\n").expect("written");

    let report = json(&vidkryto(folder.path(), &["check", "rates.csv", "--json"]));

    assert!(report["tables"][0].get("proposal").is_none());
}

#[test]
fn annexes_become_documents_and_what_is_there_stays() {
    let folder = folder();
    let annex = folder.path().join("Додаток_90_Дані_про_дерева/trees");
    fs::create_dir_all(&annex).expect("a folder");
    let schema = r#"{"tableSchema": {"columns": [
        {"name": "uid", "title": "Ідентифікатор", "datatype": "string", "required": true},
        {"name": "heightDuaration", "title": "Висота", "datatype": "decimal"}
    ]}}"#;
    fs::write(annex.join("schema.json"), schema).expect("written");

    let first =
        json(&vidkryto(folder.path(), &["standards", "import", ".", "--to", "out", "--prefix", "misto", "--json"]));
    let second =
        json(&vidkryto(folder.path(), &["standards", "import", ".", "--to", "out", "--prefix", "misto", "--json"]));

    let document: Value =
        serde_json::from_str(&fs::read_to_string(folder.path().join("out/90-trees.json")).expect("a document"))
            .expect("JSON");
    assert_eq!((&first["written"], &second["written"]), (&Value::from(1), &Value::from(0)));
    assert_eq!(document["id"], "misto/90/trees");
    assert_eq!(document["fields"][1]["name"], "heightDuration");
    assert_eq!(document["fields"][1]["aliases"][0], "heightDuaration");
}

#[test]
fn an_unknown_standard_and_a_broken_schema_are_told() {
    let folder = folder();
    fs::write(folder.path().join("schema.json"), "{}").expect("written");

    assert_eq!(vidkryto(folder.path(), &["standards", "show", "nothing"]).status.code(), Some(64));
    let broken = vidkryto(folder.path(), &["standards", "import", "schema.json"]);
    assert_eq!(broken.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&broken.stderr).contains("cannot be imported"));
}
