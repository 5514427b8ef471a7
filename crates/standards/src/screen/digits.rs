//! Digits as people read them: those of other scripts, and letters that stand for a zero.

use std::borrow::Cow;

/// A value with plain digits: `０６７`, `٠٦٧` and `О67` become `067`. Borrowed, at the cost of one look, where there are no others.
pub(super) fn plain(value: &str) -> Cow<'_, str> {
    if value.is_ascii() || !may_differ(value.as_bytes()) {
        return Cow::Borrowed(value);
    }
    let mut plain = String::with_capacity(value.len());
    let mut signs = value.chars().peekable();
    while let Some(sign) = signs.next() {
        let stands_alone = !plain.ends_with(char::is_alphabetic);
        let is_zero = matches!(sign, 'О' | 'о') && stands_alone && signs.peek().is_some_and(char::is_ascii_digit);
        plain.push(if is_zero { '0' } else { digit(sign).unwrap_or(sign) });
    }
    Cow::Owned(plain)
}

/// The plain digit that a digit of another script means: full width, Arabic, Persian.
fn digit(sign: char) -> Option<char> {
    let zero = match sign {
        '０'..='９' => '０',
        '٠'..='٩' => '٠',
        '۰'..='۹' => '۰',
        _ => return None,
    };
    char::from_digit(u32::from(sign) - u32::from(zero), 10)
}

/// Whether the first bytes of such digits occur, or an О before a digit; one pass that the processor does for many bytes at once.
fn may_differ(bytes: &[u8]) -> bool {
    let has_script = bytes.iter().fold(false, |any, byte| any | matches!(byte, 0xEF | 0xD9 | 0xDB));
    let zeros = bytes.iter().zip(bytes.iter().skip(1)).zip(bytes.iter().skip(2));
    has_script
        || zeros.fold(false, |any, ((first, second), third)| {
            any | (*first == 0xD0 && matches!(*second, 0x9E | 0xBE) && third.is_ascii_digit())
        })
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn digits_of_other_scripts_and_zeros_written_as_letters_are_plain() {
        for text in ["０６７ １２３４５６７", "٠٦٧ ١٢٣٤٥٦٧", "О67 1234567", "о67 1234567"] {
            assert_eq!(plain(text), "067 1234567");
        }
        for text in ["вул. Садова, 5", "ТО5", "КО67 А", "Обʼєкт 5"] {
            assert_eq!(plain(text), text);
        }
    }
}
