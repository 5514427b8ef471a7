//! My datasets: one dense list with state, freshness, drafts and what failed.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Html,
};
use catalog::{
    Access, Action, DatasetId,
    dataset::{Dataset, DatasetState, Target, management},
    draft::{Draft, WARNING},
    job::{Job, JobState},
    ports::{DatasetFilter, DatasetOrder},
    publisher::Publisher,
};
use jiff::Timestamp;
use serde::Deserialize;

use super::notice::{Done, notice};
use crate::{
    Portal, Problem, Visit,
    dataset::Freshness,
    i18n::Translator,
    layout::{Frame, Section, page},
    session::SignedIn,
};

/// Datasets on a page.
const PAGE_SIZE: u32 = 50;
/// Characters of a search.
const SEARCH_CHARACTERS_MAX: usize = 200;

/// A draft under way.
pub(super) struct DraftLink {
    pub(super) id: String,
    pub(super) file_name: String,
    pub(super) state: &'static str,
    pub(super) state_words: String,
    pub(super) expires: String,
    pub(super) expires_soon: bool,
}

struct DatasetRow {
    identifier: String,
    title: String,
    lang: Option<&'static str>,
    publisher: String,
    state: &'static str,
    version: Option<String>,
    published: Option<String>,
    freshness: Option<(&'static str, String)>,
    drafts: Vec<DraftLink>,
}

struct FailedJob {
    what: String,
    dataset: Option<(String, String)>,
    when: String,
    attempts: u32,
}

#[derive(Template)]
#[template(path = "workspace/list.html")]
struct ListPage {
    frame: Frame,
    notice: Option<String>,
    lead: String,
    search: String,
    rows: Vec<DatasetRow>,
    failed: Vec<FailedJob>,
    may_create: bool,
    has_role: bool,
    range: Option<String>,
    previous: Option<String>,
    next: Option<String>,
}

/// Which part of the list.
#[derive(Default, Deserialize)]
pub(super) struct Wanted {
    #[serde(default)]
    q: String,
    #[serde(default)]
    page: Option<String>,
}

/// The list.
pub(super) async fn list(
    State(portal): State<Portal>,
    SignedIn(visit): SignedIn,
    Query(wanted): Query<Wanted>,
    Query(done): Query<Done>,
) -> Result<Html<String>, Problem> {
    let t = visit.translator();
    let search: String = wanted.q.trim().chars().take(SEARCH_CHARACTERS_MAX).collect();
    let number = wanted.page.as_deref().and_then(|page| page.parse::<u32>().ok()).unwrap_or(1).clamp(1, 10_000);
    let filter = DatasetFilter {
        text: (!search.is_empty()).then(|| search.clone()),
        order: DatasetOrder::Modified,
        offset: (number - 1) * PAGE_SIZE,
        limit: PAGE_SIZE,
        ..DatasetFilter::default()
    };
    let publishers = portal.ports.publishers.publishers().await?;
    let access = Access::new(&publishers);
    let found = management::list_workspace(&portal.ports, &visit.actor, filter).await?;
    let drafts = portal.ports.drafts.open_drafts(None).await?;
    let rows = found.items.iter().map(|dataset| row(&portal, &visit, &publishers, &drafts, dataset)).collect();
    let failed = failed_jobs(&portal, &visit, &access).await?;

    let first = u64::from((number - 1) * PAGE_SIZE);
    let last = first + found.items.len() as u64;
    let to_page = |number: u32| page_path(&visit, &search, number);
    let range = (found.total > u64::from(PAGE_SIZE)).then(|| {
        let (from, to, total) = (t.number(first + 1), t.number(last), t.number(found.total));
        t.with_all("work-page", &[("from", &from), ("to", &to), ("total", &total)])
    });
    page(&ListPage {
        frame: visit.frame(&portal, Section::Workspace, t.get("work-title")),
        notice: notice(t, &done),
        lead: t.count("work-lead", found.total),
        rows,
        failed,
        may_create: access.publishers_for(&visit.actor, Action::Edit).is_none_or(|mine| !mine.is_empty()),
        has_role: access.publishers_for(&visit.actor, Action::ReadWorkspace).is_none_or(|mine| !mine.is_empty()),
        range,
        previous: (number > 1).then(|| to_page(number - 1)),
        next: (last < found.total).then(|| to_page(number + 1)),
        search,
    })
}

fn page_path(visit: &Visit, search: &str, number: u32) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    if !search.is_empty() {
        query.append_pair("q", search);
    }
    query.append_pair("page", &number.to_string());
    visit.href(&format!("/workspace?{}", query.finish()))
}

fn row(portal: &Portal, visit: &Visit, publishers: &[Publisher], drafts: &[Draft], dataset: &Dataset) -> DatasetRow {
    let (t, city) = (visit.translator(), &portal.ports.city);
    let publisher = publishers.iter().find(|publisher| publisher.id == dataset.publisher_id);
    let published = dataset.state == DatasetState::Published;
    let versions: Vec<String> = dataset
        .distributions
        .iter()
        .filter(|distribution| distribution.latest_version > 0)
        .map(|distribution| t.with("work-version", "number", distribution.latest_version.to_string()))
        .collect();
    let fresh = Freshness::of(dataset, last_published(dataset), city, visit.now);
    DatasetRow {
        identifier: dataset.identifier.to_string(),
        title: t.text(&dataset.passport.title).to_owned(),
        lang: t.lang_of(&dataset.passport.title),
        publisher: publisher.map_or_else(String::new, |publisher| publisher.name(visit.language).to_owned()),
        state: state_name(dataset.state),
        version: (!versions.is_empty()).then(|| versions.join(" · ")),
        published: last_published(dataset).map(|at| t.day(&at, &city.time_zone)),
        freshness: published.then(|| (fresh.name(), fresh.words(t))),
        drafts: draft_links(portal, t, visit.now, drafts, |draft| draft.dataset_id == dataset.id),
    }
}

/// When the latest version appeared here.
pub(super) fn last_published(dataset: &Dataset) -> Option<Timestamp> {
    dataset.targets.iter().find(|state| state.target == Target::City).and_then(|state| state.published_at)
}

/// The open drafts that meet a condition.
pub(super) fn draft_links(
    portal: &Portal,
    t: Translator,
    now: Timestamp,
    drafts: &[Draft],
    wanted: impl Fn(&Draft) -> bool,
) -> Vec<DraftLink> {
    let link = |draft: &Draft| {
        let expires_at = draft.expires_at();
        let expires_soon = expires_at.duration_since(now) <= WARNING;
        let key = if expires_soon { "work-expires-soon" } else { "work-expires" };
        DraftLink {
            id: draft.id.to_string(),
            file_name: draft.file_name.clone(),
            state: draft.state.name(),
            state_words: t.get(&format!("draft-state-{}", draft.state.name())),
            expires: t.with(key, "date", t.day(&expires_at, &portal.ports.city.time_zone)),
            expires_soon,
        }
    };
    drafts.iter().filter(|draft| wanted(draft)).map(link).collect()
}

/// The name of a dataset's state: part of text keys and classes.
pub(super) fn state_name(state: DatasetState) -> &'static str {
    match state {
        DatasetState::Draft => "draft",
        DatasetState::Published => "published",
        DatasetState::Withdrawn => "withdrawn",
    }
}

async fn failed_jobs(portal: &Portal, visit: &Visit, access: &Access) -> Result<Vec<FailedJob>, Problem> {
    let jobs = portal.ports.jobs.jobs(None, visit.now).await?;
    let mut failed = Vec::new();
    for job in jobs.iter().filter(|job| job.state == JobState::Failed) {
        let dataset = match job.dataset {
            Some(id) => portal.ports.datasets.dataset(id).await?,
            None => None,
        };
        let is_mine = match &dataset {
            Some(dataset) => access.may(&visit.actor, Action::ReadWorkspace, dataset.publisher_id),
            None => access.may_in_city(&visit.actor, Action::Coordinate),
        };
        if is_mine {
            failed.push(failed_job(portal, visit.translator(), job, dataset.as_ref()));
        }
    }
    Ok(failed)
}

fn failed_job(portal: &Portal, t: Translator, job: &Job, dataset: Option<&Dataset>) -> FailedJob {
    let at = job.finished_at.unwrap_or(job.run_at);
    FailedJob {
        what: t.get(&format!("work-job-{}", job.work.kind())),
        dataset: dataset.map(|dataset| (dataset.identifier.to_string(), t.text(&dataset.passport.title).to_owned())),
        when: t.moment(&at, &portal.ports.city.time_zone),
        attempts: job.attempts,
    }
}

/// Failed jobs of one dataset, for its own page.
pub(super) async fn failed_kinds(
    portal: &Portal,
    t: Translator,
    now: Timestamp,
    dataset: DatasetId,
) -> Result<Vec<String>, Problem> {
    let jobs = portal.ports.jobs.jobs(Some(dataset), now).await?;
    let failed = jobs.iter().filter(|job| job.state == JobState::Failed);
    Ok(failed.map(|job| t.get(&format!("work-job-{}", job.work.kind()))).collect())
}
