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

use std::{
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

use async_trait::async_trait;
use catalog::{
    blob::{BlobHash, BlobRef},
    table_query::{QueryError, RowPage, RowQuery, TableQuery},
    version::Field,
};
use datafusion::error::DataFusionError;
use object_store::{ObjectStore, path::Path};
use tokio::{
    runtime::{Builder, Runtime},
    sync::Semaphore,
    task::{AbortHandle, JoinError, JoinHandle},
};

pub use crate::limits::Limits;
use crate::session::Sessions;

/// The query engine in this process, on threads of its own: planning and reading are work, and the threads that answer other
/// requests must not wait for it.
pub struct LocalQuery {
    engine: Arc<Engine>,
    limits: Limits,
    /// Taken out only when the engine goes.
    threads: Option<Runtime>,
}

/// What questions share.
struct Engine {
    sessions: Sessions,
    location: fn(&BlobHash) -> Path,
    places: Semaphore,
}

impl LocalQuery {
    /// An engine over the blobs of `object_store`, which stand where `location` says.
    pub fn new(object_store: Arc<dyn ObjectStore>, location: fn(&BlobHash) -> Path, limits: Limits) -> Self {
        let sessions = Sessions::new(object_store, &limits);
        let places = Semaphore::new(limits.concurrent);
        let threads = Builder::new_multi_thread().thread_name("query").enable_all().build();
        let threads = threads.expect("a process that starts can have a few more threads");
        Self { engine: Arc::new(Engine { sessions, location, places }), limits, threads: Some(threads) }
    }
}

impl Drop for LocalQuery {
    fn drop(&mut self) {
        // Waiting for threads is not allowed where other asynchronous work runs.
        if let Some(threads) = self.threads.take() {
            threads.shutdown_background();
        }
    }
}

#[async_trait]
impl TableQuery for LocalQuery {
    async fn rows(&self, data: &BlobRef, fields: &[Field], query: &RowQuery) -> Result<RowPage, QueryError> {
        self.limits.check(query)?;
        let (engine, data, fields, query) = (Arc::clone(&self.engine), data.clone(), fields.to_vec(), query.clone());
        let threads = self.threads.as_ref().expect("the threads go with the engine");
        let asked = threads.spawn(async move {
            let _place = engine.places.acquire().await.expect("the semaphore is never closed");
            let table = engine.sessions.open(&(engine.location)(&data.sha256)).await?;
            page::read(table, &data, &fields, &query).await
        });
        let stop = asked.abort_handle();
        match tokio::time::timeout(self.limits.timeout, AbortOnDrop { stop, asked }).await {
            Ok(Ok(answer)) => answer,
            Ok(Err(error)) => Err(QueryError::Engine(Box::new(error))),
            Err(_) => Err(QueryError::LimitExceeded),
        }
    }
}

/// A question that ends when nobody waits for its answer any more.
struct AbortOnDrop {
    stop: AbortHandle,
    asked: JoinHandle<Result<RowPage, QueryError>>,
}

impl Future for AbortOnDrop {
    type Output = Result<Result<RowPage, QueryError>, JoinError>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.asked).poll(context)
    }
}

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.stop.abort();
    }
}

/// Tells a limit that was met from an engine that failed.
fn engine_error(error: DataFusionError) -> QueryError {
    match error.find_root() {
        DataFusionError::ResourcesExhausted(_) => QueryError::LimitExceeded,
        _ => QueryError::Engine(Box::new(error)),
    }
}
