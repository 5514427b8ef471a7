//! Fixes: offered while they are not applied, counted once they are.

use tabular::{FixId, Recipe, Safety, Step};

use crate::table::{Outcome, Table};

fn step(fix: FixId, choice: Option<&str>) -> Recipe {
    let step = Step { fix, table: None, field: None, choice: choice.map(str::to_owned), with: None };
    Recipe { steps: vec![step], ..Recipe::empty() }
}

fn applied(outcome: &Outcome, fix: FixId) -> u64 {
    outcome.built.report.applied.iter().filter(|applied| applied.id == fix).map(|applied| applied.count).sum()
}

#[test]
fn a_fix_is_offered_until_the_recipe_applies_it() {
    let values = ["01.02.2024", "2.3.24", "2024-05-06"];

    let before = Table::column("Дата", &values).build();
    let after = Table::column("Дата", &values).all_safe().build();

    assert_eq!(before.type_of("Дата"), "string");
    assert_eq!(before.analysis.type_after_fixes("Дата"), Some(tabular::FieldType::Date));
    let finding = before.finding("date-format").expect("dates are told");
    assert_eq!((finding.count, finding.fix.as_ref().map(|fix| fix.safety)), (2, Some(Safety::Safe)));
    assert_eq!(finding.examples[0].fixed.as_deref(), Some("2024-02-01"));
    assert_eq!(after.values("Дата"), ["2024-02-01", "2024-03-02", "2024-05-06"]);
    assert_eq!(after.kinds(), Vec::<&str>::new());
    assert_eq!(applied(&after, FixId::Dates), 2);
}

#[test]
fn a_typographers_minus_becomes_a_hyphen() {
    let values = ["−5", "12", "–1", "40", "7"];

    let before = Table::column("Баланс", &values).build();
    let after = Table::column("Баланс", &values).all_safe().build();

    assert_eq!(before.finding("minus-sign").map(|finding| finding.count), Some(2));
    assert_eq!(after.values("Баланс"), ["-5", "12", "-1", "40", "7"]);
    assert_eq!(applied(&after, FixId::MinusSigns), 2);
}

#[test]
fn an_undone_fix_of_one_field_leaves_the_others_fixed() {
    let undone = Step { fix: FixId::DecimalComma, table: None, field: Some("a".into()), choice: None, with: None };
    let recipe = Recipe { except: vec![undone], ..Recipe::all_safe() };

    let outcome = Table::new(&["a", "b"]).row(&["1,5", "1,5"]).row(&["2,25", "2,25"]).recipe(recipe).build();

    assert_eq!(outcome.values("a"), ["1,5", "2,25"]);
    assert_eq!(outcome.values("b"), ["1.50", "2.25"]);
    assert_eq!(outcome.finding("decimal-comma").and_then(|finding| finding.field.as_deref()), Some("a"));
}

#[test]
fn slashes_are_decided_by_the_column_or_asked() {
    let decided = Table::column("Дата", &["1/2/24", "13/2/24"]).all_safe().build();
    let asked = Table::column("Дата", &["1/2/24", "3/4/24"]).all_safe().build();
    let answered = Table::column("Дата", &["1/2/24", "3/4/24"]).recipe(step(FixId::Dates, Some("mdy"))).build();

    assert_eq!(decided.values("Дата"), ["2024-02-01", "2024-02-13"]);
    let question = asked.finding("ambiguous-date").and_then(|finding| finding.fix.clone()).expect("a question");
    assert_eq!((question.id, question.safety), (FixId::Dates, Safety::Question));
    assert_eq!(answered.values("Дата"), ["2024-01-02", "2024-03-04"]);
}

#[test]
fn a_comma_before_three_digits_is_decided_by_the_column_or_asked() {
    let decimal = Table::column("n", &["1,234", "0,5"]).all_safe().build();
    let thousands = Table::column("n", &["1,234", "1,234,567"]).all_safe().build();
    let asked = Table::column("n", &["1,234", "5,678"]).all_safe().build();
    let answered = Table::column("n", &["1,234", "5,678"]).recipe(step(FixId::DecimalComma, Some("thousands"))).build();

    assert_eq!(decimal.values("n"), ["1.234", "0.500"]);
    assert_eq!(thousands.values("n"), ["1234", "1234567"]);
    assert_eq!(
        asked.finding("decimal-comma").and_then(|finding| finding.fix.clone()).map(|fix| fix.safety),
        Some(Safety::Question)
    );
    assert_eq!(asked.values("n"), ["1,234", "5,678"]);
    assert_eq!(answered.values("n"), ["1234", "5678"]);
}

#[test]
fn spaces_between_thousands_and_decimal_commas_go_together() {
    let outcome = Table::column("Сума", &["2 003 162,20", "1\u{a0}200", "15.5"]).all_safe().build();

    assert_eq!(outcome.values("Сума"), ["2003162.20", "1200.00", "15.50"]);
}

#[test]
fn a_comma_in_a_column_of_words_is_left_alone() {
    let outcome =
        Table::column("Опис", &["12,5", "кран 12,5 т", "див. додаток", "01.02.2024", "1 200"]).all_safe().build();

    assert_eq!(outcome.values("Опис"), ["12,5", "кран 12,5 т", "див. додаток", "01.02.2024", "1 200"]);
    assert_eq!(outcome.kinds(), Vec::<&str>::new());
}

#[test]
fn words_for_nothing_become_empty_unless_they_answer() {
    let numbers = Table::column("n", &["5", "немає", "н/д", "-"]).all_safe().build();
    let answers = Table::column("Ліфт", &["є", "немає", "є"]).all_safe().build();
    let signs = Table::column("Пандус", &["+", "-", "+"]).all_safe().build();

    assert_eq!(numbers.values("n"), ["5", "∅", "∅", "∅"]);
    assert_eq!(answers.values("Ліфт"), ["є", "немає", "є"]);
    assert_eq!(signs.values("Пандус"), ["+", "-", "+"]);
}

#[test]
fn a_lone_word_for_nothing_among_texts_may_be_a_title_and_is_only_suggested() {
    let titles = ["Присутні", "Відсутні", "Запрошені"];

    let kept = Table::column("Назва", &titles).all_safe().build();
    let agreed = Table::column("Назва", &titles).recipe(step(FixId::NothingWords, None)).build();
    let repeated = Table::column("Назва", &["Відсутні", "Відсутні", "Запрошені"]).all_safe().build();
    let numbers = Table::column("Кількість", &["5", "відсутня"]).all_safe().build();

    assert_eq!(kept.values("Назва"), titles);
    let offer = kept.finding("nothing-word").and_then(|finding| finding.fix.clone());
    assert_eq!(offer.map(|fix| fix.safety), Some(Safety::Suggestion));
    assert_eq!(agreed.values("Назва")[1], "∅");
    assert_eq!(repeated.values("Назва"), ["∅", "∅", "Запрошені"]);
    assert_eq!(numbers.values("Кількість"), ["5", "∅"]);
}

#[test]
fn yes_and_no_become_booleans() {
    let outcome = Table::column("Діє", &["так", "Ні", "TRUE", "true"]).all_safe().build();

    assert_eq!(outcome.type_of("Діє"), "boolean");
    assert_eq!(outcome.values("Діє"), ["true", "false", "true", "true"]);
}

#[test]
fn excel_day_numbers_among_dates_are_fixed_and_alone_only_suggested() {
    let mixed = Table::column("Видано", &["45323", "01.02.2024", "2024-02-03"]).all_safe().build();
    let alone = Table::column("Дата", &["45323", "45324"]).all_safe().build();
    let agreed = Table::column("Дата", &["45323", "45324"]).recipe(step(FixId::ExcelSerials, None)).build();
    let count = Table::column("Кількість", &["45323", "45324"]).all_safe().build();

    assert_eq!(mixed.values("Видано"), ["2024-02-01", "2024-02-01", "2024-02-03"]);
    assert_eq!(alone.type_of("Дата"), "integer");
    assert_eq!(
        alone.finding("excel-serial").and_then(|finding| finding.fix.clone()).map(|fix| fix.safety),
        Some(Safety::Suggestion)
    );
    assert_eq!(agreed.values("Дата"), ["2024-02-01", "2024-02-02"]);
    assert_eq!(count.kinds(), Vec::<&str>::new());
}

#[test]
fn days_among_moments_are_widened_only_by_an_explicit_yes() {
    let values = ["2024-02-01T10:30", "2024-02-02"];

    let safe = Table::column("t", &values).all_safe().build();
    let agreed = Table::column("t", &values).recipe(step(FixId::Dates, None)).build();

    assert_eq!(safe.type_of("t"), "string");
    assert_eq!(safe.count("mixed-dates"), 1);
    assert_eq!(agreed.values("t"), ["2024-02-01T10:30:00", "2024-02-02T00:00:00"]);
}

#[test]
fn dirt_of_the_text_is_told_field_by_field_with_exact_counts() {
    let mut values = vec![" Парк", "Скв\u{200b}ер", "Днiпро"];
    values.extend(vec!["чисто "; 30]);

    let before = Table::column("Назва", &values).build();
    let after = Table::column("Назва", &values).all_safe().build();

    assert_eq!((before.count("spaces"), before.count("invisible-characters"), before.count("homoglyph")), (31, 1, 1));
    assert_eq!(before.finding("spaces").map(|finding| finding.examples.len()), Some(10));
    assert_eq!(before.values("Назва")[0], " Парк");
    assert_eq!(after.values("Назва")[..3], ["Парк", "Сквер", "Дніпро"]);
    assert_eq!(applied(&after, FixId::Spaces), 31);
}

#[test]
fn text_read_in_a_wrong_encoding_is_told_and_read_anew() {
    let table = || {
        let header = "\u{420}\u{45c}\u{420}\u{b0}\u{420}\u{b7}\u{420}\u{406}\u{420}\u{b0}";
        Table::column(header, &["Р”РЅС–РїСЂРѕ", "Дніпро", "Рівне", "Kyiv"])
    };

    let (before, after) = (table().build(), table().all_safe().build());

    assert_eq!((before.count("mojibake"), before.count("header")), (1, 1));
    assert_eq!(after.values("Назва"), ["Дніпро", "Дніпро", "Рівне", "Kyiv"]);
    assert_eq!(applied(&after, FixId::Mojibake), 1);
}

#[test]
fn rows_of_totals_are_told_then_left_out() {
    let table = || {
        Table::new(&["Район", "Тип", "Сума"]).row(&["Центр", "а", "5"]).row(&["Північ", "б", "7"]).row(&[
            "Всього:",
            "",
            "12",
        ])
    };

    let before = table().build();
    let after = table().all_safe().build();

    assert_eq!(before.finding("total-row").map(|finding| finding.examples[0].place.row), Some(Some(4)));
    assert_eq!(before.built.rows, 3);
    assert_eq!((after.built.rows, after.built.report.rows), (2, 3));
    assert_eq!(applied(&after, FixId::TotalRows), 1);
}

#[test]
fn subtotals_between_rows_are_totals_though_all_their_cells_are_numbers() {
    let outcome = Table::new(&["Район", "Шкіл", "Учнів"])
        .row(&["Центр", "5", "1200"])
        .row(&["Разом по місту", "5", "1 200,5"])
        .row(&["у тому числі:", "", ""])
        .row(&["Північ", "7", "900"])
        .row(&["Разом з батьками", "так", "3"])
        .build();

    let found = outcome.finding("total-row").expect("there are totals");
    let rows: Vec<Option<u64>> = found.examples.iter().map(|example| example.place.row).collect();
    assert_eq!(rows, [Some(3), Some(4)]);
}

#[test]
fn names_are_always_clean_and_titles_stay_as_they_stand() {
    let before = Table::new(&["legalActІd ", "", "Код", "Код"]).row(&["а", "б", "в", "г"]).build();
    let after = Table::new(&["legalActІd ", "", "Код", "Код"]).row(&["а", "б", "в", "г"]).all_safe().build();

    let names: Vec<&str> = before.built.schema.fields.iter().map(|field| field.name.as_str()).collect();
    assert_eq!(names, ["legalActId", "column_2", "Код", "Код_2"]);
    assert_eq!(before.built.schema.fields[0].title.uk, "legalActІd ");
    assert_eq!(before.count("header"), 3);
    assert_eq!((after.count("header"), applied(&after, FixId::Header)), (0, 3));
}

#[test]
fn a_dropped_field_is_gone() {
    let step = Step { fix: FixId::DropField, table: None, field: Some("b".into()), choice: None, with: None };

    let outcome =
        Table::new(&["a", "b"]).row(&["1", "2"]).recipe(Recipe { steps: vec![step], ..Recipe::empty() }).build();

    assert_eq!(outcome.built.schema.fields.len(), 1);
    assert_eq!(outcome.values("a"), ["1"]);
    assert!(outcome.batches[0].column_by_name("b").is_none());
}
