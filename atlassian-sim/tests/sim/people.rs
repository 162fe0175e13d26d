//! Finding people by what they may do, and for pickers.

use std::collections::BTreeSet;

use atlassian_sim::Sim;
use serde_json::{Value, json};

use super::client::{Client, admin, encode, member, outsider, pluck};

/// Walks a list of windows of this size, short ones included.
async fn walk(client: &Client, path: &str, size: usize) -> Vec<String> {
    let mut all = Vec::new();
    for start in (0..1_000).step_by(size) {
        let page = client
            .json(&format!("{path}&startAt={start}&maxResults={size}"))
            .await;
        all.extend(pluck(page.as_array().unwrap(), "accountId"));
    }
    all
}

#[tokio::test]
async fn who_can_be_assigned_has_a_seat() {
    let sim = Sim::builder().users(300).start().await.unwrap();
    let client = member(&sim);
    let role = sim
        .roles()
        .into_iter()
        .filter(|r| r.key.starts_with("jira"));
    let groups: BTreeSet<String> = role.flat_map(|r| r.group_ids).collect();
    let users = sim.users();
    let seated: Vec<String> = users
        .iter()
        .filter(|u| u.active && u.group_ids.iter().any(|g| groups.contains(g)))
        .map(|u| u.account_id.clone())
        .collect();
    assert!(seated.len() > 100);
    let path = "/rest/api/3/user/assignable/search?project=ACME";
    assert_eq!(walk(&client, path, 37).await, seated);
    assert_eq!(
        walk(
            &client,
            "/rest/api/3/user/assignable/search?issueKey=ACME-1",
            500
        )
        .await,
        seated
    );
    // The private project has few people.
    let boss = admin(&sim);
    let multi = "/rest/api/3/user/assignable/multiProjectSearch?query=&projectKeys=ACME,SEC";
    let few = walk(&boss, multi, 500).await;
    assert!(few.len() < seated.len() && !few.is_empty());
    let both = BTreeSet::from_iter(
        walk(&boss, "/rest/api/3/user/assignable/search?project=SEC", 500).await,
    );
    assert!(few.iter().all(|id| both.contains(id)));
    let named = client.json(&format!("{path}&query=membe")).await;
    assert_eq!(named[0]["displayName"], "Member");
    let by_id = client
        .json(&format!("{path}&accountId={}", sim.outsider().account_id))
        .await;
    assert_eq!(
        pluck(by_id.as_array().unwrap(), "displayName"),
        ["Outsider"]
    );
    for (query, status) in [
        ("search", 400),
        ("search?project=NONE", 404),
        ("search?issueKey=ACME-99999", 404),
        ("search?project=ACME&query=a&accountId=b", 400),
        ("multiProjectSearch?query=a", 400),
        ("multiProjectSearch?query=a&projectKeys=ACME,NONE", 404),
    ] {
        let answer = client
            .get(&format!("/rest/api/3/user/assignable/{query}"))
            .await;
        assert_eq!(answer.status, status, "{query}");
    }
}

#[tokio::test]
async fn permissions_are_searched_by_those_who_administer_them() {
    let sim = Sim::builder().users(120).start().await.unwrap();
    let boss = admin(&sim);
    let path = "/rest/api/3/user/permission/search?projectKey=ACME&query=";
    let admins = walk(&boss, &format!("{path}&permissions=ADMINISTER"), 500).await;
    assert!(admins.contains(&sim.admin().account_id) && !admins.contains(&sim.member().account_id));
    let both = walk(
        &boss,
        &format!("{path}&permissions=BROWSE,EDIT_ISSUES"),
        500,
    )
    .await;
    assert!(both.contains(&sim.member().account_id));
    for (query, status) in [
        ("?permissions=BROWSE_PROJECTS&query=", 400),
        ("?projectKey=ACME&query=", 400),
        ("?projectKey=ACME&query=&permissions=FLY", 400),
        ("?projectKey=NONE&query=&permissions=BROWSE", 404),
    ] {
        let answer = boss
            .get(&format!("/rest/api/3/user/permission/search{query}"))
            .await;
        assert_eq!(answer.status, status, "{query}");
    }
    // Not every lead administers ACME; the outsider does not.
    let refused = outsider(&sim)
        .get(&format!("{path}&permissions=BROWSE_PROJECTS"))
        .await;
    assert_eq!(refused.status, 403);
}

#[tokio::test]
async fn viewers_of_a_secret_issue_are_few() {
    let sim = Sim::builder().users(120).start().await.unwrap();
    let boss = admin(&sim);
    let path = "/rest/api/3/user/viewissue/search?query=";
    let open = walk(&boss, &format!("{path}&projectKey=ACME"), 500).await;
    let secret = walk(&boss, &format!("{path}&issueKey=SEC-1"), 500).await;
    assert!(secret.len() < open.len() && secret.contains(&sim.admin().account_id));
    assert!(!secret.contains(&sim.outsider().account_id));
    let nothing = outsider(&sim)
        .json(&format!("{path}&projectKey=ACME"))
        .await;
    assert_eq!(nothing, json!([]));
    assert_eq!(
        boss.get("/rest/api/3/user/viewissue/search?projectKey=ACME")
            .await
            .status,
        400
    );
    assert_eq!(boss.get(path).await.status, 400);
}

#[tokio::test]
async fn pickers_suggest_people_and_groups() {
    let sim = Sim::builder().users(200).start().await.unwrap();
    let client = member(&sim);
    let found = client
        .json("/rest/api/3/user/picker?query=memb&showAvatar=true")
        .await;
    assert_eq!(found["total"], 1);
    assert_eq!(found["header"], "Showing 1 of 1 matching users");
    let member = &found["users"][0];
    assert_eq!(member["displayName"], "Member");
    assert_eq!(
        member["html"],
        "<strong>Memb</strong>er - <strong>memb</strong>er@example.com"
    );
    assert!(
        member["avatarUrl"]
            .as_str()
            .unwrap()
            .starts_with("https://")
    );
    let persons = client
        .json("/rest/api/3/user/picker?query=person&maxResults=5")
        .await;
    let total = persons["total"].as_u64().unwrap();
    assert_eq!(persons["users"].as_array().unwrap().len(), 5);
    let begins = |text: &str| {
        let text = text.to_lowercase();
        text.split([' ', '@', '.'])
            .any(|word| word.starts_with("person"))
    };
    let names = sim.users().into_iter().filter(|u| {
        let by_mail = u.shown_email.as_deref().is_some_and(begins);
        u.active && u.listed && (begins(&u.display_name) || by_mail)
    });
    assert_eq!(total, names.count() as u64);
    let first = encode(persons["users"][0]["accountId"].as_str().unwrap());
    let others = client
        .json(&format!(
            "/rest/api/3/user/picker?query=person&excludeAccountIds={first},x"
        ))
        .await;
    assert_eq!(others["total"], total - 1);
    // Without the permission only whole names are found.
    let other = outsider(&sim);
    assert_eq!(
        other.json("/rest/api/3/user/picker?query=memb").await["total"],
        0
    );
    assert_eq!(
        other.json("/rest/api/3/user/picker?query=member").await["total"],
        1
    );
    assert_eq!(client.get("/rest/api/3/user/picker").await.status, 400);
    let both = client.json("/rest/api/3/groupuserpicker?query=admin").await;
    assert_eq!(both["users"]["users"][0]["displayName"], "Admin");
    assert_eq!(both["groups"]["total"], 3);
    assert_eq!(both["groups"]["groups"][0]["name"], "jira-admins");
    assert_eq!(
        other
            .get("/rest/api/3/groupuserpicker?query=a")
            .await
            .status,
        403
    );
}

#[tokio::test]
async fn people_are_found_by_what_they_did() {
    let sim = Sim::builder().users(100).start().await.unwrap();
    let client = admin(&sim);
    let issue = client
        .json("/rest/api/3/issue/ACME-1?fields=reporter,assignee,watches")
        .await["fields"]
        .clone();
    let ask = async |query: &str| {
        let path = format!("/rest/api/3/user/search/query?query={}", encode(query));
        let page = client.json(&path).await;
        pluck(page["values"].as_array().unwrap(), "accountId")
    };
    let reporters = ask("is reporter of (ACME-1)").await;
    assert_eq!(
        reporters,
        [issue["reporter"]["accountId"].as_str().unwrap()]
    );
    let of_project = ask("is reporter of ACME").await;
    assert!(of_project.len() > 3 && of_project.contains(&reporters[0]));
    assert_eq!(
        ask("is reporter of ACME-1 AND is reporter of ACME").await,
        reporters
    );
    let watchers = ask("is watcher of ACME-1").await;
    assert_eq!(
        watchers.len() as u64,
        issue["watches"]["watchCount"].as_u64().unwrap()
    );
    for part in ["assignee", "commenter", "voter", "transitioner"] {
        assert!(
            !ask(&format!("is {part} of ACME")).await.is_empty(),
            "{part}"
        );
    }
    let either = ask("is reporter of ACME-1 OR is watcher of ACME-1").await;
    assert!(either.len() >= watchers.len());
    let keys = client
        .json(&format!(
            "/rest/api/3/user/search/query/key?maxResult=50&query={}",
            encode("is reporter of ACME")
        ))
        .await;
    assert_eq!(keys["maxResults"], 50);
    for value in keys["values"].as_array().unwrap() {
        assert!(of_project.contains(&value["accountId"].as_str().unwrap().to_owned()));
    }
    for bad in ["is king of ACME", "is reporter of NONE", "reporter"] {
        let path = format!("/rest/api/3/user/search/query?query={}", encode(bad));
        assert_eq!(client.get(&path).await.status, 400, "{bad}");
    }
    assert_eq!(
        outsider(&sim)
            .get("/rest/api/3/user/search/query?query=x")
            .await
            .status,
        403
    );
}

#[tokio::test]
async fn some_things_are_for_apps_alone() {
    let sim = Sim::builder().start().await.unwrap();
    let client = admin(&sim);
    let id = sim.member().account_id;
    for path in ["user/email", "user/email/bulk"] {
        let answer = client
            .get(&format!("/rest/api/3/{path}?accountId={id}"))
            .await;
        assert_eq!(answer.status, 400);
    }
    let none = client
        .json("/rest/api/3/user/bulk/migration?username=fred")
        .await;
    assert_eq!(none, json!([]));
    for query in ["", "?key=a&username=b"] {
        let path = format!("/rest/api/3/user/bulk/migration{query}");
        assert_eq!(client.get(&path).await.status, 400);
    }
    assert_eq!(
        Value::Null,
        client
            .json(&format!("/rest/api/3/user?accountId={id}"))
            .await["key"]
    );
}
