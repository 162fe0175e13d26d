//! A simulated site with some pages, and what was asked of it.

use atlassian_sim::{Account, Sim};
use confluence_client::{Client, Confluence, Credential, OperationInfo, SiteUrl};

use crate::ELSEWHERE;

pub(crate) struct Site {
    pub(crate) sim: Sim,
    /// Called by an administrator.
    pub(crate) api: Confluence,
}

impl Site {
    pub(crate) async fn start() -> Self {
        let sim = Sim::builder().users(20).issues(100).start().await.unwrap();
        let api = api(&sim, &sim.admin());
        Self { sim, api }
    }

    /// The same site, called by somebody who administers nothing.
    pub(crate) fn as_member(&self) -> Confluence {
        api(&self.sim, &self.sim.member())
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

fn api(sim: &Sim, account: &Account) -> Confluence {
    let client = Client::builder(SiteUrl::parse(sim.url()).unwrap())
        .gateway(SiteUrl::parse(sim.gateway_url()).unwrap())
        .credential(Credential::api_token(&*account.email, &*account.token))
        .build()
        .unwrap();
    Confluence::new(client)
}

/// Whether two templates are the same but for the names of their parameters.
fn same_template(one: &str, other: &str) -> bool {
    let (one, other) = (one.split('/'), other.split('/'));
    one.clone().count() == other.clone().count()
        && one
            .zip(other)
            .all(|(a, b)| a == b || a.starts_with('{') && b.starts_with('{'))
}
