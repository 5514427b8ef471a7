//! What tests share: contracts that every store must keep, and dirty files with known truth.

pub mod blob_contract;
pub mod dirt;
pub mod store_contract;
