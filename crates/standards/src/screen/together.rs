//! What is personal only together: birth dates and home addresses beside names, and rare combinations of harmless fields.

use tabular::{FieldType, PersonalFinding, ScreenedField, Seen};

use super::message::message;
use crate::hint::Hint;

/// Fewest people that may share a combination of quasi-identifiers. Five is what statistical offices commonly ask for.
pub(super) const GROUP_MIN: u32 = 5;

/// What is about a person by itself, yet names nobody.
const OF_PERSONS: [Hint; 4] = [
    Hint { parts: &["стать", "gender"], words: &["sex"] },
    Hint { parts: &["народжен", "birth"], words: &["вік", "age"] },
    Hint { parts: &["національн", "громадянств", "nationality", "citizenship"], words: &[] },
    // Accessibility for people is of places; a group of disability is a person's.
    Hint {
        parts: &["сімейн", "marital", "пільгова категор", "група інвалідн", "діагноз", "diagnosis"], words: &[]
    },
];
/// What narrows a person down beside it.
const NARROWING: [Hint; 4] = [
    Hint {
        parts: &["район", "district", "населен", "settlement", "громад", "поштов", "postcode", "postname"],
        words: &["місто", "село", "city"],
    },
    Hint { parts: &["вулиц", "street", "thoroughfare"], words: &[] },
    Hint {
        parts: &["посада", "професі", "освіт", "position", "occupation", "education", "місце роботи", "місце навчання"],
        words: &[],
    },
    Hint { parts: &["будинк", "locatordesignator", "house"], words: &[] },
];
/// Headers of counts: rows of such a table are groups, not people.
const COUNT: Hint = Hint {
    parts: &["кількіст", "чисельн", "count", "amount", "всього", "разом", "total", "number of", "осіб", "quantity"],
    words: &["к-сть", "чол"],
};

/// Birth dates and home addresses, where the table names people.
pub(super) fn beside_names(seen: &[Seen]) -> Vec<(usize, PersonalFinding)> {
    let are_private = seen.iter().any(|seen| seen.people > 0);
    if !are_private && seen.iter().all(|seen| seen.officials == 0) {
        return Vec::new();
    }
    // An office has an address with a flat at times; an official's home says that it is one.
    let homes = |seen: &Seen| if are_private { seen.homes.max(seen.flats) } else { seen.homes };
    let kinds = |seen: &Seen| [("birth-date", seen.births), ("home-address", homes(seen))];
    let fields =
        seen.iter().enumerate().flat_map(|(index, seen)| kinds(seen).map(|(kind, count)| (index, kind, count)));
    fields
        .filter(|(_, _, count)| *count > 0)
        .map(|(index, kind, count)| {
            (index, PersonalFinding { kind, count, examples: Vec::new(), message: message(kind, count) })
        })
        .collect()
}

/// The fields that together may tell a person apart; none where the table is not about people one by one.
pub(super) fn quasi_identifiers(fields: &[ScreenedField<'_>]) -> Vec<usize> {
    let speaks = |field: &ScreenedField<'_>, hints: &[Hint]| {
        let headers = [field.name.to_lowercase(), field.title.to_lowercase()];
        hints.iter().any(|hint| headers.iter().any(|header| hint.meets(header)))
    };
    let is_number = |field: &ScreenedField<'_>| matches!(field.field_type, FieldType::Integer | FieldType::Number);
    if fields.iter().any(|field| is_number(field) && speaks(field, &[COUNT])) {
        return Vec::new();
    }
    let of_persons: Vec<usize> = (0..fields.len()).filter(|index| speaks(&fields[*index], &OF_PERSONS)).collect();
    let narrowing =
        (0..fields.len()).filter(|index| !of_persons.contains(index) && speaks(&fields[*index], &NARROWING));
    let all: Vec<usize> = of_persons.iter().copied().chain(narrowing).collect();
    if of_persons.is_empty() || all.len() < 2 { Vec::new() } else { all }
}
