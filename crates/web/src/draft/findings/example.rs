//! Cells that show a finding: where, what stands there, what it would become.

use tabular::Example;

use super::super::mend::Mend;
use crate::i18n::Translator;

/// A cell that shows a finding.
pub(in crate::draft) struct ExampleRow {
    pub(in crate::draft) place: String,
    pub(in crate::draft) value: String,
    pub(in crate::draft) fixed: Option<String>,
    /// The form that mends this value.
    pub(in crate::draft) mend: Option<Mend>,
}

/// Examples as rows: where, what, what it becomes.
pub(in crate::draft) fn examples(t: Translator, examples: &[Example]) -> Vec<ExampleRow> {
    let row = |example: &Example| ExampleRow {
        place: place(t, example),
        value: visible(&example.value),
        fixed: example.fixed.clone(),
        mend: None,
    };
    examples.iter().map(row).collect()
}

fn place(t: Translator, example: &Example) -> String {
    let sheet = example.place.sheet.as_ref().map(|sheet| t.with("draft-example-sheet", "sheet", sheet));
    let row = example.place.row.map(|row| t.with("draft-example-row", "row", row.to_string()));
    let column = example.place.column.map(|column| t.with("draft-example-column", "column", column_letters(column)));
    sheet.into_iter().chain(row).chain(column).collect::<Vec<_>>().join(", ")
}

/// A column as spreadsheets call it: 1 is A, 27 is AA.
fn column_letters(mut column: u32) -> String {
    let mut letters = Vec::new();
    while column > 0 {
        let digit = u8::try_from((column - 1) % 26).unwrap_or_default();
        letters.push(char::from(b'A' + digit));
        column = (column - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// Makes outer spaces and invisible characters visible: they are what the finding is about.
fn visible(value: &str) -> String {
    let inner = value.trim_matches(' ').len();
    let start = value.len() - value.trim_start_matches(' ').len();
    let mut text = String::with_capacity(value.len());
    for (index, character) in value.char_indices() {
        match character {
            ' ' if index < start || index >= start + inner => text.push('␣'),
            '\u{a0}' | '\u{202f}' | '\u{2007}' => text.push('⍽'),
            '\t' => text.push('⇥'),
            '\n' | '\r' => text.push('⏎'),
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2060}' => text.push('◌'),
            other if other.is_control() => text.push('◌'),
            other => text.push(other),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{column_letters, visible};

    #[test]
    fn columns_are_called_as_spreadsheets_call_them() {
        let called: Vec<_> = [1, 26, 27, 52, 703].map(column_letters).into();

        assert_eq!(called, ["A", "Z", "AA", "AZ", "AAA"]);
    }

    #[test]
    fn spaces_at_the_ends_and_invisible_characters_are_made_visible() {
        assert_eq!(visible(" вул. Січова  "), "␣вул. Січова␣␣");
        assert_eq!(visible("12\u{a0}500\u{200b}"), "12⍽500◌");
        assert_eq!(visible("   "), "␣␣␣");
    }
}
