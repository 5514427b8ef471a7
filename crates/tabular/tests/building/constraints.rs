//! Checks against an expected schema.

use tabular::{Constraints, Field, FieldType, Severity, TableSchema};

use crate::table::{Outcome, Table};

fn field(name: &str, field_type: FieldType, constraints: Constraints) -> Field {
    Field { name: name.into(), field_type, constraints, ..Field::default() }
}

fn schema(fields: Vec<Field>) -> TableSchema {
    TableSchema { fields, ..TableSchema::default() }
}

fn told(outcome: &Outcome, kind: &str) -> Option<(u64, Severity)> {
    outcome.finding(kind).map(|finding| (finding.count, finding.severity))
}

#[test]
fn values_of_another_type_than_demanded_are_errors_and_stay_as_text() {
    let expected = schema(vec![field("n", FieldType::Integer, Constraints::default())]);

    let outcome = Table::column("N", &["1", "два", "3"]).expected(expected).build();

    assert_eq!(told(&outcome, "type"), Some((1, Severity::Error)));
    assert_eq!(outcome.values("N"), ["1", "два", "3"]);
}

#[test]
fn a_day_at_midnight_is_a_date_where_the_schema_wants_one() {
    let expected = || schema(vec![field("d", FieldType::Date, Constraints::default())]);
    let values = ["2014-05-30T00:00:00", "2018-07-06 00:00:00", "2018-07-07"];

    let before = Table::column("d", &values).expected(expected()).build();
    let after = Table::column("d", &values).expected(expected()).all_safe().build();
    let timed = Table::column("d", &["2014-05-30T10:00:00"]).expected(expected()).all_safe().build();

    assert_eq!(before.kinds(), ["date-format"]);
    assert_eq!(after.values("d"), ["2014-05-30", "2018-07-06", "2018-07-07"]);
    assert_eq!(told(&timed, "type"), Some((1, Severity::Error)));
}

#[test]
fn a_number_field_takes_whole_numbers() {
    let expected = schema(vec![field("n", FieldType::Number, Constraints::default())]);

    let outcome = Table::column("n", &["1", "2"]).expected(expected).build();

    assert_eq!(outcome.type_of("n"), "number");
    assert_eq!(outcome.kinds(), Vec::<&str>::new());
}

#[test]
fn text_is_left_alone_where_the_schema_wants_text() {
    let expected = schema(vec![field("код", FieldType::String, Constraints::default())]);

    let outcome = Table::column("код", &["1,5", "2,5"]).expected(expected).all_safe().build();

    assert_eq!(outcome.values("код"), ["1,5", "2,5"]);
    assert_eq!(outcome.kinds(), Vec::<&str>::new());
}

#[test]
fn a_demanded_boolean_takes_bits_and_signs() {
    let expected = || schema(vec![field("b", FieldType::Boolean, Constraints::default())]);

    let bits = Table::column("b", &["1", "0", "так"]).expected(expected()).all_safe().build();
    let signs = Table::column("b", &["+", "-"]).expected(expected()).all_safe().build();

    assert_eq!(bits.values("b"), ["true", "false", "true"]);
    assert_eq!(signs.values("b"), ["true", "false"]);
}

#[test]
fn every_constraint_is_checked_on_every_value() {
    let constraints = Constraints {
        required: true,
        unique: true,
        lawful: vec!["а1".into(), "б2".into(), "ввв3".into()],
        pattern: Some("[а-я]+[0-9]".into()),
        max_length: Some(3),
        ..Constraints::default()
    };
    let expected = schema(vec![field("s", FieldType::String, constraints)]);

    let outcome = Table::column("s", &["а1", "", "а1", "ґ", "ввв3"]).expected(expected).build();

    for (kind, count) in [("required", 1), ("unique", 1), ("enum", 1), ("pattern", 1), ("length", 1)] {
        assert_eq!(told(&outcome, kind), Some((count, Severity::Error)), "{kind}");
    }
    assert_eq!(outcome.finding("unique").map(|finding| finding.examples[0].value.as_str()), Some("а1"));
}

#[test]
fn ranges_compare_numbers_and_days_not_letters() {
    let bounds = |least: &str, most: &str| Constraints {
        minimum: Some(least.into()),
        maximum: Some(most.into()),
        ..Constraints::default()
    };
    let expected = schema(vec![
        field("n", FieldType::Number, bounds("9", "100")),
        field("d", FieldType::Date, bounds("2024-01-01", "2024-12-31")),
    ]);

    let outcome =
        Table::new(&["n", "d"]).row(&["10.5", "2024-06-01"]).row(&["8.9", "2025-01-01"]).expected(expected).build();

    let counts: Vec<u64> = outcome.built.report.findings.iter().map(|finding| finding.count).collect();
    assert_eq!((outcome.kinds(), counts), (vec!["range", "range"], vec![1, 1]));
}

#[test]
fn a_primary_key_names_each_row_once() {
    let key = || {
        schema(vec![
            field("a", FieldType::Integer, Constraints::default()),
            field("b", FieldType::String, Constraints::default()),
        ])
    };
    let expected = TableSchema { primary_key: vec!["a".into(), "b".into()], ..key() };

    let outcome = Table::new(&["a", "b", "c"])
        .row(&["1", "x", "p"])
        .row(&["1", "y", "p"])
        .row(&["1", "x", "q"])
        .row(&["", "x", "q"])
        .expected(expected)
        .build();

    assert_eq!(told(&outcome, "primary-key"), Some((2, Severity::Error)));
    assert_eq!(outcome.built.schema.primary_key, ["a", "b"]);
    assert_eq!(told(&outcome, "extra-field"), Some((1, Severity::Warning)));
}

#[test]
fn repeated_rows_are_told_with_their_places() {
    let outcome = Table::new(&["a", "b"]).row(&["1", "x"]).row(&["2", "x"]).row(&["1", "x"]).build();

    assert_eq!(told(&outcome, "duplicate-row"), Some((1, Severity::Warning)));
    assert_eq!(outcome.finding("duplicate-row").map(|finding| finding.examples[0].place.row), Some(Some(4)));
}

#[test]
fn fields_are_found_by_name_or_title_and_missing_ones_told() {
    let mut lat = field("lat", FieldType::Number, Constraints::default());
    lat.title = tabular::Message::new("Широта", "Latitude");
    let lacking = Constraints { required: true, ..Constraints::default() };
    let expected = schema(vec![
        lat,
        field("lon", FieldType::Number, lacking),
        field("note", FieldType::String, Constraints::default()),
    ]);

    let outcome = Table::column(" широта", &["48.46"]).expected(expected).build();

    let missing: Vec<(Option<&str>, Severity)> = outcome
        .built
        .report
        .findings
        .iter()
        .filter(|finding| finding.kind == "missing-field")
        .map(|finding| (finding.field.as_deref(), finding.severity))
        .collect();
    assert_eq!(missing, [(Some("lon"), Severity::Error), (Some("note"), Severity::Warning)]);
    assert_eq!(outcome.type_of("широта"), "number");
}

#[test]
fn words_that_the_schema_declares_missing_are_missing() {
    let expected = TableSchema {
        missing_values: vec![String::new(), "null".into()],
        ..schema(vec![field("n", FieldType::Integer, Constraints::default())])
    };

    let outcome = Table::column("n", &["1", "null"]).expected(expected).build();

    assert_eq!(outcome.values("n"), ["1", "∅"]);
    assert_eq!(outcome.kinds(), Vec::<&str>::new());
}
