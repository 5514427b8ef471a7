//! What values and tables of a Ukrainian city mean: kinds of value, the screen for personal data, published table standards.
//!
//! What lives here is knowledge about values, behind the ports of `tabular`. No files are opened: a pack's documents come in as
//! text.

mod check;
mod hint;
pub mod kinds;
pub mod screen;
pub mod standard;
pub mod streets;

pub use kinds::{kinds, kinds_with};
pub use screen::screen;
pub use standard::{Repair, Standard, StandardError, Standards};
pub use streets::{Rename, StreetError, StreetRenames};
