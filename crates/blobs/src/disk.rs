//! The steps that change the disk, each of which can fail; tests put a failing disk in their place.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Seek, SeekFrom, Write},
    path::Path,
};

/// What is done to the disk. Every step that must survive a power cut is followed by its sync.
pub(crate) trait Disk: Send + Sync {
    /// Makes a new empty file.
    fn create(&self, path: &Path) -> io::Result<File>;
    /// Writes all bytes at `offset`; on an error some of them may have been written.
    fn write_at(&self, file: &mut File, path: &Path, offset: u64, bytes: &[u8]) -> io::Result<()>;
    /// Cuts a file to `len` bytes.
    fn truncate(&self, file: &File, path: &Path, len: u64) -> io::Result<()>;
    /// Brings a file's bytes and length to the disk.
    fn sync(&self, file: &File, path: &Path) -> io::Result<()>;
    /// Gives a file another name in the same file system.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Removes a file.
    fn remove(&self, path: &Path) -> io::Result<()>;
    /// Brings the names in a folder to the disk.
    fn sync_folder(&self, folder: &Path) -> io::Result<()>;
}

/// The operating system's disk.
pub(crate) struct RealDisk;

impl Disk for RealDisk {
    fn create(&self, path: &Path) -> io::Result<File> {
        OpenOptions::new().write(true).create_new(true).open(path)
    }

    fn write_at(&self, file: &mut File, _path: &Path, offset: u64, bytes: &[u8]) -> io::Result<()> {
        file.seek(SeekFrom::Start(offset))?;
        file.write_all(bytes)
    }

    fn truncate(&self, file: &File, _path: &Path, len: u64) -> io::Result<()> {
        file.set_len(len)
    }

    fn sync(&self, file: &File, _path: &Path) -> io::Result<()> {
        file.sync_all()
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        File::open(folder)?.sync_all()
    }
}
