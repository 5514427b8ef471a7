//! The local folder keeps the contract of all blob stores.

use std::sync::Arc;

use blobs::LocalBlobs;
use catalog::blob::{BlobStore, UploadStore};
use tempfile::TempDir;
use testkit::blob_contract::Rig;

struct LocalRig {
    blobs: Arc<LocalBlobs>,
    dir: TempDir,
}

impl LocalRig {
    fn on(dir: TempDir) -> Self {
        Self { blobs: LocalBlobs::open(dir.path()).expect("opens"), dir }
    }
}

impl Rig for LocalRig {
    fn fresh() -> Self {
        Self::on(tempfile::tempdir().expect("a temporary folder"))
    }

    fn reopened(self) -> Self {
        drop(self.blobs);
        Self::on(self.dir)
    }

    fn blobs(&self) -> Arc<dyn BlobStore> {
        Arc::clone(&self.blobs) as _
    }

    fn uploads(&self) -> Arc<dyn UploadStore> {
        Arc::clone(&self.blobs) as _
    }
}

testkit::blob_contract!(LocalRig);
