//! Names of fields from header cells.

use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
};

use super::{homoglyphs, invisible_characters, mojibake, spaces};

/// Lawful names of fields: cleaned (unless `as_text`), never empty, unique whatever the case, none taken from `reserved`.
pub fn field_names(headers: &[String], as_text: bool, reserved: &[&str]) -> Vec<String> {
    let mut taken: HashSet<String> = reserved.iter().map(|name| name.to_lowercase()).collect();
    // The copy that each name came to: thousands of columns of one name need not try them all again.
    let mut copies: HashMap<String, usize> = HashMap::new();
    let names = headers.iter().enumerate().map(|(index, header)| {
        let base = if as_text { header.clone() } else { clean(header) };
        let base = if base.trim().is_empty() { format!("column_{}", index + 1) } else { base };
        let lower = base.to_lowercase();
        if taken.insert(lower.clone()) {
            return base;
        }
        let copy = copies.entry(lower).or_insert(1);
        // Ends: each turn tries another name and only as many are taken as there are fields.
        loop {
            *copy += 1;
            let name = format!("{base}_{copy}");
            if taken.insert(name.to_lowercase()) {
                return name;
            }
        }
    });
    names.collect()
}

/// Whether a header speaks of a day: `Дата народження`, `startDate`, `date_from`.
pub fn speaks_of_date(header: &str) -> bool {
    words(header)
        .iter()
        .any(|word| matches!(word.as_str(), "дата" | "дати" | "датою" | "date" | "dates" | "день" | "day"))
}

/// A header cell whose letters were once read in a wrong encoding, read anew.
pub(crate) fn decoded(header: &str) -> Cow<'_, str> {
    mojibake(header).map_or(Cow::Borrowed(header), Cow::Owned)
}

fn clean(header: &str) -> String {
    // A line break in a header is how the sheet wrapped it.
    let header = decoded(header);
    let line = header.replace(['\n', '\r', '\u{2028}', '\u{2029}'], " ");
    let visible = invisible_characters(&line).unwrap_or(line.as_str().into()).into_owned();
    let tidy = spaces(&visible).map_or(visible.clone(), Cow::into_owned);
    match homoglyphs(&tidy) {
        Some(mended) => mended.into_owned(),
        None => tidy,
    }
}

/// Words in lower case; a capital inside a word opens another, as in `startDate`.
fn words(header: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before_is_lower = false;
    for letter in header.chars() {
        if !letter.is_alphabetic() || (before_is_lower && letter.is_uppercase()) {
            words.push(String::new());
        }
        if letter.is_alphabetic() {
            words.last_mut().expect("starts with one word").extend(letter.to_lowercase());
        }
        before_is_lower = letter.is_lowercase();
    }
    words.retain(|word| !word.is_empty());
    words
}
