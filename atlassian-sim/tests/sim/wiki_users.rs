//! Confluence: users, groups, and who may use it.

use std::collections::BTreeSet;

use atlassian_sim::Sim;
use serde_json::{Value, json};

use super::client::{Client, admin, encode, member, outsider, pluck};

const NO_ACCESS: &str =
    r#"{"message":"Current user not permitted to use Confluence","statusCode":403}"#;

fn no_access() -> Value {
    serde_json::from_str(NO_ACCESS).unwrap()
}

/// Walks a list of v1 by `_links.next`, to the end.
pub(crate) async fn walk_v1(client: &Client, path: &str) -> Vec<Value> {
    let mut all = Vec::new();
    let mut next = path.to_owned();
    loop {
        let page = client.json(&next).await;
        let rows = page["results"].as_array().unwrap();
        assert_eq!(page["size"], rows.len(), "{next}");
        all.extend(rows.iter().cloned());
        let Some(link) = page["_links"]["next"].as_str() else {
            return all;
        };
        assert!(!rows.is_empty(), "{next}");
        let base = page["_links"]["base"].as_str().unwrap();
        assert!(base.ends_with("/wiki") && !link.starts_with("/wiki"));
        next = format!("/wiki{link}");
    }
}

/// The members that the simulator says a group has.
fn truth(sim: &Sim, group: &str) -> (String, Vec<String>) {
    let group = sim.groups().into_iter().find(|g| g.name == group).unwrap();
    let members = sim.members(&group.group_id);
    (group.group_id, members)
}

#[tokio::test]
async fn without_a_licence_there_is_no_confluence() {
    let sim = Sim::builder().start().await.unwrap();
    for client in [
        outsider(&sim),
        Client::nobody(sim.url()),
        Client::basic(sim.url(), &sim.expired_token()),
    ] {
        for path in [
            "/wiki/rest/api/user/current",
            "/wiki/rest/api/group",
            "/wiki/rest/api/search/user?cql=type=user",
            "/wiki/rest/api/search?cql=type=page",
            "/wiki/rest/api/space",
        ] {
            let refused = client.get(path).await;
            assert_eq!(
                (refused.status, refused.json()),
                (403, no_access()),
                "{path}"
            );
        }
        for path in ["/wiki/api/v2/spaces", "/wiki/api/v2/pages"] {
            let refused = client.get(path).await;
            assert_eq!(refused.status, 404, "{path}");
            let error = json!({ "errors": [
                { "status": 404, "code": "NOT_FOUND", "title": "Not Found", "detail": null },
            ] });
            assert_eq!(refused.json(), error);
        }
    }
}

#[tokio::test]
async fn who_leaves_the_group_of_users_loses_confluence() {
    let sim = Sim::builder().start().await.unwrap();
    let (group, members) = truth(&sim, "confluence-users");
    let id = sim.member().account_id;
    assert!(members.contains(&id));
    let pages = "/wiki/api/v2/pages?limit=1";
    assert_eq!(member(&sim).get(pages).await.status, 200);
    let path = format!("/rest/api/3/group/user?groupId={group}&accountId={id}");
    assert_eq!(
        admin(&sim).call("DELETE", &path, &Value::Null).await.status,
        200
    );
    assert_eq!(member(&sim).get(pages).await.status, 404);
    let refused = member(&sim).get("/wiki/rest/api/user/current").await;
    assert_eq!((refused.status, refused.json()), (403, no_access()));
    let one = format!("/wiki/rest/api/user?accountId={id}&expand=operations");
    assert_eq!(admin(&sim).json(&one).await["operations"], json!([]));
    // Back in through Confluence's own door.
    let path = format!("/wiki/rest/api/group/userByGroupId?groupId={group}");
    let body = json!({ "accountId": id });
    assert_eq!(admin(&sim).call("POST", &path, &body).await.status, 201);
    assert_eq!(member(&sim).get(pages).await.status, 200);
    assert_eq!(truth(&sim, "confluence-users").1, members);
}

#[tokio::test]
async fn the_search_finds_every_licensed_user_by_offset() {
    let sim = Sim::builder().users(300).start().await.unwrap();
    let mut licensed: BTreeSet<String> = BTreeSet::new();
    for group in ["confluence-users", "site-admins", "org-admins"] {
        licensed.extend(truth(&sim, group).1);
    }
    let client = member(&sim);
    let mut found = Vec::new();
    loop {
        let path = format!(
            "/wiki/rest/api/search/user?cql=type%3Duser&limit=40&start={}&expand=operations",
            found.len()
        );
        let page = client.json(&path).await;
        assert!(page["_links"].get("next").is_none());
        assert_eq!(page["totalSize"], licensed.len());
        let rows = page["results"].as_array().unwrap().clone();
        if rows.is_empty() {
            break;
        }
        found.extend(rows);
    }
    let ids: BTreeSet<String> = found
        .iter()
        .map(|row| row["user"]["accountId"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!((ids.len(), &ids), (found.len(), &licensed));
    // Those who were switched off are found too, but may not use it.
    let active: Vec<String> = sim
        .users()
        .into_iter()
        .filter(|u| u.active)
        .map(|u| u.account_id)
        .collect();
    for row in &found {
        let id = row["user"]["accountId"].as_str().unwrap().to_owned();
        let may = !row["user"]["operations"].as_array().unwrap().is_empty();
        assert_eq!(may, active.contains(&id));
    }
    let all = client
        .json("/wiki/rest/api/search/user?cql=type=user&sitePermissionTypeFilter=all&limit=1")
        .await;
    assert!(all["totalSize"].as_u64().unwrap() > licensed.len() as u64);
    let guests = client
        .json("/wiki/rest/api/search/user?cql=type=user&sitePermissionTypeFilter=externalCollaborator")
        .await;
    assert_eq!(guests["totalSize"], 0);
}

#[tokio::test]
async fn users_are_searched_by_their_own_fields_only() {
    let sim = Sim::builder().users(100).start().await.unwrap();
    let client = admin(&sim);
    let (me, other) = (sim.admin().account_id, sim.member().account_id);
    let total = |cql: String| {
        let client = client.clone();
        async move {
            let path = format!("/wiki/rest/api/search/user?cql={}", encode(&cql));
            client.json(&path).await["totalSize"].as_u64().unwrap()
        }
    };
    assert_eq!(total(format!("user = \"{me}\"")).await, 1);
    assert_eq!(total("user = currentUser()".to_owned()).await, 1);
    assert_eq!(
        total(format!("user.accountid in (\"{me}\", \"{other}\", none)")).await,
        2
    );
    assert_eq!(
        total(format!("type = user and not user = \"{me}\"")).await + 1,
        total("type = user".to_owned()).await
    );
    assert_eq!(total("user.fullname ~ \"person 12\"".to_owned()).await, 1);
    assert_eq!(
        total("user.fullname ~ \"admin\" or user.fullname ~ \"memb*\"".to_owned()).await,
        2
    );
    assert_eq!(total("user.userkey = x".to_owned()).await, 0);
    for cql in [
        "space = ENG",
        "type ~ user",
        "user =",
        "type = user order",
        "type = user and title ~ x",
    ] {
        let refused = client
            .get(&format!("/wiki/rest/api/search/user?cql={}", encode(cql)))
            .await;
        assert_eq!(refused.status, 400, "{cql}");
        let message = refused.json()["message"].as_str().unwrap().to_owned();
        assert!(
            message.ends_with(&format!("Could not parse cql : {cql}")),
            "{message}"
        );
    }
    let missing = client.get("/wiki/rest/api/search/user").await;
    assert_eq!(missing.status, 400);
    assert_eq!(
        client
            .get("/wiki/rest/api/search/user?cql=type=user&limit=x")
            .await
            .status,
        400
    );
    assert_eq!(
        client
            .get("/wiki/rest/api/search/user?cql=type=user&start=-1")
            .await
            .status,
        400
    );
}

#[tokio::test]
async fn members_come_two_hundred_at_a_time_and_no_more() {
    let sim = Sim::builder().users(700).start().await.unwrap();
    let client = admin(&sim);
    let (group, members) = truth(&sim, "confluence-users");
    assert!(members.len() > 400);
    let path = format!("/wiki/rest/api/group/{group}/membersByGroupId");
    assert_eq!(client.json(&path).await["limit"], 200);
    for size in ["", "?limit=200", "?limit=7"] {
        let all = walk_v1(&client, &format!("{path}{size}")).await;
        assert_eq!(pluck(&all, "accountId"), members);
    }
    assert_eq!(client.get(&format!("{path}?limit=201")).await.status, 400);
    let counted = client
        .json(&format!("{path}?shouldReturnTotalSize=true&limit=1"))
        .await;
    assert_eq!(counted["totalSize"], members.len());
    assert!(client.json(&path).await.get("totalSize").is_none());
    assert_eq!(
        client
            .get("/wiki/rest/api/group/none/membersByGroupId")
            .await
            .status,
        404
    );
    assert_eq!(client.get(&format!("{path}?limit=abc")).await.status, 400);
}

#[tokio::test]
async fn groups_are_those_of_jira() {
    let sim = Sim::builder().users(100).groups(60).start().await.unwrap();
    let client = member(&sim);
    let names: Vec<String> = sim.groups().into_iter().map(|g| g.name).collect();
    let all = walk_v1(&client, "/wiki/rest/api/group?limit=25").await;
    assert_eq!(pluck(&all, "name"), names);
    let external: Vec<&str> = all
        .iter()
        .filter(|g| g["managedBy"] == "EXTERNAL")
        .map(|g| g["name"].as_str().unwrap())
        .collect();
    assert_eq!(external, ["scim-engineering"]);
    let found = client
        .json("/wiki/rest/api/group/picker?query=ADMINS&shouldReturnTotalSize=true")
        .await;
    assert_eq!(
        pluck(found["results"].as_array().unwrap(), "name"),
        ["jira-admins", "org-admins", "site-admins"]
    );
    assert_eq!(found["totalSize"], 3);
    assert_eq!(client.get("/wiki/rest/api/group/picker").await.status, 400);
    let (id, _) = truth(&sim, "site-admins");
    let one = client
        .json(&format!("/wiki/rest/api/group/by-id?id={id}"))
        .await;
    assert_eq!(
        (one["type"].clone(), one["name"].clone()),
        ("group".into(), "site-admins".into())
    );
    assert_eq!(
        client
            .get("/wiki/rest/api/group/by-id?id=none")
            .await
            .status,
        404
    );
    let one = client
        .json("/wiki/rest/api/group/by-name?name=site-admins")
        .await;
    assert_eq!(one["id"], id.as_str());
    let admins = client
        .json("/wiki/rest/api/group?accessType=site-admin")
        .await;
    assert_eq!(admins["size"], 2);
}

#[tokio::test]
async fn groups_are_changed_by_site_administrators_and_both_products_see_it() {
    let sim = Sim::builder().start().await.unwrap();
    let client = admin(&sim);
    let body = json!({ "name": "wiki-gardeners" });
    assert_eq!(
        member(&sim)
            .call("POST", "/wiki/rest/api/group", &body)
            .await
            .status,
        403
    );
    assert_eq!(
        Client::nobody(sim.url())
            .call("POST", "/wiki/rest/api/group", &body)
            .await
            .status,
        401
    );
    let made = client.call("POST", "/wiki/rest/api/group", &body).await;
    assert_eq!(made.status, 201);
    let id = made.json()["id"].as_str().unwrap().to_owned();
    assert_eq!(
        client
            .call("POST", "/wiki/rest/api/group", &body)
            .await
            .status,
        400
    );
    assert_eq!(
        client
            .call("POST", "/wiki/rest/api/group", &json!({ "name": " " }))
            .await
            .status,
        400
    );
    let in_jira = client
        .json(&format!("/rest/api/3/group?groupId={id}"))
        .await;
    assert_eq!(in_jira["name"], "wiki-gardeners");
    let account = sim.member().account_id;
    let path = format!("/wiki/rest/api/group/userByGroupId?groupId={id}");
    for _ in 0..2 {
        let added = client
            .call("POST", &path, &json!({ "accountId": account }))
            .await;
        assert_eq!(added.status, 201);
    }
    assert_eq!(sim.members(&id), std::slice::from_ref(&account));
    assert_eq!(
        client
            .call("POST", &path, &json!({ "accountId": "none" }))
            .await
            .status,
        400
    );
    let memberof = walk_v1(
        &client,
        &format!("/wiki/rest/api/user/memberof?accountId={account}&limit=1"),
    )
    .await;
    assert_eq!(
        pluck(&memberof, "name"),
        ["confluence-users", "jira-software-users", "wiki-gardeners"]
    );
    for _ in 0..2 {
        let gone = client
            .call(
                "DELETE",
                &format!("{path}&accountId={account}"),
                &Value::Null,
            )
            .await;
        assert_eq!(gone.status, 204);
    }
    assert!(sim.members(&id).is_empty());
    let path = format!("/wiki/rest/api/group/by-id?id={id}");
    assert_eq!(client.call("DELETE", &path, &Value::Null).await.status, 204);
    assert_eq!(client.call("DELETE", &path, &Value::Null).await.status, 404);
    assert!(sim.groups().iter().all(|g| g.group_id != id));
    let log = client.json("/wiki/rest/api/audit?limit=4").await;
    let summaries = pluck(log["results"].as_array().unwrap(), "summary");
    assert_eq!(
        summaries,
        [
            "Group deleted",
            "User removed from group",
            "User added to group",
            "Group created"
        ]
    );
}

#[tokio::test]
async fn a_group_that_is_provisioned_from_outside_stays_as_it_is() {
    let sim = Sim::builder().start().await.unwrap();
    let client = admin(&sim);
    let (external, _) = truth(&sim, "scim-engineering");
    let refused = client
        .call(
            "DELETE",
            &format!("/wiki/rest/api/group/by-id?id={external}"),
            &Value::Null,
        )
        .await;
    assert_eq!(
        (refused.status, refused.json()["reason"].clone()),
        (403, "Forbidden".into())
    );
}

#[tokio::test]
async fn users_are_looked_up_one_by_one_and_many_at_once() {
    let sim = Sim::builder().users(400).start().await.unwrap();
    let client = member(&sim);
    let me = sim.member();
    let current = client.json("/wiki/rest/api/user/current").await;
    assert_eq!(
        (current["type"].clone(), current["email"].clone()),
        ("known".into(), me.email.into())
    );
    assert_eq!(
        current["_expandable"],
        json!({ "operations": "", "personalSpace": "" })
    );
    let expanded = client
        .json("/wiki/rest/api/user/current?expand=operations,personalSpace.homepage")
        .await;
    assert_eq!(expanded["personalSpace"]["type"], "personal");
    assert_eq!(expanded["personalSpace"]["homepage"]["type"], "page");
    assert_eq!(expanded["_expandable"], json!({}));
    let nobody = client
        .json("/wiki/rest/api/user/anonymous?expand=operations")
        .await;
    assert_eq!(
        (nobody["type"].clone(), nobody["operations"].clone()),
        ("anonymous".into(), json!([]))
    );
    let listed: Vec<_> = sim
        .users()
        .into_iter()
        .filter(|u| u.listed && u.account_type != "customer")
        .collect();
    let ids: String = listed
        .iter()
        .take(130)
        .map(|u| format!("&accountId={}", u.account_id))
        .collect();
    let bulk = client
        .json(&format!("/wiki/rest/api/user/bulk?accountId=none{ids}"))
        .await;
    // A hundred ids are read, and one of them is nobody's.
    assert_eq!(bulk["size"], 99);
    let customer = sim
        .users()
        .into_iter()
        .find(|u| u.listed && u.account_type == "customer")
        .unwrap();
    let path = format!("/wiki/rest/api/user?accountId={}", customer.account_id);
    assert_eq!(client.get(&path).await.status, 404);
    assert_eq!(client.get("/wiki/rest/api/user").await.status, 400);
    // Addresses that profiles hide are for approved apps.
    for path in [
        "/wiki/rest/api/user/email",
        "/wiki/rest/api/user/email/bulk",
    ] {
        let path = format!("{path}?accountId={}", listed[9].account_id);
        assert_eq!(client.get(&path).await.status, 400, "{path}");
        assert_eq!(
            Client::nobody(sim.url()).get(&path).await.status,
            401,
            "{path}"
        );
    }
}

#[tokio::test]
async fn v2_looks_up_250_accounts_and_tells_what_became_of_them() {
    let sim = Sim::builder().users(400).start().await.unwrap();
    let client = member(&sim);
    let users: Vec<_> = sim
        .users()
        .into_iter()
        .filter(|u| u.listed)
        .take(249)
        .collect();
    let mut ids: Vec<String> = users.iter().map(|u| u.account_id.clone()).collect();
    ids.push("none".to_owned());
    let path = "/wiki/api/v2/users-bulk";
    let found = client
        .call("POST", path, &json!({ "accountIds": ids }))
        .await;
    assert_eq!(found.status, 200);
    let rows = found.json()["results"].as_array().unwrap().clone();
    assert_eq!(pluck(&rows, "accountId"), ids[..249]);
    for (row, user) in rows.iter().zip(&users) {
        assert_eq!(row["accountStatus"] == "active", user.active);
        assert_eq!(row["accountType"], user.account_type.as_str());
    }
    assert!(rows.iter().any(|row| row["accountStatus"] == "closed"));
    ids.push("more".to_owned());
    assert_eq!(
        client
            .call("POST", path, &json!({ "accountIds": ids }))
            .await
            .status,
        400
    );
    assert_eq!(client.call("POST", path, &json!({})).await.status, 400);
    let refused = outsider(&sim)
        .call("POST", path, &json!({ "accountIds": ["x"] }))
        .await;
    assert_eq!(refused.status, 404);
}

#[tokio::test]
async fn access_is_checked_and_given_by_address() {
    let sim = Sim::builder().start().await.unwrap();
    let client = member(&sim);
    let out = sim.outsider();
    let body = json!({ "emails": [sim.admin().email, out.email, "new@example.com", "nonsense"] });
    let path = "/wiki/api/v2/user/access/check-access-by-email";
    let checked = client.call("POST", path, &body).await.json();
    assert_eq!(
        checked,
        json!({ "emailsWithoutAccess": [out.email, "new@example.com"], "invalidEmails": ["nonsense"] })
    );
    let invited = client
        .call("POST", "/wiki/api/v2/user/access/invite-by-email", &body)
        .await;
    assert_eq!(invited.status, 200);
    assert_eq!(
        outsider(&sim)
            .get("/wiki/rest/api/user/current")
            .await
            .status,
        200
    );
    let checked = client.call("POST", path, &body).await.json();
    assert_eq!(checked["emailsWithoutAccess"], json!(["new@example.com"]));
}

#[tokio::test]
async fn properties_of_users_are_kept() {
    let sim = Sim::builder().start().await.unwrap();
    let client = member(&sim);
    let id = sim.member().account_id;
    let list = format!("/wiki/rest/api/user/{id}/property");
    let one = format!("{list}/theme");
    let value = json!({ "value": { "dark": true } });
    assert_eq!(client.get(&one).await.status, 404);
    assert_eq!(client.call("PUT", &one, &value).await.status, 404);
    assert_eq!(client.call("POST", &one, &value).await.status, 201);
    assert_eq!(client.call("POST", &one, &value).await.status, 409);
    assert_eq!(client.json(&one).await["value"]["dark"], true);
    assert_eq!(
        client
            .call("PUT", &one, &json!({ "value": { "dark": 7 } }))
            .await
            .status,
        204
    );
    assert_eq!(client.json(&one).await["value"]["dark"], 7);
    assert_eq!(client.call("PUT", &one, &json!({})).await.status, 400);
    for number in 0..7 {
        let path = format!("{list}/k{number}");
        assert_eq!(
            client
                .call("POST", &path, &json!({ "value": { "n": number } }))
                .await
                .status,
            201
        );
    }
    assert_eq!(client.json(&list).await["limit"], 5);
    assert_eq!(walk_v1(&client, &list).await.len(), 8);
    assert_eq!(admin(&sim).json(&one).await["value"]["dark"], 7);
    let foreign = format!("/wiki/rest/api/user/{}/property", sim.admin().account_id);
    assert_eq!(client.get(&foreign).await.status, 403);
    assert_eq!(client.call("DELETE", &one, &Value::Null).await.status, 204);
    assert_eq!(client.get(&one).await.status, 404);
    assert_eq!(
        client.get("/wiki/rest/api/user/none/property").await.status,
        404
    );
}

#[tokio::test]
async fn the_gateway_wants_a_scope_of_the_right_kind() {
    let sim = Sim::builder().start().await.unwrap();
    let all = Client::basic(sim.gateway_url(), &sim.scoped_admin());
    let reader = Client::basic(sim.gateway_url(), &sim.scoped_reader());
    let prefix = format!("/ex/confluence/{}", sim.cloud_id());
    for path in [
        "/wiki/rest/api/user/current",
        "/wiki/rest/api/search/user?cql=type=user",
        "/wiki/rest/api/audit",
        "/wiki/api/v2/spaces",
        "/wiki/api/v2/footer-comments",
    ] {
        assert_eq!(
            all.get(&format!("{prefix}{path}")).await.status,
            200,
            "{path}"
        );
        let refused = reader.get(&format!("{prefix}{path}")).await;
        let body = json!({ "code": 401, "message": "Unauthorized; scope does not match" });
        assert_eq!((refused.status, refused.json()), (401, body), "{path}");
    }
    // Old lists are still answered by the site, not by the gateway.
    let path = "/wiki/rest/api/space?limit=1";
    let gone = all.get(&format!("{prefix}{path}")).await;
    assert_eq!(gone.status, 410);
    let message = gone.json()["message"].as_str().unwrap().to_owned();
    assert!(message.ends_with("GoneException: This deprecated endpoint has been removed."));
    assert_eq!(admin(&sim).get(path).await.status, 200);
    // Links point at the site, and the header of v2 at the path without the gateway's prefix.
    let page = all
        .get(&format!("{prefix}/wiki/api/v2/pages?limit=1"))
        .await;
    assert!(
        page.header("link")
            .unwrap()
            .starts_with("</wiki/api/v2/pages?limit=1&cursor=")
    );
    assert_eq!(page.json()["_links"]["base"], format!("{}/wiki", sim.url()));
    assert_eq!(page.header("content-type"), Some("application/json"));
}
