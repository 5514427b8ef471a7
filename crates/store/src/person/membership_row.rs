//! A row of `memberships`.

use catalog::{
    PersonId, PublisherId,
    person::{Membership, Role, Scope},
};
use sea_orm::entity::prelude::*;

use crate::column::{self, Day, Word};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "memberships")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    person_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    position: i32,
    publisher_id: Option<Uuid>,
    role: Word<Role>,
    from_day: Day,
    until_day: Option<Day>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// The row of a person's membership at a place of their list.
    pub(crate) fn new(person: PersonId, position: usize, membership: &Membership) -> Self {
        Self {
            person_id: person.0,
            position: column::position(position),
            publisher_id: match membership.scope {
                Scope::City => None,
                Scope::Publisher(id) => Some(id.0),
            },
            role: Word(membership.role),
            from_day: Word(membership.from),
            until_day: membership.until.map(Word),
        }
    }
}

impl From<Model> for Membership {
    fn from(row: Model) -> Self {
        Self {
            person: PersonId(row.person_id),
            scope: row.publisher_id.map_or(Scope::City, |id| Scope::Publisher(PublisherId(id))),
            role: row.role.0,
            from: row.from_day.0,
            until: row.until_day.map(|day| day.0),
        }
    }
}
