//! Where what stands: `blobs/ab/cd…`, `incoming/<draft>`, `scratch/…`.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use catalog::{
    blob::{BlobHash, BlobRef},
    id::DraftId,
};
use object_store::path::Path as ObjectPath;

use crate::disk::Disk;

/// Digits of the hash that name the folder; the rest names the file.
const SHARD_DIGITS: usize = 2;
/// Marks an upload that has become a blob; the file holds the blob's hash and size.
const FINISHED: &str = "finished";

/// Where a blob stands in the object store of [`crate::LocalBlobs::object_store`].
pub fn location(hash: &BlobHash) -> ObjectPath {
    let (shard, rest) = hash.as_str().split_at(SHARD_DIGITS);
    ObjectPath::from_iter([shard, rest])
}

/// The folders of a store.
pub(crate) struct Layout {
    root: PathBuf,
}

impl Layout {
    /// Makes what is missing. All 256 folders for blobs are made now, so that publishing a blob syncs one folder only.
    pub(crate) fn prepare(disk: &dyn Disk, root: &Path) -> io::Result<Self> {
        fs::create_dir_all(root)?;
        // A canonical root keeps later changes of the working directory out of it.
        let layout = Self { root: fs::canonicalize(root)? };
        fs::create_dir_all(layout.incoming())?;
        fs::create_dir_all(layout.scratch())?;
        for shard in 0..=u8::MAX {
            fs::create_dir_all(layout.blobs().join(hex::encode([shard])))?;
        }
        disk.sync_folder(&layout.blobs())?;
        disk.sync_folder(&layout.root)?;
        if let Some(parent) = layout.root.parent() {
            disk.sync_folder(parent)?;
        }
        Ok(layout)
    }

    pub(crate) fn blobs(&self) -> PathBuf {
        self.root.join("blobs")
    }

    pub(crate) fn incoming(&self) -> PathBuf {
        self.root.join("incoming")
    }

    pub(crate) fn scratch(&self) -> PathBuf {
        self.root.join("scratch")
    }

    /// The folder in which the blob stands.
    pub(crate) fn shard(&self, hash: &BlobHash) -> PathBuf {
        self.blobs().join(&hash.as_str()[..SHARD_DIGITS])
    }

    pub(crate) fn blob(&self, hash: &BlobHash) -> PathBuf {
        self.shard(hash).join(&hash.as_str()[SHARD_DIGITS..])
    }

    pub(crate) fn upload(&self, draft: DraftId) -> PathBuf {
        self.incoming().join(draft.to_string())
    }

    pub(crate) fn finished(&self, draft: DraftId) -> PathBuf {
        self.incoming().join(format!("{draft}.{FINISHED}"))
    }

    /// The draft whose upload (or finished upload) a file of `incoming` is.
    pub(crate) fn draft_of(file_name: &str) -> Option<DraftId> {
        let id = file_name.strip_suffix(FINISHED).map_or(Some(file_name), |stem| stem.strip_suffix('.'))?;
        id.parse().ok()
    }

    /// The blobs of one folder, in no order. Files with other names are not ours and stay unseen.
    pub(crate) fn blobs_of_shard(&self, shard: u8) -> io::Result<Vec<BlobRef>> {
        let shard = hex::encode([shard]);
        let mut found = Vec::new();
        for entry in fs::read_dir(self.blobs().join(&shard))? {
            let entry = entry?;
            let name = entry.file_name();
            let Some(sha256) = name.to_str().and_then(|rest| BlobHash::new(format!("{shard}{rest}"))) else { continue };
            match entry.metadata() {
                Ok(metadata) if metadata.is_file() => found.push(BlobRef { sha256, size: metadata.len() }),
                Ok(_) => {}
                // Removed while we looked.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
        Ok(found)
    }
}
