//! All changes between two versions as CSV, one cell a line, streamed as they are found.

use axum::{
    body::{Body, Bytes},
    extract::{Path, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use futures::stream;
use intake::{AllChanges, IntakeError};
use tabular::diff::RowChange;

use super::{asked, filter, kind_name};
use crate::{Portal, Problem, Visit, dataset, question::Question};

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
    ),
    responses(
        (status = 200, description = "All changes", body = String, content_type = "text/csv"),
        (status = 404, description = "No such version or table")
    )
)]
pub(super) async fn by_api(
    State(portal): State<Portal>,
    visit: Visit,
    Path(identifier): Path<String>,
) -> Result<Response, Problem> {
    answer(&portal, &visit, &identifier, |current| format!("/api/v1/datasets/{current}/compare.csv")).await
}

/// The same at the address of the page.
pub(super) async fn csv(
    State(portal): State<Portal>,
    visit: Visit,
    Path(identifier): Path<String>,
) -> Result<Response, Problem> {
    answer(&portal, &visit, &identifier, |current| visit.href(&format!("/datasets/{current}/compare.csv"))).await
}

async fn answer(
    portal: &Portal,
    visit: &Visit,
    identifier: &str,
    address: impl FnOnce(&str) -> String,
) -> Result<Response, Problem> {
    let dataset = dataset::find_open(portal, visit, identifier, address).await?;
    let question = Question::parse(visit.query.as_deref());
    let latest = |number: u32| dataset.distribution(number).map_or(0, |distribution| distribution.latest_version);
    let asked = asked(&question, latest)?;
    let filter = filter(&question, true)?;
    let all = portal
        .intake
        .changes(&visit.actor, identifier, asked.distribution, asked.from, asked.to, question.get("table"), filter)
        .await?;
    // Names of tables hold letters, digits, hyphens and underscores only.
    let name = format!("attachment; filename=\"{}-{}-{}-changes.csv\"", all.table, asked.from, asked.to);
    let head = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8; header=present")),
        (
            header::CONTENT_DISPOSITION,
            HeaderValue::from_str(&name).unwrap_or_else(|_| HeaderValue::from_static("attachment")),
        ),
    ];
    Ok((head, Body::from_stream(lines(all))).into_response())
}

/// The heading, then a piece of text per part.
fn lines(all: AllChanges) -> impl futures::Stream<Item = Result<Bytes, IntakeError>> {
    let heading = heading(&all.key);
    stream::unfold((Some(heading), all.changes), |(heading, mut changes)| async move {
        if let Some(heading) = heading {
            return Some((Ok(Bytes::from(heading)), (None, changes)));
        }
        let part = changes.recv().await?.map(|part| {
            let mut text = String::new();
            for change in &part {
                write_change(change, &mut text);
            }
            Bytes::from(text)
        });
        Some((part, (None, changes)))
    })
}

fn heading(key: &[String]) -> String {
    let mut text = String::from("kind,old_row,new_row");
    for field in key {
        text.push(',');
        write_cell(Some(&format!("key.{field}")), &mut text);
    }
    text.push_str(",field,old,new,masked\r\n");
    text
}

fn write_change(change: &RowChange, text: &mut String) {
    let mut start = String::from(kind_name(change.kind));
    for row in [change.old_row, change.new_row] {
        start.push(',');
        write_cell(row.map(|row| (row + 1).to_string()).as_deref(), &mut start);
    }
    for value in &change.key {
        start.push(',');
        write_cell(Some(value), &mut start);
    }
    for cell in &change.cells {
        text.push_str(&start);
        for value in [Some(cell.field.as_str()), cell.old.as_deref(), cell.new.as_deref()] {
            text.push(',');
            write_cell(value, text);
        }
        text.push_str(if cell.masked { ",true\r\n" } else { ",false\r\n" });
    }
    // A row without any value was added or removed all the same.
    if change.cells.is_empty() {
        text.push_str(&start);
        text.push_str(",,,,false\r\n");
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

        let mut text = heading(&["id".to_owned()]);
        write_change(&change, &mut text);

        assert_eq!(
            text,
            "kind,old_row,new_row,key.id,field,old,new,masked\r\n\
             changed,1,5,7,name,\"Парк \"\"Слави\"\", 2\",,false\r\n\
             changed,1,5,7,note,\"\",,false\r\n\
             changed,1,5,7,phone,,,true\r\n"
        );
    }
}
