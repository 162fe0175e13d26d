//! Roles, settings, permissions, licences, the audit log, Confluence.

use atlassian_sim::Sim;
use serde_json::{Value, json};

use super::client::{Client, admin, member, outsider, pluck};

const ADMIN_ONLY: [&str; 5] = [
    "/rest/api/3/applicationrole",
    "/rest/api/3/applicationrole/jira-software",
    "/rest/api/3/application-properties/advanced-settings",
    "/rest/api/3/auditing/record",
    "/rest/api/3/license/approximateLicenseCount",
];

#[tokio::test]
async fn administration_is_for_administrators() {
    let sim = Sim::builder().start().await.unwrap();
    for path in ADMIN_ONLY {
        assert_eq!(admin(&sim).get(path).await.status, 200, "{path}");
        assert_eq!(
            Client::nobody(sim.url()).get(path).await.status,
            401,
            "{path}"
        );
        for client in [member(&sim), outsider(&sim)] {
            let refused = client.get(path).await;
            assert_eq!(refused.status, 403, "{path}");
            assert!(refused.json()["errorMessages"][0].is_string());
        }
    }
    // Documented with a 404 and without a 403.
    let hidden = member(&sim).get("/rest/api/3/application-properties").await;
    assert_eq!(hidden.status, 404);
    for path in ["/rest/api/3/configuration", "/rest/api/3/instance/license"] {
        assert_eq!(outsider(&sim).get(path).await.status, 200, "{path}");
    }
}

#[tokio::test]
async fn application_roles_count_active_people_of_their_groups() {
    let sim = Sim::builder().users(600).start().await.unwrap();
    let client = admin(&sim);
    let all = client.json("/rest/api/3/applicationrole").await;
    let truth = sim.roles();
    let users = sim.users();
    assert_eq!(all.as_array().unwrap().len(), truth.len());
    for (seen, role) in all.as_array().unwrap().iter().zip(&truth) {
        assert_eq!(seen["key"], role.key.as_str());
        assert_eq!(
            pluck(seen["groupDetails"].as_array().unwrap(), "groupId"),
            role.group_ids
        );
        let people = users
            .iter()
            .filter(|u| u.active && u.account_type == "atlassian")
            .filter(|u| u.group_ids.iter().any(|id| role.group_ids.contains(id)))
            .count();
        assert_eq!(seen["userCount"], people);
        if let Some(seats) = role.seats {
            assert_eq!(seen["numberOfSeats"], seats);
            assert_eq!(seen["remainingSeats"], seats - people);
        } else {
            assert_eq!(seen["numberOfSeats"], -1);
            assert_eq!(seen["remainingSeats"], -1);
        }
        assert_eq!(seen["hasUnlimitedSeats"], role.seats.is_none());
        let one = client
            .json(&format!("/rest/api/3/applicationrole/{}", role.key))
            .await;
        assert_eq!(&one, seen);
    }
    assert!(truth.iter().any(|role| role.seats.is_none()));
    assert_eq!(
        client.get("/rest/api/3/applicationrole/none").await.status,
        404
    );
}

#[tokio::test]
async fn properties_are_an_array_and_one_of_them_an_object() {
    let sim = Sim::builder().start().await.unwrap();
    let client = admin(&sim);
    let all = client.json("/rest/api/3/application-properties").await;
    let keys: Vec<String> = sim.settings().into_iter().map(|s| s.key).collect();
    assert_eq!(pluck(all.as_array().unwrap(), "key"), keys);
    let one = client
        .json("/rest/api/3/application-properties?key=jira.title")
        .await;
    assert_eq!(one["value"], "Acme");
    let some = client
        .json("/rest/api/3/application-properties?keyFilter=jira.lf.*")
        .await;
    assert!(
        pluck(some.as_array().unwrap(), "key")
            .iter()
            .all(|k| k.starts_with("jira.lf."))
    );
    let advanced = client
        .json("/rest/api/3/application-properties/advanced-settings")
        .await;
    assert!(pluck(advanced.as_array().unwrap(), "key").contains(&"jira.clone.prefix".to_owned()));
    let none = "/rest/api/3/application-properties?key=none";
    assert_eq!(client.get(none).await.status, 404);
    let hidden = "/rest/api/3/application-properties?key=jira.title";
    assert_eq!(member(&sim).get(hidden).await.status, 404);
}

#[tokio::test]
async fn properties_can_be_set_to_values_of_their_type() {
    let sim = Sim::builder().start().await.unwrap();
    let client = admin(&sim);
    let put = async |client: &Client, key: &str, value: Value| {
        let path = format!("/rest/api/3/application-properties/{key}");
        client
            .call("PUT", &path, &json!({ "id": key, "value": value }))
            .await
            .status
    };
    assert_eq!(
        put(&client, "jira.clone.prefix", "Copy of".into()).await,
        200
    );
    let set = sim
        .settings()
        .into_iter()
        .find(|s| s.key == "jira.clone.prefix")
        .unwrap();
    assert_eq!(set.value, "Copy of");
    assert_eq!(
        put(
            &client,
            "jira.comment.collapsing.minimum.hidden",
            "many".into()
        )
        .await,
        400
    );
    assert_eq!(
        put(&client, "jira.issue.actions.order", "sideways".into()).await,
        400
    );
    assert_eq!(
        put(&client, "jira.option.globalsharing", "maybe".into()).await,
        400
    );
    assert_eq!(put(&client, "jira.title", Value::Null).await, 400);
    assert_eq!(put(&client, "none", "x".into()).await, 404);
    assert_eq!(put(&member(&sim), "jira.title", "x".into()).await, 403);
    assert_eq!(
        put(&client, "jira.ajax.autocomplete.limit", "3".into()).await,
        200
    );
    let found = client.json("/rest/api/3/groups/picker").await;
    assert_eq!(found["groups"].as_array().unwrap().len(), 3);
}

#[tokio::test]
async fn my_permissions_must_be_named_and_known() {
    let sim = Sim::builder().start().await.unwrap();
    let path = "/rest/api/3/mypermissions";
    for query in ["", "?permissions=", "?permissions=,"] {
        let refused = admin(&sim).get(&format!("{path}{query}")).await;
        assert_eq!(refused.status, 400, "{query}");
    }
    let refused = admin(&sim)
        .get(&format!("{path}?permissions=ADMINISTER,NONE"))
        .await;
    assert_eq!(refused.status, 400);
    assert_eq!(refused.json()["errors"]["NONE"], "Unrecognized permission");
    let query = format!("{path}?permissions=ADMINISTER,USER_PICKER,BROWSE_PROJECTS");
    for (client, held) in [
        (admin(&sim), [true, true, true]),
        (member(&sim), [false, true, true]),
        (outsider(&sim), [false, false, true]),
        (Client::nobody(sim.url()), [false, false, false]),
    ] {
        let mine = client.json(&query).await;
        let keys = ["ADMINISTER", "USER_PICKER", "BROWSE_PROJECTS"];
        let have = keys.map(|k| mine["permissions"][k]["havePermission"].as_bool().unwrap());
        assert_eq!(have, held);
    }
    let in_project = format!("{query}&projectKey=ACME");
    assert_eq!(member(&sim).get(&in_project).await.status, 200);
    let in_none = format!("{query}&projectKey=NONE");
    assert_eq!(member(&sim).get(&in_none).await.status, 404);
    let all = Client::nobody(sim.url())
        .json("/rest/api/3/permissions")
        .await;
    assert_eq!(all["permissions"]["USER_PICKER"]["type"], "GLOBAL");
}

#[tokio::test]
async fn permissions_are_checked_for_oneself_and_by_administrators_for_others() {
    let sim = Sim::builder().start().await.unwrap();
    let path = "/rest/api/3/permissions/check";
    let mut body = json!({
        "accountId": sim.outsider().account_id,
        "globalPermissions": ["ADMINISTER", "USER_PICKER"],
        "projectPermissions": [{ "permissions": ["BROWSE_PROJECTS"], "projects": [10_000, 7] }],
    });
    let granted = admin(&sim).call("POST", path, &body).await.json();
    let browse = json!([{ "permission": "BROWSE_PROJECTS", "projects": [10_000], "issues": [] }]);
    assert_eq!(
        granted,
        json!({ "globalPermissions": [], "projectPermissions": browse })
    );
    assert_eq!(
        outsider(&sim).call("POST", path, &body).await.json(),
        granted
    );
    let refused = member(&sim).call("POST", path, &body).await;
    assert_eq!(refused.status, 403);
    body["globalPermissions"] = json!(["NONE"]);
    let refused = admin(&sim).call("POST", path, &body).await;
    assert_eq!(
        refused.json(),
        json!({ "errorMessages": [], "errors": { "NONE": "Unrecognized permission" } })
    );
}

#[tokio::test]
async fn the_audit_log_is_newest_first_and_its_total_ignores_the_filter() {
    let sim = Sim::builder().users(300).start().await.unwrap();
    let client = admin(&sim);
    let path = "/rest/api/3/auditing/record";
    let whole = client.json(path).await;
    assert_eq!(
        (whole["offset"].clone(), whole["limit"].clone()),
        (0.into(), 1000.into())
    );
    let total = whole["total"].as_u64().unwrap();
    let ids = |page: &Value| -> Vec<u64> {
        page["records"]
            .as_array()
            .unwrap()
            .iter()
            .map(|r| r["id"].as_u64().unwrap())
            .collect()
    };
    let mut walked = Vec::new();
    for offset in (0..total).step_by(70) {
        walked.extend(ids(&client
            .json(&format!("{path}?offset={offset}&limit=70"))
            .await));
    }
    assert_eq!(walked, (1..=total).rev().collect::<Vec<_>>());
    assert_eq!(
        client.json(&format!("{path}?limit=5000")).await["limit"],
        1000
    );
    let none = client.json(&format!("{path}?filter=no-such-thing")).await;
    assert_eq!((ids(&none).len(), none["total"].as_u64()), (0, Some(total)));
    let some = client
        .json(&format!("{path}?filter=created%20MANAGEMENT"))
        .await;
    for record in some["records"].as_array().unwrap() {
        assert_eq!(record["summary"], "User created");
    }
    let middle = whole["records"][40]["created"]
        .as_str()
        .unwrap()
        .replace('+', "%2B");
    let newer = client.json(&format!("{path}?from={middle}")).await;
    assert_eq!(ids(&newer).len(), 41);
    assert_eq!(
        client.get(&format!("{path}?from=yesterday")).await.status,
        400
    );
}

#[tokio::test]
async fn licence_counts_are_strings() {
    let sim = Sim::builder().users(200).start().await.unwrap();
    let client = admin(&sim);
    let plans = client.json("/rest/api/3/instance/license").await;
    assert!(plans["applications"].as_array().unwrap().len() > 2);
    let path = "/rest/api/3/license/approximateLicenseCount";
    let all = client.json(path).await;
    assert_eq!(all["key"], "license.totalApproximateUserCount");
    assert!(all["value"].as_str().unwrap().parse::<usize>().unwrap() > 0);
    for role in sim.roles() {
        let one = client.json(&format!("{path}/product/{}", role.key)).await;
        assert_eq!(
            one["key"],
            format!("license.{}.approximateUserCount", role.key)
        );
        assert_eq!(one["value"], role.user_count.to_string());
    }
    assert_eq!(
        client.get(&format!("{path}/product/none")).await.status,
        400
    );
}

#[tokio::test]
async fn server_info_is_for_everybody() {
    let sim = Sim::builder().start().await.unwrap();
    let info = Client::nobody(sim.url())
        .json("/rest/api/3/serverInfo")
        .await;
    assert_eq!(info["deploymentType"], "Cloud");
    assert_eq!(info["baseUrl"], sim.url());
    assert!(info.get("serverTime").is_none());
    assert!(admin(&sim).json("/rest/api/3/serverInfo").await["serverTime"].is_string());
}

#[tokio::test]
async fn confluence_knows_its_users_and_nobody_else() {
    let sim = Sim::builder().users(80).start().await.unwrap();
    let path = "/wiki/rest/api/user/current";
    let current = member(&sim).json(path).await;
    assert_eq!(current["type"], "known");
    assert_eq!(current["accountId"], sim.member().account_id);
    let no_access =
        json!({ "message": "Current user not permitted to use Confluence", "statusCode": 403 });
    for client in [
        outsider(&sim),
        Client::nobody(sim.url()),
        Client::basic(sim.url(), &sim.expired_token()),
    ] {
        let refused = client.get(path).await;
        assert_eq!((refused.status, refused.json()), (403, no_access.clone()));
    }
    let id = sim.outsider().account_id;
    let one = member(&sim)
        .json(&format!(
            "/wiki/rest/api/user?accountId={id}&expand=operations"
        ))
        .await;
    assert_eq!(
        (one["accountId"].clone(), one["operations"].clone()),
        (id.into(), json!([]))
    );
    let unknown = member(&sim).get("/wiki/rest/api/user?accountId=none").await;
    assert_eq!(
        (unknown.status, unknown.json()["statusCode"].clone()),
        (404, 404.into())
    );
    assert_eq!(member(&sim).get("/wiki/rest/api/user").await.status, 400);
    let gateway = Client::basic(sim.gateway_url(), &sim.scoped_admin());
    let there = format!("/ex/confluence/{}{path}", sim.cloud_id());
    assert_eq!(
        gateway.json(&there).await["accountId"],
        sim.admin().account_id
    );
    let reader = Client::basic(sim.gateway_url(), &sim.scoped_reader());
    assert_eq!(reader.get(&there).await.status, 401);
}
