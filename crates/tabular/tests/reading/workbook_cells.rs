//! Cells of workbooks: dates, numbers, texts, errors and merged cells.

use std::io::{Cursor, Write};

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use tabular::{Limits, Severity, read, recipe::ReadingChoices, source::Memory};

use zip::{ZipWriter, write::SimpleFileOptions};

use crate::support::{read_bytes, refusal, row};

fn saved(mut workbook: Workbook) -> Vec<u8> {
    workbook.save_to_buffer().expect("a workbook in memory is saved")
}

#[test]
fn dates_and_times_become_iso_text() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (column, title) in ["дата", "дата і час", "час", "дні"].iter().enumerate() {
        sheet.write(0, u16::try_from(column).expect("fits"), *title).expect("writes");
    }
    let day = ExcelDateTime::from_ymd(2024, 2, 1).expect("a date");
    let moment = ExcelDateTime::from_ymd(2024, 2, 1).and_then(|day| day.and_hms(10, 30, 15)).expect("a moment");
    let time = ExcelDateTime::from_hms(10, 30, 0).expect("a time");
    sheet.write_with_format(1, 0, &day, &Format::new().set_num_format("dd.mm.yyyy")).expect("writes");
    sheet.write_with_format(1, 1, &moment, &Format::new().set_num_format("dd/mm/yy hh:mm")).expect("writes");
    sheet.write_with_format(1, 2, &time, &Format::new().set_num_format("hh:mm")).expect("writes");
    sheet.write_with_format(1, 3, 12.5, &Format::new().set_num_format("0.0\" дн.\"")).expect("writes");

    let readout = read_bytes("journal.xlsx", saved(workbook));

    assert_eq!(readout.rows()[0], row(&["2024-02-01", "2024-02-01T10:30:15", "10:30", "12.5"]));
}

#[test]
fn numbers_booleans_formulas_and_errors_are_read_as_they_are() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_row(0, 0, ["код", "ціна", "частка", "так", "сума", "помилка"]).expect("writes");
    sheet.write(1, 0, "00123").expect("writes");
    sheet.write(1, 1, 0.1 + 0.2).expect("writes");
    sheet.write_with_format(1, 2, 0.15, &Format::new().set_num_format("0%")).expect("writes");
    sheet.write(1, 3, true).expect("writes");
    sheet.write(1, 4, Formula::new("=1+1").set_result("2")).expect("writes");
    sheet.write(1, 5, Formula::new("=NA()").set_result("#N/A")).expect("writes");

    let readout = read_bytes("prices.xlsx", saved(workbook));

    assert_eq!(readout.rows()[0], row(&["00123", "0.30000000000000004", "0.15", "true", "2", "#N/A"]));
    let finding = readout.finding("formula-error");
    assert_eq!((finding.count, finding.severity), (1, Severity::Warning));
    assert_eq!((finding.examples[0].place.row, finding.examples[0].place.column), (Some(2), Some(6)));
}

#[test]
fn the_noise_of_binary_fractions_is_dropped_where_it_is_asked() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_row(0, 0, ["сума", "широта"]).expect("writes");
    sheet.write(1, 0, 0.1 + 0.2).expect("writes").write(1, 1, 48.468_754_123_456_78).expect("writes");
    let source = Memory::new("sums.xlsx", saved(workbook));
    let limits = Limits::default();
    let reading = read::read(&source, &ReadingChoices::default(), &limits).expect("the file is readable");

    let mut rows = read::open_table(&source, &reading, 0, &limits).expect("the table opens");
    rows.drop_noise();

    let batch = rows.next_batch().expect("reads").expect("a batch");
    assert_eq!((batch.columns[0].value(0), batch.columns[1].value(0)), ("0.3", "48.46875412345678"));
}

#[test]
fn rich_texts_escapes_and_signs_of_xml_are_read() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let bold = Format::new().set_bold();
    sheet.write_row(0, 0, ["a", "b", "c"]).expect("writes");
    sheet.write_rich_string(1, 0, &[(&Format::default(), "ТОВ "), (&bold, "«Ромашка»")]).expect("writes");
    sheet.write(1, 1, "a < b & \"c\"\u{1}").expect("writes");
    sheet.write(1, 2, " рядок 1\nрядок 2 ").expect("writes");

    let readout = read_bytes("texts.xlsx", saved(workbook));

    assert_eq!(readout.rows()[0], row(&["ТОВ «Ромашка»", "a < b & \"c\"\u{1}", " рядок 1\nрядок 2 "]));
}

#[test]
fn formats_that_say_more_than_the_number_are_noted() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_row(0, 0, ["назва", "частка", "сума"]).expect("writes");
    for line in 1..4 {
        sheet.write(line, 0, "Парк").expect("writes");
        sheet.write_with_format(line, 1, 0.15, &Format::new().set_num_format("0.0%")).expect("writes");
        sheet.write_with_format(line, 2, 100, &Format::new().set_num_format("#,##0.00\" грн\"")).expect("writes");
    }

    let readout = read_bytes("prices.xlsx", saved(workbook));

    assert_eq!(readout.rows()[0], row(&["Парк", "0.15", "100"]), "the stored numbers are kept");
    assert_eq!(readout.finding("percent-format").count, 3);
    assert!(readout.finding("percent-format").message.en.contains("columns: B"));
    assert_eq!(readout.finding("currency-format").examples[0].place.column, Some(3));
}

#[test]
fn a_workbook_by_a_sparing_writer_in_the_strict_form_is_read() {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mut part = |name: &str, content: &str| {
        zip.start_file(name, SimpleFileOptions::default()).expect("starts");
        zip.write_all(content.as_bytes()).expect("writes");
    };
    part(
        "_rels/.rels",
        r#"<Relationships><Relationship Id="r1" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" Target="/book/main.xml"/></Relationships>"#,
    );
    part("[Content_Types].xml", "<Types/>");
    part(
        "book/main.xml",
        r#"<x:workbook xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main" xmlns:r="r"><x:workbookPr date1904="1"/><x:sheets><x:sheet name="Парки &amp; сквери" sheetId="1" r:id="r1"/></x:sheets></x:workbook>"#,
    );
    part(
        "book/_rels/main.xml.rels",
        r#"<Relationships><Relationship Id="r1" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/worksheet" Target="/data/one.xml"/></Relationships>"#,
    );
    part(
        "data/one.xml",
        r#"<x:worksheet xmlns:x="m"><x:dimension ref="A1"/><x:sheetData>
<x:row><x:c t="inlineStr"><x:is><x:t>назва</x:t></x:is></x:c><x:c t="str"><x:v>дата</x:v></x:c><x:c t="str"><x:v>діє</x:v></x:c><x:c t="str"><x:v>сума</x:v></x:c></x:row>
<x:row><x:c t="inlineStr"><x:is><x:r><x:t xml:space="preserve"> Парк </x:t></x:r><x:r><x:t>1</x:t></x:r><x:rPh><x:t>читання</x:t></x:rPh></x:is></x:c><x:c t="d"><x:v>2024-02-01T00:00:00</x:v></x:c><x:c t="b"><x:v>1</x:v></x:c><x:c><x:f>1+1</x:f><x:v/></x:c></x:row>
<x:row><x:c t="str"><x:v>Парк 2</x:v></x:c><x:c/><x:c t="b"><x:v>0</x:v></x:c><x:c t="e"><x:v>#REF!</x:v></x:c></x:row>
</x:sheetData></x:worksheet>"#,
    );
    let bytes = zip.finish().expect("finishes").into_inner();

    let readout = read_bytes("strict.xlsx", bytes);

    assert_eq!(readout.reading.tables[0].sheet.as_deref(), Some("Парки & сквери"));
    assert_eq!(readout.headers(), ["назва", "дата", "діє", "сума"]);
    assert_eq!(readout.rows()[0], row(&[" Парк 1", "2024-02-01", "true", ""]));
    assert_eq!(readout.rows()[1], row(&["Парк 2", "", "false", "#REF!"]));
    assert_eq!(readout.finding("formula-uncomputed").examples[0].place.column, Some(4));
    assert_eq!(readout.finding("formula-error").count, 1);
}

#[test]
fn a_text_that_is_not_among_the_shared_ones_is_damage_and_no_empty_cell() {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mut part = |name: &str, content: &str| {
        zip.start_file(name, SimpleFileOptions::default()).expect("starts");
        zip.write_all(content.as_bytes()).expect("writes");
    };
    part(
        "xl/workbook.xml",
        r#"<workbook xmlns:r="r"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>"#,
    );
    part(
        "xl/_rels/workbook.xml.rels",
        r#"<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#,
    );
    part("xl/sharedStrings.xml", "<sst><si><t>id</t></si><si><t>name</t></si></sst>");
    part(
        "xl/worksheets/sheet1.xml",
        r#"<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row><row r="2"><c r="A2"><v>7</v></c><c r="B2" t="s"><v>99</v></c></row></sheetData></worksheet>"#,
    );
    let bytes = zip.finish().expect("finishes").into_inner();

    assert_eq!(refusal("lost.xlsx", bytes).kind, "damaged");
}

#[test]
fn merged_cells_are_filled_downwards() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_row(0, 0, ["район", "назва", "місць"]).expect("writes");
    for (index, name) in ["Парк", "Сквер", "Площа"].iter().enumerate() {
        let line = u32::try_from(index + 1).expect("fits");
        sheet.write(line, 1, *name).expect("writes").write(line, 2, 10).expect("writes");
    }
    sheet.merge_range(1, 0, 2, 0, "Північ", &Format::new()).expect("merges");
    sheet.write(3, 0, "Південь").expect("writes");

    let readout = read_bytes("parks.xlsx", saved(workbook));

    assert_eq!(readout.rows()[1], row(&["Північ", "Сквер", "10"]));
    assert_eq!(readout.rows()[2], row(&["Південь", "Площа", "10"]));
    assert_eq!(readout.finding("merged-cells").count, 1);
}

#[test]
fn empty_rows_between_data_are_counted() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_row(0, 0, ["id", "назва"]).expect("writes");
    sheet.write(1, 0, 1).expect("writes").write(1, 1, "Парк").expect("writes");
    sheet.write(4, 0, 2).expect("writes").write(4, 1, "Сквер").expect("writes");

    let readout = read_bytes("parks.xlsx", saved(workbook));

    assert_eq!(readout.places(), [2, 5]);
    assert_eq!(readout.finding("empty-rows").count, 2);
}

#[test]
fn many_rows_come_in_batches_in_their_order() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_row(0, 0, ["id", "назва"]).expect("writes");
    for line in 1..=20_000 {
        sheet.write(line, 0, line).expect("writes").write(line, 1, format!("Назва {line}")).expect("writes");
    }

    let readout = read_bytes("many.xlsx", saved(workbook));

    assert_eq!(readout.rows().len(), 20_000);
    assert!(readout.rows().iter().enumerate().all(|(index, row)| row[0] == (index + 1).to_string()));
}
