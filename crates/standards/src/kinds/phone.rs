//! Phones: how they are written, and their one form.

use std::borrow::Cow;

use tabular::{FixId, Safety, Verdict};

use super::mend::without_label;
use crate::hint::Hint;

/// Headers that speak of phones.
pub(crate) const HINT: Hint = Hint {
    parts: &["телефон", "phone", "гаряча лінія", "hotline"],
    words: &["tel", "тел", "моб", "mobile", "факс", "fax"],
};

/// Numbers in one cell; more are not phones.
const NUMBERS_MAX: usize = 20;

/// Judges a cell of one phone or several: `+380…`, separated by commas.
pub(super) fn judge(value: &str) -> Verdict<'_> {
    let mut safety = Safety::Safe;
    let mut numbers = Vec::new();
    for part in value.split([',', ';', '\n', '/']) {
        let Some((number, part_safety)) = with_extension(part) else { return Verdict::Invalid };
        if part_safety != Safety::Safe {
            safety = part_safety;
        }
        numbers.push(number);
        if numbers.len() > NUMBERS_MAX {
            return Verdict::Invalid;
        }
    }
    let canonical = numbers.join(", ");
    if value == canonical || value.split(',').eq(numbers.iter().map(String::as_str)) {
        return Verdict::Valid;
    }
    Verdict::Fixable { value: Cow::Owned(canonical), fix: FixId::Phones, safety }
}

/// Words before the number of an extension.
const EXTENSIONS: &[&str] = &["дод.", "доб.", "вн.", "внутр.", "ext.", "дод", "вн", "ext"];
/// Words before a phone that only say that it is one.
const LABELS: &[&str] = &["телефон", "тел", "моб", "т.", "phone", "tel", "м.т"];

/// One phone, perhaps with an extension behind: `+380561234567 дод. 12`.
fn with_extension(part: &str) -> Option<(String, Safety)> {
    let part = part.trim();
    let lower = part.to_lowercase();
    if lower.len() == part.len()
        && let Some((at, word)) = EXTENSIONS.iter().find_map(|word| Some((lower.find(word)?, word)))
    {
        let behind = part[at + word.len()..].trim_start_matches([' ', '.', ':', '-']).trim_end_matches([' ', ')']);
        let is_number = (1..=5).contains(&behind.len()) && behind.bytes().all(|byte| byte.is_ascii_digit());
        let (number, safety) = one(part[..at].trim_end_matches([' ', '(', ',']))?;
        return is_number.then(|| (format!("{number} дод. {behind}"), safety));
    }
    one(without_label(part, LABELS))
}

/// One phone in its own form. Nine digits without zero or country are likely a phone that a spreadsheet made a number, so somebody
/// must agree.
fn one(part: &str) -> Option<(String, Safety)> {
    let part = part.trim().trim_start_matches(['\'', '’']);
    let international = part.starts_with('+');
    let mut digits = String::with_capacity(12);
    for sign in part.strip_prefix('+').unwrap_or(part).chars() {
        match sign {
            '0'..='9' => digits.push(sign),
            ' ' | '\u{a0}' | '(' | ')' | '-' | '.' | '\u{2010}'..='\u{2015}' => {}
            _ => return None,
        }
    }
    let national = match digits.len() {
        12 if digits.starts_with("380") => Some((&digits[3..], Safety::Safe)),
        11 if digits.starts_with("80") && !international => Some((&digits[2..], Safety::Safe)),
        10 if digits.starts_with('0') && !international => Some((&digits[1..], Safety::Safe)),
        9 if !international => Some((digits.as_str(), Safety::Suggestion)),
        _ => None,
    };
    match national {
        Some((rest, safety)) => {
            rest.starts_with(['3', '4', '5', '6', '7', '8', '9']).then(|| (format!("+380{rest}"), safety))
        }
        // Abroad: E.164 allows up to fifteen digits.
        None if international
            && (8..=15).contains(&digits.len())
            && !digits.starts_with("380")
            && !digits.starts_with('0') =>
        {
            Some((format!("+{digits}"), Safety::Safe))
        }
        None => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn fixed(value: &str) -> String {
        match judge(value) {
            Verdict::Fixable { value, fix: FixId::Phones, safety: Safety::Safe } => value.into_owned(),
            other => panic!("{value}: {other:?}"),
        }
    }

    #[test]
    fn every_way_of_writing_becomes_one() {
        assert_eq!(fixed("(056) 123-45-67"), "+380561234567");
        assert_eq!(fixed("0561234567"), "+380561234567");
        assert_eq!(fixed("380561234567"), "+380561234567");
        assert_eq!(fixed("8 (056) 123 45 67"), "+380561234567");
        assert_eq!(fixed("'+380 56 123–45–67"), "+380561234567");
        assert_eq!(fixed("0 800 50 12 34"), "+380800501234");
    }

    #[test]
    fn several_numbers_are_separated_by_commas() {
        assert_eq!(fixed("(056) 123-45-67; 0561234568"), "+380561234567, +380561234568");
        assert_eq!(judge("+380561234567, +380561234568"), Verdict::Valid);
        assert_eq!(judge("+380561234567,+380561234568"), Verdict::Valid);
    }

    #[test]
    fn an_extension_and_a_word_before_the_number_are_understood() {
        assert_eq!(fixed("(056) 123-45-67 вн. 12"), "+380561234567 дод. 12");
        assert_eq!(fixed("тел. 056 123 45 67"), "+380561234567");
        assert_eq!(fixed("056 123 45 67 / 056 123 45 68"), "+380561234567, +380561234568");
        assert_eq!(judge("+380561234567 дод. 12"), Verdict::Valid);
        assert_eq!(judge("123-45-67/68"), Verdict::Invalid);
    }

    #[test]
    fn nine_digits_need_a_yes() {
        assert!(matches!(judge("561234567"), Verdict::Fixable { safety: Safety::Suggestion, .. }));
    }

    #[test]
    fn what_lacks_its_area_code_is_no_phone() {
        assert_eq!(judge("123-45-67"), Verdict::Invalid);
        assert_eq!(judge("104"), Verdict::Invalid);
        assert_eq!(judge("0001234567"), Verdict::Invalid);
        assert_eq!(judge("немає"), Verdict::Invalid);
        assert_eq!(judge(",,,"), Verdict::Invalid);
    }

    #[test]
    fn a_foreign_phone_keeps_its_country() {
        assert_eq!(judge("+48123456789"), Verdict::Valid);
        assert_eq!(fixed("+48 123 456 789"), "+48123456789");
    }

    proptest! {
        #[test]
        fn what_a_fix_makes_is_valid(value in "[+0-9() ,;.-]{0,40}") {
            if let Verdict::Fixable { value, .. } = judge(&value) {
                prop_assert_eq!(judge(&value), Verdict::Valid);
            }
        }
    }
}
