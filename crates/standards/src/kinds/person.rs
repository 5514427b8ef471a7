//! People as the law lets them be published: names of officials, gender, age.

use tabular::{FieldType, Safety, Verdict};

use super::{Kind, mended, valid_if};
use crate::hint::Hint;

pub(super) const KINDS: [Kind; 4] = [
    Kind {
        id: "person-name",
        uk: "прізвище, ім’я та по батькові",
        en: "person's full name",
        field_type: FieldType::String,
        hint: Hint::NONE,
        needs_hint: true,
        judge: full_name,
    },
    Kind {
        id: "name-part",
        uk: "прізвище або ім’я",
        en: "family or given name",
        field_type: FieldType::String,
        hint: Hint::NONE,
        needs_hint: true,
        judge: |value| if words(value).count() <= 2 { name(value, 1) } else { Verdict::Invalid },
    },
    Kind {
        id: "gender",
        uk: "стать за ISO/IEC 5218",
        en: "gender by ISO/IEC 5218",
        field_type: FieldType::Integer,
        hint: Hint::NONE,
        needs_hint: true,
        judge: |value| valid_if(matches!(value, "0" | "1" | "2" | "9")),
    },
    Kind {
        id: "age",
        uk: "вік у роках",
        en: "age in years",
        field_type: FieldType::Integer,
        hint: Hint::NONE,
        needs_hint: true,
        judge: |value| valid_if(value.parse().is_ok_and(|years: u16| years <= YEARS_MAX)),
    },
];

/// Years that nobody outlived, with a margin.
const YEARS_MAX: u16 = 130;
/// Words of a name; a foreign one has more than three.
const WORDS_MAX: usize = 6;

/// Several people stand after commas or semicolons.
fn full_name(value: &str) -> Verdict<'_> {
    let mut is_shouted = false;
    for person in value.split([',', ';', '\n']) {
        match name(person.trim(), 2) {
            Verdict::Valid => {}
            Verdict::Fixable { .. } => is_shouted = true,
            Verdict::Invalid => return Verdict::Invalid,
        }
    }
    if is_shouted { mended(calm(value), Safety::Suggestion) } else { Verdict::Valid }
}

fn name(value: &str, least_words: usize) -> Verdict<'_> {
    let count = words(value).count();
    if !(least_words..=WORDS_MAX).contains(&count) || !words(value).all(is_word) {
        return Verdict::Invalid;
    }
    let capitals = words(value).filter(|word| word.starts_with(char::is_uppercase)).count();
    if capitals < least_words {
        return Verdict::Invalid;
    }
    if words(value).any(is_shouted) { mended(calm(value), Safety::Suggestion) } else { Verdict::Valid }
}

/// Words; initials may stand without a space between: `І.П.`.
fn words(value: &str) -> impl Iterator<Item = &str> {
    value.split_inclusive(['.', ' ', '\u{a0}']).map(str::trim).filter(|word| !word.is_empty())
}

fn is_word(word: &str) -> bool {
    let letters = word.trim_end_matches('.');
    letters.starts_with(char::is_alphabetic)
        && letters.chars().all(|sign| sign.is_alphabetic() || matches!(sign, '-' | '\'' | '’' | 'ʼ' | '`'))
        && (letters.len() == word.len() || letters.chars().count() <= 2)
}

fn is_shouted(word: &str) -> bool {
    word.chars().filter(|sign| sign.is_alphabetic()).count() > 1 && word.chars().all(|sign| !sign.is_lowercase())
}

/// Capitals only at the beginning of words and of their parts after a hyphen.
fn calm(value: &str) -> String {
    let mut begins = true;
    let mut calm = String::with_capacity(value.len());
    for sign in value.chars() {
        if begins {
            calm.push(sign);
        } else {
            calm.extend(sign.to_lowercase());
        }
        begins = sign.is_whitespace() || matches!(sign, '-' | '.' | ',' | ';');
    }
    calm
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_name_has_two_words_at_least() {
        for value in
            ["Ковальчук Андрій Іванович", "Ковальчук А. І.", "Ковальчук А.І.", "Нечуй-Левицький Іван", "О’Коннор Джон"]
        {
            assert_eq!(full_name(value), Verdict::Valid, "{value}");
        }
        assert_eq!(full_name("Ковальчук Андрій Іванович, Рудь Сергій Леонідович"), Verdict::Valid);
        for value in ["Ковальчук", "ТОВ «Ранок»", "Ковальчук 12", "відділ освіти", ""]
        {
            assert_eq!(full_name(value), Verdict::Invalid, "{value}");
        }
    }

    #[test]
    fn a_shouted_name_is_calmed_when_somebody_agrees() {
        let verdict = full_name("КОВАЛЬЧУК Андрій Іванович");

        assert_eq!(verdict, mended("Ковальчук Андрій Іванович".to_owned(), Safety::Suggestion));
    }

    #[test]
    fn a_part_of_a_name_is_one_word() {
        let judge = KINDS[1].judge;

        assert_eq!(judge("Іванович"), Verdict::Valid);
        assert_eq!(judge("Іванович 3"), Verdict::Invalid);
        assert_eq!(judge("начальник"), Verdict::Invalid);
    }

    #[test]
    fn gender_and_age_are_numbers_of_a_range() {
        assert_eq!((KINDS[2].judge)("9"), Verdict::Valid);
        assert_eq!((KINDS[2].judge)("3"), Verdict::Invalid);
        assert_eq!((KINDS[3].judge)("70"), Verdict::Valid);
        assert_eq!((KINDS[3].judge)("170"), Verdict::Invalid);
    }
}
