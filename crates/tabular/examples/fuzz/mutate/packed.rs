//! Mutations of what is packed: unpacked, mutated and packed anew, so that check sums fit.

use std::io::{Cursor, Read, Write};

use flate2::{Compression, read::GzDecoder, write::GzEncoder};
use zip::{CompressionMethod, ZipArchive, ZipWriter, write::SimpleFileOptions};

use super::mutate_at;
use crate::dice::Dice;

/// The largest member that is unpacked.
const MEMBER_BYTES_MAX: u64 = 1 << 20;

/// Mutates what gzip packed. `None` where it cannot be unpacked.
pub(super) fn gzip(bytes: &[u8], other: &[u8], depth: usize, dice: &mut Dice) -> Option<Vec<u8>> {
    let mut content = Vec::new();
    GzDecoder::new(bytes).take(MEMBER_BYTES_MAX).read_to_end(&mut content).ok()?;
    let mutated = mutate_at(&content, other, depth + 1, dice);
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(&mutated).ok()?;
    encoder.finish().ok()
}

/// Mutates one member of an archive, drops it, gives it twice or gives it another's name. `None` where it cannot be unpacked.
pub(super) fn zip(bytes: &[u8], depth: usize, dice: &mut Dice) -> Option<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut members: Vec<(String, Vec<u8>)> = Vec::new();
    for index in 0..archive.len() {
        let member = archive.by_index(index).ok()?;
        let name = member.name().ok()?.into_owned();
        let mut content = Vec::new();
        member.take(MEMBER_BYTES_MAX).read_to_end(&mut content).ok()?;
        members.push((name, content));
    }
    let (chosen, other) = (dice.below(members.len()), dice.below(members.len()));
    let beside = members.get(other)?.clone();
    let member = members.get_mut(chosen)?;
    match dice.below(40) {
        0 => drop(members.remove(chosen)),
        1 => member.0 = beside.0,
        2 => member.1 = beside.1,
        3 => member.0.push('x'),
        _ => member.1 = mutate_at(&member.1, &beside.1, depth + 1, dice),
    }
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in members {
        let method = if dice.once_in(4) { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        let options = SimpleFileOptions::default().compression_method(method).compression_level(Some(1));
        let options = if method == CompressionMethod::Stored { options.compression_level(None) } else { options };
        writer.start_file(name, options).ok()?;
        writer.write_all(&content).ok()?;
    }
    Some(writer.finish().ok()?.into_inner())
}
