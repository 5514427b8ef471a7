//! A member unpacked to a scratch file, so that it can be read from any place and as often as one likes.

use std::{
    io::{self, BufReader, Read, Seek, SeekFrom, Write},
    sync::{Arc, Mutex, PoisonError},
};

use flate2::bufread::MultiGzDecoder;

use crate::{
    Limits, ReadSeek, Source,
    finding::EngineError,
    read::{
        package::{Package, damaged, unpacking, zip_bomb},
        scan::read_full,
    },
    source::{Room, ScratchFile},
};

/// Bytes copied at once.
const COPY_BYTES: usize = 256 << 10;
/// Files below this size may unpack to any multiple.
const RATIO_FREE_BYTES: u64 = 16 << 20;

/// A member as a source.
pub(super) struct Unpacked {
    file: Arc<Mutex<Box<dyn ScratchFile>>>,
    size: u64,
    name: String,
    room: Room,
}

/// Unpacks an entry of a zip archive.
pub(super) fn unpack(
    source: &dyn Source,
    package: &mut Package,
    entry: usize,
    name: &str,
) -> Result<Unpacked, EngineError> {
    let room = package.room().clone();
    let mut part = package.entry(entry)?;
    copied(source, name, room, |buffer| read_full(&mut part, buffer).map_err(|error| unpacking(&error)), |_| true)
}

/// Unpacks what gzip packed.
pub(super) fn unpack_gzip(source: &dyn Source, name: &str, limits: &Limits) -> Result<Unpacked, EngineError> {
    let mut decoder = MultiGzDecoder::new(BufReader::new(source.open()?));
    let packed = source.size().max(1);
    let is_lawful = |size: u64| size <= RATIO_FREE_BYTES || size / packed <= limits.unpack_ratio_max;
    let room = source.room().unwrap_or_else(|| Room::new(limits.unpacked_bytes_max));
    let own = room.clone();
    let unpack = |buffer: &mut [u8]| {
        let length = read_full(&mut decoder, buffer).map_err(|_| damaged())?;
        if own.take(length as u64) { Ok(length) } else { Err(zip_bomb().into()) }
    };
    copied(source, name, room, unpack, is_lawful)
}

fn copied(
    source: &dyn Source,
    name: &str,
    room: Room,
    mut read: impl FnMut(&mut [u8]) -> Result<usize, EngineError>,
    is_lawful: impl Fn(u64) -> bool,
) -> Result<Unpacked, EngineError> {
    let mut file = source.scratch()?;
    let mut buffer = vec![0; COPY_BYTES];
    let mut size = 0;
    loop {
        let length = read(&mut buffer)?;
        if length == 0 {
            break;
        }
        size += length as u64;
        if !is_lawful(size) {
            return Err(zip_bomb().into());
        }
        file.write_all(&buffer[..length])?;
    }
    file.flush()?;
    Ok(Unpacked { file: Arc::new(Mutex::new(file)), size, name: name.to_owned(), room })
}

impl Unpacked {
    /// Its first bytes.
    pub(super) fn head(&self, most: usize) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.open()?.take(most as u64).read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

impl Source for Unpacked {
    fn open(&self) -> io::Result<Box<dyn ReadSeek>> {
        Ok(Box::new(Handle { file: Arc::clone(&self.file), size: self.size, at: 0 }))
    }

    fn size(&self) -> u64 {
        self.size
    }

    fn name(&self) -> &str {
        &self.name
    }

    fn room(&self) -> Option<Room> {
        Some(self.room.clone())
    }
}

/// One reader's place in the shared file.
struct Handle {
    file: Arc<Mutex<Box<dyn ScratchFile>>>,
    size: u64,
    at: u64,
}

impl Read for Handle {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(self.at))?;
        let read = file.read(buffer)?;
        self.at += read as u64;
        Ok(read)
    }
}

impl Seek for Handle {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let place = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => self.size.checked_add_signed(by),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
        };
        self.at = place.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.at)
    }
}
