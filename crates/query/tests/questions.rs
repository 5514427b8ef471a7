//! Questions that go wrong, values at the edge, and tables of another make.

mod table;

use std::{sync::Arc, time::Duration};

use arrow::array::{
    ArrayRef, Decimal128Array, Float64Array, Int64Array, StringArray, Time64MicrosecondArray, TimestampMicrosecondArray,
};
use catalog::table_query::{Operator, QueryError, RowQuery};
use query::Limits;
use serde_json::json;
use table::{Table, field, filter, sort};

fn texts(values: &[Option<&str>]) -> ArrayRef {
    Arc::new(StringArray::from(values.to_vec()))
}

fn decimals(units: &[i128], precision: u8, scale: i8) -> ArrayRef {
    let values = Decimal128Array::from(units.to_vec());
    Arc::new(values.with_precision_and_scale(precision, scale).expect("fits"))
}

fn only(one: catalog::table_query::Filter) -> RowQuery {
    RowQuery { filters: vec![one], limit: 100, ..RowQuery::default() }
}

async fn numbers() -> Table {
    let values: ArrayRef = Arc::new(Int64Array::from_iter_values(0..10));
    Table::new(vec![("number", "integer", values)]).await
}

#[tokio::test]
async fn a_field_that_is_not_shown_is_unknown_to_filters_and_sort_keys() {
    let table = numbers().await;
    let sorted = RowQuery { sort: vec![sort("Number", false)], limit: 10, ..RowQuery::default() };

    let hidden = table.ask(&only(filter("_row", Operator::Eq, "1"))).await;
    let capital = table.ask(&sorted).await;

    assert!(matches!(hidden, Err(QueryError::UnknownField(name)) if name == "_row"));
    assert!(matches!(capital, Err(QueryError::UnknownField(name)) if name == "Number"));
}

#[tokio::test]
async fn a_field_that_the_file_lacks_is_an_engine_error_not_a_panic() {
    let mut table = numbers().await;
    table.fields.push(field("absent", "string"));

    let answer = table.ask(&RowQuery { limit: 10, ..RowQuery::default() }).await;

    assert!(matches!(answer, Err(QueryError::Engine(_))), "{answer:?}");
}

#[tokio::test]
async fn a_value_of_another_type_is_named_with_its_field_and_type() {
    let moments = TimestampMicrosecondArray::from(vec![0]);
    let table = Table::new(vec![
        ("whole", "integer", Arc::new(Int64Array::from(vec![1]))),
        ("exact", "number", decimals(&[100], 5, 2)),
        ("float", "number", Arc::new(Float64Array::from(vec![1.0]))),
        ("local", "datetime", Arc::new(moments.clone())),
        ("utc", "datetime", Arc::new(moments.with_timezone("UTC"))),
        ("time", "time", Arc::new(Time64MicrosecondArray::from(vec![0]))),
        ("text", "string", texts(&[Some("a")])),
    ])
    .await;
    let wrong = [
        ("whole", "1.5"),
        ("whole", " 1"),
        ("whole", "+1"),
        ("whole", "1'; drop table x"),
        ("exact", "1,5"),
        ("exact", "1e2"),
        ("exact", "."),
        ("float", "NaN"),
        ("float", "inf"),
        ("float", "1e999"),
        ("local", "2024-01-01T00:00:00Z"),
        ("local", "2024-01-01T00:00:00+02:00"),
        ("local", "01.02.2024"),
        ("utc", "2023-02-29"),
        ("time", "25:00"),
        ("time", "10"),
    ];

    for (name, value) in wrong {
        let answer = table.ask(&only(filter(name, Operator::Eq, value))).await;
        assert!(
            matches!(&answer, Err(QueryError::WrongValue { field, value: named, .. }) if field == name && named == value),
            "{name} {value}: {answer:?}"
        );
    }
    let not_text = table.ask(&only(filter("whole", Operator::Contains, "1"))).await;
    assert!(matches!(not_text, Err(QueryError::WrongValue { .. })));
    let not_truth = table.ask(&only(filter("text", Operator::Null, "yes"))).await;
    assert!(matches!(not_truth, Err(QueryError::WrongValue { .. })));
}

#[tokio::test]
async fn numbers_beyond_the_type_compare_exactly() {
    let table = Table::new(vec![
        ("whole", "integer", Arc::new(Int64Array::from(vec![i64::MIN, 0, i64::MAX])) as ArrayRef),
        ("exact", "number", decimals(&[-99_999, 0, 99_999], 5, 2)),
    ])
    .await;
    let huge = "99999999999999999999999999999999999999999999";
    let cases = [
        ("whole", Operator::Lt, huge.to_owned(), 3),
        ("whole", Operator::Gte, huge.to_owned(), 0),
        ("whole", Operator::Gt, format!("-{huge}"), 3),
        ("whole", Operator::Ne, huge.to_owned(), 3),
        ("whole", Operator::Eq, i64::MAX.to_string(), 1),
        ("exact", Operator::Lte, huge.to_owned(), 3),
        ("exact", Operator::Lt, format!("-{huge}"), 0),
        ("exact", Operator::Gt, "999.98999999999999999999999999".to_owned(), 1),
        ("exact", Operator::Gte, "999.990000000000000000000000001".to_owned(), 0),
        ("exact", Operator::Lte, "-999.990000000000000000000000001".to_owned(), 0),
        ("exact", Operator::Gt, "-999.990000000000000000000000001".to_owned(), 3),
        ("exact", Operator::Eq, "999.990000".to_owned(), 1),
        ("exact", Operator::Eq, "-0".to_owned(), 1),
    ];

    for (name, operator, value, total) in cases {
        let page = table.ask(&only(filter(name, operator, &value))).await.expect("answers");
        assert_eq!(page.total, total, "{name} {operator:?} {value}");
    }
}

#[tokio::test]
async fn values_come_as_exact_json() {
    let moments = TimestampMicrosecondArray::from(vec![0, 1_709_208_000_000_001]);
    let table = Table::new(vec![
        ("cents", "number", decimals(&[1050, -1], 10, 2)),
        ("long", "number", decimals(&[123_456_789_012_345_678_901_234_567_890, 1_000_000], 38, 6)),
        ("float", "number", Arc::new(Float64Array::from(vec![2.0, 0.1]))),
        ("local", "datetime", Arc::new(moments)),
        ("time", "time", Arc::new(Time64MicrosecondArray::from(vec![0, 36_000_500_000]))),
        ("text", "string", texts(&[None, Some("\u{0}'\"їґ")])),
    ])
    .await;

    let page = table.ask(&RowQuery { limit: 10, ..RowQuery::default() }).await.expect("answers");

    assert_eq!(
        page.rows,
        [
            vec![
                json!(10.5),
                json!("123456789012345678901234.56789"),
                json!(2),
                json!("1970-01-01T00:00:00"),
                json!("00:00:00"),
                json!(null)
            ],
            vec![
                json!(-0.01),
                json!(1),
                json!(0.1),
                json!("2024-02-29T12:00:00.000001"),
                json!("10:00:00.500"),
                json!("\u{0}'\"їґ")
            ],
        ]
    );
}

#[tokio::test]
async fn fields_show_in_the_order_asked_for_and_may_have_any_name() {
    let names = ["A", "a", "a.b", "\"a\"", "Рік (2024)", "", "select * from x; --", "назва\nдругий рядок", "🚌"];
    let one = || Arc::new(StringArray::from(vec!["x", "y"])) as ArrayRef;
    let mut table = Table::new(names.iter().map(|name| (*name, "string", one())).collect()).await;
    table.fields.reverse();

    for name in names {
        let query = RowQuery {
            filters: vec![filter(name, Operator::Eq, "y")],
            sort: vec![sort(name, true)],
            limit: 10,
            after: None,
        };
        let page = table.ask(&query).await.expect("answers");
        assert_eq!((page.total, page.rows), (1, vec![vec![json!("y"); names.len()]]), "{name:?}");
    }
}

#[tokio::test]
async fn a_cursor_belongs_to_one_question() {
    let table = numbers().await;
    let first = RowQuery { limit: 3, ..RowQuery::default() };
    let next = table.ask(&first).await.expect("answers").next.expect("more rows follow");
    let sorted =
        RowQuery { sort: vec![sort("number", true)], after: Some(next.clone()), limit: 3, ..RowQuery::default() };
    let filtered = RowQuery { after: Some(next.clone()), ..only(filter("number", Operator::Gt, "1")) };

    assert!(matches!(table.ask(&sorted).await, Err(QueryError::WrongCursor)));
    assert!(matches!(table.ask(&filtered).await, Err(QueryError::WrongCursor)));
    for forged in ["", "x", "ї", &next[1..], &next.replace(|_: char| true, "0"), &format!("{next}00")] {
        let query = RowQuery { after: Some(forged.to_owned()), ..first.clone() };
        assert!(matches!(table.ask(&query).await, Err(QueryError::WrongCursor)), "{forged}");
    }
    let larger = RowQuery { after: Some(next), limit: 100, ..RowQuery::default() };
    assert_eq!(table.ask(&larger).await.expect("another page size is the same question").rows.len(), 7);
}

#[tokio::test]
async fn a_cursor_with_a_place_beyond_the_table_finds_nothing_wrong_to_show() {
    let table = numbers().await;
    let sorted = RowQuery { sort: vec![sort("number", true)], limit: 3, ..RowQuery::default() };
    let next = table.ask(&sorted).await.expect("answers").next.expect("more rows follow");

    let beyond = RowQuery { after: Some(format!("{}{}", &next[..16], "00000000ffffffff")), ..sorted.clone() };
    let overflow = RowQuery { after: Some(format!("{}{}", &next[..16], "ffffffffffffffff")), ..sorted };

    assert!(matches!(table.ask(&beyond).await, Err(QueryError::WrongCursor)));
    assert!(matches!(table.ask(&overflow).await, Err(QueryError::WrongCursor)));
}

#[tokio::test]
async fn a_page_has_at_least_one_row_and_at_most_a_thousand() {
    let values: ArrayRef = Arc::new(Int64Array::from_iter_values(0..1500));
    let table = Table::new(vec![("number", "integer", values)]).await;

    let none = table.ask(&RowQuery { limit: 0, ..RowQuery::default() }).await.expect("answers");
    let all = table.ask(&RowQuery { limit: u32::MAX, ..RowQuery::default() }).await.expect("answers");

    assert_eq!((none.rows.len(), all.rows.len()), (1, 1000));
    assert!(all.next.is_some());
}

#[tokio::test]
async fn an_empty_table_has_one_empty_page() {
    let table = Table::new(vec![("text", "string", texts(&[]))]).await;

    let page = table.ask(&RowQuery { limit: 10, ..RowQuery::default() }).await.expect("answers");

    assert_eq!((page.total, page.rows.len(), page.next), (0, 0, None));
}

#[tokio::test]
async fn a_file_without_places_pages_by_all_its_fields() {
    let values = texts(&[Some("b"), None, Some("a"), Some("b"), Some("b"), None, Some("a")]);
    let table = Table::with(vec![("text", "string", values)], false, Limits::default()).await;

    let (rows, totals) = table.all_pages(RowQuery { limit: 2, ..RowQuery::default() }).await;

    let texts: Vec<_> = rows.into_iter().flatten().collect();
    assert_eq!(texts, [json!("a"), json!("a"), json!("b"), json!("b"), json!("b"), json!(null), json!(null)]);
    assert!(totals.iter().all(|total| *total == 7));
}

#[tokio::test]
async fn a_question_that_is_too_long_is_refused() {
    let table = numbers().await;
    let many_filters = RowQuery { filters: vec![filter("number", Operator::Gt, "0"); 51], ..RowQuery::default() };
    let many_keys = RowQuery { sort: vec![sort("number", true); 17], ..RowQuery::default() };
    let long_value = only(filter("number", Operator::Eq, &"1".repeat(4097)));

    for query in [many_filters, many_keys, long_value] {
        assert!(matches!(table.ask(&query).await, Err(QueryError::LimitExceeded)));
    }
}

#[tokio::test]
async fn a_question_that_needs_too_much_memory_is_stopped() {
    let letters: StringArray = (0..1000).map(|row| Some(row.to_string().repeat(100))).collect();
    let limits = Limits { memory_bytes: 20_000, ..Limits::default() };
    let table = Table::with(vec![("text", "string", Arc::new(letters) as ArrayRef)], true, limits).await;
    let sorted = RowQuery { sort: vec![sort("text", true)], limit: 1000, ..RowQuery::default() };

    let answer = table.ask(&sorted).await;

    assert!(matches!(answer, Err(QueryError::LimitExceeded)), "{answer:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_that_takes_too_long_is_stopped() {
    let letters: StringArray = (0..200_000).map(|row| Some(format!("зупинка {row}"))).collect();
    let limits = Limits { timeout: Duration::from_millis(1), ..Limits::default() };
    let table = Table::with(vec![("text", "string", Arc::new(letters) as ArrayRef)], true, limits).await;

    let answer = table.ask(&only(filter("text", Operator::Contains, "ЗУПИНКА 19"))).await;

    assert!(matches!(answer, Err(QueryError::LimitExceeded)), "{answer:?}");
}

#[tokio::test]
async fn waiting_for_a_turn_counts_as_time() {
    let limits = Limits { timeout: Duration::from_millis(1), concurrent: 0, ..Limits::default() };
    let table = Table::with(vec![("text", "string", texts(&[None]))], true, limits).await;

    let answer = table.ask(&RowQuery::default()).await;

    assert!(matches!(answer, Err(QueryError::LimitExceeded)), "{answer:?}");
}

#[tokio::test]
async fn many_questions_at_once_wait_for_their_turn() {
    let one_at_a_time = Limits { concurrent: 1, ..Limits::default() };
    let values: ArrayRef = Arc::new(Int64Array::from_iter_values(0..10));
    let table = Table::with(vec![("number", "integer", values)], true, one_at_a_time).await;
    let query = RowQuery { limit: 5, ..RowQuery::default() };

    let answers = futures::future::join_all((0..8).map(|_| table.ask(&query))).await;

    assert!(answers.into_iter().all(|answer| answer.expect("answers").total == 10));
}

#[tokio::test]
async fn two_hundred_thousand_rows_filter_sort_and_page() {
    let rows = 200_000_i64;
    let names: StringArray = (0..rows).map(|row| Some(format!("Зупинка {}", row % 977))).collect();
    let prices = (0..rows).map(|row| i128::from(row * 7919 % 100_003)).collect::<Vec<_>>();
    let table = Table::new(vec![
        ("number", "integer", Arc::new(Int64Array::from_iter_values(0..rows))),
        ("name", "string", Arc::new(names)),
        ("price", "number", decimals(&prices, 12, 2)),
    ])
    .await;
    let query = RowQuery {
        filters: vec![filter("name", Operator::Contains, "зупинка 97")],
        sort: vec![sort("price", true), sort("name", false)],
        limit: 100,
        after: None,
    };

    let first = table.ask(&query).await.expect("answers");
    let second = table.ask(&RowQuery { after: first.next.clone(), ..query }).await.expect("answers");

    let matching = (0..rows).filter(|row| (row % 977).to_string().starts_with("97")).count();
    assert_eq!((first.total, second.total), (matching as u64, matching as u64));
    let prices: Vec<f64> =
        first.rows.iter().chain(&second.rows).map(|row| row[2].as_f64().expect("a number")).collect();
    assert_eq!(prices.len(), 200);
    assert!(prices.is_sorted_by(|left, right| left >= right));
}
