use confluence_client::groups::{GroupAccessType, GroupManagedBy, GroupUsageType};
use confluence_client::users::UserExpand;
use serde_json::{Value, json};

use crate::requests::assert_sends;
use crate::site::Site;
use crate::users::person;

fn group(id: &str) -> Value {
    json!({"type": "group", "name": format!("group {id}"), "id": id, "usageType": "TEAM_COLLABORATION",
        "managedBy": "EXTERNAL", "_links": {"self": "https://acme.atlassian.net/wiki/rest/api/group/by-id"}})
}

/// One group comes twice, because another was deleted meanwhile; and no answer has a link to the next page.
#[tokio::test]
async fn lists_groups_without_links() {
    let site = Site::start().await;
    for (start, ids) in [(0, vec!["g1", "g2"]), (2, vec!["g2", "g3"]), (4, vec![])] {
        let groups: Vec<Value> = ids.into_iter().map(group).collect();
        site.answer(
            &format!("GET /wiki/rest/api/group?limit=200&start={start}"),
            json!({"results": groups, "start": start, "limit": 200, "size": groups.len(), "_links": {}}),
        )
        .await;
    }
    let groups = site.api.groups().list().items().collect().await.unwrap();
    let ids: Vec<_> = groups.iter().map(|group| group.id.as_str()).collect();
    assert_eq!(ids, ["g1", "g2", "g3"]);
    assert_eq!(groups[0].managed_by, Some(GroupManagedBy::External));
    assert_eq!(
        groups[0].usage_type,
        Some(GroupUsageType::TeamCollaboration)
    );
}

#[tokio::test]
async fn reads_and_changes_groups() {
    let site = Site::start().await;
    let groups = site.api.groups();
    assert_sends! {
        groups.list().access_type(GroupAccessType::SiteAdmin), "GET /wiki/rest/api/group?accessType=site-admin";
        groups.pick("crew").should_return_total_size(true),
            "GET /wiki/rest/api/group/picker?query=crew&shouldReturnTotalSize=true";
        groups.members("g/1").should_return_total_size(true).expand([UserExpand::Operations, UserExpand::PersonalSpace]),
            "GET /wiki/rest/api/group/g%2F1/membersByGroupId?shouldReturnTotalSize=true&expand=operations,personalSpace";
        groups.delete("g1"), "DELETE /wiki/rest/api/group/by-id?id=g1";
        groups.add_member("g1", "a1"), "POST /wiki/rest/api/group/userByGroupId?groupId=g1", {"accountId": "a1"};
        groups.remove_member("g1", "a1"), "DELETE /wiki/rest/api/group/userByGroupId?groupId=g1&accountId=a1";
    }
    site.answer("GET /wiki/rest/api/group/by-id?id=g1", group("g1"))
        .await;
    assert_eq!(groups.get("g1").send().await.unwrap().name, "group g1");
    site.exchange(
        "POST /wiki/rest/api/group",
        Some(json!({"name": "crew"})),
        201,
        &group("g7").to_string(),
    )
    .await;
    let made = groups.create("crew").send().await.unwrap();
    assert_eq!(made.id.as_str(), "g7");
    site.exchange(
        "POST /wiki/rest/api/group/userByGroupId?groupId=g7",
        Some(json!({"accountId": "a1"})),
        201,
        "",
    )
    .await;
    groups.add_member(&made.id, "a1").send().await.unwrap();
    for (start, results) in [(0, json!([person("a1")])), (1, json!([]))] {
        site.answer(
            &format!("GET /wiki/rest/api/group/g7/membersByGroupId?limit=200&start={start}"),
            json!({"results": results, "start": start, "limit": 200, "size": 1, "_links": {}}),
        )
        .await;
        site.answer(
            &format!("GET /wiki/rest/api/group/picker?query=crew&limit=200&start={start}"),
            json!({"results": if start == 0 { json!([group("g7")]) } else { json!([]) }, "start": start, "limit": 200,
                "size": 1, "_links": {}}),
        )
        .await;
    }
    let members = groups.members("g7").items().collect().await.unwrap();
    assert_eq!(members.len(), 1);
    let found = groups.pick("crew").items().collect().await.unwrap();
    assert_eq!(found[0].id, made.id);
}
