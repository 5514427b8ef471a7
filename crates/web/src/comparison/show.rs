//! The page of a comparison.

use std::collections::HashMap;

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Html,
};
use catalog::{Text, version::Version};
use intake::TableComparison;
use tabular::diff::{CellChange, RowChange, TableDiff};

use super::{Asked, kind_name};
use crate::{
    Portal, Problem, Visit,
    choice::Choice,
    dataset::{self, views::Words},
    i18n::Translator,
    layout::{Frame, Section, page},
    pager::Pager,
    question::Question,
    table::cells::{Column, type_words},
};

/// Rows shown on one page.
const PER_PAGE: u32 = 50;
/// Most pages one may turn to; the engine lists fewer rows than they hold.
const PAGES_MAX: u32 = 1_000;

/// A count of one kind of change, with the way to see only these.
struct Count {
    words: String,
    kind: &'static str,
    href: String,
    is_chosen: bool,
}

/// A cell that differs.
struct CellView {
    field: String,
    old: Option<String>,
    new: Option<String>,
}

/// A row that differs.
struct RowView {
    kind: &'static str,
    key: String,
    cells: Vec<CellView>,
}

/// A table in both versions.
struct TableView {
    title: Words,
    summary: String,
    counts: Vec<Count>,
    fields: Vec<(&'static str, String)>,
    rows: Vec<RowView>,
    rows_lead: String,
    is_truncated: bool,
    csv: Option<String>,
    pager: Pager,
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
    fields: Vec<Choice>,
    kind: Option<String>,
    tables: Vec<TableView>,
    everything: Option<String>,
}

/// Page: how two versions differ.
pub(super) async fn show(
    State(portal): State<Portal>,
    visit: Visit,
    Path(identifier): Path<String>,
) -> Result<Html<String>, Problem> {
    let asked = Asked::read(&portal, &visit, &identifier, "compare", false).await?;
    let Asked { dataset, question, filter, .. } = &asked;
    let compared =
        portal.intake.compare(&visit.actor, &identifier, asked.distribution, asked.from, asked.to, filter).await?;
    let versions = dataset::versions(&portal, dataset).await?;

    let t = visit.translator();
    let choices = |chosen: u32| -> Vec<Choice> {
        let of_this =
            versions.iter().filter(|(number, version)| *number == asked.distribution && version.purged.is_none());
        of_this
            .map(|(_, version)| {
                let day = t.day(&version.published_at, &portal.ports.city.time_zone);
                let label = t.with_two("table-version-choice", ("version", version.number.to_string()), ("day", day));
                Choice::new(&version.number.to_string(), &label, version.number == chosen)
            })
            .collect()
    };
    let href = visit.href(&format!("/datasets/{identifier}/compare"));
    // As on the other pages: a dataset's only table is called as the dataset.
    let is_only = dataset.distributions.len() == 1 && compared.len() == 1;
    let title_of = |one: &TableComparison| if is_only { dataset.passport.title.clone() } else { one.title.clone() };
    let dataset_title = t.text(&dataset.passport.title);
    let title = t.with_two("compare-title", ("from", asked.from.to_string()), ("to", asked.to.to_string()));
    let feed = visit.href(&format!("/datasets/{identifier}/versions.atom"));
    let template = ComparisonPage {
        frame: visit
            .frame(&portal, Section::Datasets, format!("{title} — {dataset_title}"))
            .alternate("application/atom+xml", feed, t.get("feed-title"))
            .crumb("/datasets", t.get("datasets-title"))
            .crumb(format!("/datasets/{identifier}"), dataset_title),
        title,
        path: format!("/datasets/{identifier}/compare"),
        distribution: asked.distribution,
        from: choices(asked.from),
        to: choices(asked.to),
        fields: field_choices(&compared, question.get("field"), |one| titles_of(&versions, &asked, &one.table, t), t),
        kind: question.get("kind").map(ToOwned::to_owned),
        tables: compared
            .iter()
            .map(|one| {
                table_view(one, &title_of(one), question, &href, &titles_of(&versions, &asked, &one.table, t), t)
            })
            .collect(),
        everything: question
            .get("kind")
            .or(question.get("field"))
            .map(|_| question.with("kind", None).with("field", None).with("page", None).on(&href)),
    };
    page(&template)
}

/// What people call the fields of a table, in the newer version first.
fn titles_of(versions: &[(u32, Version)], asked: &Asked, table: &str, t: Translator) -> HashMap<String, String> {
    let of = |number: u32| {
        let is_it = move |(distribution, version): &&(u32, Version)| {
            *distribution == asked.distribution && version.number == number
        };
        let table = versions.iter().find(is_it).and_then(|(_, version)| version.table(table));
        table.into_iter().flat_map(|table| &table.fields)
    };
    of(asked.from).chain(of(asked.to)).map(|field| (field.name.clone(), Column::new(field, t).title)).collect()
}

/// Fields that changes may be narrowed to: the most changed first, then those that are new or gone.
fn field_choices(
    compared: &[TableComparison],
    chosen: Option<&str>,
    titles: impl Fn(&TableComparison) -> HashMap<String, String>,
    t: Translator,
) -> Vec<Choice> {
    let mut choices: Vec<Choice> = Vec::new();
    for one in compared {
        let Some(diff) = &one.diff else { continue };
        let titles = titles(one);
        let title = |name: &str| titles.get(name).cloned().unwrap_or_else(|| name.to_owned());
        let mut changed: Vec<&(String, u64)> = diff.per_field.iter().collect();
        changed.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let is_chosen = |name: &str| chosen == Some(name);
        let counted =
            changed.iter().map(|(name, count)| Choice::counted(name, &title(name), *count, is_chosen(name), t));
        let whole = diff.fields_added.iter().chain(&diff.fields_removed);
        for choice in counted.chain(whole.map(|name| Choice::new(name, &title(name), is_chosen(name)))) {
            if choices.iter().all(|known| known.value != choice.value) {
                choices.push(choice);
            }
        }
    }
    // A field somebody asked for stays chosen, whatever became of it.
    if let Some(name) = chosen
        && choices.iter().all(|known| known.value != name)
    {
        choices.push(Choice::new(name, name, true));
    }
    choices
}

fn table_view(
    one: &TableComparison,
    title: &Text,
    question: &Question,
    href: &str,
    titles: &HashMap<String, String>,
    t: Translator,
) -> TableView {
    let summary = if t.language() == catalog::Language::Uk { &one.summary.uk } else { &one.summary.en };
    let nothing = TableDiff::default();
    let diff = one.diff.as_deref().unwrap_or(&nothing);
    let number = question.number("page", 1..=PAGES_MAX, 1);
    let listed = &diff.changes;
    let first = usize::try_from((number - 1) * PER_PAGE).unwrap_or(usize::MAX);
    let shown = listed.iter().skip(first).take(PER_PAGE as usize);
    TableView {
        title: Words::new(title, t),
        summary: summary.clone(),
        counts: counts(diff, question, href, t),
        fields: field_changes(diff, titles, t),
        rows: shown.map(|change| row_view(change, titles, t)).collect(),
        rows_lead: t.count("compare-rows", listed.len() as u64),
        is_truncated: diff.truncated,
        csv: one.diff.is_some().then(|| {
            let csv = question.with("page", None).with("table", Some(one.table.as_str()));
            csv.on(&format!("{href}.csv"))
        }),
        pager: Pager::new(question, href, number, listed.len() as u64, PER_PAGE, t),
    }
}

fn counts(diff: &TableDiff, question: &Question, href: &str, t: Translator) -> Vec<Count> {
    let counted = [
        ("difference-rows-added", diff.rows_added, "added"),
        ("difference-rows-removed", diff.rows_removed, "removed"),
        ("difference-rows-changed", diff.rows_changed, "changed"),
    ];
    let count = |(key, count, kind): (&str, u64, &'static str)| Count {
        words: t.count(key, count),
        kind,
        href: question.with("kind", Some(kind)).with("page", None).on(href),
        is_chosen: question.get("kind") == Some(kind),
    };
    counted.into_iter().filter(|(_, count, _)| *count > 0).map(count).collect()
}

fn field_changes(diff: &TableDiff, titles: &HashMap<String, String>, t: Translator) -> Vec<(&'static str, String)> {
    let title = |name: &String| titles.get(name).cloned().unwrap_or_else(|| name.clone());
    let mut fields: Vec<(&'static str, String)> = Vec::new();
    fields.extend(diff.fields_added.iter().map(|field| ("added", title(field))));
    fields.extend(diff.fields_removed.iter().map(|field| ("removed", title(field))));
    fields.extend(diff.fields_renamed.iter().map(|(old, new)| ("renamed", format!("{old} → {new}"))));
    fields.extend(diff.fields_retyped.iter().map(|(field, old, new)| {
        ("retyped", format!("{}: {} → {}", title(field), type_words(old, t), type_words(new, t)))
    }));
    fields
}

fn row_view(change: &RowChange, titles: &HashMap<String, String>, t: Translator) -> RowView {
    let masked = || t.get("compare-masked");
    let cell = |cell: &CellChange| CellView {
        field: titles.get(&cell.field).cloned().unwrap_or_else(|| cell.field.clone()),
        old: if cell.masked { Some(masked()) } else { cell.old.clone() },
        new: if cell.masked { Some(masked()) } else { cell.new.clone() },
    };
    let place = change.new_row.or(change.old_row).map_or(0, |row| row + 1);
    RowView {
        kind: kind_name(change.kind),
        key: if change.key.is_empty() {
            t.with("compare-place", "row", t.number(place))
        } else {
            change.key.join(", ")
        },
        cells: change.cells.iter().map(cell).collect(),
    }
}
