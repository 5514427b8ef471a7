//! How the errors of each capability read to the outside. A forgotten error must not compile: no blanket conversion stands here.

use axum::http::StatusCode;
use catalog::{StoreError, blob::BlobError, dataset::management::DatasetError, table_query::QueryError};
use intake::IntakeError;

use super::Problem;

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Conflict { current } => Self::conflict(current),
            StoreError::Taken { what } => Self::new(StatusCode::CONFLICT, "taken").member("what", what),
            StoreError::Missing { .. } => Self::not_found(),
            StoreError::Full => Self::full(),
            error @ StoreError::Backend(_) => Self::internal("the store failed", &error),
        }
    }
}

impl From<BlobError> for Problem {
    fn from(error: BlobError) -> Self {
        match error {
            BlobError::Full => Self::full(),
            BlobError::WrongOffset { stands_at } => {
                Self::new(StatusCode::CONFLICT, "wrong-offset").member("stands_at", stands_at)
            }
            BlobError::TooLarge { limit } => {
                Self::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large").member("limit", limit)
            }
            // A row promises the blob, so its absence is our failure, not the visitor's.
            error @ (BlobError::Missing | BlobError::Damaged(_) | BlobError::Io(_)) => {
                Self::internal("the file store failed", &error)
            }
        }
    }
}

impl From<DatasetError> for Problem {
    fn from(error: DatasetError) -> Self {
        match error {
            DatasetError::NotFound => Self::not_found(),
            DatasetError::Denied => Self::denied(),
            DatasetError::Conflict { current } => Self::conflict(current),
            DatasetError::IdentifierTaken => Self::new(StatusCode::CONFLICT, "identifier-taken"),
            DatasetError::NoPublisher => Self::new(StatusCode::UNPROCESSABLE_ENTITY, "no-publisher"),
            DatasetError::WasPublished => Self::new(StatusCode::CONFLICT, "was-published"),
            DatasetError::WrongState => Self::new(StatusCode::CONFLICT, "wrong-dataset-state"),
            DatasetError::PassportGaps(gaps) => {
                Self::new(StatusCode::UNPROCESSABLE_ENTITY, "passport-gaps").member("gaps", serde_json::json!(gaps))
            }
            DatasetError::NoReason => Self::new(StatusCode::UNPROCESSABLE_ENTITY, "no-reason"),
            DatasetError::Store(error) => Self::from(error),
        }
    }
}

impl From<QueryError> for Problem {
    fn from(error: QueryError) -> Self {
        match error {
            QueryError::UnknownField(field) => Self::new(StatusCode::BAD_REQUEST, "unknown-field").arg("field", field),
            QueryError::WrongValue { field, value, type_name } => Self::new(StatusCode::BAD_REQUEST, "wrong-value")
                .arg("field", field)
                .arg("value", value)
                .arg("type_name", type_name),
            QueryError::WrongCursor => Self::new(StatusCode::BAD_REQUEST, "wrong-cursor"),
            QueryError::LimitExceeded => Self::new(StatusCode::SERVICE_UNAVAILABLE, "question-too-large"),
            error @ QueryError::Engine(_) => Self::internal("the query engine failed", &error),
        }
    }
}

impl From<IntakeError> for Problem {
    fn from(error: IntakeError) -> Self {
        match error {
            IntakeError::NotFound => Self::not_found(),
            IntakeError::Denied => Self::denied(),
            IntakeError::Gone { purge, sha256 } => Self::new(StatusCode::GONE, "purged")
                .text("ground", purge.ground.clone())
                .arg("day", purge.at.strftime("%Y-%m-%d").to_string())
                .arg("sha256", sha256.to_string())
                .member("purged_at", purge.at.to_string()),
            IntakeError::Conflict { current } => Self::conflict(current),
            IntakeError::WrongState(state) => {
                Self::new(StatusCode::CONFLICT, "wrong-draft-state").member("state", state)
            }
            IntakeError::WrongOffset { stands_at } => Self::from(BlobError::WrongOffset { stands_at }),
            IntakeError::TooLarge { limit } => Self::from(BlobError::TooLarge { limit }),
            IntakeError::Busy => Self::new(StatusCode::SERVICE_UNAVAILABLE, "busy").header("retry-after", "10"),
            IntakeError::Invalid(what) => Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid").arg("what", what),
            IntakeError::Full => Self::full(),
            IntakeError::Unreadable(unreadable) => {
                tracing::info!(%unreadable, "a file cannot be read");
                Self::new(StatusCode::UNPROCESSABLE_ENTITY, "unreadable")
            }
            IntakeError::Store(error) => Self::from(error),
            IntakeError::Blob(error) => Self::from(error),
            error @ IntakeError::Engine(_) => Self::internal("the table engine failed", &error),
        }
    }
}
