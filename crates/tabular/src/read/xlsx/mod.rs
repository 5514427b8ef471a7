//! Workbooks (XLSX): every visible sheet with values is a table; what else the file carries goes to the screen.

mod merges;
mod number;
mod outside;
mod package;
mod rows;
mod sheet;
mod strings;
mod styles;
mod survey;
mod table;
mod workbook;
mod xml;

pub(super) use self::rows::SheetRows;
use self::{
    outside::Outside,
    package::Package,
    sheet::{Lookup, SheetReader, SheetRow, letters},
    survey::Survey,
    table::{SheetTable, table_of},
    workbook::{Sheet, Workbook},
};
use super::{
    container::{self, unsupported},
    name::{is_generic, stem, table_name, unique},
    note::{plural, remark},
    scan::{Scan, read_full},
};
use crate::{
    Container, Finding, Limits, Message, Reading, Severity, Source, TableReading, Unreadable, finding::EngineError,
    recipe::ReadingChoices,
};

/// Bytes of a compound file looked through for the names of its streams.
const COMPOUND_BYTES: usize = 8 << 20;

/// Reads the structure of a workbook.
pub(super) fn read(
    source: &dyn Source,
    scan: &Scan,
    choices: &ReadingChoices,
    limits: &Limits,
) -> Result<Reading, EngineError> {
    let mut package = Package::open(source.open()?, limits)?;
    if !package.has("xl/workbook.xml") {
        return Err(other_archive(&package).into());
    }
    let workbook = Workbook::read(&mut package, limits)?;
    let mut outside = Outside::default();
    let mut tables = Vec::new();
    let mut hidden = Vec::new();
    for sheet in &workbook.sheets {
        if sheet.hidden {
            if take_hidden(&mut package, &workbook, sheet, &mut outside, limits)? {
                hidden.push(sheet.name.clone());
            }
            continue;
        }
        let survey = match open_sheet(&mut package, &workbook, sheet, limits)? {
            Some(reader) => Survey::take(reader, limits.examples_max)?,
            None => continue,
        };
        if survey.is_empty() {
            continue;
        }
        if tables.len() >= limits.tables_max {
            return Err(too_many_tables(limits.tables_max).into());
        }
        tables.push(table_of(sheet, survey, &names(sheet, source), choices, limits, &mut outside)?);
    }
    outside.take_parts(&mut package, limits)?;
    let mut notes = hidden_note(&hidden).into_iter().chain(outside.note()).collect::<Vec<_>>();
    let mut tables = named(tables, source);
    tables.retain(|table| !choices.skipped_tables.contains(&table.name));
    if let Some(first) = tables.first_mut() {
        first.notes.append(&mut notes);
    }
    Ok(Reading {
        container: Container::Xlsx,
        encoding: None,
        dialect: None,
        tables,
        outside: outside.texts,
        sha256: scan.sha256.clone(),
    })
}

/// Judges a compound file by the names of its streams.
pub(super) fn compound_file(source: &dyn Source) -> Result<Unreadable, EngineError> {
    let mut bytes = vec![0; COMPOUND_BYTES];
    let read = read_full(&mut *source.open()?, &mut bytes)?;
    Ok(container::compound_file(&bytes[..read]))
}

fn open_sheet<'open>(
    package: &'open mut Package,
    workbook: &'open Workbook,
    sheet: &Sheet,
    limits: &Limits,
) -> Result<Option<SheetReader<'open, impl std::io::BufRead>>, EngineError> {
    let lookup = Lookup {
        strings: &workbook.strings,
        styles: &workbook.styles,
        system_1904: workbook.system_1904,
        drops_noise: false,
    };
    Ok(package.part(&sheet.part)?.map(|part| SheetReader::new(part, lookup, limits)))
}

/// Takes the texts of a hidden sheet; says whether it holds any.
fn take_hidden(
    package: &mut Package,
    workbook: &Workbook,
    sheet: &Sheet,
    outside: &mut Outside,
    limits: &Limits,
) -> Result<bool, EngineError> {
    let Some(mut reader) = open_sheet(package, workbook, sheet, limits)? else {
        return Ok(false);
    };
    let mut row = SheetRow::default();
    let mut any = false;
    while reader.next_row(&mut row)? {
        for (column, text, _) in row.cells() {
            any = true;
            if !outside.push(|| format!("{}!{}{}", sheet.name, letters(column), row.place), text) {
                return Ok(true);
            }
        }
    }
    Ok(any)
}

/// Names a table may end up with, so that choices find it: the sheet's, and the file's where the sheet's says nothing.
fn names(sheet: &Sheet, source: &dyn Source) -> Vec<String> {
    let file = is_generic(&sheet.name).then(|| table_name(stem(source.name()))).flatten();
    table_name(&sheet.name).into_iter().chain(file).collect()
}

/// Gives each table its name, unique in the file.
fn named(tables: Vec<SheetTable>, source: &dyn Source) -> Vec<TableReading> {
    let single = tables.len() == 1;
    let mut taken: Vec<String> = Vec::new();
    tables
        .into_iter()
        .map(|SheetTable { mut reading, has_title }| {
            let sheet = reading.sheet.clone().unwrap_or_default();
            let file = stem(source.name());
            let from = if single && is_generic(&sheet) { file } else { &sheet };
            let name = table_name(from).or_else(|| table_name(file)).unwrap_or_else(|| "table".to_owned());
            reading.name = unique(&name, &taken);
            taken.push(reading.name.clone());
            if !has_title {
                from.clone_into(&mut reading.title);
            }
            reading
        })
        .collect()
}

fn hidden_note(hidden: &[String]) -> Option<Finding> {
    if hidden.is_empty() {
        return None;
    }
    let count = hidden.len() as u64;
    let list = hidden.iter().take(10).map(|name| format!("«{name}»")).collect::<Vec<_>>().join(", ");
    let mut finding = remark(
        "hidden-sheet",
        Severity::Info,
        "sheets=visible",
        Message::new(
            format!(
                "У книзі {count} {}: {list}. Таблиць із них не зроблено, але вони лишаються в оригіналі файлу. Видаліть їх, якщо вони не для оприлюднення.",
                plural(count, "прихований аркуш", "приховані аркуші", "прихованих аркушів")
            ),
            format!(
                "The workbook has hidden sheets ({count}): {list}. No tables were made of them, but they stay in the original file. Delete them if they are not meant to be published."
            ),
        ),
    );
    finding.count = count;
    Some(finding)
}

fn other_archive(package: &Package) -> Unreadable {
    if package.has("xl/workbook.bin") {
        unsupported("XLSB")
    } else if package.has("word/document.xml") {
        unsupported("DOCX")
    } else if package.has("ppt/presentation.xml") {
        unsupported("PPTX")
    } else if package.has("content.xml") {
        unsupported("ODS (OpenDocument)")
    } else {
        Unreadable::new(
            "unsupported",
            "Це ZIP-архів, а не таблиця. Розпакуйте його й завантажте файли XLSX або CSV окремо.",
            "This is a ZIP archive, not a table. Unpack it and upload its XLSX or CSV files one by one.",
        )
    }
}

fn too_many_tables(most: usize) -> Unreadable {
    Unreadable::new(
        "too-many-tables",
        format!("У книзі понад {most} аркушів із таблицями. Поділіть її на кілька файлів."),
        format!("The workbook has more than {most} sheets with tables. Split it into several files."),
    )
}
