//! Tallies of findings: exact counts with a few examples.

use crate::{Example, FixId, Message, Place, Safety, Screen, TableReading};

/// Where and how examples are shown.
#[derive(Clone, Copy)]
pub(crate) struct Showing<'a> {
    pub(crate) screen: &'a dyn Screen,
    pub(crate) sheet: Option<&'a str>,
    pub(crate) column: Option<u32>,
    pub(crate) examples_max: usize,
}

/// Bytes of a value that an example shows.
const SHOWN_BYTES_MAX: usize = 200;

impl<'a> Showing<'a> {
    pub(crate) fn new(
        screen: &'a dyn Screen,
        table: &'a TableReading,
        index: Option<usize>,
        examples_max: usize,
    ) -> Self {
        let column = index.and_then(|index| table.columns.get(index).copied());
        Self { screen, sheet: table.sheet.as_deref(), column, examples_max }
    }

    pub(crate) fn place(&self, row: Option<u64>) -> Place {
        Place { sheet: self.sheet.map(str::to_owned), row, column: self.column }
    }

    /// An example; personal data in it are masked.
    pub(crate) fn example(&self, row: u64, value: &str, fixed: Option<&str>) -> Example {
        Example { place: self.place(Some(row)), value: self.shown(value), fixed: fixed.map(|fixed| self.shown(fixed)) }
    }

    /// A value as examples show it: personal data masked, long texts cut.
    pub(crate) fn shown(&self, value: &str) -> String {
        cut(&self.screen.mask(value).unwrap_or_else(|| value.to_owned()))
    }
}

fn cut(text: &str) -> String {
    if text.len() <= SHOWN_BYTES_MAX {
        return text.to_owned();
    }
    let end = (0..=SHOWN_BYTES_MAX).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    format!("{}…", &text[..end])
}

/// An exact count with its first examples.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tally {
    pub(crate) count: u64,
    pub(crate) examples: Vec<Example>,
}

impl Tally {
    pub(crate) fn add(&mut self, showing: &Showing<'_>, row: u64, value: &str, fixed: Option<&str>) {
        self.count += 1;
        if self.examples.len() < showing.examples_max {
            self.examples.push(showing.example(row, value, fixed));
        }
    }
}

/// Findings about the cells of one field, by what they are.
#[derive(Default)]
pub(crate) struct CellTallies {
    /// Changes that a fix would make.
    pub(crate) offered: Vec<((FixId, Safety, Cause), Tally)>,
    /// Changes that a fix made.
    pub(crate) applied: Vec<(FixId, Tally)>,
    /// The decision behind the first street that was renamed.
    pub(crate) street_ground: Option<Message>,
    pub(crate) outliers: Tally,
    pub(crate) wrong_type: Tally,
    pub(crate) invalid_kind: Tally,
    pub(crate) required: Tally,
    pub(crate) unlawful: Tally,
    pub(crate) pattern: Tally,
    pub(crate) range: Tally,
    pub(crate) length: Tally,
    pub(crate) format: Tally,
}

/// Why a fix is offered, where the fix alone does not tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cause {
    /// What the fix is for.
    Plain,
    /// Day and month cannot be told apart.
    AmbiguousDate,
    /// A comma may be decimal or part thousands.
    AmbiguousComma,
    /// A day among moments.
    MixedDates,
    /// A day with 00:00 behind it.
    Midnight,
    /// A time of day.
    Time,
}

/// One tally of a field, by where it is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Which {
    Offered(usize),
    Applied(usize),
    Outliers,
    WrongType,
    InvalidKind,
    Required,
    Unlawful,
    Pattern,
    Range,
    Length,
    Format,
}

impl CellTallies {
    /// All tallies there are so far.
    pub(crate) fn all(&self) -> impl Iterator<Item = (Which, &Tally)> {
        // Every field by its name, so that nobody forgets a new one here.
        let Self {
            offered,
            applied,
            outliers,
            wrong_type,
            invalid_kind,
            required,
            unlawful,
            pattern,
            range,
            length,
            format,
            street_ground: _,
        } = self;
        let single = [
            (Which::Outliers, outliers),
            (Which::WrongType, wrong_type),
            (Which::InvalidKind, invalid_kind),
            (Which::Required, required),
            (Which::Unlawful, unlawful),
            (Which::Pattern, pattern),
            (Which::Range, range),
            (Which::Length, length),
            (Which::Format, format),
        ];
        let offered = offered.iter().enumerate().map(|(index, (_, tally))| (Which::Offered(index), tally));
        let applied = applied.iter().enumerate().map(|(index, (_, tally))| (Which::Applied(index), tally));
        single.into_iter().chain(offered).chain(applied)
    }

    /// A tally that was seen by [`Self::all`].
    pub(crate) fn at(&mut self, which: Which) -> &mut Tally {
        match which {
            Which::Offered(index) => &mut self.offered[index].1,
            Which::Applied(index) => &mut self.applied[index].1,
            Which::Outliers => &mut self.outliers,
            Which::WrongType => &mut self.wrong_type,
            Which::InvalidKind => &mut self.invalid_kind,
            Which::Required => &mut self.required,
            Which::Unlawful => &mut self.unlawful,
            Which::Pattern => &mut self.pattern,
            Which::Range => &mut self.range,
            Which::Length => &mut self.length,
            Which::Format => &mut self.format,
        }
    }

    pub(crate) fn offered(&mut self, fix: FixId, safety: Safety, cause: Cause) -> &mut Tally {
        slot(&mut self.offered, (fix, safety, cause))
    }

    pub(crate) fn applied(&mut self, fix: FixId) -> &mut Tally {
        slot(&mut self.applied, fix)
    }
}

/// The tally of a key. There are few keys, so a list is the fastest map.
fn slot<K: PartialEq>(tallies: &mut Vec<(K, Tally)>, key: K) -> &mut Tally {
    let index = tallies.iter().position(|(known, _)| *known == key).unwrap_or_else(|| {
        tallies.push((key, Tally::default()));
        tallies.len() - 1
    });
    &mut tallies[index].1
}
