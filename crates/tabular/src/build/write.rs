//! Writes the typed columns of a table as Parquet.

use std::{collections::HashMap, io::Write, sync::Arc};

use arrow::{
    array::{ArrayRef, Int64Array},
    datatypes::{DataType, Field as ArrowField, FieldRef, Schema, SchemaRef},
};
use parquet::{
    arrow::{
        ArrowWriter,
        arrow_writer::{ArrowColumnChunk, ArrowColumnWriter, ArrowRowGroupWriterFactory, compute_leaves},
    },
    basic::{Compression, Encoding, ZstdLevel},
    errors::ParquetError,
    file::{metadata::KeyValue, properties::WriterProperties, writer::SerializedFileWriter},
    schema::types::ColumnPath,
};
use rayon::prelude::*;

use super::{
    ROW_COLUMN,
    column::{NARROW_DIGITS, Storage},
};
use crate::{
    Field, TableSchema,
    analyse::PARALLEL_CELLS_MIN,
    export::{SCALE_FIXED, SCALE_KEY},
    finding::EngineError,
};

/// Key of the table schema (JSON) in the file's metadata.
pub const SCHEMA_KEY: &str = "vidkryto.schema";
const ROW_GROUP_ROWS: usize = 128 << 10;
/// Bytes of encoded pages held before a row group is closed early.
const ROW_GROUP_BYTES: usize = 96 << 20;
/// Bytes of a column's dictionary beyond which its values are written plainly: values that are all different fill it in vain.
const DICTIONARY_BYTES: usize = 256 << 10;
const ZSTD_LEVEL: i32 = 1;

/// Writes batches of columns; each column is encoded on its own, in parallel.
pub(crate) struct TableWriter<W: Write + Send> {
    file: SerializedFileWriter<W>,
    factory: ArrowRowGroupWriterFactory,
    schema: SchemaRef,
    /// Writers of the row group that is open.
    columns: Vec<ArrowColumnWriter>,
    group_rows: usize,
    groups: usize,
    rows: i64,
}

impl<W: Write + Send> TableWriter<W> {
    pub(crate) fn new(out: W, schema: &TableSchema, storages: &[Storage]) -> Result<Self, EngineError> {
        let arrow_schema = arrow_schema(schema, storages);
        let json = serde_json::to_string(schema).map_err(EngineError::parquet)?;
        let level = ZstdLevel::try_new(ZSTD_LEVEL).map_err(EngineError::parquet)?;
        let mut properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(level))
            // Row numbers differ by one: next to nothing as differences, and never worth a dictionary.
            .set_column_dictionary_enabled(ColumnPath::from(ROW_COLUMN), false)
            .set_column_encoding(ColumnPath::from(ROW_COLUMN), Encoding::DELTA_BINARY_PACKED)
            .set_dictionary_page_size_limit(DICTIONARY_BYTES)
            .set_created_by("vidkryto".to_owned())
            .set_key_value_metadata(Some(vec![KeyValue::new(SCHEMA_KEY.to_owned(), json)]));
        for (field, storage) in schema.fields.iter().zip(storages) {
            if let Some(encoding) = beyond_dictionary(*storage) {
                properties = properties.set_column_encoding(ColumnPath::from(field.name.as_str()), encoding);
            }
        }
        let properties = properties.build();
        let writer =
            ArrowWriter::try_new(out, Arc::clone(&arrow_schema), Some(properties)).map_err(EngineError::parquet)?;
        let (file, factory) = writer.into_serialized_writer().map_err(EngineError::parquet)?;
        Ok(Self { file, factory, schema: arrow_schema, columns: Vec::new(), group_rows: 0, groups: 0, rows: 0 })
    }

    /// Writes the next `rows` rows; `columns` in the order of the schema.
    pub(crate) fn write(&mut self, mut columns: Vec<ArrayRef>, rows: usize) -> Result<(), EngineError> {
        if rows == 0 {
            return Ok(());
        }
        let end = self.rows + i64::try_from(rows).unwrap_or(i64::MAX);
        columns.insert(0, Arc::new(Int64Array::from_iter_values(self.rows..end)));
        self.rows = end;
        if self.columns.is_empty() {
            self.columns = self.factory.create_column_writers(self.groups).map_err(EngineError::parquet)?;
        }
        let cells = columns.len() * rows;
        let encode = |((writer, array), field): ((&mut ArrowColumnWriter, ArrayRef), &FieldRef)| {
            compute_leaves(field, &array)?.iter().try_for_each(|leaf| writer.write(leaf))
        };
        let encoded: Result<(), ParquetError> = if cells >= PARALLEL_CELLS_MIN {
            let fields = self.schema.fields().par_iter();
            self.columns.par_iter_mut().zip(columns).zip(fields).map(encode).collect()
        } else {
            self.columns.iter_mut().zip(columns).zip(self.schema.fields()).try_for_each(encode)
        };
        encoded.map_err(EngineError::parquet)?;
        self.group_rows += rows;
        let is_large = || self.columns.iter().map(ArrowColumnWriter::memory_size).sum::<usize>() > ROW_GROUP_BYTES;
        if self.group_rows >= ROW_GROUP_ROWS || is_large() {
            self.close_group()?;
        }
        Ok(())
    }

    /// Writes the footer.
    pub(crate) fn finish(mut self) -> Result<u64, EngineError> {
        self.close_group()?;
        self.file.close().map_err(EngineError::parquet)?;
        Ok(self.rows.unsigned_abs())
    }

    fn close_group(&mut self) -> Result<(), EngineError> {
        if self.columns.is_empty() {
            return Ok(());
        }
        let columns = std::mem::take(&mut self.columns);
        let chunks: Result<Vec<ArrowColumnChunk>, ParquetError> =
            columns.into_par_iter().map(ArrowColumnWriter::close).collect();
        let mut group = self.file.next_row_group().map_err(EngineError::parquet)?;
        for chunk in chunks.map_err(EngineError::parquet)? {
            chunk.append_to_row_group(&mut group).map_err(EngineError::parquet)?;
        }
        group.close().map_err(EngineError::parquet)?;
        self.group_rows = 0;
        self.groups += 1;
        Ok(())
    }
}

/// How values are written that are too many for a dictionary. Whole numbers of one size pack as differences into the bits they need,
/// which leaves the compression little to do.
fn beyond_dictionary(storage: Storage) -> Option<Encoding> {
    match storage {
        Storage::Integer | Storage::Date | Storage::Moment { .. } => Some(Encoding::DELTA_BINARY_PACKED),
        Storage::Decimal { precision, .. } if u32::from(precision) <= NARROW_DIGITS => {
            Some(Encoding::DELTA_BINARY_PACKED)
        }
        Storage::Text => Some(Encoding::DELTA_LENGTH_BYTE_ARRAY),
        Storage::Decimal { .. } | Storage::Float | Storage::Boolean => None,
    }
}

fn arrow_schema(schema: &TableSchema, storages: &[Storage]) -> SchemaRef {
    let row = ArrowField::new(ROW_COLUMN, DataType::Int64, false);
    let fields = schema.fields.iter().zip(storages).map(|(field, storage)| {
        ArrowField::new(&field.name, storage.data_type(), true).with_metadata(metadata(field, *storage))
    });
    Arc::new(Schema::new(std::iter::once(row).chain(fields).collect::<Vec<_>>()))
}

fn metadata(field: &Field, storage: Storage) -> HashMap<String, String> {
    let mut metadata = HashMap::from([
        ("title.uk".to_owned(), field.title.uk.clone()),
        ("title.en".to_owned(), field.title.en.clone()),
        ("type".to_owned(), field.field_type.name().to_owned()),
    ]);
    if let Storage::Decimal { is_fixed: true, .. } = storage {
        metadata.insert(SCALE_KEY.to_owned(), SCALE_FIXED.to_owned());
    }
    metadata.extend(field.kind.iter().map(|kind| ("kind".to_owned(), kind.clone())));
    metadata
}
