//! The port to the screen for personal data: what `standards` knows of tax numbers, private phones and e-mails.

use crate::Message;

/// Personal data of one kind in one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonalFinding {
    /// `rnokpp`, `phone`, `email`.
    pub kind: &'static str,
    /// How many values hold it. Exact.
    pub count: u64,
    /// A few: place (row of the source, from 1) and the value masked.
    pub examples: Vec<(u64, String)>,
    /// What was found and what to do.
    pub message: Message,
}

/// Watches the values of one field.
pub trait FieldScreen: Send {
    /// Looks at a value that stands at a row of the source.
    fn observe(&mut self, value: &str, row: u64);
    /// What it found, after all rows: check digit, header and share of rows weighed together.
    fn findings(&self) -> Vec<PersonalFinding>;
}

/// Makes screens.
pub trait Screen: Send + Sync {
    /// A screen for a field; `kind` is the kind of value of the field, where known.
    fn field(&self, name: &str, title: &str, kind: Option<&str>) -> Box<dyn FieldScreen>;
    /// A value with every personal datum in it masked: `38********`; `None` where there is none. Used by the `mask` fix.
    fn mask(&self, value: &str) -> Option<String>;
    /// Like [`Self::mask`], in a field that somebody chose to mask: also what only has the form of a personal datum, such as a
    /// mistyped tax number.
    fn mask_all(&self, value: &str) -> Option<String> {
        self.mask(value)
    }
    /// Whether a value of a field that somebody chose to empty holds personal data of a kind (any kind for `None`), mistyped ones
    /// too.
    fn holds(&self, value: &str, kind: Option<&str>) -> bool;
}

/// Finds nothing, for tests of the bare engine.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoScreen;

struct Blind;

impl FieldScreen for Blind {
    fn observe(&mut self, _value: &str, _row: u64) {}

    fn findings(&self) -> Vec<PersonalFinding> {
        Vec::new()
    }
}

impl Screen for NoScreen {
    fn field(&self, _name: &str, _title: &str, _kind: Option<&str>) -> Box<dyn FieldScreen> {
        Box::new(Blind)
    }

    fn mask(&self, _value: &str) -> Option<String> {
        None
    }

    fn holds(&self, _value: &str, _kind: Option<&str>) -> bool {
        false
    }
}
