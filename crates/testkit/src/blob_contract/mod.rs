//! What every store of blobs and uploads must do. A second store is right when it passes this.
//!
//! A store's crate writes a [`Rig`] and calls [`blob_contract!`](macro@crate::blob_contract) with it; each sentence becomes a test.

pub mod blobs;
pub mod uploads;

use std::{io, sync::Arc};

use bytes::Bytes;
use catalog::{
    blob::{BlobStore, UploadStore},
    id::DraftId,
};
use futures::stream::{self, BoxStream, StreamExt};

/// A store under test, with its place.
pub trait Rig: Sized {
    /// A new empty place with a store opened on it.
    fn fresh() -> Self;
    /// The same place opened anew, as after a restart.
    #[must_use]
    fn reopened(self) -> Self;
    /// The port to blobs.
    fn blobs(&self) -> Arc<dyn BlobStore>;
    /// The port to uploads.
    fn uploads(&self) -> Arc<dyn UploadStore>;
}

/// Makes a test of each sentence of the contract, for the given [`Rig`].
#[macro_export]
macro_rules! blob_contract {
    ($rig:ty) => {
        $crate::blob_contract!($rig, blobs:
            a_blob_is_named_by_the_sha_256_of_its_bytes,
            an_empty_blob_is_a_blob,
            what_was_put_comes_back_whole_and_in_parts,
            a_range_outside_of_the_blob_is_refused,
            the_same_content_twice_is_one_blob,
            a_blob_written_in_small_pieces_exists_after_finish_only,
            a_dropped_sink_leaves_nothing,
            a_blob_at_hand_opens_several_times,
            what_is_not_there_is_missing,
            a_removed_blob_is_gone_and_removing_it_again_is_no_error,
            blobs_outlive_a_restart,
            many_writers_of_the_same_content_all_succeed,
        );
        $crate::blob_contract!($rig, uploads:
            an_upload_in_pieces_becomes_a_blob,
            an_upload_goes_on_at_the_exact_byte_only,
            what_came_before_the_stream_broke_stays,
            a_piece_beyond_the_limit_is_refused,
            an_upload_outlives_a_restart,
            an_upload_that_never_began_is_missing,
            beginning_twice_keeps_what_was_received,
            finishing_twice_gives_the_same_answer_even_after_a_restart,
            two_uploads_of_the_same_content_are_one_blob,
            a_removed_upload_is_gone_and_its_blob_stays,
            of_two_senders_at_the_same_byte_one_is_sent_back,
        );
    };
    ($rig:ty, $part:ident: $($sentence:ident),+ $(,)?) => {$(
        #[tokio::test]
        async fn $sentence() {
            $crate::blob_contract::$part::$sentence(<$rig as $crate::blob_contract::Rig>::fresh()).await;
        }
    )+};
}

/// Bytes that repeat late, so that a swapped or missing piece shows.
pub fn content(len: usize) -> Bytes {
    (0..len).map(|place| u8::try_from((place * 31 + place / 251) % 251).expect("below 251")).collect()
}

fn pieces(pieces: Vec<io::Result<Bytes>>) -> BoxStream<'static, io::Result<Bytes>> {
    stream::iter(pieces).boxed()
}

fn draft(number: u8) -> DraftId {
    DraftId(uuid::Uuid::from_bytes([number; 16]))
}
