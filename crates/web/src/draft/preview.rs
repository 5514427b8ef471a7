//! The first rows of a table as it would be published.

use catalog::{table_query::RowQuery, version::Table};

use crate::{
    Portal,
    i18n::Translator,
    table::cells::{Cell, Column},
};

/// Rows shown.
const ROWS_SHOWN: u32 = 8;
/// Columns shown; wider tables scroll, but a page of ten thousand columns helps nobody.
const COLUMNS_SHOWN: usize = 60;

/// The first rows, or that they could not be read.
pub(super) struct Preview {
    pub(super) lead: String,
    pub(super) columns: Vec<Column>,
    pub(super) rows: Vec<Vec<Cell>>,
    pub(super) has_failed: bool,
}

/// Reads the first rows.
pub(super) async fn first_rows(portal: &Portal, t: Translator, table: &Table) -> Preview {
    let query = RowQuery { limit: ROWS_SHOWN, ..RowQuery::default() };
    let (rows, has_failed) = match portal.ports.query.rows(&table.data, &table.fields, &query).await {
        Ok(page) => (page.rows, false),
        Err(error) => {
            tracing::error!(%error, "the first rows of a draft could not be read");
            (Vec::new(), true)
        }
    };
    let (shown, total) = (t.number(rows.len() as u64), t.number(table.rows));
    let cells = |row: &Vec<serde_json::Value>| {
        let pairs = row.iter().zip(&table.fields).take(COLUMNS_SHOWN);
        pairs.map(|(value, field)| Cell::new(value, field, t)).collect()
    };
    Preview {
        lead: t.with_two("preview-lead", ("shown", &shown), ("total", &total)),
        columns: table.fields.iter().take(COLUMNS_SHOWN).map(|field| Column::new(field, t)).collect(),
        rows: rows.iter().map(cells).collect(),
        has_failed,
    }
}
