//! Which standards a question means: words, theme, used or not.

use standards::Standard;

use crate::question::Question;

/// Characters of the words that are looked at.
const WORDS_MAX: usize = 200;
/// From so many letters on a word is looked for without its ending: «зупинок» finds «зупинки».
const ENDED_LETTERS: usize = 6;
/// Letters of an ending.
const ENDING_LETTERS: usize = 2;

/// What is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Asked {
    /// The words as they were typed.
    pub(super) words: String,
    /// Code of a theme.
    pub(super) theme: Option<String>,
    /// Only standards that datasets follow.
    pub(super) is_used: bool,
}

impl Asked {
    /// Reads `q`, `theme` and `used`.
    pub(super) fn of(question: &Question) -> Self {
        Self {
            words: question.get("q").unwrap_or_default().chars().take(WORDS_MAX).collect(),
            theme: question.get("theme").map(ToOwned::to_owned),
            is_used: matches!(question.get("used"), Some("1" | "true")),
        }
    }

    /// Whether anything is asked.
    pub(super) fn is_narrow(&self) -> bool {
        *self != Self::default()
    }

    /// Whether a standard that `datasets` follow is meant, the words apart.
    fn is_of_kind(&self, standard: &Standard, datasets: u64) -> bool {
        (self.theme.is_none() || self.theme == standard.theme) && (!self.is_used || datasets > 0)
    }

    /// The standards that are meant. Those whose own name holds the words stand before those with such a field.
    pub(super) fn among<'a>(
        &self,
        standards: &'a [Standard],
        datasets: impl Fn(&Standard) -> u64,
    ) -> Vec<&'a Standard> {
        let stems = stems(&self.words);
        let of_kind = standards.iter().filter(|standard| self.is_of_kind(standard, datasets(standard)));
        let mut found: Vec<(bool, &Standard)> = of_kind
            .filter_map(|standard| {
                let name = own_words(standard);
                let is_named = stems.iter().all(|stem| name.contains(stem));
                (is_named || holds(standard, &name, &stems)).then_some((!is_named, standard))
            })
            .collect();
        // Keeps the order of the annexes within both parts.
        found.sort_by_key(|(is_by_field, _)| *is_by_field);
        found.into_iter().map(|(_, standard)| standard).collect()
    }
}

fn own_words(standard: &Standard) -> String {
    format!("{} {} {}", standard.id, standard.title.uk, standard.title.en).to_lowercase()
}

/// Whether each word stands in the name of the standard or of a field.
fn holds(standard: &Standard, name: &str, stems: &[String]) -> bool {
    let fields = standard.schema.fields.iter();
    let fields: Vec<String> =
        fields.map(|field| format!("{} {} {}", field.name, field.title.uk, field.title.en).to_lowercase()).collect();
    stems.iter().all(|stem| name.contains(stem) || fields.iter().any(|field| field.contains(stem)))
}

/// The words in small letters, long ones without their endings.
fn stems(words: &str) -> Vec<String> {
    let stem = |word: &str| {
        let letters = word.chars().count();
        let kept = if letters >= ENDED_LETTERS { letters - ENDING_LETTERS } else { letters };
        word.to_lowercase().chars().take(kept).collect()
    };
    words.split_whitespace().map(stem).collect()
}

#[cfg(test)]
mod tests {
    use standards::Standards;

    use super::*;

    fn standards() -> Standards {
        let document = |id: &str, uk: &str, theme: &str, field: &str| {
            format!(
                r#"{{"id": "x/1/{id}", "title": {{"uk": "{uk}"}}, "theme": "{theme}", "edition": "1", "source": "s",
                "fields": [{{"name": "{field}", "title": {{"uk": "{field}"}}, "type": "string"}}]}}"#
            )
        };
        Standards::from_json([
            ("a", document("parks", "Парки", "environment", "Зупинка поруч")),
            ("b", document("stops", "Зупинки транспорту", "transport", "Назва")),
            ("c", document("roads", "Дороги", "transport", "Назва")),
        ])
        .expect("lawful documents")
    }

    fn found(words: &str, theme: Option<&str>, is_used: bool) -> Vec<String> {
        let asked = Asked { words: words.to_owned(), theme: theme.map(ToOwned::to_owned), is_used };
        let standards = standards();
        let found = asked.among(standards.all(), |standard| u64::from(standard.id == "x/1/roads"));
        found.iter().map(|standard| standard.table().to_owned()).collect()
    }

    #[test]
    fn a_word_is_found_in_any_form_first_in_names_then_in_fields() {
        assert_eq!(found("зупинок", None, false), ["stops", "parks"]);
        assert_eq!(found("ROADS", None, false), ["roads"]);
        assert_eq!(found("зупинки назва", None, false), ["stops"]);
    }

    #[test]
    fn a_theme_and_being_used_narrow_what_the_words_find() {
        assert_eq!(found("", Some("transport"), false), ["roads", "stops"]);
        assert_eq!(found("", None, true), ["roads"]);
        assert_eq!(found("зупинка", Some("transport"), true), [""; 0]);
        assert_eq!(found("назва", Some("environment"), false), [""; 0]);
    }

    #[test]
    fn no_question_means_all_of_them() {
        assert!(!Asked::default().is_narrow());
        assert_eq!(found("", None, false).len(), 3);
    }
}
