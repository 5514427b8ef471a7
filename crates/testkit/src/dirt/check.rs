//! Check digits, written after the rules themselves and not after the engine, whose judge they are.

/// A ЄДРПОУ code with its check digit, from its first seven digits.
pub(super) fn edrpou(seven: u64) -> String {
    let digits: Vec<u64> = format!("{seven:07}").bytes().map(|byte| u64::from(byte - b'0')).collect();
    // Codes between 30 and 60 million are weighed from 7, the others from 1; the eighth digit decides on no border.
    let first: u64 = if (3_000_000..6_000_000).contains(&seven) { 7 } else { 1 };
    let weight = |place: u64| (first + place - 1) % 7 + 1;
    let rest = |more: u64| {
        let weighed = digits.iter().zip(0..).map(|(digit, place)| digit * (weight(place) + more));
        weighed.sum::<u64>() % 11
    };
    let control = match (rest(0), rest(2)) {
        (10, 10) => 0,
        (10, again) => again,
        (once, _) => once,
    };
    format!("{seven:07}{control}")
}

/// A person's tax number from its first nine digits.
pub(super) fn rnokpp(nine: u64) -> String {
    let digits: Vec<i64> = format!("{nine:09}").bytes().map(|byte| i64::from(byte - b'0')).collect();
    let sum: i64 = digits.iter().zip([-1, 5, 7, 9, 4, 6, 10, 5, 7]).map(|(digit, weight)| digit * weight).sum();
    format!("{nine:09}{}", sum.rem_euclid(11) % 10)
}

/// A Ukrainian account from the six digits of its bank and nineteen of its own.
pub(super) fn iban(bank: u64, account: u64) -> String {
    let own = format!("{bank:06}{account:019}");
    // ISO 13616: the country as numbers and two zeros behind the account; what 98 lacks of the remainder are the check digits.
    let remainder = format!("{own}301000").bytes().fold(0, |rest, digit| (rest * 10 + u64::from(digit - b'0')) % 97);
    format!("UA{:02}{own}", 98 - remainder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_numbers_have_these_check_digits() {
        assert_eq!(edrpou(2_651_051), "26510514");
        assert_eq!(edrpou(3_211), "00032112");
        assert_eq!(edrpou(3_285_596), "32855961");
        assert_eq!(rnokpp(123_456_789), "1234567899");
        assert_eq!(iban(322_313, 26_007_233_566_001), "UA213223130000026007233566001");
    }
}
