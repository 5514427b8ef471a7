//! Shared strings: every text of a workbook once, held as one piece of memory.

use std::io::BufRead;

use quick_xml::events::Event;

use super::xml::{Xml, push_reference, unescape_excel};
use crate::{Limits, Unreadable, finding::EngineError};

/// All shared strings.
#[derive(Debug, Default)]
pub(super) struct SharedStrings {
    text: String,
    ends: Vec<u32>,
}

impl SharedStrings {
    /// Reads the part; formatting inside a string and phonetic helps fall away.
    pub(super) fn read(input: impl BufRead, limits: &Limits) -> Result<Self, EngineError> {
        let mut strings = Self::default();
        let mut xml = Xml::new(input, limits.record_bytes_max);
        let mut text = String::new();
        let (mut inside, mut phonetic) = (false, false);
        loop {
            match xml.next()? {
                Event::Start(element) => match element.local_name().as_ref() {
                    "si" => text.clear(),
                    "t" => inside = true,
                    "rPh" => phonetic = true,
                    _ => {}
                },
                Event::Empty(element) if element.local_name().as_ref() == "si" => strings.push("", limits)?,
                Event::End(element) => match element.local_name().as_ref() {
                    "si" => strings.push(&unescape_excel(&text), limits)?,
                    "t" => inside = false,
                    "rPh" => phonetic = false,
                    _ => {}
                },
                Event::Text(piece) if inside && !phonetic => text.push_str(&piece.xml10_content()),
                Event::CData(piece) if inside && !phonetic => text.push_str(&piece.xml10_content()),
                Event::GeneralRef(reference) if inside && !phonetic => push_reference(&mut text, &reference),
                Event::Eof => return Ok(strings),
                _ => {}
            }
            if text.len() > limits.record_bytes_max {
                return Err(too_much_text(limits).into());
            }
        }
    }

    /// A string by its number.
    pub(super) fn get(&self, index: usize) -> Option<&str> {
        let end = *self.ends.get(index)?;
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        Some(&self.text[start as usize..end as usize])
    }

    fn push(&mut self, text: &str, limits: &Limits) -> Result<(), EngineError> {
        self.text.push_str(text);
        let held = self.text.len() as u64 + self.ends.len() as u64 * 4;
        match u32::try_from(self.text.len()) {
            Ok(end) if held <= limits.shared_strings_bytes_max => self.ends.push(end),
            _ => return Err(too_much_text(limits).into()),
        }
        Ok(())
    }
}

fn too_much_text(limits: &Limits) -> Unreadable {
    let megabytes = limits.shared_strings_bytes_max >> 20;
    Unreadable::new(
        "unsupported",
        format!(
            "У книзі понад {megabytes} МБ різних текстів; як XLSX її не прочитати. Збережіть аркуші як CSV і завантажте їх."
        ),
        format!(
            "The workbook holds more than {megabytes} MB of different texts and cannot be read as XLSX. Save its sheets as CSV and upload those."
        ),
    )
}
