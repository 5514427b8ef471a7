//! Many versions of one table in one schema: which field of one version is which of the next, and what changed when.
//!
//! Each field is followed from version to version, in this order of trust: the same name; names or titles that differ in case, spaces
//! and signs only; the only field of a kind, such as `edrpou`, in both; values that are mostly the same. A field that goes while
//! several come whose values are parts of its own was split; the other way round, joined.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{Field, FieldType, Message, Source, TableSchema, export::columns, finding::EngineError};

/// Distinct values of a field that tell something; fewer agree by chance.
const TELLING_VALUES: usize = 3;
/// Of a hundred values of the field that has fewer, this many must be the other's for a rename.
const SHARED_PERCENT: usize = 60;
/// Of a hundred values, this many must be parts of the other's for a split.
const PARTS_PERCENT: usize = 80;
/// Values of a field that are looked at; more do not tell more.
const VALUES_MAX: usize = 1_000;
/// Rows of a version that are looked at, from the first.
const SAMPLE_ROWS: usize = 5_000;
/// Bytes of a version's values that are kept, and of one value: longer ones are prose and agree by chance in nothing.
const SAMPLE_BYTES_MAX: usize = 2 << 20;
const VALUE_BYTES_MAX: usize = 200;
/// Fields on each side looked at for splits, and values of a part.
const SPLIT_FIELDS_MAX: usize = 16;
const PART_VALUES_MAX: usize = 200;

/// A version: its schema and some distinct values of its fields, by name. Masked fields have none.
#[derive(Debug, Clone, Default)]
pub struct Shape<'a> {
    /// Schema.
    pub schema: Option<&'a TableSchema>,
    /// Values.
    pub samples: BTreeMap<String, BTreeSet<String>>,
}

/// A field in one version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Presence {
    /// Its name there.
    pub name: String,
    /// Its type there.
    #[serde(rename = "type")]
    pub field_type: FieldType,
    /// Its name before, where it was another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub renamed_from: Option<String>,
    /// Its type before, where it was another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retyped_from: Option<FieldType>,
    /// Names of the fields of the version before that it was made from: one it is a part of, or several it joins.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub made_from: Vec<String>,
}

/// A field across all versions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlignedField {
    /// Its latest name.
    pub name: String,
    /// Its latest title.
    pub title: Message,
    /// The type that holds its values of all versions.
    #[serde(rename = "type")]
    pub field_type: FieldType,
    /// Per version, in their order; `None` where it is absent.
    pub versions: Vec<Option<Presence>>,
}

/// Distinct values of a version's fields, from its first rows; none of masked fields.
pub fn samples(table: &dyn Source, schema: &TableSchema) -> Result<BTreeMap<String, BTreeSet<String>>, EngineError> {
    let is_open = |name: &str| schema.field(name).is_none_or(|field| !field.masked);
    let reader = columns::open_with(table, is_open)?;
    let read_columns = reader.columns().to_vec();
    let mut samples: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let (mut rows, mut bytes) = (0, 0);
    let mut text = String::new();
    for batch in reader {
        let batch = batch?;
        for (column, cells) in read_columns.iter().zip(columns::cells(&read_columns, &batch)?) {
            let values = samples.entry(column.name.clone()).or_default();
            for row in (0..batch.num_rows()).filter(|row| cells.has(*row)) {
                if values.len() >= VALUES_MAX || bytes >= SAMPLE_BYTES_MAX {
                    break;
                }
                text.clear();
                cells.write(row, &mut text);
                if text.len() <= VALUE_BYTES_MAX && !values.contains(&text) {
                    bytes += text.len();
                    values.insert(text.clone());
                }
            }
        }
        rows += batch.num_rows();
        if rows >= SAMPLE_ROWS || bytes >= SAMPLE_BYTES_MAX {
            break;
        }
    }
    Ok(samples)
}

/// Aligns versions, oldest first. The fields of the latest version come first, in its order; then those that are gone, the latest first.
pub fn align(versions: &[Shape<'_>]) -> Vec<AlignedField> {
    let mut threads: Vec<Thread<'_>> = Vec::new();
    for (at, shape) in versions.iter().enumerate() {
        follow(&mut threads, shape, at);
    }
    threads.sort_by_key(|thread| (std::cmp::Reverse(thread.last), thread.place));
    threads.into_iter().map(|thread| thread.finish(versions.len())).collect()
}

/// A field on its way through the versions.
struct Thread<'a> {
    field: &'a Field,
    values: BTreeSet<String>,
    names: BTreeSet<&'a str>,
    seen: BTreeMap<usize, Presence>,
    last: usize,
    place: usize,
}

impl<'a> Thread<'a> {
    fn go_on(&mut self, field: &'a Field, values: BTreeSet<String>, at: usize, place: usize) {
        let before = self.field;
        let presence = Presence {
            renamed_from: (before.name != field.name).then(|| before.name.clone()),
            retyped_from: (before.field_type != field.field_type).then_some(before.field_type),
            ..present(field)
        };
        self.seen.insert(at, presence);
        self.names.insert(&field.name);
        (self.field, self.last, self.place) = (field, at, place);
        // A version where the field is empty says nothing of its values.
        if !values.is_empty() {
            self.values = values;
        }
    }

    fn finish(mut self, versions: usize) -> AlignedField {
        let types: BTreeSet<&str> = self.seen.values().map(|presence| presence.field_type.name()).collect();
        let is_number = |name: &&str| [FieldType::Integer.name(), FieldType::Number.name()].contains(name);
        let field_type = match types.len() {
            1 => self.field.field_type,
            _ if types.iter().all(is_number) => FieldType::Number,
            _ => FieldType::String,
        };
        AlignedField {
            name: self.field.name.clone(),
            title: self.field.title.clone(),
            field_type,
            versions: (0..versions).map(|at| self.seen.remove(&at)).collect(),
        }
    }
}

fn present(field: &Field) -> Presence {
    Presence {
        name: field.name.clone(),
        field_type: field.field_type,
        renamed_from: None,
        retyped_from: None,
        made_from: Vec::new(),
    }
}

/// A field of the version that is looked at, with its place and values.
struct Candidate<'a> {
    field: &'a Field,
    place: usize,
    values: BTreeSet<String>,
}

fn follow<'a>(threads: &mut Vec<Thread<'a>>, shape: &Shape<'a>, at: usize) {
    let fields = shape.schema.map_or(&[][..], |schema| &schema.fields);
    let values = |field: &Field| {
        let sampled = shape.samples.get(&field.name).into_iter().flatten().filter(|_| !field.masked);
        sampled.map(|value| plain(value)).filter(|value| !value.is_empty()).take(VALUES_MAX).collect()
    };
    let mut left: Vec<Candidate<'a>> =
        fields.iter().enumerate().map(|(place, field)| Candidate { field, place, values: values(field) }).collect();
    let rules: [fn(&Thread<'_>, &Candidate<'_>) -> bool; 5] = [
        |thread, candidate| thread.field.name == candidate.field.name,
        |thread, candidate| thread.names.contains(candidate.field.name.as_str()),
        is_alike,
        |thread, candidate| thread.field.kind.is_some() && thread.field.kind == candidate.field.kind,
        has_same_values,
    ];
    for fits in rules {
        left = pair(threads, left, at, fits);
    }
    let made_from = made_from(threads, &left, at);
    for candidate in left {
        let from = made_from.get(&candidate.place).cloned().unwrap_or_default();
        let presence = Presence { made_from: from, ..present(candidate.field) };
        threads.push(Thread {
            field: candidate.field,
            values: candidate.values,
            names: BTreeSet::from([candidate.field.name.as_str()]),
            seen: BTreeMap::from([(at, presence)]),
            last: at,
            place: candidate.place,
        });
    }
}

/// Goes on with the threads that fit one candidate only, which fits no other; answers who is left.
fn pair<'a>(
    threads: &mut [Thread<'a>],
    candidates: Vec<Candidate<'a>>,
    at: usize,
    fits: fn(&Thread<'_>, &Candidate<'_>) -> bool,
) -> Vec<Candidate<'a>> {
    let open: Vec<usize> = (0..threads.len()).filter(|place| !threads[*place].seen.contains_key(&at)).collect();
    let of_candidate: Vec<Vec<usize>> = candidates
        .iter()
        .map(|candidate| open.iter().copied().filter(|place| fits(&threads[*place], candidate)).collect())
        .collect();
    let mut left = Vec::new();
    for (candidate, fitting) in candidates.into_iter().zip(&of_candidate) {
        match fitting[..] {
            [only] if of_candidate.iter().flatten().filter(|place| **place == only).count() == 1 => {
                threads[only].go_on(candidate.field, candidate.values, at, candidate.place);
            }
            _ => left.push(candidate),
        }
    }
    left
}

fn is_alike(thread: &Thread<'_>, candidate: &Candidate<'_>) -> bool {
    let same = |left: &str, right: &str| !left.is_empty() && left == right;
    same(&letters(&thread.field.name), &letters(&candidate.field.name))
        || same(&letters(&thread.field.title.uk), &letters(&candidate.field.title.uk))
}

fn letters(text: &str) -> String {
    text.chars().filter(|sign| sign.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn has_same_values(thread: &Thread<'_>, candidate: &Candidate<'_>) -> bool {
    let fewer = thread.values.len().min(candidate.values.len());
    let shared = thread.values.intersection(&candidate.values).count();
    fewer >= TELLING_VALUES && shared * 100 >= fewer * SHARED_PERCENT
}

/// Small letters, single spaces, a decimal point and no zeros after the fraction: what a change of type leaves of a value.
fn plain(value: &str) -> String {
    let text = value.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let number = text.replace(',', ".");
    let is_number = number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b'-');
    if is_number && number.matches('.').count() == 1 {
        return number.trim_end_matches('0').trim_end_matches('.').to_owned();
    }
    text
}

/// Per place of a new field, the fields of the version before it was made from.
fn made_from(threads: &[Thread<'_>], left: &[Candidate<'_>], at: usize) -> BTreeMap<usize, Vec<String>> {
    let mut made: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    let gone: Vec<&Thread<'_>> = threads.iter().filter(|thread| thread.last + 1 == at).take(SPLIT_FIELDS_MAX).collect();
    let left = &left[..left.len().min(SPLIT_FIELDS_MAX)];
    for thread in &gone {
        let parts: Vec<_> = left.iter().filter(|candidate| are_parts(&candidate.values, &thread.values)).collect();
        if parts.len() > 1 {
            for part in parts {
                made.entry(part.place).or_default().push(thread.field.name.clone());
            }
        }
    }
    for candidate in left.iter().filter(|candidate| !made.contains_key(&candidate.place)).collect::<Vec<_>>() {
        let parts: Vec<_> = gone.iter().filter(|thread| are_parts(&thread.values, &candidate.values)).collect();
        if parts.len() > 1 {
            made.insert(candidate.place, parts.into_iter().map(|thread| thread.field.name.clone()).collect());
        }
    }
    made
}

/// Whether almost all values stand as whole words inside one of the others.
fn are_parts(parts: &BTreeSet<String>, wholes: &BTreeSet<String>) -> bool {
    let words = |text: &str| {
        let words = text.split(|sign: char| !sign.is_alphanumeric() && sign != '.').filter(|word| !word.is_empty());
        words.collect::<Vec<_>>().join(" ")
    };
    let text = wholes.iter().flat_map(|whole| [" ".to_owned(), words(whole), " ".to_owned()]).collect::<String>();
    let parts: Vec<&String> = parts.iter().take(PART_VALUES_MAX).collect();
    let inside = parts.iter().filter(|part| text.contains(&format!(" {} ", words(part)))).count();
    parts.len() >= TELLING_VALUES && inside * 100 >= parts.len() * PARTS_PERCENT
}

#[cfg(test)]
mod tests {
    use super::*;

    fn schema(fields: &[(&str, FieldType)]) -> TableSchema {
        let field = |(name, field_type): &(&str, FieldType)| Field {
            name: (*name).to_owned(),
            title: Message::new(*name, *name),
            field_type: *field_type,
            ..Field::default()
        };
        TableSchema { fields: fields.iter().map(field).collect(), ..TableSchema::default() }
    }

    fn shape<'a>(schema: &'a TableSchema, samples: &[(&str, &[&str])]) -> Shape<'a> {
        let values = |values: &[&str]| values.iter().map(|value| (*value).to_owned()).collect();
        let samples = samples.iter().map(|(name, sample)| ((*name).to_owned(), values(sample))).collect();
        Shape { schema: Some(schema), samples }
    }

    fn of<'a>(aligned: &'a [AlignedField], name: &str) -> &'a AlignedField {
        aligned.iter().find(|field| field.name == name).expect("the field is there")
    }

    #[test]
    fn four_structures_of_one_dataset_become_one() {
        use FieldType::{Integer, Number, String};
        const STREETS: &[&str] = &["вул. Садова", "вул. Зелена", "пл. Ринок", "вул. Городоцька"];
        let first = schema(&[("Street Name", String), ("injured", Integer), ("place", String)]);
        let second = schema(&[("street_name", String), ("injured", Number), ("place", String), ("note", String)]);
        let third = schema(&[("injured", Number), ("вулиця", String), ("latitude", Number), ("longitude", Number)]);
        let fourth = schema(&[
            ("вулиця", String),
            ("injured", String),
            ("latitude", Number),
            ("longitude", Number),
            ("note", String),
        ]);
        let versions = [
            shape(&first, &[("Street Name", STREETS)]),
            shape(&second, &[("street_name", STREETS), ("place", &["49.83, 24.01", "49.84, 24.02", "49.85, 24.03"])]),
            shape(
                &third,
                &[
                    ("вулиця", STREETS),
                    ("latitude", &["49.83", "49.84", "49.85"]),
                    ("longitude", &["24.01", "24.02", "24.03"]),
                ],
            ),
            shape(&fourth, &[("вулиця", STREETS)]),
        ];

        let aligned = align(&versions);

        let names: Vec<&str> = aligned.iter().map(|field| field.name.as_str()).collect();
        assert_eq!(names, ["вулиця", "injured", "latitude", "longitude", "note", "place"]);
        let street = of(&aligned, "вулиця");
        let renamed = |at: usize| street.versions[at].as_ref().and_then(|presence| presence.renamed_from.as_deref());
        assert_eq!([0, 1, 2, 3].map(renamed), [None, Some("Street Name"), Some("street_name"), None]);
        let injured = of(&aligned, "injured");
        let retyped = |at: usize| injured.versions[at].as_ref().and_then(|presence| presence.retyped_from);
        assert_eq!([0, 1, 2, 3].map(retyped), [None, Some(Integer), None, Some(Number)]);
        assert_eq!(injured.field_type, String);
        for part in ["latitude", "longitude"] {
            let made = of(&aligned, part).versions[2].as_ref().expect("it is there");
            assert_eq!(made.made_from, ["place"]);
        }
        let there = |name: &str| of(&aligned, name).versions.iter().map(Option::is_some).collect::<Vec<_>>();
        assert_eq!(there("place"), [true, true, false, false]);
        assert_eq!(there("note"), [false, true, false, true]);
    }

    #[test]
    fn a_field_that_could_be_two_others_is_none() {
        let old = schema(&[("a", FieldType::String)]);
        let new = schema(&[("b", FieldType::String), ("c", FieldType::String)]);
        let values: &[&str] = &["x", "y", "z"];

        let aligned = align(&[shape(&old, &[("a", values)]), shape(&new, &[("b", values), ("c", values)])]);

        assert_eq!(aligned.len(), 3);
        assert!(aligned.iter().flat_map(|field| &field.versions).flatten().all(|there| there.renamed_from.is_none()));
    }

    #[test]
    fn joined_fields_are_told() {
        let old = schema(&[("street", FieldType::String), ("house", FieldType::String)]);
        let new = schema(&[("address", FieldType::String)]);
        let before = shape(&old, &[("street", &["Садова", "Зелена", "Ринок"]), ("house", &["1", "2а", "30"])]);
        let after = shape(&new, &[("address", &["Садова, 1", "Зелена, 2а", "Ринок, 30"])]);

        let aligned = align(&[before, after]);

        let address = of(&aligned, "address").versions[1].as_ref().expect("it is there");
        assert_eq!(address.made_from, ["street", "house"]);
    }
}
