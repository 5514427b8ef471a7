//! Which bytes a `Range` header asks for (RFC 9110, section 14).

use std::ops::Range;

/// What is to be sent.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Everything: no range, or one we need not honour (several parts, another unit, nonsense).
    Whole,
    /// These bytes.
    Bytes(Range<u64>),
    /// Nothing: the bytes asked for do not exist.
    Outside,
}

/// Reads a `Range` header for a file of `size` bytes.
pub(super) fn part(header: &str, size: u64) -> Part {
    let Some(spec) = header.trim().strip_prefix("bytes=").map(str::trim) else { return Part::Whole };
    if spec.contains(',') {
        return Part::Whole;
    }
    let Some((first, last)) = spec.split_once('-') else { return Part::Whole };
    let number = |text: &str| text.trim().parse::<u64>().ok();
    match (first.trim(), last.trim()) {
        ("", suffix) => match number(suffix) {
            None => Part::Whole,
            Some(length) if length == 0 || size == 0 => Part::Outside,
            Some(length) => Part::Bytes(size.saturating_sub(length)..size),
        },
        (first, "") => match number(first) {
            None => Part::Whole,
            Some(first) if first >= size => Part::Outside,
            Some(first) => Part::Bytes(first..size),
        },
        (first, last) => match (number(first), number(last)) {
            (Some(first), Some(last)) if first > last => Part::Whole,
            (Some(first), Some(_)) if first >= size => Part::Outside,
            (Some(first), Some(last)) => Part::Bytes(first..last.saturating_add(1).min(size)),
            _ => Part::Whole,
        },
    }
}

/// Whether an `If-None-Match` header names this entity tag. Weak tags count as the same here, as the standard has it.
pub(super) fn names(header: &str, etag: &str) -> bool {
    let plain = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    header.trim() == "*" || header.split(',').any(|tag| plain(tag) == etag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_cut_at_the_end_of_the_file() {
        assert_eq!(part("bytes=0-9", 100), Part::Bytes(0..10));
        assert_eq!(part("bytes=90-1000", 100), Part::Bytes(90..100));
        assert_eq!(part("bytes=90-", 100), Part::Bytes(90..100));
        assert_eq!(part("bytes=-10", 100), Part::Bytes(90..100));
        assert_eq!(part("bytes=-1000", 100), Part::Bytes(0..100));
    }

    #[test]
    fn a_range_beyond_the_end_cannot_be_answered() {
        assert_eq!(part("bytes=100-", 100), Part::Outside);
        assert_eq!(part("bytes=-0", 100), Part::Outside);
        assert_eq!(part("bytes=0-0", 0), Part::Outside);
    }

    #[test]
    fn what_is_no_single_range_is_answered_with_the_whole() {
        for header in ["bytes=0-1,5-6", "rows=0-1", "bytes=9-1", "bytes=x-y", "bytes", "bytes=18446744073709551616-"] {
            assert_eq!(part(header, 100), Part::Whole, "{header}");
        }
        assert_eq!(part("bytes=0-18446744073709551615", 100), Part::Bytes(0..100));
    }
}
