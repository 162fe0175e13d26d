#![cfg_attr(
    all(feature = "licences", feature = "snapshot"),
    doc = include_str!("../README.md")
)]
#![cfg_attr(
    not(all(feature = "licences", feature = "snapshot")),
    doc = "Whole integrations with Atlassian, each behind a feature."
)]
#![deny(missing_docs)]

#[cfg(any(feature = "licences", feature = "snapshot"))]
mod health;
#[cfg(feature = "identity")]
pub mod identity;
#[cfg(feature = "licences")]
pub mod licences;
#[cfg(feature = "snapshot")]
pub mod snapshot;
#[cfg(any(feature = "identity", feature = "snapshot"))]
mod source;

#[cfg(any(feature = "identity", feature = "snapshot"))]
pub use source::Source;
