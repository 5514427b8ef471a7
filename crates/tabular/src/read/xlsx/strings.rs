//! The part of shared strings.

use std::io::BufRead;

use quick_xml::events::Event;

use crate::{
    Limits,
    finding::EngineError,
    read::{
        parts::{Xml, push_reference, unescape_excel},
        sheet::{SharedStrings, too_much_text},
    },
};

/// Reads the part; formatting inside a string and phonetic helps fall away.
pub(super) fn read_strings(input: impl BufRead, limits: &Limits) -> Result<SharedStrings, EngineError> {
    let mut strings = SharedStrings::default();
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
