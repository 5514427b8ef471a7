//! Latin letters inside Cyrillic words and the reverse.

use std::borrow::Cow;

use crate::value::may_mix_in_word;

/// Replaces look-alike letters in words of mixed script, where all of the minority have a twin in the majority.
///
/// A word of one script stays, and so does a run of letters that touches a digit: in codes such as `А1` or `UA12` only the
/// owner knows which letter was meant.
pub fn homoglyphs(value: &str) -> Option<Cow<'_, str>> {
    if !may_mix_in_word(value) {
        return None;
    }
    let mut clean: Option<String> = None;
    let mut rest = 0;
    while let Some((start, end)) = next_word(value, rest) {
        rest = end;
        let before = value[..start].chars().next_back();
        let after = value[end..].chars().next();
        let touches_digit = before.is_some_and(char::is_numeric) || after.is_some_and(char::is_numeric);
        let mended = if touches_digit { None } else { mend(&value[start..end]) };
        if let Some(word) = mended {
            // Twins differ in length, so the place in the clean text is found from its end.
            let tail = value.len() - start;
            let text = clean.get_or_insert_with(|| value.to_owned());
            let at = text.len() - tail;
            text.replace_range(at..at + (end - start), &word);
        }
    }
    clean.map(Cow::Owned)
}

fn next_word(value: &str, from: usize) -> Option<(usize, usize)> {
    let start = from + value[from..].find(char::is_alphabetic)?;
    let length = value[start..].find(|letter: char| !letter.is_alphabetic()).unwrap_or(value.len() - start);
    Some((start, start + length))
}

fn mend(word: &str) -> Option<String> {
    let latin = word.chars().filter(|letter| is_latin(*letter)).count();
    let cyrillic = word.chars().filter(|letter| is_cyrillic(*letter)).count();
    if latin == 0 || cyrillic == 0 || is_date_pattern(word) {
        return None;
    }
    let to_cyrillic =
        || word.chars().map(|letter| if is_latin(letter) { cyrillic_twin(letter) } else { Some(letter) }).collect();
    let to_latin =
        || word.chars().map(|letter| if is_cyrillic(letter) { latin_twin(letter) } else { Some(letter) }).collect();
    let (cyrillic_word, latin_word): (Option<String>, Option<String>) = (to_cyrillic(), to_latin());
    match (cyrillic_word, latin_word) {
        (Some(cyrillic_word), Some(latin_word)) => match cyrillic.cmp(&latin) {
            std::cmp::Ordering::Greater => Some(cyrillic_word),
            std::cmp::Ordering::Less => Some(latin_word),
            std::cmp::Ordering::Equal => None,
        },
        (Some(word), None) if cyrillic >= latin => Some(word),
        (None, Some(word)) if latin >= cyrillic => Some(word),
        _ => None,
    }
}

/// `ддTгг` of `рррр-мм-ддTгг:хх`: the T of ISO 8601 is Latin on purpose.
fn is_date_pattern(word: &str) -> bool {
    word.contains('T') && word.chars().all(|letter| letter == 'T' || "рмдгхсРМДГХС".contains(letter))
}

fn is_latin(letter: char) -> bool {
    letter.is_ascii_alphabetic() || matches!(letter, '\u{c0}'..='\u{24f}' if letter.is_alphabetic())
}

fn is_cyrillic(letter: char) -> bool {
    matches!(letter, '\u{400}'..='\u{52f}')
}

const TWINS: [(char, char); 28] = [
    ('a', 'а'),
    ('c', 'с'),
    ('e', 'е'),
    ('i', 'і'),
    ('o', 'о'),
    ('p', 'р'),
    ('x', 'х'),
    ('y', 'у'),
    ('k', 'к'),
    ('j', 'ј'),
    ('ï', 'ї'),
    ('A', 'А'),
    ('B', 'В'),
    ('C', 'С'),
    ('E', 'Е'),
    ('H', 'Н'),
    ('I', 'І'),
    ('Ï', 'Ї'),
    ('J', 'Ј'),
    ('K', 'К'),
    ('M', 'М'),
    ('O', 'О'),
    ('P', 'Р'),
    ('S', 'Ѕ'),
    ('T', 'Т'),
    ('X', 'Х'),
    ('Y', 'У'),
    ('s', 'ѕ'),
];

fn cyrillic_twin(letter: char) -> Option<char> {
    TWINS.iter().find(|(latin, _)| *latin == letter).map(|(_, cyrillic)| *cyrillic)
}

fn latin_twin(letter: char) -> Option<char> {
    TWINS.iter().find(|(_, cyrillic)| *cyrillic == letter).map(|(latin, _)| *latin)
}
