//! What the public sees and what programs read, over HTTP, on real stores.

mod download;
mod pages;
mod purged;
mod rows;
mod support;
mod texts;
