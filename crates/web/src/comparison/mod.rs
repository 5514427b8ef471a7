//! Two versions side by side, for everybody: what was added, removed and changed, as a page, JSON and CSV.

mod api;
mod csv;
mod show;

use axum::{Router, routing::get};
use catalog::dataset::Dataset;
use tabular::diff::{ChangeFilter, ChangeKind};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{Portal, Problem, Visit, dataset, question::Question};

/// Pages of comparisons.
pub(crate) fn pages() -> Router<Portal> {
    Router::new()
        .route("/datasets/{identifier}/compare", get(show::show))
        .route("/datasets/{identifier}/compare.csv", get(csv::csv))
}

/// The API of comparisons.
pub(crate) fn api() -> OpenApiRouter<Portal> {
    OpenApiRouter::new().routes(routes!(api::compare)).routes(routes!(csv::csv))
}

/// Reads `kind` and `field`: which changes are listed. A wrong kind is told where `strict`, else ignored.
fn filter(question: &Question, strict: bool) -> Result<ChangeFilter, Problem> {
    let kind = match question.get("kind") {
        Some("added") => Some(ChangeKind::Added),
        Some("removed") => Some(ChangeKind::Removed),
        Some("changed") => Some(ChangeKind::Changed),
        Some(_) if strict => return Err(Problem::unintelligible("kind")),
        _ => None,
    };
    Ok(ChangeFilter { kind, field: question.get("field").map(ToOwned::to_owned) })
}

fn kind_name(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Added => "added",
        ChangeKind::Removed => "removed",
        ChangeKind::Changed => "changed",
    }
}

/// What an address compares, for somebody who may see it.
struct Asked {
    dataset: Dataset,
    question: Question,
    distribution: u32,
    from: u32,
    to: u32,
    /// Which changes are listed.
    filter: ChangeFilter,
}

impl Asked {
    /// Reads the address: the latest version and the one before it unless `from` and `to` say otherwise. `rest` is what stands behind
    /// the dataset in it.
    async fn read(portal: &Portal, visit: &Visit, identifier: &str, rest: &str, strict: bool) -> Result<Self, Problem> {
        let dataset = dataset::find_open_at(portal, visit, identifier, rest).await?;
        let question = Question::parse(visit.query.as_deref());
        let number = |name: &str| match question.get(name) {
            None => Ok(None),
            Some(text) => text.parse::<u32>().map(Some).map_err(|_| Problem::unintelligible(text)),
        };
        let distribution = number("distribution")?.unwrap_or(1);
        let latest = dataset.distribution(distribution).map_or(0, |distribution| distribution.latest_version);
        let to = number("to")?.unwrap_or(latest);
        let from = number("from")?.unwrap_or_else(|| to.saturating_sub(1));
        let filter = filter(&question, strict)?;
        Ok(Self { dataset, question, distribution, from, to, filter })
    }
}
