//! A simulated organization, and what was asked of it.

use atlassian_admin::{Admin, Client, Credential, DirectoryId, OperationInfo, OrgId, SiteUrl};
use atlassian_sim::Sim;

use crate::ELSEWHERE;

pub(crate) struct Site {
    pub(crate) sim: Sim,
    /// Called with a key without scopes, which may do everything.
    pub(crate) admin: Admin,
    /// The organization.
    pub(crate) org: OrgId,
}

impl Site {
    pub(crate) async fn start() -> Self {
        let sim = Sim::builder().users(20).start().await.unwrap();
        let admin = admin(&sim, &sim.org_key_without_scopes());
        let org = OrgId::new(sim.org_id());
        Self { sim, admin, org }
    }

    /// The one directory, which changes want by its id.
    pub(crate) async fn directory(&self) -> DirectoryId {
        let directories = self.admin.directories().list(&self.org);
        let mut directories = directories.items().collect().await.unwrap();
        directories.remove(0).directory_id
    }

    /// Fails for an operation of the table that was not answered with success.
    pub(crate) fn assert_all_answered(&self, table: &[&OperationInfo]) {
        let asked = self.sim.requests();
        let missing: Vec<&str> = table
            .iter()
            .filter(|operation| {
                !asked.iter().any(|request| {
                    request.method == operation.method
                        && (200..400).contains(&request.status)
                        && request
                            .operation
                            .as_deref()
                            .is_some_and(|path| same_template(path, operation.path))
                })
            })
            .map(|operation| operation.name)
            .filter(|name| !ELSEWHERE.iter().any(|(known, _)| known == name))
            .collect();
        assert!(missing.is_empty(), "not answered with success: {missing:?}");
    }
}

pub(crate) fn admin(sim: &Sim, key: &str) -> Admin {
    let client = Client::builder(SiteUrl::parse(sim.gateway_url()).unwrap())
        .credential(Credential::organization_key(key))
        .build()
        .unwrap();
    Admin::new(client)
}

/// Whether two templates are the same but for the names of their parameters.
fn same_template(one: &str, other: &str) -> bool {
    let (one, other) = (one.split('/'), other.split('/'));
    one.clone().count() == other.clone().count()
        && one
            .zip(other)
            .all(|(a, b)| a == b || a.starts_with('{') && b.starts_with('{'))
}
