//! Jobs: added with their change, claimed with a lease, retried, given up.

use async_trait::async_trait;
use catalog::{
    DatasetId, JobId,
    job::{Job, JobState, NewJob, Outcome, Work},
    ports::{JobStore, Stored},
};
use jiff::{SignedDuration, Timestamp};
use sea_orm::{
    Condition, ConnectionTrait, DatabaseTransaction, IntoActiveModel, QueryOrder, QuerySelect, Set, Value,
    entity::prelude::*,
};

use crate::{
    column::{Moment, Part, Word, number, stored_number},
    error::failed,
    sqlite::{SqliteStore, commit, statement},
};

/// The longest list of jobs.
const JOBS_LISTED_MAX: u64 = 200;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "jobs")]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    id: Uuid,
    kind: String,
    work: Part<Work>,
    state: Word<JobState>,
    run_at: Moment,
    attempts: i32,
    attempts_max: i32,
    lease_until: Option<Moment>,
    last_error: Option<String>,
    /// What the work said when it was done, for whoever reads the database.
    facts: Option<Json>,
    deduplication_key: Option<String>,
    dataset_id: Option<Uuid>,
    created_at: Moment,
    finished_at: Option<Moment>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl From<&NewJob> for Model {
    fn from(new: &NewJob) -> Self {
        Self {
            id: new.id.0,
            kind: new.work.kind().to_owned(),
            work: Part(new.work.clone()),
            state: Word(JobState::Waiting),
            run_at: Moment(new.run_at),
            attempts: 0,
            attempts_max: stored_number(new.attempts_max),
            lease_until: None,
            last_error: None,
            facts: None,
            deduplication_key: new.deduplication_key.clone(),
            dataset_id: new.dataset.map(|id| id.0),
            created_at: Moment(made_at(new.id).unwrap_or(new.run_at)),
            finished_at: None,
        }
    }
}

impl From<Model> for Job {
    fn from(row: Model) -> Self {
        Self {
            id: JobId(row.id),
            work: row.work.0,
            state: row.state.0,
            run_at: row.run_at.0,
            attempts: number(row.attempts),
            attempts_max: number(row.attempts_max),
            lease_until: row.lease_until.map(|at| at.0),
            last_error: row.last_error,
            dataset: row.dataset_id.map(DatasetId),
            created_at: row.created_at.0,
            finished_at: row.finished_at.map(|at| at.0),
        }
    }
}

/// A UUID v7 tells when it was made.
fn made_at(id: JobId) -> Option<Timestamp> {
    let (seconds, nanoseconds) = id.0.get_timestamp()?.to_unix();
    Timestamp::new(i64::try_from(seconds).ok()?, i32::try_from(nanoseconds).ok()?).ok()
}

/// Adds a job, or hurries the one with its key that waits already.
pub(crate) async fn add(write: &DatabaseTransaction, new: &NewJob) -> Stored<()> {
    if let Some(key) = &new.deduplication_key {
        let parameters: [Value; 3] =
            [key.clone().into(), Moment(new.run_at).into(), stored_number(new.attempts_max).into()];
        let merged = statement(write, include_str!("../queries/job/merge.sql"), parameters);
        if write.execute_raw(merged).await.map_err(failed)?.rows_affected() > 0 {
            return Ok(());
        }
    }
    let row = Model::from(new).into_active_model();
    Entity::insert(row).exec_without_returning(write).await.map_err(failed)?;
    Ok(())
}

/// Only the attempt that holds the lease may say something about its job.
fn of_attempt(id: JobId, attempt: u32) -> sea_orm::UpdateMany<Entity> {
    Entity::update_many()
        .filter(Column::Id.eq(id.0))
        .filter(Column::Attempts.eq(stored_number(attempt)))
        .filter(Column::State.eq(Word(JobState::Running)))
}

#[async_trait]
impl JobStore for SqliteStore {
    async fn claim_job(&self, now: Timestamp, lease: SignedDuration) -> Stored<Option<Job>> {
        let until = now.saturating_add(lease).unwrap_or(Timestamp::MAX);
        let write = self.write().await?;
        let reason = "the worker vanished during the last attempt";
        let given_up =
            statement(&write, include_str!("../queries/job/give_up.sql"), [Moment(now).into(), reason.into()]);
        write.execute_raw(given_up).await.map_err(failed)?;
        let claim =
            statement(&write, include_str!("../queries/job/claim.sql"), [Moment(now).into(), Moment(until).into()]);
        let claimed = Entity::find().from_raw_sql(claim).all(&write).await.map_err(failed)?;
        commit(write).await?;
        Ok(claimed.into_iter().next().map(Job::from))
    }

    async fn renew_lease(&self, id: JobId, attempt: u32, until: Timestamp) -> Stored<bool> {
        let write = self.write().await?;
        let columns = ActiveModel { lease_until: Set(Some(Moment(until))), ..Default::default() };
        let renewed = of_attempt(id, attempt).set(columns).exec(&write).await.map_err(failed)?;
        commit(write).await?;
        Ok(renewed.rows_affected > 0)
    }

    async fn finish_job(
        &self,
        id: JobId,
        attempt: u32,
        outcome: &Outcome,
        now: Timestamp,
        retry_at: Timestamp,
    ) -> Stored<()> {
        let write = self.write().await?;
        let Some(row) = Entity::find_by_id(id.0).one(&write).await.map_err(failed)? else { return Ok(()) };
        let ended = ActiveModel { lease_until: Set(None), ..Default::default() };
        let columns = match outcome {
            Outcome::Done(facts) => ActiveModel {
                state: Set(Word(JobState::Done)),
                finished_at: Set(Some(Moment(now))),
                facts: Set(facts.clone()),
                ..ended
            },
            Outcome::Failed(error) if row.attempts < row.attempts_max => ActiveModel {
                state: Set(Word(JobState::Waiting)),
                run_at: Set(Moment(retry_at)),
                last_error: Set(Some(error.clone())),
                ..ended
            },
            Outcome::Failed(error) => ActiveModel {
                state: Set(Word(JobState::Failed)),
                finished_at: Set(Some(Moment(now))),
                last_error: Set(Some(error.clone())),
                ..ended
            },
        };
        of_attempt(id, attempt).set(columns).exec(&write).await.map_err(failed)?;
        commit(write).await
    }

    async fn add_jobs(&self, jobs: &[NewJob]) -> Stored<()> {
        let write = self.write().await?;
        for new in jobs {
            add(&write, new).await?;
        }
        commit(write).await
    }

    async fn jobs(&self, dataset: Option<DatasetId>, done_since: Timestamp) -> Stored<Vec<Job>> {
        let recent = Condition::any()
            .add(Column::State.ne(Word(JobState::Done)))
            .add(Column::FinishedAt.gte(Moment(done_since)));
        let mut query = Entity::find().filter(recent);
        if let Some(dataset) = dataset {
            query = query.filter(Column::DatasetId.eq(dataset.0));
        }
        let newest_first = query.order_by_desc(Column::CreatedAt).order_by_desc(Column::Id).limit(JOBS_LISTED_MAX);
        let rows = newest_first.all(self.readers()).await.map_err(failed)?;
        Ok(rows.into_iter().map(Job::from).collect())
    }

    async fn forget_done_jobs(&self, before: Timestamp) -> Stored<()> {
        let write = self.write().await?;
        Entity::delete_many()
            .filter(Column::State.eq(Word(JobState::Done)))
            .filter(Column::FinishedAt.lt(Moment(before)))
            .exec(&write)
            .await
            .map_err(failed)?;
        commit(write).await
    }
}
