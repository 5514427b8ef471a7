//! What survives a full disk and a power cut, tried at every single step.

use std::{
    collections::HashMap,
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use bytes::Bytes;
use catalog::{
    blob::{BlobRef, BlobSink, BlobStore, UploadStore},
    id::DraftId,
};
use futures::{StreamExt, TryStreamExt, stream};

use crate::{
    LocalBlobs,
    disk::{Disk, RealDisk},
    hashing::hash_bytes,
    upload::lock,
};

/// More steps than the story below has; ends a loop that would otherwise never see it succeed.
const STEPS_MAX: usize = 500;

#[derive(Clone, Copy, PartialEq)]
enum Accident {
    /// One step meets a full disk; the next ones work.
    FullOnce,
    /// From this step on, creating, writing and syncing files meet a full disk.
    Full,
    /// Nothing happens any more, and what was not synced is lost.
    PowerCut,
}

/// A disk on which the step with a given number, counted from 0, goes wrong.
struct FaultyDisk {
    accident: Accident,
    fails_at: usize,
    steps: AtomicUsize,
    unsynced: Mutex<Unsynced>,
}

/// What a power cut would undo.
#[derive(Default)]
struct Unsynced {
    synced_bytes: HashMap<PathBuf, u64>,
    created: Vec<PathBuf>,
    renamed: Vec<(PathBuf, PathBuf)>,
}

impl FaultyDisk {
    fn new(accident: Accident, fails_at: usize) -> Self {
        Self { accident, fails_at, steps: AtomicUsize::new(0), unsynced: Mutex::default() }
    }

    fn happened(&self) -> bool {
        self.steps.load(Ordering::SeqCst) > self.fails_at
    }

    fn step(&self, needs_space: bool) -> io::Result<()> {
        let step = self.steps.fetch_add(1, Ordering::SeqCst);
        match self.accident {
            Accident::FullOnce if step == self.fails_at => Err(io::ErrorKind::StorageFull.into()),
            Accident::Full if step >= self.fails_at && needs_space => Err(io::ErrorKind::StorageFull.into()),
            Accident::PowerCut if step >= self.fails_at => Err(io::Error::other("no power")),
            _ => Ok(()),
        }
    }

    fn lose_unsynced(&self) {
        let mut unsynced = lock(&self.unsynced);
        for (from, to) in std::mem::take(&mut unsynced.renamed).into_iter().rev() {
            if fs::rename(&to, &from).is_ok() {
                let bytes = unsynced.synced_bytes.remove(&to).unwrap_or_default();
                unsynced.synced_bytes.insert(from, bytes);
            } else {
                // The folder it came from is swept already.
                let _gone_with_it = fs::remove_file(&to);
            }
        }
        for (path, bytes) in &unsynced.synced_bytes {
            if let Ok(metadata) = fs::metadata(path) {
                let before = metadata.permissions();
                let mut writable = before.clone();
                #[expect(clippy::permissions_set_readonly_false, reason = "put back right below")]
                writable.set_readonly(false);
                fs::set_permissions(path, writable).expect("our own file");
                File::options().write(true).open(path).and_then(|file| file.set_len(*bytes)).expect("our own file");
                fs::set_permissions(path, before).expect("our own file");
            }
        }
        for path in &unsynced.created {
            let _never_reached_the_disk = fs::remove_file(path);
        }
    }
}

impl Disk for FaultyDisk {
    fn create(&self, path: &Path) -> io::Result<File> {
        self.step(true)?;
        let file = RealDisk.create(path)?;
        let mut unsynced = lock(&self.unsynced);
        unsynced.created.push(path.to_owned());
        unsynced.synced_bytes.insert(path.to_owned(), 0);
        Ok(file)
    }

    fn write_at(&self, file: &mut File, path: &Path, offset: u64, bytes: &[u8]) -> io::Result<()> {
        self.step(true).inspect_err(|_| {
            // A disk fills up in the middle of a write.
            RealDisk.write_at(file, path, offset, &bytes[..bytes.len() / 2]).expect("the real disk has room");
        })?;
        RealDisk.write_at(file, path, offset, bytes)
    }

    fn truncate(&self, file: &File, path: &Path, len: u64) -> io::Result<()> {
        self.step(false)?;
        RealDisk.truncate(file, path, len)
    }

    fn sync(&self, file: &File, path: &Path) -> io::Result<()> {
        self.step(true)?;
        lock(&self.unsynced).synced_bytes.insert(path.to_owned(), file.metadata()?.len());
        Ok(())
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step(false)?;
        RealDisk.rename(from, to)?;
        let mut unsynced = lock(&self.unsynced);
        unsynced.created.retain(|path| path != from);
        unsynced.renamed.push((from.to_owned(), to.to_owned()));
        if let Some(bytes) = unsynced.synced_bytes.remove(from) {
            unsynced.synced_bytes.insert(to.to_owned(), bytes);
        }
        Ok(())
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.step(false)?;
        RealDisk.remove(path)
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        self.step(false)?;
        let mut unsynced = lock(&self.unsynced);
        unsynced.created.retain(|path| path.parent() != Some(folder));
        unsynced.renamed.retain(|(_, to)| to.parent() != Some(folder));
        Ok(())
    }
}

const DRAFT: &str = "01890a5d-ac96-774b-bcce-b302099a8057";

fn draft() -> DraftId {
    DRAFT.parse().expect("a lawful id")
}

fn content(seed: u32, len: u32) -> Bytes {
    (0..len).map(|place| u8::try_from((place.wrapping_mul(seed) >> 7) & 0xff).expect("masked")).collect()
}

/// What the store said is safe.
#[derive(Default)]
struct Promised {
    blobs: Vec<BlobRef>,
    received: u64,
    upload_begun: bool,
}

/// Somebody puts, streams, puts the same again, and uploads in two pieces; every failed step is tried once more.
async fn story(blobs: &LocalBlobs, uploaded: &Bytes) -> Promised {
    let mut promised = Promised::default();
    promised.blobs.extend(blobs.put(content(3, 1000)).await.ok());
    promised.blobs.extend(stream_in(blobs).ok());
    promised.blobs.extend(blobs.put(content(3, 1000)).await.ok());

    for _attempt in 0..2 {
        promised.upload_begun |= blobs.begin(draft()).await.is_ok();
        for end in [300_000, uploaded.len()] {
            let Ok(stands_at) = blobs.received(draft()).await else { continue };
            promised.received = promised.received.max(stands_at);
            let start = usize::try_from(stands_at).expect("small");
            let piece = uploaded.slice(start.min(end)..end);
            let pieces = stream::iter([Ok(piece)]).boxed();
            let received = blobs.append(draft(), stands_at, u64::MAX, pieces).await.unwrap_or_default();
            promised.received = promised.received.max(received);
        }
        if promised.received == uploaded.len() as u64 {
            promised.blobs.extend(UploadStore::finish(blobs, draft()).await.ok());
        }
    }
    promised
}

fn stream_in(blobs: &LocalBlobs) -> Result<BlobRef, catalog::blob::BlobError> {
    let mut sink: Box<dyn BlobSink> = blobs.sink()?;
    for _ in 0..3 {
        sink.write_all(&content(5, 200_000))?;
    }
    sink.finish()
}

/// Every promise is kept, and everything that is visible is whole.
async fn check(dir: &Path, promised: &Promised, uploaded: &Bytes, at: usize) {
    let blobs = LocalBlobs::open(dir).expect("a store opens after any accident");
    let streamed: Bytes = content(5, 200_000).repeat(3).into();
    let known = [hash_bytes(&content(3, 1000)), hash_bytes(&streamed), hash_bytes(uploaded)];

    for blob in &promised.blobs {
        assert_eq!(blobs.verify(&blob.sha256).await.ok(), Some(blob.size), "step {at}: an acknowledged blob is whole");
    }
    let visible: Vec<BlobRef> =
        BlobStore::list(&*blobs).await.expect("lists").try_collect().await.expect("lists to the end");
    for blob in &visible {
        assert!(known.contains(&blob.sha256), "step {at}: no blob that nobody finished");
        assert_eq!(blobs.verify(&blob.sha256).await.ok(), Some(blob.size), "step {at}: what is visible is whole");
    }

    if promised.upload_begun {
        let received = blobs.received(draft()).await.expect("a begun upload is there");
        assert!(received >= promised.received, "step {at}: {received} of {} acknowledged bytes", promised.received);
        let finished = UploadStore::finish(&*blobs, draft()).await.expect("the upload can end after the accident");
        let expected = hash_bytes(&uploaded[..usize::try_from(received).expect("small")]);
        assert_eq!(finished.sha256, expected, "step {at}: the upload holds what was sent");
    }
    let scratch: Vec<_> = fs::read_dir(dir.join("scratch")).expect("is there").collect();
    assert_eq!(scratch.len(), 2, "step {at}: only our own folder and the door's lock");
}

async fn at_every_step(accident: Accident) {
    let uploaded = content(7, 700_000);
    for fails_at in 0..STEPS_MAX {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let disk = Arc::new(FaultyDisk::new(accident, fails_at));

        let promised = match LocalBlobs::open_on(Arc::clone(&disk) as Arc<dyn Disk>, dir.path()) {
            Ok(blobs) => story(&blobs, &uploaded).await,
            Err(_) => Promised::default(),
        };
        if accident == Accident::PowerCut {
            disk.lose_unsynced();
        }

        check(dir.path(), &promised, &uploaded, fails_at).await;
        if !disk.happened() {
            assert!(fails_at > 20, "the story has steps that can fail");
            assert_eq!(promised.received, 700_000);
            return;
        }
    }
    panic!("the story never came to its end");
}

#[tokio::test]
async fn a_disk_full_for_a_moment_loses_nothing_acknowledged() {
    at_every_step(Accident::FullOnce).await;
}

#[tokio::test]
async fn a_disk_that_stays_full_loses_nothing_acknowledged() {
    at_every_step(Accident::Full).await;
}

#[tokio::test]
async fn a_power_cut_loses_nothing_acknowledged() {
    at_every_step(Accident::PowerCut).await;
}

#[tokio::test]
async fn a_full_disk_is_named_and_leaves_nothing_visible() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let disk = Arc::new(FaultyDisk::new(Accident::Full, 4));
    let blobs = LocalBlobs::open_on(disk, dir.path()).expect("opens");

    let refused = blobs.put(content(3, 1000)).await;

    assert!(matches!(refused, Err(catalog::blob::BlobError::Full)), "{refused:?}");
    assert_eq!(BlobStore::list(&*blobs).await.expect("lists").count().await, 0);
    let left = fs::read_dir(blobs.inner.scratch.fresh().parent().expect("a folder")).expect("is there").count();
    assert_eq!(left, 1, "only the owner's lock");
}
