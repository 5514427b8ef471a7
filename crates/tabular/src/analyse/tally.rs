//! The tally of a column: how many values of each shape and kind it holds.

use std::{borrow::Cow, collections::BTreeSet, sync::Arc};

use super::{
    clean::{Absent, clean},
    plan::{TextFixes, convert, mend},
    shape::{CommaMeaning, Digits, SHAPES, Shape, Ways, shape_by, shape_of},
};
use crate::{
    FieldType, FixId, Kinds, Safety, ValueKind, Verdict,
    fix::{DateOrder, Nothing, NumberForm, has_typography, nothing, number_form, typography},
};

/// Values after which a kind that no header speaks of is given up, where fewer than half were of it.
const KIND_TRIAL_VALUES: u64 = 4096;

/// Texts whose apostrophes, quotes and dashes are looked at: a column that mixes them does so early, and looking costs.
const SIGNS_SAMPLE: u64 = 10_000;

/// A kind of value that a column may hold.
pub(crate) struct Candidate {
    pub(crate) kind: Arc<dyn ValueKind>,
    pub(crate) is_hinted: bool,
    pub(crate) recognised: u64,
    /// Recognised as they stand, without any fix.
    pub(crate) canonical: u64,
    pub(crate) seen: u64,
    /// Fixes that its values asked for.
    pub(crate) fixes: Vec<(FixId, Safety)>,
}

/// The kind that brings other forms to its type, and which of its fixes the recipe applies.
#[derive(Clone, Default)]
pub(crate) struct Mends {
    /// The first kind of the header (or the schema) that is of another type than text.
    pub(crate) kind: Option<Arc<dyn ValueKind>>,
    pub(crate) allowed: Vec<(FixId, Safety)>,
}

impl Mends {
    /// `header` in lower case; `applies` asks the recipe.
    pub(crate) fn of(
        kinds: &dyn Kinds,
        header: &str,
        demanded: Option<&str>,
        applies: impl Fn(FixId, Safety) -> bool,
    ) -> Self {
        let wanted = demanded.and_then(|id| kinds.get(id));
        let hinted =
            || kinds.all().iter().find(|kind| kind.field_type() != FieldType::String && kind.is_hinted_by(header));
        let kind = match wanted {
            Some(kind) => Some(kind).filter(|kind| kind.field_type() != FieldType::String),
            None => hinted(),
        };
        let fixes = [FixId::Coordinates, FixId::Units, FixId::Times];
        let all = fixes.into_iter().flat_map(|fix| [Safety::Safe, Safety::Suggestion].map(|safety| (fix, safety)));
        Self { kind: kind.cloned(), allowed: all.filter(|(fix, safety)| applies(*fix, *safety)).collect() }
    }
}

/// A kept value counts as what it is only where it is in canonical form already.
fn kept_shape(value: &str) -> Shape {
    let shape = shape_of(value).0;
    match shape {
        Shape::Bit | Shape::Integer | Shape::Serial => Shape::Integer,
        Shape::Number | Shape::Exponent | Shape::Boolean | Shape::Time => shape,
        _ => Shape::Text,
    }
}

/// One counter of a tally, by where it is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Counter {
    Now(usize),
    Ideal(usize),
    Changed,
    Mended,
    Unsure,
    SignsToMend,
    Signed,
    Unsigned,
    PossibleTitles,
    CommaGroups,
    DecimalByKind,
    Seen(usize),
    Recognised(usize),
    Canonical(usize),
}

/// What the values of a column look like.
pub(crate) struct ColumnTally {
    active: TextFixes,
    missing_words: Vec<String>,
    kept: BTreeSet<String>,
    /// Fixes of kinds that the recipe applies where they come.
    mends: Mends,
    /// Values that only a fix nobody agreed to yet brings to the mender's type.
    pub(crate) unsure: u64,
    /// Values in which the fix for signs would change something, and such that have its signs.
    pub(crate) signs: (u64, u64),
    /// Texts that have neither.
    unsigned: u64,
    /// Shapes of the values with the fixes of the recipe.
    pub(crate) now: [u64; SHAPES],
    /// Shapes of the values with all text fixes, rows of totals left out.
    pub(crate) ideal: [u64; SHAPES],
    pub(crate) digits: Digits,
    /// Cells that the active text fixes change.
    pub(crate) changed: u64,
    /// Cells that some text fix would change, active or not.
    pub(crate) mended: u64,
    /// `Відсутні` and the like, which may be a title.
    pub(crate) possible_titles: u64,
    /// Thousands that commas part: `1,234,567`.
    pub(crate) comma_groups: u64,
    /// `48,123` where only the decimal reading is of the kind that the header speaks of.
    pub(crate) decimal_by_kind: u64,
    pub(crate) candidates: Vec<Candidate>,
}

/// Every form at its likeliest reading, to judge what a value may be.
pub(crate) const LIKELY: Ways = Ways {
    dates: true,
    order: Some(DateOrder::Dmy),
    day_cells: true,
    midnight: false,
    serials: false,
    comma: true,
    comma_means: Some(CommaMeaning::Decimal),
    thousands: true,
    minus: true,
    year_words: true,
    booleans: true,
    wants_boolean: false,
};

impl ColumnTally {
    /// An empty tally. `demanded` is the kind that a schema names; it alone is judged then.
    pub(crate) fn new(
        kinds: &dyn Kinds,
        header: &str,
        demanded: Option<&str>,
        active: TextFixes,
        missing_words: Vec<String>,
        kept: BTreeSet<String>,
        mends: Mends,
    ) -> Self {
        let header = header.to_lowercase();
        let candidate = |kind: &Arc<dyn ValueKind>, is_hinted| Candidate {
            kind: Arc::clone(kind),
            is_hinted,
            recognised: 0,
            canonical: 0,
            seen: 0,
            fixes: Vec::new(),
        };
        let candidates = if let Some(kind) = demanded.and_then(|id| kinds.get(id)) {
            vec![candidate(kind, true)]
        } else {
            let hinted = kinds.all().iter().map(|kind| (kind, kind.is_hinted_by(&header)));
            let lawful = hinted.filter(|(kind, is_hinted)| *is_hinted || !kind.needs_hint());
            lawful.map(|(kind, is_hinted)| candidate(kind, is_hinted)).collect()
        };
        Self {
            active,
            missing_words,
            kept,
            mends,
            unsure: 0,
            signs: (0, 0),
            unsigned: 0,
            now: [0; SHAPES],
            ideal: [0; SHAPES],
            digits: Digits::default(),
            changed: 0,
            mended: 0,
            comma_groups: 0,
            possible_titles: 0,
            decimal_by_kind: 0,
            candidates,
        }
    }

    /// Counts one cell; `is_total` where its row is one of totals that stays for now.
    pub(crate) fn observe(&mut self, raw: &str, is_total: bool) {
        if raw.is_empty() || self.missing_words.iter().any(|word| word == raw) {
            return;
        }
        if !self.kept.is_empty() && self.kept.contains(raw) {
            self.now[kept_shape(raw) as usize] += 1;
            self.digits.widen(shape_of(raw).1);
            return;
        }
        let mut is_mended = false;
        let cell = clean(raw, self.active, Absent::Stays, |_| is_mended = true);
        self.mended += u64::from(is_mended);
        if let Cow::Owned(now) = &cell.now {
            self.changed += u64::from(now != raw);
        }
        let (shape, digits) = match &*cell.ideal {
            "" => (Shape::Nothing, Digits::default()),
            ideal if is_mended => shape_of(ideal),
            ideal => shape_by(ideal, cell.classes),
        };
        let now = if cell.now == cell.ideal || cell.now.is_empty() { shape } else { shape_of(&cell.now).0 };
        self.digits.widen(digits);
        let (now, shape) =
            if self.mends.kind.is_some() { self.mend(&cell.now, now, &cell.ideal, shape) } else { (now, shape) };
        if shape == Shape::Text && self.wants_signs() {
            self.weigh_signs(&cell.ideal);
        }
        if !cell.now.is_empty() {
            self.now[now as usize] += 1;
        }
        if is_total || cell.ideal.is_empty() {
            return;
        }
        self.ideal[shape as usize] += 1;
        if matches!(shape, Shape::Absent | Shape::NothingElse) {
            self.possible_titles += u64::from(nothing(&cell.ideal) == Some(Nothing::UnlessTitle));
        }
        self.weigh_commas(&cell.ideal, shape);
        self.judge(&cell.ideal, shape);
    }

    /// Asks the kind that the header speaks of for its other forms; answers the shapes it leads to.
    fn mend(&mut self, now: &str, now_shape: Shape, ideal: &str, shape: Shape) -> (Shape, Shape) {
        let Some(kind) = &self.mends.kind else { return (now_shape, shape) };
        let Some((value, fix, safety)) = mend(&**kind, ideal, shape) else { return (now_shape, shape) };
        let (mended, digits) = shape_of(&value);
        self.digits.widen(digits);
        let is_active = self.mends.allowed.contains(&(fix, safety));
        self.unsure += u64::from(!is_active && safety != Safety::Safe);
        if !is_active || now.is_empty() {
            return (now_shape, mended);
        }
        match mend(&**kind, now, now_shape) {
            Some((value, fix, safety)) if self.mends.allowed.contains(&(fix, safety)) => {
                let (now_mended, digits) = shape_of(&value);
                self.digits.widen(digits);
                (now_mended, mended)
            }
            _ => (now_shape, mended),
        }
    }

    fn wants_signs(&self) -> bool {
        self.signs.0 + self.signs.1 + self.unsigned < SIGNS_SAMPLE
    }

    fn weigh_signs(&mut self, value: &str) {
        if typography(value).is_some() {
            self.signs.0 += 1;
        } else if has_typography(value) {
            self.signs.1 += 1;
        } else {
            self.unsigned += 1;
        }
    }

    fn weigh_commas(&mut self, value: &str, shape: Shape) {
        match shape {
            Shape::Thousands | Shape::ThousandsNumber if value.contains(',') => self.comma_groups += 1,
            Shape::CommaEither => {
                let Some(NumberForm::EitherComma { decimal, thousands }) = number_form(value) else { return };
                let is_proof = |candidate: &Candidate| {
                    let is = |text| candidate.kind.judge(text) == Verdict::Valid;
                    candidate.is_hinted
                        && candidate.kind.field_type() == FieldType::Number
                        && is(&decimal)
                        && !is(&thousands)
                };
                self.decimal_by_kind += u64::from(self.candidates.iter().any(is_proof));
            }
            _ => {}
        }
    }

    fn judge(&mut self, value: &str, shape: Shape) {
        if matches!(shape, Shape::Nothing | Shape::Absent | Shape::NothingElse) {
            return;
        }
        for candidate in &mut self.candidates {
            candidate.seen += 1;
            let wanted = candidate.kind.field_type();
            // What is of the type already is not converted to it.
            let is_canonical = wanted == FieldType::String || shape.reaches(wanted, &Ways::default());
            let converted = if is_canonical { None } else { convert(value, shape, wanted, &LIKELY) };
            match candidate.kind.judge(converted.as_ref().map_or(value, |converted| &converted.value)) {
                Verdict::Valid => {
                    candidate.recognised += 1;
                    candidate.canonical += u64::from(converted.is_none());
                }
                Verdict::Fixable { fix, safety, .. } => {
                    candidate.recognised += 1;
                    if !candidate.fixes.contains(&(fix, safety)) {
                        candidate.fixes.push((fix, safety));
                    }
                }
                Verdict::Invalid => {}
            }
        }
        self.give_up_candidates();
    }

    /// Gives up the kinds that the values so far speak against.
    pub(super) fn give_up_candidates(&mut self) {
        self.candidates.retain(|candidate| {
            candidate.is_hinted || candidate.seen < KIND_TRIAL_VALUES || candidate.recognised * 2 >= candidate.seen
        });
    }

    /// All counters there are. A value changes them in the same way each time; see [`super::known`].
    pub(super) fn counters(&self) -> impl Iterator<Item = (Counter, u64)> {
        // Every field by its name, so that nobody forgets a new one here.
        let Self {
            active: _,
            missing_words: _,
            kept: _,
            mends: _,
            unsure,
            signs: (to_mend, signed),
            unsigned,
            now,
            ideal,
            digits: _,
            changed,
            mended,
            possible_titles,
            comma_groups,
            decimal_by_kind,
            candidates,
        } = self;
        let now = now.iter().copied().enumerate().map(|(shape, count)| (Counter::Now(shape), count));
        let ideal = ideal.iter().copied().enumerate().map(|(shape, count)| (Counter::Ideal(shape), count));
        let single = [
            (Counter::Changed, *changed),
            (Counter::Mended, *mended),
            (Counter::Unsure, *unsure),
            (Counter::SignsToMend, *to_mend),
            (Counter::Signed, *signed),
            (Counter::Unsigned, *unsigned),
            (Counter::PossibleTitles, *possible_titles),
            (Counter::CommaGroups, *comma_groups),
            (Counter::DecimalByKind, *decimal_by_kind),
        ];
        let of_kinds = candidates.iter().enumerate().flat_map(|(index, candidate)| {
            [
                (Counter::Seen(index), candidate.seen),
                (Counter::Recognised(index), candidate.recognised),
                (Counter::Canonical(index), candidate.canonical),
            ]
        });
        now.chain(ideal).chain(single).chain(of_kinds)
    }

    /// Adds to one of the counters what a value added to it before.
    pub(super) fn count_again(&mut self, which: Counter, more: u64) {
        // Signs are looked at in a sample, which may have become full since.
        let is_of_sample = matches!(which, Counter::SignsToMend | Counter::Signed | Counter::Unsigned);
        if is_of_sample && !self.wants_signs() {
            return;
        }
        *match which {
            Counter::Now(shape) => &mut self.now[shape],
            Counter::Ideal(shape) => &mut self.ideal[shape],
            Counter::Changed => &mut self.changed,
            Counter::Mended => &mut self.mended,
            Counter::Unsure => &mut self.unsure,
            Counter::SignsToMend => &mut self.signs.0,
            Counter::Signed => &mut self.signs.1,
            Counter::Unsigned => &mut self.unsigned,
            Counter::PossibleTitles => &mut self.possible_titles,
            Counter::CommaGroups => &mut self.comma_groups,
            Counter::DecimalByKind => &mut self.decimal_by_kind,
            Counter::Seen(index) => &mut self.candidates[index].seen,
            Counter::Recognised(index) => &mut self.candidates[index].recognised,
            Counter::Canonical(index) => &mut self.candidates[index].canonical,
        } += more;
    }
}
