//! Versions, publication and representations.

use catalog::{
    StoreError, Text,
    dataset::Dataset,
    draft::Draft,
    event::{Change, EventFilter},
    ports::Publication,
    version::{Purge, Representation, Version},
};

use super::{
    Rig, Stores,
    datasets::added,
    sample::{blob, distribution, draft, event, job, later, now, publication, table_name},
};

/// The events of the whole log.
const ALL: EventFilter = EventFilter { dataset: None, publisher: None, after: None, newest_first: false, limit: 100 };

/// Adds a draft of the dataset as it stands and publishes it.
pub(super) async fn published(stores: &Stores, dataset: &Dataset) -> Publication {
    let current = stores.datasets.dataset(dataset.id).await.expect("read").expect("there");
    let upload = draft(&current);
    stores.drafts.add_draft(&upload, Change::default()).await.expect("added");
    let published = publication(&current, &upload);
    stores.versions.publish(&published, Change::default()).await.expect("published");
    published
}

/// A stored CSV of a version.
pub(super) fn csv(version: &Version, number: u32) -> Representation {
    Representation {
        version: version.id,
        table: table_name("places"),
        format: "csv".to_owned(),
        blob: blob('f', number),
    }
}

/// A version whose content was removed.
pub(super) fn purged(version: &Version) -> Version {
    let purge = Purge {
        at: later(60), person: None, ground: Text::uk("Рішення про вилучення зразка.")
    };
    Version { purged: Some(purge), ..version.clone() }
}

/// One transaction: what a reader sees fits together.
pub async fn a_publication_shows_version_dataset_draft_event_and_job_at_once(rig: impl Rig) {
    let stores = rig.stores();
    let dataset = added(&stores, "places").await;
    let upload = draft(&dataset);
    stores.drafts.add_draft(&upload, Change::default()).await.expect("added");
    let publication = publication(&dataset, &upload);
    let change = Change { events: vec![event("version.published", Some(dataset.id))], jobs: vec![job(now())] };

    stores.versions.publish(&publication, change).await.expect("published");

    let Publication { dataset, version, draft } = publication;
    assert_eq!(stores.versions.version(version.id).await.expect("read").as_ref(), Some(&version));
    let by_number = stores.versions.version_by_number(version.distribution_id, 1).await.expect("read");
    assert_eq!(by_number, Some(version));
    let read = stores.datasets.dataset(dataset.id).await.expect("read");
    assert_eq!(read, Some(Dataset { revision: 2, ..dataset }));
    let read = stores.drafts.draft(draft.id).await.expect("read");
    assert_eq!(read, Some(Draft { revision: 2, ..draft }));
    assert_eq!(stores.events.events(&ALL).await.expect("read").len(), 1);
    assert_eq!(stores.jobs.jobs(None, now()).await.expect("read").len(), 1);
}

/// What a version list shows.
pub async fn versions_come_newest_first_within_each_distribution(rig: impl Rig) {
    let stores = rig.stores();
    let dataset = added(&stores, "places").await;
    for _ in 0..3 {
        published(&stores, &dataset).await;
    }

    let versions = stores.versions.versions(dataset.id).await.expect("read");

    assert_eq!(versions.iter().map(|version| version.number).collect::<Vec<_>>(), [3, 2, 1]);
    assert_eq!(versions[0].tables[0].rows, 30);
}

/// Two people publish different drafts of the same dataset at once.
pub async fn of_two_publications_of_one_number_exactly_one_wins(rig: impl Rig) {
    let stores = rig.stores();
    let dataset = added(&stores, "places").await;
    let mut publications = Vec::new();
    for _ in 0..2 {
        let upload = draft(&dataset);
        stores.drafts.add_draft(&upload, Change::default()).await.expect("added");
        publications.push(publication(&dataset, &upload));
    }

    let writers: Vec<_> = publications
        .iter()
        .cloned()
        .map(|publication| {
            let stores = stores.clone();
            let change = Change { events: vec![event("version.published", None)], jobs: vec![job(now())] };
            tokio::spawn(async move { stores.versions.publish(&publication, change).await })
        })
        .collect();
    let mut answers = Vec::new();
    for writer in writers {
        answers.push(writer.await.expect("no writer panics"));
    }

    let winner = answers.iter().position(Result::is_ok).expect("one wins");
    let loser = 1 - winner;
    assert!(matches!(answers[loser], Err(StoreError::Conflict { .. })), "{answers:?}");
    let versions = stores.versions.versions(dataset.id).await.expect("read");
    assert_eq!(versions, [publications[winner].version.clone()]);
    let lost = stores.drafts.draft(publications[loser].draft.id).await.expect("read").expect("kept");
    assert!(lost.state.is_open() && lost.revision == 1, "{lost:?}");
    assert_eq!(stores.events.events(&ALL).await.expect("read").len(), 1);
    assert_eq!(stores.jobs.jobs(None, now()).await.expect("read").len(), 1);
}

/// Numbers are 1, 2, 3 … per distribution, even for a caller that counts wrong.
pub async fn a_number_is_neither_skipped_nor_taken_twice(rig: impl Rig) {
    let stores = rig.stores();
    let first = published(&stores, &added(&stores, "places").await).await;
    let current = stores.datasets.dataset(first.dataset.id).await.expect("read").expect("there");
    let upload = draft(&current);
    stores.drafts.add_draft(&upload, Change::default()).await.expect("added");

    for number in [0, 1, 3] {
        let mut wrong = publication(&current, &upload);
        wrong.version.number = number;
        let refused = stores.versions.publish(&wrong, Change::default()).await;
        assert!(matches!(refused, Err(StoreError::Conflict { .. })), "{number}: {refused:?}");
    }

    assert_eq!(stores.versions.versions(current.id).await.expect("read"), [first.version]);
    assert_eq!(stores.datasets.dataset(current.id).await.expect("read"), Some(current.clone()));
    stores.versions.publish(&publication(&current, &upload), Change::default()).await.expect("the right number");
}

/// Hash, date and ground stay for the page that answers 410.
pub async fn a_purged_version_keeps_its_page_and_loses_its_representations(rig: impl Rig) {
    let stores = rig.stores();
    let version = published(&stores, &added(&stores, "places").await).await.version;
    stores.versions.add_representation(&csv(&version, 1)).await.expect("added");
    let purged = purged(&version);

    stores.versions.save_purged(&purged, Change::default()).await.expect("purged");

    assert_eq!(stores.versions.version(version.id).await.expect("read"), Some(purged));
    assert_eq!(stores.versions.representations(version.id).await.expect("read"), []);
}

/// The job that makes representations may run twice.
pub async fn a_representation_is_remembered_once(rig: impl Rig) {
    let stores = rig.stores();
    let version = published(&stores, &added(&stores, "places").await).await.version;
    let xlsx = Representation { format: "xlsx".to_owned(), ..csv(&version, 2) };

    for representation in [&xlsx, &csv(&version, 1), &csv(&version, 3)] {
        stores.versions.add_representation(representation).await.expect("added");
    }

    let representations = stores.versions.representations(version.id).await.expect("read");
    assert_eq!(representations, [csv(&version, 3), xlsx]);
}

/// A job that was still writing when the decision came.
pub async fn a_purged_version_gets_no_representation(rig: impl Rig) {
    let stores = rig.stores();
    let version = published(&stores, &added(&stores, "places").await).await.version;
    stores.versions.save_purged(&purged(&version), Change::default()).await.expect("purged");

    let late = stores.versions.add_representation(&csv(&version, 1)).await;

    assert!(matches!(late, Err(StoreError::Missing { .. })), "{late:?}");
    assert_eq!(stores.versions.representations(version.id).await.expect("read"), []);
}

/// Two versions of one distribution, one of another, one of which is purged.
pub async fn totals_count_public_versions_and_rows_of_the_latest(rig: impl Rig) {
    let stores = rig.stores();
    assert_eq!(stores.versions.totals().await.expect("counted"), (0, 0));
    let places = added(&stores, "places").await;
    published(&stores, &places).await;
    published(&stores, &places).await;
    assert_eq!(stores.versions.totals().await.expect("counted"), (2, 20));

    let mut other = added(&stores, "other").await;
    other.distributions.push(distribution(2));
    stores.datasets.save_dataset(&other, Change::default()).await.expect("saved");
    let gone = published(&stores, &other).await.version;
    assert_eq!(stores.versions.totals().await.expect("counted"), (3, 30));

    stores.versions.save_purged(&purged(&gone), Change::default()).await.expect("purged");
    assert_eq!(stores.versions.totals().await.expect("counted"), (2, 20));
}
