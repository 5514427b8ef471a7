//! About the portal: what it promises, on which law it stands, how to reach its people.

use askama::Template;
use axum::{Router, extract::State, response::Html, routing::get};

use crate::{
    Portal, Problem, Visit,
    dataset::views::Words,
    layout::{Frame, Section, page},
};

#[derive(Template)]
#[template(path = "about/about.html")]
struct AboutPage {
    frame: Frame,
    notice: Vec<Words>,
}

/// The page's routes.
pub(crate) fn pages() -> Router<Portal> {
    Router::new().route("/about", get(about))
}

async fn about(State(portal): State<Portal>, visit: Visit) -> Result<Html<String>, Problem> {
    let t = visit.translator();
    let notice = portal.ports.city.country.notice.iter().map(|paragraph| Words::new(paragraph, t)).collect();
    page(&AboutPage { frame: visit.frame(&portal, Section::About, t.get("about-title")), notice })
}
