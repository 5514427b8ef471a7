//! The API: its routes under `/api/v1`, its description in OpenAPI 3.1, and a page that explains it to people.

pub(crate) mod views;

use std::sync::Arc;

use askama::Template;
use axum::{
    Router,
    extract::State,
    http::header,
    middleware::from_fn,
    response::{Html, IntoResponse},
    routing::get,
};
use utoipa::{
    Modify, OpenApi,
    openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme},
};
use utoipa_axum::router::OpenApiRouter;

use crate::{
    Portal, Problem, Visit, comparison, dataset,
    layout::{Frame, Section, page},
    problem::CODES,
    publisher, security, standard, table, version,
};

/// The first version of the API and its promise.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Vidkryto API",
        version = "1",
        description = "Read and publish open data. Reading needs no key. Writing needs a token in `Authorization: Bearer …`. \
            Errors are `application/problem+json` (RFC 9457) with a stable `code`.",
        license(name = "EUPL-1.2", identifier = "EUPL-1.2")
    ),
    servers((url = "/")),
    modifiers(&TokenScheme)
)]
struct Description;

/// Says how a token is sent.
struct TokenScheme;

impl Modify for TokenScheme {
    fn modify(&self, description: &mut utoipa::openapi::OpenApi) {
        let scheme = SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build());
        description.components.get_or_insert_default().add_security_scheme("token", scheme);
    }
}

/// Routes of the API with their description; `writing` brings what needs a token.
pub(crate) fn routes(writing: OpenApiRouter<Portal>) -> Router<Portal> {
    let reading = OpenApiRouter::new()
        .merge(dataset::api())
        .merge(version::api())
        .merge(table::api())
        .merge(comparison::api())
        .merge(publisher::api())
        .merge(standard::api());
    let versioned = OpenApiRouter::new().merge(reading).merge(writing);
    let (router, description) =
        OpenApiRouter::with_openapi(Description::openapi()).nest("/api/v1", versioned).split_for_parts();
    let text: Arc<str> = description.to_pretty_json().unwrap_or_default().into();
    let answer = move || {
        let text = Arc::clone(&text);
        async move { ([(header::CONTENT_TYPE, "application/json")], text.to_string()).into_response() }
    };
    router.route("/api/openapi.json", get(answer)).layer(from_fn(security::open_to_all))
}

/// A code of a problem with its words.
struct ProblemWords {
    code: &'static str,
    title: String,
}

#[derive(Template)]
#[template(path = "api/show.html")]
struct ApiPage {
    frame: Frame,
    base: String,
    operators: Vec<(&'static str, String)>,
    problems: Vec<ProblemWords>,
}

/// The page for people.
pub(crate) fn pages() -> Router<Portal> {
    Router::new().route("/api", get(show))
}

async fn show(State(portal): State<Portal>, visit: Visit) -> Result<Html<String>, Problem> {
    let t = visit.translator();
    let operators = ["eq", "ne", "lt", "lte", "gt", "gte", "contains", "null"];
    let template = ApiPage {
        frame: visit.frame(&portal, Section::Api, t.get("api-title")).described(&t.get("api-lead")),
        base: portal.config.address("/api/v1"),
        operators: operators.into_iter().map(|name| (name, t.get(&format!("operator-{name}")))).collect(),
        problems: CODES
            .into_iter()
            .map(|code| ProblemWords { code, title: t.get(&format!("problem-{code}-title")) })
            .collect(),
    };
    page(&template)
}
