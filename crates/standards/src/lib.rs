//! What values and tables of a Ukrainian city mean: kinds of value, the screen for personal data, published table standards.
//!
//! What lives here is knowledge about values, behind the ports of `tabular`. No files are opened: a pack's documents come in as
//! text.

mod check;
pub mod codifier;
mod hint;
pub mod import;
pub mod kinds;
pub mod propose;
pub mod screen;
pub mod standard;
pub mod streets;
pub mod template;

pub use codifier::Codifier;
pub use kinds::{kinds, kinds_knowing, kinds_with};
pub use propose::{Proposal, Proposer, propose};
pub use screen::screen;
pub use standard::{Repair, Standard, StandardError, Standards};
pub use streets::{Rename, StreetError, StreetRenames};
