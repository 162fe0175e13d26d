use std::collections::HashSet;

use atlassian_sim::{Sim, SimUser};
use serde_json::Value;

use super::client::{Client, admin, encode, member, outsider, pluck};

fn listed(sim: &Sim) -> Vec<SimUser> {
    sim.users().into_iter().filter(|user| user.listed).collect()
}

fn ids(users: &[SimUser]) -> Vec<String> {
    users.iter().map(|user| user.account_id.clone()).collect()
}

/// Walks the fixed windows, past the end of the directory.
async fn windows(client: &Client, path: &str, size: usize, total: usize) -> Vec<Vec<Value>> {
    let mut pages = Vec::new();
    for start in (0..total + size).step_by(size) {
        let page = client
            .json(&format!("{path}?startAt={start}&maxResults={size}"))
            .await;
        pages.push(page.as_array().unwrap().clone());
    }
    pages
}

#[tokio::test]
async fn fixed_windows_give_everybody_once_with_an_empty_window_in_the_middle() {
    let sim = Sim::builder().users(730).start().await.unwrap();
    let truth = listed(&sim);
    for path in ["/rest/api/3/users/search", "/rest/api/3/users"] {
        for size in [50, 100, 333, 1_000] {
            let pages = windows(&member(&sim), path, size, 730).await;
            let all: Vec<Value> = pages.iter().flatten().cloned().collect();
            assert_eq!(pluck(&all, "accountId"), ids(&truth), "{path} {size}");
            if size == 50 {
                let last = pages.iter().rposition(|page| !page.is_empty()).unwrap();
                let empty = pages[..last].iter().filter(|page| page.is_empty()).count();
                assert_eq!(empty, 1, "one window of 50 is empty in the middle");
                assert!(
                    pages[..last]
                        .iter()
                        .any(|page| (1..50).contains(&page.len()))
                );
            }
        }
    }
}

#[tokio::test]
async fn a_listed_user_shows_what_its_profile_shows() {
    let sim = Sim::builder().users(400).start().await.unwrap();
    let all = member(&sim)
        .json("/rest/api/3/users/search?maxResults=1000")
        .await;
    let all = all.as_array().unwrap();
    let truth = listed(&sim);
    assert_eq!(all.len(), truth.len());
    for (seen, user) in all.iter().zip(&truth) {
        assert_eq!(seen["displayName"], user.display_name.as_str());
        assert_eq!(seen["accountType"], user.account_type.as_str());
        assert_eq!(seen["active"], user.active);
        assert_eq!(
            seen.get("emailAddress").and_then(Value::as_str),
            user.shown_email.as_deref()
        );
        let url = format!(
            "{}/rest/api/3/user?accountId={}",
            sim.url(),
            user.account_id
        );
        assert_eq!(seen["self"], url);
        assert!(seen.get("groups").is_none());
    }
    let has = |test: fn(&SimUser) -> bool| truth.iter().any(test);
    assert!(has(|u| u.account_type == "app") && has(|u| u.account_type == "customer"));
    assert!(has(|u| !u.active) && has(|u| u.display_name == "Former user"));
    assert!(has(|u| u.shown_email.as_deref() == Some("")));
    assert!(has(|u| u.shown_email.is_none() && !u.email.is_empty()));
    assert!(has(|u| !u.display_name.is_ascii()));
}

#[tokio::test]
async fn the_window_is_fifty_by_default_and_a_thousand_at_most() {
    let sim = Sim::builder().users(1_600).start().await.unwrap();
    let truth = sim.users();
    let in_window = |n: usize| truth[..n].iter().filter(|user| user.listed).count();
    let client = admin(&sim);
    let count = async |query: &str| {
        let page = client
            .json(&format!("/rest/api/3/users/search{query}"))
            .await;
        page.as_array().unwrap().len()
    };
    assert_eq!(count("").await, in_window(50));
    assert_eq!(count("?maxResults=5000").await, in_window(1_000));
    assert_eq!(count("?maxResults=0").await, 0);
    assert_eq!(count("?startAt=99999999999").await, 0);
}

#[tokio::test]
async fn one_user_with_groups_and_roles_on_request() {
    let sim = Sim::builder().users(200).start().await.unwrap();
    let client = member(&sim);
    let names: Vec<(String, String)> = sim
        .groups()
        .into_iter()
        .map(|g| (g.group_id, g.name))
        .collect();
    for user in listed(&sim) {
        let path = format!("/rest/api/3/user?accountId={}", encode(&user.account_id));
        let plain = client.json(&path).await;
        assert_eq!(plain["groups"]["size"], user.group_ids.len());
        assert_eq!(plain["groups"]["items"].as_array().unwrap().len(), 0);
        let whole = client
            .json(&format!("{path}&expand=groups,applicationRoles"))
            .await;
        let items = whole["groups"]["items"].as_array().unwrap();
        assert_eq!(pluck(items, "groupId"), user.group_ids);
        for item in items {
            let id = item["groupId"].as_str().unwrap();
            assert!(
                names
                    .iter()
                    .any(|(g, name)| g == id && item["name"] == name.as_str())
            );
        }
        let groups: HashSet<&String> = user.group_ids.iter().collect();
        let roles: Vec<String> = sim
            .roles()
            .into_iter()
            .filter(|role| role.group_ids.iter().any(|id| groups.contains(id)))
            .map(|role| role.key)
            .collect();
        let items = whole["applicationRoles"]["items"].as_array().unwrap();
        assert_eq!(pluck(items, "key"), roles);
        let path = format!(
            "/rest/api/3/user/groups?accountId={}",
            encode(&user.account_id)
        );
        let groups = client.json(&path).await;
        assert_eq!(pluck(groups.as_array().unwrap(), "groupId"), user.group_ids);
    }
    let hidden = sim.users().into_iter().find(|user| !user.listed).unwrap();
    for path in ["/rest/api/3/user", "/rest/api/3/user/groups"] {
        assert_eq!(client.get(path).await.status, 400);
        assert_eq!(
            client.get(&format!("{path}?accountId=nobody")).await.status,
            404
        );
        let hidden = format!("{path}?accountId={}", encode(&hidden.account_id));
        assert_eq!(client.get(&hidden).await.status, 404);
        let refused = outsider(&sim)
            .get(&format!("{path}?accountId=nobody"))
            .await;
        assert_eq!(refused.status, 403);
    }
}

#[tokio::test]
async fn myself_is_the_caller() {
    let sim = Sim::builder().start().await.unwrap();
    for account in [sim.admin(), sim.member(), sim.outsider()] {
        let answer = Client::basic(sim.url(), &account)
            .get("/rest/api/3/myself?expand=groups")
            .await;
        let myself = answer.json();
        assert_eq!(myself["accountId"], account.account_id.as_str());
        assert_eq!(myself["emailAddress"], account.email.as_str());
        assert!(myself["timeZone"].is_string());
        assert!(!myself["groups"]["items"].as_array().unwrap().is_empty());
        assert_eq!(
            answer.header("x-aaccountid"),
            Some(account.account_id.replace(':', "%3A").as_str())
        );
    }
}

#[tokio::test]
async fn bulk_pages_by_ten_and_drops_unknown_ids() {
    let sim = Sim::builder().users(300).start().await.unwrap();
    let truth = ids(&listed(&sim));
    let wanted: Vec<&String> = truth.iter().take(45).collect();
    let mut query = "?accountId=nobody".to_owned();
    for id in &wanted {
        query.push_str(&format!("&accountId={}", encode(id)));
    }
    let client = outsider(&sim);
    let first = client.json(&format!("/rest/api/3/user/bulk{query}")).await;
    assert_eq!(first["maxResults"], 10);
    assert_eq!(first["total"], 45);
    let all = client.walk(&format!("/rest/api/3/user/bulk{query}")).await;
    let mut seen = pluck(&all, "accountId");
    seen.sort_unstable();
    let mut wanted: Vec<String> = wanted.into_iter().cloned().collect();
    wanted.sort_unstable();
    assert_eq!(seen, wanted);
    let large = client
        .json(&format!("/rest/api/3/user/bulk{query}&maxResults=1000"))
        .await;
    assert_eq!(large["maxResults"], 200);
    assert_eq!(client.get("/rest/api/3/user/bulk").await.status, 400);
}

#[tokio::test]
async fn search_finds_active_users_and_stops_at_the_thousandth() {
    let sim = Sim::builder().users(1_900).start().await.unwrap();
    let client = member(&sim);
    let active: Vec<SimUser> = listed(&sim)
        .into_iter()
        .filter(|user| user.active)
        .collect();
    assert!(active.len() > 1_200);
    let mut seen = Vec::new();
    for start in (0..2_000).step_by(250) {
        let path = format!("/rest/api/3/user/search?query=&startAt={start}&maxResults=250");
        let page = client.json(&path).await;
        seen.extend(pluck(page.as_array().unwrap(), "accountId"));
    }
    assert_eq!(seen, ids(&active[..1_000]));
    let found = client
        .json("/rest/api/3/user/search?query=pErson%20101")
        .await;
    assert!(!found.as_array().unwrap().is_empty());
    let one = encode(&active[7].account_id);
    let found = client
        .json(&format!("/rest/api/3/user/search?accountId={one}"))
        .await;
    assert_eq!(found.as_array().unwrap().len(), 1);
    assert_eq!(client.get("/rest/api/3/user/search").await.status, 400);
    let both = format!("/rest/api/3/user/search?query=a&accountId={one}");
    assert_eq!(client.get(&both).await.status, 400);
    for weak in [outsider(&sim), Client::nobody(sim.url())] {
        assert_eq!(
            weak.json("/rest/api/3/user/search?query=").await,
            Value::Array(vec![])
        );
    }
}
