//! Table schemas after Frictionless Table Schema: fields, types, constraints, missing values, keys, rules over several fields.

use serde::{Deserialize, Deserializer, Serialize};

use crate::{Message, check::Rule};

/// The type of a field (Table Schema's names).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FieldType {
    /// Text.
    #[default]
    String,
    /// Whole number within 64 bits, written canonically: no `+`, no leading zeros.
    Integer,
    /// Decimal number with a point.
    Number,
    /// `true` or `false`.
    Boolean,
    /// ISO 8601 day.
    Date,
    /// ISO 8601 day and time, with or without offset.
    Datetime,
    /// 24-hour time.
    Time,
}

impl FieldType {
    /// Table Schema's name of the type.
    pub fn name(self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::Boolean => "boolean",
            Self::Date => "date",
            Self::Datetime => "datetime",
            Self::Time => "time",
        }
    }
}

/// What a field's values must obey.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Constraints {
    /// Every row has a value.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub required: bool,
    /// No value twice.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub unique: bool,
    /// Lawful values.
    #[serde(rename = "enum", skip_serializing_if = "Vec::is_empty")]
    pub lawful: Vec<String>,
    /// Regular expression the whole value must match.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pattern: Option<String>,
    /// Least value, in the field's own form.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minimum: Option<String>,
    /// Largest value, in the field's own form.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub maximum: Option<String>,
    /// Values must be larger than this, in the field's own form.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exclusive_minimum: Option<String>,
    /// Values must be less than this, in the field's own form.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exclusive_maximum: Option<String>,
    /// Least length in characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_length: Option<u64>,
    /// Largest length in characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_length: Option<u64>,
}

/// A field of a table.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Field {
    /// Machine name: the header, cleaned, unique in the table.
    pub name: String,
    /// What people read: the header as the file has it, or the standard's title.
    #[serde(default)]
    pub title: Message,
    /// Other names under which files have it, such as an official template's misspelling.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// Type.
    #[serde(rename = "type", default)]
    pub field_type: FieldType,
    /// Kind of value, such as `edrpou`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Form of a text: `email`, `uri`, `uuid`; others check nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
    /// What its values must obey.
    #[serde(default)]
    pub constraints: Constraints,
    /// Words that mean "no value" in this field; the table's where empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing_values: Vec<String>,
    /// Values were masked: they never show in diffs or profiles.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub masked: bool,
}

/// Fields whose values must stand in another table, or elsewhere in the same.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ForeignKey {
    /// Fields of this table.
    #[serde(deserialize_with = "one_or_many")]
    pub fields: Vec<String>,
    /// Where their values must stand.
    pub reference: Reference,
}

/// The other end of a foreign key.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Reference {
    /// Name of the other table; empty for the same one.
    #[serde(default)]
    pub resource: String,
    /// Its fields, in the order of those that refer to them.
    #[serde(deserialize_with = "one_or_many")]
    pub fields: Vec<String>,
}

/// Table Schema lets a single field stand as text (its first edition) or as a list.
fn one_or_many<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Names {
        One(String),
        Many(Vec<String>),
    }
    Ok(match Names::deserialize(deserializer)? {
        Names::One(name) => vec![name],
        Names::Many(names) => names,
    })
}

/// A table's schema.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TableSchema {
    /// Fields in order.
    pub fields: Vec<Field>,
    /// Names of the fields that identify a row; empty where there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub primary_key: Vec<String>,
    /// Sets of fields whose values together stand once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unique_keys: Vec<Vec<String>>,
    /// Fields whose values must stand in another table.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub foreign_keys: Vec<ForeignKey>,
    /// Rules over several fields of a row.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<Rule>,
    /// Words that mean "no value".
    #[serde(default)]
    pub missing_values: Vec<String>,
}

impl TableSchema {
    /// The field of that name.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }
}
