//! A row of `versions`.

use catalog::{
    DatasetId, DistributionId, PersonId, Text, VersionId,
    ports::Stored,
    version::{ChangeSummary, Original, Purge, Table, Version},
};
use sea_orm::entity::prelude::*;

use crate::column::{Day, Moment, Part, Word, blob, number, stored_count, stored_number};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "versions")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) id: Uuid,
    dataset_id: Uuid,
    distribution_id: Uuid,
    number: i32,
    original_sha256: String,
    original_bytes: i64,
    original_file_name: String,
    original_is_public: bool,
    recipe_sha256: String,
    recipe_bytes: i64,
    report_sha256: String,
    report_bytes: i64,
    profile_sha256: String,
    profile_bytes: i64,
    note: Part<Text>,
    data_date: Option<Day>,
    published_by_id: Option<Uuid>,
    published_at: Moment,
    changes: Option<Part<ChangeSummary>>,
    is_purged: bool,
    purge: Option<Part<Purge>>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl From<&Version> for Model {
    fn from(version: &Version) -> Self {
        Self {
            id: version.id.0,
            dataset_id: version.dataset_id.0,
            distribution_id: version.distribution_id.0,
            number: stored_number(version.number),
            original_sha256: version.original.blob.sha256.to_string(),
            original_bytes: stored_count(version.original.blob.size),
            original_file_name: version.original.file_name.clone(),
            original_is_public: version.original.public,
            recipe_sha256: version.recipe.sha256.to_string(),
            recipe_bytes: stored_count(version.recipe.size),
            report_sha256: version.report.sha256.to_string(),
            report_bytes: stored_count(version.report.size),
            profile_sha256: version.profile.sha256.to_string(),
            profile_bytes: stored_count(version.profile.size),
            note: Part(version.note.clone()),
            data_date: version.data_date.map(Word),
            published_by_id: version.published_by.map(|id| id.0),
            published_at: Moment(version.published_at),
            changes: version.changes.clone().map(Part),
            is_purged: version.purged.is_some(),
            purge: version.purged.clone().map(Part),
        }
    }
}

impl Model {
    /// The version with its tables.
    pub(crate) fn into_version(self, tables: Vec<Table>) -> Stored<Version> {
        Ok(Version {
            id: VersionId(self.id),
            dataset_id: DatasetId(self.dataset_id),
            distribution_id: DistributionId(self.distribution_id),
            number: number(self.number),
            tables,
            original: Original {
                blob: blob(self.original_sha256, self.original_bytes)?,
                file_name: self.original_file_name,
                public: self.original_is_public,
            },
            recipe: blob(self.recipe_sha256, self.recipe_bytes)?,
            report: blob(self.report_sha256, self.report_bytes)?,
            profile: blob(self.profile_sha256, self.profile_bytes)?,
            note: self.note.0,
            data_date: self.data_date.map(|day| day.0),
            published_by: self.published_by_id.map(PersonId),
            published_at: self.published_at.0,
            changes: self.changes.map(|part| part.0),
            purged: self.purge.map(|part| part.0),
        })
    }
}
