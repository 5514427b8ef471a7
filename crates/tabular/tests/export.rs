//! Representations of a table: exact values, no formula, nothing lost.

use std::{collections::HashMap, io::Cursor, sync::Arc};

use arrow::{
    array::{
        ArrayRef, BooleanArray, Date32Array, Decimal128Array, Float64Array, Int64Array, RecordBatch, StringArray,
        TimestampMicrosecondArray,
    },
    datatypes::{DataType, Field, Schema},
};
use calamine::{Data, Reader, Xlsx};
use parquet::arrow::ArrowWriter;
use proptest::prelude::*;
use tabular::{
    export::{ExportOptions, Format, SCALE_FIXED, SCALE_KEY, TITLE_KEY, export},
    source::{Memory, MemoryScratch},
};

/// Parquet as the build writes it: the hidden row column first.
fn parquet(columns: Vec<(Field, ArrayRef)>) -> Memory {
    let rows = columns[0].1.len();
    let hidden: ArrayRef = Arc::new(Int64Array::from_iter_values(0..i64::try_from(rows).expect("few rows")));
    let mut fields = vec![Field::new("_row", DataType::Int64, false)];
    let mut arrays = vec![hidden];
    for (field, array) in columns {
        fields.push(field);
        arrays.push(array);
    }
    let batch = RecordBatch::try_new(Arc::new(Schema::new(fields)), arrays).expect("equal lengths");
    let mut bytes = Vec::new();
    let mut writer = ArrowWriter::try_new(&mut bytes, batch.schema(), None).expect("a writer");
    writer.write(&batch).expect("written");
    writer.close().expect("closed");
    Memory::new("parks.parquet", bytes)
}

fn column(name: &str, array: ArrayRef) -> (Field, ArrayRef) {
    (Field::new(name, array.data_type().clone(), true), array)
}

fn with(mut column: (Field, ArrayRef), key: &str, value: &str) -> (Field, ArrayRef) {
    let mut metadata: HashMap<String, String> = column.0.metadata().clone();
    metadata.insert(key.to_owned(), value.to_owned());
    column.0.set_metadata(metadata);
    column
}

fn texts(name: &str, values: &[Option<&str>]) -> (Field, ArrayRef) {
    column(name, Arc::new(StringArray::from(values.to_vec())))
}

fn decimals(name: &str, digits: &[i128], scale: i8) -> (Field, ArrayRef) {
    let array = Decimal128Array::from(digits.to_vec()).with_precision_and_scale(38, scale).expect("a lawful scale");
    column(name, Arc::new(array))
}

fn exported(table: &Memory, format: Format, options: ExportOptions) -> Vec<u8> {
    let mut out = Vec::new();
    export(table, format, &options, &MemoryScratch, &mut out).expect("exported");
    out
}

fn text(table: &Memory, format: Format) -> String {
    String::from_utf8(exported(table, format, ExportOptions::default())).expect("UTF-8")
}

fn every_type() -> Memory {
    parquet(vec![
        texts("name", &[Some("Парк «Дружба», східний"), None]),
        column("count", Arc::new(Int64Array::from(vec![Some(9_007_199_254_740_993), None]))),
        with(decimals("price", &[1050, 700], 2), SCALE_KEY, SCALE_FIXED),
        decimals("area", &[1050, 700], 2),
        column("share", Arc::new(Float64Array::from(vec![0.1, f64::NAN]))),
        column("open", Arc::new(BooleanArray::from(vec![true, false]))),
        column("since", Arc::new(Date32Array::from(vec![Some(19_782), None]))),
        column("local", Arc::new(TimestampMicrosecondArray::from(vec![0, 500_000]))),
        column("instant", Arc::new(TimestampMicrosecondArray::from(vec![0, 1]).with_timezone("UTC"))),
    ])
}

#[test]
fn csv_holds_exact_values_and_quotes_only_where_needed() {
    let csv = text(&every_type(), Format::Csv);

    assert_eq!(
        csv,
        "name,count,price,area,share,open,since,local,instant\n\
         \"Парк «Дружба», східний\",9007199254740993,10.50,10.5,0.1,true,2024-02-29,1970-01-01T00:00:00,1970-01-01T00:00:00Z\n\
         ,,7.00,7,NaN,false,,1970-01-01T00:00:00.5,1970-01-01T00:00:00.000001Z\n"
    );
}

#[test]
fn json_numbers_keep_every_digit() {
    let ndjson = text(&every_type(), Format::Ndjson);
    let json = text(&every_type(), Format::Json);

    let first = ndjson.lines().next().expect("a row");
    assert!(
        first.starts_with(r#"{"name":"Парк «Дружба», східний","count":9007199254740993,"price":10.50,"area":10.5,"#)
    );
    assert!(ndjson.lines().nth(1).expect("a row").contains(r#""name":null,"count":null,"price":7.00"#));
    assert!(ndjson.contains(r#""share":null"#));
    let rows: Vec<serde_json::Value> = serde_json::from_str(&json).expect("an array");
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[0]["since"], "2024-02-29");
    assert_eq!(json.lines().count(), 4);
}

#[test]
fn a_table_without_rows_is_still_a_document() {
    let table = parquet(vec![texts("name", &[])]);

    assert_eq!(text(&table, Format::Csv), "name\n");
    assert_eq!(text(&table, Format::Ndjson), "");
    assert_eq!(text(&table, Format::Json), "[\n]\n");
}

#[test]
fn formulas_are_defused_only_where_asked() {
    let table = parquet(vec![
        texts("value", &[Some("=1+1"), Some("+380561234567"), Some("-x"), Some("@a"), Some("\tb"), Some("a=b")]),
        column("n", Arc::new(Int64Array::from(vec![-1; 6]))),
    ]);

    let safe = String::from_utf8(exported(&table, Format::Csv, ExportOptions { excel_safe: true, titles: false }))
        .expect("UTF-8");

    assert_eq!(safe, "value,n\n'=1+1,-1\n'+380561234567,-1\n'-x,-1\n'@a,-1\n'\tb,-1\na=b,-1\n");
    assert!(text(&table, Format::Csv).contains("\n=1+1,-1\n"));
}

#[test]
fn headers_are_titles_where_asked() {
    let table =
        parquet(vec![with(texts("name", &[Some("x")]), TITLE_KEY, "Назва, повна"), texts("code", &[Some("y")])]);

    let titled = exported(&table, Format::Csv, ExportOptions { excel_safe: false, titles: true });

    assert_eq!(String::from_utf8(titled).expect("UTF-8"), "\"Назва, повна\",code\nx,y\n");
    assert_eq!(text(&table, Format::Csv), "name,code\nx,y\n");
}

#[test]
fn in_a_workbook_text_is_text_and_numbers_are_numbers() {
    let table = parquet(vec![
        texts(
            "text",
            &[Some("=1+1"), Some("+380561234567"), Some("007"), Some("https://rada.example"), Some(" a\u{1}_x0041_ ")],
        ),
        column("whole", Arc::new(Int64Array::from(vec![-5, 999_999_999_999_999, 9_007_199_254_740_993, 0, 1]))),
        decimals("amount", &[-150, 12_345_678_901_234_567, 0, 10, 100], 2),
    ]);

    let mut workbook: Xlsx<_> =
        Xlsx::new(Cursor::new(exported(&table, Format::Xlsx, ExportOptions::default()))).expect("readable");

    let sheet = workbook.worksheet_range("parks").expect("the sheet");
    let rows: Vec<Vec<Data>> = sheet.rows().map(<[Data]>::to_vec).collect();
    let string = |text: &str| Data::String(text.to_owned());
    assert_eq!(rows[0], [string("text"), string("whole"), string("amount")]);
    assert_eq!(rows[1], [string("=1+1"), Data::Float(-5.0), Data::Float(-1.5)]);
    // 17 digits are more than a spreadsheet keeps.
    assert_eq!(rows[2], [string("+380561234567"), Data::Float(999_999_999_999_999.0), string("123456789012345.67")]);
    assert_eq!(rows[3], [string("007"), string("9007199254740993"), Data::Float(0.0)]);
    assert_eq!(rows[4][0], string("https://rada.example"));
    assert_eq!(rows[5][0], string(" a\u{1}_x0041_ "));
    assert!(workbook.worksheet_formula("parks").expect("the sheet").used_cells().next().is_none());
}

#[test]
fn in_a_workbook_days_are_days() {
    let table = parquet(vec![
        column("day", Arc::new(Date32Array::from(vec![Some(19_782), Some(-200_000), None]))),
        column("local", Arc::new(TimestampMicrosecondArray::from(vec![1_709_199_000_000_000, 1, 0]))),
        column("open", Arc::new(BooleanArray::from(vec![true, false, true]))),
    ]);

    let mut workbook: Xlsx<_> =
        Xlsx::new(Cursor::new(exported(&table, Format::Xlsx, ExportOptions::default()))).expect("readable");

    let sheet = workbook.worksheet_range("parks").expect("the sheet");
    let cell = |row: u32, column: u32| sheet.get_value((row, column)).cloned().unwrap_or_default();
    let serial = |row: u32, column: u32| match cell(row, column) {
        Data::DateTime(moment) if moment.is_datetime() => moment.as_f64(),
        other => panic!("no date: {other:?}"),
    };
    assert!((serial(1, 0) - 45_351.0).abs() < 1e-9);
    assert_eq!(cell(2, 0), Data::String("1422-06-03".to_owned()));
    assert_eq!(cell(3, 0), Data::Empty);
    assert!((serial(1, 1) - 45_351.395_833_333).abs() < 1e-6);
    assert_eq!(cell(2, 1), Data::String("1970-01-01T00:00:00.000001".to_owned()));
    assert_eq!(cell(1, 2), Data::Bool(true));
}

#[test]
fn damaged_parquet_is_an_error() {
    let mut out = Vec::new();

    let outcome = export(
        &Memory::new("x", *b"PAR1 nothing PAR1"),
        Format::Csv,
        &ExportOptions::default(),
        &MemoryScratch,
        &mut out,
    );

    assert!(outcome.is_err());
}

/// A plain reader of RFC 4180, to compare with.
fn parse_csv(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    let (mut quoted, mut signs) = (false, text.chars().peekable());
    while let Some(sign) = signs.next() {
        match sign {
            '"' if quoted && signs.peek() == Some(&'"') => cell.extend(signs.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            other => cell.push(other),
        }
    }
    rows
}

proptest! {
    #[test]
    fn what_csv_holds_reads_back_equal(rows in prop::collection::vec(("[a-я,\"\n\r ='+]{0,8}", any::<i64>(), any::<i64>()), 0..40)) {
        let names: ArrayRef = Arc::new(StringArray::from_iter_values(rows.iter().map(|row| row.0.as_str())));
        let numbers: ArrayRef = Arc::new(Int64Array::from_iter_values(rows.iter().map(|row| row.1)));
        let amounts: Vec<i128> = rows.iter().map(|row| i128::from(row.2)).collect();
        let table = parquet(vec![
            column("a,\"b", names),
            column("n", numbers),
            with(decimals("d", &amounts, 3), SCALE_KEY, SCALE_FIXED),
        ]);

        let parsed = parse_csv(&text(&table, Format::Csv));

        prop_assert_eq!(&parsed[0], &["a,\"b", "n", "d"]);
        prop_assert_eq!(parsed.len(), rows.len() + 1);
        for (cells, row) in parsed[1..].iter().zip(&rows) {
            prop_assert_eq!(&cells[0], &row.0);
            prop_assert_eq!(cells[1].parse::<i64>().ok(), Some(row.1));
            prop_assert_eq!(cells[2].replace('.', "").parse::<i128>().ok(), Some(i128::from(row.2)));
        }
    }
}
