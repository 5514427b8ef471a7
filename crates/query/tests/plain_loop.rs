//! The engine answers what a plain loop over the rows answers.

mod table;

use std::{cmp::Ordering, sync::Arc};

use arrow::array::{
    ArrayRef, BooleanArray, Date32Array, Decimal128Array, Float64Array, Int64Array, StringArray,
    TimestampMicrosecondArray,
};
use catalog::table_query::{Operator, RowQuery};
use proptest::prelude::*;
use serde_json::{Value, json};
use table::{Table, filter, sort};

const NAMES: [&str; 7] = ["Назва", "a.b", "Price \"грн\"", "SELECT", "день; --", "мить", "x'y"];
const TEXTS: [&str; 10] = ["", "Київ", "київ", "ДНІПРО", "а%б", "a_b", "a\\b", "їжак\nҐанок", "%", "zzz"];
const NEEDLES: [&str; 9] = ["", "КИЇ", "%", "_", "\\", "б", "Ґ", "нок", "_b"];

/// One value, in an order of its own: numbers in the unit of the finest filter.
#[derive(Debug, Clone, PartialEq, PartialOrd)]
enum Cell {
    Text(String),
    Number(i64),
    Float(f64),
}

/// A row: text, whole number, hundredths, truth, day, microseconds, float.
type Row = (Option<usize>, Option<i64>, Option<i64>, Option<bool>, Option<i32>, Option<i64>, Option<i8>);

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let row = (
        prop::option::weighted(0.8, 0..TEXTS.len()),
        prop::option::weighted(0.8, -2_i64..3),
        prop::option::weighted(0.8, -150_i64..150),
        prop::option::weighted(0.7, any::<bool>()),
        prop::option::weighted(0.8, -1_i32..3),
        prop::option::weighted(0.8, prop::sample::select(vec![-1_i64, 0, 1, 1_500_000])),
        prop::option::weighted(0.8, -3_i8..3),
    );
    prop::collection::vec(row, 0..25)
}

/// A condition with the value both as text and as the loop's cell.
#[derive(Debug, Clone)]
struct Condition {
    column: usize,
    operator: Operator,
    text: String,
    cell: Option<Cell>,
}

fn conditions() -> impl Strategy<Value = Vec<Condition>> {
    let compare = prop::sample::select(vec![
        Operator::Eq,
        Operator::Ne,
        Operator::Lt,
        Operator::Lte,
        Operator::Gt,
        Operator::Gte,
    ]);
    let comparison = (0..NAMES.len(), compare, -1600_i64..1600).prop_map(|(column, operator, seed)| {
        let (text, cell) = literal(column, seed);
        Condition { column, operator, text, cell: Some(cell) }
    });
    let null = (0..NAMES.len(), any::<bool>()).prop_map(|(column, is_null)| Condition {
        column,
        operator: Operator::Null,
        text: is_null.to_string(),
        cell: None,
    });
    let contains = prop::sample::select(NEEDLES.to_vec()).prop_map(|needle| Condition {
        column: 0,
        operator: Operator::Contains,
        text: needle.into(),
        cell: None,
    });
    prop::collection::vec(prop_oneof![4 => comparison, 1 => null, 1 => contains], 0..3)
}

fn literal(column: usize, seed: i64) -> (String, Cell) {
    match column {
        0 => {
            let text = TEXTS[usize::try_from(seed.rem_euclid(10)).expect("below 10")];
            (text.into(), Cell::Text(text.into()))
        }
        1 => ((seed % 4).to_string(), Cell::Number(seed % 4)),
        // Thousandths against a column of hundredths.
        2 => {
            let sign = if seed < 0 { "-" } else { "" };
            (format!("{sign}{}.{:03}", seed.abs() / 1000, seed.abs() % 1000), Cell::Number(seed))
        }
        3 => ((seed % 2 == 0).to_string(), Cell::Number(i64::from(seed % 2 == 0))),
        4 => {
            let days = seed.rem_euclid(4);
            (format!("1970-01-{:02}", days + 1), Cell::Number(days))
        }
        // Nanoseconds against a column of microseconds.
        5 if seed >= 0 => (format!("1970-01-01T00:00:00.{seed:09}Z"), Cell::Number(seed)),
        5 => ("1970-01-01T02:00:01.5+02:00".into(), Cell::Number(1_500_000_000)),
        _ => {
            let value = halves(i8::try_from(seed % 4).expect("small"));
            (value.to_string(), Cell::Float(value))
        }
    }
}

fn halves(value: i8) -> f64 {
    f64::from(value) / 2.0
}

fn cell(row: &Row, column: usize) -> Option<Cell> {
    match column {
        0 => row.0.map(|text| Cell::Text(TEXTS[text].into())),
        1 => row.1.map(Cell::Number),
        2 => row.2.map(|hundredths| Cell::Number(hundredths * 10)),
        3 => row.3.map(|truth| Cell::Number(i64::from(truth))),
        4 => row.4.map(|day| Cell::Number(day.into())),
        5 => row.5.map(|microseconds| Cell::Number(microseconds * 1000)),
        _ => row.6.map(|value| Cell::Float(halves(value))),
    }
}

fn meets(row: &Row, condition: &Condition) -> bool {
    let value = cell(row, condition.column);
    let order = || value.as_ref().and_then(|value| value.partial_cmp(condition.cell.as_ref()?));
    match condition.operator {
        Operator::Eq => order() == Some(Ordering::Equal),
        Operator::Ne => order() != Some(Ordering::Equal),
        Operator::Lt => order() == Some(Ordering::Less),
        Operator::Lte => matches!(order(), Some(Ordering::Less | Ordering::Equal)),
        Operator::Gt => order() == Some(Ordering::Greater),
        Operator::Gte => matches!(order(), Some(Ordering::Greater | Ordering::Equal)),
        Operator::Null => value.is_none() == (condition.text == "true"),
        Operator::Contains => match value {
            Some(Cell::Text(text)) => text.to_lowercase().contains(&condition.text.to_lowercase()),
            _ => false,
        },
    }
}

/// Rows without a value last, whatever the direction.
fn compare(left: Option<Cell>, right: Option<Cell>, descending: bool) -> Ordering {
    match (left, right) {
        (Some(left), Some(right)) => {
            let order = left.partial_cmp(&right).expect("numbers of one kind");
            if descending { order.reverse() } else { order }
        }
        (left, right) => left.is_none().cmp(&right.is_none()),
    }
}

fn shown(row: &Row) -> Vec<Value> {
    vec![
        json!(row.0.map(|text| TEXTS[text])),
        json!(row.1),
        row.2.map_or(Value::Null, |units| match units % 100 {
            0 => json!(units / 100),
            _ => serde_json::from_str(&format!(
                "{}{}.{:02}",
                if units < 0 { "-" } else { "" },
                units.abs() / 100,
                units.abs() % 100
            ))
            .expect("a number"),
        }),
        json!(row.3),
        json!(
            row.4.map(|day| ["1969-12-31", "1970-01-01", "1970-01-02", "1970-01-03"]
                [usize::try_from(day + 1).expect("-1..3")])
        ),
        json!(row.5.map(|microseconds| match microseconds {
            -1 => "1969-12-31T23:59:59.999999Z",
            0 => "1970-01-01T00:00:00Z",
            1 => "1970-01-01T00:00:00.000001Z",
            _ => "1970-01-01T00:00:01.500Z",
        })),
        row.6.map_or(Value::Null, |value| if value % 2 == 0 { json!(value / 2) } else { json!(halves(value)) }),
    ]
}

fn columns(rows: &[Row]) -> Vec<(&'static str, &'static str, ArrayRef)> {
    let decimals: Decimal128Array = rows.iter().map(|row| row.2.map(i128::from)).collect();
    let decimals = decimals.with_precision_and_scale(10, 2).expect("small numbers");
    let moments: TimestampMicrosecondArray = rows.iter().map(|row| row.5).collect();
    vec![
        (NAMES[0], "string", Arc::new(rows.iter().map(|row| row.0.map(|text| TEXTS[text])).collect::<StringArray>())),
        (NAMES[1], "integer", Arc::new(rows.iter().map(|row| row.1).collect::<Int64Array>())),
        (NAMES[2], "number", Arc::new(decimals)),
        (NAMES[3], "boolean", Arc::new(rows.iter().map(|row| row.3).collect::<BooleanArray>())),
        (NAMES[4], "date", Arc::new(rows.iter().map(|row| row.4).collect::<Date32Array>())),
        (NAMES[5], "datetime", Arc::new(moments.with_timezone("UTC"))),
        (NAMES[6], "number", Arc::new(rows.iter().map(|row| row.6.map(halves)).collect::<Float64Array>())),
    ]
}

fn expected(rows: &[Row], conditions: &[Condition], keys: &[(usize, bool)]) -> Vec<Vec<Value>> {
    let mut matching: Vec<&Row> = rows.iter().filter(|row| conditions.iter().all(|one| meets(row, one))).collect();
    // A stable sort: rows that are equal in all keys keep their places.
    matching.sort_by(|left, right| {
        keys.iter()
            .map(|(column, descending)| compare(cell(left, *column), cell(right, *column), *descending))
            .find(|order| order.is_ne())
            .unwrap_or(Ordering::Equal)
    });
    matching.into_iter().map(shown).collect()
}

fn question(conditions: &[Condition], keys: &[(usize, bool)], limit: u32) -> RowQuery {
    RowQuery {
        filters: conditions.iter().map(|one| filter(NAMES[one.column], one.operator, &one.text)).collect(),
        sort: keys.iter().map(|(column, descending)| sort(NAMES[*column], *descending)).collect(),
        limit,
        after: None,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn all_pages_together_are_the_filtered_and_sorted_rows(
        rows in rows(),
        conditions in conditions(),
        keys in prop::collection::vec((0..NAMES.len(), any::<bool>()), 0..4),
        limit in 1_u32..9,
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let expected = expected(&rows, &conditions, &keys);

        let (paged, totals) = runtime.block_on(async {
            Table::new(columns(&rows)).await.all_pages(question(&conditions, &keys, limit)).await
        });

        prop_assert!(totals.iter().all(|total| *total == expected.len() as u64), "{totals:?} of {}", expected.len());
        prop_assert_eq!(paged, expected);
    }
}
