//! Accounts and currencies.

use tabular::{FieldType, FixId, Safety, Verdict};

use super::{
    Kind, canonical, fixable,
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

/// Codes of ISO 4217 in use, by letter, with metals and the units of account.
#[rustfmt::skip]
const CURRENCIES: [&str; 162] = [
    "AED", "AFN", "ALL", "AMD", "ANG", "AOA", "ARS", "AUD", "AWG", "AZN", "BAM", "BBD", "BDT", "BGN", "BHD", "BIF", "BMD",
    "BND", "BOB", "BRL", "BSD", "BTN", "BWP", "BYN", "BZD", "CAD", "CDF", "CHF", "CLP", "CNY", "COP", "CRC", "CUP", "CVE",
    "CZK", "DJF", "DKK", "DOP", "DZD", "EGP", "ERN", "ETB", "EUR", "FJD", "FKP", "GBP", "GEL", "GHS", "GIP", "GMD", "GNF",
    "GTQ", "GYD", "HKD", "HNL", "HTG", "HUF", "IDR", "ILS", "INR", "IQD", "IRR", "ISK", "JMD", "JOD", "JPY", "KES", "KGS",
    "KHR", "KMF", "KPW", "KRW", "KWD", "KYD", "KZT", "LAK", "LBP", "LKR", "LRD", "LSL", "LYD", "MAD", "MDL", "MGA", "MKD",
    "MMK", "MNT", "MOP", "MRU", "MUR", "MVR", "MWK", "MXN", "MYR", "MZN", "NAD", "NGN", "NIO", "NOK", "NPR", "NZD", "OMR",
    "PAB", "PEN", "PGK", "PHP", "PKR", "PLN", "PYG", "QAR", "RON", "RSD", "RUB", "RWF", "SAR", "SBD", "SCR", "SDG", "SEK",
    "SGD", "SHP", "SLE", "SOS", "SRD", "SSP", "STN", "SVC", "SYP", "SZL", "THB", "TJS", "TMT", "TND", "TOP", "TRY", "TTD",
    "TWD", "TZS", "UAH", "UGX", "USD", "UYU", "UZS", "VED", "VES", "VND", "VUV", "WST", "XAF", "XAG", "XAU", "XCD", "XCG",
    "XDR", "XOF", "XPD", "XPF", "XPT", "YER", "ZAR", "ZMW", "ZWG",
];

fn currency(value: &str) -> Verdict<'_> {
    if is_currency(value) {
        return Verdict::Valid;
    }
    let upper = value.to_uppercase();
    if is_currency(&upper) {
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

fn is_currency(code: &str) -> bool {
    CURRENCIES.binary_search(&code).is_ok()
}

#[cfg(test)]
mod tests {
    use tabular::Verdict;

    use super::*;

    #[test]
    fn the_codes_stand_by_letter() {
        assert!(CURRENCIES.is_sorted());
    }

    #[test]
    fn a_currency_is_a_code_of_the_standard() {
        assert_eq!(currency("UHA"), Verdict::Invalid);
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
