use proptest::prelude::*;

use super::*;

fn fixed(value: Option<std::borrow::Cow<'_, str>>) -> Option<String> {
    value.map(std::borrow::Cow::into_owned)
}

#[test]
fn spaces_at_the_ends_doubled_and_odd_become_plain() {
    assert_eq!(fixed(spaces("  вул.  Соборна\u{a0}1 ")).as_deref(), Some("вул. Соборна 1"));
    assert_eq!(fixed(spaces("а\nб")), None);
    assert_eq!(fixed(spaces("\n")).as_deref(), Some(""));
    assert_eq!(fixed(spaces("«Парк» № 1 – схід")), None);
}

#[test]
fn invisible_characters_vanish_and_line_separators_become_spaces() {
    assert_eq!(fixed(invisible_characters("а\u{200b}б\u{ad}в\0")).as_deref(), Some("абв"));
    assert_eq!(fixed(invisible_characters("subOrgOf\u{2028}Name")).as_deref(), Some("subOrgOf Name"));
    assert_eq!(fixed(invisible_characters("перший\nдругий")), None);
    assert_eq!(fixed(invisible_characters("\u{2028}а \u{2028}б\u{2028}\u{2028}в\u{2028}")).as_deref(), Some("а б в"));
    assert_eq!(fixed(invisible_characters("👩\u{200d}🚒")), None);
}

#[test]
fn words_for_nothing_are_known_whatever_their_case() {
    assert_eq!(nothing("NULL"), Some(Nothing::Always));
    assert_eq!(nothing("Н/Д"), Some(Nothing::Always));
    assert_eq!(nothing("Не вказано"), Some(Nothing::Always));
    assert_eq!(nothing("—"), Some(Nothing::UnlessAnswer));
    assert_eq!(nothing("Немає"), Some(Nothing::UnlessAnswer));
    assert_eq!(nothing("немає ліфта"), None);
    assert_eq!(nothing("0"), None);
}

#[test]
fn a_latin_letter_inside_a_cyrillic_word_is_replaced_and_the_reverse() {
    assert_eq!(fixed(homoglyphs("Днiпро i море")).as_deref(), Some("Дніпро i море"));
    assert_eq!(fixed(homoglyphs("legalActІd")).as_deref(), Some("legalActId"));
    assert_eq!(fixed(homoglyphs("Парк, Cкладська та Oбухівська")).as_deref(), Some("Парк, Складська та Обухівська"));
}

#[test]
fn words_of_one_script_and_codes_with_digits_stay() {
    for text in ["Соборна", "A1 АА1234ВС", "UA12Т", "Wi-Fi зона", "QRкод", "Aа", "рррр-мм-ддTгг:хх"]
    {
        assert_eq!(fixed(homoglyphs(text)), None, "{text}");
    }
}

#[test]
fn dates_as_people_write_them_become_iso() {
    let iso = |text: &str| date_form(text).and_then(|form| form.to_iso(None));

    assert_eq!(iso("01.02.2024").as_deref(), Some("2024-02-01"));
    assert_eq!(iso("1.2.24").as_deref(), Some("2024-02-01"));
    assert_eq!(iso("1.2.49").as_deref(), Some("2049-02-01"));
    assert_eq!(iso("1.2.50").as_deref(), Some("1950-02-01"));
    assert_eq!(iso("2024/02/01").as_deref(), Some("2024-02-01"));
    assert_eq!(iso("2024.2.1").as_deref(), Some("2024-02-01"));
    assert_eq!(iso("01-02-2024").as_deref(), Some("2024-02-01"));
    assert_eq!(iso("1 лютого 2024 р.").as_deref(), Some("2024-02-01"));
    assert_eq!(iso("«05» Травня 2023 року").as_deref(), Some("2023-05-05"));
    assert_eq!(iso("01.02.2024 10:30").as_deref(), Some("2024-02-01T10:30"));
    assert_eq!(iso("2024-02-01 9:05:07").as_deref(), Some("2024-02-01T09:05:07"));
    assert_eq!(iso("2024-02-01Т10:30").as_deref(), Some("2024-02-01T10:30"));
    assert_eq!(iso("12/31/2024 1:08:00 PM").as_deref(), Some("2024-12-31T13:08:00"));
}

#[test]
fn times_of_day_get_two_digits_of_the_hour_and_twenty_four_hours() {
    assert_eq!(time_form("8:05").as_deref(), Some("08:05"));
    assert_eq!(time_form("8:05:00").as_deref(), Some("08:05:00"));
    assert_eq!(time_form("1:08:00 PM").as_deref(), Some("13:08:00"));
    assert_eq!(time_form("12:30 am").as_deref(), Some("00:30"));
    for text in ["08:05", "8:5", "24:00", "8:60", "1:100", "8:05:00.5", "8.05", "13:00 PM"] {
        assert_eq!(time_form(text), None, "{text}");
    }
    assert!(is_hours("25:10") && is_hours("100:00:30"));
    assert!(!is_hours("23:10") && !is_hours("25:60") && !is_hours("2510") && !is_hours("24:00:00:00"));
}

#[test]
fn no_such_day_is_no_date() {
    for text in [
        "31.02.2024",
        "лютий 2024",
        "1.2",
        "2024-02-01",
        "32/32/2024",
        "1.2.3.4",
        "01.02.2024 25:00",
        "1/2.2024",
        "1.2.124",
    ] {
        assert_eq!(date_form(text), None, "{text}");
    }
}

#[test]
fn slashes_are_a_date_only_with_a_known_order() {
    let either = date_form("1/2/24").expect("a date");
    let american = date_form("2/13/24").expect("a date");

    assert!(either.is_ambiguous());
    assert_eq!(either.to_iso(None), None);
    assert_eq!(either.to_iso(Some(DateOrder::Dmy)).as_deref(), Some("2024-02-01"));
    assert_eq!(either.to_iso(Some(DateOrder::Mdy)).as_deref(), Some("2024-01-02"));
    assert_eq!(american.proves(), Some(DateOrder::Mdy));
    assert_eq!(american.to_iso(Some(DateOrder::Dmy)), None);
}

#[test]
fn excel_counts_days_from_the_end_of_1899() {
    assert_eq!(serial_to_date(45_323).as_deref(), Some("2024-02-01"));
    assert_eq!(serial_to_date(19_999), None);
}

#[test]
fn commas_and_marks_between_thousands_are_read() {
    let plain = |text: &str| number_form(text);

    assert_eq!(plain("12,5"), Some(NumberForm::Comma("12.5".into())));
    assert_eq!(plain("-0,123"), Some(NumberForm::Comma("-0.123".into())));
    assert_eq!(plain("1,234"), Some(NumberForm::EitherComma { decimal: "1.234".into(), thousands: "1234".into() }));
    assert_eq!(plain("1,234,567.5"), Some(NumberForm::Thousands("1234567.5".into())));
    assert_eq!(plain("1 200"), Some(NumberForm::Thousands("1200".into())));
    assert_eq!(plain("1\u{a0}200’300"), Some(NumberForm::Thousands("1200300".into())));
    assert_eq!(plain("2 003 162,20"), Some(NumberForm::ThousandsComma("2003162.20".into())));
    assert_eq!(plain("1.234.567,5"), Some(NumberForm::ThousandsComma("1234567.5".into())));

    for text in ["12", "12.5", "1 20", "01,5", "1,", ",5", "12 грн", "0 123", "1.234.567", "1,2,3", "067 123 45 67"]
    {
        assert_eq!(plain(text), None, "{text}");
    }
}

#[test]
fn a_year_keeps_its_digits_and_loses_its_word() {
    for text in ["2024 р.", "2024р", "2024\u{a0}року", "2024 Рік"] {
        assert_eq!(number_form(text), Some(NumberForm::Year("2024".into())), "{text}");
    }
    for text in ["2024 рази", "24 р.", "9024 р.", "2024 р. н.", "2024.", "20245 р."] {
        assert_eq!(number_form(text), None, "{text}");
    }
}

#[test]
fn a_typographers_minus_is_a_minus() {
    assert_eq!(number_form("−5.25"), Some(NumberForm::Minus("-5.25".into())));
    assert_eq!(number_form("–7"), Some(NumberForm::Minus("-7".into())));
    assert_eq!(number_form("−1 250,5"), Some(NumberForm::ThousandsComma("-1250.5".into())));
    for text in ["−", "– 5", "−05", "—5", "5−3"] {
        assert_eq!(number_form(text), None, "{text}");
    }
}

#[test]
fn a_row_of_totals_is_known_by_its_first_word() {
    assert!(names_total("Всього"));
    assert!(names_total("РАЗОМ по місту:"));
    assert!(names_total("Total:"));
    assert!(!names_total("Разомківська вулиця"));
    assert!(!names_total("Разом ми сила"));
}

#[test]
fn names_of_fields_are_clean_unique_and_never_empty() {
    let headers = ["  Назва\nзакладу ", "legalActІd", "", "Код", "код", "_row"].map(str::to_owned);

    let names = field_names(&headers, false, &["_row"]);

    assert_eq!(names, ["Назва закладу", "legalActId", "column_3", "Код", "код_2", "_row_2"]);
    assert_eq!(field_names(&headers, true, &[])[0], "  Назва\nзакладу ");
}

#[test]
fn columns_of_one_name_are_numbered_however_many_they_are() {
    let headers: Vec<String> =
        ["Назва", "назва_2"].into_iter().chain(vec!["назва"; 1_999]).map(str::to_owned).collect();

    let names = field_names(&headers, false, &[]);

    assert_eq!(names[..4], ["Назва", "назва_2", "назва_3", "назва_4"]);
    assert_eq!(names[2_000], "назва_2001");
}

#[test]
fn a_header_speaks_of_a_date_in_whole_words() {
    assert!(speaks_of_date("Дата рішення"));
    assert!(speaks_of_date("startDate"));
    assert!(speaks_of_date("date_from"));
    assert!(!speaks_of_date("candidate"));
    assert!(!speaks_of_date("update"));
}

fn dirty_text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[ \u{a0}\u{200b}\tаaіiоoсcАAІI0-9.,/:'’-]{0,24}",
        "[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{2,4}( [0-9]{1,2}:[0-9]{2})?",
        "-?[0-9]{1,3}([ ,.'][0-9]{3}){0,3}([.,][0-9]{1,4})?",
    ]
}

proptest! {
    #[test]
    fn a_text_fix_done_twice_is_the_fix_done_once(value in dirty_text()) {
        for fix in [spaces, invisible_characters, homoglyphs] {
            if let Some(once) = fix(&value) {
                prop_assert_ne!(once.as_ref(), value.as_str());
                prop_assert_eq!(fix(&once), None);
            }
        }
    }

    #[test]
    fn what_a_fix_makes_is_canonical(value in dirty_text()) {
        if let Some(form) = date_form(&value) {
            for order in [None, Some(DateOrder::Dmy), Some(DateOrder::Mdy)] {
                if let Some(iso) = form.to_iso(order) {
                    prop_assert!(crate::value::date(&iso).is_some() || crate::value::moment(&iso).is_some(), "{}", iso);
                    prop_assert_eq!(date_form(&iso), None);
                }
            }
        }
        if let Some(NumberForm::Comma(text) | NumberForm::Thousands(text) | NumberForm::ThousandsComma(text)) = number_form(&value) {
            prop_assert!(crate::value::decimal(&text).is_some(), "{}", text);
            prop_assert_eq!(number_form(&text), None);
        }
        let _ = (nothing(&value), answer(&value), names_total(&value), speaks_of_date(&value));
    }

    #[test]
    fn canonical_values_are_left_alone(number in any::<i64>(), fraction in 0_u32..100_000, day in -700_000_i32..2_900_000) {
        for value in [number.to_string(), format!("{number}.{fraction:05}"), crate::value::days_to_date(day), "true".into()] {
            prop_assert_eq!(spaces(&value), None);
            prop_assert_eq!(invisible_characters(&value), None);
            prop_assert_eq!(homoglyphs(&value), None);
            prop_assert_eq!(nothing(&value), None);
            prop_assert_eq!(answer(&value), None);
            prop_assert_eq!(number_form(&value), None);
            prop_assert_eq!(date_form(&value), None);
        }
    }

    #[test]
    fn names_of_fields_are_lawful_whatever_the_headers(headers in prop::collection::vec(any::<String>(), 0..12)) {
        let names = field_names(&headers, false, &["_row"]);

        let distinct: std::collections::HashSet<String> = names.iter().map(|name| name.to_lowercase()).collect();
        prop_assert_eq!(distinct.len(), names.len());
        prop_assert!(names.iter().all(|name| !name.trim().is_empty() && name != "_row"));
    }
}
