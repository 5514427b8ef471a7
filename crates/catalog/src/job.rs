//! Work that follows a change. Jobs are saved with the change, claimed with a lease, safe to run twice, and retried.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::id::{DatasetId, JobId};

/// The work to do. A job's body is one call to a use case.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Work {
    /// Read, fix, check, screen and build the tables of an uploaded draft.
    CheckDraft {
        /// The draft.
        draft: crate::DraftId,
    },
    /// Make the stored representations (CSV, XLSX …) of a published version.
    DeriveRepresentations {
        /// The version.
        version: crate::VersionId,
    },
    /// Warn about drafts that will expire and remove those that have.
    ExpireDrafts,
    /// Remove blobs and uploads that nothing refers to any more.
    CollectGarbage,
}

impl Work {
    /// The stable name of this kind of work.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::CheckDraft { .. } => "check-draft",
            Self::DeriveRepresentations { .. } => "derive-representations",
            Self::ExpireDrafts => "expire-drafts",
            Self::CollectGarbage => "collect-garbage",
        }
    }
}

/// Where a job stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum JobState {
    /// Waits for a worker or for its next attempt.
    Waiting,
    /// A worker holds it until its lease ends.
    Running,
    /// Done.
    Done,
    /// Gave up after its last attempt; somebody must look.
    Failed,
}

/// A job as stored.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Job {
    /// Identifier.
    pub id: JobId,
    /// What to do.
    pub work: Work,
    /// Where it stands.
    pub state: JobState,
    /// Not before.
    pub run_at: Timestamp,
    /// Attempts begun so far.
    pub attempts: u32,
    /// Gives up after so many.
    pub attempts_max: u32,
    /// Until when the worker that claimed it may work on it.
    pub lease_until: Option<Timestamp>,
    /// Why the last attempt failed, for the operator.
    pub last_error: Option<String>,
    /// The dataset it serves, so that its publisher sees it in the workspace.
    pub dataset: Option<DatasetId>,
    /// Saved at.
    pub created_at: Timestamp,
    /// Finished at.
    pub finished_at: Option<Timestamp>,
}

/// A job about to be saved.
#[derive(Debug, Clone, PartialEq)]
pub struct NewJob {
    /// Identifier.
    pub id: JobId,
    /// What to do.
    pub work: Work,
    /// Not before.
    pub run_at: Timestamp,
    /// Gives up after so many attempts.
    pub attempts_max: u32,
    /// While a job with this key waits, another is not added.
    pub deduplication_key: Option<String>,
    /// The dataset it serves.
    pub dataset: Option<DatasetId>,
}

impl NewJob {
    /// A job to run as soon as a worker is free, tried five times.
    pub fn now(work: Work, dataset: Option<DatasetId>, now: Timestamp) -> Self {
        let deduplication_key = Some(serde_json::to_string(&work).unwrap_or_else(|_| work.kind().to_owned()));
        Self { id: JobId::new(now), work, run_at: now, attempts_max: 5, deduplication_key, dataset }
    }
}

/// How a job ended.
#[derive(Debug, Clone)]
pub enum Outcome {
    /// Done; optional facts for the log.
    Done(Option<Value>),
    /// Failed this time; the text is for the operator and never holds cell values.
    Failed(String),
}

/// When to try again after the given number of attempts: 5 s, 20 s, 80 s, 320 s … at most an hour.
pub fn retry_delay(attempts: u32) -> SignedDuration {
    let seconds = 5_i64.saturating_mul(4_i64.saturating_pow(attempts.saturating_sub(1).min(10)));
    SignedDuration::from_secs(seconds.min(3600))
}
