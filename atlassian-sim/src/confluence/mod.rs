//! Confluence Cloud.

pub(crate) mod users;
