//! The programs as a user starts them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod config_snapshot;
mod interrupted;
mod org_explorer;
mod program;
mod short_programs;
