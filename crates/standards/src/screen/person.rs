//! Full names of people: two or three capitalised words of which one is a patronymic; in small or Latin letters too, where the
//! patronymic is made of a known name of a father.

use std::ops::Range;

/// Words before a name that make it the name of a street, a school, a monument.
const NAMED_AFTER: [&str; 24] = [
    "вул",
    "вулиця",
    "вулиці",
    "просп",
    "проспект",
    "пр",
    "пров",
    "провулок",
    "бул",
    "бульвар",
    "пл",
    "площа",
    "майдан",
    "узвіз",
    "набережна",
    "сквер",
    "парк",
    "ім",
    "імені",
    "пам’ятник",
    "пам'ятник",
    "монумент",
    "погруддя",
    "мікрорайон",
];
/// Words before a name that make it an entrepreneur's, whose name is in a public register by law (Закон № 755-IV, ст. 9).
const ENTREPRENEUR: [&str; 5] = ["фоп", "спд", "спд-фо", "підприємець", "підприємця"];
/// Words looked at before a name.
const WORDS_BEFORE: usize = 3;
/// The longest name, in words.
const NAME_WORDS: usize = 3;
/// Letters of a first name or surname in small letters: no preposition is one.
const SMALL_LETTERS_MIN: usize = 3;

/// Ends of patronymics in all cases of Ukrainian, and in the nominative of Russian.
const PATRONYMICS: [&str; 20] = [
    "ович",
    "овича",
    "овичу",
    "овичем",
    "овичеві",
    "йович",
    "йовича",
    "йовичу",
    "йовичем",
    "евич",
    "івна",
    "івни",
    "івні",
    "івну",
    "івною",
    "ївна",
    "ївни",
    "ївні",
    "ївну",
    "ївною",
];
/// Letters of the father's name in a patronymic: `Янівна`, but not `Рівні`.
const FATHER_LETTERS_MIN: usize = 2;
/// The patronymic that is all ending.
const ILLICH: &str = "ілліч";

/// Names of fathers as they stand in patronymics. In small letters only these tell `іван петрович` from `дорога нерівна`.
const FATHERS: [&str; 64] = [
    "адам",
    "альберт",
    "анатолі",
    "анатолій",
    "андрі",
    "андрій",
    "антон",
    "аркадій",
    "аркаді",
    "артем",
    "богдан",
    "борис",
    "вадим",
    "валентин",
    "валеріан",
    "валері",
    "валерій",
    "василь",
    "васил",
    "веніамін",
    "віктор",
    "віталі",
    "віталій",
    "владислав",
    "володимир",
    "вячеслав",
    "в’ячеслав",
    "генаді",
    "геннаді",
    "геннадій",
    "георгі",
    "георгій",
    "григор",
    "данил",
    "денис",
    "дмитр",
    "едуард",
    "євген",
    "іван",
    "ігор",
    "казимир",
    "костянтин",
    "леонід",
    "максим",
    "микол",
    "микит",
    "михайл",
    "назар",
    "олег",
    "олександр",
    "олексі",
    "олексій",
    "павл",
    "петр",
    "роман",
    "ростислав",
    "руслан",
    "святослав",
    "семен",
    "сергі",
    "сергій",
    "станіслав",
    "степан",
    "федор",
];
/// The same in Latin letters, as passports for abroad and careless exports write them.
const LATIN_FATHERS: [&str; 48] = [
    "adam",
    "anatoli",
    "anatoly",
    "andri",
    "andriy",
    "anton",
    "arkadi",
    "artem",
    "bohdan",
    "bogdan",
    "borys",
    "boris",
    "vadym",
    "valenty",
    "valentyn",
    "valeri",
    "valeriy",
    "vasyl",
    "viktor",
    "victor",
    "vitali",
    "vitaliy",
    "vladyslav",
    "volodymyr",
    "viacheslav",
    "hennadi",
    "heorhi",
    "hryhor",
    "dmytr",
    "yevhen",
    "ivan",
    "ihor",
    "kostiantyn",
    "leonid",
    "maksym",
    "mykol",
    "mykhail",
    "oleh",
    "oleksandr",
    "oleksi",
    "pavl",
    "petr",
    "roman",
    "ruslan",
    "semen",
    "serhi",
    "serhiy",
    "stepan",
];
/// Ends of patronymics in Latin letters (Постанова КМУ № 55 of 27.01.2010 and older ways).
const LATIN_PATRONYMICS: [&str; 10] =
    ["ovych", "ovich", "yovych", "iovych", "evych", "evich", "ivna", "yivna", "ovna", "evna"];
/// The shortest full name in Latin letters.
const LATIN_NAME_BYTES_MIN: usize = 10;

/// Whether a value may name a person: one pass over its bytes, cheap enough for every cell.
pub(super) fn may_name(bytes: &[u8]) -> bool {
    let Some(last) = bytes.len().checked_sub(4) else { return false };
    // The second bytes of «вич», «ВИЧ», «івн», «ІВН», «ївн», «ЇВН» and of «ліч», two bytes a letter.
    let (first, second, third) = (&bytes[..last], &bytes[2..last + 2], &bytes[4..]);
    first.iter().zip(second).zip(third).fold(false, |any, ((first, second), third)| {
        let ich = (*first == 0xB2) && (*second == 0xB8) && (*third == 0x87);
        let upper_ich = (*first == 0x92) && (*second == 0x98) && (*third == 0xA7);
        let ivn = matches!(*first, 0x96 | 0x97) && (*second == 0xB2) && (*third == 0xBD);
        let upper_ivn = matches!(*first, 0x86 | 0x87) && (*second == 0x92) && (*third == 0x9D);
        let lich = (*first == 0xBB) && (*second == 0x96) && (*third == 0x87);
        any | ich | upper_ich | ivn | upper_ivn | lich
    })
}

/// Whether a value of plain Latin letters may name a person.
pub(super) fn may_name_in_latin(bytes: &[u8]) -> bool {
    bytes.len() >= LATIN_NAME_BYTES_MIN
        && bytes[0].is_ascii_alphabetic()
        && memchr::memchr2_iter(b'v', b'V', bytes).any(|at| {
            let rest = &bytes[at + 1..];
            [b"ych".as_slice(), b"ich", b"na"]
                .iter()
                .any(|end| rest.get(..end.len()).is_some_and(|part| part.eq_ignore_ascii_case(end)))
        })
}

/// Whether a word ends like a patronymic; cheaper than cutting the value into words, which most values need not be.
fn ends_like_patronymic(value: &str) -> bool {
    value.split([' ', '\u{a0}', ',', ';', '\n']).any(|word| {
        may_name(word.as_bytes()) && {
            let word = word.trim_end_matches(['.', ')', '»', '"', ':']).to_lowercase();
            PATRONYMICS.iter().chain([&ILLICH]).any(|end| word.ends_with(end))
        }
    })
}

/// Tells of each full name in Latin letters.
pub(super) fn find_in_latin(value: &str, found: &mut dyn FnMut(Range<usize>)) {
    find_named(value, is_latin_patronymic, found);
}

/// Tells of each full name of a private person.
pub(super) fn find(value: &str, found: &mut dyn FnMut(Range<usize>)) {
    if ends_like_patronymic(value) {
        find_named(value, is_patronymic, found);
    }
}

fn find_named(value: &str, is_patronymic: fn(&str) -> bool, found: &mut dyn FnMut(Range<usize>)) {
    let words = words(value);
    let mut free = 0;
    for at in 0..words.len() {
        if at < free || !is_patronymic(word(value, &words[at])) {
            continue;
        }
        let Some(name) = around(value, &words, at, free) else { continue };
        if !is_public(value, &words[..name.start]) {
            found(words[name.start].start..words[name.end - 1].end);
        }
        free = name.end;
    }
}

/// Whether a value is a name and nothing else, as a field of surnames or full names holds it: `Зразкова`, `Зразкова Г. П.`.
pub(super) fn is_name(value: &str) -> bool {
    let words = words(value);
    let letters = value.chars().filter(|sign| sign.is_alphabetic()).count();
    (1..=NAME_WORDS).contains(&words.len())
        && letters >= 3
        && words.iter().all(|range| is_capitalised(word(value, range)))
        && value
            .chars()
            .all(|sign| sign.is_alphabetic() || matches!(sign, ' ' | '.' | '-' | '\'' | '’' | 'ʼ' | '`' | '\u{a0}'))
}

/// Whether a value is a name of two words at least, so that no surname alone is taken for a title of an office.
pub(super) fn is_full_name(value: &str) -> bool {
    words(value).len() >= 2 && (is_name(value) || is_name_with_initials(value))
}

/// Whether a value is a surname with initials and nothing else: `Зразкова Г.П.`, `Г. Зразкова`.
pub(super) fn is_name_with_initials(value: &str) -> bool {
    let initials = words(value).iter().filter(|range| is_initial(value, range)).count();
    is_name(value) && (1..=2).contains(&initials) && words(value).len() > initials
}

/// A letter with a point behind it.
fn is_initial(value: &str, range: &Range<usize>) -> bool {
    word(value, range).chars().count() == 1 && value[range.end..].starts_with('.')
}

/// `Зразкова Ганна Петрівна` becomes `З*** Г*** П***`.
pub(super) fn mask(name: &str) -> String {
    let initial = |word: &str| word.chars().next().map(|first| format!("{first}***"));
    name.split_whitespace().filter_map(initial).collect::<Vec<_>>().join(" ")
}

/// The words of the name around a patronymic: first name before it, surname on either side.
fn around(value: &str, words: &[Range<usize>], at: usize, free: usize) -> Option<Range<usize>> {
    let joins = |left: usize| {
        let gap = &value[words[left].end..words[left + 1].start];
        !gap.is_empty() && gap.chars().all(|sign| matches!(sign, ' ' | '\u{a0}'))
    };
    // In small letters only a text that is nothing but the name tells the surname from other words.
    let is_small = !is_capitalised(word(value, &words[at]));
    let begins = |index: usize| {
        let text = word(value, &words[index]);
        is_capitalised(text) || is_small && text.chars().count() >= SMALL_LETTERS_MIN
    };
    let follows = |index: usize| begins(index) && joins(index);
    let first_name = at.checked_sub(1).filter(|index| *index >= free && follows(*index))?;
    let may_have_surname = !is_small || words.len() == NAME_WORDS;
    let surname_before =
        first_name.checked_sub(1).filter(|index| may_have_surname && *index >= free && follows(*index));
    if let Some(start) = surname_before {
        return Some(start..at + 1);
    }
    let surname_after = may_have_surname && at + 1 < words.len() && joins(at) && begins(at + 1);
    Some(first_name..at + 1 + usize::from(surname_after))
}

fn is_public(value: &str, before: &[Range<usize>]) -> bool {
    before.iter().rev().take(WORDS_BEFORE).any(|range| {
        let lower = word(value, range).to_lowercase();
        NAMED_AFTER.contains(&lower.as_str()) || ENTREPRENEUR.iter().any(|word| lower.ends_with(word))
    })
}

fn is_patronymic(word: &str) -> bool {
    let lower = word.to_lowercase();
    let has_father =
        |end: &&str| lower.strip_suffix(*end).is_some_and(|father| father.chars().count() >= FATHER_LETTERS_MIN);
    let is_known =
        |end: &&str| lower.strip_suffix(*end).is_some_and(|father| FATHERS.contains(&father.trim_end_matches('ь')));
    if is_capitalised(word) {
        lower == ILLICH || PATRONYMICS.iter().any(has_father)
    } else {
        PATRONYMICS.iter().any(is_known)
    }
}

fn is_latin_patronymic(word: &str) -> bool {
    let lower = word.to_ascii_lowercase();
    LATIN_PATRONYMICS.iter().any(|end| {
        lower.strip_suffix(end).is_some_and(|father| {
            LATIN_FATHERS.contains(&father.trim_end_matches('i')) || LATIN_FATHERS.contains(&father)
        })
    })
}

fn is_capitalised(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

fn word<'v>(value: &'v str, range: &Range<usize>) -> &'v str {
    &value[range.clone()]
}

/// Places of the words: letters with apostrophes and hyphens inside.
fn words(value: &str) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    for (at, sign) in value.char_indices() {
        let end = at + sign.len_utf8();
        let goes_on = words.last().is_some_and(|last| last.end == at);
        if sign.is_alphabetic() || goes_on && matches!(sign, '\'' | '’' | 'ʼ' | '`' | '-') {
            match words.last_mut().filter(|last| last.end == at) {
                Some(last) => last.end = end,
                None => words.push(at..end),
            }
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(value: &str) -> Vec<&str> {
        let mut all = Vec::new();
        if may_name(value.as_bytes()) {
            find(value, &mut |range| all.push(&value[range]));
        }
        all
    }

    #[test]
    fn full_names_are_found_in_any_order_and_case() {
        for name in [
            "Зразкова Ганна Петрівна",
            "Ганна Петрівна Зразкова",
            "ЗРАЗКОВА ГАННА ПЕТРІВНА",
            "Ганна Петрівна",
            "Зразковій Ганні Петрівні",
            "Прикладенко-Зразковий Ілля Юрійович",
            "В’юн Іван Ілліч",
            "Ганна Янівна",
        ] {
            assert_eq!(found(name), [name]);
        }
        assert_eq!(
            found("Заява гр. Зразкової Ганни Петрівни та Прикладенка Івана Івановича від 2024 року"),
            ["Зразкової Ганни Петрівни", "Прикладенка Івана Івановича"]
        );
    }

    #[test]
    fn names_in_small_letters_are_found_where_the_father_is_known() {
        assert_eq!(found("зразкова ганна петрівна"), ["зразкова ганна петрівна"]);
        assert_eq!(found("заяву подав іван олександрович, мешканець будинку"), ["іван олександрович"]);
        for text in
            ["дорога дуже нерівна", "ціни однакові та рівні", "вулиця петра івановича зразкового", "готівні рівні"]
        {
            assert_eq!(found(text), [] as [&str; 0], "{text}");
        }
    }

    #[test]
    fn names_in_latin_letters_are_found() {
        let found = |value: &'static str| {
            let mut all = Vec::new();
            if may_name_in_latin(value.as_bytes()) {
                find_in_latin(value, &mut |range| all.push(&value[range]));
            }
            all
        };
        for name in ["Zrazkova Hanna Petrivna", "ZRAZKOVA HANNA PETRIVNA", "Ivan Serhiyovych", "zrazkov ivan petrovych"]
        {
            assert_eq!(found(name), [name]);
        }
        assert_eq!(found("Letter of Ivan Petrovych Zrazkov, 2024"), ["Ivan Petrovych Zrazkov"]);
        for text in ["Ivanovich LLC", "Central Savna", "Sovich Industries 2000", "https://example.org/ivan-petrovych"] {
            assert_eq!(found(text), [] as [&str; 0], "{text}");
        }
    }

    #[test]
    fn streets_schools_entrepreneurs_and_plain_words_are_no_private_names() {
        for text in [
            "вул. Дмитра Івановича Яворницького, 5",
            "Школа імені Івана Петровича Прикладенка",
            "ФОП Зразкова Ганна Петрівна",
            "Фізична особа-підприємець Зразкова Ганна Петрівна",
            "Північна основна рівнина",
            "Петрівна",
            "Іванович Сергій",
            "рівний Південний міст",
            "Верхні Рівні",
        ] {
            assert_eq!(found(text), [] as [&str; 0], "{text}");
        }
    }

    #[test]
    fn a_name_alone_is_told_from_other_texts() {
        assert!(is_name("Зразкова") && is_name("Зразкова Г. П.") && is_name("В’юн Іван"));
        assert!(is_name_with_initials("Зразкова Г.П.") && !is_name_with_initials("Населення"));
        assert!(!is_name("вул. Зразкова") && !is_name("12") && !is_name("КП «Зразок»") && !is_name("Зразкова, Ганна"));
    }
}
