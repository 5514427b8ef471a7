//! The records of a JSON text, one after another, whatever its size.

use std::collections::BTreeMap;

use super::{
    crs::{crs_at_end, crs_of},
    cursor::Cursor,
    flatten::{fill, is_feature},
    shape::{Shape, describes},
    value::{Broken, Value},
};
use crate::{
    Finding, Limits, Message, Place, Severity, Source,
    finding::EngineError,
    read::{
        beside::Beside,
        geo::{self, Crs},
        note::{Rule, Tally},
        record::{Record, Records},
    },
};

/// Objects around the arrays of records.
const LEVELS_MAX: usize = 8;
/// Bytes of the names on the way to an array: tables are called so.
const PATH_BYTES_MAX: usize = 4 << 10;
/// Bytes of a description of fields.
const DESCRIPTION_BYTES_MAX: usize = 1 << 20;
/// Objects whose members are counted.
const COUNTED_MAX: usize = 10_000;
/// Broken lines after which a text with fewer good ones is no NDJSON.
const BROKEN_FREE: u64 = 100;

/// Reads records.
pub(super) struct JsonRecords {
    cursor: Cursor,
    shape: Shape,
    frames: Vec<Frame>,
    begun: bool,
    /// Records, or lines with records, so far.
    good: u64,
    crs: Crs,
    limits: Limits,
    /// `None` where nobody asks for what stands beside the records.
    pub(super) beside: Option<Beside>,
    /// How many objects an object has as members, by its path.
    pub(super) members: BTreeMap<String, u64>,
    /// Names of fields that stand apart from the rows, by the path of the object around them.
    pub(super) descriptions: Vec<(String, Vec<String>)>,
    pub(super) has_features: bool,
    broken: Tally,
    truncated: Tally,
}

struct Frame {
    path: String,
    is_rows: bool,
    after_value: bool,
    count: u64,
}

impl JsonRecords {
    pub(super) fn open(
        source: &dyn Source,
        encoding: Option<&str>,
        shape: Shape,
        limits: &Limits,
    ) -> Result<Self, EngineError> {
        let crs = if matches!(shape, Shape::Document) { crs_at_end(source)? } else { None };
        Ok(Self {
            cursor: Cursor::open(source, encoding, limits)?,
            shape,
            frames: Vec::new(),
            begun: false,
            good: 0,
            crs: crs.unwrap_or_else(Crs::wgs84),
            limits: limits.clone(),
            beside: None,
            members: BTreeMap::new(),
            descriptions: Vec::new(),
            has_features: false,
            broken: Tally::default(),
            truncated: Tally::default(),
        })
    }

    /// The system of the features.
    pub(super) fn crs(&self) -> &Crs {
        &self.crs
    }

    /// Takes the value at hand as a record.
    fn take(&mut self, record: &mut Record, table: &str, place: u64, key: Option<&str>) -> Result<(), EngineError> {
        let length = self.cursor.value()?;
        let value = Value::parse(&self.cursor.text()[..length]).map_err(|broken| self.cursor.broken(broken))?;
        if is_feature(&value) {
            self.has_features = true;
            if self.crs.known == geo::Known::Sk63 || self.crs.known == geo::Known::Nothing {
                return Err(geo::refused(&self.crs).into());
            }
        }
        record.begin(table, place);
        if let Some(key) = key {
            record.push("key", key);
        }
        fill(record, &value, self.crs.transform().as_ref());
        self.cursor.skip(length);
        self.good += 1;
        Ok(())
    }

    /// A record from a text that is one value per line.
    fn next_line(&mut self, record: &mut Record) -> Result<bool, EngineError> {
        while self.cursor.peek()?.is_some() {
            let length = self.cursor.line_length()?;
            let text = &self.cursor.text()[..length];
            let line = self.cursor.line;
            let parsed = Value::parse(text.trim_end().trim_end_matches(','));
            if let Ok(value) = parsed.as_ref()
                && value.is_nested()
            {
                self.has_features |= is_feature(value);
                record.begin("", line);
                fill(record, value, self.crs.transform().as_ref());
                self.cursor.skip(length);
                self.good += 1;
                return Ok(true);
            }
            let place = || (Place { row: Some(line), ..Place::default() }, text.to_owned());
            let is_last = self.cursor.is_last(length);
            let tally = if is_last { &mut self.truncated } else { &mut self.broken };
            tally.add(self.limits.examples_max, place);
            if self.broken.count > self.good + BROKEN_FREE || (is_last && self.good == 0) {
                let broken = parsed.err().unwrap_or(Broken { at: 0, too_deep: false });
                return Err(self.cursor.broken(broken).into());
            }
            self.cursor.skip(length);
        }
        Ok(false)
    }

    /// A value at the top.
    fn next_root(&mut self, record: &mut Record) -> Result<Option<bool>, EngineError> {
        if self.shape == Shape::Lines {
            return self.next_line(record).map(Some);
        }
        let Some(sign) = self.cursor.peek()? else { return Ok(Some(false)) };
        match (&self.shape, sign) {
            (Shape::Sequence, _) => {
                let line = self.cursor.line;
                self.take(record, "", line, None)?;
                return Ok(Some(true));
            }
            (Shape::Whole, b'{' | b'[') if !self.begun => {
                self.begun = true;
                self.take(record, "$", 1, None)?;
                return Ok(Some(true));
            }
            (_, b'[') if !self.begun => self.enter(String::new(), true),
            (_, b'{') if !self.begun => self.enter("$".to_owned(), false),
            _ => return Err(self.cursor.broken(Broken { at: 0, too_deep: false }).into()),
        }
        self.begun = true;
        Ok(None)
    }

    fn enter(&mut self, path: String, is_rows: bool) {
        self.cursor.skip(1);
        self.frames.push(Frame { path, is_rows, after_value: false, count: 0 });
    }

    /// Passes a comma or an end; says whether a value follows.
    fn step(&mut self) -> Result<bool, EngineError> {
        let sign = self.cursor.peek()?.ok_or_else(|| self.cursor.cut_off())?;
        let Some(frame) = self.frames.last_mut() else { return Ok(false) };
        let end = if frame.is_rows { b']' } else { b'}' };
        if sign == end {
            self.cursor.skip(1);
            self.frames.pop();
            return Ok(false);
        }
        if std::mem::replace(&mut frame.after_value, true) {
            if sign != b',' {
                return Err(self.cursor.broken(Broken { at: 0, too_deep: false }).into());
            }
            self.cursor.skip(1);
            self.cursor.peek()?;
        }
        Ok(true)
    }

    /// Reads the name of a member and the colon behind it.
    fn name(&mut self) -> Result<String, EngineError> {
        if self.cursor.peek()? != Some(b'"') {
            return Err(self.cursor.broken(Broken { at: 0, too_deep: false }).into());
        }
        let length = self.cursor.value()?;
        let name = Value::parse(&self.cursor.text()[..length]).map_err(|broken| self.cursor.broken(broken))?;
        let name = name.as_text().unwrap_or_default().to_owned();
        self.cursor.skip(length);
        if self.cursor.peek()? != Some(b':') {
            return Err(self.cursor.broken(Broken { at: 0, too_deep: false }).into());
        }
        self.cursor.skip(1);
        Ok(name)
    }

    /// The next member of an object outside the records; says whether it is a record.
    fn member(&mut self, record: &mut Record, path: &str) -> Result<bool, EngineError> {
        let name = self.name()?;
        let inner = format!("{path}.{name}");
        let sign = self.cursor.peek()?.ok_or_else(|| self.cursor.cut_off())?;
        let (is_target, is_way) = match &self.shape {
            Shape::Members(target) => (target == path, *target == inner || target.starts_with(&format!("{inner}."))),
            _ => (false, true),
        };
        match sign {
            b'{' if is_target => {
                let count = self.frames.last_mut().map_or(1, |frame| {
                    frame.count += 1;
                    frame.count
                });
                self.take(record, &format!("{path}.*"), count, Some(&name))?;
                return Ok(true);
            }
            b'{' if path == "$" && name == "crs" => {
                if let Some(crs) = self.value_at_hand(crs_of)?.flatten() {
                    self.crs = crs;
                }
            }
            b'{' if is_way => {
                if self.frames.len() >= LEVELS_MAX || inner.len() > PATH_BYTES_MAX {
                    self.set_aside(&inner)?;
                    return Ok(false);
                }
                if self.members.len() < COUNTED_MAX || self.members.contains_key(path) {
                    *self.members.entry(path.to_owned()).or_default() += 1;
                }
                self.enter(inner, false);
            }
            b'[' if is_way && !is_target && name != "coordinates" && inner.len() <= PATH_BYTES_MAX => {
                if !self.is_description(path, &name)? {
                    self.enter(inner, true);
                }
            }
            _ => self.set_aside(&inner)?,
        }
        Ok(false)
    }

    /// Parses the value at hand and gives it up.
    fn value_at_hand<T>(&mut self, look: impl FnOnce(&Value<'_>) -> T) -> Result<Option<T>, EngineError> {
        let length = self.cursor.value()?;
        let value = Value::parse(&self.cursor.text()[..length]).map_err(|broken| self.cursor.broken(broken))?;
        let seen = look(&value);
        self.cursor.skip(length);
        Ok(Some(seen))
    }

    fn set_aside(&mut self, path: &str) -> Result<(), EngineError> {
        let length = self.cursor.value()?;
        let value = Value::parse(&self.cursor.text()[..length]).map_err(|broken| self.cursor.broken(broken))?;
        if let Some(beside) = &mut self.beside {
            keep(beside, path, &value);
        }
        self.cursor.skip(length);
        Ok(())
    }

    /// Takes an array that only says which fields the rows have.
    fn is_description(&mut self, path: &str, name: &str) -> Result<bool, EngineError> {
        if self.shape == Shape::Undescribed || !describes(name) {
            return Ok(false);
        }
        let length = match self.cursor.value() {
            Ok(length) if length <= DESCRIPTION_BYTES_MAX => length,
            Err(EngineError::Io(error)) => return Err(error.into()),
            _ => return Ok(false),
        };
        let value = Value::parse(&self.cursor.text()[..length]).map_err(|broken| self.cursor.broken(broken))?;
        let Some(names) = described(&value) else { return Ok(false) };
        if let Some(beside) = &mut self.beside {
            keep(beside, &format!("{path}.{name}"), &value);
        }
        self.cursor.skip(length);
        self.descriptions.push((path.to_owned(), names));
        Ok(true)
    }

    /// The next element of an array of records; says whether it is one.
    fn element(&mut self, record: &mut Record, path: &str) -> Result<bool, EngineError> {
        let sign = self.cursor.peek()?.ok_or_else(|| self.cursor.cut_off())?;
        if !matches!(sign, b'{' | b'[') && !path.is_empty() {
            self.set_aside(path)?;
            return Ok(false);
        }
        let count = self.frames.last_mut().map_or(1, |frame| {
            frame.count += 1;
            frame.count
        });
        self.take(record, path, count, None)?;
        Ok(true)
    }
}

impl Records for JsonRecords {
    fn next(&mut self, record: &mut Record) -> Result<bool, EngineError> {
        loop {
            let Some((path, is_rows)) =
                self.frames.last_mut().map(|frame| (std::mem::take(&mut frame.path), frame.is_rows))
            else {
                match self.next_root(record)? {
                    Some(found) => return Ok(found),
                    None => continue,
                }
            };
            let level = self.frames.len();
            let found =
                self.step()? && if is_rows { self.element(record, &path)? } else { self.member(record, &path)? };
            if let Some(frame) = self.frames.get_mut(level - 1) {
                frame.path = path;
            }
            if found {
                return Ok(true);
            }
        }
    }

    fn notes(&self) -> Vec<Finding> {
        let error = |kind, broken| Rule { kind, severity: Severity::Error, broken };
        let first = Tally::first_row;
        [
            self.broken.finding(error("broken-record", "json=valid"), |tally| {
                Message::new(
                    format!("Рядків, які не є правильним JSON: {} (перший — рядок {}). Їх не прочитано. Виправте ці рядки або вивантажте файл ще раз.", tally.count, first(tally)),
                    format!("Lines that are not valid JSON: {} (first: line {}). They were not read. Mend these lines or export the file anew.", tally.count, first(tally)),
                )
            }),
            self.truncated.finding(error("truncated", "file=complete"), |tally| {
                Message::new(
                    format!("Останній запис обірвано (рядок {}). Його не прочитано; імовірно, бракує й наступних. Вивантажте файл ще раз.", first(tally)),
                    format!("The last record is cut off (line {}). It was not read, and more may be missing. Export the file anew.", first(tally)),
                )
            }),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

/// Names of fields that an array of texts, or of objects with names and types, describes.
fn described(value: &Value<'_>) -> Option<Vec<String>> {
    let name = |element: &Value<'_>| match element {
        Value::Text(text) => Some(text.to_string()),
        Value::Object(_) => {
            let named =
                ["id", "name", "fieldName", "field", "column"].iter().find_map(|key| element.get(key)?.as_text());
            let typed = ["type", "dataTypeName", "dataType", "datatype"].iter().any(|key| element.get(key).is_some());
            // Socrata numbers its columns in `id` and names them in `fieldName`.
            let own = element.get("fieldName").and_then(Value::as_text).or(named);
            own.filter(|_| typed).map(str::to_owned)
        }
        _ => None,
    };
    let elements = value.as_array().filter(|elements| !elements.is_empty())?;
    elements.iter().map(name).collect()
}

/// Keeps every text of a value that is no part of a table.
fn keep(beside: &mut Beside, place: &str, value: &Value<'_>) {
    match value {
        Value::Array(elements) => elements.iter().for_each(|element| keep(beside, place, element)),
        Value::Object(members) => members.iter().for_each(|(_, inner)| keep(beside, place, inner)),
        scalar => beside.push(place, &scalar.cell()),
    }
}
