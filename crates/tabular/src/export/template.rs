//! Templates of a schema, for people to fill in: a header, typed columns, hints, lists and one row of examples.

use std::collections::BTreeMap;

use rust_xlsxwriter::{
    DataValidation, DocProperties, ExcelDateTime, Format, Formula, Note, Workbook, Worksheet, XlsxError,
};
use serde_json::{Map, Value, json};

use super::xlsx::{failure, sheet_name};
use crate::{Field, FieldType, Message, TableSchema, finding::EngineError};

/// Rows below the header that have lists.
const LISTED_ROWS: u32 = 10_000;
/// Characters of all values that a list may hold inside the cell's rule; longer ones stand on a sheet of their own.
const LIST_CHARACTERS_MAX: usize = 255;
/// Sheet of long lists.
const LISTS: &str = "Списки";
/// Width of a column in characters.
const WIDTH: f64 = 22.0;

/// What a template is made from.
#[derive(Debug, Clone)]
pub struct Template<'a> {
    /// Name of the table, for the sheet.
    pub name: &'a str,
    /// The schema.
    pub schema: &'a TableSchema,
    /// What fields hold, by name.
    pub hints: &'a BTreeMap<String, Message>,
    /// One row of values, in the order of the fields.
    pub example: Vec<String>,
}

impl Template<'_> {
    fn columns(&self) -> impl Iterator<Item = (&Field, &str)> {
        self.schema.fields.iter().zip(self.example.iter().map(String::as_str))
    }

    /// UTF-8, LF, commas: the header and the row.
    pub fn csv(&self) -> String {
        let line = |cells: &mut dyn Iterator<Item = &str>| cells.map(csv_cell).collect::<Vec<_>>().join(",");
        let header = line(&mut self.columns().map(|(field, _)| field.name.as_str()));
        let row = line(&mut self.columns().map(|(_, example)| example));
        format!("{header}\n{row}\n")
    }

    /// An array of one object.
    pub fn json(&self) -> String {
        let mut object = Map::new();
        for (field, text) in self.columns() {
            let value = match field.field_type {
                FieldType::Boolean => json!(text == "true"),
                FieldType::Integer | FieldType::Number => {
                    serde_json::from_str(text).unwrap_or_else(|_| Value::String(text.to_owned()))
                }
                _ => Value::String(text.to_owned()),
            };
            object.insert(field.name.clone(), value);
        }
        format!("[\n{}\n]\n", Value::Object(object))
    }

    /// A workbook with typed columns, a note at each header and lists of the lawful values. The same template is the same bytes.
    pub fn xlsx(&self) -> Result<Vec<u8>, EngineError> {
        self.workbook().map_err(failure)
    }

    fn workbook(&self) -> Result<Vec<u8>, XlsxError> {
        let mut workbook = Workbook::new();
        let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
        workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
        let mut lists = Lists::default();
        let sheet = workbook.add_worksheet();
        sheet.set_name(sheet_name(self.name))?;
        sheet.set_freeze_panes(1, 0)?;
        for (column, (field, example)) in (0_u16..).zip(self.columns()) {
            self.write_column(sheet, column, field, example, &mut lists)?;
        }
        lists.write(&mut workbook)?;
        workbook.save_to_buffer()
    }

    fn write_column(
        &self,
        sheet: &mut Worksheet,
        column: u16,
        field: &Field,
        example: &str,
        lists: &mut Lists,
    ) -> Result<(), XlsxError> {
        let header = Format::new().set_bold().set_text_wrap();
        sheet.write_string_with_format(0, column, &field.name, &header)?;
        sheet.insert_note(0, column, &self.note(field))?;
        let format = Format::new().set_num_format(cell_format(field.field_type));
        sheet.set_column_width(column, WIDTH)?;
        sheet.set_column_format(column, &format)?;
        write_cell(sheet, column, field.field_type, example, &format)?;
        if let Some(rule) = rule(field, lists)? {
            sheet.add_data_validation(1, column, LISTED_ROWS, column, &rule)?;
        }
        Ok(())
    }

    fn note(&self, field: &Field) -> Note {
        let required =
            if field.constraints.required { "Обов’язкове." } else { "Може бути порожнім." };
        let hint = self.hints.get(&field.name).map_or("", |hint| hint.uk.as_str());
        let text = format!("{}\n{hint}\n{required}", field.title.uk);
        Note::new(text).set_width(260).set_height(110).add_author_prefix(false)
    }
}

fn csv_cell(text: &str) -> String {
    let is_plain = !text.contains([',', '"', '\n', '\r']);
    if is_plain { text.to_owned() } else { format!("\"{}\"", text.replace('"', "\"\"")) }
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
) -> Result<(), XlsxError> {
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

fn rule(field: &Field, lists: &mut Lists) -> Result<Option<DataValidation>, XlsxError> {
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

    fn write(&self, workbook: &mut Workbook) -> Result<(), XlsxError> {
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
    use calamine::{Data, Reader, Xlsx};

    use super::*;

    fn schema() -> TableSchema {
        let field = |name: &str, field_type| Field { name: name.to_owned(), field_type, ..Field::default() };
        TableSchema {
            fields: vec![
                field("code", FieldType::String),
                field("seats", FieldType::Integer),
                field("opened", FieldType::Date),
                field("note", FieldType::String),
            ],
            ..TableSchema::default()
        }
    }

    fn template(schema: &TableSchema) -> Template<'_> {
        let example = ["00123", "4", "2026-01-31", "парк, сквер"].map(str::to_owned).into();
        Template { name: "stops", schema, hints: &NO_HINTS, example }
    }

    static NO_HINTS: BTreeMap<String, Message> = BTreeMap::new();

    #[test]
    fn a_workbook_keeps_text_as_text_and_numbers_and_days_as_such() {
        let bytes = template(&schema()).xlsx().expect("a workbook");

        let mut workbook: Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).expect("a workbook");
        let sheet = workbook.worksheet_range("stops").expect("the sheet");
        assert_eq!(sheet.get_value((0, 0)), Some(&Data::String("code".to_owned())));
        assert_eq!(sheet.get_value((1, 0)), Some(&Data::String("00123".to_owned())));
        assert_eq!(sheet.get_value((1, 1)), Some(&Data::Float(4.0)));
        assert!(matches!(sheet.get_value((1, 2)), Some(Data::DateTime(_))));
    }

    #[test]
    fn the_same_template_is_the_same_bytes() {
        let schema = schema();

        let made = [(); 2].map(|()| template(&schema).xlsx().expect("a workbook"));

        assert!(made[0] == made[1]);
    }

    #[test]
    fn a_text_template_is_the_header_and_the_row_with_commas_quoted() {
        let schema = schema();

        assert_eq!(template(&schema).csv(), "code,seats,opened,note\n00123,4,2026-01-31,\"парк, сквер\"\n");
        let rows: Value = serde_json::from_str(&template(&schema).json()).expect("JSON");
        assert_eq!((&rows[0]["code"], &rows[0]["seats"]), (&json!("00123"), &json!(4)));
    }
}
