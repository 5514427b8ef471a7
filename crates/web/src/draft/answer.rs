//! A draft as the API answers it.

use catalog::{
    Text,
    dataset::Dataset,
    draft::{Draft, DraftState},
    version::ChangeSummary,
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{Portal, Problem};

/// A text in both languages.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct TextAnswer {
    /// Ukrainian.
    pub uk: String,
    /// English, where it exists.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub en: Option<String>,
}

impl From<&Text> for TextAnswer {
    fn from(text: &Text) -> Self {
        Self { uk: text.uk.clone(), en: text.en.clone() }
    }
}

/// How far the check is.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ProgressAnswer {
    /// `sniff`, `analyse`, `build` or `compare`.
    pub stage: String,
    /// Rows done in this stage.
    pub rows: u64,
}

/// How many findings remain.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct CountsAnswer {
    /// Places that break a rule.
    pub errors: u64,
    /// Places that should be mended.
    pub warnings: u64,
    /// Things worth knowing.
    pub infos: u64,
}

/// Personal data in what would be published.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct PersonalAnswer {
    /// Table; absent outside tables.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table: Option<String>,
    /// Field.
    pub field: String,
    /// `rnokpp`, `phone` or `email`.
    pub kind: String,
    /// How many values.
    pub count: u64,
    /// Whether a ground to publish it was stated.
    pub is_justified: bool,
}

/// A table as it would be published.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct DraftTableAnswer {
    /// Name.
    pub name: String,
    /// Title.
    pub title: TextAnswer,
    /// Rows.
    pub rows: u64,
    /// Names of the fields, in order.
    pub fields: Vec<String>,
}

/// A draft.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct DraftAnswer {
    /// Identifier.
    pub id: String,
    /// Identifier of its dataset.
    pub dataset: String,
    /// Number of its distribution.
    pub distribution: u32,
    /// The file's name.
    pub file_name: String,
    /// `receiving`, `waiting`, `checking`, `ready`, `unreadable`, `published`, `discarded` or `expired`.
    pub state: &'static str,
    /// Bytes announced, while they come.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub upload_length: Option<u64>,
    /// How far the check is, while it runs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub progress: Option<ProgressAnswer>,
    /// Why it cannot be read, where it cannot: a stable kind, such as `password-protected`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// What to do with a file that cannot be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<TextAnswer>,
    /// Findings that remain, once checked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub findings: Option<CountsAnswer>,
    /// Personal data found, once checked.
    pub personal: Vec<PersonalAnswer>,
    /// Tables as they would be published.
    pub tables: Vec<DraftTableAnswer>,
    /// Number of the version it is compared with; 0 where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base_version: Option<u32>,
    /// Changes since that version.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub changes: Option<ChangeSummary>,
    /// Whether fields were dropped, renamed or retyped, so that publication needs `accept_breaking`.
    pub is_breaking: bool,
    /// Number of the version it became.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<u32>,
    /// When it vanishes unless somebody goes on with it.
    pub expires_at: String,
    /// Revision: the `ETag` of the draft.
    pub revision: u64,
    /// The page of the workspace for people.
    pub page: String,
}

impl DraftAnswer {
    /// The answer about a draft.
    pub(crate) async fn of(portal: &Portal, draft: &Draft, dataset: &Dataset) -> Result<Self, Problem> {
        let version = match draft.state {
            DraftState::Published { version } => {
                portal.ports.versions.version(version).await?.map(|version| version.number)
            }
            _ => None,
        };
        let unreadable = match &draft.state {
            DraftState::Unreadable { kind, message } => Some((kind, message)),
            _ => None,
        };
        let built = draft.built.as_ref();
        let changes = built.and_then(|built| built.changes.clone());
        Ok(Self {
            id: draft.id.to_string(),
            dataset: dataset.identifier.to_string(),
            distribution: dataset
                .distribution_by_id(draft.distribution_id)
                .map_or(0, |distribution| distribution.number),
            file_name: draft.file_name.clone(),
            state: draft.state.name(),
            upload_length: match draft.state {
                DraftState::Receiving { total } => total,
                _ => None,
            },
            progress: match &draft.state {
                DraftState::Checking { stage, rows } => Some(ProgressAnswer { stage: stage.clone(), rows: *rows }),
                _ => None,
            },
            kind: unreadable.map(|(kind, _)| kind.clone()),
            message: unreadable.map(|(_, message)| message.into()),
            findings: built.map(|built| CountsAnswer {
                errors: built.counts.errors,
                warnings: built.counts.warnings,
                infos: built.counts.infos,
            }),
            personal: personal(draft),
            tables: built.map(|built| built.tables.iter().map(table).collect()).unwrap_or_default(),
            base_version: built.map(|built| built.base_version),
            is_breaking: changes.as_ref().is_some_and(ChangeSummary::is_breaking),
            changes,
            version,
            expires_at: draft.expires_at().to_string(),
            revision: draft.revision,
            page: portal.config.address(&format!("/workspace/drafts/{}", draft.id)),
        })
    }
}

fn personal(draft: &Draft) -> Vec<PersonalAnswer> {
    let unresolved = draft.unresolved_personal();
    let hits = draft.built.iter().flat_map(|built| &built.personal);
    hits.map(|hit| PersonalAnswer {
        table: hit.table.clone(),
        field: hit.field.clone(),
        kind: hit.kind.clone(),
        count: hit.count,
        is_justified: !unresolved.contains(&hit),
    })
    .collect()
}

fn table(table: &catalog::version::Table) -> DraftTableAnswer {
    DraftTableAnswer {
        name: table.name.to_string(),
        title: (&table.title).into(),
        rows: table.rows,
        fields: table.fields.iter().map(|field| field.name.clone()).collect(),
    }
}
