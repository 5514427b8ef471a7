//! New datasets and their passports. A second writer is shown what the first one saved.

use askama::Template;
use axum::{
    extract::{Form, Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use catalog::{
    Access, Action,
    dataset::{
        Dataset, Identifier, IdentifierError, Passport,
        management::{self, DatasetError, NewDataset},
    },
    publisher::Publisher,
};
use serde::Deserialize;

use super::{
    form::{FormErrors, FormField, Kind},
    notice::{Done, notice},
    passport_form::{Group, PassportForm, gap_lines},
};
use crate::{
    Portal, Problem, Visit,
    layout::{Frame, Section, page},
    session::SignedIn,
};

/// Numbers tried behind a proposed identifier that is taken.
const PROPOSALS_MAX: u32 = 20;

#[derive(Template)]
#[template(path = "workspace/new.html")]
struct NewPage {
    frame: Frame,
    errors: FormErrors,
    fields: Vec<FormField>,
    groups: Vec<Group>,
}

#[derive(Template)]
#[template(path = "workspace/passport.html")]
struct PassportPage {
    frame: Frame,
    identifier: String,
    revision: u64,
    notice: Option<String>,
    errors: FormErrors,
    gaps: Vec<(&'static str, String)>,
    gaps_title: String,
    groups: Vec<Group>,
    /// What another writer saved meanwhile: label, theirs, ours.
    conflict: Option<Vec<(String, String, String)>>,
}

/// The form of a new dataset.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct NewForm {
    identifier: String,
    publisher: String,
    standard: String,
    #[serde(flatten)]
    passport: PassportForm,
}

/// The form of a passport with the revision its writer read.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct EditForm {
    revision: String,
    #[serde(flatten)]
    passport: PassportForm,
}

/// The form of a new dataset.
pub(super) async fn new(State(portal): State<Portal>, SignedIn(visit): SignedIn) -> Result<Response, Problem> {
    let mut form = NewForm { passport: PassportForm::of(&Passport::with_defaults()), ..NewForm::default() };
    let mine = my_publishers(&portal, &visit).await?;
    if let [only] = mine.as_slice() {
        form.publisher = only.identifier.to_string();
    }
    form.passport.contact_email = visit.person.as_ref().and_then(|person| person.email.clone()).unwrap_or_default();
    Ok(show_new(&portal, &visit, &mine, &form, FormErrors::default())?.into_response())
}

/// Makes the dataset.
pub(super) async fn create(
    State(portal): State<Portal>,
    SignedIn(visit): SignedIn,
    Form(mut form): Form<NewForm>,
) -> Result<Response, Problem> {
    let t = visit.translator();
    let mut errors = FormErrors::default();
    let mine = my_publishers(&portal, &visit).await?;
    let passport = form.passport.read(t, &portal.ports.city.country, &Passport::with_defaults(), &mut errors);
    let publisher = mine.iter().find(|publisher| publisher.identifier.as_str() == form.publisher);
    if publisher.is_none() {
        errors.add("publisher", t.get("passport-error-publisher"));
    }
    let standard = Some(form.standard.trim().to_owned()).filter(|standard| !standard.is_empty());
    if standard.as_deref().is_some_and(|id| portal.intake.standards().get(id).is_none()) {
        errors.add("standard", t.get("passport-error-vocabulary"));
    }
    let identifier = identifier_of(&portal, &visit, &mut form, &mut errors).await?;
    if let (Some(publisher), Some(identifier), true) = (publisher, identifier, errors.is_empty()) {
        let new =
            NewDataset { identifier, publisher_id: publisher.id, passport, standard, external_identifiers: Vec::new() };
        match management::create(&portal.ports, &visit.actor, new).await {
            Ok(dataset) => {
                let path = format!("/workspace/datasets/{}?done=created", dataset.identifier);
                return Ok(Redirect::to(&visit.href(&path)).into_response());
            }
            Err(DatasetError::IdentifierTaken) => errors.add("identifier", t.get("passport-error-identifier-taken")),
            Err(DatasetError::NoPublisher) => errors.add("publisher", t.get("passport-error-no-publisher")),
            Err(error) => return Err(error.into()),
        }
    }
    Ok((StatusCode::UNPROCESSABLE_ENTITY, show_new(&portal, &visit, &mine, &form, errors)?).into_response())
}

/// The identifier as typed, or a free one made from the title and put into the form.
async fn identifier_of(
    portal: &Portal,
    visit: &Visit,
    form: &mut NewForm,
    errors: &mut FormErrors,
) -> Result<Option<Identifier>, Problem> {
    let t = visit.translator();
    let typed = form.identifier.trim();
    if !typed.is_empty() {
        let identifier = Identifier::new(typed);
        match identifier {
            Ok(_) => {}
            Err(IdentifierError::Reserved) => errors.add("identifier", t.get("passport-error-identifier-reserved")),
            Err(_) => errors.add("identifier", t.get("passport-error-identifier")),
        }
        return Ok(identifier.ok());
    }
    if form.passport.title.trim().is_empty() {
        return Ok(None);
    }
    let Some(proposed) = Identifier::propose(&form.passport.title) else {
        errors.add("identifier", t.get("passport-error-identifier-no-proposal"));
        return Ok(None);
    };
    let free = free_beside(portal, proposed).await?;
    form.identifier = free.to_string();
    Ok(Some(free))
}

async fn free_beside(portal: &Portal, proposed: Identifier) -> Result<Identifier, Problem> {
    let mut candidate = proposed.clone();
    for number in 2..=PROPOSALS_MAX {
        if portal.ports.datasets.dataset_by_identifier(candidate.as_str()).await?.is_none() {
            return Ok(candidate);
        }
        match Identifier::new(format!("{proposed}-{number}")) {
            Ok(next) => candidate = next,
            Err(_) => break,
        }
    }
    Ok(candidate)
}

/// Publishers for which the actor may edit, by name.
async fn my_publishers(portal: &Portal, visit: &Visit) -> Result<Vec<Publisher>, Problem> {
    let all = portal.ports.publishers.publishers().await?;
    let access = Access::new(&all);
    let today = portal.ports.city.day(visit.now);
    let is_mine = |publisher: &Publisher| {
        access.may(&visit.actor, Action::Edit, publisher.id) && publisher.closed_on.is_none_or(|closed| closed >= today)
    };
    let mut mine: Vec<_> = all.into_iter().filter(is_mine).collect();
    mine.sort_by(|left, right| left.name(visit.language).cmp(right.name(visit.language)));
    if mine.is_empty() { Err(Problem::denied()) } else { Ok(mine) }
}

fn show_new(
    portal: &Portal,
    visit: &Visit,
    mine: &[Publisher],
    form: &NewForm,
    errors: FormErrors,
) -> Result<impl IntoResponse + use<>, Problem> {
    let t = visit.translator();
    let publishers =
        mine.iter().map(|publisher| (publisher.identifier.to_string(), publisher.name(visit.language).to_owned()));
    let standards = portal.intake.standards().all().iter();
    let standards = standards.map(|standard| (standard.id.clone(), t.message(&standard.title).to_owned()));
    let mut groups = form.passport.groups(t, &portal.ports.city.country);
    // Title, publisher, identifier and standard begin the form; the rest of the passport follows.
    let title = groups.first_mut().map(|main| main.fields.remove(0));
    let mut fields: Vec<_> = title.into_iter().collect();
    fields.extend([
        FormField::new(Kind::Choice, "publisher", t.get("passport-publisher"), &form.publisher)
            .hint(t.get("passport-publisher-hint"))
            .required()
            .choices(t.get("work-choose"), publishers),
        FormField::new(Kind::Line, "identifier", t.get("passport-identifier"), &form.identifier)
            .hint(t.get("passport-identifier-hint")),
        FormField::new(Kind::Choice, "standard", t.get("passport-standard"), &form.standard)
            .hint(t.get("passport-standard-hint"))
            .choices(t.get("passport-no-standard"), standards),
    ]);
    errors.mark(fields.iter_mut().chain(groups.iter_mut().flat_map(|group| &mut group.fields)));
    let frame = visit.frame(portal, Section::Workspace, t.get("passport-new-title"));
    let frame = frame.crumb("/workspace", t.get("work-title"));
    page(&NewPage { frame, errors, fields, groups })
}

/// The form of a passport.
pub(super) async fn edit(
    State(portal): State<Portal>,
    SignedIn(visit): SignedIn,
    Path(identifier): Path<String>,
    Query(done): Query<Done>,
) -> Result<Response, Problem> {
    let (dataset, _) = management::find_for(&portal.ports, &visit.actor, &identifier, Action::Edit).await?;
    let form = PassportForm::of(&dataset.passport);
    let notice = notice(visit.translator(), &done);
    Ok(show_passport(&portal, &visit, &dataset, &form, FormErrors::default(), None, notice)?.into_response())
}

/// Saves a passport.
pub(super) async fn describe(
    State(portal): State<Portal>,
    SignedIn(visit): SignedIn,
    Path(identifier): Path<String>,
    Form(form): Form<EditForm>,
) -> Result<Response, Problem> {
    let t = visit.translator();
    let (dataset, _) = management::find_for(&portal.ports, &visit.actor, &identifier, Action::Edit).await?;
    let mut errors = FormErrors::default();
    let country = &portal.ports.city.country;
    let passport = form.passport.read(t, country, &dataset.passport, &mut errors);
    if !errors.is_empty() {
        let answer = show_passport(&portal, &visit, &dataset, &form.passport, errors, None, None)?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, answer).into_response());
    }
    let revision = form.revision.parse().map_err(|_| Problem::unintelligible("revision"))?;
    match management::describe(&portal.ports, &visit.actor, &identifier, passport, revision).await {
        Ok(dataset) => {
            let path = format!("/workspace/datasets/{}?done=described", dataset.identifier);
            Ok(Redirect::to(&visit.href(&path)).into_response())
        }
        Err(DatasetError::Conflict { .. }) => {
            let (stored, _) = management::find_for(&portal.ports, &visit.actor, &identifier, Action::Edit).await?;
            let differing = form.passport.differences(&PassportForm::of(&stored.passport), t, country);
            let answer = show_passport(&portal, &visit, &stored, &form.passport, errors, Some(differing), None)?;
            Ok((StatusCode::CONFLICT, answer).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

fn show_passport(
    portal: &Portal,
    visit: &Visit,
    dataset: &Dataset,
    form: &PassportForm,
    errors: FormErrors,
    conflict: Option<Vec<(String, String, String)>>,
    notice: Option<String>,
) -> Result<impl IntoResponse + use<>, Problem> {
    let t = visit.translator();
    let mut groups = form.groups(t, &portal.ports.city.country);
    errors.mark(groups.iter_mut().flat_map(|group| &mut group.fields));
    let identifier = dataset.identifier.to_string();
    let frame = visit.frame(portal, Section::Workspace, t.get("passport-edit-title"));
    let frame = frame
        .crumb("/workspace", t.get("work-title"))
        .crumb(format!("/workspace/datasets/{identifier}"), t.text(&dataset.passport.title));
    let gaps = gap_lines(t, &dataset.passport.gaps());
    let gaps_title = t.count("dataset-work-gaps", gaps.len() as u64);
    let revision = dataset.revision;
    page(&PassportPage { frame, identifier, revision, notice, errors, gaps, gaps_title, groups, conflict })
}
