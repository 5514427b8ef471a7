//! The kinds of dirt, one function each.

mod codes;
mod dates;
mod file;
mod header;
mod numbers;
mod personal;
mod rows;
mod sheet;
mod text;
mod words;

use super::{table::Format, work::Work};

/// When a dirt falls: what changes values before what moves rows, and that before what changes bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Values take another form.
    Form,
    /// Characters come into and around values.
    Text,
    /// Rows and columns come, go and stand elsewhere.
    Rows,
    /// Names of columns.
    Header,
    /// What stands around the table.
    Around,
    /// Bytes of the file.
    File,
}

/// A kind of dirt.
#[derive(Clone, Copy)]
pub struct Kind {
    /// Its name.
    pub id: &'static str,
    /// An example, for people.
    pub example: &'static str,
    /// When it falls.
    pub stage: Stage,
    /// Kinds of one group exclude each other; `""` excludes none.
    pub group: &'static str,
    /// The only format that can have it.
    pub format: Option<Format>,
    /// Two readings are right; judged by whether the engine asks.
    pub is_ambiguous: bool,
    /// Lets it fall; answers whether the table has a place for it.
    pub(super) apply: fn(&mut Work) -> bool,
}

const fn kind(stage: Stage, id: &'static str, example: &'static str, apply: fn(&mut Work) -> bool) -> Kind {
    Kind { id, example, stage, group: "", format: None, is_ambiguous: false, apply }
}

impl Kind {
    const fn group(self, group: &'static str) -> Self {
        Self { group, ..self }
    }

    const fn csv(self) -> Self {
        Self { format: Some(Format::Csv), ..self }
    }

    const fn xlsx(self) -> Self {
        Self { format: Some(Format::Xlsx), ..self }
    }

    /// Whether a file of the format can have it. A list of objects has no lines around it, no bytes of its own and no doubled names.
    pub(super) fn falls_on(&self, format: Format) -> bool {
        let has_place = format != Format::Json || self.stage <= Stage::Text;
        has_place && self.format.is_none_or(|own| own == format)
    }

    const fn ambiguous(self) -> Self {
        Self { is_ambiguous: true, ..self }
    }
}

/// All kinds of dirt.
pub fn kinds() -> Vec<Kind> {
    let groups: [&[Kind]; 10] = [
        &file::KINDS,
        &rows::KINDS,
        &sheet::KINDS,
        &header::KINDS,
        &text::KINDS,
        &words::KINDS,
        &dates::KINDS,
        &numbers::KINDS,
        &codes::KINDS,
        &personal::KINDS,
    ];
    groups.concat()
}
