//! Workbooks of Excel 5 to 2003 (XLS): records in a stream of a compound file. Macros are never looked at.

mod compound;
mod properties;
mod record;
mod rows;
mod value;

use std::{collections::HashMap, io::BufReader};

use encoding_rs::Encoding;

use self::{
    compound::Stream,
    record::Records,
    rows::{SheetStream, XlsRows},
};
use super::{
    container,
    package::damaged,
    sheet::{Book, Merge, NumberFormat, Outside, SharedStrings, Sheet, SheetReader, format_of},
};
use crate::{Container, Limits, ReadSeek, finding::EngineError};

pub(super) use self::{
    compound::{Compound, number, small},
    value::{Numbers, packed, push_error},
};

/// Sheets of a workbook read at most, hidden ones included.
const SHEETS_MAX: usize = 1_000;
/// Formats and styles of a workbook at most; Excel stops at 4,050.
const STYLES_MAX: usize = 100_000;

const CODE_PAGE: u16 = 0x0042;
const DATE_SYSTEM: u16 = 0x0022;
const END: u16 = 0x000A;
const FILE_PASSWORD: u16 = 0x002F;
const FORMAT: u16 = 0x041E;
const SHARED_STRINGS: u16 = 0x00FC;
const SHEET: u16 = 0x0085;
const START: u16 = 0x0809;
const STYLE: u16 = 0x00E0;
/// The version that writes texts in Unicode.
const VERSION_UNICODE: u32 = 0x0600;
/// What the kind of a sheet with cells is called.
const WORKSHEET: u32 = 0;

/// An opened workbook.
pub(super) struct XlsBook {
    file: Compound,
    stream: &'static str,
    /// How texts are written where they are not in Unicode.
    ansi: Option<&'static Encoding>,
    sheets: Vec<Sheet>,
    /// Where each sheet begins in the stream.
    places: Vec<u64>,
    strings: SharedStrings,
    formats: Vec<NumberFormat>,
    system_1904: bool,
    limits: Limits,
}

/// What a compound file holds.
pub(super) fn container_of(input: Box<dyn ReadSeek>) -> Result<Container, EngineError> {
    let file = Compound::open(input)?;
    if file.has("EncryptedPackage") || file.has("EncryptionInfo") {
        return Err(container::password_protected().into());
    }
    if stream_of(&file).is_some() {
        return Ok(Container::Xls);
    }
    let known = [("WordDocument", "DOC"), ("PowerPoint Document", "PPT"), ("__properties_version1.0", "MSG")];
    let name = known.iter().find(|(stream, _)| file.has(stream)).map_or("OLE2", |(_, name)| name);
    Err(container::unsupported(name).into())
}

fn stream_of(file: &Compound) -> Option<&'static str> {
    ["Workbook", "Book"].into_iter().find(|name| file.has(name))
}

impl XlsBook {
    /// Opens a workbook and reads what its sheets share.
    pub(super) fn open(input: Box<dyn ReadSeek>, limits: &Limits) -> Result<Self, EngineError> {
        let file = Compound::open(input)?;
        let stream = stream_of(&file).ok_or_else(damaged)?;
        let mut book = Self {
            file,
            stream,
            ansi: Some(encoding_rs::WINDOWS_1251),
            sheets: Vec::new(),
            places: Vec::new(),
            strings: SharedStrings::default(),
            formats: Vec::new(),
            system_1904: false,
            limits: limits.clone(),
        };
        book.read_globals()?;
        Ok(book)
    }

    fn read_globals(&mut self) -> Result<(), EngineError> {
        let stream = self.file.stream(self.stream)?.ok_or_else(damaged)?;
        let mut records = Records::new(BufReader::new(stream));
        let mut codes: HashMap<u32, String> = HashMap::new();
        let mut styles: Vec<u32> = Vec::new();
        if !records.next()? || records.kind != START {
            return Err(damaged().into());
        }
        let is_unicode = records.number(0, 2) >= VERSION_UNICODE;
        if is_unicode {
            self.ansi = None;
        }
        while records.next()? {
            match records.kind {
                END => break,
                FILE_PASSWORD => return Err(container::password_protected().into()),
                CODE_PAGE if !is_unicode => self.ansi = Some(code_page(records.number(0, 2))),
                DATE_SYSTEM => self.system_1904 = records.number(0, 2) == 1,
                FORMAT if codes.len() < STYLES_MAX => {
                    let id = records.take(2)?;
                    let code = records.text(if is_unicode { 2 } else { 1 }, self.ansi)?;
                    codes.entry(id).or_insert(code);
                }
                STYLE if styles.len() < STYLES_MAX => styles.push(records.number(2, 2)),
                SHEET if self.sheets.len() < SHEETS_MAX => {
                    let place = u64::from(records.take(4)?);
                    let (visibility, kind) = (records.take(1)?, records.take(1)?);
                    let name = records.text(1, self.ansi)?;
                    // Two sheets never share their cells: reading them again and again would make much of a small file.
                    if kind == WORKSHEET && !self.places.contains(&place) {
                        self.sheets.push(Sheet::new(name.replace('\0', ""), visibility & 3 != 0));
                        self.places.push(place);
                    }
                }
                SHARED_STRINGS => {
                    records.skip(8)?;
                    while records.has_more()? {
                        let text = records.text(2, None)?;
                        self.strings.push(&text, &self.limits)?;
                    }
                }
                _ => {}
            }
        }
        self.formats = styles.into_iter().map(|id| format_of(id, codes.get(&id).map(String::as_str))).collect();
        Ok(())
    }

    /// Opens a sheet's records; `None` where it lies outside the stream.
    fn sheet(&mut self, sheet: usize) -> Result<Option<SheetStream<BufReader<Stream<'_>>>>, EngineError> {
        let place = *self.places.get(sheet).ok_or_else(damaged)?;
        let end = self.end_of(place);
        let mut stream = self.file.stream(self.stream)?.ok_or_else(damaged)?;
        if place >= stream.size() {
            return Ok(None);
        }
        stream.go_to(place);
        stream.end_at(end);
        Ok(Some(SheetStream::new(BufReader::with_capacity(64 << 10, stream), self.ansi)))
    }

    /// Where the next sheet begins.
    fn end_of(&self, place: u64) -> u64 {
        self.places.iter().copied().filter(|next| *next > place).min().unwrap_or(u64::MAX)
    }
}

impl Book for XlsBook {
    fn sheets(&self) -> &[Sheet] {
        &self.sheets
    }

    fn rows(&mut self, sheet: usize) -> Result<Option<Box<dyn SheetReader + '_>>, EngineError> {
        let is_ordered = match self.sheet(sheet)? {
            Some(mut records) => records.is_ordered()?,
            None => return Ok(None),
        };
        let place = *self.places.get(sheet).ok_or_else(damaged)?;
        let end = self.end_of(place);
        let mut stream = self.file.stream(self.stream)?.ok_or_else(damaged)?;
        stream.go_to(place);
        stream.end_at(end);
        let records = SheetStream::new(BufReader::with_capacity(64 << 10, stream), self.ansi);
        let numbers = Numbers { formats: &self.formats, system_1904: self.system_1904 };
        let mut rows = XlsRows::new(records, &self.strings, numbers, &self.limits);
        if !is_ordered {
            rows.gather()?;
        }
        Ok(Some(Box::new(rows)))
    }

    fn tall_merges(&mut self, sheet: usize) -> Result<Vec<Merge>, EngineError> {
        let mut merges = match self.sheet(sheet)? {
            Some(mut records) => records.merges()?,
            None => Vec::new(),
        };
        merges.retain(Merge::is_tall);
        merges.sort_unstable_by_key(|merge| merge.first_row);
        Ok(merges)
    }

    fn take_outside(&mut self, outside: &mut Outside) -> Result<(), EngineError> {
        for sheet in 0..self.sheets.len() {
            let name = self.sheets[sheet].name.clone();
            let texts = match self.sheet(sheet)? {
                Some(mut records) => records.drawn_texts()?,
                None => continue,
            };
            for text in texts {
                outside.push(|| format!("{name} note"), &text);
            }
        }
        for stream in ["\u{5}SummaryInformation", "\u{5}DocumentSummaryInformation"] {
            if let Some(bytes) = self.file.stream(stream)? {
                for text in properties::texts(bytes)? {
                    outside.push(|| stream.trim_start_matches('\u{5}').to_owned(), &text);
                }
            }
        }
        Ok(())
    }
}

/// The encoding of a code page; that of Ukrainian Windows where it is unknown.
pub(super) fn code_page(number: u32) -> &'static Encoding {
    match number {
        866 => encoding_rs::IBM866,
        1_200 => encoding_rs::UTF_16LE,
        10_007 | 10_017 => encoding_rs::X_MAC_CYRILLIC,
        10_000 | 32_768 => encoding_rs::MACINTOSH,
        65_001 => encoding_rs::UTF_8,
        page => Encoding::for_label(format!("windows-{page}").as_bytes()).unwrap_or(encoding_rs::WINDOWS_1251),
    }
}
