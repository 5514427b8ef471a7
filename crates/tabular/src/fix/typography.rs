//! Apostrophes, quotation marks and dashes: one sign for each.

use std::borrow::Cow;

/// Signs that this fix makes.
pub fn has_typography(value: &str) -> bool {
    value.contains(['’', '«', '»', '–'])
}

/// Writes the apostrophe as `’`, straight quotation marks in pairs as `«»`, and dashes between words as ` – `.
///
/// Only beside Cyrillic letters: in addresses of the net, codes and measures these signs mean something else.
pub fn typography(value: &str) -> Option<Cow<'_, str>> {
    let is_sign = |sign: char| matches!(sign, '\'' | '`' | '´' | 'ʼ' | '‘' | '"' | '“' | '”' | '„' | '—' | '-');
    if !value.contains(is_sign) || !value.contains(is_cyrillic) {
        return None;
    }
    let quoted = quotes(value);
    let mut text = String::with_capacity(value.len());
    let letters: Vec<char> = quoted.chars().collect();
    for (at, sign) in letters.iter().enumerate() {
        let before = at.checked_sub(1).map(|at| letters[at]);
        let after = letters.get(at + 1).copied();
        let is_between = |wanted: fn(char) -> bool| before.is_some_and(wanted) && after.is_some_and(wanted);
        text.push(match sign {
            '\'' | '`' | '´' | 'ʼ' | '‘' if is_between(is_cyrillic) => '’',
            '-' | '—' if is_between(|sign| sign == ' ') => '–',
            other => *other,
        });
    }
    (text != value).then_some(Cow::Owned(text))
}

/// Pairs of marks around words; where they do not come in pairs nobody knows which is which.
fn quotes(value: &str) -> Cow<'_, str> {
    let is_mark = |sign: char| matches!(sign, '"' | '“' | '”' | '„');
    let count = value.chars().filter(|sign| is_mark(*sign)).count();
    if count == 0 || count % 2 == 1 || value.contains(['«', '»']) {
        return Cow::Borrowed(value);
    }
    let mut opens = false;
    let mut text = String::with_capacity(value.len() + count);
    let mut before = ' ';
    for sign in value.chars() {
        if is_mark(sign) {
            opens = !opens;
            // A mark behind a digit is one of inches or seconds.
            if opens && before.is_alphanumeric() {
                return Cow::Borrowed(value);
            }
            text.push(if opens { '«' } else { '»' });
        } else {
            text.push(sign);
        }
        before = sign;
    }
    Cow::Owned(text)
}

fn is_cyrillic(letter: char) -> bool {
    matches!(letter, '\u{400}'..='\u{52f}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn each_sign_gets_one_form_beside_cyrillic_letters() {
        let fixed = |text: &str| typography(text).map(Cow::into_owned);

        assert_eq!(fixed("Солом'янський").as_deref(), Some("Солом’янський"));
        assert_eq!(fixed("Об`єкт \"Парк\" - діє").as_deref(), Some("Об’єкт «Парк» – діє"));
        assert_eq!(fixed("„Мрія“").as_deref(), Some("«Мрія»"));
        for text in ["п’ять", "don't", "труба 5\" і 6\"", "Івано-Франківськ", "«Парк \"А\"»", "пів\"", "15-А"]
        {
            assert_eq!(fixed(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn done_twice_it_is_done_once(text in "[а-яА-Яa-z'`’\"“«»—– -]{0,20}") {
            if let Some(once) = typography(&text) {
                prop_assert_eq!(typography(&once), None);
            }
        }
    }
}
