//! Public pages, the workspace, the API, templates and assets: everything that speaks HTTP.
//!
//! A handler parses, calls one use case and renders. Rules and permissions live in `catalog` and `intake`; no handler touches a store
//! to decide who may do what. Views are plain structs: no domain value reaches a template's logic, no cause of an error reaches a page.

mod about;
mod api;
pub mod assets;
mod choice;
mod comparison;
mod dataset;
mod download;
mod draft;
mod health;
mod home;
pub mod i18n;
mod idempotency;
pub mod layout;
mod pager;
mod portal;
mod problem;
mod publisher;
mod question;
mod router;
#[cfg(test)]
mod samples;
mod security;
mod session;
mod site;
mod standard;
mod table;
mod token;
mod upload;
mod version;
mod visit;
mod workspace;

pub use portal::{Portal, WebConfig};
pub use problem::Problem;
pub use router::router;
pub use visit::Visit;
