//! Lower case of short words, without allocation.

/// Bytes of the longest word that any list knows.
pub(super) const WORD_BYTES_MAX: usize = 48;

/// A short word in lower case.
pub(super) struct Lower {
    bytes: [u8; WORD_BYTES_MAX],
    length: usize,
}

impl Lower {
    /// Folds ASCII and Cyrillic capitals, which keep their length; `None` where the word is too long to be in a list.
    pub(super) fn of(word: &str) -> Option<Self> {
        let mut bytes = [0; WORD_BYTES_MAX];
        bytes.get_mut(..word.len())?.copy_from_slice(word.as_bytes());
        let mut at = 0;
        while at < word.len() {
            at += match (bytes[at], bytes.get(at + 1).copied().unwrap_or_default()) {
                // Ѐ to Џ, with Є, І, Ї.
                (0xd0, second @ 0x80..=0x8f) => set(&mut bytes, at, 0xd1, second + 0x10),
                // А to П.
                (0xd0, second @ 0x90..=0x9f) => set(&mut bytes, at, 0xd0, second + 0x20),
                // Р to Я.
                (0xd0, second @ 0xa0..=0xaf) => set(&mut bytes, at, 0xd1, second - 0x20),
                // Ґ.
                (0xd2, 0x90) => set(&mut bytes, at, 0xd2, 0x91),
                (ascii, _) => {
                    bytes[at] = ascii.to_ascii_lowercase();
                    1
                }
            };
        }
        Some(Self { bytes, length: word.len() })
    }

    /// The word.
    pub(super) fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..self.length]).expect("capitals were replaced by letters of the same length")
    }
}

fn set(bytes: &mut [u8; WORD_BYTES_MAX], at: usize, first: u8, second: u8) -> usize {
    bytes[at] = first;
    bytes[at + 1] = second;
    2
}
