//! Kinds that standards give to fields to say what they mean. The field's type checks the values, so any value is of the kind,
//! and no header proposes them.

use tabular::{FieldType, Verdict};

use super::Kind;
use crate::hint::Hint;

pub(super) const KINDS: [Kind; 11] = [
    meaning("identifier", "ідентифікатор", "identifier", FieldType::String),
    meaning("text", "текст", "text", FieldType::String),
    meaning("person-name", "ім’я людини", "person's name", FieldType::String),
    meaning("opening-hours", "години роботи", "opening hours", FieldType::String),
    meaning("integer", "ціле число", "whole number", FieldType::Integer),
    meaning("decimal", "число", "number", FieldType::Number),
    meaning("money", "сума", "amount of money", FieldType::Number),
    meaning("boolean", "так чи ні", "yes or no", FieldType::Boolean),
    meaning("date", "дата", "date", FieldType::Date),
    meaning("datetime", "дата й час", "date and time", FieldType::Datetime),
    meaning("time", "час", "time", FieldType::Time),
];

const fn meaning(id: &'static str, uk: &'static str, en: &'static str, field_type: FieldType) -> Kind {
    Kind { id, uk, en, field_type, hint: Hint::NONE, needs_hint: true, judge: |_| Verdict::Valid }
}
