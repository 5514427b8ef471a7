//! Datasets by API: the same use cases as the pages.

use axum::{
    Json,
    extract::{Path, State},
    http::header,
    response::{IntoResponse, Response},
};
use catalog::{
    dataset::management,
    ports::{DatasetFilter, DatasetOrder},
};
use serde::Serialize;
use utoipa::ToSchema;

use super::views::Publishers;
use crate::{
    Portal, Problem, Visit,
    api::views::{DatasetSummary, DatasetView, Views},
    question::Question,
};

const LIMIT_MAX: u32 = 100;
const OFFSET_MAX: u32 = 1_000_000;

/// A page of datasets.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct DatasetList {
    /// How many there are in all.
    total: u64,
    /// What is on this page.
    datasets: Vec<DatasetSummary>,
    /// The next page; null on the last.
    next: Option<String>,
}

/// Lists published datasets.
#[utoipa::path(
    get, path = "/datasets", tag = "datasets",
    params(
        ("q" = Option<String>, Query, description = "Words that must all stand in title, description, keywords or identifier"),
        ("theme" = Option<String>, Query, description = "Code of a theme"),
        ("publisher" = Option<String>, Query, description = "Identifier of a publisher"),
        ("sort" = Option<String>, Query, description = "`modified` (latest first) or `title`"),
        ("limit" = Option<u32>, Query, description = "At most so many, 1 to 100; 20 unless given"),
        ("offset" = Option<u32>, Query, description = "Leave out so many"),
    ),
    responses((status = 200, description = "A page of datasets", body = DatasetList), (status = 400, description = "A number out of bounds"))
)]
pub(super) async fn list(State(portal): State<Portal>, visit: Visit) -> Result<Json<DatasetList>, Problem> {
    let question = Question::parse(visit.query.as_deref());
    let publishers = Publishers::load(&portal).await?;
    let publisher = match question.get("publisher") {
        Some(identifier) => {
            Some(publishers.by_identifier(identifier).ok_or_else(|| Problem::unintelligible("publisher"))?)
        }
        None => None,
    };
    let limit = question.exact_number("limit", 1..=LIMIT_MAX, 20)?;
    let offset = question.exact_number("offset", 0..=OFFSET_MAX, 0)?;
    let filter = DatasetFilter {
        publishers: publisher.map(|publisher| vec![publisher.id]),
        theme: question.get("theme").map(ToOwned::to_owned),
        text: question.get("q").map(|words| words.chars().take(200).collect()),
        order: if question.get("sort") == Some("title") { DatasetOrder::Title } else { DatasetOrder::Modified },
        offset,
        limit,
        ..DatasetFilter::default()
    };
    let found = management::list_published(&portal.ports, filter).await?;
    let views = Views::new(&portal, &publishers);
    let seen = u64::from(offset) + found.items.len() as u64;
    let next = question.with("offset", Some(&seen.to_string())).on("/api/v1/datasets");
    Ok(Json(DatasetList {
        total: found.total,
        datasets: found.items.iter().map(|dataset| views.summary(dataset)).collect(),
        next: (seen < found.total && !found.items.is_empty()).then(|| portal.config.address(&next)),
    }))
}

/// Describes one dataset: its passport and the tables of its latest versions.
#[utoipa::path(
    get, path = "/datasets/{identifier}", tag = "datasets",
    params(("identifier" = String, Path, description = "Public identifier, present or past")),
    responses(
        (status = 200, description = "The dataset; its ETag is the revision for If-Match", body = DatasetView),
        (status = 308, description = "It bears another identifier now"),
        (status = 404, description = "There is none"),
        (status = 410, description = "It was withdrawn"),
    )
)]
pub(super) async fn show(
    State(portal): State<Portal>,
    visit: Visit,
    Path(identifier): Path<String>,
) -> Result<Response, Problem> {
    let dataset =
        super::find_open(&portal, &visit, &identifier, |current| format!("/api/v1/datasets/{current}")).await?;
    let publishers = Publishers::load(&portal).await?;
    let versions = super::versions(&portal, &dataset).await?;
    let view = Views::new(&portal, &publishers).dataset(&dataset, &versions);
    Ok(([(header::ETAG, format!("\"{}\"", dataset.revision))], Json(view)).into_response())
}
