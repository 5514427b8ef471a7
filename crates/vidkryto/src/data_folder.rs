//! The data folder: one database file, blobs, uploads, scratch, and a lock that keeps a second server out.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};

/// Where things lie in a data folder.
#[derive(Debug, Clone)]
pub(crate) struct DataFolder {
    root: PathBuf,
}

impl DataFolder {
    /// Names a folder.
    pub(crate) fn new(root: &Path) -> Self {
        Self { root: root.to_owned() }
    }

    /// The folder itself.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// The database.
    pub(crate) fn database(&self) -> PathBuf {
        self.root.join("vidkryto.sqlite")
    }

    /// Blobs and uploads.
    pub(crate) fn files(&self) -> PathBuf {
        self.root.join("files")
    }

    /// Where the blobs of that folder lie.
    pub(crate) fn blobs(&self) -> PathBuf {
        self.files().join("blobs")
    }

    /// Streets that were renamed, as an operator imported them.
    pub(crate) fn street_renames(&self) -> PathBuf {
        self.root.join("street-renames.json")
    }

    /// The city's border and districts, as an operator imported them.
    pub(crate) fn borders(&self) -> PathBuf {
        self.root.join("borders.json")
    }

    /// What outgrows memory while tables are read.
    pub(crate) fn scratch(&self) -> PathBuf {
        self.root.join("scratch")
    }

    /// Makes the folder and takes its lock: two servers on one folder would collect each other's blobs as garbage.
    pub(crate) fn lock(&self) -> anyhow::Result<File> {
        fs::create_dir_all(&self.root).with_context(|| format!("the folder {} cannot be made", self.root.display()))?;
        let lock = File::create(self.root.join("lock")).context("the data folder cannot be written")?;
        match lock.try_lock() {
            Ok(()) => Ok(lock),
            Err(fs::TryLockError::WouldBlock) => {
                bail!("another portal is running on {}", self.root.display())
            }
            Err(fs::TryLockError::Error(error)) => Err(error).context("the data folder cannot be locked"),
        }
    }

    /// Whether a portal lives here already.
    pub(crate) fn exists(&self) -> bool {
        self.database().exists()
    }
}
