//! What the screen lets pass and what it stops.

use proptest::prelude::*;
use standards::screen;

/// Kinds and counts found in a field's values.
fn found(title: &str, kind: Option<&str>, values: &[&str]) -> Vec<(&'static str, u64)> {
    let mut field = screen().field("field", title, kind);
    for (row, value) in values.iter().enumerate() {
        field.observe(value, row as u64 + 2);
    }
    field.findings().into_iter().map(|finding| (finding.kind, finding.count)).collect()
}

/// A number with the check digit that fits; synthetic.
fn tax_number(first_nine: u64) -> String {
    let digits = format!("{first_nine:09}");
    let weights = [-1, 5, 7, 9, 4, 6, 10, 5, 7];
    let sum: i64 = digits.bytes().zip(weights).map(|(byte, weight)| i64::from(byte - b'0') * weight).sum();
    format!("{digits}{}", sum.rem_euclid(11) % 10)
}

#[test]
fn every_number_of_the_form_counts_under_a_header_of_tax_numbers_mistyped_or_not() {
    let values = ["26510514", "1234567899", "2222222222", ""];

    assert_eq!(found("Код ЄДРПОУ/РНОКПП", None, &values), [("rnokpp", 2)]);
    assert_eq!(screen().mask_all("2222222222").as_deref(), Some("22********"));
    assert!(screen().holds("2222222222", Some("rnokpp")) && !screen().holds("2222222222", Some("phone")));
}

#[test]
fn a_mistyped_number_counts_among_tax_numbers_that_no_header_names() {
    let numbers: Vec<String> = (0..9).map(|step| tax_number(290_000_001 + step * 104_729)).collect();
    let values: Vec<&str> = numbers.iter().map(String::as_str).chain(["2222222222"]).collect();

    assert_eq!(found("Код", None, &values), [("rnokpp", 10)]);
}

#[test]
fn seconds_since_1970_are_no_tax_numbers() {
    let values = ["1609659141", "1585722746", "1609660000"];
    let fitting: Vec<String> = (0..5).map(|step| tax_number(160_965_914 + step)).collect();
    let fitting: Vec<&str> = fitting.iter().map(String::as_str).collect();

    assert_eq!(found("Рух", None, &values), []);
    assert_eq!(found("timestamp", None, &fitting), []);
}

#[test]
fn tax_numbers_are_found_where_no_header_speaks_of_them() {
    let numbers: Vec<String> = (0..100).map(|step| tax_number(290_000_001 + step * 104_729)).collect();
    let values: Vec<&str> = numbers.iter().map(String::as_str).chain(["26510514"; 900]).collect();

    assert_eq!(found("Код", None, &values), [("rnokpp", 100)]);
}

#[test]
fn accidental_passes_among_register_numbers_do_not_block() {
    let numbers: Vec<String> = (0..1000_u64).map(|step| (1_000_000_007 + step * 3_777_779).to_string()).collect();
    let values: Vec<&str> = numbers.iter().map(String::as_str).collect();
    assert!(numbers.iter().filter(|number| screen().mask(number).is_some()).count() > 10, "chance must have made some");

    assert_eq!(found("Номер запису", None, &values), []);
}

#[test]
fn a_number_in_free_text_counts_by_the_words_beside_it() {
    let numbers: Vec<String> = (0..50_u64).map(|step| (9_900_000_007 + step).to_string()).collect();
    let mut values: Vec<&str> = numbers.iter().map(String::as_str).collect();
    values.push("Договір із громадянином, ідентифікаційний номер 1234567899, від 2024 року");

    assert_eq!(found("Примітка", None, &values), [("rnokpp", 1)]);
}

#[test]
fn mobiles_are_private_and_landlines_are_the_institutions() {
    let values = ["+380671234567", "(056) 123-45-67", "0 800 501 234", "0501234567, 0561234567"];

    assert_eq!(found("Телефон установи", Some("phone"), &values), [("phone", 2)]);
    assert_eq!(found("Гаряча лінія", Some("phone"), &values), []);
}

#[test]
fn a_phone_that_became_a_number_counts_under_a_header_of_phones_only() {
    assert_eq!(found("Телефон", None, &["671234567"]), [("phone", 1)]);
    assert_eq!(found("Площа", None, &["671234567"]), []);
}

#[test]
fn register_numbers_with_leading_zeros_are_no_phones() {
    let numbers: Vec<String> = (0..100_u64).map(|step| format!("{:010}", 300_000_007 + step * 67_777_779)).collect();
    let values: Vec<&str> = numbers.iter().map(String::as_str).filter(|number| number.starts_with('0')).collect();

    assert_eq!(found("Номер запису", None, &values), []);
}

#[test]
fn private_mailboxes_count_and_office_mailboxes_do_not() {
    let values = ["office@rada.example", "someone@gmail.com", "Писати: Another.One@ukr.net"];

    assert_eq!(found("E-mail", Some("email"), &values), [("email", 2)]);
}

#[test]
fn examples_show_the_place_and_only_the_masked_datum() {
    let mut field = screen().field("note", "Примітка", None);
    field.observe("Зразковий Зразок Зразкович, someone@gmail.com", 7);

    let findings = field.findings();

    assert_eq!(findings[0].examples, [(7, "З*** З*** З***".to_owned())]);
    assert_eq!(findings[1].examples, [(7, "s***@g***".to_owned())]);
    assert!(findings[0].message.uk.contains('1') && findings[0].message.en.contains('1'));
}

#[test]
fn masks_keep_the_shape() {
    let mask = |value: &str| screen().mask(value);

    assert_eq!(mask("1234567899").as_deref(), Some("12********"));
    assert_eq!(mask("+380671234567").as_deref(), Some("+38067*******"));
    assert_eq!(mask("тел. (067) 123-45-67, дім").as_deref(), Some("тел. (067) ***-**-**, дім"));
    assert_eq!(mask("671234567").as_deref(), Some("67*******"));
    assert_eq!(mask("olena@gmail.com; office@rada.example").as_deref(), Some("o***@g***; office@rada.example"));
    assert_eq!(mask("вул. Зразкова, 15, 49000"), None);
    assert_eq!(mask(""), None);
}

proptest! {
    #[test]
    fn nothing_is_found_in_what_was_masked(value in "[ +0-9@а-яa-z.,():;/-]{0,60}") {
        if let Some(masked) = screen().mask_all(&value) {
            prop_assert_eq!(found("Телефон, РНОКПП", Some("phone"), &[&masked]), []);
        }
    }

    #[test]
    fn what_is_found_can_be_masked(value in "(\\+?3?8?0?[3-9][0-9]{8}|[0-9]{9,12}|[a-z]{1,3}@(gmail\\.com|i\\.ua)|[ ,;()-]){1,6}") {
        if !found("Телефон, РНОКПП", Some("phone"), &[&value]).is_empty() {
            prop_assert!(screen().mask_all(&value).is_some());
        }
    }

    #[test]
    fn no_text_makes_it_panic(value in ".{0,80}|(UA|[0-9]{1,12}|[А-Я]{2}|@gmail.com|ович|\u{2060}|[ +-]){0,12}") {
        found("Телефон", None, &[&value]);
        screen().mask(&value);
    }
}

#[test]
fn full_names_are_personal_but_not_those_of_officials() {
    let values = ["Зразкова Ганна Петрівна", "Прикладенко Іван Іванович"];

    assert_eq!(found("Заявник", None, &values), [("name", 2)]);
    assert_eq!(found("Відомості", None, &["Договір із Зразковою Ганною Петрівною"]), [("name", 1)]);
    assert_eq!(found("Керівник закладу", None, &values), []);
    assert_eq!(found("Постачальник", None, &["ФОП Зразкова Ганна Петрівна", "ТОВ «Зразок»"]), []);
    assert_eq!(found("Об’єкт", None, &["вул. Дмитра Івановича Яворницького"]), []);
}

#[test]
fn a_surname_alone_counts_only_where_the_header_speaks_of_names() {
    assert_eq!(found("Прізвище", None, &["Зразкова", "Прикладенко"]), [("name", 2)]);
    assert_eq!(found("Мікрорайон", None, &["Перемога", "Сокіл"]), []);
    assert_eq!(found("Абонент", None, &["Населення", "Зразкова Г.П."]), [("name", 1)]);
}

#[test]
fn papers_of_people_are_found() {
    assert_eq!(found("Документ", None, &["паспорт АН 123456", "свідоцтво АН 123456"]), [("passport", 1)]);
    assert_eq!(found("Паспорт", None, &["АН123456"]), [("passport", 1)]);
    assert_eq!(found("Інвентарний номер", None, &["ТЗ123456", "12", "15", "16", "18"]), []);
    assert_eq!(found("Реєстр", None, &["УНЗР 19900131-01234"]), [("unzr", 1)]);
    assert_eq!(found("Реквізити", None, &["картка 4111 1111 1111 1111"]), [("card", 1)]);
}

#[test]
fn masks_keep_the_shape_of_papers_and_the_initials_of_names() {
    assert_eq!(screen().mask("паспорт АН 123456").as_deref(), Some("паспорт АН 12****"));
    assert_eq!(screen().mask("гр. Зразкова Ганна Петрівна").as_deref(), Some("гр. З*** Г*** П***"));
}

#[test]
fn birth_dates_and_homes_are_personal_beside_names() {
    let screen = screen();
    let mut fields = [
        ("Дата народження", "1990-01-31"),
        ("Адреса", "вул. Зразкова, 5, кв. 12"),
        ("Заявник", "Зразкова Ганна Петрівна"),
    ]
    .map(|(title, value)| {
        let mut field = screen.field("f", title, None);
        field.observe(value, 2);
        field
    });

    let seen: Vec<_> = fields.iter_mut().map(|field| field.seen()).collect();
    let together: Vec<_> =
        screen.beside_names(&seen).into_iter().map(|(index, finding)| (index, finding.kind)).collect();

    assert_eq!(together, [(0, "birth-date"), (1, "home-address")]);
    assert_eq!(screen.beside_names(&seen[..2]), []);

    let mut head = screen.field("f", "Керівник", None);
    head.observe("Зразкова Ганна Петрівна", 2);
    let beside: Vec<_> = [&seen[..2], &[head.seen()]].concat();
    let beside = screen.beside_names(&beside);
    assert_eq!(beside.iter().map(|(index, finding)| (*index, finding.kind)).collect::<Vec<_>>(), [(0, "birth-date")]);
}

#[test]
fn fields_about_people_one_by_one_are_weighed_together() {
    let screen = screen();
    let field = |name, field_type| tabular::ScreenedField { name, title: name, field_type };
    let people = [
        field("Стать", tabular::FieldType::String),
        field("Назва", tabular::FieldType::String),
        field("Район", tabular::FieldType::String),
    ];
    let counts = [people[0], people[2], field("Кількість осіб", tabular::FieldType::Integer)];

    assert_eq!(screen.quasi_identifiers(&people), [0, 2]);
    assert_eq!(screen.quasi_identifiers(&counts), [] as [usize; 0]);
    assert_eq!(screen.quasi_identifiers(&people[1..]), [] as [usize; 0]);
}
