use atlassian_sim::Sim;
use serde_json::{Value, json};

use super::super::client::{Client, encode};
use super::{code, directory, keyed, post, posted, v1, v2};

#[tokio::test]
async fn invitations_give_roles_and_groups_and_report_each() {
    let sim = Sim::builder().start().await.unwrap();
    let path = v2(&sim, "/users/invite");
    let wiki = format!("ari:cloud:confluence::site/{}", sim.cloud_id());
    let groups = sim.groups();
    let id = |name: &str| {
        &groups
            .iter()
            .find(|group| group.name == name)
            .unwrap()
            .group_id
    };
    let rule = json!([{ "resource": wiki, "role": "atlassian/user" }]);
    let body = json!({
        "emails": ["new-1@example.com", "new-2@elsewhere.example"],
        "permissionRules": rule,
        "additionalGroups": [id("all-staff")],
    });
    let answer = posted(&sim, &path, body).await;
    let result = &answer["data"][0]["results"][0];
    assert_eq!(result["roleAssignmentResult"][0]["status"], "INVITED");
    assert_eq!(result["groupAssignmentResult"][0]["status"], "INVITED");
    let new = answer["data"][0]["id"].as_str().unwrap();
    assert!(sim.members(id("all-staff")).contains(&new.to_owned()));
    assert!(
        sim.members(id("confluence-users"))
            .contains(&new.to_owned())
    );
    let body =
        json!({ "emails": ["new-3@example.com"], "additionalGroups": [id("scim-engineering")] });
    let partly = post(&sim, &path, body).await;
    assert_eq!(partly.status, 206);
    let result = &partly.json()["data"][0]["results"][0];
    assert_eq!(result["groupAssignmentResult"][0]["status"], "ERROR");
    for (body, status, expected) in [
        (json!({ "emails": [] }), 400, "ADMIN-UAM-400-1"),
        (json!({ "emails": ["nobody"] }), 400, "ADMIN-UAM-400-1"),
        (
            json!({ "emails": ["a@example.com"], "additionalGroups": ["none"] }),
            404,
            "ADMIN-UAM-404-3",
        ),
        (
            json!({ "emails": ["a@example.com"], "permissionRules": [{ "resource": "none", "role": "atlassian/user" }] }),
            404,
            "ADMIN-UAM-404-1",
        ),
        (
            json!({ "emails": ["a@example.com"], "permissionRules": [{ "resource": wiki, "role": "atlassian/org-admin" }] }),
            400,
            "ADMIN-UAM-400-3",
        ),
    ] {
        let refused = post(&sim, &path, body.clone()).await;
        assert_eq!(
            (refused.status, code(&refused).as_str()),
            (status, expected),
            "{body}"
        );
    }
}

#[tokio::test]
async fn seats_run_out() {
    let sim = Sim::builder().start().await.unwrap();
    let jira = format!("ari:cloud:jira-software::site/{}", sim.cloud_id());
    let rule = json!([{ "resource": jira, "role": "atlassian/user" }]);
    let path = v2(&sim, "/users/invite");
    let software = || {
        sim.roles()
            .into_iter()
            .find(|role| role.key == "jira-software")
            .unwrap()
    };
    for number in 0..200 {
        let body =
            json!({ "emails": [format!("new-{number}@example.com")], "permissionRules": rule });
        let full = software().user_count >= software().seats.unwrap();
        let answer = post(&sim, &path, body).await;
        if full {
            assert_eq!(
                (answer.status, code(&answer).as_str()),
                (409, "ADMIN-UAM-409-3")
            );
            // Not by any other way either.
            let late = json!({ "emails": ["late@example.com"] });
            let late = posted(&sim, &path, late).await;
            let id = late["data"][0]["id"].as_str().unwrap();
            let assign = v1(&sim, &format!("/users/{}/roles/assign", encode(id)));
            let body = json!({ "role": "atlassian/user", "resource": jira });
            let refused = post(&sim, &assign, body).await;
            assert_eq!(
                (refused.status, code(&refused).as_str()),
                (409, "ADMIN-UAM-409-3")
            );
            let groups = sim.groups();
            let group = groups.iter().find(|group| group.name == "contractors");
            let rest = format!("/groups/{}/memberships", group.unwrap().group_id);
            let members = directory(&sim, &rest).await;
            let refused = post(&sim, &members, json!({ "accountId": id })).await;
            assert_eq!(
                (refused.status, code(&refused).as_str()),
                (409, "ADMIN-409-3")
            );
            return;
        }
        assert_eq!(answer.status, 200);
    }
    panic!("there is always a seat left");
}

#[tokio::test]
async fn roles_are_given_taken_and_shown_with_their_way() {
    let sim = Sim::builder().start().await.unwrap();
    let outsider = Client::basic(sim.url(), &sim.outsider());
    let id = encode(&sim.outsider().account_id);
    let user = |rest: &str| v1(&sim, &format!("/users/{id}/{rest}"));
    let wiki = format!("ari:cloud:confluence::site/{}", sim.cloud_id());
    let jira = format!("ari:cloud:jira-software::site/{}", sim.cloud_id());
    assert_eq!(
        outsider.get("/wiki/rest/api/user/current").await.status,
        403
    );
    let role = json!({ "role": "atlassian/user", "resource": wiki });
    assert_eq!(
        post(&sim, &user("roles/assign"), role.clone()).await.status,
        204
    );
    assert_eq!(
        outsider.get("/wiki/rest/api/user/current").await.status,
        200
    );
    let guest = json!({ "role": "atlassian/guest", "resource": jira });
    assert_eq!(post(&sim, &user("roles/assign"), guest).await.status, 204);
    let path = directory(&sim, &format!("/users/{id}/role-assignments")).await;
    let shown = keyed(&sim).json(&path).await;
    let software = shown["data"]
        .as_array()
        .unwrap()
        .iter()
        .find(|held| held["resourceId"] == jira.as_str())
        .unwrap();
    assert_eq!(
        software["roleAssignments"],
        json!([
            { "role": "atlassian/user", "roleAssignmentMethods": ["group_direct"] },
            { "role": "atlassian/guest", "roleAssignmentMethods": ["direct"] },
        ])
    );
    assert_eq!(software["userDirectoryStatus"], "active");
    let only = keyed(&sim)
        .json(&format!("{path}?resourceOwners=confluence&limit=1"))
        .await;
    assert_eq!(only["data"].as_array().unwrap().len(), 1);
    assert_eq!(post(&sim, &user("roles/revoke"), role).await.status, 204);
    assert_eq!(
        outsider.get("/wiki/rest/api/user/current").await.status,
        403
    );
    // The organization's own role makes an administrator everywhere.
    let audit = "/rest/api/3/auditing/record?limit=1";
    assert_eq!(outsider.get(audit).await.status, 403);
    let org_admin = json!({ "role": "atlassian/org-admin" });
    assert_eq!(
        post(&sim, &user("role-assignments/assign"), org_admin.clone())
            .await
            .status,
        204
    );
    assert_eq!(outsider.get(audit).await.status, 200);
    let shown = keyed(&sim).json(&path).await;
    assert_eq!(shown["data"][0]["roles"], json!(["atlassian/org-admin"]));
    assert_eq!(shown["data"][0]["directoryId"], Value::Null);
    assert_eq!(
        post(&sim, &user("role-assignments/revoke"), org_admin)
            .await
            .status,
        204
    );
    assert_eq!(outsider.get(audit).await.status, 403);
}

#[tokio::test]
async fn roles_that_do_not_fit_are_refused() {
    let sim = Sim::builder().start().await.unwrap();
    let id = encode(&sim.outsider().account_id);
    let user = |rest: &str| v1(&sim, &format!("/users/{id}/{rest}"));
    let wiki = format!("ari:cloud:confluence::site/{}", sim.cloud_id());
    for (path, body, status, expected) in [
        (
            user("roles/assign"),
            json!({ "role": "none" }),
            400,
            "ADMIN-UAM-400-1",
        ),
        (
            user("roles/assign"),
            json!({ "role": "atlassian/user" }),
            400,
            "ADMIN-UAM-400-1",
        ),
        (
            user("roles/assign"),
            json!({ "role": "atlassian/site-admin", "resource": wiki }),
            400,
            "ADMIN-UAM-400-3",
        ),
        (
            user("role-assignments/assign"),
            json!({ "role": "atlassian/user" }),
            400,
            "ADMIN-UAM-400-1",
        ),
        (
            v1(&sim, "/users/none/roles/assign"),
            json!({ "role": "atlassian/org-admin" }),
            404,
            "ADMIN-UAM-404-1",
        ),
    ] {
        let refused = post(&sim, &path, body.clone()).await;
        assert_eq!(
            (refused.status, code(&refused).as_str()),
            (status, expected),
            "{body}"
        );
    }
}
