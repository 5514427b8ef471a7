//! Words for yes and no.

/// A word that answers a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// `так`, `yes`, `True`: yes in any column.
    Yes,
    /// `ні`, `no`, `FALSE`: no in any column.
    No,
    /// `+`, `є`, `наявний`: yes where the schema wants a boolean.
    Present,
    /// `-`, `немає`: no where the schema wants a boolean or its opposite stands in the column.
    Absent,
}

const WORDS: [(&str, Answer); 27] = [
    ("так", Answer::Yes),
    ("yes", Answer::Yes),
    ("true", Answer::Yes),
    ("да", Answer::Yes),
    ("істина", Answer::Yes),
    ("ні", Answer::No),
    ("no", Answer::No),
    ("false", Answer::No),
    ("хибність", Answer::No),
    ("+", Answer::Present),
    ("є", Answer::Present),
    ("наявний", Answer::Present),
    ("наявна", Answer::Present),
    ("наявне", Answer::Present),
    ("наявні", Answer::Present),
    ("есть", Answer::Present),
    ("-", Answer::Absent),
    ("–", Answer::Absent),
    ("—", Answer::Absent),
    ("−", Answer::Absent),
    ("немає", Answer::Absent),
    ("нема", Answer::Absent),
    ("відсутній", Answer::Absent),
    ("відсутня", Answer::Absent),
    ("відсутнє", Answer::Absent),
    ("відсутні", Answer::Absent),
    ("нет", Answer::Absent),
];

const WORD_BYTES_MAX: usize = 20;

/// What a value answers, whatever its case; `None` for canonical `true` and `false` and for all other text.
pub fn answer(value: &str) -> Option<Answer> {
    if value.len() > WORD_BYTES_MAX || matches!(value, "true" | "false") {
        return None;
    }
    let first = value.chars().next()?.to_lowercase().next()?;
    let fitting = WORDS.iter().filter(|(word, _)| word.starts_with(first));
    fitting
        .into_iter()
        .find(|(word, _)| value.chars().flat_map(char::to_lowercase).eq(word.chars()))
        .map(|(_, answer)| *answer)
}
