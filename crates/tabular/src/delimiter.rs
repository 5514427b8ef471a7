//! What stands between cells of delimited text: one sign or a few, kept inline so that a dialect stays a plain value.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// Bytes of a delimiter at most: two signs beyond ASCII, or eight of ASCII.
const BYTES_MAX: usize = 8;

/// What stands between cells. ` +` means a run of one or more spaces, `  +` a run of two or more; everything else means itself.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Delimiter {
    bytes: [u8; BYTES_MAX],
    length: u8,
}

impl Delimiter {
    /// A run of one or more spaces.
    pub const SPACES: &'static str = " +";
    /// A run of two or more spaces: columns drawn one under the other, with single spaces inside texts.
    pub const ALIGNED: &'static str = "  +";

    /// `None` where the text is empty, too long, or ends lines.
    pub fn new(text: &str) -> Option<Self> {
        let mut bytes = [0; BYTES_MAX];
        bytes.get_mut(..text.len())?.copy_from_slice(text.as_bytes());
        let lawful = !text.is_empty() && !text.contains(['\n', '\r', '"']);
        lawful.then_some(Self { bytes, length: u8::try_from(text.len()).ok()? })
    }

    /// The signs.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..usize::from(self.length)]).unwrap_or(",")
    }
}

impl From<char> for Delimiter {
    /// A sign that ends lines or quotes cells separates none; a comma stands for it.
    fn from(sign: char) -> Self {
        Self::new(sign.encode_utf8(&mut [0; 4])).unwrap_or(Self { bytes: *b",\0\0\0\0\0\0\0", length: 1 })
    }
}

impl PartialEq<char> for Delimiter {
    fn eq(&self, sign: &char) -> bool {
        self.as_str() == sign.encode_utf8(&mut [0; 4])
    }
}

impl PartialEq<str> for Delimiter {
    fn eq(&self, text: &str) -> bool {
        self.as_str() == text
    }
}

impl fmt::Debug for Delimiter {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), formatter)
    }
}

impl fmt::Display for Delimiter {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl Serialize for Delimiter {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Delimiter {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::new(&text).ok_or_else(|| de::Error::custom("a delimiter is one to eight bytes without line breaks"))
    }
}

#[cfg(test)]
mod tests {
    use super::Delimiter;

    #[test]
    fn recipes_of_one_sign_and_of_several_are_read() {
        for text in [",", "||", "¦", "  +"] {
            let json = serde_json::to_string(text).expect("a string");

            let delimiter: Delimiter = serde_json::from_str(&json).expect("a delimiter");

            assert_eq!(delimiter.as_str(), text);
            assert_eq!(serde_json::to_string(&delimiter).expect("a string"), json);
        }
        for wrong in ["\"\"", "\"\\n\"", "\"123456789\""] {
            assert!(serde_json::from_str::<Delimiter>(wrong).is_err(), "{wrong}");
        }
    }
}
