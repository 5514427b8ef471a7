//! Pseudonyms: one value always gets one name, and nobody without the key comes back from the name to the value.

use sha2::{Digest, Sha256};

/// Letters of a pseudonym: no digits, so that it looks like no number, and no vowels, so that it spells no word.
const LETTERS: &[u8; 20] = b"bcdfghjklmnpqrstvwxz";
/// Letters of a pseudonym: 20^12, so that a million people hardly ever share one.
const LENGTH: usize = 12;

/// Makes pseudonyms by one key.
#[derive(Debug, Clone)]
pub(crate) struct Pseudonyms {
    keyed: Sha256,
}

impl Pseudonyms {
    /// By a key that a recipe keeps; it must be secret, since all tax numbers there can be are soon tried.
    pub(crate) fn new(key: &str) -> Self {
        let mut keyed = Sha256::new();
        keyed.update(key.as_bytes());
        keyed.update([0]);
        Self { keyed }
    }

    /// The pseudonym of a value; letter case and outer spaces make no difference.
    pub(crate) fn of(&self, value: &str) -> String {
        let mut hasher = self.keyed.clone();
        hasher.update(value.trim().to_lowercase().as_bytes());
        let hash = hasher.finalize();
        hash.iter().take(LENGTH).map(|byte| char::from(LETTERS[usize::from(*byte) % LETTERS.len()])).collect()
    }
}

/// A value of which only its shape is left: `Зразкова Г. П.` becomes `З*** Г***. П***.`, `1990-01-31` becomes `****-**-**`.
pub(crate) fn shape_only(value: &str) -> String {
    let mut shape = String::with_capacity(value.len());
    let mut in_word = false;
    for sign in value.chars() {
        match sign {
            letter if letter.is_alphabetic() => {
                if !in_word {
                    shape.push(letter);
                    shape.push_str("***");
                }
            }
            // The stars of a word that was masked before.
            '*' if in_word => continue,
            digit if digit.is_numeric() => shape.push('*'),
            other => shape.push(other),
        }
        in_word = sign.is_alphabetic();
    }
    shape
}

#[cfg(test)]
mod tests {
    use super::{Pseudonyms, shape_only};

    #[test]
    fn a_shape_tells_neither_name_nor_day() {
        assert_eq!(shape_only("Зразкова Г. П."), "З*** Г***. П***.");
        assert_eq!(shape_only("1990-01-31"), "****-**-**");
        assert_eq!(shape_only(&shape_only("вул. Зразкова, 5")), shape_only("вул. Зразкова, 5"));
    }

    #[test]
    fn one_value_has_one_pseudonym_by_one_key() {
        let pseudonyms = Pseudonyms::new("перший ключ");

        assert_eq!(pseudonyms.of("Зразкова Ганна"), pseudonyms.of(" зразкова ганна "));
        assert_ne!(pseudonyms.of("Зразкова Ганна"), pseudonyms.of("Зразкова Галина"));
        assert_ne!(pseudonyms.of("Зразкова Ганна"), Pseudonyms::new("другий ключ").of("Зразкова Ганна"));
        assert!(pseudonyms.of("1234567899").bytes().all(|byte| byte.is_ascii_lowercase()));
    }
}
