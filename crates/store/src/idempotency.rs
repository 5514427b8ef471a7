//! Idempotency keys: claimed before a write, answered after it.

use async_trait::async_trait;
use catalog::{
    PersonId, StoreError,
    idempotency::{Claim, KeptAnswer},
    ports::{IdempotencyStore, Stored},
};
use jiff::{SignedDuration, Timestamp};
use sea_orm::{ConnectionTrait, Set, entity::prelude::*};

use crate::{
    column::{Moment, Part},
    error::failed,
    sqlite::{SqliteStore, commit, statement},
};

/// A claim older than this without an answer was left behind by a process that died: no request takes so long.
const CLAIM_LAPSES_AFTER: SignedDuration = SignedDuration::from_hours(1);

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "idempotency_keys")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    person_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    key: String,
    fingerprint: String,
    claimed_at: Moment,
    answer: Option<Part<KeptAnswer>>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

#[async_trait]
impl IdempotencyStore for SqliteStore {
    async fn claim_key(&self, person: PersonId, key: &str, fingerprint: &str, now: Timestamp) -> Stored<Claim> {
        let lapsed = now.saturating_sub(CLAIM_LAPSES_AFTER).unwrap_or(Timestamp::MIN);
        let write = self.write().await?;
        let claim = statement(
            &write,
            include_str!("../queries/idempotency/claim.sql"),
            [person.0.into(), key.into(), fingerprint.into(), Moment(now).into(), Moment(lapsed).into()],
        );
        if write.execute_raw(claim).await.map_err(failed)?.rows_affected() > 0 {
            commit(write).await?;
            return Ok(Claim::Fresh);
        }
        let row = Entity::find_by_id((person.0, key.to_owned())).one(&write).await.map_err(failed)?;
        let row = row.ok_or(StoreError::Missing { what: "idempotency key" })?;
        Ok(match row.answer {
            _ if row.fingerprint != fingerprint => Claim::Mismatch,
            Some(answer) => Claim::Replay(answer.0),
            None => Claim::InProgress,
        })
    }

    async fn complete_key(&self, person: PersonId, key: &str, answer: &KeptAnswer) -> Stored<()> {
        let write = self.write().await?;
        let columns = ActiveModel { answer: Set(Some(Part(answer.clone()))), ..Default::default() };
        let completed = Entity::update_many()
            .set(columns)
            .filter(Column::PersonId.eq(person.0))
            .filter(Column::Key.eq(key))
            .exec(&write)
            .await
            .map_err(failed)?;
        if completed.rows_affected == 0 {
            return Err(StoreError::Missing { what: "idempotency key" });
        }
        commit(write).await
    }

    async fn release_key(&self, person: PersonId, key: &str) -> Stored<()> {
        let write = self.write().await?;
        Entity::delete_many()
            .filter(Column::PersonId.eq(person.0))
            .filter(Column::Key.eq(key))
            .filter(Column::Answer.is_null())
            .exec(&write)
            .await
            .map_err(failed)?;
        commit(write).await
    }

    async fn forget_keys(&self, before: Timestamp) -> Stored<()> {
        let write = self.write().await?;
        Entity::delete_many().filter(Column::ClaimedAt.lt(Moment(before))).exec(&write).await.map_err(failed)?;
        commit(write).await
    }
}
