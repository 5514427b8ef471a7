//! Lets the Parquet reader read a [`Source`].

use std::{
    io::{self, BufReader, Read, Seek, SeekFrom},
    sync::{Arc, Mutex, PoisonError},
};

use bytes::Bytes;
use parquet::{
    errors::ParquetError,
    file::reader::{ChunkReader, Length},
};

use crate::{ReadSeek, Source};

/// Bytes read ahead where the length of what is read is not known: page headers.
const READ_AHEAD_BYTES: usize = 8 << 10;

/// A source as Parquet's reader wants it; opened once.
#[derive(Clone)]
pub struct ParquetSource {
    file: Arc<Mutex<Box<dyn ReadSeek>>>,
    size: u64,
}

impl ParquetSource {
    /// Opens a source.
    pub fn open(source: &dyn Source) -> io::Result<Self> {
        Ok(Self { file: Arc::new(Mutex::new(source.open()?)), size: source.size() })
    }

    fn read_at(&self, start: u64, buffer: &mut [u8]) -> io::Result<usize> {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(start))?;
        file.read(buffer)
    }
}

impl Length for ParquetSource {
    fn len(&self) -> u64 {
        self.size
    }
}

impl ChunkReader for ParquetSource {
    type T = BufReader<ReadFrom>;

    fn get_read(&self, start: u64) -> parquet::errors::Result<Self::T> {
        Ok(BufReader::with_capacity(READ_AHEAD_BYTES, ReadFrom { source: self.clone(), place: start }))
    }

    fn get_bytes(&self, start: u64, length: usize) -> parquet::errors::Result<Bytes> {
        // A damaged file must not make us ask for more memory than the file has bytes.
        if start.checked_add(length as u64).is_none_or(|end| end > self.size) {
            return Err(ParquetError::EOF(format!("{length} bytes at {start} lie beyond the file's end")));
        }
        let mut bytes = vec![0; length];
        let mut reader = ReadFrom { source: self.clone(), place: start };
        reader.read_exact(&mut bytes)?;
        Ok(bytes.into())
    }
}

/// Reads on from a place, whatever others read meanwhile.
pub struct ReadFrom {
    source: ParquetSource,
    place: u64,
}

impl Read for ReadFrom {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.source.read_at(self.place, buffer)?;
        self.place += count as u64;
        Ok(count)
    }
}
