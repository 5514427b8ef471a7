//! A comparison in one sentence.

use super::TableDiff;
use crate::{Message, message::plural};

/// Ukrainian forms of a noun after numbers: 1, 2, 5.
type Forms = [&'static str; 3];

const ROWS: Forms = ["рядок", "рядки", "рядків"];
/// After «у»: in the locative.
const ROWS_IN: Forms = ["рядку", "рядках", "рядках"];
const VALUES: Forms = ["значення", "значення", "значень"];
const FIELDS: Forms = ["поле", "поля", "полів"];
/// After «тип»: in the genitive.
const FIELDS_OF: Forms = ["поля", "полів", "полів"];

/// Fields named where values of several changed, the most changed first.
const NAMED_MAX: usize = 3;

/// What changed: «додано 142 рядки, вилучено 3 рядки, змінено 12 значень у полі «сума»», «без змін». Fields bear their names.
pub fn summary(diff: &TableDiff) -> Message {
    summary_with(diff, |_| None)
}

/// As [`summary`], with what people call the fields.
pub fn summary_with(diff: &TableDiff, title: impl Fn(&str) -> Option<Message>) -> Message {
    let (mut uk, mut en) = (Vec::new(), Vec::new());
    let mut say = |count: u64, verb_uk: &str, forms: Forms, noun_en: &str, verb_en: &str| {
        if count > 0 {
            uk.push(format!("{verb_uk} {}", counted(count, forms)));
            en.push(format!("{} {verb_en}", counted_en(count, noun_en)));
        }
    };
    say(diff.rows_added, "додано", ROWS, "row", "added");
    say(diff.rows_removed, "вилучено", ROWS, "row", "removed");
    if let Some(values) = changed_values(diff, title) {
        uk.push(values.uk);
        en.push(values.en);
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

/// «змінено 12 значень у полі «сума»», «змінено 15 значень у 12 рядках (найбільше: сума — 9, дата — 6)».
fn changed_values(diff: &TableDiff, title: impl Fn(&str) -> Option<Message>) -> Option<Message> {
    if diff.rows_changed == 0 {
        return None;
    }
    let titled = |name: &str| {
        title(name).filter(|title| !title.uk.trim().is_empty()).unwrap_or_else(|| Message::new(name, name))
    };
    let mut uk = format!("змінено {}", counted(diff.cells_changed, VALUES));
    let mut en = counted_en(diff.cells_changed, "value");
    if let [(only, _)] = &diff.per_field[..] {
        let title = titled(only);
        return Some(Message::new(
            format!("{uk} у полі «{}»", title.uk),
            format!("{en} changed in the field “{}”", title.en),
        ));
    }
    let mut most: Vec<&(String, u64)> = diff.per_field.iter().collect();
    most.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let named = |of: fn(&Message) -> &str, separator: char| {
        let part = |(name, count): &&(String, u64)| format!("{} — {}", of(&titled(name)), grouped(*count, separator));
        most.iter().take(NAMED_MAX).map(part).collect::<Vec<_>>().join(", ")
    };
    uk = format!("{uk} у {}", counted(diff.rows_changed, ROWS_IN));
    en = format!("{en} changed in {}", counted_en(diff.rows_changed, "row"));
    if !most.is_empty() {
        uk = format!("{uk} (найбільше: {})", named(|title| &title.uk, '\u{a0}'));
        en = format!("{en} (most: {})", named(|title| &title.en, ','));
    }
    Some(Message::new(uk, en))
}

fn counted(count: u64, [one, few, many]: Forms) -> String {
    format!("{} {}", grouped(count, '\u{a0}'), plural(count, one, few, many))
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

    fn per_field(counts: &[(&str, u64)]) -> Vec<(String, u64)> {
        counts.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect()
    }

    #[test]
    fn a_comparison_is_said_in_both_languages() {
        let diff = TableDiff {
            rows_added: 142,
            rows_removed: 3,
            rows_changed: 12,
            cells_changed: 12,
            per_field: per_field(&[("suma", 12)]),
            ..TableDiff::default()
        };

        let said = summary_with(&diff, |name| (name == "suma").then(|| Message::new("сума", "amount")));

        assert_eq!(said.uk, "додано 142 рядки, вилучено 3 рядки, змінено 12 значень у полі «сума»");
        assert_eq!(said.en, "142 rows added, 3 rows removed, 12 values changed in the field “amount”");
    }

    #[test]
    fn the_most_changed_fields_are_named_first() {
        let diff = TableDiff {
            rows_changed: 21,
            cells_changed: 31,
            per_field: per_field(&[("a", 1), ("b", 9), ("c", 2), ("d", 19)]),
            ..TableDiff::default()
        };

        assert_eq!(summary(&diff).uk, "змінено 31 значення у 21 рядку (найбільше: d — 19, b — 9, c — 2)");
        assert_eq!(summary(&diff).en, "31 values changed in 21 rows (most: d — 19, b — 9, c — 2)");
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
        assert_eq!(counted(21, VALUES), "21 значення");
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
