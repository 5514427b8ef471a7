//! Datasets by script: create, describe, withdraw and return, add distributions, purge.

use axum::{
    Json,
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use catalog::{
    Text,
    dataset::{
        Dataset, ExternalIdentifier, Identifier, Passport,
        management::{self, DatasetError, NewDataset},
    },
    version::purge,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    Portal, Problem,
    draft::{if_match, precondition_failed},
    session::Author,
};

/// Routes of writing datasets.
pub(crate) fn routes() -> OpenApiRouter<Portal> {
    OpenApiRouter::new()
        .routes(routes!(create))
        .routes(routes!(describe, patch, remove))
        .routes(routes!(restore, withdraw))
        .routes(routes!(add_distribution))
        .routes(routes!(purge_version))
}

/// A dataset as its editors see it.
#[derive(Debug, Serialize, ToSchema)]
struct WorkDataset {
    /// Public identifier.
    identifier: String,
    /// `draft`, `published` or `withdrawn`.
    state: &'static str,
    /// The passport.
    #[schema(value_type = Object)]
    passport: Passport,
    /// What the passport lacks before publication.
    gaps: Vec<String>,
    /// Distributions by number.
    distributions: Vec<WorkDistribution>,
    /// Revision: the `ETag`.
    revision: u64,
}

/// A distribution as its editors see it.
#[derive(Debug, Serialize, ToSchema)]
struct WorkDistribution {
    number: u32,
    title: String,
    standard: Option<String>,
    latest_version: u32,
}

fn answer(status: StatusCode, dataset: &Dataset) -> Response {
    let distributions = dataset.distributions.iter().map(|distribution| WorkDistribution {
        number: distribution.number,
        title: distribution.title.uk.clone(),
        standard: distribution.standard.clone(),
        latest_version: distribution.latest_version,
    });
    let body = WorkDataset {
        identifier: dataset.identifier.to_string(),
        state: super::list::state_name(dataset.state),
        passport: dataset.passport.clone(),
        gaps: dataset.passport.gaps().into_iter().map(super::passport_form::gap_code).collect(),
        distributions: distributions.collect(),
        revision: dataset.revision,
    };
    let headers = [
        (header::ETAG, format!("\"{}\"", dataset.revision)),
        (header::LOCATION, format!("/api/v1/datasets/{}", dataset.identifier)),
    ];
    (status, headers, Json(body)).into_response()
}

/// A new dataset.
#[derive(Debug, Deserialize, ToSchema)]
struct NewDatasetBody {
    /// Identifier of the publisher.
    publisher: String,
    /// Identifier wished for; made from the title where absent.
    identifier: Option<String>,
    /// The passport, as far as it is known; at least a title.
    #[schema(value_type = Object)]
    passport: Map<String, Value>,
    /// Standard of the first distribution.
    standard: Option<String>,
    /// Names elsewhere.
    #[serde(default)]
    #[schema(value_type = Vec<Object>)]
    external_identifiers: Vec<ExternalIdentifier>,
}

/// Makes a dataset that its publisher's people see.
#[utoipa::path(
    post,
    path = "/datasets",
    tag = "datasets",
    params(("Idempotency-Key" = Option<String>, Header, description = "Makes a repeated request safe")),
    request_body = NewDatasetBody,
    responses((status = 201, body = WorkDataset), (status = 403), (status = 409, description = "The identifier is taken"), (status = 422)),
    security(("token" = [])),
)]
async fn create(
    State(portal): State<Portal>,
    Author(visit): Author,
    Json(body): Json<NewDatasetBody>,
) -> Result<Response, Problem> {
    let passport = merged(&Passport::with_defaults(), body.passport)?;
    let identifier = match &body.identifier {
        Some(wished) => Identifier::new(wished.clone()).ok(),
        None => Identifier::propose(&passport.title.uk),
    };
    let identifier = identifier.ok_or_else(|| Problem::unintelligible("identifier"))?;
    check_standard(&portal, body.standard.as_deref())?;
    check_vocabulary(&portal, &passport)?;
    let publishers = portal.ports.publishers.publishers().await?;
    let publisher = publishers.iter().find(|publisher| publisher.identifier.as_str() == body.publisher);
    let publisher = publisher.ok_or(DatasetError::NoPublisher)?;
    let new = NewDataset {
        identifier,
        publisher_id: publisher.id,
        passport,
        standard: body.standard,
        external_identifiers: body.external_identifiers,
    };
    let dataset = management::create(&portal.ports, &visit.actor, new).await?;
    Ok(answer(StatusCode::CREATED, &dataset))
}

/// Replaces the passport of a dataset.
#[utoipa::path(
    put,
    path = "/datasets/{identifier}",
    tag = "datasets",
    params(("identifier" = String, Path), ("If-Match" = String, Header, description = "ETag that was read")),
    request_body = Object,
    responses((status = 200, body = WorkDataset), (status = 412, description = "Changed meanwhile"), (status = 428, description = "If-Match is missing")),
    security(("token" = [])),
)]
async fn describe(
    State(portal): State<Portal>,
    Author(visit): Author,
    Path(identifier): Path<String>,
    headers: HeaderMap,
    Json(body): Json<Map<String, Value>>,
) -> Result<Response, Problem> {
    let revision = revision(&headers)?;
    let passport = merged(&Passport::with_defaults(), body)?;
    check_vocabulary(&portal, &passport)?;
    written(management::describe(&portal.ports, &visit.actor, &identifier, passport, revision).await)
}

/// Changes some members of the passport (JSON Merge Patch).
#[utoipa::path(
    patch,
    path = "/datasets/{identifier}",
    tag = "datasets",
    params(("identifier" = String, Path), ("If-Match" = String, Header, description = "ETag that was read")),
    request_body = Object,
    responses((status = 200, body = WorkDataset), (status = 412, description = "Changed meanwhile"), (status = 428, description = "If-Match is missing")),
    security(("token" = [])),
)]
async fn patch(
    State(portal): State<Portal>,
    Author(visit): Author,
    Path(identifier): Path<String>,
    headers: HeaderMap,
    Json(body): Json<Map<String, Value>>,
) -> Result<Response, Problem> {
    let revision = revision(&headers)?;
    let (dataset, _) = management::find_for(&portal.ports, &visit.actor, &identifier, catalog::Action::Edit).await?;
    let passport = merged(&dataset.passport, body)?;
    check_vocabulary(&portal, &passport)?;
    written(management::describe(&portal.ports, &visit.actor, &identifier, passport, revision).await)
}

/// Removes a dataset that was never published.
#[utoipa::path(
    delete,
    path = "/datasets/{identifier}",
    tag = "datasets",
    params(("identifier" = String, Path)),
    responses((status = 204), (status = 404), (status = 409, description = "It was published: withdraw it instead")),
    security(("token" = [])),
)]
async fn remove(
    State(portal): State<Portal>,
    Author(visit): Author,
    Path(identifier): Path<String>,
) -> Result<StatusCode, Problem> {
    management::remove(&portal.ports, &visit.actor, &identifier).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Makes a withdrawn dataset public again.
#[utoipa::path(
    put,
    path = "/datasets/{identifier}/publication",
    tag = "datasets",
    params(("identifier" = String, Path), ("If-Match" = String, Header, description = "ETag that was read")),
    responses((status = 200, body = WorkDataset), (status = 409, description = "It is not withdrawn"), (status = 412), (status = 428)),
    security(("token" = [])),
)]
async fn restore(
    State(portal): State<Portal>,
    Author(visit): Author,
    Path(identifier): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    written(management::restore(&portal.ports, &visit.actor, &identifier, revision(&headers)?).await)
}

/// A reason for everybody to read.
#[derive(Debug, Deserialize, ToSchema)]
struct Because {
    /// Ukrainian.
    uk: String,
    /// English.
    #[serde(default)]
    en: Option<String>,
}

impl Because {
    fn text(self) -> Text {
        Text::new(self.uk.trim(), self.en.unwrap_or_default().trim())
    }
}

/// Takes a dataset out of the public's sight; its page says why.
#[utoipa::path(
    delete,
    path = "/datasets/{identifier}/publication",
    tag = "datasets",
    params(("identifier" = String, Path), ("If-Match" = String, Header, description = "ETag that was read")),
    request_body = Because,
    responses((status = 200, body = WorkDataset), (status = 409), (status = 412), (status = 422, description = "A reason is needed"), (status = 428)),
    security(("token" = [])),
)]
async fn withdraw(
    State(portal): State<Portal>,
    Author(visit): Author,
    Path(identifier): Path<String>,
    headers: HeaderMap,
    Json(because): Json<Because>,
) -> Result<Response, Problem> {
    let revision = revision(&headers)?;
    written(management::withdraw(&portal.ports, &visit.actor, &identifier, because.text(), revision).await)
}

/// A new distribution.
#[derive(Debug, Deserialize, ToSchema)]
struct DistributionBody {
    /// Title in Ukrainian.
    title: String,
    /// Title in English.
    #[serde(default)]
    title_en: Option<String>,
    /// Standard its tables follow.
    standard: Option<String>,
}

/// Adds a distribution, numbered after the last.
#[utoipa::path(
    post,
    path = "/datasets/{identifier}/distributions",
    tag = "datasets",
    params(("identifier" = String, Path), ("If-Match" = String, Header, description = "ETag that was read")),
    request_body = DistributionBody,
    responses((status = 200, body = WorkDataset), (status = 412), (status = 428)),
    security(("token" = [])),
)]
async fn add_distribution(
    State(portal): State<Portal>,
    Author(visit): Author,
    Path(identifier): Path<String>,
    headers: HeaderMap,
    Json(body): Json<DistributionBody>,
) -> Result<Response, Problem> {
    let revision = revision(&headers)?;
    check_standard(&portal, body.standard.as_deref())?;
    let title = Text::new(body.title.trim(), body.title_en.unwrap_or_default().trim());
    if title.is_empty() {
        return Err(Problem::unintelligible("title"));
    }
    let added =
        management::add_distribution(&portal.ports, &visit.actor, &identifier, title, body.standard, revision).await;
    written(added)
}

/// Removes the content of a version by decision; its address answers 410 with hash, date and ground.
#[utoipa::path(
    put,
    path = "/datasets/{identifier}/distributions/{distribution}/versions/{number}/purge",
    tag = "datasets",
    params(("identifier" = String, Path), ("distribution" = u32, Path), ("number" = u32, Path)),
    request_body = Because,
    responses((status = 204), (status = 403, description = "Administrators only"), (status = 404), (status = 422, description = "A ground is needed")),
    security(("token" = [])),
)]
async fn purge_version(
    State(portal): State<Portal>,
    Author(visit): Author,
    Path((identifier, distribution, number)): Path<(String, u32, u32)>,
    Json(ground): Json<Because>,
) -> Result<StatusCode, Problem> {
    purge::purge(&portal.ports, &visit.actor, &identifier, distribution, number, ground.text()).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn written(outcome: Result<Dataset, DatasetError>) -> Result<Response, Problem> {
    match outcome {
        Ok(dataset) => Ok(answer(StatusCode::OK, &dataset)),
        Err(DatasetError::Conflict { current }) => Err(precondition_failed(current)),
        Err(error) => Err(error.into()),
    }
}

/// The revision a writer read; RFC 6585 has a status for its absence.
fn revision(headers: &HeaderMap) -> Result<u64, Problem> {
    let needed = || Problem::new(StatusCode::PRECONDITION_REQUIRED, "precondition-needed");
    if_match(headers)?.ok_or_else(needed)
}

fn check_standard(portal: &Portal, standard: Option<&str>) -> Result<(), Problem> {
    match standard {
        Some(id) if portal.intake.standards().get(id).is_none() => Err(Problem::unintelligible("standard")),
        _ => Ok(()),
    }
}

/// Theme and frequency are codes of the country's vocabularies.
fn check_vocabulary(portal: &Portal, passport: &Passport) -> Result<(), Problem> {
    let country = &portal.ports.city.country;
    let unknown =
        |code: &Option<String>, is_known: &dyn Fn(&str) -> bool| code.as_deref().is_some_and(|code| !is_known(code));
    if unknown(&passport.theme, &|code| country.theme(code).is_some()) {
        return Err(Problem::unintelligible("theme"));
    }
    if unknown(&passport.frequency, &|code| country.frequency(code).is_some()) {
        return Err(Problem::unintelligible("frequency"));
    }
    Ok(())
}

/// Puts members onto a passport; `null` takes a member back to nothing. Unknown members are refused, not lost.
fn merged(base: &Passport, members: Map<String, Value>) -> Result<Passport, Problem> {
    let mut whole =
        serde_json::to_value(base).map_err(|error| Problem::internal("a passport could not be written", &error))?;
    let Some(object) = whole.as_object_mut() else { return Err(Problem::unintelligible("passport")) };
    let empty = serde_json::to_value(Passport::default()).unwrap_or_default();
    for (name, value) in members {
        if !object.contains_key(&name) {
            return Err(Problem::unintelligible(&name));
        }
        let value = if value.is_null() { empty[&name].clone() } else { value };
        object.insert(name, value);
    }
    serde_json::from_value(whole).map_err(|error| {
        tracing::debug!(%error, "a passport could not be read");
        Problem::unintelligible("passport")
    })
}
