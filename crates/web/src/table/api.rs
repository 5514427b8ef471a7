//! Rows of a table by API, and its schema.

use axum::{
    Json,
    extract::{Path, State},
    http::header,
    response::{IntoResponse, Response},
};
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::asked;
use crate::{Portal, Problem, Visit, api::views::FieldView, question::Question};

const LIMIT: u32 = 100;
const LIMIT_MAX: u32 = 1_000;

/// A page of rows.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct RowsView {
    /// Number of the version the rows are of.
    version: u32,
    /// Rows that meet the filters.
    total: u64,
    /// Fields in order.
    fields: Vec<FieldView>,
    /// Rows as objects by field name: text, numbers, booleans, null; days and times as ISO 8601 text.
    #[schema(value_type = Vec<Object>)]
    rows: Vec<Map<String, Value>>,
    /// Send as `after` for the next page; null on the last.
    next: Option<String>,
}

/// Lists rows of a table: filter, sort, page.
#[utoipa::path(
    get, path = "/datasets/{identifier}/tables/{table}/rows", tag = "tables",
    params(
        ("identifier" = String, Path, description = "Public identifier of the dataset"),
        ("table" = String, Path, description = "Name of the table"),
        ("version" = Option<String>, Query, description = "A version's number, or `latest`"),
        ("filter" = Option<Vec<String>>, Query, description = "`field:op:value`, repeatable; op is one of eq ne lt lte gt gte contains null"),
        ("sort" = Option<String>, Query, description = "Fields by comma, `-` for largest first: `-opened_on,name`"),
        ("limit" = Option<u32>, Query, description = "At most so many rows, 1 to 1000; 100 unless given"),
        ("after" = Option<String>, Query, description = "`next` of the page before"),
    ),
    responses(
        (status = 200, description = "A page of rows", body = RowsView),
        (status = 400, description = "The question is not one: unknown field, wrong value, wrong cursor"),
        (status = 404, description = "No such dataset, table or version"),
        (status = 410, description = "The version was removed by decision, or the dataset withdrawn"),
    )
)]
pub(super) async fn rows(
    State(portal): State<Portal>,
    visit: Visit,
    Path((identifier, table)): Path<(String, String)>,
) -> Result<Json<RowsView>, Problem> {
    let address = |current: &str| format!("/api/v1/datasets/{current}/tables/{table}/rows");
    crate::dataset::find_open(&portal, &visit, &identifier, address).await?;
    let question = Question::parse(visit.query.as_deref());
    let at = portal.intake.table(&visit.actor, &identifier, &table, asked::version(&question)?).await?;
    let query = asked::row_query(&question, &at.table.fields, LIMIT, LIMIT_MAX)?;
    let found = portal.ports.query.rows(&at.table.data, &at.table.fields, &query).await?;
    let named = |row: Vec<Value>| at.table.fields.iter().map(|field| field.name.clone()).zip(row).collect();
    Ok(Json(RowsView {
        version: at.version.number,
        total: found.total,
        fields: at.table.fields.iter().map(FieldView::from).collect(),
        rows: found.rows.into_iter().map(named).collect(),
        next: found.next,
    }))
}

/// The structure of a table after Frictionless Table Schema.
#[utoipa::path(
    get, path = "/datasets/{identifier}/tables/{table}/schema", tag = "tables",
    params(
        ("identifier" = String, Path, description = "Public identifier of the dataset"),
        ("table" = String, Path, description = "Name of the table"),
        ("version" = Option<String>, Query, description = "A version's number, or `latest`"),
    ),
    responses((status = 200, description = "Frictionless Table Schema", body = Object), (status = 404, description = "No such table"))
)]
pub(super) async fn schema(
    State(portal): State<Portal>,
    visit: Visit,
    Path((identifier, table)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let address = |current: &str| format!("/api/v1/datasets/{current}/tables/{table}/schema");
    crate::dataset::find_open(&portal, &visit, &identifier, address).await?;
    let question = Question::parse(visit.query.as_deref());
    let at = portal.intake.table(&visit.actor, &identifier, &table, asked::version(&question)?).await?;
    Ok(([(header::CONTENT_TYPE, "application/json")], at.table.schema.to_string()).into_response())
}
