//! The workspace: my datasets, their passports, their lives. What the public sees lives under `dataset`.

mod api;
mod describe;
mod events;
pub(crate) mod form;
mod lifecycle;
mod list;
pub(crate) mod notice;
pub(crate) mod passport_form;
mod show;

use axum::{
    Router,
    routing::{get, post},
};

use crate::Portal;

pub(crate) use api::routes as api_routes;

/// Pages of the workspace.
pub(crate) fn routes() -> Router<Portal> {
    Router::new()
        .route("/workspace", get(list::list))
        .route("/workspace/datasets", post(describe::create))
        .route("/workspace/datasets/new", get(describe::new))
        .route("/workspace/datasets/{identifier}", get(show::show))
        .route("/workspace/datasets/{identifier}/passport", get(describe::edit).post(describe::describe))
        .route("/workspace/datasets/{identifier}/identifier", get(lifecycle::rename_form).post(lifecycle::rename))
        .route("/workspace/datasets/{identifier}/withdrawal", get(lifecycle::withdraw_form).post(lifecycle::withdraw))
        .route("/workspace/datasets/{identifier}/restoration", post(lifecycle::restore))
        .route("/workspace/datasets/{identifier}/removal", get(lifecycle::remove_form).post(lifecycle::remove))
        .route("/workspace/datasets/{identifier}/distributions", post(lifecycle::add_distribution))
}
