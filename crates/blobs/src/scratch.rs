//! Files being written. Each open store has a folder of its own, so that a second process never sweeps the first one's
//! work; a folder whose owner died is swept by the next that opens.

use std::{
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
    sync::atomic::{AtomicU64, Ordering},
};

/// Guards the moment in which a folder exists and is not yet locked by its owner.
const DOOR: &str = "door.lock";
/// Held locked by the owner of a folder for as long as it lives.
const OWNER: &str = "owner.lock";

/// The folder of this open store.
pub(crate) struct Scratch {
    folder: PathBuf,
    next: AtomicU64,
    /// Unlocked by the system when the process ends, however it ends.
    _owner: File,
}

impl Scratch {
    pub(crate) fn open(all: PathBuf) -> io::Result<Self> {
        let door = File::options().create(true).truncate(false).write(true).open(all.join(DOOR))?;
        door.lock()?;
        sweep(&all)?;
        let folder = tempfile::Builder::new().prefix("").tempdir_in(all)?.keep();
        let owner = File::create_new(folder.join(OWNER))?;
        owner.lock()?;
        Ok(Self { folder, next: AtomicU64::new(0), _owner: owner })
    }

    /// A path that nobody uses yet.
    pub(crate) fn fresh(&self) -> PathBuf {
        self.folder.join(self.next.fetch_add(1, Ordering::Relaxed).to_string())
    }
}

impl Drop for Scratch {
    /// What this leaves behind after an error, the next sweep takes.
    fn drop(&mut self) {
        let _swept_later = fs::remove_dir_all(&self.folder);
    }
}

fn sweep(all: &Path) -> io::Result<()> {
    for entry in fs::read_dir(all)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() && !owned(&entry.path())? {
            fs::remove_dir_all(entry.path())?;
        }
    }
    Ok(())
}

fn owned(folder: &Path) -> io::Result<bool> {
    let lock = match File::open(folder.join(OWNER)) {
        Ok(lock) => lock,
        // The owner died between making the folder and its lock: the door is ours, so nobody is there now.
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(error),
    };
    match lock.try_lock() {
        Ok(()) => Ok(false),
        Err(TryLockError::WouldBlock) => Ok(true),
        Err(TryLockError::Error(error)) => Err(error),
    }
}
