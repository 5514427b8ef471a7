//! Codes, addresses of the net, phones and coordinates.

use super::{Kind, Stage, kind};
use crate::dirt::{
    random::Random,
    table::{Accepted, Cell, Meaning},
    work::{Layer, Share, Work},
};

pub(super) const KINDS: [Kind; 15] = [
    kind(Stage::Form, "edrpou-zeros", "`2409399` for `02409399`", edrpou_zeros),
    kind(Stage::Form, "edrpou-check-digit", "a ЄДРПОУ with a wrong digit", |work| {
        broken(work, &[Meaning::Edrpou], wrong_digit)
    }),
    kind(Stage::Form, "iban-check-digits", "an IBAN with a wrong digit", |work| {
        broken(work, &[Meaning::Iban], wrong_digit)
    }),
    kind(Stage::Form, "iban-spaces", "`UA21 3223 1300 …`", |work| {
        mended(work, Meaning::Iban, &["value-format", "code-format"], |_, iban| {
            let letters: Vec<char> = iban.chars().collect();
            letters.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
        })
    }),
    kind(Stage::Form, "phones", "`(056) 123-45-67`", |work| {
        mended(work, Meaning::Phone, &["phone-format"], |random, phone| {
            let rest = &phone[6..];
            let groups = format!("{}-{}-{}", &rest[..3], &rest[3..5], &rest[5..]);
            match random.below(7) {
                0 => format!("(056) {groups}"),
                1 => format!("056{rest}"),
                2 => format!("38056{rest}"),
                3 => format!("+38 (056) {groups}"),
                4 => format!("056 {}", groups.replace('-', " ")),
                5 => format!("8 (056) {groups}"),
                _ => format!("+38056-{groups}"),
            }
        })
    }),
    kind(Stage::Form, "phones-two", "two phones in a cell", two_phones),
    kind(Stage::Form, "phones-short", "`744-12-34` without its area", |work| {
        broken(work, &[Meaning::Phone], |_, phone| format!("{}-{}-{}", &phone[6..9], &phone[9..11], &phone[11..]))
    }),
    kind(Stage::Form, "emails-broken", "`info(at)rada.example`, `info@rada`", |work| {
        broken(work, &[Meaning::Email], |random, email| match random.below(4) {
            0 => email.replace('@', "(at)"),
            1 => email.replace(".example", ""),
            2 => email.replace('@', ""),
            _ => email.replace('@', "@@"),
        })
    }),
    kind(Stage::Form, "urls-bare", "`www.rada.example/page`", bare_urls),
    kind(Stage::Form, "katottg-broken", "a КАТОТТГ that lacks a digit", |work| {
        broken(work, &[Meaning::Katottg], |_, code| code[..18].to_owned())
    }),
    kind(Stage::Form, "katottg-cyrillic", "`UА12…` with a Cyrillic А", cyrillic_code),
    kind(Stage::Form, "postcodes-broken", "a postcode of four digits", |work| {
        broken(work, &[Meaning::Postcode], |_, code| code[..4].to_owned())
    }),
    kind(Stage::Form, "coordinates-elsewhere", "`0.0`, `4846.4717`", elsewhere),
    kind(Stage::Form, "coordinates-swapped", "longitude for latitude in some rows", |work| swapped(work, Share::Few))
        .group("swap"),
    kind(Stage::Form, "columns-swapped", "longitude for latitude in all rows", |work| swapped(work, Share::All))
        .group("swap"),
];

/// Values that somebody must correct: told of, never changed.
fn broken(work: &mut Work, meanings: &[Meaning], form: impl Fn(&mut Random, &str) -> String) -> bool {
    let Some(column) = work.column_of(Layer::Form, meanings) else { return false };
    let rows = work.rows(column, Share::Few, |_| true);
    for row in &rows {
        let value = work.value(*row, column);
        let text = form(&mut work.random, &value);
        work.accept_either(*row, column, &[&text, &value]);
        work.soil(*row, column, Cell::Text(text));
    }
    work.expect(&["value", "email-format", "code-format", "value-format"], Some(column), rows.len());
    !rows.is_empty()
}

/// Values with another form that means the same.
fn mended(
    work: &mut Work,
    meaning: Meaning,
    kinds: &'static [&'static str],
    form: impl Fn(&mut Random, &str) -> String,
) -> bool {
    let Some(column) = work.column_of(Layer::Form, &[meaning]) else { return false };
    let count = work.rewrite(column, Share::Either, |_| true, form);
    work.expect(kinds, Some(column), count);
    count > 0
}

/// Every check digit here catches a single wrong digit at this place but the rare remainder ten.
fn wrong_digit(_: &mut Random, code: &str) -> String {
    let last = code.chars().last().and_then(|digit| digit.to_digit(10)).unwrap_or_default();
    format!("{}{}", &code[..code.len() - 1], (last + 1) % 10)
}

fn edrpou_zeros(work: &mut Work) -> bool {
    let Some(column) = work.column_of(Layer::Form, &[Meaning::Edrpou]) else { return false };
    let is_text = work.is_text();
    let rows = work.rows(column, Share::All, |code| code.starts_with('0'));
    for row in &rows {
        let code = work.value(*row, column).trim_start_matches('0').to_owned();
        work.soil(*row, column, if is_text { Cell::Text(code) } else { Cell::Number(code) });
    }
    work.expect(&["edrpou-zeros"], Some(column), rows.len());
    !rows.is_empty()
}

fn two_phones(work: &mut Work) -> bool {
    let Some(column) = work.column_of(Layer::Form, &[Meaning::Phone]) else { return false };
    let rows = work.rows(column, Share::Some, |_| true);
    for row in &rows {
        let (first, other) = (work.value(*row, column), work.random.between(2_000_000, 7_999_999));
        let sign = work.random.pick(&["; ", ", "]).to_owned();
        work.accept(*row, column, Accepted::Text(format!("{first}, +38056{other}")));
        work.soil(*row, column, Cell::Text(format!("056{}{sign}056{other}", &first[6..])));
    }
    work.expect(&["phone-format"], Some(column), rows.len());
    !rows.is_empty()
}

fn bare_urls(work: &mut Work) -> bool {
    let Some(column) = work.column_of(Layer::Form, &[Meaning::Url]) else { return false };
    let rows = work.rows(column, Share::Either, |_| true);
    for row in &rows {
        let value = work.value(*row, column);
        let bare = value.trim_start_matches("https://");
        let text = if work.random.chance(50) { format!("www.{bare}") } else { bare.to_owned() };
        // Whether the site speaks HTTPS is not in the file: adding the scheme is likely right, not sure.
        work.accept_either(*row, column, &[&text, &format!("https://{text}"), &format!("http://{text}")]);
        work.soil(*row, column, Cell::Text(text));
    }
    work.expect(&["value", "url-format"], Some(column), rows.len());
    !rows.is_empty()
}

fn cyrillic_code(work: &mut Work) -> bool {
    let Some(column) = work.column_of(Layer::Form, &[Meaning::Katottg]) else { return false };
    let rows = work.rows(column, Share::Few, |_| true);
    for row in &rows {
        let value = work.value(*row, column);
        let text = value.replacen('A', "А", 1);
        work.accept_either(*row, column, &[&text, &value]);
        work.soil(*row, column, Cell::Text(text));
    }
    work.expect(&["value", "code-format", "value-format", "homoglyph"], Some(column), rows.len());
    !rows.is_empty()
}

fn elsewhere(work: &mut Work) -> bool {
    let Some(column) = work.column_of(Layer::Form, &[Meaning::Latitude, Meaning::Longitude]) else { return false };
    let rows = work.rows(column, Share::Few, |_| true);
    for row in &rows {
        let value = work.value(*row, column);
        let wrong = match work.random.below(3) {
            0 => "0".to_owned(),
            1 => value.replacen('.', "", 1),
            _ => format!("1{value}"),
        };
        work.accept_either(*row, column, &[&wrong, &value]);
        work.soil(*row, column, Cell::Number(wrong));
    }
    work.expect_in(
        &["value", "coordinate-format", "place-outside", "place-outlier", "number-outlier"],
        vec![None, Some(column)],
        rows.len(),
    );
    !rows.is_empty()
}

fn swapped(work: &mut Work, share: Share) -> bool {
    let Some(north) = work.column_of(Layer::Form, &[Meaning::Latitude]) else { return false };
    let Some(east) = work.column_of(Layer::Form, &[Meaning::Longitude]) else { return false };
    let rows = work.rows(north, share, |_| true);
    for row in &rows {
        let (latitude, longitude) = (work.value(*row, north), work.value(*row, east));
        work.accept_either(*row, north, &[&latitude, &longitude]);
        work.accept_either(*row, east, &[&latitude, &longitude]);
        work.soil(*row, north, Cell::Number(longitude));
        work.soil(*row, east, Cell::Number(latitude));
    }
    work.expect_in(&["value", "place-swapped"], vec![None, Some(north), Some(east)], rows.len());
    !rows.is_empty()
}
