//! The first rows of published tables, kept in memory: a page shows them at every request, and they never change.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
};

use catalog::{
    blob::BlobHash,
    table_query::{QueryError, RowQuery, TableQuery},
    version::Table,
};
use serde_json::Value;

/// Rows of a preview.
const ROWS: u32 = 5;
/// Previews kept.
const KEPT_MAX: usize = 512;
/// Bytes of texts that a preview may have to be kept.
const BYTES_MAX: usize = 32 << 10;

/// The first rows of a table.
pub(super) type Rows = Arc<Vec<Vec<Value>>>;

/// Previews by the hashes of their tables, those asked for last at the end.
#[derive(Default)]
pub(crate) struct Previews {
    kept: Mutex<VecDeque<(BlobHash, Rows)>>,
}

impl Previews {
    /// The first rows of a table, read once.
    pub(super) async fn rows(&self, query: &dyn TableQuery, table: &Table) -> Result<Rows, QueryError> {
        let hash = &table.data.sha256;
        if let Some(kept) = self.kept(hash) {
            return Ok(kept);
        }
        let wanted = RowQuery { limit: ROWS, ..RowQuery::default() };
        let rows = Arc::new(query.rows(&table.data, &table.fields, &wanted).await?.rows);
        if rows.iter().flatten().map(bytes_of).sum::<usize>() <= BYTES_MAX {
            self.keep(hash.clone(), Arc::clone(&rows));
        }
        Ok(rows)
    }

    fn kept(&self, hash: &BlobHash) -> Option<Rows> {
        let mut kept = self.kept.lock().expect("no code panics while it holds this lock");
        let place = kept.iter().position(|(known, _)| known == hash)?;
        let found = kept.remove(place)?;
        let rows = Arc::clone(&found.1);
        kept.push_back(found);
        Some(rows)
    }

    fn keep(&self, hash: BlobHash, rows: Rows) {
        let mut kept = self.kept.lock().expect("no code panics while it holds this lock");
        // Two requests may have read the same table at once.
        kept.retain(|(known, _)| *known != hash);
        if kept.len() >= KEPT_MAX {
            kept.pop_front();
        }
        kept.push_back((hash, rows));
    }
}

/// What a value takes, roughly.
fn bytes_of(value: &Value) -> usize {
    match value {
        Value::String(text) => text.len(),
        _ => 16,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use async_trait::async_trait;
    use catalog::{
        Text,
        blob::BlobRef,
        table_query::RowPage,
        version::{Field, TableName},
    };
    use serde_json::json;

    use super::*;

    /// Answers with one cell and counts how often it was asked.
    struct Counting {
        cell: String,
        asked: AtomicUsize,
    }

    impl Counting {
        fn with(cell: String) -> Self {
            Self { cell, asked: AtomicUsize::new(0) }
        }
    }

    #[async_trait]
    impl TableQuery for Counting {
        async fn rows(&self, _: &BlobRef, _: &[Field], _: &RowQuery) -> Result<RowPage, QueryError> {
            self.asked.fetch_add(1, Ordering::Relaxed);
            Ok(RowPage { total: 1, rows: vec![vec![json!(self.cell)]], next: None })
        }
    }

    fn table(number: usize) -> Table {
        let sha256 = BlobHash::new(format!("{number:064x}")).expect("64 digits");
        Table {
            name: TableName::new("stops").expect("a lawful name"),
            title: Text::default(),
            data: BlobRef { sha256, size: 1 },
            rows: 1,
            fields: Vec::new(),
            schema: Value::Null,
        }
    }

    #[tokio::test]
    async fn a_table_is_read_once_until_many_others_were_asked_for() {
        let (previews, query) = (Previews::default(), Counting::with("Вокзал".to_owned()));

        let first = previews.rows(&query, &table(0)).await.expect("rows");
        let again = previews.rows(&query, &table(0)).await.expect("rows");
        let asked = query.asked.load(Ordering::Relaxed);
        for other in 1..=KEPT_MAX {
            previews.rows(&query, &table(other)).await.expect("rows");
        }
        previews.rows(&query, &table(0)).await.expect("rows");

        assert_eq!((first, asked), (again, 1));
        assert_eq!(query.asked.load(Ordering::Relaxed), KEPT_MAX + 2);
    }

    #[tokio::test]
    async fn rows_of_long_texts_are_not_kept() {
        let (previews, query) = (Previews::default(), Counting::with("x".repeat(BYTES_MAX + 1)));

        for _ in 0..2 {
            previews.rows(&query, &table(0)).await.expect("rows");
        }

        assert_eq!(query.asked.load(Ordering::Relaxed), 2);
    }
}
