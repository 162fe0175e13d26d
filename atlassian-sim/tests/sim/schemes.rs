//! Permission schemes, security schemes, notification schemes, and what is kept beside them.

use atlassian_sim::Sim;
use serde_json::{Value, json};

use super::client::{admin, member, outsider, pluck};

#[tokio::test]
async fn permission_schemes_grant_and_revoke() {
    let sim = Sim::builder().start().await.unwrap();
    let (client, other) = (admin(&sim), member(&sim));
    let base = "/rest/api/3/permissionscheme";
    let all = other.json(base).await;
    assert_eq!(
        pluck(all["permissionSchemes"].as_array().unwrap(), "name"),
        [
            "Default software scheme",
            "Private scheme",
            "Reporters' scheme"
        ]
    );
    assert!(all["permissionSchemes"][0].get("permissions").is_none());
    let me = other.json("/rest/api/3/myself").await["accountId"].clone();
    let grant =
        json!({ "permission": "BROWSE_PROJECTS", "holder": { "type": "user", "parameter": me } });
    let grants = format!("{base}/10001/permission");
    assert_eq!(other.call("POST", &grants, &grant).await.status, 403);
    assert_eq!(other.get("/rest/api/3/project/SEC").await.status, 404);
    let made = client
        .call("POST", &format!("{grants}?expand=user"), &grant)
        .await;
    assert_eq!(made.status, 201, "{}", made.body);
    let made = made.json();
    assert_eq!(made["holder"]["value"], me);
    assert_eq!(made["holder"]["user"]["accountId"], me);
    assert_eq!(client.call("POST", &grants, &grant).await.status, 400);
    assert_eq!(other.get("/rest/api/3/project/SEC").await.status, 200);
    let one = format!("{grants}/{}", made["id"]);
    assert_eq!(client.json(&one).await["permission"], "BROWSE_PROJECTS");
    assert_eq!(client.call("DELETE", &one, &Value::Null).await.status, 204);
    assert_eq!(client.call("DELETE", &one, &Value::Null).await.status, 400);
    assert_eq!(client.get(&one).await.status, 404);
    assert_eq!(other.get("/rest/api/3/project/SEC").await.status, 404);
    for bad in [
        json!({ "permission": "FLY", "holder": { "type": "anyone" } }),
        json!({ "permission": "ADMINISTER", "holder": { "type": "anyone" } }),
        json!({ "permission": "ADD_COMMENTS", "holder": { "type": "king" } }),
        json!({ "permission": "ADD_COMMENTS", "holder": { "type": "group", "parameter": "none" } }),
    ] {
        assert_eq!(
            client.call("POST", &grants, &bad).await.status,
            400,
            "{bad}"
        );
    }
    let missing = client.get(&format!("{base}/101001")).await;
    assert_eq!(missing.status, 404);
    assert_eq!(
        missing.json(),
        json!({ "errorMessages": ["Permission scheme 101001 does not exist"], "errors": {} })
    );
}

#[tokio::test]
async fn every_kind_of_holder_goes_in_and_comes_out() {
    let sim = Sim::builder().start().await.unwrap();
    let client = admin(&sim);
    let holders = json!([
        { "type": "anyone" }, { "type": "projectLead" }, { "type": "reporter" }, { "type": "assignee" },
        { "type": "applicationRole" }, { "type": "applicationRole", "parameter": "jira-software" },
        { "type": "group", "parameter": "site-admins" }, { "type": "projectRole", "parameter": "10002" },
        { "type": "userCustomField", "parameter": "customfield_10034" },
    ]);
    let permissions: Vec<Value> = holders
        .as_array()
        .unwrap()
        .iter()
        .map(|holder| json!({ "permission": "ADD_COMMENTS", "holder": holder }))
        .collect();
    let body = json!({ "name": "All", "description": "Everybody", "permissions": permissions });
    let made = client
        .call("POST", "/rest/api/3/permissionscheme?expand=all", &body)
        .await;
    assert_eq!(made.status, 201, "{}", made.body);
    let made = made.json();
    for (at, sent) in holders.as_array().unwrap().iter().enumerate() {
        let shown = &made["permissions"][at]["holder"];
        assert_eq!(shown["type"], sent["type"]);
        assert_eq!(shown["parameter"], sent["parameter"]);
    }
    assert_eq!(
        made["permissions"][6]["holder"]["group"]["name"],
        "site-admins"
    );
    assert_eq!(
        made["permissions"][7]["holder"]["projectRole"]["name"],
        "Administrators"
    );
    assert_eq!(
        made["permissions"][8]["holder"]["field"]["name"],
        "Approvers"
    );
    let path = format!("/rest/api/3/permissionscheme/{}", made["id"]);
    let grants = client.json(&format!("{path}/permission")).await;
    assert_eq!(grants["permissions"].as_array().unwrap().len(), 9);
    let changed = client
        .call("PUT", &path, &json!({ "name": "None", "permissions": [] }))
        .await;
    assert_eq!(changed.json()["name"], "None");
    assert_eq!(
        client.json(&format!("{path}/permission")).await["permissions"],
        json!([])
    );
    // Its projects fall back on the default scheme.
    let assign = "/rest/api/3/project/ACME/permissionscheme";
    assert_eq!(
        client
            .call("PUT", assign, &json!({ "id": made["id"] }))
            .await
            .status,
        200
    );
    assert_eq!(
        member(&sim).get("/rest/api/3/project/ACME").await.status,
        404
    );
    assert_eq!(client.call("DELETE", &path, &Value::Null).await.status, 204);
    assert_eq!(client.json(assign).await["id"], 10_000);
    assert_eq!(
        member(&sim).get("/rest/api/3/project/ACME").await.status,
        200
    );
    assert_eq!(
        client
            .call("DELETE", "/rest/api/3/permissionscheme/10000", &Value::Null)
            .await
            .status,
        400
    );
    assert_eq!(
        client.call("PUT", assign, &json!({ "id": 7 })).await.status,
        404
    );
}

#[tokio::test]
async fn projects_in_which_permissions_are_held() {
    let sim = Sim::builder().start().await.unwrap();
    let path = "/rest/api/3/permissions/project";
    let body = json!({ "permissions": ["BROWSE_PROJECTS"] });
    let mine = member(&sim).call("POST", path, &body).await.json();
    let mine = pluck(mine["projects"].as_array().unwrap(), "key");
    assert!(mine.contains(&"ACME".to_owned()) && !mine.contains(&"SEC".to_owned()));
    let none = outsider(&sim).call("POST", path, &body).await.json();
    assert!(!none.to_string().contains("SEC"));
    assert_eq!(
        member(&sim)
            .call("POST", path, &json!({ "permissions": ["FLY"] }))
            .await
            .status,
        400
    );
}

#[tokio::test]
async fn security_schemes_are_read() {
    let sim = Sim::builder().start().await.unwrap();
    let client = admin(&sim);
    let base = "/rest/api/3/issuesecurityschemes";
    let all = client.json(base).await;
    assert_eq!(
        all["issueSecuritySchemes"][0]["name"],
        "Operations security"
    );
    let one = client.json(&format!("{base}/10000")).await;
    assert_eq!(
        pluck(one["levels"].as_array().unwrap(), "name"),
        ["Internal", "Reporter only"]
    );
    assert_eq!(client.get(&format!("{base}/7")).await.status, 403);
    let found = client.walk(&format!("{base}/search?projectId=10001")).await;
    assert_eq!(found[0]["projectIds"], json!([10_001]));
    let levels = client.walk(&format!("{base}/level?schemeId=10000")).await;
    assert_eq!(pluck(&levels, "id"), ["10000", "10001"]);
    let members = client
        .walk(&format!("{base}/level/member?levelId=10000&expand=all"))
        .await;
    assert_eq!(
        members[0]["holder"]["projectRole"]["name"],
        "Administrators"
    );
    let members = client
        .walk(&format!("{base}/10000/members?issueSecurityLevelId=10001"))
        .await;
    assert_eq!(members[0]["holder"]["type"], "reporter");
    let projects = client.walk(&format!("{base}/project")).await;
    assert_eq!(
        projects,
        [json!({ "issueSecuritySchemeId": "10000", "projectId": "10001" })]
    );
    let level = member(&sim).json("/rest/api/3/securitylevel/10001").await;
    assert_eq!(level["name"], "Reporter only");
    assert_eq!(client.get("/rest/api/3/securitylevel/1").await.status, 404);
    let scheme = client
        .json("/rest/api/3/project/OPS/issuesecuritylevelscheme")
        .await;
    assert_eq!(scheme["id"], 10_000);
    assert_eq!(
        client
            .get("/rest/api/3/project/ACME/issuesecuritylevelscheme")
            .await
            .status,
        404
    );
    let levels = client.json("/rest/api/3/project/OPS/securitylevel").await;
    assert_eq!(levels["levels"].as_array().unwrap().len(), 2);
    assert_eq!(member(&sim).get(base).await.status, 403);
}

#[tokio::test]
async fn there_is_one_notification_scheme() {
    let sim = Sim::builder().start().await.unwrap();
    let client = admin(&sim);
    let all = client
        .walk("/rest/api/3/notificationscheme?expand=all")
        .await;
    assert_eq!(
        all[0]["notificationSchemeEvents"][0]["event"]["name"],
        "Issue Created"
    );
    assert_eq!(
        client.json("/rest/api/3/notificationscheme/10000").await["id"],
        10_000
    );
    assert_eq!(
        client.get("/rest/api/3/notificationscheme/7").await.status,
        404
    );
    let used = client
        .walk("/rest/api/3/notificationscheme/project?projectId=10000")
        .await;
    assert_eq!(
        used,
        [json!({ "notificationSchemeId": "10000", "projectId": "10000" })]
    );
    let one = client
        .json("/rest/api/3/project/ACME/notificationscheme")
        .await;
    assert_eq!(one["name"], "Default Notification Scheme");
    assert_eq!(
        outsider(&sim)
            .get("/rest/api/3/project/ACME/notificationscheme")
            .await
            .status,
        404
    );
    let events = client.json("/rest/api/3/events").await;
    assert_eq!(events[12], json!({ "id": 13, "name": "Generic Event" }));
    assert_eq!(member(&sim).get("/rest/api/3/events").await.status, 403);
}

#[tokio::test]
async fn labels_and_pictures() {
    let sim = Sim::builder().start().await.unwrap();
    let client = member(&sim);
    let page = client.json("/rest/api/3/label?maxResults=2").await;
    let mut labels: Vec<String> = page["values"]
        .as_array()
        .unwrap()
        .iter()
        .map(|v| v.as_str().unwrap().to_owned())
        .collect();
    assert_eq!(labels.len(), 2);
    assert_eq!(page["isLast"], false);
    labels.sort();
    assert_eq!(json!(labels), page["values"]);
    let system = client.json("/rest/api/3/avatar/project/system").await;
    assert_eq!(system["system"][0]["isSystemAvatar"], true);
    let url = system["system"][0]["urls"]["48x48"].as_str().unwrap();
    let picture = client.get(url.strip_prefix(sim.url()).unwrap()).await;
    assert_eq!(
        (picture.status, picture.header("content-type")),
        (200, Some("image/svg+xml"))
    );
    let owned = client
        .json("/rest/api/3/universal_avatar/type/issuetype/owner/10001")
        .await;
    assert_eq!(owned["system"][15]["isSelected"], true);
    for path in ["type/issuetype", "type/project/owner/10000"] {
        let path = format!("/rest/api/3/universal_avatar/view/{path}");
        assert_eq!(client.get(&path).await.status, 200);
    }
    assert_eq!(
        client
            .get("/rest/api/3/universal_avatar/view/type/project/avatar/1")
            .await
            .status,
        404
    );
}
