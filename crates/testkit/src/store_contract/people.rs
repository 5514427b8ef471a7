//! People and memberships.

use catalog::{StoreError, event::Change, person::Person};

use super::{
    Rig,
    sample::{memberships, now, person, publisher},
};

/// Both ways lead to the same person, with all memberships.
pub async fn a_person_is_found_by_id_and_by_email(rig: impl Rig) {
    let stores = rig.stores();
    let parks = publisher("parks");
    let editor = person("editor@example.org");
    let roles = memberships(editor.id, parks.id);
    stores.publishers.add_publisher(&parks, Change::default()).await.expect("added");

    stores.people.add_person(&editor, &roles, Change::default()).await.expect("added");

    assert_eq!(stores.people.person(editor.id).await.expect("read").as_ref(), Some(&editor));
    assert_eq!(stores.people.person_by_email("editor@example.org").await.expect("read").as_ref(), Some(&editor));
    assert_eq!(stores.people.person_by_email("nobody@example.org").await.expect("read"), None);
    assert_eq!(stores.people.people().await.expect("read"), std::slice::from_ref(&editor));
    assert_eq!(stores.people.memberships(editor.id).await.expect("read"), roles);
}

/// An e-mail signs in one person.
pub async fn an_email_belongs_to_one_person(rig: impl Rig) {
    let stores = rig.stores();
    stores.people.add_person(&person("editor@example.org"), &[], Change::default()).await.expect("added");

    let second = stores.people.add_person(&person("editor@example.org"), &[], Change::default()).await;

    assert!(matches!(second, Err(StoreError::Taken { .. })), "{second:?}");
}

/// Pseudonyms do not clash for want of an e-mail.
pub async fn two_deleted_people_have_no_email(rig: impl Rig) {
    let stores = rig.stores();
    for email in ["one@example.org", "two@example.org"] {
        let somebody = person(email);
        stores.people.add_person(&somebody, &[], Change::default()).await.expect("added");
        let deleted = Person { email: None, password_hash: None, deleted_at: Some(now()), ..somebody };
        stores.people.save_person(&deleted, Change::default()).await.expect("deleted");
    }

    let people = stores.people.people().await.expect("read");

    assert!(people.len() == 2 && people.iter().all(|person| person.email.is_none()), "{people:?}");
}

/// A revision is used up by the save that read it.
pub async fn the_second_writer_of_a_person_is_told_of_the_first(rig: impl Rig) {
    let stores = rig.stores();
    let read = person("editor@example.org");
    stores.people.add_person(&read, &[], Change::default()).await.expect("added");
    stores.people.save_person(&read, Change::default()).await.expect("the first writer saves");

    let second = stores.people.save_person(&read, Change::default()).await;

    assert!(matches!(second, Err(StoreError::Conflict { current: 2 })), "{second:?}");
    let stranger = stores.people.save_person(&person("stranger@example.org"), Change::default()).await;
    assert!(matches!(stranger, Err(StoreError::Missing { .. })), "{stranger:?}");
}

/// What is not in the new list is gone.
pub async fn memberships_are_replaced_whole_and_keep_their_order(rig: impl Rig) {
    let stores = rig.stores();
    let parks = publisher("parks");
    let editor = person("editor@example.org");
    let mut roles = memberships(editor.id, parks.id);
    stores.publishers.add_publisher(&parks, Change::default()).await.expect("added");
    stores.people.add_person(&editor, &roles, Change::default()).await.expect("added");

    roles.reverse();
    stores.people.set_memberships(editor.id, &roles, Change::default()).await.expect("set");
    assert_eq!(stores.people.memberships(editor.id).await.expect("read"), roles);

    stores.people.set_memberships(editor.id, &[], Change::default()).await.expect("set");
    assert_eq!(stores.people.memberships(editor.id).await.expect("read"), []);
}
