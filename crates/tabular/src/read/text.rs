//! Bytes to UTF-8 text, window by window, whatever the encoding.

use std::io::{self, Seek, SeekFrom};

use encoding_rs::{CoderResult, Decoder, Encoding, UTF_8};

use super::{cyrillic::PairCounts, encoding::legacy_line, scan::read_full};
use crate::ReadSeek;

/// Bytes read at once.
const READ_BYTES: usize = 512 << 10;
/// The longest line whose encoding is judged as a whole.
const JUDGED_LINE_BYTES: usize = 1 << 20;

/// Counts line breaks: LF, CR or CRLF each once.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct LineBreaks {
    /// How many.
    pub(super) count: u64,
    /// Whether the last byte ended a line.
    pub(super) at_break: bool,
    after_cr: bool,
}

impl LineBreaks {
    /// Counts in some bytes.
    pub(super) fn count(&mut self, bytes: &[u8]) {
        let (Some(first), Some(last)) = (bytes.first(), bytes.last()) else {
            return;
        };
        let feeds = memchr::memchr_iter(b'\n', bytes).count() as u64;
        let mut returns = 0;
        let mut joined = u64::from(self.after_cr && *first == b'\n');
        for offset in memchr::memchr_iter(b'\r', bytes) {
            returns += 1;
            joined += u64::from(bytes.get(offset + 1) == Some(&b'\n'));
        }
        self.count += feeds + returns;
        self.count -= joined;
        self.after_cr = *last == b'\r';
        self.at_break = matches!(last, b'\n' | b'\r');
    }

    /// Counts one text by itself.
    pub(super) fn of(bytes: &[u8]) -> u64 {
        let mut breaks = Self::default();
        breaks.count(bytes);
        breaks.count
    }
}

/// A window of UTF-8 text that moves over a source.
pub(super) struct TextReader {
    input: Box<dyn ReadSeek>,
    /// `None` where the bytes are UTF-8 already.
    decoder: Option<Decoder>,
    /// Bytes that were read but are no text yet; of UTF-8 a sequence or a line that is not complete.
    raw: Vec<u8>,
    raw_used: usize,
    window: String,
    start: usize,
    ended: bool,
    /// Where lines in another encoding begin in the window, as the last filling found them.
    legacy: Vec<usize>,
    /// Room to judge such lines in.
    pairs: PairCounts,
}

impl TextReader {
    /// Reads from a byte offset on; a byte order mark at offset 0 is passed over.
    pub(super) fn open(mut input: Box<dyn ReadSeek>, encoding: &'static Encoding, offset: u64) -> io::Result<Self> {
        let start = if offset == 0 { mark_bytes(&mut *input, encoding)? } else { offset };
        input.seek(SeekFrom::Start(start))?;
        let decoder = (encoding != UTF_8).then(|| encoding.new_decoder_without_bom_handling());
        Ok(Self {
            input,
            decoder,
            raw: Vec::new(),
            raw_used: 0,
            window: String::new(),
            start: 0,
            ended: false,
            legacy: Vec::new(),
            pairs: PairCounts::default(),
        })
    }

    /// The text at hand; costs nothing, however often it is asked for.
    pub(super) fn text(&self) -> &str {
        // Should what was given up ever not end at a character, an empty window ends the reading instead of the program.
        self.window.get(self.start..).unwrap_or_default()
    }

    /// Bytes of text at hand.
    pub(super) fn len(&self) -> usize {
        self.window.len() - self.start
    }

    /// Whether nothing follows the text at hand.
    pub(super) fn ended(&self) -> bool {
        self.ended
    }

    /// Gives up the first bytes of the text; they must end at a character.
    pub(super) fn consume(&mut self, bytes: usize) {
        self.start = (self.start + bytes).min(self.window.len());
    }

    /// Offsets in the text at hand of lines that were read in another encoding; told once, right after [`Self::fill`].
    pub(super) fn take_legacy(&mut self) -> Vec<usize> {
        std::mem::take(&mut self.legacy)
    }

    /// Appends more text; does nothing at the end.
    pub(super) fn fill(&mut self) -> io::Result<()> {
        if self.ended {
            return Ok(());
        }
        self.window.replace_range(..self.window.ceil_char_boundary(self.start), "");
        self.start = 0;
        if self.decoder.is_some() { self.fill_decoded() } else { self.fill_utf8() }
    }

    fn fill_utf8(&mut self) -> io::Result<()> {
        let before = self.raw.len();
        self.raw.resize(before + READ_BYTES, 0);
        let read = read_full(&mut *self.input, &mut self.raw[before..])?;
        self.raw.truncate(before + read);
        self.ended = read < READ_BYTES;
        let fresh = self.window.len();
        match simdutf8::compat::from_utf8(&self.raw) {
            Ok(text) => {
                self.window.push_str(text);
                self.raw.clear();
            }
            Err(error) if error.error_len().is_none() && !self.ended => {
                let valid = error.valid_up_to();
                push(&mut self.window, &self.raw[..valid]);
                self.raw.drain(..valid);
            }
            Err(_) => self.replace_malformed(),
        }
        self.drop_marks(fresh);
        Ok(())
    }

    /// Goes through lines that are not UTF-8: words in another encoding are read so, what else is malformed becomes U+FFFD.
    fn replace_malformed(&mut self) {
        let tail = std::mem::take(&mut self.raw);
        let mut rest = tail.as_slice();
        while !rest.is_empty() {
            let end = match memchr::memchr2(b'\n', b'\r', rest) {
                Some(end) => end + 1,
                None if self.ended => rest.len(),
                // The line goes on; it is judged as a whole, unless it is endless.
                None if rest.len() < JUDGED_LINE_BYTES => {
                    self.raw = rest.to_vec();
                    return;
                }
                None => return self.replace_signs(rest),
            };
            let (line, after) = rest.split_at(end);
            if let Ok(text) = simdutf8::basic::from_utf8(line) {
                self.window.push_str(text);
            } else if let Some(text) = legacy_line(line, &mut self.pairs) {
                self.legacy.push(self.window.len());
                self.window.push_str(&text);
            } else {
                self.replace_signs(line);
            }
            rest = after;
        }
    }

    /// Puts U+FFFD where bytes are not UTF-8.
    fn replace_signs(&mut self, mut rest: &[u8]) {
        loop {
            match simdutf8::compat::from_utf8(rest) {
                Ok(text) => return self.window.push_str(text),
                Err(error) => {
                    let (good, bad) = rest.split_at(error.valid_up_to());
                    push(&mut self.window, good);
                    match error.error_len() {
                        None if !self.ended => {
                            self.raw = bad.to_vec();
                            return;
                        }
                        length => {
                            self.window.push('\u{fffd}');
                            rest = &bad[length.unwrap_or(bad.len())..];
                        }
                    }
                }
            }
        }
    }

    /// Takes byte order marks out that stand where files were glued together.
    fn drop_marks(&mut self, from: usize) {
        const MARK: &str = "\u{feff}";
        if memchr::memmem::find(&self.window.as_bytes()[from..], MARK.as_bytes()).is_none() {
            return;
        }
        let fresh = self.window.split_off(from);
        for (index, piece) in fresh.split(MARK).enumerate() {
            if index > 0 && !self.window.ends_with(['\n', '\r']) {
                self.window.push_str(MARK);
            }
            self.window.push_str(piece);
        }
    }

    fn fill_decoded(&mut self) -> io::Result<()> {
        if self.raw_used == self.raw.len() {
            self.raw.resize(READ_BYTES, 0);
            let read = read_full(&mut *self.input, &mut self.raw)?;
            self.raw.truncate(read);
            self.raw_used = 0;
        }
        let last = self.raw.len() < READ_BYTES;
        let decoder = self.decoder.as_mut().expect("called only where there is a decoder");
        self.window.reserve(READ_BYTES * 2);
        let (result, used, _) = decoder.decode_to_string(&self.raw[self.raw_used..], &mut self.window, last);
        self.raw_used += used;
        self.ended = last && result == CoderResult::InputEmpty;
        Ok(())
    }
}

/// Appends bytes that are known to be well-formed.
fn push(window: &mut String, bytes: &[u8]) {
    window.push_str(simdutf8::basic::from_utf8(bytes).unwrap_or_default());
}

/// How many bytes a byte order mark of this encoding takes at the beginning.
fn mark_bytes(input: &mut dyn ReadSeek, encoding: &'static Encoding) -> io::Result<u64> {
    let mut head = [0; 4];
    let read = read_full(&mut &mut *input, &mut head)?;
    Ok(match Encoding::for_bom(&head[..read]) {
        Some((marked, length)) if marked == encoding => length as u64,
        _ => 0,
    })
}
