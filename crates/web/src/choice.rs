//! Choices of a form's select.

use crate::i18n::Translator;

/// One choice.
#[derive(Debug, Clone)]
pub(crate) struct Choice {
    pub(crate) value: String,
    pub(crate) label: String,
    pub(crate) is_chosen: bool,
}

impl Choice {
    pub(crate) fn new(value: &str, label: &str, is_chosen: bool) -> Self {
        Self { value: value.to_owned(), label: label.to_owned(), is_chosen }
    }

    /// A choice that says how much it leads to.
    pub(crate) fn counted(value: &str, label: &str, count: u64, is_chosen: bool, t: Translator) -> Self {
        Self { label: format!("{label} ({})", t.number(count)), ..Self::new(value, label, is_chosen) }
    }
}
