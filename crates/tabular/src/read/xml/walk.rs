//! The records of an XML file: chosen elements, each with what the repeated elements around it say.

use std::collections::HashSet;

use super::{
    element::{Element, Piece, piece},
    events::Events,
};
use crate::{
    Limits, Source,
    finding::EngineError,
    read::{
        beside::Beside,
        record::{Record, Records},
    },
};

/// Bytes of texts that elements around the records pass on.
const AROUND_BYTES_MAX: usize = 1 << 20;

/// Values that each of them passes on.
const AROUND_CELLS_MAX: usize = 100;

/// Makes a record of an element.
pub(super) type Fill = fn(&Element, &mut Record);

/// Reads records.
pub(super) struct XmlRecords {
    events: Events,
    /// Paths of the record elements; `//name` for those of that name wherever they stand.
    paths: Vec<String>,
    /// Names under which their tables go.
    keys: Vec<String>,
    counts: Vec<u64>,
    fill: Fill,
    open: Vec<Around>,
    path: String,
    bytes_max: usize,
    /// Paths around the records whose texts belong to each record; the others' stand beside. `None`: all.
    pub(super) passed_on: Option<HashSet<String>>,
    /// `None` where nobody asks.
    pub(super) beside: Option<Beside>,
}

/// An element around the records.
#[derive(Debug, Default)]
struct Around {
    name: String,
    path_length: usize,
    cells: Vec<(String, String)>,
    bytes: usize,
    text: String,
    has_children: bool,
}

impl XmlRecords {
    pub(super) fn new(
        source: &dyn Source,
        encoding: Option<&str>,
        paths: Vec<String>,
        keys: Vec<String>,
        fill: Fill,
        limits: &Limits,
    ) -> Result<Self, EngineError> {
        Ok(Self {
            events: Events::open(source, encoding, limits)?,
            counts: vec![0; paths.len()],
            paths,
            keys,
            fill,
            open: Vec::new(),
            path: String::new(),
            bytes_max: limits.record_bytes_max,
            passed_on: None,
            beside: None,
        })
    }

    fn is_passed_on(&self, name: &str) -> bool {
        let Some(paths) = &self.passed_on else { return true };
        let is_named = || {
            let around = self.open.last().map(|around| format!("//{}", around.name));
            around.is_some_and(|around| paths.contains(&around))
        };
        paths.contains(&self.path) || matches!(name, "name" | "description") && is_named()
    }

    /// Keeps a value of an element around the records.
    fn keep(&mut self, name: &str, value: &str) {
        let passes = self.is_passed_on(name);
        if value.trim().is_empty() {
            return;
        }
        let Some(around) = self.open.last_mut() else { return };
        let bytes = name.len() + value.len();
        let fits = around.bytes + bytes <= AROUND_BYTES_MAX && around.cells.len() < AROUND_CELLS_MAX;
        if passes && fits && !around.cells.iter().any(|(key, _)| key == name) {
            around.bytes += bytes;
            around.cells.push((name.to_owned(), value.trim().to_owned()));
        } else if let Some(beside) = &mut self.beside {
            beside.push(&self.path, value);
        }
    }

    fn enter(&mut self, element: Element) {
        let attributes = element.attributes;
        self.open.push(Around { name: element.name, path_length: self.path.len(), ..Around::default() });
        for (name, value) in attributes {
            self.keep(&name, &value);
        }
    }

    fn leave(&mut self) {
        let Some(done) = self.open.pop() else { return };
        self.path.truncate(done.path_length - done.name.len() - 1);
        let Some(parent) = self.open.last_mut() else { return };
        parent.has_children = true;
        if done.has_children || !done.text.trim().is_empty() && !done.cells.is_empty() {
            let text = done.text;
            self.keep_beside(&text);
        } else if !done.text.trim().is_empty() {
            self.keep(&done.name, &done.text);
        }
    }

    fn keep_beside(&mut self, text: &str) {
        if let Some(beside) = &mut self.beside {
            beside.push(&self.path, text);
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(around) = self.open.last_mut()
            && around.text.len() + text.len() <= AROUND_BYTES_MAX
        {
            around.text.push_str(text);
        }
    }

    fn make(&mut self, record: &mut Record, table: usize, element: &Element) {
        self.counts[table] += 1;
        record.begin(&self.keys[table], self.counts[table]);
        let mut cells: Vec<(String, String)> = Vec::new();
        for (around, name, value) in self
            .open
            .iter()
            .flat_map(|around| around.cells.iter().map(move |(name, value)| (&around.name, name, value)))
        {
            let key = format!("{around}.{name}");
            // Folders within folders: the way to the record.
            match cells.iter_mut().find(|(known, _)| *known == key) {
                Some((_, known)) => *known = format!("{known} / {value}"),
                None => cells.push((key, value.clone())),
            }
        }
        for (name, value) in &cells {
            record.push(name, value);
        }
        (self.fill)(element, record);
    }
}

impl Records for XmlRecords {
    fn next(&mut self, record: &mut Record) -> Result<bool, EngineError> {
        loop {
            let (element, is_open) = match piece(&mut self.events)? {
                Piece::Opened(element) => (element, true),
                Piece::Single(element) => (element, false),
                Piece::Closed => {
                    self.leave();
                    continue;
                }
                Piece::Text(text) => {
                    self.text(&text);
                    continue;
                }
                Piece::Comment(text) => {
                    self.keep_beside(&text);
                    continue;
                }
                Piece::End => return Ok(false),
                Piece::Other => continue,
            };
            self.path.push('/');
            self.path.push_str(&element.name);
            let is_it = |wanted: &String| match wanted.strip_prefix("//") {
                Some(name) => name == element.name,
                None => *wanted == self.path,
            };
            let table = self.paths.iter().position(is_it);
            if let Some(table) = table {
                self.path.truncate(self.path.len() - element.name.len() - 1);
                let whole = if is_open { element.rest(&mut self.events, self.bytes_max)? } else { element };
                if let Some(parent) = self.open.last_mut() {
                    parent.has_children = true;
                }
                self.make(record, table, &whole);
                return Ok(true);
            }
            self.enter(element);
            if !is_open {
                self.leave();
            }
        }
    }
}
