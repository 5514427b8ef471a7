//! What kind of file this is, by its first bytes; a name is believed only where the bytes leave doubt.

use super::refusal;
use crate::Unreadable;

/// What the first bytes say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Text, so far as one can see.
    Text,
    /// A zip archive; a workbook where it has one inside.
    Zip,
    /// One file packed by gzip.
    Gzip,
    /// JSON text.
    Json,
    /// Apache Parquet.
    Parquet,
    /// Table of dBASE.
    Dbf,
    /// SQLite database, perhaps a `GeoPackage`.
    Sqlite,
    /// XML text.
    Xml,
    /// HTML text.
    Html,
    /// An OLE2 compound file: an old workbook, or a new one under a password.
    Ole,
    /// Something else that has a name.
    Known(&'static str),
    /// Bytes without a name.
    Binary,
}

/// First bytes of formats that people upload by mistake.
const MAGIC: [(&[u8], &str); 18] = [
    (b"%PDF-", "PDF"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"\xFF\xD8\xFF", "JPEG"),
    (b"GIF8", "GIF"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"AT&TFORM", "DjVu"),
    (b"\0\x01\0\0Standard Jet DB", "MDB"),
    (b"BZh91AY&SY", "bzip2"),
    (b"\xFD7zXZ\0", "xz"),
    (b"7z\xBC\xAF\x27\x1C", "7-Zip"),
    (b"Rar!\x1A\x07", "RAR"),
    (b"\x28\xB5\x2F\xFD", "Zstandard"),
    (b"ARROW1\0\0", "Arrow"),
    (b"\x7FELF", "ELF"),
    (b"{\\rtf", "RTF"),
    (b"MZ\x90\0", "EXE"),
    (b"\0\0\x27\x0A", "Shapefile"),
];

/// Share of control characters, in percent, above which bytes are no text.
const CONTROL_PERCENT_MAX: usize = 3;
/// Share of NULs, in percent, above which bytes are no text unless they are UTF-16.
const NUL_PERCENT_MAX: usize = 20;

/// Signs looked at to know markup.
const OPENING_BYTES: usize = 512;

/// Judges the beginning of a file.
pub(super) fn kind_of(head: &[u8], name: &str) -> Kind {
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return Kind::Zip;
    }
    if head.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return Kind::Ole;
    }
    if head.starts_with(b"\x1F\x8B") {
        return Kind::Gzip;
    }
    // A single byte tells little without the name.
    if name.to_lowercase().ends_with(".dbf") && matches!(head.first(), Some(0x03 | 0x30..=0x32 | 0x83 | 0x8B | 0xF5)) {
        return Kind::Dbf;
    }
    if head.starts_with(b"PAR1") {
        return Kind::Parquet;
    }
    if head.starts_with(b"SQLite format 3\0") {
        return Kind::Sqlite;
    }
    if let Some((_, name)) = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Kind::Known(name);
    }
    if encoding_rs::Encoding::for_bom(head).is_none() && !looks_wide(head) && is_binary(head) {
        return Kind::Binary;
    }
    markup(head, name).unwrap_or(Kind::Text)
}

fn is_binary(head: &[u8]) -> bool {
    let control = |byte: &&u8| {
        **byte < 0x20 && !matches!(**byte, 0 | 1 | 0x1E | 0x1F | b'\t' | b'\n' | b'\r' | 0x0B | 0x0C | 0x1A | 0x1B)
    };
    let controls = head.iter().filter(control).count();
    let nuls = memchr::memchr_iter(0, head).count();
    controls * 100 > head.len() * CONTROL_PERCENT_MAX + 200 || nuls * 100 > head.len() * NUL_PERCENT_MAX + 200
}

/// UTF-16 without a mark has its NULs on one side.
fn looks_wide(head: &[u8]) -> bool {
    let nuls = |side: usize| head.iter().skip(side).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (nuls(0), nuls(1));
    even.max(odd) * 20 > head.len() / 2 && even.min(odd) * 20 < even.max(odd)
}

fn markup(head: &[u8], name: &str) -> Option<Kind> {
    let text = opening(head);
    let begins = |prefixes: &[&str]| prefixes.iter().any(|prefix| text.starts_with(prefix.as_bytes()));
    if begins(&["<!doctype html", "<html", "<table", "<head", "<body", "<meta", "<style", "<div"]) {
        return Some(Kind::Html);
    }
    let ending = name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    let named = ["xml", "kml", "gpx", "gml"].contains(&ending.as_str());
    let is_spaced = begins(&["<"]) && memchr::memmem::find(&text, b"xmlns").is_some();
    if begins(&["<?xml", "<kml", "<gpx"]) || named && begins(&["<"]) || is_spaced {
        // Pages written as XML are pages.
        let is_page = memchr::memmem::find(&text, b"<html").is_some() && !begins(&["<?xml-"]);
        return Some(if is_page { Kind::Html } else { Kind::Xml });
    }
    if begins(&["<!--"]) {
        return Some(if memchr::memmem::find(&text, b"<table").is_some() { Kind::Html } else { Kind::Xml });
    }
    is_json(&text, name).then_some(Kind::Json)
}

/// The first signs in lower case, without a mark, white space and the NULs of UTF-16.
fn opening(head: &[u8]) -> Vec<u8> {
    let marked = encoding_rs::Encoding::for_bom(head).map_or(0, |(_, length)| length);
    let signs = head[marked..].iter().filter(|byte| **byte != 0);
    let space = |byte: &&u8| byte.is_ascii_whitespace() || **byte == 0x1E;
    signs.skip_while(space).take(OPENING_BYTES).map(u8::to_ascii_lowercase).collect()
}

/// An object or an array that goes on like one; a `[` alone may open a cell of a table, unless the name says otherwise.
fn is_json(text: &[u8], name: &str) -> bool {
    let rest = text.get(1..).unwrap_or_default().trim_ascii_start();
    let ending = name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    let named = ["json", "geojson", "ndjson", "jsonl", "topojson"].contains(&ending.as_str());
    match text.first() {
        Some(b'{') => named || rest.starts_with(b"\""),
        Some(b'[') => named || rest.starts_with(b"{") || rest.starts_with(b"[\"") || rest.starts_with(b"[["),
        _ => false,
    }
}

/// Judges a compound file: a password or an old format.
pub(super) fn compound_file(bytes: &[u8]) -> Unreadable {
    let names = |name: &str| name.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let holds = |name: &str| memchr::memmem::find(bytes, &names(name)).is_some();
    if holds("EncryptedPackage") || holds("EncryptionInfo") {
        return password_protected();
    }
    if holds("Workbook") || holds("Book") {
        return super::package::damaged();
    }
    unsupported("OLE2")
}

/// A file under a password.
pub(super) fn password_protected() -> Unreadable {
    Unreadable::new(
        "password-protected",
        "Файл захищено паролем, тому прочитати його неможливо. Зніміть пароль (Файл → Відомості → Захист книги), збережіть і завантажте знову.",
        "The file is protected by a password and cannot be read. Remove the password (File → Info → Protect Workbook), save and upload it again.",
    )
}

/// A format that holds no table for us.
pub(super) fn unsupported(format: &str) -> Unreadable {
    refusal::unsupported(format)
}

/// Bytes that are no text and no format we know.
pub(super) fn binary() -> Unreadable {
    Unreadable::new(
        "binary",
        "У файлі двійкові дані, а не текст чи електронна таблиця. Перевірте, чи вибрано потрібний файл, і збережіть дані як XLSX або CSV.",
        "The file holds binary data, neither text nor a spreadsheet. Check that it is the right file and save the data as XLSX or CSV.",
    )
}

/// Nothing inside.
pub(super) fn empty() -> Unreadable {
    Unreadable::new(
        "empty",
        "Файл порожній: у ньому немає жодного значення. Перевірте, чи збереглися дані, і завантажте файл знову.",
        "The file is empty: there is not a single value in it. Check that the data were saved and upload the file again.",
    )
}
