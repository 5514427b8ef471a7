//! Where the records lie in a JSON text.

use super::{cursor::Cursor, value::Value};
use crate::{Limits, Source, TableReading, finding::EngineError, reading::Container};

/// Text looked at for its lines.
const HEAD_BYTES: usize = 256 << 10;

/// Where the records lie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Shape {
    /// In arrays: the text is one, or an object around one or several.
    Document,
    /// The same where an array that looks like a description of fields is all there is, and so the table.
    Undescribed,
    /// The members of the object at this path are the records, named by their keys.
    Members(String),
    /// The whole text is one record.
    Whole,
    /// Each line is a record.
    Lines,
    /// One value after another, over as many lines as they like.
    Sequence,
}

impl Shape {
    /// What the first values show.
    pub(super) fn of(source: &dyn Source, encoding: Option<&str>, limits: &Limits) -> Result<Self, EngineError> {
        let mut cursor = Cursor::open(source, encoding, limits)?;
        cursor.peek()?;
        if is_lines(&cursor) {
            return Ok(Self::Lines);
        }
        // A value that does not end within the longest record is a document.
        let first = match cursor.value() {
            Ok(length) => length,
            Err(EngineError::Unreadable(_)) => return Ok(Self::Document),
            Err(other) => return Err(other),
        };
        cursor.skip(first);
        let follows = matches!(cursor.peek()?, Some(b'{' | b'['));
        Ok(if follows { Self::Sequence } else { Self::Document })
    }

    /// The shape that a table was read in.
    pub(super) fn again(
        source: &dyn Source,
        encoding: Option<&str>,
        container: Container,
        table: &TableReading,
        limits: &Limits,
    ) -> Result<Self, EngineError> {
        Ok(match table.sheet.as_deref() {
            _ if container == Container::Ndjson => Self::of(source, encoding, limits)?,
            Some("$") => Self::Whole,
            Some(path) if path.rsplit('.').next().is_some_and(describes) => Self::Undescribed,
            Some(path) if path.ends_with(".*") => Self::Members(path.trim_end_matches(".*").to_owned()),
            _ => Self::Document,
        })
    }
}

/// Whether an array of this name may only say which fields the rows have.
pub(super) fn describes(name: &str) -> bool {
    ["fields", "columns", "headers", "header", "cols"].contains(&name.to_lowercase().as_str())
}

/// Whether each line is a value of its own: the first is, or those after a damaged first one are.
fn is_lines(cursor: &Cursor) -> bool {
    let text = cursor.text();
    let head = &text[..text.floor_char_boundary(HEAD_BYTES)];
    let mut lines = head.split('\n').map(str::trim).filter(|line| !line.is_empty());
    let opens = |line: &str| line.starts_with(['{', '[']);
    let whole = |line: &str| opens(line) && Value::parse(line).is_ok();
    let (Some(first), Some(second)) = (lines.next(), lines.next()) else { return false };
    if whole(first) {
        return opens(second);
    }
    // In a document the lines of an array end with commas.
    first.starts_with('{') && first.len() > 1 && whole(second) && lines.next().is_some_and(opens)
}
