//! The page of uploading: works as a plain form; script adds drag and drop, progress and resuming.

use std::io;

use askama::Template;
use axum::{
    extract::{Multipart, Path, Query, State, multipart::MultipartError},
    http::StatusCode,
    response::{Html, IntoResponse, Redirect, Response},
};
use catalog::{
    Action, DraftId,
    dataset::{Dataset, DatasetState, Distribution, management},
    draft::{Draft, DraftState},
};
use futures::{StreamExt, TryStreamExt};
use intake::IntakeError;
use serde::Deserialize;

use crate::{
    Portal, Problem, Visit,
    i18n::Translator,
    layout::{Frame, Section, page},
    session::SignedIn,
};

/// An upload that was cut and goes on.
struct Unfinished {
    id: String,
    file_name: String,
    received: u64,
    total: Option<u64>,
    lead: String,
}

#[derive(Template)]
#[template(path = "draft/upload.html")]
struct UploadPage {
    frame: Frame,
    identifier: String,
    distribution: u32,
    distribution_title: Option<String>,
    limit: String,
    limit_bytes: u64,
    keeps_recipe: bool,
    unfinished: Option<Unfinished>,
    error: Option<String>,
    /// Words for the script: name and sentence.
    texts: Vec<(&'static str, String)>,
}

/// Which distribution, and which upload to go on with.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Wanted {
    distribution: Option<u32>,
    draft: Option<String>,
}

/// The form.
pub(super) async fn form(
    State(portal): State<Portal>,
    SignedIn(visit): SignedIn,
    Path(identifier): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Html<String>, Problem> {
    let (dataset, number) = target(&portal, &visit, &identifier, &wanted).await?;
    let unfinished = unfinished(&portal, &visit, &wanted).await?;
    show(&portal, &visit, &dataset, number, unfinished, None)
}

/// Takes the file as it streams in; never holds it in memory.
pub(super) async fn upload(
    State(portal): State<Portal>,
    SignedIn(visit): SignedIn,
    Path(identifier): Path<String>,
    Query(wanted): Query<Wanted>,
    multipart: Multipart,
) -> Result<Response, Problem> {
    let (dataset, number) = target(&portal, &visit, &identifier, &wanted).await?;
    let t = visit.translator();
    let (status, sentence) = match receive(&portal, &visit, &dataset, number, multipart).await {
        Ok(Some(draft)) => {
            return Ok(Redirect::to(&visit.href(&format!("/workspace/drafts/{}", draft.id))).into_response());
        }
        Ok(None) => (StatusCode::UNPROCESSABLE_ENTITY, t.get("upload-error-no-file")),
        Err(IntakeError::TooLarge { limit }) => {
            (StatusCode::PAYLOAD_TOO_LARGE, t.with("upload-error-too-large", "size", t.size(limit)))
        }
        Err(IntakeError::Full) => (StatusCode::INSUFFICIENT_STORAGE, t.get("upload-error-full")),
        Err(error) => return Err(error.into()),
    };
    Ok((status, show(&portal, &visit, &dataset, number, None, Some(sentence))?).into_response())
}

/// The first part that is a file; `None` where none was chosen.
async fn receive(
    portal: &Portal,
    visit: &Visit,
    dataset: &Dataset,
    number: u32,
    mut multipart: Multipart,
) -> Result<Option<Draft>, IntakeError> {
    while let Some(part) = multipart.next_field().await.map_err(|error| broken(&error))? {
        let Some(file_name) = part.file_name().map(ToOwned::to_owned).filter(|name| !name.is_empty()) else { continue };
        let bytes = part.map_err(io::Error::other).boxed();
        let draft = portal.intake.upload(&visit.actor, dataset.identifier.as_str(), number, &file_name, bytes).await?;
        return Ok(Some(draft));
    }
    Ok(None)
}

fn broken(error: &MultipartError) -> IntakeError {
    tracing::info!(%error, "a form with a file was cut or malformed");
    IntakeError::Invalid("form")
}

/// The dataset for who may edit it, and the number of one of its distributions.
async fn target(portal: &Portal, visit: &Visit, identifier: &str, wanted: &Wanted) -> Result<(Dataset, u32), Problem> {
    let (dataset, _) = management::find_for(&portal.ports, &visit.actor, identifier, Action::Edit).await?;
    let number = wanted.distribution.unwrap_or(1);
    if dataset.distribution(number).is_none() || dataset.state == DatasetState::Withdrawn {
        return Err(Problem::not_found());
    }
    Ok((dataset, number))
}

async fn unfinished(portal: &Portal, visit: &Visit, wanted: &Wanted) -> Result<Option<Unfinished>, Problem> {
    let Some(id) = wanted.draft.as_deref() else { return Ok(None) };
    let id: DraftId = id.parse().map_err(|_| Problem::not_found())?;
    let (draft, _) = portal.intake.draft(&visit.actor, id).await?;
    let DraftState::Receiving { total } = draft.state else { return Ok(None) };
    let received = portal.intake.received(&visit.actor, id).await?;
    let t = visit.translator();
    let (done, whole) = (t.size(received), total.map_or_else(|| "?".to_owned(), |total| t.size(total)));
    let lead = t.with_all("upload-continue-lead", &[("done", &done), ("total", &whole), ("file", &draft.file_name)]);
    Ok(Some(Unfinished { id: id.to_string(), file_name: draft.file_name, received, total, lead }))
}

fn show(
    portal: &Portal,
    visit: &Visit,
    dataset: &Dataset,
    number: u32,
    unfinished: Option<Unfinished>,
    error: Option<String>,
) -> Result<Html<String>, Problem> {
    let t = visit.translator();
    let distribution = dataset.distribution(number);
    let title = |distribution: &Distribution| t.text(&distribution.title).to_owned();
    let identifier = dataset.identifier.to_string();
    let frame = visit.frame(portal, Section::Workspace, t.get("upload-title"));
    page(&UploadPage {
        frame: frame
            .crumb("/workspace", t.get("work-title"))
            .crumb(format!("/workspace/datasets/{identifier}"), t.text(&dataset.passport.title)),
        identifier,
        distribution: number,
        distribution_title: distribution.filter(|_| dataset.distributions.len() > 1).map(title),
        limit: t.with("upload-limit", "size", t.size(portal.config.upload_bytes_max)),
        limit_bytes: portal.config.upload_bytes_max,
        keeps_recipe: distribution.is_some_and(|distribution| distribution.recipe.is_some()),
        unfinished,
        error,
        texts: texts(t, portal.config.upload_bytes_max),
    })
}

/// What the script says while it sends; `%` marks what it fills in.
fn texts(t: Translator, limit: u64) -> Vec<(&'static str, String)> {
    let progress = [("done", "%done"), ("total", "%total"), ("percent", "%percent")];
    vec![
        ("progress", t.with_all("upload-progress", &progress)),
        ("retrying", t.with("upload-retrying", "seconds", "%seconds")),
        ("stopped", t.get("upload-stopped")),
        ("resume", t.get("upload-resume")),
        ("pause", t.get("upload-pause")),
        ("paused", t.with_two("upload-paused", ("done", "%done"), ("total", "%total"))),
        ("finishing", t.get("upload-finishing")),
        ("empty", t.get("upload-error-empty")),
        ("other-size", t.get("upload-error-other-size")),
        ("too-large", t.with("upload-error-too-large", "size", t.size(limit))),
    ]
}
