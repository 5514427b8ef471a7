//! What every store of the catalog must do. A second store is right when it passes this.
//!
//! A store's crate writes a [`Rig`] and calls [`store_contract!`](macro@crate::store_contract) with it; each sentence becomes a test.

pub mod datasets;
pub mod drafts;
pub mod events;
pub mod idempotency;
pub mod jobs;
pub mod lists;
pub mod people;
pub mod publishers;
pub mod sample;
pub mod signing_in;
pub mod versions;
pub mod whole;

use std::{future::Future, sync::Arc};

use catalog::ports::{
    DatasetStore, DraftStore, EventStore, IdempotencyStore, JobStore, PersonStore, PublisherStore, StoreAdmin,
    VersionStore,
};

/// The ports to a store, as use cases see them.
#[derive(Clone)]
pub struct Stores {
    /// Publishers.
    pub publishers: Arc<dyn PublisherStore>,
    /// People.
    pub people: Arc<dyn PersonStore>,
    /// Datasets.
    pub datasets: Arc<dyn DatasetStore>,
    /// Versions.
    pub versions: Arc<dyn VersionStore>,
    /// Drafts.
    pub drafts: Arc<dyn DraftStore>,
    /// Events.
    pub events: Arc<dyn EventStore>,
    /// Jobs.
    pub jobs: Arc<dyn JobStore>,
    /// Idempotency keys.
    pub idempotency: Arc<dyn IdempotencyStore>,
    /// The store as a whole.
    pub admin: Arc<dyn StoreAdmin>,
}

impl Stores {
    /// All ports to one store.
    pub fn of<S>(store: Arc<S>) -> Self
    where
        S: PublisherStore
            + PersonStore
            + DatasetStore
            + VersionStore
            + DraftStore
            + EventStore
            + JobStore
            + IdempotencyStore
            + StoreAdmin
            + 'static,
    {
        Self {
            publishers: store.clone(),
            people: store.clone(),
            datasets: store.clone(),
            versions: store.clone(),
            drafts: store.clone(),
            events: store.clone(),
            jobs: store.clone(),
            idempotency: store.clone(),
            admin: store,
        }
    }
}

/// A store under test, with its place.
pub trait Rig: Sized {
    /// A new empty place with a store opened on it.
    fn fresh() -> impl Future<Output = Self> + Send;
    /// The same place opened anew, as after a restart.
    fn reopened(self) -> impl Future<Output = Self> + Send;
    /// The ports to the store.
    fn stores(&self) -> Stores;
}

/// Makes a test of each sentence of the contract, for the given [`Rig`].
#[macro_export]
macro_rules! store_contract {
    ($rig:ty) => {
        $crate::store_contract!($rig, publishers:
            publishers_come_in_the_order_of_their_identifiers,
            a_publisher_identifier_is_given_once,
            the_second_writer_of_a_publisher_is_told_of_the_first,
        );
        $crate::store_contract!($rig, people:
            a_person_is_found_by_id_and_by_email,
            an_email_belongs_to_one_person,
            two_deleted_people_have_no_email,
            the_second_writer_of_a_person_is_told_of_the_first,
            memberships_are_replaced_whole_and_keep_their_order,
        );
        $crate::store_contract!($rig, signing_in:
            a_session_lives_until_it_is_removed,
            a_token_is_found_by_its_secret_and_revoked_by_its_owner_only,
            failed_sign_ins_are_counted_per_key_and_since_a_moment,
        );
        $crate::store_contract!($rig, datasets:
            a_dataset_comes_back_as_it_was_saved,
            an_identifier_is_given_once_among_aliases_too,
            a_past_identifier_leads_to_the_present_one,
            the_second_writer_of_a_dataset_is_told_of_the_first,
            of_many_writers_at_once_one_wins,
            distributions_are_added_and_changed_in_place,
            a_dataset_never_published_is_removed_with_its_drafts,
            a_dataset_with_versions_is_not_removed,
            a_dataset_of_an_unknown_publisher_is_refused,
        );
        $crate::store_contract!($rig, lists:
            datasets_are_filtered_by_state_publisher_and_theme,
            a_list_tells_how_many_there_are_in_all,
            titles_are_ordered_by_the_ukrainian_alphabet,
            search_finds_cyrillic_words_whatever_the_case,
            search_takes_signs_of_patterns_as_they_are,
            published_datasets_are_counted_per_publisher_and_theme,
        );
        $crate::store_contract!($rig, drafts:
            a_draft_comes_back_as_it_was_saved,
            open_drafts_come_latest_change_first,
            the_second_writer_of_a_draft_is_told_of_the_first,
            progress_is_noted_without_disturbing_who_saves,
            progress_that_comes_late_is_not_noted,
        );
        $crate::store_contract!($rig, versions:
            a_publication_shows_version_dataset_draft_event_and_job_at_once,
            versions_come_newest_first_within_each_distribution,
            of_two_publications_of_one_number_exactly_one_wins,
            a_number_is_neither_skipped_nor_taken_twice,
            a_purged_version_keeps_its_page_and_loses_its_representations,
            a_representation_is_remembered_once,
            a_purged_version_gets_no_representation,
            totals_count_public_versions_and_rows_of_the_latest,
        );
        $crate::store_contract!($rig, events:
            events_keep_the_order_in_which_they_were_saved,
            events_are_filtered_by_dataset_publisher_and_position,
            a_failed_save_leaves_neither_events_nor_jobs,
        );
        $crate::store_contract!($rig, jobs:
            the_job_that_waited_longest_comes_first_and_none_before_its_time,
            no_job_is_given_to_two_of_eight_claimers,
            a_job_whose_lease_ran_out_is_claimed_again,
            only_the_attempt_that_holds_the_lease_speaks_for_a_job,
            a_failed_job_is_retried_until_its_attempts_are_used_up,
            a_job_that_kills_its_worker_is_given_up,
            while_a_job_waits_another_of_its_key_is_not_added,
            a_waiting_job_is_hurried_by_another_of_its_key,
            jobs_are_listed_until_they_are_long_done,
        );
        $crate::store_contract!($rig, idempotency:
            a_key_goes_from_fresh_through_progress_to_replay,
            a_key_of_another_request_does_not_match,
            a_released_key_is_fresh_again,
            keys_of_two_people_do_not_meet,
            of_eight_requests_with_one_key_one_goes_on,
            a_claim_left_behind_is_taken_over,
            old_keys_are_forgotten,
        );
        $crate::store_contract!($rig, whole:
            a_store_answers_a_ping,
            a_reopened_store_has_everything,
            blobs_are_referred_to_by_versions_drafts_and_representations,
            a_purged_version_and_a_closed_draft_hold_no_blobs,
        );
    };
    ($rig:ty, $part:ident: $($sentence:ident),+ $(,)?) => {$(
        #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
        async fn $sentence() {
            let rig = <$rig as $crate::store_contract::Rig>::fresh().await;
            $crate::store_contract::$part::$sentence(rig).await;
        }
    )+};
}
