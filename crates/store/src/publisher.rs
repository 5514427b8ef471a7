//! Publishers.

use async_trait::async_trait;
use catalog::{
    PublisherId, StoreError,
    dataset::Identifier,
    event::Change,
    ports::{PublisherStore, Stored},
    publisher::{DatedName, Publisher, PublisherKind},
};
use sea_orm::{IntoActiveModel, QueryOrder, entity::prelude::*};

use crate::{
    change::commit_with,
    column::{Day, Part, Word, count, stored_count},
    error::{failed, taken},
    revision::{Row, replace},
    sqlite::SqliteStore,
};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "publishers")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    identifier: String,
    parent_id: Option<Uuid>,
    kind: Word<PublisherKind>,
    names: Part<Vec<DatedName>>,
    edrpou: Option<String>,
    closed_on: Option<Day>,
    merged_into_id: Option<Uuid>,
    revision: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl From<&Publisher> for Model {
    fn from(publisher: &Publisher) -> Self {
        Self {
            id: publisher.id.0,
            identifier: publisher.identifier.as_str().to_owned(),
            parent_id: publisher.parent.map(|id| id.0),
            kind: Word(publisher.kind),
            names: Part(publisher.names.clone()),
            edrpou: publisher.edrpou.clone(),
            closed_on: publisher.closed_on.map(Word),
            merged_into_id: publisher.merged_into.map(|id| id.0),
            revision: stored_count(publisher.revision),
        }
    }
}

impl TryFrom<Model> for Publisher {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        Ok(Self {
            id: PublisherId(row.id),
            identifier: Identifier::new(row.identifier).map_err(StoreError::backend)?,
            parent: row.parent_id.map(PublisherId),
            kind: row.kind.0,
            names: row.names.0,
            edrpou: row.edrpou,
            closed_on: row.closed_on.map(|day| day.0),
            merged_into: row.merged_into_id.map(PublisherId),
            revision: count(row.revision),
        })
    }
}

#[async_trait]
impl PublisherStore for SqliteStore {
    async fn publishers(&self) -> Stored<Vec<Publisher>> {
        let rows = Entity::find().order_by_asc(Column::Identifier).all(self.readers()).await.map_err(failed)?;
        rows.into_iter().map(Publisher::try_from).collect()
    }

    async fn add_publisher(&self, publisher: &Publisher, change: Change) -> Stored<()> {
        let write = self.write().await?;
        let row = Model::from(publisher).into_active_model();
        Entity::insert(row).exec_without_returning(&write).await.map_err(taken("publisher identifier"))?;
        commit_with(write, change).await
    }

    async fn save_publisher(&self, publisher: &Publisher, change: Change) -> Stored<()> {
        let write = self.write().await?;
        let row = Row::<Entity> {
            id_column: Column::Id,
            revision_column: Column::Revision,
            id: publisher.id.0,
            read: publisher.revision,
            what: "publisher",
            unique: "publisher identifier",
        };
        replace(&write, row, Model::from(publisher)).await?;
        commit_with(write, change).await
    }
}
