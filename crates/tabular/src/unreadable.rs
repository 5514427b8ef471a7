//! Why a file holds no table we can read, in words for its owner.

use crate::Message;

/// A file that cannot be read. Each has a stable kind and a sentence that says what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{kind}: {}", .message.en)]
pub struct Unreadable {
    /// Stable kind: `empty`, `binary`, `password-protected`, `zip-bomb`, `damaged`, `too-many-columns`, `record-too-long`,
    /// `no-table`, `unsupported`, `too-many-tables`.
    pub kind: &'static str,
    /// What to do.
    pub message: Message,
}

impl Unreadable {
    /// A kind with its sentences.
    pub fn new(kind: &'static str, uk: impl Into<String>, en: impl Into<String>) -> Self {
        Self { kind, message: Message::new(uk, en) }
    }
}
