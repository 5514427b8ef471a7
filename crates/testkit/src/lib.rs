//! What tests share: contracts that every store must keep.

pub mod blob_contract;
pub mod store_contract;
