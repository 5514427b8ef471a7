//! Drafts: uploads on their way to becoming versions. A draft keeps its report until it is published, discarded or expires.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    Text,
    blob::BlobRef,
    id::{DatasetId, DistributionId, DraftId, PersonId, VersionId},
    version::{ChangeSummary, Table},
};

/// How long a draft lives after its last change.
pub const LIFETIME: SignedDuration = SignedDuration::from_hours(30 * 24);
/// How long before its end its people are warned.
pub const WARNING: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Where a draft stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum DraftState {
    /// Bytes are coming.
    Receiving {
        /// Bytes announced.
        total: Option<u64>,
    },
    /// The file is complete and waits for a worker.
    Waiting,
    /// A worker reads it.
    Checking {
        /// Which pass: `sniff`, `analyse`, `build`, `compare`.
        stage: String,
        /// Rows done in this pass.
        rows: u64,
    },
    /// Report and tables are there.
    Ready,
    /// It cannot be read: an error of the file, in words for its owner.
    Unreadable {
        /// Stable kind, such as `password-protected`.
        kind: String,
        /// What to do.
        message: Text,
    },
    /// It became a version.
    Published {
        /// Which.
        version: VersionId,
    },
    /// Somebody threw it away.
    Discarded,
    /// Nobody finished it in time.
    Expired,
}

impl DraftState {
    /// The stable name of the state.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Receiving { .. } => "receiving",
            Self::Waiting => "waiting",
            Self::Checking { .. } => "checking",
            Self::Ready => "ready",
            Self::Unreadable { .. } => "unreadable",
            Self::Published { .. } => "published",
            Self::Discarded => "discarded",
            Self::Expired => "expired",
        }
    }

    /// Whether the draft still can become a version or be worked on.
    pub fn is_open(&self) -> bool {
        !matches!(self, Self::Published { .. } | Self::Discarded | Self::Expired)
    }
}

/// Personal data found in one field (or outside the tables).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonalHit {
    /// Table; `None` outside tables (hidden sheets, document properties).
    pub table: Option<String>,
    /// Field name, or where outside tables it stands.
    pub field: String,
    /// Kind: `rnokpp`, `phone`, `email`.
    pub kind: String,
    /// How many values.
    pub count: u64,
}

/// A stated ground to publish personal data, signed by a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Justification {
    /// Table.
    pub table: Option<String>,
    /// Field.
    pub field: String,
    /// Kind of personal data.
    pub kind: String,
    /// The legal ground.
    pub ground: String,
    /// Who states it.
    pub person: Option<PersonId>,
    /// When.
    pub at: Timestamp,
}

/// How many findings of each severity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct FindingCounts {
    /// Cells or places that break a rule.
    pub errors: u64,
    /// Cells or places that should be mended.
    pub warnings: u64,
    /// Things worth knowing.
    pub infos: u64,
}

/// What checking a draft made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Built {
    /// Tables as they would be published.
    pub tables: Vec<Table>,
    /// Report (JSON of `tabular::Report`).
    pub report: BlobRef,
    /// Profile (JSON of `tabular::Profile` per table).
    pub profile: BlobRef,
    /// Recipe as applied, with counts.
    pub recipe: BlobRef,
    /// How many findings remain.
    pub counts: FindingCounts,
    /// Personal data in what would be published.
    pub personal: Vec<PersonalHit>,
    /// Personal data anywhere in the original file, hidden parts included: decides whether the original becomes public.
    pub personal_in_original: Vec<PersonalHit>,
    /// Number of the version it was compared with; 0 where there was none.
    pub base_version: u32,
    /// Changes since that version.
    pub changes: Option<ChangeSummary>,
}

/// An upload on its way to becoming a version.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    /// Identifier.
    pub id: DraftId,
    /// Its dataset.
    pub dataset_id: DatasetId,
    /// Its distribution.
    pub distribution_id: DistributionId,
    /// Who uploads.
    pub person: Option<PersonId>,
    /// The file's name.
    pub file_name: String,
    /// Where it stands.
    pub state: DraftState,
    /// The complete file.
    pub original: Option<BlobRef>,
    /// Reading choices and fixes to apply (JSON of `tabular::Recipe`).
    pub recipe: Value,
    /// Recipes before each step, latest last: what "undo" goes back to.
    pub undo: Vec<Value>,
    /// What checking made.
    pub built: Option<Built>,
    /// Grounds stated for personal data.
    pub justifications: Vec<Justification>,
    /// Created at.
    pub created_at: Timestamp,
    /// Changed at; the draft expires `LIFETIME` after.
    pub changed_at: Timestamp,
    /// Its people were warned at.
    pub warned_at: Option<Timestamp>,
    /// Revision of the row.
    pub revision: u64,
}

impl Draft {
    /// When it expires unless somebody goes on with it.
    pub fn expires_at(&self) -> Timestamp {
        self.changed_at.saturating_add(LIFETIME).unwrap_or(Timestamp::MAX)
    }

    /// Personal data that nobody has masked, dropped or justified.
    pub fn unresolved_personal(&self) -> Vec<&PersonalHit> {
        let hits = self.built.iter().flat_map(|built| &built.personal);
        hits.filter(|hit| {
            !self.justifications.iter().any(|justification| {
                justification.table == hit.table && justification.field == hit.field && justification.kind == hit.kind
            })
        })
        .collect()
    }
}
