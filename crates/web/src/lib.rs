//! Public pages, the workspace, the API, templates and assets: everything that speaks HTTP.
//!
//! A handler parses, calls one use case and renders. Rules and permissions live in `catalog` and `intake`; no handler touches a store
//! to decide who may do what. Views are plain structs: no domain value reaches a template's logic, no cause of an error reaches a page.

pub mod assets;
pub mod health;
pub mod i18n;
pub mod layout;
pub mod portal;
pub mod problem;
mod router;
pub mod security;
pub mod visit;

pub use portal::{Portal, WebConfig};
pub use problem::Problem;
pub use router::router;
pub use visit::Visit;
