//! A copy is made while the store works: it is whole, and it never replaces anything.

use std::{
    fs, io,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use catalog::{
    dataset::Dataset,
    event::{Change, EventFilter},
    ports::{DatasetStore, EventStore, PublisherStore},
};
use store::{OpenError, SqliteStore};
use testkit::store_contract::sample::{dataset, event, publisher};

async fn with_a_dataset(store: &SqliteStore) -> Dataset {
    let parks = publisher("parks");
    let places = dataset(parks.id, "places", "Місця");
    store.add_publisher(&parks, Change::default()).await.expect("adds");
    store.add_dataset(&places, Change::default()).await.expect("adds");
    places
}

/// Saves the dataset again and again, each time with one event.
async fn keep_saving(store: &SqliteStore, mut dataset: Dataset, stop: &AtomicBool) {
    while !stop.load(Ordering::Relaxed) {
        let change = Change { events: vec![event("dataset.changed", Some(dataset.id))], jobs: Vec::new() };
        store.save_dataset(&dataset, change).await.expect("saves while the copy is made");
        dataset.revision += 1;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_copy_made_while_the_store_writes_is_whole() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let store = SqliteStore::open(&folder.path().join("catalog.sqlite")).await.expect("opens");
    let places = with_a_dataset(&store).await;
    let stop = Arc::new(AtomicBool::new(false));
    let writer = tokio::spawn({
        let (store, stop, places) = (store.clone(), stop.clone(), places.clone());
        async move { keep_saving(&store, places, &stop).await }
    });
    while store.dataset(places.id).await.expect("reads").expect("is there").revision < 5 {
        tokio::task::yield_now().await;
    }
    let before = store.dataset(places.id).await.expect("reads").expect("is there").revision;

    let target = folder.path().join("copy with spaces.sqlite");
    store.backup_to(&target).await.expect("copies");
    stop.store(true, Ordering::Relaxed);
    writer.await.expect("the writer never fails");

    let copy = SqliteStore::open(&target).await.expect("the copy opens");
    let revision = copy.dataset(places.id).await.expect("reads").expect("is there").revision;
    let events = copy.events(&EventFilter { limit: u32::MAX, ..EventFilter::default() }).await.expect("reads");
    assert!(revision >= before, "the copy is older than what was acknowledged before it");
    assert_eq!(events.len() as u64, revision - 1, "each save has its event");
}

#[tokio::test]
async fn a_copy_never_replaces_a_file_and_leaves_no_remains() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let store = SqliteStore::open(&folder.path().join("catalog.sqlite")).await.expect("opens");
    let target = folder.path().join("precious.txt");
    fs::write(&target, "precious").expect("writes");

    let refused = store.backup_to(&target).await;
    let nowhere = store.backup_to(&folder.path().join("no-such-folder").join("copy.sqlite")).await;

    assert!(
        matches!(&refused, Err(OpenError::Io(error)) if error.kind() == io::ErrorKind::AlreadyExists),
        "{refused:?}"
    );
    assert!(nowhere.is_err());
    assert_eq!(fs::read_to_string(&target).expect("reads"), "precious");
    let names = fs::read_dir(folder.path()).expect("lists").map(|entry| entry.expect("is there").file_name());
    assert!(names.into_iter().all(|name| !name.to_string_lossy().contains("partial")));
}

#[tokio::test]
async fn a_store_in_a_folder_with_an_odd_name_opens_and_a_missing_folder_is_an_error() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let odd = folder.path().join("дані 100%?mode=memory#1");
    fs::create_dir(&odd).expect("creates");

    let store = SqliteStore::open(&odd.join("catalog.sqlite")).await.expect("opens");
    let missing = SqliteStore::open(&folder.path().join("missing").join("catalog.sqlite")).await;

    with_a_dataset(&store).await;
    assert!(odd.join("catalog.sqlite").is_file());
    assert!(missing.is_err());
}
