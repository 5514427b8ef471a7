//! Byte classes: one pass over a value that tells which fixes and types can be ruled out.

/// Which kinds of byte occur in a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Classes(u8);

const DIGIT: u8 = 1;
const LATIN: u8 = 2;
const SPACE: u8 = 4;
const CONTROL: u8 = 8;
const MARK: u8 = 16;
const CYRILLIC: u8 = 32;
const OTHER: u8 = 64;

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
            0x21..=0x7e => MARK,
            // Continuation bytes say nothing that the first byte did not say.
            0x80..=0xbf => 0,
            0xd0..=0xd4 => CYRILLIC,
            _ => OTHER,
        };
        byte += 1;
    }
    table
}

impl Classes {
    /// Looks at every byte once.
    pub fn of(value: &str) -> Self {
        Self(value.bytes().fold(0, |classes, byte| classes | TABLE[byte as usize]))
    }

    /// Decimal digits occur.
    pub fn has_digit(self) -> bool {
        self.0 & DIGIT != 0
    }

    /// Cyrillic and Latin (plain or with marks) letters may meet in one word.
    pub fn may_mix_scripts(self) -> bool {
        self.0 & CYRILLIC != 0 && self.0 & (LATIN | OTHER) != 0
    }

    /// Letters of any script may occur.
    pub fn may_have_letters(self) -> bool {
        self.0 & (LATIN | CYRILLIC | OTHER) != 0
    }

    /// Control characters or characters beyond ASCII and Cyrillic occur, which may be invisible or odd spaces.
    pub fn may_be_odd(self) -> bool {
        self.0 & (CONTROL | OTHER) != 0
    }

    /// Plain spaces occur.
    pub fn has_space(self) -> bool {
        self.0 & SPACE != 0
    }
}
