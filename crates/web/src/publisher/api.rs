//! Publishers by API.

use axum::{Json, extract::State};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    Portal, Problem, Visit,
    api::views::{PublisherView, TextView},
    dataset::views::Publishers,
};

/// All publishers.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct PublisherList {
    /// How many.
    total: u64,
    /// By name.
    publishers: Vec<PublisherView>,
}

/// Lists publishers with the number of their published datasets.
#[utoipa::path(
    get, path = "/publishers", tag = "publishers",
    responses((status = 200, description = "All publishers", body = PublisherList))
)]
pub(super) async fn list(State(portal): State<Portal>, visit: Visit) -> Result<Json<PublisherList>, Problem> {
    let publishers = Publishers::load(&portal).await?;
    let (counts, _) = portal.ports.datasets.published_counts().await?;
    let today = portal.ports.city.day(visit.now);
    let views: Vec<_> = publishers
        .sorted(&portal, &visit)
        .into_iter()
        .map(|publisher| PublisherView {
            identifier: publisher.identifier.to_string(),
            url: portal.config.address(&format!("/publishers/{}", publisher.identifier)),
            name: TextView::from(publisher.name_on(today)),
            kind: publisher.kind,
            parent: publisher
                .parent
                .and_then(|parent| publishers.get(parent))
                .map(|parent| parent.identifier.to_string()),
            edrpou: publisher.edrpou.clone(),
            datasets: counts.iter().find(|(id, _)| *id == publisher.id).map_or(0, |(_, count)| *count),
        })
        .collect();
    Ok(Json(PublisherList { total: views.len() as u64, publishers: views }))
}
