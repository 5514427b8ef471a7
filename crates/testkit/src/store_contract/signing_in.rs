//! Sessions, tokens, failed sign-ins.

use catalog::{
    StoreError,
    event::Change,
    person::{ApiToken, Person, Session},
};

use super::{
    Rig, Stores,
    sample::{later, now, person, session, token},
};

async fn somebody(stores: &Stores, email: &str) -> Person {
    let somebody = person(email);
    stores.people.add_person(&somebody, &[], Change::default()).await.expect("added");
    somebody
}

/// Use is noted; the end is the end.
pub async fn a_session_lives_until_it_is_removed(rig: impl Rig) {
    let stores = rig.stores();
    let opened = session(somebody(&stores, "editor@example.org").await.id, "hash-1");
    stores.people.add_session(&opened, Change::default()).await.expect("added");

    stores.people.touch_session("hash-1", later(60)).await.expect("touched");
    let touched = Session { used_at: later(60), ..opened };
    assert_eq!(stores.people.session("hash-1").await.expect("read"), Some(touched));

    stores.people.remove_session("hash-1").await.expect("removed");
    assert_eq!(stores.people.session("hash-1").await.expect("read"), None);
}

/// A stranger cannot revoke a token, nor can anybody revoke it twice.
pub async fn a_token_is_found_by_its_secret_and_revoked_by_its_owner_only(rig: impl Rig) {
    let stores = rig.stores();
    let owner = somebody(&stores, "owner@example.org").await;
    let stranger = somebody(&stores, "stranger@example.org").await;
    let made = token(owner.id, "hash-1");
    stores.people.add_token(&made, Change::default()).await.expect("added");

    let refused = stores.people.revoke_token(stranger.id, made.id, later(1), Change::default()).await;
    assert!(matches!(refused, Err(StoreError::Missing { .. })), "{refused:?}");
    stores.people.touch_token(made.id, later(2)).await.expect("touched");
    stores.people.revoke_token(owner.id, made.id, later(3), Change::default()).await.expect("revoked");
    let again = stores.people.revoke_token(owner.id, made.id, later(4), Change::default()).await;
    assert!(matches!(again, Err(StoreError::Missing { .. })), "{again:?}");

    let revoked = ApiToken { used_at: Some(later(2)), revoked_at: Some(later(3)), ..made };
    assert_eq!(stores.people.token("hash-1").await.expect("read"), Some(revoked.clone()));
    assert_eq!(stores.people.tokens(owner.id).await.expect("read"), [revoked]);
    assert_eq!(stores.people.tokens(stranger.id).await.expect("read"), []);
}

/// What is older does not count; what is forgiven is forgotten.
pub async fn failed_sign_ins_are_counted_per_key_and_since_a_moment(rig: impl Rig) {
    let people = rig.stores().people;

    assert_eq!(people.count_failed_sign_in("one", now(), now()).await.expect("counted"), 1);
    assert_eq!(people.count_failed_sign_in("one", later(10), now()).await.expect("counted"), 2);
    assert_eq!(people.count_failed_sign_in("two", later(10), now()).await.expect("counted"), 1);
    assert_eq!(people.failed_sign_ins("one", later(5)).await.expect("read"), 1);

    people.clear_failed_sign_ins("one").await.expect("cleared");
    assert_eq!(people.failed_sign_ins("one", now()).await.expect("read"), 0);
    assert_eq!(people.failed_sign_ins("two", now()).await.expect("read"), 1);
}
