//! Confluence: spaces, pages and its own audit log.

use serde::{Deserialize, Serialize};

use super::users::Users;

#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Wiki {}

impl Wiki {
    /// What a generated site starts with.
    pub(crate) fn generate(_seed: u64, _users: &Users) -> Self {
        Self {}
    }
}
