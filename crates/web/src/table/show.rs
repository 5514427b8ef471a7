//! A table's page. The address is the question, so every view of the data can be sent to somebody.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use catalog::{table_query::RowQuery, version::Version};
use intake::TableAt;

use super::{
    asked,
    cells::{self, Cell, Column},
};
use crate::{
    Portal, Problem, Visit,
    choice::Choice,
    dataset::{
        self,
        views::{Words, table_title},
    },
    download::{self, DownloadLink},
    i18n::Translator,
    layout::{Frame, Section, page},
    question::Question,
};

const PER_PAGE: u32 = 50;
const PER_PAGE_MAX: u32 = 200;

/// A column's heading with the way to sort by it.
struct Heading {
    column: Column,
    href: String,
    aria_sort: Option<&'static str>,
}

/// A condition that holds, with the way to drop it.
struct Condition {
    words: String,
    href: String,
    raw: String,
}

#[derive(Template)]
#[template(path = "table/show.html")]
struct TablePage {
    frame: Frame,
    title: Words,
    dataset_title: String,
    dataset_path: String,
    path: String,
    lead: String,
    of_when: String,
    headings: Vec<Heading>,
    rows: Vec<Vec<Cell>>,
    caption: String,
    /// All rows that were asked for stand on this page, and the line above says how many.
    is_whole: bool,
    conditions: Vec<Condition>,
    fields: Vec<Choice>,
    operators: Vec<Choice>,
    versions: Vec<Choice>,
    sort: String,
    all_rows: String,
    first: Option<String>,
    next: Option<String>,
    api_path: String,
    downloads: Vec<DownloadLink>,
    is_latest: bool,
    schema_path: String,
}

/// Page: rows of a table.
pub(super) async fn show(
    State(portal): State<Portal>,
    visit: Visit,
    Path((identifier, table)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let address = |current: &str| visit.href(&format!("/datasets/{current}/tables/{table}"));
    let dataset = dataset::find_open(&portal, &visit, &identifier, address).await?;
    let path = format!("/datasets/{identifier}/tables/{table}");
    let asked = Question::parse(visit.query.as_deref());
    if let Some(question) = with_added_condition(&asked) {
        return Ok(Redirect::to(&question.on(&visit.href(&path))).into_response());
    }
    let at = portal.intake.table(&visit.actor, &identifier, &table, asked::version(&asked)?).await?;
    let query = asked::row_query(&asked, &at.table.fields, PER_PAGE, PER_PAGE_MAX)
        .map_err(|problem| problem.go_on_at(&path))?;
    let found = portal.ports.query.rows(&at.table.data, &at.table.fields, &query).await;
    let found = found.map_err(|error| Problem::from(error).go_on_at(&path))?;
    let made = portal.ports.versions.representations(at.version.id).await?;
    let versions: Vec<Version> =
        dataset::versions(&portal, &dataset).await?.into_iter().map(|(_, version)| version).collect();

    let t = visit.translator();
    let href = visit.href(&path);
    let title = table_title(&dataset, &at.version, &at.table, t);
    let frame = visit
        .frame(&portal, Section::Datasets, page_title(&title, &at))
        .crumb("/datasets", t.get("datasets-title"))
        .crumb(format!("/datasets/{identifier}"), t.text(&dataset.passport.title));
    let plain = Question::default().with("version", asked.get("version"));
    let template = TablePage {
        title,
        dataset_title: t.text(&dataset.passport.title).to_owned(),
        dataset_path: format!("/datasets/{identifier}"),
        lead: lead(&at, found.total, &query, t),
        of_when: of_when(&portal, &at, t),
        headings: at.table.fields.iter().map(|field| heading(Column::new(field, t), &asked, &query, &href)).collect(),
        caption: t.count_with("table-caption", found.rows.len() as u64, &[("total", &t.number(found.total))]),
        is_whole: found.rows.len() as u64 == found.total,
        rows: cells::rows(&found.rows, &at.table.fields, t),
        conditions: conditions(&asked, &query, &at, &href, t),
        fields: at
            .table
            .fields
            .iter()
            .map(|field| Choice::new(&field.name, &Column::new(field, t).title, false))
            .collect(),
        operators: asked::OPERATORS
            .iter()
            .map(|(name, _)| Choice::new(name, &t.get(&format!("operator-{name}")), false))
            .collect(),
        versions: version_choices(&portal, &at, &versions, t),
        sort: asked.get("sort").unwrap_or_default().to_owned(),
        all_rows: plain.on(&href),
        first: asked.get("after").map(|_| asked.with("after", None).on(&href)),
        next: found.next.map(|next| asked.with("after", Some(&next)).on(&href)),
        api_path: asked.with("limit", Some("100")).with("after", None).on(&format!("/api/v1{path}/rows")),
        downloads: download::links(&identifier, &at.table, &version_word(&at), &made, t),
        is_latest: at.is_latest,
        schema_path: plain.on(&format!("/api/v1{path}/schema")),
        path,
        frame,
    };
    Ok(page(&template)?.into_response())
}

/// Tells the page from its dataset's, whose only table bears the same title.
fn page_title(title: &Words, at: &TableAt) -> String {
    format!("{} · {}", title.text, at.table.name)
}

/// Without script, the form sends a new condition in parts; the address keeps it whole.
fn with_added_condition(asked: &Question) -> Option<Question> {
    let field = asked.get("field");
    let operator = asked.get("op").unwrap_or("contains");
    let value = asked.get("value");
    let parts_are_there = ["field", "op", "value"].iter().any(|name| asked.all(name).next().is_some());
    if !parts_are_there {
        return None;
    }
    let bare = asked.with("field", None).with("op", None).with("value", None).with("after", None);
    Some(match (field, operator, value) {
        (Some(field), "null", value) => {
            let wanted = if value == Some("false") { "false" } else { "true" };
            bare.and("filter", &format!("{field}:null:{wanted}"))
        }
        (Some(field), operator, Some(value)) => bare.and("filter", &format!("{field}:{operator}:{value}")),
        _ => bare,
    })
}

fn heading(column: Column, asked: &Question, query: &RowQuery, href: &str) -> Heading {
    let first = query.sort.first().filter(|sort| sort.field == column.name);
    let (aria_sort, next) = match first {
        Some(sort) if sort.descending => (Some("descending"), None),
        Some(_) => (Some("ascending"), Some(format!("-{}", column.name))),
        None => (None, Some(column.name.clone())),
    };
    Heading { href: asked.with("after", None).with("sort", next.as_deref()).on(href), aria_sort, column }
}

fn conditions(asked: &Question, query: &RowQuery, at: &TableAt, href: &str, t: Translator) -> Vec<Condition> {
    let raw = asked.all("filter").filter(|filter| !filter.trim().is_empty());
    let one = |(raw, filter): (&str, &catalog::table_query::Filter)| {
        let field = at.table.fields.iter().find(|field| field.name == filter.field);
        let title = field.map_or_else(|| filter.field.clone(), |field| Column::new(field, t).title);
        let name =
            asked::OPERATORS.iter().find(|(_, operator)| *operator == filter.operator).map_or("eq", |(name, _)| name);
        let words = match (name, filter.value.as_str()) {
            ("null", "false") => format!("{title}: {}", t.get("operator-not-null")),
            ("null", _) => format!("{title}: {}", t.get("operator-null")),
            (name, value) => format!("{title} {} «{value}»", t.get(&format!("operator-{name}"))),
        };
        Condition { words, href: asked.with("after", None).without("filter", raw).on(href), raw: raw.to_owned() }
    };
    raw.zip(&query.filters).map(one).collect()
}

fn lead(at: &TableAt, total: u64, query: &RowQuery, t: Translator) -> String {
    let columns = t.count("columns-count", at.table.fields.len() as u64);
    if query.filters.is_empty() {
        format!("{}, {columns}", t.count("rows-count", at.table.rows))
    } else {
        t.count_with("table-found", total, &[("all", &t.number(at.table.rows)), ("columns", &columns)])
    }
}

fn of_when(portal: &Portal, at: &TableAt, t: Translator) -> String {
    let published = t.day(&at.version.published_at, &portal.ports.city.time_zone);
    let number = at.version.number.to_string();
    match at.version.data_date {
        Some(day) => {
            t.with_all("table-of-data-date", &[("version", &number), ("day", &published), ("data_day", &t.date(&day))])
        }
        None => t.with_two("table-of", ("version", number), ("day", published)),
    }
}

fn version_word(at: &TableAt) -> String {
    if at.is_latest { "latest".to_owned() } else { at.version.number.to_string() }
}

fn version_choices(portal: &Portal, at: &TableAt, versions: &[Version], t: Translator) -> Vec<Choice> {
    let of_this = versions.iter().filter(|version| {
        version.distribution_id == at.version.distribution_id
            && version.purged.is_none()
            && version.table(at.table.name.as_str()).is_some()
    });
    let latest = Choice::new("latest", &t.get("table-latest"), at.is_latest);
    let numbered = of_this.map(|version| {
        let day = t.day(&version.published_at, &portal.ports.city.time_zone);
        let label = t.with_two("table-version-choice", ("version", version.number.to_string()), ("day", day));
        Choice::new(&version.number.to_string(), &label, !at.is_latest && version.number == at.version.number)
    });
    std::iter::once(latest).chain(numbered).collect()
}
