//! Permissions, roles, properties and labels of spaces.

use confluence_client::labels::{LabelPrefix, LabelSort, NewLabel};
use confluence_client::search::ContentType;
use confluence_client::space_labels::LabelDetails;
use confluence_client::space_permissions::{
    CustomContentOperation, PermissionSubject, SpaceOperation, SpaceOperationKey,
    SpaceOperationTarget,
};
use confluence_client::space_properties::NextVersion;
use confluence_client::space_roles::{
    Principal, PrincipalType, SpaceRoleAssignment, SpaceRoleMode, SpaceRoleType,
};
use serde_json::{Value, json};

use crate::requests::assert_sends;
use crate::site::Site;

fn list(results: Value) -> Value {
    json!({"results": results, "_links": {"base": "https://acme.atlassian.net/wiki"}})
}

#[tokio::test]
async fn reads_and_changes_permissions() {
    let site = Site::start().await;
    let permissions = site.api.space_permissions();
    let operation = || SpaceOperation::new(SpaceOperationKey::Create, SpaceOperationTarget::Page);
    let apps = CustomContentOperation::new(SpaceOperationKey::Read, "ac:app:note", true);
    assert_sends! {
        permissions.add("DOCS", PermissionSubject::group("g1"), operation()),
            "POST /wiki/rest/api/space/DOCS/permission",
            {"subject": {"type": "group", "identifier": "g1"}, "operation": {"key": "create", "target": "page"}};
        permissions.set_custom_content("DOCS", PermissionSubject::user("a1"), [apps]),
            "POST /wiki/rest/api/space/DOCS/permission/custom-content",
            {"subject": {"type": "user", "identifier": "a1"},
                "operations": [{"key": "read", "target": "ac:app:note", "access": true}]};
        permissions.remove("DOCS", "9"), "DELETE /wiki/rest/api/space/DOCS/permission/9";
    }
    let assigned = json!({"id": "9", "principal": {"type": "user", "id": "a1"},
        "operation": {"key": "administer", "targetType": "space"}});
    site.answer(
        "GET /wiki/api/v2/spaces/1/permissions?limit=250",
        list(json!([assigned])),
    )
    .await;
    let all = permissions.list("1").items().collect().await.unwrap();
    let operation_of = all[0].operation.as_ref().unwrap();
    assert_eq!(operation_of.key, SpaceOperationKey::Administer);
    let known = json!({"id": "read/space", "displayName": "View", "description": "", "requiredPermissionIds": []});
    site.answer(
        "GET /wiki/api/v2/space-permissions?limit=250",
        list(json!([known])),
    )
    .await;
    let all = permissions.available().items().collect().await.unwrap();
    assert_eq!(all[0].id, "read/space");

    let given = json!({"id": 9, "subject": {"type": "group", "identifier": "g1"},
        "operation": {"key": "create", "target": "page"}, "_links": {}});
    site.exchange(
        "POST /wiki/rest/api/space/DOCS/permission",
        Some(json!({"subject": given["subject"], "operation": given["operation"]})),
        200,
        &given.to_string(),
    )
    .await;
    let given = permissions.add("DOCS", PermissionSubject::group("g1"), operation());
    let given = given.send().await.unwrap();
    assert_eq!((given.id.as_str(), given.subject.identifier()), ("9", "g1"));
    assert_eq!(given.operation, operation());
}

#[tokio::test]
async fn reads_and_changes_roles() {
    let site = Site::start().await;
    let roles = site.api.space_roles();
    assert_sends! {
        roles.list().space_id("1").role_type(SpaceRoleType::Custom).principal_id("a1").principal_type(PrincipalType::User),
            "GET /wiki/api/v2/space-roles?space-id=1&role-type=CUSTOM&principal-id=a1&principal-type=USER";
        roles.create("Readers", "Who reads.", ["read/space"]), "POST /wiki/api/v2/space-roles",
            {"name": "Readers", "description": "Who reads.", "spacePermissions": ["read/space"]};
        roles.update("r1", "Readers", "", ["read/space"]).anonymous_reassignment_role_id("r2")
            .guest_reassignment_role_id("r3"),
            "PUT /wiki/api/v2/space-roles/r1",
            {"name": "Readers", "description": "", "spacePermissions": ["read/space"],
                "anonymousReassignmentRoleId": "r2", "guestReassignmentRoleId": "r3"};
        roles.assignments("1").role_id("r1").role_type(SpaceRoleType::System).principal_id("g1")
            .principal_type(PrincipalType::Group),
            "GET /wiki/api/v2/spaces/1/role-assignments?role-id=r1&role-type=SYSTEM&principal-id=g1&principal-type=GROUP";
    }
    site.answer(
        "GET /wiki/api/v2/space-role-mode",
        json!({"mode": "ROLES_TRANSITION"}),
    )
    .await;
    let mode = roles.mode().send().await.unwrap().mode;
    assert_eq!(mode, SpaceRoleMode::RolesTransition);
    let role = json!({"id": "r1", "type": "SYSTEM", "name": "Viewer", "description": "", "spacePermissions": ["read/space"]});
    site.answer(
        "GET /wiki/api/v2/space-roles?limit=250",
        list(json!([role])),
    )
    .await;
    site.answer("GET /wiki/api/v2/space-roles/r1", role.clone())
        .await;
    let all = roles.list().items().collect().await.unwrap();
    let one = roles.get(&all[0].id).send().await.unwrap();
    assert_eq!(one.space_permissions, ["read/space"]);
    site.exchange(
        "POST /wiki/api/v2/space-roles",
        Some(json!({"name": "Viewer", "description": "", "spacePermissions": ["read/space"]})),
        201,
        &role.to_string(),
    )
    .await;
    let viewer = roles.create("Viewer", "", ["read/space"]).send().await;
    assert_eq!(viewer.unwrap().kind, Some(SpaceRoleType::System));
    site.exchange(
        "PUT /wiki/api/v2/space-roles/r1",
        Some(json!({"name": "Viewer", "description": "", "spacePermissions": []})),
        202,
        &json!({"id": "r1", "type": "CUSTOM", "name": "Viewer", "description": "", "taskId": "t1"})
            .to_string(),
    )
    .await;
    let nothing: [&str; 0] = [];
    let changed = roles
        .update("r1", "Viewer", "", nothing)
        .send()
        .await
        .unwrap();
    assert_eq!(changed.task_id.unwrap().as_str(), "t1");
    site.exchange(
        "DELETE /wiki/api/v2/space-roles/r1",
        None,
        202,
        "{\"taskId\":\"t2\"}",
    )
    .await;
    let deleted = roles.delete("r1").send().await.unwrap();
    assert_eq!(deleted.task_id.unwrap().as_str(), "t2");

    let assignment = json!({"principal": {"principalType": "ACCESS_CLASS", "principalId": "anonymous-users"}, "roleId": "r1"});
    site.answer(
        "GET /wiki/api/v2/spaces/1/role-assignments?limit=250",
        list(json!([assignment])),
    )
    .await;
    let all = roles.assignments("1").items().collect().await.unwrap();
    assert_eq!(all[0].principal, Principal::access_class("anonymous-users"));
    site.exchange(
        "POST /wiki/api/v2/spaces/1/role-assignments",
        Some(json!([assignment, {"principal": {"principalType": "USER", "principalId": "a1"}}])),
        200,
        &list(json!([assignment])).to_string(),
    )
    .await;
    let wanted = [
        all[0].clone(),
        SpaceRoleAssignment::none(Principal::user("a1")),
    ];
    let given = roles.assign("1", wanted).send().await.unwrap();
    assert_eq!(given.results.into_vec().unwrap(), all);
}

#[tokio::test]
async fn keeps_properties_on_a_space() {
    let site = Site::start().await;
    let properties = site.api.space_properties();
    assert_sends! {
        properties.list("1").key("theme"), "GET /wiki/api/v2/spaces/1/properties?key=theme";
        properties.delete("1", "5"), "DELETE /wiki/api/v2/spaces/1/properties/5";
    }
    let property = json!({"id": "5", "key": "theme", "value": [1, null], "createdAt": "2026-01-02T03:04:05.006Z",
        "createdBy": "a1", "version": {"createdAt": "2026-01-02T03:04:05.006Z", "createdBy": "a1", "message": "", "number": 2}});
    site.answer(
        "GET /wiki/api/v2/spaces/1/properties?limit=250",
        list(json!([property])),
    )
    .await;
    site.answer("GET /wiki/api/v2/spaces/1/properties/5", property.clone())
        .await;
    site.exchange(
        "POST /wiki/api/v2/spaces/1/properties",
        Some(json!({"key": "theme", "value": [1, null]})),
        201,
        &property.to_string(),
    )
    .await;
    site.exchange(
        "PUT /wiki/api/v2/spaces/1/properties/5",
        Some(
            json!({"key": "theme", "value": [1, null], "version": {"number": 3, "message": "why"}}),
        ),
        200,
        &property.to_string(),
    )
    .await;
    let all = properties.list("1").items().collect().await.unwrap();
    let one = properties.get("1", &all[0].id).send().await.unwrap();
    assert_eq!(one.version.unwrap().number, 2);
    let value = json!([1, null]);
    let made = properties.create("1", "theme", value.clone()).send().await;
    assert_eq!(made.unwrap().value, value);
    let version = NextVersion::with_message(3, "why");
    let update = properties.update("1", "5", "theme", value, version);
    assert!(!update.request().is_safe_to_repeat());
    update.send().await.unwrap();
    let plain = properties.update("1", "5", "theme", 1, 4);
    assert_sends! {
        plain, "PUT /wiki/api/v2/spaces/1/properties/5", {"key": "theme", "value": 1, "version": {"number": 4}};
    }
}

#[tokio::test]
async fn reads_and_changes_labels() {
    let site = Site::start().await;
    let labels = site.api.space_labels();
    assert_sends! {
        labels.list("1").prefix(LabelPrefix::Team).sort(LabelSort::NameDescending),
            "GET /wiki/api/v2/spaces/1/labels?prefix=team&sort=-name";
        labels.of_content("1").prefix(LabelPrefix::My).sort(LabelSort::CreatedDate),
            "GET /wiki/api/v2/spaces/1/content/labels?prefix=my&sort=created-date";
        labels.remove("DOCS", "a b").prefix(LabelPrefix::Global),
            "DELETE /wiki/rest/api/space/DOCS/label?name=a b&prefix=global";
        labels.contents("howto").kind(ContentType::Page), "GET /wiki/rest/api/label?name=howto&type=page";
    }
    let label = json!({"id": "7", "name": "howto", "prefix": "global"});
    for of in ["labels", "content/labels"] {
        let request = format!("GET /wiki/api/v2/spaces/1/{of}?limit=250");
        site.answer(&request, list(json!([label]))).await;
    }
    let own = labels.list("1").items().collect().await.unwrap();
    assert_eq!(own, labels.of_content("1").items().collect().await.unwrap());
    let old = json!({"prefix": "global", "name": "howto", "id": "7", "label": "howto"});
    site.exchange(
        "POST /wiki/rest/api/space/DOCS/label",
        Some(json!([{"prefix": "global", "name": "howto"}, {"prefix": "team", "name": "crew"}])),
        200,
        &json!({"results": [old], "start": 0, "limit": 200, "size": 1, "_links": {}}).to_string(),
    )
    .await;
    let wanted = [
        NewLabel::from("howto"),
        NewLabel::with_prefix(LabelPrefix::Team, "crew"),
    ];
    let all = labels.add("DOCS", wanted).send().await.unwrap();
    assert_eq!(all.results.into_vec().unwrap(), own);

    for (start, results) in [
        (
            0,
            json!([{"contentType": "page_template", "contentId": 98417, "title": "How to"}]),
        ),
        (1, json!([])),
    ] {
        site.answer(
            &format!("GET /wiki/rest/api/label?name=howto&limit=200&start={start}"),
            json!({"label": old, "associatedContents": {"results": results, "start": start, "limit": 200, "size": 1}}),
        )
        .await;
    }
    let contents = labels.contents("howto").items().collect().await.unwrap();
    assert_eq!(
        (contents.len(), contents[0].content_id.as_str()),
        (1, "98417")
    );
    site.answer(
        "GET /wiki/rest/api/label?name=howto",
        json!({"label": old, "associatedContents": {"results": [], "size": 0}}),
    )
    .await;
    let details: LabelDetails = labels
        .contents("howto")
        .into_call()
        .send_as()
        .await
        .unwrap();
    assert_eq!(details.label, own[0]);
    // On nothing at all: the page is left out.
    site.answer(
        "GET /wiki/rest/api/label?name=unused&limit=200&start=0",
        json!({"label": old}),
    )
    .await;
    let unused = labels.contents("unused").items().collect().await.unwrap();
    assert!(unused.is_empty());
}
