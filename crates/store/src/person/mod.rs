//! People, memberships, sessions, tokens, failed sign-ins.

mod membership_row;
mod person_row;
mod session_row;
mod sign_in;
mod token_row;

use async_trait::async_trait;
use catalog::{
    ApiTokenId, PersonId, StoreError,
    event::Change,
    person::{ApiToken, Membership, Person, Session},
    ports::{PersonStore, Stored},
};
use jiff::Timestamp;
use sea_orm::{DatabaseTransaction, IntoActiveModel, QueryOrder, Set, entity::prelude::*};

use crate::{
    change::commit_with,
    column::Moment,
    error::{failed, taken},
    revision::{Row, replace},
    sqlite::{SqliteStore, commit},
};

#[async_trait]
impl PersonStore for SqliteStore {
    async fn people(&self) -> Stored<Vec<Person>> {
        use person_row::{Column, Entity};
        let query = Entity::find().order_by_asc(Column::CreatedAt).order_by_asc(Column::Id);
        let rows = query.all(self.readers()).await.map_err(failed)?;
        Ok(rows.into_iter().map(Person::from).collect())
    }

    async fn person(&self, id: PersonId) -> Stored<Option<Person>> {
        let row = person_row::Entity::find_by_id(id.0).one(self.readers()).await.map_err(failed)?;
        Ok(row.map(Person::from))
    }

    async fn person_by_email(&self, email: &str) -> Stored<Option<Person>> {
        let query = person_row::Entity::find().filter(person_row::Column::Email.eq(email));
        Ok(query.one(self.readers()).await.map_err(failed)?.map(Person::from))
    }

    async fn add_person(&self, person: &Person, memberships: &[Membership], change: Change) -> Stored<()> {
        let write = self.write().await?;
        let row = person_row::Model::from(person).into_active_model();
        person_row::Entity::insert(row).exec_without_returning(&write).await.map_err(taken("e-mail"))?;
        add_memberships(&write, person.id, memberships).await?;
        commit_with(write, change).await
    }

    async fn save_person(&self, person: &Person, change: Change) -> Stored<()> {
        use person_row::{Column, Entity, Model};
        let write = self.write().await?;
        let row = Row::<Entity> {
            id_column: Column::Id,
            revision_column: Column::Revision,
            id: person.id.0,
            read: person.revision,
            what: "person",
            unique: "e-mail",
        };
        replace(&write, row, Model::from(person)).await?;
        commit_with(write, change).await
    }

    async fn memberships(&self, person: PersonId) -> Stored<Vec<Membership>> {
        use membership_row::{Column, Entity};
        let query = Entity::find().filter(Column::PersonId.eq(person.0)).order_by_asc(Column::Position);
        let rows = query.all(self.readers()).await.map_err(failed)?;
        Ok(rows.into_iter().map(Membership::from).collect())
    }

    async fn set_memberships(&self, person: PersonId, memberships: &[Membership], change: Change) -> Stored<()> {
        use membership_row::{Column, Entity};
        let write = self.write().await?;
        Entity::delete_many().filter(Column::PersonId.eq(person.0)).exec(&write).await.map_err(failed)?;
        add_memberships(&write, person, memberships).await?;
        commit_with(write, change).await
    }

    async fn add_session(&self, session: &Session, change: Change) -> Stored<()> {
        let write = self.write().await?;
        let row = session_row::Model::from(session).into_active_model();
        session_row::Entity::insert(row).exec_without_returning(&write).await.map_err(taken("session"))?;
        commit_with(write, change).await
    }

    async fn session(&self, secret_hash: &str) -> Stored<Option<Session>> {
        let row = session_row::Entity::find_by_id(secret_hash).one(self.readers()).await.map_err(failed)?;
        Ok(row.map(Session::from))
    }

    async fn touch_session(&self, secret_hash: &str, at: Timestamp) -> Stored<()> {
        use session_row::{ActiveModel, Column, Entity};
        let write = self.write().await?;
        let columns = ActiveModel { used_at: Set(Moment(at)), ..Default::default() };
        let touched = Entity::update_many().set(columns).filter(Column::SecretHash.eq(secret_hash));
        touched.exec(&write).await.map_err(failed)?;
        commit(write).await
    }

    async fn remove_session(&self, secret_hash: &str) -> Stored<()> {
        let write = self.write().await?;
        session_row::Entity::delete_by_id(secret_hash).exec(&write).await.map_err(failed)?;
        commit(write).await
    }

    async fn add_token(&self, token: &ApiToken, change: Change) -> Stored<()> {
        let write = self.write().await?;
        let row = token_row::Model::from(token).into_active_model();
        token_row::Entity::insert(row).exec_without_returning(&write).await.map_err(taken("token"))?;
        commit_with(write, change).await
    }

    async fn token(&self, secret_hash: &str) -> Stored<Option<ApiToken>> {
        let query = token_row::Entity::find().filter(token_row::Column::SecretHash.eq(secret_hash));
        Ok(query.one(self.readers()).await.map_err(failed)?.map(ApiToken::from))
    }

    async fn tokens(&self, person: PersonId) -> Stored<Vec<ApiToken>> {
        use token_row::{Column, Entity};
        let query = Entity::find().filter(Column::PersonId.eq(person.0));
        let in_order = query.order_by_asc(Column::CreatedAt).order_by_asc(Column::Id);
        let rows = in_order.all(self.readers()).await.map_err(failed)?;
        Ok(rows.into_iter().map(ApiToken::from).collect())
    }

    async fn touch_token(&self, id: ApiTokenId, at: Timestamp) -> Stored<()> {
        use token_row::{ActiveModel, Column, Entity};
        let write = self.write().await?;
        let columns = ActiveModel { used_at: Set(Some(Moment(at))), ..Default::default() };
        Entity::update_many().set(columns).filter(Column::Id.eq(id.0)).exec(&write).await.map_err(failed)?;
        commit(write).await
    }

    async fn revoke_token(&self, person: PersonId, id: ApiTokenId, at: Timestamp, change: Change) -> Stored<()> {
        use token_row::{ActiveModel, Column, Entity};
        let write = self.write().await?;
        let columns = ActiveModel { revoked_at: Set(Some(Moment(at))), ..Default::default() };
        let revoked = Entity::update_many()
            .set(columns)
            .filter(Column::Id.eq(id.0))
            .filter(Column::PersonId.eq(person.0))
            .filter(Column::RevokedAt.is_null())
            .exec(&write)
            .await
            .map_err(failed)?;
        if revoked.rows_affected == 0 {
            return Err(StoreError::Missing { what: "token" });
        }
        commit_with(write, change).await
    }

    async fn count_failed_sign_in(&self, key: &str, at: Timestamp, since: Timestamp) -> Stored<u32> {
        sign_in::note_failure(self, key, at, since).await
    }

    async fn failed_sign_ins(&self, key: &str, since: Timestamp) -> Stored<u32> {
        sign_in::failures(self.readers(), key, since).await
    }

    async fn clear_failed_sign_ins(&self, key: &str) -> Stored<()> {
        sign_in::forget(self, key).await
    }
}

async fn add_memberships(write: &DatabaseTransaction, person: PersonId, memberships: &[Membership]) -> Stored<()> {
    for (position, membership) in memberships.iter().enumerate() {
        let row = membership_row::Model::new(person, position, membership).into_active_model();
        membership_row::Entity::insert(row).exec_without_returning(write).await.map_err(failed)?;
    }
    Ok(())
}
