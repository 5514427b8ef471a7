//! Profiles: statistics per field of what would be published.

use serde::{Deserialize, Serialize};

/// Statistics of a table.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct TableProfile {
    /// Table name.
    pub name: String,
    /// Rows.
    pub rows: u64,
    /// One per field, in order.
    pub fields: Vec<FieldProfile>,
}

/// Statistics of a field.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct FieldProfile {
    /// Field name.
    pub name: String,
    /// Rows without a value.
    pub missing: u64,
    /// Distinct values.
    pub distinct: u64,
    /// False where `distinct` is an estimate.
    pub distinct_is_exact: bool,
    /// Least value, in the field's form; for text by length first shown as text.
    pub minimum: Option<String>,
    /// Largest value.
    pub maximum: Option<String>,
    /// Mean, for numbers.
    pub mean: Option<f64>,
    /// About the median of the positive numbers, within an eighth; for amounts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub median_about: Option<f64>,
    /// Least and largest length in characters, for text.
    pub lengths: Option<(u64, u64)>,
    /// The most frequent values with their counts, most frequent first, at most ten; empty where all differ.
    pub top: Vec<(String, u64)>,
    /// All values with their counts where the field is one of categories: at most 1,000 short values that repeat.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<(String, u64)>,
}
