//! Importing a table standard: an official annex, a CSVW schema or a Frictionless Table Schema becomes a document of ours.
//!
//! Templates have defects; each is repaired and told in `repairs`, none is copied. Names and titles are facts and enter with their
//! source; descriptions are our own, after the kind of value.

mod assign;
mod lawful;
mod names;
mod source;
mod types;
mod write;

use tabular::{Field, Message};

pub use source::{ImportError, RawField, RawTable, read_csv_rows, read_schema};

use crate::{Repair, standard::Standard};

/// Where a standard comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// Id of the standard, such as `ua-835-2025/36/parkingLots`.
    pub id: String,
    /// What people call the table.
    pub title: Message,
    /// Number of the annex, where there is one.
    pub annex: Option<u32>,
    /// Edition, usually a day.
    pub edition: String,
    /// Legal source.
    pub source: String,
}

/// Makes a standard of a table's schema. `headers` are the header rows of the template and of filled examples, where there are any:
/// they tell under which other names files have a field.
pub fn import(origin: Origin, table: &RawTable, headers: &[Vec<String>]) -> Standard {
    let mut repairs = Vec::new();
    let named = names::repair(table, headers, &mut repairs);
    let has_family_name = named.iter().any(|field| field.name.to_lowercase().ends_with("familyname"));
    let mut fields = Vec::with_capacity(table.fields.len());
    let mut descriptions = std::collections::BTreeMap::new();
    for (raw, named) in table.fields.iter().zip(named) {
        let speaks = assign::Speaks::of(&named.name, &named.title, raw, has_family_name);
        let lawful = if raw.constraints.lawful.is_empty() {
            lawful::of(&raw.description)
        } else {
            raw.constraints.lawful.clone()
        };
        let field_type = types::decide(raw, &speaks, &lawful, &named.name, &mut repairs);
        let given = raw.kind.as_deref().and_then(crate::kinds::told::told).map(|told| told.kind);
        let kind = given.unwrap_or_else(|| assign::kind(&speaks, field_type, &lawful));
        let mut constraints = raw.constraints.clone();
        constraints.required = types::required(raw, &named.name, &mut repairs);
        constraints.lawful = if kind == "boolean" { Vec::new() } else { lawful };
        if matches!(kind, "money" | "integer") && constraints.minimum.is_none() {
            constraints.minimum = Some("0".to_owned());
        }
        descriptions.insert(named.name.clone(), described(kind, &constraints.lawful));
        fields.push(Field {
            title: Message::new(&named.title, assign::english(&named.name, raw.title_en.as_deref())),
            name: named.name,
            aliases: named.aliases,
            field_type,
            kind: Some(kind.to_owned()),
            constraints,
            ..Field::default()
        });
    }
    let primary_key = names::primary_key(table, &origin.id, &fields, &mut repairs);
    let schema = tabular::TableSchema { fields, primary_key, ..crate::standard::empty_schema() };
    Standard {
        id: origin.id,
        title: origin.title,
        annex: origin.annex,
        theme: None,
        edition: origin.edition,
        source: origin.source,
        schema,
        descriptions,
        repairs,
    }
}

/// The document of a standard, a field a line, as the pack keeps it.
pub fn document(standard: &Standard) -> String {
    write::document(standard)
}

fn described(kind: &str, lawful: &[String]) -> Message {
    match crate::kinds::told::told(kind) {
        _ if lawful.len() > 1 => Message::new("Одне зі значень списку.", "One of the listed values."),
        Some(told) => told.hint(),
        None => Message::default(),
    }
}

fn repair(
    field: &str,
    defect: &str,
    was: impl Into<serde_json::Value>,
    now: impl Into<serde_json::Value>,
    uk: &str,
    en: &str,
) -> Repair {
    Repair {
        field: field.to_owned(),
        defect: defect.to_owned(),
        was: was.into(),
        now: now.into(),
        why: Message::new(uk, en),
    }
}
