//! Versions: the immutable content of a distribution, numbered from 1, each holding one or more tables.

pub mod publication;
pub mod purge;

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    Text,
    blob::BlobRef,
    id::{DatasetId, DistributionId, PersonId, VersionId},
};

/// The name of a table, unique in its dataset: `[A-Za-z0-9_-]`, 1 to 100 characters.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TableName(String);

impl TableName {
    /// Takes a lawful name.
    pub fn new(text: impl Into<String>) -> Option<Self> {
        let text = text.into();
        let lawful = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
        ((1..=100).contains(&text.len()) && text.bytes().all(lawful)).then_some(Self(text))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for TableName {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl TryFrom<String> for TableName {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::new(text).ok_or("not a table name")
    }
}

impl From<TableName> for String {
    fn from(name: TableName) -> Self {
        name.0
    }
}

/// A field as pages and APIs show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    /// Machine name.
    pub name: String,
    /// What people read.
    pub title: Text,
    /// Table Schema type: `string`, `integer`, `number`, `boolean`, `date`, `datetime`, `time`.
    #[serde(rename = "type")]
    pub kind_of_type: String,
    /// Kind of value, such as `edrpou` or `phone`.
    pub kind: Option<String>,
    /// Values were masked; they never show in diffs or profiles.
    #[serde(default)]
    pub masked: bool,
}

/// A table of a version: Parquet with its schema.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// Name, unique in the dataset.
    pub name: TableName,
    /// What people read.
    pub title: Text,
    /// The rows, as Parquet.
    pub data: BlobRef,
    /// How many rows.
    pub rows: u64,
    /// Fields in their order.
    pub fields: Vec<Field>,
    /// Frictionless Table Schema.
    pub schema: Value,
}

/// The file a version was made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Original {
    /// The bytes as they came.
    pub blob: BlobRef,
    /// The name it came with.
    pub file_name: String,
    /// True where the screen for personal data found nothing in it, hidden sheets and properties included.
    pub public: bool,
}

/// How a version differs from the one before. Counts are exact.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ChangeSummary {
    /// Number of the version compared with.
    pub since_version: u32,
    /// Rows that are new.
    pub rows_added: u64,
    /// Rows that are gone.
    pub rows_removed: u64,
    /// Rows in which a cell changed.
    pub rows_changed: u64,
    /// Cells that changed.
    pub cells_changed: u64,
    /// Changed cells per field that has some; empty in records of older releases.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cells_per_field: Vec<(String, u64)>,
    /// Fields that are new.
    pub fields_added: Vec<String>,
    /// Fields that are gone.
    pub fields_removed: Vec<String>,
    /// Fields under a new name: old, new.
    pub fields_renamed: Vec<(String, String)>,
    /// Fields of another type: name, old type, new type.
    pub fields_retyped: Vec<(String, String, String)>,
    /// Tables that are new.
    pub tables_added: Vec<String>,
    /// Tables that are gone.
    pub tables_removed: Vec<String>,
}

impl ChangeSummary {
    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        *self == Self { since_version: self.since_version, ..Self::default() }
    }

    /// Whether who reads the table by program must change it: a field or a table dropped, renamed or retyped.
    pub fn is_breaking(&self) -> bool {
        !(self.fields_removed.is_empty()
            && self.fields_renamed.is_empty()
            && self.fields_retyped.is_empty()
            && self.tables_removed.is_empty())
    }
}

/// Why and when a version's content was removed. Its page answers 410 with this.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Purge {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub person: Option<PersonId>,
    /// The decision and its reason, for everybody to read.
    pub ground: Text,
}

/// Immutable content of a distribution.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Version {
    /// Identifier inside.
    pub id: VersionId,
    /// Its dataset.
    pub dataset_id: DatasetId,
    /// Its distribution.
    pub distribution_id: DistributionId,
    /// Number, from 1, per distribution.
    pub number: u32,
    /// Tables, in the order of the source.
    pub tables: Vec<Table>,
    /// The file it was made from.
    pub original: Original,
    /// The recipe that leads from the original to the tables (JSON of `tabular::Recipe`).
    pub recipe: BlobRef,
    /// All findings: the publisher's alone.
    pub report: BlobRef,
    /// Statistics per field: the publisher's alone.
    pub profile: BlobRef,
    /// What the publisher says about it.
    pub note: Text,
    /// The day the data speak of.
    pub data_date: Option<Date>,
    /// Who published it.
    pub published_by: Option<PersonId>,
    /// When.
    pub published_at: Timestamp,
    /// How it differs from the version before.
    pub changes: Option<ChangeSummary>,
    /// Set where its content was removed by decision.
    pub purged: Option<Purge>,
}

impl Version {
    /// The table of that name.
    pub fn table(&self, name: &str) -> Option<&Table> {
        self.tables.iter().find(|table| table.name.as_str() == name)
    }
}

/// A stored form of a table: CSV, XLSX …
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Representation {
    /// The version.
    pub version: VersionId,
    /// The table.
    pub table: TableName,
    /// Format and variant: `csv`, `csv-excel-safe`, `xlsx`, `json`, `ndjson`.
    pub format: String,
    /// The bytes.
    pub blob: BlobRef,
}
