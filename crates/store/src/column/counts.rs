//! Counts and small numbers, which databases know with a sign only.

/// A count for a column. No count of a portal comes near the largest that a column holds.
pub(crate) fn stored_count(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// A count from a column; none is ever stored below zero.
pub(crate) fn count(stored: i64) -> u64 {
    u64::try_from(stored).unwrap_or(0)
}

/// A small number (of a version, of an attempt) for a column.
pub(crate) fn stored_number(number: u32) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

/// A small number from a column; none is ever stored below zero.
pub(crate) fn number(stored: i32) -> u32 {
    u32::try_from(stored).unwrap_or(0)
}

/// A position in a list.
pub(crate) fn position(index: usize) -> i32 {
    i32::try_from(index).unwrap_or(i32::MAX)
}
