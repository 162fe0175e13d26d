use atlassian_sim::Sim;
use serde_json::{Value, json};

use super::super::client::{admin, encode, outsider, pluck};
use super::{code, directory, keyed, post, search, somebody};

#[tokio::test]
async fn groups_are_listed_searched_and_counted() {
    let sim = Sim::builder().users(600).start().await.unwrap();
    let path = directory(&sim, "/groups/search").await;
    let truth = sim.groups();
    let names: Vec<String> = truth.iter().map(|group| group.name.clone()).collect();
    for body in [json!({}), json!({ "limit": 4 })] {
        let all = search(&sim, &path, body).await;
        assert_eq!(pluck(&all, "name"), names);
    }
    let expand = json!({ "expand": ["counts.users", "counts.resources"], "limit": 100 });
    for (seen, group) in search(&sim, &path, expand).await.iter().zip(&truth) {
        assert_eq!(seen["counts"]["users"], group.size);
        assert_eq!(seen["externalSynced"], group.external);
        assert_eq!(seen["managementAccess"]["modifiable"], !group.external);
    }
    let listed = keyed(&sim)
        .json(&directory(&sim, "/groups?limit=100&includeUsers=true").await)
        .await;
    assert_eq!(pluck(listed["data"].as_array().unwrap(), "name"), names);
    assert_eq!(
        listed["data"][0]["counts"],
        json!({ "users": truth[0].size })
    );
    let one = &truth[2];
    let member = sim
        .members(&one.group_id)
        .first()
        .cloned()
        .unwrap_or_default();
    let wiki = format!("ari:cloud:confluence::site/{}", sim.cloud_id());
    for (body, expected) in [
        (
            json!({ "groupIds": [one.group_id] }),
            vec![one.name.clone()],
        ),
        (
            json!({ "groupNames": ["Org-Admins", "admins"] }),
            vec!["org-admins".to_owned()],
        ),
        (
            json!({ "searchTerm": "ADMINS" }),
            names
                .iter()
                .filter(|name| name.contains("admins"))
                .cloned()
                .collect(),
        ),
        (
            json!({ "accountIds": [member] }),
            truth
                .iter()
                .filter(|group| sim.members(&group.group_id).contains(&member))
                .map(|group| group.name.clone())
                .collect(),
        ),
        (
            json!({ "resourceIds": [wiki] }),
            names
                .iter()
                .filter(|name| {
                    ["confluence-users", "org-admins", "site-admins"].contains(&name.as_str())
                })
                .cloned()
                .collect(),
        ),
        (
            json!({ "roleIds": ["atlassian/site-admin"] }),
            vec!["site-admins".to_owned()],
        ),
    ] {
        let found = search(&sim, &path, body.clone()).await;
        assert_eq!(pluck(&found, "name"), expected, "{body}");
    }
    let count = keyed(&sim)
        .json(&directory(&sim, "/groups/count?searchTerm=team").await)
        .await;
    assert_eq!(
        count["count"],
        names.iter().filter(|name| name.contains("team")).count()
    );
    let stats = keyed(&sim)
        .json(&directory(&sim, "/groups/stats").await)
        .await;
    assert_eq!(
        stats["totals"],
        json!({ "all": names.len(), "managed": 1, "synced": 1 })
    );
    for both in [
        json!({ "groupNames": ["a"], "searchTerm": "a" }),
        json!({ "groupNames": ["a"], "groupIds": ["a"] }),
    ] {
        let both = post(&sim, &path, both).await;
        assert_eq!((both.status, code(&both).as_str()), (400, "ADMIN-400-24"));
    }
}

#[tokio::test]
async fn a_group_lives_and_jira_sees_it() {
    let sim = Sim::builder().start().await.unwrap();
    let key = keyed(&sim);
    let groups = directory(&sim, "/groups").await;
    let made = post(
        &sim,
        &groups,
        json!({ "name": "auditors", "description": "They look" }),
    )
    .await;
    assert_eq!(made.status, 201);
    let id = made.json()["data"]["id"].as_str().unwrap().to_owned();
    let again = post(&sim, &groups, json!({ "name": "Auditors" })).await;
    assert_eq!((again.status, code(&again).as_str()), (409, "ADMIN-409-28"));
    assert_eq!(
        post(&sim, &groups, json!({ "name": " " })).await.status,
        400
    );
    let path = format!("{groups}/{id}");
    assert_eq!(key.json(&path).await["data"]["description"], "They look");
    let user = somebody(&sim);
    let members = format!("{path}/memberships");
    let body = json!({ "accountId": user.account_id });
    assert_eq!(post(&sim, &members, body.clone()).await.status, 204);
    let twice = post(&sim, &members, body).await;
    assert_eq!((twice.status, code(&twice).as_str()), (409, "ADMIN-409-28"));
    let jira = admin(&sim)
        .json(&format!("/rest/api/3/group/member?groupId={id}"))
        .await;
    assert_eq!(jira["values"][0]["accountId"], user.account_id.as_str());
    let nobody = post(&sim, &members, json!({ "accountId": "none" })).await;
    assert_eq!(
        (nobody.status, code(&nobody).as_str()),
        (404, "ADMIN-404-8")
    );
    let one = format!("{members}/{}", encode(&user.account_id));
    assert_eq!(key.call("DELETE", &one, &Value::Null).await.status, 204);
    assert_eq!(key.call("DELETE", &one, &Value::Null).await.status, 404);
    assert_eq!(sim.members(&id).len(), 0);
    assert_eq!(key.call("DELETE", &path, &Value::Null).await.status, 204);
    let gone = key.get(&path).await;
    assert_eq!((gone.status, code(&gone).as_str()), (404, "ADMIN-404-10"));
    assert_eq!(
        admin(&sim)
            .get(&format!("/rest/api/3/group?groupId={id}"))
            .await
            .status,
        404
    );
}

#[tokio::test]
async fn some_groups_are_protected() {
    let sim = Sim::builder().start().await.unwrap();
    let id = |name: &str| {
        let groups = sim.groups();
        groups
            .iter()
            .find(|group| group.name == name)
            .unwrap()
            .group_id
            .clone()
    };
    for (name, expected) in [
        ("scim-engineering", "ADMIN-403-5"),
        ("confluence-users", "ADMIN-403-6"),
        ("org-admins", "ADMIN-403-7"),
    ] {
        let path = directory(&sim, &format!("/groups/{}", id(name))).await;
        let refused = keyed(&sim).call("DELETE", &path, &Value::Null).await;
        assert_eq!((refused.status, code(&refused).as_str()), (403, expected));
    }
    let path = directory(
        &sim,
        &format!("/groups/{}/memberships", id("scim-engineering")),
    )
    .await;
    let refused = post(
        &sim,
        &path,
        json!({ "accountId": somebody(&sim).account_id }),
    )
    .await;
    assert_eq!(
        (refused.status, code(&refused).as_str()),
        (403, "ADMIN-403-5")
    );
}

#[tokio::test]
async fn roles_of_groups_open_and_close_products_for_their_members() {
    let sim = Sim::builder().start().await.unwrap();
    let contractors = sim
        .groups()
        .into_iter()
        .find(|group| group.name == "contractors")
        .unwrap();
    let base = directory(
        &sim,
        &format!("/groups/{}/role-assignments", contractors.group_id),
    )
    .await;
    let wiki = format!("ari:cloud:confluence::site/{}", sim.cloud_id());
    let role = json!({ "resourceId": wiki, "roleId": "atlassian/user" });
    let current = "/wiki/rest/api/user/current";
    assert_eq!(outsider(&sim).get(current).await.status, 403);
    assert_eq!(
        post(&sim, &format!("{base}/assign"), role.clone())
            .await
            .status,
        200
    );
    assert_eq!(outsider(&sim).get(current).await.status, 200);
    let shown = keyed(&sim).json(&base).await;
    let owners = pluck(shown["data"].as_array().unwrap(), "resourceOwner");
    assert_eq!(owners, ["jira-software", "confluence"]);
    assert_eq!(shown["data"][1]["roles"], json!(["atlassian/user"]));
    assert_eq!(
        post(&sim, &format!("{base}/revoke"), role).await.status,
        204
    );
    assert_eq!(outsider(&sim).get(current).await.status, 403);
    // An administrator's role on Jira is one.
    let jira = format!("ari:cloud:jira-software::site/{}", sim.cloud_id());
    let role = json!({ "resourceId": jira, "roleId": "atlassian/admin" });
    let audit = "/rest/api/3/auditing/record?limit=1";
    assert_eq!(outsider(&sim).get(audit).await.status, 403);
    assert_eq!(
        post(&sim, &format!("{base}/assign"), role).await.status,
        200
    );
    assert_eq!(outsider(&sim).get(audit).await.status, 200);
    for (body, status) in [
        (
            json!({ "resourceId": "none", "roleId": "atlassian/user" }),
            404,
        ),
        (
            json!({ "resourceId": jira, "roleId": "atlassian/org-admin" }),
            400,
        ),
        (json!({ "resourceId": jira }), 400),
    ] {
        assert_eq!(
            post(&sim, &format!("{base}/assign"), body).await.status,
            status
        );
    }
}
