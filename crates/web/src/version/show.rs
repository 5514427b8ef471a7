//! A version's page. A purged version keeps its page: it answers 410 with hash, date and ground.

use std::sync::{Arc, LazyLock};

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use catalog::{
    dataset::Dataset,
    version::{Field, Table, Version},
};
use tabular::Kinds;

use crate::{
    Portal, Problem, Visit,
    dataset::{
        self,
        views::{VersionLine, Words, table_title},
    },
    download::{self, DownloadLink},
    i18n::Translator,
    layout::{Frame, Section, page},
    question::Question,
    table::cells::Column,
};

/// A table of the version.
struct TableView {
    name: String,
    title: Words,
    rows: String,
    columns: Vec<(Column, String)>,
    columns_count: String,
    downloads: Vec<DownloadLink>,
}

/// Why the content is gone.
struct PurgeView {
    day: String,
    ground: Words,
}

#[derive(Template)]
#[template(path = "version/show.html")]
struct VersionPage {
    frame: Frame,
    title: String,
    dataset_path: String,
    line: VersionLine,
    moment: String,
    sha256: String,
    size: String,
    original: Option<String>,
    tables: Vec<TableView>,
    purge: Option<PurgeView>,
}

/// Page: one version.
pub(super) async fn show(
    State(portal): State<Portal>,
    visit: Visit,
    Path((identifier, number)): Path<(String, u32)>,
) -> Result<Response, Problem> {
    let address = |current: &str| visit.href(&format!("/datasets/{current}/versions/{number}"));
    let dataset = dataset::find_open(&portal, &visit, &identifier, address).await?;
    let wanted = Question::parse(visit.query.as_deref()).number("distribution", 1..=u32::MAX, 1);
    let versions = dataset::versions(&portal, &dataset).await?;
    let found =
        versions.into_iter().find(|(distribution, version)| *distribution == wanted && version.number == number);
    let (distribution, version) = found.ok_or_else(Problem::not_found)?;
    let made = portal.ports.versions.representations(version.id).await?;

    let t = visit.translator();
    let dataset_path = format!("/datasets/{identifier}");
    let dataset_title = t.text(&dataset.passport.title);
    let title = t.with_two("version-title", ("version", number.to_string()), ("dataset", dataset_title));
    let frame = visit
        .frame(&portal, Section::Datasets, &title)
        .crumb("/datasets", t.get("datasets-title"))
        .crumb(&dataset_path, dataset_title);
    let open = version.purged.is_none();
    let tables: &[Table] = if open { &version.tables } else { &[] };
    let template = VersionPage {
        title: t.with("version-heading", "version", number.to_string()),
        line: VersionLine::new(distribution, &version, &portal, t),
        moment: t.moment(&version.published_at, &portal.ports.city.time_zone),
        sha256: version.original.blob.sha256.to_string(),
        size: t.size(version.original.blob.size),
        original: (open && version.original.public)
            .then(|| format!("{dataset_path}/versions/{number}/original?distribution={distribution}")),
        tables: tables.iter().map(|table| table_view(&dataset, &version, table, &made, t)).collect(),
        purge: purge_view(&portal, &version, t),
        dataset_path,
        frame,
    };
    let status = if open { StatusCode::OK } else { StatusCode::GONE };
    Ok((status, page(&template)?).into_response())
}

fn table_view(
    dataset: &Dataset,
    version: &Version,
    table: &Table,
    made: &[catalog::version::Representation],
    t: Translator,
) -> TableView {
    TableView {
        name: table.name.to_string(),
        title: table_title(dataset, version, table, t),
        rows: t.count("rows-count", table.rows),
        columns: table.fields.iter().map(|field| (Column::new(field, t), kind_words(field, t))).collect(),
        columns_count: t.count("columns-count", table.fields.len() as u64),
        downloads: download::links(dataset.identifier.as_str(), table, &version.number.to_string(), made, t),
    }
}

/// What people call a field's kind of value; nothing where it says no more than the type does.
fn kind_words(field: &Field, t: Translator) -> String {
    static KINDS: LazyLock<Arc<dyn Kinds>> = LazyLock::new(standards::kinds);
    let kind = field.kind.as_deref().and_then(|id| KINDS.all().iter().find(|kind| kind.id() == id));
    kind.map_or_else(String::new, |kind| t.message(&kind.title()).to_owned())
}

fn purge_view(portal: &Portal, version: &Version, t: Translator) -> Option<PurgeView> {
    let purge = version.purged.as_ref()?;
    Some(PurgeView { day: t.day(&purge.at, &portal.ports.city.time_zone), ground: Words::new(&purge.ground, t) })
}
