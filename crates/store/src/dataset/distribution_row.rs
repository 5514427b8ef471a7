//! A row of `distributions`.

use catalog::{DatasetId, DistributionId, Text, dataset::Distribution};
use sea_orm::entity::prelude::*;

use crate::column::{Part, number, stored_number};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "distributions")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    pub(crate) dataset_id: Uuid,
    number: i32,
    title: Part<Text>,
    standard: Option<String>,
    recipe: Option<Json>,
    latest_version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// The row of a dataset's distribution.
    pub(crate) fn new(dataset: DatasetId, distribution: &Distribution) -> Self {
        Self {
            id: distribution.id.0,
            dataset_id: dataset.0,
            number: stored_number(distribution.number),
            title: Part(distribution.title.clone()),
            standard: distribution.standard.clone(),
            recipe: distribution.recipe.clone(),
            latest_version: stored_number(distribution.latest_version),
        }
    }
}

impl From<Model> for Distribution {
    fn from(row: Model) -> Self {
        Self {
            id: DistributionId(row.id),
            number: number(row.number),
            title: row.title.0,
            standard: row.standard,
            recipe: row.recipe,
            latest_version: number(row.latest_version),
        }
    }
}
