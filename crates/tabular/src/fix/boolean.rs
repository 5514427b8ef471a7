//! Words for yes and no.

use super::word::Lower;

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

const ANSWER_BYTES_MAX: usize = 20;

/// What a value answers, whatever its case; `None` for canonical `true` and `false` and for all other text.
pub fn answer(value: &str) -> Option<Answer> {
    if value.len() > ANSWER_BYTES_MAX || matches!(value, "true" | "false") {
        return None;
    }
    match Lower::of(value)?.as_str() {
        "так" | "yes" | "true" | "да" | "істина" => Some(Answer::Yes),
        "ні" | "no" | "false" | "хибність" => Some(Answer::No),
        "+" | "є" | "наявний" | "наявна" | "наявне" | "наявні" | "есть" => {
            Some(Answer::Present)
        }
        "-" | "–" | "—" | "−" | "немає" | "нема" | "відсутній" | "відсутня" | "відсутнє" | "відсутні" | "нет" => {
            Some(Answer::Absent)
        }
        _ => None,
    }
}
