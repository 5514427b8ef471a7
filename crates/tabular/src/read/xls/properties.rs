//! Texts among the properties of a document: author, title, company.

use std::io::Read;

use super::{
    code_page,
    compound::{number, small},
};
use crate::finding::EngineError;

/// Bytes of properties looked at; pictures of the document may follow.
const BYTES_MAX: u64 = 1 << 20;
/// Properties looked at.
const PROPERTIES_MAX: usize = 1_000;
/// The property that names the code page, and the one that names the program.
const CODE_PAGE: u64 = 1;
const PROGRAM: u64 = 18;
const TEXT: u64 = 30;
const WIDE_TEXT: u64 = 31;

/// The texts of a stream of properties; nothing where it is no such stream.
pub(super) fn texts(stream: impl Read) -> Result<Vec<String>, EngineError> {
    let mut bytes = Vec::new();
    stream.take(BYTES_MAX).read_to_end(&mut bytes)?;
    let sections = (0..number(&bytes, 24, 4).min(2)).filter_map(|section| {
        let at = usize::try_from(28 + section * 20 + 16).ok()?;
        bytes.get(usize::try_from(number(&bytes, at, 4)).ok()?..)
    });
    Ok(sections.flat_map(section_texts).collect())
}

fn section_texts(section: &[u8]) -> Vec<String> {
    let count = usize::try_from(number(section, 4, 4)).unwrap_or_default().min(PROPERTIES_MAX);
    let properties = || {
        (0..count).filter_map(|index| {
            let value = usize::try_from(number(section, 12 + index * 8, 4)).ok()?;
            Some((number(section, 8 + index * 8, 4), section.get(value..)?))
        })
    };
    let page = properties().find(|(id, _)| *id == CODE_PAGE).map_or(1_251, |(_, value)| number(value, 4, 2));
    let encoding = code_page(small(page));
    let text = |(id, value): (u64, &[u8])| {
        let length = usize::try_from(number(value, 4, 4)).ok()?;
        let text = match number(value, 0, 4) {
            _ if id == PROGRAM => return None,
            TEXT => encoding.decode_without_bom_handling(value.get(8..8 + length)?).0.into_owned(),
            WIDE_TEXT => {
                encoding_rs::UTF_16LE.decode_without_bom_handling(value.get(8..8 + length * 2)?).0.into_owned()
            }
            _ => return None,
        };
        Some(text.trim_matches(['\0', ' ']).to_owned()).filter(|text| !text.is_empty())
    };
    properties().filter_map(text).collect()
}
