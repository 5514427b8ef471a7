//! The list of standards: by theme, narrowed by words and theme.

use std::collections::HashMap;

use askama::Template;
use axum::{extract::State, response::Html};
use standards::Standard;

use super::{followers, path_of, search::Asked};
use crate::{
    Portal, Problem, Visit,
    choice::Choice,
    i18n::Translator,
    layout::{Frame, Section, page},
    question::Question,
};

/// A standard in the list.
struct StandardLine {
    path: String,
    title: String,
    table: String,
    facts: String,
    datasets: Option<String>,
}

/// Standards of one theme, or all that a question found.
struct Group {
    anchor: String,
    title: Option<String>,
    count: String,
    standards: Vec<StandardLine>,
}

#[derive(Template)]
#[template(path = "standard/list.html")]
struct ListPage {
    frame: Frame,
    words: String,
    themes: Vec<Choice>,
    is_used: bool,
    is_narrowed: bool,
    lead: String,
    groups: Vec<Group>,
}

/// Page: all standards, or those that the question means.
pub(super) async fn list(State(portal): State<Portal>, visit: Visit) -> Result<Html<String>, Problem> {
    let t = visit.translator();
    let asked = Asked::of(&Question::parse(visit.query.as_deref()));
    let counts = followers::counts(&portal).await?;
    let all = portal.intake.standards().all();
    let found = asked.among(all, |standard| counts.get(&standard.id).copied().unwrap_or_default());
    let line = |standard: &&Standard| standard_line(standard, &counts, t);
    let themes = themes(&portal, all, t);
    // Words bring the best first, so what they found is not parted again.
    let groups = if !asked.words.is_empty() && !found.is_empty() {
        let standards = found.iter().map(line).collect();
        vec![Group { anchor: "found".to_owned(), title: None, count: String::new(), standards }]
    } else {
        let of_theme = |(code, title): &(Option<String>, String)| {
            let standards: Vec<_> = found.iter().filter(|standard| standard.theme == *code).map(line).collect();
            (!standards.is_empty()).then(|| Group {
                anchor: format!("theme-{}", code.as_deref().unwrap_or("none")),
                title: Some(title.clone()),
                count: t.number(standards.len() as u64),
                standards,
            })
        };
        themes.iter().filter_map(of_theme).collect()
    };
    let choices = themes.iter().filter_map(|(code, title)| {
        let code = code.as_ref()?;
        let count = all.iter().filter(|standard| standard.theme.as_ref() == Some(code)).count() as u64;
        Some(Choice::counted(code, title, count, asked.theme.as_ref() == Some(code), t))
    });
    let frame = visit
        .frame(&portal, Section::Other, t.get("standards-title"))
        .described(&t.get("standards-description"))
        .alternate("application/json", "/api/v1/standards", "API");
    page(&ListPage {
        frame,
        themes: choices.collect(),
        is_used: asked.is_used,
        is_narrowed: asked.is_narrow(),
        lead: t.count("standards-lead", found.len() as u64),
        words: asked.words,
        groups,
    })
}

/// Themes that some standard has, in the order of the vocabulary; what has none, or an unknown one, comes last.
fn themes(portal: &Portal, standards: &[Standard], t: Translator) -> Vec<(Option<String>, String)> {
    let known = portal.ports.city.country.themes.iter();
    let mut themes: Vec<(Option<String>, String)> =
        known.map(|term| (Some(term.code.clone()), t.text(&term.label).to_owned())).collect();
    for standard in standards {
        if themes.iter().all(|(code, _)| *code != standard.theme) {
            themes.push((standard.theme.clone(), t.get("standards-no-theme")));
        }
    }
    themes.retain(|(code, _)| standards.iter().any(|standard| standard.theme == *code));
    themes
}

fn standard_line(standard: &Standard, counts: &HashMap<String, u64>, t: Translator) -> StandardLine {
    let fields = t.count("draft-fields-count", standard.schema.fields.len() as u64);
    let annex = standard.annex.map(|number| t.with("standard-annex", "number", number.to_string()));
    StandardLine {
        path: path_of(&standard.id),
        title: t.message(&standard.title).to_owned(),
        table: standard.table().to_owned(),
        facts: annex.into_iter().chain([fields]).collect::<Vec<_>>().join(" · "),
        datasets: counts.get(&standard.id).map(|count| t.count("datasets-count", *count)),
    }
}
