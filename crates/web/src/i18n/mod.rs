//! The portal's texts in Ukrainian and English. Sentences live in `locales/`, one file per noun; numbers and dates are written here.

mod format;
mod locales;

use catalog::{Language, Text};
use fluent_bundle::{FluentArgs, FluentValue};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use tabular::Message;

pub use format::format_number;
pub(crate) use format::order;
pub use locales::keys_of;

/// Speaks one language. Cheap to copy, handed to every template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Translator {
    language: Language,
}

impl Translator {
    /// Speaks `language`.
    pub fn new(language: Language) -> Self {
        Self { language }
    }

    /// The language it speaks.
    pub fn language(self) -> Language {
        self.language
    }

    /// The sentence of that key; the key itself where there is none, which a test forbids.
    pub fn get(self, key: &str) -> String {
        self.say(key, &FluentArgs::new())
    }

    /// The sentence of that key, where there is one: for keys made of what other crates name.
    pub fn find(self, key: &str) -> Option<String> {
        locales::has(self.language, key).then(|| self.get(key))
    }

    /// The sentence of a key with one argument.
    pub fn with(self, key: &str, name: &str, value: impl AsRef<str>) -> String {
        self.with_all(key, &[(name, value.as_ref())])
    }

    /// The sentence of a key with two arguments.
    pub fn with_two(self, key: &str, first: (&str, impl AsRef<str>), second: (&str, impl AsRef<str>)) -> String {
        let ((first_name, first), (second_name, second)) = (first, second);
        self.with_all(key, &[(first_name, first.as_ref()), (second_name, second.as_ref())])
    }

    /// The sentence of a key with text arguments.
    pub fn with_all(self, key: &str, args: &[(&str, &str)]) -> String {
        let mut fluent = FluentArgs::new();
        for (name, value) in args {
            fluent.set((*name).to_owned(), FluentValue::from((*value).to_owned()));
        }
        self.say(key, &fluent)
    }

    /// The sentence of a key that counts: `$count` chooses the plural, `$number` is the count as people write it.
    pub fn count(self, key: &str, count: impl Into<u64>) -> String {
        self.count_with(key, count, &[])
    }

    /// The sentence of a key that counts, with further text arguments.
    pub fn count_with(self, key: &str, count: impl Into<u64>, args: &[(&str, &str)]) -> String {
        let count = count.into();
        let mut fluent = FluentArgs::new();
        fluent.set("count", plural_operand(count));
        fluent.set("number", self.number(count));
        for (name, value) in args {
            fluent.set((*name).to_owned(), FluentValue::from((*value).to_owned()));
        }
        self.say(key, &fluent)
    }

    /// A text of the catalog in this language.
    pub fn text(self, text: &Text) -> &str {
        text.get(self.language)
    }

    /// A sentence of the table engine in this language.
    pub fn message(self, message: &Message) -> &str {
        match self.language {
            Language::Uk => &message.uk,
            Language::En => &message.en,
        }
    }

    /// The `lang` attribute a text of the catalog needs where it is not in the page's language.
    pub fn lang_of(self, text: &Text) -> Option<&'static str> {
        let answered = text.language_of(self.language);
        (answered != self.language).then(|| answered.code())
    }

    /// A whole number with the language's thousands separator.
    pub fn number(self, number: impl Into<u64>) -> String {
        format::whole_number(number.into(), self.language)
    }

    /// A day: «1 листопада 2026 р.», “1 November 2026”.
    pub fn date(self, date: &Date) -> String {
        format::date(*date, self.language)
    }

    /// The local day of an instant.
    pub fn day(self, at: &Timestamp, time_zone: &TimeZone) -> String {
        format::date(at.to_zoned(time_zone.clone()).date(), self.language)
    }

    /// The local day and minute of an instant.
    pub fn moment(self, at: &Timestamp, time_zone: &TimeZone) -> String {
        format::moment(&at.to_zoned(time_zone.clone()), self.language)
    }

    /// How many whole days ago an instant's local day was: «сьогодні», «3 дні тому».
    pub fn days_ago(self, at: &Timestamp, now: &Timestamp, time_zone: &TimeZone) -> String {
        let day = |at: &Timestamp| at.to_zoned(time_zone.clone()).date();
        match day(at).until(day(now)).map_or(0, |span| span.get_days()) {
            ..=0 => self.get("time-today"),
            1 => self.get("time-yesterday"),
            days @ 2..=60 => self.count("time-days-ago", days.unsigned_abs()),
            days @ 61..=730 => self.count("time-months-ago", days.unsigned_abs() / 30),
            days => self.count("time-years-ago", days.unsigned_abs() / 365),
        }
    }

    /// A file's size: «1,2 МБ», “1.2 MB”.
    pub fn size(self, bytes: impl Into<u64>) -> String {
        format::size(bytes.into(), self.language)
    }

    fn say(self, key: &str, args: &FluentArgs<'_>) -> String {
        locales::say(self.language, key, args)
    }
}

/// Fluent counts in `f64`; beyond its exact integers only the last two digits decide a plural anyway.
fn plural_operand(count: u64) -> FluentValue<'static> {
    const EXACT: u64 = 1 << 52;
    let operand = if count < EXACT { count } else { EXACT + count % 100 - EXACT % 100 };
    FluentValue::from(operand)
}
