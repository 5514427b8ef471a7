//! Accounts and currencies.

use tabular::{FieldType, FixId, Safety, Verdict};

use super::{
    Kind, canonical, fixable, has_shape,
    mend::{compact, latin, without_label},
};
use crate::{check, hint::Hint};

pub(super) const KINDS: [Kind; 2] = [
    Kind {
        id: "iban",
        uk: "рахунок IBAN",
        en: "IBAN account",
        field_type: FieldType::String,
        hint: Hint {
            parts: &["iban", "розрахунковий рахунок", "номер рахунку"], words: &[]
        },
        needs_hint: false,
        judge: iban,
    },
    Kind {
        id: "currency",
        uk: "код валюти",
        en: "currency code",
        field_type: FieldType::String,
        hint: Hint { parts: &["currency", "валюта", "код валюти"], words: &[] },
        needs_hint: true,
        judge: currency,
    },
];

/// The remainder of 97 proves whatever was mended.
fn iban(value: &str) -> Verdict<'_> {
    let is_near = value.len() > 29 || value.starts_with(['u', 'U', 'У', 'у']);
    let made = || latin(&compact(without_label(value, &["iban", "рахунок", "р/р"])).to_uppercase());
    canonical(value, if is_near && value.len() >= 29 { made() } else { None }, check::iban_fits, Safety::Safe)
}

fn currency(value: &str) -> Verdict<'_> {
    if has_shape(value, "", "AAA") {
        return Verdict::Valid;
    }
    let upper = value.to_uppercase();
    if has_shape(&upper, "", "AAA") {
        return fixable(upper, FixId::Codes, Safety::Safe);
    }
    let code = match value.trim_end_matches('.').to_lowercase().as_str() {
        "грн" | "гривня" | "гривні" | "гривень" | "₴" | "українська гривня" => {
            "UAH"
        }
        "дол" | "долар" | "долар сша" | "долари сша" | "$" => "USD",
        "євро" | "€" => "EUR",
        _ => return Verdict::Invalid,
    };
    fixable(code.to_owned(), FixId::Codes, Safety::Suggestion)
}

#[cfg(test)]
mod tests {
    use tabular::Verdict;

    use super::*;

    #[test]
    fn a_currency_is_three_capital_letters() {
        assert_eq!((KINDS[1].judge)("UAH"), Verdict::Valid);
        assert_eq!(currency("uah"), fixable("UAH".into(), FixId::Codes, Safety::Safe));
        assert_eq!(currency("грн."), fixable("UAH".into(), FixId::Codes, Safety::Suggestion));
        assert_eq!(currency("шт."), Verdict::Invalid);
    }

    #[test]
    fn an_account_may_be_written_in_groups_and_small_or_foreign_letters() {
        let fixed = fixable("UA213223130000026007233566001".into(), FixId::Codes, Safety::Safe);

        assert_eq!(iban("ua21 3223 1300 0002 6007 2335 66001"), fixed);
        assert_eq!(iban("UА213223130000026007233566001"), fixed);
        assert_eq!(iban("UA213223130000026007233566002"), Verdict::Invalid);
    }
}
