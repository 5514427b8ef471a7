//! Datasets for everybody: the list, a dataset's page, its description for machines.

mod api;
mod citation;
mod freshness;
mod json_ld;
mod list;
mod passport;
mod preview;
mod show;
pub(crate) mod views;

use axum::{Router, routing::get};
use catalog::{
    dataset::{
        Dataset, DatasetState,
        management::{self, Found},
    },
    version::Version,
};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{Portal, Problem, Visit};

pub(crate) use freshness::Freshness;
pub(crate) use preview::Previews;

/// Pages of datasets.
pub(crate) fn pages() -> Router<Portal> {
    Router::new().route("/datasets", get(list::list)).route("/datasets/{identifier}", get(show::show))
}

/// The API of datasets.
pub(crate) fn api() -> OpenApiRouter<Portal> {
    OpenApiRouter::new().routes(routes!(api::list)).routes(routes!(api::show))
}

/// The dataset of an address for who asks. An alias answers with the way to the present address, which `rest` continues.
pub(crate) async fn find(
    portal: &Portal,
    visit: &Visit,
    identifier: &str,
    address: impl FnOnce(&str) -> String,
) -> Result<Dataset, Problem> {
    match management::find(&portal.ports, &visit.actor, identifier).await? {
        Found::Dataset(dataset) => Ok(*dataset),
        Found::Moved(current) => Err(Problem::moved_to(&with_query(address(current.as_str()), visit.query.as_deref()))),
    }
}

/// As [`find`], for what is open to the public of a published dataset only; a withdrawn one has no data to show.
pub(crate) async fn find_open(
    portal: &Portal,
    visit: &Visit,
    identifier: &str,
    address: impl FnOnce(&str) -> String,
) -> Result<Dataset, Problem> {
    let dataset = find(portal, visit, identifier, address).await?;
    let access = management::access(&portal.ports).await?;
    if access.sees(&visit.actor, &dataset) { Ok(dataset) } else { Err(withdrawn(&dataset, visit)) }
}

/// As [`find_open`], for what stands at `rest` below the dataset, alike among the pages of both languages and in the API.
pub(crate) async fn find_open_at(
    portal: &Portal,
    visit: &Visit,
    identifier: &str,
    rest: &str,
) -> Result<Dataset, Problem> {
    let address = |current: &str| {
        let path = format!("/datasets/{current}/{rest}");
        if visit.path.starts_with("/api/") { format!("/api/v1{path}") } else { visit.href(&path) }
    };
    find_open(portal, visit, identifier, address).await
}

/// The answer where a dataset was withdrawn: gone, with the reason.
pub(crate) fn withdrawn(dataset: &Dataset, visit: &Visit) -> Problem {
    debug_assert!(dataset.state == DatasetState::Withdrawn);
    let because = dataset.withdrawn_because.as_ref().map_or("—", |because| because.get(visit.language));
    Problem::new(axum::http::StatusCode::GONE, "withdrawn").arg("because", because)
}

/// Versions of a dataset with the number of their distribution, newest first.
pub(crate) async fn versions(portal: &Portal, dataset: &Dataset) -> Result<Vec<(u32, Version)>, Problem> {
    let mut versions = portal.ports.versions.versions(dataset.id).await?;
    versions.sort_by_key(|version| std::cmp::Reverse((version.published_at, version.number)));
    let number =
        |version: &Version| dataset.distribution_by_id(version.distribution_id).map(|distribution| distribution.number);
    Ok(versions.into_iter().filter_map(|version| Some((number(&version)?, version))).collect())
}

fn with_query(path: String, query: Option<&str>) -> String {
    match query {
        Some(query) if !query.is_empty() => format!("{path}?{query}"),
        _ => path,
    }
}
