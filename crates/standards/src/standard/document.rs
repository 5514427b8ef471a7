//! The form of a standard's document.

use serde::Deserialize;
use serde_json::Value;
use tabular::{Constraints, Field, FieldType, ForeignKey, Message, Rule, TableSchema};

use super::{Repair, Standard, StandardError};

/// The word that official templates write where there is no value.
const NO_VALUE: &str = "null";

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Document {
    id: String,
    title: Text,
    #[serde(default)]
    annex: Option<u32>,
    #[serde(default)]
    theme: Option<String>,
    edition: String,
    source: String,
    fields: Vec<DocumentField>,
    #[serde(default)]
    primary_key: Vec<String>,
    #[serde(default)]
    unique_keys: Vec<Vec<String>>,
    #[serde(default)]
    foreign_keys: Vec<ForeignKey>,
    #[serde(default)]
    rules: Vec<Rule>,
    #[serde(default)]
    repairs: Vec<Repair>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct DocumentField {
    name: String,
    title: Text,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(rename = "type")]
    field_type: FieldType,
    #[serde(default)]
    kind: Option<String>,
    #[serde(default)]
    format: Option<String>,
    #[serde(default)]
    missing_values: Vec<String>,
    #[serde(default)]
    constraints: DocumentConstraints,
    #[serde(default)]
    description: Option<Text>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
struct DocumentConstraints {
    required: bool,
    unique: bool,
    #[serde(rename = "enum")]
    lawful: Vec<Value>,
    pattern: Option<String>,
    minimum: Option<Value>,
    maximum: Option<Value>,
    exclusive_minimum: Option<Value>,
    exclusive_maximum: Option<Value>,
    min_length: Option<u64>,
    max_length: Option<u64>,
}

/// A text with a translation where there is one.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    uk: String,
    #[serde(default)]
    en: Option<String>,
}

impl From<Text> for Message {
    /// Where there is no translation, the Ukrainian text stands in.
    fn from(text: Text) -> Self {
        let en = text.en.unwrap_or_else(|| text.uk.clone());
        Self { uk: text.uk, en }
    }
}

/// A schema without fields that knows the words for no value.
pub(crate) fn empty_schema() -> TableSchema {
    TableSchema { missing_values: vec![String::new(), NO_VALUE.to_owned()], ..TableSchema::default() }
}

/// Reads one document.
pub(super) fn parse(name: &str, text: &str) -> Result<Standard, StandardError> {
    let document: Document =
        serde_json::from_str(text).map_err(|source| StandardError::Document { name: name.to_owned(), source })?;
    let mut descriptions = std::collections::BTreeMap::new();
    let mut fields = Vec::with_capacity(document.fields.len());
    for field in document.fields {
        if let Some(description) = field.description {
            descriptions.insert(field.name.clone(), description.into());
        }
        fields.push(Field {
            name: field.name,
            title: field.title.into(),
            aliases: field.aliases,
            field_type: field.field_type,
            kind: field.kind,
            format: field.format,
            missing_values: field.missing_values,
            constraints: field.constraints.into(),
            masked: false,
        });
    }
    Ok(Standard {
        id: document.id,
        title: document.title.into(),
        annex: document.annex,
        theme: document.theme,
        edition: document.edition,
        source: document.source,
        schema: TableSchema {
            fields,
            primary_key: document.primary_key,
            unique_keys: document.unique_keys,
            foreign_keys: document.foreign_keys,
            rules: document.rules,
            ..empty_schema()
        },
        descriptions,
        repairs: document.repairs,
    })
}

impl From<DocumentConstraints> for Constraints {
    fn from(document: DocumentConstraints) -> Self {
        Self {
            required: document.required,
            unique: document.unique,
            lawful: document.lawful.into_iter().map(in_own_form).collect(),
            pattern: document.pattern,
            minimum: document.minimum.map(in_own_form),
            maximum: document.maximum.map(in_own_form),
            exclusive_minimum: document.exclusive_minimum.map(in_own_form),
            exclusive_maximum: document.exclusive_maximum.map(in_own_form),
            min_length: document.min_length,
            max_length: document.max_length,
        }
    }
}

/// JSON's numbers as the text a table would hold.
fn in_own_form(value: Value) -> String {
    match value {
        Value::String(text) => text,
        other => other.to_string(),
    }
}
