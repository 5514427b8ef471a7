//! Which headers speak of a kind.

/// Texts that give a kind away in a header.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Hint {
    /// Found anywhere, also inside a longer word: `contactpointphone`.
    pub(crate) parts: &'static [&'static str],
    /// Found as whole words only, since they are too short to stand inside others: `lat` but not `plate`.
    pub(crate) words: &'static [&'static str],
}

impl Hint {
    /// Spoken of by no header.
    pub(crate) const NONE: Self = Self { parts: &[], words: &[] };

    /// Whether a header in lower case speaks of the kind.
    pub(crate) fn meets(&self, header: &str) -> bool {
        self.parts.iter().any(|part| header.contains(part))
            || header.split(|sign: char| !sign.is_alphanumeric()).any(|word| self.words.contains(&word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_words_count_only_when_they_stand_alone() {
        let hint = Hint { parts: &["широт"], words: &["lat"] };

        assert!(hint.meets("lat") && hint.meets("geo_lat") && hint.meets("географічна широта"));
        assert!(!hint.meets("plate number") && !hint.meets("latest"));
    }
}
