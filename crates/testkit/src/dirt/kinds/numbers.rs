//! Numbers in other forms.

use super::{Kind, Stage, kind, words::open};
use crate::dirt::{
    random::Random,
    table::{Accepted, Cell, Column, Meaning},
    work::{Layer, Share, Work},
};

pub(super) const KINDS: [Kind; 11] = [
    kind(Stage::Form, "decimal-commas", "`12,5`", |work| {
        rewritten(work, &FRACTIONS, Share::Either, &["decimal-comma"], |_, number| number.replace('.', ","))
    }),
    kind(Stage::Form, "comma-coordinates", "`48,464717`", |work| {
        rewritten(work, &[Meaning::Latitude, Meaning::Longitude], Share::Either, &["decimal-comma"], |_, number| {
            number.replace('.', ",")
        })
    }),
    kind(Stage::Form, "thousands", "`1 250.50`, `1'250`", thousands),
    kind(Stage::Form, "ukrainian-numbers", "`1 250,50`", ukrainian),
    kind(Stage::Form, "american-numbers", "`1,250,000.50`", american),
    kind(Stage::Form, "currency", "`1250,50 грн`, `₴1250.50`", |work| {
        // Hryvnias among kilowatt hours would be another value, not another form.
        let is_sum = |column: &Column| column.meaning == Meaning::Money && column.name.contains("грн");
        with_unit(work, is_sum, |random, number| match random.below(4) {
            0 => format!("{number} грн"),
            1 => format!("{} грн.", number.replace('.', ",")),
            2 => format!("{} грн", grouped(number, " ").replace('.', ",")),
            _ => format!("₴{number}"),
        })
    }),
    kind(Stage::Form, "percent-signs", "`45,3 %`", |work| {
        with_unit(
            work,
            |column| column.meaning == Meaning::Percent,
            |random, number| match random.below(3) {
                0 => format!("{number}%"),
                1 => format!("{} %", number.replace('.', ",")),
                _ => format!("{}%", number.replace('.', ",")),
            },
        )
    }),
    kind(Stage::Form, "words-among-numbers", "`біля 40`, `12 або 13`", words_among_numbers),
    kind(Stage::Form, "unicode-minus", "`−5.25` with U+2212", minus),
    kind(Stage::Form, "unclear-commas", "`1,234` alone", unclear_commas).ambiguous(),
    kind(Stage::Form, "exponents", "`1.25E+05`", exponents).ambiguous(),
];

const FRACTIONS: [Meaning; 3] = [Meaning::Money, Meaning::Decimal, Meaning::Percent];
/// The unit stands in the header too, so the bare number loses nothing; somebody may still want to be asked.
const UNITS: [&str; 1] = ["unit-beside-number"];

fn rewritten(
    work: &mut Work,
    meanings: &[Meaning],
    share: Share,
    kinds: &'static [&'static str],
    form: impl Fn(&mut Random, &str) -> String,
) -> bool {
    let Some(column) = work.column_of(Layer::Form, meanings) else { return false };
    let count = work.rewrite(column, share, |_| true, form);
    work.expect(kinds, Some(column), count);
    count > 0
}

fn with_unit(work: &mut Work, is_wanted: impl Fn(&Column) -> bool, form: impl Fn(&mut Random, &str) -> String) -> bool {
    let Some(column) = work.column(Layer::Form, is_wanted) else { return false };
    let rows = work.rows(column, Share::Either, |_| true);
    for row in &rows {
        let value = work.value(*row, column);
        let text = form(&mut work.random, &value);
        work.accept_either(*row, column, &[&value, &text]);
        work.soil(*row, column, Cell::Text(text));
    }
    work.expect(&UNITS, Some(column), rows.len());
    !rows.is_empty()
}

/// A number with marks between its thousands.
fn grouped(number: &str, mark: &str) -> String {
    let (whole, fraction) = number.split_once('.').map_or((number, None), |(whole, rest)| (whole, Some(rest)));
    let mut text = String::new();
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place) % 3 == 0 {
            text.push_str(mark);
        }
        text.push(digit);
    }
    match fraction {
        Some(fraction) => format!("{text}.{fraction}"),
        None => text,
    }
}

fn is_large(number: &str) -> bool {
    number.split('.').next().is_some_and(|whole| whole.len() > 3)
}

fn thousands(work: &mut Work) -> bool {
    let Some(column) = work.column_of(Layer::Form, &[Meaning::Money, Meaning::Count]) else { return false };
    let mark = work.random.pick(&[" ", "\u{a0}", "\u{202f}", "'", "’"]).to_owned();
    let count = work.rewrite(column, Share::Either, is_large, |_, number| grouped(number, &mark));
    work.expect(&["thousands-spaces"], Some(column), count);
    if mark != " " {
        work.allow(&["spaces"], Some(column), count);
    }
    count > 0
}

fn ukrainian(work: &mut Work) -> bool {
    let Some(column) = work.column_of(Layer::Form, &[Meaning::Money]) else { return false };
    let mark = work.random.pick(&[" ", "\u{a0}"]).to_owned();
    let count = work.rewrite(column, Share::Either, |_| true, |_, number| grouped(number, &mark).replace('.', ","));
    work.expect(&["thousands-spaces", "decimal-comma"], Some(column), count);
    // Non-breaking spaces are spaces that should not be there, too.
    work.allow(&["spaces"], Some(column), count);
    count > 0
}

fn american(work: &mut Work) -> bool {
    let Some(column) = work.column_of(Layer::Form, &[Meaning::Money]) else { return false };
    let count = work.rewrite(column, Share::Either, is_large, |_, number| grouped(number, ","));
    work.expect(&["thousands-spaces"], Some(column), count);
    count > 0
}

fn words_among_numbers(work: &mut Work) -> bool {
    let Some(column) = work.column_of(Layer::Form, &[Meaning::Count, Meaning::Decimal, Meaning::Money]) else {
        return false;
    };
    let rows = work.rows(column, Share::Few, |_| true);
    for row in &rows {
        let value = work.value(*row, column);
        let text = match work.random.below(3) {
            0 => format!("біля {value}"),
            1 => format!("{value} або більше"),
            _ => "уточнюється".to_owned(),
        };
        work.accept(*row, column, Accepted::Text(text.clone()));
        work.soil(*row, column, Cell::Text(text));
    }
    work.expect(&["type-outlier"], Some(column), rows.len());
    !rows.is_empty()
}

fn minus(work: &mut Work) -> bool {
    let Some(column) = work.column_of(Layer::Form, &[Meaning::Decimal]) else { return false };
    let rows = work.rows(column, Share::Some, |_| true);
    for row in &rows {
        let value = work.value(*row, column);
        work.accept(*row, column, Accepted::Text(format!("-{value}")));
        work.soil(*row, column, Cell::Text(format!("\u{2212}{value}")));
    }
    work.expect(&["minus-sign"], Some(column), rows.len());
    !rows.is_empty()
}

fn unclear_commas(work: &mut Work) -> bool {
    let Some(column) = work.column_of(Layer::Form, &[Meaning::Count]) else { return false };
    let count = work.rewrite(column, Share::All, |number| number.len() == 4, |_, number| grouped(number, ","));
    work.expect(&["decimal-comma"], Some(column), count);
    count > 0 && open(work, column)
}

fn exponents(work: &mut Work) -> bool {
    let Some(column) = work.column_of(Layer::Form, &[Meaning::Money]) else { return false };
    let form = |_: &mut Random, number: &str| {
        let value: f64 = number.parse().expect("a number");
        format!("{value:.2E}")
    };
    work.rewrite(column, Share::Some, |_| true, form) > 0 && open(work, column)
}
