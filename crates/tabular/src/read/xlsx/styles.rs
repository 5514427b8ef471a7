//! Cell styles, so far as they tell dates, percent and money from numbers.

use std::{collections::HashMap, io::BufRead};

use quick_xml::events::{BytesStart, Event};

use crate::{
    Limits,
    finding::EngineError,
    read::{
        parts::{Xml, attribute},
        sheet::{NumberFormat, format_of},
    },
};

/// Styles a workbook may have; Excel itself stops at 65,490.
const STYLES_MAX: usize = 100_000;

/// What each cell style makes of a number, by the style's number.
#[derive(Debug, Default)]
pub(super) struct Styles(Vec<NumberFormat>);

impl Styles {
    /// Reads the part.
    pub(super) fn read(input: impl BufRead, limits: &Limits) -> Result<Self, EngineError> {
        let mut xml = Xml::new(input, limits.record_bytes_max);
        let mut codes: HashMap<u32, String> = HashMap::new();
        let mut formats = Vec::new();
        let mut cells = false;
        loop {
            match xml.next()? {
                Event::Start(element) | Event::Empty(element) => match element.local_name().as_ref() {
                    "numFmt" if codes.len() < STYLES_MAX => {
                        let code = attribute(&element, "formatCode").unwrap_or_default();
                        codes.insert(number(&element), code);
                    }
                    "cellXfs" => cells = true,
                    "xf" if cells && formats.len() < STYLES_MAX => {
                        let id = number(&element);
                        formats.push(format_of(id, codes.get(&id).map(String::as_str)));
                    }
                    _ => {}
                },
                Event::End(element) if element.local_name().as_ref() == "cellXfs" => cells = false,
                Event::Eof => return Ok(Self(formats)),
                _ => {}
            }
        }
    }

    /// What a style makes of a number.
    pub(super) fn format(&self, style: usize) -> NumberFormat {
        self.0.get(style).copied().unwrap_or_default()
    }
}

fn number(element: &BytesStart<'_>) -> u32 {
    attribute(element, "numFmtId").and_then(|id| id.parse().ok()).unwrap_or_default()
}
