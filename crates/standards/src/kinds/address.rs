//! Parts of an address: country, region, district, community, settlement, street, house, block.

use tabular::{FieldType, Safety, Verdict};

use super::{Kind, mended, valid_if};
use crate::hint::Hint;

pub(super) const KINDS: [Kind; 8] = [
    part("country", "країна", "country", country),
    part("region", "область", "region", region),
    part("district", "район", "district", district),
    part("community", "територіальна громада", "territorial community", community),
    part("settlement", "населений пункт", "settlement", settlement),
    part("thoroughfare", "вулиця з типом", "street with its type", thoroughfare),
    part("house-number", "номер будівлі", "house number", house_number),
    part("building-part", "номер корпусу", "block of a building", building_part),
];

const fn part(id: &'static str, uk: &'static str, en: &'static str, judge: fn(&str) -> Verdict<'_>) -> Kind {
    Kind { id, uk, en, field_type: FieldType::String, hint: Hint::NONE, needs_hint: true, judge }
}

/// Regions by the adjective before «область».
const OBLASTS: [&str; 24] = [
    "Вінницька",
    "Волинська",
    "Дніпропетровська",
    "Донецька",
    "Житомирська",
    "Закарпатська",
    "Запорізька",
    "Івано-Франківська",
    "Київська",
    "Кіровоградська",
    "Луганська",
    "Львівська",
    "Миколаївська",
    "Одеська",
    "Полтавська",
    "Рівненська",
    "Сумська",
    "Тернопільська",
    "Харківська",
    "Херсонська",
    "Хмельницька",
    "Черкаська",
    "Чернівецька",
    "Чернігівська",
];
/// Regions that are no oblast, with other ways of writing them.
const OTHER_REGIONS: [(&str, &[&str]); 3] = [
    ("Автономна Республіка Крим", &["АР Крим", "АРК", "Крим"]),
    ("місто Київ", &["Київ", "м. Київ", "м.Київ"]),
    ("місто Севастополь", &["Севастополь", "м. Севастополь", "м.Севастополь"]),
];
/// Characters of a name; more is a sentence.
const NAME_CHARACTERS_MAX: usize = 120;
/// Characters of a house number.
const NUMBER_CHARACTERS_MAX: usize = 30;

fn country(value: &str) -> Verdict<'_> {
    match value.to_lowercase().as_str() {
        // Some annexes ask for the code of ISO 3166 instead.
        _ if value == "Україна" || has_country_code(value) => Verdict::Valid,
        "україна" | "ukraine" | "украина" | "ua" => mended("Україна".to_owned(), Safety::Safe),
        _ => Verdict::Invalid,
    }
}

fn has_country_code(value: &str) -> bool {
    value.len() == 3 && value.bytes().all(|byte| byte.is_ascii_uppercase())
}

fn region(value: &str) -> Verdict<'_> {
    if let Some((own, _)) = OTHER_REGIONS.iter().find(|(own, others)| *own == value || others.contains(&value)) {
        // The cities are written both ways in lawful texts.
        return if *own == value || value.starts_with("м. ") || !value.contains('.') && value.starts_with(['К', 'С'])
        {
            Verdict::Valid
        } else {
            mended((*own).to_owned(), Safety::Safe)
        };
    }
    let lower = value.to_lowercase();
    let name = lower.trim_end_matches('.').trim_end();
    let name = ["область", "обл"].iter().find_map(|word| name.strip_suffix(word)).unwrap_or(name).trim();
    match OBLASTS.iter().find(|oblast| oblast.to_lowercase() == name) {
        Some(oblast) => {
            let own = format!("{oblast} область");
            if own == value.trim() { Verdict::Valid } else { mended(own, Safety::Safe) }
        }
        None => Verdict::Invalid,
    }
}

fn district(value: &str) -> Verdict<'_> {
    if !is_name(value) {
        return Verdict::Invalid;
    }
    let name = value.trim_end_matches('.');
    match name.strip_suffix("р-н").or_else(|| name.strip_suffix("р-он")) {
        Some(name) => mended(format!("{} район", name.trim()), Safety::Safe),
        None if ["ський", "цький", "зький"].iter().any(|end| value.ends_with(end)) && !value.contains(' ') => {
            mended(format!("{value} район"), Safety::Suggestion)
        }
        None => Verdict::Valid,
    }
}

/// The annexes write the bare adjective, `Згурівська`; real registers add what it is, and both are understood.
fn community(value: &str) -> Verdict<'_> {
    valid_if(is_name(value))
}

fn settlement(value: &str) -> Verdict<'_> {
    const WORDS: [&str; 11] = ["смт.", "смт", "сел.", "с-ще", "селище", "село", "місто", "м.", "с.", "х.", "сщ."];
    if !is_name(value) {
        return Verdict::Invalid;
    }
    let bare = WORDS.iter().find_map(|word| {
        let rest = value.strip_prefix(word)?;
        let is_apart = word.ends_with('.') || rest.starts_with([' ', '\u{a0}']);
        is_apart.then(|| rest.trim_start())
    });
    match bare {
        // Its type stands in the codifier's code, yet somebody wrote it on purpose.
        Some(name) if name.starts_with(char::is_uppercase) && !is_typed(name) => {
            mended(name.to_owned(), Safety::Suggestion)
        }
        _ => Verdict::Valid,
    }
}

fn is_typed(name: &str) -> bool {
    matches!(settlement(name), Verdict::Fixable { .. })
}

/// Words for kinds of streets and what stands for one, whole or shortened.
const STREET_WORDS: [&str; 62] = [
    "вул",
    "вулиця",
    "просп",
    "проспект",
    "пр",
    "пр-т",
    "пр-кт",
    "пров",
    "провулок",
    "провул",
    "бул",
    "бульвар",
    "б-р",
    "бульв",
    "пл",
    "площа",
    "наб",
    "набережна",
    "м-р",
    "мкр",
    "мкрн",
    "мікрорайон",
    "ж",
    "м",
    "масив",
    "шосе",
    "узвіз",
    "проїзд",
    "алея",
    "тупик",
    "майдан",
    "дорога",
    "автодорога",
    "траса",
    "лінія",
    "в'їзд",
    "заїзд",
    "спуск",
    "квартал",
    "кв",
    "станція",
    "роз'їзд",
    "парк",
    "сквер",
    "урочище",
    "хутір",
    "острів",
    "шлях",
    "садиба",
    "ст",
    "сот",
    "км",
    "з'їзд",
    "тракт",
    "містечко",
    "прохід",
    "дачна",
    "кільце",
    "естакада",
    "міст",
    "завулок",
    "просіка",
];

fn thoroughfare(value: &str) -> Verdict<'_> {
    if !value.chars().any(char::is_alphabetic) || value.chars().count() > NAME_CHARACTERS_MAX {
        return Verdict::Invalid;
    }
    // «Чорновола В., просп.»: the type belongs in front.
    if let Some((name, street)) = value.rsplit_once(',') {
        let street = street.trim();
        if is_street_word(street) && !words(name).any(|word| is_street_word(&word)) {
            return mended(format!("{street} {}", name.trim()), Safety::Suggestion);
        }
    }
    valid_if(words(value).any(|word| is_street_word(&word)))
}

fn words(text: &str) -> impl Iterator<Item = String> {
    let parts =
        text.split(|sign: char| sign.is_whitespace() || matches!(sign, '.' | ',' | '/' | '«' | '»' | '"' | '(' | ')'));
    parts.filter(|word| !word.is_empty()).map(|word| word.to_lowercase().replace(['’', 'ʼ', '`'], "'"))
}

fn is_street_word(word: &str) -> bool {
    let word = word.trim_end_matches('.').to_lowercase().replace(['’', 'ʼ', '`'], "'");
    STREET_WORDS.contains(&word.as_str())
}

fn house_number(value: &str) -> Verdict<'_> {
    let lower = value.to_lowercase();
    for prefix in ["будинок", "буд.", "буд", "б.", "№", "д."] {
        if let Some(rest) = lower.strip_prefix(prefix) {
            let own = value.get(value.len() - rest.len()..).map(|own| own.trim_start_matches(['.', ' ', '№']));
            return match own {
                Some(own) if is_house_number(own) => mended(own.to_owned(), Safety::Safe),
                _ => Verdict::Invalid,
            };
        }
    }
    valid_if(is_house_number(value) || matches!(lower.as_str(), "б/н" | "б\\н"))
}

/// `15`, `15-А`, `12/3`, `5 корпус 2`; never a day that a spreadsheet made of `12/5`.
fn is_house_number(value: &str) -> bool {
    let is_day = value.len() >= 8 && tabular::value::fits(value.get(..10).unwrap_or(value), FieldType::Date);
    value.starts_with(|sign: char| sign.is_ascii_digit() || sign.is_uppercase())
        && value.bytes().any(|byte| byte.is_ascii_digit())
        && value.chars().count() <= NUMBER_CHARACTERS_MAX
        && !is_day
}

fn building_part(value: &str) -> Verdict<'_> {
    let lower = value.to_lowercase();
    for prefix in ["корпус", "корп.", "корп", "к."] {
        if let Some(rest) = lower.strip_prefix(prefix) {
            let own = value.get(value.len() - rest.len()..).map(|own| own.trim_start_matches(['.', ' ', '№']));
            return match own.filter(|own| !own.is_empty()) {
                Some(own) => mended(own.to_owned(), Safety::Safe),
                None => Verdict::Invalid,
            };
        }
    }
    valid_if(value.chars().count() <= NUMBER_CHARACTERS_MAX)
}

/// A proper name: begins with a letter, holds no sentence.
fn is_name(value: &str) -> bool {
    value.starts_with(char::is_alphabetic) && value.chars().count() <= NAME_CHARACTERS_MAX
}

#[cfg(test)]
mod tests {
    use tabular::FixId;

    use super::*;

    fn fixed(verdict: Verdict<'_>) -> (String, Safety) {
        match verdict {
            Verdict::Fixable { value, fix: FixId::KindForm, safety } => (value.into_owned(), safety),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_region_is_named_in_full() {
        assert_eq!(region("Дніпропетровська область"), Verdict::Valid);
        assert_eq!(region("Автономна Республіка Крим"), Verdict::Valid);
        assert_eq!(region("м. Київ"), Verdict::Valid);
        assert_eq!(fixed(region("Дніпропетровська обл.")), ("Дніпропетровська область".to_owned(), Safety::Safe));
        assert_eq!(fixed(region("полтавська")), ("Полтавська область".to_owned(), Safety::Safe));
        assert_eq!(region("Дніпро"), Verdict::Invalid);
    }

    #[test]
    fn a_country_has_one_name_or_its_code() {
        assert_eq!(country("Україна"), Verdict::Valid);
        assert_eq!(country("UKR"), Verdict::Valid);
        assert_eq!(fixed(country("УКРАЇНА")).0, "Україна");
        assert_eq!(country("Дніпро"), Verdict::Invalid);
    }

    #[test]
    fn a_district_says_that_it_is_one() {
        assert_eq!(district("Броварський район"), Verdict::Valid);
        assert_eq!(fixed(district("Броварський р-н")), ("Броварський район".to_owned(), Safety::Safe));
        assert_eq!(fixed(district("Броварський")), ("Броварський район".to_owned(), Safety::Suggestion));
        assert_eq!(district("12"), Verdict::Invalid);
    }

    #[test]
    fn a_settlement_stands_without_its_type() {
        assert_eq!(settlement("Дніпро"), Verdict::Valid);
        assert_eq!(settlement("Селидове"), Verdict::Valid);
        assert_eq!(fixed(settlement("м. Дніпро")), ("Дніпро".to_owned(), Safety::Suggestion));
        assert_eq!(fixed(settlement("смт Слобожанське")), ("Слобожанське".to_owned(), Safety::Suggestion));
        assert_eq!(settlement("49000"), Verdict::Invalid);
    }

    #[test]
    fn a_street_has_its_type_in_front() {
        assert_eq!(thoroughfare("вул. Харківська"), Verdict::Valid);
        assert_eq!(thoroughfare("Запорізьке шосе"), Verdict::Valid);
        assert_eq!(thoroughfare("ж/м Тополя-3"), Verdict::Valid);
        assert_eq!(fixed(thoroughfare("Чорновола В., просп.")), ("просп. Чорновола В.".to_owned(), Safety::Suggestion));
        assert_eq!(thoroughfare("Харківська"), Verdict::Invalid);
        assert_eq!(thoroughfare("15"), Verdict::Invalid);
    }

    #[test]
    fn a_house_number_is_bare() {
        assert_eq!(house_number("15-А"), Verdict::Valid);
        assert_eq!(house_number("12/3"), Verdict::Valid);
        assert_eq!(house_number("б/н"), Verdict::Valid);
        assert_eq!(fixed(house_number("буд. № 15-А")), ("15-А".to_owned(), Safety::Safe));
        assert_eq!(house_number("2024-05-12"), Verdict::Invalid);
        assert_eq!(house_number("парк"), Verdict::Invalid);
    }

    #[test]
    fn a_block_is_bare() {
        assert_eq!(building_part("3"), Verdict::Valid);
        assert_eq!(fixed(building_part("корп. 3")).0, "3");
        assert_eq!(building_part("корпус"), Verdict::Invalid);
    }
}
