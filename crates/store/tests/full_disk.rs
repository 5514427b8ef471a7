//! No room is left: writes say so and leave nothing, reads go on, and with room again everything works.

use std::{path::Path, sync::Arc};

use catalog::{
    StoreError,
    dataset::Dataset,
    draft::Draft,
    event::{Change, EventFilter},
    ports::{DatasetStore, DraftStore, EventStore, PublisherStore, VersionStore},
};
use serde_json::json;
use store::{Options, SqliteStore};
use testkit::store_contract::sample::{dataset, draft, event, publication, publisher, told};

/// Room for the schema and a few large drafts.
const PAGES_MAX: u32 = 150;

async fn small(path: &Path) -> Arc<SqliteStore> {
    let options = Options { pages_max: Some(PAGES_MAX), ..Options::default() };
    SqliteStore::open_with(path, options).await.expect("opens")
}

async fn prepared(store: &SqliteStore) -> Dataset {
    let parks = publisher("parks");
    let places = dataset(parks.id, "places", "Місця");
    store.add_publisher(&parks, Change::default()).await.expect("adds");
    store.add_dataset(&places, Change::default()).await.expect("adds");
    places
}

fn large_draft(dataset: &Dataset) -> Draft {
    Draft { recipe: json!({ "fixes": "x".repeat(20_000) }), ..draft(dataset) }
}

/// Adds drafts until no more fit; gives those that did.
async fn filled(store: &SqliteStore, dataset: &Dataset) -> Vec<Draft> {
    let mut kept = Vec::new();
    for _ in 0..PAGES_MAX {
        let large = large_draft(dataset);
        match store.add_draft(&large, told("draft.created")).await {
            Ok(()) => kept.push(large),
            Err(StoreError::Full) => return kept,
            Err(other) => panic!("another error than a full disk: {other:?}"),
        }
    }
    panic!("the disk was never full");
}

#[tokio::test]
async fn a_full_disk_is_told_again_and_again_and_leaves_nothing_half_written() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let store = small(&folder.path().join("catalog.sqlite")).await;
    let places = prepared(&store).await;
    let kept = filled(&store, &places).await;

    for _ in 0..3 {
        let large = large_draft(&places);
        let refused = store.add_draft(&large, told("draft.created")).await;
        assert!(matches!(refused, Err(StoreError::Full)), "{refused:?}");
        assert_eq!(store.draft(large.id).await.expect("reads"), None);
    }

    assert_eq!(store.open_drafts(None).await.expect("reads").len(), kept.len());
    let events = store.events(&EventFilter { limit: 1000, ..EventFilter::default() }).await.expect("reads");
    assert_eq!(events.len(), kept.len());
    assert_eq!(store.dataset(places.id).await.expect("reads"), Some(places));
}

#[tokio::test]
async fn a_publication_that_finds_no_room_publishes_nothing() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let store = small(&folder.path().join("catalog.sqlite")).await;
    let places = prepared(&store).await;
    let kept = filled(&store, &places).await;
    let mut publication = publication(&places, &kept[0]);
    publication.version.tables[0].schema = json!({ "fields": "x".repeat(100_000) });

    let change = Change { events: vec![event("version.published", Some(places.id))], jobs: Vec::new() };
    let refused = store.publish(&publication, change).await;

    assert!(matches!(refused, Err(StoreError::Full)), "{refused:?}");
    assert_eq!(store.versions(places.id).await.expect("reads"), []);
    assert_eq!(store.dataset(places.id).await.expect("reads"), Some(places.clone()));
    assert_eq!(store.draft(kept[0].id).await.expect("reads").as_ref(), Some(&kept[0]));
    let about = EventFilter { dataset: Some(places.id), limit: 10, ..EventFilter::default() };
    assert_eq!(store.events(&about).await.expect("reads"), []);
}

#[tokio::test]
async fn with_room_again_everything_works() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("catalog.sqlite");
    let store = small(&path).await;
    let places = prepared(&store).await;
    let kept = filled(&store, &places).await;
    store.close().await.expect("closes");

    let store = SqliteStore::open(&path).await.expect("opens");
    store.publish(&publication(&places, &kept[0]), Change::default()).await.expect("publishes");

    assert_eq!(store.versions(places.id).await.expect("reads").len(), 1);
}
