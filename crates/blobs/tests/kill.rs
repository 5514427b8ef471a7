//! A writer is killed at any moment: what it was told is stored, is stored, and what is visible is whole.

use std::{
    env,
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Child, Command, Stdio},
};

use blobs::LocalBlobs;
use bytes::Bytes;
use catalog::{
    blob::{BlobHash, BlobRef, BlobStore, UploadStore},
    id::DraftId,
};
use futures::{StreamExt, TryStreamExt, stream};

/// Names the folder to the child; without it the child's test has nothing to do.
const FOLDER: &str = "BLOBS_KILL_TEST_FOLDER";
/// Rounds a child would write if nobody killed it.
const ROUNDS: u32 = 100_000;
const DRAFT: &str = "01890a5d-ac96-774b-bcce-b302099a8057";

fn draft() -> DraftId {
    DRAFT.parse().expect("a lawful id")
}

/// Different for each round, larger than the buffers now and then.
fn content(round: u32) -> Bytes {
    Bytes::from(round.to_string().repeat(if round.is_multiple_of(7) { 100_000 } else { 50 }))
}

#[tokio::test]
async fn the_child_writes_until_it_is_killed() {
    let Some(folder) = env::var_os(FOLDER) else { return };
    let blobs = LocalBlobs::open(Path::new(&folder)).expect("opens");
    blobs.begin(draft()).await.expect("begins");
    let mut out = std::io::stdout();

    for round in 0..ROUNDS {
        let blob = blobs.put(content(round)).await.expect("stores");
        writeln!(out, "\nblob {}", blob.sha256).expect("the parent reads");
        let offset = blobs.received(draft()).await.expect("is under way");
        let pieces = stream::iter([Ok(Bytes::from(vec![b'u'; 5000]))]).boxed();
        let received = blobs.append(draft(), offset, u64::MAX, pieces).await.expect("appends");
        writeln!(out, "\nreceived {received}").expect("the parent reads");
    }
}

/// Starts a writer, kills it after `lines` acknowledgements, and gives them all, also those on their way.
fn acknowledged_until_killed(folder: &Path, lines: usize) -> Vec<String> {
    let mut child: Child = Command::new(env::current_exe().expect("this test"))
        .args(["--exact", "the_child_writes_until_it_is_killed", "--nocapture"])
        .env(FOLDER, folder)
        .stdout(Stdio::piped())
        .spawn()
        .expect("starts");
    let mut output = BufReader::new(child.stdout.take().expect("piped")).lines().map(|line| line.expect("is text"));
    let acknowledgement = |line: &String| line.starts_with("blob ") || line.starts_with("received ");

    let mut seen: Vec<String> = output.by_ref().filter(acknowledgement).take(lines).collect();
    child.kill().expect("is alive");
    child.wait().expect("is dead");
    seen.extend(output.filter(acknowledgement));
    seen
}

#[tokio::test]
async fn a_killed_writer_loses_nothing_acknowledged_and_leaves_nothing_half_written() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let mut received = 0;

    for lines in [1, 2, 9, 14, 15, 16, 33] {
        let seen = acknowledged_until_killed(dir.path(), lines);
        assert!(seen.len() >= lines, "the writer got as far as that");

        let blobs = LocalBlobs::open(dir.path()).expect("opens after a kill");
        for line in seen {
            if let Some(hash) = line.strip_prefix("blob ").and_then(BlobHash::new) {
                blobs.verify(&hash).await.expect("an acknowledged blob is whole");
            } else if let Some(offset) = line.strip_prefix("received ").and_then(|text| text.parse::<u64>().ok()) {
                received = offset;
            }
        }
        let visible: Vec<BlobRef> =
            BlobStore::list(&*blobs).await.expect("lists").try_collect().await.expect("lists to the end");
        for blob in visible {
            assert_eq!(blobs.verify(&blob.sha256).await.expect("a visible blob is whole"), blob.size);
        }
        assert!(blobs.received(draft()).await.expect("is under way") >= received);
        let scratch = std::fs::read_dir(dir.path().join("scratch")).expect("is there").count();
        assert_eq!(scratch, 2, "the dead writer's folder is swept");
    }
    let blobs = LocalBlobs::open(dir.path()).expect("opens");
    let upload = UploadStore::finish(&*blobs, draft()).await.expect("ends");
    let bytes = blobs.get(&upload.sha256).await.expect("is there");
    assert!(upload.size >= received && bytes.iter().all(|byte| *byte == b'u'));
}
