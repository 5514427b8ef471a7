//! The step that makes a draft public, from the page. Whatever stands in the way is said on the same page, at its field.

use axum::{
    extract::{Form, Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use catalog::{
    DraftId, PersonId, Text,
    draft::DraftState,
    version::publication::{self, PublishError, PublishRequest},
};
use jiff::Timestamp;
use serde::Deserialize;

use super::{
    ready::{self, Alert, Said},
    show,
};
use crate::{
    Portal, Problem, Visit,
    session::SignedIn,
    workspace::form::{FormErrors, day},
};

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
    let id: DraftId = id.parse().map_err(|_| Problem::not_found())?;
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
            let sentence = superseded(&portal, &visit, version, by, at).await?;
            (StatusCode::CONFLICT, Some(Alert { title: Some(t.get("publish-superseded-title")), sentence }))
        }
        other => return Err(other.into()),
    };
    refused(&portal, &visit, id, status, form, errors, alert).await
}

/// Who published what and when, for the second of two writers.
async fn superseded(
    portal: &Portal,
    visit: &Visit,
    version: u32,
    by: Option<PersonId>,
    at: Option<Timestamp>,
) -> Result<String, Problem> {
    let t = visit.translator();
    let person = match by {
        Some(id) => portal.ports.people.person(id).await?.map(|person| person.name),
        None => None,
    };
    let who = person.unwrap_or_else(|| t.get("publish-somebody"));
    let when = at.map_or_else(String::new, |at| t.moment(&at, &portal.ports.city.time_zone));
    let number = t.number(version);
    Ok(t.with_all("publish-superseded", &[("who", &who), ("version", &number), ("when", &when)]))
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
        // A superseded draft is being compared again: its page waits, with the reason above.
        _ => Ok((status, show::unready(portal, visit, &draft, &dataset, said.alert).await?).into_response()),
    }
}
