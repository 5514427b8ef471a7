//! What the local folder promises beyond the contract.

use std::{fs, path::PathBuf, sync::Arc};

use blobs::{LocalBlobs, location};
use bytes::Bytes;
use catalog::blob::{BlobError, BlobHash, BlobStore};
use object_store::ObjectStoreExt;
use tempfile::TempDir;

fn opened() -> (TempDir, Arc<LocalBlobs>) {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let blobs = LocalBlobs::open(dir.path()).expect("opens");
    (dir, blobs)
}

fn file_of(dir: &TempDir, hash: &BlobHash) -> PathBuf {
    dir.path().join("blobs").join(location(hash).as_ref())
}

#[tokio::test]
async fn a_blob_stands_in_a_folder_of_its_first_two_digits_and_cannot_be_written() {
    let (dir, blobs) = opened();

    let blob = blobs.put(Bytes::from_static(b"abc")).await.expect("stores");

    let path = dir.path().join("blobs/ba/7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_eq!(file_of(&dir, &blob.sha256), path);
    assert_eq!(fs::read(&path).expect("is there"), b"abc");
    assert!(fs::metadata(&path).expect("is there").permissions().readonly());
}

#[tokio::test]
async fn a_blob_is_read_through_object_store_under_its_location() {
    let (_dir, blobs) = opened();
    let blob = blobs.put(Bytes::from_static(b"abcdef")).await.expect("stores");

    let part = blobs.object_store().get_range(&location(&blob.sha256), 2..4).await.expect("is there");

    assert_eq!(part, Bytes::from_static(b"cd"));
}

#[tokio::test]
async fn damage_is_found_by_verify_and_by_get_and_healed_by_the_same_content() {
    let (dir, blobs) = opened();
    let blob = blobs.put(Bytes::from_static(b"abc")).await.expect("stores");
    fs::remove_file(file_of(&dir, &blob.sha256)).expect("is there");
    fs::write(file_of(&dir, &blob.sha256), b"abcd").expect("damages it");

    assert!(matches!(blobs.verify(&blob.sha256).await, Err(BlobError::Damaged(_))));
    assert!(matches!(blobs.get(&blob.sha256).await, Err(BlobError::Damaged(_))));

    blobs.put(Bytes::from_static(b"abc")).await.expect("stores");
    assert_eq!(blobs.verify(&blob.sha256).await.expect("is whole"), 3);
}

#[tokio::test]
async fn a_second_opening_sweeps_the_dead_and_spares_the_living() {
    let (dir, first) = opened();
    let mut sink = first.sink().expect("begins");
    sink.write_all(b"still being written").expect("writes");
    sink.flush().expect("reaches the file");
    let dead = dir.path().join("scratch/left-by-a-crash");
    fs::create_dir(&dead).expect("makes it");
    fs::write(dead.join("0"), b"half a blob").expect("makes it");

    let second = LocalBlobs::open(dir.path()).expect("opens beside the first");

    assert!(!dead.exists());
    let blob = sink.finish().expect("the living work goes on");
    assert_eq!(second.get(&blob.sha256).await.expect("is there"), Bytes::from_static(b"still being written"));
}

#[tokio::test]
async fn files_that_are_not_blobs_are_not_listed() {
    let (dir, blobs) = opened();
    fs::write(dir.path().join("blobs/ab/notes.txt"), b"a stranger").expect("writes");

    let listed = futures::StreamExt::count(blobs.list().await.expect("lists")).await;

    assert_eq!(listed, 0);
}
