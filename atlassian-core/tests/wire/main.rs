//! The core against exact answers, whole and broken.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may fail"
)]

#[cfg(feature = "blocking")]
mod blocking;
mod credentials;
mod download;
mod failures;
mod hostile;
mod operations;
mod paging;
mod redirects;
mod server;
mod transport;
