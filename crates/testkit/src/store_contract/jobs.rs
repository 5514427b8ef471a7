//! Jobs.

use std::collections::HashSet;

use catalog::{
    DatasetId, JobId,
    job::{Job, JobState, NewJob, Outcome},
    ports::JobStore,
};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use super::{
    Rig,
    sample::{job, later, now},
};

const LEASE: SignedDuration = SignedDuration::from_secs(60);

async fn claimed(jobs: &dyn JobStore, at: Timestamp) -> Option<Job> {
    jobs.claim_job(at, LEASE).await.expect("claiming works")
}

async fn listed(jobs: &dyn JobStore) -> Vec<Job> {
    jobs.jobs(None, now()).await.expect("read")
}

fn keyed(key: &str, run_at: Timestamp) -> NewJob {
    NewJob { deduplication_key: Some(key.to_owned()), ..job(run_at) }
}

/// First come, first served.
pub async fn the_job_that_waited_longest_comes_first_and_none_before_its_time(rig: impl Rig) {
    let jobs = rig.stores().jobs;
    let (early, late) = (job(later(10)), job(later(20)));
    jobs.add_jobs(&[late.clone(), early.clone()]).await.expect("added");

    assert_eq!(claimed(&*jobs, later(9)).await, None);
    let first = claimed(&*jobs, later(30)).await.expect("a job waits");
    let second = claimed(&*jobs, later(30)).await.expect("a job waits");
    assert_eq!(claimed(&*jobs, later(30)).await, None);

    assert_eq!((first.id, second.id), (early.id, late.id));
    assert_eq!((first.work, first.state, first.attempts), (early.work, JobState::Running, 1));
    assert_eq!(first.lease_until, Some(later(90)));
}

/// A hundred jobs, eight workers.
pub async fn no_job_is_given_to_two_of_eight_claimers(rig: impl Rig) {
    let jobs = rig.stores().jobs;
    let all: Vec<NewJob> = (0..100).map(|_| job(now())).collect();
    jobs.add_jobs(&all).await.expect("added");

    let workers: Vec<_> = (0..8)
        .map(|_| {
            let jobs = jobs.clone();
            tokio::spawn(async move {
                let mut mine = Vec::new();
                while let Some(job) = claimed(&*jobs, later(1)).await {
                    mine.push(job.id);
                }
                mine
            })
        })
        .collect();
    let mut given: Vec<JobId> = Vec::new();
    for worker in workers {
        given.extend(worker.await.expect("no worker panics"));
    }

    assert_eq!(given.len(), 100);
    assert_eq!(given.into_iter().collect::<HashSet<_>>().len(), 100);
}

/// A worker that died holds nothing up for longer than its lease.
pub async fn a_job_whose_lease_ran_out_is_claimed_again(rig: impl Rig) {
    let jobs = rig.stores().jobs;
    jobs.add_jobs(&[job(now())]).await.expect("added");
    let first = claimed(&*jobs, now()).await.expect("a job waits");

    assert_eq!(claimed(&*jobs, later(59)).await, None);
    assert!(jobs.renew_lease(first.id, first.attempts, later(120)).await.expect("renewed"));
    assert_eq!(claimed(&*jobs, later(119)).await, None);
    let second = claimed(&*jobs, later(120)).await.expect("its lease ran out");

    assert_eq!((second.id, second.attempts), (first.id, 2));
}

/// A worker that was asleep while another took over changes nothing.
pub async fn only_the_attempt_that_holds_the_lease_speaks_for_a_job(rig: impl Rig) {
    let jobs = rig.stores().jobs;
    jobs.add_jobs(&[job(now())]).await.expect("added");
    let asleep = claimed(&*jobs, now()).await.expect("a job waits");
    let awake = claimed(&*jobs, later(60)).await.expect("its lease ran out");

    let renewed = jobs.renew_lease(asleep.id, asleep.attempts, later(999)).await.expect("answered");
    let done = Outcome::Done(None);
    jobs.finish_job(asleep.id, asleep.attempts, &done, later(61), later(61)).await.expect("no error");
    assert!(!renewed);
    assert_eq!(listed(&*jobs).await[0].state, JobState::Running);

    jobs.finish_job(awake.id, awake.attempts, &done, later(62), later(62)).await.expect("finished");
    let finished = &listed(&*jobs).await[0];
    assert_eq!((finished.state, finished.finished_at, finished.lease_until), (JobState::Done, Some(later(62)), None));
    assert!(!jobs.renew_lease(awake.id, awake.attempts, later(999)).await.expect("answered"));
}

/// Not before the moment of the retry, and not for ever.
pub async fn a_failed_job_is_retried_until_its_attempts_are_used_up(rig: impl Rig) {
    let jobs = rig.stores().jobs;
    jobs.add_jobs(&[NewJob { attempts_max: 2, ..job(now()) }]).await.expect("added");
    let failed = |number: u32| Outcome::Failed(format!("attempt {number} failed"));

    let first = claimed(&*jobs, now()).await.expect("a job waits");
    jobs.finish_job(first.id, 1, &failed(1), later(1), later(10)).await.expect("finished");
    let waiting = listed(&*jobs).await.remove(0);
    assert_eq!(claimed(&*jobs, later(9)).await, None);
    let second = claimed(&*jobs, later(10)).await.expect("it is retried");
    jobs.finish_job(second.id, 2, &failed(2), later(11), later(20)).await.expect("finished");

    assert_eq!((waiting.state, waiting.run_at), (JobState::Waiting, later(10)));
    assert_eq!(waiting.last_error.as_deref(), Some("attempt 1 failed"));
    assert_eq!(claimed(&*jobs, later(1000)).await, None);
    let given_up = listed(&*jobs).await.remove(0);
    assert_eq!((given_up.state, given_up.finished_at), (JobState::Failed, Some(later(11))));
    assert_eq!(given_up.last_error.as_deref(), Some("attempt 2 failed"));
}

/// A file that crashes the process must not crash it again after every start.
pub async fn a_job_that_kills_its_worker_is_given_up(rig: impl Rig) {
    let jobs = rig.stores().jobs;
    jobs.add_jobs(&[NewJob { attempts_max: 2, ..job(now()) }]).await.expect("added");

    claimed(&*jobs, now()).await.expect("a job waits");
    claimed(&*jobs, later(60)).await.expect("its lease ran out");
    assert_eq!(claimed(&*jobs, later(120)).await, None);

    let given_up = listed(&*jobs).await.remove(0);
    assert_eq!((given_up.state, given_up.attempts), (JobState::Failed, 2));
    assert!(given_up.last_error.is_some());
}

/// One that runs already does not count: it may have begun before the change.
pub async fn while_a_job_waits_another_of_its_key_is_not_added(rig: impl Rig) {
    let jobs = rig.stores().jobs;
    jobs.add_jobs(&[keyed("derive-1", now()), keyed("derive-1", now()), keyed("derive-2", now())])
        .await
        .expect("added");
    assert_eq!(listed(&*jobs).await.len(), 2);

    let running = claimed(&*jobs, now()).await.expect("a job waits");
    claimed(&*jobs, now()).await.expect("a job waits");
    jobs.add_jobs(&[keyed("derive-1", now()), keyed("derive-1", now())]).await.expect("added");

    let all = listed(&*jobs).await;
    assert_eq!(all.len(), 3);
    assert_eq!(all.iter().filter(|job| job.state == JobState::Waiting).count(), 1);
    // A retry beside the one that waits is two runs of a job that is safe to run twice.
    let failed = Outcome::Failed("no space".to_owned());
    jobs.finish_job(running.id, running.attempts, &failed, later(1), later(5)).await.expect("finished");
}

/// Somebody who acts again does not wait for the retry of what failed before.
pub async fn a_waiting_job_is_hurried_by_another_of_its_key(rig: impl Rig) {
    let jobs = rig.stores().jobs;
    jobs.add_jobs(&[keyed("check-1", now())]).await.expect("added");
    let first = claimed(&*jobs, now()).await.expect("a job waits");
    let failed = Outcome::Failed("no space".to_owned());
    jobs.finish_job(first.id, 1, &failed, later(1), later(3600)).await.expect("finished");

    jobs.add_jobs(&[keyed("check-1", later(10))]).await.expect("added");

    let hurried = claimed(&*jobs, later(10)).await.expect("it need not wait");
    assert_eq!((hurried.id, hurried.attempts, hurried.attempts_max), (first.id, 2, 4));
    assert_eq!(listed(&*jobs).await.len(), 1);
}

/// What the workspace shows.
pub async fn jobs_are_listed_until_they_are_long_done(rig: impl Rig) {
    let jobs = rig.stores().jobs;
    let dataset = DatasetId::new(now());
    let of_dataset = NewJob { dataset: Some(dataset), ..job(now()) };
    jobs.add_jobs(&[of_dataset.clone(), job(later(1))]).await.expect("added");
    let claimed = claimed(&*jobs, now()).await.expect("a job waits");
    let done = Outcome::Done(Some(json!({ "rows": 3 })));
    jobs.finish_job(claimed.id, 1, &done, later(5), later(5)).await.expect("finished");

    let of_dataset_now = jobs.jobs(Some(dataset), later(5)).await.expect("read");
    assert_eq!(of_dataset_now.iter().map(|job| job.id).collect::<Vec<_>>(), [of_dataset.id]);
    assert_eq!(jobs.jobs(Some(dataset), later(6)).await.expect("read"), []);
    assert_eq!(jobs.jobs(None, later(6)).await.expect("read").len(), 1);

    jobs.forget_done_jobs(later(5)).await.expect("forgotten");
    assert_eq!(jobs.jobs(None, now()).await.expect("read").len(), 2);
    jobs.forget_done_jobs(later(6)).await.expect("forgotten");
    assert_eq!(jobs.jobs(None, now()).await.expect("read").len(), 1);
}
