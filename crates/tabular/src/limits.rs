//! Named limits of the engine; the portal's configuration may change each.

use serde::{Deserialize, Serialize};

/// What the engine refuses to exceed, whatever the bytes say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// Fields of a table; a wider row is refused with `too-many-columns`.
    pub columns_max: usize,
    /// Bytes of one record (a CSV line with its quoted breaks, a sheet's row).
    pub record_bytes_max: usize,
    /// Bytes of one cell.
    pub cell_bytes_max: usize,
    /// Tables of one file.
    pub tables_max: usize,
    /// Entries of a zip container.
    pub zip_entries_max: usize,
    /// Bytes all parts of a zip container may unpack to.
    pub unpacked_bytes_max: u64,
    /// How many times larger than packed a part may be (checked beyond 16 MiB).
    pub unpack_ratio_max: u64,
    /// Bytes of an XLSX file's shared strings held in memory.
    pub shared_strings_bytes_max: u64,
    /// Rows in a batch.
    pub batch_rows: usize,
    /// Bytes of cells in a batch.
    pub batch_bytes: usize,
    /// Examples kept for a finding.
    pub examples_max: usize,
    /// Distinct values counted exactly for a field; beyond it the count is an estimate and says so.
    pub distinct_exact_max: usize,
    /// Values of a table that are remembered with what became of them, for columns where they stand again and again; 0 remembers
    /// none. It changes how fast a table is read, never what is found.
    pub known_values_max: usize,
    /// Bytes of packed rows of workbooks kept between the passes over a file, so that it is parsed once; 0 keeps none.
    pub kept_rows_bytes_max: usize,
    /// Bytes held in memory to find duplicates, before they spill to scratch files.
    pub unique_memory_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            columns_max: 2_048,
            record_bytes_max: 16 << 20,
            cell_bytes_max: 8 << 20,
            tables_max: 256,
            zip_entries_max: 10_000,
            unpacked_bytes_max: 4 << 30,
            unpack_ratio_max: 200,
            shared_strings_bytes_max: 512 << 20,
            batch_rows: 8_192,
            batch_bytes: 4 << 20,
            examples_max: 10,
            distinct_exact_max: 10_000,
            known_values_max: 128 << 10,
            kept_rows_bytes_max: 48 << 20,
            unique_memory_bytes: 40 << 20,
        }
    }
}
