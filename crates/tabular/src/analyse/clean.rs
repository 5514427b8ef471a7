//! The text fixes of one cell: as the recipe has them, and as they would be with all of them.

use std::borrow::Cow;

use super::plan::TextFixes;
use crate::{
    FixId,
    fix::{Nothing, homoglyphs, invisible_characters, mojibake, nothing, spaces_by},
    value::Classes,
};

/// A cell after the text fixes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cleaned<'a> {
    /// With the fixes of the recipe.
    pub(crate) now: Cow<'a, str>,
    /// With all text fixes.
    pub(crate) ideal: Cow<'a, str>,
    /// The bytes of the cell as read.
    pub(crate) classes: Classes,
}

/// A fix that changes a cell.
pub(crate) struct Change<'a> {
    pub(crate) fix: FixId,
    pub(crate) is_active: bool,
    pub(crate) value: &'a str,
}

/// What `-`, `немає` and `відсутні` mean in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Absent {
    /// Not known yet, or they answer: they stay.
    Stays,
    /// They mean nothing, but `відсутні` stands there once among texts and may be a title.
    NothingButTitle,
    /// They mean nothing.
    Nothing,
}

/// Does the text fixes of a cell that is not empty; `tell` hears of each that changes it.
pub(crate) fn clean(raw: &str, active: TextFixes, absent: Absent, mut tell: impl FnMut(Change<'_>)) -> Cleaned<'_> {
    let classes = Classes::of(raw);
    let mut cell = Cleaned { now: Cow::Borrowed(raw), ideal: Cow::Borrowed(raw), classes };
    // First of all, since what looks like an odd space or a control character may be half of a letter.
    let classes = if classes.has_letters_beyond_ascii() {
        step(&mut cell, FixId::Mojibake, active.mojibake, |value| mojibake(value).map(Cow::Owned), &mut tell);
        if matches!(cell.ideal, Cow::Owned(_)) { Classes::of(&cell.ideal) } else { classes }
    } else {
        classes
    };
    if classes.may_be_odd() {
        step(&mut cell, FixId::InvisibleCharacters, active.invisible, invisible_characters, &mut tell);
    }
    if classes.has_space() || classes.may_be_odd() {
        step(&mut cell, FixId::Spaces, active.spaces, |value| spaces_by(value, classes), &mut tell);
    }
    if !classes.has_digit() {
        step(&mut cell, FixId::NothingWords, active.nothing, |value| empty_for(value, absent), &mut tell);
    }
    if classes.mixes_scripts() {
        step(&mut cell, FixId::Homoglyphs, active.homoglyphs, homoglyphs, &mut tell);
    }
    cell
}

fn empty_for(value: &str, absent: Absent) -> Option<Cow<'_, str>> {
    let is_empty = match nothing(value)? {
        Nothing::Always => true,
        Nothing::UnlessAnswer => absent != Absent::Stays,
        Nothing::UnlessTitle => absent == Absent::Nothing,
    };
    is_empty.then_some(Cow::Borrowed(""))
}

fn step<'a>(
    cell: &mut Cleaned<'a>,
    fix: FixId,
    is_active: bool,
    mend: impl for<'b> Fn(&'b str) -> Option<Cow<'b, str>>,
    tell: &mut impl FnMut(Change<'_>),
) {
    let ideal = mend(&cell.ideal).map(Cow::into_owned);
    if is_active {
        let now = if cell.now == cell.ideal { ideal.clone() } else { mend(&cell.now).map(Cow::into_owned) };
        if let Some(now) = now {
            tell(Change { fix, is_active, value: &now });
            cell.now = Cow::Owned(now);
        }
    } else if let Some(ideal) = &ideal {
        tell(Change { fix, is_active, value: ideal });
    }
    if let Some(ideal) = ideal {
        cell.ideal = Cow::Owned(ideal);
    }
}
