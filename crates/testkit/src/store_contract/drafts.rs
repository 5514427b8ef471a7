//! Drafts.

use catalog::{
    StoreError,
    draft::{Draft, DraftState},
    event::Change,
};

use super::{
    Rig, Stores,
    datasets::added,
    sample::{draft, later, told},
};

async fn uploaded(stores: &Stores, state: DraftState) -> Draft {
    let uploaded = Draft { state, ..draft(&added(stores, "places").await) };
    stores.drafts.add_draft(&uploaded, Change::default()).await.expect("added");
    uploaded
}

fn checking(rows: u64) -> DraftState {
    DraftState::Checking { stage: "analyse".to_owned(), rows }
}

/// Report, tables, recipe and its history.
pub async fn a_draft_comes_back_as_it_was_saved(rig: impl Rig) {
    let stores = rig.stores();
    let bare = Draft { built: None, original: None, person: None, ..uploaded(&stores, DraftState::Ready).await };

    stores.drafts.save_draft(&bare, Change::default()).await.expect("saved");

    let read = stores.drafts.draft(bare.id).await.expect("read");
    assert_eq!(read, Some(Draft { revision: 2, ..bare }));
}

/// Closed drafts are not listed.
pub async fn open_drafts_come_latest_change_first(rig: impl Rig) {
    let stores = rig.stores();
    let places = added(&stores, "places").await;
    let other = added(&stores, "other").await;
    let early = draft(&places);
    let late = Draft { changed_at: later(60), state: DraftState::Waiting, ..draft(&places) };
    let elsewhere = Draft { changed_at: later(30), ..draft(&other) };
    let closed = Draft { state: DraftState::Discarded, ..draft(&places) };
    for draft in [&early, &late, &elsewhere, &closed] {
        stores.drafts.add_draft(draft, Change::default()).await.expect("added");
    }

    let of_places = stores.drafts.open_drafts(Some(places.id)).await.expect("read");
    let of_all = stores.drafts.open_drafts(None).await.expect("read");

    assert_eq!(of_places, [late.clone(), early.clone()]);
    assert_eq!(of_all, [late, elsewhere, early]);
}

/// A revision is used up by the save that read it.
pub async fn the_second_writer_of_a_draft_is_told_of_the_first(rig: impl Rig) {
    let stores = rig.stores();
    let read = uploaded(&stores, DraftState::Ready).await;
    stores.drafts.save_draft(&read, Change::default()).await.expect("the first writer saves");

    let second = stores.drafts.save_draft(&read, told("draft.changed")).await;

    assert!(matches!(second, Err(StoreError::Conflict { current: 2 })), "{second:?}");
}

/// The worker reports every second; its own result must still be saved with the revision it read.
pub async fn progress_is_noted_without_disturbing_who_saves(rig: impl Rig) {
    let stores = rig.stores();
    let read = uploaded(&stores, DraftState::Waiting).await;

    stores.drafts.note_progress(read.id, &checking(1000)).await.expect("noted");
    let noted = stores.drafts.draft(read.id).await.expect("read").expect("there");
    stores.drafts.note_progress(read.id, &checking(2000)).await.expect("noted");
    stores.drafts.save_draft(&Draft { state: DraftState::Ready, ..read }, Change::default()).await.expect("saved");

    assert_eq!((noted.state, noted.revision), (checking(1000), 1));
    let saved = stores.drafts.draft(noted.id).await.expect("read").expect("there");
    assert_eq!((saved.state, saved.revision), (DraftState::Ready, 2));
}

/// A report of a worker that lost its job must not reopen what somebody discarded.
pub async fn progress_that_comes_late_is_not_noted(rig: impl Rig) {
    let stores = rig.stores();
    let discarded = uploaded(&stores, DraftState::Discarded).await;

    stores.drafts.note_progress(discarded.id, &checking(1000)).await.expect("no error");

    assert_eq!(stores.drafts.draft(discarded.id).await.expect("read"), Some(discarded));
}
