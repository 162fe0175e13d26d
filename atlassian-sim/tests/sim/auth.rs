use atlassian_sim::Sim;
use serde_json::json;

use super::client::{Client, admin, base64};

const LOGIN: [&str; 7] = [
    "/rest/api/3/myself",
    "/rest/api/3/user?accountId=x",
    "/rest/api/3/user/bulk?accountId=x",
    "/rest/api/3/group/bulk",
    "/rest/api/3/applicationrole",
    "/rest/api/3/configuration",
    "/rest/api/3/instance/license",
];

const ANONYMOUS: [&str; 5] = [
    "/rest/api/3/serverInfo",
    "/rest/api/3/mypermissions?permissions=ADMINISTER",
    "/rest/api/3/permissions",
    "/rest/api/3/groups/picker",
    "/rest/api/3/user/search?query=",
];

#[tokio::test]
async fn a_dead_token_is_nobody_and_only_a_header_says_so() {
    let sim = Sim::builder().start().await.unwrap();
    let mut unknown = sim.admin();
    unknown.token = "wrong".to_owned();
    let mut other = sim.admin();
    other.email = sim.member().email;
    let dead = [
        Client::basic(sim.url(), &sim.expired_token()),
        Client::basic(sim.url(), &unknown),
        Client::basic(sim.url(), &other),
        Client::nobody(sim.url()).with("Basic !!!"),
        Client::nobody(sim.url()).with("Digest x"),
        Client::nobody(sim.url()).with(&format!("Basic {}", base64(b"no colon"))),
    ];
    for client in dead {
        for path in ANONYMOUS {
            let answer = client.get(path).await;
            assert_eq!(answer.status, 200, "{path}");
            assert_eq!(
                answer.header("x-seraph-loginreason"),
                Some("AUTHENTICATED_FAILED")
            );
            assert_eq!(answer.header("x-aaccountid"), None);
        }
        for path in LOGIN {
            let answer = client.get(path).await;
            assert_eq!(answer.status, 401, "{path}");
            assert_eq!(
                answer.header("x-seraph-loginreason"),
                Some("AUTHENTICATED_FAILED")
            );
            assert_eq!(answer.json()["status-code"], 401);
        }
    }
}

#[tokio::test]
async fn nobody_is_not_logged_in_and_that_is_all() {
    let sim = Sim::builder().start().await.unwrap();
    let nobody = Client::nobody(sim.url());
    for path in ANONYMOUS {
        let answer = nobody.get(path).await;
        assert_eq!(
            (answer.status, answer.header("x-seraph-loginreason")),
            (200, None)
        );
    }
    for path in LOGIN {
        assert_eq!(nobody.get(path).await.status, 401, "{path}");
    }
    // These may be called by anybody, but only with a permission that nobody has.
    for path in ["/rest/api/3/users", "/rest/api/3/users/search"] {
        assert_eq!(nobody.get(path).await.status, 403, "{path}");
    }
    let checked = nobody
        .call(
            "POST",
            "/rest/api/3/permissions/check",
            &json!({ "globalPermissions": ["ADMINISTER"] }),
        )
        .await;
    assert_eq!(
        checked.json(),
        json!({ "globalPermissions": [], "projectPermissions": [] })
    );
}

#[tokio::test]
async fn a_good_token_says_whose_it_is() {
    let sim = Sim::builder().start().await.unwrap();
    for path in ["/rest/api/3/serverInfo", "/rest/api/3/myself"] {
        let answer = admin(&sim).get(path).await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("x-seraph-loginreason"), Some("OK"));
        assert!(answer.header("x-aaccountid").is_some());
        for name in ["atl-traceid", "x-arequestid", "date"] {
            assert!(answer.header(name).is_some(), "{name}");
        }
    }
}

#[tokio::test]
async fn each_credential_works_at_its_own_address_only() {
    let sim = Sim::builder().start().await.unwrap();
    let gateway = |rest: &str| format!("/ex/jira/{}{rest}", sim.cloud_id());
    let path = "/rest/api/3/myself";
    for account in [sim.scoped_admin(), sim.service_account()] {
        let there = Client::basic(sim.gateway_url(), &account);
        let myself = there.json(&gateway(path)).await;
        assert_eq!(myself["accountId"], account.account_id.as_str());
        assert!(
            myself["self"].as_str().unwrap().starts_with(sim.url()),
            "URLs are the site's"
        );
        let here = Client::basic(sim.url(), &account);
        assert_eq!(here.get(path).await.status, 401);
        assert_eq!(here.get("/rest/api/3/serverInfo").await.status, 401);
    }
    assert!(
        sim.service_account()
            .email
            .ends_with("@serviceaccount.atlassian.com")
    );
    for client in [
        Client::basic(sim.gateway_url(), &sim.admin()),
        Client::basic(sim.gateway_url(), &sim.expired_token()),
        Client::nobody(sim.gateway_url()),
        Client::bearer(sim.gateway_url(), &sim.org_key()),
    ] {
        let answer = client.get(&gateway(path)).await;
        assert_eq!(answer.status, 401);
        assert_eq!(
            answer.json(),
            json!({ "code": 401, "message": "Unauthorized" })
        );
    }
    assert_eq!(
        Client::bearer(sim.url(), &sim.org_key())
            .get(path)
            .await
            .status,
        401
    );
}

#[tokio::test]
async fn the_gateway_checks_scopes_and_the_cloud_id() {
    let sim = Sim::builder().start().await.unwrap();
    let gateway = |rest: &str| format!("/ex/jira/{}{rest}", sim.cloud_id());
    let reader = Client::basic(sim.gateway_url(), &sim.scoped_reader());
    assert_eq!(
        reader.get(&gateway("/rest/api/3/group/bulk")).await.status,
        200
    );
    for path in [
        "/rest/api/3/group/member?groupname=site-admins",
        "/rest/api/3/applicationrole",
    ] {
        let answer = reader.get(&gateway(path)).await;
        assert_eq!(answer.status, 401);
        assert_eq!(
            answer.json(),
            json!({ "code": 401, "message": "Unauthorized; scope does not match" })
        );
    }
    let full = Client::basic(sim.gateway_url(), &sim.scoped_admin());
    let page = full
        .json(&gateway("/rest/api/3/group/bulk?maxResults=3"))
        .await;
    let next = format!("{}/rest/api/3/group/bulk?startAt=3&maxResults=3", sim.url());
    assert_eq!(page["nextPage"], next);
    // Only granular scopes open the boards.
    let boards = gateway("/rest/agile/1.0/board?maxResults=1");
    assert_eq!(full.json(&boards).await["values"][0]["id"], 1);
    assert_eq!(reader.get(&boards).await.status, 401);
    let elsewhere = "/ex/jira/11111111-0000-4000-8000-000000000000/rest/api/3/myself";
    assert_eq!(full.get(elsewhere).await.status, 404);
    assert_eq!(
        full.get(&gateway("/wiki/rest/api/user/current"))
            .await
            .status,
        404
    );
    assert_eq!(full.get(&gateway("/rest/api/3/nothing")).await.status, 404);
    assert_eq!(full.get("/rest/api/3/myself").await.status, 404);
}

#[tokio::test]
async fn the_edge_tells_the_cloud_id_to_everybody() {
    let sim = Sim::builder().start().await.unwrap();
    let told = Client::nobody(sim.url()).json("/_edge/tenant_info").await;
    assert_eq!(told, json!({ "cloudId": sim.cloud_id() }));
}

#[tokio::test]
async fn oauth_tokens_come_from_the_gateway_and_work_there() {
    let sim = Sim::builder().start().await.unwrap();
    let app = sim.oauth_app();
    let server = Client::nobody(sim.gateway_url());
    let mut body = json!({
        "grant_type": "client_credentials",
        "client_id": app.client_id,
        "client_secret": app.client_secret,
    });
    let answer = server.call("POST", "/oauth/token", &body).await.json();
    assert_eq!(answer["expires_in"], 3600);
    assert!(answer.get("refresh_token").is_none());
    let token = answer["access_token"].as_str().unwrap();
    let client = Client::bearer(sim.gateway_url(), token);
    let path = format!("/ex/jira/{}/rest/api/3/myself", sim.cloud_id());
    assert_eq!(
        client.json(&path).await["accountId"],
        sim.service_account().account_id
    );
    let sites = client.json("/oauth/token/accessible-resources").await;
    assert_eq!(sites[0]["id"], sim.cloud_id());
    assert_eq!(sites[0]["url"], sim.url());
    assert_eq!(
        Client::bearer(sim.url(), token)
            .get("/rest/api/3/myself")
            .await
            .status,
        401
    );
    sim.expire_access_tokens();
    assert_eq!(client.get(&path).await.status, 401);
    body["client_secret"] = "wrong".into();
    let refused = server.call("POST", "/oauth/token", &body).await;
    assert_eq!(
        (refused.status, refused.json()["error"].clone()),
        (401, "access_denied".into())
    );
}

#[tokio::test]
async fn a_refresh_token_works_once() {
    let sim = Sim::builder().start().await.unwrap();
    let app = sim.oauth_app();
    let server = Client::nobody(sim.gateway_url());
    let refresh = async |token: &str| {
        let form = format!(
            "grant_type=refresh_token&client_id={}&client_secret={}&refresh_token={token}",
            app.client_id, app.client_secret
        );
        let form = ("application/x-www-form-urlencoded", form.as_str());
        server
            .send("POST", "/oauth/token", Some(form))
            .await
            .unwrap()
    };
    let first = refresh(&app.refresh_token).await.json();
    let second = first["refresh_token"].as_str().unwrap();
    assert_ne!(second, app.refresh_token);
    let reused = refresh(&app.refresh_token).await;
    assert_eq!(reused.status, 403);
    let text =
        json!({ "error": "unauthorized_client", "error_description": "refresh_token is invalid" });
    assert_eq!(reused.json(), text);
    assert_eq!(refresh(second).await.status, 200);
    let client = Client::bearer(sim.gateway_url(), first["access_token"].as_str().unwrap());
    let path = format!("/ex/jira/{}/rest/api/3/myself", sim.cloud_id());
    assert_eq!(
        client.json(&path).await["accountId"],
        sim.admin().account_id
    );
}
