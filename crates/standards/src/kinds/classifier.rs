//! Codes of classifiers and registers that belong to no place and no person: Prozorro, ДК 021, КВЕД.

use tabular::{FieldType, Verdict};

use super::{Kind, has_shape, valid_if};
use crate::hint::Hint;

pub(super) const KINDS: [Kind; 3] = [
    Kind {
        id: "prozorro-id",
        uk: "номер закупівлі в Prozorro",
        en: "Prozorro tender number",
        field_type: FieldType::String,
        hint: Hint {
            parts: &["prozorro", "прозорро", "номер закупівлі", "номер тендера", "tenderid"], words: &[]
        },
        needs_hint: false,
        judge: prozorro,
    },
    Kind {
        id: "cpv",
        uk: "код ДК 021:2015 (CPV)",
        en: "CPV code",
        field_type: FieldType::String,
        hint: Hint { parts: &["дк 021", "дк021", "код дк"], words: &["cpv"] },
        needs_hint: false,
        judge: cpv,
    },
    Kind {
        id: "kved",
        uk: "код КВЕД",
        en: "KVED activity code",
        field_type: FieldType::String,
        hint: Hint { parts: &["квед", "kved"], words: &["nace"] },
        needs_hint: true,
        judge: kved,
    },
];

fn prozorro(value: &str) -> Verdict<'_> {
    valid_if(has_shape(value, "UA-", "9999-99-99-999999-a") || has_shape(value, "UA-", "9999-99-99-999999-a9"))
}

/// By form: the classifier's publishers state no rule for the ninth digit.
fn cpv(value: &str) -> Verdict<'_> {
    valid_if(has_shape(value, "", "99999999-9"))
}

fn kved(value: &str) -> Verdict<'_> {
    valid_if(has_shape(value, "", "99.99") && !value.starts_with("00"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_known_by_their_form() {
        assert_eq!(prozorro("UA-2024-05-14-001234-a"), Verdict::Valid);
        assert_eq!(prozorro("UA-2024-05-14-1234-a"), Verdict::Invalid);
        assert_eq!(cpv("50730000-1"), Verdict::Valid);
        assert_eq!(cpv("50730000"), Verdict::Invalid);
        assert_eq!(kved("84.11"), Verdict::Valid);
        assert_eq!(kved("84.1"), Verdict::Invalid);
    }
}
