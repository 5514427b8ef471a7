//! `vidkryto standards import`: folders of annexes, CSVW and Frictionless schemas become documents of a pack.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context, bail};
use serde_json::{Value, json};
use standards::{
    Standard,
    import::{self, Origin, RawTable},
};
use tabular::{Message, Recipe, read};

use super::super::{output, tables};
use crate::{arguments::ImportArguments, local_file::LocalFile};

/// Folders that are looked through.
const FOLDERS_MAX: usize = 2_000;
/// Depth of folders below the one given.
const DEPTH_MAX: usize = 5;
/// Bytes of a schema.
const SCHEMA_BYTES_MAX: u64 = 8 << 20;
/// Tables beside a schema that are looked at for header rows.
const SHEETS_MAX: usize = 8;

/// Imports what is there; nothing is written where one schema cannot be read.
pub(super) fn run(arguments: &ImportArguments) -> anyhow::Result<ExitCode> {
    let mut schemas = Vec::new();
    if arguments.source.is_dir() {
        find(&arguments.source, 0, &mut schemas)?;
        schemas.sort();
        if schemas.is_empty() {
            bail!("{} holds no schema.json", arguments.source.display());
        }
    } else {
        schemas.push(arguments.source.clone());
    }
    let mut imported = Vec::new();
    for schema in &schemas {
        imported.extend(import_schema(schema, arguments)?);
    }
    let written = match &arguments.to {
        Some(folder) => write(&imported, folder, arguments.replace)?,
        None => 0,
    };
    report(&imported, written, arguments);
    Ok(ExitCode::SUCCESS)
}

fn find(folder: &Path, depth: usize, schemas: &mut Vec<PathBuf>) -> anyhow::Result<()> {
    if depth > DEPTH_MAX || schemas.len() > FOLDERS_MAX {
        bail!("{} holds too many folders", folder.display());
    }
    let entries = fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_lowercase();
        if path.is_dir() {
            find(&path, depth + 1, schemas)?;
        } else if matches!(name.as_str(), "schema.json" | "datapackage.json") {
            schemas.push(path);
        }
    }
    Ok(())
}

fn import_schema(path: &Path, arguments: &ImportArguments) -> anyhow::Result<Vec<Standard>> {
    let told = || format!("{} cannot be imported", path.display());
    let size = fs::metadata(path).with_context(told)?.len();
    if size > SCHEMA_BYTES_MAX {
        bail!("{}: larger than {SCHEMA_BYTES_MAX} bytes", path.display());
    }
    let text = fs::read_to_string(path).with_context(told)?;
    let raw = match import::read_schema(&text) {
        Ok(tables) => tables,
        // Beside a broken schema often stands the same as a table.
        Err(error) => match beside(path, "schema.csv").and_then(|rows| import::read_csv_rows(&rows).ok()) {
            Some(table) => vec![table],
            None => return Err(error).with_context(told),
        },
    };
    let headers = headers(path);
    let listed = beside(path, "schema.csv").and_then(|rows| import::read_csv_rows(&rows).ok());
    let several = raw.len() > 1;
    let standards = raw.into_iter().enumerate().map(|(place, table)| {
        let place = several.then_some(place + 1);
        let mut headers = if several { Vec::new() } else { headers.clone() };
        if let Some(listed) = listed.as_ref().filter(|_| !several) {
            headers.push(listed.fields.iter().map(|field| field.name.clone()).collect());
        }
        import::import(origin(path, &table, place, arguments), &table, &headers)
    });
    Ok(standards.collect())
}

/// Rows of a small table beside the schema, its header first.
fn beside(schema: &Path, name: &str) -> Option<Vec<Vec<String>>> {
    let engine = tables::engine(None, None).ok()?;
    let file = LocalFile::new(&schema.with_file_name(name)).ok()?;
    let reading = read::read(&file, &Recipe::empty().reading, &engine.limits).ok()?;
    let mut rows = vec![reading.tables.first()?.headers.clone()];
    let mut reader = read::open_table(&file, &reading, 0, &engine.limits).ok()?;
    while let Some(batch) = reader.next_batch().ok()? {
        let cell = |row: usize, column: usize| batch.columns[column].value(row).to_owned();
        rows.extend((0..batch.rows()).map(|row| (0..batch.columns.len()).map(|column| cell(row, column)).collect()));
    }
    Some(rows)
}

/// Header rows of the template and the filled example beside a schema.
fn headers(schema: &Path) -> Vec<Vec<String>> {
    let Ok(engine) = tables::engine(None, None) else { return Vec::new() };
    let Some(Ok(entries)) = schema.parent().map(fs::read_dir) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    let is_sheet = |path: &PathBuf| {
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        matches!(ending, "xlsx" | "csv") && stem != "schema"
    };
    let read = |path: PathBuf| {
        let file = LocalFile::new(&path).ok()?;
        let reading = read::read(&file, &Recipe::empty().reading, &engine.limits).ok()?;
        reading.tables.into_iter().next().map(|table| table.headers)
    };
    paths.into_iter().filter(is_sheet).take(SHEETS_MAX).filter_map(read).collect()
}

fn origin(path: &Path, table: &RawTable, place: Option<usize>, arguments: &ImportArguments) -> Origin {
    let folder_name = |path: Option<&Path>| {
        path.and_then(Path::file_name).and_then(|name| name.to_str()).unwrap_or_default().trim().to_owned()
    };
    let folder = folder_name(path.parent());
    let annex_folder = folder_name(path.parent().and_then(Path::parent));
    let annex = annex_of(&annex_folder);
    let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    let own = table.name.clone().filter(|name| !name.trim().is_empty());
    let name = match (own, &annex, stem) {
        (Some(own), ..) => own,
        (None, Some(_), _) | (None, None, "schema" | "datapackage") => folder,
        (None, None, stem) => stem.to_owned(),
    };
    let name: String = name.trim().chars().filter(|sign| sign.is_alphanumeric() || matches!(sign, '-' | '_')).collect();
    let name = match place.filter(|_| name.is_empty()) {
        Some(place) => format!("table{place}"),
        None => name,
    };
    let (id, title) = match &annex {
        Some((number, title)) => (format!("{}/{number}/{name}", arguments.prefix), format!("{title}: {name}")),
        None => (format!("{}/{name}", arguments.prefix), table.title.clone().unwrap_or_else(|| name.clone())),
    };
    let official = annex.as_ref().filter(|_| arguments.prefix.starts_with("ua-835")).map(|(number, _)| {
        format!(
            "Рекомендації щодо структури наборів даних до постанови КМУ від 21.10.2015 № 835, додаток {number}, таблиця {name}; \
             https://github.com/HubashovD/amendments-835-rec (20.01.2025). Назви, типи та обов’язковість — офіційні; описи \
             написано заново."
        )
    });
    let source = arguments.about.clone().or(official).unwrap_or_else(|| format!("Імпортовано: {name}"));
    let title = Message::new(title.clone(), title);
    Origin { id, title, annex: annex.map(|(number, _)| number), edition: arguments.edition.clone(), source }
}

/// `Додаток_36_Дані_про_паркування`: 36 and the words behind.
fn annex_of(folder: &str) -> Option<(u32, String)> {
    let rest = folder.strip_prefix("Додаток_").or_else(|| folder.strip_prefix("annex_"))?;
    let (number, title) = rest.split_once('_')?;
    Some((number.parse().ok()?, title.replace('_', " ").trim().to_owned()))
}

fn write(imported: &[Standard], folder: &Path, replace: bool) -> anyhow::Result<usize> {
    fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    let mut written = 0;
    for standard in imported {
        let mut parts: Vec<&str> = standard.id.split('/').skip(1).collect();
        if parts.is_empty() {
            parts.push(&standard.id);
        }
        let path = folder.join(format!("{}.json", parts.join("-")));
        if replace || !path.exists() {
            let text = import::document(standard);
            fs::write(&path, text).with_context(|| format!("{} cannot be written", path.display()))?;
            written += 1;
        }
    }
    Ok(written)
}

fn report(imported: &[Standard], written: usize, arguments: &ImportArguments) {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for repair in imported.iter().flat_map(|standard| &standard.repairs) {
        *counts.entry(repair.defect.as_str()).or_default() += 1;
    }
    let fields: usize = imported.iter().map(|standard| standard.schema.fields.len()).sum();
    if arguments.json {
        let table = |standard: &Standard| json!({ "id": standard.id, "fields": standard.schema.fields.len(), "repairs": standard.repairs });
        let tables: Vec<Value> = imported.iter().map(table).collect();
        output::line(&json!({ "schema": 1, "written": written, "repairs": counts, "tables": tables }).to_string());
        return;
    }
    for standard in imported {
        output::line(&format!("{}: полів {}", standard.id, standard.schema.fields.len()));
        for repair in &standard.repairs {
            output::line(&format!(
                "  {} {}: {} → {} ({})",
                repair.defect, repair.field, repair.was, repair.now, repair.why.uk
            ));
        }
    }
    let kinds: Vec<String> = counts.iter().map(|(defect, count)| format!("{defect} {count}")).collect();
    output::line(&format!(
        "Таблиць {}, полів {fields}, записано документів {written}; виправлень: {}.",
        imported.len(),
        kinds.join(", ")
    ));
}
