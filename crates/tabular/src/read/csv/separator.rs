//! Finds what separates cells: one byte on the hot path, several, or a run of spaces.

use crate::Delimiter;

/// A delimiter ready for searching.
#[derive(Debug, Clone)]
pub(super) struct Separator {
    first: u8,
    /// What follows the first byte.
    rest: Vec<u8>,
    /// The whole delimiter.
    whole: Vec<u8>,
    /// The least spaces of a run; 0 where the delimiter means itself.
    run: usize,
}

impl Separator {
    pub(super) fn new(delimiter: Delimiter) -> Self {
        let run = match delimiter.as_str() {
            Delimiter::SPACES => 1,
            Delimiter::ALIGNED => 2,
            _ => 0,
        };
        let whole = if run > 0 { b" ".to_vec() } else { delimiter.as_str().as_bytes().to_vec() };
        Self { first: whole[0], rest: if run > 0 { Vec::new() } else { whole[1..].to_vec() }, whole, run }
    }

    /// Whether it is one byte, and this one.
    pub(super) fn is(&self, byte: Option<u8>) -> bool {
        self.rest.is_empty() && Some(self.first) == byte
    }

    /// The delimiter's bytes, where it is no run.
    pub(super) fn exact(&self) -> Option<&[u8]> {
        (self.run == 0).then_some(self.whole.as_slice())
    }

    /// Its bytes; one for a run.
    pub(super) fn length(&self) -> usize {
        self.whole.len()
    }

    /// Spaces before the first cell of a record, where runs of them separate.
    pub(super) fn margin(&self, text: &[u8]) -> usize {
        if self.run == 0 { 0 } else { spaces(text, 0) }
    }

    /// Where the cell at `at` ends: at the delimiter or the line's end. `None` where the text at hand does not tell.
    #[inline]
    pub(super) fn find(&self, text: &[u8], at: usize, whole: bool) -> Option<usize> {
        let mut from = at;
        loop {
            let found = from + memchr::memchr3(self.first, b'\n', b'\r', text.get(from..)?)?;
            if self.is_one_byte() || text[found] != self.first {
                return Some(found);
            }
            if !whole && text.len() < found + self.whole.len().max(2) {
                return None;
            }
            if self.run > 0 {
                let length = spaces(text, found);
                if !whole && found + length == text.len() {
                    return None;
                }
                if length >= self.run || self.ends_line(text, found + length) {
                    return Some(found);
                }
                from = found + length;
            } else if text[found + 1..].starts_with(&self.rest) {
                return Some(found);
            } else {
                from = found + 1;
            }
        }
    }

    #[inline]
    fn is_one_byte(&self) -> bool {
        self.rest.is_empty() && self.run == 0
    }

    /// The length of the delimiter that stands here; 0 where none does.
    #[inline]
    pub(super) fn length_at(&self, text: &[u8], at: usize) -> usize {
        if text.get(at) != Some(&self.first) {
            0
        } else if self.is_one_byte() {
            1
        } else if self.run > 0 {
            let length = spaces(text, at);
            if length >= self.run || self.ends_line(text, at + length) { length } else { 0 }
        } else if text[at + 1..].starts_with(&self.rest) {
            self.whole.len()
        } else {
            0
        }
    }

    /// Whether runs of spaces separate and the line ends here.
    #[inline]
    pub(super) fn ends_line(&self, text: &[u8], at: usize) -> bool {
        self.run > 0 && text.get(at).is_none_or(|byte| matches!(byte, b'\n' | b'\r'))
    }

    /// Whether a cell that ends here is followed by a delimiter or nothing.
    #[inline]
    pub(super) fn ends_cell(&self, text: &[u8], at: usize) -> bool {
        text.get(at).is_none_or(|byte| matches!(byte, b'\n' | b'\r')) || self.length_at(text, at) > 0
    }

    /// Whether a delimiter ends here.
    pub(super) fn ends_at(&self, text: &[u8], at: usize) -> bool {
        text[..at].ends_with(&self.whole)
    }

    /// How often it occurs, counted roughly.
    pub(super) fn count(&self, line: &[u8]) -> usize {
        memchr::memchr_iter(self.first, line).count()
    }
}

fn spaces(text: &[u8], at: usize) -> usize {
    text[at..].iter().take_while(|byte| **byte == b' ').count()
}
