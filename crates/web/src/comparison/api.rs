//! Comparisons by API.

use axum::{
    Json,
    extract::{Path, State},
};
use intake::{TableComparison, TableState};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::Asked;
use crate::{Portal, Problem, Visit, api::views::TextView};

/// How two versions differ.
#[derive(Serialize, ToSchema)]
pub(super) struct ComparisonView {
    /// Number of the distribution.
    distribution: u32,
    /// The older version.
    from: u32,
    /// The newer version.
    to: u32,
    /// One entry per table.
    tables: Vec<TableComparisonView>,
}

/// How a table differs.
#[derive(Serialize, ToSchema)]
pub(super) struct TableComparisonView {
    /// Name.
    table: String,
    /// What people read.
    title: TextView,
    /// `added`, `removed` or `compared`.
    #[schema(value_type = String)]
    state: TableState,
    /// One sentence.
    summary: TextView,
    /// Differences, where both versions have the table. Counts are exact; rows are examples.
    #[schema(value_type = Option<Object>)]
    diff: Option<Value>,
}

impl TableComparisonView {
    fn new(one: &TableComparison) -> Result<Self, Problem> {
        let diff = one.diff.as_deref().map(serde_json::to_value).transpose();
        Ok(Self {
            table: one.table.clone(),
            title: TextView::from(&one.title),
            state: one.state,
            summary: TextView { uk: one.summary.uk.clone(), en: Some(one.summary.en.clone()) },
            diff: diff.map_err(|error| Problem::internal("a comparison could not be written", &error))?,
        })
    }
}

/// Compares two versions of a distribution: fields, rows, cells.
#[utoipa::path(
    get, path = "/datasets/{identifier}/compare", tag = "versions",
    params(
        ("identifier" = String, Path, description = "Public identifier of the dataset"),
        ("distribution" = Option<u32>, Query, description = "Number of the distribution; 1 unless given"),
        ("from" = Option<u32>, Query, description = "The older version; the one before `to` unless given"),
        ("to" = Option<u32>, Query, description = "The newer version; the latest unless given"),
        ("kind" = Option<String>, Query, description = "List only rows that were `added`, `removed` or `changed`"),
        ("field" = Option<String>, Query, description = "List only cells of the field with this name in either version"),
    ),
    responses((status = 200, description = "How they differ", body = ComparisonView), (status = 404, description = "No such version"))
)]
pub(super) async fn compare(
    State(portal): State<Portal>,
    visit: Visit,
    Path(identifier): Path<String>,
) -> Result<Json<ComparisonView>, Problem> {
    let asked = Asked::read(&portal, &visit, &identifier, "compare", true).await?;
    let Asked { distribution, from, to, ref filter, .. } = asked;
    let tables = portal.intake.compare(&visit.actor, &identifier, distribution, from, to, filter).await?;
    let tables = tables.iter().map(TableComparisonView::new).collect::<Result<_, _>>()?;
    Ok(Json(ComparisonView { distribution, from, to, tables }))
}
