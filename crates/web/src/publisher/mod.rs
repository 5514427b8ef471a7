//! Publishers for everybody: who answers for which data.

mod api;
mod pages;

use axum::{Router, routing::get};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::Portal;

/// Pages of publishers.
pub(crate) fn pages() -> Router<Portal> {
    Router::new().route("/publishers", get(pages::list)).route("/publishers/{identifier}", get(pages::show))
}

/// The API of publishers.
pub(crate) fn api() -> OpenApiRouter<Portal> {
    OpenApiRouter::new().routes(routes!(api::list))
}
