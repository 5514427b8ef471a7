//! The contract's sentences about blobs.

use std::io::{Read, Seek, SeekFrom, Write};

use bytes::Bytes;
use catalog::blob::{BlobError, BlobHash, BlobRef, BlobStore};
use futures::TryStreamExt;

use super::{Rig, content};

const SHA_256_OF_ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
const SHA_256_OF_NOTHING: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/// The name is the hash, so that anyone can check the content.
pub async fn a_blob_is_named_by_the_sha_256_of_its_bytes(rig: impl Rig) {
    let blob = rig.blobs().put(Bytes::from_static(b"abc")).await.expect("stores");

    assert_eq!(blob.sha256.as_str(), SHA_256_OF_ABC);
    assert_eq!(blob.size, 3);
}

/// Nothing is content, too.
pub async fn an_empty_blob_is_a_blob(rig: impl Rig) {
    let blob = rig.blobs().sink().expect("begins").finish().expect("stores");

    assert_eq!(blob, BlobRef { sha256: hash(SHA_256_OF_NOTHING), size: 0 });
    assert_eq!(rig.blobs().get(&blob.sha256).await.expect("is there"), Bytes::new());
    assert_eq!(part(&*rig.blobs(), &blob.sha256, 0..0).await, b"");
}

/// Whole, from the middle, and up to the end.
pub async fn what_was_put_comes_back_whole_and_in_parts(rig: impl Rig) {
    let bytes = content(500_000);

    let blob = rig.blobs().put(bytes.clone()).await.expect("stores");

    assert_eq!(rig.blobs().get(&blob.sha256).await.expect("is there"), bytes);
    assert_eq!(rig.blobs().size(&blob.sha256).await.expect("is there"), 500_000);
    assert_eq!(part(&*rig.blobs(), &blob.sha256, 0..500_000).await, bytes);
    assert_eq!(part(&*rig.blobs(), &blob.sha256, 99_999..300_001).await, bytes.slice(99_999..300_001));
    assert_eq!(part(&*rig.blobs(), &blob.sha256, 499_999..500_000).await, bytes.slice(499_999..));
}

/// A short answer to a question for more would be taken for the content.
#[expect(clippy::reversed_empty_ranges, reason = "a caller's mistake is what is tried")]
pub async fn a_range_outside_of_the_blob_is_refused(rig: impl Rig) {
    let blob = rig.blobs().put(content(10)).await.expect("stores");

    assert!(rig.blobs().stream(&blob.sha256, 0..11).await.is_err());
    assert!(rig.blobs().stream(&blob.sha256, 7..3).await.is_err());
}

/// Content is stored once.
pub async fn the_same_content_twice_is_one_blob(rig: impl Rig) {
    let first = rig.blobs().put(content(1000)).await.expect("stores");
    let second = rig.blobs().put(content(1000)).await.expect("stores again");

    assert_eq!(first, second);
    assert_eq!(listed(&*rig.blobs()).await, [first]);
}

/// Until then nobody sees a part of it.
pub async fn a_blob_written_in_small_pieces_exists_after_finish_only(rig: impl Rig) {
    let bytes = content(600_000);
    let mut sink = rig.blobs().sink().expect("begins");

    for piece in bytes.chunks(777) {
        sink.write_all(piece).expect("writes");
    }
    assert_eq!(listed(&*rig.blobs()).await, []);
    let blob = sink.finish().expect("stores");

    assert_eq!(listed(&*rig.blobs()).await, std::slice::from_ref(&blob));
    assert_eq!(rig.blobs().get(&blob.sha256).await.expect("is there"), bytes);
}

/// Giving up needs no ceremony.
pub async fn a_dropped_sink_leaves_nothing(rig: impl Rig) {
    let mut sink = rig.blobs().sink().expect("begins");
    sink.write_all(&content(600_000)).expect("writes");

    drop(sink);

    assert_eq!(listed(&*rig.blobs()).await, []);
    assert_eq!(listed(&*rig.reopened().blobs()).await, []);
}

/// Readers of Parquet open a file once for each thread.
pub async fn a_blob_at_hand_opens_several_times(rig: impl Rig) {
    let blob = rig.blobs().put(content(1000)).await.expect("stores");
    let file = rig.blobs().file(&blob.sha256).await.expect("is there");

    let (mut first, mut second) = (file.open().expect("opens"), file.open().expect("opens again"));
    let (mut head, mut tail) = (vec![0; 100], Vec::new());
    first.read_exact(&mut head).expect("reads");
    second.seek(SeekFrom::Start(900)).expect("seeks");
    second.read_to_end(&mut tail).expect("reads");

    assert_eq!(file.size(), 1000);
    assert_eq!((head, tail), (content(1000)[..100].to_vec(), content(1000)[900..].to_vec()));
}

/// The same answer to every question about it.
pub async fn what_is_not_there_is_missing(rig: impl Rig) {
    let (blobs, unknown) = (rig.blobs(), hash(SHA_256_OF_ABC));

    assert!(matches!(blobs.get(&unknown).await, Err(BlobError::Missing)));
    assert!(matches!(blobs.size(&unknown).await, Err(BlobError::Missing)));
    assert!(matches!(blobs.stream(&unknown, 0..0).await.err(), Some(BlobError::Missing)));
    assert!(matches!(blobs.file(&unknown).await.err(), Some(BlobError::Missing)));
}

/// A purge that was cut short is simply repeated.
pub async fn a_removed_blob_is_gone_and_removing_it_again_is_no_error(rig: impl Rig) {
    let blob = rig.blobs().put(content(10)).await.expect("stores");

    rig.blobs().remove(&blob.sha256).await.expect("removes");
    rig.blobs().remove(&blob.sha256).await.expect("has nothing to remove");

    assert!(matches!(rig.blobs().get(&blob.sha256).await, Err(BlobError::Missing)));
    assert_eq!(listed(&*rig.blobs()).await, []);
}

/// What was stored is stored.
pub async fn blobs_outlive_a_restart(rig: impl Rig) {
    let blob = rig.blobs().put(content(1000)).await.expect("stores");

    let rig = rig.reopened();

    assert_eq!(rig.blobs().get(&blob.sha256).await.expect("is there"), content(1000));
}

/// Two people may upload the same file at once.
pub async fn many_writers_of_the_same_content_all_succeed(rig: impl Rig) {
    let writers = (0..16).map(|_| {
        let blobs = rig.blobs();
        async move { blobs.put(content(100_000)).await.expect("stores") }
    });

    let stored = futures::future::join_all(writers).await;

    assert!(stored.iter().all(|blob| *blob == stored[0]));
    assert_eq!(rig.blobs().get(&stored[0].sha256).await.expect("is there"), content(100_000));
}

fn hash(digits: &str) -> BlobHash {
    BlobHash::new(digits).expect("64 lower-case hex digits")
}

async fn part(blobs: &dyn BlobStore, hash: &BlobHash, range: std::ops::Range<u64>) -> Vec<u8> {
    let stream = blobs.stream(hash, range).await.expect("is there");
    stream.try_collect::<Vec<Bytes>>().await.expect("streams to the end").concat()
}

async fn listed(blobs: &dyn BlobStore) -> Vec<BlobRef> {
    blobs.list().await.expect("lists").try_collect().await.expect("lists to the end")
}
