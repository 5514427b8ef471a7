//! Small Parquet tables for tests, as the table engine writes them: with the hidden `_row` in front.

use std::sync::Arc;

use arrow::{
    array::{ArrayRef, Int64Array, RecordBatch},
    datatypes::{Field as ArrowField, Schema},
};
use bytes::Bytes;
use catalog::{
    blob::{BlobHash, BlobRef},
    table_query::{Filter, Operator, QueryError, RowPage, RowQuery, Sort, TableQuery},
    text::Text,
    version::Field,
};
use object_store::{ObjectStore, ObjectStoreExt, memory::InMemory, path::Path};
use parquet::{arrow::ArrowWriter, file::properties::WriterProperties};
use query::{Limits, LocalQuery};

/// Rows of a row group: few, so that small tables have several.
const GROUP_ROWS: usize = 7;

fn location(hash: &BlobHash) -> Path {
    Path::from(hash.as_str())
}

/// A table in an engine of its own.
pub(crate) struct Table {
    engine: LocalQuery,
    data: BlobRef,
    pub(crate) fields: Vec<Field>,
}

impl Table {
    pub(crate) async fn new(columns: Vec<(&str, &str, ArrayRef)>) -> Self {
        Self::with(columns, true, Limits::default()).await
    }

    /// `columns`: name, type's name, values.
    pub(crate) async fn with(columns: Vec<(&str, &str, ArrayRef)>, numbered: bool, limits: Limits) -> Self {
        let fields = columns.iter().map(|(name, type_name, _)| field(name, type_name)).collect();
        let bytes = parquet(columns, numbered);
        let size = bytes.len() as u64;
        let store: Arc<dyn ObjectStore> = Arc::new(InMemory::new());
        let sha256 = BlobHash::new("ab".repeat(32)).expect("64 lower-case hex digits");
        store.put(&location(&sha256), bytes.into()).await.expect("memory takes it");
        Self { engine: LocalQuery::new(store, location, limits), data: BlobRef { sha256, size }, fields }
    }

    pub(crate) async fn ask(&self, query: &RowQuery) -> Result<RowPage, QueryError> {
        self.engine.rows(&self.data, &self.fields, query).await
    }

    /// All pages of a question, one after the other, and the total that each of them gave.
    pub(crate) async fn all_pages(&self, mut query: RowQuery) -> (Vec<Vec<serde_json::Value>>, Vec<u64>) {
        let (mut rows, mut totals) = (Vec::new(), Vec::new());
        loop {
            let page = self.ask(&query).await.expect("answers");
            assert!(page.rows.len() <= query.limit as usize);
            rows.extend(page.rows);
            totals.push(page.total);
            assert!(totals.len() <= 1000, "paging comes to an end");
            match page.next {
                Some(next) => query.after = Some(next),
                None => return (rows, totals),
            }
        }
    }
}

pub(crate) fn field(name: &str, type_name: &str) -> Field {
    Field { name: name.into(), title: Text::default(), kind_of_type: type_name.into(), kind: None, masked: false }
}

pub(crate) fn filter(field: &str, operator: Operator, value: &str) -> Filter {
    Filter { field: field.into(), operator, value: value.into() }
}

pub(crate) fn sort(field: &str, descending: bool) -> Sort {
    Sort { field: field.into(), descending }
}

fn parquet(columns: Vec<(&str, &str, ArrayRef)>, numbered: bool) -> Bytes {
    let rows = columns.first().map_or(0, |(_, _, values)| values.len());
    let mut fields = Vec::new();
    let mut arrays: Vec<ArrayRef> = Vec::new();
    if numbered {
        let places = (0..rows).map(|row| i64::try_from(row).expect("few rows"));
        let places: ArrayRef = Arc::new(Int64Array::from_iter_values(places));
        fields.push(ArrowField::new("_row", places.data_type().clone(), false));
        arrays.push(places);
    }
    for (name, _, values) in columns {
        fields.push(ArrowField::new(name, values.data_type().clone(), true));
        arrays.push(values);
    }
    let batch = RecordBatch::try_new(Arc::new(Schema::new(fields)), arrays).expect("columns of one length");
    let group_rows = if rows > 1000 { 50_000 } else { GROUP_ROWS };
    let properties = WriterProperties::builder().set_max_row_group_row_count(Some(group_rows)).build();
    let mut bytes = Vec::new();
    let mut writer = ArrowWriter::try_new(&mut bytes, batch.schema(), Some(properties)).expect("begins");
    writer.write(&batch).expect("writes");
    writer.close().expect("ends");
    bytes.into()
}
