//! The calendar: what happens every hour and every day, whoever is at work.

use std::time::Duration;

use catalog::{
    Ports, StoreError,
    job::{NewJob, Work},
};
use intake::Intake;
use jiff::SignedDuration;
use tokio::time::interval;
use tokio_util::sync::CancellationToken;

/// Between two rounds.
const ROUND: Duration = Duration::from_hours(1);
/// Rounds between two collections of garbage.
const ROUNDS_PER_COLLECTION: u32 = 24;
/// Done jobs are shown so long.
const DONE_JOBS_KEPT: SignedDuration = SignedDuration::from_hours(7 * 24);
/// Idempotency keys hold so long.
const KEYS_KEPT: SignedDuration = SignedDuration::from_hours(48);

/// Keeps the calendar until `stop`.
pub(crate) async fn keep(ports: &Ports, intake: &Intake, stop: CancellationToken) {
    if let Err(error) = intake.recover_uploads().await {
        tracing::error!(%error, "uploads that a crash interrupted could not be taken up again");
    }
    let mut rounds = interval(ROUND);
    let mut count = 0_u32;
    loop {
        tokio::select! {
            _ = rounds.tick() => {}
            () = stop.cancelled() => return,
        }
        if let Err(error) = round(ports, count.is_multiple_of(ROUNDS_PER_COLLECTION)).await {
            tracing::error!(%error, "the calendar's round failed");
        }
        count = count.wrapping_add(1);
    }
}

async fn round(ports: &Ports, collect: bool) -> Result<(), StoreError> {
    let now = ports.clock.now();
    let mut jobs = vec![NewJob::now(Work::ExpireDrafts, None, now)];
    if collect {
        jobs.push(NewJob::now(Work::CollectGarbage, None, now));
    }
    ports.jobs.add_jobs(&jobs).await?;
    ports.jobs.forget_done_jobs(now - DONE_JOBS_KEPT).await?;
    ports.idempotency.forget_keys(now - KEYS_KEPT).await
}
