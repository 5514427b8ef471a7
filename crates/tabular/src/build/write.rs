//! Writes the typed columns of a table as Parquet.

use std::{collections::HashMap, io::Write, sync::Arc};

use arrow::{
    array::{ArrayRef, Int64Array},
    datatypes::{DataType, Field as ArrowField, Schema, SchemaRef},
    record_batch::RecordBatch,
};
use parquet::{
    arrow::ArrowWriter,
    basic::{Compression, ZstdLevel},
    file::{metadata::KeyValue, properties::WriterProperties},
};

use super::{ROW_COLUMN, column::Storage};
use crate::{Field, TableSchema, finding::EngineError};

/// Key of the table schema (JSON) in the file's metadata.
pub const SCHEMA_KEY: &str = "vidkryto.schema";
const ROW_GROUP_ROWS: usize = 128 << 10;
/// Bytes of encoded pages held before a row group is closed early.
const ROW_GROUP_BYTES: usize = 96 << 20;
const ZSTD_LEVEL: i32 = 3;

/// Writes batches of columns.
pub(crate) struct TableWriter<W: Write + Send> {
    writer: ArrowWriter<W>,
    schema: SchemaRef,
    rows: i64,
}

impl<W: Write + Send> TableWriter<W> {
    pub(crate) fn new(out: W, schema: &TableSchema, storages: &[Storage]) -> Result<Self, EngineError> {
        let arrow_schema = arrow_schema(schema, storages);
        let json = serde_json::to_string(schema).map_err(EngineError::parquet)?;
        let level = ZstdLevel::try_new(ZSTD_LEVEL).map_err(EngineError::parquet)?;
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(level))
            .set_max_row_group_row_count(Some(ROW_GROUP_ROWS))
            .set_created_by("vidkryto".to_owned())
            .set_key_value_metadata(Some(vec![KeyValue::new(SCHEMA_KEY.to_owned(), json)]))
            .build();
        let writer =
            ArrowWriter::try_new(out, Arc::clone(&arrow_schema), Some(properties)).map_err(EngineError::parquet)?;
        Ok(Self { writer, schema: arrow_schema, rows: 0 })
    }

    /// Writes the next `rows` rows; `columns` in the order of the schema.
    pub(crate) fn write(&mut self, mut columns: Vec<ArrayRef>, rows: usize) -> Result<(), EngineError> {
        let end = self.rows + i64::try_from(rows).unwrap_or(i64::MAX);
        columns.insert(0, Arc::new(Int64Array::from_iter_values(self.rows..end)));
        self.rows = end;
        let batch = RecordBatch::try_new(Arc::clone(&self.schema), columns).map_err(EngineError::parquet)?;
        self.writer.write(&batch).map_err(EngineError::parquet)?;
        if self.writer.in_progress_size() > ROW_GROUP_BYTES {
            self.writer.flush().map_err(EngineError::parquet)?;
        }
        Ok(())
    }

    /// Writes the footer.
    pub(crate) fn finish(self) -> Result<u64, EngineError> {
        self.writer.close().map_err(EngineError::parquet)?;
        Ok(self.rows.unsigned_abs())
    }
}

fn arrow_schema(schema: &TableSchema, storages: &[Storage]) -> SchemaRef {
    let row = ArrowField::new(ROW_COLUMN, DataType::Int64, false);
    let fields =
        schema.fields.iter().zip(storages).map(|(field, storage)| {
            ArrowField::new(&field.name, storage.data_type(), true).with_metadata(metadata(field))
        });
    Arc::new(Schema::new(std::iter::once(row).chain(fields).collect::<Vec<_>>()))
}

fn metadata(field: &Field) -> HashMap<String, String> {
    let mut metadata = HashMap::from([
        ("title.uk".to_owned(), field.title.uk.clone()),
        ("title.en".to_owned(), field.title.en.clone()),
        ("type".to_owned(), field.field_type.name().to_owned()),
    ]);
    metadata.extend(field.kind.iter().map(|kind| ("kind".to_owned(), kind.clone())));
    metadata
}
