//! What crawlers ask for: `robots.txt` and the map of the site.

use std::fmt::Write as _;

use axum::{
    Router,
    extract::State,
    http::header,
    response::{IntoResponse, Response},
    routing::get,
};
use catalog::{Language, dataset::management, ports::DatasetFilter};

use crate::{Portal, Problem, standard, visit::localised};

/// Most datasets in the map; the protocol allows 50,000 addresses in one file, and each dataset has two.
const DATASETS_MAX: u32 = 20_000;

/// The routes.
pub(crate) fn routes() -> Router<Portal> {
    Router::new().route("/robots.txt", get(robots)).route("/sitemap.xml", get(sitemap))
}

async fn robots(State(portal): State<Portal>) -> Response {
    let text = format!(
        "User-agent: *\nDisallow: /workspace\nDisallow: /en/workspace\nDisallow: /sign-in\nDisallow: /en/sign-in\nSitemap: {}\n",
        portal.config.address("/sitemap.xml")
    );
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response()
}

async fn sitemap(State(portal): State<Portal>) -> Result<Response, Problem> {
    let filter = DatasetFilter { limit: DATASETS_MAX, ..DatasetFilter::default() };
    let found = management::list_published(&portal.ports, filter).await?;
    let mut text = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    let mut add = |path: &str, modified: Option<String>| {
        let modified = modified.map_or_else(String::new, |day| format!("<lastmod>{day}</lastmod>"));
        for language in [Language::Uk, Language::En] {
            let address = portal.config.address(&localised(language, path));
            let _ = writeln!(text, "<url><loc>{address}</loc>{modified}</url>");
        }
    };
    for path in ["/", "/datasets", "/publishers", "/standards", "/api", "/about"] {
        add(path, None);
    }
    let is_plain = |id: &str| id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_./".contains(&byte));
    for standard in portal.intake.standards().all().iter().filter(|standard| is_plain(&standard.id)) {
        add(&standard::path_of(&standard.id), None);
    }
    // Identifiers hold letters, digits and hyphens only, so nothing needs escaping.
    for dataset in &found.items {
        let day = portal.ports.city.day(dataset.modified).to_string();
        add(&format!("/datasets/{}", dataset.identifier), Some(day));
    }
    text.push_str("</urlset>\n");
    Ok(([(header::CONTENT_TYPE, "application/xml")], text).into_response())
}
