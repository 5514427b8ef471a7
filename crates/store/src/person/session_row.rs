//! A row of `sessions`.

use catalog::{PersonId, person::Session};
use sea_orm::entity::prelude::*;

use crate::column::Moment;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "sessions")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    secret_hash: String,
    person_id: Uuid,
    created_at: Moment,
    used_at: Moment,
    expires_at: Moment,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl From<&Session> for Model {
    fn from(session: &Session) -> Self {
        Self {
            secret_hash: session.secret_hash.clone(),
            person_id: session.person.0,
            created_at: Moment(session.created_at),
            used_at: Moment(session.used_at),
            expires_at: Moment(session.expires_at),
        }
    }
}

impl From<Model> for Session {
    fn from(row: Model) -> Self {
        Self {
            secret_hash: row.secret_hash,
            person: PersonId(row.person_id),
            created_at: row.created_at.0,
            used_at: row.used_at.0,
            expires_at: row.expires_at.0,
        }
    }
}
