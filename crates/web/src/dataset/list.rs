//! The list of datasets: words, theme, publisher, order and page stand in the address.

use askama::Template;
use axum::{extract::State, response::Html};
use catalog::{
    dataset::management,
    ports::{DatasetFilter, DatasetOrder},
};

use super::views::{DatasetCard, Publishers};
use crate::{
    Portal, Problem, Visit,
    choice::Choice,
    layout::{Frame, Section, page},
    pager::Pager,
    question::Question,
};

const PER_PAGE: u32 = 20;
const PAGES_MAX: u32 = 10_000;
const WORDS_MAX: usize = 200;

#[derive(Template)]
#[template(path = "dataset/list.html")]
struct ListPage {
    frame: Frame,
    words: String,
    themes: Vec<Choice>,
    publishers: Vec<Choice>,
    orders: Vec<Choice>,
    lead: String,
    is_narrowed: bool,
    cards: Vec<DatasetCard>,
    pager: Pager,
}

/// Page: datasets that meet the question.
pub(super) async fn list(State(portal): State<Portal>, visit: Visit) -> Result<Html<String>, Problem> {
    let t = visit.translator();
    let question = Question::parse(visit.query.as_deref());
    let publishers = Publishers::load(&portal).await?;
    let words: String = question.get("q").unwrap_or_default().chars().take(WORDS_MAX).collect();
    let publisher = question.get("publisher").and_then(|identifier| publishers.by_identifier(identifier));
    let theme = question.get("theme").filter(|code| portal.ports.city.country.theme(code).is_some());
    let by_title = question.get("sort") == Some("title");
    let number = question.number("page", 1..=PAGES_MAX, 1);

    let filter = DatasetFilter {
        publishers: publisher.map(|publisher| vec![publisher.id]),
        theme: theme.map(ToOwned::to_owned),
        text: (!words.is_empty()).then(|| words.clone()),
        order: if by_title { DatasetOrder::Title } else { DatasetOrder::Modified },
        offset: (number - 1) * PER_PAGE,
        limit: PER_PAGE,
        ..DatasetFilter::default()
    };
    let found = management::list_published(&portal.ports, filter).await?;
    let (by_publisher, by_theme) = portal.ports.datasets.published_counts().await?;

    let cards = found.items.iter().map(|dataset| DatasetCard::new(dataset, &publishers, &portal, &visit)).collect();
    let themes = portal.ports.city.country.themes.iter().filter_map(|term| {
        let count = by_theme.iter().find(|(code, _)| *code == term.code)?.1;
        Some(Choice::counted(&term.code, t.text(&term.label), count, theme == Some(term.code.as_str()), t))
    });
    let bodies = publishers.sorted(&portal, &visit).into_iter().filter_map(|body| {
        let count = by_publisher.iter().find(|(id, _)| *id == body.id)?.1;
        let name = publishers.link(body.id, &portal, &visit).name;
        let is_chosen = publisher.is_some_and(|publisher| publisher.id == body.id);
        Some(Choice::counted(body.identifier.as_str(), &name, count, is_chosen, t))
    });
    let template = ListPage {
        frame: visit
            .frame(&portal, Section::Datasets, t.get("datasets-title"))
            .described(&t.get("datasets-description")),
        themes: themes.collect(),
        publishers: bodies.collect(),
        orders: vec![
            Choice::new("modified", &t.get("datasets-sort-modified"), !by_title),
            Choice::new("title", &t.get("datasets-sort-title"), by_title),
        ],
        lead: t.count_with(
            "datasets-found",
            found.total,
            &[("moment", &t.moment(&visit.now, &portal.ports.city.time_zone))],
        ),
        is_narrowed: !words.is_empty() || theme.is_some() || publisher.is_some(),
        words,
        cards,
        pager: Pager::new(&question, &visit.href("/datasets"), number, found.total, PER_PAGE, t),
    };
    page(&template)
}
