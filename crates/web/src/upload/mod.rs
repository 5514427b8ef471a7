//! Files on their way in: the form of the workspace, and resumable pieces for scripts and large files.

mod api;
mod pages;

use axum::{Router, extract::DefaultBodyLimit, routing::get};
use utoipa_axum::router::OpenApiRouter;

use crate::Portal;

/// Pages of uploading. They take as long as their bytes take: no timeout, and the limit is the road's own.
pub(crate) fn routes() -> Router<Portal> {
    Router::new()
        .route("/workspace/datasets/{identifier}/upload", get(pages::form).post(pages::upload))
        .layer(DefaultBodyLimit::disable())
}

/// The API of uploading, as slow as its bytes.
pub(crate) fn api_routes() -> OpenApiRouter<Portal> {
    api::routes().layer(DefaultBodyLimit::disable())
}
