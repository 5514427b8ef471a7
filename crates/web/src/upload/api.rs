//! Uploads by script: a whole file in one request, or pieces at their offsets that resume after a cut.

use std::io;

use axum::{
    Json,
    body::Body,
    extract::{Path, Query, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use catalog::{
    DraftId,
    draft::{Draft, DraftState},
};
use futures::{StreamExt, TryStreamExt, stream::BoxStream};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{Portal, Problem, draft::answer::DraftAnswer, session::Author};

const UPLOAD_LENGTH: &str = "upload-length";
const UPLOAD_OFFSET: &str = "upload-offset";

/// Routes of uploads.
pub(super) fn routes() -> OpenApiRouter<Portal> {
    OpenApiRouter::new().routes(routes!(begin)).routes(routes!(received, append))
}

/// What a new draft is called.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct FileName {
    /// The file's name; only its last part is kept.
    file_name: Option<String>,
}

/// Where an upload stands.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Standing {
    /// Bytes that are safely on the disk.
    received: u64,
    /// Bytes announced.
    #[serde(skip_serializing_if = "Option::is_none")]
    total: Option<u64>,
    /// State of the draft: `receiving`, or `waiting` once the file is complete.
    state: &'static str,
}

/// Uploads a file into a distribution: the whole file as the body, or with `Upload-Length` and no body the beginning of a resumable upload.
#[utoipa::path(
    post,
    path = "/datasets/{identifier}/distributions/{distribution}/drafts",
    tag = "drafts",
    params(
        ("identifier" = String, Path, description = "Dataset"),
        ("distribution" = u32, Path, description = "Number of the distribution"),
        FileName,
        ("Upload-Length" = Option<u64>, Header, description = "Size of the file in bytes, for a resumable upload; the body is empty then"),
        ("Idempotency-Key" = Option<String>, Header, description = "Makes a repeated request safe"),
    ),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses(
        (status = 201, description = "The draft; poll it until it is `ready` or `unreadable`", body = DraftAnswer),
        (status = 401, description = "No token"),
        (status = 404, description = "No such dataset or distribution"),
        (status = 413, description = "Larger than the limit"),
    ),
    security(("token" = [])),
)]
async fn begin(
    State(portal): State<Portal>,
    Author(visit): Author,
    Path((identifier, distribution)): Path<(String, u32)>,
    Query(name): Query<FileName>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    let file_name = name.file_name.unwrap_or_else(|| "file".to_owned());
    let announced = number(&headers, UPLOAD_LENGTH)?;
    let draft = if announced.is_some() {
        portal.intake.start(&visit.actor, &identifier, distribution, &file_name, announced).await?
    } else {
        let length = number(&headers, header::CONTENT_LENGTH.as_str())?;
        let draft = portal.intake.start(&visit.actor, &identifier, distribution, &file_name, length).await?;
        portal.intake.append(&visit.actor, draft.id, 0, pieces(body)).await?;
        portal.intake.complete(&visit.actor, draft.id).await?
    };
    created(&portal, &draft, &visit.actor).await
}

async fn created(portal: &Portal, draft: &Draft, actor: &catalog::Actor) -> Result<Response, Problem> {
    let (draft, dataset) = portal.intake.draft(actor, draft.id).await?;
    let location = format!("/api/v1/drafts/{}", draft.id);
    let headers = [(header::LOCATION, location), (header::ETAG, format!("\"{}\"", draft.revision))];
    Ok((StatusCode::CREATED, headers, Json(DraftAnswer::of(portal, &draft, &dataset).await?)).into_response())
}

/// Says how many bytes of an upload have arrived.
#[utoipa::path(
    get,
    path = "/drafts/{id}/file",
    tag = "drafts",
    params(("id" = String, Path, description = "Draft")),
    responses((status = 200, description = "Where the upload stands, in `Upload-Offset` too", body = Standing), (status = 404)),
    security(("token" = [])),
)]
async fn received(
    State(portal): State<Portal>,
    Author(visit): Author,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let id: DraftId = id.parse().map_err(|_| Problem::not_found())?;
    let (draft, _) = portal.intake.draft(&visit.actor, id).await?;
    let received = portal.intake.received(&visit.actor, id).await?;
    Ok(standing(&draft, received))
}

/// Appends a piece at `Upload-Offset`. The piece that completes the file starts its check.
#[utoipa::path(
    patch,
    path = "/drafts/{id}/file",
    tag = "drafts",
    params(
        ("id" = String, Path, description = "Draft"),
        ("Upload-Offset" = u64, Header, description = "Where the piece begins: as many bytes as have arrived"),
    ),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses(
        (status = 200, description = "Where the upload stands now", body = Standing),
        (status = 409, description = "The upload stands elsewhere: `stands_at` says where"),
        (status = 413, description = "More bytes than announced"),
    ),
    security(("token" = [])),
)]
async fn append(
    State(portal): State<Portal>,
    Author(visit): Author,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    let id: DraftId = id.parse().map_err(|_| Problem::not_found())?;
    let offset = number(&headers, UPLOAD_OFFSET)?.ok_or_else(|| Problem::unintelligible("Upload-Offset"))?;
    let received = portal.intake.append(&visit.actor, id, offset, pieces(body)).await?;
    let (draft, _) = portal.intake.draft(&visit.actor, id).await?;
    if matches!(draft.state, DraftState::Receiving { total: Some(total) } if total == received) {
        let draft = portal.intake.complete(&visit.actor, id).await?;
        return Ok(standing(&draft, received));
    }
    Ok(standing(&draft, received))
}

fn standing(draft: &Draft, received: u64) -> Response {
    let total = match draft.state {
        DraftState::Receiving { total } => total,
        _ => draft.original.as_ref().map(|original| original.size),
    };
    let answer = Standing { received, total, state: draft.state.name() };
    ([(UPLOAD_OFFSET, received.to_string())], Json(answer)).into_response()
}

fn pieces(body: Body) -> BoxStream<'static, Result<bytes::Bytes, io::Error>> {
    body.into_data_stream().map_err(io::Error::other).boxed()
}

fn number(headers: &HeaderMap, name: &str) -> Result<Option<u64>, Problem> {
    let Some(value) = headers.get(name) else { return Ok(None) };
    let number = value.to_str().ok().and_then(|text| text.trim().parse().ok());
    number.map(Some).ok_or_else(|| Problem::unintelligible(name))
}
