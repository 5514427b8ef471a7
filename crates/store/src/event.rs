//! The event log.

use async_trait::async_trait;
use catalog::{
    DatasetId, EventId, PersonId, PublisherId,
    event::{Event, EventFilter, NewEvent},
    ports::{EventStore, Stored},
};
use sea_orm::{DatabaseTransaction, Set, entity::prelude::*};
use sea_orm::{QueryOrder, QuerySelect};

use crate::{
    column::{Moment, count, stored_count},
    error::failed,
    sqlite::SqliteStore,
};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "events")]
pub(crate) struct Model {
    #[sea_orm(primary_key)]
    sequence: i64,
    id: Uuid,
    happened_at: Moment,
    person_id: Option<Uuid>,
    kind: String,
    dataset_id: Option<Uuid>,
    publisher_id: Option<Uuid>,
    data: Json,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl From<NewEvent> for ActiveModel {
    fn from(new: NewEvent) -> Self {
        Self {
            sequence: sea_orm::NotSet,
            id: Set(new.id.0),
            happened_at: Set(Moment(new.at)),
            person_id: Set(new.person.map(|id| id.0)),
            kind: Set(new.kind.to_owned()),
            dataset_id: Set(new.dataset.map(|id| id.0)),
            publisher_id: Set(new.publisher.map(|id| id.0)),
            data: Set(new.data),
        }
    }
}

impl From<Model> for Event {
    fn from(row: Model) -> Self {
        Self {
            id: EventId(row.id),
            sequence: count(row.sequence),
            at: row.happened_at.0,
            person: row.person_id.map(PersonId),
            kind: row.kind,
            dataset: row.dataset_id.map(DatasetId),
            publisher: row.publisher_id.map(PublisherId),
            data: row.data,
        }
    }
}

/// Writes events in the transaction of their change. One writer at a time makes the sequence the order of commits.
pub(crate) async fn append(write: &DatabaseTransaction, events: Vec<NewEvent>) -> Stored<()> {
    for new in events {
        Entity::insert(ActiveModel::from(new)).exec_without_returning(write).await.map_err(failed)?;
    }
    Ok(())
}

#[async_trait]
impl EventStore for SqliteStore {
    async fn events(&self, filter: &EventFilter) -> Stored<Vec<Event>> {
        let mut query = Entity::find().limit(u64::from(filter.limit));
        if let Some(dataset) = filter.dataset {
            query = query.filter(Column::DatasetId.eq(dataset.0));
        }
        if let Some(publisher) = filter.publisher {
            query = query.filter(Column::PublisherId.eq(publisher.0));
        }
        if let Some(after) = filter.after {
            query = query.filter(Column::Sequence.gt(stored_count(after)));
        }
        let order = if filter.newest_first { sea_orm::Order::Desc } else { sea_orm::Order::Asc };
        let rows = query.order_by(Column::Sequence, order).all(self.readers()).await.map_err(failed)?;
        Ok(rows.into_iter().map(Event::from).collect())
    }
}
