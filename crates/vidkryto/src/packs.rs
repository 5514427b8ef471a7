//! The packs carried in the binary: Ukraine's vocabularies and standards, Dnipro's identity and publishers.
//!
//! What lives here turns the files under `packs/` into the catalog's types. What they say is theirs; nothing is added here.

mod files;

use std::sync::{Arc, LazyLock};

use catalog::{
    Text,
    city::{City, Country, MandatoryItem, Term},
    dataset::Identifier,
    publisher::{DatedName, PublisherKind},
};
use jiff::{civil::Date, tz::TimeZone};
use serde::Deserialize;
use standards::Codifier;

pub(crate) use files::STANDARDS;

/// The codifier of places in the pack; read on the first question.
pub(crate) fn codifier() -> Arc<Codifier> {
    static CODIFIER: LazyLock<Arc<Codifier>> = LazyLock::new(|| Arc::new(Codifier::new(files::KATOTTG)));
    Arc::clone(&CODIFIER)
}

/// Why reading an embedded pack cannot fail.
const CHECKED: &str = "embedded packs are checked by this module's tests";

/// A publisher as the city's pack names it, before it has an identifier inside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PublisherSeed {
    /// Public identifier.
    pub(crate) identifier: Identifier,
    /// Identifier of the body it belongs to; the council has none.
    pub(crate) parent: Option<Identifier>,
    /// What kind of body it is.
    pub(crate) kind: PublisherKind,
    /// Names by date, at least one.
    pub(crate) names: Vec<DatedName>,
    /// Code ЄДРПОУ, only where a source gives it.
    pub(crate) edrpou: Option<String>,
    /// Where the name comes from.
    pub(crate) source: String,
}

/// A district of the city.
#[cfg(test)]
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(crate) struct District {
    /// КАТОТТГ.
    pub(crate) code: String,
    /// Name without the word for district.
    pub(crate) name: Text,
}

/// Degrees between which the city lies (WGS 84).
#[cfg(test)]
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
pub(crate) struct BoundingBox {
    /// Least latitude.
    pub(crate) south: f64,
    /// Largest latitude.
    pub(crate) north: f64,
    /// Least longitude.
    pub(crate) west: f64,
    /// Largest longitude.
    pub(crate) east: f64,
}

#[cfg(test)]
impl BoundingBox {
    /// Whether a point lies in it.
    pub(crate) fn contains(&self, latitude: f64, longitude: f64) -> bool {
        (self.south..=self.north).contains(&latitude) && (self.west..=self.east).contains(&longitude)
    }
}

/// The city with its country's vocabularies.
pub(crate) fn city() -> City {
    let file: CityFile = parse(files::CITY);
    City {
        name: file.name,
        portal_title: file.portal_title,
        tagline: file.tagline,
        time_zone: TimeZone::get(&file.time_zone).expect(CHECKED),
        accent: file.accent,
        accent_dark: file.accent_dark,
        contact_email: file.contact_email,
        country: country(),
    }
}

/// Degrees between which the city lies.
#[cfg(test)]
pub(crate) fn bounding_box() -> BoundingBox {
    parse::<CityFile>(files::CITY).bounding_box
}

/// What holds in the country.
pub(crate) fn country() -> Country {
    let notice: NoticeFile = parse(files::NOTICE);
    Country {
        frequencies: terms(files::FREQUENCIES),
        themes: terms(files::THEMES),
        licences: terms(files::LICENCES),
        notice: notice.paragraph,
        mandatory: mandatory(files::MANDATORY),
        mandatory_edition: Some(parse::<PackFile>(files::PACK).mandatory_edition),
    }
}

/// The city's publishers, parents before their children.
pub(crate) fn publishers() -> Vec<PublisherSeed> {
    let file: PublishersFile = parse(files::PUBLISHERS);
    file.publisher
        .into_iter()
        .map(|entry| PublisherSeed {
            identifier: entry.identifier,
            parent: entry.parent,
            kind: entry.kind,
            names: vec![DatedName { from: None, name: entry.name }],
            edrpou: entry.edrpou,
            source: entry.source,
        })
        .collect()
}

/// The city's districts.
#[cfg(test)]
pub(crate) fn districts() -> Vec<District> {
    parse::<DistrictsFile>(files::DISTRICTS).district
}

#[derive(Deserialize)]
struct PackFile {
    mandatory_edition: Date,
}

#[derive(Deserialize)]
struct CityFile {
    name: Text,
    portal_title: Text,
    tagline: Text,
    time_zone: String,
    accent: String,
    accent_dark: String,
    contact_email: String,
    #[cfg(test)]
    bounding_box: BoundingBox,
}

#[derive(Deserialize)]
struct TermsFile {
    term: Vec<Term>,
}

#[derive(Deserialize)]
struct NoticeFile {
    paragraph: Vec<Text>,
}

#[derive(Deserialize)]
struct PublishersFile {
    publisher: Vec<PublisherEntry>,
}

#[derive(Deserialize)]
struct PublisherEntry {
    identifier: Identifier,
    parent: Option<Identifier>,
    kind: PublisherKind,
    name: Text,
    edrpou: Option<String>,
    source: String,
}

#[cfg(test)]
#[derive(Deserialize)]
struct DistrictsFile {
    district: Vec<District>,
}

fn parse<T: serde::de::DeserializeOwned>(text: &str) -> T {
    toml::from_str(text).expect(CHECKED)
}

fn terms(text: &str) -> Vec<Term> {
    parse::<TermsFile>(text).term
}

/// Reads the mandatory list. Structures that this pack does not carry yet are left out, so that no link leads nowhere.
fn mandatory(csv: &str) -> Vec<MandatoryItem> {
    let carried = |id: &String| STANDARDS.iter().any(|(known, _)| known == id);
    let item = |line: &str| {
        let [code, audience, annex, uk, en, tables] = record(line).try_into().expect(CHECKED);
        let standards = tables.split_whitespace().map(|table| format!("ua-835-2025/{annex}/{table}")).filter(carried);
        MandatoryItem { code, title: Text::new(uk, en), audience, standards: standards.collect() }
    };
    csv.lines().skip(1).map(item).collect()
}

/// Cuts one line of the pack's CSV: commas between cells, doubled quotes inside quoted ones, no line breaks within cells.
fn record(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    let mut characters = line.chars().peekable();
    while let Some(character) = characters.next() {
        let cell = cells.last_mut().expect("one cell stands there from the start");
        match character {
            '"' if quoted && characters.peek() == Some(&'"') => {
                characters.next();
                cell.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            other => cell.push(other),
        }
    }
    cells
}

#[cfg(test)]
mod tests;
