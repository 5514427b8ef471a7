//! The step that makes a draft public, from the page. Whatever stands in the way is said on the same page, at its field.

use axum::{
    extract::{Form, Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use catalog::{
    DraftId, PersonId, Text,
    dataset::Dataset,
    draft::{Draft, DraftState},
    version::publication::{self, PublishError, PublishRequest},
};
use jiff::Timestamp;
use serde::Deserialize;
use url::form_urlencoded;

use super::{
    draft_id,
    ready::{self, Alert, Said},
    show,
};
use crate::{
    Portal, Problem, Visit,
    session::SignedIn,
    workspace::form::{FormErrors, day},
};

/// What the address says to who was second of two.
pub(super) const SUPERSEDED: &str = "superseded";
/// Characters of each note that an address carries through the wait.
const KEPT_CHARACTERS_MAX: usize = 4_000;

/// What was typed, carried by the address while the draft is compared again.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Kept {
    note: String,
    note_en: String,
    data_date: Option<String>,
}

impl From<Kept> for PublishForm {
    fn from(kept: Kept) -> Self {
        Self { note: kept.note, note_en: kept.note_en, data_date: kept.data_date, ..Self::default() }
    }
}

/// The form as it is sent.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct PublishForm {
    revision: String,
    pub(super) note: String,
    pub(super) note_en: String,
    pub(super) data_date: Option<String>,
    pub(super) accept_findings: String,
    pub(super) accept_breaking: String,
}

/// Publishes.
pub(super) async fn publish(
    State(portal): State<Portal>,
    SignedIn(visit): SignedIn,
    Path(id): Path<String>,
    Form(form): Form<PublishForm>,
) -> Result<Response, Problem> {
    let id = draft_id(&id)?;
    let t = visit.translator();
    let mut errors = FormErrors::default();
    if form.note.trim().is_empty() {
        errors.add("note", t.get("publish-error-note"));
    }
    let data_date = day(t, &mut errors, "data_date", form.data_date.as_deref().unwrap_or_default());
    if !errors.is_empty() {
        return refused(&portal, &visit, id, StatusCode::UNPROCESSABLE_ENTITY, form, errors, None).await;
    }
    let request = PublishRequest {
        draft: id,
        note: Text::new(form.note.trim(), form.note_en.trim()),
        data_date,
        accept_findings: !form.accept_findings.is_empty(),
        accept_breaking: !form.accept_breaking.is_empty(),
        revision: form.revision.parse().ok(),
    };
    let Err(error) = publication::publish(&portal.ports, &visit.actor, request).await else {
        return Ok(Redirect::to(&visit.href(&format!("/workspace/drafts/{id}"))).into_response());
    };
    let plain = |sentence: String| Some(Alert { title: None, sentence });
    let (status, alert) = match error {
        PublishError::Findings { .. } => {
            errors.add("accept_findings", t.get("publish-error-findings"));
            (StatusCode::CONFLICT, None)
        }
        PublishError::Breaking(_) => {
            errors.add("accept_breaking", t.get("publish-error-breaking"));
            (StatusCode::CONFLICT, None)
        }
        PublishError::PassportGaps(_) => (StatusCode::UNPROCESSABLE_ENTITY, plain(t.get("publish-blocked-gaps"))),
        PublishError::PersonalData(_) => (StatusCode::CONFLICT, plain(t.get("publish-blocked-personal"))),
        PublishError::Conflict { .. } => (StatusCode::CONFLICT, plain(t.get("publish-conflict"))),
        PublishError::NotReady(_) => (StatusCode::CONFLICT, plain(t.get("draft-wrong-state"))),
        PublishError::Superseded { version, by, at } => {
            let alert = superseded(&portal, &visit, "publish-superseded", version, by, at).await?;
            return compared_again(&portal, &visit, id, form, alert).await;
        }
        other => return Err(other.into()),
    };
    refused(&portal, &visit, id, status, form, errors, alert).await
}

/// For who comes back once the comparison is done: who published what and when.
pub(super) async fn superseded_by_latest(
    portal: &Portal,
    visit: &Visit,
    draft: &Draft,
    dataset: &Dataset,
) -> Result<Option<Alert>, Problem> {
    let latest =
        dataset.distribution_by_id(draft.distribution_id).map_or(0, |distribution| distribution.latest_version);
    let Some(version) = portal.ports.versions.version_by_number(draft.distribution_id, latest).await? else {
        return Ok(None);
    };
    let key = if draft.state == DraftState::Ready { "publish-superseded-done" } else { "publish-superseded" };
    superseded(portal, visit, key, latest, version.published_by, Some(version.published_at)).await.map(Some)
}

/// Who published what and when, for the second of two writers.
async fn superseded(
    portal: &Portal,
    visit: &Visit,
    key: &str,
    version: u32,
    by: Option<PersonId>,
    at: Option<Timestamp>,
) -> Result<Alert, Problem> {
    let t = visit.translator();
    let person = match by {
        Some(id) => portal.ports.people.person(id).await?.map(|person| person.name),
        None => None,
    };
    let who = person.unwrap_or_else(|| t.get("publish-somebody"));
    let when = at.map_or_else(String::new, |at| t.moment(&at, &portal.ports.city.time_zone));
    let number = t.number(version);
    let sentence = t.with_all(key, &[("who", &who), ("version", &number), ("when", &when)]);
    Ok(Alert { title: Some(t.get("publish-superseded-title")), sentence })
}

/// The page that waits for the new comparison. What was typed goes along, so that nobody types it twice.
async fn compared_again(
    portal: &Portal,
    visit: &Visit,
    id: DraftId,
    form: PublishForm,
    alert: Alert,
) -> Result<Response, Problem> {
    let (draft, dataset) = portal.intake.draft(&visit.actor, id).await?;
    if let (DraftState::Ready, Some(built)) = (&draft.state, &draft.built) {
        let said = Said { alert: Some(alert), form: Some(form), ..Said::default() };
        let page = ready::render(portal, visit, &draft, &dataset, built, said).await?;
        return Ok((StatusCode::CONFLICT, page).into_response());
    }
    let page = show::unready(portal, visit, &draft, &dataset, Some(alert), Some(&kept(&form))).await?;
    Ok((StatusCode::CONFLICT, page).into_response())
}

/// What was typed, as the question of an address.
fn kept(form: &PublishForm) -> String {
    let cut = |text: &str| text.chars().take(KEPT_CHARACTERS_MAX).collect::<String>();
    let mut question = form_urlencoded::Serializer::new(String::new());
    question.append_pair("said", SUPERSEDED);
    question.append_pair("note", &cut(&form.note));
    question.append_pair("note_en", &cut(&form.note_en));
    question.append_pair("data_date", &cut(form.data_date.as_deref().unwrap_or_default()));
    question.finish()
}

async fn refused(
    portal: &Portal,
    visit: &Visit,
    id: DraftId,
    status: StatusCode,
    form: PublishForm,
    errors: FormErrors,
    alert: Option<Alert>,
) -> Result<Response, Problem> {
    let (draft, dataset) = portal.intake.draft(&visit.actor, id).await?;
    let said = Said { alert, errors, form: Some(form) };
    match (&draft.state, &draft.built) {
        (DraftState::Ready, Some(built)) => {
            Ok((status, ready::render(portal, visit, &draft, &dataset, built, said).await?).into_response())
        }
        _ => Ok((status, show::unready(portal, visit, &draft, &dataset, said.alert, None).await?).into_response()),
    }
}
