//! Which crate declares what, and which files describe it.

use atlassian_core::Declaration;

/// An API that one of the crates speaks.
#[derive(Clone, Debug)]
pub(super) struct Api {
    pub(super) name: &'static str,
    pub(super) operations: Vec<Declaration>,
    /// The names of the files that describe it.
    pub(super) files: &'static [&'static str],
    /// What their paths have in front that belongs to the address of an instance and not to the API.
    pub(super) address: &'static str,
}

pub(super) const JIRA: &str = "jira";
pub(super) const ADMIN: &str = "admin";
pub(super) const CONFLUENCE: &str = "confluence";
pub(super) const CONFLUENCE_SERVER: &str = "confluence-server";

/// All that is checked.
pub(super) fn all() -> Vec<Api> {
    vec![
        Api {
            name: JIRA,
            operations: jira_client::cloud::declarations(),
            files: &["jira-cloud-platform-v3.json", "jira-cloud-software.json"],
            address: "",
        },
        Api {
            name: ADMIN,
            operations: atlassian_admin::declarations(),
            files: &[
                "admin-organizations.json",
                "admin-user-management.json",
                "admin-user-provisioning.json",
                "admin-api-access.reconstructed.json",
                "admin-control.reconstructed.json",
                "admin-dlp.reconstructed.json",
            ],
            address: "",
        },
        Api {
            name: CONFLUENCE,
            operations: confluence_client::declarations(),
            files: &["confluence-cloud-v2.json", "confluence-cloud-v1.json"],
            address: "",
        },
        Api {
            name: CONFLUENCE_SERVER,
            operations: confluence_client::server::declarations(),
            files: &["confluence-server.json"],
            address: "/confluence",
        },
    ]
}
