//! Writing a standard's document as the pack keeps it: a field a line, so that a change is a line.

use std::fmt::Write;

use serde::Serialize;
use serde_json::{Map, Value, json, ser::Formatter};
use tabular::{Field, Message};

use crate::{Repair, Standard};

pub(super) fn document(standard: &Standard) -> String {
    let mut text = String::from("{\n");
    let mut line = |key: &str, value: &Value| {
        let _ = writeln!(text, "  \"{key}\": {},", spaced(value));
    };
    line("id", &json!(standard.id));
    line("title", &message(&standard.title));
    if let Some(annex) = standard.annex {
        line("annex", &json!(annex));
    }
    if let Some(theme) = &standard.theme {
        line("theme", &json!(theme));
    }
    line("edition", &json!(standard.edition));
    line("source", &json!(standard.source));
    let fields = standard.schema.fields.iter().map(|field| self::field(standard, field));
    let _ = write!(text, "  \"fields\": {},\n  \"primaryKey\": ", list(fields));
    let _ = writeln!(text, "{},", spaced(&json!(standard.schema.primary_key)));
    let schema = &standard.schema;
    let rest = [
        ("uniqueKeys", json!(schema.unique_keys)),
        ("foreignKeys", json!(schema.foreign_keys)),
        ("rules", json!(schema.rules)),
    ];
    for (key, value) in rest.iter().filter(|(_, value)| value.as_array().is_some_and(|all| !all.is_empty())) {
        let _ = writeln!(text, "  \"{key}\": {},", spaced(value));
    }
    text.push_str("  \"repairs\": ");
    text.push_str(&list(standard.repairs.iter().map(repair)));
    text.push_str("\n}\n");
    text
}

fn list(values: impl Iterator<Item = Value>) -> String {
    let lines: Vec<String> = values.map(|value| format!("    {}", spaced(&value))).collect();
    if lines.is_empty() { "[]".to_owned() } else { format!("[\n{}\n  ]", lines.join(",\n")) }
}

fn field(standard: &Standard, field: &Field) -> Value {
    let mut value = Map::new();
    value.insert("name".to_owned(), json!(field.name));
    value.insert("title".to_owned(), message(&field.title));
    if !field.aliases.is_empty() {
        value.insert("aliases".to_owned(), json!(field.aliases));
    }
    value.insert("type".to_owned(), json!(field.field_type));
    value.insert("kind".to_owned(), json!(field.kind));
    if let Some(format) = &field.format {
        value.insert("format".to_owned(), json!(format));
    }
    if !field.missing_values.is_empty() {
        value.insert("missingValues".to_owned(), json!(field.missing_values));
    }
    value.insert("constraints".to_owned(), json!(field.constraints));
    if let Some(description) = standard.descriptions.get(&field.name).filter(|text| !text.uk.is_empty()) {
        value.insert("description".to_owned(), message(description));
    }
    Value::Object(value)
}

fn message(message: &Message) -> Value {
    if message.en == message.uk { json!({ "uk": message.uk }) } else { json!({ "uk": message.uk, "en": message.en }) }
}

fn repair(repair: &Repair) -> Value {
    let why = message(&repair.why);
    json!({ "field": repair.field, "defect": repair.defect, "was": repair.was, "now": repair.now, "why": why })
}

/// JSON on one line with a space after commas and colons.
fn spaced(value: &Value) -> String {
    let mut bytes = Vec::new();
    let mut serializer = serde_json::Serializer::with_formatter(&mut bytes, Spaced);
    // Neither a value of JSON nor memory can refuse to be written.
    let _ = value.serialize(&mut serializer);
    String::from_utf8(bytes).unwrap_or_default()
}

struct Spaced;

impl Formatter for Spaced {
    fn begin_array_value<W: ?Sized + std::io::Write>(&mut self, writer: &mut W, first: bool) -> std::io::Result<()> {
        writer.write_all(if first { b"" } else { b", " })
    }

    fn begin_object_key<W: ?Sized + std::io::Write>(&mut self, writer: &mut W, first: bool) -> std::io::Result<()> {
        writer.write_all(if first { b"" } else { b", " })
    }

    fn begin_object_value<W: ?Sized + std::io::Write>(&mut self, writer: &mut W) -> std::io::Result<()> {
        writer.write_all(b": ")
    }
}
