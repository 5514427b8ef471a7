//! Workbooks made to harm: a few bytes that ask for any amount of work or memory. Each is refused, or read as what it is.

use std::io::{Cursor, Write};

use tabular::{Limits, source::Memory};
use zip::{ZipWriter, write::SimpleFileOptions};

use crate::support::{Readout, read_bytes, refusal_of};

/// An old workbook with a visible and a hidden sheet.
const PARKS_XLS: &[u8] = include_bytes!("files/parks.xls");

/// Limits that a few megabytes reach.
fn limits() -> Limits {
    Limits { unpacked_bytes_max: 8 << 20, record_bytes_max: 256 << 10, ..Limits::default() }
}

fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).expect("starts");
        zip.write_all(content.as_bytes()).expect("writes");
    }
    zip.finish().expect("finishes").into_inner()
}

/// A workbook with one sheet.
fn workbook(name: &str, sheet: &str, strings: &str, styles: &str) -> Vec<u8> {
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    zipped(&[
        ("xl/workbook.xml", &format!(r#"<workbook><sheets><sheet name="{name}" r:id="r1"/></sheets></workbook>"#)),
        (
            "xl/_rels/workbook.xml.rels",
            &format!(
                r#"<Relationships><Relationship Id="r1" Type="{kind}/worksheet" Target="one.xml"/></Relationships>"#
            ),
        ),
        ("xl/one.xml", &format!("<worksheet>{sheet}</worksheet>")),
        ("xl/sharedStrings.xml", &format!("<sst>{strings}</sst>")),
        ("xl/styles.xml", &format!("<styleSheet>{styles}</styleSheet>")),
    ])
}

fn text_row(cells: &[&str]) -> String {
    let cells: Vec<String> = cells.iter().map(|text| format!(r#"<c t="str"><v>{text}</v></c>"#)).collect();
    format!("<row>{}</row>", cells.concat())
}

fn refused(bytes: Vec<u8>) -> &'static str {
    refusal_of(&Memory::new("table.xlsx", bytes), &limits()).kind
}

#[test]
fn a_long_text_that_every_row_shares_is_refused() {
    let rows = r#"<row><c t="s"><v>0</v></c><c><v>1</v></c></row>"#.repeat(2_000);
    let strings = format!("<si><t>{}</t></si>", "a".repeat(100_000));

    assert_eq!(refused(workbook("A", &format!("<sheetData>{rows}</sheetData>"), &strings, "")), "zip-bomb");
}

#[test]
fn a_long_text_merged_over_many_rows_is_refused() {
    let first = text_row(&[&"a".repeat(100_000), "1"]);
    let below = r#"<row><c r="B1"><v>2</v></c></row>"#.repeat(2_000);
    let header = text_row(&["назва", "число"]);
    let merge = r#"<mergeCells><mergeCell ref="A2:A1048576"/></mergeCells>"#;
    let sheet = format!("<sheetData>{header}{first}{below}</sheetData>{merge}");

    assert_eq!(refused(workbook("A", &sheet, "", "")), "zip-bomb");
}

#[test]
fn merged_cells_that_lie_over_each_other_give_their_text_once() {
    let merge = r#"<mergeCell ref="A2:A4"/>"#.repeat(50_000);
    let rows = [&["район", "місць"], &["Центр", "1"]].map(|cells| text_row(cells)).concat();
    let below = r#"<row><c r="B1"><v>2</v></c></row>"#.repeat(3);
    let sheet = format!("<sheetData>{rows}{below}</sheetData><mergeCells>{merge}</mergeCells>");

    let readout = read_bytes("table.xlsx", workbook("A", &sheet, "", ""));

    let districts: Vec<&str> = readout.rows().iter().map(|row| row[0].as_str()).collect();
    assert_eq!(districts, ["Центр", "Центр", "Центр", ""]);
}

#[test]
fn rows_of_one_value_at_the_far_end_of_a_sheet_are_refused() {
    let rows = r#"<row><c r="XFD1"><v>1</v></c></row>"#.repeat(1_000);

    assert_eq!(refused(workbook("A", &format!("<sheetData>{rows}</sheetData>"), "", "")), "zip-bomb");
}

#[test]
fn two_columns_at_both_ends_of_a_sheet_are_two_columns() {
    let header = r#"<row><c t="str"><v>назва</v></c><c r="XFD1" t="str"><v>число</v></c></row>"#;
    let rows = r#"<row><c t="str"><v>парк</v></c><c r="XFD1"><v>1</v></c></row>"#.repeat(30);
    let merge = r#"<mergeCells><mergeCell ref="A1:B1"/></mergeCells>"#;
    let sheet = format!("<sheetData>{header}{rows}</sheetData>{merge}");

    let readout = read_bytes("table.xlsx", workbook("A", &sheet, "", ""));

    assert_eq!((readout.headers(), readout.rows().len()), (vec!["назва", "число"], 30));
}

#[test]
fn a_row_of_formulas_without_end_is_too_long() {
    let cells = r#"<c r="A1"><f>1</f></c>"#.repeat(50_000);
    let sheet = format!("<sheetData><row>{cells}</row></sheetData>");

    assert_eq!(refused(workbook("A", &sheet, "", "")), "record-too-long");
}

#[test]
fn a_format_without_end_costs_no_more_for_each_style_that_has_it() {
    let format = format!(r#"<numFmts><numFmt numFmtId="164" formatCode="{}"/></numFmts>"#, "0".repeat(10 << 20));
    let styles = r#"<xf numFmtId="164"/>"#.repeat(50_000);
    let sheet = format!("<sheetData>{}<row><c s=\"7\"><v>1.5</v></c></row></sheetData>", text_row(&["площа"]));

    let readout = read_bytes("table.xlsx", workbook("A", &sheet, "", &format!("{format}<cellXfs>{styles}</cellXfs>")));

    assert_eq!(readout.rows(), [["1.5"]]);
}

#[test]
fn a_sheets_name_without_end_is_cut() {
    let sheet = format!("<sheetData>{}{}</sheetData>", text_row(&["а", "б"]), text_row(&["1", "2"]));

    let readout = read_bytes("table.xlsx", workbook(&"н".repeat(1 << 20), &sheet, "", ""));

    assert_eq!(readout.reading.tables[0].sheet.as_deref().map(str::len), Some(1_000));
    assert_eq!(readout.rows(), [["1", "2"]], "it is found again by the name it has");
}

#[test]
fn what_a_sheet_says_of_its_size_is_not_believed() {
    let rows = [text_row(&["а", "б"]), text_row(&["1", "2"])].concat();
    let sheet = format!(r#"<dimension ref="A1:XFD1048576"/><sheetData>{rows}</sheetData>"#);

    assert_eq!(read_bytes("table.xlsx", workbook("A", &sheet, "", "")).rows(), [["1", "2"]]);
}

#[test]
fn external_links_and_macros_are_never_followed() {
    let sheet =
        r#"<sheetData><row><c t="str"><v>а</v></c></row><row><c><f>[1]Дані!A1</f><v>7</v></c></row></sheetData>"#;
    let whole = workbook("A", sheet, "", "");
    let mut zip = ZipWriter::new_append(Cursor::new(whole)).expect("opens");
    let link = r#"<Relationships><Relationship Id="r1" Type="t/externalLinkPath" Target="file:///nowhere/x.xlsx" TargetMode="External"/></Relationships>"#;
    for (name, content) in [("xl/externalLinks/_rels/externalLink1.xml.rels", link), ("xl/vbaProject.bin", "broken")] {
        zip.start_file(name, SimpleFileOptions::default()).expect("starts");
        zip.write_all(content.as_bytes()).expect("writes");
    }

    let readout = read_bytes("table.xlsm", zip.finish().expect("finishes").into_inner());

    assert_eq!(readout.rows(), [["7"]], "the value is the one that was saved");
}

/// Where the old workbook says where its second sheet begins, and what it says of the first.
fn sheet_places(bytes: &[u8]) -> (usize, [u8; 4]) {
    let mut at = bytes.windows(4).position(|window| window == [0x09, 0x08, 0x10, 0x00]).expect("the first record");
    let mut places = Vec::new();
    while places.len() < 2 {
        if bytes[at..at + 2] == [0x85, 0x00] {
            places.push(at + 4);
        }
        at += 4 + usize::from(u16::from_le_bytes([bytes[at + 2], bytes[at + 3]]));
    }
    (places[1], bytes[places[0]..places[0] + 4].try_into().expect("four bytes"))
}

#[test]
fn two_sheets_of_an_old_workbook_in_one_place_are_one_sheet() {
    let (place, first) = sheet_places(PARKS_XLS);
    let mut bytes = PARKS_XLS.to_vec();
    bytes[place..place + 4].copy_from_slice(&first);

    let readout: Readout = read_bytes("parks.xls", bytes);

    assert_eq!(readout.rows(), read_bytes("parks.xls", PARKS_XLS).rows());
    assert!(readout.findings("hidden-sheet").is_empty(), "what is read again is no other sheet");
}

#[test]
fn sectors_of_an_old_workbook_that_follow_each_other_in_circles_are_damage() {
    let mut bytes = PARKS_XLS.to_vec();
    let table = 512 + 512 * usize::try_from(u32::from_le_bytes(bytes[76..80].try_into().expect("four"))).expect("fits");
    for sector in 0..128_u32 {
        let at = table + 4 * sector as usize;
        bytes[at..at + 4].copy_from_slice(&((sector + 1) % 4).to_le_bytes());
    }

    assert_eq!(refusal_of(&Memory::new("parks.xls", bytes), &limits()).kind, "damaged");
}

#[test]
fn workbooks_in_an_archive_share_what_one_file_may_unpack_to() {
    let rows = text_row(&["0123456789"; 20]).repeat(6_000);
    let book = workbook("A", &format!("<sheetData>{rows}</sheetData>"), "", "");
    let archive = |count: usize| {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for number in 0..count {
            zip.start_file(format!("{number}.xlsx"), SimpleFileOptions::default()).expect("starts");
            zip.write_all(&book).expect("writes");
        }
        zip.finish().expect("finishes").into_inner()
    };
    let limits = Limits { unpacked_bytes_max: 16 << 20, ..Limits::default() };

    let one =
        tabular::read::read(&Memory::new("x.zip", archive(1)), &tabular::recipe::ReadingChoices::default(), &limits);

    assert_eq!(one.expect("one fits").tables.len(), 1);
    assert_eq!(refusal_of(&Memory::new("x.zip", archive(20)), &limits).kind, "zip-bomb");
}

#[test]
fn a_second_end_of_an_archive_hides_nothing() {
    let names: Vec<String> = (0..60).map(|number| format!("{number}.csv")).collect();
    let parts: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "a;b\n1;2\n")).collect();
    let mut bytes = zipped(&parts);
    let size = bytes.len();
    // The comment holds another end, which tells of a single entry.
    let mut end = bytes[size - 22..].to_vec();
    end[8..12].copy_from_slice(&[1, 0, 1, 0]);
    bytes[size - 2..].copy_from_slice(&[22, 0]);
    bytes.extend(end);
    let limits = Limits { zip_entries_max: 40, ..Limits::default() };

    assert_eq!(refusal_of(&Memory::new("x.zip", bytes), &limits).kind, "zip-bomb");
}
