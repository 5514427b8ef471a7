//! Why a step of the road failed.

use catalog::{
    StoreError,
    blob::{BlobError, BlobHash},
    dataset::management::DatasetError,
    version::Purge,
};
use tabular::{Unreadable, finding::EngineError};

/// Why a step of the road failed.
#[derive(Debug, thiserror::Error)]
pub enum IntakeError {
    /// There is none, or the actor may not know of it.
    #[error("there is no such thing")]
    NotFound,
    /// The actor sees it but may not do this.
    #[error("this is not allowed")]
    Denied,
    /// It was purged by decision.
    #[error("the content was removed by decision")]
    Gone {
        /// Date and ground.
        purge: Box<Purge>,
        /// SHA-256 of the original that was removed.
        sha256: BlobHash,
    },
    /// Somebody else saved first.
    #[error("the record was changed meanwhile (current revision {current})")]
    Conflict {
        /// The revision now stored.
        current: u64,
    },
    /// The draft is not in a state for this.
    #[error("the draft is {0}")]
    WrongState(&'static str),
    /// The upload continues somewhere else than it stopped.
    #[error("the upload stands at byte {stands_at}")]
    WrongOffset {
        /// Bytes received so far.
        stands_at: u64,
    },
    /// The file is larger than the limit.
    #[error("larger than the limit of {limit} bytes")]
    TooLarge {
        /// The limit, in bytes.
        limit: u64,
    },
    /// As much of this is under way as may be at once.
    #[error("too much of this is under way")]
    Busy,
    /// A ground or a name is missing or too long.
    #[error("{0} is missing or too long")]
    Invalid(&'static str),
    /// The disk is full; nothing that was acknowledged is lost.
    #[error("no space left")]
    Full,
    /// The file holds no table we can read.
    #[error(transparent)]
    Unreadable(Unreadable),
    /// The store failed.
    #[error(transparent)]
    Store(StoreError),
    /// The file store failed.
    #[error(transparent)]
    Blob(BlobError),
    /// The engine failed.
    #[error("the table engine failed")]
    Engine(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl From<StoreError> for IntakeError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Conflict { current } => Self::Conflict { current },
            StoreError::Full => Self::Full,
            other => Self::Store(other),
        }
    }
}

impl From<BlobError> for IntakeError {
    fn from(error: BlobError) -> Self {
        match error {
            BlobError::Full => Self::Full,
            BlobError::WrongOffset { stands_at } => Self::WrongOffset { stands_at },
            BlobError::TooLarge { limit } => Self::TooLarge { limit },
            other => Self::Blob(other),
        }
    }
}

impl From<EngineError> for IntakeError {
    fn from(error: EngineError) -> Self {
        match error {
            EngineError::Unreadable(unreadable) => Self::Unreadable(unreadable),
            EngineError::Io(error) => Self::from(BlobError::from(error)),
            other => Self::Engine(Box::new(other)),
        }
    }
}

impl From<DatasetError> for IntakeError {
    fn from(error: DatasetError) -> Self {
        match error {
            DatasetError::Denied => Self::Denied,
            DatasetError::Conflict { current } => Self::Conflict { current },
            DatasetError::Store(error) => Self::from(error),
            _ => Self::NotFound,
        }
    }
}

impl From<serde_json::Error> for IntakeError {
    fn from(error: serde_json::Error) -> Self {
        Self::Engine(Box::new(error))
    }
}

impl From<tokio::task::JoinError> for IntakeError {
    fn from(error: tokio::task::JoinError) -> Self {
        Self::Engine(Box::new(error))
    }
}
