//! Turns in a dataset's life: another identifier, withdrawal, return, removal, one more distribution. Each asks once.

use askama::Template;
use axum::{
    extract::{Form, Path, State},
    http::StatusCode,
    response::{Html, IntoResponse, Redirect, Response},
};
use catalog::{
    Action, Text,
    dataset::{
        Dataset, Identifier, IdentifierError,
        management::{self, DatasetError},
    },
};
use serde::Deserialize;

use super::form::{FormErrors, FormField, Kind};
use crate::{
    Portal, Problem, Visit,
    layout::{Frame, Section, page},
    session::SignedIn,
};

/// A page that asks once before it does something.
#[derive(Template)]
#[template(path = "workspace/ask.html")]
struct AskPage {
    frame: Frame,
    lead: String,
    errors: FormErrors,
    fields: Vec<FormField>,
    revision: u64,
    action: String,
    back: String,
    submit: String,
    is_grave: bool,
}

/// What the forms send.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct LifeForm {
    revision: String,
    identifier: String,
    reason: String,
    reason_en: String,
    title: String,
    standard: String,
}

impl LifeForm {
    fn revision(&self) -> Result<u64, Problem> {
        self.revision.parse().map_err(|_| Problem::unintelligible("revision"))
    }
}

pub(super) async fn rename_form(
    State(portal): State<Portal>,
    SignedIn(visit): SignedIn,
    Path(identifier): Path<String>,
) -> Result<Html<String>, Problem> {
    let dataset = load(&portal, &visit, &identifier).await?;
    let wanted = dataset.identifier.to_string();
    ask_rename(&portal, &visit, &dataset, &wanted, FormErrors::default())
}

pub(super) async fn rename(
    State(portal): State<Portal>,
    SignedIn(visit): SignedIn,
    Path(identifier): Path<String>,
    Form(form): Form<LifeForm>,
) -> Result<Response, Problem> {
    let t = visit.translator();
    let wanted = form.identifier.trim().to_owned();
    let sentence = match Identifier::new(wanted.clone()) {
        Err(IdentifierError::Reserved) => t.get("passport-error-identifier-reserved"),
        Err(_) => t.get("passport-error-identifier"),
        Ok(new) => match management::rename(&portal.ports, &visit.actor, &identifier, new, form.revision()?).await {
            Ok(dataset) => return Ok(done(&visit, &dataset, "renamed")),
            Err(DatasetError::IdentifierTaken) => t.get("passport-error-identifier-taken"),
            Err(DatasetError::Conflict { .. }) => t.get("work-conflict"),
            Err(error) => return Err(error.into()),
        },
    };
    let mut errors = FormErrors::default();
    errors.add("identifier", sentence);
    let dataset = load(&portal, &visit, &identifier).await?;
    let answer = ask_rename(&portal, &visit, &dataset, &wanted, errors)?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, answer).into_response())
}

fn ask_rename(
    portal: &Portal,
    visit: &Visit,
    dataset: &Dataset,
    wanted: &str,
    errors: FormErrors,
) -> Result<Html<String>, Problem> {
    let t = visit.translator();
    let field = FormField::new(Kind::Line, "identifier", t.get("rename-label"), wanted)
        .hint(t.get("passport-identifier-hint"))
        .required();
    ask(portal, visit, dataset, "rename", "identifier", vec![field], errors, false)
}

pub(super) async fn withdraw_form(
    State(portal): State<Portal>,
    SignedIn(visit): SignedIn,
    Path(identifier): Path<String>,
) -> Result<Html<String>, Problem> {
    let dataset = load(&portal, &visit, &identifier).await?;
    ask_withdraw(&portal, &visit, &dataset, &LifeForm::default(), FormErrors::default())
}

pub(super) async fn withdraw(
    State(portal): State<Portal>,
    SignedIn(visit): SignedIn,
    Path(identifier): Path<String>,
    Form(form): Form<LifeForm>,
) -> Result<Response, Problem> {
    let t = visit.translator();
    let because = Text::new(form.reason.trim(), form.reason_en.trim());
    let (status, sentence) =
        match management::withdraw(&portal.ports, &visit.actor, &identifier, because, form.revision()?).await {
            Ok(dataset) => return Ok(done(&visit, &dataset, "withdrawn")),
            Err(DatasetError::NoReason) => (StatusCode::UNPROCESSABLE_ENTITY, t.get("withdraw-error-reason")),
            Err(DatasetError::Conflict { .. }) => (StatusCode::CONFLICT, t.get("work-conflict")),
            Err(DatasetError::WrongState) => (StatusCode::CONFLICT, t.get("work-wrong-state")),
            Err(error) => return Err(error.into()),
        };
    let mut errors = FormErrors::default();
    errors.add("reason", sentence);
    let dataset = load(&portal, &visit, &identifier).await?;
    Ok((status, ask_withdraw(&portal, &visit, &dataset, &form, errors)?).into_response())
}

fn ask_withdraw(
    portal: &Portal,
    visit: &Visit,
    dataset: &Dataset,
    form: &LifeForm,
    errors: FormErrors,
) -> Result<Html<String>, Problem> {
    let t = visit.translator();
    let fields = vec![
        FormField::new(Kind::Area, "reason", t.get("withdraw-reason"), &form.reason)
            .hint(t.get("withdraw-reason-hint"))
            .in_language("uk")
            .required(),
        FormField::new(Kind::Area, "reason_en", t.get("withdraw-reason-en"), &form.reason_en).in_language("en"),
    ];
    ask(portal, visit, dataset, "withdraw", "withdrawal", fields, errors, true)
}

pub(super) async fn restore(
    State(portal): State<Portal>,
    SignedIn(visit): SignedIn,
    Path(identifier): Path<String>,
    Form(form): Form<LifeForm>,
) -> Result<Response, Problem> {
    let dataset = management::restore(&portal.ports, &visit.actor, &identifier, form.revision()?).await?;
    Ok(done(&visit, &dataset, "restored"))
}

pub(super) async fn remove_form(
    State(portal): State<Portal>,
    SignedIn(visit): SignedIn,
    Path(identifier): Path<String>,
) -> Result<Html<String>, Problem> {
    let dataset = load(&portal, &visit, &identifier).await?;
    ask(&portal, &visit, &dataset, "remove", "removal", Vec::new(), FormErrors::default(), true)
}

pub(super) async fn remove(
    State(portal): State<Portal>,
    SignedIn(visit): SignedIn,
    Path(identifier): Path<String>,
) -> Result<Redirect, Problem> {
    management::remove(&portal.ports, &visit.actor, &identifier).await?;
    Ok(Redirect::to(&visit.href("/workspace?done=removed")))
}

pub(super) async fn add_distribution(
    State(portal): State<Portal>,
    SignedIn(visit): SignedIn,
    Path(identifier): Path<String>,
    Form(form): Form<LifeForm>,
) -> Result<Response, Problem> {
    let title = Text::uk(form.title.trim());
    let standard = Some(form.standard.trim().to_owned()).filter(|standard| !standard.is_empty());
    let is_known = standard.as_deref().is_none_or(|id| portal.intake.standards().get(id).is_some());
    if title.is_empty() || !is_known {
        return Err(Problem::unintelligible(if is_known { "title" } else { "standard" }));
    }
    let revision = form.revision()?;
    let dataset =
        management::add_distribution(&portal.ports, &visit.actor, &identifier, title, standard, revision).await?;
    Ok(done(&visit, &dataset, "distribution"))
}

async fn load(portal: &Portal, visit: &Visit, identifier: &str) -> Result<Dataset, Problem> {
    let (dataset, _) = management::find_for(&portal.ports, &visit.actor, identifier, Action::Publish).await?;
    Ok(dataset)
}

fn done(visit: &Visit, dataset: &Dataset, what: &str) -> Response {
    let path = format!("/workspace/datasets/{}?done={what}", dataset.identifier);
    Redirect::to(&visit.href(&path)).into_response()
}

#[expect(clippy::too_many_arguments, reason = "the parts of one page, each named where it is called")]
fn ask(
    portal: &Portal,
    visit: &Visit,
    dataset: &Dataset,
    words: &str,
    part: &str,
    mut fields: Vec<FormField>,
    errors: FormErrors,
    is_grave: bool,
) -> Result<Html<String>, Problem> {
    let t = visit.translator();
    errors.mark(&mut fields);
    let back = format!("/workspace/datasets/{}", dataset.identifier);
    let frame = visit.frame(portal, Section::Workspace, t.get(&format!("{words}-title")));
    page(&AskPage {
        frame: frame.crumb("/workspace", t.get("work-title")).crumb(back.clone(), t.text(&dataset.passport.title)),
        lead: t.get(&format!("{words}-lead")),
        errors,
        fields,
        revision: dataset.revision,
        action: format!("{back}/{part}"),
        back,
        submit: t.get(&format!("{words}-submit")),
        is_grave,
    })
}
