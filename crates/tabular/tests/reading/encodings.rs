//! Encodings: told by the whole file, kept as a note, never guessed from the name.

use encoding_rs::{KOI8_U, WINDOWS_1251};
use tabular::{Limits, recipe::ReadingChoices, source::Memory};

use crate::support::{read_bytes, read_text, read_with, row};

const TEXT: &str = "назва,адреса\nБібліотека № 1,\"вул. Щаслива, 5\"\nМузей,просп. Яворницького\n";

fn assert_read(bytes: &[u8], encoding: &str) {
    let readout = read_bytes("table.csv", bytes);

    assert_eq!(readout.reading.encoding.as_deref(), Some(encoding));
    assert_eq!(readout.headers(), ["назва", "адреса"]);
    assert_eq!(readout.rows()[0], row(&["Бібліотека № 1", "вул. Щаслива, 5"]));
    assert_eq!(readout.rows().len(), 2);
}

#[test]
fn utf8_needs_no_note() {
    assert_read(TEXT.as_bytes(), "utf-8");

    assert!(read_text(TEXT).kinds().is_empty());
}

#[test]
fn a_byte_order_mark_is_no_part_of_the_first_header() {
    assert_read(&[b"\xEF\xBB\xBF", TEXT.as_bytes()].concat(), "utf-8");
}

#[test]
fn utf16_is_read_with_and_without_a_mark() {
    let little: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_be_bytes).collect();

    assert_read(&[b"\xFF\xFE".as_slice(), &little].concat(), "utf-16le");
    assert_read(&[b"\xFE\xFF".as_slice(), &big].concat(), "utf-16be");
    assert_read(&little, "utf-16le");
    assert_read(&big, "utf-16be");
}

#[test]
fn windows_1251_is_read_and_noted() {
    let (bytes, _, _) = WINDOWS_1251.encode(TEXT);

    assert_read(&bytes, "windows-1251");
    let readout = read_bytes("table.csv", bytes.as_ref());
    assert!(readout.finding("encoding").message.en.contains("windows-1251"));
}

#[test]
fn koi8_u_is_told_from_windows_1251() {
    let text = TEXT.replace('№', "N");
    let (bytes, _, _) = KOI8_U.encode(&text);

    let readout = read_bytes("table.csv", bytes.as_ref());

    assert_eq!(readout.reading.encoding.as_deref(), Some("koi8-u"));
    assert_eq!(readout.headers(), ["назва", "адреса"]);
}

#[test]
fn one_ukrainian_word_at_the_end_of_a_large_file_tells_the_encoding() {
    for (encoding, label) in [(WINDOWS_1251, "windows-1251"), (KOI8_U, "koi8-u")] {
        let mut bytes = b"id,name\n".to_vec();
        for number in 0..60_000 {
            bytes.extend_from_slice(format!("{number},stop\n").as_bytes());
        }
        bytes.extend_from_slice(b"60000,");
        bytes.extend_from_slice(&encoding.encode("Зупинка").0);

        let readout = read_bytes("stops.csv", bytes);

        assert_eq!(readout.reading.encoding.as_deref(), Some(label));
        assert_eq!(readout.rows()[60_000][1], "Зупинка");
    }
}

#[test]
fn an_encoding_somebody_chose_is_kept() {
    let (bytes, _, _) = WINDOWS_1251.encode("a,b\nШ,1\n");
    let choices = ReadingChoices { encoding: Some("koi8-u".into()), ..ReadingChoices::default() };

    let readout = read_with(&Memory::new("a.csv", bytes.as_ref()), &choices, &Limits::default()).expect("readable");

    assert_eq!(readout.reading.encoding.as_deref(), Some("koi8-u"));
    assert_eq!(readout.rows()[0][0], "ь");
}

#[test]
fn damaged_utf8_stays_utf8_and_says_where() {
    let mut bytes = TEXT.repeat(20).into_bytes();
    let place = bytes.iter().rposition(|byte| *byte == b'\n').expect("there are lines");
    bytes.splice(place..place, *b" \xFF!");

    let readout = read_bytes("table.csv", bytes);

    assert_eq!(readout.reading.encoding.as_deref(), Some("utf-8"));
    let finding = readout.finding("undecodable");
    assert_eq!(finding.count, 1);
    assert_eq!(finding.examples[0].value, "просп. Яворницького \u{fffd}!");
    assert_eq!(finding.examples[0].place.row, Some(60));
}

#[test]
fn the_hash_is_that_of_the_bytes() {
    let readout = read_text("a,b\n1,2\n");

    assert_eq!(readout.reading.sha256, "492d5ea496056f1a6a6592241032fab764c321596317930b4fa0e1e8bc3b7470");
}

#[test]
fn lines_of_another_encoding_are_read_and_told() {
    let line = |number: usize| format!("{number};Дніпро;вулиця Щаслива\n");
    let mut bytes = "№;місто;адреса\n".as_bytes().to_vec();
    for number in 0..40 {
        let text = line(number);
        let (legacy, _, _) = WINDOWS_1251.encode(&text);
        bytes.extend_from_slice(if number % 2 == 0 { &legacy } else { text.as_bytes() });
    }

    let readout = read_bytes("table.csv", &bytes[..]);

    assert_eq!(readout.reading.encoding.as_deref(), Some("utf-8"));
    assert!(readout.rows().iter().all(|cells| cells[1] == "Дніпро" && cells[2] == "вулиця Щаслива"));
    let finding = readout.finding("mixed-encoding");
    assert_eq!((finding.count, finding.examples[0].place.row), (20, Some(2)));
}

#[test]
fn a_mark_between_files_that_were_glued_together_is_no_part_of_a_value() {
    let readout = read_text("\u{feff}id,name\n1,a\n\u{feff}2,b\n");

    assert_eq!(readout.rows()[1], row(&["2", "b"]));
}

#[test]
fn nuls_strewn_over_a_small_file_do_not_make_it_utf16() {
    let readout = read_bytes("table.csv", &b"id,text\n1,a\0b\n2,c\n"[..]);

    assert_eq!(readout.reading.encoding.as_deref(), Some("utf-8"));
    assert_eq!(readout.rows()[0], row(&["1", "a\0b"]));
}
