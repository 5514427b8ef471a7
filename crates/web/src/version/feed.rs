//! The versions of a dataset as an Atom feed (RFC 4287), with what each changed in one sentence.

use std::fmt::Write as _;

use axum::{
    extract::{Path, State},
    http::header,
    response::{IntoResponse, Response},
};
use catalog::{dataset::Dataset, version::Version};

use crate::{
    Portal, Problem, Visit,
    dataset::{
        self,
        views::{Publishers, changes_in_words},
    },
    i18n::Translator,
};

/// Versions in the feed, the latest; a reader asks more often than so many appear.
const ENTRIES_MAX: usize = 50;

/// Tells of the latest versions of a dataset as an Atom feed, in the language of `Accept-Language`.
#[utoipa::path(
    get, path = "/datasets/{identifier}/versions.atom", tag = "versions",
    params(("identifier" = String, Path, description = "Public identifier of the dataset")),
    responses(
        (status = 200, description = "The latest 50 versions", body = String, content_type = "application/atom+xml"),
        (status = 404, description = "No such dataset")
    )
)]
pub(super) async fn feed(
    State(portal): State<Portal>,
    visit: Visit,
    Path(identifier): Path<String>,
) -> Result<Response, Problem> {
    let dataset = dataset::find_open_at(&portal, &visit, &identifier, "versions.atom").await?;
    let versions = dataset::versions(&portal, &dataset).await?;
    let publisher = Publishers::load(&portal).await?.link(dataset.publisher_id, &portal, &visit).name;
    let text = atom(&portal, &visit, &dataset, &publisher, &versions);
    Ok(([(header::CONTENT_TYPE, "application/atom+xml; charset=utf-8")], text).into_response())
}

fn atom(portal: &Portal, visit: &Visit, dataset: &Dataset, publisher: &str, versions: &[(u32, Version)]) -> String {
    let t = visit.translator();
    let path = format!("/datasets/{}", dataset.identifier);
    let address = |path: &str| escaped(&portal.config.address(&visit.href(path)));
    let own = address(&format!("{path}/versions.atom"));
    let title = t.text(&dataset.passport.title);
    let updated = versions.first().map_or(dataset.modified, |(_, version)| version.published_at);
    let mut text = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let _ = write!(
        text,
        "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n<id>{own}</id>\n<title>{}</title>\n\
         <updated>{updated}</updated>\n<link rel=\"self\" type=\"application/atom+xml\" href=\"{own}\"/>\n\
         <link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n<author><name>{}</name></author>\n",
        t.language().code(),
        escaped(&format!("{title} — {}", t.get("feed-title"))),
        address(&path),
        escaped(publisher),
    );
    for (distribution, version) in versions.iter().take(ENTRIES_MAX) {
        let page = address(&format!("{path}/versions/{}?distribution={distribution}", version.number));
        let heading = t.with("version-heading", "version", version.number.to_string());
        let _ = write!(
            text,
            "<entry>\n<id>{page}</id>\n<title>{}</title>\n<published>{}</published>\n<updated>{at}</updated>\n\
             <link rel=\"alternate\" type=\"text/html\" href=\"{page}\"/>\n<summary>{}</summary>\n</entry>\n",
            escaped(&heading),
            version.published_at,
            escaped(&summary(version, t)),
            at = version.purged.as_ref().map_or(version.published_at, |purge| purge.at),
        );
    }
    text.push_str("</feed>\n");
    text
}

/// The publisher's note and what changed; of a purged version that it is.
fn summary(version: &Version, t: Translator) -> String {
    if version.purged.is_some() {
        return t.get("version-purged");
    }
    let changes = version.changes.as_ref().map(|changes| changes_in_words(changes, t));
    let note = t.text(&version.note).trim();
    let parts = std::iter::once(note).filter(|note| !note.is_empty()).chain(changes.as_deref());
    parts.map(|part| part.trim_end_matches('.')).collect::<Vec<_>>().join(". ")
}

/// Text as XML holds it; characters that XML cannot hold are left out.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => {}
            sign if sign.is_control() && !"\t\n\r".contains(sign) => {}
            sign => safe.push(sign),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_never_breaks_the_feed() {
        assert_eq!(escaped("Парк <b> & \"сад\"\u{0}\u{b}"), "Парк &lt;b&gt; &amp; &quot;сад&quot;");
    }
}
