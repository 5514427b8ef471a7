//! Pass 1 over records: which tables there are and which fields each has, in the order they are first met.

use std::collections::{HashMap, HashSet};

use super::{NAME_BYTES_MAX, Record, geometry_names, name_too_long, position_of, too_many_tables};
use crate::{
    Finding, Limits, TableReading,
    finding::EngineError,
    read::{
        allowance::Allowance,
        columns::Guess,
        csv::too_many_columns,
        name::{table_name, unique},
    },
    recipe::ReadingChoices,
};

/// What all records of a file have in common.
#[derive(Debug)]
pub(in crate::read) struct Survey {
    pub(in crate::read) tables: Vec<TableSurvey>,
    allowance: Allowance,
    index: HashMap<String, usize>,
}

/// One table in the making.
#[derive(Debug, Default)]
pub(in crate::read) struct TableSurvey {
    /// What the format calls it.
    pub(in crate::read) key: String,
    pub(in crate::read) rows: u64,
    /// Names of fields that positions have, where the file says so.
    pub(in crate::read) positional_names: Vec<String>,
    names: Vec<String>,
    /// Whether any record has a value there.
    filled: Vec<bool>,
    places: HashMap<String, usize>,
    guess: Guess,
    first_place: u64,
    /// The cells of the first record, where all have positions and are texts.
    first: Option<Vec<String>>,
    second_place: Option<u64>,
}

/// How the tables of a file are named.
pub(in crate::read) struct Naming<'a> {
    /// The file's name without its ending.
    pub(in crate::read) file: &'a str,
    /// What a table's key says to people; `None` where it says nothing.
    pub(in crate::read) title: fn(&str) -> Option<&str>,
}

impl Survey {
    /// For the records of a file, which may come to so much.
    pub(in crate::read) fn new(allowance: Allowance) -> Self {
        Self { tables: Vec::new(), allowance, index: HashMap::new() }
    }

    /// Counts a record in.
    pub(in crate::read) fn add(&mut self, record: &Record, limits: &Limits) -> Result<(), EngineError> {
        record.check()?;
        self.allowance.spend(record.bytes())?;
        let at = match self.index.get(&record.table) {
            Some(at) => *at,
            None => self.begin(&record.table, limits)?,
        };
        self.tables[at].add(record, limits)
    }

    /// Makes room for a table, empty or not.
    pub(in crate::read) fn begin(&mut self, key: &str, limits: &Limits) -> Result<usize, EngineError> {
        if let Some(at) = self.index.get(key) {
            return Ok(*at);
        }
        if self.tables.len() >= limits.tables_max {
            return Err(too_many_tables(limits.tables_max).into());
        }
        self.index.insert(key.to_owned(), self.tables.len());
        self.tables.push(TableSurvey { key: key.to_owned(), ..TableSurvey::default() });
        Ok(self.tables.len() - 1)
    }

    /// The readings of all tables with a field; `notes` of the file go to the first.
    pub(in crate::read) fn readings(
        self,
        naming: &Naming<'_>,
        choices: &ReadingChoices,
        notes: Vec<Finding>,
    ) -> Vec<TableReading> {
        let mut taken = Vec::new();
        let mut readings: Vec<TableReading> = Vec::new();
        let tables: Vec<TableSurvey> = self.tables.into_iter().filter(|table| !table.names.is_empty()).collect();
        let single = tables.len() == 1;
        for table in tables {
            let key = table.key.clone();
            let own = if key.is_empty() { None } else { (naming.title)(&key) };
            let title = if single { naming.file } else { own.unwrap_or(naming.file) };
            let base = table_name(title).or_else(|| own.and_then(table_name)).unwrap_or_else(|| "table".to_owned());
            let name = unique(&base, &taken);
            taken.push(name.clone());
            readings.push(table.reading(name, title, choices));
        }
        readings.retain(|table| !choices.skipped_tables.contains(&table.name));
        if let Some(first) = readings.first_mut() {
            first.notes.splice(0..0, notes);
        }
        readings
    }
}

impl TableSurvey {
    /// Declares a field, so that it is a column even where no record has it.
    pub(in crate::read) fn declare(&mut self, name: &str, limits: &Limits) -> Result<(), EngineError> {
        let at = self.column(name, limits)?;
        self.filled[at] = true;
        Ok(())
    }

    /// Whether two tables have the same fields.
    pub(in crate::read) fn has_fields_of(&self, other: &Self) -> bool {
        self.names == other.names
    }

    fn add(&mut self, record: &Record, limits: &Limits) -> Result<(), EngineError> {
        self.rows += 1;
        self.guess.restart();
        for (name, value) in record.cells() {
            let column = match self.guess.next(&self.names, &self.places, name) {
                Some(column) => column,
                None => self.column(name, limits)?,
            };
            self.filled[column] |= !value.is_empty();
        }
        if self.rows == 1 {
            self.first_place = record.place;
            let positional =
                record.cells().next().is_some() && record.cells().all(|cell| position_of(cell.0).is_some());
            if positional && record.all_text {
                self.first = Some(record.cells().map(|(_, value)| value.to_owned()).collect());
            }
        } else if self.rows == 2 {
            self.second_place = Some(record.place);
        }
        Ok(())
    }

    fn column(&mut self, name: &str, limits: &Limits) -> Result<usize, EngineError> {
        if let Some(column) = self.places.get(name) {
            return Ok(*column);
        }
        if name.len() > NAME_BYTES_MAX {
            return Err(name_too_long(name).into());
        }
        let column = self.names.len();
        if column >= limits.columns_max {
            return Err(too_many_columns(column + 1, limits.columns_max).into());
        }
        self.places.insert(name.to_owned(), column);
        self.names.push(name.to_owned());
        self.filled.push(false);
        Ok(column)
    }

    fn reading(self, name: String, title: &str, choices: &ReadingChoices) -> TableReading {
        let has_header = self.has_header(choices.header_rows.get(&name).copied());
        let headers = self.headers(has_header);
        let first_row = if has_header { self.second_place.unwrap_or(self.first_place + 1) } else { self.first_place };
        TableReading {
            name,
            title: title.to_owned(),
            sheet: (!self.key.is_empty()).then(|| self.key.clone()),
            title_rows: Vec::new(),
            header_rows: if has_header { vec![self.first_place] } else { Vec::new() },
            first_row,
            last_row: None,
            columns: (1..=u32::try_from(headers.len()).unwrap_or(u32::MAX)).collect(),
            headers,
            ..TableReading::default()
        }
    }

    /// Whether the first record names the positions: texts all, none twice.
    fn has_header(&self, wanted: Option<u64>) -> bool {
        let Some(first) = &self.first else { return false };
        let distinct: HashSet<&str> = first.iter().map(String::as_str).collect();
        let names = distinct.len() == first.len() && first.iter().all(|cell| !cell.trim().is_empty());
        match wanted {
            Some(rows) => rows > 0,
            None => self.positional_names.is_empty() && names && self.rows > 1,
        }
    }

    /// The texts of the header: fields as they were met, what comes from geometries last.
    fn headers(&self, has_header: bool) -> Vec<String> {
        if self.names.iter().any(|name| position_of(name).is_some()) {
            return self.positional_headers(has_header);
        }
        let kept = (0..self.names.len()).filter(|column| !self.is_hollow(*column)).map(|column| &self.names[column]);
        let (geometries, plain): (Vec<&String>, Vec<&String>) = kept.partition(|name| geometry_names(name).is_some());
        let mut headers: Vec<String> = plain.into_iter().cloned().collect();
        let clash = geometries.iter().any(|name| geometry_names(name).is_some_and(|names| headers.contains(&names[1])));
        for name in geometries {
            if let Some([long, plain]) = geometry_names(name) {
                headers.push(if clash { long } else { plain });
            }
        }
        headers
    }

    fn positional_headers(&self, has_header: bool) -> Vec<String> {
        let width = self.names.iter().filter_map(|name| position_of(name)).max().map_or(0, |last| last + 1);
        let given = if has_header { self.first.as_deref().unwrap_or_default() } else { &self.positional_names };
        let mut headers: Vec<String> =
            (0..width).map(|position| given.get(position).cloned().unwrap_or_default()).collect();
        headers.extend(self.names.iter().filter(|name| position_of(name).is_none()).cloned());
        headers
    }

    /// Whether a field never has a value and only stands for the fields inside it: `a` beside `a.b`.
    fn is_hollow(&self, column: usize) -> bool {
        let inner = format!("{}.", self.names[column]);
        !self.filled[column] && self.names.iter().any(|name| name.starts_with(&inner))
    }
}
