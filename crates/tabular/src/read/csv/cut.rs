//! Cuts text into records and cells. Forgiving: a quote that is never closed costs one cell, not the rest of the file.

use crate::{Dialect, read::text::LineBreaks};

/// Line breaks inside one quoted cell beyond which its opening quote is taken for a plain character, if the lines look like records.
const QUOTED_LINES_MAX: u64 = 1_000;
/// Quotes taken for plain characters after a long search, after which quotes mean nothing any more: keeps the work linear.
const LONG_SEARCHES_MAX: u32 = 200;
/// Bytes of a long search that count as one more.
const LONG_SEARCH_BYTES: usize = 256 << 10;
/// Lines of a long cell that are looked at.
const JUDGED_LINES: usize = 200;

/// Where a cell stands in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Holds quotes that stand for one.
    pub(super) escaped: bool,
}

/// What cutting one record came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cut {
    /// A record; the next one begins at `next`, `lines` further down.
    Record { next: usize, lines: u64 },
    /// The text ends before the record does.
    Short,
}

/// Cuts records by one dialect.
#[derive(Debug, Clone)]
pub(super) struct Cutter {
    delimiter: u8,
    quote: Option<u8>,
    escape: Option<u8>,
    long_searches: u32,
    /// Quotes of the last record that stand where none should.
    pub(super) stray_quotes: u32,
    /// Opening quotes of the last record that are never closed.
    pub(super) unclosed_quotes: u32,
}

enum Quoted {
    /// Content's end, and where the cell ends.
    Closed {
        end: usize,
        after: usize,
        escaped: bool,
        stray: bool,
    },
    Literal,
    Short,
}

impl Cutter {
    /// `None` where the dialect uses signs outside ASCII.
    pub(super) fn new(dialect: Dialect) -> Option<Self> {
        let sign = |character: Option<char>| {
            character.map(|sign| u8::try_from(sign).ok().filter(u8::is_ascii)).map_or(Some(None), |byte| byte.map(Some))
        };
        Some(Self {
            delimiter: sign(Some(dialect.delimiter))??,
            quote: sign(dialect.quote)?,
            escape: sign(dialect.escape)?,
            long_searches: 0,
            stray_quotes: 0,
            unclosed_quotes: 0,
        })
    }

    /// Cuts the record at the beginning of `text`. `whole` says that no more text will come: then it never answers `Short`
    /// for text that is not empty.
    pub(super) fn record(&mut self, text: &[u8], whole: bool, cells: &mut Vec<Span>) -> Cut {
        cells.clear();
        self.stray_quotes = 0;
        self.unclosed_quotes = 0;
        let mut lines = 0;
        let mut at = 0;
        loop {
            let quoted = self.quote.is_some_and(|quote| text.get(at) == Some(&quote));
            let (span, after) = match quoted.then(|| self.quoted(text, at, whole)) {
                Some(Quoted::Short) => return Cut::Short,
                Some(Quoted::Closed { end, after, escaped, stray }) => {
                    let content = &text[at + 1..end];
                    lines += LineBreaks::of(content);
                    self.stray_quotes += u32::from(stray);
                    (Span { start: at + 1, end, escaped }, after)
                }
                literal => {
                    self.unclosed_quotes += u32::from(literal.is_some());
                    let end = match memchr::memchr3(self.delimiter, b'\n', b'\r', &text[at..]) {
                        Some(offset) => at + offset,
                        None if whole => text.len(),
                        None => return Cut::Short,
                    };
                    (Span { start: at, end, escaped: false }, end)
                }
            };
            cells.push(span);
            match text.get(after) {
                Some(byte) if *byte == self.delimiter => at = after + 1,
                Some(b'\r') if after + 1 == text.len() && !whole => return Cut::Short,
                Some(b'\r') if text.get(after + 1) == Some(&b'\n') => {
                    return Cut::Record { next: after + 2, lines: lines + 1 };
                }
                Some(_) => return Cut::Record { next: after + 1, lines: lines + 1 },
                None if whole => return Cut::Record { next: text.len(), lines },
                None => return Cut::Short,
            }
        }
    }

    /// Looks for the end of the cell whose quote opens at `at`.
    fn quoted(&mut self, text: &[u8], at: usize, whole: bool) -> Quoted {
        let quote = self.quote.unwrap_or(b'"');
        let escape = self.escape.unwrap_or(quote);
        let mut from = at + 1;
        let mut escaped = false;
        let mut stray = 0_u32;
        loop {
            let Some(found) = memchr::memchr2(quote, escape, &text[from..]).map(|offset| from + offset) else {
                return self.give_up(&text[at + 1..], whole);
            };
            if text[found] == escape && escape != quote {
                if found + 1 == text.len() {
                    return self.give_up(&text[at + 1..], whole);
                }
                escaped = true;
                from = found + 2;
                continue;
            }
            match text.get(found + 1) {
                None if !whole => return Quoted::Short,
                Some(next) if *next == quote => {
                    escaped = true;
                    from = found + 2;
                    continue;
                }
                _ => {}
            }
            let after = found + 1 + text[found + 1..].iter().take_while(|byte| **byte == b' ').count();
            if after == text.len() && !whole {
                return Quoted::Short;
            }
            if text.get(after).is_none_or(|next| *next == self.delimiter || matches!(next, b'\n' | b'\r')) {
                match (stray % 2 == 1).then(|| self.closes_inner_pair(text, after, whole)) {
                    Some(None) => return Quoted::Short,
                    Some(Some(true)) => {
                        stray += 1;
                        from = found + 1;
                        continue;
                    }
                    _ => {}
                }
                if found - at > 2_000 && self.swallows_records(&text[at + 1..found]) {
                    return self.give_up(&text[at + 1..found], true);
                }
                return Quoted::Closed { end: found, after, escaped, stray: stray > 0 };
            }
            // `"ТОВ "Ромашка", м. Дніпро"`: quotes inside that nobody doubled. Over a line break it is no cell any more.
            if memchr::memchr2(b'\n', b'\r', &text[at + 1..found]).is_some() {
                return self.give_up(&text[at + 1..found], true);
            }
            stray += 1;
            from = found + 1;
        }
    }

    /// Whether a quote before a delimiter only ends a pair inside the cell: the next quote of the line ends a cell without
    /// having begun one. `None` where the text at hand does not tell.
    fn closes_inner_pair(&self, text: &[u8], after: usize, whole: bool) -> Option<bool> {
        let quote = self.quote.unwrap_or(b'"');
        let rest = &text[after..];
        let line = memchr::memchr2(b'\n', b'\r', rest);
        if line.is_none() && !whole {
            return None;
        }
        let line = &rest[..line.unwrap_or(rest.len())];
        Some(memchr::memchr(quote, line).is_some_and(|next| {
            let begins = next > 0 && line[next - 1] == self.delimiter;
            let ends = line.get(next + 1).is_none_or(|follower| *follower == self.delimiter);
            ends && !begins
        }))
    }

    /// Whether a quoted cell is so long, and its lines so alike, that they are records behind a quote nobody closed.
    fn swallows_records(&self, content: &[u8]) -> bool {
        if LineBreaks::of(content) <= QUOTED_LINES_MAX {
            return false;
        }
        let cuts = |line: &[u8]| memchr::memchr_iter(self.delimiter, line).count();
        let lines = content.split(|byte| matches!(byte, b'\n' | b'\r')).skip(1).filter(|line| !line.is_empty());
        let mut counts: Vec<usize> = lines.take(JUDGED_LINES).map(cuts).collect();
        counts.sort_unstable();
        let commonest = counts.chunk_by(|left, right| left == right).max_by_key(|chunk| chunk.len());
        commonest.is_some_and(|chunk| chunk[0] > 0 && chunk.len() * 5 >= counts.len() * 4)
    }

    fn give_up(&mut self, content: &[u8], whole: bool) -> Quoted {
        if whole || self.swallows_records(content) {
            if content.len() > 2_000 {
                self.long_searches += 1 + u32::try_from(content.len() / LONG_SEARCH_BYTES).unwrap_or(u32::MAX / 2);
                if self.long_searches > LONG_SEARCHES_MAX {
                    self.quote = None;
                }
            }
            return Quoted::Literal;
        }
        Quoted::Short
    }

    /// The value of a cell; `scratch` holds it where quotes have to be undone.
    pub(super) fn value<'text>(&self, text: &'text str, span: Span, scratch: &'text mut String) -> &'text str {
        let raw = text.get(span.start..span.end).unwrap_or_default();
        if !span.escaped {
            return raw;
        }
        let quote = self.quote.map_or('"', char::from);
        let escape = self.escape.map_or(quote, char::from);
        scratch.clear();
        let mut characters = raw.chars().peekable();
        while let Some(character) = characters.next() {
            let doubled =
                character == escape && characters.peek().is_some_and(|next| *next == quote || *next == escape);
            scratch.push(if doubled { characters.next().unwrap_or(character) } else { character });
        }
        scratch
    }
}

/// Cuts a whole text into rows of values, at most `rows_max`; each with the offset of its line from the first. Used on samples.
pub(super) fn rows_of(text: &str, dialect: Dialect, ends: bool, rows_max: usize) -> Vec<SampleRow> {
    let Some(mut cutter) = Cutter::new(dialect) else {
        return Vec::new();
    };
    let mut rows = Vec::new();
    let (mut spans, mut scratch) = (Vec::new(), String::new());
    let (mut at, mut line) = (0, 0);
    while at < text.len() && rows.len() < rows_max {
        let rest = &text[at..];
        // A quote left open early in a sample must not hide the rest of it.
        let cut = match cutter.record(rest.as_bytes(), ends, &mut spans) {
            Cut::Short if at < text.len() / 2 => cutter.record(rest.as_bytes(), true, &mut spans),
            cut => cut,
        };
        let Cut::Record { next, lines } = cut else {
            break;
        };
        let cells = spans.iter().map(|span| cutter.value(rest, *span, &mut scratch).to_owned()).collect();
        let quoted = spans
            .iter()
            .map(|span| span.start > 0 && cutter.quote == rest.as_bytes().get(span.start - 1).copied())
            .collect();
        let flaws = cutter.stray_quotes + cutter.unclosed_quotes;
        rows.push(SampleRow { line, cells, quoted, flaws });
        at += next;
        line += lines;
    }
    rows
}

/// A record of a sample.
#[derive(Debug, Clone)]
pub(super) struct SampleRow {
    /// Lines before it in the sample.
    pub(super) line: u64,
    pub(super) cells: Vec<String>,
    /// Which cells stand in quotes.
    pub(super) quoted: Vec<bool>,
    /// Quotes that do not fit.
    pub(super) flaws: u32,
}

impl SampleRow {
    /// Whether no cell has a value.
    pub(super) fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }
}
