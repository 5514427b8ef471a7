//! Keyed 128-bit hashes of values and rows: two values that differ practically never meet, and nobody can make them.

use std::{
    hash::{BuildHasher, BuildHasherDefault, Hasher, RandomState},
    sync::OnceLock,
};

/// Makes hashes with a key of its own.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Hashing {
    low: u64,
    high: u64,
}

const LOW: u64 = 0x9e37_79b9_7f4a_7c15;
const HIGH: u64 = 0xc2b2_ae3d_27d4_eb4f;

impl Hashing {
    pub(crate) fn new() -> Self {
        let key = RandomState::new();
        Self { low: key.hash_one(LOW) | 1, high: key.hash_one(HIGH) | 1 }
    }

    /// The one key of this process: what is hashed in one table may be sought in another.
    pub(crate) fn shared() -> Self {
        static SHARED: OnceLock<Hashing> = OnceLock::new();
        *SHARED.get_or_init(Self::new)
    }

    /// Hashes a value.
    pub(crate) fn value(&self, value: &str) -> u128 {
        let (mut low, mut high) = (self.low, self.high);
        let mut take = |first: u64, second: u64| {
            low = fold(low ^ first, second ^ LOW ^ self.high);
            high = fold(high.rotate_left(29) ^ second, first ^ HIGH ^ self.low);
        };
        let (pairs, mut rest) = value.as_bytes().as_chunks::<16>();
        for pair in pairs {
            let (first, second) = pair.split_at(8);
            take(word(first), word(second));
        }
        if let Some((first, after)) = rest.split_at_checked(8) {
            rest = after;
            take(word(first), word(rest));
        } else if !rest.is_empty() {
            take(word(rest), 0);
        }
        let length = (value.len() as u64).wrapping_mul(LOW);
        join(fold(low ^ length, HIGH ^ self.low), fold(high ^ length, LOW ^ self.high))
    }

    /// Goes on with the next value of a row.
    pub(crate) fn follow(&self, row: u128, value: u128) -> u128 {
        let (low, high) = split(row);
        let (value_low, value_high) = split(value);
        join(fold(low ^ value_low, LOW ^ self.low), fold(high.rotate_left(29) ^ value_high, HIGH ^ self.high))
    }

    /// A row before its first value.
    pub(crate) fn row(&self) -> u128 {
        join(self.high, self.low)
    }
}

/// Up to eight bytes as a number.
fn word(bytes: &[u8]) -> u64 {
    if let Ok(bytes) = bytes.try_into() {
        return u64::from_le_bytes(bytes);
    }
    let mut word = [0; 8];
    word[..bytes.len()].copy_from_slice(bytes);
    u64::from_le_bytes(word)
}

fn fold(left: u64, right: u64) -> u64 {
    let (low, high) = split(u128::from(left) * u128::from(right));
    low ^ high
}

#[expect(clippy::cast_possible_truncation, reason = "both halves are wanted")]
pub(crate) fn split(wide: u128) -> (u64, u64) {
    (wide as u64, (wide >> 64) as u64)
}

pub(super) fn join(low: u64, high: u64) -> u128 {
    (u128::from(high) << 64) | u128::from(low)
}

/// Takes hashes as they are.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct AsIs(u64);

/// For sets and maps whose keys are hashes already.
pub(crate) type BuildAsIs = BuildHasherDefault<AsIs>;

impl Hasher for AsIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u128(&mut self, hash: u128) {
        self.0 = split(hash).0;
    }
}
