//! Types come from all rows.

use tabular::{Recipe, Safety};

use crate::table::Table;

#[test]
fn a_type_needs_every_value_to_fit() {
    let whole = Table::column("n", &["1", "-20", "", "0"]).build();
    let decimal = Table::column("n", &["1", "2.50", "-0.125"]).build();
    let text = Table::column("n", &["1", "2", "three"]).build();

    assert_eq!(whole.type_of("n"), "integer");
    assert_eq!(whole.values("n"), ["1", "-20", "∅", "0"]);
    assert_eq!(decimal.type_of("n"), "number");
    assert_eq!(decimal.values("n"), ["1.000", "2.500", "-0.125"]);
    assert_eq!(text.type_of("n"), "string");
    assert_eq!(text.kinds(), Vec::<&str>::new());
}

#[test]
fn leading_zeros_mean_text_and_are_no_outliers() {
    let outcome = Table::column("код", &["001", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"]).build();

    assert_eq!(outcome.type_of("код"), "string");
    assert_eq!(outcome.values("код")[0], "001");
    assert_eq!(outcome.kinds(), Vec::<&str>::new());
}

#[test]
fn numbers_of_houses_are_text_and_no_outliers() {
    let mut houses: Vec<String> = (1..98).map(|number| number.to_string()).collect();
    let mut amounts = houses.clone();
    houses.extend(["212Б", "36/42", "7-а"].map(str::to_owned));
    amounts.extend(["12 шт.", "?", "007"].map(str::to_owned));

    let houses = Table::column("houseNumber", &houses).build();
    let amounts = Table::column("Кількість", &amounts).build();

    assert_eq!((houses.type_of("houseNumber"), houses.kinds()), ("string", Vec::new()));
    assert_eq!(amounts.count("type-outlier"), 3);
}

#[test]
fn days_moments_times_and_booleans_are_told_apart() {
    let table = Table::new(&["d", "m", "u", "t", "b"])
        .row(&["2024-02-01", "2024-02-01T10:30", "2024-02-01T10:30:00+02:00", "10:30", "true"])
        .row(&["2024-02-29", "2024-02-01T10:30:05", "2024-02-01T08:30:00Z", "23:59:59", "false"]);

    let outcome = table.build();

    let types: Vec<&str> = ["d", "m", "u", "t", "b"].iter().map(|field| outcome.type_of(field)).collect();
    assert_eq!(types, ["date", "datetime", "datetime", "time", "boolean"]);
    assert_eq!(outcome.values("u"), ["2024-02-01T08:30:00Z", "2024-02-01T08:30:00Z"]);
    assert_eq!(outcome.values("m"), ["2024-02-01T10:30:00", "2024-02-01T10:30:05"]);
}

#[test]
fn moments_that_are_all_at_midnight_are_days() {
    let canonical = ["2014-05-30T00:00:00", "2014-06-02T00:00:00", ""];
    let exported = ["2018-07-06 00:00:00", "6.7.2018 0:00", "2018-07-07"];

    let before = Table::column("Видано", &canonical).build();
    let after = Table::column("Видано", &canonical).all_safe().build();
    let from_csv = Table::column("Видано", &exported).all_safe().build();

    let finding = before.finding("date-format").expect("midnights are told");
    assert_eq!((finding.count, finding.fix.as_ref().map(|fix| fix.safety)), (2, Some(Safety::Safe)));
    assert_eq!(before.type_of("Видано"), "datetime");
    assert_eq!(after.type_of("Видано"), "date");
    assert_eq!(after.values("Видано"), ["2014-05-30", "2014-06-02", "∅"]);
    assert_eq!(from_csv.values("Видано"), ["2018-07-06", "2018-07-06", "2018-07-07"]);
    assert_eq!(after.kinds(), Vec::<&str>::new());
}

#[test]
fn a_day_in_a_cell_of_a_workbook_is_a_day_whatever_its_format() {
    let cells = |values: &[&str]| {
        let mut table = Table::column("Видано", values);
        table.reading.sheet = Some("Аркуш1".into());
        table.build()
    };

    let days = cells(&["2014-05-30T00:00:00", "2014-06-02", ""]);
    let moments = cells(&["2014-05-30T00:00:00", "2014-06-02T10:30:00"]);

    assert_eq!((days.type_of("Видано"), days.kinds()), ("date", Vec::new()));
    assert_eq!(days.values("Видано"), ["2014-05-30", "2014-06-02", "∅"]);
    assert_eq!(moments.type_of("Видано"), "datetime");
}

#[test]
fn one_time_of_day_keeps_all_midnights_moments() {
    let outcome = Table::column("Подія", &["2014-05-30T00:00:00", "2014-06-02 10:30"]).all_safe().build();

    assert_eq!(outcome.type_of("Подія"), "datetime");
    assert_eq!(outcome.values("Подія"), ["2014-05-30T00:00:00", "2014-06-02T10:30:00"]);
}

#[test]
fn times_with_one_digit_of_the_hour_are_times_once_fixed() {
    let values = ["10:20:00", "8:05:00", "1:08:00 PM"];

    let before = Table::column("Час", &values).build();
    let after = Table::column("Час", &values).all_safe().build();

    assert_eq!(before.type_of("Час"), "string");
    let finding = before.finding("time-format").expect("times are told");
    assert_eq!((finding.count, finding.rule.as_str()), (2, "type=time"));
    assert_eq!(after.type_of("Час"), "time");
    assert_eq!(after.values("Час"), ["10:20:00", "08:05:00", "13:08:00"]);
}

#[test]
fn a_time_behind_a_day_that_means_none_is_a_time_once_fixed() {
    let values = ["1900-01-01T09:34:00", "1900-01-01T08:00"];

    let before = Table::column("Прибуття", &values).build();
    let after = Table::column("Прибуття", &values).all_safe().build();
    let moments = Table::column("Подія", &["1900-01-01T09:34:00", "1900-05-01T08:00"]).all_safe().build();

    assert_eq!((before.type_of("Прибуття"), before.count("time-format")), ("datetime", 2));
    assert_eq!((after.type_of("Прибуття"), after.values("Прибуття")[0].as_str()), ("time", "09:34:00"));
    assert_eq!((moments.type_of("Подія"), moments.kinds()), ("datetime", Vec::new()));
}

#[test]
fn hours_beyond_a_day_among_times_are_shown() {
    let outcome = Table::column("Прибуття", &["23:10", "25:10", "24:00"]).all_safe().build();
    let mostly = Table::column("Прибуття", &["22:00", "23:10", "25:10"]).all_safe().build();

    assert_eq!(outcome.kinds(), Vec::<&str>::new());
    assert_eq!((mostly.type_of("Прибуття"), mostly.count("type-outlier")), ("string", 1));
    assert_eq!(mostly.values("Прибуття")[2], "25:10");
}

#[test]
fn a_few_values_among_many_of_a_type_are_shown_as_outliers_and_nothing_is_lost() {
    let mut values = vec!["2024-01-05"; 19];
    values.push("31.02.2024");

    let outcome = Table::column("Дата", &values).build();

    assert_eq!(outcome.type_of("Дата"), "string");
    assert_eq!(outcome.values("Дата")[19], "31.02.2024");
    let finding = outcome.finding("type-outlier").expect("an outlier");
    assert_eq!(
        (finding.count, finding.examples[0].place.row, finding.examples[0].place.column),
        (1, Some(21), Some(1))
    );
    assert_eq!(finding.rule, "type=date");
}

#[test]
fn numbers_beyond_sixty_four_bits_keep_all_their_digits() {
    let outcome = Table::column("n", &["12345678901234567890123456789012345678", "1"]).build();

    assert_eq!(outcome.type_of("n"), "number");
    assert_eq!(outcome.values("n")[0], "12345678901234567890123456789012345678");
}

#[test]
fn numbers_that_no_decimal_holds_together_stay_text() {
    let outcome = Table::column("n", &["1234567890123456789012345678901234567", "0.12345678"]).build();

    assert_eq!(outcome.type_of("n"), "string");
    assert_eq!(outcome.values("n")[1], "0.12345678");
}

#[test]
fn exponents_make_a_binary_number_unless_digits_would_be_lost() {
    let float = Table::column("n", &["1.5E+05", "2.25"]).build();
    let text = Table::column("n", &["1.5E+05", "1234567890123456.5"]).build();

    assert_eq!(float.values("n"), ["150000.0", "2.25"]);
    assert_eq!(text.type_of("n"), "string");
}

#[test]
fn as_text_keeps_every_value_and_header_as_it_stands() {
    let outcome = Table::column(" Дата ", &[" 1,5 ", "немає", "00"])
        .recipe(Recipe { as_text: true, ..Recipe::all_safe() })
        .build();

    assert_eq!(outcome.built.schema.fields[0].name, " Дата ");
    assert_eq!(outcome.values(" Дата "), [" 1,5 ", "немає", "00"]);
    assert_eq!(outcome.kinds(), Vec::<&str>::new());
}

#[test]
fn the_row_column_counts_from_zero_over_all_batches() {
    let mut table = Table::column("a", &["x", "y", "z", "x2", "y2"]);
    table.engine.limits.batch_rows = 2;

    let outcome = table.build();

    assert_eq!(outcome.values("_row"), ["0", "1", "2", "3", "4"]);
    assert_eq!(outcome.built.rows, 5);
}

#[test]
fn a_profile_counts_exactly() {
    let table = Table::new(&["n", "s"]).row(&["1", "аб"]).row(&["2.5", "а"]).row(&["", "аб"]).row(&["1", "абв"]);

    let outcome = table.build();

    let [number, text] = &outcome.built.profile.fields[..] else { panic!("two fields") };
    assert_eq!((number.missing, number.distinct, number.distinct_is_exact), (1, 2, true));
    assert_eq!(
        (number.minimum.as_deref(), number.maximum.as_deref(), number.mean),
        (Some("1"), Some("2.5"), Some(1.5))
    );
    assert_eq!(text.lengths, Some((1, 3)));
    assert_eq!((text.minimum.as_deref(), text.maximum.as_deref()), (Some("а"), Some("абв")));
    assert_eq!(text.top[0], ("аб".to_owned(), 2));
}

#[test]
fn many_distinct_values_are_estimated_and_say_so() {
    let values: Vec<String> = (0..20_000).map(|number| format!("x{number}")).collect();

    let outcome = Table::column("s", &values).build();

    let field = &outcome.built.profile.fields[0];
    assert!(!field.distinct_is_exact);
    // The key of the hash differs in every run; five per cent are six standard errors.
    assert!((19_000..=20_000).contains(&field.distinct), "{}", field.distinct);
}

#[test]
fn the_schema_travels_in_the_file() {
    let outcome = Table::column("Назва", &["а"]).build();

    let text = String::from_utf8_lossy(&outcome.bytes);
    assert!(text.contains("vidkryto.schema") && text.contains("\"name\":\"Назва\""));
}
