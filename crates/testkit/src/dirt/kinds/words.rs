//! Words instead of values: for nothing, for yes and no.

use super::{Kind, Stage, kind};
use crate::dirt::{
    table::{Accepted, Cell, Meaning},
    work::{Layer, Share, Work},
};

pub(super) const KINDS: [Kind; 7] = [
    kind(Stage::Form, "nothing-words", "`н/д`, `-`, `немає`, `null`", nothing),
    kind(Stage::Form, "nothing-in-numbers", "`-` or `н/д` among numbers and dates", nothing_in_numbers),
    kind(Stage::Form, "booleans-uk", "`так`, `Ні`", |work| {
        flags(work, &[("так", "ні"), ("Так", "Ні"), ("ТАК", "НІ")])
    }),
    kind(Stage::Form, "booleans-en", "`yes`, `FALSE`", |work| {
        flags(work, &[("yes", "no"), ("True", "False"), ("TRUE", "FALSE")])
    })
    .csv(),
    kind(Stage::Form, "booleans-mixed", "`так`, `No`, `ТАК`, `false` in one column", mixed_flags),
    kind(Stage::Form, "booleans-signs", "`+`, `-`", |work| unclear(work, "+", "-")).ambiguous(),
    kind(Stage::Form, "booleans-digits", "`1`, `0`", |work| unclear(work, "1", "0")).ambiguous(),
];

fn nothing(work: &mut Work) -> bool {
    const WORDS: [&str; 10] = ["-", "—", "н/д", "Н/Д", "немає", "null", "NULL", "N/A", "не вказано", "даних немає"];
    let wanted = [
        Meaning::Comment,
        Meaning::Phone,
        Meaning::Email,
        Meaning::Url,
        Meaning::Person,
        Meaning::Address,
        Meaning::Category,
    ];
    fill(work, &wanted, &WORDS)
}

fn nothing_in_numbers(work: &mut Work) -> bool {
    const WORDS: [&str; 6] = ["-", "–", "н/д", "null", "немає даних", "відсутній"];
    let wanted = [
        Meaning::Count,
        Meaning::Money,
        Meaning::Decimal,
        Meaning::Percent,
        Meaning::Latitude,
        Meaning::Longitude,
        Meaning::Date,
        Meaning::Moment,
        Meaning::Time,
        Meaning::Edrpou,
    ];
    fill(work, &wanted, &WORDS)
}

fn fill(work: &mut Work, wanted: &[Meaning], words: &[&str]) -> bool {
    let Some(column) = work.column_of(Layer::Form, wanted) else { return false };
    // One hand writes one or two of the words.
    let words = [work.random.pick(words), work.random.pick(words)];
    let rows = work.rows(column, Share::Some, |_| true);
    for row in &rows {
        let word = work.random.pick(&words).to_owned();
        work.soil(*row, column, Cell::Text(word));
        work.accept(*row, column, Accepted::Text(String::new()));
    }
    work.expect(&["nothing-word"], Some(column), rows.len());
    !rows.is_empty()
}

fn flags(work: &mut Work, pairs: &[(&str, &str)]) -> bool {
    let Some(column) = work.column_of(Layer::Form, &[Meaning::Flag]) else { return false };
    let (yes, no) = pairs[work.random.below(pairs.len())];
    let share = if work.is_text() { Share::Either } else { Share::All };
    let count = work.rewrite(column, share, |_| true, |_, value| if value == "true" { yes } else { no }.to_owned());
    work.expect(&["boolean-word"], Some(column), count);
    count > 0
}

/// Several hands, several words.
fn mixed_flags(work: &mut Work) -> bool {
    const WORDS: [(&str, &str); 4] = [("так", "ні"), ("Так", "Ні"), ("yes", "no"), ("ТАК", "НІ")];
    let Some(column) = work.column_of(Layer::Form, &[Meaning::Flag]) else { return false };
    let share = if work.random.chance(50) { Share::All } else { Share::Some };
    let count = work.rewrite(
        column,
        share,
        |_| true,
        |random, value| {
            let (yes, no) = WORDS[random.below(WORDS.len())];
            if value == "true" { yes } else { no }.to_owned()
        },
    );
    work.expect(&["boolean-word"], Some(column), count);
    count > 0
}

/// Signs and digits answer only where somebody says that they do.
fn unclear(work: &mut Work, yes: &str, no: &str) -> bool {
    let Some(column) = work.column_of(Layer::Form, &[Meaning::Flag]) else { return false };
    work.rewrite(column, Share::All, |_| true, |_, value| if value == "true" { yes } else { no }.to_owned());
    open(work, column)
}

/// Leaves a column to people.
pub(super) fn open(work: &mut Work, column: usize) -> bool {
    for row in 0..work.page.lines.len() {
        work.accept(row, column, Accepted::Any);
    }
    work.open.push(column);
    true
}
