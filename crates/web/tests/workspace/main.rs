//! The workspace over HTTP, on the real stores: sign-in, upload, fixes, publication, tokens, the writing API.

mod api;
mod draft;
mod passport;
mod reading;
mod recipe;
mod session;
mod standard;
mod support;
mod token;
mod upload;
