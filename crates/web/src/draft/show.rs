//! The page of a draft in each of its states.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::{Html, IntoResponse, Response},
};
use catalog::{
    Action,
    dataset::{Dataset, management},
    draft::{Draft, DraftState},
};
use serde::Deserialize;

use super::{
    draft_id, publish,
    ready::{self, Alert, Said},
};
use crate::{
    Portal, Problem, Visit,
    i18n::Translator,
    layout::{Frame, page},
    session::SignedIn,
};

/// Seconds after which a page without script asks again.
const REFRESH_SECONDS: u32 = 2;
/// A file that waits longer than this has no worker, and the page says so.
const LONG_WAIT_SECONDS: i64 = 60;

#[derive(Template)]
#[template(path = "draft/waiting.html")]
struct WaitingPage {
    frame: Frame,
    refresh_seconds: u32,
    /// Where the draft's page stands, with what it is to say.
    onward: String,
    id: String,
    alert: Option<Alert>,
    /// State, stage and rows, so that the script sees a change.
    state: String,
    sentence: String,
    step: Option<(u32, String)>,
    rows: Option<String>,
    is_long: bool,
    stages: Vec<(&'static str, String)>,
    rows_pattern: Vec<(&'static str, String)>,
}

#[derive(Template)]
#[template(path = "draft/done.html")]
struct DonePage {
    frame: Frame,
    id: String,
    identifier: String,
    distribution: u32,
    title: String,
    sentence: String,
    kind: &'static str,
    version: Option<u32>,
    expires: Option<String>,
    may_edit: bool,
}

/// What the last step says in the address.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Words {
    said: Option<String>,
    #[serde(flatten)]
    kept: publish::Kept,
}

/// The page.
pub(super) async fn show(
    State(portal): State<Portal>,
    SignedIn(visit): SignedIn,
    Path(id): Path<String>,
    Query(words): Query<Words>,
) -> Result<Response, Problem> {
    let id = draft_id(&id)?;
    let (draft, dataset) = portal.intake.draft(&visit.actor, id).await?;
    let t = visit.translator();
    let plain = |key: &str| Some(Alert { title: None, sentence: t.get(key) });
    let alert = match words.said.as_deref() {
        Some("changed") => plain("draft-changed-elsewhere"),
        Some("state") => plain("draft-wrong-state"),
        Some("recipe") => plain("recipe-import-error"),
        Some("same") => plain("mend-same"),
        Some("ground") => plain("personal-ground-error"),
        Some(publish::SUPERSEDED) => publish::superseded_by_latest(&portal, &visit, &draft, &dataset).await?,
        _ => None,
    };
    match (&draft.state, &draft.built) {
        (DraftState::Ready, Some(built)) => {
            let said = Said { alert, form: Some(words.kept.into()), ..Said::default() };
            Ok(ready::render(&portal, &visit, &draft, &dataset, built, said).await?.into_response())
        }
        _ => unready(&portal, &visit, &draft, &dataset, alert, visit.query.as_deref()).await,
    }
}

/// The page of a draft that cannot be reviewed: not yet, or no more. `question` goes with whoever waits.
pub(super) async fn unready(
    portal: &Portal,
    visit: &Visit,
    draft: &Draft,
    dataset: &Dataset,
    alert: Option<Alert>,
    question: Option<&str>,
) -> Result<Response, Problem> {
    match &draft.state {
        DraftState::Waiting | DraftState::Checking { .. } | DraftState::Ready => {
            Ok(waiting(portal, visit, draft, dataset, alert, question)?.into_response())
        }
        _ => Ok(done(portal, visit, draft, dataset).await?.into_response()),
    }
}

fn waiting(
    portal: &Portal,
    visit: &Visit,
    draft: &Draft,
    dataset: &Dataset,
    alert: Option<Alert>,
    question: Option<&str>,
) -> Result<Html<String>, Problem> {
    let t = visit.translator();
    let address = visit.href(&format!("/workspace/drafts/{}", draft.id));
    let (sentence, step, rows) = match &draft.state {
        DraftState::Checking { stage, rows } => {
            let number = STAGES.iter().position(|name| name == stage).map(|index| index + 1);
            let number = number.and_then(|number| u32::try_from(number).ok());
            let step = number.map(|number| (number, t.with("draft-step", "step", number.to_string())));
            let rows = (*rows > 0).then(|| t.count("draft-rows-done", *rows));
            (stage_words(t, stage), step, rows)
        }
        _ => (t.get("draft-waiting"), None, None),
    };
    let waited = visit.now.duration_since(draft.changed_at).as_secs();
    page(&WaitingPage {
        frame: ready::frame(portal, visit, draft, dataset),
        refresh_seconds: REFRESH_SECONDS,
        onward: question.map_or_else(|| address.clone(), |question| format!("{address}?{question}")),
        id: draft.id.to_string(),
        alert,
        state: draft.state.name().to_owned(),
        sentence,
        step,
        rows,
        is_long: draft.state == DraftState::Waiting && waited > LONG_WAIT_SECONDS,
        stages: STAGES.map(|name| (name, stage_words(t, name))).into(),
        rows_pattern: [("one", 1_u64), ("few", 2), ("many", 5)]
            .map(|(name, count)| (name, t.count("draft-rows-done", count).replacen(&count.to_string(), "%rows", 1)))
            .into(),
    })
}

const STAGES: [&str; 4] = ["sniff", "analyse", "build", "compare"];

fn stage_words(t: Translator, stage: &str) -> String {
    match stage {
        "sniff" => t.get("draft-checking-sniff"),
        "analyse" => t.get("draft-checking-analyse"),
        "build" => t.get("draft-checking-build"),
        "compare" => t.get("draft-checking-compare"),
        _ => t.get("draft-checking-other"),
    }
}

async fn done(portal: &Portal, visit: &Visit, draft: &Draft, dataset: &Dataset) -> Result<Html<String>, Problem> {
    let t = visit.translator();
    let access = management::access(&portal.ports).await?;
    let may_edit = ready::may(&access, visit, dataset, Action::Edit);
    let version = match draft.state {
        DraftState::Published { version } => {
            portal.ports.versions.version(version).await?.map(|version| version.number)
        }
        _ => None,
    };
    let (title, sentence) = match &draft.state {
        DraftState::Receiving { total } => (t.get("draft-receiving"), receiving(portal, visit, draft, *total).await),
        DraftState::Unreadable { message, .. } => (t.get("draft-unreadable-title"), t.text(message).to_owned()),
        DraftState::Published { .. } => (t.get("draft-published-title"), t.get("draft-published-note")),
        DraftState::Expired => (draft.file_name.clone(), t.get("draft-gone-expired")),
        _ => (draft.file_name.clone(), t.get("draft-gone-discarded")),
    };
    let mut frame = ready::frame(portal, visit, draft, dataset);
    frame.title.clone_from(&title);
    page(&DonePage {
        frame,
        id: draft.id.to_string(),
        identifier: dataset.identifier.to_string(),
        distribution: dataset.distribution_by_id(draft.distribution_id).map_or(1, |distribution| distribution.number),
        title,
        sentence,
        kind: draft.state.name(),
        version,
        expires: draft
            .state
            .is_open()
            .then(|| t.with("draft-expires", "date", t.day(&draft.expires_at(), &portal.ports.city.time_zone))),
        may_edit,
    })
}

async fn receiving(portal: &Portal, visit: &Visit, draft: &Draft, total: Option<u64>) -> String {
    let t = visit.translator();
    let received = portal.intake.received(&visit.actor, draft.id).await.unwrap_or(0);
    let done = t.size(received);
    match total {
        Some(total) => t.with_two("draft-receiving-lead-total", ("done", done), ("total", t.size(total))),
        None => t.with("draft-receiving-lead", "done", done),
    }
}
