//! The one step that makes a blob exist: a synced file gets its final name.

use std::{fs, io, path::Path};

use catalog::blob::BlobRef;

use crate::{disk::Disk, layout::Layout};

/// Moves a complete, synced file to its place among the blobs. After an error the file still has its old name, or
/// already stands complete under the new one: never a part of it.
pub(crate) fn publish(disk: &dyn Disk, layout: &Layout, from: &Path, blob: &BlobRef) -> io::Result<()> {
    let to = layout.blob(&blob.sha256);
    let shard = layout.shard(&blob.sha256);
    if stands_complete(&to, blob.size)? {
        // Whoever put it there may have died before syncing its name; only then may our copy go.
        disk.sync_folder(&shard)?;
        return disk.remove(from);
    }
    make_read_only(from)?;
    disk.rename(from, &to)?;
    disk.sync_folder(&shard)
}

/// A blob is not replaced by its like; only one of the wrong size (damaged from outside) gives way.
fn stands_complete(path: &Path, size: u64) -> io::Result<bool> {
    match fs::metadata(path) {
        Ok(metadata) => Ok(metadata.len() == size),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

fn make_read_only(path: &Path) -> io::Result<()> {
    let mut permissions = fs::metadata(path)?.permissions();
    permissions.set_readonly(true);
    fs::set_permissions(path, permissions)
}
