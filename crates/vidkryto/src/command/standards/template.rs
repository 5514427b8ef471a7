//! Templates: a header, typed columns, hints, lists and one invented row.

use std::{
    fs::File,
    io::{self, Write},
};

use anyhow::Context;
use rust_xlsxwriter::{DataValidation, ExcelDateTime, Format, Formula, Note, Workbook, Worksheet};
use serde_json::{Map, Value, json};
use standards::{Standard, template::example_row};
use tabular::{Field, FieldType};

use crate::arguments::{TemplateArguments, TemplateFormat};

/// Rows below the header that have lists.
const LISTED_ROWS: u32 = 10_000;
/// Characters of all values that a list may hold inside the cell's rule; longer ones stand on a sheet of their own.
const LIST_CHARACTERS_MAX: usize = 255;
/// Sheet of long lists.
const LISTS: &str = "Списки";
/// Width of a column in characters.
const WIDTH: f64 = 22.0;

/// Writes a template.
pub(super) fn write(standard: &Standard, arguments: &TemplateArguments) -> anyhow::Result<()> {
    let bytes = match arguments.to {
        TemplateFormat::Xlsx => workbook(standard)?,
        TemplateFormat::Csv => csv(standard).into_bytes(),
        TemplateFormat::Json => json_rows(standard).into_bytes(),
    };
    match &arguments.out {
        Some(path) => {
            let mut file = File::create(path).with_context(|| format!("{} cannot be written", path.display()))?;
            file.write_all(&bytes).with_context(|| format!("{} cannot be written", path.display()))
        }
        None => Ok(io::stdout().lock().write_all(&bytes)?),
    }
}

fn csv(standard: &Standard) -> String {
    let cell = |text: &str| {
        let is_plain = !text.contains([',', '"', '\n', '\r']);
        if is_plain { text.to_owned() } else { format!("\"{}\"", text.replace('"', "\"\"")) }
    };
    let line = |cells: &mut dyn Iterator<Item = &str>| cells.map(cell).collect::<Vec<_>>().join(",");
    let row = example_row(standard);
    let header = line(&mut standard.schema.fields.iter().map(|field| field.name.as_str()));
    format!("{header}\n{}\n", line(&mut row.iter().map(String::as_str)))
}

fn json_rows(standard: &Standard) -> String {
    let mut object = Map::new();
    for (field, text) in standard.schema.fields.iter().zip(example_row(standard)) {
        let value = match field.field_type {
            FieldType::Boolean => json!(text == "true"),
            FieldType::Integer | FieldType::Number => serde_json::from_str(&text).unwrap_or(Value::String(text)),
            _ => Value::String(text),
        };
        object.insert(field.name.clone(), value);
    }
    format!("[\n{}\n]\n", Value::Object(object))
}

fn workbook(standard: &Standard) -> anyhow::Result<Vec<u8>> {
    let mut workbook = Workbook::new();
    let name = standard.id.rsplit('/').next().unwrap_or(&standard.id);
    let mut lists = Lists::default();
    {
        let sheet = workbook.add_worksheet();
        sheet.set_name(name.chars().take(31).collect::<String>())?;
        sheet.set_freeze_panes(1, 0)?;
        let row = example_row(standard);
        for (column, (field, text)) in (0_u16..).zip(standard.schema.fields.iter().zip(&row)) {
            write_column(sheet, column, standard, field, text, &mut lists)?;
        }
    }
    lists.write(&mut workbook)?;
    Ok(workbook.save_to_buffer()?)
}

fn write_column(
    sheet: &mut Worksheet,
    column: u16,
    standard: &Standard,
    field: &Field,
    example: &str,
    lists: &mut Lists,
) -> anyhow::Result<()> {
    let header = Format::new().set_bold().set_text_wrap();
    sheet.write_string_with_format(0, column, &field.name, &header)?;
    sheet.insert_note(0, column, &note(standard, field))?;
    let format = Format::new().set_num_format(cell_format(field.field_type));
    sheet.set_column_width(column, WIDTH)?;
    sheet.set_column_format(column, &format)?;
    write_cell(sheet, column, field.field_type, example, &format)?;
    if let Some(rule) = rule(field, lists)? {
        sheet.add_data_validation(1, column, LISTED_ROWS, column, &rule)?;
    }
    Ok(())
}

/// Text stays text, so that `00123` keeps its zeros.
fn cell_format(field_type: FieldType) -> &'static str {
    match field_type {
        FieldType::String => "@",
        FieldType::Integer => "0",
        FieldType::Date => "yyyy-mm-dd",
        FieldType::Datetime => "yyyy-mm-dd hh:mm",
        FieldType::Time => "hh:mm",
        FieldType::Number | FieldType::Boolean => "General",
    }
}

fn write_cell(
    sheet: &mut Worksheet,
    column: u16,
    field_type: FieldType,
    example: &str,
    format: &Format,
) -> anyhow::Result<()> {
    let moment = match field_type {
        FieldType::Date | FieldType::Datetime | FieldType::Time => ExcelDateTime::parse_from_str(example).ok(),
        _ => None,
    };
    match (field_type, moment, example.parse::<f64>()) {
        (_, Some(moment), _) => sheet.write_datetime_with_format(1, column, &moment, format)?,
        (FieldType::Integer | FieldType::Number, _, Ok(number)) => {
            sheet.write_number_with_format(1, column, number, format)?
        }
        (FieldType::Boolean, ..) => sheet.write_boolean_with_format(1, column, example == "true", format)?,
        _ => sheet.write_string_with_format(1, column, example, format)?,
    };
    Ok(())
}

fn note(standard: &Standard, field: &Field) -> Note {
    let required =
        if field.constraints.required { "Обов’язкове." } else { "Може бути порожнім." };
    let hint = standard.descriptions.get(&field.name).map_or("", |hint| hint.uk.as_str());
    let text = format!("{}\n{hint}\n{required}", field.title.uk);
    Note::new(text).set_width(260).set_height(110).add_author_prefix(false)
}

fn rule(field: &Field, lists: &mut Lists) -> anyhow::Result<Option<DataValidation>> {
    let values: Vec<String> = match field.field_type {
        FieldType::Boolean => vec!["TRUE".to_owned(), "FALSE".to_owned()],
        // A number in a list of texts would be told wrong by the spreadsheet.
        FieldType::String => field.constraints.lawful.clone(),
        _ => return Ok(None),
    };
    if values.is_empty() {
        return Ok(None);
    }
    let characters = values.iter().map(|value| value.chars().count() + 1).sum::<usize>();
    // A comma inside a value would cut it in two.
    let is_short = characters <= LIST_CHARACTERS_MAX && !values.iter().any(|value| value.contains(','));
    let rule = DataValidation::new();
    Ok(Some(if is_short {
        rule.allow_list_strings(&values)?
    } else {
        rule.allow_list_formula(Formula::new(lists.add(values)))
    }))
}

/// Lists that are too long for a cell's rule.
#[derive(Default)]
struct Lists(Vec<Vec<String>>);

impl Lists {
    /// Keeps a list; answers the range where it will stand.
    fn add(&mut self, values: Vec<String>) -> String {
        let column = rust_xlsxwriter::utility::column_number_to_name(u16::try_from(self.0.len()).unwrap_or_default());
        let range = format!("='{LISTS}'!${column}$1:${column}${}", values.len());
        self.0.push(values);
        range
    }

    fn write(&self, workbook: &mut Workbook) -> anyhow::Result<()> {
        if self.0.is_empty() {
            return Ok(());
        }
        let sheet = workbook.add_worksheet();
        sheet.set_name(LISTS)?.set_hidden(true);
        for (column, values) in (0_u16..).zip(&self.0) {
            for (row, value) in (0_u32..).zip(values) {
                sheet.write_string(row, column, value)?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::io::sink;

    use standards::Standards;
    use tabular::{Finding, Recipe, Severity, build::build_table};

    use super::*;
    use crate::{command::tables, portal};

    /// Errors that a written template has against its own standard, as (kind, field).
    fn errors(standard: &Standard, bytes: &[u8], ending: &str) -> Vec<(String, Option<String>)> {
        let file = tempfile::Builder::new().suffix(ending).tempfile().expect("a temporary file");
        std::fs::write(file.path(), bytes).expect("written");
        let engine = tables::engine(None).expect("an engine");
        let recipe = Recipe::empty();
        let opened =
            tables::open(file.path(), &engine, &recipe).unwrap_or_else(|_| panic!("{}: not read back", standard.id));
        let analysis = opened.analyse(&engine, 0, &recipe, Some(&standard.schema)).expect("analysed");
        let built = build_table(
            &engine,
            &*opened.file,
            &opened.reading,
            0,
            &recipe,
            &analysis,
            &tables::scratch(),
            &mut sink(),
            &|_| true,
        )
        .expect("built");
        // The made-up people of an example row are people to the screen.
        let is_of_form = |finding: &Finding| !finding.kind.starts_with("personal-");
        let errors = built.report.findings.into_iter().filter(|finding| finding.severity == Severity::Error);
        let errors = errors.filter(is_of_form);
        errors.map(|finding| (finding.kind, finding.field)).collect()
    }

    fn all() -> std::sync::Arc<Standards> {
        portal::standards().expect("the pack's standards")
    }

    #[test]
    fn every_workbook_template_passes_its_own_standard() {
        for standard in all().all() {
            let bytes = workbook(standard).expect("a workbook");

            assert_eq!(errors(standard, &bytes, ".xlsx"), [], "{}", standard.id);
        }
    }

    #[test]
    fn every_csv_template_passes_its_own_standard() {
        for standard in all().all() {
            assert_eq!(errors(standard, csv(standard).as_bytes(), ".csv"), [], "{}", standard.id);
        }
    }

    #[test]
    fn a_json_template_keeps_text_as_text_and_numbers_as_numbers() {
        let standards = all();
        let parking = standards.find("36/parkingLots").expect("the standard of parking lots");

        let rows: Value = serde_json::from_str(&json_rows(parking)).expect("JSON");

        assert_eq!(rows[0]["addressPostCode"], "49000");
        assert_eq!(rows[0]["lotQuantity"], 10);
        assert_eq!(rows[0].as_object().map(serde_json::Map::len), Some(parking.schema.fields.len()));
    }
}
