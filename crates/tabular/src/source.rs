//! How the engine reaches bytes: it never opens files itself.

use std::{
    io::{self, Read, Seek, Write},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

/// Reads and seeks.
pub trait ReadSeek: Read + Seek + Send {}
impl<T: Read + Seek + Send> ReadSeek for T {}

/// Reads, writes and seeks: a place for what outgrows memory.
pub trait ScratchFile: Read + Write + Seek + Send {}
impl<T: Read + Write + Seek + Send> ScratchFile for T {}

/// A file to read; may be opened several times and by several threads.
pub trait Source: Send + Sync {
    /// Opens it at its first byte.
    fn open(&self) -> io::Result<Box<dyn ReadSeek>>;
    /// Size in bytes.
    fn size(&self) -> u64;
    /// The name it came with: `stops.csv`. Only its ending is believed, and only where the bytes leave doubt.
    fn name(&self) -> &str;
    /// A place for what is unpacked from it; in memory unless a source knows better.
    fn scratch(&self) -> io::Result<Box<dyn ScratchFile>> {
        MemoryScratch.file()
    }
    /// What may still be unpacked from it, where it was itself unpacked; `None` for a file that came alone.
    fn room(&self) -> Option<Room> {
        None
    }
}

/// Bytes that may still be unpacked from a file and from all that is packed inside it: archives in archives share what the outermost
/// one has, so that none of them gets round the limit.
#[derive(Debug, Clone)]
pub struct Room(Arc<AtomicU64>);

impl Room {
    /// Room for so many bytes.
    pub(crate) fn new(bytes: u64) -> Self {
        Self(Arc::new(AtomicU64::new(bytes)))
    }

    /// Takes room for some bytes; `false` where it is too small.
    pub(crate) fn take(&self, bytes: u64) -> bool {
        self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(bytes)).is_ok()
    }
}

/// Gives out temporary files; each vanishes when dropped.
pub trait Scratch: Send + Sync {
    /// A new empty file.
    fn file(&self) -> io::Result<Box<dyn ScratchFile>>;
}

/// A source in memory, for tests and small texts.
#[derive(Debug, Clone)]
pub struct Memory {
    name: String,
    bytes: std::sync::Arc<[u8]>,
}

impl Memory {
    /// Names some bytes.
    pub fn new(name: impl Into<String>, bytes: impl Into<std::sync::Arc<[u8]>>) -> Self {
        Self { name: name.into(), bytes: bytes.into() }
    }
}

impl Source for Memory {
    fn open(&self) -> io::Result<Box<dyn ReadSeek>> {
        Ok(Box::new(io::Cursor::new(self.bytes.clone())))
    }

    fn size(&self) -> u64 {
        self.bytes.len() as u64
    }

    fn name(&self) -> &str {
        &self.name
    }
}

/// Scratch files in memory, for tests and small archives.
#[derive(Debug, Clone, Copy, Default)]
pub struct MemoryScratch;

impl Scratch for MemoryScratch {
    fn file(&self) -> io::Result<Box<dyn ScratchFile>> {
        Ok(Box::new(io::Cursor::new(Vec::new())))
    }
}
