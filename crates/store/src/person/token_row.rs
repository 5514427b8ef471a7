//! A row of `api_tokens`.

use catalog::{ApiTokenId, PersonId, person::ApiToken};
use sea_orm::entity::prelude::*;

use crate::column::Moment;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "api_tokens")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    person_id: Uuid,
    name: String,
    secret_hash: String,
    created_at: Moment,
    expires_at: Moment,
    used_at: Option<Moment>,
    revoked_at: Option<Moment>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl From<&ApiToken> for Model {
    fn from(token: &ApiToken) -> Self {
        Self {
            id: token.id.0,
            person_id: token.person.0,
            name: token.name.clone(),
            secret_hash: token.secret_hash.clone(),
            created_at: Moment(token.created_at),
            expires_at: Moment(token.expires_at),
            used_at: token.used_at.map(Moment),
            revoked_at: token.revoked_at.map(Moment),
        }
    }
}

impl From<Model> for ApiToken {
    fn from(row: Model) -> Self {
        Self {
            id: ApiTokenId(row.id),
            person: PersonId(row.person_id),
            name: row.name,
            secret_hash: row.secret_hash,
            created_at: row.created_at.0,
            expires_at: row.expires_at.0,
            used_at: row.used_at.map(|at| at.0),
            revoked_at: row.revoked_at.map(|at| at.0),
        }
    }
}
