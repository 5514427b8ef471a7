//! Texts tagged with their language. Ukrainian is the language of record; English is offered where it exists.

use serde::{Deserialize, Serialize};

/// A language the portal speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Ukrainian: the language of record, in URLs without a prefix.
    #[default]
    Uk,
    /// English: URLs begin with `/en`.
    En,
}

impl Language {
    /// The ISO 639-1 code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Uk => "uk",
            Self::En => "en",
        }
    }
}

/// A text in Ukrainian and, where somebody wrote it, in English.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Text {
    /// Ukrainian; never empty in what is published.
    pub uk: String,
    /// English; `None` until it is written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub en: Option<String>,
}

impl Text {
    /// A text that exists in Ukrainian only.
    pub fn uk(text: impl Into<String>) -> Self {
        Self { uk: text.into(), en: None }
    }

    /// A text in both languages; an empty English text counts as absent.
    pub fn new(uk: impl Into<String>, en: impl Into<String>) -> Self {
        let en = en.into();
        Self { uk: uk.into(), en: (!en.trim().is_empty()).then_some(en) }
    }

    /// The text in `language`, or in Ukrainian where it is not translated.
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::Uk => &self.uk,
            Language::En => self.en.as_deref().unwrap_or(&self.uk),
        }
    }

    /// The language `get` really answers in, for the `lang` attribute.
    pub fn language_of(&self, wanted: Language) -> Language {
        if wanted == Language::En && self.en.is_some() { Language::En } else { Language::Uk }
    }

    /// True where no Ukrainian text was given.
    pub fn is_empty(&self) -> bool {
        self.uk.trim().is_empty()
    }
}
