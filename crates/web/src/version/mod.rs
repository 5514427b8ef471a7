//! Versions for everybody: the page that keeps a version's note, hash and structure, the same by API, and a feed of all.

mod api;
mod feed;
mod show;
mod structure;

use axum::{Router, routing::get};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::Portal;

/// Pages of versions.
pub(crate) fn pages() -> Router<Portal> {
    Router::new()
        .route("/datasets/{identifier}/versions/{number}", get(show::show))
        .route("/datasets/{identifier}/versions.atom", get(feed::feed))
        .route("/datasets/{identifier}/structure", get(structure::show))
}

/// The API of versions.
pub(crate) fn api() -> OpenApiRouter<Portal> {
    OpenApiRouter::new()
        .routes(routes!(api::list))
        .routes(routes!(api::show))
        .routes(routes!(feed::feed))
        .routes(routes!(structure::by_api))
}
