//! Failed sign-ins: counted per key, forgotten after a day, so that guessing can be slowed and the table stays small.

use catalog::ports::Stored;
use jiff::{SignedDuration, Timestamp};
use sea_orm::{ConnectionTrait, Set, entity::prelude::*};

use crate::{
    column::Moment,
    error::failed,
    sqlite::{SqliteStore, commit},
};

/// Failures older than this (and than the span asked for) are removed, whatever their key.
const KEPT_FOR: SignedDuration = SignedDuration::from_hours(24);

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "failed_sign_ins")]
pub(crate) struct Model {
    #[sea_orm(primary_key)]
    id: i64,
    key: String,
    failed_at: Moment,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Notes a failure and counts those since `since`, this one included.
pub(crate) async fn note_failure(store: &SqliteStore, key: &str, at: Timestamp, since: Timestamp) -> Stored<u32> {
    let old = at.saturating_sub(KEPT_FOR).unwrap_or(Timestamp::MIN).min(since);
    let write = store.write().await?;
    Entity::delete_many().filter(Column::FailedAt.lt(Moment(old))).exec(&write).await.map_err(failed)?;
    let row = ActiveModel { key: Set(key.to_owned()), failed_at: Set(Moment(at)), ..Default::default() };
    Entity::insert(row).exec_without_returning(&write).await.map_err(failed)?;
    let count = failures(&write, key, since).await?;
    commit(write).await?;
    Ok(count)
}

/// Counts failures of a key since `since`.
pub(crate) async fn failures(connection: &impl ConnectionTrait, key: &str, since: Timestamp) -> Stored<u32> {
    let query = Entity::find().filter(Column::Key.eq(key)).filter(Column::FailedAt.gte(Moment(since)));
    let count = query.count(connection).await.map_err(failed)?;
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}

/// Forgets the failures of a key.
pub(crate) async fn forget(store: &SqliteStore, key: &str) -> Stored<()> {
    let write = store.write().await?;
    Entity::delete_many().filter(Column::Key.eq(key)).exec(&write).await.map_err(failed)?;
    commit(write).await
}
