//! The table of dBASE that holds a layer's fields.

use std::{
    collections::HashMap,
    io::{BufReader, SeekFrom},
};

use encoding_rs::{Encoding, IBM866, UTF_8, WINDOWS_1251};

use crate::{
    Limits, ReadSeek, Source,
    finding::EngineError,
    read::{csv::too_many_columns, cyrillic::PairCounts, package::damaged, record::Record, scan::read_full},
};

/// Bytes of the description of one field.
const FIELD_BYTES: usize = 32;

/// A field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Field {
    pub(super) name: String,
    kind: u8,
    start: usize,
    length: usize,
}

/// An open table.
pub(super) struct Table {
    input: BufReader<Box<dyn ReadSeek>>,
    pub(super) fields: Vec<Field>,
    encoding: &'static Encoding,
    row: Vec<u8>,
    left: u64,
    /// Rows that were deleted but still stand in the file.
    pub(super) deleted: u64,
}

impl Table {
    pub(super) fn open(source: &dyn Source, encoding: Option<&str>, limits: &Limits) -> Result<Self, EngineError> {
        let encoding = encoding.and_then(|label| Encoding::for_label(label.as_bytes())).unwrap_or(WINDOWS_1251);
        let mut input = source.open()?;
        let mut head = [0; FIELD_BYTES];
        if read_full(&mut *input, &mut head)? < FIELD_BYTES {
            return Err(damaged().into());
        }
        let rows = u32::from_le_bytes([head[4], head[5], head[6], head[7]]);
        let header_bytes = usize::from(u16::from_le_bytes([head[8], head[9]]));
        let row_bytes = usize::from(u16::from_le_bytes([head[10], head[11]]));
        let mut described = vec![0; header_bytes.saturating_sub(FIELD_BYTES)];
        let read = read_full(&mut *input, &mut described)?;
        if read < described.len() || row_bytes < 2 {
            return Err(damaged().into());
        }
        let fields = fields_of(&described, row_bytes, encoding)?;
        if fields.len() > limits.columns_max {
            return Err(too_many_columns(fields.len(), limits.columns_max).into());
        }
        input.seek(SeekFrom::Start(header_bytes as u64))?;
        // What the header says of rows is believed only as far as there are bytes.
        let there = source.size().saturating_sub(header_bytes as u64) / row_bytes as u64;
        let left = u64::from(rows).min(there);
        let input = BufReader::with_capacity(256 << 10, input);
        Ok(Self { input, fields, encoding, row: vec![0; row_bytes], left, deleted: 0 })
    }

    fn next_bytes(&mut self) -> Result<bool, EngineError> {
        if self.left == 0 {
            return Ok(false);
        }
        self.left -= 1;
        Ok(read_full(&mut self.input, &mut self.row)? == self.row.len())
    }

    /// Adds the next row's cells; `Some(false)` for a row that was deleted, `None` at the end.
    pub(super) fn next(&mut self, record: &mut Record) -> Result<Option<bool>, EngineError> {
        if !self.next_bytes()? {
            return Ok(None);
        }
        if self.row[0] == b'*' {
            self.deleted += 1;
            return Ok(Some(false));
        }
        for field in &self.fields {
            let bytes = &self.row[field.start..field.start + field.length];
            record.push(&field.name, &text_of(field.kind, bytes, self.encoding));
        }
        Ok(Some(true))
    }
}

fn fields_of(bytes: &[u8], row_bytes: usize, encoding: &'static Encoding) -> Result<Vec<Field>, EngineError> {
    let mut fields: Vec<Field> = Vec::new();
    let mut taken: HashMap<String, usize> = HashMap::new();
    let mut start = 1;
    for described in bytes.chunks_exact(FIELD_BYTES) {
        if matches!(described[0], 0x0D | 0) {
            break;
        }
        let name = described[..11].split(|byte| *byte == 0).next().unwrap_or_default();
        let kind = described[11].to_ascii_uppercase();
        let mut length = usize::from(described[16]);
        if kind == b'C' {
            length += usize::from(described[17]) << 8;
        }
        if start + length > row_bytes {
            return Err(damaged().into());
        }
        // A field without room holds nothing, and any number of them fit into a row of two bytes.
        if length == 0 {
            continue;
        }
        let name = own_name(encoding.decode_without_bom_handling(name).0.trim(), &mut taken);
        fields.push(Field { name, kind, start, length });
        start += length;
    }
    if fields.is_empty() { Err(damaged().into()) } else { Ok(fields) }
}

/// A name that no other field has: `name`, `name_2` …; keeps the copy that each name came to.
fn own_name(name: &str, taken: &mut HashMap<String, usize>) -> String {
    let mut own = name.to_owned();
    while taken.contains_key(&own) {
        let copy = taken.entry(name.to_owned()).or_insert(1);
        *copy += 1;
        own = format!("{name}_{copy}");
    }
    taken.insert(own.clone(), 1);
    own
}

/// What a cell shows.
fn text_of(kind: u8, bytes: &[u8], encoding: &'static Encoding) -> String {
    let plain = || encoding.decode_without_bom_handling(bytes).0.trim_matches(['\0', ' ']).to_owned();
    match kind {
        b'I' | b'+' => {
            <[u8; 4]>::try_from(bytes).map_or_else(|_| plain(), |bytes| i32::from_le_bytes(bytes).to_string())
        }
        b'B' | b'O' if bytes.len() == 8 => {
            <[u8; 8]>::try_from(bytes).map_or_else(|_| plain(), |bytes| f64::from_le_bytes(bytes).to_string())
        }
        b'Y' => <[u8; 8]>::try_from(bytes).map_or_else(
            |_| plain(),
            |bytes| {
                let value = i64::from_le_bytes(bytes);
                let sign = if value < 0 { "-" } else { "" };
                format!("{sign}{}.{:04}", value.unsigned_abs() / 10_000, value.unsigned_abs() % 10_000)
            },
        ),
        b'L' => match bytes.first() {
            Some(b'T' | b't' | b'Y' | b'y') => "true".to_owned(),
            Some(b'F' | b'f' | b'N' | b'n') => "false".to_owned(),
            _ => String::new(),
        },
        b'D' => {
            let text = plain();
            let is_day = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
            match text.as_str() {
                "00000000" => String::new(),
                day if is_day => format!("{}-{}-{}", &day[..4], &day[4..6], &day[6..]),
                _ => text,
            }
        }
        // A number too long for its field is stars.
        b'N' | b'F' => Some(plain()).filter(|text| !text.contains('*')).unwrap_or_default(),
        _ => plain(),
    }
}

/// The encoding of a table's texts: UTF-8 where they are that, else what the `.cpg` says, else the header, else the letters.
pub(super) fn encoding_of(
    source: &dyn Source,
    cpg: Option<&str>,
    choice: Option<&str>,
) -> Result<&'static Encoding, EngineError> {
    if let Some(chosen) = choice.and_then(|label| Encoding::for_label(label.as_bytes())) {
        return Ok(chosen);
    }
    let mut table = Table::open(source, None, &Limits::default())?;
    let texts: Vec<Field> = table.fields.iter().filter(|field| field.kind == b'C').cloned().collect();
    let (mut pairs, mut is_utf8, mut is_ascii) = (PairCounts::default(), true, true);
    while table.next_bytes()? {
        for field in &texts {
            let bytes = &table.row[field.start..field.start + field.length];
            if !bytes.is_ascii() {
                is_ascii = false;
                pairs.count(bytes);
                // A text cut at the field's end may break its last character.
                is_utf8 &= std::str::from_utf8(bytes).map_or_else(|error| error.error_len().is_none(), |_| true);
            }
        }
    }
    if is_ascii || is_utf8 {
        return Ok(UTF_8);
    }
    let mut head = [0; FIELD_BYTES];
    read_full(&mut *source.open()?, &mut head)?;
    let told = cpg.and_then(code_page).or_else(|| language_driver(head[29]));
    Ok(told.filter(|told| *told != UTF_8).or_else(|| pairs.best().map(|(found, _)| found)).unwrap_or(WINDOWS_1251))
}

/// The encoding that a `.cpg` names: `UTF-8`, `1251`, `ANSI 1251`, `CP866`.
fn code_page(text: &str) -> Option<&'static Encoding> {
    let name = text.trim_start_matches('\u{feff}').trim();
    let digits: String = name.chars().filter(char::is_ascii_digit).collect();
    Encoding::for_label(name.as_bytes()).or_else(|| match digits.as_str() {
        "65001" => Some(UTF_8),
        "866" | "1125" => Some(IBM866),
        number if number.starts_with("125") => Encoding::for_label(format!("windows-{number}").as_bytes()),
        "88591" => Encoding::for_label(b"iso-8859-1"),
        "88595" => Encoding::for_label(b"iso-8859-5"),
        _ => None,
    })
}

/// The encoding that a number in the header stands for.
fn language_driver(id: u8) -> Option<&'static Encoding> {
    match id {
        0xC9 => Some(WINDOWS_1251),
        0x26 | 0x65 => Some(IBM866),
        0xC8 => Encoding::for_label(b"windows-1250"),
        _ => None,
    }
}
