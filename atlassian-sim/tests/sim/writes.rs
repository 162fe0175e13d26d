use atlassian_sim::Sim;
use serde_json::{Value, json};

use super::client::{Client, admin, encode, member, pluck};

fn group_id(sim: &Sim, name: &str) -> String {
    sim.groups()
        .into_iter()
        .find(|g| g.name == name)
        .unwrap()
        .group_id
}

async fn role_count(client: &Client, key: &str) -> u64 {
    let role = client
        .json(&format!("/rest/api/3/applicationrole/{key}"))
        .await;
    role["userCount"].as_u64().unwrap()
}

async fn newest_audit(client: &Client) -> Value {
    client.json("/rest/api/3/auditing/record?limit=1").await["records"][0].clone()
}

#[tokio::test]
async fn a_membership_shows_everywhere() {
    let sim = Sim::builder().users(120).start().await.unwrap();
    let client = admin(&sim);
    let group = group_id(&sim, "jira-servicemanagement-users");
    let id = sim.outsider().account_id;
    let before = role_count(&client, "jira-servicedesk").await;
    let licence = "/rest/api/3/license/approximateLicenseCount/product/jira-servicedesk";
    let path = format!("/rest/api/3/group/user?groupId={group}");
    let added = client
        .call("POST", &path, &json!({ "accountId": id }))
        .await;
    assert_eq!(added.status, 201);
    assert_eq!(added.json()["groupId"], group.as_str());
    assert!(sim.members(&group).contains(&id));
    assert_eq!(role_count(&client, "jira-servicedesk").await, before + 1);
    let groups = client
        .json(&format!(
            "/rest/api/3/user/groups?accountId={}",
            encode(&id)
        ))
        .await;
    assert!(pluck(groups.as_array().unwrap(), "groupId").contains(&group));
    // The licence page counts once a week.
    assert_eq!(client.json(licence).await["value"], before.to_string());
    let record = newest_audit(&client).await;
    assert_eq!(record["summary"], "User added to group");
    assert_eq!(record["authorAccountId"], sim.admin().account_id);
    assert_eq!(record["associatedItems"][0]["id"], id.as_str());

    let again = client
        .call("POST", &path, &json!({ "accountId": id }))
        .await;
    assert_eq!(again.status, 400);
    let remove = format!("{path}&accountId={}", encode(&id));
    let removed = client.call("DELETE", &remove, &Value::Null).await;
    assert_eq!((removed.status, removed.body.as_str()), (200, ""));
    assert!(!sim.members(&group).contains(&id));
    assert_eq!(role_count(&client, "jira-servicedesk").await, before);
    assert_eq!(
        client.call("DELETE", &remove, &Value::Null).await.status,
        400
    );
}

#[tokio::test]
async fn memberships_are_refused_for_good_reasons() {
    let sim = Sim::builder().users(120).start().await.unwrap();
    let client = admin(&sim);
    let someone = json!({ "accountId": sim.outsider().account_id });
    for (query, body, status) in [
        ("groupId=none", someone.clone(), 404),
        (
            "groupname=contractors",
            json!({ "accountId": "nobody" }),
            404,
        ),
        ("groupname=contractors", json!({}), 400),
        ("groupname=scim-engineering", someone.clone(), 403),
        ("", someone.clone(), 400),
    ] {
        let path = format!("/rest/api/3/group/user?{query}");
        let answer = client.call("POST", &path, &body).await;
        assert_eq!(answer.status, status, "{query}: {}", answer.body);
    }
    let path = "/rest/api/3/group/user?groupname=project-archive";
    assert_eq!(member(&sim).call("POST", path, &someone).await.status, 403);
    assert_eq!(
        Client::nobody(sim.url())
            .call("POST", path, &someone)
            .await
            .status,
        401
    );
}

#[tokio::test]
async fn groups_come_and_go() {
    let sim = Sim::builder().start().await.unwrap();
    let client = admin(&sim);
    let body = json!({ "name": "Größe & Gewicht" });
    let made = client.call("POST", "/rest/api/3/group", &body).await;
    assert_eq!(made.status, 201);
    let id = made.json()["groupId"].as_str().unwrap().to_owned();
    assert_eq!(group_id(&sim, "Größe & Gewicht"), id);
    assert_eq!(
        client.call("POST", "/rest/api/3/group", &body).await.status,
        400
    );
    assert_eq!(
        client
            .call("POST", "/rest/api/3/group", &json!({}))
            .await
            .status,
        400
    );
    assert_eq!(
        member(&sim)
            .call("POST", "/rest/api/3/group", &body)
            .await
            .status,
        403
    );
    let path = format!("/rest/api/3/group?groupId={id}");
    let bad_swap = format!("{path}&swapGroupId=none");
    assert_eq!(
        client.call("DELETE", &bad_swap, &Value::Null).await.status,
        404
    );
    let swap = format!("{path}&swapGroupId={}", group_id(&sim, "contractors"));
    assert_eq!(client.call("DELETE", &swap, &Value::Null).await.status, 200);
    assert_eq!(client.call("DELETE", &path, &Value::Null).await.status, 404);
    assert_eq!(client.get(&path).await.status, 404);

    // A deleted group takes its memberships and its product access with it.
    let service = group_id(&sim, "jira-servicemanagement-users");
    let path = format!("/rest/api/3/group?groupId={service}");
    assert_eq!(client.call("DELETE", &path, &Value::Null).await.status, 200);
    assert!(
        sim.users()
            .iter()
            .all(|user| !user.group_ids.contains(&service))
    );
    assert!(
        sim.roles()
            .iter()
            .all(|role| !role.group_ids.contains(&service))
    );
}

#[tokio::test]
async fn a_removed_user_is_gone_and_its_place_stays_empty() {
    let sim = Sim::builder().users(120).start().await.unwrap();
    let client = admin(&sim);
    let users = sim.users();
    let at = 10;
    let gone = users[at].clone();
    assert!(gone.listed && !gone.group_ids.is_empty());
    let path = format!("/rest/api/3/user?accountId={}", encode(&gone.account_id));
    assert_eq!(
        member(&sim)
            .call("DELETE", &path, &Value::Null)
            .await
            .status,
        403
    );
    let answer = client.call("DELETE", &path, &Value::Null).await;
    assert_eq!((answer.status, answer.body.as_str()), (204, ""));
    assert_eq!(client.call("DELETE", &path, &Value::Null).await.status, 404);
    assert_eq!(client.get(&path).await.status, 404);
    for group in &gone.group_ids {
        assert!(!sim.members(group).contains(&gone.account_id));
    }
    let after = format!("/rest/api/3/users/search?startAt={}&maxResults=1", at + 1);
    let next = client.json(&after).await;
    assert_eq!(next[0]["accountId"], users[at + 1].account_id.as_str());
    assert_eq!(newest_audit(&client).await["summary"], "User deleted");
    let oneself = format!(
        "/rest/api/3/user?accountId={}",
        encode(&sim.admin().account_id)
    );
    assert_eq!(
        client.call("DELETE", &oneself, &Value::Null).await.status,
        400
    );
}

#[tokio::test]
async fn inviting_needs_products_and_an_organization_admin() {
    let sim = Sim::builder().start().await.unwrap();
    let client = admin(&sim);
    let path = "/rest/api/3/user";
    let body = json!({ "emailAddress": "new@example.com", "products": ["jira-software"] });
    assert_eq!(member(&sim).call("POST", path, &body).await.status, 403);
    let made = client.call("POST", path, &body).await;
    assert_eq!(made.status, 201);
    let id = made.json()["accountId"].as_str().unwrap().to_owned();
    assert!(
        sim.members(&group_id(&sim, "jira-software-users"))
            .contains(&id)
    );
    // Somebody who is there already is no error.
    let again = client.call("POST", path, &body).await;
    assert_eq!(
        (again.status, again.json()["accountId"].clone()),
        (201, id.into())
    );
    for body in [
        json!({ "emailAddress": "other@example.com" }),
        json!({ "products": [] }),
        json!({ "emailAddress": "other@example.com", "products": ["none"] }),
    ] {
        assert_eq!(client.call("POST", path, &body).await.status, 400, "{body}");
    }
    let without = json!({ "emailAddress": "other@example.com", "products": [] });
    assert_eq!(client.call("POST", path, &without).await.status, 201);
    assert_eq!(
        client.call("POST", path, &without).await.status,
        400,
        "there, but without access"
    );
}

#[tokio::test]
async fn writes_at_the_same_time_are_all_kept() {
    let sim = Sim::builder().users(200).start().await.unwrap();
    let group = group_id(&sim, "project-archive");
    let ids: Vec<String> = sim
        .users()
        .into_iter()
        .filter(|user| user.listed)
        .map(|user| user.account_id)
        .take(60)
        .collect();
    let path = format!("/rest/api/3/group/user?groupId={group}");
    let mut tasks = tokio::task::JoinSet::new();
    // Everybody twice: exactly one of the two is refused.
    for id in ids.iter().chain(&ids) {
        let (client, path, id) = (admin(&sim), path.clone(), id.clone());
        tasks.spawn(async move {
            client
                .call("POST", &path, &json!({ "accountId": id }))
                .await
                .status
        });
    }
    let statuses = tasks.join_all().await;
    assert_eq!(statuses.iter().filter(|s| **s == 201).count(), 60);
    assert_eq!(statuses.iter().filter(|s| **s == 400).count(), 60);
    let mut members = sim.members(&group);
    let mut wanted = ids;
    members.sort_unstable();
    wanted.sort_unstable();
    assert_eq!(members, wanted);
}
