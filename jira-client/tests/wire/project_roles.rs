use jira_client::cloud::project_role_actors::RoleActors;
use jira_client::cloud::project_roles::{ProjectRoleTexts, ProjectRoleType, RoleActorType};
use serde_json::{Value, json};

use crate::site::Site;

fn developers() -> Value {
    json!({"self": "https://x/rest/api/3/role/10360", "name": "Developers", "id": 10360, "description": "D",
        "scope": {"type": "PROJECT", "project": {"id": "10064"}}, "actors": actors()})
}

fn actors() -> Value {
    json!([
        {"id": 10240, "displayName": "devs", "type": "atlassian-group-role-actor", "name": "devs",
         "actorGroup": {"name": "devs", "displayName": "devs", "groupId": "g-1"}},
        {"id": 10241, "displayName": "Dev", "type": "atlassian-user-role-actor", "actorUser": {"accountId": "a1"}}
    ])
}

#[tokio::test]
async fn roles() {
    let site = Site::start().await;
    let roles = site.jira.project_roles();
    let reply = developers().to_string();
    site.answer("GET /rest/api/3/role", json!([developers()]))
        .await;
    let all = roles.list().send().await.unwrap().into_vec().unwrap();
    assert_eq!(
        all[0]
            .scope
            .as_ref()
            .unwrap()
            .project
            .as_ref()
            .unwrap()
            .id
            .as_str(),
        "10064"
    );
    site.answer("GET /rest/api/3/role/10360", developers())
        .await;
    let read = roles.get("10360").send().await.unwrap();
    let actors = read.actors.unwrap();
    assert_eq!(
        (read.id.as_str(), actors[1].kind.clone()),
        ("10360", Some(RoleActorType::User))
    );

    let body = json!({"name": "Developers", "description": "D"});
    site.exchange("POST /rest/api/3/role", Some(body.clone()), 200, &reply)
        .await;
    roles
        .create("Developers")
        .description("D")
        .send()
        .await
        .unwrap();
    let renamed = site
        .exchange(
            "POST /rest/api/3/role/10360",
            Some(json!({"name": "N"})),
            200,
            &reply,
        )
        .await;
    roles.update("10360").name("N").send().await.unwrap();
    renamed.assert_async().await;
    site.exchange(
        "POST /rest/api/3/role/10360",
        Some(json!({"description": "D"})),
        200,
        &reply,
    )
    .await;
    roles.update("10360").description("D").send().await.unwrap();
    site.exchange("PUT /rest/api/3/role/10360", Some(body), 200, &reply)
        .await;
    roles
        .replace(
            "10360",
            ProjectRoleTexts {
                name: "Developers".into(),
                description: "D".into(),
            },
        )
        .send()
        .await
        .unwrap();
    site.exchange("DELETE /rest/api/3/role/10360?swap=10361", None, 204, "")
        .await;
    roles.delete("10360").swap("10361").send().await.unwrap();
}

#[tokio::test]
async fn roles_of_a_project() {
    let site = Site::start().await;
    let roles = site.jira.project_roles();
    let address = "https://x/rest/api/3/project/MKY/role/10002";
    site.answer(
        "GET /rest/api/3/project/MKY/role",
        json!({"Administrators": address}),
    )
    .await;
    assert_eq!(
        roles.of_project("MKY").send().await.unwrap()["Administrators"],
        address
    );
    site.answer(
        "GET /rest/api/3/project/MKY/roledetails?currentMember=true&excludeConnectAddons=true&excludeOtherServiceRoles=true",
        json!([{"self": "https://x", "name": "Developers", "id": 10360, "admin": false, "default": true,
            "roleConfigurable": true, "translatedName": "Entwickler", "type": "GUEST_ROLE"}]),
    )
    .await;
    let call = roles
        .details_of_project("MKY")
        .current_member(true)
        .exclude_connect_addons(true);
    let details = call
        .exclude_other_service_roles(true)
        .send()
        .await
        .unwrap()
        .into_vec()
        .unwrap();
    assert_eq!(
        (details[0].kind.clone(), details[0].default),
        (Some(ProjectRoleType::Guest), Some(true))
    );
    site.answer(
        "GET /rest/api/3/project/MKY/role/10360?excludeInactiveUsers=true",
        developers(),
    )
    .await;
    let call = roles
        .in_project("MKY", "10360")
        .exclude_inactive_users(true);
    let group = call
        .send()
        .await
        .unwrap()
        .actors
        .unwrap()
        .remove(0)
        .actor_group
        .unwrap();
    assert_eq!(group.group_id, Some("g-1".into()));
}

#[tokio::test]
async fn who_is_in_a_role() {
    let site = Site::start().await;
    let people = site.jira.project_role_actors();
    let path = "/rest/api/3/project/MKY/role/10360";
    let reply = developers().to_string();
    let both = json!({"user": ["a1"], "groupId": ["g-1"]});
    site.exchange(&format!("POST {path}"), Some(both.clone()), 200, &reply)
        .await;
    let call = people.add("MKY", "10360").users(["a1"]).groups(["g-1"]);
    assert_eq!(call.send().await.unwrap().actors.unwrap().len(), 2);
    // Nobody is said, and not left out: the call replaces all.
    let body = json!({"categorisedActors": {"atlassian-user-role-actor": [], "atlassian-group-role-actor-id": ["g-1"]}});
    site.exchange(&format!("PUT {path}"), Some(body), 200, &reply)
        .await;
    people
        .set("MKY", "10360", RoleActors::default().groups(["g-1"]))
        .send()
        .await
        .unwrap();
    site.exchange(&format!("DELETE {path}?user=a1"), None, 204, "")
        .await;
    people
        .remove("MKY", "10360")
        .user("a1")
        .send()
        .await
        .unwrap();
    site.exchange(&format!("DELETE {path}?groupId=g-1"), None, 204, "")
        .await;
    people
        .remove("MKY", "10360")
        .group("g-1")
        .send()
        .await
        .unwrap();

    // Of a role of the site, the actors come alone.
    let path = "/rest/api/3/role/10360/actors";
    let reply = json!({"actors": actors()}).to_string();
    site.exchange(&format!("GET {path}"), None, 200, &reply)
        .await;
    assert_eq!(
        people.defaults("10360").send().await.unwrap().actors.len(),
        2
    );
    site.exchange(&format!("POST {path}"), Some(both), 200, &reply)
        .await;
    let call = people.add_defaults("10360").users(["a1"]).groups(["g-1"]);
    assert_eq!(
        call.send().await.unwrap().actors.good().next().unwrap().id,
        Some(10240)
    );
    site.exchange(&format!("DELETE {path}?user=a1"), None, 200, &reply)
        .await;
    people
        .remove_default("10360")
        .user("a1")
        .send()
        .await
        .unwrap();
    site.exchange(&format!("DELETE {path}?groupId=g-1"), None, 200, &reply)
        .await;
    people
        .remove_default("10360")
        .group("g-1")
        .send()
        .await
        .unwrap();
}
