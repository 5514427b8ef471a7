//! A publisher's process is killed at any moment: what it was told is published, is published, and nothing is half there.

use std::{
    env,
    io::{self, BufRead, BufReader, Write},
    path::Path,
    process::{Command, Stdio},
};

use catalog::{
    dataset::Dataset,
    draft::DraftState,
    event::{Change, EventFilter},
    ports::{DatasetStore, DraftStore, EventStore, JobStore, Lookup, PublisherStore, VersionStore},
};
use store::SqliteStore;
use testkit::store_contract::sample::{dataset, draft, event, job, now, publication, publisher};

/// Names the database to the child; without it the child's test has nothing to do.
const DATABASE: &str = "STORE_KILL_TEST_DATABASE";
/// Versions a child would publish if nobody killed it.
const VERSIONS: u32 = 100_000;

async fn places(store: &SqliteStore) -> Option<Dataset> {
    match store.dataset_by_identifier("places").await.expect("reads") {
        Some(Lookup::Found(dataset)) => Some(*dataset),
        _ => None,
    }
}

#[tokio::test]
async fn the_child_publishes_until_it_is_killed() {
    let Some(database) = env::var_os(DATABASE) else { return };
    let store = SqliteStore::open(Path::new(&database)).await.expect("opens");
    if places(&store).await.is_none() {
        let parks = publisher("parks");
        store.add_publisher(&parks, Change::default()).await.expect("adds");
        store.add_dataset(&dataset(parks.id, "places", "Місця"), Change::default()).await.expect("adds");
    }

    for _ in 0..VERSIONS {
        let dataset = places(&store).await.expect("is there");
        let upload = draft(&dataset);
        store.add_draft(&upload, Change::default()).await.expect("adds");
        let publication = publication(&dataset, &upload);
        let change = Change { events: vec![event("version.published", Some(dataset.id))], jobs: vec![job(now())] };
        store.publish(&publication, change).await.expect("publishes");
        writeln!(io::stdout(), "\npublished {}", publication.version.number).expect("the parent reads");
    }
}

/// Starts a publisher, kills it after so many acknowledgements, and gives the last one, even if it was on its way.
fn acknowledged_until_killed(database: &Path, acknowledgements: usize) -> u32 {
    let mut child = Command::new(env::current_exe().expect("this test"))
        .args(["--exact", "the_child_publishes_until_it_is_killed", "--nocapture"])
        .env(DATABASE, database)
        .stdout(Stdio::piped())
        .spawn()
        .expect("starts");
    let lines = BufReader::new(child.stdout.take().expect("piped")).lines();
    let mut numbers = lines.filter_map(|line| line.expect("is text").strip_prefix("published ")?.parse().ok());

    let seen: Vec<u32> = numbers.by_ref().take(acknowledgements).collect();
    child.kill().expect("is alive");
    child.wait().expect("is dead");
    assert_eq!(seen.len(), acknowledgements, "the publisher got as far as that");
    seen.into_iter().chain(numbers).max().expect("at least one")
}

#[tokio::test]
async fn a_killed_publisher_loses_nothing_acknowledged_and_leaves_nothing_half_published() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let database = folder.path().join("catalog.sqlite");

    for acknowledgements in [1, 2, 3, 5, 8, 13, 21] {
        let acknowledged = acknowledged_until_killed(&database, acknowledgements);

        let store = SqliteStore::open(&database).await.expect("opens after a kill");
        let dataset = places(&store).await.expect("is there");
        let versions = store.versions(dataset.id).await.expect("reads");
        let latest = u32::try_from(versions.len()).expect("few");
        let published: Vec<u32> = versions.iter().rev().map(|version| version.number).collect();
        assert!(latest >= acknowledged, "{latest} versions, {acknowledged} acknowledged");
        assert_eq!(published, (1..=latest).collect::<Vec<_>>());
        assert_eq!(dataset.distributions[0].latest_version, latest);
        assert!(versions.iter().all(|version| version.tables.len() == 1));

        let filter = EventFilter { dataset: Some(dataset.id), limit: u32::MAX, ..EventFilter::default() };
        assert_eq!(store.events(&filter).await.expect("reads").len(), versions.len());
        assert_eq!(store.jobs(None, now()).await.expect("reads").len(), versions.len().min(200));
        // At most the draft whose publication was cut off each time is open, and it can still be published.
        let open = store.open_drafts(Some(dataset.id)).await.expect("reads");
        assert!(open.iter().all(|draft| draft.state == DraftState::Ready), "{open:?}");
        store.close().await.expect("closes");
    }
}
