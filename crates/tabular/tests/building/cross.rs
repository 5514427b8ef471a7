//! Checks over several fields, and of values against all others of their field.

use std::{borrow::Cow, sync::Arc};

use tabular::{
    Constraints, Field, FieldType, FixId, ForeignKey, Kinds, Knowledge, Message, Recipe, Reference, Rule, Severity,
    TableSchema, ValueKind, Verdict,
    check::{Border, Codifier, District, Linked, referred_fields, resolve},
    value::date,
};

use crate::table::{Outcome, Table};

fn field(name: &str, field_type: FieldType) -> Field {
    Field { name: name.into(), field_type, ..Field::default() }
}

fn texts(names: &[&str]) -> TableSchema {
    let fields = names.iter().map(|name| field(name, FieldType::String)).collect();
    TableSchema { fields, ..TableSchema::default() }
}

fn told(outcome: &Outcome, kind: &str) -> Option<(u64, Severity)> {
    outcome.finding(kind).map(|finding| (finding.count, finding.severity))
}

fn rows(outcome: &Outcome, kind: &str) -> Vec<u64> {
    let examples = outcome.finding(kind).map(|finding| finding.examples.as_slice()).unwrap_or_default();
    examples.iter().filter_map(|example| example.place.row).collect()
}

/// A kind that takes every number under its own name.
struct Named(&'static str);

impl ValueKind for Named {
    fn id(&self) -> &str {
        self.0
    }

    fn title(&self) -> Message {
        Message::new(self.0, self.0)
    }

    fn field_type(&self) -> FieldType {
        FieldType::Number
    }

    fn is_hinted_by(&self, header: &str) -> bool {
        header.contains(self.0)
    }

    fn needs_hint(&self) -> bool {
        true
    }

    fn judge<'a>(&self, _: &'a str) -> Verdict<'a> {
        Verdict::Valid
    }
}

struct Coordinates(Vec<Arc<dyn ValueKind>>);

impl Kinds for Coordinates {
    fn all(&self) -> &[Arc<dyn ValueKind>] {
        &self.0
    }
}

/// A kind of the numbers between two bounds.
struct Within(&'static str, f64, f64);

impl ValueKind for Within {
    fn id(&self) -> &str {
        self.0
    }

    fn title(&self) -> Message {
        Message::new(self.0, self.0)
    }

    fn field_type(&self) -> FieldType {
        FieldType::Number
    }

    fn is_hinted_by(&self, header: &str) -> bool {
        header.contains(self.0)
    }

    fn needs_hint(&self) -> bool {
        true
    }

    fn judge<'a>(&self, value: &'a str) -> Verdict<'a> {
        let is_inside = value.parse().is_ok_and(|number: f64| (self.1..=self.2).contains(&number));
        if is_inside { Verdict::Valid } else { Verdict::Invalid }
    }
}

fn coordinates() -> Coordinates {
    Coordinates(vec![Arc::new(Named("latitude")), Arc::new(Named("longitude"))])
}

fn with(mut table: Table, knowledge: Knowledge) -> Table {
    table.engine.knowledge = knowledge;
    table
}

#[test]
fn an_end_before_its_start_is_told_by_the_names_alone() {
    let spans = |table: Table| (1..=20).fold(table, |table, _| table.row(&["2024-01-01", "2024-01-31"]));

    let outcome = spans(Table::new(&["dateFrom", "dateTo"])).row(&["2024-03-01", "2024-02-01"]).build();
    let same_day = spans(Table::new(&["dateFrom", "dateTo"])).row(&["2024-03-01", "2024-03-01"]).build();
    let unrelated = spans(Table::new(&["dateFrom", "updatedTo"])).row(&["2024-03-01", "2024-02-01"]).build();

    assert_eq!(told(&outcome, "order"), Some((1, Severity::Warning)));
    assert_eq!((rows(&outcome, "order"), outcome.count("order")), (vec![22], 1));
    assert_eq!((told(&same_day, "order"), told(&unrelated, "order")), (None, None));
}

#[test]
fn days_that_no_fix_has_mended_yet_are_compared_too() {
    let spans = (1..=20).fold(Table::new(&["Дата початку", "Дата закінчення"]), |table, _| {
        table.row(&["25.01.2024", "01.02.2024"])
    });

    let outcome = spans.row(&["02.03.2024", "01.03.2024"]).build();

    assert_eq!(told(&outcome, "order"), Some((1, Severity::Warning)));
}

#[test]
fn an_order_that_half_of_the_rows_break_was_not_meant() {
    let table = (1..=20).fold(Table::new(&["dateFrom", "dateTo"]), |table, row| {
        table.row(if row % 2 == 0 { &["2024-01-01", "2024-02-01"] } else { &["2024-03-01", "2024-02-01"] })
    });

    assert_eq!(told(&table.build(), "order"), None);
}

#[test]
fn declared_rules_are_errors_and_follow_their_fields_by_title() {
    let mut schema = texts(&["status", "date", "phone", "email"]);
    schema.fields[0].title = Message::new("Статус", "Status");
    schema.rules = vec![
        Rule::IfThen {
            field: "status".into(), equals: vec!["скасовано".into()], requires: vec!["date".into()]
        },
        Rule::OneOf { fields: vec!["phone".into(), "email".into()] },
    ];

    let outcome = Table::new(&["Статус", "date", "phone", "email"])
        .row(&["Скасовано", "", "1", ""])
        .row(&["скасовано", "2024-01-01", "", ""])
        .row(&["діє", "", "", "a@b.ua"])
        .expected(schema)
        .build();

    assert_eq!(told(&outcome, "if-then"), Some((1, Severity::Error)));
    assert_eq!(told(&outcome, "one-of"), Some((1, Severity::Error)));
    assert_eq!((rows(&outcome, "if-then"), rows(&outcome, "one-of")), (vec![2], vec![3]));
    assert_eq!(outcome.built.schema.rules[0].fields(), ["Статус", "date"]);
}

#[test]
fn a_declared_sum_allows_for_rounding_and_nothing_else() {
    let number = |name: &str| field(name, FieldType::Number);
    let rule = Rule::Sum { parts: vec!["a".into(), "b".into()], total: "total".into(), tolerance: None };
    let schema = || TableSchema {
        fields: vec![number("a"), number("b"), number("total")],
        rules: vec![rule.clone()],
        ..TableSchema::default()
    };

    let rounded = Table::new(&["a", "b", "total"]).row(&["1.24", "2.24", "3.5"]).row(&["1.25", "2.25", "3.9"]);
    let whole = Table::new(&["a", "b", "total"]).row(&["1", "2", "4"]).row(&["1", "2", "3"]).row(&["1", "", "1"]);

    assert_eq!(told(&rounded.expected(schema()).build(), "sum"), Some((1, Severity::Error)));
    assert_eq!(told(&whole.expected(schema()).build(), "sum"), Some((1, Severity::Error)));
}

#[test]
fn a_total_that_nearly_always_holds_tells_its_exceptions() {
    let table = (1..=60).fold(
        Table::new(&["Район", "Всього", "Чоловіки", "Жінки", "Вік"]),
        |table, row: u32| {
            let total = if row == 30 { 999 } else { row + row * 2 };
            table.row(&[
                "Соборний",
                &total.to_string(),
                &row.to_string(),
                &(row * 2).to_string(),
                &(row % 7).to_string(),
            ])
        },
    );
    let random = (1..=60).fold(Table::new(&["Всього", "Чоловіки", "Жінки"]), |table, row: u32| {
        table.row(&[&(row * 31 % 17).to_string(), &(row % 5).to_string(), &(row % 3).to_string()])
    });

    let outcome = table.build();

    assert_eq!(told(&outcome, "sum"), Some((1, Severity::Warning)));
    assert_eq!(outcome.finding("sum").map(|finding| finding.rule.as_str()), Some("Всього=Чоловіки+Жінки"));
    assert_eq!(rows(&outcome, "sum"), [31]);
    assert_eq!(told(&random.build(), "sum"), None);
}

fn points(rows: &[[&str; 2]]) -> Table {
    let table = (0..100).fold(Table::new(&["latitude", "longitude"]).kinds(coordinates()), |table, row| {
        table.row(&[&format!("48.4{row:02}"), &format!("35.0{row:02}")])
    });
    rows.iter().fold(table, |table, row| table.row(row))
}

#[test]
fn swapped_and_far_points_are_told_apart() {
    let outcome = points(&[["35.0462", "48.4647"], ["50.4501", "30.5234"]]).build();

    assert_eq!(told(&outcome, "place-swapped"), Some((1, Severity::Warning)));
    let swapped = outcome.finding("place-swapped").map(|finding| finding.examples[0].fixed.clone());
    assert_eq!(swapped, Some(Some("48.4647 | 35.0462".into())));
    let offered = outcome.finding("place-swapped").and_then(|finding| finding.fix.clone()).expect("a fix is offered");
    let step = *offered.step.expect("it says which fields");
    let recipe = Recipe { steps: vec![step], ..Recipe::empty() };
    let mended = points(&[["35.0462", "48.4647"], ["50.4501", "30.5234"]]).recipe(recipe).build();
    assert_eq!(told(&mended, "place-swapped"), None);
    assert_eq!(
        (told(&outcome, "place-outlier"), rows(&outcome, "place-outlier")),
        (Some((1, Severity::Warning)), vec![103])
    );
}

/// What the fix that the finding offers makes of the points.
fn swapped_back(table: impl Fn() -> Table) -> Outcome {
    let told = table().build();
    let offer = told.finding("place-swapped").and_then(|finding| finding.fix.clone()).expect("a fix is offered");
    let step = offer.step.expect("the step names both fields");
    assert_eq!(step.fix, FixId::SwapCoordinates);
    table().recipe(Recipe { steps: vec![*step], ..Recipe::empty() }).build()
}

#[test]
fn points_that_are_swapped_change_places_and_others_stay() {
    let mended = swapped_back(|| points(&[["35.0462", "48.4647"]]));

    assert_eq!(mended.values("latitude")[99..], ["48.4990", "48.4647"]);
    assert_eq!(mended.values("longitude")[99..], ["35.0990", "35.0462"]);
    assert_eq!(told(&mended, "place-swapped"), None);
}

#[test]
fn columns_that_are_swapped_as_a_whole_are_told_by_their_headers() {
    let kinds =
        || Coordinates(vec![Arc::new(Within("latitude", 44.0, 52.5)), Arc::new(Within("longitude", 22.0, 40.3))]);
    let table = || {
        (0..30).fold(Table::new(&["latitude", "longitude"]).kinds(kinds()), |table, row| {
            table.row(&[&format!("35.0{row:02}"), &format!("48.4{row:02}")])
        })
    };

    let mended = swapped_back(table);

    assert_eq!(told(&table().build(), "place-swapped"), Some((30, Severity::Warning)));
    assert_eq!((mended.values("latitude")[0].as_str(), mended.values("longitude")[0].as_str()), ("48.400", "35.000"));
}

#[test]
fn points_outside_the_border_that_was_handed_in_are_told() {
    let border = Border::new(vec![vec![(34.9, 48.3), (35.2, 48.3), (35.2, 48.6), (34.9, 48.6)]]);
    let knowledge = Knowledge { border: border.map(Arc::new), ..Knowledge::default() };

    let outcome = with(points(&[["48.65", "35.05"]]), knowledge).build();

    assert_eq!(
        (told(&outcome, "place-outside"), rows(&outcome, "place-outside")),
        (Some((1, Severity::Warning)), vec![102])
    );
}

#[test]
fn points_in_another_district_than_the_row_names_are_told() {
    let ring = |west: f64, east: f64| vec![(west, 48.3), (east, 48.3), (east, 48.6), (west, 48.6)];
    let district = |name: &str, west: f64, east: f64| District {
        name: name.to_owned(),
        code: None,
        border: Border::new(vec![ring(west, east)]).expect("a ring"),
    };
    let districts = [district("Лівий", 34.9, 35.05), district("Правий район", 35.05, 35.2)].into();
    let knowledge = Knowledge { districts, ..Knowledge::default() };
    let mut table = Table::new(&["latitude", "longitude", "Район"]).kinds(coordinates());
    for index in 0..20 {
        table = table.row(&[&format!("48.4{index:02}"), &format!("35.0{index:02}"), "Лівий район"]);
    }
    // Thirty metres across the border, in no known district, in one that nobody knows, and in the other one.
    let table = table
        .row(&["48.45", "35.0504", "р-н Лівий"])
        .row(&["48.45", "35.30", "Лівий"])
        .row(&["48.45", "35.01", "Третій"])
        .row(&["48.45", "35.10", "Лівий"]);

    let outcome = with(table, knowledge).build();

    assert_eq!((told(&outcome, "district"), rows(&outcome, "district")), (Some((1, Severity::Warning)), vec![25]));
}

/// Knows one settlement.
struct Dnipro;

impl Codifier for Dnipro {
    fn names(&self, code: &str) -> Vec<Cow<'_, str>> {
        let all = ["Дніпро", "Дніпровська", "Дніпропетровська"].map(Cow::Borrowed).to_vec();
        if code == "UA12020010010037010" { all } else { Vec::new() }
    }
}

#[test]
fn a_code_that_names_another_settlement_is_told() {
    let mut schema = texts(&["код", "назва"]);
    schema.rules = vec![Rule::Codifier { code: "код".into(), name: "назва".into() }];
    let knowledge = Knowledge { codifier: Some(Arc::new(Dnipro)), ..Knowledge::default() };

    let table = Table::new(&["код", "назва"])
        .row(&["UA12020010010037010", "м. Дніпро"])
        .row(&["UA12020010010037010", "Київ"])
        .row(&["UA00000000000000001", "Київ"])
        .expected(schema);
    let outcome = with(table, knowledge).build();

    assert_eq!(
        (told(&outcome, "codifier-name"), rows(&outcome, "codifier-name")),
        (Some((1, Severity::Error)), vec![3])
    );
}

fn repeated(header: &str, values: &[(&str, usize)]) -> Outcome {
    let all: Vec<&str> = values.iter().flat_map(|(value, count)| std::iter::repeat_n(*value, *count)).collect();
    Table::column(header, &all).build()
}

#[test]
fn spellings_of_one_category_are_one_finding_with_what_they_should_be() {
    let outcome = repeated(
        "Район",
        &[("Соборний", 60), ("Центральний", 60), ("соборний", 2), ("Соборнй", 1), ("Соборный", 1), ("СОБОРНИЙ.", 1)],
    );

    let finding = outcome.finding("spelling").expect("spellings differ");
    assert_eq!((finding.count, finding.severity), (5, Severity::Warning));
    assert!(finding.examples.iter().all(|example| example.fixed.as_deref() == Some("Соборний")));
}

#[test]
fn short_words_for_streets_are_the_words_themselves() {
    let outcome = repeated(
        "Вулиця",
        &[("вул. Харківська", 9), ("вул.Харківська", 2), ("вулиця Харківська", 3), ("пров. Харківський", 4)],
    );

    assert_eq!(told(&outcome, "spelling"), Some((5, Severity::Warning)));
}

#[test]
fn what_text_fixes_mend_is_no_other_spelling() {
    assert_eq!(told(&repeated("Район", &[("Соборний", 20), ("Соборний ", 3), ("Сoборний", 2)]), "spelling"), None);
}

#[test]
fn values_that_truly_differ_are_left_alone() {
    for (header, values) in [
        ("Будинок", [("1-А", 100), ("1-Б", 2)]),
        ("Житловий масив", [("Лівобережний-1/2", 100), ("Лівобережний-1/3", 2)]),
        ("Статус", [("Відповідає", 100), ("Невідповідає", 2)]),
        ("Заклад", [("Школа № 15", 100), ("Школа № 16", 2)]),
        ("Власність", [("Комунальна", 100), ("Комунальне", 2)]),
        ("Прізвище", [("Іваненко", 100), ("Іванченко", 1)]),
        ("Код", [("ABCD-E", 100), ("abcd-e", 2)]),
    ] {
        assert_eq!(told(&repeated(header, &values), "spelling"), None, "{header}");
    }
}

fn amounts(last: &str) -> Outcome {
    let values: Vec<String> =
        (0..200).map(|row| (1_000 + row * 13).to_string()).chain(std::iter::once(last.to_owned())).collect();
    Table::column("Сума", &values).build()
}

#[test]
fn an_amount_with_digits_too_many_stands_out_and_a_large_one_does_not() {
    let outcome = amounts("15000000");

    assert_eq!(
        (told(&outcome, "number-outlier"), rows(&outcome, "number-outlier")),
        (Some((1, Severity::Warning)), vec![202])
    );
    assert_eq!(told(&amounts("150000"), "number-outlier"), None);
}

#[test]
fn a_total_is_no_outlier() {
    let table = (0..200_u32).fold(Table::new(&["Назва", "Тип", "Сума"]), |table, row| {
        table.row(&[&format!("Об’єкт {row}"), "а", &(1_000 + row * 13).to_string()])
    });

    let outcome = table.row(&["Всього", "", "15000000"]).build();

    assert_eq!((told(&outcome, "number-outlier"), outcome.count("total-row")), (None, 1));
}

#[test]
fn large_sums_with_neighbours_are_no_outliers() {
    let values: Vec<String> = (0..400_u32).map(|row| 10_u64.pow(2 + row % 8).to_string()).collect();

    assert_eq!(told(&Table::column("Сума", &values).build(), "number-outlier"), None);
}

#[test]
fn impossible_years_and_facts_of_the_future_are_told() {
    let knowledge = || Knowledge { today: date("2024-06-15"), ..Knowledge::default() };
    let days = |header: &str, last: [&str; 3]| {
        let values: Vec<&str> = std::iter::repeat_n("2024-05-01", 97).chain(last).collect();
        with(Table::column(header, &values), knowledge()).build()
    };

    let facts = days("Дата реєстрації", ["2204-01-01", "0204-01-01", "2024-07-01"]);
    let plans = days("Дата закінчення", ["2024-07-01", "2025-01-01", "9999-12-31"]);
    let typed = days("Дата видачі", ["01.02.2204", "01.05.2024", "2024-05-01"]);

    assert_eq!(
        (told(&facts, "date-outlier"), rows(&facts, "date-outlier")),
        (Some((2, Severity::Warning)), vec![99, 100])
    );
    assert_eq!((told(&facts, "date-future"), rows(&facts, "date-future")), (Some((1, Severity::Warning)), vec![101]));
    assert_eq!((told(&plans, "date-outlier"), told(&plans, "date-future")), (None, None));
    assert_eq!(told(&typed, "date-outlier"), Some((1, Severity::Warning)));
}

#[test]
fn a_year_among_years_must_be_one() {
    let years: Vec<String> =
        (0..40).map(|row| (1990 + row % 30).to_string()).chain(std::iter::once("20204".to_owned())).collect();

    assert_eq!(told(&Table::column("Рік побудови", &years).build(), "year-outlier"), Some((1, Severity::Warning)));
    assert_eq!(told(&Table::column("Кількість", &years).build(), "year-outlier"), None);
}

#[test]
fn rows_entered_twice_under_another_number_are_worth_knowing() {
    let table = (0..200_u32).fold(Table::new(&["id", "Назва", "Адреса", "Площа"]), |table, row| {
        let same = if row == 150 { 20 } else { row };
        table.row(&[
            &row.to_string(),
            &format!("Об’єкт {same}"),
            &format!("вул. Садова, {same}"),
            &(same * 7 + 3).to_string(),
        ])
    });

    let outcome = table.build();

    assert_eq!((told(&outcome, "copied-row"), rows(&outcome, "copied-row")), (Some((1, Severity::Info)), vec![152]));
}

#[test]
fn rows_that_are_alike_by_nature_are_not() {
    let table = (0..200_u32).fold(Table::new(&["id", "Район", "Стан", "Вид"]), |table, row| {
        let part = |of: u32| (row / of % 4).to_string();
        table.row(&[&row.to_string(), &part(1), &part(4), &part(16)])
    });

    assert_eq!(told(&table.build(), "copied-row"), None);
}

fn foreign_key(field: &str, resource: &str, other: &str) -> ForeignKey {
    let reference = Reference { resource: resource.into(), fields: vec![other.into()] };
    ForeignKey { fields: vec![field.into()], reference }
}

fn linked(names: &[&str], table: &Table, schemas: &[&TableSchema]) -> Linked {
    let mut analysis = table.analyse();
    analysis.refer(referred_fields(names, schemas));
    let keys = table.build_from(&analysis).keys;
    Linked { names: names.iter().map(|name| (*name).to_owned()).collect(), keys }
}

#[test]
fn values_that_lack_their_other_end_are_told_with_their_places() {
    let mut stops = texts(&["route", "stop"]);
    stops.foreign_keys = vec![foreign_key("route", "routes", "id")];
    let mut child = Table::new(&["route", "stop"]).expected(stops.clone());
    let mut parent = Table::new(&["id"]);
    for row in 0..2_000 {
        child = child.row(&[&(row % 500).to_string(), "x"]);
        parent = if row < 499 { parent.row(&[&row.to_string()]) } else { parent };
    }
    child = child.row(&["", "y"]);

    for memory_bytes in [64 << 20, 1_000] {
        child.engine.limits.unique_memory_bytes = memory_bytes;
        let tables = vec![linked(&["stops"], &child, &[&stops]), linked(&["Routes"], &parent, &[&stops])];
        let found = resolve(tables, 10).expect("memory does not fail");

        let finding = &found[0][0];
        assert_eq!((finding.kind.as_str(), finding.count, finding.severity), ("foreign-key", 4, Severity::Error));
        let shown: Vec<_> = finding.examples.iter().map(|one| (one.place.row, one.value.as_str())).collect();
        assert_eq!(shown[0], (Some(501), "499"));
        assert!(found[1].is_empty());
    }
}

#[test]
fn a_table_may_refer_to_itself_and_an_unknown_one_is_said() {
    let mut schema = texts(&["id", "parent", "other"]);
    schema.foreign_keys = vec![foreign_key("parent", "", "id"), foreign_key("other", "nowhere", "id")];
    let table = Table::new(&["ID", "parent", "other"])
        .row(&["1", "", "7"])
        .row(&["2", "1", ""])
        .row(&["3", "9", ""])
        .expected(schema.clone());

    let found = resolve(vec![linked(&["t"], &table, &[&schema])], 10).expect("memory does not fail");

    let kinds: Vec<_> = found[0].iter().map(|finding| (finding.kind.as_str(), finding.count)).collect();
    assert_eq!(kinds, [("foreign-key-unchecked", 1), ("foreign-key", 1)]);
    assert_eq!(found[0][1].examples[0].place.row, Some(4));
}

#[test]
fn bounds_lists_and_keys_compare_by_value() {
    let mut number = field("n", FieldType::Number);
    number.constraints = Constraints {
        exclusive_minimum: Some("1".into()),
        lawful: vec!["1".into(), "2.5".into(), "3".into()],
        ..Constraints::default()
    };
    let mut time = field("t", FieldType::Time);
    time.constraints = Constraints {
        minimum: Some("08:00".into()),
        exclusive_maximum: Some("20:00:00".into()),
        ..Constraints::default()
    };
    let mut mail = field("m", FieldType::String);
    mail.format = Some("email".into());
    mail.missing_values = vec!["(немає пошти)".into()];
    let mut schema = TableSchema { fields: vec![number, time, mail], ..TableSchema::default() };
    schema.unique_keys = vec![vec!["n".into(), "t".into()]];

    let outcome = Table::new(&["n", "t", "m"])
        .row(&["2.50", "08:00:00", "a@b.ua"])
        .row(&["2.5", "08:00:00", "(немає пошти)"])
        .row(&["1.0", "20:00", "a@b"])
        .row(&["3.00", "07:59", ""])
        .expected(schema)
        .build();

    assert_eq!(told(&outcome, "enum"), None);
    let ranges: Vec<_> = outcome
        .built
        .report
        .findings
        .iter()
        .filter(|one| one.kind == "range")
        .map(|one| (one.field.as_deref(), one.count))
        .collect();
    assert_eq!(ranges, [(Some("n"), 1), (Some("t"), 2)]);
    assert_eq!(told(&outcome, "unique-key"), Some((1, Severity::Error)));
    assert_eq!(told(&outcome, "format"), Some((1, Severity::Error)));
    assert_eq!(outcome.values("m"), ["a@b.ua", "∅", "a@b", "∅"]);
}
