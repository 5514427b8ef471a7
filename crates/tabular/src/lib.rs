//! The table engine: reads the tables of a dirty file, finds what is wrong, fixes, checks, profiles, compares and writes.
//!
//! What lives here knows bytes and schemas, nothing else: no catalog, no clock, no environment, no opening of files. Callers hand
//! in a [`Source`] to read, a [`Scratch`] for what outgrows memory and a writer for what is made.
//!
//! The road: [`read::read`] (pass 1: encoding, dialect, tables) → [`analyse::analyse`] (pass 2: types, kinds, findings, from all
//! rows) → [`build::build_table`] (pass 3: fixed, cast, checked, screened, profiled rows as Parquet). [`diff`] and [`export`] work on
//! the Parquet that came out.

pub mod analyse;
pub mod batch;
pub mod build;
pub mod check;
pub mod delimiter;
pub mod diff;
pub mod export;
pub mod finding;
pub mod fix;
pub mod kind;
pub mod limits;
mod memo;
pub mod message;
pub mod profile;
pub mod read;
pub mod reading;
pub mod recipe;
pub mod reshape;
pub mod schema;
pub mod screen;
pub mod source;
pub mod unreadable;
pub mod value;

pub use batch::TextBatch;
pub use check::{Knowledge, Rule};
pub use delimiter::Delimiter;
pub use finding::{Example, Finding, FixOffer, Place, Report, Severity, TableReport};
pub use kind::{Kinds, RenamedStreet, Streets, ValueKind, Verdict};
pub use limits::Limits;
pub use message::Message;
pub use profile::{FieldProfile, TableProfile};
pub use reading::{Container, Dialect, Member, Reading, TableReading};
pub use recipe::{FixId, Recipe, Safety, Step, With};
pub use schema::{Constraints, Field, FieldType, ForeignKey, Reference, TableSchema};
pub use screen::{FieldScreen, PersonalFinding, Screen, ScreenedField, Seen};
pub use source::{ReadSeek, Scratch, Source};
pub use unreadable::Unreadable;
