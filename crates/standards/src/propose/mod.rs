//! Which standard a table likely follows, and which column is which of its fields.
//!
//! Each pair of field and column is scored by name, title, synonym, transliteration, common words, and kind of value; the best pairs
//! are taken one to one. A standard's score weighs its fields by how telling they are: `uid` and an address stand in forty
//! standards, `petitionText` in one. Nothing here reads files; a few values of each column are enough.

mod score;
mod words;

use tabular::{Field, FieldType, Kinds, Message, TableProfile};

use crate::Standards;
use score::Scorer;

/// From this confidence a proposal is worth showing unasked.
pub const CONFIDENT: f64 = 0.6;
/// Proposals that are answered at most.
const PROPOSALS_MAX: usize = 5;
/// Below it nothing is answered.
const CONFIDENCE_MIN: f64 = 0.35;
/// Columns of a table that are looked at; no standard has as many.
const COLUMNS_MAX: usize = 400;

/// What is known of the columns of a table that was built, from its schema and profile.
pub fn columns(fields: &[Field], profile: &TableProfile) -> Vec<Column> {
    let column = |field: &Field| {
        let known = profile.fields.iter().find(|known| known.name == field.name);
        let values = known.map(|known| match known.top.as_slice() {
            [] => known.minimum.iter().chain(&known.maximum).cloned().collect(),
            top => top.iter().map(|(value, _)| value.clone()).collect(),
        });
        Column {
            header: if field.title.uk.trim().is_empty() { field.name.clone() } else { field.title.uk.clone() },
            field_type: field.field_type,
            kind: field.kind.clone(),
            values: values.unwrap_or_default(),
        }
    };
    fields.iter().map(column).collect()
}

/// What is known of a column.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Column {
    /// Header as the file has it.
    pub header: String,
    /// Type of its values, once fixes are applied.
    pub field_type: FieldType,
    /// Kind of its values, where one was recognised.
    pub kind: Option<String>,
    /// A few of its values, without empty ones.
    pub values: Vec<String>,
}

/// A standard that a table may follow.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    /// Id of the standard.
    pub standard: String,
    /// From 0 to 1.
    pub confidence: f64,
    /// Field by field, in the standard's order; fields that no column holds are left out.
    pub mapping: Vec<Mapped>,
    /// Required fields that no column holds.
    pub missing: Vec<String>,
}

/// A column that holds a field.
#[derive(Debug, Clone, PartialEq)]
pub struct Mapped {
    /// Field of the standard.
    pub field: String,
    /// Place of the column, from 0.
    pub column: usize,
    /// Header of the column.
    pub header: String,
    /// From 0 to 1.
    pub confidence: f64,
    /// Why.
    pub why: Message,
}

/// Proposes standards for a table, the likeliest first; none where nothing is likely.
pub fn propose(standards: &Standards, kinds: &dyn Kinds, columns: &[Column]) -> Vec<Proposal> {
    Proposer::new(standards).propose(kinds, columns)
}

/// The standards, prepared for many questions.
pub struct Proposer<'a> {
    scorer: Scorer<'a>,
}

impl<'a> Proposer<'a> {
    /// Prepares the standards.
    pub fn new(standards: &'a Standards) -> Self {
        Self { scorer: Scorer::new(standards) }
    }

    /// Proposes standards for a table, the likeliest first; none where nothing is likely.
    pub fn propose(&self, kinds: &dyn Kinds, columns: &[Column]) -> Vec<Proposal> {
        let columns = &columns[..columns.len().min(COLUMNS_MAX)];
        let mut proposals = self.scorer.proposals(kinds, columns);
        proposals.retain(|proposal| proposal.confidence >= CONFIDENCE_MIN);
        // Equal tables of two annexes: the first annex leads, as the standards stand.
        proposals.sort_by(|left, right| right.confidence.total_cmp(&left.confidence));
        proposals.truncate(PROPOSALS_MAX);
        proposals
    }

    /// Which column is which field of one standard, however likely the table follows it; `None` where next to nothing fits.
    pub fn map(&self, standard: &str, kinds: &dyn Kinds, columns: &[Column]) -> Option<Proposal> {
        let columns = &columns[..columns.len().min(COLUMNS_MAX)];
        self.scorer.proposals(kinds, columns).into_iter().find(|proposal| proposal.standard == standard)
    }
}
