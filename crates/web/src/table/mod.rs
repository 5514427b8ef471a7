//! Tables for everybody: the page where the address is the question, and the rows by API.

mod api;
mod asked;
pub(crate) mod cells;
mod show;

use axum::{Router, routing::get};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::Portal;

/// Pages of tables.
pub(crate) fn pages() -> Router<Portal> {
    Router::new().route("/datasets/{identifier}/tables/{table}", get(show::show))
}

/// The API of tables.
pub(crate) fn api() -> OpenApiRouter<Portal> {
    OpenApiRouter::new().routes(routes!(api::rows)).routes(routes!(api::schema))
}
