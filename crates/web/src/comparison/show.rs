//! The page of a comparison.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Html,
};
use intake::{TableComparison, TableState};

use super::asked;
use crate::{
    Portal, Problem, Visit,
    choice::Choice,
    dataset::{self, views::Words},
    i18n::Translator,
    layout::{Frame, Section, page},
    question::Question,
};

/// A count of one kind of change.
struct Count {
    words: String,
    kind: &'static str,
}

/// A table in both versions.
struct TableView {
    title: Words,
    summary: String,
    state: &'static str,
    counts: Vec<Count>,
    fields: Vec<(&'static str, String)>,
}

#[derive(Template)]
#[template(path = "comparison/show.html")]
struct ComparisonPage {
    frame: Frame,
    title: String,
    path: String,
    distribution: u32,
    from: Vec<Choice>,
    to: Vec<Choice>,
    tables: Vec<TableView>,
}

/// Page: how two versions differ.
pub(super) async fn show(
    State(portal): State<Portal>,
    visit: Visit,
    Path(identifier): Path<String>,
) -> Result<Html<String>, Problem> {
    let dataset =
        dataset::find_open(&portal, &visit, &identifier, |current| visit.href(&format!("/datasets/{current}/compare")))
            .await?;
    let question = Question::parse(visit.query.as_deref());
    let latest = |number: u32| dataset.distribution(number).map_or(0, |distribution| distribution.latest_version);
    let asked = asked(&question, latest)?;
    let compared = portal.intake.compare(&visit.actor, &identifier, asked.distribution, asked.from, asked.to).await?;
    let versions = dataset::versions(&portal, &dataset).await?;

    let t = visit.translator();
    let choices = |chosen: u32| -> Vec<Choice> {
        let of_this =
            versions.iter().filter(|(number, version)| *number == asked.distribution && version.purged.is_none());
        of_this
            .map(|(_, version)| {
                let day = version.published_at.strftime("%d.%m.%Y").to_string();
                let label = t.with_two("table-version-choice", ("version", version.number.to_string()), ("day", day));
                Choice::new(&version.number.to_string(), &label, version.number == chosen)
            })
            .collect()
    };
    let dataset_title = t.text(&dataset.passport.title);
    let title = t.with_two("compare-title", ("from", asked.from.to_string()), ("to", asked.to.to_string()));
    let template = ComparisonPage {
        frame: visit
            .frame(&portal, Section::Datasets, format!("{title} — {dataset_title}"))
            .crumb("/datasets", t.get("datasets-title"))
            .crumb(format!("/datasets/{identifier}"), dataset_title),
        title,
        path: format!("/datasets/{identifier}/compare"),
        distribution: asked.distribution,
        from: choices(asked.from),
        to: choices(asked.to),
        tables: compared.iter().map(|one| table_view(one, t)).collect(),
    };
    page(&template)
}

fn table_view(one: &TableComparison, t: Translator) -> TableView {
    let language = t.language();
    let summary = match language {
        catalog::Language::Uk => &one.summary.uk,
        catalog::Language::En => &one.summary.en,
    };
    let mut counts = Vec::new();
    let mut fields = Vec::new();
    if let Some(diff) = &one.diff {
        let counted = [
            ("difference-rows-added", diff.rows_added, "added"),
            ("difference-rows-removed", diff.rows_removed, "removed"),
            ("difference-rows-changed", diff.rows_changed, "changed"),
        ];
        counts.extend(counted.map(|(key, count, kind)| Count { words: t.count(key, count), kind }));
        fields.extend(diff.fields_added.iter().map(|field| ("added", field.clone())));
        fields.extend(diff.fields_removed.iter().map(|field| ("removed", field.clone())));
        fields.extend(diff.fields_renamed.iter().map(|(old, new)| ("renamed", format!("{old} → {new}"))));
        fields
            .extend(diff.fields_retyped.iter().map(|(field, old, new)| ("retyped", format!("{field}: {old} → {new}"))));
    }
    TableView {
        title: Words::new(&one.title, t),
        summary: summary.clone(),
        state: match one.state {
            TableState::Added => "added",
            TableState::Removed => "removed",
            TableState::Compared => "compared",
        },
        counts,
        fields,
    }
}
