//! Recipes: the ordered reading choices and fixes of a distribution, kept and re-applied to the next file.

use serde::{Deserialize, Serialize};

use crate::Dialect;

/// Names a fix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FixId {
    /// Header cells: spaces, line breaks, invisible characters, look-alike letters, duplicates, blanks.
    Header,
    /// Spaces at the ends, doubled spaces, non-breaking spaces.
    Spaces,
    /// Zero-width and control characters, soft hyphens, NUL.
    InvisibleCharacters,
    /// Words for "nothing" become empty: `-`, `немає`, `н/д`, `null`.
    NothingWords,
    /// Latin letters inside Cyrillic words and the reverse.
    Homoglyphs,
    /// Dates and date-times to ISO 8601.
    Dates,
    /// Excel's day numbers to ISO 8601.
    ExcelSerials,
    /// Decimal comma to point.
    DecimalComma,
    /// Spaces between thousands.
    ThousandsSpaces,
    /// Words for yes and no to `true` and `false`.
    Booleans,
    /// Lost leading zeros of ЄДРПОУ, proved by the check digit.
    EdrpouZeros,
    /// Phones to `+380…`.
    Phones,
    /// Rows without any value are left out.
    EmptyRows,
    /// Rows of totals are left out.
    TotalRows,
    /// Values are masked; what remains cannot be turned back.
    Mask,
    /// The field is left out.
    DropField,
    /// Cells of the given kind of personal data become empty.
    EmptyPersonal,
    /// Values are replaced by pseudonyms: one value, one name, and no way back without the key, which is the step's choice.
    Pseudonymise,
}

/// Whether a fix needs a yes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Safety {
    /// Lossless or unambiguous.
    Safe,
    /// Likely right; somebody must agree.
    Suggestion,
    /// Two readings are possible; somebody must choose.
    Question,
}

/// One fix of a recipe.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Step {
    /// Which fix.
    pub fix: FixId,
    /// Table; `None` for all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub table: Option<String>,
    /// Field name; `None` for all fields where it applies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// A choice the fix needs, such as `dmy` or `mdy` for dates in question, or the kind of personal data.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub choice: Option<String>,
}

/// Reading choices that differ from what would be found; all optional.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ReadingChoices {
    /// Encoding label.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// Dialect.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dialect: Option<Dialect>,
    /// Number of header rows per table name.
    #[serde(skip_serializing_if = "std::collections::BTreeMap::is_empty")]
    pub header_rows: std::collections::BTreeMap<String, u64>,
    /// Tables left out, by name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub skipped_tables: Vec<String>,
}

/// The ordered reading choices and fixes of a distribution.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Recipe {
    /// Form of this document; 1.
    pub version: u32,
    /// Reading choices.
    pub reading: ReadingChoices,
    /// All safe fixes, whatever findings come: "fix all safe".
    pub all_safe: bool,
    /// Safe fixes that were undone although `all_safe` holds.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub except: Vec<Step>,
    /// Fixes, in the order they were chosen.
    pub steps: Vec<Step>,
    /// Every value stays as it stands, all fields are text: structure only.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub as_text: bool,
}

impl Recipe {
    /// A recipe without any fix.
    pub fn empty() -> Self {
        Self { version: 1, ..Self::default() }
    }

    /// A recipe that applies every safe fix.
    pub fn all_safe() -> Self {
        Self { version: 1, all_safe: true, ..Self::default() }
    }

    /// Whether the recipe applies a fix to a field of a table. `field` is `None` for fixes of rows and headers.
    pub fn applies(&self, fix: FixId, safety: Safety, table: &str, field: Option<&str>) -> bool {
        if self.as_text {
            return false;
        }
        let meets = |step: &Step| {
            step.fix == fix
                && step.table.as_deref().is_none_or(|wanted| wanted == table)
                && (step.field.is_none() || step.field.as_deref() == field)
        };
        if self.steps.iter().any(meets) {
            return true;
        }
        self.all_safe && safety == Safety::Safe && !self.except.iter().any(meets)
    }

    /// The choice that a step gives for a field, such as `dmy`.
    pub fn choice(&self, fix: FixId, table: &str, field: &str) -> Option<&str> {
        let fitting = self.steps.iter().rev().find(|step| {
            step.fix == fix
                && step.table.as_deref().is_none_or(|wanted| wanted == table)
                && step.field.as_deref().is_none_or(|wanted| wanted == field)
                && step.choice.is_some()
        });
        fitting.and_then(|step| step.choice.as_deref())
    }
}
