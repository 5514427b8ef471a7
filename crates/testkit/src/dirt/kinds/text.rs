//! Characters in and around texts.

use super::{Kind, Stage, file::insert, kind};
use crate::dirt::{
    table::{Accepted, Cell, Meaning},
    work::{Layer, Share, Work},
};

pub(super) const KINDS: [Kind; 10] = [
    kind(Stage::Text, "stray-spaces", "`␣Парк␣␣Глоби␣`", spaces),
    kind(Stage::Text, "no-break-spaces", "non-breaking, thin spaces and tabs", no_break),
    kind(Stage::Text, "zero-width", "zero-width characters and marks of direction", zero_width),
    kind(Stage::Text, "soft-hyphens", "soft hyphens", soft_hyphens),
    kind(Stage::Text, "mojibake", "`Р”РЅС–РїСЂРѕ` for `Дніпро`", mojibake),
    kind(Stage::Form, "line-breaks", "a line break inside a cell", line_breaks),
    kind(Stage::Text, "latin-in-cyrillic", "`Паpк` with a Latin p", latin),
    kind(Stage::Text, "cyrillic-in-latin", "`Mеrcedes` with a Cyrillic е", cyrillic),
    kind(Stage::Form, "apostrophes", "`Солом'янський` beside `Солом’янський`", apostrophes),
    kind(Stage::Form, "uneven-categories", "`соборний` beside `Соборний`", uneven),
];

/// Latin letters that look like the Cyrillic ones.
const TWINS: [(char, char); 16] = [
    ('а', 'a'),
    ('е', 'e'),
    ('о', 'o'),
    ('р', 'p'),
    ('с', 'c'),
    ('у', 'y'),
    ('х', 'x'),
    ('і', 'i'),
    ('А', 'A'),
    ('В', 'B'),
    ('Е', 'E'),
    ('К', 'K'),
    ('О', 'O'),
    ('Р', 'P'),
    ('С', 'C'),
    ('Т', 'T'),
];
/// Cyrillic letters without any twin: they prove of which script a word is.
const OWN: &str = "бгґдєжзийїлпфцчшщьюяБГҐДЄЖЗИЙЇЛПФЦЧШЩЬЮЯ";
/// Latin letters without any twin.
const OWN_LATIN: &str = "bdfghjlmnqrstuvwzDFGJLNQRSUVWZ";

fn spaces(work: &mut Work) -> bool {
    let Some(column) = work.column(Layer::Text, |column| column.meaning != Meaning::Flag) else { return false };
    let count = work.overlay(
        column,
        |_| true,
        |random, text| match random.below(4) {
            0 => format!(" {text}"),
            1 => format!("{text}  "),
            2 if text.contains(' ') => text.replacen(' ', "   ", 1),
            _ => format!("  {text} "),
        },
    );
    work.expect(&["spaces"], Some(column), count);
    count > 0
}

fn no_break(work: &mut Work) -> bool {
    let Some(column) = work.column(Layer::Text, |column| column.meaning.is_text()) else { return false };
    let odd = ["\u{a0}", "\u{2009}", "\t", "\u{202f}", " \u{a0}"];
    let count = work.overlay(
        column,
        |text| text.contains(' ') && !text.contains(char::is_numeric) || text.contains(". "),
        |random, text| text.replacen(' ', random.pick(&odd), 1),
    );
    work.expect(&["spaces"], Some(column), count);
    count > 0
}

fn zero_width(work: &mut Work) -> bool {
    let Some(column) = work.column(Layer::Text, |column| column.meaning != Meaning::Flag) else { return false };
    let hidden = ['\u{200b}', '\u{200e}', '\u{feff}', '\u{2060}', '\u{200c}'];
    let count = work.overlay(
        column,
        |_| true,
        |random, text| {
            let (place, added) = (random.below(text.chars().count()), hidden[random.below(hidden.len())]);
            insert(text, place, added)
        },
    );
    work.expect(&["invisible-characters"], Some(column), count);
    count > 0
}

fn soft_hyphens(work: &mut Work) -> bool {
    let Some(column) = work.column(Layer::Text, |column| column.meaning.is_text()) else { return false };
    let count =
        work.overlay(column, |_| true, |random, text| insert(text, random.below(text.chars().count()), '\u{ad}'));
    work.expect(&["invisible-characters"], Some(column), count);
    count > 0
}

/// The text as a program shows it that takes its bytes for another encoding.
pub(super) fn misread(text: &str, encoding: &'static encoding_rs::Encoding) -> String {
    encoding.decode_without_bom_handling(text.as_bytes()).0.into_owned()
}

fn mojibake(work: &mut Work) -> bool {
    let Some(column) = work.column(Layer::Text, |column| column.meaning.is_text()) else { return false };
    let western = work.random.chance(30);
    let encoding = if western { encoding_rs::WINDOWS_1252 } else { encoding_rs::WINDOWS_1251 };
    let is_cyrillic = |text: &str| text.chars().filter(|letter| matches!(letter, 'А'..='я')).count() >= 3;
    let count = work.overlay(column, is_cyrillic, |_, text| misread(text, encoding));
    work.expect(&["mojibake"], Some(column), count);
    count > 0
}

fn line_breaks(work: &mut Work) -> bool {
    let Some(column) = work.column_of(Layer::Form, &[Meaning::Comment, Meaning::Name]) else { return false };
    if work.claim(column, Layer::Text).is_none() {
        return false;
    }
    let rows = work.rows(column, Share::Some, |value| value.contains(' '));
    for row in &rows {
        let value = work.value(*row, column).replacen(' ', "\n", 1);
        work.accept(*row, column, Accepted::Text(value.clone()));
        work.soil(*row, column, Cell::Text(value));
    }
    // The same words with and without a break are two spellings, and whoever says so is right.
    work.allow(&["spelling"], Some(column), work.page.lines.len());
    !rows.is_empty()
}

fn is_word(word: &str) -> bool {
    word.chars().count() >= 5 && word.chars().all(char::is_alphabetic)
}

/// The text with one Latin letter in a word that is surely Cyrillic; the first word from a place on that has one.
pub(super) fn latin_inside(text: &str, start: usize) -> Option<String> {
    swap(text, start, OWN, |letter| TWINS.iter().find(|(cyrillic, _)| *cyrillic == letter).map(|(_, latin)| *latin))
}

fn swap(text: &str, start: usize, own: &str, twin: impl Fn(char) -> Option<char>) -> Option<String> {
    let words: Vec<&str> = text.split(' ').collect();
    let is_fit = |word: &str| {
        let sure = word.chars().filter(|letter| own.contains(*letter)).count();
        is_word(word) && sure >= 2 && word.chars().any(|letter| twin(letter).is_some())
    };
    let place = (0..words.len()).map(|place| (place + start) % words.len()).find(|place| is_fit(words[*place]))?;
    let mut is_done = false;
    let changed: String = words[place]
        .chars()
        .map(|letter| match twin(letter).filter(|_| !is_done) {
            Some(other) => {
                is_done = true;
                other
            }
            None => letter,
        })
        .collect();
    let mut words: Vec<String> = words.into_iter().map(str::to_owned).collect();
    words[place] = changed;
    Some(words.join(" "))
}

fn latin(work: &mut Work) -> bool {
    let Some(column) = work.column(Layer::Text, |column| column.meaning.is_text()) else { return false };
    let count = work.overlay(
        column,
        |text| latin_inside(text, 0).is_some(),
        |random, text| latin_inside(text, random.below(3)).unwrap_or_else(|| text.to_owned()),
    );
    work.expect(&["homoglyph"], Some(column), count);
    count > 0
}

fn cyrillic(work: &mut Work) -> bool {
    let Some(column) = work.column_of(Layer::Text, &[Meaning::Brand]) else { return false };
    let twin = |letter: char| TWINS.iter().find(|(_, latin)| *latin == letter).map(|(cyrillic, _)| *cyrillic);
    let count = work.overlay(
        column,
        |text| swap(text, 0, OWN_LATIN, twin).is_some(),
        |random, text| swap(text, random.below(2), OWN_LATIN, twin).unwrap_or_else(|| text.to_owned()),
    );
    work.expect(&["homoglyph"], Some(column), count);
    count > 0
}

/// Several apostrophes are in use and none of them is wrong: the text stays. That they are several may be told as either.
fn apostrophes(work: &mut Work) -> bool {
    let Some(column) = work.column_of(Layer::Form, &[Meaning::Comment]) else { return false };
    let rows = work.rows(column, Share::Some, |_| true);
    for row in &rows {
        let sign = work.random.pick(&["'", "’", "ʼ"]).to_owned();
        let value = format!("об{sign}єкт обстежено, зв{sign}язок із власником є");
        work.accept(*row, column, Accepted::Text(value.clone()));
        work.soil(*row, column, Cell::Text(value));
    }
    work.allow(&["typography", "spelling"], Some(column), rows.len());
    !rows.is_empty()
}

fn uneven(work: &mut Work) -> bool {
    let Some(column) = work.column(Layer::Form, |column| column.meaning == Meaning::Category) else { return false };
    if work.claim(column, Layer::Text).is_none() || work.page.lines.len() < 60 {
        return false;
    }
    let rows = work.rows(column, Share::Few, |_| true);
    for row in &rows {
        let value = work.value(*row, column);
        let odd = match work.random.below(3) {
            0 => value.to_uppercase(),
            1 if value.to_lowercase() != value => value.to_lowercase(),
            _ => format!("{value}."),
        };
        work.accept_either(*row, column, &[&odd, &value]);
        work.soil(*row, column, Cell::Text(odd));
    }
    work.expect(&["spelling"], Some(column), rows.len());
    !rows.is_empty()
}
