//! JSON, NDJSON and GeoJSON.

use tabular::{Container, Limits, Severity, recipe::ReadingChoices, source::Memory};

use crate::support::{read_bytes, read_with, refusal, refusal_of, row};

#[test]
fn an_array_of_objects_is_a_table_of_all_their_fields() {
    let out = read_bytes("stops.json", r#"[{"id":1,"name":"Вокзал"},{"id":2,"open":true},{"id":null,"name":""}]"#);

    assert_eq!(out.reading.container, Container::Json);
    assert_eq!(out.headers(), ["id", "name", "open"]);
    assert_eq!(out.rows(), [row(&["1", "Вокзал", ""]), row(&["2", "", "true"])]);
    assert_eq!(out.finding("empty-rows").count, 1);
    assert_eq!(out.places(), [1, 2]);
    assert_eq!(out.reading.tables[0].name, "stops");
}

#[test]
fn numbers_are_read_as_they_are_written() {
    let out = read_bytes("n.json", r#"[{"a":12345678901234567890.10,"b":1e5,"c":-0.0,"d":9007199254740993}]"#);

    assert_eq!(out.rows(), [row(&["12345678901234567890.10", "1e5", "-0.0", "9007199254740993"])]);
}

#[test]
fn arrays_inside_an_object_are_tables_and_the_rest_is_screened() {
    let text = r#"{"help":"x","contact":"Іван","result":{"records":[{"a":1},{"a":2}],"total":2},"other":[{"b":3}]}"#;

    let out = read_bytes("dump.json", text);

    let names: Vec<&str> = out.reading.tables.iter().map(|table| table.name.as_str()).collect();
    assert_eq!(names, ["records", "other"]);
    assert_eq!(out.reading.tables[0].sheet.as_deref(), Some("$.result.records"));
    assert_eq!(out.tables[0].values, [row(&["1"]), row(&["2"])]);
    assert_eq!(out.tables[1].values, [row(&["3"])]);
    assert!(out.reading.outside.contains(&("$.contact".to_owned(), "Іван".to_owned())));
}

#[test]
fn a_datastore_dump_takes_its_names_from_the_fields() {
    let text = r#"{"fields":[{"id":"_id","type":"int"},{"id":"назва","type":"text"}],"records":[[1,"Парк"],[2,null]]}"#;

    let out = read_bytes("dump.json", text);

    assert_eq!(out.headers(), ["_id", "назва"]);
    assert_eq!(out.rows(), [row(&["1", "Парк"]), row(&["2", ""])]);
}

#[test]
fn a_search_answer_of_a_datastore_is_one_table() {
    let text = r#"{"success":true,"result":{"fields":[{"id":"a","type":"int"}],"records":[{"a":1}],"total":1}}"#;

    let out = read_bytes("search.json", text);

    assert_eq!(out.reading.tables.len(), 1);
    assert_eq!(out.headers(), ["a"]);
}

#[test]
fn a_list_of_fields_alone_is_the_table() {
    let out = read_bytes(
        "schema.json",
        r#"{"fields":[{"name":"id","type":"string"},{"name":"lat","type":"number"}],"missingValues":[""]}"#,
    );

    assert_eq!(out.headers(), ["name", "type"]);
    assert_eq!(out.rows(), [row(&["id", "string"]), row(&["lat", "number"])]);
}

#[test]
fn the_first_of_many_rows_names_the_columns() {
    let out = read_bytes("rows.json", r#"[["код","назва"],[1,"а"],[2,"б"]]"#);

    assert_eq!(out.headers(), ["код", "назва"]);
    assert_eq!(out.rows(), [row(&["1", "а"]), row(&["2", "б"])]);
    assert_eq!(out.reading.tables[0].header_rows, [1]);
}

#[test]
fn rows_without_names_have_columns_without_names() {
    let out = read_bytes("rows.json", r#"[[1,"а"],[2,"б",3]]"#);

    assert_eq!(out.headers(), ["", "", ""]);
    assert_eq!(out.rows(), [row(&["1", "а", ""]), row(&["2", "б", "3"])]);
}

#[test]
fn inner_objects_are_fields_and_arrays_stay_readable() {
    let text = r#"[{"a":{"b":1,"c":{"d":"x"}},"tags":["один","два"],"mixed":["a,b"],"list":[{"p":1}],"none":[],"obj":{}},
                   {"a":null}]"#;

    let out = read_bytes("nested.json", text);

    assert_eq!(out.headers(), ["a.b", "a.c.d", "tags", "mixed", "list", "none", "obj"]);
    assert_eq!(out.rows()[0], row(&["1", "x", "один, два", r#"["a,b"]"#, r#"[{"p":1}]"#, "", ""]));
}

#[test]
fn an_object_of_objects_is_a_table_with_their_names() {
    let out =
        read_bytes("by-id.json", r#"{"updated":"2024","UA-1":{"name":"а"},"UA-2":{"name":"б"},"UA-3":{"name":"в"}}"#);

    assert_eq!(out.headers(), ["key", "name"]);
    assert_eq!(out.rows()[1], row(&["UA-2", "б"]));
    assert_eq!(out.rows().len(), 3);
}

#[test]
fn an_object_of_objects_with_lists_inside_is_still_one_table() {
    let out = read_bytes(
        "routes.json",
        r#"{"1":{"n":"а","stops":[{"s":1}]},"2":{"n":"б","stops":[{"s":2}]},"3":{"n":"в","stops":[{"s":3}]}}"#,
    );

    assert_eq!(out.headers(), ["key", "n", "stops"]);
    assert_eq!(out.rows()[2], row(&["3", "в", r#"[{"s":3}]"#]));
}

#[test]
fn a_single_object_is_a_single_row() {
    let out = read_bytes("one.json", r#"{"a":1,"b":{"c":2}}"#);

    assert_eq!(out.headers(), ["a", "b.c"]);
    assert_eq!(out.rows(), [row(&["1", "2"])]);
}

#[test]
fn ndjson_is_read_line_by_line_with_blanks_and_a_mark() {
    let out = read_bytes("x.ndjson", "\u{feff}{\"a\":1}\r\n\r\n{\"a\":2,\"b\":\"x\"}\n");

    assert_eq!(out.reading.container, Container::Ndjson);
    assert_eq!(out.rows(), [row(&["1", ""]), row(&["2", "x"])]);
    assert_eq!(out.places(), [1, 3]);
}

#[test]
fn a_cut_last_line_and_a_broken_one_are_findings() {
    let out = read_bytes("x.jsonl", "{\"a\":1}\n{\"a\":\n{\"a\":3}\n{\"a\":4,\"b");

    assert_eq!(out.rows(), [row(&["1"]), row(&["3"])]);
    let (broken, cut) = (out.finding("broken-record"), out.finding("truncated"));
    assert_eq!((broken.severity, broken.count, broken.examples[0].place.row), (Severity::Error, 1, Some(2)));
    assert_eq!((cut.severity, cut.examples[0].place.row), (Severity::Error, Some(4)));
}

#[test]
fn values_over_several_lines_one_after_another_are_records() {
    let out = read_bytes("x.json", "{\n \"a\": 1\n}\n{\n \"a\": 2\n}\n");

    assert_eq!(out.rows(), [row(&["1"]), row(&["2"])]);
    assert_eq!(out.places(), [1, 4]);
}

#[test]
fn a_field_given_twice_is_a_finding_and_the_last_value_counts() {
    let out = read_bytes("x.json", r#"[{"a":1,"a":2}]"#);

    assert_eq!(out.rows(), [row(&["2"])]);
    assert_eq!(out.finding("duplicate-key").examples[0].value, "1");
}

#[test]
fn other_encodings_are_read() {
    let text = "[{\"назва\":\"Їжак\"},{\"назва\":\"Парк культури та відпочинку\"}]";
    let wide: Vec<u8> = [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();

    for bytes in [encoding_rs_1251(text), wide] {
        let out = read_bytes("x.json", bytes);

        assert_eq!(out.headers(), ["назва"]);
        assert_eq!(out.rows()[0], row(&["Їжак"]));
        assert_eq!(out.finding("encoding").severity, Severity::Info);
    }
}

fn encoding_rs_1251(text: &str) -> Vec<u8> {
    text.chars()
        .map(|sign| match sign {
            'а'..='я' => u8::try_from(u32::from(sign) - 0x430 + 0xE0).expect("a letter"),
            'А'..='Я' => u8::try_from(u32::from(sign) - 0x410 + 0xC0).expect("a letter"),
            'Ї' => 0xAF,
            'і' => 0xB3,
            plain => u8::try_from(u32::from(plain)).expect("ASCII"),
        })
        .collect()
}

#[test]
fn broken_json_is_refused_with_its_line() {
    let refused = refusal("x.json", "[\n {\"a\":1},\n {\"a\" 2}\n]");
    assert_eq!(refused.kind, "damaged");
    assert!(refused.message.en.contains("line 3"), "{}", refused.message.en);

    let cut = refusal("x.json", "[\n{\"a\":1},\n{\"a\":");
    assert!(cut.message.uk.contains("обірвано"), "{}", cut.message.uk);
}

#[test]
fn a_text_nested_without_end_is_refused() {
    for text in ["[".repeat(100_000), "{\"a\":".repeat(100_000), format!("[{}", "[".repeat(500))] {
        assert_eq!(refusal("x.json", text).kind, "damaged");
    }
}

#[test]
fn a_record_longer_than_allowed_is_refused() {
    let limits = Limits { record_bytes_max: 1 << 20, ..Limits::default() };
    let text = format!("[{{\"a\":\"{}\"}}]", "x".repeat(4 << 20));

    assert_eq!(refusal_of(&Memory::new("x.json", text.into_bytes()), &limits).kind, "record-too-long");
}

#[test]
fn a_document_on_one_long_line_is_read_record_by_record() {
    let limits = Limits { record_bytes_max: 1 << 20, ..Limits::default() };
    let records: Vec<String> =
        (0..60_000).map(|number| format!("{{\"n\":{number},\"text\":\"{}\"}}", "x".repeat(50))).collect();
    let text = format!("[{}]", records.join(","));

    let out =
        read_with(&Memory::new("x.json", text.into_bytes()), &ReadingChoices::default(), &limits).expect("readable");

    assert_eq!(out.rows().len(), 60_000);
    assert_eq!(out.rows()[59_999][0], "59999");
}

#[test]
fn features_have_their_properties_and_their_place() {
    let text = r#"{"type":"FeatureCollection","features":[
        {"type":"Feature","id":7,"properties":{"name":"Зупинка"},"geometry":{"type":"Point","coordinates":[35.046,48.464]}},
        {"type":"Feature","properties":{"name":"Лінія"},"geometry":{"type":"LineString","coordinates":[[35,48],[36,49.5]]}},
        {"type":"Feature","properties":{"name":"Ніде"},"geometry":null}]}"#;

    let out = read_bytes("stops.geojson", text);

    assert_eq!(out.reading.container, Container::GeoJson);
    assert_eq!(out.headers(), ["id", "name", "lon", "lat", "geometry"]);
    assert_eq!(out.rows()[0], row(&["7", "Зупинка", "35.046", "48.464", ""]));
    assert_eq!(out.rows()[1], row(&["", "Лінія", "", "", "LINESTRING (35 48, 36 49.5)"]));
    assert_eq!(out.rows()[2], row(&["", "Ніде", "", "", ""]));
}

#[test]
fn a_property_called_like_a_coordinate_keeps_its_name() {
    let text = r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"lat":"пн."},"geometry":{"type":"Point","coordinates":[35,48]}}]}"#;

    let out = read_bytes("x.geojson", text);

    assert_eq!(out.headers(), ["lat", "geometry_lon", "geometry_lat"]);
    assert_eq!(out.rows(), [row(&["пн.", "35", "48"])]);
}

#[test]
fn features_in_another_system_are_converted() {
    let features = r#""features":[{"type":"Feature","properties":{"a":1},"geometry":{"type":"Point","coordinates":[228998.059,5370116.945]}}]"#;
    let crs = r#""crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::6386"}}"#;

    for text in [
        format!(r#"{{"type":"FeatureCollection",{crs},{features}}}"#),
        format!(r#"{{"type":"FeatureCollection",{features},{crs}}}"#),
    ] {
        let out = read_bytes("x.geojson", text);

        assert_eq!(out.rows(), [row(&["1", "35.0384742", "48.4599063"])]);
        assert!(out.finding("crs-converted").message.en.contains("6386"));
    }
}

#[test]
fn features_in_an_unknown_system_are_refused() {
    let text = r#"{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"EPSG:7829"}},"features":[{"type":"Feature","properties":{"a":1},"geometry":null}]}"#;

    assert!(refusal("x.geojson", text).message.uk.contains("СК-63"));
    assert_eq!(refusal("x.geojson", text.replace("7829", "99999")).kind, "unsupported");
}

#[test]
fn features_line_by_line_are_features() {
    let line = r#"{"type":"Feature","properties":{"a":1},"geometry":{"type":"Point","coordinates":[35,48]}}"#;

    let out = read_bytes("x.ndjson", format!("{line}\n{line}\n"));

    assert_eq!(out.headers(), ["a", "lon", "lat"]);
    assert_eq!(out.rows().len(), 2);
}
