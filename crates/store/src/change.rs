//! What is written beside a change, in its transaction: events and jobs.

use catalog::{event::Change, ports::Stored};
use sea_orm::DatabaseTransaction;

use crate::{event, job, sqlite::commit};

/// Saves events and jobs of a change and commits everything the transaction holds.
pub(crate) async fn commit_with(write: DatabaseTransaction, change: Change) -> Stored<()> {
    event::append(&write, change.events).await?;
    for new in change.jobs {
        job::add(&write, &new).await?;
    }
    commit(write).await
}
