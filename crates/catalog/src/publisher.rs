//! Publishers form a tree: the council, its departments, their utilities and institutions. Names change, bodies merge.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{Language, Text, dataset::Identifier, id::PublisherId};

/// What kind of body a publisher is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PublisherKind {
    /// The council itself.
    Council,
    /// An executive body: department, directorate, inspection.
    Department,
    /// A communal enterprise.
    Utility,
    /// A school, a kindergarten, a hospital, a museum.
    Institution,
}

/// A name a publisher bears from a day on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DatedName {
    /// First day of the name; `None` for the first name known.
    pub from: Option<Date>,
    /// The name.
    pub name: Text,
}

/// Who answers for datasets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Publisher {
    /// Identifier inside.
    pub id: PublisherId,
    /// Public identifier, in URLs.
    pub identifier: Identifier,
    /// The body it belongs to.
    pub parent: Option<PublisherId>,
    /// What kind of body it is.
    pub kind: PublisherKind,
    /// Names by date, oldest first, at least one.
    pub names: Vec<DatedName>,
    /// Code in the register of legal entities (ЄДРПОУ): 8 digits with leading zeros.
    pub edrpou: Option<String>,
    /// Last day it existed.
    pub closed_on: Option<Date>,
    /// The publisher that took over.
    pub merged_into: Option<PublisherId>,
    /// Revision of the row; grows with each change.
    pub revision: u64,
}

impl Publisher {
    /// The name borne on `date`.
    pub fn name_on(&self, date: Date) -> &Text {
        static NAMELESS: Text = Text { uk: String::new(), en: None };
        let current = self.names.iter().rev().find(|dated| dated.from.is_none_or(|from| from <= date));
        current.or(self.names.first()).map_or(&NAMELESS, |dated| &dated.name)
    }

    /// The latest name, in a language.
    pub fn name(&self, language: Language) -> &str {
        self.names.last().map_or("", |dated| dated.name.get(language))
    }
}
