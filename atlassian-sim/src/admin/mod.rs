//! The organization's APIs, on the gateway's address.

pub(crate) mod api_access;
mod search;

use crate::oauth;
use crate::routes::Operation;

/// Everything at the gateway's own address.
pub(crate) const TABLES: &[&[Operation]] = &[api_access::OPERATIONS, oauth::OPERATIONS];
