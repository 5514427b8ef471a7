//! Spellings of one category that differ: `Соборний`, `соборний `, `Соборный`; `вул. Харківська`, `вулиця Харківська`.

use std::{borrow::Cow, collections::HashMap};

use super::fold::fold;
use crate::{
    analyse::{Absent, TextFixes, clean},
    build::tally::{Showing, Tally},
    fix::typography,
};

/// A value of a field: how often it stands, and where first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Distinct<'v> {
    pub(crate) value: &'v str,
    pub(crate) count: u64,
    pub(crate) place: u64,
}

/// A field is one of categories where a value stands so often on the average.
const REPEATS_MIN: u64 = 2;
/// Letters that a word must have to be mistaken for another spelling at all.
const WORD_LETTERS_MIN: usize = 3;
/// Values among which mistyped ones are sought; pairs of them are compared.
const TYPO_VALUES_MAX: usize = 1_000;
/// How often each value stands on the average in a field where typos are sought.
const TYPO_REPEATS_MIN: u64 = 10;
/// Letters of a word that may be mistyped: short words have many neighbours.
const TYPO_LETTERS_MIN: usize = 7;
/// A typo is rare …
const TYPO_COUNT_MAX: u64 = 3;
/// … beside what was meant.
const TYPO_RATIO_MIN: u64 = 20;
/// How often the spelling that others should follow stands at least: of two that stand once nobody knows the right one.
const MEANT_COUNT_MIN: u64 = 3;
/// Bytes of a value that may be a category; longer ones are prose.
const VALUE_BYTES_MAX: usize = 160;

/// Finds the rarer spellings; each example shows one with what it should be. `None` where there is none. `signs_are_told` says that
/// other apostrophes, quotation marks and dashes are a finding of their own.
pub(crate) fn misspelt(
    values: &[Distinct<'_>],
    may_have_typos: bool,
    signs_are_told: bool,
    showing: &Showing<'_>,
) -> Option<Tally> {
    let total: u64 = values.iter().map(|value| value.count).sum();
    let distinct = values.len() as u64;
    if distinct < 2 || total < distinct * REPEATS_MIN {
        return None;
    }
    let groups = grouped(values, signs_are_told);
    let mut wrong: Vec<(Distinct<'_>, &str)> = groups.iter().flat_map(Group::rarer).collect();
    if may_have_typos && groups.len() <= TYPO_VALUES_MAX && total >= distinct * TYPO_REPEATS_MIN {
        wrong.extend(typos(&groups));
    }
    wrong.sort_by_key(|(value, _)| value.place);
    let mut tally = Tally::default();
    for (value, right) in wrong {
        tally.add(showing, value.place, value.value, Some(right));
        tally.count += value.count - 1;
    }
    (tally.count > 0).then_some(tally)
}

/// Spellings that fold alike.
struct Group<'v> {
    key: String,
    spellings: Vec<Spelling<'v>>,
    count: u64,
}

/// A spelling once the text fixes are done; what they mend is told by them.
struct Spelling<'v> {
    clean: String,
    count: u64,
    first: Distinct<'v>,
}

impl<'v> Group<'v> {
    fn best(&self) -> &Spelling<'v> {
        // The most frequent; of equals the one that stands first.
        let weight = |spelling: &&Spelling<'_>| (spelling.count, std::cmp::Reverse(spelling.first.place));
        self.spellings.iter().max_by_key(weight).expect("a group has a spelling")
    }

    fn rarer(&self) -> impl Iterator<Item = (Distinct<'v>, &str)> {
        let best = self.best();
        self.spellings
            .iter()
            .filter(|spelling| best.count >= MEANT_COUNT_MIN && !std::ptr::eq(*spelling, best))
            .map(|spelling| (Distinct { count: spelling.count, ..spelling.first }, best.clean.as_str()))
    }
}

fn grouped<'v>(values: &[Distinct<'v>], signs_are_told: bool) -> Vec<Group<'v>> {
    const ALL: TextFixes =
        TextFixes { mojibake: true, invisible: true, spaces: true, nothing: false, homoglyphs: true };
    let mut groups: Vec<Group<'_>> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for value in values.iter().filter(|value| value.value.len() <= VALUE_BYTES_MAX && has_word(value.value)) {
        let clean = clean(value.value, ALL, Absent::Stays, |_| ()).ideal.into_owned();
        let signed = if signs_are_told { typography(&clean).map(Cow::into_owned) } else { None };
        let clean = signed.unwrap_or(clean);
        let key = fold(&clean);
        let at = *places.entry(key.clone()).or_insert_with(|| {
            groups.push(Group { key, spellings: Vec::new(), count: 0 });
            groups.len() - 1
        });
        let group = &mut groups[at];
        group.count += value.count;
        match group.spellings.iter_mut().find(|spelling| spelling.clean == clean) {
            Some(known) => {
                known.count += value.count;
                if value.place < known.first.place {
                    known.first = *value;
                }
            }
            None => group.spellings.push(Spelling { clean, count: value.count, first: *value }),
        }
    }
    groups
}

fn has_word(value: &str) -> bool {
    value.split(|sign: char| !sign.is_alphabetic()).any(|word| word.chars().count() >= WORD_LETTERS_MIN)
}

fn typos<'g, 'v>(groups: &'g [Group<'v>]) -> Vec<(Distinct<'v>, &'g str)> {
    let mut found = Vec::new();
    for rare in groups.iter().filter(|group| group.count <= TYPO_COUNT_MAX) {
        let meant = groups
            .iter()
            .filter(|group| group.count >= rare.count * TYPO_RATIO_MIN && is_typo(&rare.key, &group.key))
            .max_by_key(|group| group.count);
        if let Some(meant) = meant {
            let right = meant.best().clean.as_str();
            found.extend(rare.spellings.iter().map(|one| (Distinct { count: one.count, ..one.first }, right)));
        }
    }
    found
}

/// Whether two folded texts differ by one slip inside one long word. First and last letters tell words apart (`Іванов`,
/// `Іванова`), and so do digits.
fn is_typo(rare: &str, meant: &str) -> bool {
    if rare.len().abs_diff(meant.len()) > 4 {
        return false;
    }
    let (mut left, mut right) = (rare.split(' '), meant.split(' '));
    let mut slips = 0;
    loop {
        match (left.next(), right.next()) {
            (None, None) => return slips == 1,
            (Some(left), Some(right)) if left == right => {}
            (Some(left), Some(right)) if slips == 0 && is_slip(left, right) => slips += 1,
            _ => return false,
        }
    }
}

fn is_slip(rare: &str, meant: &str) -> bool {
    let (rare, meant): (Vec<char>, Vec<char>) = (rare.chars().collect(), meant.chars().collect());
    let are_words = rare.iter().chain(&meant).all(|letter| letter.is_alphabetic());
    if !are_words || meant.len() < TYPO_LETTERS_MIN || rare.len().abs_diff(meant.len()) > 1 {
        return false;
    }
    let front = rare.iter().zip(&meant).take_while(|(left, right)| left == right).count();
    let most = rare.len().min(meant.len()) - front;
    let back = rare.iter().rev().zip(meant.iter().rev()).take(most).take_while(|(left, right)| left == right).count();
    let (rare, meant) = (&rare[front..rare.len() - back], &meant[front..meant.len() - back]);
    let is_small = match (rare, meant) {
        ([] | [_], [_]) | ([_], []) => true,
        // Two neighbours that changed places.
        ([first, second], [other, another]) => first == another && second == other,
        _ => false,
    };
    front > 0 && back > 0 && is_small
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slip_inside_a_long_word_is_a_typo() {
        for (rare, meant) in [
            ("соборнй", "соборний"),
            ("соборный", "соборний"),
            ("вулиця харківсьак", "вулиця харківська"),
            ("шевченківсьикй", "шевченківський"),
        ] {
            assert_eq!(is_typo(rare, meant), rare != "вулиця харківсьак", "{rare}");
        }
    }

    #[test]
    fn what_truly_differs_is_no_typo() {
        for (one, other) in [
            ("іванов", "іванова"),
            ("лівобережний-1/2", "лівобережний-1/3"),
            ("школа 5", "школа 6"),
            ("приватна", "приватне"),
            ("відповідає", "не відповідає"),
            ("лісна", "лісова"),
            ("дніпровський", "надніпровський"),
        ] {
            assert!(!is_typo(one, other), "{one} {other}");
        }
    }
}
