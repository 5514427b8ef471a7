//! Fixes of one value: pure functions from text to text, `None` where there is nothing to do.
//!
//! A fix is idempotent and leaves canonical values alone. What a fix may do to a column is decided in [`crate::analyse`].

mod address;
mod boolean;
mod coordinate;
mod date;
mod header;
mod homoglyph;
mod mojibake;
mod nothing;
mod number;
mod period;
mod pseudonym;
mod text;
mod total;
mod typography;
mod word;

pub use address::{Address, AddressPart, address};
pub use boolean::{Answer, answer};
pub use coordinate::{Axis, Degrees, LATITUDES, LONGITUDES, are_swapped, coordinate_pair, degrees};
pub use date::{DateForm, DateOrder, date_form, dateless_time, is_hours, is_serial, serial_to_date, time_form};
pub(crate) use header::decoded;
pub use header::{field_names, speaks_of_date};
pub use homoglyph::homoglyphs;
pub use mojibake::mojibake;
pub use nothing::{Nothing, nothing};
pub use number::{NumberForm, number_form};
pub use period::{Part, Period, month, period};
pub(crate) use pseudonym::{Pseudonyms, shape_only};
pub(crate) use text::spaces_by;
pub use text::{invisible_characters, spaces};
pub use total::names_total;
pub use typography::{has_typography, typography};

#[cfg(test)]
mod tests;
