//! The port to reading published tables: filter, sort, page. The engine behind it sees only the tables it is handed.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{blob::BlobRef, version::Field};

/// How a filter compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Operator {
    /// Equal.
    Eq,
    /// Not equal; rows without a value count as not equal.
    Ne,
    /// Less than.
    Lt,
    /// Less than or equal.
    Lte,
    /// Greater than.
    Gt,
    /// Greater than or equal.
    Gte,
    /// Text contains, whatever the case of letters.
    Contains,
    /// Has no value (`true`) or has one (`false`).
    Null,
}

/// One condition; several hold together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filter {
    /// Field name.
    pub field: String,
    /// How.
    pub operator: Operator,
    /// With what, as text in the API's forms (ISO dates, point decimals, `true`/`false`).
    pub value: String,
}

/// One sort key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sort {
    /// Field name.
    pub field: String,
    /// Largest first.
    pub descending: bool,
}

/// A page of rows to ask for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RowQuery {
    /// Conditions.
    pub filters: Vec<Filter>,
    /// Sort keys; the row's place in the table decides what they leave open. Rows without a value come last.
    pub sort: Vec<Sort>,
    /// At most so many rows.
    pub limit: u32,
    /// Opaque place after which the page begins, from `RowPage::next`.
    pub after: Option<String>,
}

/// A page of rows.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RowPage {
    /// Rows that meet the filters.
    pub total: u64,
    /// Values in the order of the fields: text, numbers (exact decimals as JSON numbers), booleans, null; dates as ISO text.
    pub rows: Vec<Vec<Value>>,
    /// Where the next page begins; `None` on the last.
    pub next: Option<String>,
}

/// Why a question cannot be answered.
#[derive(Debug, thiserror::Error)]
pub enum QueryError {
    /// No such field.
    #[error("the table has no field `{0}`")]
    UnknownField(String),
    /// The value does not fit the field's type.
    #[error("`{value}` is not a value of field `{field}` of type {type_name}")]
    WrongValue {
        /// Field name.
        field: String,
        /// What was given.
        value: String,
        /// The field's type.
        type_name: String,
    },
    /// The place to go on from is not one of ours, or belongs to another question.
    #[error("the `after` value does not belong to this question")]
    WrongCursor,
    /// Took longer or more memory than the limits allow.
    #[error("the question needs more than the limits allow")]
    LimitExceeded,
    /// The engine failed.
    #[error("the query engine failed")]
    Engine(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// Reads published tables (and drafts for their publisher).
#[async_trait]
pub trait TableQuery: Send + Sync {
    /// One page of a Parquet table. `fields` are the table's fields in order.
    async fn rows(&self, data: &BlobRef, fields: &[Field], query: &RowQuery) -> Result<RowPage, QueryError>;
}
