//! The contract's sentences about uploads.

use std::io;

use catalog::blob::BlobError;
use futures::StreamExt;

use super::{Rig, content, draft, pieces};

const NO_LIMIT: u64 = u64::MAX;

/// The road of every upload.
pub async fn an_upload_in_pieces_becomes_a_blob(rig: impl Rig) {
    let (uploads, bytes) = (rig.uploads(), content(700_000));
    uploads.begin(draft(1)).await.expect("begins");

    let first = pieces(vec![Ok(bytes.slice(..100)), Ok(bytes.slice(100..400_000))]);
    assert_eq!(uploads.append(draft(1), 0, NO_LIMIT, first).await.expect("appends"), 400_000);
    assert_eq!(uploads.received(draft(1)).await.expect("is under way"), 400_000);
    let second = pieces(vec![Ok(bytes.slice(400_000..))]);
    assert_eq!(uploads.append(draft(1), 400_000, NO_LIMIT, second).await.expect("appends"), 700_000);
    let blob = uploads.finish(draft(1)).await.expect("ends");

    assert_eq!(blob, rig.blobs().put(bytes.clone()).await.expect("the same bytes have the same name"));
    assert_eq!(rig.blobs().get(&blob.sha256).await.expect("is there"), bytes);
}

/// A gap or an overlap would spoil the file.
pub async fn an_upload_goes_on_at_the_exact_byte_only(rig: impl Rig) {
    let uploads = rig.uploads();
    uploads.begin(draft(1)).await.expect("begins");
    uploads.append(draft(1), 0, NO_LIMIT, pieces(vec![Ok(content(10))])).await.expect("appends");

    let gap = uploads.append(draft(1), 11, NO_LIMIT, pieces(vec![Ok(content(5))])).await;
    let overlap = uploads.append(draft(1), 9, NO_LIMIT, pieces(vec![Ok(content(5))])).await;

    assert!(matches!(gap, Err(BlobError::WrongOffset { stands_at: 10 })), "{gap:?}");
    assert!(matches!(overlap, Err(BlobError::WrongOffset { stands_at: 10 })), "{overlap:?}");
    assert_eq!(uploads.received(draft(1)).await.expect("is under way"), 10);
}

/// A cut connection costs what was on the wire, nothing more.
pub async fn what_came_before_the_stream_broke_stays(rig: impl Rig) {
    let uploads = rig.uploads();
    uploads.begin(draft(1)).await.expect("begins");

    let cut = pieces(vec![Ok(content(1000)), Err(io::ErrorKind::ConnectionReset.into())]);
    let broken = uploads.append(draft(1), 0, NO_LIMIT, cut).await;

    assert!(matches!(broken, Err(BlobError::Io(_))), "{broken:?}");
    assert_eq!(uploads.received(draft(1)).await.expect("is under way"), 1000);
}

/// Refused before it fills the disk; what was within the limit stays.
pub async fn a_piece_beyond_the_limit_is_refused(rig: impl Rig) {
    let uploads = rig.uploads();
    uploads.begin(draft(1)).await.expect("begins");

    let exact = uploads.append(draft(1), 0, 10, pieces(vec![Ok(content(10))])).await;
    let more = uploads.append(draft(1), 10, 10, pieces(vec![Ok(content(1))])).await;

    assert_eq!(exact.expect("fits"), 10);
    assert!(matches!(more, Err(BlobError::TooLarge { limit: 10 })), "{more:?}");
    assert_eq!(uploads.received(draft(1)).await.expect("is under way"), 10);
}

/// A restart of the portal is no reason to send a large file again.
pub async fn an_upload_outlives_a_restart(rig: impl Rig) {
    rig.uploads().begin(draft(1)).await.expect("begins");
    rig.uploads().append(draft(1), 0, NO_LIMIT, pieces(vec![Ok(content(1000).slice(..600))])).await.expect("appends");

    let rig = rig.reopened();
    assert_eq!(rig.uploads().list().await.expect("lists"), [draft(1)]);
    assert_eq!(rig.uploads().received(draft(1)).await.expect("is under way"), 600);
    rig.uploads().append(draft(1), 600, NO_LIMIT, pieces(vec![Ok(content(1000).slice(600..))])).await.expect("appends");
    let blob = rig.uploads().finish(draft(1)).await.expect("ends");

    assert_eq!(rig.blobs().get(&blob.sha256).await.expect("is there"), content(1000));
}

/// The same answer to every question about it.
pub async fn an_upload_that_never_began_is_missing(rig: impl Rig) {
    let uploads = rig.uploads();

    assert!(matches!(uploads.received(draft(1)).await, Err(BlobError::Missing)));
    assert!(matches!(uploads.append(draft(1), 0, NO_LIMIT, pieces(vec![])).await, Err(BlobError::Missing)));
    assert!(matches!(uploads.finish(draft(1)).await, Err(BlobError::Missing)));
    assert_eq!(uploads.list().await.expect("lists"), []);
}

/// A repeated request must not throw away what came.
pub async fn beginning_twice_keeps_what_was_received(rig: impl Rig) {
    let uploads = rig.uploads();
    uploads.begin(draft(1)).await.expect("begins");
    uploads.append(draft(1), 0, NO_LIMIT, pieces(vec![Ok(content(10))])).await.expect("appends");

    uploads.begin(draft(1)).await.expect("is under way already");

    assert_eq!(uploads.received(draft(1)).await.expect("is under way"), 10);
}

/// Whoever lost the answer in a crash asks again.
pub async fn finishing_twice_gives_the_same_answer_even_after_a_restart(rig: impl Rig) {
    rig.uploads().begin(draft(1)).await.expect("begins");
    rig.uploads().append(draft(1), 0, NO_LIMIT, pieces(vec![Ok(content(10))])).await.expect("appends");

    let first = rig.uploads().finish(draft(1)).await.expect("ends");
    let second = rig.uploads().finish(draft(1)).await.expect("has ended");
    let rig = rig.reopened();
    let third = rig.uploads().finish(draft(1)).await.expect("has ended");

    assert_eq!([&second, &third], [&first, &first]);
    assert_eq!(rig.uploads().received(draft(1)).await.expect("is known"), 10);
}

/// Uploads share blobs as everything does.
pub async fn two_uploads_of_the_same_content_are_one_blob(rig: impl Rig) {
    let uploads = rig.uploads();
    uploads.begin(draft(1)).await.expect("begins");
    uploads.append(draft(1), 0, NO_LIMIT, pieces(vec![Ok(content(10))])).await.expect("appends");
    uploads.begin(draft(2)).await.expect("begins");
    uploads.append(draft(2), 0, NO_LIMIT, pieces(vec![Ok(content(10))])).await.expect("appends");

    let first = uploads.finish(draft(1)).await.expect("ends");
    let second = uploads.finish(draft(2)).await.expect("ends");

    assert_eq!(first, second);
    assert_eq!(rig.blobs().list().await.expect("lists").count().await, 1);
}

/// A draft that is thrown away takes its upload along, not the content that others may use.
pub async fn a_removed_upload_is_gone_and_its_blob_stays(rig: impl Rig) {
    let uploads = rig.uploads();
    uploads.begin(draft(1)).await.expect("begins");
    uploads.append(draft(1), 0, NO_LIMIT, pieces(vec![Ok(content(10))])).await.expect("appends");
    let blob = uploads.finish(draft(1)).await.expect("ends");
    uploads.begin(draft(2)).await.expect("begins");

    uploads.remove(draft(1)).await.expect("removes");
    uploads.remove(draft(2)).await.expect("removes");
    uploads.remove(draft(2)).await.expect("has nothing to remove");

    assert_eq!(uploads.list().await.expect("lists"), []);
    assert!(matches!(uploads.received(draft(2)).await, Err(BlobError::Missing)));
    assert_eq!(rig.blobs().get(&blob.sha256).await.expect("is there"), content(10));
}

/// A stalled sender that wakes up must not write between the bytes of the one who went on for it.
pub async fn of_two_senders_at_the_same_byte_one_is_sent_back(rig: impl Rig) {
    let uploads = rig.uploads();
    uploads.begin(draft(1)).await.expect("begins");

    // The first sends its bytes only after the second has sent all of its own.
    let (second_done, wait) = tokio::sync::oneshot::channel::<()>();
    let stalled = futures::stream::once(async move {
        wait.await.expect("the second sender comes to its end");
        Ok(content(20))
    });
    let (first, second) = tokio::join!(uploads.append(draft(1), 0, NO_LIMIT, stalled.boxed()), async {
        let appended = uploads.append(draft(1), 0, NO_LIMIT, pieces(vec![Ok(content(10))])).await;
        second_done.send(()).expect("the first sender waits");
        appended
    });

    assert_eq!(second.expect("was there first"), 10);
    assert!(matches!(first, Err(BlobError::WrongOffset { stands_at: 10 })), "{first:?}");
    let blob = uploads.finish(draft(1)).await.expect("ends");
    assert_eq!(rig.blobs().get(&blob.sha256).await.expect("is there"), content(10));
}
