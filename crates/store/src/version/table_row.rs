//! A row of `version_tables`.

use catalog::{
    StoreError, Text, VersionId,
    ports::Stored,
    version::{Field, Table, TableName},
};
use sea_orm::entity::prelude::*;

use crate::column::{self, Part, blob, count, stored_count};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "version_tables")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) version_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    position: i32,
    name: String,
    title: Part<Text>,
    data_sha256: String,
    data_bytes: i64,
    rows: i64,
    fields: Part<Vec<Field>>,
    table_schema: Json,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// The row of a version's table at a place of its list.
    pub(crate) fn new(version: VersionId, position: usize, table: &Table) -> Self {
        Self {
            version_id: version.0,
            position: column::position(position),
            name: table.name.as_str().to_owned(),
            title: Part(table.title.clone()),
            data_sha256: table.data.sha256.to_string(),
            data_bytes: stored_count(table.data.size),
            rows: stored_count(table.rows),
            fields: Part(table.fields.clone()),
            table_schema: table.schema.clone(),
        }
    }

    /// The table.
    pub(crate) fn into_table(self) -> Stored<Table> {
        Ok(Table {
            name: TableName::new(self.name).ok_or_else(|| StoreError::backend("a stored table has no lawful name"))?,
            title: self.title.0,
            data: blob(self.data_sha256, self.data_bytes)?,
            rows: count(self.rows),
            fields: self.fields.0,
            schema: self.table_schema,
        })
    }
}
