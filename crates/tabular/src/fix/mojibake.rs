//! Text that was once read in a wrong encoding and saved so: `Р”РЅС–РїСЂРѕ` for `Дніпро`.

use encoding_rs::{Encoding, WINDOWS_1251, WINDOWS_1252};

/// Letters that must come out, where no sign of three bytes does: of one alone nobody knows whether it was meant so.
const LETTERS_MIN: usize = 2;
/// Letters of today's alphabets beside those from А to я.
const LETTERS: &str = "ІіЇїЄєҐґЁё";
/// Other signs that texts of offices hold.
const SIGNS: &str =
    "«»–—’‘“”„ʼ…№°§•·×±²³€₴−\u{a0}\u{ad}\u{2009}\u{200b}\u{200c}\u{200d}\u{200e}\u{202f}\u{2060}\u{feff}";
/// From here on signs have three bytes, which nothing but misreading puts side by side.
const THREE_BYTES: char = '\u{2000}';

/// Reads the bytes of a text anew, as UTF-8, where they were taken for windows-1251, windows-1252 or Latin-1.
///
/// Unambiguous: letters of two bytes follow a strict pattern that no words have by chance, and only Cyrillic text may come out.
pub fn mojibake(value: &str) -> Option<String> {
    let mended = once(value)?;
    // Misread twice, it is read anew twice, and only the last must make sense. Ends: each turn makes the text shorter.
    mojibake(&mended).or_else(|| is_cyrillic_text(&mended).then_some(mended))
}

fn once(value: &str) -> Option<String> {
    let (at, first) = value.char_indices().find(|(_, letter)| !letter.is_ascii())?;
    let next = value[at + first.len_utf8()..].chars().next()?;
    // Most words are ruled out by their second letter: none of these is half of another.
    if next.is_ascii() && next != ' ' || matches!(next, 'А'..='я') {
        return None;
    }
    let readings: &[fn(char) -> Option<u8>] = match first {
        'Р' | 'С' | 'Т' | 'В' | 'в' | 'п' => &[|letter| byte_of(WINDOWS_1251, letter)],
        'Ð' | 'Ñ' | 'Ò' | 'Â' | 'â' | 'ï' => {
            &[|letter| byte_of(WINDOWS_1252, letter), |letter| u8::try_from(u32::from(letter)).ok()]
        }
        _ => return None,
    };
    readings.iter().find_map(|byte_of| read_anew(value, *byte_of))
}

/// The text whose UTF-8 bytes the letters stand for. Gives up at the first letter that does not fit, mostly the second.
fn read_anew(value: &str, byte_of: fn(char) -> Option<u8>) -> Option<String> {
    let mut bytes = Vec::new();
    let mut wanted = 0;
    for letter in value.chars() {
        let byte = match byte_of(letter)? {
            // A non-breaking space, half of `Р`, that somebody made a plain one.
            b' ' if wanted == 1 && bytes.last() == Some(&0xd0) => 0xa0,
            byte => byte,
        };
        wanted = match (byte, wanted) {
            (0x80..=0xbf, 1..) => wanted - 1,
            (0..=0x7f, 0) => 0,
            (0xc2 | 0xca | 0xd0..=0xd2, 0) => 1,
            (0xe2 | 0xef, 0) => 2,
            _ => return None,
        };
        bytes.push(byte);
    }
    String::from_utf8(bytes).ok()
}

fn byte_of(encoding: &'static Encoding, letter: char) -> Option<u8> {
    if letter.is_ascii() {
        return u8::try_from(letter).ok();
    }
    if encoding == WINDOWS_1251
        && let Some(place) = u32::from(letter).checked_sub(u32::from('А')).filter(|place| *place < 64)
    {
        return u8::try_from(0xc0 + place).ok();
    }
    let mut text = [0; 4];
    match encoding.encode(letter.encode_utf8(&mut text)) {
        (bytes, _, false) if bytes.len() == 1 => Some(bytes[0]),
        _ => None,
    }
}

fn is_cyrillic_text(text: &str) -> bool {
    let is_letter = |letter: &char| matches!(letter, 'А'..='я') || LETTERS.contains(*letter);
    let mut others = text.chars().filter(|letter| !letter.is_ascii() && !is_letter(letter));
    others.all(|sign| SIGNS.contains(sign))
        && (text.chars().filter(is_letter).count() >= LETTERS_MIN || text.contains(|sign| sign >= THREE_BYTES))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The text as a program shows it that takes its bytes for another encoding.
    fn misread(text: &str, encoding: &'static Encoding) -> String {
        encoding.decode_without_bom_handling(text.as_bytes()).0.into_owned()
    }

    #[test]
    fn text_read_in_a_wrong_encoding_is_read_anew() {
        assert_eq!(mojibake("Р”РЅС–РїСЂРѕ").as_deref(), Some("Дніпро"));
        assert_eq!(mojibake("Ð”Ð½Ñ–Ð¿Ñ€Ð¾").as_deref(), Some("Дніпро"));
        for text in ["Рішення № 5 «Парк» – схід", "2024 рік, Ґалаґанівська", "РОЗІЛ", "№", "−774.53", "\u{feff}Назва"]
        {
            for encoding in [WINDOWS_1251, WINDOWS_1252] {
                assert_eq!(mojibake(&misread(text, encoding)).as_deref(), Some(text));
            }
            let latin: String = text.bytes().map(char::from).collect();
            assert_eq!(mojibake(&latin).as_deref(), Some(text));
            assert_eq!(mojibake(&misread(&misread(text, WINDOWS_1251), WINDOWS_1251)).as_deref(), Some(text));
        }
    }

    #[test]
    fn a_space_that_was_half_of_a_letter_is_that_half() {
        let tidied = misread("Рада", WINDOWS_1251).replace('\u{a0}', " ");

        assert_eq!(mojibake(&tidied).as_deref(), Some("Рада"));
    }

    #[test]
    fn words_stay() {
        for text in
            ["Рівне", "вул. Січових стрільців", "Світ", "Рє", "Ñandú", "Âme", "РСР", "В«»", "Т. Г. Шевченко", "в"]
        {
            assert_eq!(mojibake(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_was_misread_comes_back_and_stays(text in "[а-яА-ЯіїєґІЇЄҐ «»№0-9a-z-]{0,12}[а-яіїє]{2}") {
            prop_assert_eq!(mojibake(&text), None);
            prop_assert_eq!(mojibake(&misread(&text, WINDOWS_1251)), Some(text));
        }
    }
}
