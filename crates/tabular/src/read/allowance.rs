//! What the rows of a file may come to: a few bytes may ask for any number of them, by a text shared by all cells, a cell merged over
//! all rows, a number of repetitions.

use super::package::zip_bomb;
use crate::{Limits, finding::EngineError};

/// How many times larger than their file rows may be, once they are larger than what an archive may unpack to. Field names and marks
/// between cells are all that an honest format saves.
const TIMES_MAX: u64 = 128;

/// Bytes that rows may still take.
#[derive(Debug, Clone)]
pub(super) struct Allowance(u64);

impl Allowance {
    /// For one look over the rows of a file of so many bytes.
    pub(super) fn of(file_bytes: u64, limits: &Limits) -> Self {
        Self(limits.unpacked_bytes_max.max(file_bytes.saturating_mul(TIMES_MAX)))
    }

    /// Takes the bytes of rows away; refused where there are not so many left.
    pub(super) fn spend(&mut self, bytes: usize) -> Result<(), EngineError> {
        self.0 = self.0.checked_sub(bytes as u64).ok_or_else(zip_bomb)?;
        Ok(())
    }
}
