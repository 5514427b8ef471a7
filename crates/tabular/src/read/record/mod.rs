//! Records: what formats without rows and columns are made of. A record names its table and its cells; which columns there are is
//! known only when all records were seen.
//!
//! What lives here turns records into tables. Where they come from is for the formats.

mod rows;
mod survey;

use super::{csv::record_too_long, note::shorten};
use crate::{Finding, Limits, Unreadable, finding::EngineError};

pub(super) use self::{
    rows::RecordRows,
    survey::{Naming, Survey, TableSurvey},
};

/// Begins the names of cells made from a geometry: they must not clash with what the publisher named so.
const OF_GEOMETRY: &str = "\u{1}";
/// Begins the names of cells that have a position instead of a name.
const POSITIONAL: &str = "\u{2}";

/// How many times longer than allowed a record may be in the making: names of fields inside fields are written out in full, and
/// coordinates get longer.
const ROOM: usize = 4;

/// Bytes of a field's name: it stands with every value.
const NAME_BYTES_MAX: usize = 4 << 10;

/// One record. Holds only so much; what does not fit is left out, and [`Record::check`] tells.
#[derive(Debug, Default)]
pub(super) struct Record {
    /// Its table, as the format calls it; empty where there is only one.
    pub(super) table: String,
    /// Where it stands: line or number, from 1.
    pub(super) place: u64,
    /// Whether all its cells are texts, as a header's are.
    pub(super) all_text: bool,
    text: String,
    /// Ends of name and value in the text.
    cells: Vec<(usize, usize)>,
    bytes_max: usize,
    is_full: bool,
    allowed: usize,
}

impl Record {
    /// A record that holds as much as the limits allow.
    pub(super) fn within(limits: &Limits) -> Self {
        let allowed = limits.record_bytes_max;
        Self { bytes_max: allowed.saturating_mul(ROOM), allowed, ..Self::default() }
    }

    /// Refuses a record of which something was left out.
    pub(super) fn check(&self) -> Result<(), Unreadable> {
        if self.is_full { Err(record_too_long(self.place, self.allowed)) } else { Ok(()) }
    }

    /// Whether nothing more fits in.
    pub(super) fn is_full(&self) -> bool {
        self.is_full
    }

    /// Bytes that it takes.
    fn bytes(&self) -> usize {
        self.text.len() + self.cells.len() * size_of::<(usize, usize)>()
    }

    /// Begins anew.
    pub(super) fn begin(&mut self, table: &str, place: u64) {
        table.clone_into(&mut self.table);
        self.place = place;
        self.all_text = true;
        self.is_full = false;
        self.text.clear();
        self.cells.clear();
    }

    /// Adds a cell.
    pub(super) fn push(&mut self, name: &str, value: &str) {
        self.push_after("", name, value);
    }

    /// Adds a cell that comes from a geometry: `lon`, `lat` or `geometry`.
    pub(super) fn push_geometry(&mut self, name: &str, value: &str) {
        self.push_after(OF_GEOMETRY, name, value);
    }

    /// Adds a cell that has only its position, from 0.
    pub(super) fn push_positional(&mut self, position: usize, value: &str) {
        self.push_after(POSITIONAL, &position.to_string(), value);
    }

    fn push_after(&mut self, mark: &str, name: &str, value: &str) {
        self.is_full |= self.bytes() + name.len() + value.len() > self.bytes_max;
        if self.is_full {
            return;
        }
        self.text.push_str(mark);
        self.text.push_str(name);
        let middle = self.text.len();
        self.text.push_str(value);
        self.cells.push((middle, self.text.len()));
    }

    /// Names and values.
    pub(super) fn cells(&self) -> impl Iterator<Item = (&str, &str)> {
        let starts = std::iter::once(0).chain(self.cells.iter().map(|(_, end)| *end));
        starts.zip(&self.cells).map(|(start, (middle, end))| (&self.text[start..*middle], &self.text[*middle..*end]))
    }
}

/// Gives out the records of a file, one after another.
pub(super) trait Records: Send {
    /// The next record; `false` at the end.
    fn next(&mut self, record: &mut Record) -> Result<bool, EngineError>;

    /// What reading them found. Complete at the end.
    fn notes(&self) -> Vec<Finding> {
        Vec::new()
    }
}

/// The name of a cell that has only a position.
fn position_of(name: &str) -> Option<usize> {
    name.strip_prefix(POSITIONAL).and_then(|digits| digits.parse().ok())
}

/// Names the column of a geometry's cell may have, the less likely first.
fn geometry_names(name: &str) -> Option<[String; 2]> {
    name.strip_prefix(OF_GEOMETRY).map(|plain| [format!("geometry_{plain}"), plain.to_owned()])
}

/// A name that is no name.
fn name_too_long(name: &str) -> Unreadable {
    let (kilobytes, begin) = (NAME_BYTES_MAX >> 10, shorten(name));
    Unreadable::new(
        "record-too-long",
        format!(
            "Назва поля довша за {kilobytes} КБ: «{begin}». Схоже, значення стоять на місці назв. Виправте файл чи вивантажте його ще раз."
        ),
        format!(
            "The name of a field is longer than {kilobytes} KB: “{begin}”. Values seem to stand where names should. Mend the file or export it anew."
        ),
    )
}

/// More tables than allowed.
pub(super) fn too_many_tables(most: usize) -> Unreadable {
    Unreadable::new(
        "too-many-tables",
        format!("У файлі понад {most} таблиць. Поділіть його на кілька файлів."),
        format!("The file holds more than {most} tables. Split it into several files."),
    )
}
