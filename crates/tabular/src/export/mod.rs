//! Representations of a Parquet table: CSV, JSON, NDJSON, XLSX.
