//! What people are told of a kind: a short hint and a plainly invented example, for templates, standards and pages.

use tabular::Message;

/// A hint and an example of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Told {
    /// The kind.
    pub kind: &'static str,
    /// A value of the kind, invented or about everybody (Dnipro's own code, the country).
    pub example: &'static str,
    uk: &'static str,
    en: &'static str,
}

impl Told {
    /// How a value is written.
    pub fn hint(&self) -> Message {
        Message::new(self.uk, self.en)
    }
}

/// What is told of a kind.
pub fn told(kind: &str) -> Option<&'static Told> {
    ALL.iter().find(|told| told.kind == kind)
}

const fn of(kind: &'static str, example: &'static str, uk: &'static str, en: &'static str) -> Told {
    Told { kind, example, uk, en }
}

const ALL: [Told; 69] = [
    of("identifier", "1001", "Позначення, унікальне в таблиці.", "A mark, unique in the table."),
    of("title", "Приклад назви", "Назва, якою користуються люди.", "The name people use."),
    of("text", "Приклад тексту", "Речення у довільній формі.", "Sentences in free form."),
    of(
        "category",
        "приклад",
        "Слово зі списку, однакове для однакових рядків.",
        "A word of a list, the same for equal rows.",
    ),
    of("keywords", "приклад, зразок", "Слова через кому.", "Words after commas."),
    of("unit", "шт.", "Одиниця виміру, однакова в усьому полі.", "The unit of measure, the same in the whole field."),
    of("organisation-name", "Приклад установи", "Повна назва організації.", "The full name of the organisation."),
    of("address-note", "Біля входу", "Як знайти на місці.", "How to find it."),
    of("integer", "1", "Ціле число без пробілів.", "A whole number without spaces."),
    of("decimal", "1.5", "Число, дробову частину відділяє крапка.", "A number with a point before the fraction."),
    of("money", "100.50", "Лише число, без назви валюти.", "The number alone, without the currency."),
    of("boolean", "true", "true або false.", "true or false."),
    of("date", "2026-01-31", "День: рік-місяць-число.", "A day: year-month-day."),
    of("datetime", "2026-01-31T10:45", "День і час: 2026-01-31T10:45.", "Day and time: 2026-01-31T10:45."),
    of("time", "09:30", "Час доби: години:хвилини.", "Time of day: hours:minutes."),
    of("year", "2026", "Чотири цифри року.", "Four digits of the year."),
    of(
        "period",
        "2026-Q1",
        "Місяць 2026-01, квартал 2026-Q1 або дві дати через /.",
        "A month 2026-01, a quarter 2026-Q1 or two days around /.",
    ),
    of("percent", "12.5", "Від 0 до 100, без знака %.", "From 0 to 100, without the sign %."),
    of(
        "area",
        "120.5",
        "Лише число; одиниця однакова в усьому полі.",
        "The number alone; one unit in the whole field.",
    ),
    of(
        "length",
        "12.5",
        "Лише число; одиниця однакова в усьому полі.",
        "The number alone; one unit in the whole field.",
    ),
    of(
        "weight",
        "12.5",
        "Лише число; одиниця однакова в усьому полі.",
        "The number alone; one unit in the whole field.",
    ),
    of(
        "volume",
        "12.5",
        "Лише число; одиниця однакова в усьому полі.",
        "The number alone; one unit in the whole field.",
    ),
    of("power", "12.5", "Лише число, кіловати.", "The number alone, kilowatts."),
    of(
        "duration",
        "5",
        "Лише число; одиниця однакова в усьому полі.",
        "The number alone; one unit in the whole field.",
    ),
    of("quantity", "10", "Лише число, нуль або більше.", "The number alone, zero or more."),
    of("bearing", "45.5", "Градуси за годинниковою стрілкою від півночі.", "Degrees clockwise from the north."),
    of("unix-time", "1767225600", "Секунди від початку 1970 року.", "Seconds since the beginning of 1970."),
    of("age", "7", "Повних років.", "Whole years."),
    of(
        "gender",
        "9",
        "0 невідомо, 1 чоловіча, 2 жіноча, 9 не застосовно.",
        "0 unknown, 1 male, 2 female, 9 not applicable.",
    ),
    of(
        "person-name",
        "Прикладенко Зразок Іванович",
        "Прізвище, ім’я та по батькові, якщо закон дозволяє.",
        "Family and given names, where the law lets them be published.",
    ),
    of("name-part", "Прикладенко", "Одне слово, як у документі.", "One word, as in the document."),
    of(
        "phone",
        "+380560000000",
        "+380 і дев’ять цифр; кілька — через кому.",
        "+380 and nine digits; several after commas.",
    ),
    of(
        "email",
        "info@example.gov.ua",
        "Службова адреса; кілька — через кому.",
        "An office address; several after commas.",
    ),
    of(
        "url",
        "https://example.gov.ua/",
        "Починається з https://; кілька — через кому.",
        "Begins with https://; several after commas.",
    ),
    of(
        "opening-hours",
        "Пн-Пт 09:00-17:00",
        "Дні літерами, години цифрами; різні дні — через кому.",
        "Days in letters, hours in digits; different days after commas.",
    ),
    of("edrpou", "12345678", "Вісім цифр із нулями на початку.", "Eight digits, leading zeros kept."),
    of("edrpou-list", "12345678", "Коди ЄДРПОУ через кому.", "EDRPOU codes after commas."),
    of("party-id", "12345678", "Код ЄДРПОУ; код людини знеособлюють.", "EDRPOU code; a person's code is hidden."),
    of("rnokpp", "", "Код людини: не публікують.", "A person's code: never published."),
    of("iban", "UA213223130000026007233566001", "UA і 27 цифр без пробілів.", "UA and 27 digits without spaces."),
    of("currency", "UAH", "Три літери коду валюти.", "Three letters of the currency."),
    of("cpv", "45233140-2", "Вісім цифр, дефіс, контрольна цифра.", "Eight digits, a hyphen, a check digit."),
    of("kved", "84.11", "Клас: дві цифри, крапка, дві цифри.", "The class: two digits, a point, two digits."),
    of(
        "prozorro-id",
        "UA-2026-01-31-000001-a",
        "Номер закупівлі, як у Prozorro.",
        "The tender's number as in Prozorro.",
    ),
    of(
        "katottg",
        "UA12020010010037010",
        "UA і 17 цифр; для міста з районами — код району.",
        "UA and 17 digits; in a city with districts, the district's code.",
    ),
    of(
        "country",
        "Україна",
        "Назва країни або три літери її коду.",
        "Name of the country or three letters of its code.",
    ),
    of("region", "Дніпропетровська область", "Назва зі словом «область».", "The name with the word «область»."),
    of("district", "Дніпровський район", "Назва зі словом «район».", "The name with the word «район»."),
    of("community", "Дніпровська", "Назва територіальної громади.", "The name of the territorial community."),
    of("settlement", "Дніпро", "Лише назва, без «м.» чи «с.».", "The name alone, without «м.» or «с.»."),
    of("thoroughfare", "вул. Прикладна", "Тип і назва: «просп. Науки».", "Type and name: «просп. Науки»."),
    of("house-number", "15-А", "Цифри, можливо з літерою.", "Digits, perhaps with a letter."),
    of("building-part", "2", "Номер корпусу, якщо є.", "The block's number where there is one."),
    of("postcode", "49000", "П’ять цифр.", "Five digits."),
    of(
        "latitude",
        "48.467",
        "Градуси WGS 84 з крапкою, від 44 до 52.5.",
        "WGS 84 degrees with a point, from 44 to 52.5.",
    ),
    of(
        "longitude",
        "35.04",
        "Градуси WGS 84 з крапкою, від 22 до 40.3.",
        "WGS 84 degrees with a point, from 22 to 40.3.",
    ),
    of(
        "cadastral-number",
        "1210100000:01:001:0001",
        "Десять, дві, три й чотири цифри через двокрапку.",
        "Ten, two, three and four digits between colons.",
    ),
    of("land-use-code", "03.07", "Дві цифри, крапка, дві цифри.", "Two digits, a point, two digits."),
    of("building-class", "1242.1", "Чотири цифри, крапка, цифра.", "Four digits, a point, a digit."),
    of("consequence-class", "СС2", "СС1, СС2 або СС3.", "СС1, СС2 or СС3 in Cyrillic letters."),
    of("colour", "0057B7", "Шість знаків коду або слово.", "Six signs of the code, or a word."),
    of("time-zone", "Europe/Kyiv", "Назва за базою IANA.", "A name of the IANA database."),
    of("language", "uk", "Дві літери коду мови.", "Two letters of the language."),
    of(
        "file-format",
        "XLSX, CSV",
        "Великі латинські літери; кілька — через кому.",
        "Capital Latin letters; several after commas.",
    ),
    of(
        "file-name",
        "zrazok.pdf",
        "Назва файлу з розширенням, без теки.",
        "The file's name with its ending, without a folder.",
    ),
    of("document-number", "101-р", "Як у документі, без знака №.", "As in the document, without the sign №."),
    of("vehicle-plate", "AE0000AA", "Літери й цифри без пробілів.", "Letters and digits without spaces."),
    of("vin", "XXXXXXXXXXX000001", "Сімнадцять знаків латиницею.", "Seventeen Latin letters and digits."),
    of("road-index", "Т-04-16", "Літера кирилицею, дефіс, цифри.", "A Cyrillic letter, a hyphen, digits."),
];

#[cfg(test)]
mod tests {
    use tabular::Verdict;

    use super::*;

    #[test]
    fn every_kind_has_a_hint_and_an_example_of_its_own() {
        let kinds = crate::kinds();

        for kind in kinds.all() {
            let told = told(kind.id()).unwrap_or_else(|| panic!("nothing is told of {}", kind.id()));
            let is_right = told.example.is_empty() || kind.judge(told.example) == Verdict::Valid;
            assert!(is_right && !told.uk.is_empty() && !told.en.is_empty(), "{}", kind.id());
        }
        assert_eq!(kinds.all().len(), ALL.len());
    }
}
