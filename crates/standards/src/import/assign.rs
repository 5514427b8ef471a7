//! Which kind of value a field holds, by its name, title, description and type.

use tabular::FieldType;

use super::RawField;

/// What the words around a field speak of, in lower case.
pub(super) struct Speaks {
    name: String,
    title: String,
    text: String,
    is_part_of_name: bool,
    is_web: bool,
}

impl Speaks {
    pub(super) fn of(name: &str, title: &str, raw: &RawField, has_family_name: bool) -> Self {
        let plain = |text: &str| {
            let one = text.split_whitespace().collect::<Vec<_>>().join(" ");
            one.to_lowercase().replace(['’', 'ʼ', '`'], "'")
        };
        Self {
            name: name.to_lowercase(),
            title: plain(title),
            text: plain(&raw.description),
            is_part_of_name: has_family_name,
            // 2025 writes anyURL for XML Schema's anyURI.
            is_web: matches!(raw.datatype.as_str(), "anyURL" | "anyURI" | "uri" | "url"),
        }
    }

    fn title_has(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.title.contains(word))
    }

    fn has(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.title.contains(word) || self.text.contains(word))
    }

    fn name_has(&self, parts: &[&str]) -> bool {
        parts.iter().any(|part| self.name.contains(part))
    }

    fn name_ends(&self, parts: &[&str]) -> bool {
        parts.iter().any(|part| self.name.ends_with(part))
    }

    pub(super) fn of_currency(&self) -> bool {
        self.name_has(&["currency"]) || self.title == "валюта" || self.title == "код валюти"
    }

    pub(super) fn of_several_numbers(&self) -> bool {
        self.text.contains("значення розділяються комою") && self.text.contains("кожного")
    }

    pub(super) fn of_year(&self) -> bool {
        self.title.starts_with("рік")
            || self.text.starts_with("календарний рік")
            || self.name == "birthdate" && self.text.ends_with("2022")
    }

    pub(super) fn of_date(&self) -> bool {
        self.has(&["дат", "iso", "рррр", "термін", "строк", "завершення", "початок", "кінець"])
            || self.name_has(&["date"])
    }

    pub(super) fn of_iso_date(&self) -> bool {
        self.title.starts_with("дата") && self.text.contains("рррр-мм-дд") && !self.text.contains("розділені")
    }

    pub(super) fn of_count(&self) -> bool {
        self.name == "count" && self.title.starts_with("загальна кільк")
    }
}

/// The kind of a field: the first rule that fits.
pub(super) fn kind(speaks: &Speaks, field_type: FieldType, lawful: &[String]) -> &'static str {
    match field_type {
        FieldType::Boolean => return "boolean",
        FieldType::Date => return "date",
        FieldType::Datetime => return "datetime",
        FieldType::Time => return "time",
        FieldType::Integer | FieldType::Number => return number(speaks, field_type, lawful),
        FieldType::String => {}
    }
    None.or_else(|| place(speaks))
        .or_else(|| contact(speaks))
        .or_else(|| code(speaks))
        .or_else(|| party(speaks))
        .or_else(|| person(speaks))
        .or_else(|| (!lawful.is_empty()).then_some("category"))
        .or_else(|| word(speaks))
        .unwrap_or("text")
}

fn number(speaks: &Speaks, field_type: FieldType, lawful: &[String]) -> &'static str {
    let name = |parts: &[&str]| speaks.name_has(parts);
    let title = |words: &[&str]| speaks.title_has(words);
    let has = |words: &[&str]| speaks.has(words);
    let is_money = || {
        has(&["гривн", "грн", "без зазначення валюти"])
            || title(&["вартість", "сума", "ціна", "бюджет", "штраф", "пеня", "борг", "внесок", "плата", "збор"])
    };
    match () {
        () if speaks.name == "gender" => "gender",
        () if !lawful.is_empty() => "category",
        () if speaks.title.starts_with("кільк") || speaks.of_count() => "quantity",
        () if speaks.name_ends(&["lat"]) && title(&["широт"]) => "latitude",
        () if speaks.name_ends(&["lon"]) && title(&["довгот"]) => "longitude",
        () if speaks.of_year() || name(&["year"]) && title(&["рік"]) => "year",
        () if title(&["вік"]) && name(&["age"]) => "age",
        () if name(&["timestamp"]) => "unix-time",
        () if name(&["bearing"]) => "bearing",
        () if has(&["у відсотках", "відсот", "%"]) && !is_money() || name(&["percent"]) => "percent",
        () if is_money() => "money",
        () if title(&["площ"]) => "area",
        () if title(&["об'єм", "обсяг"]) => "volume",
        () if title(&["вага"]) => "weight",
        () if has(&["квт"]) => "power",
        () if title(&["строк", "термін", "корисне використання", "тривал", "режим роботи"]) => {
            "duration"
        }
        () if title(&["довжин", "протяжн", "висот", "відстан", "розмір по", "товщин", "одометр", "розмір тварини"]) => {
            "length"
        }
        () if title(&["кільк", "місткість", "відвідув", "голос", "відсутн", "показник", "швидк"]) => {
            "quantity"
        }
        () if field_type == FieldType::Integer => "integer",
        () => "decimal",
    }
}

fn place(speaks: &Speaks) -> Option<&'static str> {
    let ends = |parts: &[&str]| speaks.name_ends(parts);
    Some(match () {
        () if speaks.name_has(&["catuttc", "cattutc"]) => "katottg",
        () if ends(&["postcode"]) => "postcode",
        () if ends(&["adminunitl1"]) => "country",
        () if ends(&["adminunitl2"]) => "region",
        () if ends(&["adminunitl3"]) => "district",
        () if ends(&["adminunitl4"]) => "community",
        () if ends(&["postname"]) => "settlement",
        () if ends(&["thoroughfare"]) => "thoroughfare",
        () if ends(&["locatordesignator"]) => "house-number",
        () if ends(&["locatorbuilding"]) => "building-part",
        () if ends(&["locatorname", "addressdescription", "addressobjectname"]) => "address-note",
        () if speaks.name_has(&["cadastral", "parcelnumber"]) && speaks.name != "cadastralname" => {
            if speaks.has(&["номер документа"]) { "identifier" } else { "cadastral-number" }
        }
        () => return None,
    })
}

fn contact(speaks: &Speaks) -> Option<&'static str> {
    let has = |words: &[&str]| speaks.has(words);
    Some(match () {
        () if speaks.is_web || speaks.name_ends(&["url", "homepage"]) => "url",
        () if speaks.name_ends(&["email"]) => "email",
        () if speaks.name_ends(&["telephone", "phone"]) => "phone",
        () if speaks.name_has(&["hours", "schedule"]) && has(&["пн-", "пн,", "(пн"]) => "opening-hours",
        () if speaks.of_currency() => "currency",
        () if speaks.name_ends(&["timezone"]) => "time-zone",
        () if speaks.name == "language" => "language",
        () => return None,
    })
}

fn code(speaks: &Speaks) -> Option<&'static str> {
    let has = |words: &[&str]| speaks.has(words);
    let name = |parts: &[&str]| speaks.name_has(parts);
    Some(match () {
        () if speaks.name != "uid" && has(&["ua-2019-01-01-001111"]) => "prozorro-id",
        () if name(&["kvtspzclassid"]) => "land-use-code",
        () if name(&["dk018classid"]) => "building-class",
        () if speaks.name == "roadid" => "road-index",
        () if speaks.name == "objectclass" => "consequence-class",
        () if has(&["кодами кольорів", "код кольору"]) => "colour",
        () if speaks.name_ends(&["vin"]) => "vin",
        () if name(&["vehiclenumber", "carnumber", "carnum"]) || speaks.title == "номерний знак" => {
            "vehicle-plate"
        }
        () if speaks.name == "distributionformat" => "file-format",
        () if speaks.name_ends(&["filename"]) => "file-name",
        () if speaks.name_ends(&["text"]) && has(&["назва файлу", "назву файлу"]) => "file-name",
        () if speaks.name == "keywords" => "keywords",
        () => return None,
    })
}

fn party(speaks: &Speaks) -> Option<&'static str> {
    let is_code = speaks.name_ends(&["id", "code", "identifier"]) || speaks.title.contains("єдрпоу");
    // Some annexes let publishers choose their own marks after naming the code.
    let is_free = speaks.has(&["власні ідентифікатори", "системні коди"]) || speaks.text.contains("-01");
    if !is_code || !speaks.has(&["єдрпоу", "код єдр"]) || is_free || speaks.name == "uid" {
        return None;
    }
    let people =
        ["рнокпп", "облікової картки", "знеособл", "фізична особа", "фізичної особи", "або інший", "нерезидент"];
    Some(match () {
        () if speaks.has(&people) => "party-id",
        () if speaks.has(&["(коди)", "коди єдрпоу", "кілька", "декільк", "розділити", "розділяються", "відділяти"]) => {
            "edrpou-list"
        }
        () => "edrpou",
    })
}

fn person(speaks: &Speaks) -> Option<&'static str> {
    let is_organisation = speaks.title_has(&["назва", "найменування", "підрозділ", "орган"]);
    Some(match () {
        () if speaks.name_ends(&["familyname", "additionalname", "givenname"]) => "name-part",
        () if speaks.title_has(&["піб", "прізвище, ім'я"]) && !is_organisation => "person-name",
        () if speaks.title.starts_with("ім'я") && !is_organisation => {
            if speaks.is_part_of_name && speaks.title == "ім'я" { "name-part" } else { "person-name" }
        }
        () => return None,
    })
}

/// Stems of words for organisations and people.
const ORGANISATIONS: [&str; 26] = [
    "орган",
    "установ",
    "підрозділ",
    "організац",
    "розпорядник",
    "видавник",
    "власник",
    "замовник",
    "виконав",
    "користувач",
    "утримувач",
    "оператор",
    "перевізник",
    "постачальник",
    "заявник",
    "розповсюджувач",
    "юридичн",
    "закладу",
    "забудовник",
    "інвестор",
    "автор",
    "реципієнт",
    "отримувач",
    "суб'єкт",
    "структур",
    "особа",
];

fn word(speaks: &Speaks) -> Option<&'static str> {
    let ends = |parts: &[&str]| speaks.name_ends(parts);
    let title = |words: &[&str]| speaks.title_has(words);
    let is_numbered = ends(&["number", "num"]) || title(&["номер"]);
    Some(match () {
        () if ends(&["unitname"]) && title(&["одиниц"]) => "unit",
        () if is_numbered
            && title(&["серійн", "інвента", "бортов", "пункт", "лічильник", "порядков", "маршрут", "індивідуальн"]) =>
        {
            "identifier"
        }
        () if ends(&["uid"]) => "identifier",
        () if is_numbered => "document-number",
        () if ends(&["uid", "id", "identifier", "code"]) || title(&["ідентифікатор"]) => "identifier",
        () if ends(&[
            "type",
            "status",
            "kind",
            "condition",
            "result",
            "category",
            "form",
            "class",
            "frequency",
            "periodicity",
        ]) =>
        {
            "category"
        }
        () if title(&["стан ", "статус", "категорія", "тип ", "вид ", "скасування", "посада"])
            || speaks.title == "тип" =>
        {
            "category"
        }
        () if ends(&["description", "note", "purpose", "reason", "text"]) => "text",
        () if ends(&["name", "title"]) && ORGANISATIONS.iter().any(|word| speaks.title.contains(word)) => {
            "organisation-name"
        }
        () if ends(&["name", "title", "label", "model", "brand"])
            || title(&["назва", "найменування", "модель", "марка"]) =>
        {
            "title"
        }
        () => return None,
    })
}

/// English titles of what many tables share; other names are English already.
const ENGLISH: [(&str, &str); 26] = [
    ("uid", "Identifier"),
    ("id", "Identifier"),
    ("catuttc", "KATOTTH code"),
    ("addresspostcode", "Postcode"),
    ("addressadminunitl1", "Country"),
    ("addressadminunitl2", "Region"),
    ("addressadminunitl3", "District"),
    ("addressadminunitl4", "Territorial community"),
    ("addresspostname", "Settlement"),
    ("addressthoroughfare", "Street"),
    ("addresslocatordesignator", "Building number"),
    ("addresslocatorbuilding", "Block number"),
    ("addresslocatorname", "Name of the building or its part"),
    ("addressdescription", "Location note"),
    ("lat", "Latitude"),
    ("lon", "Longitude"),
    ("url", "Link"),
    ("ocid", "Prozorro number"),
    ("currencycode", "Currency"),
    ("kvtspzclassid", "Land use code"),
    ("kvtspzclassdescription", "Land use"),
    ("dk018classid", "Building class code"),
    ("dk018classdescription", "Building class"),
    ("contactpointtelephone", "Telephone"),
    ("contactpointemail", "E-mail"),
    ("contactpointname", "Contact"),
];

/// The English title: the source's, a usual one, or the name's own words.
pub(super) fn english(name: &str, given: Option<&str>) -> String {
    if let Some(given) = given {
        return given.to_owned();
    }
    let lower = name.to_lowercase();
    if let Some((_, usual)) = ENGLISH.iter().find(|(known, _)| *known == lower) {
        return (*usual).to_owned();
    }
    let mut words = String::new();
    let mut before = ' ';
    for sign in name.chars() {
        if sign.is_uppercase() && (before.is_lowercase() || before.is_ascii_digit()) || sign == '_' {
            words.push(' ');
        }
        if sign != '_' {
            // Abbreviations keep their capitals.
            if sign.is_uppercase() && before.is_lowercase() {
                words.extend(sign.to_lowercase());
            } else {
                words.push(sign);
            }
        }
        before = sign;
    }
    let words = words.trim().to_owned();
    let mut letters = words.chars();
    letters.next().map_or(words.clone(), |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind_of(name: &str, title: &str, description: &str, field_type: FieldType) -> &'static str {
        let raw = RawField { description: description.to_owned(), ..RawField::default() };
        kind(&Speaks::of(name, title, &raw, false), field_type, &[])
    }

    #[test]
    fn a_kind_follows_from_name_title_and_type() {
        let text = FieldType::String;

        assert_eq!(kind_of("captureCATUTTC", "Код КАТОТТГ", "", text), "katottg");
        assert_eq!(kind_of("operatorId", "Ідентифікатор оператора", "Код ЄДРПОУ оператора", text), "edrpou");
        assert_eq!(kind_of("ownerId", "Ідентифікатор власника", "Код ЄДРПОУ. РНОКПП знеособлюється", text), "party-id");
        assert_eq!(kind_of("headName", "Ім’я керівника", "", text), "person-name");
        assert_eq!(kind_of("applicantName", "Ім'я або назва заявника", "", text), "organisation-name");
        assert_eq!(kind_of("decisionText", "Текст", "Вказується назва файлу із текстовим вмістом", text), "file-name");
        assert_eq!(kind_of("price", "Вартість", "у гривнях", FieldType::Number), "money");
        assert_eq!(kind_of("lat", "Географічна широта", "", FieldType::Number), "latitude");
        assert_eq!(kind_of("cansCount", "Кількість контейнерів", "", FieldType::Integer), "quantity");
    }

    #[test]
    fn an_official_name_is_english_already() {
        assert_eq!(english("balanceHolderName", None), "Balance holder name");
        assert_eq!(english("CATUTTC", None), "KATOTTH code");
        assert_eq!(english("SFRDSum", None), "SFRDSum");
        assert_eq!(english("title", Some("Given")), "Given");
    }
}
