use confluence_client::space_roles::{Principal, SpaceRoleAssignment};
use confluence_client::spaces::{
    DescriptionFormat, NewSpace, NewSpacePermission, SpaceSort, SpaceStatus, SpaceType,
};
use serde_json::{Value, json};

use crate::requests::assert_sends;
use crate::site::Site;

fn space(id: u32, key: &str) -> Value {
    json!({"id": id.to_string(), "key": key, "name": "Docs", "type": "global", "status": "current",
        "authorId": "a1", "currentActiveAlias": key, "createdAt": "2026-01-02T03:04:05.006Z", "homepageId": "98417",
        "description": null, "icon": null, "_links": {"webui": "/spaces/DOCS"}})
}

#[tokio::test]
async fn lists_spaces_by_the_links_of_the_answers() {
    let site = Site::start().await;
    let next = "/wiki/api/v2/spaces?limit=250&cursor=eyJpZCI6IjEi%3D%3D";
    let links = json!({"next": next, "base": "https://acme.atlassian.net/wiki"});
    let page = json!({"results": [space(1, "DOCS"), space(2, "~ab")], "_links": links});
    site.answer("GET /wiki/api/v2/spaces?limit=250", page).await;
    // One comes twice, since another was archived meanwhile; and a link without a next page.
    let links = json!({"base": "https://acme.atlassian.net/wiki"});
    let page = json!({"results": [space(2, "~ab"), space(3, "OPS")], "_links": links});
    site.answer(&format!("GET {next}"), page).await;
    let spaces = site.api.spaces().list().items().collect().await.unwrap();
    let keys: Vec<_> = spaces.iter().map(|space| space.key.as_str()).collect();
    assert_eq!(keys, ["DOCS", "~ab", "OPS"]);
    assert_eq!(spaces[0].kind, Some(SpaceType::Global));
    assert_eq!(spaces[0].homepage_id.as_ref().unwrap().as_str(), "98417");
}

#[tokio::test]
async fn asks_for_some_spaces_and_never_for_all_by_mistake() {
    let site = Site::start().await;
    let spaces = site.api.spaces();
    assert_sends! {
        spaces.list().kind(SpaceType::KnowledgeBase).status(SpaceStatus::Archived).favorited_by("a1")
            .not_favorited_by("a2").sort(SpaceSort::KeyDescending).description_format(DescriptionFormat::View)
            .include_icon(true).ids(["1", "2"]).keys(["DOCS"]).labels(["team", "x"]),
        "GET /wiki/api/v2/spaces?type=knowledge_base&status=archived&favorited-by=a1&not-favorited-by=a2&sort=-key\
            &description-format=view&include-icon=true&ids=1,2&keys=DOCS&labels=team,x";
    }
    let nothing: [&str; 0] = [];
    let error = spaces.list().ids(nothing).send().await.unwrap_err();
    assert!(error.to_string().contains("empty list"), "{error}");
}

#[tokio::test]
async fn reads_one_space_with_what_belongs_to_it() {
    let site = Site::start().await;
    let spaces = site.api.spaces();
    let mut reply = space(1, "DOCS");
    reply["description"] =
        json!({"plain": {"representation": "plain", "value": "How things are done."}});
    reply["icon"] = json!({"path": "/wiki/images/x.svg", "apiDownloadLink": "/wiki/images/x.svg"});
    reply["labels"] = json!({"results": [{"id": "7", "name": "team-a", "prefix": "team"}, {"id": 8}],
        "meta": {"hasMore": true, "cursor": "abc"}, "_links": {"self": "/wiki/api/v2/spaces/1/labels"}});
    reply["operations"] = json!({"results": [{"operation": "read", "targetType": "space"}], "meta": {"hasMore": false}});
    reply["properties"] = json!({"results": []});
    reply["permissions"] = json!({"results": [{"id": "9", "principal": {"type": "group", "id": "g1"},
        "operation": {"key": "read", "targetType": "space"}}]});
    site.answer(
        "GET /wiki/api/v2/spaces/1?description-format=plain&include-icon=true&include-operations=true\
            &include-properties=true&include-permissions=true&include-labels=true",
        reply,
    )
    .await;
    let call = spaces
        .get("1")
        .description_format(DescriptionFormat::Plain)
        .include_icon(true)
        .include_operations(true)
        .include_properties(true)
        .include_permissions(true)
        .include_labels(true);
    let found = call.send().await.unwrap();
    let plain = found.description.unwrap().plain.unwrap();
    assert_eq!(plain.value.as_deref(), Some("How things are done."));
    let labels = found.labels.unwrap();
    assert_eq!(
        (labels.results.good().count(), labels.results.odd().count()),
        (1, 1)
    );
    assert_eq!(labels.meta.unwrap().has_more, Some(true));
    let permissions = found.permissions.unwrap().results;
    let permission = permissions.good().next().unwrap();
    assert_eq!(permission.principal.as_ref().unwrap().id, "g1");

    site.answer(
        "GET /wiki/api/v2/spaces/1/operations",
        json!({"operations": [{"operation": "create", "targetType": "page"}]}),
    )
    .await;
    let allowed = spaces.operations("1").send().await.unwrap();
    assert_eq!(allowed.operations[0].target_type, "page");
}

#[tokio::test]
async fn makes_changes_and_deletes_spaces() {
    let site = Site::start().await;
    let spaces = site.api.spaces();
    let principal = Principal::group("g1");
    assert_sends! {
        spaces.create("Docs").key("DOCS").alias("docs").description("About.").copy_space_access_configuration("65538")
            .role_assignments([SpaceRoleAssignment::new(principal, "r1")]).create_private_space(true).template_key("t"),
            "POST /wiki/api/v2/spaces",
            {"name": "Docs", "key": "DOCS", "alias": "docs", "createPrivateSpace": true, "templateKey": "t",
                "description": {"value": "About.", "representation": "plain"}, "copySpaceAccessConfiguration": 65538,
                "roleAssignments": [{"principal": {"principalType": "GROUP", "principalId": "g1"}, "roleId": "r1"}]};
        spaces.create_with_permissions(
            NewSpace::new("DOCS", "Docs")
                .alias("docs")
                .description("About.")
                .permission(NewSpacePermission::of_group("g1", "read", "space"))
                .permission(NewSpacePermission::of_user("a1", "administer", "space"))
                .permission(NewSpacePermission::of_anonymous("read", "space")),
        ),
            "POST /wiki/rest/api/space",
            {"key": "DOCS", "name": "Docs", "alias": "docs",
                "description": {"plain": {"value": "About.", "representation": "plain"}},
                "permissions": [
                    {"subjects": {"group": {"results": [{"type": "group", "id": "g1"}], "size": 1}},
                        "operation": {"operation": "read", "targetType": "space"},
                        "anonymousAccess": false, "unlicensedAccess": false},
                    {"subjects": {"user": {"results": [{"type": "known", "accountId": "a1"}], "size": 1}},
                        "operation": {"operation": "administer", "targetType": "space"},
                        "anonymousAccess": false, "unlicensedAccess": false},
                    {"operation": {"operation": "read", "targetType": "space"},
                        "anonymousAccess": true, "unlicensedAccess": false},
                ]};
        spaces.create_private(NewSpace::new("MINE", "Mine")), "POST /wiki/rest/api/space/_private",
            {"key": "MINE", "name": "Mine"};
        spaces.update("DOCS").name("New").description("Text.").homepage("98417").kind(SpaceType::Global)
            .status(SpaceStatus::Archived),
            "PUT /wiki/rest/api/space/DOCS",
            {"name": "New", "description": {"plain": {"value": "Text.", "representation": "plain"}},
                "homepage": {"id": "98417"}, "type": "global", "status": "archived"};
        spaces.delete("~ab"), "DELETE /wiki/rest/api/space/~ab";
        spaces.settings("DOCS"), "GET /wiki/rest/api/space/DOCS/settings";
        spaces.update_settings("DOCS").route_override_enabled(true), "PUT /wiki/rest/api/space/DOCS/settings",
            {"routeOverrideEnabled": true};
    }
    assert!(!spaces.delete("DOCS").request().is_safe_to_repeat());

    let body = Some(json!({"name": "Docs", "key": "DOCS"}));
    site.exchange(
        "POST /wiki/api/v2/spaces",
        body,
        201,
        &space(7, "DOCS").to_string(),
    )
    .await;
    let made = spaces.create("Docs").key("DOCS").send().await.unwrap();
    assert_eq!(made.id.as_str(), "7");
    let old = json!({"id": 7, "key": "DOCS", "name": "Docs", "type": "global", "status": "current", "_expandable": {}});
    site.exchange(
        "PUT /wiki/rest/api/space/DOCS",
        Some(json!({"name": "Docs"})),
        200,
        &old.to_string(),
    )
    .await;
    let changed = spaces.update("DOCS").name("Docs").send().await.unwrap();
    assert_eq!(changed.id, Some(made.id));
    let task = json!({"ari": "ari:cloud:confluence:c:longtask/t1", "id": "t1", "links": {"status": "/rest/api/longtask/t1"}});
    site.exchange(
        "DELETE /wiki/rest/api/space/DOCS",
        None,
        202,
        &task.to_string(),
    )
    .await;
    let task = spaces.delete("DOCS").send().await.unwrap();
    assert_eq!(task.id.as_str(), "t1");
    site.answer(
        "GET /wiki/rest/api/space/DOCS/settings",
        json!({"routeOverrideEnabled": false, "editor": {"page": "v2", "blogpost": "v2", "default": "v2"},
            "spaceKey": "DOCS", "_links": {}}),
    )
    .await;
    let settings = spaces.settings("DOCS").send().await.unwrap();
    assert_eq!(settings.editor.unwrap().page.as_deref(), Some("v2"));
}
