//! Sites, credentials, transport, limits, retries, pages and errors for Atlassian's APIs.
#![deny(missing_docs)]

pub mod elements;
#[allow(dead_code)] // Remove once the errors read bodies with it.
mod error_body;
mod site;
pub mod template;
mod timestamp;
mod values;

pub use elements::{Elements, OddElement};
pub use site::{PathError, SiteUrl, SiteUrlError};
pub use timestamp::{Timestamp, TimestampError};
pub use values::Patch;

#[doc(hidden)]
pub mod __private {
    pub use crate::values::{text, text_or_number};
    pub use serde;
}
