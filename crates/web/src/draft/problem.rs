//! How a refused publication or purge reads to programs.

use axum::http::StatusCode;
use catalog::version::{publication::PublishError, purge::PurgeError};
use serde_json::{Value, json};

use crate::Problem;

impl From<PublishError> for Problem {
    fn from(error: PublishError) -> Self {
        let conflict = |code| Self::new(StatusCode::CONFLICT, code);
        match error {
            PublishError::NotFound => Self::not_found(),
            PublishError::Denied => Self::denied(),
            PublishError::NotReady(state) => conflict("wrong-draft-state").member("state", state),
            PublishError::PassportGaps(gaps) => {
                Self::new(StatusCode::UNPROCESSABLE_ENTITY, "passport-gaps").member("gaps", json!(gaps))
            }
            PublishError::Findings { errors } => conflict("findings-remain").member("errors", errors),
            PublishError::PersonalData(hits) => conflict("personal-data").member("personal", json!(hits)),
            PublishError::Breaking(changes) => conflict("breaking-change").member("changes", json!(changes)),
            PublishError::Superseded { version, at, .. } => conflict("superseded")
                .arg("version", version.to_string())
                .member("published_at", at.map_or(Value::Null, |at| Value::String(at.to_string()))),
            PublishError::Conflict { current } => Self::conflict(current),
            PublishError::Store(error) => error.into(),
        }
    }
}

impl From<PurgeError> for Problem {
    fn from(error: PurgeError) -> Self {
        match error {
            PurgeError::NotFound => Self::not_found(),
            PurgeError::Denied => Self::denied(),
            PurgeError::NoGround => Self::new(StatusCode::UNPROCESSABLE_ENTITY, "no-reason"),
            PurgeError::Store(error) => error.into(),
        }
    }
}
