//! The frame that every page stands in: title, language switch, navigation, footer.

use std::sync::Arc;

use askama::Template;
use axum::response::Html;
use catalog::{Language, city::City};
use jiff::tz::TimeZone;

use crate::{Portal, WebConfig, assets, i18n::Translator, problem::Problem, visit::localised};

/// The part of the portal a page belongs to, marked in the navigation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// The first page.
    Home,
    /// Datasets and all below.
    Datasets,
    /// Publishers.
    Publishers,
    /// The API's description.
    Api,
    /// About the portal.
    About,
    /// Work of signed-in people.
    Workspace,
    /// Anything else.
    Other,
}

/// A step of the way to a page.
#[derive(Debug, Clone)]
pub struct Crumb {
    /// Path without language prefix.
    pub path: String,
    /// What people read.
    pub label: String,
}

/// Another form of the page, for machines.
#[derive(Debug, Clone)]
pub struct Alternate {
    /// Media type.
    pub media_type: &'static str,
    /// Path.
    pub path: String,
    /// What it is.
    pub title: String,
}

/// What the layout's template shows around a page.
#[derive(Clone)]
pub struct Frame {
    /// Speaks the page's language.
    pub t: Translator,
    /// The city.
    pub city: Arc<City>,
    /// Part of the portal.
    pub section: Section,
    /// Title, without the portal's name.
    pub title: String,
    /// One or two sentences for search engines.
    pub description: Option<String>,
    /// Name of the person signed in.
    pub person: Option<String>,
    /// The way here, without the page itself.
    pub crumbs: Vec<Crumb>,
    /// Other forms of the page.
    pub alternates: Vec<Alternate>,
    /// False for pages that search engines should leave out.
    pub is_indexed: bool,
    config: Arc<WebConfig>,
    path: String,
    query: Option<String>,
}

impl Frame {
    /// A frame for a page at `/`; see [`Frame::at`].
    pub fn new(portal: &Portal, language: Language, section: Section, title: impl Into<String>) -> Self {
        Self {
            t: Translator::new(language),
            city: Arc::clone(&portal.ports.city),
            section,
            title: title.into(),
            description: None,
            person: None,
            crumbs: Vec::new(),
            alternates: Vec::new(),
            is_indexed: section != Section::Workspace,
            config: Arc::clone(&portal.config),
            path: "/".to_owned(),
            query: None,
        }
    }

    /// Says where the page stands (path without language prefix, query as it came).
    #[must_use]
    pub fn at(mut self, path: &str, query: Option<&str>) -> Self {
        path.clone_into(&mut self.path);
        self.query = query.map(ToOwned::to_owned);
        self
    }

    /// Says who is signed in.
    #[must_use]
    pub fn signed_in(mut self, name: Option<String>) -> Self {
        self.person = name;
        self
    }

    /// Describes the page for search engines; long texts are cut at 300 characters.
    #[must_use]
    pub fn described(mut self, description: &str) -> Self {
        self.description = Some(description.chars().take(300).collect());
        self
    }

    /// Adds a step of the way here.
    #[must_use]
    pub fn crumb(mut self, path: impl Into<String>, label: impl Into<String>) -> Self {
        self.crumbs.push(Crumb { path: path.into(), label: label.into() });
        self
    }

    /// Names another form of the page.
    #[must_use]
    pub fn alternate(mut self, media_type: &'static str, path: impl Into<String>, title: impl Into<String>) -> Self {
        self.alternates.push(Alternate { media_type, path: path.into(), title: title.into() });
        self
    }

    /// A path of the portal in the page's language.
    pub fn href(&self, path: &str) -> String {
        localised(self.t.language(), path)
    }

    /// A full address, for what people copy.
    pub fn address(&self, path: &str) -> String {
        self.config.address(path)
    }

    /// The content of `<title>`.
    pub fn full_title(&self) -> String {
        let portal = self.t.text(&self.city.portal_title);
        if self.section == Section::Home { portal.to_owned() } else { format!("{} — {portal}", self.title) }
    }

    /// The page's address without its question.
    pub fn canonical(&self) -> String {
        self.address(&self.href(&self.path))
    }

    /// The address of this page in a language, question included.
    pub fn in_language(&self, code: &str) -> String {
        let language = if code == "en" { Language::En } else { Language::Uk };
        let path = localised(language, &self.path);
        self.query.as_ref().map_or_else(|| path.clone(), |query| format!("{path}?{query}"))
    }

    /// The full address of this page in a language, without its question.
    pub fn alternate_address(&self, code: &str) -> String {
        let language = if code == "en" { Language::En } else { Language::Uk };
        self.address(&localised(language, &self.path))
    }

    /// This page in the page's own language, question included: where a sign-in returns to.
    pub fn here(&self) -> String {
        self.in_language(self.t.language().code())
    }

    /// The hashed address of an asset, such as `site.css`; empty where it was not built.
    pub fn asset(&self, name: &str) -> String {
        assets::path_of(name).unwrap_or_default()
    }

    /// The hashed address of the script compiled from `scripts/<name>.ts`, where it was built.
    pub fn script(&self, name: &str) -> Option<String> {
        assets::path_of(&format!("{name}.js"))
    }

    /// Address of the city's colours.
    pub fn city_styles(&self) -> String {
        assets::city_styles_path(&self.city)
    }

    /// Whether the navigation's entry is where we are.
    pub fn is_in(&self, section: &str) -> bool {
        let name = match self.section {
            Section::Home => "home",
            Section::Datasets => "datasets",
            Section::Publishers => "publishers",
            Section::Api => "api",
            Section::About => "about",
            Section::Workspace => "workspace",
            Section::Other => "other",
        };
        name == section
    }

    /// Days begin and end by it.
    pub fn zone(&self) -> &TimeZone {
        &self.city.time_zone
    }
}

/// Renders a page.
pub fn page(template: &impl Template) -> Result<Html<String>, Problem> {
    template.render().map(Html).map_err(|error| Problem::internal("a page could not be rendered", &error))
}
