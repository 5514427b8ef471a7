//! Decisions: from the tally of a column to the plan of its field.

use std::{collections::BTreeSet, sync::Arc};

use super::{
    clean::Absent,
    plan::{Emptied, FieldPlan, Polish, TextFixes},
    shape::{CommaMeaning, Digits, SHAPES, Shape, Ways},
    tally::{Candidate, ColumnTally, Mends},
};
use crate::{
    Constraints, Field, FieldType, FixId, Kinds, Message, Recipe, Safety, Streets, ValueKind,
    fix::{DateOrder, Pseudonyms, speaks_of_date},
    value::{DIGITS_MAX, SAFE_FLOAT_DIGITS},
};

/// Share of values, in percent, that must be of the kind which the header speaks of: a column may be broken by half and still be one
/// of codes.
const HINTED_PERCENT: u64 = 40;
/// Values from which on "almost all" means something.
const ALMOST_ALL_VALUES_MIN: u64 = 5;
/// Kinds of personal data that no value shows by its form, so that a mask has to cover all of it.
const MASKED_WHOLE: [&str; 4] = ["name", "passport", "birth-date", "home-address"];
/// What headers of streets and addresses have in them.
const STREET_HINTS: &[&str] =
    &["вулиц", "адрес", "street", "thoroughfare", "address", "провул", "місцезнаходж", "розташув", "зупинк"];
/// Digits of the narrow decimal; scale is spent from them.
const EITHER_COMMA: Digits = Digits::number(3, 3);

const SHAPE_LIST: [Shape; SHAPES] = [
    Shape::Text,
    Shape::ZeroLed,
    Shape::HouseLike,
    Shape::Bit,
    Shape::Integer,
    Shape::Serial,
    Shape::Number,
    Shape::Exponent,
    Shape::Boolean,
    Shape::Date,
    Shape::Datetime,
    Shape::DatetimeOffset,
    Shape::Midnight,
    Shape::Dateless,
    Shape::Time,
    Shape::TimeForm,
    Shape::Hours,
    Shape::DateCertain,
    Shape::DateDmy,
    Shape::DateMdy,
    Shape::DateEither,
    Shape::MomentCertain,
    Shape::MomentDmy,
    Shape::MomentMdy,
    Shape::MomentEither,
    Shape::MidnightCertain,
    Shape::MidnightDmy,
    Shape::MidnightMdy,
    Shape::MidnightEither,
    Shape::Comma,
    Shape::CommaEither,
    Shape::Thousands,
    Shape::ThousandsNumber,
    Shape::ThousandsComma,
    Shape::Minus,
    Shape::MinusNumber,
    Shape::YearWord,
    Shape::Yes,
    Shape::No,
    Shape::Present,
    Shape::Absent,
    Shape::Nothing,
    Shape::NothingElse,
];

/// What is known of a field besides its values.
pub(crate) struct FieldFacts<'a> {
    pub(crate) index: usize,
    pub(crate) name: &'a str,
    pub(crate) header: &'a str,
    pub(crate) table: &'a str,
    /// The values are cells of a workbook.
    pub(crate) is_sheet: bool,
    pub(crate) recipe: &'a Recipe,
    pub(crate) expected: Option<&'a Field>,
    pub(crate) missing_words: Vec<String>,
}

impl FieldFacts<'_> {
    fn applies(&self, fix: FixId, safety: Safety) -> bool {
        self.recipe.applies(fix, safety, self.table, Some(self.name))
    }

    fn choice(&self, fix: FixId) -> Option<&str> {
        self.recipe.choice(fix, self.table, self.name)
    }

    /// The kind that brings other forms to its type.
    pub(crate) fn mends(&self, kinds: &dyn Kinds) -> Mends {
        let demanded = self.expected.and_then(|field| field.kind.as_deref());
        let header = format!("{} {}", self.name, self.header).to_lowercase();
        Mends::of(kinds, &header, demanded, |fix, safety| self.applies(fix, safety))
    }

    /// Values that stay as they are.
    pub(crate) fn kept(&self) -> BTreeSet<String> {
        self.recipe.kept_values(self.table, self.name)
    }

    fn polish(&self, tally: &ColumnTally, streets: Option<Arc<dyn Streets>>) -> Polish {
        if self.recipe.as_text {
            return Polish::default();
        }
        let (changed, signed) = tally.signs;
        let has_both = changed > 0 && signed > 0;
        let is_chosen = self.applies(FixId::Typography, Safety::Suggestion);
        let named = format!("{} {}", self.name, self.header).to_lowercase();
        let names_streets = STREET_HINTS.iter().any(|hint| named.contains(hint));
        Polish {
            typography: (has_both || is_chosen).then_some(is_chosen),
            streets: streets
                .filter(|_| names_streets)
                .map(|streets| (streets, self.applies(FixId::StreetRenames, Safety::Suggestion))),
        }
    }

    /// The text fixes that the recipe applies to the field.
    pub(crate) fn text_fixes(&self) -> TextFixes {
        TextFixes {
            mojibake: self.applies(FixId::Mojibake, Safety::Safe),
            invisible: self.applies(FixId::InvisibleCharacters, Safety::Safe),
            spaces: self.applies(FixId::Spaces, Safety::Safe),
            nothing: self.applies(FixId::NothingWords, Safety::Safe),
            homoglyphs: self.applies(FixId::Homoglyphs, Safety::Safe),
        }
    }
}

/// Decides what is done to a field.
#[expect(clippy::too_many_lines, reason = "one decision after another, each a line or two")]
pub(crate) fn decide(facts: &FieldFacts<'_>, tally: &ColumnTally, kinds: &dyn Kinds) -> FieldPlan {
    let as_text = facts.recipe.as_text;
    let absent = absent_of(facts, tally);
    let absent_is_nothing = absent != Absent::Stays;
    let ideal = Counts { shapes: &tally.ideal, absent_is_missing: absent_is_nothing };
    let text_fixes = facts.text_fixes();
    let now = Counts { shapes: &tally.now, absent_is_missing: absent_is_nothing && text_fixes.nothing };

    let kind = if as_text { None } else { choose_kind(facts, tally, ideal.total()) };
    let (possible, serial_safety) = possible_ways(facts, tally);
    let likely = Ways {
        order: possible.order.or(Some(DateOrder::Dmy)),
        comma_means: possible.comma_means.or(Some(CommaMeaning::Decimal)),
        ..possible
    };
    let is_coded = kind.is_some_and(|candidate| candidate.kind.field_type() == FieldType::String);
    let aim = match facts.expected {
        _ if as_text => None,
        Some(expected) => Some(expected.field_type).filter(|wanted| *wanted != FieldType::String),
        None if is_coded => None,
        None => aim_of(facts, &ideal, &likely),
    };
    let active = active_ways(facts, possible, serial_safety);
    let mut digits = tally.digits;
    if tally.ideal[Shape::CommaEither as usize] > 0 {
        match possible.comma_means {
            Some(CommaMeaning::Thousands) => digits.widen(Digits::number(6, 0)),
            _ => digits.widen(EITHER_COMMA),
        }
    }
    let is_float = tally.ideal[Shape::Exponent as usize] > 0;
    let holds = |counts: &Counts<'_>, ways: &Ways| {
        aim.filter(|aim| counts.all_reach(*aim, ways) && fits_storage(*aim, digits, is_float))
    };
    let masked = facts.recipe.applies(FixId::Mask, Safety::Suggestion, facts.table, Some(facts.name));
    let pseudonyms = pseudonyms(facts);
    // Days at 00:00 and times on no day are moments while nobody made them what they are.
    let as_moments = || {
        let is_theirs =
            matches!(aim, Some(FieldType::Date | FieldType::Time)) && now.all_reach(FieldType::Datetime, &active);
        is_theirs.then_some(FieldType::Datetime)
    };
    let field_type = if masked || pseudonyms.is_some() {
        FieldType::String
    } else {
        holds(&now, &active).or_else(as_moments).unwrap_or_default()
    };
    let kind_fixes = kind.map(|candidate| active_kind_fixes(facts, candidate)).unwrap_or_default();
    let mends = facts.mends(kinds);
    let polish = facts.polish(tally, kinds.streets());
    let is_empty = !as_text && tally.now.iter().chain(&tally.ideal).sum::<u64>() == 0;
    let leaves_out_empty = || {
        let safety = if facts.header.trim().is_empty() { Safety::Safe } else { Safety::Suggestion };
        is_empty && facts.expected.is_none() && facts.applies(FixId::EmptyFields, safety)
    };
    let changes = tally.changed > 0
        || polish.is_active()
        || !mends.allowed.is_empty() && mends.kind.is_some()
        || !kind_fixes.is_empty()
        || masked
        || pseudonyms.is_some()
        || !facts.missing_words.is_empty()
        || (text_fixes.nothing && tally.now[Shape::Absent as usize] + tally.now[Shape::NothingElse as usize] > 0)
        || aim.is_some_and(|aim| ideal.reaching(aim, &active) > ideal.reaching(aim, &Ways::default()))
        || facts.recipe.applies(FixId::EmptyPersonal, Safety::Suggestion, facts.table, Some(facts.name));
    let all = Counts { shapes: &tally.now, absent_is_missing: false };
    let is_tidy = tally.mended == 0 && all.of(&[Shape::Absent, Shape::Nothing, Shape::NothingElse]) == 0;
    // Kept values and such as a kind brings to its type are counted as what they become, not as they were read.
    let is_counted_as_read = mends.kind.is_none() && facts.kept().is_empty();
    let is_canonical =
        is_tidy && is_counted_as_read && aim.is_none_or(|aim| all.reaching(aim, &Ways::default()) == all.total());
    FieldPlan {
        index: facts.index,
        field: field(facts, field_type, kind.map(|candidate| &candidate.kind), masked),
        expected: facts.expected.cloned(),
        aim,
        after: holds(&ideal, &possible).filter(|_| tally.unsure == 0).unwrap_or_default(),
        text_fixes,
        absent,
        active,
        possible,
        serial_safety,
        offers_serials: aim == Some(FieldType::Integer) && is_mostly_serials(&ideal, &likely),
        kind: kind.map(|candidate| Arc::clone(&candidate.kind)),
        kind_fixes,
        missing_words: facts.missing_words.clone(),
        digits,
        is_float,
        has_offset: tally.now[Shape::DatetimeOffset as usize] > 0,
        changes,
        is_tidy,
        is_canonical,
        kind_holds: is_canonical && kind.is_some_and(|candidate| candidate.canonical == candidate.seen),
        dropped: !as_text
            && (facts.recipe.applies(FixId::DropField, Safety::Suggestion, facts.table, Some(facts.name))
                || leaves_out_empty()),
        mender: mends.kind,
        mends: mends.allowed,
        kept: facts.kept(),
        polish,
        is_nameless: facts.header.trim().is_empty(),
        is_empty,
        masked,
        emptied: emptied(facts),
        masks_whole: masked && facts.choice(FixId::Mask).is_some_and(|kind| MASKED_WHOLE.contains(&kind)),
        pseudonyms,
    }
}

fn absent_of(facts: &FieldFacts<'_>, tally: &ColumnTally) -> Absent {
    let count = |shape: Shape| tally.ideal[shape as usize];
    if count(Shape::Present) > 0 || (count(Shape::Yes) > 0 && count(Shape::No) == 0) {
        return Absent::Stays;
    }
    let gone = [Shape::Absent, Shape::Nothing, Shape::NothingElse].into_iter().map(count).sum::<u64>();
    let all_texts = tally.ideal.iter().sum::<u64>() - gone == count(Shape::Text);
    let is_title = tally.possible_titles == 1 && all_texts;
    if is_title && !facts.applies(FixId::NothingWords, Safety::Suggestion) {
        return Absent::NothingButTitle;
    }
    Absent::Nothing
}

fn pseudonyms(facts: &FieldFacts<'_>) -> Option<Pseudonyms> {
    let applies = facts.applies(FixId::Pseudonymise, Safety::Suggestion);
    // Without a key of the recipe the names hold for this one reading only.
    let random = || std::hash::BuildHasher::hash_one(&std::hash::RandomState::new(), facts.name).to_string();
    applies
        .then(|| facts.choice(FixId::Pseudonymise).map_or_else(random, ToOwned::to_owned))
        .map(|key| Pseudonyms::new(&key))
}

fn emptied(facts: &FieldFacts<'_>) -> Emptied {
    if !facts.applies(FixId::EmptyPersonal, Safety::Suggestion) {
        return Emptied::Never;
    }
    facts.choice(FixId::EmptyPersonal).map_or(Emptied::AnyKind, |kind| Emptied::Kind(kind.to_owned()))
}

/// The values of a field by shape, with what counts as missing.
struct Counts<'a> {
    shapes: &'a [u64; SHAPES],
    absent_is_missing: bool,
}

impl Counts<'_> {
    fn present(&self) -> impl Iterator<Item = (Shape, u64)> {
        let is_missing = |shape: Shape| self.absent_is_missing && matches!(shape, Shape::Absent | Shape::NothingElse);
        SHAPE_LIST
            .into_iter()
            .zip(self.shapes.iter().copied())
            .filter(move |(shape, count)| *count > 0 && !is_missing(*shape))
    }

    fn total(&self) -> u64 {
        self.present().map(|(_, count)| count).sum()
    }

    fn reaching(&self, wanted: FieldType, ways: &Ways) -> u64 {
        self.present().filter(|(shape, _)| shape.reaches(wanted, ways)).map(|(_, count)| count).sum()
    }

    fn all_reach(&self, wanted: FieldType, ways: &Ways) -> bool {
        // A moment with offset and one without cannot share a column: the one is in UTC, the other on a clock nobody named.
        let offsets = self.shapes[Shape::DatetimeOffset as usize];
        let is_mixed = wanted == FieldType::Datetime && offsets > 0 && offsets < self.total();
        !is_mixed && self.reaching(wanted, ways) == self.total()
    }

    fn of(&self, shapes: &[Shape]) -> u64 {
        shapes.iter().map(|shape| self.shapes[*shape as usize]).sum()
    }
}

fn choose_kind<'a>(facts: &FieldFacts<'_>, tally: &'a ColumnTally, total: u64) -> Option<&'a Candidate> {
    if facts.expected.is_some_and(|expected| expected.kind.is_some()) {
        return tally.candidates.first();
    }
    let wanted_type = facts.expected.map(|expected| expected.field_type);
    let is_strong = |candidate: &&Candidate| {
        let share = if candidate.is_hinted { HINTED_PERCENT } else { 95 };
        let enough = candidate.is_hinted || total >= ALMOST_ALL_VALUES_MIN;
        let suits = wanted_type.is_none_or(|wanted| wanted == candidate.kind.field_type());
        suits && enough && candidate.recognised > 0 && candidate.recognised * 100 >= total * share
    };
    let strong = tally.candidates.iter().filter(is_strong);
    // The first of the best: kinds come with the more telling first.
    strong.fold(None, |best: Option<&Candidate>, candidate| {
        let weight = |candidate: &Candidate| (candidate.is_hinted, candidate.recognised);
        match best {
            Some(best) if weight(best) >= weight(candidate) => Some(best),
            _ => Some(candidate),
        }
    })
}

fn possible_ways(facts: &FieldFacts<'_>, tally: &ColumnTally) -> (Ways, Safety) {
    let counts = Counts { shapes: &tally.ideal, absent_is_missing: false };
    let dmy = counts.of(&[Shape::DateDmy, Shape::MomentDmy, Shape::MidnightDmy]);
    let mdy = counts.of(&[Shape::DateMdy, Shape::MomentMdy, Shape::MidnightMdy]);
    let order = match (facts.choice(FixId::Dates), dmy, mdy) {
        (Some("dmy"), ..) | (None, 1.., 0) => Some(DateOrder::Dmy),
        (Some("mdy"), ..) | (None, 0, 1..) => Some(DateOrder::Mdy),
        _ => None,
    };
    let decimals = counts.of(&[Shape::Comma, Shape::ThousandsComma]) + tally.decimal_by_kind;
    let spaced = counts.of(&[Shape::Thousands, Shape::ThousandsNumber]) - tally.comma_groups;
    let comma_means = match (facts.choice(FixId::DecimalComma), decimals + spaced, tally.comma_groups) {
        (Some("decimal"), ..) | (None, 1.., 0) => Some(CommaMeaning::Decimal),
        (Some("thousands"), ..) | (None, 0, 1..) => Some(CommaMeaning::Thousands),
        _ => None,
    };
    let is_day = |shape: &Shape| shape.is_midnight() || (shape.lacks_clock() && *shape != Shape::Serial);
    let real_dates: u64 = counts.present().filter(|(shape, _)| is_day(shape)).map(|(_, count)| count).sum();
    let serials = counts.of(&[Shape::Serial]) > 0
        && (real_dates > 0
            || speaks_of_date(facts.header)
            || facts.expected.is_some_and(|field| field.field_type == FieldType::Date));
    let ways = Ways {
        dates: true,
        order,
        day_cells: facts.is_sheet,
        midnight: true,
        serials,
        comma: true,
        comma_means,
        thousands: true,
        minus: true,
        year_words: true,
        booleans: true,
        wants_boolean: facts.expected.is_some_and(|field| field.field_type == FieldType::Boolean),
    };
    (ways, if real_dates > 0 { Safety::Safe } else { Safety::Suggestion })
}

fn active_ways(facts: &FieldFacts<'_>, possible: Ways, serial_safety: Safety) -> Ways {
    let decimal = facts.applies(FixId::DecimalComma, Safety::Safe);
    let thousands = facts.applies(FixId::ThousandsSpaces, Safety::Safe);
    let chose_thousands = facts.choice(FixId::DecimalComma) == Some("thousands");
    Ways {
        dates: facts.applies(FixId::Dates, Safety::Safe),
        midnight: facts.applies(FixId::Dates, Safety::Suggestion),
        serials: possible.serials && facts.applies(FixId::ExcelSerials, serial_safety),
        comma: decimal,
        thousands: thousands || (chose_thousands && decimal),
        minus: facts.applies(FixId::MinusSigns, Safety::Safe),
        year_words: facts.applies(FixId::Units, Safety::Safe),
        booleans: facts.applies(FixId::Booleans, Safety::Safe),
        ..possible
    }
}

fn aim_of(facts: &FieldFacts<'_>, ideal: &Counts<'_>, likely: &Ways) -> Option<FieldType> {
    let total = ideal.total();
    if total == 0 {
        return None;
    }
    if is_mostly_serials(ideal, likely) && facts.applies(FixId::ExcelSerials, Safety::Suggestion) {
        return Some(FieldType::Date);
    }
    let serials = ideal.of(&[Shape::Serial]);
    // Whole numbers reach a date only beside real dates.
    let likely = Ways { serials: likely.serials && serials < total, ..*likely };
    let order = [
        FieldType::Boolean,
        FieldType::Integer,
        FieldType::Number,
        FieldType::Date,
        FieldType::Time,
        FieldType::Datetime,
    ];
    if let Some(whole) = order.into_iter().find(|wanted| ideal.reaching(*wanted, &likely) == total) {
        return Some(whole);
    }
    let (times, hours) = (ideal.of(&[Shape::Time, Shape::TimeForm]), ideal.of(&[Shape::Hours]));
    if times >= hours && times + hours == total {
        return Some(FieldType::Time);
    }
    // Codes and numbers of houses are text, however few have a zero in front or a letter behind.
    let has_codes = ideal.of(&[Shape::ZeroLed, Shape::HouseLike]) > ideal.of(&[Shape::Text]);
    let share = |wanted: FieldType| {
        let is_date = matches!(wanted, FieldType::Date | FieldType::Datetime);
        let lawful = wanted != FieldType::Boolean && (is_date || !has_codes);
        let needed = if is_date && speaks_of_date(facts.header) { 5 } else { 9 };
        let count = ideal.reaching(wanted, &likely);
        (lawful && total >= ALMOST_ALL_VALUES_MIN && count * 10 >= total * needed).then_some((count, wanted))
    };
    let best = order.into_iter().filter_map(share).fold(None, |best: Option<(u64, FieldType)>, next| match best {
        Some(best) if best.0 >= next.0 => Some(best),
        _ => Some(next),
    });
    best.map(|(_, wanted)| wanted)
}

fn is_mostly_serials(ideal: &Counts<'_>, ways: &Ways) -> bool {
    let no_dates = ideal.of(&[Shape::Date, Shape::DateCertain, Shape::Midnight, Shape::MidnightCertain]) == 0;
    let total = ideal.total();
    ways.serials && no_dates && total > 0 && ideal.of(&[Shape::Serial]) * 10 >= total * 9
}

fn fits_storage(aim: FieldType, digits: Digits, is_float: bool) -> bool {
    match aim {
        FieldType::Number if is_float => digits.whole + digits.scale <= SAFE_FLOAT_DIGITS,
        FieldType::Number => digits.whole + digits.scale <= DIGITS_MAX,
        _ => true,
    }
}

fn active_kind_fixes(facts: &FieldFacts<'_>, candidate: &Candidate) -> Vec<(FixId, Safety)> {
    candidate.fixes.iter().copied().filter(|(fix, safety)| facts.applies(*fix, *safety)).collect()
}

fn field(facts: &FieldFacts<'_>, field_type: FieldType, kind: Option<&Arc<dyn ValueKind>>, masked: bool) -> Field {
    let expected_title = facts.expected.map(|expected| &expected.title).filter(|title| !title.uk.trim().is_empty());
    let own_title = if facts.header.trim().is_empty() { facts.name } else { facts.header };
    Field {
        name: facts.name.to_owned(),
        title: expected_title.cloned().unwrap_or_else(|| Message::new(own_title, own_title)),
        aliases: facts.expected.map(|expected| expected.aliases.clone()).unwrap_or_default(),
        field_type,
        kind: kind.map(|kind| kind.id().to_owned()),
        constraints: facts.expected.map_or_else(Constraints::default, |expected| expected.constraints.clone()),
        format: facts.expected.and_then(|expected| expected.format.clone()),
        missing_values: Vec::new(),
        masked,
    }
}
