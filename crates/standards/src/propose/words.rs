//! Headers as words: scripts, joined words, endings, synonyms.

use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher},
    sync::LazyLock,
};

/// Letters of a stem; endings of Ukrainian words differ behind it.
const STEM_LETTERS: usize = 5;
/// Words of a header that are looked at.
const WORDS_MAX: usize = 16;

/// Words that say nothing of a field.
const EMPTY: [&str; 16] =
    ["та", "або", "і", "й", "про", "на", "у", "в", "за", "до", "для", "який", "яка", "of", "the", "по"];

/// Ways of saying the same. The first word of each group stands for it.
const SYNONYMS: [&[&str]; 31] = [
    &["lat", "latitude", "широта", "географічна широта", "shyrota", "широта y", "y", "координата y"],
    &["lon", "lng", "long", "longitude", "довгота", "географічна довгота", "dovhota", "координата x", "x"],
    &["uid", "id", "uuid", "ідентифікатор", "№", "n", "№ з/п", "№ п/п", "номер з/п", "номер п/п", "код запису"],
    &["name", "title", "назва", "найменування", "nazva", "назва об'єкта", "найменування об'єкта"],
    &["catuttc", "катоттг", "код катоттг", "katottg", "katotth", "code katottg"],
    &["addresspostcode", "postcode", "поштовий індекс", "індекс", "zip", "postalcode"],
    &["addressadminunitl1", "країна", "country"],
    &["addressadminunitl2", "регіон", "область", "region", "oblast"],
    &["addressadminunitl3", "район", "district", "raion", "rayon"],
    &["addressadminunitl4", "територіальна громада", "громада", "тг", "отг", "community", "hromada"],
    &["addresspostname", "населений пункт", "місто", "city", "settlement", "назва населеного пункту"],
    &["addressthoroughfare", "вулиця", "вулиця або аналог", "street", "vulytsia", "адреса", "адреса вулиця"],
    &[
        "addresslocatordesignator",
        "номер будівлі",
        "номер будинку",
        "будинок",
        "№ будинку",
        "house",
        "housenumber",
        "building number",
    ],
    &["addresslocatorbuilding", "номер корпусу", "корпус"],
    &[
        "addressdescription",
        "опис розміщення",
        "розміщення",
        "місце розташування",
        "місцезнаходження",
        "місце розміщення",
        "локація",
    ],
    &["type", "тип", "вид"],
    &["status", "статус", "стан"],
    &["description", "опис", "примітка", "примітки", "коментар", "note", "notes"],
    &["url", "посилання", "link", "адреса сторінки", "гіперпосилання"],
    &["area", "площа", "ploshcha", "площа, кв. м", "площа м2", "загальна площа"],
    &["currencycode", "валюта", "currency", "код валюти"],
    &[
        "openinghours",
        "графік роботи",
        "режим роботи",
        "години роботи",
        "opening hours",
        "working hours",
        "working_hours",
        "час роботи",
    ],
    &["contactpointtelephone", "телефон", "номер телефону", "phone", "telephone", "tel"],
    &["contactpointemail", "електронна пошта", "e-mail", "email", "адреса електронної пошти", "пошта"],
    &["balanceholdername", "балансоутримувач", "назва балансоутримувача", "утримувач"],
    &["balanceholderid", "єдрпоу балансоутримувача", "код єдрпоу балансоутримувача"],
    &["lotquantity", "кількість місць", "місць", "кількість паркомісць", "places"],
    &["operatorname", "оператор", "назва оператора", "operator"],
    &["quantity", "кількість", "quantity", "к-сть", "кіл-ть"],
    &["capacity", "місткість", "вміщує осіб", "кількість осіб"],
    &["year", "рік", "yearmade", "рік випуску"],
];

/// The group of each way of saying something.
static GROUPS: LazyLock<HashMap<&str, usize>> = LazyLock::new(|| {
    SYNONYMS.iter().enumerate().flat_map(|(group, words)| words.iter().map(move |word| (*word, group))).collect()
});

/// A header reduced to what can be compared fast: a table is compared with two thousand fields.
#[derive(Debug, Clone, Default)]
pub(super) struct Header {
    /// Letters and digits in lower case, nothing between.
    pub(super) plain: String,
    /// The same in Latin letters.
    latin: String,
    /// The group of synonyms it belongs to.
    pub(super) concept: Option<usize>,
    /// Stems of its words, in order and each once; Ukrainian ones transliterated, so that both scripts meet.
    stems: Vec<u64>,
}

impl Header {
    pub(super) fn of(text: &str) -> Self {
        let lower = text.trim().to_lowercase().replace(['’', 'ʼ', '`'], "'");
        let concept = GROUPS.get(lower.as_str()).copied();
        let plain: String = lower.chars().filter(|sign| sign.is_alphanumeric()).collect();
        Self { latin: latin(&plain), plain, concept, stems: stems(text) }
    }

    /// How many of the words are common, from 0 to 1.
    pub(super) fn overlap(&self, other: &Self) -> f64 {
        let common = self.stems.iter().filter(|stem| other.stems.contains(stem)).count();
        let all = self.stems.len() + other.stems.len() - common;
        if common == 0 { 0.0 } else { ratio(common, all) }
    }

    /// The same letters once Ukrainian is written in Latin.
    pub(super) fn sounds_like(&self, other: &Self) -> bool {
        self.latin.len() > 2 && self.latin == other.latin
    }
}

fn stems(text: &str) -> Vec<u64> {
    let mut words = vec![String::new()];
    let mut before_is_lower = false;
    for sign in text.chars() {
        let is_letter = sign.is_alphanumeric() || matches!(sign, '\'' | '’' | 'ʼ');
        if !is_letter || (before_is_lower && sign.is_uppercase()) {
            words.push(String::new());
        }
        if sign.is_alphanumeric() {
            words.last_mut().expect("starts with one word").extend(sign.to_lowercase());
        }
        before_is_lower = sign.is_lowercase();
    }
    words.retain(|word| !word.is_empty() && !EMPTY.contains(&word.as_str()));
    words.truncate(WORDS_MAX);
    let mut stems: Vec<u64> = words.iter().map(|word| stem(word)).collect();
    stems.sort_unstable();
    stems.dedup();
    stems
}

fn stem(word: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    let latin = latin(word);
    let end = latin.char_indices().nth(STEM_LETTERS).map_or(latin.len(), |(end, _)| end);
    latin[..end].hash(&mut hasher);
    hasher.finish()
}

/// Ukrainian in Latin letters (resolution 55 of 2010, without its rules for the beginning of words).
pub(super) fn latin(word: &str) -> String {
    let mut latin = String::with_capacity(word.len());
    for letter in word.chars() {
        let own = match letter {
            'а' => "a",
            'б' => "b",
            'в' => "v",
            'г' => "h",
            'ґ' => "g",
            'д' => "d",
            'е' => "e",
            'є' => "ie",
            'ж' => "zh",
            'з' => "z",
            'и' => "y",
            'і' | 'ї' | 'й' => "i",
            'к' => "k",
            'л' => "l",
            'м' => "m",
            'н' => "n",
            'о' => "o",
            'п' => "p",
            'р' => "r",
            'с' => "s",
            'т' => "t",
            'у' => "u",
            'ф' => "f",
            'х' => "kh",
            'ц' => "ts",
            'ч' => "ch",
            'ш' => "sh",
            'щ' => "shch",
            'ю' => "iu",
            'я' => "ia",
            'ь' | '\'' => "",
            other => {
                latin.push(other);
                continue;
            }
        };
        latin.push_str(own);
    }
    latin
}

/// Share of small counts.
#[expect(clippy::cast_precision_loss, reason = "counts of words and fields")]
pub(super) fn ratio(part: usize, whole: usize) -> f64 {
    part as f64 / whole as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_meet_across_scripts_and_spellings() {
        assert!(Header::of("Nazva").sounds_like(&Header::of("Назва")));
        assert_eq!(Header::of("Широта").concept, Header::of("lat").concept);
        assert_eq!(Header::of("Адреса електронної пошти").concept, Header::of("E-mail").concept);
        assert!(Header::of("Назва балансоутримувача").overlap(&Header::of("Балансоутримувач (назва)")) > 0.9);
        assert!(Header::of("balanceHolderName").overlap(&Header::of("holder name")) > 0.5);
        assert!(Header::of("Площа").overlap(&Header::of("Кількість")) < 0.1);
    }
}
