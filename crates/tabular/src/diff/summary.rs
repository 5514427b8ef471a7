//! A comparison in one sentence.

use super::TableDiff;
use crate::Message;

/// Ukrainian forms of a noun after numbers: 1, 2, 5.
type Forms = [&'static str; 3];

const ROWS: Forms = ["рядок", "рядки", "рядків"];
const CELLS: Forms = ["клітинка", "клітинки", "клітинок"];
const FIELDS: Forms = ["поле", "поля", "полів"];
/// After «тип»: in the genitive.
const FIELDS_OF: Forms = ["поля", "полів", "полів"];

/// What changed: «додано 142 рядки, змінено 12 рядків (15 клітинок)», «без змін».
pub fn summary(diff: &TableDiff) -> Message {
    let (mut uk, mut en) = (Vec::new(), Vec::new());
    let mut say = |count: u64, verb_uk: &str, forms: Forms, noun_en: &str, verb_en: &str| {
        if count > 0 {
            uk.push(format!("{verb_uk} {}", counted(count, forms)));
            en.push(format!("{} {verb_en}", counted_en(count, noun_en)));
        }
    };
    say(diff.rows_added, "додано", ROWS, "row", "added");
    say(diff.rows_removed, "вилучено", ROWS, "row", "removed");
    say(diff.rows_changed, "змінено", ROWS, "row", "changed");
    if diff.rows_changed > 0 {
        let cells = (counted(diff.cells_changed, CELLS), counted_en(diff.cells_changed, "cell"));
        for (said, cells) in uk.last_mut().into_iter().zip([cells.0]).chain(en.last_mut().into_iter().zip([cells.1])) {
            *said = format!("{said} ({cells})");
        }
    }
    let mut say = |count: usize, verb_uk: &str, forms: Forms, verb_en: &str| {
        if count > 0 {
            uk.push(format!("{verb_uk} {}", counted(count as u64, forms)));
            en.push(format!("{} {verb_en}", counted_en(count as u64, "field")));
        }
    };
    say(diff.fields_added.len(), "додано", FIELDS, "added");
    say(diff.fields_removed.len(), "вилучено", FIELDS, "removed");
    say(diff.fields_renamed.len(), "перейменовано", FIELDS, "renamed");
    say(diff.fields_retyped.len(), "змінено тип", FIELDS_OF, "retyped");
    if uk.is_empty() {
        return Message::new("без змін", "no changes");
    }
    Message::new(uk.join(", "), en.join(", "))
}

fn counted(count: u64, [one, few, many]: Forms) -> String {
    let form = match (count % 10, count % 100) {
        (_, 11..=14) => many,
        (1, _) => one,
        (2..=4, _) => few,
        _ => many,
    };
    format!("{} {form}", grouped(count, '\u{a0}'))
}

fn counted_en(count: u64, noun: &str) -> String {
    format!("{} {noun}{}", grouped(count, ','), if count == 1 { "" } else { "s" })
}

/// Thousands apart, from five digits on.
fn grouped(count: u64, separator: char) -> String {
    let digits = count.to_string();
    if digits.len() < 5 {
        return digits;
    }
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comparison_is_said_in_both_languages() {
        let diff = TableDiff { rows_added: 142, rows_changed: 12, cells_changed: 15, ..TableDiff::default() };

        assert_eq!(summary(&diff).uk, "додано 142 рядки, змінено 12 рядків (15 клітинок)");
        assert_eq!(summary(&diff).en, "142 rows added, 12 rows changed (15 cells)");
    }

    #[test]
    fn nothing_changed_is_said_so() {
        let diff = TableDiff { rows_unchanged: 7, ..TableDiff::default() };

        assert_eq!(summary(&diff), Message::new("без змін", "no changes"));
    }

    #[test]
    fn plurals_are_right() {
        assert_eq!(counted(1, ROWS), "1 рядок");
        assert_eq!(counted(11, ROWS), "11 рядків");
        assert_eq!(counted(21, CELLS), "21 клітинка");
        assert_eq!(counted(113, ROWS), "113 рядків");
        assert_eq!(counted(1_234_567, ROWS), "1\u{a0}234\u{a0}567 рядків");
    }

    #[test]
    fn fields_are_told_too() {
        let pair = || ("a".to_owned(), "b".to_owned());
        let diff = TableDiff {
            fields_renamed: vec![pair()],
            fields_retyped: vec![("b".to_owned(), "integer".to_owned(), "string".to_owned())],
            ..TableDiff::default()
        };

        assert_eq!(summary(&diff).uk, "перейменовано 1 поле, змінено тип 1 поля");
    }
}
