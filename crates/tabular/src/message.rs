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

/// The Ukrainian form of a word after a number: 1 рядок, 2 рядки, 5 рядків.
pub(crate) fn plural<'word>(count: u64, one: &'word str, few: &'word str, many: &'word str) -> &'word str {
    match (count % 10, count % 100) {
        (_, 11..=14) => many,
        (1, _) => one,
        (2..=4, _) => few,
        _ => many,
    }
}
