//! Records of an old workbook: a kind, a length, bytes; long ones go on in records of the kind `CONTINUE`.

use std::io::{self, BufRead};

use encoding_rs::Encoding;

use super::compound::{number, small};
use crate::{finding::EngineError, read::package::damaged};

/// The kind of a record that continues the one before.
const CONTINUE: u16 = 0x003C;

/// Reads record after record.
pub(super) struct Records<R> {
    input: R,
    /// Kind and length of the next record, once it was looked at.
    ahead: Option<(u16, usize)>,
    pub(super) kind: u16,
    pub(super) data: Vec<u8>,
    /// Where the texts and numbers taken from the record stand.
    pub(super) at: usize,
}

impl<R: BufRead> Records<R> {
    pub(super) fn new(input: R) -> Self {
        Self { input, ahead: None, kind: 0, data: Vec::new(), at: 0 }
    }

    /// The next record; `false` at the end.
    pub(super) fn next(&mut self) -> Result<bool, EngineError> {
        let Some((kind, length)) = self.head()? else {
            return Ok(false);
        };
        self.ahead = None;
        self.kind = kind;
        self.data.resize(length, 0);
        self.at = 0;
        fill(&mut self.input, &mut self.data)?;
        Ok(true)
    }

    fn head(&mut self) -> Result<Option<(u16, usize)>, EngineError> {
        if self.ahead.is_none() {
            let mut head = [0; 4];
            let read = crate::read::scan::read_full(&mut self.input, &mut head).map_err(EngineError::Io)?;
            // Zeros fill the last sector up.
            if read < head.len() || head == [0; 4] {
                return Ok(None);
            }
            let kind = u16::try_from(number(&head, 0, 2)).unwrap_or_default();
            self.ahead = Some((kind, usize::try_from(number(&head, 2, 2)).unwrap_or_default()));
        }
        Ok(self.ahead)
    }

    /// A number at a place of the record; 0 beyond its end.
    pub(super) fn number(&self, at: usize, length: usize) -> u32 {
        small(number(&self.data, at, length))
    }

    /// Whether the record still holds something, or goes on in the next one.
    pub(super) fn has_more(&mut self) -> Result<bool, EngineError> {
        Ok(self.at < self.data.len() || matches!(self.head()?, Some((CONTINUE, length)) if length > 0))
    }

    /// Takes a number, over the end of a record where it goes on.
    pub(super) fn take(&mut self, length: usize) -> Result<u32, EngineError> {
        let mut value = 0_u64;
        for index in 0..length {
            self.go_on()?;
            value |= u64::from(self.data[self.at]) << (8 * index);
            self.at += 1;
        }
        Ok(small(value))
    }

    /// Leaves bytes out.
    pub(super) fn skip(&mut self, mut bytes: usize) -> Result<(), EngineError> {
        while bytes > 0 {
            self.go_on()?;
            let step = bytes.min(self.data.len() - self.at);
            self.at += step;
            bytes -= step;
        }
        Ok(())
    }

    /// Takes a text of so many characters; where it goes on in another record, that one says anew how wide its characters are.
    pub(super) fn characters(&mut self, mut count: usize, is_wide: bool, text: &mut String) -> Result<(), EngineError> {
        let mut wide = is_wide;
        while count > 0 {
            if self.at >= self.data.len() {
                self.go_on()?;
                wide = self.data[self.at] & 1 == 1;
                self.at += 1;
            }
            let width = if wide { 2 } else { 1 };
            let step = count.min((self.data.len() - self.at) / width);
            if step == 0 {
                return Err(damaged().into());
            }
            push_characters(&self.data[self.at..self.at + step * width], wide, text);
            self.at += step * width;
            count -= step;
        }
        Ok(())
    }

    /// Takes a text with the length in front, with a flag where the format has one; formatting and phonetic helps fall away.
    pub(super) fn text(&mut self, length_bytes: usize, ansi: Option<&'static Encoding>) -> Result<String, EngineError> {
        let mut text = String::new();
        let count = self.take(length_bytes)? as usize;
        if let Some(encoding) = ansi {
            let end = (self.at + count).min(self.data.len());
            let (plain, _) = encoding.decode_without_bom_handling(&self.data[self.at..end]);
            self.at = end;
            return Ok(plain.into_owned());
        }
        if count == 0 && self.at >= self.data.len() {
            return Ok(text);
        }
        let flags = self.take(1)?;
        let runs = if flags & 8 == 8 { self.take(2)? as usize } else { 0 };
        let phonetic = if flags & 4 == 4 { self.take(4)? as usize } else { 0 };
        self.characters(count, flags & 1 == 1, &mut text)?;
        self.skip(runs * 4)?;
        self.skip(phonetic)?;
        Ok(text)
    }

    /// Makes sure there is a byte at hand.
    fn go_on(&mut self) -> Result<(), EngineError> {
        while self.at >= self.data.len() {
            match self.head()? {
                Some((CONTINUE, _)) => {
                    let kind = self.kind;
                    self.next()?;
                    self.kind = kind;
                }
                _ => return Err(damaged().into()),
            }
        }
        Ok(())
    }
}

fn push_characters(bytes: &[u8], is_wide: bool, text: &mut String) {
    if is_wide {
        let units = bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
        text.extend(char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)));
    } else {
        // The lower half of UTF-16.
        text.extend(bytes.iter().map(|byte| char::from(*byte)));
    }
}

fn fill(input: &mut dyn io::Read, buffer: &mut [u8]) -> Result<(), EngineError> {
    let read = crate::read::scan::read_full(input, buffer)?;
    if read < buffer.len() { Err(damaged().into()) } else { Ok(()) }
}
