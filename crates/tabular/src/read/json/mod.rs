//! JSON, NDJSON and GeoJSON: arrays of objects or of rows, wherever they lie in the text, are tables.
//!
//! - Every array of objects (or of arrays) that is not inside a record is a table; its path is the table's sheet: `$.result.records`.
//! - Without such an array, an object with at least two objects as members is a table of these, with their names in `key`; failing
//!   that the whole text is one record.
//! - Inner objects are fields `a.b`; arrays of scalars are joined by `, ` where that loses nothing, else JSON; arrays of objects are
//!   JSON. Missing and `null` are empty. Numbers are read as they are written.
//! - A record's place is its number in the array, in NDJSON its line.

mod crs;
mod cursor;
mod flatten;
mod shape;
mod value;
mod walk;

pub(in crate::read) use self::value::write_text;
use self::{shape::Shape, walk::JsonRecords};
use super::{
    RowReader,
    allowance::Allowance,
    beside::Beside,
    encoding, geo,
    name::stem,
    notes,
    record::{Naming, Record, RecordRows, Records, Survey, TableSurvey},
    scan::Scan,
};
use crate::{Container, Dialect, Limits, Reading, Source, TableReading, finding::EngineError, recipe::ReadingChoices};

/// Reads the structure of a JSON text.
pub(super) fn read(
    source: &dyn Source,
    scan: &Scan,
    choices: &ReadingChoices,
    limits: &Limits,
) -> Result<Reading, EngineError> {
    let found = encoding::encoding_of(scan, choices.encoding.as_deref());
    let label = encoding::label(found);
    let look = |shape: Shape| look(source, &label, shape, limits);
    let mut shape = Shape::of(source, Some(&label), limits)?;
    let mut seen = look(shape.clone())?;
    if shape == Shape::Document
        && let Some(better) = seen.better_shape()
    {
        shape = better;
        seen = look(shape.clone())?;
    }
    if seen.too_many {
        return Err(super::record::too_many_tables(limits.tables_max).into());
    }
    let Seen { survey, records, .. } = seen;
    let container = match shape {
        Shape::Lines | Shape::Sequence => Container::Ndjson,
        _ if records.has_features => Container::GeoJson,
        _ => Container::Json,
    };
    let beside = records.beside.as_ref();
    let mut file_notes = notes::file(found, found == encoding_rs::UTF_8, Dialect::default());
    if records.has_features {
        file_notes.extend(geo::crs_note(records.crs()));
    }
    file_notes.extend(beside.and_then(Beside::note));
    let naming = Naming { file: stem(source.name()), title };
    Ok(Reading {
        container,
        encoding: Some(label),
        tables: survey.readings(&naming, choices, file_notes),
        outside: records.beside.map(|beside| beside.texts).unwrap_or_default(),
        sha256: scan.sha256.clone(),
        ..Reading::of(container)
    })
}

/// Opens a table for its rows.
pub(super) fn open(
    source: &dyn Source,
    reading: &Reading,
    table: &TableReading,
    limits: &Limits,
) -> Result<Box<dyn RowReader>, EngineError> {
    let encoding = reading.encoding.as_deref();
    let shape = Shape::again(source, encoding, reading.container, table, limits)?;
    let records = JsonRecords::open(source, encoding, shape, limits)?;
    Ok(Box::new(RecordRows::new(Box::new(records), table, source.size(), limits)))
}

/// What the last named step of a path says.
fn title(path: &str) -> Option<&str> {
    let last = path.rsplit('.').find(|step| *step != "*")?;
    (last != "$").then_some(last)
}

fn last_step(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or_default()
}

/// What one look over all records showed.
struct Seen {
    survey: Survey,
    records: JsonRecords,
    too_many: bool,
}

fn look(source: &dyn Source, encoding: &str, shape: Shape, limits: &Limits) -> Result<Seen, EngineError> {
    let mut records = JsonRecords::open(source, Some(encoding), shape, limits)?;
    records.beside = Some(Beside::default());
    let mut survey = Survey::new(Allowance::of(source.size(), limits));
    let mut record = Record::within(limits);
    let mut too_many = false;
    while records.next(&mut record)? {
        match survey.add(&record, limits) {
            // An object of many objects with arrays inside: another look will show its members as records.
            Err(EngineError::Unreadable(refusal)) if refusal.kind == "too-many-tables" => too_many = true,
            other => other?,
        }
    }
    for table in &mut survey.tables {
        let parent = table.key.rsplit_once('.').map_or("", |(parent, _)| parent);
        let own = records.descriptions.iter().find(|(path, _)| path == parent);
        let only = if records.descriptions.len() == 1 { records.descriptions.first() } else { None };
        if let Some((_, names)) = own.or(only) {
            table.positional_names.clone_from(names);
        }
    }
    Ok(Seen { survey, records, too_many })
}

impl Seen {
    /// Another shape that fits better: where there is no array of records, or the same arrays in every member of an object.
    fn better_shape(&self) -> Option<Shape> {
        let tables: Vec<&str> = self.survey.tables.iter().map(|table| table.key.as_str()).collect();
        let largest = self.records.members.iter().filter(|(_, count)| **count >= 2).max_by(|one, other| {
            // Of two with equally many the outer one.
            one.1.cmp(other.1).then(other.0.len().cmp(&one.0.len()))
        });
        let members = largest.map(|(path, _)| Shape::Members(path.clone()));
        if tables.is_empty() && !self.records.descriptions.is_empty() {
            return Some(Shape::Undescribed);
        }
        if tables.is_empty() {
            return Some(members.unwrap_or(Shape::Whole));
        }
        let (path, count) = largest?;
        let first = &self.survey.tables[0];
        let alike = |table: &TableSurvey| table.has_fields_of(first) && last_step(&table.key) == last_step(&first.key);
        let prefix = format!("{path}.");
        let inside = tables.iter().filter(|key| key.starts_with(&prefix) && key[prefix.len()..].contains('.')).count();
        let repeated = inside == tables.len()
            && tables.len() >= 2
            && tables.len() as u64 * 2 >= *count
            && self.survey.tables.iter().all(alike);
        if self.too_many || repeated { members } else { None }
    }
}
