//! ZIP archives and gzip.

use std::io::{Cursor, Write};

use flate2::{Compression, write::GzEncoder};
use tabular::{Container, recipe::ReadingChoices, source::Memory};
use zip::{ZipWriter, write::SimpleFileOptions};

use crate::support::{read_bytes, read_with, refusal, row};

/// An archive of files.
fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default()).expect("starts");
        zip.write_all(bytes).expect("writes");
    }
    zip.finish().expect("finishes").into_inner()
}

#[test]
fn each_file_of_an_archive_is_a_table_named_after_it() {
    let gtfs = zipped(&[
        ("stops.txt", "stop_id,stop_name\n1,Вокзал\n2,Парк\n".as_bytes()),
        ("routes.txt", b"route_id;route_type\n5;3\n6;0\n"),
        ("calendar.json", br#"[{"service":"a","days":5}]"#),
    ]);

    let out = read_bytes("gtfs.zip", gtfs);

    assert_eq!(out.reading.container, Container::Zip);
    let names: Vec<&str> = out.reading.tables.iter().map(|table| table.name.as_str()).collect();
    assert_eq!(names, ["stops", "routes", "calendar"]);
    assert_eq!(out.reading.tables[1].sheet.as_deref(), Some("routes.txt"));
    assert_eq!(out.tables[0].values[1], row(&["2", "Парк"]));
    assert_eq!(out.tables[1].values[0], row(&["5", "3"]));
    assert_eq!(out.tables[2].values[0], row(&["a", "5"]));
    assert!(out.reading.unscreened.is_empty());
}

#[test]
fn what_is_no_table_is_passed_over_and_told() {
    let archive = zipped(&[
        ("data/", b""),
        ("data/stops.csv", b"a,b\n1,2\n"),
        ("__MACOSX/._stops.csv", b"\0\x05\x16\x07"),
        (".DS_Store", b"\0\0\0\x01Bud1"),
        ("README.txt", "Питання: Іван Петренко\n".as_bytes()),
        ("scan.pdf", b"%PDF-1.4 ..."),
    ]);

    let out = read_bytes("x.zip", archive);

    assert_eq!(out.reading.tables.len(), 1);
    let skipped = out.finding("skipped-members");
    assert_eq!(skipped.count, 2);
    assert!(skipped.message.uk.contains("«README.txt», «scan.pdf»"), "{}", skipped.message.uk);
    assert!(out.reading.outside.iter().any(|(place, text)| place == "README.txt" && text.contains("Петренко")));
    assert_eq!(out.reading.unscreened, ["scan.pdf"]);
}

#[test]
fn a_finding_says_which_file_it_is_in() {
    let archive = zipped(&[("a.csv", b"x,y\n1,2\n"), ("b.csv", b"x,y\n1,2\n3\n")]);

    let out = read_bytes("x.zip", archive);

    assert_eq!(out.finding("ragged-row").examples[0].place.sheet.as_deref(), Some("b.csv"));
}

#[test]
fn a_table_left_out_does_not_shift_the_others() {
    let archive = zipped(&[("a.csv", b"x,y\n1,2\n"), ("b.csv", b"x,y\n3,4\n")]);
    let choices = ReadingChoices { skipped_tables: vec!["a".to_owned()], ..ReadingChoices::default() };

    let out = read_with(&Memory::new("x.zip", archive), &choices, &tabular::Limits::default()).expect("readable");

    assert_eq!(out.reading.tables[0].name, "b");
    assert_eq!(out.rows(), [row(&["3", "4"])]);
}

#[test]
fn an_archive_inside_an_archive_is_refused_by_name() {
    let inner = zipped(&[("a.csv", b"x,y\n1,2\n")]);

    let refused = refusal("x.zip", zipped(&[("inner.zip", &inner)]));

    assert!(refused.message.uk.contains("inner.zip") && refused.message.uk.contains("архів усередині архіву"));
}

#[test]
fn an_archive_without_tables_is_refused() {
    assert_eq!(refusal("x.zip", zipped(&[("a.png", b"\x89PNG\r\n\x1a\n")])).kind, "unsupported");
    assert_eq!(refusal("x.zip", zipped(&[("README.md", b"hello")])).kind, "no-table");
}

#[test]
fn a_member_that_unpacks_beyond_measure_is_refused() {
    let bomb = zipped(&[("a.csv", &vec![b'0'; 64 << 20])]);

    assert_eq!(refusal("x.zip", bomb).kind, "zip-bomb");
}

#[test]
fn a_file_packed_by_gzip_is_read_like_the_file() {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
    gzip.write_all(b"a;b\n1;2\n").expect("writes");
    let bytes = gzip.finish().expect("finishes");

    let out = read_bytes("table.csv.gz", bytes.clone());

    assert_eq!((out.reading.tables[0].name.as_str(), out.rows()), ("table", &[row(&["1", "2"])][..]));
    assert_eq!(refusal("table.csv.gz", &bytes[..bytes.len() - 6]).kind, "damaged");
}

#[test]
fn gzip_that_unpacks_beyond_measure_is_refused() {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(&vec![b'0'; 64 << 20]).expect("writes");

    assert_eq!(refusal("x.csv.gz", gzip.finish().expect("finishes")).kind, "zip-bomb");
}
