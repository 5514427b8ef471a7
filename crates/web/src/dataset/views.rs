//! Datasets as pages show them: plain texts, already in the reader's language.

use std::collections::HashMap;

use catalog::{
    PublisherId, Text,
    dataset::{Dataset, Target},
    publisher::Publisher,
    version::{ChangeSummary, Table, Version},
};
use jiff::Timestamp;

use super::Freshness;
use crate::{
    Portal, Problem, Visit,
    i18n::{Translator, order},
};

/// Publishers by their ids, with their names of today.
pub(crate) struct Publishers {
    by_id: HashMap<PublisherId, Publisher>,
}

/// A publisher as a link.
#[derive(Debug, Clone, Default)]
pub(crate) struct PublisherLink {
    pub(crate) identifier: String,
    pub(crate) name: String,
    pub(crate) lang: Option<&'static str>,
}

impl Publishers {
    /// Loads them.
    pub(crate) async fn load(portal: &Portal) -> Result<Self, Problem> {
        let publishers = portal.ports.publishers.publishers().await?;
        Ok(Self { by_id: publishers.into_iter().map(|publisher| (publisher.id, publisher)).collect() })
    }

    /// The publisher of that id.
    pub(crate) fn get(&self, id: PublisherId) -> Option<&Publisher> {
        self.by_id.get(&id)
    }

    /// The publisher of that public identifier.
    pub(crate) fn by_identifier(&self, identifier: &str) -> Option<&Publisher> {
        self.by_id.values().find(|publisher| publisher.identifier.as_str() == identifier)
    }

    /// All of them, by name.
    pub(crate) fn sorted(&self, portal: &Portal, visit: &Visit) -> Vec<&Publisher> {
        let mut publishers: Vec<_> = self.by_id.values().collect();
        publishers.sort_by_cached_key(|publisher| order(&self.link(publisher.id, portal, visit).name));
        publishers
    }

    /// A publisher as a link.
    pub(crate) fn link(&self, id: PublisherId, portal: &Portal, visit: &Visit) -> PublisherLink {
        let Some(publisher) = self.get(id) else { return PublisherLink::default() };
        let name = publisher.name_on(portal.ports.city.day(visit.now));
        let t = visit.translator();
        PublisherLink {
            identifier: publisher.identifier.to_string(),
            name: t.text(name).to_owned(),
            lang: t.lang_of(name),
        }
    }
}

/// A dataset in a list.
#[derive(Debug, Clone)]
pub(crate) struct DatasetCard {
    pub(crate) identifier: String,
    pub(crate) title: String,
    pub(crate) lang: Option<&'static str>,
    pub(crate) description: String,
    pub(crate) publisher: PublisherLink,
    pub(crate) theme: Option<String>,
    pub(crate) updated: String,
    pub(crate) updated_ago: String,
    pub(crate) frequency: Option<String>,
    pub(crate) freshness: &'static str,
    pub(crate) freshness_words: String,
}

/// When data appeared on this portal last.
pub(crate) fn published_at(dataset: &Dataset) -> Option<Timestamp> {
    dataset.targets.iter().find(|state| state.target == Target::City).and_then(|state| state.published_at)
}

impl DatasetCard {
    pub(crate) fn new(dataset: &Dataset, publishers: &Publishers, portal: &Portal, visit: &Visit) -> Self {
        let city = &portal.ports.city;
        let t = visit.translator();
        let passport = &dataset.passport;
        let published = published_at(dataset);
        let freshness = Freshness::of(dataset, published, city, visit.now);
        let updated = published.unwrap_or(dataset.modified);
        Self {
            identifier: dataset.identifier.to_string(),
            title: t.text(&passport.title).to_owned(),
            lang: t.lang_of(&passport.title),
            description: beginning(t.text(&passport.description), 220),
            publisher: publishers.link(dataset.publisher_id, portal, visit),
            theme: passport
                .theme
                .as_deref()
                .and_then(|code| city.country.theme(code))
                .map(|term| t.text(&term.label).to_owned()),
            updated: t.day(&updated, &city.time_zone),
            updated_ago: t.days_ago(&updated, &visit.now, &city.time_zone),
            frequency: passport
                .frequency
                .as_deref()
                .and_then(|code| city.country.frequency(code))
                .map(|term| t.text(&term.label).to_owned()),
            freshness: freshness.name(),
            freshness_words: freshness.words(t),
        }
    }
}

/// A line of the list of versions.
#[derive(Debug, Clone)]
pub(crate) struct VersionLine {
    pub(crate) number: u32,
    pub(crate) distribution: u32,
    pub(crate) day: String,
    pub(crate) data_date: Option<String>,
    pub(crate) note: String,
    pub(crate) note_lang: Option<&'static str>,
    pub(crate) rows: String,
    pub(crate) changes: Option<String>,
    pub(crate) is_breaking: bool,
    pub(crate) since: Option<u32>,
    pub(crate) is_purged: bool,
}

impl VersionLine {
    pub(crate) fn new(distribution: u32, version: &Version, portal: &Portal, t: Translator) -> Self {
        let rows: u64 = version.tables.iter().map(|table| table.rows).sum();
        Self {
            number: version.number,
            distribution,
            day: t.day(&version.published_at, &portal.ports.city.time_zone),
            data_date: version.data_date.as_ref().map(|day| t.date(day)),
            note: t.text(&version.note).to_owned(),
            note_lang: t.lang_of(&version.note),
            rows: t.count("rows-count", rows),
            changes: version.changes.as_ref().map(|changes| changes_in_words(changes, t)),
            is_breaking: version.changes.as_ref().is_some_and(ChangeSummary::is_breaking),
            since: version.changes.as_ref().map(|changes| changes.since_version).filter(|since| *since > 0),
            is_purged: version.purged.is_some(),
        }
    }
}

/// A sentence that sums up what changed.
pub(crate) fn changes_in_words(changes: &ChangeSummary, t: Translator) -> String {
    if changes.is_empty() {
        return t.get("difference-none");
    }
    let counted = [("difference-rows-added", changes.rows_added), ("difference-rows-removed", changes.rows_removed)];
    let mut parts: Vec<String> =
        counted.into_iter().filter(|(_, count)| *count > 0).map(|(key, count)| t.count(key, count)).collect();
    match &changes.cells_per_field[..] {
        _ if changes.rows_changed == 0 => {}
        [(only, count)] => parts.push(t.count_with("difference-cells-in-field", *count, &[("field", only)])),
        _ => parts.push(t.count("difference-rows-changed", changes.rows_changed)),
    }
    let counted = [
        ("difference-fields-added", changes.fields_added.len() as u64),
        ("difference-fields-removed", changes.fields_removed.len() as u64),
        ("difference-fields-renamed", changes.fields_renamed.len() as u64),
        ("difference-fields-retyped", changes.fields_retyped.len() as u64),
        ("difference-tables-added", changes.tables_added.len() as u64),
        ("difference-tables-removed", changes.tables_removed.len() as u64),
    ];
    parts.extend(counted.into_iter().filter(|(_, count)| *count > 0).map(|(key, count)| t.count(key, count)));
    parts.join("; ")
}

/// A text of the catalog with the `lang` it needs.
#[derive(Debug, Clone)]
pub(crate) struct Words {
    pub(crate) text: String,
    pub(crate) lang: Option<&'static str>,
}

impl Words {
    pub(crate) fn new(text: &Text, t: Translator) -> Self {
        Self { text: t.text(text).to_owned(), lang: t.lang_of(text) }
    }
}

/// What people call a table: a dataset's only table is called as the dataset, because its own title is often a file's name.
pub(crate) fn table_title(dataset: &Dataset, version: &Version, table: &Table, t: Translator) -> Words {
    let is_only = dataset.distributions.len() == 1 && version.tables.len() == 1;
    Words::new(if is_only { &dataset.passport.title } else { &table.title }, t)
}

/// The beginning of a text, cut at a word.
pub(crate) fn beginning(text: &str, length_max: usize) -> String {
    if text.chars().count() <= length_max {
        return text.to_owned();
    }
    let cut: String = text.chars().take(length_max).collect();
    let end = cut.rfind(char::is_whitespace).unwrap_or(cut.len());
    format!("{}…", cut[..end].trim_end_matches([',', ';', '.', ' ']))
}
