//! The rules of the portal: datasets, distributions, versions, publishers, people, access, drafts, events and jobs.
//!
//! What lives here is pure: types, decisions and the ports (small traits) through which use cases reach stores, blobs and
//! engines. What must not live here: I/O, the system clock, the environment, SQL, HTML, table bytes.

pub mod access;
pub mod blob;
pub mod city;
pub mod clock;
pub mod dataset;
pub mod draft;
pub mod event;
pub mod id;
pub mod idempotency;
pub mod job;
pub mod person;
pub mod ports;
pub mod publisher;
pub mod store_error;
pub mod table_query;
pub mod text;
pub mod version;

pub use access::{Access, Action, Actor};
pub use id::{ApiTokenId, DatasetId, DistributionId, DraftId, EventId, JobId, PersonId, PublisherId, VersionId};
pub use ports::Ports;
pub use store_error::StoreError;
pub use text::{Language, Text};
