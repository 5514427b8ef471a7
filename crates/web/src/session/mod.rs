//! Signing in and out, and the guard of every page behind the sign-in.

mod pages;

use axum::{
    Router,
    extract::FromRequestParts,
    http::{HeaderValue, header, request::Parts},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use catalog::person::account::SESSION_LIFETIME;

use crate::{Portal, Problem, Visit, WebConfig};

/// Pages of signing in and out.
pub(crate) fn routes() -> Router<Portal> {
    Router::new().route("/sign-in", get(pages::form).post(pages::sign_in)).route("/sign-out", post(pages::sign_out))
}

/// A visit of somebody signed in; anybody else is led to the sign-in and back.
#[derive(Debug, Clone)]
pub(crate) struct SignedIn(pub Visit);

impl FromRequestParts<Portal> for SignedIn {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, portal: &Portal) -> Result<Self, Response> {
        let visit = Visit::from_request_parts(parts, portal).await.map_err(IntoResponse::into_response)?;
        if visit.person.is_some() {
            return Ok(Self(visit));
        }
        Err(Redirect::to(&sign_in_path(&visit, parts.method.is_safe())).into_response())
    }
}

/// A visit to the API of somebody signed in or bearing a token; anybody else is answered 401.
#[derive(Debug, Clone)]
pub(crate) struct Author(pub Visit);

impl FromRequestParts<Portal> for Author {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, portal: &Portal) -> Result<Self, Problem> {
        let visit = Visit::from_request_parts(parts, portal).await?;
        if visit.person.is_some() { Ok(Self(visit)) } else { Err(Problem::sign_in_needed()) }
    }
}

/// The sign-in with the way back, where the page can be asked for again.
fn sign_in_path(visit: &Visit, is_repeatable: bool) -> String {
    let path = visit.href("/sign-in");
    if !is_repeatable {
        return path;
    }
    let here = match &visit.query {
        Some(query) => format!("{}?{query}", visit.href(&visit.path)),
        None => visit.href(&visit.path),
    };
    let next: String = url::form_urlencoded::byte_serialize(here.as_bytes()).collect();
    format!("{path}?next={next}")
}

/// A way back that stays on this portal, or none.
fn safe_next(next: &str) -> Option<&str> {
    let bytes = next.as_bytes();
    let is_local = bytes.first() == Some(&b'/') && !matches!(bytes.get(1), Some(b'/' | b'\\'));
    let is_plain = next.len() <= 2_000 && !next.chars().any(char::is_control);
    (is_local && is_plain).then_some(next)
}

/// The cookie of a session; an empty secret ends it.
fn cookie(config: &WebConfig, secret: &str) -> (header::HeaderName, HeaderValue) {
    let name = config.session_cookie();
    let seconds = if secret.is_empty() { 0 } else { SESSION_LIFETIME.as_secs() };
    let secure = if config.cookies_are_secure() { "; Secure" } else { "" };
    let text = format!("{name}={secret}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}");
    (header::SET_COOKIE, HeaderValue::from_str(&text).expect("secrets are letters and digits"))
}

#[cfg(test)]
mod tests {
    use super::safe_next;

    #[test]
    fn the_way_back_never_leads_to_another_site() {
        assert_eq!(safe_next("/workspace?page=2"), Some("/workspace?page=2"));

        for elsewhere in
            ["https://elsewhere.example", "//elsewhere.example", "/\\elsewhere.example", "workspace", "", "/a\r\nb"]
        {
            assert_eq!(safe_next(elsewhere), None, "{elsewhere}");
        }
    }
}
