//! A simulated site and what can be done to its issues.

use std::collections::BTreeSet;
use std::sync::Arc;

use atlassian_sim::{Account, Sim, SimBuilder};
use jira_client::cloud::Jira;
use jira_client::cloud::issues::Issue;
use jira_client::core::VirtualClock;
use jira_client::http::Method;
use jira_client::jql::Jql;
use jira_client::{Client, Credential, SiteUrl};
use serde_json::{Value, json};

pub(crate) struct Site {
    pub(crate) sim: Sim,
    pub(crate) jira: Jira,
}

impl Site {
    pub(crate) async fn of(sim: SimBuilder) -> Self {
        let sim = sim.users(5).start().await.unwrap();
        Self {
            jira: jira(&sim, &sim.admin()),
            sim,
        }
    }

    pub(crate) fn as_account(&self, account: &Account) -> Jira {
        jira(&self.sim, account)
    }

    /// Makes an issue in the project ACME and gives its id.
    pub(crate) async fn create(&self, fields: Value) -> String {
        let mut all =
            json!({"project": {"key": "ACME"}, "issuetype": {"name": "Task"}, "summary": "New"});
        for (name, value) in fields.as_object().unwrap() {
            all[name] = value.clone();
        }
        let call = self.jira.request(Method::POST, "/rest/api/3/issue");
        let made: Value = call
            .json(&json!({ "fields": all }))
            .send_as()
            .await
            .unwrap();
        made["id"].as_str().unwrap().to_owned()
    }

    pub(crate) async fn edit(&self, id: &str, fields: Value) {
        let call = self.jira.request(Method::PUT, "/rest/api/3/issue/{id}");
        let call = call.path("id", id).json(&json!({ "fields": fields }));
        call.send_raw().await.unwrap();
    }

    pub(crate) async fn delete(&self, id: &str) {
        let call = self.jira.request(Method::DELETE, "/rest/api/3/issue/{id}");
        let call = call.path("id", id).query("deleteSubtasks", "true");
        match call.send_raw().await {
            Ok(_) => {}
            // It went with its parent.
            Err(error) => assert!(error.is_not_found(), "{error}"),
        }
    }

    /// The ids that a query finds now, by the plain search.
    pub(crate) async fn ids(&self, jql: impl Into<Jql>) -> BTreeSet<String> {
        let found = self.jira.search().ids(jql).items().collect().await.unwrap();
        ids(&found)
    }
}

fn jira(sim: &Sim, account: &Account) -> Jira {
    let client = Client::builder(SiteUrl::parse(sim.url()).unwrap())
        .gateway(SiteUrl::parse(sim.gateway_url()).unwrap())
        .credential(Credential::api_token(&*account.email, &*account.token))
        .clock(Arc::new(VirtualClock::new()))
        .build()
        .unwrap();
    Jira::new(client)
}

/// The ids of issues, none of which may be there twice.
pub(crate) fn ids(issues: &[Issue]) -> BTreeSet<String> {
    let ids: BTreeSet<String> = issues
        .iter()
        .map(|issue| issue.id.as_str().to_owned())
        .collect();
    assert_eq!(ids.len(), issues.len(), "an issue came twice");
    ids
}
