//! One shape for everything that goes wrong: RFC 9457 JSON for programs, a page for people. The cause goes to the log alone.

mod from;
mod render;

use std::error::Error;

use axum::{
    http::{HeaderName, HeaderValue, StatusCode},
    response::{IntoResponse, Response},
};
use catalog::Text;
use serde_json::{Map, Value};

pub(crate) use render::render;

/// Something that went wrong, in the words of a code that `locales/*/problem.ftl` (or its noun's file) explains:
/// `problem-<code>-title` and `problem-<code>-detail`.
#[derive(Debug, Clone)]
pub struct Problem {
    // Boxed, so that a handler's happy answer does not carry the size of its rare failure.
    parts: Box<Parts>,
}

#[derive(Debug, Clone)]
struct Parts {
    status: StatusCode,
    code: &'static str,
    args: Vec<(&'static str, String)>,
    texts: Vec<(&'static str, Text)>,
    members: Map<String, Value>,
    headers: Vec<(HeaderName, HeaderValue)>,
    path: Option<String>,
}

impl Problem {
    /// No failure, but an answer that ends the handler all the same: the address moved for good.
    pub fn moved_to(address: &str) -> Self {
        Self::new(StatusCode::PERMANENT_REDIRECT, "moved").header("location", address)
    }

    /// A problem of a code that both languages explain.
    pub fn new(status: StatusCode, code: &'static str) -> Self {
        let parts = Parts {
            status,
            code,
            args: Vec::new(),
            texts: Vec::new(),
            members: Map::new(),
            headers: Vec::new(),
            path: None,
        };
        Self { parts: Box::new(parts) }
    }

    /// There is none, or who asks may not know of it.
    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "not-found")
    }

    /// Seen, but not allowed.
    pub fn denied() -> Self {
        Self::new(StatusCode::FORBIDDEN, "denied")
    }

    /// Nobody is signed in.
    pub fn sign_in_needed() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "sign-in-needed").header("www-authenticate", "Bearer")
    }

    /// The token does not hold.
    pub fn token_refused() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "token-refused")
            .header("www-authenticate", "Bearer error=\"invalid_token\"")
    }

    /// Somebody else saved first.
    pub fn conflict(current: u64) -> Self {
        Self::new(StatusCode::CONFLICT, "conflict").member("current", current)
    }

    /// A part of the request does not mean anything to us; `what` names the parameter or field.
    pub fn unintelligible(what: &str) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "unintelligible").arg("what", what)
    }

    /// A failure of ours. The cause is logged here, once, and never shown.
    pub fn internal(doing: &'static str, cause: &dyn Error) -> Self {
        tracing::error!(cause = causes(cause), "{doing}");
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal")
    }

    /// The disk is full; nothing that was acknowledged is lost.
    pub fn full() -> Self {
        tracing::error!("the disk is full");
        Self::new(StatusCode::INSUFFICIENT_STORAGE, "full")
    }

    /// Names an argument of the explaining sentences, shown to programs as a member too.
    #[must_use]
    pub fn arg(mut self, name: &'static str, value: impl Into<String>) -> Self {
        let value = shortened(value.into());
        self.parts.members.insert(name.to_owned(), Value::String(value.clone()));
        self.parts.args.push((name, value));
        self
    }

    /// As [`Problem::arg`], for a text of the catalog, which is told in the reader's language.
    #[must_use]
    pub fn text(mut self, name: &'static str, text: Text) -> Self {
        self.parts.texts.push((name, text));
        self
    }

    /// Adds a member for programs.
    #[must_use]
    pub fn member(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.parts.members.insert(name.to_owned(), value.into());
        self
    }

    /// Adds a header to the answer; a value that no header can hold is left out.
    #[must_use]
    pub fn header(mut self, name: &'static str, value: &str) -> Self {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.parts.headers.push((HeaderName::from_static(name), value));
        }
        self
    }

    /// Names the page where people go on from here (path without language prefix).
    #[must_use]
    pub fn go_on_at(mut self, path: impl Into<String>) -> Self {
        self.parts.path = Some(path.into());
        self
    }

    /// HTTP status.
    pub fn status(&self) -> StatusCode {
        self.parts.status
    }

    /// Stable code.
    pub fn code(&self) -> &'static str {
        self.parts.code
    }
}

/// Codes that reading the API may answer with, for its page.
pub(crate) const CODES: [&str; 29] = [
    "not-found",
    "unintelligible",
    "unknown-field",
    "wrong-value",
    "wrong-cursor",
    "question-too-large",
    "withdrawn",
    "purged",
    "wrong-range",
    "wrong-method",
    "timeout",
    "sign-in-needed",
    "token-refused",
    "denied",
    "conflict",
    "precondition-needed",
    "precondition-failed",
    "identifier-taken",
    "wrong-draft-state",
    "wrong-offset",
    "too-large",
    "passport-gaps",
    "findings-remain",
    "personal-data",
    "breaking-change",
    "superseded",
    "idempotency-in-progress",
    "idempotency-mismatch",
    "internal",
];

/// Carries the problem to `render`, which knows the reader's language and whether they are a program.
impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.parts.status.into_response();
        for (name, value) in &self.parts.headers {
            response.headers_mut().append(name.clone(), value.clone());
        }
        response.extensions_mut().insert(self);
        response
    }
}

/// What came from outside is repeated only so far.
fn shortened(text: String) -> String {
    const LENGTH_MAX: usize = 200;
    if text.chars().count() <= LENGTH_MAX { text } else { text.chars().take(LENGTH_MAX).chain(['…']).collect() }
}

/// The whole chain of causes, for the log.
fn causes(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        source = cause.source();
    }
    text
}
