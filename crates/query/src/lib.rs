//! Reading published tables: filter, sort, page, with DataFusion over one Parquet blob.
//!
//! What lives here: questions and their limits. What must not: who may ask (the caller has decided), and text that
//! becomes SQL (questions are built as expressions).

mod cursor;
mod filter;
mod json;
mod limits;
mod literal;
mod order;
mod page;
mod session;

use std::sync::Arc;

use async_trait::async_trait;
use catalog::{
    blob::{BlobHash, BlobRef},
    table_query::{QueryError, RowPage, RowQuery, TableQuery},
    version::Field,
};
use datafusion::{common::runtime::SpawnedTask, error::DataFusionError};
use object_store::{ObjectStore, path::Path};
use tokio::sync::Semaphore;

pub use crate::limits::Limits;
use crate::session::Sessions;

/// The query engine in this process.
pub struct LocalQuery {
    sessions: Arc<Sessions>,
    location: fn(&BlobHash) -> Path,
    limits: Limits,
    places: Arc<Semaphore>,
}

impl LocalQuery {
    /// An engine over the blobs of `object_store`, which stand where `location` says.
    pub fn new(object_store: Arc<dyn ObjectStore>, location: fn(&BlobHash) -> Path, limits: Limits) -> Self {
        let sessions = Arc::new(Sessions::new(object_store, &limits));
        let places = Arc::new(Semaphore::new(limits.concurrent));
        Self { sessions, location, limits, places }
    }
}

#[async_trait]
impl TableQuery for LocalQuery {
    async fn rows(&self, data: &BlobRef, fields: &[Field], query: &RowQuery) -> Result<RowPage, QueryError> {
        self.limits.check(query)?;
        let answer = async {
            let place = Arc::clone(&self.places).acquire_owned().await.expect("the semaphore is never closed");
            let sessions = Arc::clone(&self.sessions);
            let location = (self.location)(&data.sha256);
            let (data, fields, query) = (data.clone(), fields.to_vec(), query.clone());
            // A task of its own: the clock runs beside it, and the place is taken until it has really stopped.
            let task = SpawnedTask::spawn(async move {
                let _place = place;
                page::read(sessions.open(&location).await?, &data, &fields, &query).await
            });
            task.join().await.unwrap_or_else(|error| Err(QueryError::Engine(Box::new(error))))
        };
        tokio::time::timeout(self.limits.timeout, answer).await.unwrap_or(Err(QueryError::LimitExceeded))
    }
}

/// Tells a limit that was met from an engine that failed.
fn engine_error(error: DataFusionError) -> QueryError {
    match error.find_root() {
        DataFusionError::ResourcesExhausted(_) => QueryError::LimitExceeded,
        _ => QueryError::Engine(Box::new(error)),
    }
}
