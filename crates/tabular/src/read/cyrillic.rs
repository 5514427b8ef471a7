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

/// What each candidate makes of the upper bytes.
static LETTERS: LazyLock<[[char; ASCII]; CANDIDATES.len()]> = LazyLock::new(|| {
    CANDIDATES.map(|encoding| {
        std::array::from_fn(|place| {
            let byte = u8::try_from(place + 0x80).unwrap_or(u8::MAX);
            let (text, ..) = encoding.decode_without_bom_handling(std::slice::from_ref(&byte));
            text.chars().next().unwrap_or(char::REPLACEMENT_CHARACTER)
        })
    })
});

/// How often each pair of neighbouring bytes occurs.
pub(super) struct PairCounts {
    /// Empty before there is a pair.
    counts: Vec<u64>,
    /// Places of the pairs that occur: a line has few of all there could be.
    met: Vec<usize>,
    previous: usize,
}

impl Default for PairCounts {
    fn default() -> Self {
        Self { counts: Vec::new(), met: Vec::new(), previous: ASCII }
    }
}

impl PairCounts {
    /// Counts the pairs in some bytes; the pair across two calls is counted too.
    pub(super) fn count(&mut self, bytes: &[u8]) {
        self.counts.resize(CLASSES * CLASSES, 0);
        let mut previous = self.previous;
        for byte in bytes {
            let class = if *byte < 0x80 { ASCII } else { usize::from(*byte - 0x80) };
            if class != ASCII {
                let place = previous * CLASSES + class;
                if self.counts[place] == 0 {
                    self.met.push(place);
                }
                self.counts[place] += 1;
            }
            previous = class;
        }
        self.previous = previous;
    }

    /// Forgets all pairs.
    pub(super) fn clear(&mut self) {
        for place in self.met.drain(..) {
            self.counts[place] = 0;
        }
        self.previous = ASCII;
    }

    /// The best Cyrillic encoding and how plausible it is: above 0 it reads like words.
    pub(super) fn best(&self) -> Option<(&'static Encoding, f64)> {
        let mut best: Option<(&'static Encoding, f64)> = None;
        for (candidate, letters) in CANDIDATES.into_iter().zip(&*LETTERS) {
            let score = self.score(letters)?;
            if best.is_none_or(|(_, highest)| score > highest) {
                best = Some((candidate, score));
            }
        }
        best
    }

    #[expect(clippy::cast_precision_loss, reason = "an average of small scores needs no more than 52 bits")]
    fn score(&self, letters: &[char; ASCII]) -> Option<f64> {
        let mut sum = 0.0;
        let mut total = 0_u64;
        for place in &self.met {
            let (first, second, count) = (place / CLASSES, place % CLASSES, self.counts[*place]);
            let before = (first != ASCII).then(|| letters[first]);
            sum += plausibility(before, letters[second]) * count as f64;
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

    #[test]
    fn what_was_forgotten_tells_nothing_any_more() {
        let mut pairs = PairCounts::default();
        pairs.count(&WINDOWS_1251.encode("Дніпро, вулиця, школа").0);

        pairs.clear();
        let nothing = pairs.best();
        pairs.count(&KOI8_U.encode("площа").0);

        assert!(nothing.is_none());
        assert_eq!(pairs.best().expect("there are letters").0, KOI8_U);
    }
}
