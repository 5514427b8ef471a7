//! Sessions that share memory and footers, and the one table that each of them sees.

use std::{collections::HashSet, num::NonZero, sync::Arc, thread};

use arrow::datatypes::DataType;
use catalog::table_query::QueryError;
use datafusion::{
    common::{Column, config::TableParquetOptions},
    datasource::{
        file_format::parquet::ParquetFormat,
        listing::{ListingOptions, ListingTable, ListingTableConfig, ListingTableUrl},
    },
    error::DataFusionError,
    execution::{
        SessionState, SessionStateBuilder,
        disk_manager::{DiskManagerBuilder, DiskManagerMode},
        memory_pool::GreedyMemoryPool,
        object_store::ObjectStoreUrl,
        runtime_env::{RuntimeEnv, RuntimeEnvBuilder},
    },
    logical_expr::Expr,
    prelude::{DataFrame, SessionConfig, SessionContext},
};
use object_store::{ObjectStore, path::Path};

use crate::{engine_error, limits::Limits};

/// The hidden first column of the table engine's files: the row's place in the table, from 0.
pub(crate) const ROW_COLUMN: &str = "_row";
/// The address under which the engine, and nobody else, knows the blobs.
const BLOBS: &str = "blobs://tables/";

/// Makes sessions.
pub(crate) struct Sessions {
    state: SessionState,
}

impl Sessions {
    pub(crate) fn new(object_store: Arc<dyn ObjectStore>, limits: &Limits) -> Self {
        let runtime = runtime(limits);
        let blobs = ObjectStoreUrl::parse(BLOBS).expect("a lawful address");
        runtime.register_object_store(blobs.as_ref(), object_store);
        let cores = thread::available_parallelism().map_or(1, NonZero::get);
        let mut config = SessionConfig::new().with_target_partitions(cores);
        config.options_mut().execution.parquet.pushdown_filters = true;
        config.options_mut().execution.parquet.reorder_filters = true;
        // Without the default features: a question needs none of the functions by name.
        let state = SessionStateBuilder::new().with_config(config).with_runtime_env(Arc::new(runtime)).build();
        Self { state }
    }

    /// Opens a Parquet file as the only table of a new session.
    pub(crate) async fn open(&self, location: &Path) -> Result<Table, QueryError> {
        self.try_open(location).await.map_err(engine_error)
    }

    async fn try_open(&self, location: &Path) -> Result<Table, DataFusionError> {
        let url = ListingTableUrl::parse(format!("{BLOBS}{location}"))?;
        let parquet = TableParquetOptions {
            global: self.state.config_options().execution.parquet.clone(),
            ..TableParquetOptions::default()
        };
        let format = ParquetFormat::default().with_options(parquet);
        let mut options = ListingOptions::new(Arc::new(format)).with_file_extension("");
        let schema = options.infer_schema(&self.state, &url).await?;
        let numbered =
            schema.column_with_name(ROW_COLUMN).is_some_and(|(_, field)| *field.data_type() == DataType::Int64);
        if numbered {
            // The rows stand in their order, so that a page without sort keys stops reading when it is full.
            options = options.with_file_sort_order(vec![vec![column(ROW_COLUMN).sort(true, false)]]);
        }
        let config = ListingTableConfig::new(url).with_listing_options(options).with_schema(schema);
        let statistics = self.state.runtime_env().cache_manager.get_file_statistic_cache();
        let table = ListingTable::try_new(config)?.with_cache(statistics);
        let frame = SessionContext::new_with_state(self.state.clone()).read_table(Arc::new(table))?;
        Ok(Table { frame, numbered })
    }
}

fn runtime(limits: &Limits) -> RuntimeEnv {
    RuntimeEnvBuilder::new()
        .with_memory_pool(Arc::new(GreedyMemoryPool::new(limits.memory_bytes)))
        .with_disk_manager_builder(DiskManagerBuilder::default().with_mode(DiskManagerMode::Disabled))
        .with_metadata_cache_limit(limits.metadata_bytes)
        .build()
        .expect("a runtime without a disk has nothing to fail at")
}

/// A table about to be asked.
pub(crate) struct Table {
    pub(crate) frame: DataFrame,
    /// It has the hidden column with each row's place.
    pub(crate) numbered: bool,
}

impl Table {
    /// The type of a column as the engine reads it.
    pub(crate) fn type_of(&self, name: &str) -> Result<DataType, QueryError> {
        match self.frame.schema().field_with_unqualified_name(name) {
            Ok(field) => Ok(field.data_type().clone()),
            Err(error) => Err(engine_error(error)),
        }
    }

    /// Fails where the file lacks one of the fields that it is said to have.
    pub(crate) fn expect_columns<'a>(&self, names: impl Iterator<Item = &'a str>) -> Result<(), QueryError> {
        let columns: HashSet<&str> = self.frame.schema().fields().iter().map(|field| field.name().as_str()).collect();
        for name in names {
            if !columns.contains(name) {
                return Err(engine_error(DataFusionError::Plan("the file lacks a field of its table".into())));
            }
        }
        Ok(())
    }
}

/// A column by its exact name: never parsed, so that capitals, quotes and dots are letters like others.
pub(crate) fn column(name: &str) -> Expr {
    Expr::Column(Column::new_unqualified(name))
}
