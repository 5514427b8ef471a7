//! The form in which two spellings of one thing are the same: case, spaces, punctuation, quotes, look-alikes, words for streets.

/// Words for kinds of streets and settlements, and what they are short for.
const SHORT: [(&str, &str); 32] = [
    ("вул", "вулиця"),
    ("ул", "вулиця"),
    ("просп", "проспект"),
    ("пр-т", "проспект"),
    ("пр", "проспект"),
    ("пров", "провулок"),
    ("бульв", "бульвар"),
    ("бул", "бульвар"),
    ("б-р", "бульвар"),
    ("пл", "площа"),
    ("наб", "набережна"),
    ("узв", "узвіз"),
    ("туп", "тупик"),
    ("пр-д", "проїзд"),
    ("м-н", "майдан"),
    ("мкр", "мікрорайон"),
    ("мкрн", "мікрорайон"),
    ("ж/м", "житловий масив"),
    ("жм", "житловий масив"),
    ("м", "місто"),
    ("с", "село"),
    ("смт", "селище"),
    ("с-ще", "селище"),
    ("сел", "селище"),
    ("р-н", "район"),
    ("обл", "область"),
    ("буд", "будинок"),
    ("кв", "квартира"),
    ("ім", "імені"),
    ("акад", "академіка"),
    ("ген", "генерала"),
    ("проф", "професора"),
];

/// Folds a text: words in lower case, joined by single spaces, without punctuation; apostrophes and quotes are gone, Latin
/// look-alikes beside Cyrillic letters are Cyrillic, usual short words are written out. Signs between digits stay.
pub(crate) fn fold(text: &str) -> String {
    let lower = text.to_lowercase();
    let is_cyrillic = lower.chars().any(|letter| matches!(letter, '\u{400}'..='\u{52f}'));
    let mut words = String::with_capacity(lower.len());
    let split = split(&lower);
    // A short word is short for something only beside a name.
    let is_name = split.len() > 1;
    for raw in split {
        let word: String = raw.chars().map(|letter| if is_cyrillic { twin(letter) } else { letter }).collect();
        let full = SHORT.iter().find(|(short, _)| is_name && *short == word).map_or(word.as_str(), |(_, full)| full);
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(full);
    }
    words
}

/// The words of a lower-case text. A point, dash or stroke is part of a word between two of its signs, except a point behind a
/// letter, which ends a short word: `вул.Харківська`.
fn split(text: &str) -> Vec<String> {
    let signs: Vec<char> = text.chars().collect();
    let mut words: Vec<String> = vec![String::new()];
    for (place, sign) in signs.iter().enumerate() {
        let before = place.checked_sub(1).map_or(' ', |before| signs[before]);
        let after = signs.get(place + 1).copied().unwrap_or(' ');
        let is_inner = before.is_alphanumeric() && after.is_alphanumeric();
        match sign {
            sign if sign.is_alphanumeric() => words.last_mut().expect("never empty").push(*sign),
            '\'' | '’' | 'ʼ' | '‘' | '`' | '´' | '"' | '«' | '»' | '“' | '”' | '„' | '\u{ad}' | '\u{301}' =>
                {}
            '.' | ',' if before.is_ascii_digit() && after.is_ascii_digit() => {
                words.last_mut().expect("never empty").push('.');
            }
            '-' | '–' | '—' | '‑' | '−' if is_inner => words.last_mut().expect("never empty").push('-'),
            '/' if is_inner => words.last_mut().expect("never empty").push('/'),
            '+' | '%' | '№' | '#' | '&' | '*' | '<' | '>' | '=' => words.push(sign.to_string()),
            _ => words.push(String::new()),
        }
        if matches!(sign, '+' | '%' | '№' | '#' | '&' | '*' | '<' | '>' | '=') {
            words.push(String::new());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// The Cyrillic letter that looks like a Latin one.
fn twin(letter: char) -> char {
    const TWINS: [(char, char); 14] = [
        ('a', 'а'),
        ('c', 'с'),
        ('e', 'е'),
        ('i', 'і'),
        ('o', 'о'),
        ('p', 'р'),
        ('x', 'х'),
        ('y', 'у'),
        ('k', 'к'),
        ('m', 'м'),
        ('t', 'т'),
        ('h', 'н'),
        ('b', 'в'),
        ('ï', 'ї'),
    ];
    TWINS.iter().find(|(latin, _)| *latin == letter).map_or(letter, |(_, cyrillic)| *cyrillic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_street_fold_alike() {
        for text in ["вул. Харківська", "вул.Харківська", "вулиця Харківська", "Вул Харківська", "вул. Хаpківська"]
        {
            assert_eq!(fold(text), "вулиця харківська", "{text}");
        }
        assert_eq!(fold("«Об’єкт»"), fold("\"Об'єкт\""));
    }

    #[test]
    fn what_tells_houses_and_codes_apart_stays() {
        for (one, other) in [("1-А", "1-Б"), ("1-А", "1А"), ("1.5", "15"), ("1/2", "12"), ("C+", "C"), ("А1", "А 1")]
        {
            assert_ne!(fold(one), fold(other), "{one} {other}");
        }
    }
}
