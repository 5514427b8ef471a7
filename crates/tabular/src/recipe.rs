//! Recipes: the ordered reading choices and fixes of a distribution, kept and re-applied to the next file.

mod describe;
mod edit;
mod news;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::Dialect;

pub use describe::{describe, describe_reading};
pub use edit::{DocumentError, Refusal};
pub use news::{FindingKey, IdleStep, NewSpelling, News, UnusedEntry, news};

/// The form of recipes that this program writes. Version 2 knows cells, pairs and changes of structure; 1 is read as well.
pub const RECIPE_VERSION: u32 = 2;

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
    /// Text that was read in a wrong encoding and saved so: `Р”РЅС–РїСЂРѕ`.
    Mojibake,
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
    /// A typographer's minus to a hyphen: `−5`.
    MinusSigns,
    /// Words for yes and no to `true` and `false`.
    Booleans,
    /// Lost leading zeros of ЄДРПОУ, proved by the check digit.
    EdrpouZeros,
    /// Phones to `+380…`.
    Phones,
    /// Values to the one form of their kind: `грн` to `UAH`, `м. Дніпро` to `Дніпро`.
    KindForm,
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
    /// One cell, named by its row, gets another value while the old one stands there.
    Cell,
    /// Values of a field become others, by a list of pairs.
    Values,
    /// Values of a field stay as they are, whatever fixes there are.
    Keep,
    /// Fields get other names.
    Rename,
    /// `48.46, 35.04` in one cell becomes two fields.
    SplitCoordinates,
    /// Latitude and longitude change places in the rows where each lies on the other's axis; the step names the two fields.
    SwapCoordinates,
    /// An address in one cell becomes a field for each of its parts.
    SplitAddress,
    /// Years, quarters or months in columns become rows.
    Unpivot,
    /// Names of sections in rows of their own become a field.
    SectionRows,
    /// Tables of one structure become one, with a field that says where a row comes from.
    JoinTables,
    /// Fields without any value are left out.
    EmptyFields,
    /// Web addresses: scheme, spaces, backslashes.
    Urls,
    /// E-mail addresses: `mailto:`, spaces, `(at)`, look-alike letters.
    Emails,
    /// Codes of registers: spaces, dashes, look-alike letters, case.
    Codes,
    /// Coordinates in degrees, minutes and seconds, with hemispheres or signs for degrees, to decimal degrees.
    Coordinates,
    /// Numbers without the unit beside them: `грн`, `тис. грн`, `%`.
    Units,
    /// Hours of opening: days, dashes, times.
    OpeningHours,
    /// Times of day with a point or hyphen between hours and minutes.
    Times,
    /// Apostrophes, quotation marks and dashes: one sign for each.
    Typography,
    /// Streets by their present names.
    StreetRenames,
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
    /// What the fix needs beyond a choice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub with: Option<With>,
}

/// What a fix works with.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum With {
    /// One cell.
    Cell {
        /// Sheet's row, or in CSV the line where the record starts; from 1.
        row: u64,
        /// The value that must stand there.
        old: String,
        /// The value it becomes; empty for none.
        new: String,
    },
    /// Old values and what becomes of them; empty for none.
    Values(BTreeMap<String, String>),
    /// Values.
    Only(BTreeSet<String>),
    /// Old names of fields and their new ones.
    Names(BTreeMap<String, String>),
    /// Fields, in order.
    Fields(Vec<String>),
}

impl Step {
    /// A step for all tables and fields.
    pub fn of(fix: FixId) -> Self {
        Self { fix, table: None, field: None, choice: None, with: None }
    }

    /// The step for one field.
    #[must_use]
    pub fn on(self, field: impl Into<String>) -> Self {
        Self { field: Some(field.into()), ..self }
    }

    /// The step with what it works with.
    #[must_use]
    pub fn with(self, with: With) -> Self {
        Self { with: Some(with), ..self }
    }

    /// The step without values of cells and keys: what a report or a log may tell.
    #[must_use]
    pub fn without_values(&self) -> Self {
        let choice = self.choice.clone().filter(|_| self.fix != FixId::Pseudonymise);
        Self { choice, with: None, ..self.clone() }
    }

    /// Whether it concerns a table.
    pub fn is_for(&self, table: &str) -> bool {
        self.table.as_deref().is_none_or(|wanted| wanted == table)
    }
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
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub header_rows: BTreeMap<String, u64>,
    /// Place (line, row of the sheet) of the first row of data per table name, among the first 400 rows of the table; the header
    /// stands above it.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub first_rows: BTreeMap<String, u64>,
    /// Place of the last row of data per table name, among the last 60 rows of a table (400 of a text).
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub last_rows: BTreeMap<String, u64>,
    /// Tables left out, by name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub skipped_tables: Vec<String>,
}

/// The ordered reading choices and fixes of a distribution.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Recipe {
    /// Form of this document: [`RECIPE_VERSION`] or less.
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
        Self { version: RECIPE_VERSION, ..Self::default() }
    }

    /// A recipe that applies every safe fix.
    pub fn all_safe() -> Self {
        Self { version: RECIPE_VERSION, all_safe: true, ..Self::default() }
    }

    /// Whether the recipe applies a fix to a field of a table. `field` is `None` for fixes of rows and headers.
    pub fn applies(&self, fix: FixId, safety: Safety, table: &str, field: Option<&str>) -> bool {
        if self.as_text {
            return false;
        }
        let meets = |step: &Step| {
            step.fix == fix && step.is_for(table) && (step.field.is_none() || step.field.as_deref() == field)
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
                && step.is_for(table)
                && step.field.as_deref().is_none_or(|wanted| wanted == field)
                && step.choice.is_some()
        });
        fitting.and_then(|step| step.choice.as_deref())
    }

    /// Values of a field that stay as they are.
    pub fn kept_values(&self, table: &str, field: &str) -> BTreeSet<String> {
        let is_ours = |step: &&Step| {
            !self.as_text
                && step.fix == FixId::Keep
                && step.is_for(table)
                && step.field.as_deref().is_none_or(|wanted| wanted == field)
        };
        let values = |step: &Step| match &step.with {
            Some(With::Only(values)) => values.clone(),
            _ => BTreeSet::new(),
        };
        self.steps.iter().filter(is_ours).flat_map(values).collect()
    }
}
