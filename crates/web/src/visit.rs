//! Who asks, in which language, for which page: what every handler wants to know of a request.

use std::net::{IpAddr, SocketAddr};

use axum::{
    extract::{ConnectInfo, FromRequestParts, OriginalUri},
    http::{HeaderMap, header, request::Parts},
};
use axum_extra::extract::CookieJar;
use catalog::{
    Actor, Language,
    person::{Person, account},
};
use jiff::Timestamp;

use crate::{
    Portal,
    i18n::Translator,
    layout::{Frame, Section},
    problem::Problem,
};

/// A request as pages and the API see it.
#[derive(Debug, Clone)]
pub struct Visit {
    /// From the address (`/en/…`); for `/api/…` from `Accept-Language`.
    pub language: Language,
    /// Who asks.
    pub actor: Actor,
    /// The person signed in.
    pub person: Option<Person>,
    /// Path without the language's prefix.
    pub path: String,
    /// Query, as it came.
    pub query: Option<String>,
    /// Address the request came from, proxies we trust left aside.
    pub remote: String,
    /// When.
    pub now: Timestamp,
}

impl Visit {
    /// Speaks the visit's language.
    pub fn translator(&self) -> Translator {
        Translator::new(self.language)
    }

    /// A path of the portal in the visit's language.
    pub fn href(&self, path: &str) -> String {
        localised(self.language, path)
    }

    /// The frame of the page that answers this visit.
    pub fn frame(&self, portal: &Portal, section: Section, title: impl Into<String>) -> Frame {
        Frame::new(portal, self.language, section, title)
            .at(&self.path, self.query.as_deref())
            .signed_in(self.person.as_ref().map(|person| person.name.clone()))
    }
}

/// The path of a page in a language: Ukrainian bears no prefix.
pub(crate) fn localised(language: Language, path: &str) -> String {
    match (language, path) {
        (Language::Uk, path) => path.to_owned(),
        (Language::En, "/") => "/en".to_owned(),
        (Language::En, path) => format!("/en{path}"),
    }
}

/// Language and bare path of an address.
pub(crate) fn split_language(path: &str) -> (Language, &str) {
    match path.strip_prefix("/en") {
        Some("") => (Language::En, "/"),
        Some(rest) if rest.starts_with('/') => (Language::En, rest),
        _ => (Language::Uk, path),
    }
}

/// The language of a request: its address tells, and for the API its `Accept-Language`.
pub(crate) fn language_of(path: &str, headers: &HeaderMap) -> Language {
    if !path.starts_with("/api/") {
        return split_language(path).0;
    }
    let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let first = accepted.split(',').map(str::trim).find(|tag| tag.starts_with("uk") || tag.starts_with("en"));
    if first.is_some_and(|tag| tag.starts_with("en")) { Language::En } else { Language::Uk }
}

impl FromRequestParts<Portal> for Visit {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, portal: &Portal) -> Result<Self, Problem> {
        // A nested router cuts `/en` off the address; the original one still has it.
        let uri =
            parts.extensions.get::<OriginalUri>().map_or_else(|| parts.uri.clone(), |original| original.0.clone());
        let signed_in = signed_in(&parts.headers, portal).await?;
        let (person, actor) = signed_in.map_or((None, Actor::Visitor), |(person, actor)| (Some(person), actor));
        Ok(Self {
            language: language_of(uri.path(), &parts.headers),
            actor,
            person,
            path: split_language(uri.path()).1.to_owned(),
            query: uri.query().map(ToOwned::to_owned),
            remote: remote(parts, &portal.config.trusted_proxies),
            now: portal.ports.clock.now(),
        })
    }
}

/// The person behind a token or a session cookie. A token that does not hold is refused; a cookie that does not is ignored.
async fn signed_in(headers: &HeaderMap, portal: &Portal) -> Result<Option<(Person, Actor)>, Problem> {
    if let Some(value) = headers.get(header::AUTHORIZATION) {
        let token = value.to_str().ok().and_then(|text| text.strip_prefix("Bearer ")).map(str::trim);
        let token = token.ok_or_else(Problem::token_refused)?;
        let found = account::actor_of_token(&portal.ports, token).await?;
        return found.map(Some).ok_or_else(Problem::token_refused);
    }
    let jar = CookieJar::from_headers(headers);
    match jar.get(portal.config.session_cookie()) {
        Some(cookie) => Ok(account::actor_of_session(&portal.ports, cookie.value()).await?),
        None => Ok(None),
    }
}

/// Name of the person signed in, for pages that stand whatever fails: nobody where that cannot be told.
pub(crate) async fn name_of_visitor(headers: &HeaderMap, portal: &Portal) -> Option<String> {
    signed_in(headers, portal).await.ok().flatten().map(|(person, _)| person.name)
}

/// The nearest address that is not a trusted proxy's.
fn remote(parts: &Parts, trusted: &[IpAddr]) -> String {
    let Some(peer) = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip()) else {
        return "unknown".to_owned();
    };
    let forwarded = parts.headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok());
    let mut hops: Vec<IpAddr> =
        forwarded.flat_map(|line| line.split(',')).filter_map(|hop| hop.trim().parse().ok()).collect();
    hops.push(peer);
    hops.iter().rev().find(|hop| !trusted.contains(hop)).unwrap_or(&peer).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_tells_the_language() {
        assert_eq!(split_language("/en/datasets"), (Language::En, "/datasets"));
        assert_eq!(split_language("/en"), (Language::En, "/"));
        assert_eq!(split_language("/energy"), (Language::Uk, "/energy"));
        assert_eq!(localised(Language::En, "/datasets"), "/en/datasets");
    }

    #[test]
    fn the_api_answers_in_the_first_language_it_speaks() {
        let headers =
            |value: &'static str| HeaderMap::from_iter([(header::ACCEPT_LANGUAGE, value.parse().expect("a header"))]);

        assert_eq!(language_of("/api/v1/datasets", &headers("de, en;q=0.8")), Language::En);
        assert_eq!(language_of("/api/v1/datasets", &headers("uk-UA,en")), Language::Uk);
        assert_eq!(language_of("/api/v1/datasets", &HeaderMap::new()), Language::Uk);
    }

    #[test]
    fn only_a_trusted_proxy_may_name_another_address() {
        let request = axum::http::Request::builder().header("x-forwarded-for", "198.51.100.7, 10.0.0.2");
        let (mut parts, ()) = request.body(()).expect("a request").into_parts();
        parts.extensions.insert(ConnectInfo(SocketAddr::from(([10, 0, 0, 1], 5000))));

        assert_eq!(remote(&parts, &[]), "10.0.0.1");
        let trusted = [IpAddr::from([10, 0, 0, 1]), IpAddr::from([10, 0, 0, 2])];
        assert_eq!(remote(&parts, &trusted), "198.51.100.7");
    }
}
