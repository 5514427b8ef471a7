//! A row of `representations`.

use catalog::{
    StoreError, VersionId,
    version::{Representation, TableName},
};
use sea_orm::entity::prelude::*;

use crate::column::blob;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "representations")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    version_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    table_name: String,
    #[sea_orm(primary_key, auto_increment = false)]
    format: String,
    sha256: String,
    bytes: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl TryFrom<Model> for Representation {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        Ok(Self {
            version: VersionId(row.version_id),
            table: TableName::new(row.table_name)
                .ok_or_else(|| StoreError::backend("a stored representation has no lawful table name"))?,
            format: row.format,
            blob: blob(row.sha256, row.bytes)?,
        })
    }
}
