//! The first page: find data, see what is new, learn who answers for it.

use askama::Template;
use axum::{Router, extract::State, response::Html, routing::get};
use catalog::{dataset::management, ports::DatasetFilter};

use crate::{
    Portal, Problem, Visit,
    dataset::{
        self,
        views::{DatasetCard, PublisherLink, Publishers, changes_in_words},
    },
    layout::{Frame, Section, page},
};

/// How many of the latest datasets stand on the page.
const LATEST: u32 = 6;
/// How many publishers stand on the page.
const PUBLISHERS: usize = 8;

/// A number with its noun.
struct Total {
    number: String,
    noun: String,
}

/// A dataset that changed lately.
struct Latest {
    card: DatasetCard,
    version: Option<String>,
    changes: Option<String>,
}

/// A theme or a publisher with its number of datasets.
struct Entry {
    href: String,
    label: PublisherLink,
    count: String,
}

#[derive(Template)]
#[template(path = "home/home.html")]
struct HomePage {
    frame: Frame,
    totals: Vec<Total>,
    as_of: String,
    latest: Vec<Latest>,
    themes: Vec<Entry>,
    publishers: Vec<Entry>,
    api_example: String,
}

/// The page's routes.
pub(crate) fn pages() -> Router<Portal> {
    Router::new().route("/", get(home))
}

async fn home(State(portal): State<Portal>, visit: Visit) -> Result<Html<String>, Problem> {
    let t = visit.translator();
    let city = &portal.ports.city;
    let publishers = Publishers::load(&portal).await?;
    let found =
        management::list_published(&portal.ports, DatasetFilter { limit: LATEST, ..DatasetFilter::default() }).await?;
    let (by_publisher, by_theme) = portal.ports.datasets.published_counts().await?;
    let (versions, rows) = portal.ports.versions.totals().await?;
    let mut latest = Vec::with_capacity(found.items.len());
    for one in &found.items {
        let newest = dataset::versions(&portal, one).await?.into_iter().next().map(|(_, version)| version);
        latest.push(Latest {
            card: DatasetCard::new(one, &publishers, &portal, &visit),
            version: newest.as_ref().map(|version| t.with("version-heading", "version", version.number.to_string())),
            changes: newest.and_then(|version| version.changes).map(|changes| changes_in_words(&changes, t)),
        });
    }
    let example = found.items.first().map_or("…", |dataset| dataset.identifier.as_str());
    let template = HomePage {
        frame: visit.frame(&portal, Section::Home, t.text(&city.portal_title)).described(t.text(&city.tagline)),
        totals: totals(&[("total-datasets", found.total), ("total-versions", versions), ("total-rows", rows)], t),
        as_of: t.with("total-as-of", "moment", t.moment(&visit.now, &city.time_zone)),
        themes: themes(&portal, &visit, &by_theme),
        publishers: top_publishers(&portal, &visit, &publishers, by_publisher),
        api_example: portal.config.address(&format!("/api/v1/datasets/{example}")),
        latest,
    };
    page(&template)
}

fn totals(counted: &[(&str, u64)], t: crate::i18n::Translator) -> Vec<Total> {
    counted.iter().map(|(noun, count)| Total { number: t.number(*count), noun: t.count(noun, *count) }).collect()
}

fn themes(portal: &Portal, visit: &Visit, counts: &[(String, u64)]) -> Vec<Entry> {
    let t = visit.translator();
    let entry = |term: &catalog::city::Term| {
        let count = counts.iter().find(|(code, _)| *code == term.code)?.1;
        let label = PublisherLink {
            identifier: term.code.clone(),
            name: t.text(&term.label).to_owned(),
            lang: t.lang_of(&term.label),
        };
        Some(Entry { href: visit.href(&format!("/datasets?theme={}", term.code)), label, count: t.number(count) })
    };
    portal.ports.city.country.themes.iter().filter_map(entry).collect()
}

fn top_publishers(
    portal: &Portal,
    visit: &Visit,
    publishers: &Publishers,
    mut counts: Vec<(catalog::PublisherId, u64)>,
) -> Vec<Entry> {
    let t = visit.translator();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let entry = |(id, count): (catalog::PublisherId, u64)| {
        let label = publishers.link(id, portal, visit);
        Entry { href: visit.href(&format!("/publishers/{}", label.identifier)), label, count: t.number(count) }
    };
    counts.into_iter().take(PUBLISHERS).map(entry).collect()
}
