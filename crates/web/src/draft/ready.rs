//! The page of a checked draft: what was read, found and fixed, what changes, and the form that publishes it.

use askama::Template;
use axum::response::Html;
use catalog::{
    Access, Action,
    dataset::{Dataset, management},
    draft::{Built, Draft, WARNING},
};

use super::{
    changes::{self, ChangesPart},
    findings::{Source, TableView},
    personal::{self, PersonalPart},
    publish::PublishForm,
    recipe::{self, RecipePart},
};
use crate::{
    Portal, Problem, Visit,
    i18n::Translator,
    layout::{Frame, Section, page},
    table::cells::Cell,
    workspace::{
        form::{FormErrors, FormField, Kind},
        passport_form::gap_lines,
    },
};

/// A message above the page: why the last step was not done.
pub(super) struct Alert {
    pub(super) title: Option<String>,
    pub(super) sentence: String,
}

/// The form that publishes, and what stands in its way.
pub(super) struct PublishPart {
    pub(super) fields: Vec<FormField>,
    pub(super) submit: String,
    pub(super) gaps: Vec<(&'static str, String)>,
    pub(super) is_blocked: bool,
}

#[derive(Template)]
#[template(path = "draft/ready.html")]
#[expect(clippy::struct_excessive_bools, reason = "each is one thing that the page shows or leaves out")]
struct ReadyPage {
    frame: Frame,
    id: String,
    identifier: String,
    dataset_title: String,
    revision: u64,
    expires: String,
    expires_soon: bool,
    alert: Option<Alert>,
    errors: FormErrors,
    tables: Vec<TableView>,
    tables_words: String,
    fix_all: Option<String>,
    all_safe: bool,
    has_fixes: bool,
    can_undo: bool,
    skipped: Vec<String>,
    recipe: RecipePart,
    personal: PersonalPart,
    changes: ChangesPart,
    publish: PublishPart,
    may_edit: bool,
    may_publish: bool,
}

/// What the page shows beside the draft itself.
#[derive(Default)]
pub(super) struct Said {
    pub(super) alert: Option<Alert>,
    pub(super) errors: FormErrors,
    pub(super) form: Option<PublishForm>,
}

/// Renders the page of a draft that has been checked.
pub(super) async fn render(
    portal: &Portal,
    visit: &Visit,
    draft: &Draft,
    dataset: &Dataset,
    built: &Built,
    said: Said,
) -> Result<Html<String>, Problem> {
    let t = visit.translator();
    let recipe = portal.intake.recipe(&visit.actor, draft.id).await?;
    let report = portal.intake.report(&visit.actor, draft.id).await?;
    let proposals = portal.intake.proposals(&visit.actor, draft.id).await?;
    let source = Source { portal, visit, draft, recipe: &recipe, report: &report, proposals: &proposals };
    let mut tables = Vec::with_capacity(built.tables.len());
    for (index, table) in built.tables.iter().enumerate() {
        tables.push(source.table(index, table).await);
    }
    let access = management::access(&portal.ports).await?;
    let safe_places = source.safe_places();
    let in_words = recipe::part(&source);
    let personal = personal::part(&source, &built.tables);
    let changes = changes::part(portal, visit, draft, built).await?;
    let expires_at = draft.expires_at();
    let may = |action| access.may(&visit.actor, action, dataset.publisher_id);
    page(&ReadyPage {
        frame: frame(portal, visit, draft, dataset),
        id: draft.id.to_string(),
        identifier: dataset.identifier.to_string(),
        dataset_title: t.text(&dataset.passport.title).to_owned(),
        revision: draft.revision,
        expires: t.with("draft-expires", "date", t.day(&expires_at, &portal.ports.city.time_zone)),
        expires_soon: expires_at.duration_since(visit.now) <= WARNING,
        alert: said.alert,
        tables_words: t.count("draft-tables-count", built.tables.len() as u64),
        fix_all: (safe_places > 0).then(|| t.count("draft-fix-all-hint", safe_places)),
        all_safe: recipe.all_safe,
        has_fixes: source.has_fixes(),
        can_undo: !draft.undo.is_empty(),
        skipped: recipe.reading.skipped_tables.clone(),
        publish: publish_part(t, dataset, built, &said.form.unwrap_or_default(), &said.errors, personal.is_blocking),
        may_edit: may(Action::Edit),
        may_publish: may(Action::Publish),
        errors: said.errors,
        recipe: in_words,
        tables,
        personal,
        changes,
    })
}

/// The frame of every page of a draft.
pub(super) fn frame(portal: &Portal, visit: &Visit, draft: &Draft, dataset: &Dataset) -> Frame {
    let t = visit.translator();
    let path = format!("/workspace/drafts/{}", draft.id);
    visit
        .frame(portal, Section::Workspace, t.with("draft-title", "file", &draft.file_name))
        .at(&path, None)
        .crumb("/workspace", t.get("work-title"))
        .crumb(format!("/workspace/datasets/{}", dataset.identifier), t.text(&dataset.passport.title))
}

fn publish_part(
    t: Translator,
    dataset: &Dataset,
    built: &Built,
    form: &PublishForm,
    errors: &FormErrors,
    is_personal_blocking: bool,
) -> PublishPart {
    let data_date = dataset.passport.data_date.map(|day| day.to_string()).unwrap_or_default();
    let mut fields = vec![
        FormField::new(Kind::Area, "note", t.get("publish-note"), &form.note)
            .hint(t.get("publish-note-hint"))
            .in_language("uk")
            .required(),
        FormField::new(Kind::Area, "note_en", t.get("publish-note-en"), &form.note_en).in_language("en"),
        FormField::new(
            Kind::Date,
            "data_date",
            t.get("publish-data-date"),
            form.data_date.clone().unwrap_or(data_date),
        ),
    ];
    if built.counts.errors > 0 {
        let label = t.count("publish-accept-findings", built.counts.errors);
        fields.push(FormField::new(Kind::Tick, "accept_findings", label, &form.accept_findings));
    }
    if built.changes.as_ref().is_some_and(catalog::version::ChangeSummary::is_breaking) {
        let label = t.get("publish-accept-breaking");
        fields.push(FormField::new(Kind::Tick, "accept_breaking", label, &form.accept_breaking));
    }
    errors.mark(&mut fields);
    let gaps = gap_lines(t, &dataset.passport.gaps());
    PublishPart {
        fields,
        submit: t.with("publish-submit", "version", t.number(built.base_version + 1)),
        is_blocked: !gaps.is_empty() || is_personal_blocking,
        gaps,
    }
}

/// Whether the actor may do this with the draft's dataset.
pub(super) fn may(access: &Access, visit: &Visit, dataset: &Dataset, action: Action) -> bool {
    access.may(&visit.actor, action, dataset.publisher_id)
}
