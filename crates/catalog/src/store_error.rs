//! What can go wrong between a use case and a store.

/// A store could not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Somebody else saved first: the row's revision is not the one that was read.
    #[error("the record was changed meanwhile (current revision {current})")]
    Conflict {
        /// The revision now in the store.
        current: u64,
    },
    /// A name that must be unique is taken.
    #[error("{what} is taken already")]
    Taken {
        /// What clashed, such as `dataset identifier`.
        what: &'static str,
    },
    /// The record a change refers to does not exist.
    #[error("no such {what}")]
    Missing {
        /// What was looked for.
        what: &'static str,
    },
    /// The database has no room left on its disk.
    #[error("the store's disk is full")]
    Full,
    /// Anything else the database said.
    #[error("the store failed")]
    Backend(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl StoreError {
    /// Wraps a backend's own error.
    pub fn backend(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Backend(error.into())
    }
}
