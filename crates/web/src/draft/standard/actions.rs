//! A draft's distribution is held to a standard, or to none.

use axum::{
    extract::{Form, Path, State},
    response::Response,
};
use serde::Deserialize;

use super::super::{actions::go_on, draft_id};
use crate::{Portal, Problem, session::SignedIn};

/// The standard as the button sends it; empty for none.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct StandardForm {
    revision: String,
    standard: String,
    back: String,
}

/// Chooses the standard.
pub(crate) async fn follow(
    State(portal): State<Portal>,
    SignedIn(visit): SignedIn,
    Path(id): Path<String>,
    Form(form): Form<StandardForm>,
) -> Result<Response, Problem> {
    let id = draft_id(&id)?;
    let standard = Some(form.standard).filter(|standard| !standard.is_empty());
    let outcome = portal.intake.follow_standard(&visit.actor, id, standard, form.revision.parse().ok()).await;
    go_on(&portal, &visit, id, outcome, &form.back).await
}
