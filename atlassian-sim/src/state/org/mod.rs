//! The organization: what its administrators see and set.

use serde::{Deserialize, Serialize};

use super::users::Users;

#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Org {}

impl Org {
    /// What a generated site starts with.
    pub(crate) fn generate(_seed: u64, _users: &Users) -> Self {
        Self {}
    }
}
