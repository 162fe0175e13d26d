//! The organization's APIs.

mod accounts;
mod events;
mod groups;
mod manage;
mod people;
mod policies;
mod roles;
mod scim;
mod scim_groups;
mod service_accounts;

use atlassian_sim::{Sim, SimUser};
use serde_json::{Value, json};

use super::client::{Answer, Client};

/// A caller with the key that may do everything.
fn keyed(sim: &Sim) -> Client {
    Client::bearer(sim.gateway_url(), &sim.org_key_without_scopes())
}

fn v1(sim: &Sim, rest: &str) -> String {
    format!("/admin/v1/orgs/{}{rest}", sim.org_id())
}

fn v2(sim: &Sim, rest: &str) -> String {
    format!("/admin/v2/orgs/{}{rest}", sim.org_id())
}

/// A path in the one directory.
async fn directory(sim: &Sim, rest: &str) -> String {
    let page = keyed(sim).json(&v2(sim, "/directories")).await;
    let [only] = page["data"].as_array().unwrap().as_slice() else {
        panic!("{page}");
    };
    let id = only["directoryId"].as_str().unwrap();
    v2(sim, &format!("/directories/{id}{rest}"))
}

async fn post(sim: &Sim, path: &str, body: Value) -> Answer {
    keyed(sim).call("POST", path, &body).await
}

/// A POST that must be answered with 200.
async fn posted(sim: &Sim, path: &str, body: Value) -> Value {
    let answer = post(sim, path, body).await;
    assert_eq!(answer.status, 200, "{path}: {}", answer.body);
    answer.json()
}

/// Searches to the end, with nothing but the cursor after the first page.
async fn search(sim: &Sim, path: &str, body: Value) -> Vec<Value> {
    let (mut all, mut request) = (Vec::new(), body);
    loop {
        let page = posted(sim, path, request).await;
        all.extend(page["data"].as_array().unwrap().iter().cloned());
        assert!(all.len() <= 10_000, "the search does not end");
        match page["links"]["next"].as_str() {
            Some(next) => request = json!({ "cursor": next }),
            None => return all,
        }
    }
}

/// The people whom a directory shows, as they really are.
fn people(sim: &Sim) -> Vec<SimUser> {
    let mut people = sim.users();
    people.retain(|user| user.account_type == "atlassian" && user.listed);
    people
}

/// Some active member of a domain that the organization claims, who has no special part.
fn somebody(sim: &Sim) -> SimUser {
    let plain = |user: &SimUser| {
        user.active && user.email.starts_with("user-") && user.email.ends_with("@example.com")
    };
    let provisioned = scim_members(sim);
    let mut people = people(sim).into_iter();
    people
        .find(|user| plain(user) && !provisioned.contains(&user.account_id))
        .unwrap()
}

fn scim_members(sim: &Sim) -> Vec<String> {
    let groups = sim.groups();
    let group = groups.iter().find(|group| group.external).unwrap();
    sim.members(&group.group_id)
}

/// The code of the first error, whose status must be the answer's.
fn code(answer: &Answer) -> String {
    let error = &answer.json()["errors"][0];
    assert_eq!(error["status"], answer.status.to_string());
    error["code"].as_str().unwrap().to_owned()
}
