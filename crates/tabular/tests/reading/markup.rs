//! XML, KML, GPX, HTML and the XML workbooks of Excel 2003.

use tabular::Container;

use crate::support::{read_bytes, refusal, row};

#[test]
fn repeated_elements_are_records() {
    let xml = r#"<?xml version="1.0" encoding="UTF-8"?>
        <!DOCTYPE data [<!ENTITY bomb "boom">]>
        <data xmlns="urn:x" updated="2024"><contact>Іван</contact><stops>
          <stop id="1"><name>Вокзал &amp; порт</name><geo><lat>48.4</lat><lon>35.0</lon></geo><line>1</line><line>2</line></stop>
          <x:stop xmlns:x="urn:x" id="2"><name><![CDATA[<Парк>]]></name><exit n="a"><w>1</w></exit><exit n="b"/></x:stop>
          <stop id="3"><name>&bomb;</name><price currency="UAH">5</price></stop>
        </stops></data>"#;

    let out = read_bytes("stops.xml", xml);

    assert_eq!(out.reading.container, Container::Xml);
    assert_eq!(out.reading.tables[0].sheet.as_deref(), Some("/data/stops/stop"));
    assert_eq!(out.headers(), ["id", "name", "geo.lat", "geo.lon", "line", "exit", "price.currency", "price"]);
    assert_eq!(out.rows()[0], row(&["1", "Вокзал & порт", "48.4", "35.0", "1, 2", "", "", ""]));
    assert_eq!(out.rows()[1], row(&["2", "<Парк>", "", "", "", r#"[{"n":"a","w":"1"},{"n":"b"}]"#, "", ""]));
    assert_eq!(out.rows()[2], row(&["3", "&bomb;", "", "", "", "", "UAH", "5"]));
    assert!(out.reading.outside.iter().any(|(_, text)| text == "Іван"));
}

#[test]
fn what_repeated_elements_around_a_record_say_belongs_to_it() {
    let xml = r#"<r><area code="1"><title>Центр</title><h><n>a</n><m>1</m></h><h><n>b</n><m>2</m></h></area>
                  <area code="2"><title>Північ</title><h><n>c</n><m>3</m></h><h><n>d</n><m>4</m></h></area></r>"#;

    let out = read_bytes("x.xml", xml);

    assert_eq!(out.headers(), ["area.code", "area.title", "n", "m"]);
    assert_eq!(out.rows()[2], row(&["2", "Північ", "c", "3"]));
}

#[test]
fn lists_that_stand_apart_are_tables_apart() {
    let xml = "<f><as><a><x>1</x></a><a><x>2</x></a></as><bs><b y='3'/><b y='4'/></bs></f>";

    let out = read_bytes("x.xml", xml);

    assert_eq!(out.tables[0].values, [row(&["1"]), row(&["2"])]);
    assert_eq!(out.tables[1].values, [row(&["3"]), row(&["4"])]);
}

#[test]
fn a_declared_encoding_is_believed() {
    let mut xml = b"<?xml version=\"1.0\" encoding=\"windows-1251\"?><d><r><n>".to_vec();
    xml.extend([0xCF, 0xE0, 0xF0, 0xEA]);
    xml.extend(b"</n></r><r><n>b</n></r></d>");

    let out = read_bytes("x.xml", xml);

    assert_eq!(out.rows()[0], row(&["Парк"]));
}

#[test]
fn broken_xml_is_refused_with_its_line() {
    let refused = refusal("x.xml", "<?xml version=\"1.0\"?>\n<d>\n<r><a>1</b></r></d>");
    assert_eq!(refused.kind, "damaged");
    assert!(refused.message.en.contains("line 3"), "{}", refused.message.en);
    assert!(refusal("x.xml", "<?xml version=\"1.0\"?>\n<d><r>").message.uk.contains("обірвано"));
    assert_eq!(refusal("x.xml", "<a>".repeat(10_000)).kind, "damaged");
}

#[test]
fn placemarks_have_their_data_and_their_place() {
    let kml = r#"<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>Мапа</name>
        <Folder><name>Парки</name><Placemark><name>Глоби</name><styleUrl>#a</styleUrl>
          <ExtendedData><Data name="площа"><value>5</value></Data><SchemaData><SimpleData name="код">7</SimpleData></SchemaData></ExtendedData>
          <Point><coordinates>35.03,48.47,0</coordinates></Point></Placemark></Folder>
        <Placemark><name>Межа</name><Polygon><outerBoundaryIs><LinearRing><coordinates>0,0 1,0 1,1 0,0</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>
        </Document></kml>"#;

    let out = read_bytes("map.kml", kml);

    assert_eq!(out.reading.container, Container::Kml);
    assert_eq!(out.headers(), ["Folder.name", "name", "площа", "код", "lon", "lat", "geometry"]);
    assert_eq!(out.rows()[0], row(&["Парки", "Глоби", "5", "7", "35.03", "48.47", ""]));
    assert_eq!(out.rows()[1][6], "POLYGON ((0 0, 1 0, 1 1, 0 0))");
}

#[test]
fn points_of_a_track_and_places_are_two_tables() {
    let gpx = r#"<?xml version="1.0"?><gpx version="1.1" creator="x"><metadata><name>N</name></metadata>
        <wpt lat="48.4" lon="35.0"><name>Старт</name></wpt>
        <trk><name>Кільце</name><trkseg><trkpt lat="48.1" lon="35.1"><ele>10</ele></trkpt><trkpt lat="48.2" lon="35.2"><ele>11</ele></trkpt></trkseg></trk></gpx>"#;

    let out = read_bytes("ride.gpx", gpx);

    let names: Vec<&str> = out.reading.tables.iter().map(|table| table.name.as_str()).collect();
    assert_eq!(names, ["waypoints", "track_points"]);
    assert_eq!(out.tables[0].values, [row(&["48.4", "35.0", "Старт"])]);
    assert_eq!(out.reading.tables[1].headers, ["trk.name", "lat", "lon", "ele"]);
    assert_eq!(out.tables[1].values[1], row(&["Кільце", "48.2", "35.2", "11"]));
}

#[test]
fn a_page_saved_as_a_workbook_is_read() {
    let html = "<html><head><meta charset=\"utf-8\"><style>td{}</style></head><body><p>Звіт</p>
        <table><tr><th rowspan=2>Назва</th><th colspan=\"2\">Кількість</th></tr><tr><th>2023<th>2024</tr>
        <tr><td>Парк&nbsp;№1<td>5<td>6</tr><tr><td rowspan='2'>Сквер</td><td>7</td><td>8</td></tr><tr><td>9</td><td>10</td></tr></table></body>";

    let out = read_bytes("report.xls", html);

    assert_eq!(out.reading.container, Container::Html);
    assert_eq!(out.headers(), ["Назва", "Кількість / 2023", "Кількість / 2024"]);
    assert_eq!(out.rows(), [row(&["Парк\u{a0}№1", "5", "6"]), row(&["Сквер", "7", "8"]), row(&["Сквер", "9", "10"])]);
    assert!(out.reading.outside.iter().any(|(_, text)| text == "Звіт"));
}

#[test]
fn several_tables_of_a_page_are_several_tables() {
    let html =
        "<!DOCTYPE html><body><table><tr><td>a<td>b<tr><td>1<td>2</table><table><tr><td>c<td>d<tr><td>3<td>4</table>";

    let out = read_bytes("page.html", html);

    assert_eq!(out.tables[0].values, [row(&["1", "2"])]);
    assert_eq!(out.tables[1].values, [row(&["3", "4"])]);
}

#[test]
fn an_xml_workbook_is_read_sheet_by_sheet() {
    let xml = r#"<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
        <Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
        <DocumentProperties xmlns="urn:schemas-microsoft-com:office:office"><Author>Петренко</Author></DocumentProperties>
        <Worksheet ss:Name="Парки"><Table><Row><Cell><Data ss:Type="String">назва</Data></Cell><Cell><Data ss:Type="String">рік</Data></Cell><Cell><Data ss:Type="String">дата</Data></Cell></Row>
        <Row ss:Index="3"><Cell><Data ss:Type="String">Глоби</Data></Cell><Cell ss:Index="3"><Data ss:Type="DateTime">2024-05-01T00:00:00.000</Data></Cell></Row></Table></Worksheet></Workbook>"#;

    let out = read_bytes("x.xml", xml);

    assert_eq!(out.reading.container, Container::SpreadsheetMl);
    assert_eq!(out.reading.tables[0].sheet.as_deref(), Some("Парки"));
    assert_eq!(out.headers(), ["назва", "рік", "дата"]);
    assert_eq!(out.rows(), [row(&["Глоби", "", "2024-05-01"])]);
    assert_eq!(out.places(), [3]);
    assert!(out.reading.outside.iter().any(|(_, text)| text == "Петренко"));
}
