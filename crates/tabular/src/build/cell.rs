//! One column of pass 3: every cell fixed, checked, screened, profiled and stored.

use std::{borrow::Cow, collections::HashMap};

use arrow::array::{Array, ArrayRef, StringArray};

use super::{
    column::{ColumnBuilder, Storage, Typed},
    constraint::Checks,
    hash::Hashing,
    known::{Blank, Knowledge, Known, Stored},
    profile::Profiler,
    tally::{Cause, CellTallies, Showing},
};
use crate::{
    FieldScreen, FieldType, FixId, Safety, Verdict,
    analyse::{Absent, Emptied, FieldPlan, LIKELY, Shape, clean, convert, mend, shape_of},
    finding::EngineError,
    fix::{Nothing, homoglyphs, invisible_characters, mojibake, nothing, shape_only, typography},
    memo::{Memo, VALUE_BYTES_MAX},
    value::{self, Classes},
};

/// What a report shows for a value that a pseudonym replaced.
const HIDDEN: &str = "***";

/// A missing value among hashes.
pub(crate) const MISSING: u128 = 0;

/// Works on one column, batch by batch.
pub(crate) struct ColumnWorker<'a> {
    pub(crate) plan: &'a FieldPlan,
    pub(crate) storage: Storage,
    pub(crate) showing: Showing<'a>,
    pub(crate) tallies: CellTallies,
    pub(crate) profiler: Profiler,
    /// Watches what is written.
    pub(crate) written: Box<dyn FieldScreen>,
    /// Watches what was read, where that differs.
    pub(crate) source: Option<Box<dyn FieldScreen>>,
    /// Hashes of the last batch's values.
    pub(crate) hashes: Vec<u128>,
    checks: Checks,
    hashing: Hashing,
    knowledge: Knowledge,
    /// Values are written as they are read.
    leaves_values: bool,
    /// What the screens found in the cell at hand.
    is_blank: Blank,
    /// The cell at hand may hold invisible characters: a screen must see through them.
    may_hide: bool,
}

/// The rows of a batch that are special.
#[derive(Clone, Copy)]
pub(crate) struct Rows<'a> {
    pub(crate) places: &'a [u64],
    pub(crate) totals: Option<&'a [bool]>,
    pub(crate) drops_totals: bool,
}

impl Rows<'_> {
    fn is_total(&self, row: usize) -> bool {
        self.totals.is_some_and(|totals| totals[row])
    }

    /// Whether a row is left out.
    pub(crate) fn is_left_out(&self, row: usize) -> bool {
        self.drops_totals && self.is_total(row)
    }
}

impl<'a> ColumnWorker<'a> {
    pub(crate) fn new(
        plan: &'a FieldPlan,
        showing: Showing<'a>,
        hashing: Hashing,
        distinct_max: usize,
        memo: Memo<Known>,
        as_text: bool,
    ) -> Self {
        let screen = || {
            let field = &plan.field;
            showing.screen.field(&field.name, &field.title.uk, field.kind.as_deref())
        };
        Self {
            plan,
            storage: Storage::of(plan.field.field_type, plan.digits, plan.is_float, plan.has_offset),
            showing,
            tallies: CellTallies::default(),
            profiler: Profiler::new(distinct_max),
            written: screen(),
            source: (plan.changes || plan.dropped).then(screen),
            hashes: Vec::new(),
            checks: Checks::new(&plan.field),
            hashing,
            knowledge: Knowledge::new(memo),
            leaves_values: as_text || plan.leaves_values(),
            is_blank: Blank::default(),
            may_hide: as_text || !plan.is_tidy,
        }
    }

    /// Works on a batch; answers its array, or nothing where the field is left out.
    pub(crate) fn run(&mut self, column: &StringArray, rows: Rows<'_>) -> Result<Option<ArrayRef>, EngineError> {
        self.hashes.clear();
        let mut builder = ColumnBuilder::new(self.storage, column.len(), column.value_data().len());
        for row in 0..column.len() {
            let (raw, place, is_total) = (column.value(row), rows.places[row], rows.is_total(row));
            if self.plan.dropped || rows.is_left_out(row) {
                self.screen_source(raw, place);
            } else if raw.is_empty() {
                self.miss(&mut builder, raw, place);
            } else if is_total || !self.knowledge.memo.is_useful_for(raw) {
                self.work(raw, None, place, is_total, &mut builder)?;
            } else {
                let hash = self.hashing.value(raw);
                if !self.repeat(raw, hash, place, &mut builder) {
                    self.learn(raw, hash, place, &mut builder)?;
                }
            }
        }
        if self.knowledge.memo.is_idle() {
            self.settle();
        }
        Ok((!self.plan.dropped).then(|| builder.finish()))
    }

    /// Shows a cell as it was read to the screen that watches the source.
    fn screen_source(&mut self, raw: &str, place: u64) {
        if let Some(source) = self.source.as_mut().filter(|_| !raw.is_empty()) {
            self.is_blank.source = source.observe(&visible(raw, self.may_hide), place);
        }
    }

    /// Tells the profile what it has not heard of yet.
    pub(crate) fn settle(&mut self) {
        for known in self.knowledge.memo.forget().into_values() {
            self.settle_one(&known);
        }
    }

    fn settle_one(&mut self, known: &Known) {
        if let Some(stored) = known.stored {
            self.profiler.count_again(stored.hash, known.again);
        }
    }

    /// Does with a cell what was done with an equal one before; answers `false` where that is not known.
    fn repeat(&mut self, raw: &str, hash: u128, place: u64, builder: &mut ColumnBuilder) -> bool {
        let Some(known) = self.knowledge.memo.get(hash) else { return false };
        known.again += 1;
        if let Some(source) = &mut self.source {
            if known.is_blank.source {
                source.pass();
            } else {
                source.observe(&visible(raw, self.may_hide), place);
            }
        }
        for (which, more) in &known.told {
            self.tallies.at(*which).count += more;
        }
        match known.stored {
            None => {
                builder.push_missing();
                self.profiler.observe_missing();
                self.hashes.push(MISSING);
            }
            Some(stored) => {
                let value = known.written.as_deref().unwrap_or(raw);
                builder.push(stored.typed, value);
                self.profiler.observe_again(stored.typed);
                if known.is_blank.written {
                    self.written.pass();
                } else {
                    self.written.observe(&visible(value, self.may_hide), place);
                }
                self.hashes.push(stored.hash);
            }
        }
        true
    }

    /// Works on a cell and remembers what became of it, where that can be repeated.
    fn learn(&mut self, raw: &str, hash: u128, place: u64, builder: &mut ColumnBuilder) -> Result<(), EngineError> {
        self.knowledge.before(&self.tallies);
        let (value, stored) = self.work(raw, Some(hash), place, false, builder)?;
        if value.len() > VALUE_BYTES_MAX {
            return Ok(());
        }
        let Some(told) = self.knowledge.told_since(&self.tallies, self.showing.examples_max) else { return Ok(()) };
        let written = (value != raw).then(|| value.into());
        for known in self.knowledge.memo.put(hash, Known { written, stored, told, is_blank: self.is_blank, again: 0 }) {
            self.settle_one(&known);
        }
        Ok(())
    }

    /// Works on a cell that is not empty; `hash` is that of the value as read, where it is known. Answers the value as it is written,
    /// and how; nothing where it became missing.
    fn work<'v>(
        &mut self,
        raw: &'v str,
        hash: Option<u128>,
        place: u64,
        is_total: bool,
        builder: &mut ColumnBuilder,
    ) -> Result<(Cow<'v, str>, Option<Stored>), EngineError> {
        self.screen_source(raw, place);
        let value = if self.leaves_values { Cow::Borrowed(raw) } else { self.fix(raw, place, is_total) };
        if value.is_empty() {
            self.miss(builder, raw, place);
            return Ok((value, None));
        }
        let meaning = self.storage.meaning(&value);
        let hash = hash.filter(|_| meaning == raw).unwrap_or_else(|| self.hashing.value(meaning));
        let typed = self.storage.read(&value).filter(|typed| builder.push(*typed, &value));
        let typed = typed.ok_or_else(|| EngineError::parquet("the rows differ from those that were analysed"))?;
        self.check(&value, typed, raw, place);
        self.profiler.observe(&value, typed, hash, place);
        self.is_blank.written = self.written.observe(&visible(&value, self.may_hide), place);
        self.hashes.push(hash);
        Ok((value, Some(Stored { typed, hash })))
    }

    /// A cell that is empty, or became so.
    fn miss(&mut self, builder: &mut ColumnBuilder, raw: &str, place: u64) {
        builder.push_missing();
        self.profiler.observe_missing();
        self.hashes.push(MISSING);
        if self.checks.required {
            self.tallies.required.add(&self.showing, place, raw, None);
        }
    }

    fn check(&mut self, value: &str, typed: Typed, raw: &str, place: u64) {
        let Some(broken) = self.checks.check(value, typed, self.storage) else { return };
        let (tallies, showing) = (&mut self.tallies, &self.showing);
        let all = [
            (broken.unlawful, &mut tallies.unlawful),
            (broken.pattern, &mut tallies.pattern),
            (broken.range, &mut tallies.range),
            (broken.length, &mut tallies.length),
            (broken.format, &mut tallies.format),
        ];
        all.into_iter().filter(|(is_broken, _)| *is_broken).for_each(|(_, tally)| tally.add(showing, place, raw, None));
    }

    /// The values that the profile counted, by hash, as examples show them.
    pub(crate) fn shown_values(&self) -> HashMap<u128, String> {
        self.profiler.by_hash().map(|(hash, value)| (hash, self.showing.shown(value))).collect()
    }

    /// Does what the plan says to a cell that is not empty.
    fn fix<'v>(&mut self, raw: &'v str, place: u64, is_total: bool) -> Cow<'v, str> {
        if self.plan.missing_words.iter().any(|word| word == raw) {
            return Cow::Borrowed("");
        }
        if !self.plan.kept.is_empty() && self.plan.kept.contains(raw) {
            self.may_hide = true;
            return Cow::Borrowed(raw);
        }
        let (mut now, ideal) = if self.plan.is_tidy {
            (Cow::Borrowed(raw), Cow::Borrowed(raw))
        } else {
            let (tallies, showing) = (&mut self.tallies, &self.showing);
            let cell = clean(raw, self.plan.text_fixes, self.plan.absent, |change| {
                let tally = if change.is_active {
                    tallies.applied(change.fix)
                } else {
                    tallies.offered(change.fix, Safety::Safe, Cause::Plain)
                };
                tally.add(showing, place, raw, Some(change.value));
            });
            (cell.now, cell.ideal)
        };
        if now.is_empty() {
            return now;
        }
        if self.plan.absent == Absent::NothingButTitle && nothing(&ideal) == Some(Nothing::UnlessTitle) {
            self.tallies.offered(FixId::NothingWords, Safety::Suggestion, Cause::Plain).add(
                &self.showing,
                place,
                raw,
                Some(""),
            );
        }
        if let Some(aim) = self.plan.aim {
            if !self.plan.is_canonical && !value::fits(&now, aim) {
                now = self.bring(now, &ideal, aim, raw, place, is_total);
            } else if self.plan.offers_serials && !is_total {
                self.offer_serial(&now, raw, place);
            }
        }
        now = self.judge(now, &ideal, raw, place, is_total);
        now = self.polish(now, raw, place);
        self.hide(now, raw, place)
    }

    /// Brings a value to the type that the field aims at, or says what keeps it from it.
    fn bring<'v>(
        &mut self,
        now: Cow<'v, str>,
        ideal: &str,
        aim: FieldType,
        raw: &str,
        place: u64,
        is_total: bool,
    ) -> Cow<'v, str> {
        let shape = shape_of(&now).0;
        if let Some(converted) = convert(&now, shape, aim, &self.plan.active) {
            // How a workbook keeps a day is nobody's fault and no fix.
            if shape == Shape::Midnight && aim == FieldType::Date && self.plan.active.day_cells {
                return Cow::Owned(converted.value);
            }
            self.tallies.applied(converted.fix).add(&self.showing, place, raw, Some(&converted.value));
            return Cow::Owned(converted.value);
        }
        if let Some((mended, fix, safety)) = self.mended(&now, shape, aim) {
            if self.plan.mends.contains(&(fix, safety)) {
                self.tallies.applied(fix).add(&self.showing, place, raw, Some(&mended));
                return Cow::Owned(mended);
            }
            if !is_total {
                self.tallies.offered(fix, safety, Cause::Plain).add(&self.showing, place, raw, Some(&mended));
            }
            return now;
        }
        if ideal.is_empty() || is_total || value::fits(ideal, aim) {
            return now;
        }
        let (shape, _) = shape_of(ideal);
        if let Some(converted) = convert(ideal, shape, aim, &self.plan.possible) {
            let (safety, cause) = match converted.fix {
                FixId::ExcelSerials => (self.plan.serial_safety, Cause::Plain),
                _ if aim == FieldType::Datetime && shape.lacks_clock() => (Safety::Suggestion, Cause::MixedDates),
                _ if aim == FieldType::Date && shape.is_midnight() => (Safety::Safe, Cause::Midnight),
                _ if aim == FieldType::Time => (Safety::Safe, Cause::Time),
                _ => (Safety::Safe, Cause::Plain),
            };
            self.tallies.offered(converted.fix, safety, cause).add(&self.showing, place, raw, Some(&converted.value));
        } else if shape.is_either_date() && shape.reaches(aim, &LIKELY) {
            self.tallies.offered(FixId::Dates, Safety::Question, Cause::AmbiguousDate).add(
                &self.showing,
                place,
                raw,
                None,
            );
        } else if shape == Shape::CommaEither && matches!(aim, FieldType::Number | FieldType::Integer) {
            self.tallies.offered(FixId::DecimalComma, Safety::Question, Cause::AmbiguousComma).add(
                &self.showing,
                place,
                raw,
                None,
            );
        } else if let Some((mended, fix, safety)) = self.mended(ideal, shape, aim) {
            self.tallies.offered(fix, safety, Cause::Plain).add(&self.showing, place, raw, Some(&mended));
        } else if self.plan.expected.is_some() {
            self.tallies.wrong_type.add(&self.showing, place, raw, None);
        } else {
            self.tallies.outliers.add(&self.showing, place, raw, None);
        }
        now
    }

    /// What the kind that the header speaks of makes of a value of another form.
    fn mended(&self, value: &str, shape: Shape, aim: FieldType) -> Option<(String, FixId, Safety)> {
        let mended = mend(&**self.plan.mender.as_ref()?, value, shape)?;
        value::fits(&mended.0, aim).then_some(mended)
    }

    fn offer_serial(&mut self, now: &str, raw: &str, place: u64) {
        if let Some(day) = value::integer(now).and_then(crate::fix::serial_to_date) {
            self.tallies.offered(FixId::ExcelSerials, Safety::Suggestion, Cause::Plain).add(
                &self.showing,
                place,
                raw,
                Some(&day),
            );
        }
    }

    /// Asks the field's kind about a value.
    fn judge<'v>(&mut self, now: Cow<'v, str>, ideal: &str, raw: &str, place: u64, is_total: bool) -> Cow<'v, str> {
        let Some(kind) = self.plan.kind.as_ref().filter(|_| !self.plan.kind_holds) else { return now };
        // What is not even of the kind's type has been told already.
        if is_total || !value::fits(&now, kind.field_type()) {
            return now;
        }
        match kind.judge(&now) {
            Verdict::Valid => now,
            Verdict::Fixable { value, fix, safety } if self.plan.kind_fixes.contains(&(fix, safety)) => {
                self.tallies.applied(fix).add(&self.showing, place, raw, Some(&value));
                Cow::Owned(value.into_owned())
            }
            // What the fixes of its text bring to the right form has been told already.
            Verdict::Fixable { .. } if ideal != now && matches!(kind.judge(ideal), Verdict::Valid) => now,
            Verdict::Fixable { value, fix, safety } => {
                self.tallies.offered(fix, safety, Cause::Plain).add(&self.showing, place, raw, Some(&value));
                now
            }
            Verdict::Invalid => {
                match (ideal != now).then(|| kind.judge(ideal)) {
                    _ if ideal.is_empty() => {}
                    // What the fixes of its text bring to the right form has been told already; what they bring near it has not.
                    Some(Verdict::Valid) => {}
                    Some(Verdict::Fixable { value, fix, safety }) => {
                        self.tallies.offered(fix, safety, Cause::Plain).add(&self.showing, place, raw, Some(&value));
                    }
                    Some(Verdict::Invalid) | None => {
                        self.tallies.invalid_kind.add(&self.showing, place, raw, None);
                    }
                }
                now
            }
        }
    }

    /// Suggestions about texts, done or told.
    fn polish<'v>(&mut self, mut now: Cow<'v, str>, raw: &str, place: u64) -> Cow<'v, str> {
        let plan = self.plan;
        if let Some(is_active) = plan.polish.typography
            && let Some(signed) = typography(&now).map(Cow::into_owned)
        {
            now = self.suggest(FixId::Typography, is_active, now, signed, raw, place);
        }
        if let Some((streets, is_active)) = &plan.polish.streets
            && let Some(renamed) = streets.rename(&now)
        {
            self.tallies.street_ground.get_or_insert(renamed.ground);
            now = self.suggest(FixId::StreetRenames, *is_active, now, renamed.value, raw, place);
        }
        now
    }

    fn suggest<'v>(
        &mut self,
        fix: FixId,
        is_active: bool,
        now: Cow<'v, str>,
        better: String,
        raw: &str,
        place: u64,
    ) -> Cow<'v, str> {
        if is_active {
            self.tallies.applied(fix).add(&self.showing, place, raw, Some(&better));
            return Cow::Owned(better);
        }
        self.tallies.offered(fix, Safety::Suggestion, Cause::Plain).add(&self.showing, place, raw, Some(&better));
        now
    }

    /// Masks or empties what is personal, where the recipe says so.
    fn hide<'v>(&mut self, now: Cow<'v, str>, raw: &str, place: u64) -> Cow<'v, str> {
        if self.is_emptied(&visible(&now, self.may_hide)) {
            let masked = self.showing.screen.mask_all(&visible(raw, self.may_hide));
            let shown = masked.as_deref().unwrap_or(raw);
            self.tallies.applied(FixId::EmptyPersonal).add(&self.showing, place, shown, Some(""));
            return Cow::Borrowed("");
        }
        if let Some(pseudonyms) = &self.plan.pseudonyms {
            let pseudonym = pseudonyms.of(&now);
            // The report must not tell who hides behind a pseudonym.
            self.tallies.applied(FixId::Pseudonymise).add(&self.showing, place, HIDDEN, Some(&pseudonym));
            return Cow::Owned(pseudonym);
        }
        let mask = || {
            if self.plan.masks_whole {
                Some(shape_only(&now))
            } else {
                self.showing.screen.mask_all(&visible(&now, self.may_hide))
            }
        };
        match self.plan.masked.then(mask).flatten() {
            Some(masked) => {
                // Of a masked value not even the report shows more.
                self.tallies.applied(FixId::Mask).add(&self.showing, place, &masked, Some(&masked));
                Cow::Owned(masked)
            }
            None => now,
        }
    }

    fn is_emptied(&self, value: &str) -> bool {
        match &self.plan.emptied {
            Emptied::Never => false,
            Emptied::AnyKind => self.showing.screen.holds(value, None),
            Emptied::Kind(wanted) => self.showing.screen.holds(value, Some(wanted)),
        }
    }
}

/// A text as one sees it: a zero-width space inside a phone and Latin letters inside a name hide them from a screen, not from people;
/// letters of a wrong encoding hide them from neither for long.
pub(super) fn visible(text: &str, may_hide: bool) -> Cow<'_, str> {
    if !may_hide {
        return Cow::Borrowed(text);
    }
    let text = mojibake(text).map_or(Cow::Borrowed(text), Cow::Owned);
    let text = invisible_characters(&text).map(Cow::into_owned).map_or(text, Cow::Owned);
    let alike = if Classes::of(&text).mixes_scripts() { homoglyphs(&text).map(Cow::into_owned) } else { None };
    alike.map_or(text, Cow::Owned)
}
