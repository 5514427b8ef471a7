//! What packs tell: the city's identity and the country's vocabularies. Data with dates and sources, never code.

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use serde::{Deserialize, Serialize};

use crate::Text;

/// A term of a controlled vocabulary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// Stable code.
    pub code: String,
    /// What people read.
    pub label: Text,
    /// Same term in the EU's or W3C's vocabulary, where there is one.
    #[serde(default)]
    pub uri: Option<String>,
    /// For an update frequency: after how many days without an update the data count as overdue.
    #[serde(default)]
    pub days: Option<u32>,
}

/// An item of the law's list of data to be published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MandatoryItem {
    /// Stable code, such as `local-36`.
    pub code: String,
    /// The law's wording.
    pub title: Text,
    /// Whom it binds, in the law's words.
    pub audience: String,
    /// Standards that give its structure.
    #[serde(default)]
    pub standards: Vec<String>,
}

/// What holds in a country.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Country {
    /// Update frequencies (Resolution 835).
    pub frequencies: Vec<Term>,
    /// Themes.
    pub themes: Vec<Term>,
    /// Licences.
    pub licences: Vec<Term>,
    /// Paragraphs of the notice that must stand beside the data (Resolution 835, clause 17).
    pub notice: Vec<Text>,
    /// The mandatory list.
    pub mandatory: Vec<MandatoryItem>,
    /// First day of the list's edition.
    pub mandatory_edition: Option<Date>,
}

impl Country {
    /// The update frequency of that code.
    pub fn frequency(&self, code: &str) -> Option<&Term> {
        self.frequencies.iter().find(|term| term.code == code)
    }

    /// The theme of that code.
    pub fn theme(&self, code: &str) -> Option<&Term> {
        self.themes.iter().find(|term| term.code == code)
    }

    /// The licence of that code.
    pub fn licence(&self, code: &str) -> Option<&Term> {
        self.licences.iter().find(|term| term.code == code)
    }
}

/// The city that runs the portal.
#[derive(Debug, Clone)]
pub struct City {
    /// Its name, such as Дніпро.
    pub name: Text,
    /// What the portal is called.
    pub portal_title: Text,
    /// One sentence about it.
    pub tagline: Text,
    /// `Europe/Kyiv`: days begin and end by it.
    pub time_zone: TimeZone,
    /// Accent colour on light ground, `#rrggbb`.
    pub accent: String,
    /// Accent colour on dark ground, `#rrggbb`.
    pub accent_dark: String,
    /// Where people write to.
    pub contact_email: String,
    /// Country's vocabularies.
    pub country: Country,
}

impl City {
    /// The local day of an instant.
    pub fn day(&self, at: Timestamp) -> Date {
        at.to_zoned(self.time_zone.clone()).date()
    }
}
