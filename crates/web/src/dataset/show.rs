//! A dataset's page: what it is, its tables, versions, passport and how to name it as a source.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use catalog::{
    dataset::{Dataset, DatasetState},
    version::{Representation, Version},
};

use super::{
    Freshness,
    citation::{Citation, Cited},
    json_ld,
    passport::{PassportLine, passport},
    views::{PublisherLink, Publishers, VersionLine, Words, published_at, table_title},
};
use crate::{
    Portal, Problem, Visit,
    download::{self, DownloadLink},
    layout::{Frame, Section, page},
    table::cells::{self, Cell, Column},
};

/// Columns of a table's preview.
const PREVIEW_COLUMNS: usize = 8;
/// Versions listed on the page at once; the API lists all.
const VERSIONS_MAX: usize = 50;

/// A table of the latest version.
struct TableView {
    name: String,
    title: Words,
    rows: String,
    columns: Vec<Column>,
    columns_count: String,
    /// Columns that the preview leaves to the table's page.
    more_columns: Option<String>,
    headings: Vec<Column>,
    preview: Vec<Vec<Cell>>,
    preview_words: String,
    downloads: Vec<DownloadLink>,
    version: u32,
}

#[derive(Template)]
#[template(path = "dataset/show.html")]
struct ShowPage {
    frame: Frame,
    identifier: String,
    title: Words,
    description: Vec<String>,
    description_lang: Option<&'static str>,
    publisher: PublisherLink,
    is_draft: bool,
    updated: Option<(String, String)>,
    freshness: &'static str,
    freshness_words: String,
    data_date: Option<String>,
    frequency: Option<String>,
    licence: Words,
    tables: Vec<TableView>,
    versions: Vec<VersionLine>,
    versions_lead: String,
    has_more_versions: bool,
    passport: Vec<PassportLine>,
    citation: Citation,
    notice: Vec<Words>,
}

#[derive(Template)]
#[template(path = "dataset/withdrawn.html")]
struct WithdrawnPage {
    frame: Frame,
    because: Words,
    publisher: PublisherLink,
}

/// Page (or, with the ending `.jsonld`, description): one dataset.
pub(super) async fn show(
    State(portal): State<Portal>,
    visit: Visit,
    Path(identifier): Path<String>,
) -> Result<Response, Problem> {
    if let Some(bare) = identifier.strip_suffix(".jsonld") {
        let dataset = super::find_open(&portal, &visit, bare, |current| format!("/datasets/{current}.jsonld")).await?;
        return json_ld::json_ld(&portal, &visit, &dataset).await;
    }
    let dataset =
        super::find(&portal, &visit, &identifier, |current| visit.href(&format!("/datasets/{current}"))).await?;
    if dataset.state == DatasetState::Withdrawn {
        return withdrawn_page(&portal, &visit, &dataset).await;
    }
    let publishers = Publishers::load(&portal).await?;
    let versions = super::versions(&portal, &dataset).await?;
    let tables = tables(&portal, &visit, &dataset, &versions).await?;
    let template = show_page(&portal, &visit, &dataset, &publishers, &versions, tables);
    Ok(page(&template)?.into_response())
}

async fn withdrawn_page(portal: &Portal, visit: &Visit, dataset: &Dataset) -> Result<Response, Problem> {
    let t = visit.translator();
    let publishers = Publishers::load(portal).await?;
    let mut frame = visit
        .frame(portal, Section::Datasets, t.text(&dataset.passport.title))
        .crumb("/datasets", t.get("datasets-title"));
    frame.is_indexed = false;
    let because = Words::new(&dataset.withdrawn_because.clone().unwrap_or_default(), t);
    let template = WithdrawnPage { frame, because, publisher: publishers.link(dataset.publisher_id, portal, visit) };
    Ok((axum::http::StatusCode::GONE, page(&template)?).into_response())
}

fn show_page(
    portal: &Portal,
    visit: &Visit,
    dataset: &Dataset,
    publishers: &Publishers,
    versions: &[(u32, Version)],
    tables: Vec<TableView>,
) -> ShowPage {
    let t = visit.translator();
    let city = &portal.ports.city;
    let about = &dataset.passport;
    let data_updated = published_at(dataset);
    let freshness = Freshness::of(dataset, data_updated, city, visit.now);
    let publisher = publishers.link(dataset.publisher_id, portal, visit);
    let path = format!("/datasets/{}", dataset.identifier);
    let frame = visit
        .frame(portal, Section::Datasets, t.text(&about.title))
        .described(t.text(&about.description))
        .crumb("/datasets", t.get("datasets-title"))
        .alternate("application/ld+json", format!("{path}.jsonld"), "schema.org")
        .alternate("application/atom+xml", visit.href(&format!("{path}/versions.atom")), t.get("feed-title"))
        .alternate("application/json", format!("/api/v1{path}"), "API");
    let latest = versions.first().map(|(_, version)| version);
    let citation = Citation::new(
        &Cited {
            dataset,
            publisher: &publisher.name,
            portal: t.text(&city.portal_title),
            version: latest.map(|version| version.number),
            published: city.day(data_updated.unwrap_or(dataset.modified)),
            address: &frame.address(&visit.href(&path)),
            accessed: city.day(visit.now),
        },
        visit.language,
    );
    let data_date = latest.and_then(|version| version.data_date).or(about.data_date);
    ShowPage {
        identifier: dataset.identifier.to_string(),
        title: Words::new(&about.title, t),
        description: t
            .text(&about.description)
            .split('\n')
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .map(ToOwned::to_owned)
            .collect(),
        description_lang: t.lang_of(&about.description),
        is_draft: dataset.state == DatasetState::Draft,
        updated: data_updated.map(|at| (t.day(&at, &city.time_zone), t.days_ago(&at, &visit.now, &city.time_zone))),
        freshness: freshness.name(),
        freshness_words: freshness.words(t),
        data_date: data_date.as_ref().map(|day| t.date(day)),
        frequency: about
            .frequency
            .as_deref()
            .and_then(|code| city.country.frequency(code))
            .map(|term| t.text(&term.label).to_owned()),
        licence: licence(portal, dataset, t),
        tables,
        versions: versions
            .iter()
            .take(VERSIONS_MAX)
            .map(|(number, version)| VersionLine::new(*number, version, portal, t))
            .collect(),
        versions_lead: t.count("versions-count", versions.len() as u64),
        has_more_versions: versions.len() > VERSIONS_MAX,
        passport: passport(portal, visit, dataset, &publisher.name, versions),
        citation,
        notice: city.country.notice.iter().map(|paragraph| Words::new(paragraph, t)).collect(),
        publisher,
        frame,
    }
}

fn licence(portal: &Portal, dataset: &Dataset, t: crate::i18n::Translator) -> Words {
    let code = &dataset.passport.licence;
    let term = portal.ports.city.country.licence(code);
    term.map_or_else(|| Words { text: code.clone(), lang: None }, |term| Words::new(&term.label, t))
}

/// The tables of each distribution's latest version, with their first rows.
async fn tables(
    portal: &Portal,
    visit: &Visit,
    dataset: &Dataset,
    versions: &[(u32, Version)],
) -> Result<Vec<TableView>, Problem> {
    let mut views = Vec::new();
    for distribution in &dataset.distributions {
        let is_latest = |version: &&Version| {
            version.distribution_id == distribution.id && version.number == distribution.latest_version
        };
        let Some(version) = versions.iter().map(|(_, version)| version).find(is_latest) else { continue };
        if version.purged.is_some() {
            continue;
        }
        let made = portal.ports.versions.representations(version.id).await?;
        for index in 0..version.tables.len() {
            views.push(table_view(portal, visit, dataset, version, index, &made).await);
        }
    }
    Ok(views)
}

async fn table_view(
    portal: &Portal,
    visit: &Visit,
    dataset: &Dataset,
    version: &Version,
    index: usize,
    made: &[Representation],
) -> TableView {
    let t = visit.translator();
    let table = &version.tables[index];
    let rows = portal.previews.rows(&*portal.ports.query, table).await.unwrap_or_else(|error| {
        // The page is worth showing without its preview; the failure is in the log.
        let _ = Problem::from(error);
        Arc::default()
    });
    let shown = &table.fields[..table.fields.len().min(PREVIEW_COLUMNS)];
    let more_columns = table.fields.len() - shown.len();
    TableView {
        name: table.name.to_string(),
        title: table_title(dataset, version, table, t),
        rows: t.count("rows-count", table.rows),
        headings: shown.iter().map(|field| Column::new(field, t)).collect(),
        columns: table.fields.iter().map(|field| Column::new(field, t)).collect(),
        columns_count: t.count("columns-count", table.fields.len() as u64),
        more_columns: (more_columns > 0).then(|| t.count("table-preview-more", more_columns as u64)),
        preview_words: t.count_with(
            "table-preview-caption",
            rows.len() as u64,
            &[("rows", &t.count("rows-count", table.rows))],
        ),
        preview: cells::rows(&rows, shown, t),
        downloads: download::links(dataset.identifier.as_str(), table, "latest", made, t),
        version: version.number,
    }
}
