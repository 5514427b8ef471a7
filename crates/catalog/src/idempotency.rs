//! Idempotency keys: a write repeated with the same key answers as the first time and happens once.

use serde::{Deserialize, Serialize};

/// An answer kept for a repeated request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptAnswer {
    /// HTTP status.
    pub status: u16,
    /// Media type of the body.
    pub content_type: String,
    /// Body.
    pub body: String,
    /// `Location` of the answer, if it had one.
    pub location: Option<String>,
}

/// What a key says about a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Claim {
    /// First time: go on, then `complete`.
    Fresh,
    /// Done before: answer so.
    Replay(KeptAnswer),
    /// The same request is under way.
    InProgress,
    /// The key was used for another request.
    Mismatch,
}
