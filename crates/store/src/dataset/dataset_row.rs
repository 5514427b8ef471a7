//! A row of `datasets`.

use catalog::{
    DatasetId, PublisherId, Text,
    dataset::{Dataset, DatasetState, Distribution, ExternalIdentifier, Identifier, Passport, TargetState},
};
use sea_orm::entity::prelude::*;

use super::words::{search_text, title_key};
use crate::column::{Moment, Part, Word, count, stored_count};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "datasets")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    publisher_id: Uuid,
    state: Word<DatasetState>,
    /// The passport's theme once more, to filter by.
    theme: Option<String>,
    title_key: String,
    search_text: String,
    passport: Part<Passport>,
    withdrawn_because: Option<Part<Text>>,
    external_identifiers: Part<Vec<ExternalIdentifier>>,
    targets: Part<Vec<TargetState>>,
    issued: Option<Moment>,
    modified: Moment,
    created_at: Moment,
    revision: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl From<&Dataset> for Model {
    fn from(dataset: &Dataset) -> Self {
        Self {
            id: dataset.id.0,
            publisher_id: dataset.publisher_id.0,
            state: Word(dataset.state),
            theme: dataset.passport.theme.clone(),
            title_key: title_key(&dataset.passport.title),
            search_text: search_text(dataset),
            passport: Part(dataset.passport.clone()),
            withdrawn_because: dataset.withdrawn_because.clone().map(Part),
            external_identifiers: Part(dataset.external_identifiers.clone()),
            targets: Part(dataset.targets.clone()),
            issued: dataset.issued.map(Moment),
            modified: Moment(dataset.modified),
            created_at: Moment(dataset.created_at),
            revision: stored_count(dataset.revision),
        }
    }
}

impl Model {
    /// The dataset with what its other tables hold.
    pub(crate) fn into_dataset(self, names: Names, distributions: Vec<Distribution>) -> Dataset {
        Dataset {
            id: DatasetId(self.id),
            identifier: names.current,
            aliases: names.aliases,
            publisher_id: PublisherId(self.publisher_id),
            passport: self.passport.0,
            state: self.state.0,
            withdrawn_because: self.withdrawn_because.map(|part| part.0),
            distributions,
            external_identifiers: self.external_identifiers.0,
            targets: self.targets.0,
            issued: self.issued.map(|at| at.0),
            modified: self.modified.0,
            created_at: self.created_at.0,
            revision: count(self.revision),
        }
    }
}

/// What a dataset is and was called.
pub(crate) struct Names {
    /// Now.
    pub(crate) current: Identifier,
    /// Before.
    pub(crate) aliases: Vec<Identifier>,
}
