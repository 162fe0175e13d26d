//! Confluence Cloud.

pub(crate) mod users;

use crate::routes::Operation;

pub(crate) const TABLES: &[&[Operation]] = &[users::OPERATIONS];
