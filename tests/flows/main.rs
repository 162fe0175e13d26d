//! Whole flows against the simulator.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod clients;
mod identity;
mod licences;
mod snapshot;
mod stage;
