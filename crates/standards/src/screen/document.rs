//! Numbers of people's papers and accounts: passports, ID cards, УНЗР, bank cards, IBAN of persons.

use std::ops::Range;

use crate::check;

/// Digits of a bank card as it is written in Ukraine: one run, or groups of four.
const CARD_DIGITS: usize = 16;
/// Digits of УНЗР without its hyphen: birth day, then a number with check digit.
const UNZR_DIGITS: (usize, usize) = (8, 5);
/// Balance accounts of people by the NBU's chart: on demand, cards, deposits.
const PERSONS_ACCOUNTS: [&str; 5] = ["2620", "2625", "2630", "2635", "2638"];
/// Where the account begins in a Ukrainian IBAN: country, check digits, bank.
const IBAN_ACCOUNT_AT: usize = 10;
/// Digits of a Ukrainian IBAN behind its country.
const IBAN_DIGITS: usize = 27;
/// Letters of a country.
const COUNTRY_LENGTH: usize = 2;
/// Words that say a number beside them is a passport's.
const PASSPORT_WORDS: [&str; 5] = ["паспорт", "id-карт", "id карт", "посвідчення особи", "посвідка"];

/// A paper of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Paper {
    /// Two Cyrillic letters and six digits; nine digits beside a word for it.
    Passport {
        /// Words beside it say so.
        named: bool,
    },
    /// Unique number of a record in the demographic register.
    Unzr,
    /// A payment card with a right check digit.
    Card,
    /// An account of a person.
    Iban,
}

/// Tells of each; only for values with six digits or more.
pub(super) fn find(value: &str, found: &mut dyn FnMut(Paper, Range<usize>)) {
    let bytes = value.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let run = digits_at(bytes, at);
        let mut end = at + run;
        if let Some(after) = account_end(bytes, at) {
            end = after;
            let start = at - COUNTRY_LENGTH;
            if is_persons_iban(&value[start..end]) {
                found(Paper::Iban, start..end);
            }
        } else if let Some(after) = unzr_end(bytes, at, run) {
            end = after;
            found(Paper::Unzr, at..after);
        } else if let Some(after) = card_end(bytes, at) {
            end = after;
            found(Paper::Card, at..after);
        } else if run == 6 && ends_word(bytes, end) {
            if let Some(start) = series_before(value, at) {
                found(Paper::Passport { named: speaks_of_passport(value) }, start..end);
            }
        } else if run == 9 && begins_word(bytes, at) && ends_word(bytes, end) && speaks_of_passport(value) {
            found(Paper::Passport { named: true }, at..end);
        }
        at = end;
    }
}

fn digits_at(bytes: &[u8], at: usize) -> usize {
    bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count()
}

/// Nothing before that would make it part of a longer number, code or Latin word.
fn begins_word(bytes: &[u8], at: usize) -> bool {
    at == 0
        || !matches!(bytes[at - 1], b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'.' | b'-' | b'/' | b':' | b'_' | 0xD0..=0xD2)
}

fn ends_word(bytes: &[u8], end: usize) -> bool {
    match bytes.get(end) {
        None => true,
        Some(b'.' | b',' | b'-' | b'/' | b':') => !bytes.get(end + 1).is_some_and(u8::is_ascii_digit),
        Some(byte) => !byte.is_ascii_alphanumeric() && *byte != b'_',
    }
}

/// `AB 123456`: two Cyrillic capitals before the digits, alone.
fn series_before(value: &str, at: usize) -> Option<usize> {
    let before = value[..at].trim_end_matches([' ', '\u{a0}', '№']);
    let mut letters = before.char_indices().rev();
    let (_, second) = letters.next()?;
    let (start, first) = letters.next()?;
    // Latin letters of the same looks are a series only beside a word that says so.
    let is_alike = |letter: char| "ABCEHIKMOPTX".contains(letter) && speaks_of_passport(value);
    let is_capital = |letter: char| ('А'..='Я').contains(&letter) || "ІЇЄҐ".contains(letter) || is_alike(letter);
    let alone = letters.next().is_none_or(|(_, sign)| !sign.is_alphanumeric() && sign != '-');
    (is_capital(first) && is_capital(second) && alone).then_some(start)
}

fn speaks_of_passport(value: &str) -> bool {
    let lower = value.to_lowercase();
    PASSPORT_WORDS.iter().any(|word| lower.contains(word))
}

/// `19900131-01234`: a day on which somebody was born, a hyphen, five digits.
fn unzr_end(bytes: &[u8], at: usize, run: usize) -> Option<usize> {
    let (day, rest) = UNZR_DIGITS;
    if run != day || bytes.get(at + day) != Some(&b'-') || !begins_word(bytes, at) {
        return None;
    }
    let number = |from: usize, count: usize| {
        bytes[from..from + count].iter().fold(0_u32, |sum, byte| sum * 10 + u32::from(byte - b'0'))
    };
    let (year, month, date) = (number(at, 4), number(at + 4, 2), number(at + 6, 2));
    let is_day = (1900..=2100).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&date);
    let end = at + day + 1 + rest;
    (is_day && digits_at(bytes, at + day + 1) == rest && ends_word(bytes, end)).then_some(end)
}

/// The end of a card's number that begins here: groups of four with spaces or hyphens, or one run; issuer and check digit right.
fn card_end(bytes: &[u8], at: usize) -> Option<usize> {
    if !begins_word(bytes, at) || !matches!(bytes[at], b'2'..=b'6' | b'9') {
        return None;
    }
    let run = digits_at(bytes, at);
    let mut end = at + run;
    let (mut digits, mut count) = ([0; CARD_DIGITS], 0);
    let mut take = |group: &[u8]| {
        digits.get_mut(count..count + group.len()).map(|place| place.copy_from_slice(group))?;
        count += group.len();
        Some(())
    };
    if run == 4 {
        take(&bytes[at..end])?;
        while let Some(start) = gap_at(&bytes[end..]).map(|width| end + width) {
            let group = digits_at(bytes, start);
            if group != 4 || take(&bytes[start..start + group]).is_none() {
                break;
            }
            end = start + group;
        }
    } else if run == CARD_DIGITS {
        take(&bytes[at..end])?;
    }
    (count == CARD_DIGITS && ends_word(bytes, end) && is_issued(&digits) && check::luhn_fits(&digits)).then_some(end)
}

/// Bytes of what parts the groups of a card's number, where it stands here.
fn gap_at(bytes: &[u8]) -> Option<usize> {
    match bytes {
        [b' ' | b'-' | b'.', ..] => Some(1),
        [0xC2, 0xA0, ..] => Some(2),
        // Narrow no-break space, hyphens and dashes.
        [0xE2, 0x80, 0xAF | 0x90..=0x95, ..] => Some(3),
        _ => None,
    }
}

/// Issuers: Visa, Mastercard, Maestro, ПРОСТІР.
fn is_issued(digits: &[u8]) -> bool {
    matches!(digits, [b'4', ..] | [b'5', b'1'..=b'5', ..] | [b'2', b'2'..=b'7', ..] | [b'9', b'8', b'0', b'4', ..])
        || matches!(digits, [b'5', b'0' | b'6'..=b'8', ..] | [b'6', b'3' | b'7', ..])
}

/// The end of the account by IBAN whose digits begin at a place, in one run or in groups: nothing inside it is a card or a phone.
pub(super) fn account_end(bytes: &[u8], at: usize) -> Option<usize> {
    let start = at.checked_sub(COUNTRY_LENGTH)?;
    let is_country =
        bytes[start..at].eq_ignore_ascii_case(b"UA") && (start == 0 || !bytes[start - 1].is_ascii_alphanumeric());
    if !is_country {
        return None;
    }
    let (mut end, mut count) = (at, 0);
    while count < IBAN_DIGITS {
        match bytes[end..] {
            [b'0'..=b'9', ..] => (end, count) = (end + 1, count + 1),
            [b' ', b'0'..=b'9', ..] => end += 1,
            [0xc2, 0xa0, b'0'..=b'9', ..] => end += 2,
            _ => return None,
        }
    }
    ends_word(bytes, end).then_some(end)
}

fn is_persons_iban(account: &str) -> bool {
    let account = account.replace([' ', '\u{a0}'], "").to_ascii_uppercase();
    let number = account[IBAN_ACCOUNT_AT..].trim_start_matches('0');
    check::iban_fits(&account) && PERSONS_ACCOUNTS.iter().any(|account| number.starts_with(account))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(value: &str) -> Vec<(Paper, &str)> {
        let mut all = Vec::new();
        find(value, &mut |paper, range| all.push((paper, &value[range])));
        all
    }

    const UNNAMED: Paper = Paper::Passport { named: false };

    #[test]
    fn passports_have_a_series_or_a_word_beside_them() {
        assert_eq!(found("АН123456"), [(UNNAMED, "АН123456")]);
        assert_eq!(found("серія АН № 123456"), [(UNNAMED, "АН № 123456")]);
        assert_eq!(found("паспорт AH123456"), [(Paper::Passport { named: true }, "AH123456")]);
        assert_eq!(found("паспорт 123456789"), [(Paper::Passport { named: true }, "123456789")]);
        for text in ["123456789", "КАН123456", "АН1234567", "AB123456", "ТОВ 123456"] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn the_register_number_begins_with_a_birth_day() {
        assert_eq!(found("УНЗР 19900131-01234"), [(Paper::Unzr, "19900131-01234")]);
        for text in ["19901331-01234", "12345678-1", "50730000-1", "19900131-012345"] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn cards_have_an_issuer_and_a_right_check_digit() {
        for card in [
            "4111111111111111",
            "4111\u{a0}1111\u{a0}1111\u{a0}1111",
            "4111.1111.1111.1111",
            "4111 1111 1111 1111",
            "5555-5555-5555-4444",
        ] {
            assert_eq!(found(card), [(Paper::Card, card)]);
        }
        for text in
            ["4111111111111112", "1111111111111117", "41111111111111110", "4111 1111 1111", "UA4111111111111111"]
        {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn only_accounts_of_people_are_personal() {
        let iban = |account: &str| {
            let rest = format!("305299{account:0>19}");
            let moved = format!("{rest}301000");
            let modulo = moved.bytes().fold(0_u32, |sum, byte| (sum * 10 + u32::from(byte - b'0')) % 97);
            format!("UA{:02}{rest}", 98 - modulo)
        };

        let (person, firm) = (iban("26207233566001"), iban("26007233566001"));

        assert_eq!(found(&person), [(Paper::Iban, person.as_str())]);
        assert_eq!(found(&firm), []);
        assert_eq!(found("UA7438851\u{2060}60000000026054939"), []);
    }

    #[test]
    fn an_account_in_groups_is_one_account_and_no_card() {
        let firm = "UA21 3223 1300 0002 6007 2335 66001";
        let hides_card = "UA21 4111 1111 1111 1111 2335 66001";

        assert_eq!(account_end(firm.as_bytes(), 2), Some(firm.len()));
        assert_eq!(found(firm), []);
        assert_eq!(found(hides_card), []);
        assert_eq!(found("UA21 4111 1111 1111 1111"), [(Paper::Card, "4111 1111 1111 1111")]);
    }
}
