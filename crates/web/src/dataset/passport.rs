//! The passport of Resolution 835 as a table: every element in the law's order, then DCAT's coverage.

use catalog::{dataset::Dataset, version::Version};

use super::views::Words;
use crate::{Portal, Visit, i18n::Translator, standard::path_of as standard_path};

/// One element.
#[derive(Debug, Clone)]
pub(super) struct PassportLine {
    pub(super) label: String,
    pub(super) value: String,
    pub(super) lang: Option<&'static str>,
    pub(super) href: Option<String>,
}

/// All elements. One that is not filled in says so: a gap is news too.
pub(super) fn passport(
    portal: &Portal,
    visit: &Visit,
    dataset: &Dataset,
    publisher: &str,
    versions: &[(u32, Version)],
) -> Vec<PassportLine> {
    let t = visit.translator();
    let city = &portal.ports.city;
    let about = &dataset.passport;
    let latest = versions.first().map(|(_, version)| version);
    let term = |term: Option<&catalog::city::Term>| term.map(|term| t.text(&term.label).to_owned());
    let mut lines = Lines { t, lines: Vec::new() };

    lines.say("element-identifier", Some(dataset.identifier.to_string()));
    lines.words("element-title", Words::new(&about.title, t));
    lines.words("element-description", Words::new(&about.description, t));
    lines.say("element-formats", Some("CSV, XLSX, JSON, NDJSON, Parquet".to_owned()));
    lines.say("element-compression", Some(t.get("element-no-compression")));
    lines.say("element-issued", dataset.issued.map(|at| t.moment(&at, &city.time_zone)));
    lines.say("element-modified", Some(t.moment(&dataset.modified, &city.time_zone)));
    let data_date = latest.and_then(|version| version.data_date).or(about.data_date);
    lines.say("element-data-date", data_date.map(|day| t.date(&day)));
    lines.say("element-frequency", term(about.frequency.as_deref().and_then(|code| city.country.frequency(code))));
    let keywords: Vec<&str> = about.keywords.iter().map(|keyword| t.text(keyword)).collect();
    lines.say("element-keywords", Some(keywords.join(", ")));
    let address = portal.config.address(&visit.href(&format!("/datasets/{}", dataset.identifier)));
    lines.link("element-address", Some(address.clone()), address);
    let structure = format!("/api/v1/datasets/{}", dataset.identifier);
    lines.link("element-structure", latest.map(|_| t.get("element-structure-link")), structure);
    let mut followed: Vec<&str> = dataset.distributions.iter().filter_map(|one| one.standard.as_deref()).collect();
    followed.sort_unstable();
    followed.dedup();
    for standard in followed.iter().filter_map(|id| portal.intake.standards().get(id)) {
        let page = visit.href(&standard_path(&standard.id));
        lines.link("element-standard", Some(t.message(&standard.title).to_owned()), page);
    }
    let languages: Vec<String> =
        about.languages.iter().map(|language| t.get(&format!("language-{}", language.code()))).collect();
    lines.say("element-languages", Some(languages.join(", ")));
    lines.words("element-legal-ground", Words::new(&about.legal_ground, t));
    lines.words("element-purpose", Words::new(&about.purpose, t));
    lines.say("element-publisher", Some(publisher.to_owned()));
    lines.say("element-contact", Some(about.contact_point.name.clone()));
    let email = about.contact_point.email.clone();
    lines.link("element-email", Some(email.clone()), format!("mailto:{email}"));
    lines.say("element-theme", term(about.theme.as_deref().and_then(|code| city.country.theme(code))));
    lines.say("element-licence", term(city.country.licence(&about.licence)).or(Some(about.licence.clone())));
    lines.say("element-spatial", about.spatial.clone());
    lines.say("element-temporal", period(about.temporal, t));
    lines.say("element-access", Some(access_words(&about.access_rights, t)));
    let item = about.mandatory_item.as_deref();
    let item = item.and_then(|code| city.country.mandatory.iter().find(|item| item.code == code));
    lines.say("element-mandatory", item.map(|item| t.text(&item.title).to_owned()));
    lines.lines
}

struct Lines {
    t: Translator,
    lines: Vec<PassportLine>,
}

impl Lines {
    fn say(&mut self, label: &str, value: Option<String>) {
        self.add(label, value, None, None);
    }

    fn words(&mut self, label: &str, words: Words) {
        self.add(label, Some(words.text), words.lang, None);
    }

    fn link(&mut self, label: &str, value: Option<String>, href: String) {
        self.add(label, value, None, Some(href));
    }

    fn add(&mut self, label: &str, value: Option<String>, lang: Option<&'static str>, href: Option<String>) {
        let value = value.filter(|value| !value.trim().is_empty());
        let href = href.filter(|_| value.is_some());
        let value = value.unwrap_or_else(|| self.t.get("element-not-stated"));
        self.lines.push(PassportLine { label: self.t.get(label), value, lang, href });
    }
}

fn period(period: catalog::dataset::Period, t: Translator) -> Option<String> {
    match (period.from, period.until) {
        (Some(from), Some(until)) => Some(format!("{} — {}", t.date(&from), t.date(&until))),
        (Some(from), None) => Some(t.with("period-from", "day", t.date(&from))),
        (None, Some(until)) => Some(t.with("period-until", "day", t.date(&until))),
        (None, None) => None,
    }
}

fn access_words(rights: &str, t: Translator) -> String {
    match rights {
        "restricted" => t.get("access-restricted"),
        "non-public" => t.get("access-non-public"),
        _ => t.get("access-public"),
    }
}
