//! What the API's answers are made of. Times are UTC, days are ISO 8601, texts carry their languages.

use catalog::{
    Text,
    dataset::{Dataset, Distribution, Period},
    version::{ChangeSummary, Field, Table, Version},
};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::{Portal, dataset::views::Publishers, download::ENDINGS};

/// A text in Ukrainian and, where somebody wrote it, in English.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct TextView {
    /// Ukrainian.
    pub uk: String,
    /// English.
    pub en: Option<String>,
}

impl From<&Text> for TextView {
    fn from(text: &Text) -> Self {
        Self { uk: text.uk.clone(), en: text.en.clone() }
    }
}

/// Who answers for a dataset.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct PublisherRef {
    /// Public identifier.
    pub identifier: String,
    /// Name of today.
    pub name: TextView,
}

/// A dataset in a list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct DatasetSummary {
    /// Public identifier.
    pub identifier: String,
    /// Its page.
    pub url: String,
    /// Title.
    pub title: TextView,
    /// Description.
    pub description: TextView,
    /// Who answers for it.
    pub publisher: Option<PublisherRef>,
    /// Theme's code.
    pub theme: Option<String>,
    /// Update frequency's code.
    pub frequency: Option<String>,
    /// First published.
    pub issued: Option<String>,
    /// Last changed.
    pub modified: String,
}

/// A dataset with its passport and the tables of its latest versions.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct DatasetView {
    /// What lists show.
    #[serde(flatten)]
    pub summary: DatasetSummary,
    /// `published`, or `draft` for its publisher's people.
    pub state: String,
    /// Revision of the description: send it back as `If-Match` when you change it.
    pub revision: u64,
    /// Identifiers it bore before.
    pub aliases: Vec<String>,
    /// Keywords.
    pub keywords: Vec<TextView>,
    /// Languages of the data.
    pub languages: Vec<String>,
    /// The day the data speak of.
    pub data_date: Option<String>,
    /// The act by which the information is gathered.
    pub legal_ground: TextView,
    /// What it is gathered for.
    pub purpose: TextView,
    /// Responsible person and their address.
    pub contact_point: ContactView,
    /// Licence code.
    pub licence: String,
    /// Area covered.
    pub spatial: Option<String>,
    /// Time covered.
    pub temporal: PeriodView,
    /// `public`, `restricted` or `non-public`.
    pub access_rights: String,
    /// Item of the law's mandatory list.
    pub mandatory_item: Option<String>,
    /// Forms of the dataset.
    pub distributions: Vec<DistributionView>,
}

/// Responsible person.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ContactView {
    /// Name or post.
    pub name: String,
    /// Address.
    pub email: String,
}

/// A span of days.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct PeriodView {
    /// First day.
    pub from: Option<String>,
    /// Last day.
    pub until: Option<String>,
}

impl From<Period> for PeriodView {
    fn from(period: Period) -> Self {
        Self { from: period.from.map(|day| day.to_string()), until: period.until.map(|day| day.to_string()) }
    }
}

/// One form of a dataset.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct DistributionView {
    /// Number in the dataset.
    pub number: u32,
    /// What it holds.
    pub title: TextView,
    /// Standard its tables follow.
    pub standard: Option<String>,
    /// Number of the latest version; 0 where there is none.
    pub latest_version: u32,
    /// Tables of the latest version.
    pub tables: Vec<TableView>,
}

/// A table of a version.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct TableView {
    /// Name, unique in the dataset.
    pub name: String,
    /// What people read.
    pub title: TextView,
    /// How many rows.
    pub rows: u64,
    /// Fields in order.
    pub fields: Vec<FieldView>,
    /// Where its rows are asked for.
    pub rows_url: String,
    /// Files by format.
    #[schema(value_type = std::collections::BTreeMap<String, String>)]
    pub downloads: serde_json::Map<String, Value>,
}

/// A field of a table.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct FieldView {
    /// Machine name.
    pub name: String,
    /// What people read.
    pub title: TextView,
    /// Type after Frictionless Table Schema.
    #[serde(rename = "type")]
    pub type_name: String,
    /// Kind of value, such as `edrpou`.
    pub kind: Option<String>,
}

impl From<&Field> for FieldView {
    fn from(field: &Field) -> Self {
        Self {
            name: field.name.clone(),
            title: TextView::from(&field.title),
            type_name: field.kind_of_type.clone(),
            kind: field.kind.clone(),
        }
    }
}

/// A version of a distribution.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct VersionView {
    /// Number in its distribution.
    pub version: u32,
    /// Number of its distribution.
    pub distribution: u32,
    /// Its page.
    pub url: String,
    /// When it was published.
    pub published_at: String,
    /// The day the data speak of.
    pub data_date: Option<String>,
    /// What its publisher says about it.
    pub note: TextView,
    /// SHA-256 of the file it was made from.
    pub original_sha256: String,
    /// The file it was made from, where it is public.
    pub original_url: Option<String>,
    /// How it differs from the version before.
    #[schema(value_type = Option<Object>)]
    pub changes: Option<ChangeSummary>,
    /// Set where its content was removed by decision.
    pub purged: Option<PurgeView>,
    /// Tables; empty where it was purged.
    pub tables: Vec<TableView>,
}

/// Why and when a version's content was removed.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct PurgeView {
    /// When.
    pub at: String,
    /// The decision and its reason.
    pub ground: TextView,
}

/// A publisher.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct PublisherView {
    /// Public identifier.
    pub identifier: String,
    /// Its page.
    pub url: String,
    /// Name of today.
    pub name: TextView,
    /// `council`, `department`, `utility` or `institution`.
    #[schema(value_type = String)]
    pub kind: catalog::publisher::PublisherKind,
    /// Identifier of the body above it.
    pub parent: Option<String>,
    /// Code in the register of legal entities.
    pub edrpou: Option<String>,
    /// How many published datasets it has.
    pub datasets: u64,
}

/// Builds views with full addresses.
pub(crate) struct Views<'a> {
    portal: &'a Portal,
    publishers: &'a Publishers,
}

impl<'a> Views<'a> {
    pub(crate) fn new(portal: &'a Portal, publishers: &'a Publishers) -> Self {
        Self { portal, publishers }
    }

    pub(crate) fn summary(&self, dataset: &Dataset) -> DatasetSummary {
        let passport = &dataset.passport;
        let today = self.portal.ports.city.day(self.portal.ports.clock.now());
        DatasetSummary {
            identifier: dataset.identifier.to_string(),
            url: self.portal.config.address(&format!("/datasets/{}", dataset.identifier)),
            title: TextView::from(&passport.title),
            description: TextView::from(&passport.description),
            publisher: self.publishers.get(dataset.publisher_id).map(|publisher| PublisherRef {
                identifier: publisher.identifier.to_string(),
                name: TextView::from(publisher.name_on(today)),
            }),
            theme: passport.theme.clone(),
            frequency: passport.frequency.clone(),
            issued: dataset.issued.map(|at| at.to_string()),
            modified: dataset.modified.to_string(),
        }
    }

    pub(crate) fn dataset(&self, dataset: &Dataset, versions: &[(u32, Version)]) -> DatasetView {
        let passport = &dataset.passport;
        DatasetView {
            summary: self.summary(dataset),
            state: serde_json::to_value(dataset.state)
                .ok()
                .and_then(|state| state.as_str().map(ToOwned::to_owned))
                .unwrap_or_default(),
            revision: dataset.revision,
            aliases: dataset.aliases.iter().map(ToString::to_string).collect(),
            keywords: passport.keywords.iter().map(TextView::from).collect(),
            languages: passport.languages.iter().map(|language| language.code().to_owned()).collect(),
            data_date: passport.data_date.map(|day| day.to_string()),
            legal_ground: TextView::from(&passport.legal_ground),
            purpose: TextView::from(&passport.purpose),
            contact_point: ContactView {
                name: passport.contact_point.name.clone(),
                email: passport.contact_point.email.clone(),
            },
            licence: passport.licence.clone(),
            spatial: passport.spatial.clone(),
            temporal: PeriodView::from(passport.temporal),
            access_rights: passport.access_rights.clone(),
            mandatory_item: passport.mandatory_item.clone(),
            distributions: dataset.distributions.iter().map(|one| self.distribution(dataset, one, versions)).collect(),
        }
    }

    fn distribution(
        &self,
        dataset: &Dataset,
        distribution: &Distribution,
        versions: &[(u32, Version)],
    ) -> DistributionView {
        let is_latest = |version: &&Version| {
            version.distribution_id == distribution.id
                && version.number == distribution.latest_version
                && version.purged.is_none()
        };
        let latest = versions.iter().map(|(_, version)| version).find(is_latest);
        let tables = latest.into_iter().flat_map(|version| &version.tables);
        DistributionView {
            number: distribution.number,
            title: TextView::from(&distribution.title),
            standard: distribution.standard.clone(),
            latest_version: distribution.latest_version,
            tables: tables.map(|table| self.table(dataset, table, "latest")).collect(),
        }
    }

    pub(crate) fn table(&self, dataset: &Dataset, table: &Table, version: &str) -> TableView {
        let address = |path: String| self.portal.config.address(&path);
        let base = format!("/datasets/{}/tables/{}", dataset.identifier, table.name);
        TableView {
            name: table.name.to_string(),
            title: TextView::from(&table.title),
            rows: table.rows,
            fields: table.fields.iter().map(FieldView::from).collect(),
            rows_url: address(format!("/api/v1{base}/rows?version={version}")),
            downloads: ENDINGS
                .into_iter()
                .map(|ending| (ending.to_owned(), address(format!("{base}/versions/{version}.{ending}")).into()))
                .collect(),
        }
    }

    pub(crate) fn version(&self, dataset: &Dataset, distribution: u32, version: &Version) -> VersionView {
        let address = |path: String| self.portal.config.address(&path);
        let path = format!("/datasets/{}/versions/{}", dataset.identifier, version.number);
        let open = version.purged.is_none();
        let tables: &[Table] = if open { &version.tables } else { &[] };
        VersionView {
            version: version.number,
            distribution,
            url: address(format!("{path}?distribution={distribution}")),
            published_at: version.published_at.to_string(),
            data_date: version.data_date.map(|day| day.to_string()),
            note: TextView::from(&version.note),
            original_sha256: version.original.blob.sha256.to_string(),
            original_url: (open && version.original.public)
                .then(|| address(format!("{path}/original?distribution={distribution}"))),
            changes: version.changes.clone(),
            purged: version
                .purged
                .as_ref()
                .map(|purge| PurgeView { at: purge.at.to_string(), ground: TextView::from(&purge.ground) }),
            tables: tables.iter().map(|table| self.table(dataset, table, &version.number.to_string())).collect(),
        }
    }
}
