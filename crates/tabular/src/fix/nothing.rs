//! Words for "nothing".

use super::word::Lower;

/// How sure a word for "nothing" is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nothing {
    /// Says that no value was given: `null`, `н/д`.
    Always,
    /// Says so unless its opposite stands in the same column, where it is an answer: `немає` beside `є`, `-` beside `+`.
    UnlessAnswer,
    /// The same, but one of its kind among texts may be a title: `Відсутні` in a list of headings.
    UnlessTitle,
}

/// Whether a value (without outer spaces) is a word for "nothing", whatever its case.
pub fn nothing(value: &str) -> Option<Nothing> {
    // Most values begin with another letter than any of the words.
    let may_begin = matches!(
        value.chars().next(),
        Some(
            'n' | 'N'
                | '('
                | '<'
                | '#'
                | 'u'
                | 'U'
                | '-'
                | '–'
                | '—'
                | '−'
                | '…'
                | '.'
                | 'н'
                | 'Н'
                | 'д'
                | 'Д'
                | 'в'
                | 'В'
                | 'і'
                | 'І'
                | 'п'
                | 'П'
                | 'о'
                | 'О'
        )
    );
    if !may_begin {
        return None;
    }
    match Lower::of(value)?.as_str() {
        "-" | "–" | "—" | "−" | "немає" | "нема" | "нет" | "no data" => Some(Nothing::UnlessAnswer),
        "відсутній" | "відсутня" | "відсутнє" | "відсутні" | "отсутствует" => {
            Some(Nothing::UnlessTitle)
        }
        "null"
        | "(null)"
        | "<null>"
        | "nan"
        | "n/a"
        | "n.a."
        | "#n/a"
        | "#н/д"
        | "none"
        | "undefined"
        | "н/д"
        | "н.д."
        | "н/в"
        | "нд"
        | "--"
        | "---"
        | "…"
        | "..."
        | "не вказано"
        | "не зазначено"
        | "не указано"
        | "даних немає"
        | "немає даних"
        | "дані відсутні"
        | "відсутні дані"
        | "інформація відсутня"
        | "відсутня інформація"
        | "немає інформації"
        | "нет данных"
        | "порожньо"
        | "пусто" => Some(Nothing::Always),
        _ => None,
    }
}
