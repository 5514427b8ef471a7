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

/// Weights of the eight digits; the ninth is the sum's last digit. No publisher of the classifier states the rule: it was found in
/// the 9,458 codes of ДК 021:2015 and holds for all of them with the two tables below.
const CPV_WEIGHTS: [u32; 8] = [3, 7, 1, 3, 7, 1, 3, 7];
/// Groups whose codes were renumbered in 2008 and kept their old ninth digits: what is added there. Younger codes of the same groups
/// follow the rule.
const CPV_SHIFTS: [(&str, u32); 13] = [
    ("033", 8),
    ("034", 9),
    ("091", 6),
    ("092", 6),
    ("093", 6),
    ("421", 3),
    ("722", 5),
    ("723", 5),
    ("724", 5),
    ("726", 5),
    ("727", 5),
    ("728", 5),
    ("729", 5),
];
/// Codes that follow no rule.
#[rustfmt::skip]
const CPV_ODD: [&str; 40] = [
    "31711154-0", "31711155-7", "33141113-4", "34211100-9", "34211200-9", "34211300-9", "34421000-7", "34422000-7",
    "35113110-0", "35125300-2", "35331300-3", "35642000-7", "37442100-8", "37442200-8", "37442300-8", "37442400-8",
    "37442500-8", "37442600-8", "37442700-8", "37442800-8", "37442900-8", "38941000-7", "38942000-7", "38944000-7",
    "38945000-7", "38946000-7", "38947000-7", "45233139-3", "48628000-9", "51000000-9", "65122000-0", "65123000-3",
    "71351920-2", "71351921-2", "71351923-2", "71351924-2", "79342410-4", "85210000-3", "92225100-7", "99999999-9",
];

fn cpv(value: &str) -> Verdict<'_> {
    let made = || compact(without_label(value, &["дк 021:2015", "дк 021", "cpv", "код"]));
    let is_near = value.bytes().filter(u8::is_ascii_digit).count() >= 9;
    canonical(value, is_near.then(made), |code| has_shape(code, "", "99999999-9") && cpv_fits(code), Safety::Safe)
}

fn cpv_fits(code: &str) -> bool {
    let digit = |byte: u8| u32::from(byte - b'0');
    let sum: u32 = code.bytes().zip(CPV_WEIGHTS).map(|(byte, weight)| digit(byte) * weight).sum();
    let control = digit(code.as_bytes()[9]);
    let shift = CPV_SHIFTS.iter().find(|(group, _)| code.starts_with(group)).map_or(0, |(_, shift)| *shift);
    sum % 10 == control || (sum + shift) % 10 == control || CPV_ODD.binary_search(&code).is_ok()
}

/// Divisions of КВЕД that exist; the numbers between them were left free.
fn is_kved_division(division: u8) -> bool {
    matches!(
        division,
        1..=3 | 5..=9 | 10..=33 | 35..=39 | 41..=43 | 45..=47 | 49..=53 | 55 | 56 | 58..=66 | 68..=75 | 77..=82 | 84..=88 | 90..=99
    )
}

/// `84.11`; a spreadsheet takes the zero of `01.11` away, so somebody must agree to it.
fn kved(value: &str) -> Verdict<'_> {
    let is_kved: fn(&str) -> bool =
        |text| has_shape(text, "", "99.99") && text[..2].parse().is_ok_and(is_kved_division);
    let made = compact(without_label(value, &["квед", "код"])).replace(',', ".");
    match canonical(value, Some(made), is_kved, Safety::Safe) {
        Verdict::Invalid => canonical(value, Some(format!("0{value}")), is_kved, Safety::Suggestion),
        verdict => verdict,
    }
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
        assert_eq!(kved("34.10"), Verdict::Invalid);
        assert!(matches!(kved("1.11"), Verdict::Fixable { value, safety: Safety::Suggestion, .. } if value == "01.11"));
    }

    #[test]
    fn the_ninth_digit_of_a_cpv_code_is_a_check_digit() {
        for code in ["03000000-1", "45233140-2", "33600000-6", "09310000-5", "72200000-7", "42100000-0", "09000000-3"] {
            assert_eq!(cpv(code), Verdict::Valid, "{code}");
        }
        assert_eq!(cpv("45233140-3"), Verdict::Invalid);
        assert_eq!(cpv("45233410-2"), Verdict::Invalid);
    }

    #[test]
    fn the_odd_codes_stand_in_order() {
        assert!(CPV_ODD.is_sorted());
    }
}
