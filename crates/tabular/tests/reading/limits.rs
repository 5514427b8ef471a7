//! Bad input: each gets its own clear refusal, quickly and within limits.

use std::{
    io::{self, Cursor, Read, Seek, SeekFrom, Write},
    sync::atomic::{AtomicUsize, Ordering},
};

use tabular::{Limits, ReadSeek, Source, finding::EngineError, read, recipe::ReadingChoices, source::Memory};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use crate::support::{refusal, refusal_of};

/// Bytes without end that are made while they are read, and counted.
struct Endless {
    size: u64,
    line: &'static [u8],
}

struct EndlessReader {
    at: u64,
    size: u64,
    line: &'static [u8],
}

impl Source for Endless {
    fn open(&self) -> io::Result<Box<dyn ReadSeek>> {
        Ok(Box::new(EndlessReader { at: 0, size: self.size, line: self.line }))
    }

    fn size(&self) -> u64 {
        self.size
    }

    fn name(&self) -> &'static str {
        "endless.csv"
    }
}

impl Read for EndlessReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        assert!(self.at < 1 << 30, "a refusal must not need the whole file");
        let left = usize::try_from(self.size - self.at).expect("five gigabytes fit");
        let length = buffer.len().min(left);
        for (offset, byte) in buffer[..length].iter_mut().enumerate() {
            let position = (usize::try_from(self.at).expect("fits") + offset) % self.line.len();
            *byte = self.line[position];
        }
        self.at += length as u64;
        Ok(length)
    }
}

impl Seek for EndlessReader {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.at = match to {
            SeekFrom::Start(at) => at,
            SeekFrom::End(by) => self.size.saturating_add_signed(by),
            SeekFrom::Current(by) => self.at.saturating_add_signed(by),
        };
        Ok(self.at)
    }
}

/// A workbook on a disk that fails once the container is to be opened.
struct FailingDisk {
    bytes: Vec<u8>,
    opened: AtomicUsize,
}

struct FailingReader(Cursor<Vec<u8>>);

impl Source for FailingDisk {
    fn open(&self) -> io::Result<Box<dyn ReadSeek>> {
        let whole = Cursor::new(self.bytes.clone());
        // The first pass reads everything; the fault shows only afterwards, in the middle of the file.
        let first = self.opened.fetch_add(1, Ordering::Relaxed) == 0;
        if first { Ok(Box::new(whole)) } else { Ok(Box::new(FailingReader(whole))) }
    }

    fn size(&self) -> u64 {
        self.bytes.len() as u64
    }

    fn name(&self) -> &'static str {
        "table.xlsx"
    }
}

impl Read for FailingReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.0.position() < 64 {
            return Err(io::Error::other("the disk does not answer"));
        }
        self.0.read(buffer)
    }
}

impl Seek for FailingReader {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.0.seek(to)
    }
}

fn zipped(name: &str, content: &[u8]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file(name, SimpleFileOptions::default().compression_method(CompressionMethod::Deflated)).expect("starts");
    zip.write_all(content).expect("writes");
    zip.finish().expect("finishes").into_inner()
}

#[test]
fn five_gigabytes_of_one_line_are_refused_at_once() {
    let source = Endless { size: 5 << 30, line: b"1,2,3,4," };

    let refused = refusal_of(&source, &Limits::default());

    assert_eq!(refused.kind, "record-too-long");
    assert!(refused.message.uk.contains("16 МБ"));
}

#[test]
fn a_quoted_cell_without_end_or_line_break_is_a_record_too_long() {
    let limits = Limits { record_bytes_max: 1 << 20, ..Limits::default() };
    let mut text = String::from("a,b\n1,2\n3,\"");
    text.push_str(&"x".repeat(3 << 20));

    assert_eq!(refusal_of(&Memory::new("a.csv", text.into_bytes()), &limits).kind, "record-too-long");
}

#[test]
fn twenty_thousand_columns_are_too_many() {
    let header: Vec<String> = (0..20_000).map(|number| format!("field{number}")).collect();
    let row = vec!["1"; 20_000].join(",");

    let refused = refusal("wide.csv", format!("{}\n{row}\n{row}\n", header.join(",")));

    assert_eq!(refused.kind, "too-many-columns");
    assert!(refused.message.en.contains("20000") && refused.message.en.contains("2048"));
}

#[test]
fn nothing_is_empty_however_it_is_written() {
    for bytes in [&b""[..], b"\xEF\xBB\xBF", b" \r\n\t\n", b"\xFF\xFE", b"\xFF\xFE\x20\x00\x0A\x00"] {
        assert_eq!(refusal("empty.csv", bytes).kind, "empty", "{bytes:?}");
    }
}

#[test]
fn other_formats_are_named_whatever_the_ending_says() {
    assert!(refusal("table.csv", *b"%PDF-1.7\n%\xE2\xE3").message.uk.contains("PDF"));
    assert!(refusal("table.csv", *b"\x89PNG\r\n\x1a\n\0\0").message.uk.contains("PNG"));
    assert!(refusal("table.csv", *b"7z\xBC\xAF\x27\x1C").message.uk.contains("7-Zip"));
    assert!(refusal("table.xlsx", zipped("word/document.xml", b"<w/>")).message.uk.contains("DOCX"));
    assert!(refusal("table.numbers", zipped("Index/Document.iwa", b"tiles")).message.uk.contains("Numbers"));
}

#[test]
fn a_scan_is_refused_with_the_provision_of_law() {
    for bytes in [&b"%PDF-1.7\n"[..], b"\x89PNG\r\n\x1a\n", b"{\\rtf1"] {
        let refused = refusal("scan", bytes);

        assert_eq!(refused.kind, "unsupported");
        assert!(refused.message.uk.contains("Пункт 2") && refused.message.uk.contains("№ 835"));
        assert!(refused.message.en.contains("Clause 2") && refused.message.en.contains("CSV"));
    }
}

#[test]
fn binary_junk_is_called_so() {
    let junk: Vec<u8> = (0..40_000_u32).map(|number| number.wrapping_mul(2_654_435_761).to_be_bytes()[0]).collect();

    assert_eq!(refusal("table.csv", junk).kind, "binary");
    assert_eq!(refusal("table.csv", vec![0; 10_000]).kind, "binary");
}

#[test]
fn a_workbook_under_a_password_is_called_so() {
    let mut bytes = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    bytes.resize(1_024, 0);
    bytes.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    bytes.resize(4_096, 0);

    assert_eq!(refusal("table.xlsx", bytes).kind, "password-protected");
}

#[test]
fn an_old_workbook_whose_streams_cannot_be_found_is_damaged() {
    let mut bytes = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    bytes.resize(1_024, 0);
    bytes.extend("Workbook".encode_utf16().flat_map(u16::to_le_bytes));

    assert_eq!(refusal("table.xls", bytes).kind, "damaged");
}

#[test]
fn a_zip_bomb_is_refused_by_what_it_declares() {
    let bomb = zipped("xl/workbook.xml", &vec![b' '; 32 << 20]);

    assert_eq!(refusal("table.xlsx", bomb).kind, "zip-bomb");
}

#[test]
fn a_zip_bomb_that_lies_about_its_size_is_refused_while_unpacking() {
    let mut bomb = zipped("xl/workbook.xml", &vec![b' '; 32 << 20]);
    let declared = (32_u32 << 20).to_le_bytes();
    let mut from = 0;
    while let Some(at) = bomb[from..].windows(4).position(|window| window == declared) {
        bomb[from + at..from + at + 4].copy_from_slice(&1_000_u32.to_le_bytes());
        from += at + 4;
    }

    let refused = refusal("table.xlsx", bomb);

    assert!(["zip-bomb", "damaged"].contains(&refused.kind), "{}", refused.kind);
}

#[test]
fn too_many_entries_are_refused() {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for number in 0..50 {
        zip.start_file(format!("part{number}"), SimpleFileOptions::default()).expect("starts");
    }
    let bytes = zip.finish().expect("finishes").into_inner();
    let limits = Limits { zip_entries_max: 40, ..Limits::default() };

    assert_eq!(refusal_of(&Memory::new("a.xlsx", bytes), &limits).kind, "zip-bomb");
}

#[test]
fn a_workbook_cut_in_the_middle_is_damaged() {
    let whole = zipped("xl/workbook.xml", b"<workbook><sheets/></workbook>");

    assert_eq!(refusal("table.xlsx", &whole[..whole.len() / 2]).kind, "damaged");
    assert_eq!(refusal("table.xlsx", zipped("xl/workbook.xml", b"<workbook><sheets>")).kind, "damaged");
}

#[test]
fn a_failing_disk_is_not_blamed_on_the_file() {
    let noise: Vec<u8> = (0..200_000_u32).map(|number| number.wrapping_mul(2_654_435_761).to_be_bytes()[0]).collect();
    let source = FailingDisk { bytes: zipped("xl/workbook.xml", &noise), opened: AtomicUsize::new(0) };

    let error = read::read(&source, &ReadingChoices::default(), &Limits::default()).expect_err("the disk fails");

    assert!(matches!(error, EngineError::Io(_)), "{error:?}");
}
