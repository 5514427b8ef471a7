//! The port to blobs.

use std::{
    fs::File,
    io::{self, Read},
    ops::Range,
    path::PathBuf,
    sync::Arc,
};

use async_trait::async_trait;
use bytes::Bytes;
use catalog::blob::{BlobError, BlobFile, BlobHash, BlobRef, BlobSink, BlobStore, ReadSeek};
use futures::{StreamExt, TryStreamExt, stream, stream::BoxStream};
use tokio::io::{AsyncReadExt, AsyncSeekExt};
use tokio_util::io::ReaderStream;

use crate::{LocalBlobs, blocking, hashing, sink::Sink, write_error};

/// The largest blob that `get` reads whole; larger ones are streamed.
const GET_BYTES_MAX: u64 = 256 * 1024 * 1024;

#[async_trait]
impl BlobStore for LocalBlobs {
    fn sink(&self) -> Result<Box<dyn BlobSink>, BlobError> {
        Ok(Box::new(Sink::new(Arc::clone(&self.inner)).map_err(write_error)?))
    }

    async fn put(&self, bytes: Bytes) -> Result<BlobRef, BlobError> {
        self.blocking(move |inner| {
            let mut sink = Box::new(Sink::new(Arc::clone(inner)).map_err(write_error)?);
            io::Write::write_all(&mut *sink, &bytes).map_err(write_error)?;
            sink.finish()
        })
        .await
    }

    async fn get(&self, hash: &BlobHash) -> Result<Bytes, BlobError> {
        let path = self.inner.layout.blob(hash);
        let hash = hash.clone();
        blocking(move || {
            let mut file = File::open(path)?;
            let size = file.metadata()?.len();
            if size > GET_BYTES_MAX {
                return Err(BlobError::TooLarge { limit: GET_BYTES_MAX });
            }
            let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default());
            file.read_to_end(&mut bytes)?;
            if hashing::hash_bytes(&bytes) == hash { Ok(bytes.into()) } else { Err(BlobError::Damaged(hash)) }
        })
        .await
    }

    async fn stream(
        &self,
        hash: &BlobHash,
        range: Range<u64>,
    ) -> Result<BoxStream<'static, Result<Bytes, BlobError>>, BlobError> {
        let mut file = tokio::fs::File::open(self.inner.layout.blob(hash)).await?;
        if range.start > range.end || range.end > file.metadata().await?.len() {
            return Err(BlobError::Io(io::Error::new(
                io::ErrorKind::InvalidInput,
                "the range lies outside of the blob",
            )));
        }
        file.seek(io::SeekFrom::Start(range.start)).await?;
        let part = file.take(range.end - range.start);
        Ok(ReaderStream::with_capacity(part, hashing::PIECE_BYTES).map_err(BlobError::from).boxed())
    }

    async fn file(&self, hash: &BlobHash) -> Result<Arc<dyn BlobFile>, BlobError> {
        let size = self.size(hash).await?;
        Ok(Arc::new(LocalFile { path: self.inner.layout.blob(hash), size }))
    }

    async fn size(&self, hash: &BlobHash) -> Result<u64, BlobError> {
        Ok(tokio::fs::metadata(self.inner.layout.blob(hash)).await?.len())
    }

    async fn remove(&self, hash: &BlobHash) -> Result<(), BlobError> {
        let hash = hash.clone();
        self.blocking(move |inner| {
            match inner.disk.remove(&inner.layout.blob(&hash)) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(write_error(error)),
                // Also where it was gone already: a removal that was cut short becomes a lasting one.
                _ => {}
            }
            inner.disk.sync_folder(&inner.layout.shard(&hash)).map_err(write_error)
        })
        .await
    }

    async fn list(&self) -> Result<BoxStream<'static, Result<BlobRef, BlobError>>, BlobError> {
        let inner = Arc::clone(&self.inner);
        let shards = stream::iter(0..=u8::MAX).then(move |shard| {
            let inner = Arc::clone(&inner);
            blocking(move || inner.layout.blobs_of_shard(shard).map_err(write_error))
        });
        Ok(shards.map_ok(|blobs| stream::iter(blobs.into_iter().map(Ok))).try_flatten().boxed())
    }
}

/// A blob as a file of this machine.
struct LocalFile {
    path: PathBuf,
    size: u64,
}

impl BlobFile for LocalFile {
    fn open(&self) -> io::Result<Box<dyn ReadSeek>> {
        Ok(Box::new(File::open(&self.path)?))
    }

    fn size(&self) -> u64 {
        self.size
    }
}
