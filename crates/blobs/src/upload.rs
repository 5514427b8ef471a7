//! One upload as a file that only grows: what was acknowledged is on the disk and stays.

use std::{
    fs::File,
    io,
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use catalog::{
    blob::{BlobError, BlobHash, BlobRef},
    id::DraftId,
};

use crate::{Inner, disk::Disk, hashing, publish::publish, write_error};

/// Where an upload stands. Held for one step at a time, so that a stalled sender blocks nobody.
pub(crate) struct Upload {
    path: PathBuf,
    /// Bytes in the file.
    written: u64,
    /// Bytes of them that a sync has brought to the disk.
    synced: u64,
    /// The file holds bytes we could neither keep nor cut off; only a restart may look at it again.
    broken: bool,
}

impl Upload {
    /// Appends a piece that begins at `offset`. A piece is written whole or not at all.
    pub(crate) fn write(&mut self, disk: &dyn Disk, offset: u64, piece: &[u8]) -> Result<u64, BlobError> {
        let mut file = self.open()?;
        if offset != self.written {
            return Err(BlobError::WrongOffset { stands_at: self.written });
        }
        if let Err(error) = disk.write_at(&mut file, &self.path, offset, piece) {
            self.cut(disk, &file, self.written);
            return Err(write_error(error));
        }
        self.written += piece.len() as u64;
        Ok(self.written)
    }

    /// Makes lasting what was written, and says how much that is.
    pub(crate) fn sync(&mut self, disk: &dyn Disk) -> Result<u64, BlobError> {
        let file = self.open()?;
        if self.synced < self.written {
            if let Err(error) = disk.sync(&file, &self.path) {
                // The system may have dropped what it failed to write: it does not count as received.
                self.cut(disk, &file, self.synced);
                return Err(write_error(error));
            }
            self.synced = self.written;
        }
        Ok(self.synced)
    }

    fn cut(&mut self, disk: &dyn Disk, file: &File, len: u64) {
        self.broken = disk.truncate(file, &self.path, len).is_err();
        self.written = len;
    }

    fn open(&self) -> Result<File, BlobError> {
        if self.broken {
            return Err(BlobError::Io(io::Error::other("the upload's file is in an unknown state")));
        }
        Ok(File::options().read(true).write(true).open(&self.path)?)
    }
}

impl Inner {
    /// The upload under way, or `Missing`.
    pub(crate) fn upload(&self, draft: DraftId) -> Result<Arc<Mutex<Upload>>, BlobError> {
        let mut uploads = lock(&self.uploads);
        if let Some(upload) = uploads.get(&draft) {
            return Ok(Arc::clone(upload));
        }
        let path = self.layout.upload(draft);
        let written = std::fs::metadata(&path)?.len();
        // What a former process wrote is there, but nobody knows whether it synced it: `synced` begins at nothing.
        let upload = Arc::new(Mutex::new(Upload { path, written, synced: 0, broken: false }));
        uploads.insert(draft, Arc::clone(&upload));
        Ok(upload)
    }

    pub(crate) fn begin_upload(&self, draft: DraftId) -> Result<(), BlobError> {
        if self.finished_upload(draft)?.is_some() {
            return Ok(());
        }
        let path = self.layout.upload(draft);
        match self.disk.create(&path) {
            Ok(_) => {}
            // Begun before: it goes on.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(write_error(error)),
        }
        self.disk.sync_folder(&self.layout.incoming()).map_err(write_error)
    }

    /// Hashes the upload and moves it. The note of what it became is on the disk before the move, so that an answer lost
    /// in a crash can be asked for again.
    pub(crate) fn finish_upload(&self, draft: DraftId) -> Result<BlobRef, BlobError> {
        let upload = match self.upload(draft) {
            Ok(upload) => upload,
            Err(BlobError::Missing) => return self.finish_again(draft),
            Err(error) => return Err(error),
        };
        let mut upload = lock(&upload);
        match upload.sync(self.disk.as_ref()) {
            Ok(_) => {}
            // Another call finished it while this one waited, or an earlier one got as far as the move.
            Err(BlobError::Missing) => return self.finish_again(draft),
            Err(error) => return Err(error),
        }
        let blob = hashing::hash_file(&upload.path)?;
        self.note_finished(draft, &blob).map_err(write_error)?;
        publish(self.disk.as_ref(), &self.layout, &upload.path, &blob).map_err(write_error)?;
        self.finish_again(draft)
    }

    /// Makes lasting what a former call has moved, and repeats its answer.
    fn finish_again(&self, draft: DraftId) -> Result<BlobRef, BlobError> {
        let blob = self.finished_upload(draft)?.ok_or(BlobError::Missing)?;
        self.disk.sync_folder(&self.layout.shard(&blob.sha256)).map_err(write_error)?;
        self.disk.sync_folder(&self.layout.incoming()).map_err(write_error)?;
        lock(&self.uploads).remove(&draft);
        Ok(blob)
    }

    /// What a finished upload became, until it is removed. `None` while it is under way.
    pub(crate) fn finished_upload(&self, draft: DraftId) -> Result<Option<BlobRef>, BlobError> {
        let note = match std::fs::read_to_string(self.layout.finished(draft)) {
            Ok(note) => note,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(BlobError::Io(error)),
        };
        // A note precedes its blob: while the upload's file is there, it is the truth.
        if self.layout.upload(draft).try_exists()? {
            return Ok(None);
        }
        let blob =
            read_note(&note).ok_or_else(|| BlobError::Io(io::Error::other("the note of an upload is damaged")))?;
        // `Missing` where the blob itself was purged since.
        let size = std::fs::metadata(self.layout.blob(&blob.sha256))?.len();
        Ok(Some(BlobRef { size, ..blob }))
    }

    pub(crate) fn remove_upload(&self, draft: DraftId) -> Result<(), BlobError> {
        lock(&self.uploads).remove(&draft);
        for path in [self.layout.upload(draft), self.layout.finished(draft)] {
            match self.disk.remove(&path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(write_error(error)),
                _ => {}
            }
        }
        self.disk.sync_folder(&self.layout.incoming()).map_err(write_error)
    }

    fn note_finished(&self, draft: DraftId, blob: &BlobRef) -> io::Result<()> {
        let scratch = self.scratch.fresh();
        let mut file = self.disk.create(&scratch)?;
        let note = format!("{} {}\n", blob.sha256, blob.size);
        self.disk.write_at(&mut file, &scratch, 0, note.as_bytes())?;
        self.disk.sync(&file, &scratch)?;
        self.disk.rename(&scratch, &self.layout.finished(draft))?;
        self.disk.sync_folder(&self.layout.incoming())
    }
}

fn read_note(note: &str) -> Option<BlobRef> {
    let (hash, size) = note.trim_end().split_once(' ')?;
    Some(BlobRef { sha256: BlobHash::new(hash)?, size: size.parse().ok()? })
}

/// A panic elsewhere does not make the numbers wrong: each is set after its step succeeded.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
