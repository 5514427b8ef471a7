//! What passes 2 and 3 make of dirty rows: types, findings, fixes, Parquet.

mod constraints;
mod cross;
mod fixes;
mod history;
mod personal;
mod properties;
mod road;
mod structure;
mod table;
mod types;
