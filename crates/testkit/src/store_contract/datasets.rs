//! Datasets, their identifiers and distributions.

use catalog::{
    StoreError, Text,
    dataset::{Dataset, DatasetState, Distribution},
    event::Change,
    ports::Lookup,
    publisher::Publisher,
};
use jiff::SignedDuration;

use super::{
    Rig, Stores,
    sample::{dataset, distribution, draft, identifier, later, publication, publisher, told},
};

/// A publisher whose datasets are tested.
pub(super) async fn parks(stores: &Stores) -> Publisher {
    let parks = publisher("parks");
    stores.publishers.add_publisher(&parks, Change::default()).await.expect("added");
    parks
}

/// A dataset in the store.
pub(super) async fn added(stores: &Stores, name: &str) -> Dataset {
    let publisher = match stores.publishers.publishers().await.expect("read").pop() {
        Some(publisher) => publisher,
        None => parks(stores).await,
    };
    let added = dataset(publisher.id, name, "Зразкові місця");
    stores.datasets.add_dataset(&added, Change::default()).await.expect("added");
    added
}

/// Every part, and times to the microsecond.
pub async fn a_dataset_comes_back_as_it_was_saved(rig: impl Rig) {
    let stores = rig.stores();
    let saved = added(&stores, "places").await;
    assert_eq!(stores.datasets.dataset(saved.id).await.expect("read").as_ref(), Some(&saved));

    let withdrawn = Dataset {
        state: DatasetState::Withdrawn,
        withdrawn_because: Some(Text::uk("Рішення скасовано.")),
        issued: Some(later(1) + SignedDuration::from_micros(1)),
        modified: later(2),
        ..saved
    };
    stores.datasets.save_dataset(&withdrawn, Change::default()).await.expect("saved");

    let read = stores.datasets.dataset(withdrawn.id).await.expect("read");
    assert_eq!(read, Some(Dataset { revision: 2, ..withdrawn }));
}

/// A citation of a past identifier never leads elsewhere.
pub async fn an_identifier_is_given_once_among_aliases_too(rig: impl Rig) {
    let stores = rig.stores();
    let first = added(&stores, "places").await;
    let renamed = Dataset { identifier: identifier("spots"), aliases: vec![identifier("places")], ..first.clone() };
    stores.datasets.save_dataset(&renamed, Change::default()).await.expect("renamed");

    for name in ["places", "spots"] {
        let second = dataset(first.publisher_id, name, "Інші місця");
        let refused = stores.datasets.add_dataset(&second, told("dataset.created")).await;
        assert!(matches!(refused, Err(StoreError::Taken { .. })), "{name}: {refused:?}");
        assert_eq!(stores.datasets.dataset(second.id).await.expect("read"), None);
    }
    let other = added(&stores, "other").await;
    let refused = stores.datasets.save_dataset(&Dataset { identifier: identifier("places"), ..other }, told("x")).await;
    assert!(matches!(refused, Err(StoreError::Taken { .. })), "{refused:?}");
}

/// What the web answers with 308.
pub async fn a_past_identifier_leads_to_the_present_one(rig: impl Rig) {
    let stores = rig.stores();
    let first = added(&stores, "places").await;
    let aliases = vec![identifier("places"), identifier("a-older")];
    let renamed = Dataset { identifier: identifier("spots"), aliases, ..first };
    stores.datasets.save_dataset(&renamed, Change::default()).await.expect("renamed");

    let present = stores.datasets.dataset_by_identifier("spots").await.expect("read");
    let past = stores.datasets.dataset_by_identifier("places").await.expect("read");
    let unknown = stores.datasets.dataset_by_identifier("nowhere").await.expect("read");

    assert_eq!(present, Some(Lookup::Found(Box::new(Dataset { revision: 2, ..renamed }))));
    assert_eq!(past, Some(Lookup::Moved(identifier("spots"))));
    assert_eq!(unknown, None);
}

/// A revision is used up by the save that read it.
pub async fn the_second_writer_of_a_dataset_is_told_of_the_first(rig: impl Rig) {
    let stores = rig.stores();
    let read = added(&stores, "places").await;
    stores.datasets.save_dataset(&read, Change::default()).await.expect("the first writer saves");

    let second = Dataset { identifier: identifier("spots"), ..read.clone() };
    let refused = stores.datasets.save_dataset(&second, Change::default()).await;

    assert!(matches!(refused, Err(StoreError::Conflict { current: 2 })), "{refused:?}");
    assert_eq!(stores.datasets.dataset_by_identifier("spots").await.expect("read"), None);
    let gone = stores.datasets.save_dataset(&dataset(read.publisher_id, "gone", "Ніщо"), Change::default()).await;
    assert!(matches!(gone, Err(StoreError::Missing { .. })), "{gone:?}");
}

/// Eight people press the same button.
pub async fn of_many_writers_at_once_one_wins(rig: impl Rig) {
    let stores = rig.stores();
    let read = added(&stores, "places").await;

    let writers: Vec<_> = (0..8)
        .map(|_| {
            let (stores, read) = (stores.clone(), read.clone());
            tokio::spawn(async move { stores.datasets.save_dataset(&read, told("dataset.changed")).await })
        })
        .collect();
    let mut won = 0;
    for writer in writers {
        match writer.await.expect("no writer panics") {
            Ok(()) => won += 1,
            Err(StoreError::Conflict { current: 2 }) => {}
            Err(other) => panic!("neither saved nor told of the other: {other:?}"),
        }
    }

    assert_eq!(won, 1);
    assert_eq!(stores.datasets.dataset(read.id).await.expect("read").map(|dataset| dataset.revision), Some(2));
}

/// A distribution with versions keeps them while its description changes.
pub async fn distributions_are_added_and_changed_in_place(rig: impl Rig) {
    let stores = rig.stores();
    let first = added(&stores, "places").await;
    let upload = draft(&first);
    stores.drafts.add_draft(&upload, Change::default()).await.expect("added");
    let published = publication(&first, &upload);
    stores.versions.publish(&published, Change::default()).await.expect("published");

    let mut changed = stores.datasets.dataset(first.id).await.expect("read").expect("there");
    changed.distributions[0].title = Text::uk("Нова назва");
    changed.distributions.push(Distribution { recipe: None, standard: None, ..distribution(2) });
    stores.datasets.save_dataset(&changed, Change::default()).await.expect("saved");

    let read = stores.datasets.dataset(first.id).await.expect("read").expect("there");
    assert_eq!(read.distributions, changed.distributions);
    assert_eq!(stores.versions.versions(first.id).await.expect("read"), [published.version]);
}

/// Only who saw its last state may remove it.
pub async fn a_dataset_never_published_is_removed_with_its_drafts(rig: impl Rig) {
    let stores = rig.stores();
    let read = added(&stores, "places").await;
    let upload = draft(&read);
    stores.drafts.add_draft(&upload, Change::default()).await.expect("added");
    stores.datasets.save_dataset(&read, Change::default()).await.expect("saved by somebody else");

    let refused = stores.datasets.remove_dataset(&read, Change::default()).await;
    assert!(matches!(refused, Err(StoreError::Conflict { current: 2 })), "{refused:?}");
    let current = Dataset { revision: 2, ..read };
    stores.datasets.remove_dataset(&current, Change::default()).await.expect("removed");

    assert_eq!(stores.datasets.dataset(current.id).await.expect("read"), None);
    assert_eq!(stores.datasets.dataset_by_identifier("places").await.expect("read"), None);
    assert_eq!(stores.drafts.draft(upload.id).await.expect("read"), None);
}

/// What was public never vanishes.
pub async fn a_dataset_with_versions_is_not_removed(rig: impl Rig) {
    let stores = rig.stores();
    let first = added(&stores, "places").await;
    let upload = draft(&first);
    stores.drafts.add_draft(&upload, Change::default()).await.expect("added");
    stores.versions.publish(&publication(&first, &upload), Change::default()).await.expect("published");
    let published = stores.datasets.dataset(first.id).await.expect("read").expect("there");

    let refused = stores.datasets.remove_dataset(&published, told("dataset.removed")).await;

    assert!(matches!(refused, Err(StoreError::Taken { .. })), "{refused:?}");
    assert_eq!(stores.datasets.dataset(first.id).await.expect("read"), Some(published));
}

/// Somebody answers for each dataset.
pub async fn a_dataset_of_an_unknown_publisher_is_refused(rig: impl Rig) {
    let stores = rig.stores();
    let orphan = dataset(publisher("nobody").id, "orphan", "Нічиї місця");

    let refused = stores.datasets.add_dataset(&orphan, Change::default()).await;

    assert!(matches!(refused, Err(StoreError::Missing { .. })), "{refused:?}");
}
