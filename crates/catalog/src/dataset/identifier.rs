//! Public identifiers: what stands in URLs and, by Resolution 835, in both portals' registers.

use serde::{Deserialize, Serialize};

/// A public identifier: `[a-z0-9-]`, 1 to 100 characters, not beginning or ending with a hyphen.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Identifier(String);

/// Why a text is not an identifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IdentifierError {
    /// Nothing was given.
    #[error("the identifier is empty")]
    Empty,
    /// More than 100 characters.
    #[error("the identifier is longer than 100 characters")]
    TooLong,
    /// A character outside `[a-z0-9-]`, or a hyphen at an end.
    #[error("only lower-case latin letters, digits and inner hyphens may stand in an identifier")]
    Character,
    /// A word that addresses of the portal use themselves.
    #[error("the portal's own addresses use this word")]
    Reserved,
}

/// Words that stand where an identifier does in addresses of the portal: `/workspace/datasets/new`, `/datasets/{…}/compare`.
const RESERVED: [&str; 2] = ["new", "compare"];

impl Identifier {
    /// The longest identifier, in characters.
    pub const LENGTH_MAX: usize = 100;

    /// Takes a text as it is, or says why not.
    pub fn new(text: impl Into<String>) -> Result<Self, IdentifierError> {
        let text = text.into();
        if text.is_empty() {
            return Err(IdentifierError::Empty);
        }
        if text.len() > Self::LENGTH_MAX {
            return Err(IdentifierError::TooLong);
        }
        let lawful = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        if !text.bytes().all(lawful) || text.starts_with('-') || text.ends_with('-') {
            return Err(IdentifierError::Character);
        }
        if RESERVED.contains(&text.as_str()) {
            return Err(IdentifierError::Reserved);
        }
        Ok(Self(text))
    }

    /// Proposes an identifier for a title: transliterated by the official table (Resolution 55 of 27.01.2010), cut at a word.
    pub fn propose(title: &str) -> Option<Self> {
        let latin = transliterate(title);
        let mut text = String::new();
        for word in latin.split(|character: char| !character.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
            let joined = text.len() + usize::from(!text.is_empty()) + word.len();
            if joined > 60 && !text.is_empty() {
                break;
            }
            if !text.is_empty() {
                text.push('-');
            }
            text.extend(word.chars().take(Self::LENGTH_MAX));
        }
        Self::new(text).ok()
    }

    /// The identifier as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Identifier {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl TryFrom<String> for Identifier {
    type Error = IdentifierError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::new(text)
    }
}

impl From<Identifier> for String {
    fn from(identifier: Identifier) -> Self {
        identifier.0
    }
}

impl std::str::FromStr for Identifier {
    type Err = IdentifierError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::new(text)
    }
}

/// Ukrainian to Latin letters, lower case, after the table of Resolution 55 (2010). `зг` gives `zgh`; `ь` and apostrophes fall away.
fn transliterate(text: &str) -> String {
    let lower = text.to_lowercase();
    let mut latin = String::with_capacity(lower.len());
    let mut word_start = true;
    let mut previous = ' ';
    for character in lower.chars() {
        let piece = match character {
            'а' => "a",
            'б' => "b",
            'в' => "v",
            'г' if previous == 'з' => "gh",
            'г' => "h",
            'ґ' => "g",
            'д' => "d",
            'е' | 'э' => "e",
            'є' if word_start => "ye",
            'є' => "ie",
            'ж' => "zh",
            'з' => "z",
            'и' | 'ы' => "y",
            'ї' if word_start => "yi",
            'й' if word_start => "y",
            'і' | 'ї' | 'й' => "i",
            'к' => "k",
            'л' => "l",
            'м' => "m",
            'н' => "n",
            'о' | 'ё' => "o",
            'п' => "p",
            'р' => "r",
            'с' => "s",
            'т' => "t",
            'у' => "u",
            'ф' => "f",
            'х' => "kh",
            'ц' => "ts",
            'ч' => "ch",
            'ш' => "sh",
            'щ' => "shch",
            'ю' if word_start => "yu",
            'ю' => "iu",
            'я' if word_start => "ya",
            'я' => "ia",
            'ь' | 'ъ' | '\'' | '’' | 'ʼ' | '`' => "",
            other => {
                latin.push(if other.is_ascii() { other } else { ' ' });
                ""
            }
        };
        latin.push_str(piece);
        word_start = !character.is_alphanumeric() && !matches!(character, '\'' | '’' | 'ʼ' | '`');
        previous = character;
    }
    latin
}

#[cfg(test)]
mod tests {
    use super::Identifier;

    #[test]
    fn a_title_proposes_an_identifier_by_the_official_transliteration() {
        let proposed =
            Identifier::propose("Згурські під'їзди: Єнакієве, площа Щастя").expect("letters make an identifier");

        assert_eq!(proposed.as_str(), "zghurski-pidizdy-yenakiieve-ploshcha-shchastia");
    }

    #[test]
    fn words_of_the_portals_own_addresses_are_refused() {
        assert_eq!(Identifier::new("new"), Err(super::IdentifierError::Reserved));
        assert!(Identifier::new("new-parks").is_ok());
    }

    #[test]
    fn capitals_cyrillic_letters_and_outer_hyphens_are_refused() {
        for text in ["Parking", "паркування", "-parking", "parking-", "par king", ""] {
            assert!(Identifier::new(text).is_err(), "{text}");
        }
    }
}
