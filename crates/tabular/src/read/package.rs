//! The zip container of a workbook: its parts by name, within limits on entries, sizes and ratios.

use std::{
    collections::HashMap,
    io::{self, BufReader, Read, Seek, SeekFrom},
};

use zip::{ZipArchive, result::ZipError};

use crate::{Limits, ReadSeek, Source, Unreadable, finding::EngineError, read::container, source::Room};

/// Parts below this size may unpack to any multiple: short repetitive sheets pack very well.
const RATIO_FREE_BYTES: u64 = 16 << 20;
/// Where the end of a zip's directory is looked for.
const TAIL_BYTES: u64 = 66 << 10;
/// Bytes the list of entries may take.
const DIRECTORY_BYTES_MAX: u64 = 64 << 20;

/// An opened container.
pub(in crate::read) struct Package {
    archive: ZipArchive<BufReader<Marked>>,
    /// Lower-case names with `/` to the entry's number.
    names: HashMap<String, usize>,
    room: Room,
    ratio_max: u64,
}

/// A container that is not opened yet.
pub(in crate::read) struct Packed {
    pub(in crate::read) input: Box<dyn ReadSeek>,
    room: Room,
}

/// One part being unpacked.
pub(in crate::read) struct Part<'package> {
    file: zip::read::ZipFile<'package, BufReader<Marked>>,
    packed: u64,
    unpacked: u64,
    ratio_max: u64,
    room: &'package Room,
}

impl Packed {
    /// The container that a source holds.
    pub(in crate::read) fn of(source: &dyn Source, limits: &Limits) -> io::Result<Self> {
        let room = source.room().unwrap_or_else(|| Room::new(limits.unpacked_bytes_max));
        Ok(Self { input: source.open()?, room })
    }
}

impl Package {
    /// Opens a container and checks what it declares; what it really holds is checked while unpacking.
    pub(in crate::read) fn open(packed: Packed, limits: &Limits) -> Result<Self, EngineError> {
        let Packed { mut input, room } = packed;
        check_directory(&mut *input, limits)?;
        let archive = ZipArchive::new(BufReader::new(Marked(input))).map_err(refused)?;
        let mut package = Self { archive, names: HashMap::new(), room, ratio_max: limits.unpack_ratio_max };
        package.check_entries(limits)?;
        Ok(package)
    }

    fn check_entries(&mut self, limits: &Limits) -> Result<(), EngineError> {
        if self.archive.len() > limits.zip_entries_max {
            return Err(zip_bomb().into());
        }
        let mut total = 0_u64;
        for index in 0..self.archive.len() {
            let entry = self.archive.by_index_data(index).map_err(refused)?;
            if entry.encrypted() {
                return Err(container::password_protected().into());
            }
            let (size, packed) = (entry.size(), entry.compressed_size());
            total = total.saturating_add(size);
            if size > RATIO_FREE_BYTES && size / packed.max(1) > limits.unpack_ratio_max {
                return Err(zip_bomb().into());
            }
            let name = entry.name().map_err(refused)?.replace('\\', "/").to_lowercase();
            self.names.entry(name.trim_start_matches('/').to_owned()).or_insert(index);
        }
        // Entries that share their bytes unpack to far more than any ratio of one of them tells.
        if total > limits.unpacked_bytes_max || self.archive.has_overlapping_files().map_err(refused)? {
            return Err(zip_bomb().into());
        }
        Ok(())
    }

    /// What may still be unpacked.
    pub(in crate::read) fn room(&self) -> &Room {
        &self.room
    }

    /// Names of all parts, lower case, sorted.
    pub(super) fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = self.names.keys().cloned().collect();
        names.sort_unstable();
        names
    }

    /// Whether there is such a part.
    pub(in crate::read) fn has(&self, name: &str) -> bool {
        self.names.contains_key(&name.to_lowercase())
    }

    /// Names and sizes of all entries as the directory has them.
    pub(in crate::read) fn entries(&mut self) -> Result<Vec<(Vec<u8>, u64)>, EngineError> {
        (0..self.archive.len())
            .map(|index| {
                let entry = self.archive.by_index_data(index).map_err(refused)?;
                Ok((entry.name_raw().to_vec(), entry.size()))
            })
            .collect()
    }

    /// Opens an entry by its number.
    pub(in crate::read) fn entry(&mut self, index: usize) -> Result<BufReader<Part<'_>>, EngineError> {
        let file = self.archive.by_index(index).map_err(refused)?;
        let packed = file.compressed_size();
        let part = Part { file, packed, unpacked: 0, ratio_max: self.ratio_max, room: &self.room };
        Ok(BufReader::with_capacity(64 << 10, part))
    }

    /// Opens a part; `None` where there is none.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<BufReader<Part<'_>>>, EngineError> {
        let Some(index) = self.names.get(&name.to_lowercase()) else {
            return Ok(None);
        };
        let file = self.archive.by_index(*index).map_err(refused)?;
        let packed = file.compressed_size();
        let part = Part { file, packed, unpacked: 0, ratio_max: self.ratio_max, room: &self.room };
        Ok(Some(BufReader::with_capacity(64 << 10, part)))
    }
}

impl Read for Part<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(buffer)?;
        self.unpacked += read as u64;
        let over = self.unpacked > RATIO_FREE_BYTES && self.unpacked / self.packed.max(1) > self.ratio_max;
        if over || !self.room.take(read as u64) {
            return Err(io::Error::other(Bomb));
        }
        Ok(read)
    }
}

/// Marks an error of reading as a bomb going off.
#[derive(Debug, thiserror::Error)]
#[error("a part unpacks to more than is allowed")]
struct Bomb;

/// Translates an error met while unpacking: a bomb, trouble of the source, or damaged bytes.
pub(in crate::read) fn unpacking(error: &io::Error) -> EngineError {
    let inner = error.get_ref();
    if inner.and_then(|inner| inner.downcast_ref::<Bomb>()).is_some() {
        return zip_bomb().into();
    }
    match inner.and_then(|inner| inner.downcast_ref::<SourceFailed>()) {
        Some(SourceFailed(error)) => EngineError::Io(io::Error::new(error.kind(), error.to_string())),
        // Whatever else goes wrong comes from what the bytes say.
        None => damaged().into(),
    }
}

/// Marks an error as the source's own, so that a failing disk is never blamed on the file.
#[derive(Debug, thiserror::Error)]
#[error("the source cannot be read")]
struct SourceFailed(#[source] io::Error);

/// A source whose errors can be told from those of unpacking.
struct Marked(Box<dyn ReadSeek>);

impl Read for Marked {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer).map_err(|error| match error.kind() {
            io::ErrorKind::Interrupted => error,
            _ => io::Error::other(SourceFailed(error)),
        })
    }
}

impl Seek for Marked {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.0.seek(to).map_err(|error| match error.kind() {
            // A place before the beginning is what damaged bytes ask for.
            io::ErrorKind::InvalidInput => error,
            _ => io::Error::other(SourceFailed(error)),
        })
    }
}

fn refused(error: ZipError) -> EngineError {
    match error {
        ZipError::Io(error) => unpacking(&error),
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => {
            container::password_protected().into()
        }
        _ => damaged().into(),
    }
}

/// Reads how many entries the directory declares before anything is allocated for them.
fn check_directory(input: &mut dyn ReadSeek, limits: &Limits) -> Result<(), EngineError> {
    let size = input.seek(SeekFrom::End(0))?;
    input.seek(SeekFrom::Start(size.saturating_sub(TAIL_BYTES)))?;
    let mut tail = Vec::new();
    (&mut *input).take(TAIL_BYTES).read_to_end(&mut tail)?;
    input.seek(SeekFrom::Start(0))?;
    // A comment may hold what looks like another end, and it is not said which one is meant: all must be lawful.
    let ends: Vec<usize> = memchr::memmem::find_iter(&tail, b"PK\x05\x06").collect();
    if ends.is_empty() {
        return Err(damaged().into());
    }
    let number = |at: usize, bytes: usize| {
        let taken = tail.get(at..at + bytes).unwrap_or_default();
        taken.iter().rev().fold(0_u64, |number, byte| number << 8 | u64::from(*byte))
    };
    let wide: Vec<usize> = memchr::memmem::find_iter(&tail, b"PK\x06\x06").collect();
    let is_lawful = |entries: u64, bytes: u64| entries <= limits.zip_entries_max as u64 && bytes <= DIRECTORY_BYTES_MAX;
    let are_lawful = ends.iter().all(|end| {
        let (entries, bytes) = (number(end + 10, 2), number(end + 12, 4));
        let is_wide = !wide.is_empty() && (entries == 0xFFFF || bytes == 0xFFFF_FFFF);
        is_wide || is_lawful(entries, bytes)
    });
    if !are_lawful || !wide.iter().all(|wide| is_lawful(number(wide + 32, 8), number(wide + 40, 8))) {
        return Err(zip_bomb().into());
    }
    Ok(())
}

/// A container that would unpack beyond all measure.
pub(in crate::read) fn zip_bomb() -> Unreadable {
    Unreadable::new(
        "zip-bomb",
        "Файл розпаковується до надмірного обсягу, тому читання зупинено. Збережіть таблицю заново в Excel або LibreOffice чи поділіть її на частини.",
        "The file unpacks to an excessive size, so reading was stopped. Save the table anew in Excel or LibreOffice, or split it.",
    )
}

/// Bytes that contradict their format.
pub(in crate::read) fn damaged() -> Unreadable {
    Unreadable::new(
        "damaged",
        "Файл пошкоджено або завантажено не повністю. Відкрийте оригінал, збережіть його ще раз і завантажте знову.",
        "The file is damaged or was not uploaded completely. Open the original, save it once more and upload it again.",
    )
}
