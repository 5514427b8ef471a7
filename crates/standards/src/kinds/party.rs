//! Sides of contracts and permissions: several legal entities in a cell, or a person whose number is hidden.

use tabular::{FieldType, FixId, Safety, Verdict};

use super::{Kind, organisation};
use crate::hint::Hint;

pub(super) const KINDS: [Kind; 2] = [
    party("edrpou-list", "коди ЄДРПОУ через кому", "EDRPOU codes after commas", |value| {
        each(value, false)
    }),
    party(
        "party-id",
        "код ЄДРПОУ або знеособлений код людини",
        "EDRPOU code or a person's hidden code",
        |value| each(value, true),
    ),
];

const fn party(id: &'static str, uk: &'static str, en: &'static str, judge: fn(&str) -> Verdict<'_>) -> Kind {
    Kind { id, uk, en, field_type: FieldType::String, hint: Hint::NONE, needs_hint: true, judge }
}

/// Codes in one cell; more is a table of its own.
const CODES_MAX: usize = 100;

fn each(value: &str, people: bool) -> Verdict<'_> {
    let mut own = Vec::new();
    for part in value.split([',', ';', '\n']).map(str::trim) {
        match organisation::edrpou(part) {
            Verdict::Valid => own.push(part.to_owned()),
            Verdict::Fixable { value, .. } => own.push(value.into_owned()),
            Verdict::Invalid if people && (is_hidden(part) || is_foreign(part)) => own.push(part.to_owned()),
            Verdict::Invalid => return Verdict::Invalid,
        }
        if own.len() > CODES_MAX {
            return Verdict::Invalid;
        }
    }
    let is_same = value.split(',').map(str::trim).eq(own.iter().map(String::as_str));
    if is_same {
        return Verdict::Valid;
    }
    Verdict::Fixable { value: own.join(", ").into(), fix: FixId::EdrpouZeros, safety: Safety::Safe }
}

/// `**********`, `12******34`, «знеособлено».
fn is_hidden(part: &str) -> bool {
    part.contains("**") || part.to_lowercase().starts_with("знеособлен") || part.eq_ignore_ascii_case("xxxxxxxxxx")
}

/// A register's number of another country has letters.
fn is_foreign(part: &str) -> bool {
    part.chars().any(|sign| sign.is_ascii_uppercase()) && part.bytes().any(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_codes_stand_after_commas() {
        let judge = KINDS[0].judge;

        assert_eq!(judge("26510514, 00032112"), Verdict::Valid);
        assert_eq!(judge("26510514"), Verdict::Valid);
        assert!(matches!(judge("26510514, 32112"), Verdict::Invalid));
        assert_eq!(
            judge("26510514; 3341305"),
            Verdict::Fixable { value: "26510514, 03341305".into(), fix: FixId::EdrpouZeros, safety: Safety::Safe }
        );
        assert_eq!(judge("26510515"), Verdict::Invalid);
    }

    #[test]
    fn a_person_is_hidden() {
        let judge = KINDS[1].judge;

        assert_eq!(judge("**********"), Verdict::Valid);
        assert_eq!(judge("знеособлено"), Verdict::Valid);
        assert_eq!(judge("HRB 12345"), Verdict::Valid);
        assert_eq!(judge("1234567899"), Verdict::Invalid);
    }
}
