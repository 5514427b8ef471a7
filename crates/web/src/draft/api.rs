//! Drafts by script: look, fix, justify, publish, discard.

use axum::{
    Json,
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use catalog::{
    DraftId, Text,
    draft::Draft,
    version::{
        Version,
        publication::{self, PublishRequest},
    },
};
use intake::RecipeChange;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{answer::DraftAnswer, draft_id, recipe, standard};
use crate::{Portal, Problem, Visit, session::Author};

/// Routes of drafts.
pub(crate) fn routes() -> OpenApiRouter<Portal> {
    OpenApiRouter::new()
        .routes(routes!(show, discard))
        .routes(routes!(report))
        .routes(routes!(export_recipe, change_recipe))
        .routes(routes!(justify))
        .routes(routes!(publish))
        .merge(standard::api_routes())
}

/// A draft, from upload to publication.
#[utoipa::path(
    get,
    path = "/drafts/{id}",
    tag = "drafts",
    params(("id" = String, Path, description = "Draft")),
    responses((status = 200, body = DraftAnswer), (status = 401), (status = 404, description = "No such draft, or not yours")),
    security(("token" = [])),
)]
async fn show(
    State(portal): State<Portal>,
    Author(visit): Author,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let (draft, dataset) = portal.intake.draft(&visit.actor, draft_id(&id)?).await?;
    answer(&portal, &draft, &dataset).await
}

async fn answer(portal: &Portal, draft: &Draft, dataset: &catalog::dataset::Dataset) -> Result<Response, Problem> {
    let body = DraftAnswer::of(portal, draft, dataset).await?;
    Ok(([(header::ETAG, format!("\"{}\"", draft.revision))], Json(body)).into_response())
}

pub(super) async fn changed(portal: &Portal, visit: &Visit, id: DraftId) -> Result<Response, Problem> {
    let (draft, dataset) = portal.intake.draft(&visit.actor, id).await?;
    answer(portal, &draft, &dataset).await
}

/// All findings of a checked draft.
#[utoipa::path(
    get,
    path = "/drafts/{id}/report",
    tag = "drafts",
    params(("id" = String, Path, description = "Draft")),
    responses(
        (status = 200, description = "Findings per table, in the shape of `vidkryto check --json`"),
        (status = 409, description = "Not checked yet"),
    ),
    security(("token" = [])),
)]
async fn report(
    State(portal): State<Portal>,
    Author(visit): Author,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    Ok(Json(portal.intake.report(&visit.actor, draft_id(&id)?).await?).into_response())
}

/// The recipe of a draft: the document that `{"change": "import"}` takes. The key of pseudonyms is left out.
#[utoipa::path(
    get,
    path = "/drafts/{id}/recipe",
    tag = "drafts",
    params(("id" = String, Path, description = "Draft")),
    responses((status = 200, description = "Reading choices and steps, in the shape of `vidkryto recipe`"), (status = 404)),
    security(("token" = [])),
)]
async fn export_recipe(
    State(portal): State<Portal>,
    Author(visit): Author,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let text = recipe::document(portal.intake.recipe(&visit.actor, draft_id(&id)?).await?);
    Ok(([(header::CONTENT_TYPE, "application/json")], text).into_response())
}

/// A change of the recipe: `{"change": "fix-all-safe"}`, `{"change": "add", "value": {"fix": "dates", "field": "opened"}}`.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(value_type = Object)]
struct RecipePatch(RecipeChange);

/// Changes the fixes of a draft; it is checked again.
#[utoipa::path(
    patch,
    path = "/drafts/{id}/recipe",
    tag = "drafts",
    params(
        ("id" = String, Path, description = "Draft"),
        ("If-Match" = Option<String>, Header, description = "ETag of the draft that was looked at"),
    ),
    request_body = RecipePatch,
    responses((status = 200, description = "The draft, waiting to be checked", body = DraftAnswer), (status = 409), (status = 412)),
    security(("token" = [])),
)]
async fn change_recipe(
    State(portal): State<Portal>,
    Author(visit): Author,
    Path(id): Path<String>,
    headers: HeaderMap,
    Json(RecipePatch(change)): Json<RecipePatch>,
) -> Result<Response, Problem> {
    let id = draft_id(&id)?;
    let revision = if_match(&headers)?;
    match portal.intake.change_recipe(&visit.actor, id, change, revision).await {
        Ok(_) => changed(&portal, &visit, id).await,
        Err(intake::IntakeError::Conflict { current }) => Err(precondition_failed(current)),
        Err(error) => Err(error.into()),
    }
}

/// A ground for publishing personal data.
#[derive(Debug, Deserialize, ToSchema)]
struct JustificationBody {
    /// Table; absent outside tables.
    table: Option<String>,
    /// Field.
    field: String,
    /// `rnokpp`, `phone` or `email`.
    kind: String,
    /// The legal ground.
    ground: String,
}

/// States the ground on which personal data may be published; signed by the token's owner.
#[utoipa::path(
    post,
    path = "/drafts/{id}/justifications",
    tag = "drafts",
    params(("id" = String, Path, description = "Draft")),
    request_body = JustificationBody,
    responses((status = 200, body = DraftAnswer), (status = 403, description = "Only who may publish may justify"), (status = 404)),
    security(("token" = [])),
)]
async fn justify(
    State(portal): State<Portal>,
    Author(visit): Author,
    Path(id): Path<String>,
    Json(body): Json<JustificationBody>,
) -> Result<Response, Problem> {
    let id = draft_id(&id)?;
    let JustificationBody { table, field, kind, ground } = body;
    portal.intake.justify(&visit.actor, id, table, field, kind, ground).await?;
    changed(&portal, &visit, id).await
}

/// A note in Ukrainian, or in both languages.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(untagged)]
enum Note {
    /// Ukrainian.
    Ukrainian(String),
    /// Both.
    Both {
        /// Ukrainian.
        uk: String,
        /// English.
        #[serde(default)]
        en: Option<String>,
    },
}

/// What is said when publishing.
#[derive(Debug, Deserialize, ToSchema)]
struct PublicationBody {
    /// What changed and why.
    note: Note,
    /// The day the data speak of.
    #[schema(value_type = Option<String>)]
    data_date: Option<Date>,
    /// Publish although errors remain.
    #[serde(default)]
    accept_findings: bool,
    /// Publish although the structure changes.
    #[serde(default)]
    accept_breaking: bool,
    /// Revision of the draft that was reviewed.
    revision: Option<u64>,
}

/// The version that a draft became.
#[derive(Debug, Serialize, ToSchema)]
struct PublishedAnswer {
    /// Identifier of the dataset.
    dataset: String,
    /// Number of the distribution.
    distribution: u32,
    /// Number of the version.
    version: u32,
    /// When.
    published_at: String,
    /// Address of the dataset's page.
    url: String,
    /// Tables of the version.
    tables: Vec<String>,
}

/// Makes a checked draft public as the next version.
#[utoipa::path(
    put,
    path = "/drafts/{id}/publication",
    tag = "drafts",
    params(
        ("id" = String, Path, description = "Draft"),
        ("Idempotency-Key" = Option<String>, Header, description = "Makes a repeated request safe"),
    ),
    request_body = PublicationBody,
    responses(
        (status = 201, description = "Published", body = PublishedAnswer),
        (status = 409, description = "Not ready, errors remain, personal data, breaking change, or superseded: see `code`"),
        (status = 422, description = "The passport has gaps"),
    ),
    security(("token" = [])),
)]
async fn publish(
    State(portal): State<Portal>,
    Author(visit): Author,
    Path(id): Path<String>,
    Json(body): Json<PublicationBody>,
) -> Result<Response, Problem> {
    let id = draft_id(&id)?;
    let note = match body.note {
        Note::Ukrainian(uk) => Text::uk(uk.trim()),
        Note::Both { uk, en } => Text::new(uk.trim(), en.unwrap_or_default().trim()),
    };
    let request = PublishRequest {
        draft: id,
        note,
        data_date: body.data_date,
        accept_findings: body.accept_findings,
        accept_breaking: body.accept_breaking,
        revision: body.revision,
    };
    let version = publication::publish(&portal.ports, &visit.actor, request).await?;
    let (_, dataset) = portal.intake.draft(&visit.actor, id).await?;
    let answer = published(&portal, &dataset, &version);
    let location = [(header::LOCATION, format!("/datasets/{}", dataset.identifier))];
    Ok((StatusCode::CREATED, location, Json(answer)).into_response())
}

fn published(portal: &Portal, dataset: &catalog::dataset::Dataset, version: &Version) -> PublishedAnswer {
    let distribution = dataset.distribution_by_id(version.distribution_id);
    PublishedAnswer {
        dataset: dataset.identifier.to_string(),
        distribution: distribution.map_or(0, |distribution| distribution.number),
        version: version.number,
        published_at: version.published_at.to_string(),
        url: portal.config.address(&format!("/datasets/{}", dataset.identifier)),
        tables: version.tables.iter().map(|table| table.name.to_string()).collect(),
    }
}

/// Throws a draft away.
#[utoipa::path(
    delete,
    path = "/drafts/{id}",
    tag = "drafts",
    params(("id" = String, Path, description = "Draft")),
    responses((status = 204, description = "Discarded"), (status = 404), (status = 409, description = "Published or gone already")),
    security(("token" = [])),
)]
async fn discard(
    State(portal): State<Portal>,
    Author(visit): Author,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    portal.intake.discard(&visit.actor, draft_id(&id)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The revision an `If-Match` names; none where the header is absent or `*`.
pub(crate) fn if_match(headers: &HeaderMap) -> Result<Option<u64>, Problem> {
    let Some(value) = headers.get(header::IF_MATCH) else { return Ok(None) };
    let text = value.to_str().unwrap_or_default().trim();
    if text == "*" {
        return Ok(None);
    }
    let revision = text.trim_start_matches("W/").trim_matches('"').parse();
    revision.map(Some).map_err(|_| Problem::unintelligible("If-Match"))
}

/// 412: the record was saved by somebody else after it was read.
pub(crate) fn precondition_failed(current: u64) -> Problem {
    Problem::new(StatusCode::PRECONDITION_FAILED, "precondition-failed").member("current", current)
}
