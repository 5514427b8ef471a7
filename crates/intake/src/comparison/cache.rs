//! Comparisons kept in memory, and turns to make more.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
};

use catalog::blob::BlobHash;
use tabular::diff::{ChangeFilter, TableDiff};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::IntakeError;

/// Comparisons kept in memory: pages of one comparison are asked for one after another.
const KEPT_MAX: usize = 24;
/// Lists of all changes that are made at once: each holds a thread and two open tables as long as somebody reads it.
const STREAMS_MAX: usize = 8;
/// Comparisons made at once, so that they never starve everything else.
const DIFFS_MAX: usize = 2;

/// What was compared, old and new, and which of its changes were listed.
pub(super) type Pair = (BlobHash, BlobHash, ChangeFilter);

/// Results of comparisons, by the hashes of what was compared (blobs never change, so neither do these), and turns to make more.
pub(crate) struct Cache {
    kept: Mutex<VecDeque<(Pair, Arc<TableDiff>)>>,
    diffs: Arc<Semaphore>,
    streams: Arc<Semaphore>,
}

impl Default for Cache {
    fn default() -> Self {
        Self {
            kept: Mutex::default(),
            diffs: Arc::new(Semaphore::new(DIFFS_MAX)),
            streams: Arc::new(Semaphore::new(STREAMS_MAX)),
        }
    }
}

impl Cache {
    /// A turn to compare tables; it ends by itself, so whoever waits gets one. It belongs to the work, which goes on when whoever asked
    /// does not wait any more.
    pub(super) async fn turn(&self) -> OwnedSemaphorePermit {
        Arc::clone(&self.diffs).acquire_owned().await.expect("the semaphore is never closed")
    }

    /// A turn to list all changes of a table; whoever reads slowly holds it, so nobody waits for one.
    pub(super) fn stream(&self) -> Result<OwnedSemaphorePermit, IntakeError> {
        Arc::clone(&self.streams).try_acquire_owned().map_err(|_| IntakeError::Busy)
    }

    pub(super) fn get(&self, key: &Pair) -> Option<Arc<TableDiff>> {
        let kept = self.kept.lock().expect("no code panics while it holds this lock");
        kept.iter().find(|(known, _)| known == key).map(|(_, diff)| Arc::clone(diff))
    }

    pub(super) fn put(&self, key: Pair, diff: Arc<TableDiff>) {
        let mut kept = self.kept.lock().expect("no code panics while it holds this lock");
        if kept.len() >= KEPT_MAX {
            kept.pop_front();
        }
        kept.push_back((key, diff));
    }
}
