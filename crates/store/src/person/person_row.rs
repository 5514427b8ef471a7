//! A row of `people`.

use catalog::{Language, PersonId, person::Person};
use sea_orm::entity::prelude::*;

use crate::column::{Moment, Word, count, stored_count};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "people")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    email: Option<String>,
    name: String,
    password_hash: Option<String>,
    language: Word<Language>,
    created_at: Moment,
    deleted_at: Option<Moment>,
    revision: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl From<&Person> for Model {
    fn from(person: &Person) -> Self {
        Self {
            id: person.id.0,
            email: person.email.clone(),
            name: person.name.clone(),
            password_hash: person.password_hash.clone(),
            language: Word(person.language),
            created_at: Moment(person.created_at),
            deleted_at: person.deleted_at.map(Moment),
            revision: stored_count(person.revision),
        }
    }
}

impl From<Model> for Person {
    fn from(row: Model) -> Self {
        Self {
            id: PersonId(row.id),
            email: row.email,
            name: row.name,
            password_hash: row.password_hash,
            language: row.language.0,
            created_at: row.created_at.0,
            deleted_at: row.deleted_at.map(|at| at.0),
            revision: count(row.revision),
        }
    }
}
