//! The programs as a user starts them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod config_snapshot;
mod interrupted;
mod license_insights;
mod license_removal;
mod org_explorer;
mod program;
mod short_programs;
