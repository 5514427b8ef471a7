//! Reading schemas: CSVW as the annexes have it (with its words in wrong places), CSVW as it should be, Table Schema, rows of a
//! table that lists columns.

use serde_json::{Map, Value};
use tabular::Constraints;

/// Fields of one table; a schema with more is refused.
const FIELDS_MAX: usize = 2_000;
/// Tables of one document.
const TABLES_MAX: usize = 200;

/// Why a schema cannot be imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// Not JSON.
    #[error("the schema is not JSON")]
    Json(#[from] serde_json::Error),
    /// Neither CSVW nor Table Schema.
    #[error("the file holds neither a CSVW schema (tableSchema.columns) nor a Table Schema (fields)")]
    NoSchema,
    /// A column without a name.
    #[error("column {0} has no name")]
    NoName(usize),
    /// Too much.
    #[error("the schema has more than {0} {1}")]
    TooMany(usize, &'static str),
}

/// A field as a source describes it, before repairs.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RawField {
    /// Name.
    pub name: String,
    /// Title; empty where there is none.
    pub title: String,
    /// English title, where the source has one.
    pub title_en: Option<String>,
    /// Description; read for rules, never copied.
    pub description: String,
    /// Datatype in the source's own words.
    pub datatype: String,
    /// Kind of value, where the source is a document of ours.
    pub kind: Option<String>,
    /// Other names, where the source is a document of ours.
    pub aliases: Vec<String>,
    /// Constraints.
    pub constraints: Constraints,
}

/// A table as a source describes it, before repairs.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RawTable {
    /// Name of the table, where the source gives one.
    pub name: Option<String>,
    /// Title of the table, where the source gives one.
    pub title: Option<String>,
    /// Fields in order.
    pub fields: Vec<RawField>,
    /// Names of the fields that identify a row.
    pub primary_key: Vec<String>,
}

/// Reads the tables of a JSON document: CSVW (`tableSchema`, `tables`) or Frictionless (`fields`, `schema`, `resources`).
pub fn read_schema(text: &str) -> Result<Vec<RawTable>, ImportError> {
    let document: Value = serde_json::from_str(text.trim_start_matches('\u{feff}'))?;
    let lists = ["tables", "resources"].into_iter().filter_map(|key| document.get(key)?.as_array());
    let parts: Vec<&Value> = match lists.into_iter().next() {
        Some(parts) => parts.iter().collect(),
        None => vec![&document],
    };
    if parts.len() > TABLES_MAX {
        return Err(ImportError::TooMany(TABLES_MAX, "tables"));
    }
    let tables: Vec<RawTable> =
        parts.into_iter().filter_map(|part| table(part).transpose()).collect::<Result<_, _>>()?;
    if tables.is_empty() { Err(ImportError::NoSchema) } else { Ok(tables) }
}

fn table(part: &Value) -> Result<Option<RawTable>, ImportError> {
    let schema = ["tableSchema", "schema"].iter().find_map(|key| part.get(key)).unwrap_or(part);
    let Some(columns) = ["columns", "fields"].iter().find_map(|key| schema.get(key)?.as_array()) else {
        return Ok(None);
    };
    if columns.len() > FIELDS_MAX {
        return Err(ImportError::TooMany(FIELDS_MAX, "fields"));
    }
    let fields = columns.iter().enumerate().map(|(place, column)| field(place + 1, column));
    let key = schema.get("primaryKey").or_else(|| part.get("primaryKey"));
    Ok(Some(RawTable {
        name: text(part, &["name"]).or_else(|| text(part, &["url", "path"]).map(|path| stem(&path))),
        title: text(part, &["title", "titles", "dc:title"]),
        fields: fields.collect::<Result<_, _>>()?,
        primary_key: words(key),
    }))
}

fn field(place: usize, column: &Value) -> Result<RawField, ImportError> {
    let name = text(column, &["name", "titles", "title"]).filter(|name| !name.trim().is_empty());
    let datatype = column.get("datatype").or_else(|| column.get("type"));
    let datatype = datatype.and_then(|kind| kind.as_str().or_else(|| kind.get("base")?.as_str()));
    let empty = Value::Object(Map::new());
    let own = column.get("constraints").unwrap_or(&empty);
    let base = column.get("datatype").filter(|kind| kind.is_object()).unwrap_or(&empty);
    let number = |key: &str| own.get(key).or_else(|| base.get(key)).filter(|value| !value.is_null()).map(plain);
    let length = |key: &str| own.get(key).or_else(|| base.get(key)).and_then(Value::as_u64);
    Ok(RawField {
        name: name.ok_or(ImportError::NoName(place))?,
        title: text(column, &["title", "titles"]).unwrap_or_default(),
        title_en: ["titles", "title"].iter().find_map(|key| Some(column.get(key)?.get("en")?.as_str()?.to_owned())),
        kind: column.get("kind").and_then(Value::as_str).map(str::to_owned),
        aliases: words(column.get("aliases")),
        description: text(column, &["description", "dc:description"]).unwrap_or_default(),
        datatype: datatype.unwrap_or("string").trim().to_owned(),
        constraints: Constraints {
            required: own.get("required").or_else(|| column.get("required")).is_some_and(is_true),
            unique: own.get("unique").is_some_and(is_true),
            lawful: words(own.get("enum")),
            pattern: own.get("pattern").or_else(|| base.get("format")).and_then(Value::as_str).map(str::to_owned),
            minimum: number("minimum"),
            maximum: number("maximum"),
            min_length: length("minLength"),
            max_length: length("maxLength"),
            ..Constraints::default()
        },
    })
}

/// Reads the rows of a table that lists columns, `name,title,description,datatype,required` in any order; the first row is the
/// header.
pub fn read_csv_rows(rows: &[Vec<String>]) -> Result<RawTable, ImportError> {
    let header = rows.first().ok_or(ImportError::NoSchema)?;
    let at = |wanted: &str| header.iter().position(|cell| cell.trim().eq_ignore_ascii_case(wanted));
    let name = at("name").ok_or(ImportError::NoSchema)?;
    let (title, description, datatype, required) = (at("title"), at("description"), at("datatype"), at("required"));
    if rows.len() > FIELDS_MAX {
        return Err(ImportError::TooMany(FIELDS_MAX, "fields"));
    }
    let cell = |row: &[String], at: Option<usize>| at.and_then(|at| row.get(at)).cloned().unwrap_or_default();
    let field = |row: &Vec<String>| RawField {
        name: cell(row, Some(name)),
        title: cell(row, title),
        description: cell(row, description),
        datatype: cell(row, datatype).trim().to_owned(),
        constraints: Constraints { required: is_true(&Value::String(cell(row, required))), ..Constraints::default() },
        ..RawField::default()
    };
    let fields: Vec<RawField> = rows[1..].iter().map(field).filter(|field| !field.name.trim().is_empty()).collect();
    if fields.is_empty() { Err(ImportError::NoSchema) } else { Ok(RawTable { fields, ..RawTable::default() }) }
}

/// `true` however it is written: a literal, `True`, `TRUE`, `1`.
fn is_true(value: &Value) -> bool {
    match value {
        Value::Bool(is_true) => *is_true,
        Value::String(text) => matches!(text.trim().to_lowercase().as_str(), "true" | "1" | "yes" | "так"),
        Value::Number(number) => number.as_i64() == Some(1),
        _ => false,
    }
}

/// A text, or the first of several, or the Ukrainian one by language.
fn text(value: &Value, keys: &[&str]) -> Option<String> {
    let found = keys.iter().find_map(|key| value.get(key).filter(|found| !found.is_null()))?;
    match found {
        Value::String(text) => Some(text.clone()),
        Value::Array(texts) => texts.first()?.as_str().map(str::to_owned),
        Value::Object(texts) => {
            let own = texts.get("uk").or_else(|| texts.values().next())?;
            own.as_str().or_else(|| own.get(0)?.as_str()).map(str::to_owned)
        }
        _ => None,
    }
}

fn words(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::Array(all)) => all.iter().map(plain).collect(),
        Some(Value::String(one)) if !one.is_empty() => vec![one.clone()],
        _ => Vec::new(),
    }
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn stem(path: &str) -> String {
    let file = path.rsplit('/').next().unwrap_or(path);
    file.split('.').next().unwrap_or(file).to_owned()
}
