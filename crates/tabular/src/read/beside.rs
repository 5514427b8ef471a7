//! Texts that a file carries beside its tables, kept to be screened for personal data: the original holds them too.

use super::note::remark;
use crate::{Finding, Message, Severity};

/// Texts kept.
const TEXTS_MAX: usize = 200_000;
/// Bytes of texts kept, with where they stand.
const BYTES_MAX: usize = 32 << 20;

/// Texts with where they stand.
#[derive(Debug, Default)]
pub(super) struct Beside {
    pub(super) texts: Vec<(String, String)>,
    bytes: usize,
    truncated: bool,
}

impl Beside {
    /// Keeps a text.
    pub(super) fn push(&mut self, place: &str, text: &str) {
        let text = text.trim();
        if text.is_empty() || matches!(text, "true" | "false" | "null") {
            return;
        }
        if self.texts.len() >= TEXTS_MAX || self.bytes + place.len() + text.len() > BYTES_MAX {
            self.truncated = true;
            return;
        }
        self.bytes += place.len() + text.len();
        self.texts.push((place.to_owned(), text.to_owned()));
    }

    /// Says that not everything was kept.
    pub(super) fn note(&self) -> Option<Finding> {
        self.truncated.then(|| {
            remark(
                "outside-truncated",
                Severity::Warning,
                "outside-texts=all",
                Message::new(
                    format!("Поза таблицями файл містить понад {} текстів; на персональні дані перевірено не всі. Видаліть зайве з файлу або не оприлюднюйте оригінал.", self.texts.len()),
                    format!("Beside its tables the file holds more than {} texts; not all were screened for personal data. Delete what is not needed or do not publish the original.", self.texts.len()),
                ),
            )
        })
    }
}
