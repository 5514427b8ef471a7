//! How the structure of a dataset's tables changed: fields by versions.

use askama::Template;
use axum::{
    Json,
    extract::{Path, State},
    response::Html,
};
use intake::TableStructure;
use serde::Serialize;
use serde_json::Value;
use tabular::diff::align::{AlignedField, Presence};
use utoipa::ToSchema;

use crate::{
    Portal, Problem, Visit,
    dataset::{self, views::Words},
    i18n::Translator,
    layout::{Frame, Section, page},
    question::Question,
    table::cells::type_words,
};

/// A field in a version: absent, as before, or what changed.
struct CellView {
    is_present: bool,
    /// As in the version before.
    is_same: bool,
    name: String,
    changes: Vec<String>,
}

/// A field across versions.
struct FieldView {
    title: String,
    type_words: String,
    cells: Vec<CellView>,
}

/// A table across versions.
struct TableView {
    title: Words,
    versions: Vec<u32>,
    /// All versions have the same fields.
    is_steady: bool,
    steady_words: String,
    fields: Vec<FieldView>,
}

#[derive(Template)]
#[template(path = "version/structure.html")]
struct StructurePage {
    frame: Frame,
    dataset_path: String,
    distribution: u32,
    tables: Vec<TableView>,
    is_cut: bool,
}

/// The tables of a distribution across its versions.
#[derive(Serialize, ToSchema)]
pub(super) struct StructureView {
    /// Number of the distribution.
    distribution: u32,
    /// Older versions are left out: the latest 60 are told.
    truncated: bool,
    /// Per table: `table`, `title`, numbers of `versions`, and `fields`, each with its latest name, the type that holds all its values,
    /// and per version `null` or `name`, `type`, `renamed_from`, `retyped_from`, `made_from`.
    #[schema(value_type = Vec<Object>)]
    tables: Value,
}

/// Tells how the structure of a dataset changed over its versions, in one schema.
#[utoipa::path(
    get, path = "/datasets/{identifier}/structure", tag = "versions",
    params(
        ("identifier" = String, Path, description = "Public identifier of the dataset"),
        ("distribution" = Option<u32>, Query, description = "Number of the distribution; 1 unless given"),
    ),
    responses((status = 200, description = "Fields by versions", body = StructureView), (status = 404, description = "No such dataset"))
)]
pub(super) async fn by_api(
    State(portal): State<Portal>,
    visit: Visit,
    Path(identifier): Path<String>,
) -> Result<Json<StructureView>, Problem> {
    dataset::find_open_at(&portal, &visit, &identifier, "structure").await?;
    let distribution = Question::parse(visit.query.as_deref()).exact_number("distribution", 1..=u32::MAX, 1)?;
    let (tables, truncated) = portal.intake.structure(&visit.actor, &identifier, distribution).await?;
    let tables = serde_json::to_value(&tables);
    let tables = tables.map_err(|error| Problem::internal("a structure could not be written", &error))?;
    Ok(Json(StructureView { distribution, truncated, tables }))
}

/// Page: the same.
pub(super) async fn show(
    State(portal): State<Portal>,
    visit: Visit,
    Path(identifier): Path<String>,
) -> Result<Html<String>, Problem> {
    let dataset = dataset::find_open_at(&portal, &visit, &identifier, "structure").await?;
    let distribution = Question::parse(visit.query.as_deref()).number("distribution", 1..=u32::MAX, 1);
    let (tables, is_cut) = portal.intake.structure(&visit.actor, &identifier, distribution).await?;
    let t = visit.translator();
    let dataset_path = format!("/datasets/{identifier}");
    let dataset_title = t.text(&dataset.passport.title);
    let is_only = dataset.distributions.len() == 1 && tables.len() == 1;
    let view = |structure: &TableStructure| TableView {
        title: Words::new(if is_only { &dataset.passport.title } else { &structure.title }, t),
        versions: structure.versions.clone(),
        is_steady: structure.versions.len() > 1 && structure.fields.iter().all(is_steady),
        steady_words: t.count("structure-steady", structure.versions.len() as u64),
        fields: structure.fields.iter().map(|field| field_view(field, t)).collect(),
    };
    let template = StructurePage {
        frame: visit
            .frame(&portal, Section::Datasets, format!("{} — {dataset_title}", t.get("structure-over-time")))
            .crumb("/datasets", t.get("datasets-title"))
            .crumb(&dataset_path, dataset_title)
            .alternate("application/json", format!("/api/v1{dataset_path}/structure"), "API"),
        distribution,
        tables: tables.iter().map(view).collect(),
        is_cut,
        dataset_path,
    };
    page(&template)
}

/// Whether a field is the same in every version.
fn is_steady(field: &AlignedField) -> bool {
    let is_there = field.versions.first().is_some_and(Option::is_some);
    is_there && field.versions.windows(2).all(|two| is_same(two[0].as_ref(), two[1].as_ref()))
}

fn is_same(before: Option<&Presence>, there: Option<&Presence>) -> bool {
    match (before, there) {
        (Some(before), Some(there)) => {
            before.name == there.name && before.field_type == there.field_type && there.made_from.is_empty()
        }
        _ => false,
    }
}

fn field_view(field: &AlignedField, t: Translator) -> FieldView {
    let title = t.message(&field.title);
    let versions = || field.versions.iter().map(Option::as_ref);
    let cells = std::iter::once(None)
        .chain(versions())
        .zip(versions())
        .map(|(before, there)| CellView { is_same: is_same(before, there), ..cell_view(there, t) });
    FieldView {
        title: if title.trim().is_empty() { field.name.clone() } else { title.to_owned() },
        type_words: type_words(field.field_type.name(), t),
        cells: cells.collect(),
    }
}

fn cell_view(there: Option<&Presence>, t: Translator) -> CellView {
    let Some(there) = there else {
        return CellView { is_present: false, is_same: false, name: String::new(), changes: Vec::new() };
    };
    let mut changes = Vec::new();
    changes.extend(there.renamed_from.as_ref().map(|name| t.with("structure-renamed", "name", name)));
    changes.extend(there.retyped_from.map(|before| {
        let (old, new) = (type_words(before.name(), t), type_words(there.field_type.name(), t));
        t.with_two("structure-retyped", ("old", old), ("new", new))
    }));
    if !there.made_from.is_empty() {
        changes.push(t.with("structure-made-from", "names", there.made_from.join(", ")));
    }
    CellView { is_present: true, is_same: false, name: there.name.clone(), changes }
}
