//! What a catalogue is searched and ordered by, made here because databases disagree about Cyrillic letters.

use catalog::{Text, dataset::Dataset};

/// The Ukrainian alphabet. Code points do not follow it: ґ, є, і, ї stand after я there.
const ALPHABET: &str = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя";
/// Letters of kin alphabets, after all Ukrainian ones.
const KIN: &str = "ёўъыэ";
/// Where sorted letters begin among code points: after digits and Latin letters.
const SORTED_FROM: u32 = 0x0430;
/// Words of a search beyond this many are not looked for.
const WORDS_MAX: usize = 16;
/// A search beyond this many characters is not read.
const SEARCH_CHARACTERS_MAX: usize = 400;

/// All words of a dataset in which a search looks, lower case.
pub(super) fn search_text(dataset: &Dataset) -> String {
    let passport = &dataset.passport;
    let texts = [&passport.title, &passport.description].into_iter().chain(&passport.keywords);
    let words: Vec<&str> = texts.flat_map(both).chain([dataset.identifier.as_str()]).collect();
    fold(&words.join("\n"))
}

/// The words of a search, as patterns for `like … escape '\'`.
pub(super) fn patterns(search: &str) -> Vec<String> {
    let search: String = search.chars().take(SEARCH_CHARACTERS_MAX).collect();
    let folded = fold(&search);
    folded.split_whitespace().take(WORDS_MAX).map(|word| format!("%{}%", escape(word))).collect()
}

/// A title as a key that sorts by code points as a Ukrainian reader expects: digits, Latin, а б в г ґ д е є … я.
pub(super) fn title_key(title: &Text) -> String {
    let mut key = String::with_capacity(title.uk.len());
    for character in fold(&title.uk).chars() {
        if let Some(sorted) = sorted_letter(character) {
            key.push(sorted);
        } else if character.is_alphanumeric() {
            key.push(character);
        } else if character != '\'' && !key.is_empty() && !key.ends_with(' ') {
            key.push(' ');
        }
    }
    key.truncate(key.trim_end().len());
    key
}

fn both(text: &Text) -> impl Iterator<Item = &str> {
    [Some(text.uk.as_str()), text.en.as_deref()].into_iter().flatten()
}

/// Lower case, and one apostrophe instead of the five that people type.
fn fold(text: &str) -> String {
    let lower = text.to_lowercase();
    lower.chars().map(|character| if matches!(character, '’' | 'ʼ' | '`' | '‘') { '\'' } else { character }).collect()
}

fn escape(word: &str) -> String {
    word.chars()
        .flat_map(|character| matches!(character, '%' | '_' | '\\').then_some('\\').into_iter().chain([character]))
        .collect()
}

fn sorted_letter(character: char) -> Option<char> {
    let place = ALPHABET.chars().chain(KIN.chars()).position(|letter| letter == character)?;
    char::from_u32(SORTED_FROM + u32::try_from(place).ok()?)
}

#[cfg(test)]
mod tests {
    use catalog::Text;

    use super::{patterns, title_key};

    #[test]
    fn titles_sort_by_the_ukrainian_alphabet_after_digits_and_latin() {
        let mut titles = [
            "Ялинки",
            "їжа",
            "Ґанки",
            "Дороги",
            "ізолятори",
            "Гаражі",
            "Wi-Fi",
            "Єдиний реєстр",
            "8 березня",
            "Ем",
            "Жито",
        ];

        titles.sort_by_key(|title| title_key(&Text::uk(*title)));

        let expected = [
            "8 березня",
            "Wi-Fi",
            "Гаражі",
            "Ґанки",
            "Дороги",
            "Ем",
            "Єдиний реєстр",
            "Жито",
            "ізолятори",
            "їжа",
            "Ялинки",
        ];
        assert_eq!(titles, expected);
    }

    #[test]
    fn quotes_and_apostrophes_do_not_change_the_order_of_titles() {
        assert_eq!(title_key(&Text::uk("«Під’їзди» — 2024")), title_key(&Text::uk("під'їзди 2024")));
    }

    #[test]
    fn signs_of_patterns_are_searched_as_they_are() {
        assert_eq!(patterns("100% Під’їзд_"), [r"%100\%%", r"%під'їзд\_%"]);
    }

    #[test]
    fn an_endless_search_is_cut() {
        let search = "слово ".repeat(10_000);

        assert_eq!(patterns(&search).len(), 16);
    }
}
