//! Cuts text into records and cells. Forgiving: a quote that is never closed costs one cell, not the rest of the file.

use super::separator::Separator;
use crate::{Dialect, read::text::LineBreaks};

/// Line breaks inside one quoted cell beyond which its opening quote is taken for a plain character, if the lines look like records.
pub(super) const QUOTED_LINES_MAX: u64 = 1_000;
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
    /// Stands in quotes.
    pub(super) quoted: bool,
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
    pub(super) delimiter: Separator,
    pub(super) quote: Option<u8>,
    pub(super) escape: Option<u8>,
    /// Quotes outside ASCII, opening and closing; the sign of ASCII is `quote`.
    pub(super) pair: Option<(Vec<u8>, Vec<u8>)>,
    pub(super) wrapped: bool,
    pub(super) long_searches: u32,
    pub(super) usual: Usual,
    /// The last record stood in quotes as a whole.
    pub(super) was_wrapped: bool,
    /// Quotes of the last record that stand where none should.
    pub(super) stray_quotes: u32,
    /// Opening quotes of the last record that are never closed.
    pub(super) unclosed_quotes: u32,
    /// The last record was cut by another delimiter than the others.
    pub(super) foreign: bool,
}

pub(super) enum Quoted {
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
    /// `None` where the dialect uses signs it cannot be cut by.
    pub(super) fn new(dialect: Dialect) -> Option<Self> {
        let ascii = |sign: char| u8::try_from(sign).ok().filter(u8::is_ascii);
        let (quote, pair) = match dialect.quote {
            None => (None, None),
            Some(sign) => match (ascii(sign), closing(sign)) {
                (Some(byte), _) => (Some(byte), None),
                (None, Some(closing)) => (None, Some((bytes_of(sign), bytes_of(closing)))),
                (None, None) => return None,
            },
        };
        let escape = match dialect.escape {
            None => None,
            Some(sign) => Some(ascii(sign)?),
        };
        let delimiter = Separator::new(dialect.delimiter);
        let clash = delimiter.is(quote) || delimiter.is(escape);
        (!clash).then_some(Self {
            delimiter,
            quote,
            escape,
            pair,
            wrapped: dialect.wrapped && quote == Some(b'"'),
            long_searches: 0,
            usual: Usual::default(),
            was_wrapped: false,
            stray_quotes: 0,
            unclosed_quotes: 0,
            foreign: false,
        })
    }

    /// Says how many cells the table's records have; those whose quotes went wrong are then cut to fit.
    pub(super) fn expect(&mut self, width: usize) {
        self.usual = Usual { named: width, latest: width, once: width };
    }

    /// How many cells records of the table have, by its header and most of its rows.
    pub(super) fn named(&self) -> usize {
        self.usual.named
    }

    /// Cuts the record at the beginning of `text`. `whole` says that no more text will come: then it never answers `Short`
    /// for text that is not empty.
    pub(super) fn record(&mut self, text: &[u8], whole: bool, cells: &mut Vec<Span>) -> Cut {
        let cut = self.plain(text, whole, cells);
        if self.usual.named < 2 {
            return cut;
        }
        let Cut::Record { next, lines } = cut else {
            return cut;
        };
        let flawed = self.stray_quotes + self.unclosed_quotes > 0;
        if !flawed && cells.len() == self.usual.latest {
            self.usual.stays();
            return cut;
        }
        if let Some(better) = self.mended(text, whole, next, lines, cells) {
            return better;
        }
        if !flawed && cells.len() >= self.usual.named {
            self.usual.learn(cells.len());
        }
        cut
    }

    /// Cuts a record without regard to its neighbours.
    pub(super) fn plain(&mut self, text: &[u8], whole: bool, cells: &mut Vec<Span>) -> Cut {
        cells.clear();
        self.stray_quotes = 0;
        self.unclosed_quotes = 0;
        self.foreign = false;
        self.was_wrapped = false;
        if self.wrapped
            && text.first() == Some(&b'"')
            && let Some(cut) = self.unwrapped(text, whole, cells)
        {
            return cut;
        }
        let mut lines = 0;
        let mut at = self.delimiter.margin(text);
        loop {
            let opens = self.quote.is_some_and(|quote| text.get(at) == Some(&quote));
            let quoted = if opens {
                Some(self.quoted(text, at, whole))
            } else if self.pair.is_some() {
                self.paired(text, at, whole)
            } else {
                None
            };
            let (span, after) = match quoted {
                Some(Quoted::Short) => return Cut::Short,
                Some(Quoted::Closed { end, after, escaped, stray }) => {
                    let start = at + self.pair.as_ref().map_or(1, |(opening, _)| opening.len());
                    lines += LineBreaks::of(&text[start..end]);
                    self.stray_quotes += u32::from(stray);
                    (Span { start, end, escaped, quoted: true }, after)
                }
                literal => {
                    self.unclosed_quotes += u32::from(literal.is_some());
                    let end = match self.delimiter.find(text, at, whole) {
                        Some(end) => end,
                        None if whole => text.len(),
                        None => return Cut::Short,
                    };
                    (Span { start: at, end, escaped: false, quoted: false }, end)
                }
            };
            cells.push(span);
            match text.get(after) {
                Some(b'\r') if after + 1 == text.len() && !whole => return Cut::Short,
                Some(b'\r') if text.get(after + 1) == Some(&b'\n') => {
                    return Cut::Record { next: after + 2, lines: lines + 1 };
                }
                Some(b'\r' | b'\n') => return Cut::Record { next: after + 1, lines: lines + 1 },
                Some(_) => match self.delimiter.length_at(text, after) {
                    // Spaces before a line's end separate nothing.
                    length if self.delimiter.ends_line(text, after + length) => {
                        if after + length == text.len() {
                            return if whole { Cut::Record { next: text.len(), lines } } else { Cut::Short };
                        }
                        let crlf = text[after + length..].starts_with(b"\r\n");
                        return Cut::Record { next: after + length + 1 + usize::from(crlf), lines: lines + 1 };
                    }
                    0 => return Cut::Record { next: after + 1, lines: lines + 1 },
                    length => at = after + length,
                },
                None if whole => return Cut::Record { next: text.len(), lines },
                None => return Cut::Short,
            }
        }
    }

    /// Looks for the end of the cell whose quote opens at `at`.
    pub(super) fn quoted(&mut self, text: &[u8], at: usize, whole: bool) -> Quoted {
        let quote = self.quote.unwrap_or(b'"');
        let escape = self.escape.unwrap_or(quote);
        let mut from = at + 1;
        let mut escaped = false;
        let mut stray = 0_u32;
        // What was looked for once is not looked for again: a cell may hold any number of quotes.
        let (mut looked, mut line_end) = (at + 1, None);
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
            let mut after = found + 1 + text[found + 1..].iter().take_while(|byte| **byte == b' ').count();
            if after + self.delimiter.length() > text.len() && !whole {
                return Quoted::Short;
            }
            // The delimiter itself may begin with a space.
            if after > found + 1 && self.delimiter.length_at(text, found + 1) > 0 {
                after = found + 1;
            }
            if self.delimiter.ends_cell(text, after) {
                match (stray % 2 == 1).then(|| self.closes_inner_pair(text, after, whole, &mut line_end)) {
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
            if memchr::memchr2(b'\n', b'\r', &text[looked..found]).is_some() {
                return self.give_up(&text[at + 1..found], true);
            }
            looked = found;
            stray += 1;
            from = found + 1;
        }
    }

    /// Whether a quote before a delimiter only ends a pair inside the cell: the next quote of the line ends a cell without
    /// having begun one. `None` where the text at hand does not tell. `line_end` keeps where the line ends.
    fn closes_inner_pair(&self, text: &[u8], after: usize, whole: bool, line_end: &mut Option<usize>) -> Option<bool> {
        let quote = self.quote.unwrap_or(b'"');
        let end = match line_end.filter(|end| *end >= after) {
            Some(end) => end,
            None => match memchr::memchr2(b'\n', b'\r', &text[after..]) {
                Some(offset) => after + offset,
                None if whole => text.len(),
                None => return None,
            },
        };
        *line_end = Some(end);
        let line = &text[after..end];
        Some(memchr::memchr(quote, line).is_some_and(|next| {
            let begins = self.delimiter.ends_at(line, next);
            let ends = self.delimiter.ends_cell(line, next + 1);
            ends && !begins
        }))
    }

    /// Whether a quoted cell is so long, and its lines so alike, that they are records behind a quote nobody closed.
    fn swallows_records(&self, content: &[u8]) -> bool {
        if LineBreaks::of(content) <= QUOTED_LINES_MAX {
            return false;
        }
        let cuts = |line: &[u8]| self.delimiter.count(line);
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
        undo(raw, quote, escape, scratch);
        if self.was_wrapped && span.quoted {
            let once = std::mem::take(scratch);
            undo(&once, quote, escape, scratch);
        }
        scratch
    }
}

/// Appends a text with its escaped quotes undone.
fn undo(raw: &str, quote: char, escape: char, target: &mut String) {
    let mut characters = raw.chars().peekable();
    while let Some(character) = characters.next() {
        let doubled = character == escape && characters.peek().is_some_and(|next| *next == quote || *next == escape);
        target.push(if doubled { characters.next().unwrap_or(character) } else { character });
    }
}

/// Cells that records of the table have.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Usual {
    /// By the header.
    pub(super) named: usize,
    /// By the latest records without a flaw, which may end with a delimiter.
    pub(super) latest: usize,
    /// Of one record so far.
    once: usize,
}

impl Usual {
    /// A record of the usual width: one of another width before it stood alone.
    fn stays(&mut self) {
        self.once = self.latest;
    }

    /// Two records, one after the other, agree on a width before others are cut by it.
    fn learn(&mut self, width: usize) {
        if self.once == width {
            self.latest = width;
        }
        self.once = width;
    }
}

/// The quote that closes what another opens.
fn closing(opening: char) -> Option<char> {
    match opening {
        '«' => Some('»'),
        '“' => Some('”'),
        '„' => Some('“'),
        '‘' => Some('’'),
        _ => None,
    }
}

fn bytes_of(sign: char) -> Vec<u8> {
    sign.encode_utf8(&mut [0; 4]).as_bytes().to_vec()
}
