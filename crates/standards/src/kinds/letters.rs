//! Letters that look alike in both scripts, for codes that are written in one of them.

const PAIRS: [(char, char); 15] = [
    ('A', 'А'),
    ('B', 'В'),
    ('C', 'С'),
    ('E', 'Е'),
    ('H', 'Н'),
    ('I', 'І'),
    ('K', 'К'),
    ('M', 'М'),
    ('O', 'О'),
    ('P', 'Р'),
    ('T', 'Т'),
    ('X', 'Х'),
    ('Y', 'У'),
    ('i', 'і'),
    ('a', 'а'),
];

/// A code with every Cyrillic letter that has a Latin twin in Latin.
pub(crate) fn to_latin(text: &str) -> String {
    let latin =
        |letter: char| PAIRS.iter().find(|(_, cyrillic)| *cyrillic == letter).map_or(letter, |(latin, _)| *latin);
    text.chars().map(latin).collect()
}

/// A code with every Latin letter that has a Cyrillic twin in Cyrillic.
pub(crate) fn to_cyrillic(text: &str) -> String {
    let cyrillic = |letter: char| PAIRS.iter().find(|(latin, _)| *latin == letter).map_or(letter, |(_, twin)| *twin);
    text.chars().map(cyrillic).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twins_change_their_script_and_others_stay() {
        assert_eq!(to_latin("UА12Ж"), "UA12Ж");
        assert_eq!(to_cyrillic("CC2"), "СС2");
    }
}
