//! The sentences of findings, in Ukrainian and English.

use super::tally::Cause;
pub(crate) use crate::message::plural;
use crate::{FieldType, FixId, Message};

/// `21 значення`, `21 value`.
pub(crate) fn values(count: u64) -> (String, String) {
    (
        format!("{count} {}", plural(count, "значення", "значення", "значень")),
        format!("{count} {}", if count == 1 { "value" } else { "values" }),
    )
}

/// `5 рядків`, `5 rows`.
pub(crate) fn rows(count: u64) -> (String, String) {
    (
        format!("{count} {}", plural(count, "рядок", "рядки", "рядків")),
        format!("{count} {}", if count == 1 { "row" } else { "rows" }),
    )
}

/// The name of a field that names a person; `title` is masked.
pub(crate) fn personal_header(title: &str) -> Message {
    Message::new(
        format!("У самій назві поля «{title}» є особисті дані. Перейменуйте поле або приберіть його."),
        format!("The name of the field “{title}” itself holds personal data. Rename the field or leave it out."),
    )
}

/// What people call a type, in the nominative.
pub(crate) fn type_name(field_type: FieldType) -> (&'static str, &'static str) {
    match field_type {
        FieldType::String => ("текст", "text"),
        FieldType::Integer => ("ціле число", "a whole number"),
        FieldType::Number => ("число", "a number"),
        FieldType::Boolean => ("true або false", "true or false"),
        FieldType::Date => ("дата", "a date"),
        FieldType::Datetime => ("дата й час", "a date and time"),
        FieldType::Time => ("час", "a time"),
    }
}

/// The stable kind and the broken rule of a finding that a fix cures.
pub(crate) fn kind_of(fix: FixId, cause: Cause) -> (&'static str, &'static str) {
    match (fix, cause) {
        (_, Cause::AmbiguousDate) => ("ambiguous-date", "type=date"),
        (_, Cause::MixedDates) => ("mixed-dates", "type=datetime"),
        (_, Cause::Time) | (FixId::Times, _) => ("time-format", "type=time"),
        (FixId::Spaces, _) => ("spaces", "text=tidy"),
        (FixId::InvisibleCharacters, _) => ("invisible-characters", "text=visible"),
        (FixId::Mojibake, _) => ("mojibake", "text=decoded"),
        (FixId::NothingWords, _) => ("nothing-word", "missing=empty"),
        (FixId::Homoglyphs, _) => ("homoglyph", "text=one-script"),
        (FixId::Dates, _) => ("date-format", "type=date"),
        (FixId::ExcelSerials, _) => ("excel-serial", "type=date"),
        (FixId::DecimalComma, _) => ("decimal-comma", "type=number"),
        (FixId::ThousandsSpaces, _) => ("thousands-spaces", "type=number"),
        (FixId::MinusSigns, _) => ("minus-sign", "type=number"),
        (FixId::Booleans, _) => ("boolean-word", "type=boolean"),
        (FixId::EdrpouZeros, _) => ("edrpou-zeros", "kind=edrpou"),
        (FixId::Phones, _) => ("phone-format", "kind=phone"),
        (FixId::Urls, _) => ("url-format", "kind=url"),
        (FixId::Emails, _) => ("email-format", "kind=email"),
        (FixId::Codes, _) => ("code-format", "kind"),
        (FixId::Coordinates, _) => ("coordinate-format", "type=number"),
        (FixId::Units, _) => ("unit-beside-number", "type=number"),
        (FixId::OpeningHours, _) => ("opening-hours-format", "kind=opening-hours"),
        (FixId::Typography, _) => ("typography", "text=one-sign"),
        (FixId::StreetRenames, _) => ("street-renamed", "street=present"),
        _ => ("value-format", "kind"),
    }
}

/// What is wrong and which fix cures it.
pub(crate) fn offered(fix: FixId, cause: Cause, title: &str, count: u64, example: Option<(&str, &str)>) -> Message {
    let (uk, en) = values(count);
    let become_ = example.map(|(before, after)| {
        (format!(" Наприклад, «{before}» стане «{after}»."), format!(" For example, “{before}” becomes “{after}”."))
    });
    let (uk_end, en_end) = become_.unwrap_or_default();
    let (uk_what, uk_fix, en_what, en_fix) = what(fix, cause);
    Message::new(
        format!("У полі «{title}» {uk} {uk_what}. {uk_fix}{uk_end}"),
        format!("In the field “{title}” {en} {en_what}. {en_fix}{en_end}"),
    )
}

#[expect(clippy::too_many_lines, reason = "a table of sentences, one arm a finding")]
fn what(fix: FixId, cause: Cause) -> (&'static str, &'static str, &'static str, &'static str) {
    match (fix, cause) {
        (_, Cause::AmbiguousDate) => (
            "можна прочитати двояко: не видно, де день, а де місяць",
            "Оберіть порядок: день/місяць/рік чи місяць/день/рік.",
            "can be read in two ways: nothing tells the day from the month",
            "Choose the order: day/month/year or month/day/year.",
        ),
        (_, Cause::MixedDates) => (
            "без часу, хоча в інших час є",
            "Застосуйте виправлення «Дати», якщо час має бути 00:00.",
            "without a time of day, while others have one",
            "Apply the fix “Dates” if midnight is meant.",
        ),
        (_, Cause::Midnight) => (
            "з часом 00:00 при кожній даті, тобто без часу",
            "Застосуйте виправлення «Дати» — лишиться сама дата.",
            "with 00:00 behind a date, which is no time of day",
            "Apply the fix “Dates”; only the date remains.",
        ),
        (_, Cause::Time) => (
            "з часом, записаним не як гг:хх:сс",
            "Застосуйте виправлення «Дати».",
            "with a time that is not written as hh:mm:ss",
            "Apply the fix “Dates”.",
        ),
        (_, Cause::AmbiguousComma) => (
            "можна прочитати двояко: кома відділяє дробову частину або тисячі",
            "Оберіть, що означає кома.",
            "can be read in two ways: the comma is decimal or parts thousands",
            "Choose what the comma means.",
        ),
        (FixId::Spaces, _) => (
            "із зайвими пробілами",
            "Застосуйте виправлення «Пробіли».",
            "with stray spaces",
            "Apply the fix “Spaces”.",
        ),
        (FixId::InvisibleCharacters, _) => (
            "з невидимими символами",
            "Застосуйте виправлення «Невидимі символи» — видимий текст не зміниться.",
            "with invisible characters",
            "Apply the fix “Invisible characters”; what one sees stays the same.",
        ),
        (FixId::Mojibake, _) => (
            "з текстом, який колись прочитали в хибному кодуванні",
            "Застосуйте виправлення «Зіпсоване кодування» — літери стануть читабельними.",
            "with text that was once read in a wrong encoding",
            "Apply the fix “Broken encoding”; the letters become readable again.",
        ),
        (FixId::NothingWords, _) => (
            "зі словом чи знаком, який означає лише, що даних немає",
            "Застосуйте виправлення «Порожні значення» — клітинки стануть порожніми.",
            "only saying that there are no data",
            "Apply the fix “Words for nothing”; the cells become empty.",
        ),
        (FixId::Homoglyphs, _) => (
            "з латинськими літерами в українських словах або навпаки",
            "Застосуйте виправлення «Схожі літери».",
            "with Latin letters inside Cyrillic words or the reverse",
            "Apply the fix “Look-alike letters”.",
        ),
        (FixId::Dates, _) => (
            "з датою, записаною не як рррр-мм-дд",
            "Застосуйте виправлення «Дати».",
            "with a date that is not written as yyyy-mm-dd",
            "Apply the fix “Dates”.",
        ),
        (FixId::ExcelSerials, _) => (
            "схоже на порядковий номер дня в Excel",
            "Застосуйте виправлення «Дати Excel», якщо це дати.",
            "like Excel's day numbers",
            "Apply the fix “Excel dates” if these are dates.",
        ),
        (FixId::DecimalComma, _) => (
            "з десятковою комою",
            "Застосуйте виправлення «Десяткова кома» — кома стане крапкою.",
            "with a decimal comma",
            "Apply the fix “Decimal comma”; the comma becomes a point.",
        ),
        (FixId::MinusSigns, _) => (
            "з друкарським мінусом, через який число лишається текстом",
            "Застосуйте виправлення «Знаки мінуса».",
            "with a typographer's minus, which keeps the number a text",
            "Apply the fix “Minus signs”.",
        ),
        (FixId::ThousandsSpaces, _) => (
            "з роздільниками між тисячами",
            "Застосуйте виправлення «Тисячі».",
            "with marks between thousands",
            "Apply the fix “Thousands”.",
        ),
        (FixId::Booleans, _) => (
            "записано словом замість true чи false",
            "Застосуйте виправлення «Так і ні».",
            "written as a word instead of true or false",
            "Apply the fix “Yes and no”.",
        ),
        (FixId::EdrpouZeros, _) => (
            "без нулів на початку коду ЄДРПОУ",
            "Застосуйте виправлення «Нулі ЄДРПОУ»: контрольна цифра підтверджує їх.",
            "without the leading zeros of a ЄДРПОУ code",
            "Apply the fix “ЄДРПОУ zeros”: the check digit proves them.",
        ),
        (FixId::Phones, _) => (
            "з телефоном не у вигляді +380…",
            "Застосуйте виправлення «Телефони».",
            "with a phone that is not written as +380…",
            "Apply the fix “Phones”.",
        ),
        _ => by_kind(fix),
    }
}

fn by_kind(fix: FixId) -> (&'static str, &'static str, &'static str, &'static str) {
    match fix {
        FixId::Urls => (
            "з вебадресою, яка не відкриється: без http:// чи https://, з пробілами або зворотними скісними рисками",
            "Застосуйте виправлення «Вебадреси».",
            "with a web address that does not open: without http:// or https://, with spaces or backslashes",
            "Apply the fix “Web addresses”.",
        ),
        FixId::Emails => (
            "з електронною адресою, на яку не напишеш",
            "Застосуйте виправлення «Електронні адреси».",
            "with an e-mail address nobody can write to",
            "Apply the fix “E-mail addresses”.",
        ),
        FixId::Codes => (
            "з кодом у чужому вигляді: пробіли, інші риски, літери іншої абетки або малі",
            "Застосуйте виправлення «Коди».",
            "with a code in another form: spaces, other dashes, letters of the other alphabet or small ones",
            "Apply the fix “Codes”.",
        ),
        FixId::Coordinates => (
            "з координатою не в десяткових градусах",
            "Застосуйте виправлення «Координати».",
            "with a coordinate that is not in decimal degrees",
            "Apply the fix “Coordinates”.",
        ),
        FixId::Units => (
            "з одиницею біля числа: грн, тис., %, р.",
            "Застосуйте виправлення «Одиниці біля чисел», якщо одиницю названо деінде, — лишиться саме число.",
            "with a unit beside the number: грн, тис., %, р.",
            "Apply the fix “Units beside numbers” if the unit is named elsewhere; only the number remains.",
        ),
        FixId::OpeningHours => (
            "з графіком роботи не у вигляді «Пн-Пт 09:00-17:00»",
            "Застосуйте виправлення «Графіки роботи».",
            "with opening hours that are not written as “Пн-Пт 09:00-17:00”",
            "Apply the fix “Opening hours”.",
        ),
        FixId::Times => (
            "з часом, у якому між годинами й хвилинами крапка або риска",
            "Застосуйте виправлення «Час».",
            "with a point or hyphen between hours and minutes",
            "Apply the fix “Times”.",
        ),
        FixId::Typography => (
            "з апострофом, лапками чи тире інакшими, ніж деінде в полі",
            "Застосуйте виправлення «Апострофи, лапки, тире».",
            "with other apostrophes, quotation marks or dashes than elsewhere in the field",
            "Apply the fix “Apostrophes, quotes, dashes”.",
        ),
        FixId::StreetRenames => (
            "з колишньою назвою вулиці",
            "Застосуйте виправлення «Перейменовані вулиці».",
            "with a former name of a street",
            "Apply the fix “Renamed streets”.",
        ),
        _ => (
            "записано в іншому вигляді",
            "Застосуйте виправлення «Вигляд значень».",
            "written in another form",
            "Apply the fix “Form of values”.",
        ),
    }
}
