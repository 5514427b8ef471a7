//! Files named on the command line, as the table engine's sources.

use std::{
    fs::File,
    io,
    path::{Path, PathBuf},
};

use intake::ScratchFolder;
use tabular::{ReadSeek, Scratch, Source, source::ScratchFile};

/// A file on this machine.
#[derive(Debug)]
pub(crate) struct LocalFile {
    path: PathBuf,
    name: String,
    size: u64,
}

impl LocalFile {
    /// Looks at a file; a folder, a pipe or a device is an error.
    pub(crate) fn new(path: &Path) -> io::Result<Self> {
        let file = File::open(path)?;
        let metadata = file.metadata()?;
        if metadata.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        // Reading goes over the bytes more than once: a pipe or a device cannot be read so.
        if !metadata.is_file() {
            return Err(io::ErrorKind::NotSeekable.into());
        }
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        Ok(Self { path: path.to_owned(), name, size: metadata.len() })
    }
}

impl Source for LocalFile {
    fn open(&self) -> io::Result<Box<dyn ReadSeek>> {
        Ok(Box::new(File::open(&self.path)?))
    }

    fn size(&self) -> u64 {
        self.size
    }

    fn name(&self) -> &str {
        &self.name
    }

    fn scratch(&self) -> io::Result<Box<dyn ScratchFile>> {
        ScratchFolder::new(std::env::temp_dir()).file()
    }
}
