//! The list of standards by annex, and a standard's page.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{Html, IntoResponse, Redirect, Response},
};
use standards::{Repair, Standard};
use tabular::Field;

use super::{followers, path_of, rules};
use crate::{
    Portal, Problem, Visit,
    dataset::views::{DatasetCard, Publishers},
    i18n::Translator,
    layout::{Frame, Section, page},
    table::cells::type_words,
};

/// Characters of a value that a repair shows.
const SHOWN_MAX: usize = 120;

/// A standard in the list.
struct StandardLine {
    path: String,
    title: String,
    table: String,
    fields: String,
    datasets: Option<String>,
}

/// The tables of one annex.
struct Annex {
    title: String,
    standards: Vec<StandardLine>,
}

#[derive(Template)]
#[template(path = "standard/list.html")]
struct ListPage {
    frame: Frame,
    lead: String,
    annexes: Vec<Annex>,
}

struct FieldLine {
    name: String,
    title: String,
    type_words: String,
    kind: Option<String>,
    is_required: bool,
    description: Option<String>,
    rules: Vec<String>,
}

struct RepairLine {
    field: String,
    defect: String,
    was: String,
    now: String,
    why: String,
}

#[derive(Template)]
#[template(path = "standard/show.html")]
struct ShowPage {
    frame: Frame,
    id: String,
    annex: Option<String>,
    edition: String,
    source: String,
    fields: Vec<FieldLine>,
    fields_lead: String,
    rules: Vec<String>,
    repairs: Vec<RepairLine>,
    cards: Vec<DatasetCard>,
}

/// Page: all standards.
pub(super) async fn list(State(portal): State<Portal>, visit: Visit) -> Result<Html<String>, Problem> {
    let t = visit.translator();
    let followers = followers::all(&portal).await?;
    let all = portal.intake.standards().all();
    let line = |standard: &Standard| {
        let count = followers.iter().filter(|dataset| followers::follows(dataset, &standard.id)).count() as u64;
        StandardLine {
            path: path_of(&standard.id),
            title: t.message(&standard.title).to_owned(),
            table: table_of(&standard.id).to_owned(),
            fields: t.count("draft-fields-count", standard.schema.fields.len() as u64),
            datasets: (count > 0).then(|| t.count("datasets-count", count)),
        }
    };
    let annexes = all.chunk_by(|one, other| one.annex == other.annex).map(|standards| Annex {
        title: annex(t, standards[0].annex).unwrap_or_else(|| t.get("standard-no-annex")),
        standards: standards.iter().map(line).collect(),
    });
    let frame = visit
        .frame(&portal, Section::Other, t.get("standards-title"))
        .described(&t.get("standards-description"))
        .alternate("application/json", "/api/v1/standards", "API");
    page(&ListPage { frame, lead: t.count("standards-lead", all.len() as u64), annexes: annexes.collect() })
}

/// Page: one standard. A short form of its id leads to its page where only one fits.
pub(super) async fn show(
    State(portal): State<Portal>,
    visit: Visit,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let t = visit.translator();
    let standard = portal.intake.standards().find(&id).ok_or_else(Problem::not_found)?;
    if standard.id != id {
        return Ok(Redirect::temporary(&visit.href(&path_of(&standard.id))).into_response());
    }
    let publishers = Publishers::load(&portal).await?;
    let datasets = followers::all(&portal).await?;
    let datasets = datasets.iter().filter(|dataset| followers::follows(dataset, &standard.id));
    let frame = visit
        .frame(&portal, Section::Other, t.message(&standard.title))
        .crumb("/standards", t.get("standards-title"))
        .alternate("application/json", format!("/api/v1/standards/{}", standard.id), "API");
    let template = ShowPage {
        frame,
        id: standard.id.clone(),
        annex: annex(t, standard.annex),
        edition: standard.edition.parse().map_or_else(|_| standard.edition.clone(), |day| t.date(&day)),
        source: standard.source.clone(),
        fields: standard.schema.fields.iter().map(|field| field_line(standard, field, t)).collect(),
        fields_lead: t.count("draft-fields-count", standard.schema.fields.len() as u64),
        rules: rules::of_table(&standard.schema, t),
        repairs: standard.repairs.iter().map(|repair| repair_line(repair, t)).collect(),
        cards: datasets.map(|dataset| DatasetCard::new(dataset, &publishers, &portal, &visit)).collect(),
    };
    Ok(page(&template)?.into_response())
}

fn annex(t: Translator, annex: Option<u32>) -> Option<String> {
    annex.map(|number| t.with("standard-annex", "number", number.to_string()))
}

/// The table's own name: the last part of the id.
fn table_of(id: &str) -> &str {
    id.rsplit('/').next().unwrap_or(id)
}

fn field_line(standard: &Standard, field: &Field, t: Translator) -> FieldLine {
    let title = t.message(&field.title).trim();
    let description = standard.descriptions.get(&field.name).map(|text| t.message(text).to_owned());
    FieldLine {
        name: field.name.clone(),
        title: if title.is_empty() { field.name.clone() } else { title.to_owned() },
        type_words: type_words(field.field_type.name(), t),
        kind: rules::kind_words(field, t),
        is_required: field.constraints.required,
        description: description.filter(|text| !text.trim().is_empty()),
        rules: rules::of_field(field, t),
    }
}

fn repair_line(repair: &Repair, t: Translator) -> RepairLine {
    RepairLine {
        field: repair.field.clone(),
        defect: t.find(&format!("standard-defect-{}", repair.defect)).unwrap_or_else(|| repair.defect.clone()),
        was: shown(&repair.was),
        now: shown(&repair.now),
        why: t.message(&repair.why).to_owned(),
    }
}

/// A value of a template as people read it.
fn shown(value: &serde_json::Value) -> String {
    let text = match value {
        serde_json::Value::Null => "—".to_owned(),
        serde_json::Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    match text.char_indices().nth(SHOWN_MAX) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
