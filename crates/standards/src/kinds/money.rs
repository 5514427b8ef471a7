//! Accounts and currencies.

use tabular::FieldType;

use super::{Kind, has_shape, valid_if};
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
        judge: |value| valid_if(check::iban_fits(value)),
    },
    Kind {
        id: "currency",
        uk: "код валюти",
        en: "currency code",
        field_type: FieldType::String,
        hint: Hint { parts: &["currency", "валюта", "код валюти"], words: &[] },
        needs_hint: true,
        judge: |value| valid_if(has_shape(value, "", "AAA")),
    },
];

#[cfg(test)]
mod tests {
    use tabular::Verdict;

    use super::*;

    #[test]
    fn a_currency_is_three_capital_letters() {
        assert_eq!((KINDS[1].judge)("UAH"), Verdict::Valid);
        assert_eq!((KINDS[1].judge)("грн"), Verdict::Invalid);
    }
}
