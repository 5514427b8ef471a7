//! Codes of legal entities and tax numbers of people.

use std::borrow::Cow;

use tabular::{FieldType, FixId, Safety, Verdict};

use super::{
    Kind, fixable,
    mend::{compact, without_label},
    valid_if,
};
use crate::{check, hint::Hint};

/// Headers that speak of a person's tax number.
pub(crate) const TAX_NUMBER: Hint = Hint {
    parts: &[
        "рнокпп",
        "rnokpp",
        "облікової картки",
        "податковий номер",
        "ідентифікаційний номер",
        "ідентифікаційний код фіз",
    ],
    words: &["іпн", "ипн", "інн", "инн", "ipn", "inn", "дрфо", "drfo"],
};

pub(super) const KINDS: [Kind; 2] = [
    Kind {
        id: "edrpou",
        uk: "код ЄДРПОУ",
        en: "EDRPOU code",
        field_type: FieldType::String,
        hint: Hint {
            parts: &["єдрпоу", "едрпоу", "эдрпоу", "edrpou", "egrpou", "ідентифікаційний код", "код юридичної особи"],
            words: &["єдр", "едр"],
        },
        needs_hint: true,
        judge: edrpou,
    },
    Kind {
        id: "rnokpp",
        uk: "РНОКПП (податковий номер людини)",
        en: "person's tax number (RNOKPP)",
        field_type: FieldType::String,
        hint: TAX_NUMBER,
        needs_hint: true,
        judge: |value| valid_if(check::digits(value).is_some_and(|number| check::rnokpp_fits(&number))),
    },
];

/// Spreadsheets drop leading zeros. Six or seven digits that pass the check once padded had lost one or two: of 13,255 such real
/// codes all passed, while a number that never was a code passes once in eleven.
pub(super) fn edrpou(value: &str) -> Verdict<'_> {
    if !value.bytes().all(|byte| byte.is_ascii_digit()) {
        let code = compact(without_label(value, &["код", "єдрпоу", "едрпоу", "ідентифікаційний", "edrpou"]));
        let is_proved = code.len() == 8 && check::digits(&code).is_some_and(|code| check::edrpou_fits(&code));
        return if is_proved { fixable(code, FixId::Codes, Safety::Safe) } else { Verdict::Invalid };
    }
    if !(6..=8).contains(&value.len()) {
        return Verdict::Invalid;
    }
    let padded = format!("{value:0>8}");
    match check::digits(&padded).is_some_and(|code| check::edrpou_fits(&code)) {
        false => Verdict::Invalid,
        true if value.len() == 8 => Verdict::Valid,
        true => Verdict::Fixable { value: Cow::Owned(padded), fix: FixId::EdrpouZeros, safety: Safety::Safe },
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_code_that_lost_its_zeros_gets_them_back() {
        let fixed = |value: &str| match edrpou(value) {
            Verdict::Fixable { value, fix: FixId::EdrpouZeros, safety: Safety::Safe } => value.into_owned(),
            other => panic!("{other:?}"),
        };

        assert_eq!(fixed("131305"), "00131305");
        assert_eq!(fixed("3341305"), "03341305");
    }

    #[test]
    fn a_code_is_eight_digits_with_a_fitting_check_digit() {
        assert_eq!(edrpou("26510514"), Verdict::Valid);
        assert_eq!(edrpou("26 510 514"), fixable("26510514".into(), FixId::Codes, Safety::Safe));
        assert_eq!(edrpou("код ЄДРПОУ: 26510514"), fixable("26510514".into(), FixId::Codes, Safety::Safe));
        assert_eq!(edrpou("26510515"), Verdict::Invalid);
        assert_eq!(edrpou("3341306"), Verdict::Invalid);
        assert_eq!(edrpou("2651051"), Verdict::Invalid);
        assert_eq!(edrpou("12345"), Verdict::Invalid);
    }

    #[test]
    fn headers_in_both_scripts_speak_of_the_code() {
        let [code, number] = KINDS;

        assert!(code.hint.meets("код єдрпоу") && code.hint.meets("edrpou_code") && code.hint.meets("єдрпоу установи"));
        assert!(number.hint.meets("рнокпп керівника") && number.hint.meets("іпн"));
        assert!(!code.hint.meets("код") && !number.hint.meets("назва"));
    }

    proptest! {
        #[test]
        fn what_a_fix_makes_is_valid(value in "[0-9]{5,9}") {
            if let Verdict::Fixable { value, .. } = edrpou(&value) {
                prop_assert_eq!(edrpou(&value), Verdict::Valid);
            }
        }
    }
}
