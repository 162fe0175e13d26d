#![cfg_attr(feature = "snapshot", doc = include_str!("../README.md"))]
#![cfg_attr(
    not(feature = "snapshot"),
    doc = "Whole integrations with Atlassian, each behind a feature."
)]
#![deny(missing_docs)]

#[cfg(any(feature = "licences", feature = "snapshot"))]
mod health;
#[cfg(feature = "licences")]
pub mod licences;
#[cfg(feature = "snapshot")]
pub mod snapshot;
#[cfg(any(feature = "licences", feature = "snapshot"))]
mod source;

#[cfg(any(feature = "licences", feature = "snapshot"))]
pub use source::Source;
