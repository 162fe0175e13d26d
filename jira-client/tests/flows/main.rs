//! What takes more than one call, against the simulator: with faults, with an index that is behind, and while others
//! work on the site.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test ends so")]

mod changes;
mod crawl;
mod site;
