//! The event log.

use catalog::{
    dataset::Dataset,
    event::{Change, EventFilter, NewEvent},
};

use super::{
    Rig,
    datasets::added,
    sample::{dataset, event, identifier, job, now},
};

/// The events of the whole log, oldest first.
fn all() -> EventFilter {
    EventFilter { limit: 100, ..EventFilter::default() }
}

/// The sequence grows, whatever the clock says.
pub async fn events_keep_the_order_in_which_they_were_saved(rig: impl Rig) {
    let stores = rig.stores();
    let saved = added(&stores, "places").await;
    let first = Change { events: vec![event("one", None), event("two", None)], jobs: Vec::new() };
    stores.datasets.save_dataset(&saved, first).await.expect("saved");
    let second = Change { events: vec![event("three", None)], jobs: Vec::new() };
    stores.datasets.save_dataset(&Dataset { revision: 2, ..saved }, second).await.expect("saved");

    let events = stores.events.events(&all()).await.expect("read");
    let newest = EventFilter { newest_first: true, limit: 1, ..all() };

    assert_eq!(events.iter().map(|event| event.kind.as_str()).collect::<Vec<_>>(), ["one", "two", "three"]);
    assert!(events.is_sorted_by(|one, next| one.sequence < next.sequence), "{events:?}");
    assert_eq!(stores.events.events(&newest).await.expect("read"), events[2..]);
}

/// What a feed, a workspace and a subscriber ask.
pub async fn events_are_filtered_by_dataset_publisher_and_position(rig: impl Rig) {
    let stores = rig.stores();
    let saved = added(&stores, "places").await;
    let about = NewEvent { publisher: Some(saved.publisher_id), ..event("dataset.changed", Some(saved.id)) };
    let change = Change { events: vec![event("other", None), about.clone()], jobs: Vec::new() };
    stores.datasets.save_dataset(&saved, change).await.expect("saved");
    let everything = stores.events.events(&all()).await.expect("read");

    let of_dataset = EventFilter { dataset: Some(saved.id), ..all() };
    let of_publisher = EventFilter { publisher: Some(saved.publisher_id), ..all() };
    let after_first = EventFilter { after: Some(everything[0].sequence), ..all() };

    for filter in [of_dataset, of_publisher, after_first] {
        assert_eq!(stores.events.events(&filter).await.expect("read"), everything[1..], "{filter:?}");
    }
    let read = &everything[1];
    assert_eq!((read.id, read.at, &read.data), (about.id, about.at, &about.data));
}

/// Nothing is told of what did not happen, and nothing follows from it.
pub async fn a_failed_save_leaves_neither_events_nor_jobs(rig: impl Rig) {
    let stores = rig.stores();
    let saved = added(&stores, "places").await;
    let change = || Change { events: vec![event("told", Some(saved.id))], jobs: vec![job(now())] };

    let stale = Dataset { revision: 7, ..saved.clone() };
    stores.datasets.save_dataset(&stale, change()).await.expect_err("a revision nobody read");
    let clash = dataset(saved.publisher_id, "places", "Ті самі місця");
    stores.datasets.add_dataset(&clash, change()).await.expect_err("an identifier that is taken");
    let renamed = Dataset { aliases: vec![identifier("places")], ..saved.clone() };
    stores.datasets.save_dataset(&renamed, change()).await.expect_err("an alias of its own name");
    // The event itself clashes: what was saved before it in the transaction goes too.
    let twice = event("told", None);
    let broken = Change { events: vec![twice.clone(), twice], jobs: vec![job(now())] };
    stores.datasets.save_dataset(&saved, broken).await.expect_err("one event twice");

    assert_eq!(stores.events.events(&all()).await.expect("read"), []);
    assert_eq!(stores.jobs.jobs(None, now()).await.expect("read"), []);
    assert_eq!(stores.datasets.dataset(saved.id).await.expect("read"), Some(saved));
}
