//! Kinds that standards give to fields to say what they mean. The field's type checks the values, so any value is of the kind,
//! and no header proposes them but shares in per cent.

use tabular::{FieldType, Verdict};

use super::{Kind, amount, hours};
use crate::hint::Hint;

pub(super) const KINDS: [Kind; 14] = [
    meaning("identifier", "ідентифікатор", "identifier", FieldType::String),
    meaning("text", "текст", "text", FieldType::String),
    meaning("title", "назва", "title", FieldType::String),
    meaning("organisation-name", "назва організації чи особи", "name of an organisation or person", FieldType::String),
    meaning("category", "слово зі списку", "word of a list", FieldType::String),
    meaning("unit", "одиниця виміру", "unit of measure", FieldType::String),
    meaning("keywords", "слова через кому", "words after commas", FieldType::String),
    meaning("address-note", "опис місця", "where to find it", FieldType::String),
    meaning("integer", "ціле число", "whole number", FieldType::Integer),
    // `Виконання, %` may well be 104.5, so it is no `percent`; the sign alone is what a header tells.
    Kind {
        judge: amount::share,
        hint: Hint { parts: &["%", "відсот", "percent"], words: &[] },
        ..meaning("decimal", "число", "number", FieldType::Number)
    },
    meaning("boolean", "так чи ні", "yes or no", FieldType::Boolean),
    meaning("date", "дата", "date", FieldType::Date),
    meaning("datetime", "дата й час", "date and time", FieldType::Datetime),
    Kind { judge: hours::time, ..meaning("time", "час", "time", FieldType::Time) },
];

const fn meaning(id: &'static str, uk: &'static str, en: &'static str, field_type: FieldType) -> Kind {
    Kind { id, uk, en, field_type, hint: Hint::NONE, needs_hint: true, judge: |_| Verdict::Valid }
}
