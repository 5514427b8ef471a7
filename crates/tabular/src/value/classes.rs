//! Byte classes: one pass over a value that tells which fixes and types can be ruled out.

/// Which kinds of byte occur in a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Classes(u8);

const DIGIT: u8 = 1;
const LATIN: u8 = 2;
const SPACE: u8 = 4;
const CONTROL: u8 = 8;
/// Latin letters with marks.
const MARKED_LATIN: u8 = 16;
const CYRILLIC: u8 = 32;
/// Quotation marks, dashes, apostrophes and №, which are everywhere, and among them some that are invisible or odd spaces.
const SIGN: u8 = 64;
/// Perhaps an invisible character or an odd space.
const ODD: u8 = 128;

const TABLE: [u8; 256] = table();

#[expect(clippy::cast_possible_truncation, reason = "the loop ends at 256")]
const fn table() -> [u8; 256] {
    let mut table = [0; 256];
    let mut byte = 0_usize;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b'0'..=b'9' => DIGIT,
            b'a'..=b'z' | b'A'..=b'Z' => LATIN,
            b' ' => SPACE,
            0..=0x1f | 0x7f => CONTROL,
            // Continuation bytes say nothing that the first byte did not say.
            0x21..=0xbf => 0,
            0xc2 | 0xe2 => SIGN,
            0xc3..=0xc9 => MARKED_LATIN,
            0xd0..=0xd4 => CYRILLIC,
            _ => ODD,
        };
        byte += 1;
    }
    table
}

impl Classes {
    /// Looks at every byte once; twice where there are signs beyond ASCII and letters.
    pub fn of(value: &str) -> Self {
        let classes = value.bytes().fold(0, |classes, byte| classes | TABLE[byte as usize]);
        let is_odd = classes & SIGN != 0 && holds_odd_sign(value.as_bytes());
        Self(if is_odd { classes | ODD } else { classes })
    }

    /// Decimal digits occur.
    pub fn has_digit(self) -> bool {
        self.0 & DIGIT != 0
    }

    /// Cyrillic and Latin (plain or with marks) letters occur together.
    pub fn mixes_scripts(self) -> bool {
        self.0 & CYRILLIC != 0 && self.0 & (LATIN | MARKED_LATIN) != 0
    }

    /// Cyrillic letters or Latin ones with marks occur: perhaps those of another encoding.
    pub fn has_letters_beyond_ascii(self) -> bool {
        self.0 & (CYRILLIC | MARKED_LATIN) != 0
    }

    /// Control characters, or others that may be invisible or odd spaces, occur.
    pub fn may_be_odd(self) -> bool {
        self.0 & (CONTROL | ODD) != 0
    }

    /// Plain spaces occur.
    pub fn has_space(self) -> bool {
        self.0 & SPACE != 0
    }
}

/// Tells the usual signs from what may be invisible or an odd space.
fn holds_odd_sign(bytes: &[u8]) -> bool {
    memchr::memchr2_iter(0xc2, 0xe2, bytes).any(|at| {
        let next = bytes.get(at + 1).copied().unwrap_or_default();
        let last = bytes.get(at + 2).copied().unwrap_or_default();
        let is_plain = match bytes[at] {
            0xc2 => next > 0xa0 && next != 0xad,
            // From U+2010 to U+2027, and from U+2100 on.
            _ => matches!((next, last), (0x80, 0x90..=0xa7) | (0x84..=0xbf, _)),
        };
        !is_plain
    })
}

/// Whether a Latin letter may stand in one word with a Cyrillic one, told by bytes alone: `false` is certain.
pub fn may_mix_in_word(value: &str) -> bool {
    let mut word = 0;
    for byte in value.as_bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | 0xc3..=0xc9 => word |= LATIN,
            0xd0..=0xd4 => word |= CYRILLIC,
            // No letter of a word: ASCII signs, « and », dashes, quotation marks and №.
            0..=0x7f | 0xc2 | 0xe2 => word = 0,
            // Continuation bytes and scripts that are neither.
            _ => {}
        }
        if word == LATIN | CYRILLIC {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_signs_are_not_odd_and_invisible_ones_are() {
        for text in ["«Парк» № 1 – схід", "п’ять", "Zürich", "…", "„так“"] {
            assert!(!Classes::of(text).may_be_odd(), "{text}");
        }
        for text in
            ["а\u{a0}б", "а\u{ad}", "\u{200b}", "\u{2028}", "\u{202f}", "\u{205f}", "\u{feff}", "\u{3000}", "\u{85}"]
        {
            assert!(Classes::of(text).may_be_odd(), "{text:?}");
        }
    }

    #[test]
    fn letters_meet_only_within_a_word() {
        for text in ["вул. IT, № A", "«Парк»—Park", "A1"] {
            assert!(!may_mix_in_word(text), "{text}");
        }
        for text in ["Днiпро", "legalActІd", "Zürіch", "Dʼя"] {
            assert!(may_mix_in_word(text), "{text}");
        }
    }
}
