//! What jumps out against the version before.

use tabular::{
    TableProfile,
    check::history::{Survivors, against},
    screen::NoScreen,
};

use crate::table::Table;

fn profile(values: &[String]) -> TableProfile {
    Table::column("Поле", values).build().built.profile
}

fn kinds(before: &TableProfile, now: &TableProfile) -> Vec<(String, u64)> {
    let found = against(before, now, None, &NoScreen, 10);
    found.into_iter().map(|finding| (finding.kind, finding.count)).collect()
}

fn categories(counts: &[(&str, usize)]) -> TableProfile {
    let values: Vec<String> =
        counts.iter().flat_map(|(value, count)| std::iter::repeat_n((*value).to_owned(), *count)).collect();
    profile(&values)
}

fn numbers(count: u64, times: u64) -> Vec<String> {
    (1..=count).map(|number| (number * times).to_string()).collect()
}

#[test]
fn a_version_like_the_one_before_says_nothing() {
    assert_eq!(kinds(&profile(&numbers(100, 7)), &profile(&numbers(120, 7))), []);
}

#[test]
fn rows_that_drop_or_grow_many_times_are_told() {
    let (few, many) = (profile(&numbers(20, 7)), profile(&numbers(100, 7)));

    assert_eq!(kinds(&many, &few)[0], ("rows-dropped".into(), 80));
    assert_eq!(kinds(&few, &many)[0], ("rows-grown".into(), 80));
    assert_eq!(kinds(&many, &profile(&numbers(21, 7))), []);
}

#[test]
fn a_value_ten_times_the_largest_before_is_told() {
    let before = profile(&numbers(100, 7));
    let with = |last: &str| profile(&numbers(100, 7).into_iter().chain([last.to_owned()]).collect::<Vec<_>>());

    assert_eq!(kinds(&before, &with("7000")), [("value-jump".into(), 1)]);
    assert_eq!(kinds(&before, &with("6999")), []);
}

#[test]
fn a_change_of_unit_is_told_from_other_jumps() {
    let before = profile(&numbers(100, 3));

    assert_eq!(kinds(&before, &profile(&numbers(100, 3_000))), [("unit-changed".into(), 100)]);
    assert_eq!(kinds(&profile(&numbers(100, 3_000)), &before), [("unit-changed".into(), 100)]);
    assert_eq!(kinds(&before, &profile(&numbers(100, 60))), [("median-jump".into(), 100)]);
}

#[test]
fn new_and_lost_categories_are_told_where_they_were_stable() {
    let before = categories(&[("Відкрито", 300), ("Закрито", 200), ("Ремонт", 3)]);

    let added = kinds(&before, &categories(&[("Відкрито", 300), ("Закрито", 200), ("Відкртио", 1)]));
    let gone = kinds(&before, &categories(&[("Відкрито", 300)]));
    let free = kinds(&profile(&numbers(40, 1)), &categories(&[("Відкрито", 40)]));

    assert_eq!(added, [("new-category".into(), 1)]);
    assert_eq!(gone, [("category-gone".into(), 1)]);
    assert!(free.iter().all(|(kind, _)| kind != "new-category"));
}

#[test]
fn a_field_that_became_empty_is_told() {
    let with = |value: &str| {
        let table =
            (0..50).fold(Table::new(&["id", "Адреса"]), |table, row: u32| table.row(&[&row.to_string(), value]));
        table.build().built.profile
    };

    assert_eq!(kinds(&with("вул. Садова"), &with("")), [("field-emptied".into(), 50)]);
    assert_eq!(kinds(&with(""), &with("")), []);
}

#[test]
fn keys_that_vanish_en_masse_are_told() {
    let profile = profile(&numbers(100, 7));
    let survivors = |removed: u64| Survivors { key: vec!["id".into()], removed, kept: 100 - removed };
    let found = |removed| against(&profile, &profile, Some(&survivors(removed)), &NoScreen, 10);

    assert_eq!(found(90).iter().map(|one| (one.kind.as_str(), one.count)).collect::<Vec<_>>(), [("keys-vanished", 90)]);
    assert_eq!(found(50), []);
}
