//! Publishers.

use catalog::{StoreError, event::Change, publisher::Publisher};

use super::{
    Rig,
    sample::{publisher, told},
};

/// The order does not depend on when they were added.
pub async fn publishers_come_in_the_order_of_their_identifiers(rig: impl Rig) {
    let stores = rig.stores();
    let council = publisher("council");
    let parks = Publisher { parent: Some(council.id), ..publisher("a-parks") };
    stores.publishers.add_publisher(&council, Change::default()).await.expect("added");
    stores.publishers.add_publisher(&parks, Change::default()).await.expect("added");

    let publishers = stores.publishers.publishers().await.expect("read");

    assert_eq!(publishers, [parks, council]);
}

/// URLs of publishers must not clash.
pub async fn a_publisher_identifier_is_given_once(rig: impl Rig) {
    let stores = rig.stores();
    stores.publishers.add_publisher(&publisher("parks"), Change::default()).await.expect("added");

    let second = stores.publishers.add_publisher(&publisher("parks"), told("publisher.created")).await;

    assert!(matches!(second, Err(StoreError::Taken { .. })), "{second:?}");
    assert_eq!(stores.publishers.publishers().await.expect("read").len(), 1);
}

/// A revision is used up by the save that read it.
pub async fn the_second_writer_of_a_publisher_is_told_of_the_first(rig: impl Rig) {
    let stores = rig.stores();
    let read = publisher("parks");
    stores.publishers.add_publisher(&read, Change::default()).await.expect("added");
    stores.publishers.save_publisher(&read, Change::default()).await.expect("the first writer saves");

    let second = stores.publishers.save_publisher(&read, Change::default()).await;

    assert!(matches!(second, Err(StoreError::Conflict { current: 2 })), "{second:?}");
}
