//! Versions, their tables and stored representations, and the one transaction that publishes.

mod representation_row;
mod table_row;
mod version_row;

use std::collections::HashMap;

use async_trait::async_trait;
use catalog::{
    DatasetId, DistributionId, StoreError, VersionId,
    event::Change,
    ports::{Publication, Stored, VersionStore},
    version::{Representation, Table, Version},
};
use sea_orm::{ConnectionTrait, DatabaseTransaction, IntoActiveModel, QueryOrder, QuerySelect, entity::prelude::*};

use crate::{
    change::commit_with,
    column::{count, number, stored_count, stored_number},
    dataset, draft,
    error::{failed, taken},
    sqlite::{SqliteStore, commit, statement},
};

#[async_trait]
impl VersionStore for SqliteStore {
    async fn versions(&self, dataset: DatasetId) -> Stored<Vec<Version>> {
        use version_row::{Column, Entity};
        let read = self.read().await?;
        let query = Entity::find()
            .filter(Column::DatasetId.eq(dataset.0))
            .order_by_asc(Column::DistributionId)
            .order_by_desc(Column::Number);
        with_tables(&read, query.all(&read).await.map_err(failed)?).await
    }

    async fn version(&self, id: VersionId) -> Stored<Option<Version>> {
        let read = self.read().await?;
        let row = version_row::Entity::find_by_id(id.0).one(&read).await.map_err(failed)?;
        Ok(with_tables(&read, row.into_iter().collect()).await?.pop())
    }

    async fn version_by_number(&self, distribution: DistributionId, number: u32) -> Stored<Option<Version>> {
        use version_row::{Column, Entity};
        let read = self.read().await?;
        let query = Entity::find()
            .filter(Column::DistributionId.eq(distribution.0))
            .filter(Column::Number.eq(stored_number(number)));
        let row = query.one(&read).await.map_err(failed)?;
        Ok(with_tables(&read, row.into_iter().collect()).await?.pop())
    }

    async fn publish(&self, publication: &Publication, change: Change) -> Stored<()> {
        let write = self.write().await?;
        dataset::save(&write, &publication.dataset).await?;
        draft::save(&write, &publication.draft).await?;
        let version = &publication.version;
        let latest = latest_number(&write, version.distribution_id).await?;
        if version.number != latest.saturating_add(1) {
            return Err(StoreError::Conflict { current: publication.dataset.revision });
        }
        let row = version_row::Model::from(version).into_active_model();
        version_row::Entity::insert(row).exec_without_returning(&write).await.map_err(taken("version"))?;
        add_tables(&write, version).await?;
        commit_with(write, change).await
    }

    async fn save_purged(&self, version: &Version, change: Change) -> Stored<()> {
        use version_row::{Column, Entity, Model};
        let write = self.write().await?;
        let columns = Model::from(version).into_active_model().reset_all();
        let saved = Entity::update_many().set(columns).filter(Column::Id.eq(version.id.0));
        if saved.exec(&write).await.map_err(failed)?.rows_affected == 0 {
            return Err(StoreError::Missing { what: "version" });
        }
        table_row::Entity::delete_many()
            .filter(table_row::Column::VersionId.eq(version.id.0))
            .exec(&write)
            .await
            .map_err(failed)?;
        add_tables(&write, version).await?;
        representation_row::Entity::delete_many()
            .filter(representation_row::Column::VersionId.eq(version.id.0))
            .exec(&write)
            .await
            .map_err(failed)?;
        commit_with(write, change).await
    }

    async fn add_representation(&self, representation: &Representation) -> Stored<()> {
        let write = self.write().await?;
        let remembered = statement(
            &write,
            include_str!("../../queries/version/remember_representation.sql"),
            [
                representation.version.0.into(),
                representation.table.as_str().into(),
                representation.format.as_str().into(),
                representation.blob.sha256.as_str().into(),
                stored_count(representation.blob.size).into(),
            ],
        );
        if write.execute_raw(remembered).await.map_err(failed)?.rows_affected() == 0 {
            return Err(StoreError::Missing { what: "version" });
        }
        commit(write).await
    }

    async fn representations(&self, version: VersionId) -> Stored<Vec<Representation>> {
        use representation_row::{Column, Entity};
        let query = Entity::find()
            .filter(Column::VersionId.eq(version.0))
            .order_by_asc(Column::TableName)
            .order_by_asc(Column::Format);
        let rows = query.all(self.readers()).await.map_err(failed)?;
        rows.into_iter().map(Representation::try_from).collect()
    }

    async fn totals(&self) -> Stored<(u64, u64)> {
        let sql = include_str!("../../queries/version/totals.sql");
        let row = self.readers().query_one_raw(statement(self.readers(), sql, [])).await.map_err(failed)?;
        let Some(row) = row else { return Ok((0, 0)) };
        let versions = row.try_get("", "versions").map_err(failed)?;
        let rows = row.try_get("", "table_rows").map_err(failed)?;
        Ok((count(versions), count(rows)))
    }
}

async fn latest_number(write: &DatabaseTransaction, distribution: DistributionId) -> Stored<u32> {
    use version_row::{Column, Entity};
    let latest: Option<Option<i32>> = Entity::find()
        .select_only()
        .column_as(Column::Number.max(), "latest")
        .filter(Column::DistributionId.eq(distribution.0))
        .into_tuple()
        .one(write)
        .await
        .map_err(failed)?;
    Ok(number(latest.flatten().unwrap_or(0)))
}

async fn add_tables(write: &DatabaseTransaction, version: &Version) -> Stored<()> {
    for (position, table) in version.tables.iter().enumerate() {
        let row = table_row::Model::new(version.id, position, table).into_active_model();
        table_row::Entity::insert(row).exec_without_returning(write).await.map_err(taken("table name"))?;
    }
    Ok(())
}

async fn with_tables(read: &impl ConnectionTrait, rows: Vec<version_row::Model>) -> Stored<Vec<Version>> {
    use table_row::{Column, Entity};
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let query = Entity::find().filter(Column::VersionId.is_in(ids)).order_by_asc(Column::Position);
    let mut tables: HashMap<Uuid, Vec<Table>> = HashMap::new();
    for row in query.all(read).await.map_err(failed)? {
        tables.entry(row.version_id).or_default().push(row.into_table()?);
    }
    rows.into_iter()
        .map(|row| {
            let tables = tables.remove(&row.id).unwrap_or_default();
            row.into_version(tables)
        })
        .collect()
}
