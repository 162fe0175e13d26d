//! Sites, credentials, transport, limits, retries, pages and errors for Atlassian's APIs.
#![deny(missing_docs)]

mod site;
pub mod template;

pub use site::{PathError, SiteUrl, SiteUrlError};
