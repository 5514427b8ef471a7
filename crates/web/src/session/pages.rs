//! The page of signing in.

use askama::Template;
use axum::{
    extract::{Form, Query, State},
    http::StatusCode,
    response::{Html, IntoResponse, Redirect, Response},
};
use axum_extra::extract::CookieJar;
use catalog::person::account::{self, SignInError};
use serde::Deserialize;

use super::{cookie, safe_next};
use crate::{
    Portal, Problem, Visit,
    layout::{Frame, Section, page},
};

#[derive(Template)]
#[template(path = "session/sign_in.html")]
struct SignInPage {
    frame: Frame,
    email: String,
    next: String,
    error: Option<String>,
    notice: Option<String>,
}

/// What leads to the sign-in.
#[derive(Deserialize)]
pub(super) struct Way {
    #[serde(default)]
    next: String,
    done: Option<String>,
}

/// The form as it is sent.
#[derive(Deserialize)]
pub(super) struct Credentials {
    #[serde(default)]
    email: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    next: String,
}

/// The form.
pub(super) async fn form(
    State(portal): State<Portal>,
    visit: Visit,
    Query(way): Query<Way>,
) -> Result<Response, Problem> {
    let next = safe_next(&way.next).unwrap_or_default().to_owned();
    if visit.person.is_some() {
        return Ok(Redirect::to(&after(&visit, &next)).into_response());
    }
    let t = visit.translator();
    let notice = match way.done.as_deref() {
        Some("signed-out") => Some(t.get("session-ended")),
        _ if !next.is_empty() => Some(t.get("session-needed")),
        _ => None,
    };
    Ok(show(&portal, &visit, String::new(), next, None, notice)?.into_response())
}

/// Signs in; says plainly what was wrong.
pub(super) async fn sign_in(
    State(portal): State<Portal>,
    visit: Visit,
    Form(form): Form<Credentials>,
) -> Result<Response, Problem> {
    let next = safe_next(&form.next).unwrap_or_default().to_owned();
    let t = visit.translator();
    let (status, error) = match account::sign_in(&portal.ports, &form.email, &form.password, &visit.remote).await {
        Ok((secret, _)) => {
            return Ok(([cookie(&portal.config, &secret)], Redirect::to(&after(&visit, &next))).into_response());
        }
        Err(SignInError::Wrong) => (StatusCode::UNPROCESSABLE_ENTITY, t.get("session-wrong")),
        Err(SignInError::TooMany { minutes }) => (StatusCode::TOO_MANY_REQUESTS, t.count("session-too-many", minutes)),
        Err(SignInError::Store(error)) => return Err(error.into()),
    };
    let email = form.email.chars().take(254).collect();
    Ok((status, show(&portal, &visit, email, next, Some(error), None)?).into_response())
}

/// Ends the session, in the store and in the browser.
pub(super) async fn sign_out(State(portal): State<Portal>, visit: Visit, jar: CookieJar) -> Result<Response, Problem> {
    if let Some(held) = jar.get(portal.config.session_cookie()) {
        account::sign_out(&portal.ports, held.value()).await?;
    }
    let path = visit.href("/sign-in?done=signed-out");
    Ok(([cookie(&portal.config, "")], Redirect::to(&path)).into_response())
}

fn after(visit: &Visit, next: &str) -> String {
    if next.is_empty() { visit.href("/workspace") } else { next.to_owned() }
}

fn show(
    portal: &Portal,
    visit: &Visit,
    email: String,
    next: String,
    error: Option<String>,
    notice: Option<String>,
) -> Result<Html<String>, Problem> {
    let mut frame = visit.frame(portal, Section::Workspace, visit.translator().get("session-title"));
    frame.is_indexed = false;
    page(&SignInPage { frame, email, next, error, notice })
}
