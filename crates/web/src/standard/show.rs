//! A standard's page: what each field holds, by whose word, who follows it and how well.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use standards::{Repair, Standard};
use tabular::Field;

use super::{
    followers::{self, Follower},
    path_of, rules, template,
};
use crate::{
    Portal, Problem, Visit,
    dataset::views::Publishers,
    i18n::Translator,
    layout::{Frame, Section, page},
    table::cells::type_words,
};

/// Characters of a value that a repair shows.
const SHOWN_MAX: usize = 120;

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
    theme: Option<String>,
    edition: String,
    source: String,
    templates: Vec<(&'static str, String)>,
    fields: Vec<FieldLine>,
    fields_lead: String,
    rules: Vec<String>,
    repairs: Vec<RepairLine>,
    followers: Vec<Follower>,
    followers_lead: String,
}

/// Page: one standard; with a file's name behind its id, a template. A short form of the id leads to where only one fits.
pub(super) async fn show(
    State(portal): State<Portal>,
    visit: Visit,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    if let Some((id, format)) = template::asked(&id) {
        return template::answer(&portal, id, format);
    }
    let t = visit.translator();
    let standard = portal.intake.standards().find(&id).ok_or_else(Problem::not_found)?;
    if standard.id != id {
        return Ok(Redirect::temporary(&visit.href(&path_of(&standard.id))).into_response());
    }
    let publishers = Publishers::load(&portal).await?;
    let followers = followers::of(&portal, &visit, standard, &publishers).await?;
    let frame = visit
        .frame(&portal, Section::Other, t.message(&standard.title))
        .crumb("/standards", t.get("standards-title"))
        .alternate("application/json", format!("/api/v1/standards/{}", standard.id), "API");
    let theme = standard.theme.as_deref().and_then(|code| portal.ports.city.country.theme(code));
    let required = standard.schema.fields.iter().filter(|field| field.constraints.required).count() as u64;
    let fields = t.count("draft-fields-count", standard.schema.fields.len() as u64);
    let template = ShowPage {
        frame,
        id: standard.id.clone(),
        annex: standard.annex.map(|number| t.with("standard-annex", "number", number.to_string())),
        theme: theme.map(|term| t.text(&term.label).to_owned()),
        edition: standard.edition.parse().map_or_else(|_| standard.edition.clone(), |day| t.date(&day)),
        source: standard.source.clone(),
        templates: template::links(&standard.id),
        fields: standard.schema.fields.iter().map(|field| field_line(standard, field, t)).collect(),
        fields_lead: format!("{fields} · {}", t.count("standard-required-count", required)),
        rules: rules::of_table(&standard.schema, t),
        repairs: standard.repairs.iter().map(|repair| repair_line(repair, t)).collect(),
        followers_lead: t.count("datasets-count", followers.len() as u64),
        followers,
    };
    Ok(page(&template)?.into_response())
}

fn field_line(standard: &Standard, field: &Field, t: Translator) -> FieldLine {
    let title = t.message(&field.title).trim();
    let description = standard.descriptions.get(&field.name).map(|text| t.message(text).to_owned());
    let type_words = type_words(field.field_type.name(), t);
    FieldLine {
        name: field.name.clone(),
        title: if title.is_empty() { field.name.clone() } else { title.to_owned() },
        // A kind that is called as the type says nothing more.
        kind: rules::kind_words(field, t).filter(|kind| *kind != type_words),
        type_words,
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
