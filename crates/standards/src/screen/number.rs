//! Tax numbers and phones in a text.

use super::{
    detect::{Alike, Hit, What},
    document,
};
use crate::check;

/// Fewer digits hold neither a phone nor a tax number.
pub(super) const DIGITS_MIN: usize = 9;

/// Digits of a tax number.
const TAX_DIGITS: usize = 10;

/// Codes of Ukrainian mobile operators.
const MOBILE: [&str; 16] =
    ["39", "50", "63", "66", "67", "68", "73", "75", "77", "91", "92", "93", "94", "95", "96", "97"];
/// Two more that share their first digit with special services.
const MOBILE_TOO: [&str; 2] = ["98", "99"];

/// Separators that may stand together inside a phone: `) `.
const SEPARATORS_MAX: usize = 2;

/// Words that say a number beside them is a person's tax number.
const TAX_WORDS: [&str; 9] =
    ["рнокпп", "іпн", "ипн", "інн", "ідентифікаційн", "податковий номер", "облікової картки", "дрфо", "фоп "];

/// Ends of patronymics, which give a person's full name away.
const PATRONYMICS: [&str; 4] = ["ович", "йович", "івна", "ївна"];

/// Digits that may be a phone, with the number of bytes they take.
struct Phone {
    end: usize,
    /// Nine digits after `0` or `+380`.
    national: [u8; 9],
    /// Written as only a phone is.
    certain: bool,
}

/// Tells of each hit, reading every digit of the value once or twice.
pub(super) fn find(value: &str, found: &mut dyn FnMut(Hit)) -> Alike {
    let bytes = value.as_bytes();
    let mut alike = Alike::default();
    let mut at = 0;
    while at < bytes.len() {
        if !(bytes[at].is_ascii_digit() || bytes[at] == b'+') {
            at += 1;
            continue;
        }
        if !starts_alone(bytes, at) {
            at = document::account_end(bytes, at).unwrap_or(at + 1);
            continue;
        }
        if let Some(phone) = phone_at(bytes, at) {
            alike.phone_form += u64::from(!phone.certain);
            if let Some(what) = weigh_phone(value, &phone) {
                found(Hit { what, range: start_of_phone(bytes, at)..phone.end });
            }
            at = phone.end;
            continue;
        }
        let run = bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let end = at + run;
        if ends_alone(bytes, end) {
            if run == TAX_DIGITS {
                alike.ten_digits += 1;
                let fits = check::digits(&value[at..end]).is_some_and(|number| check::rnokpp_fits(&number));
                found(Hit { what: What::TaxNumber { fits, named: fits && is_named(value) }, range: at..end });
            } else if run == 9 && run == value.len() && is_mobile(&bytes[..2]) {
                found(Hit { what: What::BareMobile, range: at..end });
            }
        }
        if run < TAX_DIGITS
            && let Some((number, end)) = grouped_tax_number(bytes, at)
        {
            alike.ten_digits += 1;
            let fits = check::rnokpp_fits(&number);
            found(Hit { what: What::TaxNumber { fits, named: fits && is_named(value) }, range: at..end });
            at = end;
            continue;
        }
        at = end.max(at + 1);
    }
    alike
}

/// A tax number in groups: ten digits parted by single spaces or hyphens, none of them a group of thousands throughout, as sums have.
fn grouped_tax_number(bytes: &[u8], at: usize) -> Option<([u32; TAX_DIGITS], usize)> {
    let mut number = [0; TAX_DIGITS];
    let (mut count, mut place, mut group, mut are_thousands) = (0, at, 0, true);
    while count < TAX_DIGITS {
        match bytes[place..] {
            [digit @ b'0'..=b'9', ..] => {
                number[count] = u32::from(digit - b'0');
                count += 1;
                group += 1;
                place += 1;
            }
            [b' ' | b'-', b'0'..=b'9', ..] | [0xC2, 0xA0, b'0'..=b'9', ..] if count > 0 => {
                are_thousands &= if count == group { group <= 3 } else { group == 3 };
                group = 0;
                place += if bytes[place] == 0xC2 { 2 } else { 1 };
            }
            _ => return None,
        }
    }
    let goes_on = matches!(bytes[place..], [b' ' | b'-', b'0'..=b'9', ..] | [0xC2, 0xA0, b'0'..=b'9', ..]);
    (ends_alone(bytes, place) && !goes_on && !(are_thousands && group == 3)).then_some((number, place))
}

/// Not inside a word, a longer number, a decimal fraction or a code such as a cadastral number.
fn starts_alone(bytes: &[u8], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|place| bytes[place]) else { return true };
    match before {
        b'.' | b':' | b'/' | b'-' | b'_' => at < 2 || !bytes[at - 2].is_ascii_alphanumeric(),
        // A comma separates numbers in a list; after up to three digits it is a decimal one.
        b',' => {
            let whole = bytes[..at - 1].iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
            whole == 0 || whole > 3
        }
        b'+' => bytes[at] != b'+',
        other => !other.is_ascii_alphanumeric(),
    }
}

fn ends_alone(bytes: &[u8], end: usize) -> bool {
    let digit_follows = |place: usize| bytes.get(place).is_some_and(u8::is_ascii_digit);
    match bytes.get(end) {
        None => true,
        Some(b'.' | b':' | b'/' | b'-' | b'_') => !digit_follows(end + 1),
        Some(b',') => {
            let fraction = bytes[end + 1..].iter().take_while(|byte| byte.is_ascii_digit()).count();
            fraction == 0 || fraction > 3
        }
        Some(other) => !other.is_ascii_alphanumeric(),
    }
}

/// A bracket before the code belongs to the phone.
fn start_of_phone(bytes: &[u8], at: usize) -> usize {
    if at > 0 && bytes[at - 1] == b'(' { at - 1 } else { at }
}

/// The phone that starts at a place: `+380`, `380`, `80` or `0` and nine digits, with separators between.
fn phone_at(bytes: &[u8], at: usize) -> Option<Phone> {
    let plus = bytes[at] == b'+';
    let mut digits = [0_u8; 12];
    let mut count = 0;
    let mut gap = 0;
    let mut separated = at > 0 && bytes[at - 1] == b'(';
    let mut place = at + usize::from(plus);
    let mut wanted = 12;
    while count < wanted {
        let byte = *bytes.get(place)?;
        if byte.is_ascii_digit() {
            digits[count] = byte;
            count += 1;
            gap = 0;
            if count <= 3 {
                wanted = length(&digits[..count], plus)?;
            }
            place += 1;
            continue;
        }
        let width = separator(&bytes[place..], count)?;
        gap += 1;
        if gap > SEPARATORS_MAX {
            return None;
        }
        separated = true;
        place += width;
    }
    let mut national = [0_u8; 9];
    national.copy_from_slice(&digits[wanted - 9..wanted]);
    ends_alone(bytes, place).then_some(Phone { end: place, national, certain: plus || separated || wanted == 12 })
}

/// How many digits a phone with these first digits has; `None` where none begins so.
fn length(first: &[u8], plus: bool) -> Option<usize> {
    match first {
        b"3" | b"38" | b"380" => Some(12),
        _ if plus => None,
        b"8" | [b'8', b'0', ..] => Some(11),
        // Nothing that is dialled begins with two zeros, 01 or 02.
        b"0" | [b'0', b'3'..=b'9', ..] => Some(10),
        _ => None,
    }
}

/// Bytes of the separator at the start, where one may stand after `count` digits. A point may only stand between groups, so that
/// a fraction such as `0.501234567` is no phone.
fn separator(bytes: &[u8], count: usize) -> Option<usize> {
    match bytes {
        [b' ' | b'(' | b')' | b'-', ..] => Some(1),
        [b'.', ..] if count >= 3 => Some(1),
        [0xC2, 0xA0, ..] => Some(2),
        // Hyphens and dashes from U+2010 to U+2015.
        [0xE2, 0x80, 0x90..=0x95, ..] => Some(3),
        _ => None,
    }
}

fn weigh_phone(value: &str, phone: &Phone) -> Option<What> {
    if is_mobile(&phone.national[..2]) {
        return Some(What::Mobile { certain: phone.certain });
    }
    // 0-800 and 0-900 are services; the rest are landlines.
    let geographic = matches!(phone.national[0], b'3'..=b'6');
    (geographic && names_a_person(value)).then_some(What::Landline)
}

fn is_mobile(code: &[u8]) -> bool {
    MOBILE.iter().chain(&MOBILE_TOO).any(|mobile| mobile.as_bytes() == code)
}

fn is_named(value: &str) -> bool {
    let lower = value.to_lowercase();
    TAX_WORDS.iter().any(|word| lower.contains(word))
}

fn names_a_person(value: &str) -> bool {
    value.split(|sign: char| !sign.is_alphabetic()).any(|word| {
        word.starts_with(char::is_uppercase) && PATRONYMICS.iter().any(|end| word.to_lowercase().ends_with(end))
    })
}

/// Stars for digits but the first `kept`.
pub(super) fn mask(text: &str, kept: usize) -> String {
    let mut seen = 0;
    let star = |sign: char| {
        if !sign.is_ascii_digit() {
            return sign;
        }
        seen += 1;
        if seen > kept { '*' } else { sign }
    };
    text.chars().map(star).collect()
}

/// Stars for the subscriber's seven digits; country and operator stay.
pub(super) fn mask_phone(text: &str) -> String {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    mask(text, digits.saturating_sub(7))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(value: &str) -> Vec<(What, &str)> {
        let mut all = Vec::new();
        find(value, &mut |hit| {
            if !hit.is_mere_form() {
                all.push((hit.what, &value[hit.range]));
            }
        });
        all
    }

    const CERTAIN: What = What::Mobile { certain: true };

    #[test]
    fn mobiles_are_found_however_they_are_written() {
        for text in [
            "+380671234567",
            "380671234567",
            "+38 (067) 123-45-67",
            "8 067 123 45 67",
            "067-123-45-67",
            "067.123.45.67",
        ] {
            assert_eq!(found(text), [(CERTAIN, text)]);
        }
        assert_eq!(found("(067) 123–45–67"), [(CERTAIN, "(067) 123–45–67")]);
        assert_eq!(found("0671234567"), [(What::Mobile { certain: false }, "0671234567")]);
        assert_eq!(found("тел. 0671234567,0501234567").len(), 2);
    }

    #[test]
    fn fractions_codes_and_landlines_are_no_mobiles() {
        for text in [
            "0.6712345678",
            "0.501234567",
            "48,0671234567",
            "48.0671234567",
            "06712345678",
            "1210100000:06:712:3456",
            "UA0671234567",
            "(056) 123-45-67",
            "0800501234",
            "067 123",
            "+48671234567",
            "2024-01-15 06:71:23",
            "1 067 123 456 789",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn a_landline_is_personal_beside_a_full_name() {
        assert_eq!(found("Зразкова Ганна Петрівна, (056) 123-45-67"), [(What::Landline, "(056) 123-45-67")]);
        assert_eq!(found("приймальня, (056) 123-45-67"), []);
    }

    #[test]
    fn tax_numbers_stand_alone() {
        assert_eq!(found("1234567899"), [(What::TaxNumber { fits: true, named: false }, "1234567899")]);
        assert_eq!(found("РНОКПП: 1234567899."), [(What::TaxNumber { fits: true, named: true }, "1234567899")]);
        for text in ["1234 567 899", "123-456-7899", "12345 67899"] {
            assert_eq!(found(text), [(What::TaxNumber { fits: true, named: false }, text)]);
        }
        assert_eq!(found("1 234 567 899"), []);
        for text in
            ["1234567890", "11234567899", "1234567899.50", "1234567899:01:001:0001", "A1234567899", "12.1234567899"]
        {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
