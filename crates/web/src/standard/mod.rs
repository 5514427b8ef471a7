//! Published table standards for everybody: what a dataset's tables are to look like, by whose word, and who follows it.

mod api;
mod followers;
mod list;
mod rules;
mod search;
mod show;
mod template;

use axum::{Router, routing::get};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::Portal;

/// Pages of standards, and their templates. Ids hold slashes.
pub(crate) fn pages() -> Router<Portal> {
    Router::new().route("/standards", get(list::list)).route("/standards/{*id}", get(show::show))
}

/// The API of standards.
pub(crate) fn api() -> OpenApiRouter<Portal> {
    OpenApiRouter::new().routes(routes!(api::list)).routes(routes!(api::find)).routes(routes!(api::show))
}

/// The path of a standard's page.
pub(crate) fn path_of(id: &str) -> String {
    format!("/standards/{id}")
}
