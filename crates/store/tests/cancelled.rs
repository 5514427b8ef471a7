//! A caller goes away in the middle of a write, as when a browser closes its connection: the store goes on.

use catalog::{
    StoreError,
    dataset::Dataset,
    event::{Change, EventFilter},
    ports::{DatasetStore, EventStore, PublisherStore, StoreAdmin},
};
use store::SqliteStore;
use testkit::store_contract::sample::{dataset, event, publisher};

/// Lets other tasks go on so many times.
async fn turns(number: u32) {
    for _ in 0..number {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_write_whose_caller_went_away_happened_whole_or_not_at_all() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let store = SqliteStore::open(&folder.path().join("catalog.sqlite")).await.expect("opens");
    let parks = publisher("parks");
    let places = dataset(parks.id, "places", "Місця");
    store.add_publisher(&parks, Change::default()).await.expect("adds");
    store.add_dataset(&places, Change::default()).await.expect("adds");

    let mut finished = 0;
    for number in 0..300 {
        let read: Dataset = store.dataset(places.id).await.expect("reads").expect("is there");
        let change = Change { events: vec![event("dataset.changed", Some(places.id))], jobs: Vec::new() };
        tokio::select! {
            biased;
            saved = store.save_dataset(&read, change) => match saved {
                Ok(()) => finished += 1,
                // The save that was cut off before came through after this one's reading.
                Err(StoreError::Conflict { .. }) => {}
                Err(other) => panic!("a write that was cut off disturbed the next: {other:?}"),
            },
            () = turns(number * 20) => {}
        }
    }

    assert!((1..300).contains(&finished), "some writes were cut off and some were not: {finished}");
    store.ping().await.expect("can be read and written");
    let revision = store.dataset(places.id).await.expect("reads").expect("is there").revision;
    let events = store.events(&EventFilter { limit: u32::MAX, ..EventFilter::default() }).await.expect("reads");
    assert_eq!(events.len() as u64, revision - 1, "each save that happened has its event");
    assert!(revision > finished, "what was acknowledged happened");
}
