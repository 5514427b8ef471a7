//! Changes of structure: cells, values, names, splits, periods in columns; what they count, and that undoing them gives the table back.

use std::collections::BTreeMap;

use proptest::prelude::*;
use tabular::{FixId, Recipe, Safety, Step, With};

use crate::table::{Outcome, Table};

fn recipe(steps: impl IntoIterator<Item = Step>) -> Recipe {
    Recipe { steps: steps.into_iter().collect(), ..Recipe::empty() }
}

fn pairs(list: &[(&str, &str)]) -> With {
    With::Values(list.iter().map(|(old, new)| ((*old).to_owned(), (*new).to_owned())).collect())
}

fn names(list: &[(&str, &str)]) -> Step {
    let names: BTreeMap<String, String> = list.iter().map(|(old, new)| ((*old).into(), (*new).into())).collect();
    Step::of(FixId::Rename).with(With::Names(names))
}

fn cell(field: &str, row: u64, old: &str, new: &str) -> Step {
    Step::of(FixId::Cell).on(field).with(With::Cell { row, old: old.into(), new: new.into() })
}

fn fields(outcome: &Outcome) -> Vec<&str> {
    outcome.built.schema.fields.iter().map(|field| field.name.as_str()).collect()
}

fn applied(outcome: &Outcome, fix: FixId) -> Vec<(Option<usize>, u64)> {
    let all = outcome.built.report.applied.iter().filter(|applied| applied.id == fix);
    all.map(|applied| (applied.step, applied.count)).collect()
}

#[test]
fn a_cell_is_replaced_only_while_its_old_value_stands_there() {
    let table = Table::column("Місто", &["Днипро", "Днипро", "Київ"]);

    let fixed =
        table.recipe(recipe([cell("Місто", 2, "Днипро ", "Дніпро"), cell("Місто", 4, "Львів", "Київ")])).build();

    assert_eq!(fixed.values("Місто"), ["Дніпро", "Днипро", "Київ"]);
    assert_eq!(applied(&fixed, FixId::Cell), [(Some(0), 1)]);
}

#[test]
fn values_become_others_by_a_list_of_pairs_and_the_report_says_what_the_list_met() {
    let values = ["шевченківскій", " шевченківскій", "Соборний", "Індустр.", "новий"];
    let first =
        Step::of(FixId::Values).on("Район").with(pairs(&[("шевченківскій", "Шевченківський"), ("зникле", "х")]));
    let second = Step::of(FixId::Values).on("Район").with(pairs(&[("Індустр.", "Індустріальний")]));

    let fixed = Table::column("Район", &values).recipe(recipe([first, second])).build();

    assert_eq!(fixed.values("Район"), ["Шевченківський", "Шевченківський", "Соборний", "Індустріальний", "новий"]);
    assert_eq!(applied(&fixed, FixId::Values), [(Some(0), 2), (Some(1), 1)]);
    let met = &fixed.built.report.value_maps[0];
    assert_eq!(
        (met.unused.as_slice(), met.unmapped.as_slice()),
        (&["зникле".to_owned()][..], &["Соборний".to_owned(), "новий".to_owned()][..])
    );
}

#[test]
fn pairs_of_a_later_step_work_on_what_the_earlier_ones_made() {
    let steps = [pairs(&[("а", "б")]), pairs(&[("б", "в")])].map(|with| Step::of(FixId::Values).on("x").with(with));

    let fixed = Table::column("x", &["а", "б", "г"]).recipe(recipe(steps)).build();

    assert_eq!(fixed.values("x"), ["в", "в", "г"]);
}

#[test]
fn a_replaced_value_may_give_a_field_its_type() {
    let values = ["1", "2", "три", "4", "5", "6", "7", "8", "9", "10"];
    let step = Step::of(FixId::Values).on("n").with(pairs(&[("три", "3")]));

    let fixed = Table::column("n", &values).recipe(recipe([step])).build();

    assert_eq!((fixed.type_of("n"), fixed.count("type-outlier")), ("integer", 0));
}

#[test]
fn a_kept_value_is_neither_fixed_nor_found() {
    let keep = Step::of(FixId::Keep).on("Назва").with(With::Only(["  А ".to_owned()].into()));
    let values = ["  А ", " Б ", "В"];

    let kept = Table::column("Назва", &values).recipe(Recipe { steps: vec![keep], ..Recipe::all_safe() }).build();

    assert_eq!(kept.values("Назва"), ["  А ", "Б", "В"]);
}

#[test]
fn fields_change_names_even_with_each_other_and_older_steps_follow() {
    let table = Table::new(&["lat", "lon", "Дата"]).row(&["35.0462", "48.4647", "01.02.2024"]);
    let steps = [
        Step::of(FixId::Dates).on("Дата"),
        names(&[("lat", "lon"), ("lon", "lat"), ("Дата", "startDate"), ("нема", "x")]),
    ];

    let renamed = table.recipe(recipe(steps)).build();

    assert_eq!(fields(&renamed), ["lon", "lat", "startDate"]);
    assert_eq!((renamed.values("lat"), renamed.type_of("startDate")), (vec!["48.4647".to_owned()], "date"));
    assert_eq!(applied(&renamed, FixId::Rename), [(Some(1), 3)]);
}

#[test]
fn a_renamed_field_is_the_one_that_a_schema_means() {
    let schema = tabular::TableSchema {
        fields: vec![tabular::Field { name: "label".into(), ..tabular::Field::default() }],
        ..tabular::TableSchema::default()
    };
    let table = Table::column("Назва зупинки", &["Вокзал"]).expected(schema);

    let renamed = table.recipe(recipe([names(&[("Назва зупинки", "label")])])).build();

    assert_eq!((renamed.count("missing-field"), renamed.count("extra-field")), (0, 0));
}

const PLACES: [&str; 4] = ["48.4647, 35.0462", "48,4700; 35,0500", "48.4650 35.0470", ""];

#[test]
fn coordinates_in_one_field_are_offered_and_parted_on_demand() {
    let plain = Table::column("Координати", &PLACES).build();
    let parted = Table::column("Координати", &PLACES)
        .recipe(recipe([Step::of(FixId::SplitCoordinates).on("Координати")]))
        .build();

    let offer = plain.finding("coordinate-pair").expect("it is offered");
    assert_eq!((offer.count, offer.fix.as_ref().map(|fix| fix.safety)), (3, Some(Safety::Safe)));
    assert_eq!(offer.examples[0].fixed.as_deref(), Some("48.4647 | 35.0462"));
    assert_eq!(fields(&parted), ["lat", "lon"]);
    assert_eq!((parted.type_of("lat"), parted.type_of("lon")), ("number", "number"));
    assert_eq!(parted.values("lon"), ["35.0462", "35.0500", "35.0470", "∅"]);
    assert_eq!(applied(&parted, FixId::SplitCoordinates), [(Some(0), 3)]);
}

#[test]
fn what_cannot_be_parted_is_not_lost() {
    let values = ["48.4647, 35.0462", "48.4700, 35.0500", "48.4650, 35.0470", "48.4650, 35.0475", "біля парку"];
    let plain = Table::column("Місце", &values).build();
    let parted =
        Table::column("Місце", &values).recipe(recipe([Step::of(FixId::SplitCoordinates).on("Місце")])).build();

    let offer = plain.finding("coordinate-pair").expect("it is offered");
    assert_eq!(offer.fix.as_ref().map(|fix| fix.safety), Some(Safety::Suggestion));
    assert_eq!(parted.values("lat")[4], "біля парку");
}

#[test]
fn swapped_coordinates_are_put_back_row_by_row_and_only_where_they_can_mean_nothing_else() {
    let rows = [["48,4647", "35,0462"], ["35,0462", "48,4647"], ["35.1", "н/д"], ["0", "48.4"], ["48.4", "35.1"]];
    let table = || rows.iter().fold(Table::new(&["lat", "lon"]), |table, row| table.row(row));
    let step = |first: &str, second: &str| {
        Step::of(FixId::SwapCoordinates).on(first).with(With::Fields(vec![first.into(), second.into()]))
    };

    let fixed = table().recipe(recipe([step("lat", "lon")])).build();
    let nothing = table().recipe(recipe([step("lat", "lat"), step("lat", "length")])).build();

    assert_eq!(fixed.values("lat"), ["48,4647", "48,4647", "35.1", "0", "48.4"]);
    assert_eq!(fixed.values("lon"), ["35,0462", "35,0462", "н/д", "48.4", "35.1"]);
    assert_eq!(applied(&fixed, FixId::SwapCoordinates), [(Some(0), 1)]);
    assert_eq!(nothing.values("lat")[1], "35,0462");
}

#[test]
fn a_cell_mended_after_a_swap_is_the_one_that_stands_there_then() {
    let table = Table::new(&["lat", "lon"]).row(&["35.0462", "48.4647"]);
    let swap = Step::of(FixId::SwapCoordinates).with(With::Fields(vec!["lat".into(), "lon".into()]));

    let fixed = table.recipe(recipe([swap, cell("lat", 2, "48.4647", "48.5")])).build();

    assert_eq!((fixed.values("lat"), fixed.values("lon")), (vec!["48.5".to_owned()], vec!["35.0462".to_owned()]));
}

#[test]
fn an_address_gets_fields_for_its_parts_beside_it() {
    let values = ["49000, м. Дніпро, вул. Січова, 15-А", "м. Дніпро, просп. Слави 2", "вул. Тиха, буд. 3, кв. 1"];
    let plain = Table::column("Адреса", &values).build();
    let step =
        plain.finding("address-in-one-field").and_then(|finding| finding.fix.clone()?.step).expect("it is offered");

    let parted = Table::column("Адреса", &values).recipe(recipe([*step])).build();

    assert_eq!(parted.values("Адреса"), values);
    assert_eq!(parted.values("addressThoroughfare"), ["вул. Січова", "просп. Слави", "вул. Тиха"]);
    assert_eq!(parted.values("addressLocatorDesignator"), ["15-А", "2", "3"]);
    assert_eq!(parted.values("addressPostCode"), ["49000", "∅", "∅"]);
    assert!(!fields(&parted).contains(&"addressAdminUnitL2"));
}

#[test]
fn periods_in_columns_become_rows_without_the_totals() {
    let table = || {
        Table::new(&["Район", "2021 р.", "2022 р.", "2023 р."])
            .row(&["Соборний", "1", "2", "3"])
            .row(&["Новокодацький", "4", "", "6"])
            .row(&["Всього", "5", "", ""])
    };
    let offered = table().build();
    let step = offered.finding("period-columns").and_then(|finding| finding.fix.clone()?.step).expect("it is offered");

    let long = table().recipe(Recipe { steps: vec![*step], ..Recipe::all_safe() }).build();

    assert_eq!(fields(&long), ["Район", "Рік", "Значення"]);
    assert_eq!(long.values("Рік"), ["2021", "2022", "2023", "2021", "2022", "2023"]);
    assert_eq!(long.values("Значення"), ["1", "2", "3", "4", "∅", "6"]);
    assert_eq!(long.type_of("Значення"), "integer");
    assert_eq!(applied(&long, FixId::TotalRows), [(None, 1)]);
}

#[test]
fn an_empty_field_is_left_out_with_a_yes_and_a_nameless_one_by_itself() {
    let table = || Table::new(&["Назва", "Примітка", ""]).row(&["А", "", ""]).row(&["Б", "", ""]);

    let plain = table().build();
    let safe = table().all_safe().build();
    let agreed = table().recipe(recipe([Step::of(FixId::EmptyFields)])).build();

    assert_eq!(plain.built.report.findings.iter().filter(|finding| finding.kind == "empty-field").count(), 2);
    assert_eq!(fields(&safe), ["Назва", "Примітка"]);
    assert_eq!(fields(&agreed), ["Назва"]);
}

#[test]
fn signs_are_unified_only_where_a_column_mixes_them_and_somebody_agrees() {
    let values = ["Солом'янський", "Солом’янський"];
    let mixed = Table::column("Район", &values).build();
    let agreed = Table::column("Район", &values).recipe(recipe([Step::of(FixId::Typography)])).build();
    let even = Table::column("Район", &["Солом'янський"]).build();

    assert_eq!((mixed.count("typography"), even.count("typography")), (1, 0));
    assert_eq!(agreed.values("Район"), ["Солом’янський", "Солом’янський"]);
    assert_eq!(Table::column("Район", &values).all_safe().build().values("Район"), values);
}

#[test]
fn spellings_that_differ_in_signs_alone_are_told_once() {
    let mut values = vec!["Солом’янський"; 20];
    values.extend(["Солом'янський", "Соломʼянський", "солом’янський"]);

    let outcome = Table::column("Район", &values).build();

    assert_eq!((outcome.count("typography"), outcome.count("spelling")), (2, 1));
}

fn any_step() -> impl Strategy<Value = Step> {
    let field = prop::sample::select(vec!["a", "b", "2021"]);
    let value = || prop::sample::select(vec!["", "1", "2", "48.4647, 35.0462", "вул. Січова, 5", " x "]);
    prop_oneof![
        (field.clone(), value(), value())
            .prop_map(|(field, old, new)| Step::of(FixId::Values).on(field).with(pairs(&[(old, new)]))),
        (field.clone(), 2..6_u64, value(), value()).prop_map(|(field, row, old, new)| cell(field, row, old, new)),
        (field.clone(), "[a-z2 ]{0,3}").prop_map(|(field, new)| names(&[(field, &new)])),
        field.clone().prop_map(|field| Step::of(FixId::SplitCoordinates).on(field)),
        field.clone().prop_map(|field| Step::of(FixId::SplitAddress).on(field)),
        (field, value())
            .prop_map(|(field, value)| Step::of(FixId::Keep).on(field).with(With::Only([value.to_owned()].into()))),
        Just(Step::of(FixId::Unpivot)),
        Just(Step::of(FixId::SwapCoordinates).with(With::Fields(vec!["a".into(), "b".into()]))),
        Just(Step::of(FixId::EmptyFields)),
    ]
}

fn cells() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "",
            "1",
            "2",
            "48.4647, 35.0462",
            "вул. Січова, 5",
            " x ",
            "Всього",
            "01.02.2024",
            "-",
            "9.30"
        ])
        .prop_map(str::to_owned),
        any::<String>(),
    ]
}

proptest! {
    // Each case builds three tables.
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_steps_can_be_applied_and_taken_back_in_any_order(
        rows in prop::collection::vec(prop::collection::vec(cells(), 5), 1..6),
        steps in prop::collection::vec(any_step(), 0..6),
        all_safe in any::<bool>(),
        order in prop::collection::vec(any::<prop::sample::Index>(), 6),
    ) {
        let table = || rows.iter().fold(Table::new(&["a", "b", "2021", "2022", "2023"]), |table, row| {
            table.row(&row.iter().map(String::as_str).collect::<Vec<_>>())
        });
        let start = Recipe { all_safe, ..Recipe::empty() };
        let before = table().recipe(start.clone()).build();
        let mut recipe = Recipe { steps, ..start };

        let changed = table().recipe(recipe.clone()).build();
        for index in order {
            if !recipe.steps.is_empty() {
                recipe.remove_at(index.index(recipe.steps.len())).expect("the step is there");
            }
        }
        let after = table().recipe(recipe).build();

        prop_assert!(changed.built.report.findings.iter().all(|finding| finding.count > 0));
        prop_assert_eq!(after.bytes, before.bytes);
    }
}
