//! The commands that need no server, as a script sees them: exit codes, standard output, files.

use std::{
    fs,
    path::{Path, PathBuf},
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

fn write(folder: &Path, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
    let path = folder.join(name);
    fs::write(&path, bytes).expect("the temporary folder can be written");
    path
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).expect("standard output is one JSON document")
}

#[test]
fn a_clean_file_is_checked_with_exit_code_0() {
    let folder = folder();
    write(folder.path(), "stops.csv", "id,name\n1,Вокзал\n2,Парк\n");

    let output = vidkryto(folder.path(), &["check", "stops.csv", "--json"]);

    let report = json(&output);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!((&report["schema"], &report["tables"][0]["rows"]), (&Value::from(1), &Value::from(2)));
    assert_eq!(report["sha256"].as_str().map(str::len), Some(64));
}

#[test]
fn a_dirty_file_names_the_line_where_the_record_starts() {
    let folder = folder();
    write(folder.path(), "stops.csv", "id,name,opened\n1,\"Вокзал\nцентральний\",01.02.2024\n2,Парк,15.03.2024\n");

    let output = vidkryto(folder.path(), &["check", "stops.csv", "--json"]);

    let report = json(&output);
    let findings = report["tables"][0]["findings"].as_array().expect("a list");
    let dates = findings.iter().find(|finding| finding["fix"]["id"] == "dates").expect("the dates are found");
    assert_eq!(output.status.code(), Some(1));
    assert_eq!((&dates["count"], &dates["field"]), (&Value::from(2), &Value::from("opened")));
    let rows: Vec<_> = dates["examples"].as_array().expect("a list").iter().map(|example| &example["row"]).collect();
    assert_eq!(rows, [&Value::from(2), &Value::from(4)]);
}

#[test]
fn an_unreadable_file_is_told_in_both_languages_with_exit_code_2() {
    let folder = folder();
    write(folder.path(), "empty.csv", "");

    let output = vidkryto(folder.path(), &["check", "empty.csv", "--json"]);

    let report = json(&output);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(report["error"]["kind"], "empty");
    assert!(report["error"]["message"]["uk"].is_string() && report["error"]["message"]["en"].is_string());
}

#[test]
fn wrong_usage_ends_with_64() {
    let folder = folder();
    write(folder.path(), "a.csv", "a\n1\n");

    let codes = [
        vidkryto(folder.path(), &["check"]).status.code(),
        vidkryto(folder.path(), &["convert", "a.csv", "--to", "doc"]).status.code(),
        vidkryto(folder.path(), &["convert", "a.csv", "--to", "csv", "--table", "nowhere"]).status.code(),
        vidkryto(folder.path(), &["check", "a.csv", "--standard", "nowhere"]).status.code(),
    ];

    assert_eq!(codes, [Some(64); 4]);
}

#[test]
fn convert_as_text_keeps_every_value_and_fix_mends_them() {
    let folder = folder();
    write(folder.path(), "sums.csv", "code;paid;sum\n007;01.02.2024; 12,50 \n");

    let as_text = vidkryto(folder.path(), &["convert", "sums.csv", "--to", "csv", "--as-text"]);
    let fixed = vidkryto(folder.path(), &["convert", "sums.csv", "--to", "csv", "--fix"]);

    assert_eq!(String::from_utf8_lossy(&as_text.stdout), "code,paid,sum\n007,01.02.2024,\" 12,50 \"\n");
    assert_eq!(String::from_utf8_lossy(&fixed.stdout), "code,paid,sum\n007,2024-02-01,12.50\n");
}

#[test]
fn convert_as_text_keeps_the_header_as_it_stands_and_tells_what_was_lost() {
    let folder = folder();
    write(folder.path(), "parks.csv", "Назва парку,x,x\nГлоби,1,2\nСад,3,4,зайве\nСквер,5\nЛіс,6,7\nГай,8,9\n");

    let output = vidkryto(folder.path(), &["convert", "parks.csv", "--to", "csv", "--as-text"]);

    let text = String::from_utf8_lossy(&output.stdout);
    assert_eq!(text, "Назва парку,x,x,column_4\nГлоби,1,2,\nСад,3,4,зайве\nСквер,5,,\nЛіс,6,7,\nГай,8,9,\n");
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(told.contains("1 row hold more values than the table has columns"), "{told}");
    assert!(told.contains("1 row have fewer cells than the table has columns"), "{told}");
}

#[test]
fn all_tables_of_a_workbook_go_to_a_folder() {
    let folder = folder();
    let mut workbook = rust_xlsxwriter::Workbook::new();
    for name in ["stops", "routes"] {
        let sheet = workbook.add_worksheet().set_name(name).expect("a lawful name");
        sheet.write(0, 0, "id").expect("a cell").write(1, 0, 1).expect("a cell").write(2, 0, 2).expect("a cell");
    }
    workbook.save(folder.path().join("city.xlsx")).expect("the workbook can be saved");

    let output = vidkryto(folder.path(), &["convert", "city.xlsx", "--to", "ndjson", "--all", "--out", "out"]);

    assert_eq!(output.status.code(), Some(0));
    for name in ["stops", "routes"] {
        let text = fs::read_to_string(folder.path().join(format!("out/{name}.ndjson"))).expect("a file for each table");
        assert_eq!(text, "{\"id\":1}\n{\"id\":2}\n");
    }
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let folder = folder();
    let rows: Vec<_> = (0..200_000).map(|row| format!("{row},Вокзал")).collect();
    write(folder.path(), "long.csv", format!("id,name\n{}\n", rows.join("\n")));
    let script = format!("set -o pipefail; '{}' convert long.csv --to csv | head -n 1", env!("CARGO_BIN_EXE_vidkryto"));

    let output = Command::new("bash").current_dir(folder.path()).args(["-c", &script]).output().expect("bash runs");

    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]));
}

#[test]
fn a_copy_is_restored_only_into_an_empty_folder() {
    let folder = folder();
    let added = Command::new("bash")
        .current_dir(folder.path())
        .args(["-c", &format!("'{}' admin --data live import-publishers", env!("CARGO_BIN_EXE_vidkryto"))])
        .output()
        .expect("bash runs");

    let copied = vidkryto(folder.path(), &["backup", "--data", "live", "copy"]);
    let restored = vidkryto(folder.path(), &["restore", "copy", "--data", "again"]);
    let refused = vidkryto(folder.path(), &["restore", "copy", "--data", "again"]);

    assert!(added.status.success() && copied.status.success() && restored.status.success());
    assert!(!refused.status.success());
    assert!(String::from_utf8_lossy(&refused.stderr).contains("not empty"));
}

#[test]
fn a_damaged_copy_is_refused_before_anything_is_written() {
    let folder = folder();
    assert!(vidkryto(folder.path(), &["admin", "--data", "live", "import-publishers"]).status.success());
    assert!(vidkryto(folder.path(), &["backup", "--data", "live", "copy"]).status.success());
    let database = folder.path().join("copy/vidkryto.sqlite");
    let mut bytes = fs::read(&database).expect("the copy has a database");
    bytes[200] ^= 1;
    fs::write(&database, bytes).expect("the copy can be written");

    let refused = vidkryto(folder.path(), &["restore", "copy", "--data", "again"]);

    assert!(!refused.status.success());
    assert!(!folder.path().join("again").exists());
}

#[test]
fn a_recipe_is_written_read_aloud_and_applied_to_the_next_file() {
    let folder = folder();
    let recipe =
        r#"{"version":2,"steps":[{"fix":"values","field":"Район","with":{"values":{"шевч.":"Шевченківський"}}}]}"#;
    write(folder.path(), "own.json", recipe);
    write(folder.path(), "may.csv", "id,Район\n1,шевч.\n2,Соборний\n");
    write(folder.path(), "june.csv", "id,Район\n1,Соборний\n2,новий\n");

    let converted = vidkryto(
        folder.path(),
        &["convert", "may.csv", "--to", "csv", "--fix", "--recipe", "own.json", "--write-recipe", "kept.json"],
    );
    let aloud = vidkryto(folder.path(), &["recipe", "kept.json", "--language", "en"]);
    let before = vidkryto(folder.path(), &["check", "may.csv", "--recipe", "kept.json", "--json"]);
    write(folder.path(), "may.json", &before.stdout);
    let after =
        vidkryto(folder.path(), &["check", "june.csv", "--recipe", "kept.json", "--since", "may.json", "--json"]);

    assert_eq!(String::from_utf8_lossy(&converted.stdout), "id,Район\n1,Шевченківський\n2,Соборний\n");
    let sentences = String::from_utf8_lossy(&aloud.stdout).into_owned();
    assert!(sentences.contains("1. Replace values in the field “Район”: «шевч.» → «Шевченківський»."), "{sentences}");
    let news = &json(&after)["news"];
    assert_eq!(news["idle_steps"][0]["index"], 0);
    assert_eq!(
        (&news["unused_entries"][0]["value"], &news["spellings"][0]["value"]),
        (&"шевч.".into(), &"новий".into())
    );
}

#[test]
fn a_recipe_of_a_newer_program_is_refused() {
    let folder = folder();
    write(folder.path(), "new.json", r#"{"version":99}"#);
    write(folder.path(), "a.csv", "id,name\n1,а\n");

    let output = vidkryto(folder.path(), &["check", "a.csv", "--recipe", "new.json"]);

    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("version 99"));
}

#[test]
fn renamed_streets_are_told_with_their_decision() {
    let folder = folder();
    let list = "kind,from,to,since,source\nвулиця,Зразкова,Тиха,2024-02-01,рішення міської ради № 1\n";
    write(folder.path(), "streets.csv", list);
    write(folder.path(), "a.csv", "id,Вулиця\n1,вул. Зразкова\n2,вул. Січова\n");

    let output = vidkryto(folder.path(), &["check", "a.csv", "--street-renames", "streets.csv", "--json"]);

    let report = json(&output);
    let findings = report["tables"][0]["findings"].as_array().expect("a list");
    let told = findings.iter().find(|finding| finding["kind"] == "street-renamed").expect("it is told");
    assert!(told["message"]["uk"].as_str().expect("a sentence").contains("рішення міської ради № 1"));
    assert_eq!(told["fix"]["safety"], "suggestion");
}

#[test]
fn what_the_city_knows_of_its_places_travels_with_a_copy() {
    let folder = folder();
    write(folder.path(), "streets.csv", "kind,from,to,since,source\nвулиця,Зразкова,Тиха,2024-02-01,рішення № 1\n");
    assert!(vidkryto(folder.path(), &["admin", "--data", "live", "import-publishers"]).status.success());

    let imported = vidkryto(folder.path(), &["admin", "--data", "live", "import-street-renames", "streets.csv"]);
    let square = r#"{"type":"Polygon","coordinates":[[[34.8,48.3],[35.2,48.3],[35.2,48.6],[34.8,48.6],[34.8,48.3]]]}"#;
    write(folder.path(), "border.geojson", square);
    let of = ["--source", "вигаданий приклад", "--since", "2024-02-01"];
    let import = [&["admin", "--data", "live", "import-borders", "border.geojson"], &of[..]].concat();
    assert!(vidkryto(folder.path(), &import).status.success());
    let copied = vidkryto(folder.path(), &["backup", "--data", "live", "copy"]);
    let restored = vidkryto(folder.path(), &["restore", "copy", "--data", "again"]);

    assert!(imported.status.success() && copied.status.success() && restored.status.success());
    for name in ["street-renames.json", "borders.json"] {
        let list = |data: &str| fs::read(folder.path().join(data).join(name)).expect("the list is there");
        assert_eq!(list("live"), list("again"));
    }
}
