//! Codes of classifiers and registers that belong to no place and no person: Prozorro, ДК 021, КВЕД.

use tabular::{FieldType, Safety, Verdict};

use super::{
    Kind, canonical, has_shape,
    mend::{compact, latin, without_label},
};
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
    if is_prozorro(value) {
        return Verdict::Valid;
    }
    let code = latin(&compact(without_label(value, &["ідентифікатор", "prozorro"])));
    // Capitals before, a small letter behind.
    let made = code
        .filter(|code| code.is_char_boundary(3))
        .map(|code| format!("{}{}", code[..3].to_uppercase(), code[3..].to_lowercase()));
    canonical(value, made, is_prozorro, Safety::Safe)
}

fn is_prozorro(value: &str) -> bool {
    has_shape(value, "UA-", "9999-99-99-999999-a") || has_shape(value, "UA-", "9999-99-99-999999-a9")
}

/// By form: the classifier's publishers state no rule for the ninth digit.
fn cpv(value: &str) -> Verdict<'_> {
    let made = || compact(without_label(value, &["дк 021:2015", "дк 021", "cpv", "код"]));
    let is_near = value.bytes().filter(u8::is_ascii_digit).count() >= 9;
    canonical(value, is_near.then(made), |code| has_shape(code, "", "99999999-9"), Safety::Safe)
}

fn kved(value: &str) -> Verdict<'_> {
    let made = compact(without_label(value, &["квед", "код"])).replace(',', ".");
    canonical(value, Some(made), |code| has_shape(code, "", "99.99") && !code.starts_with("00"), Safety::Safe)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_known_by_their_form() {
        assert_eq!(prozorro("UA-2024-05-14-001234-a"), Verdict::Valid);
        assert_eq!(prozorro("UA-2024-05-14-1234-a"), Verdict::Invalid);
        assert_eq!(prozorro("UА-2024-05-14-001234-а"), prozorro("ua-2024-05-14-001234-A"));
        assert!(
            matches!(prozorro("ua-2024–05–14-001234-a"), Verdict::Fixable { value, .. } if value == "UA-2024-05-14-001234-a")
        );
        assert!(matches!(cpv("ДК 021:2015: 50730000 – 1"), Verdict::Fixable { value, .. } if value == "50730000-1"));
        assert!(matches!(kved("84,11"), Verdict::Fixable { value, .. } if value == "84.11"));
        assert_eq!(cpv("50730000-1"), Verdict::Valid);
        assert_eq!(cpv("50730000"), Verdict::Invalid);
        assert_eq!(kved("84.11"), Verdict::Valid);
        assert_eq!(kved("84.1"), Verdict::Invalid);
    }
}
