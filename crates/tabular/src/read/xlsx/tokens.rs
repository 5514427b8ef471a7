//! The XML of a sheet cut into tags and texts, as bytes: sheets are the large parts of a workbook, and a general reader of XML takes
//! several times as long over them. Bounded in depth and in the size of one token; knows no entities but those of XML itself.

use std::{
    io::{self, BufRead},
    ops::Range,
};

use crate::{
    finding::EngineError,
    read::package::{damaged, unpacking},
};

/// Levels of nesting; a sheet needs about ten.
const DEPTH_MAX: usize = 100;

/// A piece of XML; where its bytes stand holds until the next one is asked for.
#[derive(Debug, Clone)]
pub(super) enum Token {
    /// A tag that opens an element, or is all of it.
    Open { name: Range<usize>, attributes: Range<usize>, is_empty: bool },
    /// A tag that closes an element.
    Close { name: Range<usize> },
    /// Text with its references.
    Text(Range<usize>),
    /// Text as it is.
    Literal(Range<usize>),
    /// Nothing follows.
    End,
}

/// Reads tokens.
pub(super) struct Tokens<R> {
    input: R,
    window: Vec<u8>,
    /// Where the next token begins.
    at: usize,
    token_bytes_max: usize,
    depth: usize,
}

impl<R: BufRead> Tokens<R> {
    /// Reads tokens of at most so many bytes.
    pub(super) fn new(input: R, token_bytes_max: usize) -> Self {
        Self { input, window: Vec::new(), at: 0, token_bytes_max, depth: 0 }
    }

    /// The bytes of a piece of the last token.
    pub(super) fn bytes(&self, range: Range<usize>) -> &[u8] {
        &self.window[range]
    }

    /// The next token.
    pub(super) fn next(&mut self) -> Result<Token, EngineError> {
        loop {
            match self.byte(0)? {
                // A part that simply stops was cut off.
                None if self.depth > 0 => return Err(damaged().into()),
                None => return Ok(Token::End),
                Some(b'<') => {}
                Some(_) => {
                    let length = self.find(0, b"<")?.unwrap_or(self.window.len() - self.at);
                    return Ok(Token::Text(self.take(length)));
                }
            }
            match self.byte(1)? {
                Some(b'?') => self.pass(2, b"?>")?,
                Some(b'!') if self.starts_with(b"<![CDATA[")? => {
                    let end = self.find(9, b"]]>")?.ok_or_else(damaged)?;
                    let whole = self.take(end + 3);
                    return Ok(Token::Literal(whole.start + 9..whole.end - 3));
                }
                Some(b'!') if self.starts_with(b"<!--")? => self.pass(4, b"-->")?,
                Some(b'!') => self.pass(2, b">")?,
                Some(b'/') => {
                    let end = self.find(2, b">")?.ok_or_else(damaged)?;
                    let whole = self.take(end + 1);
                    self.depth = self.depth.saturating_sub(1);
                    let name = self.local_name(whole.start + 2, whole.end - 1);
                    return Ok(Token::Close { name });
                }
                _ => return self.open(),
            }
        }
    }

    fn open(&mut self) -> Result<Token, EngineError> {
        let end = self.tag_end()?;
        let whole = self.take(end + 1);
        let is_empty = whole.len() > 2 && self.window[whole.end - 2] == b'/';
        let inner = whole.start + 1..whole.end - 1 - usize::from(is_empty);
        let space = |byte: &u8| byte.is_ascii_whitespace();
        let name = self.window[inner.clone()].iter().position(space).map_or(inner.end, |offset| inner.start + offset);
        if !is_empty {
            self.depth += 1;
            if self.depth > DEPTH_MAX {
                return Err(damaged().into());
            }
        }
        Ok(Token::Open { name: self.local_name(inner.start, name), attributes: name..inner.end, is_empty })
    }

    /// The name without its prefix and without what follows.
    fn local_name(&self, start: usize, end: usize) -> Range<usize> {
        let name = self.window[start..end].trim_ascii_end();
        let prefix = memchr::memchr(b':', name).map_or(0, |colon| colon + 1);
        start + prefix..start + name.len()
    }

    /// Where the tag ends that begins here; a `>` may stand in the value of an attribute.
    fn tag_end(&mut self) -> Result<usize, EngineError> {
        let mut from = 1;
        let mut quote: Option<u8> = None;
        loop {
            let rest = &self.window[(self.at + from).min(self.window.len())..];
            let found = match quote {
                Some(quote) => memchr::memchr(quote, rest),
                None => memchr::memchr3(b'>', b'"', b'\'', rest),
            };
            let Some(offset) = found else {
                from = self.window.len() - self.at;
                if !self.fill()? {
                    return Err(damaged().into());
                }
                continue;
            };
            let byte = rest[offset];
            match quote {
                Some(_) => quote = None,
                None if byte == b'>' => return Ok(from + offset),
                None => quote = Some(byte),
            }
            from += offset + 1;
        }
    }

    /// A byte of what comes, by its distance; `None` at the end.
    fn byte(&mut self, offset: usize) -> Result<Option<u8>, EngineError> {
        while self.at + offset >= self.window.len() {
            if !self.fill()? {
                return Ok(None);
            }
        }
        Ok(Some(self.window[self.at + offset]))
    }

    fn starts_with(&mut self, opening: &[u8]) -> Result<bool, EngineError> {
        self.byte(opening.len() - 1)?;
        Ok(self.window[self.at..].starts_with(opening))
    }

    /// The distance to a sign, looked for from a distance on.
    fn find(&mut self, from: usize, sign: &[u8]) -> Result<Option<usize>, EngineError> {
        let mut from = from;
        loop {
            let rest = &self.window[(self.at + from).min(self.window.len())..];
            let found = match sign {
                [single] => memchr::memchr(*single, rest),
                _ => memchr::memmem::find(rest, sign),
            };
            if let Some(offset) = found {
                return Ok(Some(from + offset));
            }
            // The sign may stand across two pieces.
            from = from.max((self.window.len() - self.at).saturating_sub(sign.len() - 1));
            if !self.fill()? {
                return Ok(None);
            }
        }
    }

    /// Leaves out what ends with a sign.
    fn pass(&mut self, from: usize, sign: &[u8]) -> Result<(), EngineError> {
        let end = self.find(from, sign)?.ok_or_else(damaged)?;
        self.at += end + sign.len();
        Ok(())
    }

    fn take(&mut self, length: usize) -> Range<usize> {
        let start = self.at;
        self.at += length;
        start..self.at
    }

    /// Appends more bytes; `false` at the end. What stands before the next token is given up.
    fn fill(&mut self) -> Result<bool, EngineError> {
        self.window.drain(..self.at);
        self.at = 0;
        if self.window.len() > self.token_bytes_max {
            return Err(damaged().into());
        }
        loop {
            match self.input.fill_buf() {
                Ok(piece) => {
                    let read = piece.len();
                    self.window.extend_from_slice(piece);
                    self.input.consume(read);
                    return Ok(read > 0);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(unpacking(&error)),
            }
        }
    }
}

/// Attributes of a tag: names without prefix, values with their references.
pub(super) fn attributes(mut rest: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    std::iter::from_fn(move || {
        let equals = memchr::memchr(b'=', rest)?;
        let name = rest[..equals].trim_ascii();
        let after = rest[equals + 1..].trim_ascii_start();
        let quote = *after.first().filter(|quote| matches!(quote, b'"' | b'\''))?;
        let end = memchr::memchr(quote, &after[1..])? + 1;
        rest = &after[end + 1..];
        let prefix = memchr::memchr(b':', name).map_or(0, |colon| colon + 1);
        Some((&name[prefix..], &after[1..end]))
    })
}

/// Appends text with its references resolved; those that XML itself does not know stay as they are written.
pub(super) fn push_text(text: &mut String, bytes: &[u8]) -> Result<(), EngineError> {
    let mut rest = std::str::from_utf8(bytes).map_err(|_| damaged())?;
    while let Some(at) = memchr::memchr2(b'&', b'\r', rest.as_bytes()) {
        text.push_str(&rest[..at]);
        let after = &rest[at + 1..];
        if rest.as_bytes()[at] == b'\r' {
            // XML ends its lines with LF alone.
            text.push('\n');
            rest = after.strip_prefix('\n').unwrap_or(after);
            continue;
        }
        let known = after.find(';').and_then(|end| Some((character(&after[..end])?, &after[end + 1..])));
        let (character, behind) = known.unwrap_or(('&', after));
        text.push(character);
        rest = behind;
    }
    text.push_str(rest);
    Ok(())
}

/// The character that a reference stands for.
fn character(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        name => {
            let code = name.strip_prefix('#')?;
            let code = match code.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => code.parse(),
            };
            code.ok().and_then(char::from_u32)
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::{BufReader, Cursor};

    use super::{Token, Tokens, attributes, push_text};

    fn told(xml: &str, window: usize) -> Vec<String> {
        let mut tokens = Tokens::new(BufReader::with_capacity(window, Cursor::new(xml.as_bytes().to_vec())), 1_000);
        let mut told = Vec::new();
        loop {
            let token = tokens.next().expect("sound XML");
            let text = |range| String::from_utf8_lossy(tokens.bytes(range)).into_owned();
            told.push(match token {
                Token::Open { name, attributes, is_empty } => format!("<{}{}{is_empty}", text(name), text(attributes)),
                Token::Close { name } => format!("</{}", text(name)),
                Token::Text(range) => text(range),
                Token::Literal(range) => format!("={}", text(range)),
                Token::End => return told,
            });
        }
    }

    #[test]
    fn xml_is_cut_the_same_however_it_comes() {
        let xml = "<?xml version=\"1.0\"?><!-- <c> --><x:row r=\"1\" s='a>b'><c/>a &lt; b<![CDATA[<v>]]></x:row >";
        let expected = ["<row r=\"1\" s='a>b'false", "<ctrue", "a &lt; b", "=<v>", "</row"];

        for window in [1, 2, 3, 7, 64] {
            assert_eq!(told(xml, window), expected, "{window}");
        }
    }

    #[test]
    fn a_part_that_stops_short_is_damaged() {
        for xml in ["<row><c>", "<row", "<row a=\"1>", "<![CDATA[a"] {
            let mut tokens = Tokens::new(Cursor::new(xml.as_bytes()), 1_000);
            let ended = std::iter::repeat_with(|| tokens.next()).find(|token| !matches!(token, Ok(Token::Open { .. })));

            assert!(matches!(ended, Some(Err(_))), "{xml}");
        }
    }

    #[test]
    fn attributes_and_references_are_resolved() {
        let told: Vec<(&[u8], &[u8])> = attributes(b" r:id=\"r1\" t = 's' ").collect();
        let mut text = String::new();
        push_text(&mut text, "a &lt; b &amp; &#1040;&#x431;\r\n&nbsp;".as_bytes()).expect("UTF-8");

        assert_eq!(told, [(&b"id"[..], &b"r1"[..]), (&b"t"[..], &b"s"[..])]);
        assert_eq!(text, "a < b & Аб\n&nbsp;");
    }
}
