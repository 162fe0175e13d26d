use atlassian_sim::Sim;
use serde_json::{Value, json};

use super::super::client::{Answer, Client, admin, encode, pluck};
use super::{keyed, scim_members, somebody, v1};

pub(super) const ATLASSIAN: &str = "urn:scim:schemas:extension:atlassian-external:1.0";
const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

pub(super) fn provider(sim: &Sim) -> Client {
    Client::bearer(sim.gateway_url(), &sim.scim_key())
}

pub(super) fn path(sim: &Sim, rest: &str) -> String {
    format!("/scim/directory/{}/{rest}", sim.scim_directory_id())
}

pub(super) fn kind(answer: &Answer) -> Value {
    let body = answer.json();
    assert_eq!(answer.header("content-type"), Some("application/scim+json"));
    assert_eq!(
        body["schemas"],
        json!(["urn:ietf:params:scim:api:messages:2.0:Error"])
    );
    assert_eq!(body["status"], answer.status.to_string());
    body["scimType"].clone()
}

pub(super) fn new_user(name: &str) -> Value {
    json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
        "userName": name,
        "displayName": "New Person",
        "emails": [{ "value": name, "type": "work", "primary": true }],
        "title": "Engineer",
        "timezone": "Europe/Paris",
        ENTERPRISE: { "department": "Research" },
        "active": true,
    })
}

async fn create(sim: &Sim, body: &Value) -> Value {
    let made = provider(sim).call("POST", &path(sim, "Users"), body).await;
    assert_eq!(made.status, 201, "{}", made.body);
    made.json()
}

#[tokio::test]
async fn the_key_opens_its_own_directory_only() {
    let sim = Sim::builder().start().await.unwrap();
    let users = path(&sim, "Users");
    for client in [Client::nobody(sim.gateway_url()), keyed(&sim)] {
        let refused = client.get(&users).await;
        assert_eq!(refused.status, 401);
        assert!(refused.json()["error"].is_string() && refused.json()["traceId"].is_string());
    }
    let elsewhere = provider(&sim).get("/scim/directory/none/Users").await;
    assert_eq!((elsewhere.status, kind(&elsewhere)), (404, Value::Null));
    let org = Client::bearer(sim.gateway_url(), &sim.scim_key())
        .get(&v1(&sim, ""))
        .await;
    assert_eq!(org.status, 401);
}

#[tokio::test]
async fn pages_begin_at_one_and_filters_are_exact() {
    let sim = Sim::builder().users(400).start().await.unwrap();
    let members = scim_members(&sim);
    assert!(members.len() > 10);
    let mut all: Vec<Value> = Vec::new();
    while all.len() < members.len() {
        let rest = format!("Users?count=4&startIndex={}", all.len() + 1);
        let page = provider(&sim).json(&path(&sim, &rest)).await;
        assert_eq!(page["totalResults"], members.len());
        assert_eq!(page["startIndex"], all.len() + 1);
        let resources = page["Resources"].as_array().unwrap();
        assert_eq!(page["itemsPerPage"], resources.len());
        assert!(!resources.is_empty() && resources.len() <= 4);
        all.extend(resources.iter().cloned());
    }
    let accounts: Vec<String> = all
        .iter()
        .map(|user| {
            user[ATLASSIAN]["atlassianAccountId"]
                .as_str()
                .unwrap()
                .to_owned()
        })
        .collect();
    assert_eq!(accounts, members);
    let beyond = provider(&sim)
        .json(&path(&sim, "Users?startIndex=1000"))
        .await;
    assert_eq!(
        (&beyond["Resources"], &beyond["itemsPerPage"]),
        (&json!([]), &0.into())
    );
    let one = &all[3];
    let name = one["userName"].as_str().unwrap();
    for filter in [
        format!("userName eq \"{}\"", name.to_uppercase()),
        format!("externalId eq {}", one["externalId"]),
    ] {
        let found = provider(&sim)
            .json(&path(&sim, &format!("Users?filter={}", encode(&filter))))
            .await;
        assert_eq!(found["Resources"], json!([one]), "{filter}");
    }
    for odd in [
        "displayName eq \"x\"",
        "userName co \"x\"",
        "userName eq x",
        "userName",
    ] {
        let refused = provider(&sim)
            .get(&path(&sim, &format!("Users?filter={}", encode(odd))))
            .await;
        assert_eq!(
            (refused.status, kind(&refused)),
            (400, "invalidFilter".into()),
            "{odd}"
        );
    }
    let id = one["id"].as_str().unwrap();
    let short = provider(&sim)
        .json(&path(
            &sim,
            &format!("Users/{id}?attributes=userName,emails.value"),
        ))
        .await;
    let names: Vec<&String> = short.as_object().unwrap().keys().collect();
    assert_eq!(names, ["emails", "id", "schemas", "userName"]);
    assert_eq!(
        short["emails"][0],
        json!({ "value": one["emails"][0]["value"] })
    );
    let without = provider(&sim)
        .json(&path(
            &sim,
            &format!("Users/{id}?excludedAttributes=groups,meta.location,id"),
        ))
        .await;
    assert!(without.get("groups").is_none() && without["meta"].get("location").is_none());
    assert_eq!(without["id"], id);
    let both = provider(&sim)
        .get(&path(&sim, "Users?attributes=a&excludedAttributes=b"))
        .await;
    assert_eq!(both.status, 400);
}

#[tokio::test]
async fn a_provisioned_person_appears_on_the_site_and_leaves_it() {
    let sim = Sim::builder().start().await.unwrap();
    let made = create(&sim, &new_user("fresh@example.com")).await;
    let id = made["id"].as_str().unwrap();
    let account = made[ATLASSIAN]["atlassianAccountId"].as_str().unwrap();
    assert_eq!(made[ENTERPRISE], json!({ "department": "Research" }));
    assert_eq!(
        made["meta"]["location"],
        format!(
            "{}{}",
            sim.gateway_url(),
            path(&sim, &format!("Users/{id}"))
        )
    );
    let jira = format!("/rest/api/3/user?accountId={}", encode(account));
    let seen = admin(&sim).json(&jira).await;
    assert_eq!(
        (&seen["displayName"], &seen["timeZone"], &seen["active"]),
        (&"New Person".into(), &"Europe/Paris".into(), &true.into())
    );
    let wiki = admin(&sim)
        .json(&format!(
            "/wiki/rest/api/user?accountId={}",
            encode(account)
        ))
        .await;
    assert_eq!(wiki["displayName"], "New Person");
    let again = provider(&sim)
        .call("POST", &path(&sim, "Users"), &new_user("FRESH@example.com"))
        .await;
    assert_eq!((again.status, kind(&again)), (409, "uniqueness".into()));
    let one = path(&sim, &format!("Users/{id}"));
    let mut body = new_user("fresh@example.com");
    body["displayName"] = "Other Name".into();
    body["title"] = Value::Null;
    let put = provider(&sim).call("PUT", &one, &body).await;
    assert_eq!(
        (put.status, &put.json()["displayName"]),
        (200, &"Other Name".into())
    );
    assert!(put.json().get("title").is_none());
    assert_eq!(put.json()["meta"]["created"], made["meta"]["created"]);
    assert_eq!(admin(&sim).json(&jira).await["displayName"], "Other Name");
    assert_eq!(
        provider(&sim)
            .call("DELETE", &one, &Value::Null)
            .await
            .status,
        204
    );
    assert_eq!(admin(&sim).json(&jira).await["active"], false);
    for method in ["GET", "DELETE"] {
        let gone = provider(&sim).call(method, &one, &Value::Null).await;
        assert_eq!((gone.status, kind(&gone)), (404, Value::Null));
    }
    let news = keyed(&sim).json(&v1(&sim, "/events?limit=1")).await;
    assert_eq!(
        news["data"][0]["attributes"]["action"],
        "account_deactivated"
    );
    assert_eq!(
        news["data"][0]["attributes"]["actor"]["id"],
        sim.scim_directory_id()
    );
}

#[tokio::test]
async fn an_account_that_is_there_is_linked_and_not_made_twice() {
    let sim = Sim::builder().start().await.unwrap();
    let user = somebody(&sim);
    let before = sim.users().len();
    let made = create(&sim, &new_user(&user.email)).await;
    assert_eq!(
        made[ATLASSIAN]["atlassianAccountId"],
        user.account_id.as_str()
    );
    assert_eq!(sim.users().len(), before);
    let taken = provider(&sim)
        .call(
            "POST",
            &path(&sim, "Users"),
            &json!({
                "userName": "another-name",
                "emails": [{ "value": user.email, "primary": true }],
            }),
        )
        .await;
    assert_eq!(taken.status, 409);
    for body in [
        json!({ "emails": [{ "value": "a@example.com", "primary": true }] }),
        json!({ "userName": "a" }),
        json!({ "userName": "a", "emails": [{ "value": "a@example.com" }] }),
        json!({ "userName": "a", "emails": [{ "value": "a@elsewhere.example", "primary": true }] }),
        json!({ "userName": "a", "emails": [{ "value": "a@example.com", "primary": true }], "active": "perhaps" }),
    ] {
        let refused = provider(&sim)
            .call("POST", &path(&sim, "Users"), &body)
            .await;
        assert_eq!(
            (refused.status, kind(&refused)),
            (400, "invalidValue".into()),
            "{body}"
        );
    }
    let broken = provider(&sim)
        .send(
            "POST",
            &path(&sim, "Users"),
            Some(("application/scim+json", "[")),
        )
        .await
        .unwrap();
    assert_eq!(
        (broken.status, kind(&broken)),
        (400, "invalidSyntax".into())
    );
}

#[tokio::test]
async fn patches_change_what_their_paths_name() {
    let sim = Sim::builder().start().await.unwrap();
    let made = create(&sim, &new_user("fresh@example.com")).await;
    let one = path(&sim, &format!("Users/{}", made["id"].as_str().unwrap()));
    let patch = |operations: Value| {
        let (client, one) = (provider(&sim), one.clone());
        let body = json!({ "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": operations });
        async move { client.call("PATCH", &one, &body).await }
    };
    let answer = patch(json!([
        { "op": "Replace", "path": "active", "value": "False" },
        { "op": "add", "path": "name.givenName", "value": "Fresh" },
        { "op": "replace", "path": format!("{ENTERPRISE}:department"), "value": "Garden" },
        { "op": "replace", "path": "emails[type eq \"work\"].value", "value": "fresher@example.com" },
        { "op": "remove", "path": "title" },
        { "op": "replace", "value": { "nickName": "Fr", "preferredLanguage": "de-DE" } },
    ])).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let seen = answer.json();
    assert_eq!(
        (&seen["active"], &seen["nickName"], &seen["name"]),
        (
            &false.into(),
            &"Fr".into(),
            &json!({ "givenName": "Fresh" })
        )
    );
    assert_eq!(seen[ENTERPRISE]["department"], "Garden");
    assert_eq!(
        seen["emails"],
        json!([{ "value": "fresher@example.com", "type": "work", "primary": true }])
    );
    assert!(seen.get("title").is_none());
    let account = made[ATLASSIAN]["atlassianAccountId"].as_str().unwrap();
    let truth = sim
        .users()
        .into_iter()
        .find(|user| user.account_id == account)
        .unwrap();
    assert_eq!(
        (truth.active, truth.email.as_str()),
        (false, "fresher@example.com")
    );
    for (operations, expected) in [
        (
            json!([{ "op": "replace", "path": "nickName", "value": "No" }, { "op": "replace", "path": "userName", "value": "" }]),
            "invalidValue",
        ),
        (
            json!([{ "op": "replace", "path": "id", "value": "x" }]),
            "mutability",
        ),
        (json!([{ "op": "remove" }]), "noTarget"),
        (json!([{ "op": "turn", "path": "title" }]), "invalidSyntax"),
        (
            json!([{ "op": "replace", "path": "emails[type eq \"home\"].value", "value": "x" }]),
            "noTarget",
        ),
        (
            json!([{ "op": "replace", "path": "emails[type", "value": "x" }]),
            "invalidPath",
        ),
        (json!([]), "invalidSyntax"),
    ] {
        let refused = patch(operations.clone()).await;
        assert_eq!(
            (refused.status, kind(&refused)),
            (400, expected.into()),
            "{operations}"
        );
    }
    assert_eq!(
        provider(&sim).json(&one).await["nickName"],
        "Fr",
        "all or nothing"
    );
    let active = patch(json!([{ "op": "replace", "value": { "active": true } }])).await;
    assert_eq!(active.json()["active"], true);
    assert!(
        sim.users()
            .into_iter()
            .any(|user| user.account_id == account && user.active)
    );
}

#[tokio::test]
async fn the_directory_describes_itself() {
    let sim = Sim::builder().start().await.unwrap();
    let client = provider(&sim);
    let config = client.json(&path(&sim, "ServiceProviderConfig")).await;
    assert_eq!(
        (&config["patch"]["supported"], &config["bulk"]["supported"]),
        (&true.into(), &false.into())
    );
    for (list, ids) in [
        ("ResourceTypes", vec!["User", "Group"]),
        (
            "Schemas",
            vec![
                "urn:ietf:params:scim:schemas:core:2.0:User",
                "urn:ietf:params:scim:schemas:core:2.0:Group",
                ENTERPRISE,
            ],
        ),
    ] {
        let whole = client.json(&path(&sim, list)).await;
        assert_eq!(whole["totalResults"], ids.len());
        assert_eq!(pluck(whole["Resources"].as_array().unwrap(), "id"), ids);
        for (at, id) in ids.iter().enumerate() {
            let one = client.json(&path(&sim, &format!("{list}/{id}"))).await;
            assert_eq!(one, whole["Resources"][at]);
        }
    }
}
