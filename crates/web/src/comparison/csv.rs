//! All changes between two versions as CSV, one cell a line, streamed as they are found.

use std::{borrow::Cow, collections::BTreeSet};

use axum::{
    body::{Body, Bytes},
    extract::{Path, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use futures::stream;
use intake::{AllChanges, IntakeError};
use tabular::{diff::RowChange, export::is_formula};

use super::{Asked, kind_name};
use crate::{Portal, Problem, Visit};

/// Lists all changes between two versions of a table as CSV, one changed cell a line; counts and examples are in JSON.
///
/// Columns: `kind`, `old_row` and `new_row` (from 1), `key.*` per field that identifies a row, `field`, `old`, `new`, `masked`. No value
/// is an empty cell, an empty text is `""`. Values of masked fields are left out.
#[utoipa::path(
    get, path = "/datasets/{identifier}/compare.csv", tag = "versions",
    params(
        ("identifier" = String, Path, description = "Public identifier of the dataset"),
        ("distribution" = Option<u32>, Query, description = "Number of the distribution; 1 unless given"),
        ("from" = Option<u32>, Query, description = "The older version; the one before `to` unless given"),
        ("to" = Option<u32>, Query, description = "The newer version; the latest unless given"),
        ("table" = Option<String>, Query, description = "Name of the table; the first that both versions have unless given"),
        ("kind" = Option<String>, Query, description = "Only rows that were `added`, `removed` or `changed`"),
        ("field" = Option<String>, Query, description = "Only cells of the field with this name in either version"),
        ("excel_safe" = Option<bool>, Query, description = "Text that a spreadsheet would run as a formula gets a leading apostrophe"),
    ),
    responses(
        (status = 200, description = "All changes", body = String, content_type = "text/csv"),
        (status = 404, description = "No such version or table"),
        (status = 503, description = "As many such answers are under way as may be at once")
    )
)]
pub(super) async fn csv(
    State(portal): State<Portal>,
    visit: Visit,
    Path(identifier): Path<String>,
) -> Result<Response, Problem> {
    let Asked { question, distribution, from, to, filter, .. } =
        Asked::read(&portal, &visit, &identifier, "compare.csv", true).await?;
    let all =
        portal.intake.changes(&visit.actor, &identifier, distribution, from, to, question.get("table"), filter).await?;
    // Names of tables hold letters, digits, hyphens and underscores only.
    let name = format!("attachment; filename=\"{}-{}-{}-changes.csv\"", all.table, from, to);
    let excel_safe = matches!(question.get("excel_safe"), Some("1" | "true"));
    let head = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8; header=present")),
        (
            header::CONTENT_DISPOSITION,
            HeaderValue::from_str(&name).unwrap_or_else(|_| HeaderValue::from_static("attachment")),
        ),
    ];
    Ok((head, Body::from_stream(lines(all, excel_safe))).into_response())
}

/// The heading, then a piece of text per part.
fn lines(all: AllChanges, excel_safe: bool) -> impl futures::Stream<Item = Result<Bytes, IntakeError>> {
    let AllChanges { key, texts, changes, .. } = all;
    let writer = Writer { key, texts: excel_safe.then_some(texts) };
    let heading = writer.heading();
    stream::unfold((Some(heading), writer, changes), |(heading, writer, mut changes)| async move {
        if let Some(heading) = heading {
            return Some((Ok(Bytes::from(heading)), (None, writer, changes)));
        }
        let part = changes.recv().await?.map(|part| {
            let mut text = String::new();
            for change in &part {
                writer.change(change, &mut text);
            }
            Bytes::from(text)
        });
        Some((part, (None, writer, changes)))
    })
}

/// Writes changes as lines.
struct Writer {
    /// Fields that identify a row.
    key: Vec<String>,
    /// Where formulas are defused: the fields that are text. What people wrote as names is text always.
    texts: Option<BTreeSet<String>>,
}

impl Writer {
    fn heading(&self) -> String {
        let mut text = String::from("kind,old_row,new_row");
        for field in &self.key {
            text.push(',');
            write_cell(Some(&format!("key.{field}")), &mut text);
        }
        text.push_str(",field,old,new,masked\r\n");
        text
    }

    fn change(&self, change: &RowChange, text: &mut String) {
        let mut start = String::from(kind_name(change.kind));
        for row in [change.old_row, change.new_row] {
            start.push(',');
            write_cell(row.map(|row| (row + 1).to_string()).as_deref(), &mut start);
        }
        for (field, value) in self.key.iter().zip(&change.key) {
            start.push(',');
            write_cell(Some(&self.value(field, value)), &mut start);
        }
        for cell in &change.cells {
            text.push_str(&start);
            text.push(',');
            write_cell(Some(&self.defused(&cell.field)), text);
            for value in [&cell.old, &cell.new] {
                text.push(',');
                write_cell(value.as_deref().map(|value| self.value(&cell.field, value)).as_deref(), text);
            }
            text.push_str(if cell.masked { ",true\r\n" } else { ",false\r\n" });
        }
        // A row without any value was added or removed all the same.
        if change.cells.is_empty() {
            text.push_str(&start);
            text.push_str(",,,,false\r\n");
        }
    }

    /// A value of a field, as it is unless it is text that a spreadsheet would run.
    fn value<'a>(&self, field: &str, value: &'a str) -> Cow<'a, str> {
        let is_text = self.texts.as_ref().is_some_and(|texts| texts.contains(field));
        if is_text { self.defused(value) } else { Cow::Borrowed(value) }
    }

    fn defused<'a>(&self, text: &'a str) -> Cow<'a, str> {
        if self.texts.is_some() && is_formula(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
    }
}

/// Quotes by RFC 4180; an empty text is quoted, so that it is told from no value.
fn write_cell(value: Option<&str>, text: &mut String) {
    let Some(value) = value else { return };
    if !value.is_empty() && !value.contains(['"', ',', '\n', '\r']) {
        text.push_str(value);
        return;
    }
    text.push('"');
    text.push_str(&value.replace('"', "\"\""));
    text.push('"');
}

#[cfg(test)]
mod tests {
    use tabular::diff::{CellChange, ChangeKind};

    use super::*;

    #[test]
    fn a_changed_cell_is_a_line_and_a_masked_one_shows_nothing() {
        let cell = |field: &str, old: Option<&str>, masked| CellChange {
            field: field.to_owned(),
            old: old.map(ToOwned::to_owned),
            new: None,
            masked,
        };
        let change = RowChange {
            kind: ChangeKind::Changed,
            old_row: Some(0),
            new_row: Some(4),
            key: vec!["7".to_owned()],
            cells: vec![
                cell("name", Some("Парк \"Слави\", 2"), false),
                cell("note", Some(""), false),
                cell("phone", None, true),
            ],
        };

        let writer = Writer { key: vec!["id".to_owned()], texts: None };
        let mut text = writer.heading();
        writer.change(&change, &mut text);

        assert_eq!(
            text,
            "kind,old_row,new_row,key.id,field,old,new,masked\r\n\
             changed,1,5,7,name,\"Парк \"\"Слави\"\", 2\",,false\r\n\
             changed,1,5,7,note,\"\",,false\r\n\
             changed,1,5,7,phone,,,true\r\n"
        );
    }

    #[test]
    fn text_that_a_spreadsheet_would_run_is_defused_where_asked_and_numbers_never_are() {
        let cell = |field: &str, new: &str| CellChange {
            field: field.to_owned(),
            old: None,
            new: Some(new.to_owned()),
            masked: false,
        };
        let change = RowChange {
            kind: ChangeKind::Added,
            old_row: None,
            new_row: Some(0),
            key: vec!["=1".to_owned()],
            cells: vec![cell("phone", "+380561234567"), cell("balance", "-5")],
        };
        let texts: BTreeSet<String> = ["id", "phone"].map(str::to_owned).into();
        let written = |texts| {
            let mut text = String::new();
            Writer { key: vec!["id".to_owned()], texts }.change(&change, &mut text);
            text
        };

        assert_eq!(written(None), "added,,1,=1,phone,,+380561234567,false\r\nadded,,1,=1,balance,,-5,false\r\n");
        assert_eq!(
            written(Some(texts)),
            "added,,1,'=1,phone,,'+380561234567,false\r\nadded,,1,'=1,balance,,-5,false\r\n"
        );
    }
}
