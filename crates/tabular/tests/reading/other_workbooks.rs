//! XLS, XLSB and ODS: the same promises as for XLSX, as far as the formats tell.

use std::io::{Cursor, Write};

use tabular::{Container, Limits, read, recipe::ReadingChoices, source::Memory};
use zip::{ZipWriter, write::SimpleFileOptions};

use crate::support::{Readout, read_bytes, refusal, row};

/// Six parks under merged districts, dates, shares, a formula in error, a hidden row, column and sheet.
const PARKS_XLS: &[u8] = include_bytes!("files/parks.xls");

fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).expect("starts");
        zip.write_all(content).expect("writes");
    }
    zip.finish().expect("finishes").into_inner()
}

fn spreadsheet(tables: &str) -> Vec<u8> {
    let content = format!(
        r#"<office:document-content><office:automatic-styles><style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style></office:automatic-styles><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"#
    );
    zipped(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", content.as_bytes()),
        ("meta.xml", "<meta><creator>Тестова Особа</creator></meta>".as_bytes()),
    ])
}

/// Rows of texts.
fn rows_of(rows: &[&[&str]]) -> String {
    let cell = |text: &&str| {
        format!(r#"<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>"#)
    };
    let row =
        |cells: &&[&str]| format!("<table:table-row>{}</table:table-row>", cells.iter().map(cell).collect::<String>());
    rows.iter().map(row).collect()
}

#[test]
fn an_old_workbook_is_read_like_a_new_one() {
    let readout = read_bytes("parks.xls", PARKS_XLS);

    let table = &readout.reading.tables[0];
    assert_eq!(readout.reading.container, Container::Xls);
    assert_eq!((table.name.as_str(), table.title.as_str()), ("Parky", "Перелік парків міста"));
    assert_eq!(readout.headers(), ["Район", "Назва", "Площа", "Відкрито", "Оновлено", "Частка"]);
    let last = row(&["Південь", "Парк 6", "7.5", "2024-02-06", "2024-02-01T10:35:00", "0.75"]);
    assert_eq!(readout.rows()[5], last, "dates are ISO, merged districts filled down");
    assert_eq!(readout.finding("merged-cells").count, 4);
    assert_eq!(readout.finding("percent-format").count, 6);
    assert_eq!(readout.finding("hidden-rows").examples[0].place.row, Some(6));
    assert_eq!(readout.finding("hidden-columns").examples[0].place.column, Some(3));
    assert!(readout.finding("hidden-sheet").message.uk.contains("«Чернетка»"));
    assert!(readout.reading.outside.contains(&("Чернетка!A1".to_owned(), "прихований текст".to_owned())));
}

#[test]
fn workbooks_of_all_kinds_stand_in_one_archive() {
    let open = format!(
        r#"<table:table table:name="Сквери">{}</table:table>"#,
        rows_of(&[&["назва", "стан"], &["Сад", "добрий"]])
    );

    let readout = read_bytes("city.zip", zipped(&[("parks.xls", PARKS_XLS), ("squares.ods", &spreadsheet(&open))]));

    let sheets: Vec<Option<&str>> = readout.reading.tables.iter().map(|table| table.sheet.as_deref()).collect();
    assert_eq!(readout.reading.container, Container::Zip);
    assert_eq!(sheets.len(), 2, "{sheets:?}");
    assert_eq!(readout.tables[0].values, read_bytes("parks.xls", PARKS_XLS).tables[0].values);
    assert_eq!(readout.tables[1].values, [row(&["Сад", "добрий"])]);
}

#[test]
fn an_old_workbook_under_a_password_is_refused() {
    let mut bytes = PARKS_XLS.to_vec();
    // The record behind the first one becomes the one that announces a password.
    let at = bytes.windows(4).position(|window| window == [0xE1, 0x00, 0x02, 0x00]).expect("the fixture has it");
    bytes[at] = 0x2F;

    assert_eq!(refusal("parks.xls", bytes).kind, "password-protected");
}

#[test]
fn no_byte_of_an_old_workbook_brings_the_reader_down() {
    let limits = Limits::default();
    for at in (0..PARKS_XLS.len()).step_by(3) {
        let mut bytes = PARKS_XLS.to_vec();
        bytes[at] = bytes[at].wrapping_add(0x7F);
        let source = Memory::new("parks.xls", bytes);

        let Ok(reading) = read::read(&source, &ReadingChoices::default(), &limits) else {
            continue;
        };
        for table in 0..reading.tables.len() {
            let mut rows = read::open_table(&source, &reading, table, &limits).expect("the source opens");
            while let Ok(Some(batch)) = rows.next_batch() {
                assert!(batch.rows() > 0);
            }
        }
    }
}

#[test]
fn a_cut_off_old_workbook_is_damaged() {
    assert_eq!(refusal("parks.xls", &PARKS_XLS[..2_000]).kind, "damaged");
}

#[test]
fn a_spreadsheet_is_read_with_its_types_and_repeated_cells() {
    let rows = r#"<table:table table:name="Парки &amp; сквери"><table:table-column table:number-columns-repeated="1024"/>
<table:table-row><table:table-cell><text:p>Район</text:p></table:table-cell><table:table-cell><text:p>Назва</text:p></table:table-cell><table:table-cell><text:p>Площа</text:p></table:table-cell><table:table-cell><text:p>Дата</text:p></table:table-cell><table:table-cell><text:p>Частка</text:p></table:table-cell><table:table-cell><text:p>Час</text:p></table:table-cell><table:table-cell table:number-columns-repeated="1018"/></table:table-row>
<table:table-row><table:table-cell table:number-rows-spanned="2"><text:p>Північ</text:p></table:table-cell><table:table-cell><text:p>Парк<text:s text:c="2"/>1</text:p><text:p>другий рядок</text:p><office:annotation><text:p>перевірити</text:p></office:annotation></table:table-cell><table:table-cell office:value-type="float" office:value="1.5"><text:p>1,5</text:p></table:table-cell><table:table-cell office:value-type="date" office:date-value="2024-02-01"><text:p>01.02.24</text:p></table:table-cell><table:table-cell office:value-type="percentage" office:value="0.15"><text:p>15 %</text:p></table:table-cell><table:table-cell office:value-type="time" office:time-value="PT08H05M00S"><text:p>8:05</text:p></table:table-cell></table:table-row>
<table:table-row><table:covered-table-cell/><table:table-cell><text:p>Парк 2</text:p></table:table-cell><table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell></table:table-row>
<table:table-row table:number-rows-repeated="2"><table:table-cell><text:p>Південь</text:p></table:table-cell><table:table-cell table:number-columns-repeated="2"><text:p>7</text:p></table:table-cell></table:table-row>
<table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="1024"/></table:table-row></table:table>"#;

    let readout = read_bytes("parks.ods", spreadsheet(rows));

    assert_eq!(readout.reading.container, Container::Ods);
    assert_eq!(readout.reading.tables[0].title, "Парки & сквери");
    assert_eq!(readout.rows()[0], row(&["Північ", "Парк  1\nдругий рядок", "1.5", "2024-02-01", "0.15", "08:05"]));
    assert_eq!(readout.rows()[1], row(&["Північ", "Парк 2", "#DIV/0!", "", "", ""]));
    assert_eq!(readout.rows()[2..], [row(&["Південь", "7", "7", "", "", ""]), row(&["Південь", "7", "7", "", "", ""])]);
    assert_eq!(readout.places(), [2, 3, 4, 5]);
    assert_eq!((readout.finding("formula-error").count, readout.finding("percent-format").count), (1, 1));
    let outside: Vec<&str> = readout.reading.outside.iter().map(|(_, text)| text.as_str()).collect();
    assert!(outside.contains(&"перевірити") && outside.contains(&"Тестова Особа"));
}

#[test]
fn hidden_sheets_of_a_spreadsheet_are_only_screened() {
    let visible = rows_of(&[&["id", "name"], &["1", "North"]]);
    let hidden = rows_of(&[&["прихований текст"]]);
    let tables = format!(
        r#"<table:table table:name="Зупинки">{visible}</table:table><table:table table:name="Чернетка" table:style-name="ta2">{hidden}</table:table>"#
    );

    let readout = read_bytes("stops.ods", spreadsheet(&tables));

    assert_eq!(readout.reading.tables.len(), 1);
    assert!(readout.reading.outside.contains(&("Чернетка!A1".to_owned(), "прихований текст".to_owned())));
}

#[test]
fn cells_that_repeat_beyond_all_measure_are_refused() {
    let cell =
        r#"<table:table-cell table:number-columns-repeated="16384"><text:p>0123456789</text:p></table:table-cell>"#;
    let table = format!(
        r#"<table:table table:name="A"><table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row></table:table>"#
    );
    let limits = Limits { unpacked_bytes_max: 1 << 20, ..Limits::default() };

    let refused = crate::support::refusal_of(&Memory::new("a.ods", spreadsheet(&table)), &limits);

    assert_eq!(refused.kind, "zip-bomb");
}

#[test]
fn an_encrypted_spreadsheet_is_refused() {
    let manifest = b"<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>";
    let bytes = zipped(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", b"\x01\x02"),
        ("META-INF/manifest.xml", manifest),
    ]);

    assert_eq!(refusal("a.ods", bytes).kind, "password-protected");
}

#[test]
fn texts_of_open_document_are_no_tables() {
    let bytes = zipped(&[("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", b"<a/>")]);

    let refused = refusal("letter.odt", bytes);

    assert!(refused.kind == "unsupported" && refused.message.en.contains("ODT"));
}

/// Records of a binary part.
#[derive(Default)]
struct Binary(Vec<u8>);

impl Binary {
    fn record(mut self, kind: u16, data: &[u8]) -> Self {
        let low = u8::try_from(kind & 0x7F).expect("fits");
        self.0.extend(if kind < 0x80 { vec![low] } else { vec![low | 0x80, u8::try_from(kind >> 7).expect("fits")] });
        let length = data.len();
        self.0.extend([u8::try_from(length & 0x7F).expect("fits") | 0x80, u8::try_from(length >> 7).expect("short")]);
        self.0.extend(data);
        self
    }
}

fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let count = u32::try_from(units.len()).expect("fits").to_le_bytes();
    count.into_iter().chain(units.into_iter().flat_map(u16::to_le_bytes)).collect()
}

fn cell(column: u32, style: u8, value: &[u8]) -> Vec<u8> {
    [&column.to_le_bytes()[..], &[style, 0, 0, 0], value].concat()
}

fn sheet_row(number: u32) -> Vec<u8> {
    [&number.to_le_bytes()[..], &[0; 8]].concat()
}

fn binary_workbook() -> Readout {
    let relations =
        br#"<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.bin"/></Relationships>"#;
    let workbook = Binary::default().record(0x9C, &[&[0; 8][..], &wide("r1"), &wide("Стоянки")].concat());
    let strings = ["назва", "дата", "місць", "Парк"]
        .iter()
        .fold(Binary::default(), |part, text| part.record(0x13, &[&[0][..], &wide(text)].concat()));
    let styles = Binary::default()
        .record(0x269, &2_u32.to_le_bytes())
        .record(0x2F, &[0; 16])
        .record(0x2F, &[&[0, 0, 14, 0][..], &[0; 12]].concat())
        .record(0x26A, &[]);
    let mut sheet = Binary::default().record(0x00, &sheet_row(0));
    for column in 0..3_u32 {
        sheet = sheet.record(0x07, &cell(column, 0, &column.to_le_bytes()));
    }
    for line in 1..4_u32 {
        sheet = sheet
            .record(0x00, &sheet_row(line))
            .record(0x07, &cell(0, 0, &3_u32.to_le_bytes()))
            .record(0x05, &cell(1, 1, &(45_322.0 + f64::from(line)).to_le_bytes()))
            .record(0x02, &cell(2, 0, &(((line * 10) << 2) | 2).to_le_bytes()));
    }
    read_bytes(
        "parking.xlsb",
        zipped(&[
            ("xl/workbook.bin", &workbook.0),
            ("xl/_rels/workbook.bin.rels", relations),
            ("xl/sharedStrings.bin", &strings.0),
            ("xl/styles.bin", &styles.0),
            ("xl/worksheets/sheet1.bin", &sheet.0),
        ]),
    )
}

#[test]
fn a_binary_workbook_is_read_like_any_other() {
    let readout = binary_workbook();

    assert_eq!(readout.reading.container, Container::Xlsb);
    assert_eq!(readout.reading.tables[0].name, "Stoianky");
    assert_eq!(readout.headers(), ["назва", "дата", "місць"]);
    assert_eq!(readout.rows()[2], row(&["Парк", "2024-02-03", "30"]));
}
