//! Tokens with which programs write: made, shown once, listed, revoked.

use askama::Template;
use axum::{
    Router,
    extract::{Form, Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use catalog::{
    ApiTokenId,
    person::{
        ApiToken,
        account::{self, AccountError, TOKEN_DAYS_MAX},
    },
};
use serde::Deserialize;

use crate::{
    Portal, Problem, Visit,
    layout::{Frame, Section, page},
    session::SignedIn,
    workspace::{
        form::{FormErrors, FormField, Kind},
        notice::{Done, notice},
    },
};

/// Days a new token holds unless its owner says otherwise.
const DAYS_PROPOSED: u32 = 180;

/// Pages of tokens.
pub(crate) fn routes() -> Router<Portal> {
    Router::new()
        .route("/workspace/tokens", get(list).post(create))
        .route("/workspace/tokens/{id}/revoke", post(revoke))
}

struct TokenRow {
    id: String,
    name: String,
    created: String,
    used: Option<String>,
    expires: String,
    state: &'static str,
}

#[derive(Template)]
#[template(path = "token/list.html")]
struct TokensPage {
    frame: Frame,
    notice: Option<String>,
    errors: FormErrors,
    fields: Vec<FormField>,
    tokens: Vec<TokenRow>,
    secret: Option<String>,
}

/// The form as it is sent.
#[derive(Default, Deserialize)]
struct TokenForm {
    #[serde(default)]
    name: String,
    #[serde(default)]
    days: String,
}

async fn list(
    State(portal): State<Portal>,
    SignedIn(visit): SignedIn,
    Query(done): Query<Done>,
) -> Result<Response, Problem> {
    let form = TokenForm { days: DAYS_PROPOSED.to_string(), ..TokenForm::default() };
    let notice = notice(visit.translator(), &done);
    Ok(show(&portal, &visit, &form, FormErrors::default(), None, notice).await?.into_response())
}

async fn create(
    State(portal): State<Portal>,
    SignedIn(visit): SignedIn,
    Form(form): Form<TokenForm>,
) -> Result<Response, Problem> {
    let t = visit.translator();
    let mut errors = FormErrors::default();
    let days = form.days.trim().parse().ok().filter(|days| (1..=TOKEN_DAYS_MAX).contains(days));
    if days.is_none() {
        errors.add("days", t.get("token-error-days"));
    }
    if form.name.trim().is_empty() {
        errors.add("name", t.get("token-error-name"));
    }
    let (Some(days), true) = (days, errors.is_empty()) else {
        let answer = show(&portal, &visit, &form, errors, None, None).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, answer).into_response());
    };
    let (secret, _) = account::create_token(&portal.ports, &visit.actor, &form.name, days).await?;
    let empty = TokenForm { days: DAYS_PROPOSED.to_string(), ..TokenForm::default() };
    // Shown in the answer itself: an address or a redirect would keep the secret in histories and logs.
    Ok(show(&portal, &visit, &empty, FormErrors::default(), Some(secret), None).await?.into_response())
}

async fn revoke(
    State(portal): State<Portal>,
    SignedIn(visit): SignedIn,
    Path(id): Path<String>,
) -> Result<Redirect, Problem> {
    let id: ApiTokenId = id.parse().map_err(|_| Problem::not_found())?;
    account::revoke_token(&portal.ports, &visit.actor, id).await?;
    Ok(Redirect::to(&visit.href("/workspace/tokens?done=token-revoked")))
}

async fn show(
    portal: &Portal,
    visit: &Visit,
    form: &TokenForm,
    errors: FormErrors,
    secret: Option<String>,
    notice: Option<String>,
) -> Result<impl IntoResponse + use<>, Problem> {
    let t = visit.translator();
    let mut fields = vec![
        FormField::new(Kind::Line, "name", t.get("token-name"), &form.name).hint(t.get("token-name-hint")).required(),
        FormField::new(Kind::Number, "days", t.get("token-days"), &form.days).required(),
    ];
    errors.mark(&mut fields);
    let mut tokens = account::tokens(&portal.ports, &visit.actor).await?;
    tokens.sort_by_key(|token| std::cmp::Reverse(token.created_at));
    let tokens = tokens.iter().map(|token| row(portal, visit, token)).collect();
    let frame = visit.frame(portal, Section::Workspace, t.get("token-title"));
    let frame = frame.crumb("/workspace", t.get("work-title"));
    page(&TokensPage { frame, notice, errors, fields, tokens, secret })
}

fn row(portal: &Portal, visit: &Visit, token: &ApiToken) -> TokenRow {
    let (t, zone) = (visit.translator(), &portal.ports.city.time_zone);
    let state = match token {
        ApiToken { revoked_at: Some(_), .. } => "revoked",
        ApiToken { expires_at, .. } if *expires_at <= visit.now => "expired",
        _ => "active",
    };
    TokenRow {
        id: token.id.to_string(),
        name: token.name.clone(),
        created: t.day(&token.created_at, zone),
        used: token.used_at.map(|at| t.moment(&at, zone)),
        expires: t.day(&token.expires_at, zone),
        state,
    }
}

impl From<AccountError> for Problem {
    fn from(error: AccountError) -> Self {
        let unprocessable = |code| Self::new(StatusCode::UNPROCESSABLE_ENTITY, code);
        match error {
            AccountError::Denied => Self::denied(),
            AccountError::NotFound => Self::not_found(),
            AccountError::EmailTaken => Self::new(StatusCode::CONFLICT, "email-taken"),
            AccountError::EmailInvalid => unprocessable("email-invalid"),
            AccountError::PasswordTooShort => unprocessable("password-too-short"),
            AccountError::NameMissing => unprocessable("name-missing"),
            AccountError::Store(error) => error.into(),
        }
    }
}
