//! What happened to a dataset, as sentences.

use std::collections::HashMap;

use catalog::{PersonId, dataset::Dataset, event::EventFilter};
use serde_json::Value;

use crate::{Portal, Problem, i18n::Translator};

/// Events shown on a dataset's page.
const EVENTS_SHOWN: u32 = 15;

pub(super) struct EventRow {
    pub(super) when: String,
    pub(super) what: String,
    pub(super) who: String,
}

/// The latest events of a dataset, newest first.
pub(super) async fn latest(portal: &Portal, t: Translator, dataset: &Dataset) -> Result<Vec<EventRow>, Problem> {
    let filter =
        EventFilter { dataset: Some(dataset.id), newest_first: true, limit: EVENTS_SHOWN, ..EventFilter::default() };
    let events = portal.ports.events.events(&filter).await?;
    let mut names: HashMap<PersonId, String> = HashMap::new();
    let mut rows = Vec::with_capacity(events.len());
    for event in &events {
        let Some(what) = sentence(t, &event.kind, &event.data) else { continue };
        let who = match event.person {
            Some(id) => name_of(portal, &mut names, id).await?,
            None => t.get("dataset-work-portal"),
        };
        rows.push(EventRow { when: t.moment(&event.at, &portal.ports.city.time_zone), what, who });
    }
    Ok(rows)
}

async fn name_of(portal: &Portal, names: &mut HashMap<PersonId, String>, id: PersonId) -> Result<String, Problem> {
    if let Some(name) = names.get(&id) {
        return Ok(name.clone());
    }
    let name = portal.ports.people.person(id).await?.map_or_else(String::new, |person| person.name);
    names.insert(id, name.clone());
    Ok(name)
}

/// The sentence of an event; none for those that tell a publisher nothing.
fn sentence(t: Translator, kind: &str, data: &Value) -> Option<String> {
    let fact = |name: &str| match &data[name] {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    };
    let plain = match kind {
        "dataset.created"
        | "dataset.published"
        | "dataset.described"
        | "dataset.withdrawn"
        | "dataset.restored"
        | "draft.started"
        | "draft.uploaded"
        | "draft.recipe-changed"
        | "draft.personal-data-justified"
        | "draft.discarded"
        | "draft.expired"
        | "draft.superseded"
        | "draft.expiry-warned"
        | "distribution.standard-chosen" => t.get(&format!("event-{}", kind.replace('.', "-"))),
        "dataset.renamed" => t.with_two("event-dataset-renamed", ("from", fact("from")), ("to", fact("to"))),
        "distribution.added" => t.with("event-distribution-added", "number", fact("number")),
        "version.published" => t.with("event-version-published", "version", fact("version")),
        "version.purged" => t.with("event-version-purged", "version", fact("version")),
        _ => return None,
    };
    Some(plain)
}
