//! How to name a dataset as a source: a line for people and an entry for BibTeX.

use catalog::{Language, dataset::Dataset};
use jiff::civil::Date;

/// Both forms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Citation {
    pub(crate) text: String,
    pub(crate) bibtex: String,
}

/// What a citation is made of.
pub(crate) struct Cited<'a> {
    pub(crate) dataset: &'a Dataset,
    pub(crate) publisher: &'a str,
    pub(crate) portal: &'a str,
    pub(crate) version: Option<u32>,
    pub(crate) published: Date,
    pub(crate) address: &'a str,
    pub(crate) accessed: Date,
}

impl Citation {
    pub(crate) fn new(cited: &Cited<'_>, language: Language) -> Self {
        let title = cited.dataset.passport.title.get(language);
        let Cited { publisher, portal, published, address, accessed, .. } = cited;
        let year = published.year();
        let licence = licence_name(&cited.dataset.passport.licence);
        let version = match (cited.version, language) {
            (Some(number), Language::Uk) => format!(" Версія {number}."),
            (Some(number), Language::En) => format!(" Version {number}."),
            (None, _) => String::new(),
        };
        let text = match language {
            Language::Uk => format!(
                "{publisher} ({year}). {title}.{version} {portal}. {address} (дата звернення: {}). Ліцензія: {licence}.",
                accessed.strftime("%d.%m.%Y")
            ),
            Language::En => {
                format!(
                    "{publisher} ({year}). {title}.{version} {portal}. {address} (accessed {accessed}). Licence: {licence}."
                )
            }
        };
        let note = match cited.version {
            Some(number) => format!("v{number}, {licence}"),
            None => licence,
        };
        let bibtex = format!(
            "@misc{{{key}-{year},\n  author       = {{{{{publisher}}}}},\n  title        = {{{title}}},\n  year         = {{{year}}},\n  \
             howpublished = {{{portal}}},\n  url          = {{{address}}},\n  urldate      = {{{accessed}}},\n  note         = {{{note}}}\n}}",
            key = cited.dataset.identifier,
            publisher = braced(publisher),
            title = braced(title),
            portal = braced(portal),
        );
        Self { text, bibtex }
    }
}

/// Braces and backslashes would end a BibTeX value early.
fn braced(text: &str) -> String {
    text.chars().filter(|character| !matches!(character, '{' | '}' | '\\')).collect()
}

fn licence_name(code: &str) -> String {
    code.replace("CC-BY-4.0", "CC BY 4.0")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_citation_names_publisher_year_title_version_and_address() {
        let dataset = crate::samples::dataset("once a month");

        let citation = Citation::new(
            &Cited {
                dataset: &dataset,
                publisher: "Sample department",
                portal: "Open data of Sample",
                version: Some(3),
                published: jiff::civil::date(2026, 11, 1),
                address: "https://data.example/en/datasets/sample",
                accessed: jiff::civil::date(2026, 11, 23),
            },
            Language::En,
        );

        assert_eq!(
            citation.text,
            "Sample department (2026). Sample dataset. Version 3. Open data of Sample. \
             https://data.example/en/datasets/sample (accessed 2026-11-23). Licence: CC BY 4.0."
        );
        assert!(citation.bibtex.starts_with("@misc{sample-2026,"));
    }
}
