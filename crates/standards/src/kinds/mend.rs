//! What the normalisers of kinds share: signs that stand for others, words around a code.

/// Letters of a code that look Latin but are Cyrillic, in capitals and small.
const TWINS: &[(char, char)] = &[
    ('А', 'A'),
    ('В', 'B'),
    ('С', 'C'),
    ('Е', 'E'),
    ('Н', 'H'),
    ('І', 'I'),
    ('К', 'K'),
    ('М', 'M'),
    ('О', 'O'),
    ('Р', 'P'),
    ('Т', 'T'),
    ('У', 'U'),
    ('Х', 'X'),
    ('а', 'a'),
    ('с', 'c'),
    ('е', 'e'),
    ('і', 'i'),
    ('о', 'o'),
    ('р', 'p'),
    ('х', 'x'),
    ('у', 'y'),
    ('ј', 'j'),
    ('к', 'k'),
];

/// Bytes of the longest text that may be a code with its surroundings.
const BYTES_MAX: usize = 120;

/// The text with Latin letters in the place of Cyrillic ones that look the same; `None` where another Cyrillic letter stands in it.
pub(super) fn latin(value: &str) -> Option<String> {
    let twin = |letter: char| match letter {
        '\u{400}'..='\u{52f}' => TWINS.iter().find(|(cyrillic, _)| *cyrillic == letter).map(|(_, latin)| *latin),
        other => Some(other),
    };
    value.chars().map(twin).collect()
}

/// The text without spaces, every dash a hyphen.
pub(super) fn compact(value: &str) -> String {
    let sign = |sign: char| match sign {
        '\u{2010}'..='\u{2015}' | '\u{2212}' => Some('-'),
        space if space.is_whitespace() => None,
        other => Some(other),
    };
    value.chars().filter_map(sign).collect()
}

/// The text without words before it that only say what it is: `код`, `ЄДРПОУ:`, `№`.
pub(super) fn without_label<'a>(value: &'a str, labels: &[&str]) -> &'a str {
    let mut rest = value.trim();
    // Ends: each turn takes a label away.
    'labels: while rest.len() <= BYTES_MAX {
        for label in labels {
            let Some(start) = rest.get(..label.len()) else { continue };
            if start.to_lowercase() == *label {
                let behind = &rest[label.len()..];
                let next = behind.trim_start_matches([' ', ':', '.', '-', '–', '№', '\u{a0}', '#']);
                if !next.is_empty() && next.len() < behind.len()
                    || behind.starts_with(|sign: char| sign.is_ascii_digit())
                {
                    rest = next;
                    continue 'labels;
                }
            }
        }
        break;
    }
    rest
}
