//! SHA-256 of bytes on their way and of files.

use std::{
    fs::File,
    io::{self, Read},
    path::Path,
};

use catalog::blob::{BlobHash, BlobRef};
use sha2::{Digest, Sha256};

/// Bytes read at once.
pub(crate) const PIECE_BYTES: usize = 128 * 1024;

/// The name of what was hashed.
pub(crate) fn name(hasher: Sha256) -> BlobHash {
    BlobHash::new(hex::encode(hasher.finalize())).expect("a digest in hex is a blob hash")
}

/// The name of bytes at hand.
pub(crate) fn hash_bytes(bytes: &[u8]) -> BlobHash {
    name(Sha256::new_with_prefix(bytes))
}

/// Reads a file whole, piece by piece.
pub(crate) fn hash_file(path: &Path) -> io::Result<BlobRef> {
    let mut file = File::open(path)?;
    let mut hasher = Sha256::new();
    let mut piece = vec![0; PIECE_BYTES];
    let mut size = 0;
    loop {
        let read = match file.read(&mut piece) {
            Ok(0) => return Ok(BlobRef { sha256: name(hasher), size }),
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        hasher.update(&piece[..read]);
        size += read as u64;
    }
}
