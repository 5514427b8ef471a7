//! Records that are cut in another way than most: wrong quotes, another delimiter, records in quotes as a whole, quotes in pairs.

use super::{
    cut::{Cut, Cutter, QUOTED_LINES_MAX, Quoted, Span, Usual},
    mend::Line,
    separator::Separator,
};
use crate::{Delimiter, read::text::LineBreaks};

/// What a cut to the usual width may forgive in a record whose quotes fit: no merging of two cells, no parting of one.
const FORGIVEN_UNSEEN: u32 = 15;
/// Cells that a single record cut by spaces must have to be believed.
const SPACED_CELLS_MIN: usize = 6;

impl Cutter {
    /// Cuts the line again so that it has as many cells as its neighbours.
    pub(super) fn mended(
        &mut self,
        text: &[u8],
        whole: bool,
        next: usize,
        lines: u64,
        cells: &mut Vec<Span>,
    ) -> Option<Cut> {
        let end = match memchr::memchr2(b'\n', b'\r', text) {
            Some(end) => end,
            None if whole => text.len(),
            None => return None,
        };
        let line = &text[..end];
        if line.is_empty() {
            return None;
        }
        // Where nothing is wrong with the quotes, a record may as well have other cells than its neighbours.
        let forgiven = if self.stray_quotes + self.unclosed_quotes > 0 { u32::MAX } else { FORGIVEN_UNSEEN };
        let after = (end + 1 + usize::from(text[end..].starts_with(b"\r\n"))).min(text.len());
        let cut = Cut::Record { next: after, lines: u64::from(end < text.len()) };
        let widths = [self.usual.latest, self.usual.named];
        // A delimiter behind the last cell ends the row; it is no reason to join two cells.
        let is_ended = cells.len() == self.usual.named + 1 && cells.last().is_some_and(|last| last.start == last.end);
        if let (Some(quote), Some(delimiter)) = (self.quote, self.delimiter.exact())
            && memchr::memchr(quote, line).is_some()
        {
            let line = Line { text: line, delimiter, quote, escape: self.escape };
            let usual = widths.into_iter().find_map(|width| line.cells(width, forgiven));
            let ended = if is_ended { line.cells(cells.len(), forgiven) } else { None };
            // The one that forgives less; of two that forgive the same the usual.
            if let Some((_, spans)) = usual.into_iter().chain(ended).min_by_key(|(cost, _)| *cost)
                // Cut as before, the record has other cells than its neighbours and no quote is to blame.
                && (spans != *cells || forgiven == u32::MAX)
                && (lines < 2 || next <= after || self.goes_on(&text[after..], whole))
            {
                let opens = |span: &&Span| !span.quoted && text.get(span.start) == Some(&quote);
                let unclosed = spans.iter().filter(opens).count();
                self.unclosed_quotes = u32::try_from(unclosed).unwrap_or(u32::MAX);
                self.stray_quotes = u32::from(unclosed == 0);
                *cells = spans;
                return Some(cut);
            }
        }
        if cells.len() == 1 && text.first() == Some(&b'"') && self.quote == Some(b'"') {
            let mut spans = Vec::new();
            if let Some(cut @ Cut::Record { .. }) = self.unwrapped(text, whole, &mut spans)
                && widths.contains(&spans.len())
            {
                *cells = spans;
                (self.stray_quotes, self.unclosed_quotes) = (0, 0);
                return Some(cut);
            }
            self.was_wrapped = false;
        }
        if lines > 1 || cells.len() * 2 > self.usual.latest || self.usual.latest < 3 {
            return None;
        }
        // A line from another source: the same cells, cut by another sign.
        for sign in [';', ',', '\t', '|', ' '] {
            let byte = u8::try_from(sign).unwrap_or(b',');
            if self.delimiter.is(Some(byte)) || memchr::memchr_iter(byte, line).count() + 1 < self.usual.named {
                continue;
            }
            let mut other =
                Self { delimiter: Separator::new(Delimiter::from(sign)), usual: Usual::default(), ..self.clone() };
            let mut spans = Vec::new();
            other.plain(line, true, &mut spans);
            // Words of a remark below the table are no cells.
            let is_prose = sign == ' ' && spans.len() < SPACED_CELLS_MIN
                || spans.iter().skip(1).any(|span| line.get(span.start) == Some(&b' '));
            if widths.contains(&spans.len()) && !is_prose && other.stray_quotes + other.unclosed_quotes == 0 {
                *cells = spans;
                self.foreign = true;
                return Some(cut);
            }
        }
        None
    }

    /// Whether what follows a line is a record like the others, so that the line is not the beginning of a longer one.
    fn goes_on(&mut self, text: &[u8], whole: bool) -> bool {
        let mut spans = Vec::new();
        let before = (self.stray_quotes, self.unclosed_quotes);
        let fits = text.is_empty()
            || self.plain(text, whole, &mut spans) != Cut::Short
                && self.stray_quotes + self.unclosed_quotes == 0
                && spans.len() == self.usual.latest;
        (self.stray_quotes, self.unclosed_quotes) = before;
        fits
    }

    /// A record that stands in quotes as a whole: its own quotes are doubled, those of its cells twice.
    pub(super) fn unwrapped(&mut self, text: &[u8], whole: bool, cells: &mut Vec<Span>) -> Option<Cut> {
        let (end, after, lines) = match self.quoted(text, 0, whole) {
            Quoted::Short => return Some(Cut::Short),
            Quoted::Literal => return None,
            Quoted::Closed { end, after, .. } => (end, after, LineBreaks::of(&text[1..end])),
        };
        let next = match text.get(after) {
            None => Cut::Record { next: text.len(), lines },
            Some(b'\r') if after + 1 == text.len() && !whole => return Some(Cut::Short),
            Some(b'\r' | b'\n') => {
                let crlf = usize::from(text[after..].starts_with(b"\r\n"));
                Cut::Record { next: after + 1 + crlf, lines: lines + 1 }
            }
            Some(_) => return None,
        };
        let inner = &text[..end];
        let mut at = 1;
        self.was_wrapped = true;
        loop {
            let quotes = inner[at..].starts_with(b"\"\"");
            let closed = quotes.then(|| self.inner_end(inner, at + 2)).flatten();
            let (start, stop, after) = if let Some(close) = closed {
                (at + 2, close, close + 2)
            } else {
                let stop = self.delimiter.find(inner, at, true).unwrap_or(end);
                (at, stop, stop)
            };
            let escaped = memchr::memchr(b'"', &inner[start..stop]).is_some();
            let span = Span { start, end: stop, escaped, quoted: closed.is_some() };
            cells.push(span);
            match self.delimiter.length_at(inner, after) {
                _ if after >= end => return Some(next),
                0 => at = after + 1,
                length => at = after + length,
            }
        }
    }

    /// Where the doubled quote stands that closes a cell of a wrapped record.
    fn inner_end(&self, inner: &[u8], from: usize) -> Option<usize> {
        let mut at = from;
        loop {
            let found = at + memchr::memmem::find(&inner[at..], b"\"\"")?;
            let after = found + 2;
            if inner[after..].starts_with(b"\"\"") {
                at = after + 2;
            } else if after == inner.len() || self.delimiter.length_at(inner, after) > 0 {
                return Some(found);
            } else {
                at = after;
            }
        }
    }

    /// A cell in quotes outside ASCII; `None` where none opens here.
    pub(super) fn paired(&self, text: &[u8], at: usize, whole: bool) -> Option<Quoted> {
        let (opening, closing) = self.pair.as_ref()?;
        if !text[at..].starts_with(opening) {
            return None;
        }
        let mut from = at + opening.len();
        loop {
            let Some(end) = memchr::memmem::find(&text[from..], closing).map(|offset| from + offset) else {
                return Some(if whole || LineBreaks::of(&text[from..]) > QUOTED_LINES_MAX {
                    Quoted::Literal
                } else {
                    Quoted::Short
                });
            };
            let after = end + closing.len();
            if after == text.len() && !whole {
                return Some(Quoted::Short);
            }
            if self.delimiter.ends_cell(text, after) {
                return Some(Quoted::Closed { end, after, escaped: false, stray: false });
            }
            from = after;
        }
    }
}
