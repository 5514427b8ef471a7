//! Reads tables of an SQLite file, and nothing else of it: no query, no index, no journal. Every page is looked at once at most, so
//! that no arrangement of pages can hold the reader up.

use std::io::{Read, SeekFrom};

use crate::{
    Limits, ReadSeek, Source,
    finding::EngineError,
    read::{csv::record_too_long, package::damaged, scan::read_full},
};

/// Levels of a table's tree; pages hold hundreds of children, so that twenty reach beyond any file.
const LEVELS_MAX: usize = 20;
/// Bytes of the file's header.
const HEADER_BYTES: usize = 100;
/// Bytes of a cell on a leaf besides its payload at least: length, number, and the place that leads to it.
const CELL_BYTES_MIN: usize = 4;
/// Tables of a file.
const TABLES_MAX: usize = 10_000;
/// Bytes of a table's name: it stands in every place that is told.
const NAME_BYTES_MAX: usize = 1_000;
/// Columns of a row that are decoded.
const COLUMNS_MAX: usize = 32_767;

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Null,
    Integer(i64),
    Real(f64),
    Text(String),
    Blob(Vec<u8>),
}

/// An open file.
pub(super) struct Database {
    input: Box<dyn ReadSeek>,
    page_size: usize,
    /// Bytes of a page that are used.
    usable: usize,
    pages: u32,
    encoding: &'static encoding_rs::Encoding,
    /// Pages that hold what was deleted.
    pub(super) free_pages: u32,
    payload_max: usize,
}

/// A table in the file's own list.
#[derive(Debug, Clone)]
pub(super) struct TableEntry {
    pub(super) name: String,
    pub(super) root: u32,
    pub(super) sql: String,
}

impl Value {
    /// What a cell shows.
    pub(super) fn text(&self) -> String {
        match self {
            Self::Null => String::new(),
            Self::Integer(number) => number.to_string(),
            Self::Real(number) => format!("{number}"),
            Self::Text(text) => text.clone(),
            Self::Blob(bytes) => std::str::from_utf8(bytes).map_or_else(|_| hex::encode(bytes), str::to_owned),
        }
    }
}

impl Database {
    pub(super) fn open(source: &dyn Source, limits: &Limits) -> Result<Self, EngineError> {
        let mut input = source.open()?;
        let mut header = [0; HEADER_BYTES];
        if read_full(&mut *input, &mut header)? < HEADER_BYTES {
            return Err(damaged().into());
        }
        let page_size = match u16::from_be_bytes([header[16], header[17]]) {
            1 => 65_536,
            size if size >= 512 && size.is_power_of_two() => usize::from(size),
            _ => return Err(damaged().into()),
        };
        let usable = page_size - usize::from(header[20]);
        let pages = u32::try_from(source.size() / page_size as u64).unwrap_or(u32::MAX);
        if usable < 480 || pages == 0 {
            return Err(damaged().into());
        }
        let encoding = match header[59] {
            2 => encoding_rs::UTF_16LE,
            3 => encoding_rs::UTF_16BE,
            _ => encoding_rs::UTF_8,
        };
        let free_pages = u32::from_be_bytes([header[36], header[37], header[38], header[39]]);
        Ok(Self { input, page_size, usable, pages, encoding, free_pages, payload_max: limits.record_bytes_max })
    }

    fn page(&mut self, number: u32) -> Result<Vec<u8>, EngineError> {
        if number == 0 || number > self.pages {
            return Err(damaged().into());
        }
        self.input.seek(SeekFrom::Start(u64::from(number - 1) * self.page_size as u64))?;
        let mut page = vec![0; self.page_size];
        self.input.read_exact(&mut page)?;
        Ok(page)
    }

    /// All tables.
    pub(super) fn tables(&mut self) -> Result<Vec<TableEntry>, EngineError> {
        let mut cursor = Cursor::new(1);
        let mut tables = Vec::new();
        while let Some((_, row)) = cursor.next(self)? {
            if let [Value::Text(kind), Value::Text(name), _, Value::Integer(root), sql, ..] = row.as_slice()
                && kind == "table"
                && let Ok(root) = u32::try_from(*root)
            {
                if tables.len() >= TABLES_MAX {
                    return Err(damaged().into());
                }
                let name = name[..name.floor_char_boundary(NAME_BYTES_MAX)].to_owned();
                tables.push(TableEntry { name, root, sql: sql.text() });
            }
        }
        Ok(tables)
    }

    /// How much of a payload its leaf holds.
    fn local_bytes(&self, length: usize) -> usize {
        let most = self.usable - 35;
        if length <= most {
            return length;
        }
        let least = (self.usable - 12) * 32 / 255 - 23;
        let kept = least + (length - least) % (self.usable - 4);
        if kept <= most { kept } else { least }
    }

    /// The payload of a leaf's cell, with what spilled over to other pages; `seen` counts these.
    fn payload(&mut self, page: &[u8], mut at: usize, length: usize, seen: &mut u32) -> Result<Vec<u8>, EngineError> {
        if length > self.payload_max {
            return Err(record_too_long(1, self.payload_max).into());
        }
        let local = self.local_bytes(length);
        let mut payload = page.get(at..at + local).ok_or_else(damaged)?.to_vec();
        at += local;
        let mut next = if local < length { page.get(at..at + 4).map(number).ok_or_else(damaged)? } else { 0 };
        while payload.len() < length {
            self.count(seen)?;
            let page = self.page(next)?;
            let wanted = (length - payload.len()).min(self.usable - 4);
            payload.extend_from_slice(&page[4..4 + wanted]);
            next = number(&page[..4]);
        }
        Ok(payload)
    }

    /// Counts one more page that is looked at: no table takes more of them than there are.
    fn count(&self, seen: &mut u32) -> Result<(), EngineError> {
        *seen += 1;
        if *seen > self.pages { Err(damaged().into()) } else { Ok(()) }
    }

    fn row(&self, payload: &[u8]) -> Result<Vec<Value>, EngineError> {
        let (header, mut at) = varint(payload, 0).ok_or_else(damaged)?;
        let header = usize::try_from(header).ok().filter(|end| *end <= payload.len()).ok_or_else(damaged)?;
        let mut body = header;
        let mut values = Vec::new();
        while at < header && values.len() < COLUMNS_MAX {
            let (kind, next) = varint(payload, at).ok_or_else(damaged)?;
            at = next;
            let length = match kind {
                0 | 8 | 9 => 0,
                1..=4 => kind,
                5 => 6,
                6 | 7 => 8,
                10 | 11 => return Err(damaged().into()),
                _ => (kind - 12) / 2,
            };
            let length = usize::try_from(length).map_err(|_| damaged())?;
            let end = body.checked_add(length).ok_or_else(damaged)?;
            let bytes = payload.get(body..end).ok_or_else(damaged)?;
            body = end;
            values.push(match kind {
                0 => Value::Null,
                8 => Value::Integer(0),
                9 => Value::Integer(1),
                7 => Value::Real(f64::from_bits(bytes.iter().fold(0, |bits, byte| bits << 8 | u64::from(*byte)))),
                1..=6 => Value::Integer(signed(bytes)),
                _ if kind % 2 == 0 => Value::Blob(bytes.to_vec()),
                _ => Value::Text(self.encoding.decode_without_bom_handling(bytes).0.into_owned()),
            });
        }
        Ok(values)
    }
}

/// Goes over the rows of one table, in the order of their numbers.
pub(super) struct Cursor {
    /// Pages on the way to the row, each with the next of its cells.
    way: Vec<(Vec<u8>, usize, usize)>,
    root: u32,
    begun: bool,
    /// Pages that were looked at, those that cells spilled over to included.
    seen: u32,
    /// Bytes of the leaf at hand that its cells took so far.
    taken: usize,
}

impl Cursor {
    pub(super) fn new(root: u32) -> Self {
        Self { way: Vec::new(), root, begun: false, seen: 0, taken: 0 }
    }

    /// The next row with its number.
    pub(super) fn next(&mut self, database: &mut Database) -> Result<Option<(i64, Vec<Value>)>, EngineError> {
        if !std::mem::replace(&mut self.begun, true) {
            self.enter(database, self.root)?;
        }
        loop {
            let Some((page, start, cell)) = self.way.last_mut() else { return Ok(None) };
            let is_leaf = page[*start] == 0x0D;
            let cells = usize::from(u16::from_be_bytes([page[*start + 3], page[*start + 4]]));
            let pointers = *start + if is_leaf { 8 } else { 12 };
            let current = *cell;
            *cell += 1;
            if current < cells {
                let pointer = page.get(pointers + current * 2..pointers + current * 2 + 2).ok_or_else(damaged)?;
                let at = usize::from(u16::from_be_bytes([pointer[0], pointer[1]]));
                if !is_leaf {
                    let child = page.get(at..at + 4).map(number).ok_or_else(damaged)?;
                    self.enter(database, child)?;
                    continue;
                }
                let (length, at) = varint(page, at).ok_or_else(damaged)?;
                let (row, at) = varint(page, at).ok_or_else(damaged)?;
                let length = usize::try_from(length).map_err(|_| damaged())?;
                // Cells lie side by side; many that share their bytes would make much of one page.
                self.taken += database.local_bytes(length) + CELL_BYTES_MIN;
                if self.taken > database.page_size {
                    return Err(damaged().into());
                }
                let page = std::mem::take(page);
                let payload = database.payload(&page, at, length, &mut self.seen);
                if let Some((kept, ..)) = self.way.last_mut() {
                    *kept = page;
                }
                return Ok(Some((row.cast_signed(), database.row(&payload?)?)));
            }
            if !is_leaf && current == cells {
                let child = number(&page[*start + 8..*start + 12]);
                self.enter(database, child)?;
            } else {
                self.way.pop();
            }
        }
    }

    fn enter(&mut self, database: &mut Database, number: u32) -> Result<(), EngineError> {
        database.count(&mut self.seen)?;
        if self.way.len() >= LEVELS_MAX {
            return Err(damaged().into());
        }
        let page = database.page(number)?;
        let start = if number == 1 { HEADER_BYTES } else { 0 };
        if !matches!(page[start], 0x0D | 0x05) {
            return Err(damaged().into());
        }
        self.way.push((page, start, 0));
        self.taken = 0;
        Ok(())
    }
}

fn number(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |number, byte| number << 8 | u32::from(*byte))
}

fn signed(bytes: &[u8]) -> i64 {
    let first = if bytes.first().is_some_and(|byte| *byte >= 0x80) { -1 } else { 0 };
    bytes.iter().fold(first, |number, byte| number << 8 | i64::from(*byte))
}

/// A number of one to nine bytes, and where it ends.
fn varint(bytes: &[u8], at: usize) -> Option<(u64, usize)> {
    let mut value = 0_u64;
    for index in 0..8 {
        let byte = *bytes.get(at + index)?;
        value = value << 7 | u64::from(byte & 0x7F);
        if byte < 0x80 {
            return Some((value, at + index + 1));
        }
    }
    Some((value << 8 | u64::from(*bytes.get(at + 8)?), at + 9))
}
