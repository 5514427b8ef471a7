//! Types of fields: the template's datatype, and what it must be where the template errs.

use tabular::FieldType;

use super::{RawField, assign::Speaks, repair};
use crate::Repair;

/// The type of a field. A type that its own description contradicts is repaired.
pub(super) fn decide(
    raw: &RawField,
    speaks: &Speaks,
    lawful: &[String],
    name: &str,
    repairs: &mut Vec<Repair>,
) -> FieldType {
    let official = official(&raw.datatype);
    let (now, uk, en) = match official {
        FieldType::Number if speaks.of_currency() => {
            (FieldType::String, "код валюти — літери, а не число", "a currency code is letters, not a number")
        }
        FieldType::Number | FieldType::Integer if speaks.of_several_numbers() => (
            FieldType::String,
            "кілька чисел через кому не є одним числом",
            "several numbers after commas are not one number",
        ),
        FieldType::Date if speaks.of_year() => {
            (FieldType::Integer, "значення — рік, а не день", "the value is a year, not a day")
        }
        FieldType::Date if !speaks.of_date() => {
            (FieldType::String, "значення — текст, а не дата", "the value is a text, not a date")
        }
        FieldType::String if speaks.of_iso_date() => {
            (FieldType::Date, "значення — день за ISO 8601", "the value is a day by ISO 8601")
        }
        FieldType::String if lawful.len() == 2 && lawful[0] == "Так" && lawful[1] == "Ні" => {
            (FieldType::Boolean, "значення — так або ні", "the value is yes or no")
        }
        FieldType::String if speaks.of_count() => {
            (FieldType::Integer, "кількість — ціле число", "a count is a whole number")
        }
        FieldType::Number if speaks.of_year() => (FieldType::Integer, "рік — ціле число", "a year is a whole number"),
        same => (same, "", ""),
    };
    if now != official {
        repairs.push(repair(name, "type", official.name(), now.name(), uk, en));
    }
    now
}

/// Whether a field is required. A template that demands a value and tells what to write where there is none contradicts itself.
pub(super) fn required(raw: &RawField, name: &str, repairs: &mut Vec<Repair>) -> bool {
    let has_way_out = raw.description.to_lowercase().contains("null");
    if raw.constraints.required && has_way_out {
        let (uk, en) =
            ("опис каже, що писати, коли значення немає", "the description says what to write where there is no value");
        repairs.push(repair(name, "required", true, false, uk, en));
        return false;
    }
    raw.constraints.required
}

fn official(datatype: &str) -> FieldType {
    match datatype.rsplit([':', '#']).next().unwrap_or(datatype) {
        "decimal" | "number" | "double" | "float" => FieldType::Number,
        "integer" | "int" | "long" | "short" | "nonNegativeInteger" | "positiveInteger" | "unsignedInt"
        // gYear and Table Schema's year.
        | "unsignedLong" | "year" | "gYear" => FieldType::Integer,
        "boolean" => FieldType::Boolean,
        "date" => FieldType::Date,
        "dateTime" | "datetime" | "dateTimeStamp" => FieldType::Datetime,
        "time" => FieldType::Time,
        _ => FieldType::String,
    }
}
