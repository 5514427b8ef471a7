//! The catalog's stores: SQLite today, PostgreSQL when it must grow. Entities, SQL and migrations live here and nowhere else.
//!
//! What must not live here: rules. A store saves what it is given, in one transaction with its events and jobs, or says why not.
//! Times keep microseconds: what is stored below them is cut off, so compare with times cut the same way.

mod admin;
mod change;
mod column;
mod dataset;
mod draft;
mod error;
mod event;
mod idempotency;
mod job;
mod migrations;
mod person;
mod publisher;
mod revision;
mod sqlite;
mod version;

pub use error::OpenError;
pub use sqlite::{Options, SqliteStore};
