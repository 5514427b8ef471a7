//! Shapes: what one value looks like, and which type it reaches by which fixes.

use crate::{
    FieldType,
    fix::{
        Answer, DateForm, DateOrder, Nothing, NumberForm, answer, date_form, dateless_time, is_hours, is_serial,
        nothing, number_form, time_form,
    },
    value::{Classes, boolean, date, decimal, exponent, integer, is_time, moment},
};

/// What one value looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    Text,
    /// Digits behind a leading zero: a code, never a number.
    ZeroLed,
    /// Digits with a letter or further digits, as houses have: `212Б`, `36/42`, `7-9`.
    HouseLike,
    Bit,
    Integer,
    /// A whole number that may be an Excel day number.
    Serial,
    Number,
    Exponent,
    Boolean,
    Date,
    Datetime,
    DatetimeOffset,
    /// A day at 00:00, as exports write days.
    Midnight,
    /// A time of day behind a day that means none: `1900-01-01T09:34:00`.
    Dateless,
    Time,
    TimeForm,
    /// Hours beyond a day: `25:10`.
    Hours,
    DateCertain,
    DateDmy,
    DateMdy,
    DateEither,
    MomentCertain,
    MomentDmy,
    MomentMdy,
    MomentEither,
    MidnightCertain,
    MidnightDmy,
    MidnightMdy,
    MidnightEither,
    Comma,
    CommaEither,
    Thousands,
    ThousandsNumber,
    ThousandsComma,
    /// A whole number behind a typographer's minus.
    Minus,
    MinusNumber,
    /// A year with the word for it: `2024 р.`.
    YearWord,
    Yes,
    No,
    Present,
    Absent,
    /// A word for "nothing" that is never an answer.
    Nothing,
    /// A word for "nothing" that is no answer either, such as a dash that the booleans do not know.
    NothingElse,
}

const HOUSE_DIGITS_MAX: usize = 4;

/// How many shapes there are.
pub(crate) const SHAPES: usize = Shape::NothingElse as usize + 1;

/// What a comma before three digits means in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CommaMeaning {
    Decimal,
    Thousands,
}

/// The fixes at hand for one field, with what its column decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fix or rule that is on or off by itself")]
pub(crate) struct Ways {
    pub(crate) dates: bool,
    pub(crate) order: Option<DateOrder>,
    /// Days at 00:00 are days without asking: a workbook's cell knows no day without a time.
    pub(crate) day_cells: bool,
    /// Days are widened to midnight.
    pub(crate) midnight: bool,
    pub(crate) serials: bool,
    pub(crate) comma: bool,
    pub(crate) comma_means: Option<CommaMeaning>,
    pub(crate) thousands: bool,
    pub(crate) minus: bool,
    /// Words behind years go.
    pub(crate) year_words: bool,
    pub(crate) booleans: bool,
    /// The schema wants a boolean, so `1`, `+`, `є` are answers.
    pub(crate) wants_boolean: bool,
}

/// The digits of the numbers of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Digits {
    pub(crate) whole: u32,
    pub(crate) scale: u32,
    /// The smallest scale of a number; `None` before there is one.
    pub(crate) scale_least: Option<u32>,
}

impl Digits {
    /// The digits of one number.
    pub(crate) const fn number(whole: u32, scale: u32) -> Self {
        Self { whole, scale, scale_least: Some(scale) }
    }

    pub(crate) fn widen(&mut self, other: Self) {
        self.whole = self.whole.max(other.whole);
        self.scale = self.scale.max(other.scale);
        self.scale_least = match (self.scale_least, other.scale_least) {
            (Some(own), Some(other)) => Some(own.min(other)),
            (own, other) => own.or(other),
        };
    }

    pub(crate) fn of(text: &str) -> Self {
        decimal(text).map_or(Self::default(), |number| Self::number(number.whole, number.scale))
    }

    /// Whether all numbers have the same number of decimals, so that `10.50` may be written back as it stood.
    pub(crate) fn has_one_scale(self) -> bool {
        self.scale_least == Some(self.scale)
    }
}

/// Looks at a value, never empty.
pub(crate) fn shape_of(value: &str) -> (Shape, Digits) {
    if starts_with_digit(value) { digit_shape(value) } else { shape_by(value, Classes::of(value)) }
}

/// Looks at a value, never empty, whose bytes are known.
pub(crate) fn shape_by(value: &str, classes: Classes) -> (Shape, Digits) {
    let first = value.as_bytes().first().copied().unwrap_or_default();
    if starts_with_digit(value) {
        return digit_shape(value);
    }
    // Dates in words may stand in quotes: «01» лютого 2024.
    if classes.has_digit() && !first.is_ascii_alphabetic() && !(0xd0..=0xd4).contains(&first) {
        return match (dated_shape(value), value.starts_with(['−', '–'])) {
            (None, true) => number_form(value).map_or((Shape::Text, Digits::default()), |form| number_shape(&form)),
            (shape, _) => (shape.unwrap_or(Shape::Text), Digits::default()),
        };
    }
    (worded_shape(value), Digits::default())
}

fn starts_with_digit(value: &str) -> bool {
    value.as_bytes().first().is_some_and(|first| first.is_ascii_digit() || *first == b'-')
}

/// The shape of a plain number, day or code of digits; `None` for all others.
fn plain_shape(value: &str) -> Option<(Shape, Digits)> {
    if let Some(number) = integer(value) {
        let whole = u32::try_from(value.trim_start_matches('-').len()).unwrap_or(u32::MAX);
        let shape = match number {
            0 | 1 if whole == 1 => Shape::Bit,
            number if is_serial(number) => Shape::Serial,
            _ => Shape::Integer,
        };
        return Some((shape, Digits::number(whole, 0)));
    }
    if let Some(number) = decimal(value) {
        return Some((Shape::Number, Digits::number(number.whole, number.scale)));
    }
    if date(value).is_some() {
        return Some((Shape::Date, Digits::default()));
    }
    let unsigned = value.strip_prefix('-').unwrap_or(value);
    let is_code = unsigned.len() > 1 && unsigned.starts_with('0') && unsigned.bytes().all(|byte| byte.is_ascii_digit());
    is_code.then(|| (Shape::ZeroLed, Digits::default()))
}

fn digit_shape(value: &str) -> (Shape, Digits) {
    if let Some(plain) = plain_shape(value) {
        return plain;
    }
    let other = moment_shape(value)
        .or_else(|| exponent(value).map(|_| Shape::Exponent))
        .or_else(|| dated_shape(value))
        .or_else(|| clock_shape(value));
    if let Some(shape) = other {
        return (shape, Digits::default());
    }
    match number_form(value) {
        Some(form) => number_shape(&form),
        None if is_house_like(value) => (Shape::HouseLike, Digits::default()),
        None => (worded_shape(value), Digits::default()),
    }
}

/// Up to four digits, then a letter or more digits behind a slash or hyphen: `212Б`, `46-а`, `36/42`, `2/4А`.
fn is_house_like(value: &str) -> bool {
    let number = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let first = number(value);
    let rest = &value[first..];
    let behind = rest.strip_prefix(['/', '-']).unwrap_or(rest);
    let second = if behind.len() < rest.len() { number(behind) } else { 0 };
    let mut letters = behind[second..].chars();
    // An O is more likely a mistyped zero.
    let has_letter = letters.next().is_some_and(|letter| letter.is_alphabetic() && !"OoОо".contains(letter));
    let is_end = letters.next().is_none();
    let sizes = 1..=HOUSE_DIGITS_MAX;
    sizes.contains(&first) && is_end && second <= HOUSE_DIGITS_MAX && (has_letter || second > 0)
}

fn moment_shape(value: &str) -> Option<Shape> {
    if is_time(value) {
        return Some(Shape::Time);
    }
    moment(value).map(|moment| match moment.has_offset {
        true => Shape::DatetimeOffset,
        false if moment.is_midnight() => Shape::Midnight,
        false if dateless_time(value).is_some() => Shape::Dateless,
        false => Shape::Datetime,
    })
}

fn clock_shape(value: &str) -> Option<Shape> {
    match time_form(value) {
        Some(_) => Some(Shape::TimeForm),
        None => is_hours(value).then_some(Shape::Hours),
    }
}

fn dated_shape(value: &str) -> Option<Shape> {
    date_form(value).map(|form| date_form_shape(&form))
}

fn date_form_shape(form: &DateForm) -> Shape {
    if form.is_midnight() {
        return match (form.is_ambiguous(), form.proves()) {
            (true, _) => Shape::MidnightEither,
            (_, Some(DateOrder::Dmy)) => Shape::MidnightDmy,
            (_, Some(DateOrder::Mdy)) => Shape::MidnightMdy,
            _ => Shape::MidnightCertain,
        };
    }
    match (form.has_clock(), form.is_ambiguous(), form.proves()) {
        (false, true, _) => Shape::DateEither,
        (false, _, Some(DateOrder::Dmy)) => Shape::DateDmy,
        (false, _, Some(DateOrder::Mdy)) => Shape::DateMdy,
        (false, ..) => Shape::DateCertain,
        (true, true, _) => Shape::MomentEither,
        (true, _, Some(DateOrder::Dmy)) => Shape::MomentDmy,
        (true, _, Some(DateOrder::Mdy)) => Shape::MomentMdy,
        (true, ..) => Shape::MomentCertain,
    }
}

fn number_shape(form: &NumberForm) -> (Shape, Digits) {
    match form {
        NumberForm::Comma(text) => (Shape::Comma, Digits::of(text)),
        NumberForm::EitherComma { .. } => (Shape::CommaEither, Digits::default()),
        NumberForm::Thousands(text) if integer(text).is_some() => (Shape::Thousands, Digits::of(text)),
        NumberForm::Thousands(text) => (Shape::ThousandsNumber, Digits::of(text)),
        NumberForm::ThousandsComma(text) => (Shape::ThousandsComma, Digits::of(text)),
        NumberForm::Minus(text) if integer(text).is_some() => (Shape::Minus, Digits::of(text)),
        NumberForm::Minus(text) => (Shape::MinusNumber, Digits::of(text)),
        NumberForm::Year(text) => (Shape::YearWord, Digits::of(text)),
    }
}

fn worded_shape(value: &str) -> Shape {
    if boolean(value).is_some() {
        return Shape::Boolean;
    }
    match (answer(value), nothing(value)) {
        (Some(Answer::Yes), _) => Shape::Yes,
        (Some(Answer::No), _) => Shape::No,
        (Some(Answer::Present), _) => Shape::Present,
        (Some(Answer::Absent), _) => Shape::Absent,
        (None, Some(Nothing::Always)) => Shape::Nothing,
        (None, Some(Nothing::UnlessAnswer | Nothing::UnlessTitle)) => Shape::NothingElse,
        (None, None) => Shape::Text,
    }
}

impl Shape {
    /// Whether a value of this shape is of a type, once the fixes at hand are done.
    pub(crate) fn reaches(self, wanted: FieldType, ways: &Ways) -> bool {
        match wanted {
            FieldType::String => true,
            FieldType::Integer => self.reaches_integer(ways),
            FieldType::Number => self.reaches_integer(ways) || self.reaches_number(ways),
            FieldType::Boolean => match self {
                Self::Boolean => true,
                Self::Yes | Self::No => ways.booleans,
                Self::Bit | Self::Present | Self::Absent => ways.booleans && ways.wants_boolean,
                _ => false,
            },
            FieldType::Date => self.reaches_date(ways),
            FieldType::Datetime => match self {
                Self::Datetime | Self::DatetimeOffset | Self::Midnight | Self::Dateless => true,
                Self::MomentCertain | Self::MidnightCertain => ways.dates,
                Self::MomentDmy | Self::MidnightDmy => ways.dates && ways.order != Some(DateOrder::Mdy),
                Self::MomentMdy | Self::MidnightMdy => ways.dates && ways.order != Some(DateOrder::Dmy),
                Self::MomentEither | Self::MidnightEither => ways.dates && ways.order.is_some(),
                _ => ways.midnight && self.reaches_date(ways),
            },
            FieldType::Time => self == Self::Time || (ways.dates && matches!(self, Self::TimeForm | Self::Dateless)),
        }
    }

    /// Whether it is a day without a time of day.
    pub(crate) fn lacks_clock(self) -> bool {
        matches!(self, Self::Date | Self::DateCertain | Self::DateDmy | Self::DateMdy | Self::DateEither | Self::Serial)
    }

    /// Whether it is a day at 00:00, in any form.
    pub(crate) fn is_midnight(self) -> bool {
        matches!(
            self,
            Self::Midnight | Self::MidnightCertain | Self::MidnightDmy | Self::MidnightMdy | Self::MidnightEither
        )
    }

    /// Whether day and month may be read either way.
    pub(crate) fn is_either_date(self) -> bool {
        matches!(self, Self::DateEither | Self::MomentEither | Self::MidnightEither)
    }

    fn reaches_integer(self, ways: &Ways) -> bool {
        match self {
            Self::Bit | Self::Integer | Self::Serial => true,
            Self::Thousands => ways.thousands,
            Self::Minus => ways.minus,
            Self::YearWord => ways.year_words,
            Self::CommaEither => ways.thousands && ways.comma_means == Some(CommaMeaning::Thousands),
            _ => false,
        }
    }

    fn reaches_number(self, ways: &Ways) -> bool {
        match self {
            Self::Number | Self::Exponent => true,
            Self::Comma => ways.comma,
            Self::CommaEither => ways.comma && ways.comma_means == Some(CommaMeaning::Decimal),
            Self::ThousandsNumber => ways.thousands,
            Self::MinusNumber => ways.minus,
            Self::ThousandsComma => ways.thousands && ways.comma,
            _ => false,
        }
    }

    fn reaches_date(self, ways: &Ways) -> bool {
        match self {
            Self::Date => true,
            Self::Midnight => ways.dates || ways.day_cells,
            Self::DateCertain | Self::MidnightCertain => ways.dates,
            Self::DateDmy | Self::MidnightDmy => ways.dates && ways.order != Some(DateOrder::Mdy),
            Self::DateMdy | Self::MidnightMdy => ways.dates && ways.order != Some(DateOrder::Dmy),
            Self::DateEither | Self::MidnightEither => ways.dates && ways.order.is_some(),
            Self::Serial => ways.serials,
            _ => false,
        }
    }
}
