//! Checks beyond one cell: rules over several fields, numbers and days that cannot be meant, spellings of one category, foreign
//! keys, and what jumps out against the version before.
//!
//! While pass 3 runs, a table's checks hear of each batch once it is typed; whatever can be told from distinct values is told at the
//! end from those that the profile counted. No check changes a value.

mod cells;
mod copies;
mod cross;
mod day;
mod fold;
mod format;
pub mod history;
mod key;
mod knowledge;
mod names;
mod number;
mod place;
mod propose;
mod rule;
mod spelling;
mod table;
mod words;

pub(crate) use cells::Batch;
pub(crate) use copies::Copies;
pub(crate) use format::Format;
pub(crate) use key::KeyGatherer;
pub use key::{Keys, Linked, referred_fields, resolve};
pub use knowledge::{Border, Codifier, District, Knowledge};
pub(crate) use names::is_row_identity;
pub use rule::Rule;
pub(crate) use spelling::Distinct;
pub(crate) use table::{TableChecks, Values};
pub(crate) use words::copies as copies_message;
