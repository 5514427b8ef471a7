//! Writes one new blob: hashed on its way into a scratch file, which only `finish` makes a blob.

use std::{
    fs::File,
    io::{self, Write},
    path::PathBuf,
    sync::Arc,
};

use catalog::blob::{BlobError, BlobRef, BlobSink};
use sha2::{Digest, Sha256};

use crate::{Inner, hashing, publish::publish, write_error};

/// Bytes gathered before the disk sees them; callers may write as little at a time as they like.
const GATHER_BYTES: usize = 256 * 1024;

/// A blob in the making.
pub(crate) struct Sink {
    inner: Arc<Inner>,
    path: PathBuf,
    file: File,
    hasher: Sha256,
    gathered: Vec<u8>,
    written: u64,
    /// After a failed write the file has unknown bytes, and `finish` must not bless them.
    failed: Option<io::ErrorKind>,
}

impl Sink {
    pub(crate) fn new(inner: Arc<Inner>) -> io::Result<Self> {
        let path = inner.scratch.fresh();
        let file = inner.disk.create(&path)?;
        Ok(Self { inner, path, file, hasher: Sha256::new(), gathered: Vec::new(), written: 0, failed: None })
    }

    fn spill(&mut self) -> io::Result<()> {
        if let Some(kind) = self.failed {
            return Err(io::Error::from(kind));
        }
        self.hasher.update(&self.gathered);
        if let Err(error) = self.inner.disk.write_at(&mut self.file, &self.path, self.written, &self.gathered) {
            self.failed = Some(error.kind());
            return Err(error);
        }
        self.written += self.gathered.len() as u64;
        self.gathered.clear();
        Ok(())
    }

    fn complete(&mut self) -> io::Result<BlobRef> {
        self.spill()?;
        self.inner.disk.sync(&self.file, &self.path)?;
        let blob = BlobRef { sha256: hashing::name(std::mem::take(&mut self.hasher)), size: self.written };
        publish(self.inner.disk.as_ref(), &self.inner.layout, &self.path, &blob)?;
        Ok(blob)
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.gathered.len() + bytes.len() > GATHER_BYTES && !self.gathered.is_empty() {
            self.spill()?;
        }
        let taken = bytes.len().min(GATHER_BYTES);
        self.gathered.extend_from_slice(&bytes[..taken]);
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.spill()
    }
}

impl BlobSink for Sink {
    fn finish(mut self: Box<Self>) -> Result<BlobRef, BlobError> {
        self.complete().map_err(write_error)
    }
}

impl Drop for Sink {
    /// After a publication there is nothing left under this name; after a failure the next opening sweeps.
    fn drop(&mut self) {
        let _swept_later = std::fs::remove_file(&self.path);
    }
}
