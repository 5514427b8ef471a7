//! Personal data where none should be.

use super::{Kind, Stage, kind};
use crate::dirt::{
    check,
    random::Random,
    table::{Accepted, Cell, Meaning},
    work::{Layer, Share, Work},
};

pub(super) const KINDS: [Kind; 5] = [
    kind(Stage::Form, "tax-numbers-in-text", "`ФОП …, РНОКПП 2831512345`", |work| {
        told(work, Meaning::Comment, Share::Some, &["personal-rnokpp"], |random| {
            let word = random.pick(&["РНОКПП", "ІПН", "ідентифікаційний номер"]);
            format!("укладено з ФОП Коваленко О. П., {word} {}", tax_number(random))
        })
    }),
    kind(Stage::Form, "tax-numbers-for-codes", "a person's number among ЄДРПОУ", tax_numbers_for_codes),
    kind(Stage::Form, "mobiles-in-text", "`дзвонити 067 123 45 67`", |work| {
        told(work, Meaning::Comment, Share::Some, &["personal-phone"], |random| {
            let number = mobile(random);
            let rest = &number[3..];
            let shown = match random.below(3) {
                0 => format!("({}) {}-{}-{}", &number[..3], &rest[..3], &rest[3..5], &rest[5..]),
                1 => format!("+38{number}"),
                _ => format!("{} {} {} {}", &number[..3], &rest[..3], &rest[3..5], &rest[5..]),
            };
            format!("заявниця просить дзвонити {shown} увечері")
        })
    }),
    kind(Stage::Form, "mobiles-for-phones", "a mobile among phones of institutions", |work| {
        told(work, Meaning::Phone, Share::Some, &["personal-phone"], |random| format!("+38{}", mobile(random)))
    }),
    kind(Stage::Form, "private-mailboxes", "`olena@gmail.com`", |work| {
        told(work, Meaning::Email, Share::Some, &["personal-email"], |random| {
            let domain = random.pick(&["gmail.com", "ukr.net", "i.ua", "meta.ua"]);
            format!("olena.{}@{domain}", random.between(10, 99))
        })
    }),
];

/// Puts in what must be told of; the fix is a person's choice, so it stays.
fn told(
    work: &mut Work,
    meaning: Meaning,
    share: Share,
    kinds: &'static [&'static str],
    text: impl Fn(&mut Random) -> String,
) -> bool {
    let Some(column) = work.column_of(Layer::Form, &[meaning]) else { return false };
    let rows = work.rows(column, share, |_| true);
    for row in &rows {
        let value = text(&mut work.random);
        work.accept(*row, column, Accepted::Text(value.clone()));
        work.soil(*row, column, Cell::Text(value));
    }
    work.expect(kinds, Some(column), rows.len());
    !rows.is_empty()
}

fn tax_number(random: &mut Random) -> String {
    // Born between 1955 and 2003.
    check::rnokpp(random.between(20_100, 37_900) * 10_000 + random.between(100, 9_900))
}

fn mobile(random: &mut Random) -> String {
    format!("{}{:07}", random.pick(&["050", "063", "067", "068", "095", "097"]), random.between(1_000_000, 9_999_999))
}

fn tax_numbers_for_codes(work: &mut Work) -> bool {
    let Some(column) = work.column_of(Layer::Form, &[Meaning::Edrpou]) else { return false };
    let rows = work.rows(column, Share::Few, |_| true);
    for row in &rows {
        let number = tax_number(&mut work.random);
        work.accept(*row, column, Accepted::Text(number.clone()));
        work.soil(*row, column, Cell::Text(number));
    }
    work.expect(&["personal-rnokpp"], Some(column), rows.len());
    work.allow(&["value"], Some(column), rows.len());
    !rows.is_empty()
}
