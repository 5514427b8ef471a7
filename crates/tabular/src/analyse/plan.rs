//! The plan of a field: what pass 3 does to its cells, decided from all rows.

use std::{collections::BTreeSet, sync::Arc};

use super::{
    clean::Absent,
    shape::{Digits, Shape, Ways},
};
use crate::{
    Field, FieldType, FixId, Safety, Streets, ValueKind, Verdict,
    fix::{Answer, DateForm, NumberForm, Pseudonyms, answer, date_form, number_form, serial_to_date, time_form},
    value::{fits, integer},
};

/// Fixes of a whole value, in the order they are done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fix or rule that is on or off by itself")]
pub(crate) struct TextFixes {
    pub(crate) mojibake: bool,
    pub(crate) invisible: bool,
    pub(crate) spaces: bool,
    pub(crate) nothing: bool,
    pub(crate) homoglyphs: bool,
}

/// Suggestions about texts that a column as a whole gives reason for.
#[derive(Clone, Default)]
pub(crate) struct Polish {
    /// Both forms of a sign stand in the column; whether the recipe applies the fix.
    pub(crate) typography: Option<bool>,
    /// The column names streets; whether the recipe applies the fix.
    pub(crate) streets: Option<(Arc<dyn Streets>, bool)>,
}

impl Polish {
    /// Whether cells will differ.
    pub(crate) fn is_active(&self) -> bool {
        self.typography == Some(true) || self.streets.as_ref().is_some_and(|(_, is_active)| *is_active)
    }
}

/// Which cells with personal data become empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Emptied {
    /// None.
    Never,
    /// Those of any kind of personal data.
    AnyKind,
    /// Those of one kind.
    Kind(String),
}

/// What is done to a field and why.
#[derive(Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fix or rule that is on or off by itself")]
pub(crate) struct FieldPlan {
    /// Index among the fields of the reading.
    pub(crate) index: usize,
    /// The field as it will be built.
    pub(crate) field: Field,
    /// What a schema demands of it.
    pub(crate) expected: Option<Field>,
    /// The type its values are brought to, even where some keep the field text; `None` for text.
    pub(crate) aim: Option<FieldType>,
    /// The type it would have with every sure fix done.
    pub(crate) after: FieldType,
    /// Text fixes that the recipe applies.
    pub(crate) text_fixes: TextFixes,
    /// What `-`, `немає` mean here; they are answers where their opposite stands in the column.
    pub(crate) absent: Absent,
    /// Type fixes that the recipe applies.
    pub(crate) active: Ways,
    /// Type fixes there are.
    pub(crate) possible: Ways,
    /// Whether Excel's day numbers need a yes.
    pub(crate) serial_safety: Safety,
    /// Whole numbers that are likely Excel's day numbers, under a header that speaks of a date.
    pub(crate) offers_serials: bool,
    /// Kind of value.
    pub(crate) kind: Option<Arc<dyn ValueKind>>,
    /// Fixes of the kind that the recipe applies, by safety: safe, suggestion, question.
    pub(crate) kind_fixes: Vec<(FixId, Safety)>,
    /// Kind whose other forms are brought to its type before the type is asked for: `48°27'N`, `100 грн`.
    pub(crate) mender: Option<Arc<dyn ValueKind>>,
    /// Fixes of the mender that the recipe applies.
    pub(crate) mends: Vec<(FixId, Safety)>,
    /// Values that stay as they are, whatever fixes there are.
    pub(crate) kept: BTreeSet<String>,
    /// Fixes done at the end, once a value is what it is.
    pub(crate) polish: Polish,
    /// Its header is blank.
    pub(crate) is_nameless: bool,
    /// No value stands in it.
    pub(crate) is_empty: bool,
    /// Words that the schema declares as "no value".
    pub(crate) missing_words: Vec<String>,
    /// Digits of its numbers.
    pub(crate) digits: Digits,
    /// Numbers with exponent occur.
    pub(crate) is_float: bool,
    /// Moments carry an offset.
    pub(crate) has_offset: bool,
    /// Cells will differ from what was read.
    pub(crate) changes: bool,
    /// Pass 2 saw no value that a text fix, active or not, would change.
    pub(crate) is_tidy: bool,
    /// Pass 2 saw that every value is of the type that is aimed at, if any, as it was read.
    pub(crate) is_canonical: bool,
    /// Pass 2 saw that every value is of the kind as it was read.
    pub(crate) kind_holds: bool,
    /// The field is left out.
    pub(crate) dropped: bool,
    /// Values are masked.
    pub(crate) masked: bool,
    /// Whose cells with personal data become empty.
    pub(crate) emptied: Emptied,
    /// Of a masked value nothing but its shape is left, whatever it looks like: names, days of birth, homes.
    pub(crate) masks_whole: bool,
    /// Replaces every value by a pseudonym.
    pub(crate) pseudonyms: Option<Pseudonyms>,
}

impl FieldPlan {
    /// Whether no value changes and no value has anything said of it but what constraints and screens say: pass 2 saw them all.
    pub(crate) fn leaves_values(&self) -> bool {
        let has_no_fix = self.is_tidy && self.missing_words.is_empty() && self.absent != Absent::NothingButTitle;
        let is_of_type = self.aim.is_none() || (self.is_canonical && !self.offers_serials);
        let is_of_kind = self.kind.is_none() || self.kind_holds;
        let shows_all = !self.masked && self.pseudonyms.is_none() && matches!(self.emptied, Emptied::Never);
        let is_polished = self.polish.typography.is_none() && self.polish.streets.is_none();
        has_no_fix && self.kept.is_empty() && is_of_type && is_of_kind && shows_all && is_polished
    }

    /// Whether an empty field needs a yes to be left out: a name says at least that something was meant.
    pub(crate) fn empty_safety(&self) -> Safety {
        if self.is_nameless { Safety::Safe } else { Safety::Suggestion }
    }
}

impl std::fmt::Debug for FieldPlan {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("FieldPlan").field("field", &self.field).field("aim", &self.aim).finish_non_exhaustive()
    }
}

/// A value brought to the type a field aims at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Converted {
    pub(crate) value: String,
    pub(crate) fix: FixId,
}

/// Brings a value of a shape to a type by the fixes at hand; `None` where they do not reach it.
pub(crate) fn convert(value: &str, shape: Shape, aim: FieldType, ways: &Ways) -> Option<Converted> {
    if !shape.reaches(aim, ways) {
        return None;
    }
    let by = |fix: FixId, value: String| Some(Converted { value, fix });
    match aim {
        FieldType::Boolean => match (answer(value), value) {
            (Some(Answer::Yes | Answer::Present), _) | (None, "1") => by(FixId::Booleans, "true".into()),
            (Some(Answer::No | Answer::Absent), _) | (None, "0") => by(FixId::Booleans, "false".into()),
            _ => None,
        },
        FieldType::Integer | FieldType::Number => number(value, ways),
        FieldType::Date | FieldType::Datetime => {
            let day = match shape {
                Shape::Serial => Converted { value: serial_to_date(integer(value)?)?, fix: FixId::ExcelSerials },
                Shape::Date | Shape::Midnight => Converted { value: value.to_owned(), fix: FixId::Dates },
                _ => Converted { value: iso(&date_form(value)?, ways)?, fix: FixId::Dates },
            };
            Some(with_clock(day, aim == FieldType::Datetime))
        }
        FieldType::Time => by(FixId::Dates, time_form(value)?),
        FieldType::String => None,
    }
}

/// What a kind makes of a value that its type does not reach by any fix of the type.
pub(crate) fn mend(kind: &dyn ValueKind, value: &str, shape: Shape) -> Option<(String, FixId, Safety)> {
    let wanted = kind.field_type();
    if shape.reaches(wanted, &super::LIKELY) {
        return None;
    }
    match kind.judge(value) {
        Verdict::Fixable { value, fix, safety } if fits(&value, wanted) => Some((value.into_owned(), fix, safety)),
        _ => None,
    }
}

/// A day with its time where one is wanted, else without.
fn with_clock(mut day: Converted, wanted: bool) -> Converted {
    match (day.value.find('T'), wanted) {
        (None, true) => day.value.push_str("T00:00:00"),
        (Some(end), false) => day.value.truncate(end),
        _ => {}
    }
    day
}

fn iso(form: &DateForm, ways: &Ways) -> Option<String> {
    form.to_iso(form.proves().or(ways.order))
}

fn number(value: &str, ways: &Ways) -> Option<Converted> {
    let (value, fix) = match number_form(value)? {
        NumberForm::Comma(text) => (text, FixId::DecimalComma),
        NumberForm::Thousands(text) | NumberForm::ThousandsComma(text) => (text, FixId::ThousandsSpaces),
        NumberForm::Minus(text) => (text, FixId::MinusSigns),
        NumberForm::Year(text) => (text, FixId::Units),
        NumberForm::EitherComma { decimal, thousands } => match ways.comma_means? {
            super::shape::CommaMeaning::Decimal => (decimal, FixId::DecimalComma),
            super::shape::CommaMeaning::Thousands => (thousands, FixId::ThousandsSpaces),
        },
    };
    Some(Converted { value, fix })
}
