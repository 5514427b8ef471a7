//! Check digits: ЄДРПОУ, РНОКПП, IBAN.

/// Days from 31.12.1899 to 01.01.2030: nobody with a tax number is born later.
const BIRTH_DAYS_MAX: u32 = 47_483;

/// The digits of a text of exactly `N` ASCII digits.
pub(crate) fn digits<const N: usize>(text: &str) -> Option<[u32; N]> {
    let bytes: &[u8; N] = text.as_bytes().try_into().ok()?;
    bytes.iter().all(u8::is_ascii_digit).then(|| bytes.map(|byte| u32::from(byte - b'0')))
}

/// Whether the eighth digit of a ЄДРПОУ code fits the first seven. Codes between 30 and 60 million have other weights.
pub(crate) fn edrpou_fits(code: &[u32; 8]) -> bool {
    let number = code.iter().fold(0, |sum, digit| sum * 10 + digit);
    let weights: [u32; 7] =
        if (30_000_000..=60_000_000).contains(&number) { [7, 1, 2, 3, 4, 5, 6] } else { [1, 2, 3, 4, 5, 6, 7] };
    let rest = |shift: u32| code.iter().zip(weights).map(|(digit, weight)| digit * (weight + shift)).sum::<u32>() % 11;
    let control = match rest(0) {
        10 => rest(2) % 10,
        other => other,
    };
    control == code[7]
}

/// Whether ten digits are a person's tax number: the check digit fits and the birth date is one of a living person.
pub(crate) fn rnokpp_fits(number: &[u32; 10]) -> bool {
    const WEIGHTS: [i64; 9] = [-1, 5, 7, 9, 4, 6, 10, 5, 7];
    let birth_days = number[..5].iter().fold(0, |sum, digit| sum * 10 + digit);
    let sum: i64 = number.iter().zip(WEIGHTS).map(|(digit, weight)| i64::from(*digit) * weight).sum();
    (1..=BIRTH_DAYS_MAX).contains(&birth_days) && sum.rem_euclid(11) % 10 == i64::from(number[9])
}

/// Whether a Ukrainian IBAN (`UA` and 27 digits) passes modulo 97.
pub(crate) fn iban_fits(account: &str) -> bool {
    let Some(rest) = account.strip_prefix("UA") else { return false };
    if rest.len() != 27 || !rest.bytes().all(|byte| byte.is_ascii_digit()) {
        return false;
    }
    // The country moves behind the account: U = 30, A = 10, then the two check digits.
    let moved = rest[2..].bytes().chain(*b"3010").chain(rest[..2].bytes());
    moved.fold(0_u32, |sum, byte| (sum * 10 + u32::from(byte - b'0')) % 97) == 1
}

/// Whether ASCII digits pass the check of Luhn (ISO/IEC 7812-1), as numbers of payment cards do.
pub(crate) fn luhn_fits(digits: &[u8]) -> bool {
    let doubled = |digit: u32| if digit > 4 { digit * 2 - 9 } else { digit * 2 };
    let weigh = |(place, byte): (usize, &u8)| {
        let digit = u32::from(byte - b'0');
        if place % 2 == 1 { doubled(digit) } else { digit }
    };
    digits.iter().rev().enumerate().map(weigh).sum::<u32>() % 10 == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edrpou(code: &str) -> bool {
        edrpou_fits(&digits(code).expect("eight digits"))
    }

    fn rnokpp(number: &str) -> bool {
        rnokpp_fits(&digits(number).expect("ten digits"))
    }

    #[test]
    fn codes_of_both_weight_ranges_pass() {
        assert!(edrpou("26510514"));
        assert!(edrpou("00032112"));
        assert!(edrpou("32855961"));
        assert!(edrpou("43395033"));
    }

    #[test]
    fn a_changed_digit_fails() {
        assert!(!edrpou("26510515"));
        assert!(!edrpou("32855962"));
    }

    #[test]
    fn a_tax_number_needs_its_check_digit_and_a_birth_date() {
        assert!(rnokpp("1234567899"));

        assert!(!rnokpp("1234567890"));
        assert!(!rnokpp("9999999999"));
        assert!(!rnokpp("0000000000"));
    }

    #[test]
    fn an_account_passes_modulo_97() {
        assert!(iban_fits("UA213223130000026007233566001"));
        assert!(!iban_fits("UA213223130000026007233566002"));
        assert!(!iban_fits("UA21322313000002600723356600"));
    }
}
