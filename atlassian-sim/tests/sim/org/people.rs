use atlassian_sim::Sim;
use serde_json::{Value, json};

use super::super::client::{admin, encode, member, pluck};
use super::{code, directory, keyed, people, post, posted, search, somebody, v1, v2};

fn ids(people: &[atlassian_sim::SimUser]) -> Vec<String> {
    people.iter().map(|user| user.account_id.clone()).collect()
}

#[tokio::test]
async fn a_search_walked_to_the_end_finds_everybody_once() {
    let sim = Sim::builder().users(300).start().await.unwrap();
    let path = directory(&sim, "/users/search").await;
    let truth = people(&sim);
    for body in [json!({}), json!({ "limit": 7 }), json!({ "limit": 100 })] {
        let all = search(&sim, &path, body).await;
        assert_eq!(pluck(&all, "accountId"), ids(&truth));
    }
    let all = search(&sim, &path, json!({ "limit": 100 })).await;
    for (seen, user) in all.iter().zip(&truth) {
        assert_eq!(seen["name"], user.display_name.as_str());
        let email = Some(user.email.as_str()).filter(|email| !email.is_empty());
        assert_eq!(seen.get("email").and_then(Value::as_str), email);
        let managed = user.email.ends_with("@example.com");
        assert_eq!(
            seen["claimStatus"],
            if managed { "managed" } else { "unmanaged" }
        );
        assert_eq!(seen["status"] == "active", user.active);
        assert!(seen.get("platformRoles").is_none() && seen.get("counts").is_none());
    }
    let old = directory(&sim, "/users?limit=100").await;
    let listed = keyed(&sim).json(&old).await;
    assert_eq!(
        pluck(listed["data"].as_array().unwrap(), "accountId"),
        ids(&truth)[..100]
    );
    assert!(listed["data"][0]["counts"]["resources"].as_u64().unwrap() >= 4);
    // A cursor brings its own filter with it.
    let cursor = posted(
        &sim,
        &path,
        json!({ "limit": 5, "claimStatus": "unmanaged" }),
    )
    .await;
    let next = json!({ "cursor": cursor["links"]["next"], "claimStatus": "managed", "limit": 50 });
    let next = posted(&sim, &path, next).await;
    assert_eq!(next["data"].as_array().unwrap().len(), 5);
    assert!(
        next["data"]
            .as_array()
            .unwrap()
            .iter()
            .all(|u| u["claimStatus"] == "unmanaged")
    );
}

#[tokio::test]
async fn every_filter_finds_what_is_really_so() {
    let sim = Sim::builder().users(300).start().await.unwrap();
    let path = directory(&sim, "/users/search").await;
    let truth = people(&sim);
    let wanted = |fits: &dyn Fn(&atlassian_sim::SimUser) -> bool| -> Vec<String> {
        let fitting = truth.iter().filter(|user| fits(user));
        fitting.map(|user| user.account_id.clone()).collect()
    };
    let group = sim
        .groups()
        .into_iter()
        .find(|group| group.name == "all-staff")
        .unwrap();
    let jira = format!("ari:cloud:jira-software::site/{}", sim.cloud_id());
    let role = sim
        .roles()
        .into_iter()
        .find(|role| role.key == "jira-software")
        .unwrap();
    let admins = sim
        .groups()
        .into_iter()
        .find(|group| group.name == "org-admins")
        .unwrap();
    let closed = |user: &atlassian_sim::SimUser| user.email.is_empty();
    for (body, expected) in [
        (
            json!({ "accountIds": [truth[3].account_id, "none"] }),
            wanted(&|u| u.account_id == truth[3].account_id),
        ),
        (json!({ "accountStatus": ["closed"] }), wanted(&closed)),
        (
            json!({ "accountStatus": ["inactive"] }),
            wanted(&|u| !u.active && !closed(u)),
        ),
        (json!({ "status": ["active"] }), wanted(&|u| u.active)),
        (json!({ "membershipStatus": ["suspended"] }), Vec::new()),
        (
            json!({ "claimStatus": "managed" }),
            wanted(&|u| u.email.ends_with("@example.com")),
        ),
        (
            json!({ "emailDomains": ["@partner.EXAMPLE.com"] }),
            wanted(&|u| u.email.ends_with("@partner.example.com")),
        ),
        (
            json!({ "emails": ["MEMBER@example.com"] }),
            wanted(&|u| u.email == "member@example.com"),
        ),
        (
            json!({ "searchTerm": "outSIDER" }),
            wanted(&|u| u.email == "outsider@example.com"),
        ),
        (
            json!({ "groupIds": [group.group_id] }),
            wanted(&|u| u.group_ids.contains(&group.group_id)),
        ),
        (
            json!({ "resourceIds": [jira] }),
            wanted(&|u| u.group_ids.iter().any(|id| role.group_ids.contains(id))),
        ),
        (
            json!({ "roleIds": ["atlassian/org-admin"] }),
            wanted(&|u| u.group_ids.contains(&admins.group_id)),
        ),
        (json!({ "directoryIds": ["none"] }), Vec::new()),
    ] {
        let found = search(&sim, &path, body.clone()).await;
        assert_eq!(pluck(&found, "accountId"), expected, "{body}");
    }
    let all = search(
        &sim,
        &path,
        json!({ "sortBy": [{ "field": "nick_name", "direction": "desc" }], "limit": 100 }),
    )
    .await;
    let names: Vec<String> = pluck(&all, "nickname")
        .iter()
        .map(|n| n.to_lowercase())
        .collect();
    assert!(names.is_sorted_by(|a, b| a >= b) && names.len() == truth.len());
}

#[tokio::test]
async fn accounts_are_counted_and_odd_searches_refused() {
    let sim = Sim::builder().users(300).start().await.unwrap();
    let path = directory(&sim, "/users/search").await;
    let truth = people(&sim);
    let count = directory(
        &sim,
        "/users/count?accountStatus=inactive&accountStatus=closed",
    )
    .await;
    let count = keyed(&sim).json(&count).await;
    assert_eq!(count["count"], truth.iter().filter(|u| !u.active).count());
    let stats = keyed(&sim)
        .json(&directory(&sim, "/users/stats").await)
        .await;
    assert_eq!(
        stats["accountStatus"][0]["count"],
        truth.iter().filter(|u| u.active).count()
    );
    assert_eq!(
        stats["roles"][0],
        json!({ "roleId": "atlassian/org-admin", "count": 1 })
    );
    for body in [
        json!({ "limit": 0 }),
        json!({ "limit": 101 }),
        json!({ "accountStatus": ["gone"] }),
        json!({ "accountIds": [] }),
        json!({ "emails": ["a@b.c"], "searchTerm": "a" }),
        json!({ "sortBy": [{ "field": "email", "direction": "asc" }] }),
        json!({ "expand": ["everything"] }),
    ] {
        let refused = post(&sim, &path, body.clone()).await;
        assert_eq!(
            (refused.status, code(&refused).as_str()),
            (400, "ADMIN-400-24"),
            "{body}"
        );
    }
    let made_up = post(&sim, &path, json!({ "cursor": "abc" })).await;
    assert_eq!(
        (made_up.status, code(&made_up).as_str()),
        (400, "ADMIN-400-1")
    );
}

#[tokio::test]
async fn one_account_is_shown_with_what_was_asked_for() {
    let sim = Sim::builder().start().await.unwrap();
    let id = sim.admin().account_id;
    let path = directory(&sim, "/users/search").await;
    let parts = json!([
        "platformRoles",
        "counts.resources",
        "productAccess",
        "groups"
    ]);
    let found = posted(&sim, &path, json!({ "accountIds": [id], "expand": parts })).await;
    let seen = &found["data"][0];
    assert_eq!(
        seen["platformRoles"],
        json!(["atlassian/org-admin", "atlassian/site-admin"])
    );
    assert_eq!(seen["groups"].as_array().unwrap().len(), 5);
    assert_eq!(seen["groups"][0]["name"], "org-admins");
    assert!(seen["productAccess"].as_array().unwrap().len() >= 4);
    let one = keyed(&sim)
        .json(&directory(&sim, &format!("/users/{}", encode(&id))).await)
        .await;
    assert_eq!(one["data"]["accountId"], id.as_str());
    assert_eq!(one["data"]["addedToOrg"], seen["addedToOrg"]);
    let inactive = people(&sim)
        .into_iter()
        .find(|u| !u.active && !u.email.is_empty())
        .unwrap();
    let path = directory(&sim, &format!("/users/{}", encode(&inactive.account_id))).await;
    let one = keyed(&sim).json(&path).await;
    assert_eq!(
        (&one["data"]["status"], &one["data"]["accountStatus"]),
        (&"deactivated".into(), &"inactive".into())
    );
    assert!(one["data"]["deactivatedOn"].is_string());
    let nobody = keyed(&sim).get(&directory(&sim, "/users/none").await).await;
    assert_eq!(
        (nobody.status, code(&nobody).as_str()),
        (404, "ADMIN-404-8")
    );
}

#[tokio::test]
async fn who_is_suspended_keeps_groups_but_has_nothing_of_them() {
    let sim = Sim::builder().start().await.unwrap();
    let account = sim.member();
    let id = encode(&account.account_id);
    let seats = || {
        let roles = sim.roles();
        roles
            .iter()
            .find(|role| role.key == "jira-software")
            .unwrap()
            .user_count
    };
    let (before, groups) = (seats(), sim.users()[1].group_ids.clone());
    assert_eq!(member(&sim).get("/rest/api/3/myself").await.status, 200);
    let suspend = directory(&sim, &format!("/users/{id}/suspend")).await;
    assert_eq!(post(&sim, &suspend, Value::Null).await.status, 204);
    assert_eq!(member(&sim).get("/rest/api/3/myself").await.status, 401);
    let wiki = member(&sim).get("/wiki/rest/api/user/current").await;
    assert_eq!(wiki.status, 403);
    let seen = admin(&sim)
        .json(&format!("/rest/api/3/user?accountId={id}"))
        .await;
    assert_eq!(seen["active"], false);
    assert_eq!(
        (seats(), sim.users()[1].group_ids.clone()),
        (before - 1, groups.clone())
    );
    let found = posted(
        &sim,
        &directory(&sim, "/users/search").await,
        json!({ "membershipStatus": ["suspended"] }),
    )
    .await;
    assert_eq!(found["data"][0]["accountId"], account.account_id.as_str());
    assert_eq!(
        (
            &found["data"][0]["status"],
            &found["data"][0]["accountStatus"]
        ),
        (&"suspended".into(), &"active".into())
    );
    let restore = directory(&sim, &format!("/users/{id}/restore")).await;
    assert_eq!(post(&sim, &restore, Value::Null).await.status, 204);
    assert_eq!(member(&sim).get("/rest/api/3/myself").await.status, 200);
    assert_eq!(
        (seats(), sim.users()[1].group_ids.clone()),
        (before, groups)
    );
    // All directories at once cannot be written to.
    let everywhere = v2(&sim, &format!("/directories/-/users/{id}/suspend"));
    assert_eq!(post(&sim, &everywhere, Value::Null).await.status, 404);
}

#[tokio::test]
async fn who_is_removed_is_gone_from_the_site_and_comes_back_without_groups() {
    let sim = Sim::builder().start().await.unwrap();
    let user = somebody(&sim);
    let id = encode(&user.account_id);
    let path = directory(&sim, &format!("/users/{id}")).await;
    let removed = keyed(&sim).call("DELETE", &path, &Value::Null).await;
    assert_eq!(removed.status, 204);
    let jira = format!("/rest/api/3/user?accountId={id}");
    assert_eq!(admin(&sim).get(&jira).await.status, 404);
    assert_eq!(keyed(&sim).get(&path).await.status, 404);
    assert_eq!(
        keyed(&sim).call("DELETE", &path, &Value::Null).await.status,
        404
    );
    // The account is still the organization's, only in no directory.
    let everywhere = v2(&sim, &format!("/directories/-/users/{id}"));
    let seen = keyed(&sim).json(&everywhere).await;
    assert_eq!(
        (&seen["data"]["membershipStatus"], &seen["data"]["status"]),
        (&"no_membership".into(), &"not_invited".into())
    );
    let body = json!({ "emails": [user.email], "sendNotification": false });
    let invited = posted(&sim, &v2(&sim, "/users/invite"), body).await;
    assert_eq!(invited["data"][0]["id"], user.account_id.as_str());
    let seen = admin(&sim).json(&jira).await;
    assert_eq!(
        (&seen["active"], &seen["groups"]["size"]),
        (&true.into(), &0.into())
    );
    // The last word on the removed operations of the first version.
    for (method, rest) in [
        ("POST", format!("/directory/users/{id}/suspend-access")),
        ("POST", format!("/directory/users/{id}/restore-access")),
        ("DELETE", format!("/directory/users/{id}")),
        ("POST", "/users/search".to_owned()),
        ("POST", "/groups/search".to_owned()),
        ("POST", "/users/invite".to_owned()),
    ] {
        let gone = keyed(&sim).call(method, &v1(&sim, &rest), &json!({})).await;
        assert_eq!(gone.status, 404, "{rest}");
    }
}
