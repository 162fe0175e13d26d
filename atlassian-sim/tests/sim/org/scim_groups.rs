use atlassian_sim::Sim;
use serde_json::{Value, json};

use super::super::client::{admin, encode, pluck};
use super::scim::{ATLASSIAN, kind, new_user, path, provider};
use super::{directory, keyed, scim_members, v1};

/// Provisions people and gives back their SCIM ids and account ids.
async fn provision(sim: &Sim, names: &[&str]) -> Vec<(String, String)> {
    let mut made = Vec::new();
    for name in names {
        let answer = provider(sim)
            .call("POST", &path(sim, "Users"), &new_user(name))
            .await;
        assert_eq!(answer.status, 201);
        let (id, user) = (
            answer.json()["id"].as_str().unwrap().to_owned(),
            answer.json(),
        );
        made.push((
            id,
            user[ATLASSIAN]["atlassianAccountId"]
                .as_str()
                .unwrap()
                .to_owned(),
        ));
    }
    made
}

#[tokio::test]
async fn the_external_group_of_the_site_is_there_with_its_members() {
    let sim = Sim::builder().start().await.unwrap();
    let list = provider(&sim).json(&path(&sim, "Groups")).await;
    assert_eq!(
        (&list["totalResults"], &list["Resources"][0]["displayName"]),
        (&1.into(), &"scim-engineering".into())
    );
    let members = list["Resources"][0]["members"].as_array().unwrap();
    assert_eq!(members.len(), scim_members(&sim).len());
    let first = members[0]["value"].as_str().unwrap();
    let user = provider(&sim)
        .json(&path(&sim, &format!("Users/{first}")))
        .await;
    assert_eq!(
        user[ATLASSIAN]["atlassianAccountId"],
        scim_members(&sim)[0].as_str()
    );
    assert_eq!(user["groups"][0]["display"], "scim-engineering");
    assert_eq!(members[0]["$ref"], user["meta"]["location"]);
    for (filter, total) in [
        ("displayName eq \"SCIM-Engineering\"", 1),
        ("displayName eq \"none\"", 0),
    ] {
        let found = provider(&sim)
            .json(&path(&sim, &format!("Groups?filter={}", encode(filter))))
            .await;
        assert_eq!(found["totalResults"], total);
    }
    let odd = provider(&sim)
        .get(&path(&sim, "Groups?filter=members%20eq%20%22x%22"))
        .await;
    assert_eq!((odd.status, kind(&odd)), (400, "invalidFilter".into()));
}

#[tokio::test]
async fn a_provisioned_group_appears_on_the_site_and_nobody_else_changes_it() {
    let sim = Sim::builder().start().await.unwrap();
    let people = provision(&sim, &["a@example.com", "b@example.com", "c@example.com"]).await;
    let member = |at: usize| json!({ "value": people[at].0 });
    let body = json!({ "displayName": "gardeners", "externalId": "idp-g", "members": [member(0)] });
    let made = provider(&sim)
        .call("POST", &path(&sim, "Groups"), &body)
        .await;
    assert_eq!(
        (made.status, &made.json()["externalId"]),
        (201, &"idp-g".into())
    );
    let id = made.json()["id"].as_str().unwrap().to_owned();
    let one = path(&sim, &format!("Groups/{id}"));
    let group = sim
        .groups()
        .into_iter()
        .find(|group| group.name == "gardeners")
        .unwrap();
    assert!(group.external);
    assert_eq!(sim.members(&group.group_id), [people[0].1.clone()]);
    let jira = format!("/rest/api/3/group/member?groupId={}", group.group_id);
    assert_eq!(
        admin(&sim).json(&jira).await["values"][0]["accountId"],
        people[0].1.as_str()
    );
    // Neither Jira nor the organization may touch it.
    let add = format!("/rest/api/3/group/user?groupId={}", group.group_id);
    let by_jira = admin(&sim)
        .call("POST", &add, &json!({ "accountId": people[1].1 }))
        .await;
    assert_eq!(by_jira.status, 403);
    let by_org = directory(&sim, &format!("/groups/{}", group.group_id)).await;
    assert_eq!(
        keyed(&sim)
            .call("DELETE", &by_org, &Value::Null)
            .await
            .status,
        403
    );
    let taken = provider(&sim)
        .call(
            "POST",
            &path(&sim, "Groups"),
            &json!({ "displayName": "All-Staff" }),
        )
        .await;
    assert_eq!((taken.status, kind(&taken)), (409, "uniqueness".into()));
    let put = json!({ "displayName": "gardeners", "members": [member(1), member(2)] });
    let answer = provider(&sim).call("PUT", &one, &put).await;
    assert_eq!(answer.status, 200);
    assert_eq!(
        pluck(answer.json()["members"].as_array().unwrap(), "value"),
        [people[1].0.clone(), people[2].0.clone()]
    );
    let unknown = json!({ "displayName": "gardeners", "members": [{ "value": "none" }] });
    let refused = provider(&sim).call("PUT", &one, &unknown).await;
    assert_eq!(
        (refused.status, kind(&refused)),
        (400, "invalidValue".into())
    );
    let renamed = provider(&sim)
        .call("PUT", &one, &json!({ "displayName": "other" }))
        .await;
    assert_eq!((renamed.status, kind(&renamed)), (400, "mutability".into()));
    assert_eq!(sim.members(&group.group_id).len(), 2);
    assert_eq!(
        provider(&sim)
            .call("DELETE", &one, &Value::Null)
            .await
            .status,
        204
    );
    assert_eq!(provider(&sim).get(&one).await.status, 404);
    assert!(!sim.groups().iter().any(|group| group.name == "gardeners"));
    let news = keyed(&sim).json(&v1(&sim, "/events?limit=1")).await;
    assert_eq!(news["data"][0]["attributes"]["action"], "group_deleted");
}

#[tokio::test]
async fn patches_move_members() {
    let sim = Sim::builder().start().await.unwrap();
    let people = provision(&sim, &["a@example.com", "b@example.com", "c@example.com"]).await;
    let body = json!({ "displayName": "gardeners" });
    let made = provider(&sim)
        .call("POST", &path(&sim, "Groups"), &body)
        .await
        .json();
    let one = path(&sim, &format!("Groups/{}", made["id"].as_str().unwrap()));
    let member = |at: usize| json!({ "value": people[at].0 });
    for (operations, expected) in [
        (
            json!([{ "op": "add", "path": "members", "value": [member(0), member(1)] }]),
            vec![0, 1],
        ),
        (
            json!([{ "op": "Remove", "path": format!("members[value eq \"{}\"]", people[0].0) }]),
            vec![1],
        ),
        (
            json!([{ "op": "replace", "path": "members", "value": [member(0), member(2)] }]),
            vec![0, 2],
        ),
        (
            json!([{ "op": "remove", "path": "members", "value": [member(2)] }, { "op": "add", "path": "members", "value": member(1) }]),
            vec![0, 1],
        ),
        (
            json!([{ "op": "replace", "value": { "displayName": "gardeners", "members": [member(2)] } }]),
            vec![2],
        ),
        (json!([{ "op": "remove", "path": "members" }]), vec![]),
    ] {
        let answer = provider(&sim)
            .call("PATCH", &one, &json!({ "Operations": operations }))
            .await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        let expected: Vec<String> = expected
            .into_iter()
            .map(|at: usize| people[at].0.clone())
            .collect();
        assert_eq!(
            pluck(answer.json()["members"].as_array().unwrap(), "value"),
            expected,
            "{operations}"
        );
    }
    let renamed = json!({ "Operations": [
        { "op": "add", "path": "members", "value": [member(0)] },
        { "op": "replace", "path": "displayName", "value": "other" },
    ] });
    let refused = provider(&sim).call("PATCH", &one, &renamed).await;
    assert_eq!((refused.status, kind(&refused)), (400, "mutability".into()));
    let unknown = json!({ "Operations": [{ "op": "add", "path": "members", "value": [{ "value": "none" }] }] });
    let missing = provider(&sim).call("PATCH", &one, &unknown).await;
    assert_eq!((missing.status, kind(&missing)), (404, Value::Null));
    assert_eq!(
        provider(&sim).json(&one).await["members"],
        json!([]),
        "all or nothing"
    );
}
