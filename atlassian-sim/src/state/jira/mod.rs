//! Jira: its configuration, projects and issues.

use serde::{Deserialize, Serialize};

use super::users::Users;

#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Jira {}

impl Jira {
    /// What a generated site starts with.
    pub(crate) fn generate(_seed: u64, _users: &Users) -> Self {
        Self {}
    }
}
