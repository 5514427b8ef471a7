//! XML of a file, event by event: decoded by us, bounded in depth and in the size of one event, without entities of its own making.

use std::io::{self, BufRead, Read};

use encoding_rs::Encoding;
use quick_xml::{
    Reader,
    events::{BytesRef, BytesStart, Event},
};

use crate::{
    Limits, Source, Unreadable,
    finding::EngineError,
    read::{csv::record_too_long, text::TextReader},
};

/// Levels of nesting.
pub(super) const DEPTH_MAX: usize = 64;
/// Bytes of an element's name: fields and tables are called so.
const NAME_BYTES_MAX: usize = 1_000;
/// Bytes in which the end of the XML declaration is looked for.
const DECLARATION_BYTES: usize = 1 << 10;

/// Reads XML events.
pub(super) struct Events {
    reader: Reader<Input>,
    buffer: Vec<u8>,
    depth: usize,
}

/// The text of the file, with its lines counted.
struct Input {
    text: TextReader,
    line: u64,
    used: usize,
    most: usize,
    failed: Option<io::Error>,
}

impl Events {
    pub(super) fn open(source: &dyn Source, encoding: Option<&str>, limits: &Limits) -> Result<Self, EngineError> {
        let encoding = encoding.and_then(|label| Encoding::for_label(label.as_bytes())).unwrap_or(encoding_rs::UTF_8);
        let mut text = TextReader::open(source.open()?, encoding, 0)?;
        text.fill()?;
        // The declaration names an encoding that no longer is.
        let head = text.text();
        let blank = head.len() - head.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']).len();
        let mut line = 1 + head[..blank].matches('\n').count() as u64;
        let mut start = blank;
        if head[blank..].starts_with("<?xml") {
            let within = &head[blank..head.floor_char_boundary(blank + DECLARATION_BYTES)];
            let end = within.find("?>").map_or(0, |end| end + 2);
            line += within[..end].matches('\n').count() as u64;
            start += end;
        }
        text.consume(start);
        let input = Input { text, line, used: 0, most: limits.record_bytes_max, failed: None };
        let mut reader = Reader::from_reader(input);
        reader.config_mut().allow_unmatched_ends = false;
        Ok(Self { reader, buffer: Vec::new(), depth: 0 })
    }

    /// The next event; `Eof` at the end.
    pub(super) fn next(&mut self) -> Result<Event<'_>, EngineError> {
        self.buffer.clear();
        self.reader.get_mut().used = 0;
        let line = self.reader.get_ref().line;
        let Ok(event) = self.reader.read_event_into(&mut self.buffer) else {
            let input = self.reader.get_mut();
            return Err(match input.failed.take() {
                Some(error) => error.into(),
                None if input.used > input.most => record_too_long(line, input.most).into(),
                None => broken(input.line).into(),
            });
        };
        if let Event::Start(start) | Event::Empty(start) = &event
            && start.name().as_ref().len() > NAME_BYTES_MAX
        {
            return Err(broken(line).into());
        }
        match event {
            Event::Start(_) => self.depth += 1,
            Event::End(_) => self.depth = self.depth.saturating_sub(1),
            Event::Eof if self.depth > 0 => return Err(cut_off(line).into()),
            _ => {}
        }
        if self.depth > DEPTH_MAX {
            return Err(too_deep(line).into());
        }
        Ok(event)
    }

    /// Line of what comes next, from 1.
    pub(super) fn line(&self) -> u64 {
        self.reader.get_ref().line
    }
}

impl Read for Input {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let length = available.len().min(buffer.len());
        buffer[..length].copy_from_slice(&available[..length]);
        self.consume(length);
        Ok(length)
    }
}

impl BufRead for Input {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.used > self.most {
            return Err(io::Error::other("an event is longer than allowed"));
        }
        while self.text.len() == 0 && !self.text.ended() {
            if let Err(error) = self.text.fill() {
                self.failed = Some(error);
                return Err(io::Error::other("the source cannot be read"));
            }
        }
        Ok(self.text.text().as_bytes())
    }

    fn consume(&mut self, amount: usize) {
        let amount = amount.min(self.text.len());
        self.line += memchr::memchr_iter(b'\n', &self.text.text().as_bytes()[..amount]).count() as u64;
        self.used += amount;
        self.text.consume(amount);
    }
}

/// Names without prefix and values of the attributes that say something; those of namespaces and schemas do not.
pub(super) fn attributes(element: &BytesStart<'_>) -> Vec<(String, String)> {
    let mut attributes = element.attributes();
    let told = attributes.with_checks(false).flatten().filter(|attribute| {
        let key = attribute.key.as_ref();
        !(key.starts_with("xmlns") || key.starts_with("xsi:") || key.starts_with("xml:"))
    });
    told.map(|attribute| {
        let value = quick_xml::escape::unescape(&attribute.value)
            .map_or_else(|_| attribute.value.to_string(), std::borrow::Cow::into_owned);
        (attribute.key.local_name().as_ref().to_owned(), value)
    })
    .collect()
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

/// A text that is no XML.
pub(super) fn broken(line: u64) -> Unreadable {
    Unreadable::new(
        "damaged",
        format!(
            "Це не правильний XML: помилка в рядку {line}. Найчастіше елемент не закрито або знак «&» чи «<» стоїть у тексті без заміни на «&amp;» чи «&lt;». Вивантажте файл ще раз."
        ),
        format!(
            "This is not valid XML: there is a mistake in line {line}. Mostly an element is not closed, or “&” or “<” stands in a text without being written as “&amp;” or “&lt;”. Export the file anew."
        ),
    )
}

/// A text that ends inside an element.
fn cut_off(line: u64) -> Unreadable {
    Unreadable::new(
        "damaged",
        format!(
            "Файл XML обірвано в рядку {line}: не всі елементи закрито. Вивантажте файл ще раз і перевірте, чи він повний."
        ),
        format!(
            "The XML file is cut off in line {line}: not all elements are closed. Export the file anew and check that it is complete."
        ),
    )
}

/// A text nested beyond measure.
fn too_deep(line: u64) -> Unreadable {
    Unreadable::new(
        "damaged",
        format!("Елементи XML у рядку {line} вкладено глибше за {DEPTH_MAX} рівні. Збережіть дані пласкою таблицею."),
        format!(
            "The XML elements in line {line} are nested more than {DEPTH_MAX} levels deep. Save the data as a flat table."
        ),
    )
}
