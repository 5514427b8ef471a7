//! The ports to content-addressed files. A blob is named by the SHA-256 of its bytes and never changes.

use std::{
    io::{self, Read, Seek, Write},
    ops::Range,
    sync::Arc,
};

use async_trait::async_trait;
use bytes::Bytes;
use futures::stream::BoxStream;
use serde::{Deserialize, Serialize};

use crate::id::DraftId;

/// The name of a blob: SHA-256, 64 lower-case hex digits.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct BlobHash(String);

impl BlobHash {
    /// Takes 64 lower-case hex digits.
    pub fn new(text: impl Into<String>) -> Option<Self> {
        let text = text.into();
        let lawful = text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        lawful.then_some(Self(text))
    }

    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for BlobHash {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl TryFrom<String> for BlobHash {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::new(text).ok_or("not a sha-256 in hex")
    }
}

impl From<BlobHash> for String {
    fn from(hash: BlobHash) -> Self {
        hash.0
    }
}

/// A blob and its size.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct BlobRef {
    /// Name.
    pub sha256: BlobHash,
    /// Size in bytes.
    pub size: u64,
}

/// What can go wrong with blobs.
#[derive(Debug, thiserror::Error)]
pub enum BlobError {
    /// No such blob or upload (or it was purged).
    #[error("no such blob")]
    Missing,
    /// The disk is full; nothing was kept of what was being written.
    #[error("no space left for files")]
    Full,
    /// An upload continues somewhere else than it stopped.
    #[error("the upload stands at byte {stands_at}")]
    WrongOffset {
        /// Bytes received so far.
        stands_at: u64,
    },
    /// The upload is larger than the limit.
    #[error("larger than the limit of {limit} bytes")]
    TooLarge {
        /// The limit, in bytes.
        limit: u64,
    },
    /// The file's bytes do not have its name's hash.
    #[error("the content of blob {0} is damaged")]
    Damaged(BlobHash),
    /// Anything else.
    #[error("the file store failed")]
    Io(#[source] io::Error),
}

impl From<io::Error> for BlobError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::Missing,
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full,
            _ => Self::Io(error),
        }
    }
}

/// Reads and seeks.
pub trait ReadSeek: Read + Seek + Send {}
impl<T: Read + Seek + Send> ReadSeek for T {}

/// A blob at hand on this machine; may be opened several times, by several threads.
pub trait BlobFile: Send + Sync {
    /// Opens it at its first byte.
    fn open(&self) -> io::Result<Box<dyn ReadSeek>>;
    /// Size in bytes.
    fn size(&self) -> u64;
}

/// Writes one new blob. Dropped without `finish`, it leaves nothing behind.
pub trait BlobSink: Write + Send {
    /// Syncs the bytes to the disk and gives the blob its name. Only then does it exist.
    fn finish(self: Box<Self>) -> Result<BlobRef, BlobError>;
}

/// Content-addressed files.
#[async_trait]
pub trait BlobStore: Send + Sync {
    /// Begins a new blob, for blocking code.
    fn sink(&self) -> Result<Box<dyn BlobSink>, BlobError>;
    /// Stores bytes at hand.
    async fn put(&self, bytes: Bytes) -> Result<BlobRef, BlobError>;
    /// Reads a small blob whole.
    async fn get(&self, hash: &BlobHash) -> Result<Bytes, BlobError>;
    /// Streams a part of a blob (`range` in bytes; within its size).
    async fn stream(
        &self,
        hash: &BlobHash,
        range: Range<u64>,
    ) -> Result<BoxStream<'static, Result<Bytes, BlobError>>, BlobError>;
    /// Brings a blob to this machine for blocking code.
    async fn file(&self, hash: &BlobHash) -> Result<Arc<dyn BlobFile>, BlobError>;
    /// Size in bytes, or `Missing`.
    async fn size(&self, hash: &BlobHash) -> Result<u64, BlobError>;
    /// Removes a blob; removing what is not there is no error.
    async fn remove(&self, hash: &BlobHash) -> Result<(), BlobError>;
    /// All blobs, for the collector of garbage and for backups.
    async fn list(&self) -> Result<BoxStream<'static, Result<BlobRef, BlobError>>, BlobError>;
}

/// Files on their way in: appended piece by piece, resumable after a cut.
#[async_trait]
pub trait UploadStore: Send + Sync {
    /// Begins an upload.
    async fn begin(&self, draft: DraftId) -> Result<(), BlobError>;
    /// Bytes received and safely on disk.
    async fn received(&self, draft: DraftId) -> Result<u64, BlobError>;
    /// Appends a stream at `offset`, which must be where the upload stands; returns where it stands then.
    /// What arrived before an error of the stream stays. At most `limit` bytes in all.
    async fn append(
        &self,
        draft: DraftId,
        offset: u64,
        limit: u64,
        bytes: BoxStream<'_, Result<Bytes, io::Error>>,
    ) -> Result<u64, BlobError>;
    /// Ends the upload: hashes, syncs, and moves it among the blobs.
    async fn finish(&self, draft: DraftId) -> Result<BlobRef, BlobError>;
    /// Forgets an upload.
    async fn remove(&self, draft: DraftId) -> Result<(), BlobError>;
    /// Uploads that are under way.
    async fn list(&self) -> Result<Vec<DraftId>, BlobError>;
}
