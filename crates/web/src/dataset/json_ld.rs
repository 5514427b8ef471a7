//! A dataset as schema.org describes it, for search engines. Stands beside the page, because the page allows no inline script.

use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use catalog::{Language, Text, dataset::Dataset, version::Version};
use serde_json::{Map, Value, json};

use super::views::Publishers;
use crate::{Portal, Problem, Visit, download::ENDINGS};

/// The description of a dataset.
pub(super) async fn json_ld(portal: &Portal, visit: &Visit, dataset: &Dataset) -> Result<Response, Problem> {
    let publishers = Publishers::load(portal).await?;
    let publisher = publishers.link(dataset.publisher_id, portal, visit).name;
    let versions = super::versions(portal, dataset).await?;
    let document = describe(portal, dataset, &publisher, &versions);
    Ok(([(header::CONTENT_TYPE, "application/ld+json")], document.to_string()).into_response())
}

fn describe(portal: &Portal, dataset: &Dataset, publisher: &str, versions: &[(u32, Version)]) -> Value {
    let passport = &dataset.passport;
    let address = portal.config.address(&format!("/datasets/{}", dataset.identifier));
    let country = &portal.ports.city.country;
    let mut document = Map::new();
    let mut say = |name: &str, value: Value| {
        if !value.is_null() && value != json!([]) {
            document.insert(name.to_owned(), value);
        }
    };
    say("@context", json!("https://schema.org/"));
    say("@type", json!("Dataset"));
    say("@id", json!(address));
    say("url", json!(address));
    say("identifier", json!(dataset.identifier.as_str()));
    say("name", words(&passport.title));
    say("description", words(&passport.description));
    say("keywords", json!(passport.keywords.iter().map(|keyword| keyword.uk.as_str()).collect::<Vec<_>>()));
    say("inLanguage", json!(passport.languages.iter().map(|language| language.code()).collect::<Vec<_>>()));
    say(
        "license",
        json!(country.licence(&passport.licence).and_then(|term| term.uri.clone()).unwrap_or(passport.licence.clone())),
    );
    say("isAccessibleForFree", json!(true));
    say("datePublished", json!(dataset.issued.map(|at| at.to_string())));
    say("dateModified", json!(dataset.modified.to_string()));
    say("spatialCoverage", json!(passport.spatial));
    say("publisher", json!({ "@type": "GovernmentOrganization", "name": publisher }));
    say("version", json!(versions.first().map(|(_, version)| version.number.to_string())));
    say("distribution", Value::Array(files(portal, dataset, versions)));
    Value::Object(document)
}

fn files(portal: &Portal, dataset: &Dataset, versions: &[(u32, Version)]) -> Vec<Value> {
    let latest = dataset.distributions.iter().filter_map(|distribution| {
        versions
            .iter()
            .map(|(_, version)| version)
            .find(|version| version.distribution_id == distribution.id && version.number == distribution.latest_version)
    });
    let tables = latest.filter(|version| version.purged.is_none()).flat_map(|version| &version.tables);
    let file = |table: &str, ending: &str| {
        let path = format!("/datasets/{}/tables/{table}/versions/latest.{ending}", dataset.identifier);
        json!({
            "@type": "DataDownload",
            "name": table,
            "encodingFormat": intake::content_type(ending),
            "contentUrl": portal.config.address(&path),
        })
    };
    tables.flat_map(|table| ENDINGS.map(|ending| file(table.name.as_str(), ending))).collect()
}

fn words(text: &Text) -> Value {
    let tagged = |language: Language| json!({ "@value": text.get(language), "@language": language.code() });
    match text.en {
        Some(_) => json!([tagged(Language::Uk), tagged(Language::En)]),
        None => tagged(Language::Uk),
    }
}
