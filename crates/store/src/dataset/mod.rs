//! Datasets with their identifiers and distributions.

mod dataset_row;
mod distribution_row;
mod identifier_row;
mod list;
mod parts;
mod words;

use async_trait::async_trait;
use catalog::{
    DatasetId, PublisherId, StoreError,
    dataset::Dataset,
    event::Change,
    ports::{DatasetFilter, DatasetStore, Lookup, Page, Stored},
};
use sea_orm::{DatabaseTransaction, IntoActiveModel, entity::prelude::*};

use self::dataset_row::{Column, Entity, Model};
use crate::{
    change::commit_with,
    column::stored_count,
    error::{failed, taken},
    revision::{Row, refusal, replace},
    sqlite::SqliteStore,
};

#[async_trait]
impl DatasetStore for SqliteStore {
    async fn dataset(&self, id: DatasetId) -> Stored<Option<Dataset>> {
        let read = self.read().await?;
        let row = Entity::find_by_id(id.0).one(&read).await.map_err(failed)?;
        Ok(parts::with_parts(&read, row.into_iter().collect()).await?.pop())
    }

    async fn dataset_by_identifier(&self, identifier: &str) -> Stored<Option<Lookup>> {
        let read = self.read().await?;
        let Some(name) = identifier_row::Entity::find_by_id(identifier).one(&read).await.map_err(failed)? else {
            return Ok(None);
        };
        let row = Entity::find_by_id(name.dataset_id).one(&read).await.map_err(failed)?;
        let dataset = parts::with_parts(&read, row.into_iter().collect()).await?.pop();
        Ok(dataset.map(|dataset| {
            if name.is_current { Lookup::Found(Box::new(dataset)) } else { Lookup::Moved(dataset.identifier) }
        }))
    }

    async fn datasets(&self, filter: &DatasetFilter) -> Stored<Page<Dataset>> {
        let read = self.read().await?;
        let (rows, total) = list::page(&read, filter).await?;
        Ok(Page { items: parts::with_parts(&read, rows).await?, total })
    }

    async fn published_counts(&self) -> Stored<(Vec<(PublisherId, u64)>, Vec<(String, u64)>)> {
        let read = self.read().await?;
        Ok((list::published_by_publisher(&read).await?, list::published_by_theme(&read).await?))
    }

    async fn add_dataset(&self, dataset: &Dataset, change: Change) -> Stored<()> {
        let write = self.write().await?;
        let row = Model::from(dataset).into_active_model();
        Entity::insert(row).exec_without_returning(&write).await.map_err(taken("dataset"))?;
        parts::save_identifiers(&write, dataset).await?;
        parts::save_distributions(&write, dataset).await?;
        commit_with(write, change).await
    }

    async fn save_dataset(&self, dataset: &Dataset, change: Change) -> Stored<()> {
        let write = self.write().await?;
        save(&write, dataset).await?;
        commit_with(write, change).await
    }

    async fn remove_dataset(&self, dataset: &Dataset, change: Change) -> Stored<()> {
        let write = self.write().await?;
        let removed = Entity::delete_many()
            .filter(Column::Id.eq(dataset.id.0))
            .filter(Column::Revision.eq(stored_count(dataset.revision)))
            .exec(&write)
            .await
            .map_err(|error| match failed(error) {
                // What refers to a dataset without going with it is a version: the dataset was published after all.
                StoreError::Missing { .. } => StoreError::Taken { what: "dataset by its versions" },
                other => other,
            })?;
        if removed.rows_affected == 0 {
            return Err(refusal(&write, &row_of(dataset)).await?);
        }
        commit_with(write, change).await
    }
}

/// Replaces a dataset whose revision is the one that was read, with its identifiers and distributions.
pub(crate) async fn save(write: &DatabaseTransaction, dataset: &Dataset) -> Stored<()> {
    replace(write, row_of(dataset), Model::from(dataset)).await?;
    parts::save_identifiers(write, dataset).await?;
    parts::save_distributions(write, dataset).await
}

fn row_of(dataset: &Dataset) -> Row<Entity> {
    Row {
        id_column: Column::Id,
        revision_column: Column::Revision,
        id: dataset.id.0,
        read: dataset.revision,
        what: "dataset",
        unique: "dataset",
    }
}
