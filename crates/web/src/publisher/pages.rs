//! The list of publishers and a publisher's page.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Html,
};
use catalog::{PublisherId, dataset::management, ports::DatasetFilter, publisher::PublisherKind};

use crate::{
    Portal, Problem, Visit,
    dataset::views::{DatasetCard, PublisherLink, Publishers},
    i18n::Translator,
    layout::{Frame, Section, page},
    pager::Pager,
    question::Question,
};

const PER_PAGE: u32 = 20;
const PAGES_MAX: u32 = 10_000;

/// A publisher in the list.
struct PublisherLine {
    link: PublisherLink,
    kind: String,
    datasets: u64,
    count: String,
}

#[derive(Template)]
#[template(path = "publisher/list.html")]
struct ListPage {
    frame: Frame,
    lead: String,
    with_data: Vec<PublisherLine>,
    without_data: Vec<PublisherLine>,
    without_data_lead: String,
}

#[derive(Template)]
#[template(path = "publisher/show.html")]
struct ShowPage {
    frame: Frame,
    name: PublisherLink,
    kind: String,
    edrpou: Option<String>,
    parent: Option<PublisherLink>,
    children: Vec<PublisherLink>,
    children_lead: String,
    former_names: Vec<String>,
    lead: String,
    cards: Vec<DatasetCard>,
    pager: Pager,
}

/// Page: all publishers.
pub(super) async fn list(State(portal): State<Portal>, visit: Visit) -> Result<Html<String>, Problem> {
    let t = visit.translator();
    let publishers = Publishers::load(&portal).await?;
    let (counts, _) = portal.ports.datasets.published_counts().await?;
    let count_of = |id: PublisherId| counts.iter().find(|(known, _)| *known == id).map_or(0, |(_, count)| *count);
    let lines = publishers.sorted(&portal, &visit).into_iter().map(|publisher| {
        let datasets = count_of(publisher.id);
        PublisherLine {
            link: publishers.link(publisher.id, &portal, &visit),
            kind: kind_words(publisher.kind, t),
            datasets,
            count: t.count("datasets-count", datasets),
        }
    });
    let (with_data, without_data): (Vec<_>, Vec<_>) = lines.partition(|line| line.datasets > 0);
    let moment = t.moment(&visit.now, &portal.ports.city.time_zone);
    let template = ListPage {
        frame: visit.frame(&portal, Section::Publishers, t.get("publishers-title")),
        lead: t.count_with("publishers-lead", with_data.len() as u64, &[("moment", &moment)]),
        without_data_lead: t.count("publishers-without", without_data.len() as u64),
        with_data,
        without_data,
    };
    page(&template)
}

/// Page: one publisher with its datasets.
pub(super) async fn show(
    State(portal): State<Portal>,
    visit: Visit,
    Path(identifier): Path<String>,
) -> Result<Html<String>, Problem> {
    let t = visit.translator();
    let publishers = Publishers::load(&portal).await?;
    let publisher = publishers.by_identifier(&identifier).ok_or_else(Problem::not_found)?;
    let question = Question::parse(visit.query.as_deref());
    let number = question.number("page", 1..=PAGES_MAX, 1);
    let filter = DatasetFilter {
        publishers: Some(vec![publisher.id]),
        offset: (number - 1) * PER_PAGE,
        limit: PER_PAGE,
        ..DatasetFilter::default()
    };
    let found = management::list_published(&portal.ports, filter).await?;
    let name = publishers.link(publisher.id, &portal, &visit);
    let children = publishers.sorted(&portal, &visit).into_iter().filter(|child| child.parent == Some(publisher.id));
    let children: Vec<_> = children.map(|child| publishers.link(child.id, &portal, &visit)).collect();
    let path = format!("/publishers/{identifier}");
    let template = ShowPage {
        frame: visit.frame(&portal, Section::Publishers, &name.name).crumb("/publishers", t.get("publishers-title")),
        kind: kind_words(publisher.kind, t),
        edrpou: publisher.edrpou.clone(),
        parent: publisher.parent.map(|parent| publishers.link(parent, &portal, &visit)),
        children_lead: t.count("publisher-children", children.len() as u64),
        children,
        former_names: publisher.names.iter().rev().skip(1).map(|dated| t.text(&dated.name).to_owned()).collect(),
        lead: t.count_with(
            "datasets-found",
            found.total,
            &[("moment", &t.moment(&visit.now, &portal.ports.city.time_zone))],
        ),
        cards: found.items.iter().map(|dataset| DatasetCard::new(dataset, &publishers, &portal, &visit)).collect(),
        pager: Pager::new(&question, &visit.href(&path), number, found.total, PER_PAGE, t),
        name,
    };
    page(&template)
}

fn kind_words(kind: PublisherKind, t: Translator) -> String {
    match kind {
        PublisherKind::Council => t.get("publisher-council"),
        PublisherKind::Department => t.get("publisher-department"),
        PublisherKind::Utility => t.get("publisher-utility"),
        PublisherKind::Institution => t.get("publisher-institution"),
    }
}
