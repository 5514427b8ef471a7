//! A part's XML, event by event: bounded in depth and in the size of one event, without entities of its own making.

use std::io::{self, BufRead, Read};

use quick_xml::{
    Reader,
    events::{BytesRef, BytesStart, Event},
};

use super::package::{damaged, unpacking};
use crate::finding::EngineError;

/// Levels of nesting; a workbook needs about ten.
const DEPTH_MAX: usize = 100;

/// Reads XML events.
pub(super) struct Xml<R> {
    reader: Reader<Metered<R>>,
    buffer: Vec<u8>,
    depth: usize,
}

/// Counts bytes since the last event began.
struct Metered<R> {
    inner: R,
    used: usize,
    most: usize,
}

impl<R: BufRead> Xml<R> {
    /// Reads events of at most `event_bytes_max` bytes.
    pub(super) fn new(input: R, event_bytes_max: usize) -> Self {
        let reader = Reader::from_reader(Metered { inner: input, used: 0, most: event_bytes_max });
        Self { reader, buffer: Vec::new(), depth: 0 }
    }

    /// The next event; `Eof` at the end.
    pub(super) fn next(&mut self) -> Result<Event<'_>, EngineError> {
        self.buffer.clear();
        self.reader.get_mut().used = 0;
        let event = self.reader.read_event_into(&mut self.buffer).map_err(|error| match error {
            quick_xml::Error::Io(error) => unpacking(&error),
            _ => damaged().into(),
        })?;
        match event {
            Event::Start(_) => self.depth += 1,
            Event::End(_) => self.depth = self.depth.saturating_sub(1),
            // A part that simply stops was cut off.
            Event::Eof if self.depth > 0 => return Err(damaged().into()),
            _ => {}
        }
        if self.depth > DEPTH_MAX {
            return Err(damaged().into());
        }
        Ok(event)
    }
}

impl<R: BufRead> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.inner.read(buffer)
    }
}

impl<R: BufRead> BufRead for Metered<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.used > self.most {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "one piece of the XML is longer than allowed"));
        }
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.used += amount;
        self.inner.consume(amount);
    }
}

/// The value of an attribute by its name without prefix.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = element.attributes();
    let found =
        attributes.with_checks(false).flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
    let value = quick_xml::escape::unescape(&found.value)
        .map_or_else(|_| found.value.to_string(), std::borrow::Cow::into_owned);
    Some(value)
}

/// Whether an attribute says yes.
pub(super) fn flag(element: &BytesStart<'_>, name: &str) -> bool {
    attribute(element, name).is_some_and(|value| matches!(value.as_str(), "1" | "true" | "on"))
}

/// Appends what a reference stands for; one that XML itself does not know stays as it is written.
pub(super) fn push_reference(text: &mut String, reference: &BytesRef<'_>) {
    match (reference.resolve_char_ref(), &**reference) {
        (Ok(Some(character)), _) => text.push(character),
        (_, "amp") => text.push('&'),
        (_, "lt") => text.push('<'),
        (_, "gt") => text.push('>'),
        (_, "quot") => text.push('"'),
        (_, "apos") => text.push('\''),
        (_, name) => {
            text.push('&');
            text.push_str(name);
            text.push(';');
        }
    }
}

/// Undoes `_x000D_` and its like, by which workbooks write characters that XML forbids.
pub(super) fn unescape_excel(text: &str) -> std::borrow::Cow<'_, str> {
    if !text.contains("_x") {
        return text.into();
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        plain.push_str(&rest[..at]);
        let code = rest.get(at + 2..at + 6).filter(|_| rest.as_bytes().get(at + 6) == Some(&b'_'));
        let digits = code.filter(|code| code.bytes().all(|byte| byte.is_ascii_hexdigit()));
        if let Some(character) = digits.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32) {
            plain.push(character);
            rest = &rest[at + 7..];
        } else {
            plain.push_str("_x");
            rest = &rest[at + 2..];
        }
    }
    plain.push_str(rest);
    plain.into()
}

#[cfg(test)]
mod tests {
    use super::unescape_excel;

    #[test]
    fn escaped_characters_are_undone_and_look_alikes_stay() {
        assert_eq!(unescape_excel("вул._x000D_\nбуд."), "вул.\r\nбуд.");
        assert_eq!(unescape_excel("_x005F_x000D_"), "_x000D_");
        assert_eq!(unescape_excel("max_xy_xZZZZ_"), "max_xy_xZZZZ_");
    }
}
