//! Spaces and invisible characters.

use std::borrow::Cow;

use crate::value::Classes;

/// Removes characters nobody sees (zero-width, soft hyphen, control); line separators become spaces where they part anything.
///
/// Line breaks inside a cell are content and stay; tabs are spaces. A joiner between pictographs stays, it makes the picture.
pub fn invisible_characters(value: &str) -> Option<Cow<'_, str>> {
    if !Classes::of(value).may_be_odd() || !value.chars().any(is_invisible) {
        return None;
    }
    let mut clean = String::with_capacity(value.len());
    let mut parted = false;
    for letter in value.chars() {
        let joins_pictures =
            letter == '\u{200d}' && clean.chars().next_back().is_some_and(|before| before >= '\u{2190}');
        match letter {
            '\u{2028}' | '\u{2029}' | '\u{85}' | '\u{b}' | '\u{c}' => parted = true,
            letter if is_invisible(letter) && !joins_pictures => {}
            letter => {
                if std::mem::take(&mut parted)
                    && !clean.is_empty()
                    && !clean.ends_with(is_space_or_break)
                    && !is_space_or_break(letter)
                {
                    clean.push(' ');
                }
                clean.push(letter);
            }
        }
    }
    (clean != value).then_some(Cow::Owned(clean))
}

/// Trims, and turns tabs, non-breaking, thin and repeated spaces into one plain space.
pub fn spaces(value: &str) -> Option<Cow<'_, str>> {
    spaces_by(value, Classes::of(value))
}

/// The same, of a value whose bytes are known.
pub(crate) fn spaces_by(value: &str, classes: Classes) -> Option<Cow<'_, str>> {
    let trimmed = value.trim_matches(is_space_or_break);
    let untidy = has_double_space(trimmed.as_bytes()) || (classes.may_be_odd() && trimmed.chars().any(is_odd_space));
    if !untidy {
        return (trimmed.len() < value.len()).then_some(Cow::Borrowed(trimmed));
    }
    let mut clean = String::with_capacity(trimmed.len());
    for letter in trimmed.chars() {
        match letter {
            letter if letter == ' ' || is_odd_space(letter) => {
                if !clean.ends_with(' ') {
                    clean.push(' ');
                }
            }
            letter => clean.push(letter),
        }
    }
    Some(Cow::Owned(clean))
}

/// Without a way out in the middle, so that the processor compares many at once.
fn has_double_space(bytes: &[u8]) -> bool {
    let following = bytes.get(1..).unwrap_or_default();
    let both = |(one, next): (&u8, &u8)| u8::from(*one == b' ') & u8::from(*next == b' ');
    bytes.iter().zip(following).map(both).fold(0, |found, both| found | both) != 0
}

/// Characters without any picture of their own.
fn is_invisible(letter: char) -> bool {
    let is_break = matches!(letter, '\t' | '\n' | '\r');
    let is_control = matches!(letter, '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}') && !is_break;
    let is_filler = matches!(
        letter,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{3164}' | '\u{ffa0}'
    );
    let is_mark = matches!(
        letter,
        '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
    );
    is_control || is_filler || is_mark
}

/// Spaces other than the plain one.
pub(crate) fn is_odd_space(letter: char) -> bool {
    matches!(letter, '\t' | '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}')
}

fn is_space_or_break(letter: char) -> bool {
    matches!(letter, ' ' | '\n' | '\r') || is_odd_space(letter)
}
