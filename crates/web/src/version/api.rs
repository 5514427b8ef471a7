//! Versions by API.

use axum::{
    Json,
    extract::{Path, State},
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    Portal, Problem, Visit,
    api::views::{VersionView, Views},
    dataset::{self, views::Publishers},
    question::Question,
};

/// All versions of a dataset.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct VersionList {
    /// How many.
    total: u64,
    /// Latest first.
    versions: Vec<VersionView>,
}

/// Lists all versions of a dataset, latest first.
#[utoipa::path(
    get, path = "/datasets/{identifier}/versions", tag = "versions",
    params(("identifier" = String, Path, description = "Public identifier of the dataset")),
    responses((status = 200, description = "All versions", body = VersionList), (status = 404, description = "No such dataset"))
)]
pub(super) async fn list(
    State(portal): State<Portal>,
    visit: Visit,
    Path(identifier): Path<String>,
) -> Result<Json<VersionList>, Problem> {
    let address = |current: &str| format!("/api/v1/datasets/{current}/versions");
    let dataset = dataset::find_open(&portal, &visit, &identifier, address).await?;
    let publishers = Publishers::load(&portal).await?;
    let views = Views::new(&portal, &publishers);
    let versions = dataset::versions(&portal, &dataset).await?;
    let versions: Vec<_> =
        versions.iter().map(|(distribution, version)| views.version(&dataset, *distribution, version)).collect();
    Ok(Json(VersionList { total: versions.len() as u64, versions }))
}

/// Describes one version. A purged one still has its hash, date and ground.
#[utoipa::path(
    get, path = "/datasets/{identifier}/versions/{number}", tag = "versions",
    params(
        ("identifier" = String, Path, description = "Public identifier of the dataset"),
        ("number" = u32, Path, description = "Number of the version"),
        ("distribution" = Option<u32>, Query, description = "Number of the distribution; 1 unless given"),
    ),
    responses((status = 200, description = "The version", body = VersionView), (status = 404, description = "No such version"))
)]
pub(super) async fn show(
    State(portal): State<Portal>,
    visit: Visit,
    Path((identifier, number)): Path<(String, u32)>,
) -> Result<Json<VersionView>, Problem> {
    let address = |current: &str| format!("/api/v1/datasets/{current}/versions/{number}");
    let dataset = dataset::find_open(&portal, &visit, &identifier, address).await?;
    let wanted = Question::parse(visit.query.as_deref()).number("distribution", 1..=u32::MAX, 1);
    let versions = dataset::versions(&portal, &dataset).await?;
    let found = versions.iter().find(|(distribution, version)| *distribution == wanted && version.number == number);
    let (distribution, version) = found.ok_or_else(Problem::not_found)?;
    let publishers = Publishers::load(&portal).await?;
    Ok(Json(Views::new(&portal, &publishers).version(&dataset, *distribution, version)))
}
