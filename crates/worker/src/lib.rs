//! Takes jobs, calls use cases, keeps the calendar.
//!
//! A job's body is one call; what it decides is decided in the use case. A job may run twice: its lease can run out.

mod calendar;

use std::{sync::Arc, time::Duration};

use catalog::{
    Ports,
    job::{Job, Outcome, Work, retry_delay},
};
use intake::{Intake, IntakeError};
use jiff::SignedDuration;
use tokio::time::{interval, sleep};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

/// A claimed job belongs to its worker for so long, renewed while it works.
const LEASE: SignedDuration = SignedDuration::from_secs(60);
/// How often a lease is renewed.
const RENEWAL: Duration = Duration::from_secs(20);
/// How long a worker waits when there is nothing to do.
const PAUSE: Duration = Duration::from_millis(150);

/// Takes jobs one after another, several at a time.
#[derive(Clone)]
pub struct Worker {
    ports: Ports,
    intake: Arc<Intake>,
}

impl Worker {
    /// Wires a worker.
    pub fn new(ports: Ports, intake: Arc<Intake>) -> Self {
        Self { ports, intake }
    }

    /// Works with `hands` jobs at a time until `stop`; then finishes what is in hand.
    pub async fn run(self, hands: usize, stop: CancellationToken) {
        let tracker = TaskTracker::new();
        for _ in 0..hands.max(1) {
            let (worker, stop) = (self.clone(), stop.clone());
            tracker.spawn(async move { worker.work(stop).await });
        }
        let (worker, end) = (self.clone(), stop.clone());
        tracker.spawn(async move { calendar::keep(&worker.ports, &worker.intake, end).await });
        tracker.close();
        tracker.wait().await;
    }

    /// Does every job that is due now, one after another, and returns how many there were. For tests and the demo's seed.
    pub async fn drain(&self) -> anyhow::Result<u32> {
        let mut done = 0;
        while let Some(job) = self.ports.jobs.claim_job(self.ports.clock.now(), LEASE).await? {
            self.attempt(job).await;
            done += 1;
        }
        Ok(done)
    }

    async fn work(&self, stop: CancellationToken) {
        while !stop.is_cancelled() {
            match self.ports.jobs.claim_job(self.ports.clock.now(), LEASE).await {
                Ok(Some(job)) => self.attempt(job).await,
                Ok(None) => wait(PAUSE, &stop).await,
                Err(error) => {
                    tracing::error!(%error, "jobs cannot be claimed");
                    wait(Duration::from_secs(5), &stop).await;
                }
            }
        }
    }

    async fn attempt(&self, job: Job) {
        let outcome = tokio::select! {
            outcome = self.perform(&job) => outcome,
            () = self.keep_lease(&job) => return,
        };
        if let Outcome::Failed(reason) = &outcome {
            tracing::warn!(job.id = %job.id, job.kind = job.work.kind(), attempt = job.attempts, reason, "a job failed");
        }
        let now = self.ports.clock.now();
        let retry_at = now + retry_delay(job.attempts);
        if let Err(error) = self.ports.jobs.finish_job(job.id, job.attempts, &outcome, now, retry_at).await {
            tracing::error!(job.id = %job.id, %error, "the end of a job could not be saved; it will run again");
        }
    }

    async fn perform(&self, job: &Job) -> Outcome {
        let intake = Arc::clone(&self.intake);
        let work = job.work.clone();
        // A task of its own: a panic in a use case fails the job, not the worker.
        let done = tokio::spawn(async move { run(&intake, work).await }).await;
        match done {
            Ok(Ok(())) => Outcome::Done(None),
            Ok(Err(error)) => Outcome::Failed(chain(&error)),
            Err(error) => Outcome::Failed(error.to_string()),
        }
    }

    /// Renews the lease until it is lost; then somebody else has the job.
    async fn keep_lease(&self, job: &Job) {
        let mut ticks = interval(RENEWAL);
        ticks.tick().await;
        loop {
            ticks.tick().await;
            let until = self.ports.clock.now() + LEASE;
            match self.ports.jobs.renew_lease(job.id, job.attempts, until).await {
                Ok(true) => {}
                Ok(false) => return,
                Err(error) => tracing::warn!(job.id = %job.id, %error, "a lease could not be renewed"),
            }
        }
    }
}

async fn run(intake: &Intake, work: Work) -> Result<(), IntakeError> {
    match work {
        Work::CheckDraft { draft } => intake.check(draft).await,
        Work::DeriveRepresentations { version } => intake.derive(version).await,
        Work::ExpireDrafts => intake.expire_drafts().await.map(drop),
        Work::CollectGarbage => intake.collect_garbage().await.map(drop),
    }
}

async fn wait(time: Duration, stop: &CancellationToken) {
    tokio::select! {
        () = sleep(time) => {}
        () = stop.cancelled() => {}
    }
}

/// An error with its causes on one line, for the operator. Our errors never hold cell values.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(": ");
        text.push_str(&error.to_string());
        cause = error.source();
    }
    text
}
