//! The schema to check against: which of its fields is which column.

use crate::{Field, TableSchema};

/// Finds for each column the expected field: by name, then by another name, then by title, whatever the case and spaces.
pub(crate) fn match_fields<'a>(
    names: &[String],
    headers: &[String],
    expected: Option<&'a TableSchema>,
) -> Vec<Option<&'a Field>> {
    let mut matched = vec![None; names.len()];
    let Some(expected) = expected else { return matched };
    let name_keys: Vec<String> = names.iter().map(|name| key(name)).collect();
    let title_keys: Vec<String> = headers.iter().map(|header| key(header)).collect();
    let mut place = |field: &'a Field, fits: &dyn Fn(usize) -> bool| {
        let free = (0..names.len()).find(|index| matched[*index].is_none() && fits(*index));
        if let Some(index) = free {
            matched[index] = Some(field);
        }
        free.is_some()
    };
    let by_name = |field: &Field| key(&field.name);
    let left: Vec<&Field> = expected
        .fields
        .iter()
        .filter(|field| {
            let wanted = by_name(field);
            !place(field, &|index| name_keys[index] == wanted)
        })
        .collect();
    for field in left {
        let aliases: Vec<String> = field.aliases.iter().map(|alias| key(alias)).collect();
        let titles = [key(&field.title.uk), key(&field.title.en)];
        let meets = |names: &[String], index: usize| {
            names.iter().any(|name| !name.is_empty() && (*name == title_keys[index] || *name == name_keys[index]))
        };
        if !place(field, &|index| meets(&aliases, index)) {
            place(field, &|index| meets(&titles, index));
        }
    }
    matched
}

/// Fields of the expected schema that no column holds.
pub(crate) fn missing_fields(matched: &[Option<&Field>], expected: &TableSchema) -> Vec<Field> {
    let is_there = |field: &&Field| matched.iter().flatten().any(|found| found.name == field.name);
    expected.fields.iter().filter(|field| !is_there(field)).cloned().collect()
}

fn key(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
