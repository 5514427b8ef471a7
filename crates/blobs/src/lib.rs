//! Content-addressed files in a local folder, and uploads on their way to becoming such files.
//!
//! What lives here: bytes, hashes, the order of syncs and renames. What must not: what the bytes mean.
//! See the crate's README for the layout on disk and for what survives which accident.

mod disk;
#[cfg(test)]
mod faults;
mod hashing;
mod layout;
mod publish;
mod scratch;
mod sink;
mod store;
mod upload;
mod upload_store;

use std::{
    collections::HashMap,
    path::Path,
    sync::{Arc, Mutex},
};

use catalog::{
    blob::{BlobError, BlobHash},
    id::DraftId,
};
use object_store::{ObjectStore, local::LocalFileSystem};

pub use crate::layout::location;
use crate::{
    disk::{Disk, RealDisk},
    layout::Layout,
    scratch::Scratch,
    upload::Upload,
};

/// Blobs and uploads in a local folder; several processes may have the same folder open.
pub struct LocalBlobs {
    inner: Arc<Inner>,
    object_store: Arc<dyn ObjectStore>,
}

/// What blocking tasks share.
struct Inner {
    disk: Arc<dyn Disk>,
    layout: Layout,
    scratch: Scratch,
    uploads: Mutex<HashMap<DraftId, Arc<Mutex<Upload>>>>,
}

impl LocalBlobs {
    /// Opens the folder, making it where it is missing, and removes what a crash left half written.
    pub fn open(dir: &Path) -> Result<Arc<Self>, BlobError> {
        Self::open_on(Arc::new(RealDisk), dir)
    }

    fn open_on(disk: Arc<dyn Disk>, dir: &Path) -> Result<Arc<Self>, BlobError> {
        let layout = Layout::prepare(disk.as_ref(), dir).map_err(write_error)?;
        let scratch = Scratch::open(layout.scratch()).map_err(write_error)?;
        let object_store = LocalFileSystem::new_with_prefix(layout.blobs())
            .map_err(|error| BlobError::Io(std::io::Error::other(error)))?;
        let inner = Inner { disk, layout, scratch, uploads: Mutex::default() };
        Ok(Arc::new(Self { inner: Arc::new(inner), object_store: Arc::new(object_store) }))
    }

    /// The blobs for readers of `object_store`, under the names that [`location`] gives. For reading only.
    pub fn object_store(&self) -> Arc<dyn ObjectStore> {
        Arc::clone(&self.object_store)
    }

    /// Reads the whole blob and compares it with its name: its size, or `Damaged`.
    pub async fn verify(&self, hash: &BlobHash) -> Result<u64, BlobError> {
        let path = self.inner.layout.blob(hash);
        let hash = hash.clone();
        blocking(move || {
            let found = hashing::hash_file(&path)?;
            if found.sha256 == hash { Ok(found.size) } else { Err(BlobError::Damaged(hash)) }
        })
        .await
    }

    async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Arc<Inner>) -> Result<T, BlobError> + Send + 'static,
    ) -> Result<T, BlobError> {
        let inner = Arc::clone(&self.inner);
        blocking(move || work(&inner)).await
    }
}

/// Runs file work where it may block.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, BlobError> + Send + 'static,
) -> Result<T, BlobError> {
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => result,
        Err(error) => Err(BlobError::Io(std::io::Error::other(error))),
    }
}

/// While writing, a path that is not found is a broken folder, not a missing blob.
fn write_error(error: std::io::Error) -> BlobError {
    match error.kind() {
        std::io::ErrorKind::NotFound => BlobError::Io(error),
        _ => BlobError::from(error),
    }
}
