//! Moves over a JSON text of any size: finds where a value ends, without holding more of the text than that value.

use super::value::{Broken, is_space};
use crate::{
    Limits, Source, Unreadable,
    finding::EngineError,
    read::{csv::record_too_long, text::TextReader},
};

/// A place in the text.
pub(super) struct Cursor {
    text: TextReader,
    /// Line of the first byte at hand, from 1.
    pub(super) line: u64,
    most: usize,
}

impl Cursor {
    pub(super) fn open(source: &dyn Source, encoding: Option<&str>, limits: &Limits) -> Result<Self, EngineError> {
        let encoding = encoding.and_then(|label| encoding_rs::Encoding::for_label(label.as_bytes()));
        let text = TextReader::open(source.open()?, encoding.unwrap_or(encoding_rs::UTF_8), 0)?;
        Ok(Self { text, line: 1, most: limits.record_bytes_max })
    }

    /// The next sign that is no space; it stays at hand.
    pub(super) fn peek(&mut self) -> Result<Option<u8>, EngineError> {
        loop {
            let text = self.text.text().as_bytes();
            if let Some(at) = text.iter().position(|byte| !is_space(*byte)) {
                let sign = text[at];
                self.skip(at);
                return Ok(Some(sign));
            }
            let length = text.len();
            self.skip(length);
            if self.text.ended() {
                return Ok(None);
            }
            self.text.fill()?;
        }
    }

    /// Gives up bytes of the text at hand.
    pub(super) fn skip(&mut self, bytes: usize) {
        self.line += memchr::memchr_iter(b'\n', &self.text.text().as_bytes()[..bytes]).count() as u64;
        self.text.consume(bytes);
    }

    /// Text at hand.
    pub(super) fn text(&self) -> &str {
        self.text.text()
    }

    /// The length of the value that begins here; it is at hand then.
    pub(super) fn value(&mut self) -> Result<usize, EngineError> {
        let mut scan = ValueScan::default();
        loop {
            if let Some(end) = scan.go(self.text.text().as_bytes()) {
                return Ok(end);
            }
            if self.text.ended() {
                let length = self.text.len();
                return if scan.is_word() { Ok(length) } else { Err(self.cut_off().into()) };
            }
            self.more()?;
        }
    }

    /// The length of the line that begins here, without its end; it is at hand then.
    pub(super) fn line_length(&mut self) -> Result<usize, EngineError> {
        let mut looked = 0;
        loop {
            if let Some(at) = memchr::memchr(b'\n', &self.text.text().as_bytes()[looked..]) {
                return Ok(looked + at);
            }
            looked = self.text.len();
            if self.text.ended() {
                return Ok(looked);
            }
            self.more()?;
        }
    }

    /// Whether the text at hand is all that is left.
    pub(super) fn is_last(&self, length: usize) -> bool {
        self.text.ended() && self.text.text().get(length..).is_none_or(|rest| rest.trim().is_empty())
    }

    fn more(&mut self) -> Result<(), EngineError> {
        if self.text.len() >= self.most {
            return Err(record_too_long(self.line, self.most).into());
        }
        Ok(self.text.fill()?)
    }

    /// The text ends inside a value.
    pub(super) fn cut_off(&self) -> Unreadable {
        Unreadable::new(
            "damaged",
            format!(
                "Файл JSON обірвано: значення, що починається в рядку {}, не закінчується. Вивантажте файл ще раз і перевірте, чи він повний.",
                self.line
            ),
            format!(
                "The JSON file is cut off: the value that starts in line {} does not end. Export the file anew and check that it is complete.",
                self.line
            ),
        )
    }

    /// The text at hand is no JSON at that byte.
    pub(super) fn broken(&self, broken: Broken) -> Unreadable {
        let before = self.text.text().get(..broken.at).unwrap_or_default();
        let line = self.line + memchr::memchr_iter(b'\n', before.as_bytes()).count() as u64;
        let sign = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        if broken.too_deep {
            return too_deep(line);
        }
        Unreadable::new(
            "damaged",
            format!(
                "Це не правильний JSON: помилка в рядку {line} (знак {sign} від початку запису чи рядка). Найчастіше бракує коми, лапок чи дужки або є зайва кома. Виправте файл чи вивантажте його ще раз."
            ),
            format!(
                "This is not valid JSON: there is a mistake in line {line} (character {sign} of the record or line). Mostly a comma, quote or bracket is missing, or a comma is too many. Mend the file or export it anew."
            ),
        )
    }
}

/// A text nested beyond measure.
fn too_deep(line: u64) -> Unreadable {
    Unreadable::new(
        "damaged",
        format!("JSON у рядку {line} вкладено надто глибоко. Збережіть дані пласкою таблицею: масивом об’єктів."),
        format!("The JSON in line {line} is nested too deeply. Save the data as a flat table: an array of objects."),
    )
}

/// Looks for the end of a value; may be continued with more text.
#[derive(Default)]
struct ValueScan {
    at: usize,
    depth: usize,
    in_string: bool,
    begun: bool,
}

impl ValueScan {
    fn is_word(&self) -> bool {
        self.begun && self.depth == 0 && !self.in_string
    }

    /// The end, once it is in sight.
    fn go(&mut self, bytes: &[u8]) -> Option<usize> {
        while self.at < bytes.len() {
            if self.in_string {
                let Some(found) = memchr::memchr2(b'"', b'\\', &bytes[self.at..]) else {
                    self.at = bytes.len();
                    return None;
                };
                self.at += found;
                if bytes[self.at] == b'\\' {
                    if self.at + 1 >= bytes.len() {
                        return None;
                    }
                    self.at += 2;
                    continue;
                }
                self.at += 1;
                self.in_string = false;
                if self.depth == 0 {
                    return Some(self.at);
                }
                continue;
            }
            match bytes[self.at] {
                b'"' | b'{' | b'[' if self.begun && self.depth == 0 => return Some(self.at),
                b'"' => self.in_string = true,
                b'{' | b'[' => self.depth += 1,
                b'}' | b']' | b',' | b':' if self.depth == 0 => return Some(self.at),
                b'}' | b']' => {
                    self.depth -= 1;
                    if self.depth == 0 {
                        return Some(self.at + 1);
                    }
                }
                space if self.depth == 0 && is_space(space) => return Some(self.at),
                _ => {}
            }
            self.begun = true;
            self.at += 1;
        }
        None
    }
}
