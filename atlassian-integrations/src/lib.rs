#![doc = include_str!("../README.md")]
#![deny(missing_docs)]

#[cfg(feature = "snapshot")]
pub mod snapshot;
