//! Shapefiles, `GeoPackage` and Parquet.
//!
//! The two fixtures were written by other programs than ours: `city.gpkg` by SQLite itself (pages of 512 bytes, so that sixty rows
//! need inner pages and a long text spills over), `layers.zip` by pyshp. Control places come from PROJ.

use std::{
    io::{Cursor, Write},
    sync::Arc,
};

use arrow::{
    array::{
        ArrayRef, BinaryArray, BooleanArray, Date32Array, Decimal128Array, Float64Array, Int64Array, ListArray,
        RecordBatch, StringArray, StructArray,
    },
    datatypes::{DataType, Field, Int64Type},
};
use parquet::{arrow::ArrowWriter, file::metadata::KeyValue};
use tabular::Container;
use zip::{ZipWriter, write::SimpleFileOptions};

use crate::support::{read_bytes, refusal, row};

const GEOPACKAGE: &[u8] = include_bytes!("fixtures/city.gpkg");
const LAYERS: &[u8] = include_bytes!("fixtures/layers.zip");

#[test]
fn layers_and_attributes_of_a_geopackage_are_tables() {
    let out = read_bytes("city.gpkg", GEOPACKAGE);

    assert_eq!(out.reading.container, Container::GeoPackage);
    let names: Vec<&str> = out.reading.tables.iter().map(|table| table.name.as_str()).collect();
    assert_eq!(names, ["stops", "areas", "owners"]);
    assert_eq!(out.headers(), ["fid", "назва", "площа, м2", "open", "note", "lon", "lat"]);
    assert_eq!(out.rows().len(), 60);
    assert_eq!(out.rows()[0], row(&["10", "Зупинка 1", "0.25", "true", "", "35.0384742", "48.4599063"]));
    assert_eq!(out.rows()[6][4], "довга примітка ".repeat(100));
    assert_eq!(out.tables[1].values, [row(&["5", "POLYGON ((35 48, 35 49, 36 49, 35 48))"])]);
    assert_eq!(out.tables[2].values, [row(&["01", "Місто"])]);
}

#[test]
fn what_a_geopackage_holds_beside_its_layers_keeps_the_original_private() {
    let out = read_bytes("city.gpkg", GEOPACKAGE);

    assert_eq!(out.reading.unscreened, ["tiles_x", "secrets"]);
    assert!(out.reading.outside.iter().any(|(_, text)| text == "опис stops"));
}

#[test]
fn a_database_that_is_no_geopackage_is_refused() {
    let mut bytes = GEOPACKAGE.to_vec();
    while let Some(at) = bytes.windows(13).position(|window| window == b"gpkg_contents") {
        bytes[at] = b'x';
    }

    assert!(refusal("x.gpkg", bytes).message.en.contains("SQLite"));
    assert_eq!(refusal("x.gpkg", &GEOPACKAGE[..3_000]).kind, "damaged");
}

#[test]
fn each_layer_of_zipped_shapefiles_is_a_table() {
    let out = read_bytes("layers.zip", LAYERS);

    assert_eq!(out.reading.container, Container::Zip);
    let names: Vec<&str> = out.reading.tables.iter().map(|table| table.name.as_str()).collect();
    assert_eq!(names, ["stops", "areas"]);
    assert_eq!(out.headers(), ["НАЗВА", "ПЛОЩА", "ДАТА", "ВІДКР", "lon", "lat"]);
    assert_eq!(out.rows()[0], row(&["Зупинка «Вокзал»", "12.50", "2024-05-01", "true", "35.0384742", "48.4599063"]));
    assert_eq!(out.rows()[1], row(&["Ніде", "", "", "", "", ""]));
    assert_eq!(out.findings("crs-converted").len(), 1);
    assert_eq!(
        out.tables[1].values,
        [row(&["Парк", "POLYGON ((0 0, 0 10, 10 10, 10 0, 0 0), (2 2, 4 2, 4 4, 2 4, 2 2))"])]
    );
    // The second layer has no .prj, but its values are degrees.
    assert_eq!(out.findings("crs-unknown").len(), 1);
    assert!(out.reading.unscreened.is_empty());
}

#[test]
fn a_part_of_a_shapefile_alone_says_what_is_missing() {
    assert!(refusal("stops.shp", *b"\0\0\x27\x0A\0\0\0\0").message.uk.contains(".dbf"));
}

/// A Parquet file of columns.
fn parquet_of(columns: Vec<(&str, ArrayRef)>, geo: Option<&str>) -> Vec<u8> {
    let batch = RecordBatch::try_from_iter(columns).expect("columns are equally long");
    let mut writer = ArrowWriter::try_new(Vec::new(), batch.schema(), None).expect("opens");
    writer.write(&batch).expect("writes");
    if let Some(geo) = geo {
        writer.append_key_value_metadata(KeyValue::new("geo".to_owned(), geo.to_owned()));
    }
    writer.into_inner().expect("finishes")
}

#[test]
fn parquet_values_are_exact() {
    let decimals = Decimal128Array::from(vec![Some(123_450), None]).with_precision_and_scale(20, 3).expect("fits");
    let inner: ArrayRef = Arc::new(StringArray::from(vec!["а\"б", "в"]));
    let structs = StructArray::from(vec![(Arc::new(Field::new("k", DataType::Utf8, true)), inner)]);
    let lists = ListArray::from_iter_primitive::<Int64Type, _, _>(vec![Some(vec![Some(1), None]), None]);
    let bytes = parquet_of(
        vec![
            ("n", Arc::new(Int64Array::from(vec![9_007_199_254_740_993, -1]))),
            ("f", Arc::new(Float64Array::from(vec![0.1, 1e21]))),
            ("d", Arc::new(decimals)),
            ("day", Arc::new(Date32Array::from(vec![19_844, 0]))),
            ("b", Arc::new(BooleanArray::from(vec![Some(true), None]))),
            ("s", Arc::new(structs)),
            ("l", Arc::new(lists)),
        ],
        None,
    );

    let out = read_bytes("t.parquet", bytes);

    assert_eq!(out.reading.container, Container::Parquet);
    assert_eq!(out.headers(), ["n", "f", "d", "day", "b", "s", "l"]);
    assert_eq!(
        out.rows()[0],
        row(&["9007199254740993", "0.1", "123.450", "2024-05-01", "true", r#"{"k":"а\"б"}"#, "[1,null]"])
    );
    assert_eq!(out.rows()[1], row(&["-1", "1000000000000000000000", "", "1970-01-01", "", r#"{"k":"в"}"#, ""]));
}

#[test]
fn the_geometry_of_geoparquet_is_a_place() {
    let point: Vec<u8> = [&[1_u8, 1, 0, 0, 0][..], &35.5_f64.to_le_bytes(), &48.25_f64.to_le_bytes()].concat();
    let columns: Vec<(&str, ArrayRef)> = vec![
        ("geometry", Arc::new(BinaryArray::from_vec(vec![&point]))),
        ("name", Arc::new(StringArray::from(vec!["Парк"]))),
    ];
    let geo = r#"{"version":"1.0.0","primary_column":"geometry","columns":{"geometry":{"encoding":"WKB"}}}"#;

    let out = read_bytes("t.parquet", parquet_of(columns, Some(geo)));

    assert_eq!(out.headers(), ["name", "lon", "lat"]);
    assert_eq!(out.rows(), [row(&["Парк", "35.5", "48.25"])]);
}

#[test]
fn damaged_parquet_is_refused() {
    let bytes = parquet_of(vec![("a", Arc::new(Int64Array::from(vec![1, 2, 3])))], None);

    assert_eq!(refusal("t.parquet", &bytes[..bytes.len() - 10]).kind, "damaged");
    assert_eq!(refusal("t.parquet", *b"PAR1").kind, "damaged");
}

#[test]
fn a_zipped_map_is_a_document() {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("doc.kml", SimpleFileOptions::default()).expect("starts");
    let kml = "<?xml version=\"1.0\"?><kml><Placemark><name>а</name><Point><coordinates>35,48</coordinates></Point></Placemark></kml>";
    zip.write_all(kml.as_bytes()).expect("writes");

    let out = read_bytes("map.kmz", zip.finish().expect("finishes").into_inner());

    assert_eq!(out.rows(), [row(&["а", "35", "48"])]);
    assert_eq!(out.reading.tables[0].name, "map");
}
