//! Which encoding a text is in: the publisher's choice, a mark, well-formed UTF-8, NULs of UTF-16, then letters.

use chardetng::Utf8Detection;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::{
    cyrillic::PairCounts,
    scan::{Scan, Utf8Count},
};

/// How much more often than malformed sequences well-formed ones must occur for a damaged file to count as UTF-8.
const UTF8_DAMAGED_RATIO: u64 = 4;
/// The same for Cyrillic letters of UTF-8, which no other encoding imitates: lines of another encoding may outnumber them.
const UTF8_MIXED_RATIO: u64 = 2;
/// How plausible letters must be to overrule a detector that sees no Cyrillic text.
const CYRILLIC_SURE: f64 = 0.4;
/// Sequences that are not UTF-8 from which on a line may be in another encoding: one is damage.
const LEGACY_SEQUENCES_MIN: u64 = 2;
/// How plausible letters must be to be believed at all.
const CYRILLIC_POSSIBLE: f64 = -1.0;

/// The encoding of a scanned text.
pub(super) fn encoding_of(scan: &Scan, choice: Option<&str>) -> &'static Encoding {
    if let Some((marked, _)) = Encoding::for_bom(&scan.head) {
        return marked;
    }
    if let Some(chosen) = choice.and_then(|label| Encoding::for_label(label.as_bytes())) {
        return chosen;
    }
    if let Some(wide) = utf16(scan) {
        return wide;
    }
    let utf8 = &scan.utf8;
    let mixed = utf8.cyrillic * UTF8_MIXED_RATIO > utf8.invalid && utf8.cyrillic * 10 > utf8.multibyte * 9;
    if utf8.invalid == 0 || utf8.multibyte > utf8.invalid.saturating_mul(UTF8_DAMAGED_RATIO) || mixed {
        return UTF_8;
    }
    let best = scan.pairs.best();
    if let Some((encoding, _)) = best.filter(|(_, score)| *score > CYRILLIC_SURE) {
        return encoding;
    }
    let guess = scan.detector().guess(Some(b"ua"), Utf8Detection::Deny);
    match best {
        Some((encoding, score)) if is_cyrillic(guess) && score > CYRILLIC_POSSIBLE => encoding,
        _ => guess,
    }
}

/// A line of a UTF-8 file that is not UTF-8 but reads like words in a Cyrillic encoding of one byte: files glued together have them. `pairs` is room to
/// judge it in, used again from line to line.
pub(super) fn legacy_line(line: &[u8], pairs: &mut PairCounts) -> Option<String> {
    let count = Utf8Count::of(line);
    if count.invalid < LEGACY_SEQUENCES_MIN || count.multibyte * 2 > count.invalid {
        return None;
    }
    pairs.clear();
    pairs.count(line);
    let (encoding, score) = pairs.best()?;
    (score > CYRILLIC_SURE).then(|| encoding.decode_without_bom_handling(line).0.into_owned())
}

/// UTF-16 without a mark: ASCII signs leave a NUL on one side of each pair, and hardly ever on the other.
fn utf16(scan: &Scan) -> Option<&'static Encoding> {
    let [even, odd] = scan.nuls;
    let units = scan.size / 2;
    let mark = |many: u64, few: u64| many > 0 && many * 20 > units && few * 20 < many;
    if scan.size < 4 || !scan.size.is_multiple_of(2) || !breaks_are_wide(&scan.head) {
        None
    } else if mark(odd, even) {
        Some(UTF_16LE)
    } else if mark(even, odd) {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// The encoding that a text of markup names itself, where its bytes do not contradict.
pub(super) fn declared(scan: &Scan) -> Option<String> {
    const DECLARED_WITHIN: usize = 2 << 10;
    let head = String::from_utf8_lossy(&scan.head[..scan.head.len().min(DECLARED_WITHIN)]).to_lowercase();
    let named = ["encoding=", "charset="].iter().find_map(|word| {
        let rest = &head[head.find(word)? + word.len()..];
        let label = rest.trim_start_matches(['"', '\'']);
        let end = label.find(|sign: char| !(sign.is_ascii_alphanumeric() || matches!(sign, '-' | '_' | '.' | ':')));
        Some(label[..end.unwrap_or(label.len())].to_owned())
    })?;
    let encoding = Encoding::for_label(named.as_bytes())?;
    // Who writes UTF-8 and says something else, or the reverse, is believed in what he writes.
    let is_utf8 = scan.utf8.invalid == 0 && scan.utf8.multibyte > 0;
    let contradicts = (encoding == UTF_8) != is_utf8 && (scan.utf8.invalid > 0 || scan.utf8.multibyte > 0);
    let is_wide = encoding == UTF_16LE || encoding == UTF_16BE;
    (!contradicts && !is_wide).then_some(named)
}

/// A NUL stands beside nearly every line feed of UTF-16; NULs strewn over other texts stand elsewhere.
fn breaks_are_wide(head: &[u8]) -> bool {
    let breaks = memchr::memchr_iter(b'\n', head).count();
    let near =
        |at: usize| at.checked_sub(1).and_then(|before| head.get(before)) == Some(&0) || head.get(at + 1) == Some(&0);
    let wide = memchr::memchr_iter(b'\n', head).filter(|at| near(*at)).count();
    wide * 2 >= breaks
}

fn is_cyrillic(encoding: &'static Encoding) -> bool {
    ["windows-1251", "KOI8-U", "KOI8-R", "IBM866", "x-mac-cyrillic", "ISO-8859-5"].contains(&encoding.name())
}

/// The label kept in a reading: the standard's name, lower case.
pub(super) fn label(encoding: &'static Encoding) -> String {
    encoding.name().to_ascii_lowercase()
}
