//! Records, pages and geodata made to harm: a few bytes that ask for any amount of work or memory. Each is refused, or read as what it
//! is.

use std::{
    io::{Cursor, Write},
    sync::Arc,
};

use arrow::array::{ArrayRef, RecordBatch, StringArray};
use parquet::{
    arrow::ArrowWriter,
    basic::{Compression, ZstdLevel},
    file::properties::WriterProperties,
};
use tabular::{Limits, source::Memory};
use zip::{ZipWriter, write::SimpleFileOptions};

use crate::support::{read_bytes, refusal_of};

const GEOPACKAGE: &[u8] = include_bytes!("fixtures/city.gpkg");

/// A text of many pieces that only their number tells apart.
fn numbered(count: usize, piece: impl Fn(usize) -> String) -> String {
    (0..count).map(piece).collect::<Vec<_>>().concat()
}

/// Why a file is refused under limits that a few megabytes reach.
fn refused(name: &str, bytes: impl Into<Vec<u8>>) -> &'static str {
    let limits = Limits { unpacked_bytes_max: 1 << 20, record_bytes_max: 256 << 10, ..Limits::default() };
    refusal_of(&Memory::new(name, bytes.into()), &limits).kind
}

#[test]
fn a_long_name_around_many_fields_is_a_record_too_long() {
    let members: Vec<String> = (0..2_000).map(|number| format!(r#""m{number}":1"#)).collect();
    let text = format!(r#"[{{"{}":{{{}}}}}]"#, "n".repeat(100_000), members.join(","));

    assert_eq!(refused("a.json", text), "record-too-long");
}

#[test]
fn a_fields_name_without_end_is_refused() {
    assert_eq!(refused("a.json", format!(r#"[{{"{}":1}},{{"a":2}}]"#, "n".repeat(5_000))), "record-too-long");
}

#[test]
fn a_long_name_on_the_way_to_the_records_names_no_table() {
    let text = format!(r#"{{"{}":{{"a":[{{"b":1}}]}},"rows":[{{"c":2}},{{"c":3}}]}}"#, "n".repeat(100_000));

    let readout = read_bytes("a.json", text);

    assert_eq!((readout.reading.tables.len(), readout.headers()), (1, vec!["c"]));
}

#[test]
fn a_long_array_of_short_values_is_read_value_by_value() {
    let numbers: Vec<String> = (0..200_000).map(|number| number.to_string()).collect();

    let readout = read_bytes("a.json", format!("[{}]", numbers.join(",")));

    assert_eq!(readout.rows().len(), 200_000);
}

#[test]
fn marks_at_the_beginning_of_every_line_are_taken_out() {
    let text = format!("\u{feff}a;b\n{}", "\u{feff}1;2\n".repeat(100_000));

    let readout = read_bytes("a.csv", text);

    assert!(readout.rows().iter().all(|row| row == &["1", "2"]));
    assert_eq!(readout.rows().len(), 100_000);
}

#[test]
fn a_line_of_quotes_without_end_is_read_in_one_go() {
    let line = format!("a;\"{}\n", "\"b\";".repeat(60_000));

    let readout = read_bytes("a.csv", format!("x;y\n1;2\n{line}"));

    assert!(!readout.rows().is_empty());
}

#[test]
fn elements_of_ever_different_names_are_too_many_columns() {
    let children = numbered(50_000, |number| format!("<c{number}/>"));
    let limits = Limits::default();

    let refused = refusal_of(&Memory::new("a.xml", format!("<a><r>{children}</r></a>").into_bytes()), &limits);

    assert_eq!(refused.kind, "too-many-columns");
}

#[test]
fn many_lists_far_inside_each_other_are_tables() {
    let open = numbered(50, |level| format!("<e{level}>"));
    let close = numbered(50, |level| format!("</e{}>", 49 - level));
    let lists =
        numbered(150, |list| format!(r#"<l{list}><r{list} a="1"/><r{list} a="2"/></l{list}>{}"#, "<x/>".repeat(40)));

    let readout = read_bytes("a.xml", format!("{open}{lists}{close}"));

    assert_eq!(readout.reading.tables.len(), 150);
}

#[test]
fn what_stands_around_records_is_passed_on_within_measure() {
    let attributes = numbered(300, |number| format!(" a{number}=\"1\""));
    let region = format!("<region{attributes}>{}</region>", "<stop n=\"1\"/>".repeat(399));

    let readout = read_bytes("a.xml", format!("<all>{region}<region><stop n=\"3\"/></region></all>"));

    let passed_on = readout.headers().iter().filter(|header| header.starts_with("region.")).count();
    assert_eq!((readout.rows().len(), passed_on), (400, 100));
}

#[test]
fn an_elements_name_without_end_is_damage() {
    let name = "n".repeat(2_000);

    assert_eq!(refused("a.xml", format!("<a><{name}>1</{name}><b/><b/></a>")), "damaged");
}

#[test]
fn entities_of_a_documents_own_are_never_expanded() {
    let bomb = r#"<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;&b;&b;"><!ENTITY f SYSTEM "file:///nowhere">]><a><r><t>&c;</t></r><r><t>&f;</t></r></a>"#;

    let readout = read_bytes("a.xml", bomb);

    assert_eq!(readout.rows(), [["&c;"], ["&f;"]]);
}

#[test]
fn a_long_text_over_many_rows_of_a_page_is_refused() {
    let page = format!(
        "<table><tr><td rowspan=1000000>{}<td>1</tr>{}</table>",
        "a".repeat(50_000),
        "<tr><td>2</tr>".repeat(500)
    );

    assert_eq!(refused("a.html", page), "zip-bomb");
}

#[test]
fn a_long_text_over_many_rows_of_an_xml_workbook_is_refused() {
    let text = "a".repeat(50_000);
    let below = r#"<Row><Cell ss:Index="2"><Data>2</Data></Cell></Row>"#.repeat(500);
    let book = format!(
        r#"<?xml version="1.0"?><Workbook><Worksheet ss:Name="A"><Table><Row><Cell ss:MergeDown="1000000"><Data>{text}</Data></Cell><Cell><Data>1</Data></Cell></Row>{below}</Table></Worksheet></Workbook>"#
    );

    assert_eq!(refused("a.xml", book), "zip-bomb");
}

#[test]
fn rows_of_a_database_that_share_their_bytes_are_damage() {
    let mut bytes = GEOPACKAGE.to_vec();
    // Pages of 512 bytes: every cell of a leaf lies where its first one does.
    for page in (1..bytes.len() / 512).map(|page| page * 512).filter(|page| GEOPACKAGE[*page] == 0x0D) {
        let cells = usize::from(u16::from_be_bytes([bytes[page + 3], bytes[page + 4]]));
        let first = [bytes[page + 8], bytes[page + 9]];
        for cell in 0..cells.min(240) {
            bytes[page + 8 + 2 * cell..page + 10 + 2 * cell].copy_from_slice(&first);
        }
        bytes[page + 3..page + 5].copy_from_slice(&240_u16.to_be_bytes());
        for cell in cells..240 {
            bytes[page + 8 + 2 * cell..page + 10 + 2 * cell].copy_from_slice(&first);
        }
    }

    assert_eq!(refused("city.gpkg", bytes), "damaged");
}

/// A table of dBASE with fields of one name, each so wide, and a row of spaces.
fn dbf(fields: u16, width: u8) -> Vec<u8> {
    let row = 1 + fields * u16::from(width);
    let mut bytes = vec![0x03, 124, 1, 1, 1, 0, 0, 0];
    bytes.extend((32 + 32 * fields + 1).to_le_bytes());
    bytes.extend(row.max(2).to_le_bytes());
    bytes.resize(32, 0);
    for _ in 0..fields {
        let mut field = [0; 32];
        field[..4].copy_from_slice(b"name");
        (field[11], field[16]) = (b'C', width);
        bytes.extend(field);
    }
    bytes.push(0x0D);
    bytes.extend([b' '].repeat(usize::from(row.max(2))));
    bytes
}

#[test]
fn fields_of_one_name_are_numbered() {
    let readout = read_bytes("a.dbf", dbf(2_000, 1));

    assert_eq!((readout.headers()[0], readout.headers()[1], readout.headers()[1_999]), ("name", "name_2", "name_2000"));
}

#[test]
fn fields_without_room_are_no_fields() {
    assert_eq!(refused("a.dbf", dbf(2_000, 0)), "damaged");
}

/// A zipped layer of one shape.
fn layer(content: &[u8]) -> Vec<u8> {
    let words = u32::try_from(content.len() / 2).expect("fits");
    let mut shp = [&[0, 0, 0x27, 0x0A][..], &[0; 28], &5_u32.to_le_bytes(), &[0; 64]].concat();
    shp.extend([&1_u32.to_be_bytes()[..], &words.to_be_bytes(), content].concat());
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("a.shp", SimpleFileOptions::default()).expect("starts");
    zip.write_all(&shp).expect("writes");
    zip.finish().expect("finishes").into_inner()
}

#[test]
fn any_number_of_rings_is_put_together_in_one_go() {
    // Holes first, then outlines: none of the holes has an outline before it.
    let (holes, outlines) = (40_000_u32, 200_000_u32);
    let mut content = [&5_u32.to_le_bytes()[..], &[0; 32]].concat();
    content.extend((holes + outlines).to_le_bytes());
    content.extend((holes * 4).to_le_bytes());
    for ring in 0..holes + outlines {
        content.extend((ring.min(holes) * 4).to_le_bytes());
    }
    for place in [[0_f64, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 0.0]].repeat(holes as usize).concat() {
        content.extend(place.to_le_bytes());
    }

    let readout = read_bytes("a.zip", layer(&content));

    let text = &readout.rows()[0][0];
    assert_eq!(text.matches("((").count(), 40_001, "each hole is a polygon of its own");
    assert_eq!(text.matches("EMPTY").count(), 200_000);
}

#[test]
fn a_shape_longer_than_its_file_is_refused() {
    let mut bytes = layer(&[0; 4]);
    let at = bytes.windows(8).position(|window| window == [0, 0, 0, 1, 0, 0, 0, 2]);
    // Stored or packed: where the length cannot be found the archive is cut instead.
    match at {
        Some(at) => bytes[at + 4..at + 8].copy_from_slice(&0x7FFF_FFFF_u32.to_be_bytes()),
        None => bytes.truncate(40),
    }

    assert!(["damaged", "record-too-long"].contains(&refused("a.zip", bytes)));
}

fn parquet_of(texts: &[&str]) -> Vec<u8> {
    let column: ArrayRef = Arc::new(StringArray::from(texts.to_vec()));
    let batch = RecordBatch::try_from_iter([("a", column)]).expect("one column");
    let packed = WriterProperties::builder().set_compression(Compression::ZSTD(ZstdLevel::default())).build();
    let mut writer = ArrowWriter::try_new(Vec::new(), batch.schema(), Some(packed)).expect("opens");
    writer.write(&batch).expect("writes");
    writer.into_inner().expect("finishes")
}

#[test]
fn a_long_text_that_all_rows_of_a_parquet_file_share_is_refused() {
    let text = "a".repeat(100_000);

    assert_eq!(refused("a.parquet", parquet_of(&vec![text.as_str(); 2_000])), "zip-bomb");
}

#[test]
fn a_page_that_unpacks_beyond_measure_is_refused_before_it_is_unpacked() {
    let bytes = parquet_of(&[&"a".repeat(20 << 20)]);

    let refused = refusal_of(&Memory::new("a.parquet", bytes), &Limits::default());

    assert_eq!(refused.kind, "zip-bomb");
}
