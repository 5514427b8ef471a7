//! Names of tables: from a sheet's or a file's name to `[A-Za-z0-9_-]`, after the official transliteration.

/// The longest table name, in characters.
const NAME_MAX: usize = 100;
/// The longest table name made of a title, in characters.
const TITLE_NAME_MAX: usize = 60;

/// A table name for a title: transliterated by Resolution 55 (2010), other characters as `_`; `None` where nothing is left.
pub fn table_name(title: &str) -> Option<String> {
    let mut name = String::new();
    for character in transliterate(title).chars() {
        if character.is_ascii_alphanumeric() || character == '-' {
            name.push(character);
        } else if !name.ends_with('_') {
            name.push('_');
        }
        if name.len() >= NAME_MAX {
            break;
        }
    }
    let name = name.trim_matches(['_', '-']);
    (!name.is_empty()).then(|| name.to_owned())
}

/// A table name for a title block: its first words.
pub(super) fn title_name(title: &str) -> Option<String> {
    let name = table_name(title)?;
    if name.len() <= TITLE_NAME_MAX {
        return Some(name);
    }
    let cut = &name[..TITLE_NAME_MAX];
    Some(cut.rsplit_once('_').map_or(cut, |(words, _)| words).to_owned())
}

/// The file's name without folders and ending.
pub(super) fn stem(file: &str) -> &str {
    let base = file.rsplit(['/', '\\']).next().unwrap_or(file);
    match base.rfind('.') {
        Some(dot) if dot > 0 => &base[..dot],
        _ => base,
    }
}

/// Makes a name differ from those taken: `name`, `name_2`, `name_3`.
pub(super) fn unique(name: &str, taken: &[String]) -> String {
    let free = |candidate: &str| !taken.iter().any(|other| other.eq_ignore_ascii_case(candidate));
    if free(name) {
        return name.to_owned();
    }
    (2..=taken.len() + 2)
        .map(|number| {
            let ending = format!("_{number}");
            let cut = name.len().min(NAME_MAX - ending.len());
            format!("{}{ending}", &name[..cut])
        })
        .find(|candidate| free(candidate))
        .expect("one name more than are taken was tried")
}

/// Whether a sheet's name says nothing: `Sheet1`, `Лист1`, `Аркуш1`.
pub(super) fn is_generic(sheet: &str) -> bool {
    let lower = sheet.trim().to_lowercase();
    ["sheet", "лист", "аркуш", "tabelle", "worksheet", "page"].iter().any(|word| {
        lower.strip_prefix(word).is_some_and(|rest| rest.trim().chars().all(|character| character.is_ascii_digit()))
    })
}

/// Ukrainian to Latin letters, case kept; `зг` gives `zgh`; `ь` and apostrophes fall away.
fn transliterate(text: &str) -> String {
    let mut latin = String::with_capacity(text.len());
    let mut word_start = true;
    let mut previous = ' ';
    for character in text.chars() {
        let lower = character.to_lowercase().next().unwrap_or(character);
        match syllable(lower, previous, word_start) {
            Some(piece) if character == lower => latin.push_str(piece),
            Some(piece) => {
                let mut letters = piece.chars();
                latin.extend(letters.next().map(|first| first.to_ascii_uppercase()));
                latin.push_str(letters.as_str());
            }
            None => latin.push(if character.is_ascii() { character } else { ' ' }),
        }
        word_start = !character.is_alphanumeric() && !is_apostrophe(character);
        previous = lower;
    }
    latin
}

fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '’' | 'ʼ' | '`')
}

fn syllable(lower: char, previous: char, word_start: bool) -> Option<&'static str> {
    Some(match lower {
        'а' => "a",
        'б' => "b",
        'в' => "v",
        'г' if previous == 'з' => "gh",
        'г' => "h",
        'ґ' => "g",
        'д' => "d",
        'е' | 'э' => "e",
        'є' if word_start => "ye",
        'є' => "ie",
        'ж' => "zh",
        'з' => "z",
        'и' | 'ы' => "y",
        'ї' if word_start => "yi",
        'й' if word_start => "y",
        'і' | 'ї' | 'й' => "i",
        'к' => "k",
        'л' => "l",
        'м' => "m",
        'н' => "n",
        'о' | 'ё' => "o",
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
        'ю' if word_start => "yu",
        'ю' => "iu",
        'я' if word_start => "ya",
        'я' => "ia",
        'ь' | 'ъ' => "",
        apostrophe if is_apostrophe(apostrophe) => "",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{is_generic, stem, table_name, unique};

    #[test]
    fn a_title_becomes_a_latin_name() {
        assert_eq!(table_name("Зупинки транспорту (2024)").as_deref(), Some("Zupynky_transportu_2024"));
        assert_eq!(table_name("Згурівські під'їзди").as_deref(), Some("Zghurivski_pidizdy"));
        assert_eq!(table_name("«—»"), None);
    }

    #[test]
    fn names_that_are_taken_get_a_number() {
        let taken = vec!["Parking".to_owned(), "parking_2".to_owned()];

        assert_eq!(unique("parking", &taken), "parking_3");
    }

    #[test]
    fn a_default_sheet_name_says_nothing() {
        assert!(is_generic("Лист1") && is_generic("Sheet 2") && is_generic("Аркуш1"));
        assert!(!is_generic("Листопад"));
        assert_eq!(stem("folder/stops.v2.csv"), "stops.v2");
    }
}
