//! Datasets and their distributions, with the passport of Resolution 835.

mod identifier;
pub mod management;
mod passport;

pub use identifier::{Identifier, IdentifierError};
pub use passport::{ContactPoint, Passport, PassportGap, Period};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    Text,
    id::{DatasetId, DistributionId, PublisherId},
};

/// Whether a dataset exists for the public.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DatasetState {
    /// Nobody but its publisher's people sees it.
    Draft,
    /// Everybody sees it.
    Published,
    /// It was public; its page says that it was withdrawn and why.
    Withdrawn,
}

/// Where a dataset is published to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Target {
    /// This portal.
    City,
    /// The Single State Web Portal of Open Data.
    National,
}

/// How a dataset stands at a target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TargetState {
    /// Which portal.
    pub target: Target,
    /// Identifier there, once known.
    pub external_identifier: Option<String>,
    /// When it was published there last.
    pub published_at: Option<Timestamp>,
    /// Why the last attempt failed.
    pub error: Option<String>,
}

/// A name the dataset bears elsewhere: on the national portal, in the former CKAN.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExternalIdentifier {
    /// Which system, such as `data.gov.ua` or `ckan`.
    pub system: String,
    /// Its identifier there.
    pub identifier: String,
}

/// A published (or drafted) body of data.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Dataset {
    /// Identifier inside.
    pub id: DatasetId,
    /// Public identifier: fixed once published (a later change leaves an alias).
    pub identifier: Identifier,
    /// Identifiers it bore before; each answers 308 to the current one.
    pub aliases: Vec<Identifier>,
    /// Who answers for it.
    pub publisher_id: PublisherId,
    /// The passport.
    pub passport: Passport,
    /// Whether the public sees it.
    pub state: DatasetState,
    /// Why it was withdrawn.
    pub withdrawn_because: Option<Text>,
    /// What uploads make versions of; numbered from 1.
    pub distributions: Vec<Distribution>,
    /// Names elsewhere.
    pub external_identifiers: Vec<ExternalIdentifier>,
    /// Publication per target.
    pub targets: Vec<TargetState>,
    /// First published (passport element 6).
    pub issued: Option<Timestamp>,
    /// Last change of the published data or description (passport element 7).
    pub modified: Timestamp,
    /// Row created.
    pub created_at: Timestamp,
    /// Revision of the row: the `ETag` of its editable parts.
    pub revision: u64,
}

impl Dataset {
    /// The distribution of that number.
    pub fn distribution(&self, number: u32) -> Option<&Distribution> {
        self.distributions.iter().find(|distribution| distribution.number == number)
    }

    /// The distribution of that id.
    pub fn distribution_by_id(&self, id: DistributionId) -> Option<&Distribution> {
        self.distributions.iter().find(|distribution| distribution.id == id)
    }
}

/// One form of a dataset. An upload makes a version of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Distribution {
    /// Identifier inside.
    pub id: DistributionId,
    /// Number in the dataset, from 1.
    pub number: u32,
    /// What it holds.
    pub title: Text,
    /// Standard its tables follow, such as `ua-835-2025/36/parking`.
    pub standard: Option<String>,
    /// The recipe the next upload starts from: reading choices and fixes (JSON of `tabular::Recipe`).
    pub recipe: Option<Value>,
    /// Number of the latest published version; 0 where there is none.
    pub latest_version: u32,
}
