//! Steps on a draft: fixes, reading choices, grounds, discarding. Each leads back to the draft's page.

use std::time::Duration;

use askama::Template;
use axum::{
    extract::{Form, Path, State},
    response::{Html, IntoResponse, Redirect, Response},
};
use catalog::{
    Action, DraftId,
    dataset::management,
    draft::{Draft, DraftState},
};
use intake::{IntakeError, RecipeChange};
use serde::Deserialize;
use tabular::Step;

use super::{draft_id, findings::step, mend, ready};
use crate::{
    Portal, Problem, Visit,
    layout::{Frame, page},
    session::SignedIn,
};

/// Small files are checked again before the answer leaves, so that a press of a button shows its result at once.
const SETTLE_MS: u64 = 1_500;
const SETTLE_STEP_MS: u64 = 50;

/// A change of the recipe as buttons send it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct RecipeForm {
    revision: String,
    change: String,
    fix: String,
    table: String,
    field: String,
    choice: String,
    /// A whole step as JSON, where fix, table, field and choice do not say it all.
    step: String,
    /// The place of a step among the recipe's, from 0.
    index: String,
    /// What a value becomes, and where: `cell`, `values` or `keep`.
    new: String,
    scope: String,
    back: String,
}

/// Adds, removes or undoes fixes.
pub(super) async fn change_recipe(
    State(portal): State<Portal>,
    SignedIn(visit): SignedIn,
    Path(id): Path<String>,
    Form(form): Form<RecipeForm>,
) -> Result<Response, Problem> {
    let id = draft_id(&id)?;
    let change_asked = match form.change.as_str() {
        "fix-all-safe" => RecipeChange::FixAllSafe,
        "add" => RecipeChange::Add(form.step()?),
        "remove" => RecipeChange::Remove(form.step()?),
        "remove-at" => RecipeChange::RemoveAt(form.index()?),
        "earlier" => RecipeChange::Move { from: form.index()?, to: form.index()?.saturating_sub(1) },
        "later" => RecipeChange::Move { from: form.index()?, to: form.index()?.saturating_add(1) },
        "mend" => match mend::step(&form.step()?, &form.new, &form.scope) {
            Ok(step) => RecipeChange::Add(step),
            Err(mend::Refusal::Same) => return Ok(to_draft(&visit, id, "?said=same", &form.back)),
            Err(mend::Refusal::Form) => return Err(Problem::unintelligible("step")),
        },
        "undo" => RecipeChange::Undo,
        "reset" => RecipeChange::Reset,
        _ => return Err(Problem::unintelligible("change")),
    };
    change(&portal, &visit, id, change_asked, form.revision.parse().ok(), &form.back).await
}

impl RecipeForm {
    /// The step that the form names, whole or by its parts.
    fn step(&self) -> Result<Step, Problem> {
        if !self.step.is_empty() {
            return mend::parse(&self.step).ok_or_else(|| Problem::unintelligible("step"));
        }
        step(&self.fix, &self.table, &self.field, &self.choice).ok_or_else(|| Problem::unintelligible("fix"))
    }

    fn index(&self) -> Result<usize, Problem> {
        self.index.parse().map_err(|_| Problem::unintelligible("index"))
    }
}

/// A ground for personal data as the form sends it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct GroundForm {
    table: String,
    field: String,
    kind: String,
    ground: String,
}

/// States a ground.
pub(super) async fn justify(
    State(portal): State<Portal>,
    SignedIn(visit): SignedIn,
    Path(id): Path<String>,
    Form(form): Form<GroundForm>,
) -> Result<Response, Problem> {
    let id = draft_id(&id)?;
    let table = Some(form.table).filter(|table| !table.is_empty());
    match portal.intake.justify(&visit.actor, id, table, form.field, form.kind, form.ground).await {
        Ok(_) => Ok(to_draft(&visit, id, "", "personal")),
        Err(IntakeError::Invalid(_)) => Ok(to_draft(&visit, id, "?said=ground", "personal")),
        Err(error) => Err(error.into()),
    }
}

#[derive(Template)]
#[template(path = "draft/discard.html")]
struct DiscardPage {
    frame: Frame,
    id: String,
    lead: String,
}

/// Asks once.
pub(super) async fn discard_form(
    State(portal): State<Portal>,
    SignedIn(visit): SignedIn,
    Path(id): Path<String>,
) -> Result<Html<String>, Problem> {
    let id = draft_id(&id)?;
    let t = visit.translator();
    let (draft, dataset) = portal.intake.draft(&visit.actor, id).await?;
    let access = management::access(&portal.ports).await?;
    if !ready::may(&access, &visit, &dataset, Action::Edit) {
        return Err(Problem::denied());
    }
    let mut frame = ready::frame(&portal, &visit, &draft, &dataset);
    frame.title = t.get("draft-discard-title");
    page(&DiscardPage { frame, id: id.to_string(), lead: t.with("draft-discard-lead", "file", &draft.file_name) })
}

/// Throws the draft away.
pub(super) async fn discard(
    State(portal): State<Portal>,
    SignedIn(visit): SignedIn,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let id = draft_id(&id)?;
    match portal.intake.discard(&visit.actor, id).await {
        Ok(()) => Ok(Redirect::to(&visit.href("/workspace?done=discarded")).into_response()),
        Err(IntakeError::WrongState(_)) => Ok(to_draft(&visit, id, "?said=state", "")),
        Err(error) => Err(error.into()),
    }
}

/// Changes the recipe of a draft as a form asks that showed `revision`, and goes back to the part of the page it stood in.
pub(super) async fn change(
    portal: &Portal,
    visit: &Visit,
    id: DraftId,
    change: RecipeChange,
    revision: Option<u64>,
    back: &str,
) -> Result<Response, Problem> {
    let outcome = portal.intake.change_recipe(&visit.actor, id, change, revision).await;
    go_on(portal, visit, id, outcome, back).await
}

/// Back to the page, saying why where the step was not done.
pub(super) async fn go_on(
    portal: &Portal,
    visit: &Visit,
    id: DraftId,
    outcome: Result<Draft, IntakeError>,
    back: &str,
) -> Result<Response, Problem> {
    match outcome {
        Ok(_) => {
            settle(portal, id).await?;
            Ok(to_draft(visit, id, "", back))
        }
        Err(IntakeError::Conflict { .. }) => Ok(to_draft(visit, id, "?said=changed", "")),
        Err(IntakeError::WrongState(_)) => Ok(to_draft(visit, id, "?said=state", "")),
        Err(error) => Err(error.into()),
    }
}

/// Waits a moment for the check that a change queued.
async fn settle(portal: &Portal, id: DraftId) -> Result<(), Problem> {
    for _ in 0..SETTLE_MS / SETTLE_STEP_MS {
        let draft = portal.ports.drafts.draft(id).await?;
        if !draft.is_some_and(|draft| matches!(draft.state, DraftState::Waiting | DraftState::Checking { .. })) {
            break;
        }
        tokio::time::sleep(Duration::from_millis(SETTLE_STEP_MS)).await;
    }
    Ok(())
}

pub(super) fn to_draft(visit: &Visit, id: DraftId, query: &str, anchor: &str) -> Response {
    let is_anchor = !anchor.is_empty() && anchor.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let anchor = if is_anchor { format!("#{anchor}") } else { String::new() };
    Redirect::to(&visit.href(&format!("/workspace/drafts/{id}{query}{anchor}"))).into_response()
}
