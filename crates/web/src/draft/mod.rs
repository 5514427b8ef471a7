//! A draft on its way: checking, findings, fixes, personal data, changes, publication. For its publisher's people only.

mod actions;
pub(crate) mod answer;
mod api;
mod changes;
mod findings;
mod mend;
mod personal;
mod preview;
mod problem;
mod publish;
mod reading;
mod ready;
mod recipe;
mod show;
mod standard;

use axum::{
    Router,
    routing::{get, post},
};

use catalog::DraftId;

use crate::{Portal, Problem};

pub(crate) use api::routes as api_routes;
pub(crate) use api::{if_match, precondition_failed};

/// Pages of drafts.
pub(crate) fn routes() -> Router<Portal> {
    Router::new()
        .route("/workspace/drafts/{id}", get(show::show))
        .route("/workspace/drafts/{id}/recipe", get(recipe::export).post(actions::change_recipe))
        .route("/workspace/drafts/{id}/recipe/import", post(recipe::import))
        .route("/workspace/drafts/{id}/reading", get(reading::show).post(reading::save))
        .route("/workspace/drafts/{id}/standard", post(standard::follow))
        .route("/workspace/drafts/{id}/justifications", post(actions::justify))
        .route("/workspace/drafts/{id}/publication", post(publish::publish))
        .route("/workspace/drafts/{id}/discard", get(actions::discard_form).post(actions::discard))
}

/// The draft that an address names.
fn draft_id(text: &str) -> Result<DraftId, Problem> {
    text.parse().map_err(|_| Problem::not_found())
}
