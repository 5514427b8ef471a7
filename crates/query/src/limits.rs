//! What one question, and all together, may cost.

use std::time::Duration;

use catalog::table_query::{QueryError, RowQuery};

/// The limits of the engine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// For one question, waiting for its turn included.
    pub timeout: Duration,
    /// For all questions together, in bytes. Nothing spills to the disk.
    pub memory_bytes: usize,
    /// Footers and statistics of Parquet files kept at hand, in bytes.
    pub metadata_bytes: usize,
    /// Questions answered at once; others wait.
    pub concurrent: usize,
    /// Conditions of one question.
    pub filters: usize,
    /// Sort keys of one question.
    pub sort_keys: usize,
    /// Length of one condition's value, in bytes.
    pub value_bytes: usize,
}

impl Default for Limits {
    /// For a portal on a small machine.
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(20),
            memory_bytes: 256 * 1024 * 1024,
            metadata_bytes: 32 * 1024 * 1024,
            concurrent: 4,
            filters: 50,
            sort_keys: 16,
            value_bytes: 4096,
        }
    }
}

impl Limits {
    /// Refuses a question that is too long before anything is read.
    pub(crate) fn check(&self, query: &RowQuery) -> Result<(), QueryError> {
        let fits = query.filters.len() <= self.filters
            && query.sort.len() <= self.sort_keys
            && query.filters.iter().all(|filter| filter.value.len() <= self.value_bytes);
        if fits { Ok(()) } else { Err(QueryError::LimitExceeded) }
    }
}
