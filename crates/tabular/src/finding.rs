//! Findings: what is wrong or worth knowing about a table, where, and what cures it. Bad data is a value, not an error.

use serde::{Deserialize, Serialize};

use crate::{FixId, Message, Safety, Step, recipe::News, unreadable::Unreadable};

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; nothing to mend: another encoding, a title block.
    Info,
    /// Should be mended; the table can live with it.
    Warning,
    /// Breaks a rule of the schema, loses something, or must not be public.
    Error,
}

/// Where something stands in the source.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Place {
    /// Sheet; `None` in CSV.
    pub sheet: Option<String>,
    /// Sheet's row, or in CSV the line where the record starts; from 1. `None` where it concerns no row.
    pub row: Option<u64>,
    /// Column of the source, from 1. `None` where it concerns no column.
    pub column: Option<u32>,
}

/// One cell that shows the finding.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Example {
    /// Where.
    #[serde(flatten)]
    pub place: Place,
    /// The value as read; masked where it is personal.
    pub value: String,
    /// What the fix would make of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fixed: Option<String>,
}

/// The fix that cures a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FixOffer {
    /// Which.
    pub id: FixId,
    /// Whether it needs a yes.
    pub safety: Safety,
    /// The step to add to the recipe, where fix, table and field alone do not say it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<Box<Step>>,
}

impl FixOffer {
    /// A fix that needs no more than its table and field.
    pub fn new(id: FixId, safety: Safety) -> Self {
        Self { id, safety, step: None }
    }

    /// A fix whose step says more than its table and field.
    pub fn by(step: Step, safety: Safety) -> Self {
        Self { id: step.fix, safety, step: Some(Box::new(step)) }
    }
}

/// One kind of thing in one field: the same pattern in 40,000 cells is one finding with a number.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// Stable kind, such as `date-format` (listed in docs/table-engine.md).
    pub kind: String,
    /// How bad.
    pub severity: Severity,
    /// Field name; `None` where it concerns the table or the file.
    pub field: Option<String>,
    /// How many cells (or rows, or places). Exact.
    pub count: u64,
    /// The rule it breaks: `type=date`, `required`, `standard:ua-835-2025/36/parking#lat`.
    pub rule: String,
    /// What is wrong and what to do.
    pub message: Message,
    /// What cures it, where something does and it is not applied yet.
    pub fix: Option<FixOffer>,
    /// At most `Limits::examples_max`.
    pub examples: Vec<Example>,
}

/// Findings of one table.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct TableReport {
    /// Table name.
    pub name: String,
    /// Sheet it comes from.
    pub sheet: Option<String>,
    /// Rows of the source that hold the header, from 1.
    pub header_rows: Vec<u64>,
    /// Data rows of the table.
    pub rows: u64,
    /// Worst first.
    pub findings: Vec<Finding>,
    /// Fixes applied, with the number of cells each changed.
    #[serde(default)]
    pub applied: Vec<AppliedFix>,
    /// What the lists of pairs of the recipe met.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub value_maps: Vec<ValueMapEffect>,
}

/// What a list of pairs (fix `values`) met in its field.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ValueMapEffect {
    /// Field.
    pub field: String,
    /// Old values of the list that did not occur.
    pub unused: Vec<String>,
    /// Values that the list neither knows nor makes, the first ones; personal data masked.
    pub unmapped: Vec<String>,
    /// There are more of them than were kept.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub has_more: bool,
}

impl TableReport {
    /// Adds findings where their severity puts them: worst first, else behind those that are there.
    pub fn add(&mut self, findings: Vec<Finding>) {
        self.findings.extend(findings);
        self.findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    }
}

/// A fix that was applied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppliedFix {
    /// Which.
    pub id: FixId,
    /// Field; `None` for the table.
    pub field: Option<String>,
    /// Cells (or rows) it changed. Exact.
    pub count: u64,
    /// A few of them, before and after.
    #[serde(default)]
    pub examples: Vec<Example>,
    /// Its place among the recipe's steps, from 0, where one step alone did it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<usize>,
}

/// All findings of one reading of a file.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Report {
    /// One per table.
    pub tables: Vec<TableReport>,
    /// What a recipe that was applied before met for the first time; `None` where there was no report before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub news: Option<News>,
}

/// Why a step of the road failed: the file's fault, or the machine's.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// The file cannot be read; its owner must change it.
    #[error("the file cannot be read: {0}")]
    Unreadable(#[from] Unreadable),
    /// Reading or writing failed on our side: disk full, blob gone.
    #[error("reading or writing failed")]
    Io(#[from] std::io::Error),
    /// Parquet or Arrow refused; a defect of ours or damaged stored bytes.
    #[error("the table could not be written or read as Parquet")]
    Parquet(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The caller asked to stop.
    #[error("stopped")]
    Stopped,
}

impl EngineError {
    /// Wraps an error of Parquet or Arrow.
    pub fn parquet(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Parquet(error.into())
    }
}
