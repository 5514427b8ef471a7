//! Published table standards: table schemas with their legal source and edition, loaded from a pack's JSON documents.

mod document;

pub(crate) use document::empty_schema;

use std::{collections::BTreeMap, sync::Arc};

use serde::{Deserialize, Serialize};
use tabular::{Kinds, Message, TableSchema};

use crate::{Codifier, StreetRenames};

/// A defect of the official template that the pack repairs, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repair {
    /// Field.
    pub field: String,
    /// What was wrong: `type`, `required`, `name`, `title`.
    pub defect: String,
    /// As the template has it.
    #[serde(default)]
    pub was: serde_json::Value,
    /// As we have it.
    #[serde(default)]
    pub now: serde_json::Value,
    /// The reason.
    #[serde(default)]
    pub why: Message,
}

/// A published table schema.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Standard {
    /// Stable id, such as `ua-835-2025/36/parkingLots`.
    pub id: String,
    /// What people call it.
    pub title: Message,
    /// Annex of the recommendations; `None` where the standard has no such number.
    pub annex: Option<u32>,
    /// Code of the theme its data belong to; `None` where nobody said.
    pub theme: Option<String>,
    /// Edition, usually a date.
    pub edition: String,
    /// Legal source.
    pub source: String,
    /// The schema.
    pub schema: TableSchema,
    /// What each field holds, by field name.
    pub descriptions: BTreeMap<String, Message>,
    /// What was repaired in the official template.
    pub repairs: Vec<Repair>,
}

impl Standard {
    /// The table's own name: the last part of the id.
    pub fn table(&self) -> &str {
        self.id.rsplit('/').next().unwrap_or(&self.id)
    }
}

/// Why a pack's standards cannot be used; a defect of the pack.
#[derive(Debug, thiserror::Error)]
pub enum StandardError {
    /// Not a standard's document.
    #[error("{name} is not a standard's document")]
    Document {
        /// File name.
        name: String,
        /// What is wrong in it.
        #[source]
        source: serde_json::Error,
    },
    /// Two documents have one id.
    #[error("{name}: the id {id} is taken")]
    SameId {
        /// File name.
        name: String,
        /// The id.
        id: String,
    },
    /// Two fields have one name.
    #[error("{name}: the field {field} stands twice")]
    SameField {
        /// File name.
        name: String,
        /// The field.
        field: String,
    },
    /// A field has a kind nobody knows.
    #[error("{name}: the field {field} has the unknown kind {kind}")]
    UnknownKind {
        /// File name.
        name: String,
        /// The field.
        field: String,
        /// Its kind.
        kind: String,
    },
    /// The primary key names a field that the standard lacks.
    #[error("{name}: the primary key names the unknown field {field}")]
    UnknownKeyField {
        /// File name.
        name: String,
        /// The field.
        field: String,
    },
}

/// The standards at hand, in the order of their annexes.
#[derive(Debug, Clone, Default)]
pub struct Standards {
    all: Vec<Standard>,
    codifier: Option<Arc<Codifier>>,
}

impl Standards {
    /// Loads documents given as (name, text); the first defect stops it.
    pub fn from_json<N: AsRef<str>, T: AsRef<str>>(
        documents: impl IntoIterator<Item = (N, T)>,
    ) -> Result<Self, StandardError> {
        let kinds = crate::kinds();
        let mut standards = Self::default();
        for (name, text) in documents {
            let name = name.as_ref();
            let standard = document::parse(name, text.as_ref())?;
            check(name, &standard, &*kinds)?;
            if standards.get(&standard.id).is_some() {
                return Err(StandardError::SameId { name: name.to_owned(), id: standard.id });
            }
            standards.all.push(standard);
        }
        standards.all.sort_by(|left, right| (left.annex, &left.id).cmp(&(right.annex, &right.id)));
        Ok(standards)
    }

    /// The same with the codifier that КАТОТТГ codes are judged against.
    #[must_use]
    pub fn with_codifier(self, codifier: Arc<Codifier>) -> Self {
        Self { codifier: Some(codifier), ..self }
    }

    /// The codifier of places, where the pack has one.
    pub fn codifier(&self) -> Option<&Arc<Codifier>> {
        self.codifier.as_ref()
    }

    /// The kinds of value, with the codifier where there is one and what the city knows of its streets.
    pub fn kinds(&self, streets: StreetRenames) -> Arc<dyn Kinds> {
        crate::kinds_knowing(streets, self.codifier.as_ref())
    }

    /// All standards, by annex.
    pub fn all(&self) -> &[Standard] {
        &self.all
    }

    /// The standard of that id.
    pub fn get(&self, id: &str) -> Option<&Standard> {
        self.all.iter().find(|standard| standard.id == id)
    }

    /// The standard of that id or short form: `36/parkingLots`, `parkinglots`, `36/parking`, `parking`, where only one standard fits.
    pub fn find(&self, id_or_short: &str) -> Option<&Standard> {
        if let Some(exact) = self.get(id_or_short) {
            return Some(exact);
        }
        let wanted = id_or_short.trim().trim_matches('/').to_lowercase();
        let (annex, table) = wanted.rsplit_once('/').unwrap_or(("", &wanted));
        let fits = |standard: &&Standard, whole: bool| {
            let id = standard.id.to_lowercase();
            let (its_annex, its_table) = id.rsplit_once('/').unwrap_or(("", &id));
            let annex_fits = annex.is_empty() || its_annex == annex || its_annex.ends_with(&format!("/{annex}"));
            let table_fits = if whole { its_table == table } else { its_table.starts_with(table) };
            !table.is_empty() && annex_fits && table_fits
        };
        self.only(|standard| fits(standard, true)).or_else(|| self.only(|standard| fits(standard, false)))
    }

    fn only(&self, fits: impl Fn(&&Standard) -> bool) -> Option<&Standard> {
        let mut fitting = self.all.iter().filter(|standard| fits(standard));
        let first = fitting.next()?;
        fitting.next().is_none().then_some(first)
    }
}

fn check(name: &str, standard: &Standard, kinds: &dyn Kinds) -> Result<(), StandardError> {
    let name = || name.to_owned();
    let fields = &standard.schema.fields;
    for (place, field) in fields.iter().enumerate() {
        if fields[..place].iter().any(|earlier| earlier.name == field.name) {
            return Err(StandardError::SameField { name: name(), field: field.name.clone() });
        }
        if let Some(kind) = field.kind.as_deref().filter(|kind| kinds.get(kind).is_none()) {
            return Err(StandardError::UnknownKind { name: name(), field: field.name.clone(), kind: kind.to_owned() });
        }
    }
    match standard.schema.primary_key.iter().find(|field| standard.schema.field(field).is_none()) {
        Some(field) => Err(StandardError::UnknownKeyField { name: name(), field: field.clone() }),
        None => Ok(()),
    }
}
