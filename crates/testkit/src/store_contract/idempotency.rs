//! Idempotency keys.

use catalog::{
    PersonId,
    idempotency::{Claim, KeptAnswer},
    ports::IdempotencyStore,
};
use jiff::Timestamp;

use super::{
    Rig,
    sample::{later, now},
};

async fn claim(keys: &dyn IdempotencyStore, person: PersonId, fingerprint: &str, at: Timestamp) -> Claim {
    keys.claim_key(person, "key", fingerprint, at).await.expect("claiming works")
}

fn answer() -> KeptAnswer {
    KeptAnswer {
        status: 201,
        content_type: "application/json".to_owned(),
        body: r#"{"version":1}"#.to_owned(),
        location: Some("/datasets/places".to_owned()),
    }
}

/// The life of a key.
pub async fn a_key_goes_from_fresh_through_progress_to_replay(rig: impl Rig) {
    let keys = rig.stores().idempotency;
    let person = PersonId::new(now());

    assert_eq!(claim(&*keys, person, "a", now()).await, Claim::Fresh);
    assert_eq!(claim(&*keys, person, "a", later(1)).await, Claim::InProgress);
    keys.complete_key(person, "key", &answer()).await.expect("completed");
    assert_eq!(claim(&*keys, person, "a", later(2)).await, Claim::Replay(answer()));
    assert_eq!(claim(&*keys, person, "a", later(86_400)).await, Claim::Replay(answer()));
}

/// Before the answer as after it.
pub async fn a_key_of_another_request_does_not_match(rig: impl Rig) {
    let keys = rig.stores().idempotency;
    let person = PersonId::new(now());
    claim(&*keys, person, "a", now()).await;

    assert_eq!(claim(&*keys, person, "b", later(1)).await, Claim::Mismatch);
    keys.complete_key(person, "key", &answer()).await.expect("completed");
    assert_eq!(claim(&*keys, person, "b", later(2)).await, Claim::Mismatch);
}

/// A failure may be tried again; an answer is never given back.
pub async fn a_released_key_is_fresh_again(rig: impl Rig) {
    let keys = rig.stores().idempotency;
    let person = PersonId::new(now());
    claim(&*keys, person, "a", now()).await;

    keys.release_key(person, "key").await.expect("released");
    assert_eq!(claim(&*keys, person, "b", later(1)).await, Claim::Fresh);

    keys.complete_key(person, "key", &answer()).await.expect("completed");
    keys.release_key(person, "key").await.expect("no error");
    assert_eq!(claim(&*keys, person, "b", later(2)).await, Claim::Replay(answer()));
}

/// Keys are chosen by clients.
pub async fn keys_of_two_people_do_not_meet(rig: impl Rig) {
    let keys = rig.stores().idempotency;

    assert_eq!(claim(&*keys, PersonId::new(now()), "a", now()).await, Claim::Fresh);
    assert_eq!(claim(&*keys, PersonId::new(now()), "a", now()).await, Claim::Fresh);
}

/// A client that retries before it was answered.
pub async fn of_eight_requests_with_one_key_one_goes_on(rig: impl Rig) {
    let keys = rig.stores().idempotency;
    let person = PersonId::new(now());

    let requests: Vec<_> = (0..8)
        .map(|_| {
            let keys = keys.clone();
            tokio::spawn(async move { claim(&*keys, person, "a", now()).await })
        })
        .collect();
    let mut claims = Vec::new();
    for request in requests {
        claims.push(request.await.expect("no request panics"));
    }

    assert_eq!(claims.iter().filter(|claim| **claim == Claim::Fresh).count(), 1);
    assert_eq!(claims.iter().filter(|claim| **claim == Claim::InProgress).count(), 7);
}

/// A process that died in the middle does not block the key for good, nor for another request.
pub async fn a_claim_left_behind_is_taken_over(rig: impl Rig) {
    let keys = rig.stores().idempotency;
    let person = PersonId::new(now());
    claim(&*keys, person, "a", now()).await;

    assert_eq!(claim(&*keys, person, "a", later(3599)).await, Claim::InProgress);
    assert_eq!(claim(&*keys, person, "b", later(7200)).await, Claim::Mismatch);
    assert_eq!(claim(&*keys, person, "a", later(7200)).await, Claim::Fresh);
    assert_eq!(claim(&*keys, person, "a", later(7201)).await, Claim::InProgress);
}

/// Those claimed before the moment, not those claimed at it.
pub async fn old_keys_are_forgotten(rig: impl Rig) {
    let keys = rig.stores().idempotency;
    let person = PersonId::new(now());
    claim(&*keys, person, "a", now()).await;
    keys.complete_key(person, "key", &answer()).await.expect("completed");

    keys.forget_keys(now()).await.expect("forgotten");
    assert_eq!(claim(&*keys, person, "a", later(1)).await, Claim::Replay(answer()));
    keys.forget_keys(later(1)).await.expect("forgotten");
    assert_eq!(claim(&*keys, person, "a", later(2)).await, Claim::Fresh);
}
