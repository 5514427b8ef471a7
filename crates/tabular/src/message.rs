//! Sentences for people, in Ukrainian and English.

use serde::{Deserialize, Serialize};

/// A sentence in both languages: what happened, where, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Message {
    /// Ukrainian.
    pub uk: String,
    /// English.
    pub en: String,
}

impl Message {
    /// A sentence in both languages.
    pub fn new(uk: impl Into<String>, en: impl Into<String>) -> Self {
        Self { uk: uk.into(), en: en.into() }
    }
}
