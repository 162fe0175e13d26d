use atlassian_admin::scim::groups::{GroupChanges, GroupDetails, GroupFilter};
use serde_json::{Value, json};

use crate::site::{Site, sent};

const PATH: &str = "/scim/directory/d-1/Groups";

#[tokio::test]
async fn each_request_is_as_described() {
    let groups = Site::start().await.scim().groups();
    let details = GroupDetails::new("support")
        .external_id("x1")
        .members(["u1", "u2"]);
    let body = json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "displayName": "support", "externalId": "x1",
        "members": [{"value": "u1"}, {"value": "u2"}]
    });
    let changes = GroupChanges::default()
        .add_members(["u1", "u2"])
        .remove_members(["u3", r#"u"4"#])
        .set_members(["u5"])
        .external_id("x2");
    let patched = json!({"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [
        {"op": "add", "path": "members", "value": [{"value": "u1"}, {"value": "u2"}]},
        {"op": "remove", "path": "members[value eq \"u3\"]"},
        {"op": "remove", "path": "members[value eq \"u\\\"4\"]"},
        {"op": "replace", "path": "members", "value": [{"value": "u5"}]},
        {"op": "replace", "path": "externalId", "value": "x2"}
    ]});
    let requests = [
        (
            sent(
                groups
                    .list("d-1")
                    .filter(GroupFilter::display_name("a\"b"))
                    .request(),
            ),
            format!(r#"GET {PATH}?filter=displayName eq "a\"b""#),
            Value::Null,
        ),
        (
            sent(groups.get("d-1", "g/1").request()),
            format!("GET {PATH}/g%2F1"),
            Value::Null,
        ),
        (
            sent(groups.create("d-1", details.clone()).request()),
            format!("POST {PATH}"),
            body.clone(),
        ),
        (
            sent(groups.replace("d-1", "g1", details).request()),
            format!("PUT {PATH}/g1"),
            body,
        ),
        (
            sent(groups.patch("d-1", "g1", changes).request()),
            format!("PATCH {PATH}/g1"),
            patched,
        ),
        (
            sent(groups.delete("d-1", "g1").request()),
            format!("DELETE {PATH}/g1"),
            Value::Null,
        ),
    ];
    for ((line, body), expected, expected_body) in requests {
        assert_eq!((line, body), (expected, expected_body));
    }
    assert!(!groups.delete("d-1", "g1").request().is_safe_to_repeat());
}

#[tokio::test]
async fn lists_groups() {
    let site = Site::start().await;
    let page = json!({
        "totalResults": 1, "startIndex": 1, "itemsPerPage": 1,
        "Resources": [{
            "schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "id": "g1", "displayName": "support",
            "externalId": "x1", "meta": {"resourceType": "Group", "created": "2026-01-02T03:04:05Z"},
            "members": [{"type": "User", "value": "u1", "display": "mia", "$ref": "https://example.com/u1"}, 7]
        }]
    });
    site.answer(&format!("GET {PATH}?count=100&startIndex=1"), 200, page)
        .await;
    let groups = site
        .scim()
        .groups()
        .list("d-1")
        .items()
        .collect()
        .await
        .unwrap();
    assert_eq!(groups[0].display_name.as_deref(), Some("support"));
    let members: Vec<_> = groups[0].members.iter().collect();
    let mia = members[0].as_ref().unwrap();
    assert_eq!(
        (mia.value.as_str(), mia.kind.as_deref()),
        ("u1", Some("User"))
    );
    assert!(members[1].is_err());
}
