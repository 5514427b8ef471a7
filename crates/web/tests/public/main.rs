//! What the public sees and what programs read, over HTTP, on real stores.

mod comparison;
mod download;
mod pages;
mod purged;
mod rows;
mod standards;
mod support;
mod texts;
