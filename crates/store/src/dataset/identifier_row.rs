//! A row of `dataset_identifiers`: the present identifier or an alias.

use catalog::{
    StoreError,
    dataset::{Dataset, Identifier},
    ports::Stored,
};
use sea_orm::entity::prelude::*;

use crate::column;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "dataset_identifiers")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    identifier: String,
    pub(crate) dataset_id: Uuid,
    pub(crate) is_current: bool,
    position: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// The rows of a dataset: the present identifier first, then the aliases in their order.
    pub(crate) fn of(dataset: &Dataset) -> impl Iterator<Item = Self> {
        let names = std::iter::once(&dataset.identifier).chain(&dataset.aliases);
        names.enumerate().map(|(position, identifier)| Self {
            identifier: identifier.as_str().to_owned(),
            dataset_id: dataset.id.0,
            is_current: position == 0,
            position: column::position(position),
        })
    }

    /// The identifier.
    pub(crate) fn into_identifier(self) -> Stored<Identifier> {
        Identifier::new(self.identifier).map_err(StoreError::backend)
    }
}
