//! Hands blobs and temporary files to the table engine, which opens nothing itself.

use std::{io, path::PathBuf, sync::Arc};

use catalog::blob::{BlobFile, BlobRef, BlobStore};
use tabular::{
    ReadSeek, Scratch, Source,
    source::{MemoryScratch, ScratchFile},
};

use crate::IntakeError;

/// A blob as the engine's source.
pub struct BlobSource {
    file: Arc<dyn BlobFile>,
    name: String,
    scratch: Option<ScratchFolder>,
}

impl BlobSource {
    /// Brings a blob to this machine under the name it came with.
    pub async fn new(blobs: &dyn BlobStore, blob: &BlobRef, name: impl Into<String>) -> Result<Self, IntakeError> {
        Ok(Self { file: blobs.file(&blob.sha256).await?, name: name.into(), scratch: None })
    }

    /// Has what it unpacks to put into a folder.
    #[must_use]
    pub fn unpacking_to(self, scratch: ScratchFolder) -> Self {
        Self { scratch: Some(scratch), ..self }
    }
}

impl Source for BlobSource {
    fn open(&self) -> io::Result<Box<dyn ReadSeek>> {
        Ok(Box::new(self.file.open()?))
    }

    fn size(&self) -> u64 {
        self.file.size()
    }

    fn name(&self) -> &str {
        &self.name
    }

    fn scratch(&self) -> io::Result<Box<dyn ScratchFile>> {
        match &self.scratch {
            Some(folder) => folder.file(),
            None => MemoryScratch.file(),
        }
    }
}

/// Temporary files in one folder, unlinked as soon as they are made.
#[derive(Debug, Clone)]
pub struct ScratchFolder {
    folder: PathBuf,
}

impl ScratchFolder {
    /// Uses a folder; it is made when first needed.
    pub fn new(folder: PathBuf) -> Self {
        Self { folder }
    }
}

impl Scratch for ScratchFolder {
    fn file(&self) -> io::Result<Box<dyn ScratchFile>> {
        std::fs::create_dir_all(&self.folder)?;
        Ok(Box::new(tempfile::tempfile_in(&self.folder)?))
    }
}
