//! The store as a whole.

use std::collections::HashSet;

use catalog::{
    blob::BlobHash,
    draft::{Draft, DraftState},
    event::{Change, EventFilter},
};

use super::{
    Rig,
    datasets::added,
    sample::{blob, draft, event, job, memberships, now, person, session, token},
    versions::{csv, published, purged},
};

fn hashes(letters: &str, number: u32) -> HashSet<BlobHash> {
    letters.chars().map(|letter| blob(letter, number).sha256).collect()
}

/// What `/healthz` asks.
pub async fn a_store_answers_a_ping(rig: impl Rig) {
    rig.stores().admin.ping().await.expect("it can be read and written");
}

/// Nothing lives in memory only.
pub async fn a_reopened_store_has_everything(rig: impl Rig) {
    let stores = rig.stores();
    let places = added(&stores, "places").await;
    let editor = person("editor@example.org");
    let roles = memberships(editor.id, places.publisher_id);
    stores.people.add_person(&editor, &roles, Change::default()).await.expect("added");
    stores.people.add_session(&session(editor.id, "session"), Change::default()).await.expect("added");
    stores.people.add_token(&token(editor.id, "token"), Change::default()).await.expect("added");
    let publication = published(&stores, &places).await;
    stores.versions.add_representation(&csv(&publication.version, 1)).await.expect("added");
    let upload = draft(&places);
    let change = Change { events: vec![event("draft.created", Some(places.id))], jobs: vec![job(now())] };
    stores.drafts.add_draft(&upload, change).await.expect("added");
    let before = stores.datasets.dataset(places.id).await.expect("read");
    drop(stores);

    let rig = rig.reopened().await;

    let stores = rig.stores();
    assert_eq!(stores.publishers.publishers().await.expect("read").len(), 1);
    assert_eq!(stores.people.person(editor.id).await.expect("read").as_ref(), Some(&editor));
    assert_eq!(stores.people.memberships(editor.id).await.expect("read"), roles);
    assert_eq!(stores.people.session("session").await.expect("read"), Some(session(editor.id, "session")));
    assert_eq!(stores.people.token("token").await.expect("read").map(|token| token.person), Some(editor.id));
    assert_eq!(stores.datasets.dataset(places.id).await.expect("read"), before);
    assert_eq!(stores.drafts.draft(upload.id).await.expect("read"), Some(upload));
    let representations = stores.versions.representations(publication.version.id).await.expect("read");
    assert_eq!(representations, [csv(&publication.version, 1)]);
    assert_eq!(stores.versions.versions(places.id).await.expect("read"), [publication.version]);
    let filter = EventFilter { limit: 10, ..EventFilter::default() };
    assert_eq!(stores.events.events(&filter).await.expect("read").len(), 1);
    assert_eq!(stores.jobs.jobs(None, now()).await.expect("read").len(), 1);
}

/// Original, report, profile, recipe and tables of each, and stored files.
pub async fn blobs_are_referred_to_by_versions_drafts_and_representations(rig: impl Rig) {
    let stores = rig.stores();
    assert!(stores.admin.referenced_blobs().await.expect("read").is_empty());

    let places = added(&stores, "places").await;
    let version = published(&stores, &places).await.version;
    stores.versions.add_representation(&csv(&version, 1)).await.expect("added");
    assert_eq!(stores.admin.referenced_blobs().await.expect("read"), hashes("abcdef", 1));

    let current = stores.datasets.dataset(places.id).await.expect("read").expect("there");
    stores.drafts.add_draft(&draft(&current), Change::default()).await.expect("added");
    let expected = &hashes("abcdef", 1) | &hashes("abcde", 2);
    assert_eq!(stores.admin.referenced_blobs().await.expect("read"), expected);
}

/// What nothing holds may be collected.
pub async fn a_purged_version_and_a_closed_draft_hold_no_blobs(rig: impl Rig) {
    let stores = rig.stores();
    let places = added(&stores, "places").await;
    let version = published(&stores, &places).await.version;
    stores.versions.add_representation(&csv(&version, 1)).await.expect("added");
    let current = stores.datasets.dataset(places.id).await.expect("read").expect("there");
    let upload = draft(&current);
    stores.drafts.add_draft(&upload, Change::default()).await.expect("added");

    stores.versions.save_purged(&purged(&version), Change::default()).await.expect("purged");
    assert_eq!(stores.admin.referenced_blobs().await.expect("read"), hashes("abcde", 2));

    let discarded = Draft { state: DraftState::Discarded, ..upload };
    stores.drafts.save_draft(&discarded, Change::default()).await.expect("discarded");
    assert!(stores.admin.referenced_blobs().await.expect("read").is_empty());
}
