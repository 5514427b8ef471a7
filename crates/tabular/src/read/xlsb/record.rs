//! Records of a binary part: a kind and a length of one to four bytes each, then bytes.

use std::io::{self, BufRead};

use crate::{
    finding::EngineError,
    read::{
        package::{damaged, unpacking},
        xls::{number, small},
    },
};

/// The text of a note and its author's name.
const NOTE_TEXT: u32 = 0x027D;
const NOTE_AUTHOR: u32 = 0x0278;

/// Reads record after record.
pub(super) struct Records<R> {
    input: R,
    bytes_max: usize,
    pub(super) kind: u32,
    pub(super) data: Vec<u8>,
}

impl<R: BufRead> Records<R> {
    /// Reads records of at most `bytes_max` bytes.
    pub(super) fn new(input: R, bytes_max: usize) -> Self {
        Self { input, bytes_max, kind: 0, data: Vec::new() }
    }

    /// The next record; `false` at the end.
    pub(super) fn next(&mut self) -> Result<bool, EngineError> {
        let Some(first) = self.byte()? else {
            return Ok(false);
        };
        self.kind = u32::from(first);
        if first & 0x80 != 0 {
            let second = self.byte()?.ok_or_else(damaged)?;
            self.kind = u32::from(first & 0x7F) | u32::from(second & 0x7F) << 7;
        }
        let mut length = 0_usize;
        for shift in [0, 7, 14, 21] {
            let byte = self.byte()?.ok_or_else(damaged)?;
            length |= usize::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                break;
            }
        }
        if length > self.bytes_max {
            return Err(damaged().into());
        }
        self.data.resize(length, 0);
        let read = crate::read::scan::read_full(&mut self.input, &mut self.data).map_err(|error| unpacking(&error))?;
        if read < length { Err(damaged().into()) } else { Ok(true) }
    }

    fn byte(&mut self) -> Result<Option<u8>, EngineError> {
        loop {
            match self.input.fill_buf() {
                Ok(bytes) => {
                    let byte = bytes.first().copied();
                    self.input.consume(usize::from(byte.is_some()));
                    return Ok(byte);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(unpacking(&error)),
            }
        }
    }

    /// A number at a place of the record; 0 beyond its end.
    pub(super) fn number(&self, at: usize, length: usize) -> u32 {
        small(number(&self.data, at, length))
    }

    /// A text with its length in front, and where it ends.
    pub(super) fn text(&self, at: usize) -> Result<(String, usize), EngineError> {
        let count = self.number(at, 4);
        // No text at all is told from an empty one.
        let count = if count == u32::MAX { 0 } else { count as usize };
        let end = (at + 4).saturating_add(count.saturating_mul(2));
        let bytes = self.data.get(at + 4..end).ok_or_else(damaged)?;
        Ok((encoding_rs::UTF_16LE.decode_without_bom_handling(bytes).0.into_owned(), end))
    }

    /// The text of a note, where the record holds one.
    pub(super) fn note_text(&self) -> Option<String> {
        match self.kind {
            NOTE_TEXT => self.text(1).ok().map(|(text, _)| text),
            NOTE_AUTHOR => self.text(0).ok().map(|(text, _)| text),
            _ => None,
        }
    }
}
