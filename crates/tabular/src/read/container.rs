//! What kind of file this is, by its first bytes; a name is believed only where the bytes leave doubt.

use crate::Unreadable;

/// What the first bytes say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Text, so far as one can see.
    Text,
    /// A zip archive; a workbook where it has one inside.
    Zip,
    /// An OLE2 compound file: an old workbook, or a new one under a password.
    Ole,
    /// Something else that has a name.
    Known(&'static str),
    /// Structured text that is no table.
    Markup(&'static str),
    /// Bytes without a name.
    Binary,
}

/// First bytes of formats that people upload by mistake.
const MAGIC: [(&[u8], &str); 19] = [
    (b"%PDF-", "PDF"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"\xFF\xD8\xFF", "JPEG"),
    (b"GIF8", "GIF"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"\x1F\x8B", "gzip"),
    (b"BZh91AY&SY", "bzip2"),
    (b"\xFD7zXZ\0", "xz"),
    (b"7z\xBC\xAF\x27\x1C", "7-Zip"),
    (b"Rar!\x1A\x07", "RAR"),
    (b"\x28\xB5\x2F\xFD", "Zstandard"),
    (b"PAR1\x15", "Parquet"),
    (b"ARROW1\0\0", "Arrow"),
    (b"SQLite format 3\0", "SQLite"),
    (b"\x7FELF", "ELF"),
    (b"{\\rtf", "RTF"),
    (b"MZ\x90\0", "EXE"),
    (b"\0\0\x27\x0A", "Shapefile"),
];

/// Share of control characters, in percent, above which bytes are no text.
const CONTROL_PERCENT_MAX: usize = 3;
/// Share of NULs, in percent, above which bytes are no text unless they are UTF-16.
const NUL_PERCENT_MAX: usize = 20;

/// Judges the beginning of a file.
pub(super) fn kind_of(head: &[u8], name: &str) -> Kind {
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return Kind::Zip;
    }
    if head.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return Kind::Ole;
    }
    if let Some((_, name)) = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Kind::Known(name);
    }
    if encoding_rs::Encoding::for_bom(head).is_none() && !looks_wide(head) && is_binary(head) {
        return Kind::Binary;
    }
    markup(head, name).map_or(Kind::Text, Kind::Markup)
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

fn markup(head: &[u8], name: &str) -> Option<&'static str> {
    let text = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    let opening: Vec<u8> = text.iter().take(64).map(u8::to_ascii_lowercase).collect();
    let begins = |prefixes: &[&str]| prefixes.iter().any(|prefix| opening.starts_with(prefix.as_bytes()));
    let ending = name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    if begins(&["<!doctype html", "<html", "<table", "<head", "<body"]) {
        return Some("HTML");
    }
    if begins(&["<?xml"]) {
        return Some("XML");
    }
    let json = ["json", "geojson", "ndjson", "jsonl"].contains(&ending.as_str());
    let braces = text.starts_with(b"{") && text.get(1..).is_some_and(|rest| rest.trim_ascii_start().starts_with(b"\""));
    (braces || json && begins(&["{", "["])).then_some("JSON")
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
    Unreadable::new(
        "unsupported",
        format!("Це файл {format}, а не таблиця. Збережіть дані як XLSX або CSV і завантажте знову."),
        format!("This is a {format} file, not a table. Save the data as XLSX or CSV and upload it again."),
    )
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
