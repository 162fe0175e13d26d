//! Each operation against exact answers.
//!
//! There are no recordings of Confluence.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test ends so")]

mod requests;
mod site;
mod spaces;
mod users;
