//! Templates of a standard, with an example row: plainly invented values, one a field, of the field's kind.

use tabular::{Field, FieldType, export::Template};

use crate::{Standard, kinds::told::told};

/// The template of a standard.
pub fn of(standard: &Standard) -> Template<'_> {
    Template {
        name: standard.table(),
        schema: &standard.schema,
        hints: &standard.descriptions,
        example: example_row(standard),
    }
}

/// One row of invented values, in the order of the fields.
pub fn example_row(standard: &Standard) -> Vec<String> {
    standard.schema.fields.iter().map(example).collect()
}

fn example(field: &Field) -> String {
    let constraints = &field.constraints;
    if let Some(lawful) = constraints.lawful.first() {
        return lawful.clone();
    }
    let told = field.kind.as_deref().and_then(told).map(|told| told.example);
    let fits = |example: &&str| tabular::value::fits(example, field.field_type);
    let own = told.filter(fits).unwrap_or(match field.field_type {
        FieldType::String => "Приклад",
        FieldType::Integer => "1",
        FieldType::Number => "1.5",
        FieldType::Boolean => "true",
        FieldType::Date => "2026-01-31",
        FieldType::Datetime => "2026-01-31T10:45",
        FieldType::Time => "09:30",
    });
    // A bound that the usual example breaks is an example itself.
    let number = |text: &str| text.parse::<f64>().ok();
    let below = constraints
        .minimum
        .as_deref()
        .filter(|least| number(own).zip(number(least)).is_some_and(|(own, least)| own < least));
    let above = constraints
        .maximum
        .as_deref()
        .filter(|most| number(own).zip(number(most)).is_some_and(|(own, most)| own > most));
    below.or(above).unwrap_or(own).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Standards;

    #[test]
    fn a_row_holds_a_value_of_each_kind_and_keeps_to_lists_and_bounds() {
        let text = r#"{"id": "x/1/t", "title": {"uk": "Т"}, "edition": "1", "source": "s", "fields": [
            {"name": "uid", "title": {"uk": "Ід"}, "type": "string", "kind": "identifier"},
            {"name": "type", "title": {"uk": "Тип"}, "type": "string", "kind": "category", "constraints": {"enum": ["Відведений", "Інший"]}},
            {"name": "code", "title": {"uk": "Код"}, "type": "string", "kind": "edrpou"},
            {"name": "floor", "title": {"uk": "Поверх"}, "type": "integer", "kind": "integer", "constraints": {"minimum": 3}}
        ]}"#;
        let standards = Standards::from_json([("t.json", text)]).expect("a good document");

        assert_eq!(example_row(&standards.all()[0]), ["1001", "Відведений", "12345678", "3"]);
    }
}
