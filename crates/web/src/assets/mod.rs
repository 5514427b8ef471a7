//! Styles, fonts and scripts, embedded in the binary and served under hashed names that never change their content.

use std::{borrow::Cow, collections::BTreeMap, fmt::Write as _, sync::LazyLock};

use axum::{
    Router,
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use bytes::Bytes;
use catalog::city::City;
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};

use crate::{Portal, problem::Problem};

#[derive(RustEmbed)]
#[folder = "assets"]
struct Embedded;

/// One file as it is served.
struct Asset {
    path: String,
    media_type: &'static str,
    etag: String,
    bytes: Bytes,
}

/// Assets by their plain name: `site.css`, `fonts/onest-latin.woff2`, `main.js`.
static ASSETS: LazyLock<BTreeMap<String, Asset>> = LazyLock::new(gather);

const IMMUTABLE: &str = "public, max-age=31536000, immutable";

/// The hashed path of an asset by its plain name.
pub fn path_of(name: &str) -> Option<String> {
    ASSETS.get(name).map(|asset| asset.path.clone())
}

/// The path of the city's colours; a change of colour changes it.
pub fn city_styles_path(city: &City) -> String {
    format!("/assets/city.{}.css", short_hash(city_styles(city).as_bytes()))
}

/// Routes of assets, favicon included.
pub fn routes() -> Router<Portal> {
    Router::new().route("/assets/{*path}", get(asset)).route("/favicon.ico", get(favicon))
}

async fn asset(
    State(portal): State<Portal>,
    Path(path): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let full = format!("/assets/{path}");
    if full == city_styles_path(&portal.ports.city) {
        let styles = city_styles(&portal.ports.city);
        let headers = [(header::CONTENT_TYPE, "text/css; charset=utf-8"), (header::CACHE_CONTROL, IMMUTABLE)];
        return Ok((headers, styles).into_response());
    }
    // Chunks of scripts carry esbuild's own hash and import each other by plain name.
    let plain = path.strip_prefix("dist/").filter(|name| name.starts_with("chunk-"));
    let found = match plain {
        Some(name) => ASSETS.get(name),
        None => ASSETS.values().find(|asset| asset.path == full),
    };
    found.map(|asset| serve(asset, &headers)).ok_or_else(Problem::not_found)
}

async fn favicon(headers: HeaderMap) -> Result<Response, Problem> {
    ASSETS.get("images/favicon.svg").map(|asset| serve(asset, &headers)).ok_or_else(Problem::not_found)
}

fn serve(asset: &Asset, headers: &HeaderMap) -> Response {
    let known = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let answer = [
        (header::CONTENT_TYPE, asset.media_type),
        (header::CACHE_CONTROL, IMMUTABLE),
        (header::ETAG, asset.etag.as_str()),
    ];
    if known.is_some_and(|known| known.contains(&asset.etag)) {
        return (StatusCode::NOT_MODIFIED, answer).into_response();
    }
    (answer, asset.bytes.clone()).into_response()
}

/// The city's accent as custom properties: a file, because the content security policy forbids inline styles.
fn city_styles(city: &City) -> String {
    let colour = |text: &str, otherwise: &'static str| {
        let digits = text.strip_prefix('#').unwrap_or_default();
        let lawful = digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        if lawful { text.to_owned() } else { otherwise.to_owned() }
    };
    let (light, dark) = (colour(&city.accent, "#0b4f94"), colour(&city.accent_dark, "#7cc4ff"));
    format!(
        ":root {{ --accent: {light}; }}\n@media screen and (prefers-color-scheme: dark) {{ :root {{ --accent: {dark}; }} }}\n"
    )
}

fn gather() -> BTreeMap<String, Asset> {
    let mut assets = BTreeMap::new();
    let mut add = |name: &str, bytes: Vec<u8>| {
        let hash = short_hash(&bytes);
        let (stem, extension) = name.rsplit_once('.').unwrap_or((name, "bin"));
        let path = match name.strip_prefix("chunk-") {
            Some(_) => format!("/assets/dist/{name}"),
            None if extension == "js" => format!("/assets/dist/{stem}.{hash}.js"),
            None => format!("/assets/{stem}.{hash}.{extension}"),
        };
        let asset =
            Asset { path, media_type: media_type(extension), etag: format!("\"{hash}\""), bytes: Bytes::from(bytes) };
        assets.insert(name.to_owned(), asset);
    };
    let mut replaced = Vec::new();
    for path in Embedded::iter().filter(|path| path.starts_with("fonts/") || path.starts_with("images/")) {
        let bytes = embedded(&path);
        let (stem, extension) = path.rsplit_once('.').unwrap_or((&path, "bin"));
        replaced.push((format!("/assets/{path}"), format!("/assets/{stem}.{}.{extension}", short_hash(&bytes))));
        add(&path, bytes.into_owned());
    }
    for path in Embedded::iter().filter(|path| path.starts_with("dist/")) {
        add(path.trim_start_matches("dist/"), embedded(&path).into_owned());
    }
    add("site.css", bundle(|name| !name.starts_with("workspace"), &replaced).into_bytes());
    add("workspace.css", bundle(|name| name.starts_with("workspace"), &replaced).into_bytes());
    assets
}

/// One stylesheet of many files in the order of their names; `@layer` decides what wins, not the order.
fn bundle(is_wanted: impl Fn(&str) -> bool, replaced: &[(String, String)]) -> String {
    let mut names: Vec<Cow<'static, str>> = Embedded::iter().filter(|path| path.starts_with("css/")).collect();
    names.sort();
    // The order of layers is said once, before any of them is filled.
    let mut styles = String::from("@layer reset, tokens, base, components, utilities;\n");
    for path in names.iter().filter(|path| is_wanted(path.trim_start_matches("css/"))) {
        styles.push_str(&String::from_utf8_lossy(&embedded(path)));
        styles.push('\n');
    }
    for (plain, hashed) in replaced {
        styles = styles.replace(plain, hashed);
    }
    styles
}

fn embedded(path: &str) -> Cow<'static, [u8]> {
    Embedded::get(path).map_or(Cow::Borrowed(&[]), |file| file.data)
}

fn short_hash(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().take(6).fold(String::with_capacity(12), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn media_type(extension: &str) -> &'static str {
    match extension {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stylesheet_names_fonts_by_their_hashed_addresses() {
        let styles = String::from_utf8_lossy(&ASSETS["site.css"].bytes).into_owned();

        assert!(styles.contains(&path_of("fonts/onest-cyrillic.woff2").expect("the font is embedded")));
        assert!(!styles.contains("/assets/fonts/onest-cyrillic.woff2"));
    }

    #[test]
    fn a_colour_that_is_none_never_reaches_the_stylesheet() {
        let city = City {
            name: catalog::Text::default(),
            portal_title: catalog::Text::default(),
            tagline: catalog::Text::default(),
            time_zone: jiff::tz::TimeZone::UTC,
            accent: "red; } body { display: none".to_owned(),
            accent_dark: "#7cc4ff".to_owned(),
            contact_email: String::new(),
            country: catalog::city::Country::default(),
        };

        assert!(city_styles(&city).starts_with(":root { --accent: #0b4f94; }"));
    }
}
