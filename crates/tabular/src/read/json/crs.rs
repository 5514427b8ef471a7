//! The member `crs` of older GeoJSON.

use std::io::{Read, SeekFrom};

use super::value::Value;
use crate::{
    Source,
    finding::EngineError,
    read::geo::{Crs, Known, of_code},
};

/// Bytes at the end in which a `crs` behind the features is looked for.
const END_BYTES: u64 = 4 << 10;

/// The system that a `crs` member names; `None` where it is no such thing.
pub(super) fn crs_of(value: &Value<'_>) -> Option<Crs> {
    let properties = value.get("properties")?;
    if let Some(code) = properties.get("code") {
        return Some(by_digits(&code.cell()));
    }
    let name = properties.get("name")?.as_text()?;
    if name.to_uppercase().contains("CRS84") {
        return Some(Crs::wgs84());
    }
    Some(by_digits(name))
}

fn by_digits(name: &str) -> Crs {
    let digits = name.rsplit(|sign: char| !sign.is_ascii_digit()).next().unwrap_or_default();
    match digits.parse() {
        Ok(code) => of_code(code),
        Err(_) => Crs { name: name.to_owned(), known: Known::Nothing },
    }
}

/// The system named behind the features, where it is too late to convert what was read.
pub(super) fn crs_at_end(source: &dyn Source) -> Result<Option<Crs>, EngineError> {
    let mut input = source.open()?;
    input.seek(SeekFrom::Start(source.size().saturating_sub(END_BYTES)))?;
    let mut bytes = Vec::new();
    input.take(END_BYTES).read_to_end(&mut bytes)?;
    let text = String::from_utf8_lossy(&bytes);
    let Some(at) = text.rfind("\"crs\"") else { return Ok(None) };
    let value = text[at + 5..].trim_start().strip_prefix(':').map(str::trim_start).unwrap_or_default();
    let mut depth = 0_usize;
    let end = value.bytes().position(|byte| {
        depth = match byte {
            b'{' => depth + 1,
            b'}' => depth.saturating_sub(1),
            _ => depth,
        };
        byte == b'}' && depth == 0
    });
    let value = end.and_then(|end| Value::parse(&value[..=end]).ok());
    Ok(value.as_ref().and_then(crs_of))
}
