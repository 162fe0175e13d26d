//! Application roles: who may use which product, and how many seats it has.

use serde::{Deserialize, Serialize};

use super::groups::{
    CONFLUENCE_USERS, CONTRACTORS, JIRA_ADMINS, ORG_ADMINS, SERVICE_AGENTS, SITE_ADMINS,
    SOFTWARE_USERS,
};
use super::words::{self, Word};

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Role {
    #[serde(deserialize_with = "words::one")]
    pub(crate) key: Word,
    #[serde(deserialize_with = "words::one")]
    pub(crate) name: Word,
    #[serde(deserialize_with = "words::one")]
    pub(crate) counted: Word,
    #[serde(deserialize_with = "words::one")]
    pub(crate) plan: Word,
    /// Slots of groups.
    pub(crate) groups: Vec<u32>,
    pub(crate) default_groups: Vec<u32>,
    /// `None`: unlimited.
    pub(crate) seats: Option<usize>,
    pub(crate) selected_by_default: bool,
    pub(crate) platform: bool,
    /// The count of the licence page, renewed once a week: it does not follow changes.
    pub(crate) counted_last: usize,
}

/// The groups that let an account use Confluence.
pub(crate) const CONFLUENCE: [u32; 3] = [CONFLUENCE_USERS, SITE_ADMINS, ORG_ADMINS];

pub(crate) fn roles() -> Vec<Role> {
    let role = |key, name, counted, plan, groups: &[u32], default_groups: &[u32]| Role {
        key,
        name,
        counted,
        plan,
        groups: groups.to_vec(),
        default_groups: default_groups.to_vec(),
        seats: None,
        selected_by_default: key == "jira-software",
        platform: key == "jira-core",
        counted_last: 0,
    };
    vec![
        role(
            "jira-core",
            "Jira Work Management",
            "users",
            "PAID",
            &[SOFTWARE_USERS],
            &[],
        ),
        role(
            "jira-product-discovery",
            "Jira Product Discovery",
            "creators",
            "FREE",
            &[JIRA_ADMINS, SOFTWARE_USERS],
            &[SOFTWARE_USERS],
        ),
        role(
            "jira-servicedesk",
            "Jira Service Desk",
            "agents",
            "PAID",
            &[JIRA_ADMINS, SERVICE_AGENTS],
            &[SERVICE_AGENTS],
        ),
        role(
            "jira-software",
            "Jira Software",
            "users",
            "PAID",
            &[
                ORG_ADMINS,
                SITE_ADMINS,
                JIRA_ADMINS,
                SOFTWARE_USERS,
                CONTRACTORS,
            ],
            &[SOFTWARE_USERS],
        ),
    ]
}

/// The smallest licence tier that holds this many.
pub(crate) fn tier(users: usize) -> usize {
    [
        10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 20_000, 35_000, 50_000, 100_000,
    ]
    .into_iter()
    .find(|tier| *tier > users)
    .unwrap_or(users + 100_000)
}
