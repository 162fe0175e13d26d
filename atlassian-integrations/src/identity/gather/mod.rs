//! Reading people from each source, into a roster.

pub(crate) mod confluence;
mod directory;
pub(crate) mod jira;
pub(crate) mod listing;
mod member;
pub(crate) mod organization;
