//! A dataset in the workspace: what it lacks, its distributions and drafts, who works with it, what happened.

use std::collections::HashMap;

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::{Html, IntoResponse, Redirect, Response},
};
use catalog::{
    Access, Action,
    dataset::{
        Dataset, DatasetState,
        management::{self, Found},
    },
    person::{Membership, Role, Scope},
    publisher::Publisher,
};

use super::{
    events::{EventRow, latest},
    form::{FormField, Kind},
    list::{DraftLink, draft_links, failed_kinds, last_published, state_name},
    notice::{Done, notice},
    passport_form::gap_lines,
};
use crate::{
    Portal, Problem, Visit,
    dataset::Freshness,
    layout::{Frame, Section, page},
    session::SignedIn,
};

/// People shown on a dataset's page.
const PEOPLE_SHOWN: usize = 50;

struct DistributionRow {
    number: u32,
    title: String,
    standard: Option<String>,
    version: Option<String>,
    drafts: Vec<DraftLink>,
}

struct PersonRow {
    name: String,
    role: &'static str,
    scope: String,
}

#[derive(Template)]
#[template(path = "workspace/show.html")]
struct ShowPage {
    frame: Frame,
    notice: Option<String>,
    identifier: String,
    revision: u64,
    state: &'static str,
    withdrawn_because: Option<String>,
    facts: Vec<(String, String)>,
    freshness: Option<(&'static str, String)>,
    gaps: Vec<(&'static str, String)>,
    gaps_title: String,
    distributions: Vec<DistributionRow>,
    failed: Vec<String>,
    events: Vec<EventRow>,
    people: Vec<PersonRow>,
    role_note: Option<String>,
    new_distribution: Vec<FormField>,
    may_edit: bool,
    may_publish: bool,
    was_published: bool,
}

/// The page.
pub(super) async fn show(
    State(portal): State<Portal>,
    SignedIn(visit): SignedIn,
    Path(identifier): Path<String>,
    Query(done): Query<Done>,
) -> Result<Response, Problem> {
    let dataset = match management::find(&portal.ports, &visit.actor, &identifier).await? {
        Found::Dataset(dataset) => *dataset,
        Found::Moved(current) => {
            let path = visit.href(&format!("/workspace/datasets/{current}"));
            return Ok(Redirect::permanent(&path).into_response());
        }
    };
    let publishers = portal.ports.publishers.publishers().await?;
    let access = Access::new(&publishers);
    // A published dataset is seen by everybody, its workspace by its own people only.
    if !access.may(&visit.actor, Action::ReadWorkspace, dataset.publisher_id) {
        return Err(Problem::not_found());
    }
    Ok(render(&portal, &visit, &dataset, &publishers, &access, &done).await?.into_response())
}

async fn render(
    portal: &Portal,
    visit: &Visit,
    dataset: &Dataset,
    publishers: &[Publisher],
    access: &Access,
    done: &Done,
) -> Result<Html<String>, Problem> {
    let t = visit.translator();
    let gaps = gap_lines(t, &dataset.passport.gaps());
    let fresh = Freshness::of(dataset, last_published(dataset), &portal.ports.city, visit.now);
    let may = |action| access.may(&visit.actor, action, dataset.publisher_id);
    let (may_edit, may_publish) = (may(Action::Edit), may(Action::Publish));
    let role_note = match (may_edit, may_publish) {
        (false, _) => Some(t.get("role-viewer-can")),
        (true, false) => Some(t.get("role-editor-can")),
        _ => None,
    };
    let frame = visit.frame(portal, Section::Workspace, t.text(&dataset.passport.title));
    page(&ShowPage {
        frame: frame.crumb("/workspace", t.get("work-title")),
        notice: notice(t, done),
        identifier: dataset.identifier.to_string(),
        revision: dataset.revision,
        state: state_name(dataset.state),
        withdrawn_because: dataset.withdrawn_because.as_ref().map(|reason| t.text(reason).to_owned()),
        facts: facts(portal, visit, dataset, publishers),
        freshness: (dataset.state == DatasetState::Published).then(|| (fresh.name(), fresh.words(t))),
        gaps_title: t.count("dataset-work-gaps", gaps.len() as u64),
        gaps,
        distributions: distributions(portal, visit, dataset).await?,
        failed: failed_kinds(portal, t, visit.now, dataset.id).await?,
        events: latest(portal, t, dataset).await?,
        people: people(portal, visit, dataset, publishers, access).await?,
        role_note,
        new_distribution: new_distribution(portal, visit),
        may_edit,
        may_publish,
        was_published: dataset.issued.is_some(),
    })
}

fn facts(portal: &Portal, visit: &Visit, dataset: &Dataset, publishers: &[Publisher]) -> Vec<(String, String)> {
    let (t, city) = (visit.translator(), &portal.ports.city);
    let publisher = publishers.iter().find(|publisher| publisher.id == dataset.publisher_id);
    let frequency = dataset.passport.frequency.as_deref().and_then(|code| city.country.frequency(code));
    let mut facts = vec![
        (t.get("dataset-work-identifier"), dataset.identifier.to_string()),
        (
            t.get("dataset-work-publisher"),
            publisher.map_or_else(String::new, |publisher| publisher.name(visit.language).to_owned()),
        ),
    ];
    if let Some(term) = frequency {
        facts.push((t.get("dataset-work-frequency"), t.text(&term.label).to_owned()));
    }
    if let Some(issued) = dataset.issued {
        facts.push((t.get("dataset-work-issued"), t.day(&issued, &city.time_zone)));
    }
    facts.push((t.get("dataset-work-modified"), t.moment(&dataset.modified, &city.time_zone)));
    facts
}

async fn distributions(portal: &Portal, visit: &Visit, dataset: &Dataset) -> Result<Vec<DistributionRow>, Problem> {
    let t = visit.translator();
    let drafts = portal.ports.drafts.open_drafts(Some(dataset.id)).await?;
    let standard_title = |id: &String| {
        let standard = portal.intake.standards().get(id);
        standard.map_or_else(|| id.clone(), |standard| t.message(&standard.title).to_owned())
    };
    let row = |distribution: &catalog::dataset::Distribution| DistributionRow {
        number: distribution.number,
        title: t.text(&distribution.title).to_owned(),
        standard: distribution.standard.as_ref().map(standard_title),
        version: (distribution.latest_version > 0)
            .then(|| t.with("work-version", "number", distribution.latest_version.to_string())),
        drafts: draft_links(portal, t, visit.now, &drafts, |draft| draft.distribution_id == distribution.id),
    };
    Ok(dataset.distributions.iter().map(row).collect())
}

fn new_distribution(portal: &Portal, visit: &Visit) -> Vec<FormField> {
    let t = visit.translator();
    let standards = portal.intake.standards().all().iter();
    let standards = standards.map(|standard| (standard.id.clone(), t.message(&standard.title).to_owned()));
    vec![
        FormField::new(Kind::Line, "title", t.get("dataset-work-distribution-title"), "").required().in_language("uk"),
        FormField::new(Kind::Choice, "standard", t.get("passport-standard"), "")
            .choices(t.get("passport-no-standard"), standards),
    ]
}

/// Who may work with the dataset today, the strongest role of each.
async fn people(
    portal: &Portal,
    visit: &Visit,
    dataset: &Dataset,
    publishers: &[Publisher],
    access: &Access,
) -> Result<Vec<PersonRow>, Problem> {
    let today = portal.ports.city.day(visit.now);
    let names: HashMap<_, _> =
        publishers.iter().map(|publisher| (publisher.id, publisher.name(visit.language))).collect();
    let mut found: Vec<(Role, PersonRow)> = Vec::new();
    for person in portal.ports.people.people().await?.into_iter().filter(|person| person.deleted_at.is_none()) {
        let memberships = portal.ports.people.memberships(person.id).await?;
        let holds = |membership: &&Membership| {
            let alone = catalog::Actor::person(person.id, vec![(*membership).clone()], today);
            access.may(&alone, Action::ReadWorkspace, dataset.publisher_id)
        };
        let Some(strongest) = memberships.iter().filter(holds).max_by_key(|membership| membership.role) else {
            continue;
        };
        let scope = match strongest.scope {
            Scope::City => visit.translator().get("dataset-work-scope-city"),
            Scope::Publisher(id) => names.get(&id).map_or_else(String::new, |name| (*name).to_owned()),
        };
        found.push((strongest.role, PersonRow { name: person.name, role: role_name(strongest.role), scope }));
    }
    found.sort_by(|left, right| (left.0, &left.1.name).cmp(&(right.0, &right.1.name)));
    Ok(found.into_iter().map(|(_, row)| row).take(PEOPLE_SHOWN).collect())
}

fn role_name(role: Role) -> &'static str {
    match role {
        Role::Viewer => "viewer",
        Role::Editor => "editor",
        Role::Publisher => "publisher",
        Role::Coordinator => "coordinator",
        Role::Admin => "admin",
    }
}
