//! Sums of money and shares: a number, perhaps with its unit beside it.

use tabular::{
    FieldType, FixId, Safety, Verdict,
    fix::{NumberForm, number_form},
    value::{DIGITS_MAX, decimal},
};

use super::{Kind, fixable, valid_if};
use crate::hint::Hint;

pub(super) const KINDS: [Kind; 1] = [Kind {
    id: "money",
    uk: "сума",
    en: "amount of money",
    field_type: FieldType::Number,
    hint: Hint {
        parts: &["вартість", "сума,", "сума ", "ціна", "грн", "заборгован", "кошторис"],
        words: &["сума", "amount", "price"],
    },
    needs_hint: true,
    judge: money,
}];

/// Words for the hryvnia.
const HRYVNIA: &[&str] = &["грн", "гривень", "гривні", "гривня", "uah", "₴", "гр", "грн/рік"];
/// Words that multiply, with the power of ten.
const POWERS: &[(&str, usize)] = &[
    ("тис", 3),
    ("тисяч", 3),
    ("тисячі", 3),
    ("млн", 6),
    ("мільйон", 6),
    ("мільйонів", 6),
    ("мільйони", 6),
    ("млрд", 9),
    ("мільярдів", 9),
];

/// A number; with `грн`, `₴`, `тис. грн` beside it somebody must agree, since the unit goes. Other currencies stay.
fn money(value: &str) -> Verdict<'_> {
    if decimal(value).is_some() {
        return Verdict::Valid;
    }
    match hryvnias(value) {
        Some(number) => fixable(number, FixId::Units, Safety::Suggestion),
        None => valid_if(plain(value).is_some()),
    }
}

/// A number; `15 %` is 15 where somebody agrees.
pub(super) fn share(value: &str) -> Verdict<'_> {
    match value.strip_suffix('%').and_then(|number| plain(number.trim_end())) {
        Some(number) => fixable(number, FixId::Units, Safety::Suggestion),
        None => valid_if(value.parse::<f64>().is_ok()),
    }
}

/// `1 250,50 грн`, `₴500`, `12,5 тис. грн`, `500 грн 50 коп.` as a number.
fn hryvnias(value: &str) -> Option<String> {
    const BYTES_MAX: usize = 80;
    if value.len() > BYTES_MAX {
        return None;
    }
    let lower = value.trim().to_lowercase();
    let start = lower.find(|sign: char| sign.is_ascii_digit() || sign == '-')?;
    let before = lower[..start].trim_matches([' ', '.', '\u{a0}']);
    let rest = &lower[start..];
    let end = rest.find(|sign: char| sign.is_alphabetic() || sign == '₴').unwrap_or(rest.len());
    let number = plain(rest[..end].trim_end_matches([' ', '\u{a0}']))?;
    let mut words: Vec<&str> = rest[end..].split([' ', '.', '\u{a0}', ',']).filter(|word| !word.is_empty()).collect();
    let mut power = 0;
    if let Some((_, found)) = words.first().and_then(|word| POWERS.iter().find(|(known, _)| known == word)) {
        power = *found;
        words.remove(0);
    }
    if before.is_empty() == words.is_empty() && !(words.is_empty() && power > 0) {
        return None;
    }
    if !before.is_empty() && !HRYVNIA.contains(&before) {
        return None;
    }
    match words.as_slice() {
        [] => shifted(&number, power),
        [unit] if HRYVNIA.contains(unit) => shifted(&number, power),
        [unit, kopecks, word] if power == 0 && HRYVNIA.contains(unit) && word.starts_with("коп") => {
            let is_pair = kopecks.len() == 2 && kopecks.bytes().all(|byte| byte.is_ascii_digit());
            (is_pair && !number.contains('.')).then(|| format!("{number}.{kopecks}"))
        }
        _ => None,
    }
}

/// A number in any form that has one reading.
fn plain(text: &str) -> Option<String> {
    if decimal(text).is_some() {
        return Some(text.to_owned());
    }
    match number_form(text)? {
        NumberForm::Comma(number)
        | NumberForm::Thousands(number)
        | NumberForm::ThousandsComma(number)
        | NumberForm::Minus(number) => Some(number),
        NumberForm::EitherComma { .. } | NumberForm::Year(_) => None,
    }
}

/// The number with its point moved to the right, digit by digit, so that nothing is rounded.
fn shifted(number: &str, power: usize) -> Option<String> {
    if power == 0 {
        return Some(number.to_owned());
    }
    let (sign, unsigned) = number.strip_prefix('-').map_or(("", number), |rest| ("-", rest));
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let padded = format!("{fraction:0<power$}");
    let whole = format!("{whole}{}", &padded[..power]);
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let rest = &padded[power..];
    let text = if rest.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest}") };
    (text.len() <= DIGITS_MAX as usize).then_some(text)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn number(value: &str) -> Option<String> {
        match money(value) {
            Verdict::Fixable { value, fix: FixId::Units, safety: Safety::Suggestion } => Some(value.into_owned()),
            _ => None,
        }
    }

    #[test]
    fn a_sum_loses_the_word_for_hryvnia_only_with_a_yes() {
        assert_eq!(number("1 250,50 грн").as_deref(), Some("1250.50"));
        assert_eq!(number("₴500").as_deref(), Some("500"));
        assert_eq!(number("12,5 тис. грн.").as_deref(), Some("12500"));
        assert_eq!(number("1,2345 млн").as_deref(), Some("1234500"));
        assert_eq!(number("0,5 тис грн").as_deref(), Some("500"));
        assert_eq!(number("500 грн 50 коп.").as_deref(), Some("500.50"));
        for text in ["500 $", "500 євро", "грн", "500 грн за кв.м", "безкоштовно", "1,234 грн"]
        {
            assert_eq!(number(text), None, "{text}");
        }
    }

    #[test]
    fn a_share_loses_its_sign_only_with_a_yes() {
        assert_eq!(share("15,5 %"), fixable("15.5".into(), FixId::Units, Safety::Suggestion));
        assert_eq!(share("15"), Verdict::Valid);
        assert_eq!(share("105.5"), Verdict::Valid);
        assert_eq!(share("третина"), Verdict::Invalid);
    }

    proptest! {
        #[test]
        fn what_a_fix_makes_is_a_number(value in "(₴|грн)? ?[0-9]{1,4}([ ,.][0-9]{1,3}){0,2} ?(тис\\.|млн)? ?(грн\\.?|₴|%)?") {
            for judge in [money, share] {
                if let Verdict::Fixable { value, .. } = judge(&value) {
                    prop_assert!(decimal(&value).is_some(), "{}", value);
                    prop_assert_eq!(judge(&value), Verdict::Valid);
                }
            }
        }
    }
}
