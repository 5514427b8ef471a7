//! What holds for any bytes of the formats that are made of records: they are read or refused, never more.

use std::io::{Cursor, Write};

use proptest::prelude::*;
use tabular::{Limits, finding::EngineError, recipe::ReadingChoices, source::Memory};
use zip::{ZipWriter, write::SimpleFileOptions};

use crate::support::read_with;

const JSON: &str = r#"{"x":[1],"crs":{"type":"name","properties":{"name":"EPSG:28406"}},"fields":["a"],"records":[{"a":{"b":[1,"\u0456"]}},{"type":"Feature","geometry":{"type":"Point","coordinates":[1,2]},"properties":{}}]}"#;
const XML: &str = "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><a x='1'><b y='2'><c>3</c><c>&b;</c></b><!-- d --><b><e><f/></e></b></a>";
const WORKBOOK: &str = "<?xml version='1.0'?><Workbook><Worksheet Name='a'><Table><Row><Cell Index='2' MergeAcross='3' MergeDown='2'><Data Type='String'>x</Data></Cell></Row><Row Index='9'><Cell><Data>1</Data></Cell></Row></Table></Worksheet></Workbook>";
const KML: &str = "<?xml version='1.0'?><kml><Folder><name>f</name><Placemark><name>a</name><MultiGeometry><Point><coordinates>1,2</coordinates></Point></MultiGeometry></Placemark></Folder></kml>";
const HTML: &str = "<html><table border=1><caption>c</caption><tr><th colspan='2' rowspan=3>a<td>b</tr><tr><td>&nbsp;<table><tr><td>1<tr><td>2</table></table><script>x</script>";
const GEOPACKAGE: &[u8] = include_bytes!("fixtures/city.gpkg");
const LAYERS: &[u8] = include_bytes!("fixtures/layers.zip");

fn tight() -> Limits {
    Limits { record_bytes_max: 200, batch_rows: 2, batch_bytes: 64, columns_max: 6, tables_max: 2, ..Limits::default() }
}

fn read_any(name: &str, bytes: &[u8]) {
    for limits in [Limits::default(), tight()] {
        match read_with(&Memory::new(name, bytes.to_vec()), &ReadingChoices::default(), &limits) {
            Ok(_) | Err(EngineError::Unreadable(_)) => {}
            Err(other) => panic!("bytes must never be a failure of ours: {other}"),
        }
    }
}

/// Some bytes put in the place of others, some left out.
fn damaged(bytes: &[u8], places: &[(prop::sample::Index, u8, bool)]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for (place, byte, is_removed) in places {
        let at = place.index(bytes.len());
        if *is_removed && bytes.len() > 1 {
            bytes.remove(at);
        } else {
            bytes[at] = *byte;
        }
    }
    bytes
}

fn places() -> impl Strategy<Value = Vec<(prop::sample::Index, u8, bool)>> {
    prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), prop::bool::weighted(0.2)), 1..8)
}

/// Bytes of the signs that a format is made of.
fn signs() -> impl Strategy<Value = u8> {
    prop::sample::select(b"{}[]\",:\\ \n<>/='&;a1-.ei".to_vec())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn damaged_texts_are_read_or_refused(places in places(), which in 0_usize..5) {
        let (name, text) = [("a.json", JSON), ("a.xml", XML), ("b.xml", WORKBOOK), ("a.kml", KML), ("a.html", HTML)][which];

        read_any(name, &damaged(text.as_bytes(), &places));
    }

    #[test]
    fn cut_texts_are_read_or_refused(end in any::<prop::sample::Index>(), which in 0_usize..5) {
        let (name, text) = [("a.json", JSON), ("a.xml", XML), ("b.xml", WORKBOOK), ("a.kml", KML), ("a.html", HTML)][which];

        read_any(name, &text.as_bytes()[..end.index(text.len())]);
    }

    #[test]
    fn any_signs_are_read_or_refused(signs in prop::collection::vec(signs(), 0..300), which in 0_usize..4) {
        let (name, start) = [("a.json", "["), ("a.ndjson", "{\"a\":1}\n"), ("a.xml", "<?xml version='1.0'?><"), ("a.html", "<table><tr><td>")][which];

        read_any(name, &[start.as_bytes(), &signs].concat());
    }

    #[test]
    fn a_damaged_geopackage_is_read_or_refused(places in places()) {
        read_any("a.gpkg", &damaged(GEOPACKAGE, &places));
    }

    #[test]
    fn damaged_archives_are_read_or_refused(places in places()) {
        read_any("a.zip", &damaged(LAYERS, &places));
    }

    #[test]
    fn any_members_are_read_or_refused(
        bytes in prop::collection::vec(any::<u8>(), 0..400),
        name in prop::sample::select(vec!["a.dbf", "a.shp", "a.prj", "a.txt", "a.parquet", "a.json"]),
    ) {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (member, bytes) in [(name, bytes.as_slice()), ("b.csv", b"x,y\n1,2\n")] {
            zip.start_file(member, SimpleFileOptions::default()).expect("starts");
            zip.write_all(bytes).expect("writes");
        }

        read_any("a.zip", &zip.finish().expect("finishes").into_inner());
    }

    #[test]
    fn records_come_back_as_they_were_written(
        rows in prop::collection::vec(prop::collection::vec("[а-яіїa-z0-9 ,;|\"'\n\\\\{}\\[\\].№-]{0,12}x", 3), 1..30),
    ) {
        let objects: Vec<String> = rows
            .iter()
            .map(|row| serde_json::json!({ "поле": row[0], "b": row[1], "c.d": row[2] }).to_string())
            .collect();
        for (name, text) in [("a.json", format!("[{}]", objects.join(",\n"))), ("a.ndjson", objects.join("\n") + "\n")] {
            let out = read_with(&Memory::new(name, text.into_bytes()), &ReadingChoices::default(), &Limits::default())
                .expect("readable");

            prop_assert_eq!(out.rows(), rows.as_slice());
        }
    }
}
