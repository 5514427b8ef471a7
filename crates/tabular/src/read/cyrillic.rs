//! Which of the Cyrillic one-byte encodings a text is in, judged by its letters over the whole file.
//!
//! Statistical detectors look at a few kilobytes and know no Ukrainian well; a register with one Ukrainian word at its end needs better.

use std::{collections::HashSet, sync::LazyLock};

use encoding_rs::{Encoding, IBM866, ISO_8859_5, KOI8_U, WINDOWS_1251, X_MAC_CYRILLIC};

/// The encodings compared. The first wins a tie: it is what Excel writes in Ukraine.
const CANDIDATES: [&Encoding; 5] = [WINDOWS_1251, KOI8_U, IBM866, X_MAC_CYRILLIC, ISO_8859_5];

/// Classes of bytes: 128 upper ones, and one for all of ASCII.
const CLASSES: usize = 129;
const ASCII: usize = 128;

/// Words as registers use them; their letter pairs are what Ukrainian (and nearby) text is made of.
const WORDS: &str = "адреса назва вулиця будинок район місто область телефон дата номер рік кількість загальна площа вартість \
    договір комунальне підприємство заклад освіти охорони здоровя дошкільний навчальний школа лікарня бібліотека музей парк сквер \
    зупинка громадського транспорту маршрут тролейбус автобус трамвай стан опис примітка вид тип категорія код ідентифікатор \
    рішення виконавчого комітету міської ради департамент управління відділ служба посада прізвище імя по батькові керівник \
    директор начальник середа четвер пятниця субота неділя понеділок вівторок січень лютий березень квітень травень червень липень \
    серпень вересень жовтень листопад грудень дніпро київ львів харків одеса запоріжжя україна проспект провулок бульвар \
    набережна шосе майдан перехрестя зіткнення пішохід наїзд травмований ушкоджень перевищення безпечної швидкості порушення правил \
    маневрування власник балансоутримувач орендар земельна ділянка кадастровий цільове призначення будівництво ремонт реконструкція \
    капітальний поточний тендер закупівля постачальник замовник сума бюджет фінансування видатки доходи податок послуга дозвіл \
    ліцензія реєстр перелік звіт план показник одиниця виміру широта довгота координати відкриті дані розпорядник інформації \
    так ні немає відсутній наявний доступність пандус укриття сховище місткість осіб електронна пошта сайт посилання графік роботи \
    улица дом город область название количество номер дата адрес общая площадь организация район год месяц стоимость договор \
    ще їх її є та або не на до від для про при під над між через після перед який яка яке які що цей ця це ці";

static COMMON_PAIRS: LazyLock<HashSet<(char, char)>> = LazyLock::new(|| {
    let letters: Vec<char> = WORDS.chars().collect();
    letters
        .windows(2)
        .map(|pair| (pair[0], pair[1]))
        .filter(|(first, second)| is_letter(*first) && is_letter(*second))
        .collect()
});

/// How often each pair of neighbouring bytes occurs.
pub(super) struct PairCounts {
    counts: Vec<u64>,
    previous: usize,
}

impl Default for PairCounts {
    fn default() -> Self {
        Self { counts: vec![0; CLASSES * CLASSES], previous: ASCII }
    }
}

impl PairCounts {
    /// Counts the pairs in some bytes; the pair across two calls is counted too.
    pub(super) fn count(&mut self, bytes: &[u8]) {
        let mut previous = self.previous;
        for byte in bytes {
            let class = if *byte < 0x80 { ASCII } else { usize::from(*byte - 0x80) };
            if class != ASCII {
                self.counts[previous * CLASSES + class] += 1;
            }
            previous = class;
        }
        self.previous = previous;
    }

    /// The best Cyrillic encoding and how plausible it is: above 0 it reads like words.
    pub(super) fn best(&self) -> Option<(&'static Encoding, f64)> {
        let mut best: Option<(&'static Encoding, f64)> = None;
        for candidate in CANDIDATES {
            let score = self.score(candidate)?;
            if best.is_none_or(|(_, highest)| score > highest) {
                best = Some((candidate, score));
            }
        }
        best
    }

    #[expect(clippy::cast_precision_loss, reason = "an average of small scores needs no more than 52 bits")]
    fn score(&self, encoding: &'static Encoding) -> Option<f64> {
        let table: Vec<char> = (0x80..=0xFF_u8)
            .map(|byte| {
                encoding.decode_without_bom_handling(&[byte]).0.chars().next().unwrap_or(char::REPLACEMENT_CHARACTER)
            })
            .collect();
        let mut sum = 0.0;
        let mut total = 0_u64;
        for (index, count) in self.counts.iter().enumerate().filter(|(_, count)| **count > 0) {
            let (first, second) = (index / CLASSES, index % CLASSES);
            let before = (first != ASCII).then(|| table[first]);
            sum += plausibility(before, table[second]) * *count as f64;
            total += count;
        }
        (total > 0).then(|| sum / total as f64)
    }
}

/// How well a character goes after another, in arbitrary units: text in the right encoding averages about 1.
fn plausibility(before: Option<char>, character: char) -> f64 {
    if !is_letter(character) {
        return match character {
            '«' | '»' | '—' | '–' | '’' | '‘' | '“' | '”' | '„' | '…' | '№' | '°' | '\u{a0}' | '•' | '§' => {
                -0.2
            }
            character if character.is_control() || ('\u{2500}'..='\u{25ff}').contains(&character) => -4.0,
            char::REPLACEMENT_CHARACTER => -6.0,
            // A sign between letters is the mark of a wrong encoding.
            _ if before.is_some_and(is_letter) => -4.0,
            _ => -2.0,
        };
    }
    let lower = lowercase(character);
    let known = if "абвгдеєжзиіїйклмнопрстуфхцчшщьюяґ'ыэёъ".contains(lower) {
        0.3
    } else {
        -3.0
    };
    let Some(before) = before.filter(|before| is_letter(*before)) else {
        let start = if matches!(lower, 'ь' | 'ъ' | 'ы') { -3.0 } else { 0.0 };
        return known + start;
    };
    let pair = if COMMON_PAIRS.contains(&(lowercase(before), lower)) { 1.0 } else { -1.5 };
    let case = match (before == lowercase(before), character == lower) {
        (true, false) => -3.0,
        (false, false) => -0.3,
        _ => 0.0,
    };
    known + pair + case
}

fn is_letter(character: char) -> bool {
    ('\u{0400}'..='\u{04ff}').contains(&character)
}

fn lowercase(character: char) -> char {
    character.to_lowercase().next().unwrap_or(character)
}

#[cfg(test)]
mod tests {
    use encoding_rs::{IBM866, KOI8_U, WINDOWS_1251};

    use super::PairCounts;

    fn best(bytes: &[u8]) -> &'static str {
        let mut pairs = PairCounts::default();
        pairs.count(bytes);
        pairs.best().expect("there are letters").0.name()
    }

    #[test]
    fn one_ukrainian_word_tells_the_encoding() {
        for word in ["Дніпро", "вулиця", "ШКОЛА", "Їжакевича", "ПЛОЩА", "Єнакієве"]
        {
            for encoding in [WINDOWS_1251, KOI8_U] {
                let (bytes, _, _) = encoding.encode(word);

                assert_eq!(best(&bytes), encoding.name(), "{word}");
            }
        }
        let (bytes, _, _) = IBM866.encode("Общая площадь");
        assert_eq!(best(&bytes), "IBM866");
    }
}
