//! The organization's APIs, on the gateway's address.

pub(crate) mod api_access;
mod search;
