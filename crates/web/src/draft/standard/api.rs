//! Standards of a draft by script.

use axum::{
    Json,
    extract::{Path, State},
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use intake::{IntakeError, TableProposal};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::super::{
    answer::{DraftAnswer, TextAnswer},
    api::{changed, if_match, precondition_failed},
    draft_id,
};
use crate::{Portal, Problem, session::Author};

/// Routes of a draft's standards.
pub(crate) fn routes() -> OpenApiRouter<Portal> {
    OpenApiRouter::new().routes(routes!(proposals)).routes(routes!(follow))
}

/// The standard that a table likely follows, or is held to.
#[derive(Debug, Serialize, ToSchema)]
struct ProposalAnswer {
    /// Name of the table.
    table: String,
    /// Id of the standard.
    standard: String,
    /// From 0 to 1.
    confidence: f64,
    /// The distribution follows it already.
    is_followed: bool,
    /// Which column is which field.
    mapping: Vec<MappedAnswer>,
    /// Required fields that no column holds.
    missing: Vec<String>,
}

/// A column that holds a field of the standard.
#[derive(Debug, Serialize, ToSchema)]
struct MappedAnswer {
    /// Field of the standard.
    field: String,
    /// What the column is called now.
    column: String,
    /// From 0 to 1.
    confidence: f64,
    /// Why.
    why: TextAnswer,
}

impl From<TableProposal> for ProposalAnswer {
    fn from(found: TableProposal) -> Self {
        let TableProposal { table, names, proposal, is_followed } = found;
        let mapping = proposal.mapping.into_iter().map(|mapped| MappedAnswer {
            column: names.get(mapped.column).cloned().unwrap_or(mapped.header),
            field: mapped.field,
            confidence: mapped.confidence,
            why: TextAnswer { uk: mapped.why.uk, en: Some(mapped.why.en) },
        });
        Self {
            table,
            standard: proposal.standard,
            confidence: proposal.confidence,
            is_followed,
            mapping: mapping.collect(),
            missing: proposal.missing,
        }
    }
}

/// Which standards the tables of a checked draft likely follow. A column gets the field's name by the step `rename` of its recipe.
#[utoipa::path(
    get,
    path = "/drafts/{id}/standards",
    tag = "drafts",
    params(("id" = String, Path, description = "Draft")),
    responses(
        (status = 200, description = "One entry per table with a likely standard", body = [ProposalAnswer]),
        (status = 409, description = "Not checked yet"),
    ),
    security(("token" = [])),
)]
async fn proposals(
    State(portal): State<Portal>,
    Author(visit): Author,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let found = portal.intake.proposals(&visit.actor, draft_id(&id)?).await?;
    Ok(Json(found.into_iter().map(ProposalAnswer::from).collect::<Vec<_>>()).into_response())
}

/// The standard to follow.
#[derive(Debug, Deserialize, ToSchema)]
struct StandardBody {
    /// Its whole id; absent for none.
    standard: Option<String>,
}

/// Holds the distribution of a draft to a standard, or to none; the draft is checked again.
#[utoipa::path(
    put,
    path = "/drafts/{id}/standard",
    tag = "drafts",
    params(
        ("id" = String, Path, description = "Draft"),
        ("If-Match" = Option<String>, Header, description = "ETag of the draft that was looked at"),
    ),
    request_body = StandardBody,
    responses(
        (status = 200, description = "The draft, waiting to be checked", body = DraftAnswer),
        (status = 409), (status = 412), (status = 422, description = "No such standard"),
    ),
    security(("token" = [])),
)]
async fn follow(
    State(portal): State<Portal>,
    Author(visit): Author,
    Path(id): Path<String>,
    headers: HeaderMap,
    Json(body): Json<StandardBody>,
) -> Result<Response, Problem> {
    let id = draft_id(&id)?;
    match portal.intake.follow_standard(&visit.actor, id, body.standard, if_match(&headers)?).await {
        Ok(_) => changed(&portal, &visit, id).await,
        Err(IntakeError::Conflict { current }) => Err(precondition_failed(current)),
        Err(error) => Err(error.into()),
    }
}
