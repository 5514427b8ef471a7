//! Standards by API.

use axum::{
    Json,
    extract::{Path, State},
};
use serde::Serialize;
use standards::Standard;
use tabular::{Constraints, Message, TableSchema};
use utoipa::ToSchema;

use super::{followers, path_of, search::Asked, template};
use crate::{Portal, Problem, Visit, api::views::TextView, question::Question};

impl From<&Message> for TextView {
    fn from(message: &Message) -> Self {
        Self { uk: message.uk.clone(), en: Some(message.en.clone()).filter(|en| !en.is_empty()) }
    }
}

/// Standards that datasets may follow.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct StandardList {
    /// How many.
    total: u64,
    /// By annex.
    standards: Vec<StandardSummary>,
}

/// A standard in the list.
#[derive(Debug, Serialize, ToSchema)]
struct StandardSummary {
    /// Stable id, such as `ua-835-2025/36/parkingLots`.
    id: String,
    /// Its page.
    url: String,
    /// What people call it.
    title: TextView,
    /// Annex of the recommendations.
    annex: Option<u32>,
    /// Code of the theme of its data.
    theme: Option<String>,
    /// Edition, usually a date.
    edition: String,
    /// Number of fields.
    fields_count: u64,
    /// Identifiers of the published datasets that follow it.
    datasets: Vec<String>,
}

/// A standard.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct StandardView {
    #[serde(flatten)]
    summary: StandardSummary,
    /// Legal source.
    source: String,
    /// Addresses of files to fill in, by format.
    templates: TemplateLinks,
    /// Fields in order.
    fields: Vec<StandardField>,
    /// The whole schema: Frictionless Table Schema with `uniqueKeys`, `foreignKeys` and `rules`.
    #[schema(value_type = Object)]
    schema: TableSchema,
    /// What was repaired in the official template, and why.
    repairs: Vec<RepairView>,
}

/// Templates of a standard.
#[derive(Debug, Serialize, ToSchema)]
struct TemplateLinks {
    /// Workbook with typed columns, hints and lists.
    xlsx: String,
    /// UTF-8 text: the header and an example row.
    csv: String,
}

/// A field of a standard.
#[derive(Debug, Serialize, ToSchema)]
struct StandardField {
    /// Machine name.
    name: String,
    /// What people read.
    title: TextView,
    /// What it holds.
    description: Option<TextView>,
    /// Type after Frictionless Table Schema.
    #[serde(rename = "type")]
    type_name: &'static str,
    /// Kind of value, such as `edrpou`.
    kind: Option<String>,
    /// Every row has a value.
    required: bool,
    /// What its values must obey.
    #[schema(value_type = Object)]
    constraints: Constraints,
}

/// A repair of the official template.
#[derive(Debug, Serialize, ToSchema)]
struct RepairView {
    /// Field.
    field: String,
    /// What was wrong: `type`, `required`, `name`, `title`.
    defect: String,
    /// As the template has it.
    #[schema(value_type = Object)]
    was: serde_json::Value,
    /// As it is here.
    #[schema(value_type = Object)]
    now: serde_json::Value,
    /// The reason.
    why: TextView,
}

/// Lists the standards that tables of datasets may follow.
#[utoipa::path(
    get, path = "/standards", tag = "standards",
    params(
        ("q" = Option<String>, Query, description = "Words in the names of the standard or of its fields"),
        ("theme" = Option<String>, Query, description = "Code of a theme"),
        ("used" = Option<bool>, Query, description = "Only standards that published datasets follow"),
    ),
    responses((status = 200, description = "The standards, by annex; with words, the best first", body = StandardList))
)]
pub(super) async fn list(State(portal): State<Portal>, visit: Visit) -> Result<Json<StandardList>, Problem> {
    let followers = followers::all(&portal).await?;
    let asked = Asked::of(&Question::parse(visit.query.as_deref()));
    let of = |standard: &Standard| followers.iter().filter(|one| followers::follows(one, &standard.id)).count() as u64;
    let found = asked.among(portal.intake.standards().all(), of);
    let standards: Vec<_> = found.into_iter().map(|standard| summary(&portal, standard, &followers)).collect();
    Ok(Json(StandardList { total: standards.len() as u64, standards }))
}

/// A standard by its whole id with slashes written `%2F`, or by the name of its table where only one standard has it.
#[utoipa::path(
    get, path = "/standards/{id}", tag = "standards",
    params(("id" = String, Path, description = "Id, such as `ua-835-2025%2F36%2FparkingLots`, or `parkingLots`")),
    responses((status = 200, description = "The standard", body = StandardView), (status = 404, description = "None, or several"))
)]
pub(super) async fn find(State(portal): State<Portal>, Path(id): Path<String>) -> Result<Json<StandardView>, Problem> {
    view(&portal, &id).await
}

/// A standard by the three parts of its id.
#[utoipa::path(
    get, path = "/standards/{pack}/{annex}/{table}", tag = "standards",
    params(
        ("pack" = String, Path, description = "Such as `ua-835-2025`"),
        ("annex" = String, Path, description = "Annex, such as `36`"),
        ("table" = String, Path, description = "Table, such as `parkingLots`"),
    ),
    responses((status = 200, description = "The standard", body = StandardView), (status = 404, description = "None"))
)]
pub(super) async fn show(
    State(portal): State<Portal>,
    Path((pack, annex, table)): Path<(String, String, String)>,
) -> Result<Json<StandardView>, Problem> {
    view(&portal, &format!("{pack}/{annex}/{table}")).await
}

async fn view(portal: &Portal, id: &str) -> Result<Json<StandardView>, Problem> {
    let standard = portal.intake.standards().find(id).ok_or_else(Problem::not_found)?;
    let followers = followers::all(portal).await?;
    let fields = standard.schema.fields.iter().map(|field| StandardField {
        name: field.name.clone(),
        title: TextView::from(&field.title),
        description: standard.descriptions.get(&field.name).map(TextView::from),
        type_name: field.field_type.name(),
        kind: field.kind.clone(),
        required: field.constraints.required,
        constraints: field.constraints.clone(),
    });
    let repairs = standard.repairs.iter().map(|repair| RepairView {
        field: repair.field.clone(),
        defect: repair.defect.clone(),
        was: repair.was.clone(),
        now: repair.now.clone(),
        why: TextView::from(&repair.why),
    });
    Ok(Json(StandardView {
        summary: summary(portal, standard, &followers),
        source: standard.source.clone(),
        templates: TemplateLinks {
            xlsx: template::address(portal, &standard.id, template::Format::Xlsx),
            csv: template::address(portal, &standard.id, template::Format::Csv),
        },
        fields: fields.collect(),
        schema: standard.schema.clone(),
        repairs: repairs.collect(),
    }))
}

fn summary(portal: &Portal, standard: &Standard, datasets: &[catalog::dataset::Dataset]) -> StandardSummary {
    let following = datasets.iter().filter(|dataset| followers::follows(dataset, &standard.id));
    StandardSummary {
        id: standard.id.clone(),
        url: portal.config.address(&path_of(&standard.id)),
        title: TextView::from(&standard.title),
        annex: standard.annex,
        theme: standard.theme.clone(),
        edition: standard.edition.clone(),
        fields_count: standard.schema.fields.len() as u64,
        datasets: following.map(|dataset| dataset.identifier.to_string()).collect(),
    }
}
