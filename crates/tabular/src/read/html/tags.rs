//! Cuts a page into tags and texts, whatever is missing or left open.

use crate::{
    Limits, Source,
    finding::EngineError,
    read::{csv::record_too_long, text::TextReader},
};

/// A piece of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// Text between tags, references not resolved.
    Text(String),
    /// A tag that opens an element, in lower case.
    Open { name: String, attributes: Vec<(String, String)> },
    /// A tag that closes one.
    Close(String),
    /// What people do not see: scripts, styles, comments.
    Hidden(String),
}

/// Reads pieces.
pub(super) struct Tags {
    text: TextReader,
    line: u64,
    most: usize,
    /// An element whose text is no markup, once its tag was read.
    raw: Option<String>,
}

impl Tags {
    pub(super) fn open(source: &dyn Source, encoding: Option<&str>, limits: &Limits) -> Result<Self, EngineError> {
        let encoding = encoding.and_then(|label| encoding_rs::Encoding::for_label(label.as_bytes()));
        let text = TextReader::open(source.open()?, encoding.unwrap_or(encoding_rs::UTF_8), 0)?;
        Ok(Self { text, line: 1, most: limits.record_bytes_max, raw: None })
    }

    /// The next piece; `None` at the end.
    pub(super) fn next(&mut self) -> Result<Option<Piece>, EngineError> {
        if self.text.len() == 0 && !self.text.ended() {
            self.text.fill()?;
        }
        if self.text.text().is_empty() {
            return Ok(None);
        }
        if let Some(name) = self.raw.take() {
            let end = self.find(|text| find_closing(text, &name))?;
            return Ok(Some(Piece::Hidden(self.take(end))));
        }
        if !self.text.text().starts_with('<') {
            let end = self.find(|text| memchr::memchr(b'<', text.as_bytes()))?;
            return Ok(Some(Piece::Text(self.take(end))));
        }
        while self.text.len() < 4 && !self.text.ended() {
            self.text.fill()?;
        }
        if self.text.text().starts_with("<!--") {
            let end = self.find(|text| text.find("-->").map(|at| at + 3))?;
            return Ok(Some(Piece::Hidden(self.take(end))));
        }
        let second = self.text.text().as_bytes().get(1).copied().unwrap_or_default();
        if !(second.is_ascii_alphabetic() || matches!(second, b'/' | b'!' | b'?')) {
            return Ok(Some(Piece::Text(self.take(1))));
        }
        let end = self.find(tag_end)?;
        let tag = self.take(end);
        Ok(Some(self.tag(&tag)))
    }

    fn tag(&mut self, tag: &str) -> Piece {
        let inner = tag.trim_start_matches('<').trim_end_matches('>').trim_end_matches('/');
        if inner.starts_with(['!', '?']) {
            return Piece::Hidden(String::new());
        }
        if let Some(name) = inner.strip_prefix('/') {
            return Piece::Close(name.trim().to_ascii_lowercase());
        }
        let name_end = inner.find(|sign: char| sign.is_ascii_whitespace() || sign == '/').unwrap_or(inner.len());
        let name = inner[..name_end].to_ascii_lowercase();
        if matches!(name.as_str(), "script" | "style" | "textarea" | "noscript") {
            self.raw = Some(name.clone());
        }
        Piece::Open { name, attributes: attributes(&inner[name_end..]) }
    }

    /// Looks for the end of a piece, with more and more text; everything there is where it has none.
    fn find(&mut self, look: impl Fn(&str) -> Option<usize>) -> Result<usize, EngineError> {
        loop {
            if let Some(end) = look(self.text.text()) {
                return Ok(end);
            }
            if self.text.ended() {
                return Ok(self.text.len());
            }
            if self.text.len() >= self.most {
                return Err(record_too_long(self.line, self.most).into());
            }
            self.text.fill()?;
        }
    }

    fn take(&mut self, length: usize) -> String {
        let piece = self.text.text()[..length].to_owned();
        self.line += memchr::memchr_iter(b'\n', piece.as_bytes()).count() as u64;
        self.text.consume(length);
        piece
    }
}

/// The end of a tag: `>` outside quotes.
fn tag_end(text: &str) -> Option<usize> {
    let mut quote = None;
    let mut after_equals = false;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(at + 1),
            // A quote begins a value only behind an equals sign.
            (None, b'"' | b'\'') if after_equals => quote = Some(byte),
            (Some(open), close) if open == close => quote = None,
            _ => {}
        }
        after_equals = byte == b'=' || after_equals && byte.is_ascii_whitespace();
    }
    None
}

fn find_closing(text: &str, name: &str) -> Option<usize> {
    let ends = |at: &usize| text.get(at + 2..at + 2 + name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name));
    text.match_indices("</").map(|(at, _)| at).find(ends)
}

fn attributes(text: &str) -> Vec<(String, String)> {
    let mut attributes = Vec::new();
    let mut rest = text.trim_start_matches(|sign: char| sign.is_ascii_whitespace() || sign == '/');
    while !rest.is_empty() && attributes.len() < 100 {
        let end = rest.find(|sign: char| sign.is_ascii_whitespace() || sign == '=').unwrap_or(rest.len());
        let name = rest[..end].to_ascii_lowercase();
        rest = rest[end..].trim_start();
        let mut value = "";
        if let Some(after) = rest.strip_prefix('=') {
            let after = after.trim_start();
            let quote = after.chars().next().filter(|sign| matches!(sign, '"' | '\''));
            let body = quote.map_or(after, |_| &after[1..]);
            let end = match quote {
                Some(quote) => body.find(quote),
                None => body.find(|sign: char| sign.is_ascii_whitespace()),
            };
            value = &body[..end.unwrap_or(body.len())];
            rest = body.get(end.map_or(body.len(), |end| end + usize::from(quote.is_some()))..).unwrap_or_default();
        } else if end == 0 {
            rest = rest.get(1..).unwrap_or_default();
        }
        attributes.push((name, value.to_owned()));
        rest = rest.trim_start();
    }
    attributes
}
