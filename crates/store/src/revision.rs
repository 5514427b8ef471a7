//! Optimistic saving: a row is replaced only while its revision is the one that was read.

use catalog::{StoreError, ports::Stored};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DatabaseTransaction, EntityTrait, FromQueryResult, IntoActiveModel, QueryFilter,
    QuerySelect,
};
use uuid::Uuid;

use crate::{
    column::{count, stored_count},
    error::taken,
};

/// What to replace, and what it is called when it is not there or clashes.
pub(crate) struct Row<E: EntityTrait> {
    /// Key column.
    pub(crate) id_column: E::Column,
    /// Revision column.
    pub(crate) revision_column: E::Column,
    /// Key.
    pub(crate) id: Uuid,
    /// Revision that was read.
    pub(crate) read: u64,
    /// What such a row is called.
    pub(crate) what: &'static str,
    /// What of it must be unique.
    pub(crate) unique: &'static str,
}

#[derive(FromQueryResult)]
struct Revision {
    revision: i64,
}

/// Replaces a row with one whose revision is the next; `Conflict` where somebody saved meanwhile.
pub(crate) async fn replace<E, A>(write: &DatabaseTransaction, row: Row<E>, model: E::Model) -> Stored<()>
where
    E: EntityTrait,
    E::Model: IntoActiveModel<A>,
    A: ActiveModelTrait<Entity = E>,
{
    let mut columns = model.into_active_model().reset_all();
    columns.set(row.revision_column, stored_count(row.read.saturating_add(1)).into());
    let updated = E::update_many()
        .set(columns)
        .filter(row.id_column.eq(row.id))
        .filter(row.revision_column.eq(stored_count(row.read)))
        .exec(write)
        .await
        .map_err(taken(row.unique))?;
    if updated.rows_affected == 0 { Err(refusal(write, &row).await?) } else { Ok(()) }
}

/// Says why no row was replaced.
pub(crate) async fn refusal<E: EntityTrait>(write: &DatabaseTransaction, row: &Row<E>) -> Stored<StoreError> {
    let stored = E::find()
        .select_only()
        .column_as(row.revision_column, "revision")
        .filter(row.id_column.eq(row.id))
        .into_model::<Revision>()
        .one(write)
        .await
        .map_err(crate::error::failed)?;
    Ok(match stored {
        Some(stored) => StoreError::Conflict { current: count(stored.revision) },
        None => StoreError::Missing { what: row.what },
    })
}
