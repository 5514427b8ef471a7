//! Versions for everybody: the page that keeps a version's note, hash and structure, and the same by API.

mod api;
mod show;

use axum::{Router, routing::get};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::Portal;

/// Pages of versions.
pub(crate) fn pages() -> Router<Portal> {
    Router::new().route("/datasets/{identifier}/versions/{number}", get(show::show))
}

/// The API of versions.
pub(crate) fn api() -> OpenApiRouter<Portal> {
    OpenApiRouter::new().routes(routes!(api::list)).routes(routes!(api::show))
}
