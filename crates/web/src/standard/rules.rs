//! What a standard demands of a field and of a row, in words.

use std::sync::{Arc, LazyLock};

use tabular::{Constraints, Field, Kinds, Rule, TableSchema};

use crate::i18n::Translator;

/// Lawful values that are named one by one.
const LAWFUL_MAX: usize = 30;

/// What people call the kind of a field's values.
pub(super) fn kind_words(field: &Field, t: Translator) -> Option<String> {
    static KINDS: LazyLock<Arc<dyn Kinds>> = LazyLock::new(standards::kinds);
    let kind = KINDS.get(field.kind.as_deref()?)?;
    Some(t.message(&kind.title()).to_owned())
}

/// What the values of a field must obey, one line each.
pub(super) fn of_field(field: &Field, t: Translator) -> Vec<String> {
    let Constraints {
        required: _,
        unique,
        lawful,
        pattern,
        minimum,
        maximum,
        exclusive_minimum,
        exclusive_maximum,
        min_length,
        max_length,
    } = &field.constraints;
    let mut lines = Vec::new();
    lines.extend(unique.then(|| t.get("standard-rule-unique")));
    if !lawful.is_empty() {
        let mut values =
            lawful.iter().take(LAWFUL_MAX).map(|value| format!("«{value}»")).collect::<Vec<_>>().join(", ");
        if lawful.len() > LAWFUL_MAX {
            values.extend([" (+", &(lawful.len() - LAWFUL_MAX).to_string(), ")"]);
        }
        lines.push(t.with("standard-rule-lawful", "values", values));
    }
    let said = |key: &str, value: Option<String>| value.map(|value| t.with(key, "value", value));
    lines.extend(said("standard-rule-minimum", minimum.clone()));
    lines.extend(said("standard-rule-maximum", maximum.clone()));
    lines.extend(said("standard-rule-above", exclusive_minimum.clone()));
    lines.extend(said("standard-rule-below", exclusive_maximum.clone()));
    lines.extend(said("standard-rule-min-length", min_length.map(|length| length.to_string())));
    lines.extend(said("standard-rule-max-length", max_length.map(|length| length.to_string())));
    lines.extend(said("standard-rule-pattern", pattern.clone()));
    lines.extend(said("standard-rule-format", field.format.clone()));
    lines
}

/// What a table's rows must obey, one line each.
pub(super) fn of_table(schema: &TableSchema, t: Translator) -> Vec<String> {
    let list = |fields: &[String]| fields.join(", ");
    let mut lines = Vec::new();
    if !schema.primary_key.is_empty() {
        lines.push(t.with("standard-rule-key", "fields", list(&schema.primary_key)));
    }
    lines.extend(schema.unique_keys.iter().map(|key| t.with("standard-rule-unique-key", "fields", list(key))));
    lines.extend(schema.foreign_keys.iter().map(|key| {
        let reference = &key.reference;
        let own = || t.get("standard-rule-same-table");
        let table = if reference.resource.is_empty() { own() } else { reference.resource.clone() };
        let (fields, there) = (list(&key.fields), list(&reference.fields));
        t.with_all("standard-rule-refers", &[("fields", &fields), ("table", &table), ("there", &there)])
    }));
    lines.extend(schema.rules.iter().map(|rule| of_rule(rule, t)));
    lines
}

fn of_rule(rule: &Rule, t: Translator) -> String {
    match rule {
        Rule::Order { start, end } => t.with_two("standard-rule-order", ("start", start), ("end", end)),
        Rule::Place { latitude, longitude } => {
            t.with_two("standard-rule-place", ("latitude", latitude), ("longitude", longitude))
        }
        Rule::District { latitude, longitude, district } => t.with_all(
            "standard-rule-district",
            &[("latitude", latitude), ("longitude", longitude), ("district", district)],
        ),
        Rule::Codifier { code, name } => t.with_two("standard-rule-codifier", ("code", code), ("name", name)),
        Rule::Sum { parts, total, .. } => {
            t.with_two("standard-rule-sum", ("parts", parts.join(", ")), ("total", total))
        }
        Rule::OneOf { fields } => t.with("standard-rule-one-of", "fields", fields.join(", ")),
        Rule::IfThen { field, equals, requires } => {
            let values = equals.iter().map(|value| format!("«{value}»")).collect::<Vec<_>>().join(", ");
            let requires = requires.join(", ");
            t.with_all("standard-rule-if-then", &[("field", field), ("values", &values), ("requires", &requires)])
        }
    }
}
