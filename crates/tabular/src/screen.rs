//! The port to the screen for personal data: what `standards` knows of tax numbers, private phones and e-mails.

use crate::{FieldType, Message, Reading};

/// Personal data of one kind in one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonalFinding {
    /// `rnokpp`, `passport`, `unzr`, `card`, `iban`, `name`, `birth-date`, `home-address`, `small-groups`, `phone`, `email`.
    pub kind: &'static str,
    /// How many values hold it. Exact.
    pub count: u64,
    /// A few: place (row of the source, from 1) and the value masked.
    pub examples: Vec<(u64, String)>,
    /// What was found and what to do.
    pub message: Message,
}

/// What a field's values are about, counted: what is personal only beside other fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Seen {
    /// Values looked at.
    pub values: u64,
    /// Values that name a private person.
    pub people: u64,
    /// Values that name somebody who acts in an office: the name is public, when and where the person was born is not.
    pub officials: u64,
    /// Days or years of birth.
    pub births: u64,
    /// Places where people live, by the header.
    pub homes: u64,
    /// Addresses with a flat.
    pub flats: u64,
}

/// A field as the screen knows it.
#[derive(Debug, Clone, Copy)]
pub struct ScreenedField<'a> {
    /// Machine name.
    pub name: &'a str,
    /// What people read.
    pub title: &'a str,
    /// Type.
    pub field_type: FieldType,
}

/// Watches the values of one field.
pub trait FieldScreen: Send {
    /// Looks at a value that stands at a row of the source. Answers whether it found nothing at all in it: an equal value is then
    /// told by [`Self::pass`].
    fn observe(&mut self, value: &str, row: u64) -> bool;
    /// A value in which it found nothing stands there once more.
    fn pass(&mut self);
    /// What it found, after all rows: check digit, header and share of rows weighed together.
    fn findings(&self) -> Vec<PersonalFinding>;
    /// What the values are about, for [`Screen::beside_names`].
    fn seen(&self) -> Seen {
        Seen::default()
    }
}

/// Makes screens.
pub trait Screen: Send + Sync {
    /// A screen for a field; `kind` is the kind of value of the field, where known.
    fn field(&self, name: &str, title: &str, kind: Option<&str>) -> Box<dyn FieldScreen>;
    /// A value with every personal datum in it masked: `38********`; `None` where there is none. Used by the `mask` fix.
    fn mask(&self, value: &str) -> Option<String>;
    /// Like [`Self::mask`], in a field that somebody chose to mask: also what only has the form of a personal datum, such as a
    /// mistyped tax number.
    fn mask_all(&self, value: &str) -> Option<String> {
        self.mask(value)
    }
    /// Whether a value of a field that somebody chose to empty holds personal data of a kind (any kind for `None`), mistyped ones
    /// too.
    fn holds(&self, value: &str, kind: Option<&str>) -> bool;
    /// What is personal because the table names people: findings by index of the field.
    fn beside_names(&self, _seen: &[Seen]) -> Vec<(usize, PersonalFinding)> {
        Vec::new()
    }
    /// Indices of the fields that together may tell a person apart (quasi-identifiers); the most personal first.
    fn quasi_identifiers(&self, _fields: &[ScreenedField<'_>]) -> Vec<usize> {
        Vec::new()
    }
    /// The fewest rows that may share one combination of quasi-identifiers (the k of k-anonymity).
    fn group_min(&self) -> u32 {
        0
    }
    /// What to say of rows in smaller groups.
    fn small_groups(&self, fields: &str, rows: u64) -> Message {
        Message::new(format!("{fields}: {rows}"), format!("{fields}: {rows}"))
    }
}

/// Personal data beside the tables of a file, with the place: hidden sheets, comments, document properties, titles. The original holds
/// them too.
pub fn outside(screen: &dyn Screen, reading: &Reading) -> Vec<(String, PersonalFinding)> {
    let mut found = Vec::new();
    for texts in reading.outside.chunk_by(|(one, _), (other, _)| one == other) {
        let place = texts[0].0.as_str();
        let mut field = screen.field(place, place, None);
        for (_, value) in texts {
            field.observe(value, 0);
        }
        found.extend(field.findings().into_iter().map(|finding| (place.to_owned(), finding)));
    }
    found
}

/// Finds nothing, for tests of the bare engine.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoScreen;

struct Blind;

impl FieldScreen for Blind {
    fn observe(&mut self, _value: &str, _row: u64) -> bool {
        true
    }

    fn pass(&mut self) {}

    fn findings(&self) -> Vec<PersonalFinding> {
        Vec::new()
    }
}

impl Screen for NoScreen {
    fn field(&self, _name: &str, _title: &str, _kind: Option<&str>) -> Box<dyn FieldScreen> {
        Box::new(Blind)
    }

    fn mask(&self, _value: &str) -> Option<String> {
        None
    }

    fn holds(&self, _value: &str, _kind: Option<&str>) -> bool {
        false
    }
}
