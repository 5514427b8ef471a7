//! Words for "nothing".

/// How sure a word for "nothing" is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nothing {
    /// Says that no value was given: `null`, `н/д`.
    Always,
    /// Says so unless its opposite stands in the same column, where it is an answer: `немає` beside `є`, `-` beside `+`.
    UnlessAnswer,
}

const WORD_BYTES_MAX: usize = 48;

const ALWAYS: [&str; 31] = [
    "null",
    "(null)",
    "<null>",
    "nan",
    "n/a",
    "n.a.",
    "#n/a",
    "#н/д",
    "none",
    "undefined",
    "н/д",
    "н.д.",
    "н/в",
    "нд",
    "--",
    "---",
    "…",
    "...",
    "не вказано",
    "не зазначено",
    "не указано",
    "даних немає",
    "немає даних",
    "дані відсутні",
    "відсутні дані",
    "інформація відсутня",
    "відсутня інформація",
    "немає інформації",
    "нет данных",
    "порожньо",
    "пусто",
];

const UNLESS_ANSWER: [&str; 13] = [
    "-",
    "–",
    "—",
    "−",
    "немає",
    "нема",
    "відсутній",
    "відсутня",
    "відсутнє",
    "відсутні",
    "нет",
    "отсутствует",
    "no data",
];

/// Whether a value (without outer spaces) is a word for "nothing", whatever its case.
pub fn nothing(value: &str) -> Option<Nothing> {
    if value.len() > WORD_BYTES_MAX {
        return None;
    }
    let first = value.chars().next()?;
    if !matches!(first, 'n' | 'N' | '(' | '<' | '#' | 'u' | 'U' | '-' | '–' | '—' | '−' | '…' | '.')
        && !matches!(first, 'н' | 'Н' | 'д' | 'Д' | 'в' | 'В' | 'і' | 'І' | 'п' | 'П' | 'о' | 'О')
    {
        return None;
    }
    let is = |word: &&str| value.chars().flat_map(char::to_lowercase).eq(word.chars());
    if UNLESS_ANSWER.iter().any(|word| is(&word)) {
        return Some(Nothing::UnlessAnswer);
    }
    ALWAYS.iter().any(|word| is(&word)).then_some(Nothing::Always)
}
