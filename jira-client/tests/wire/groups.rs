use jira_client::cloud::application_roles::ApplicationKey;
use jira_client::cloud::groups::{GroupAccessType, GroupId, GroupManagedBy};
use serde_json::{Value, json};

use crate::site::Site;

fn page(start: usize, total: usize, is_last: bool, values: &[Value]) -> Value {
    json!({"self": "https://x", "maxResults": 50, "startAt": start, "total": total, "isLast": is_last, "values": values})
}

fn members(from: usize, to: usize) -> Vec<Value> {
    (from..to)
        .map(|n| json!({"accountId": format!("a{n}"), "accountType": "atlassian", "active": true, "displayName": "M"}))
        .collect()
}

#[tokio::test]
async fn lists_groups() {
    let site = Site::start().await;
    let first = vec![
        json!({"name": "admins", "groupId": "g-1"}),
        json!({"name": "users", "groupId": "g-2"}),
    ];
    site.answer(
        "GET /rest/api/3/group/bulk?maxResults=50&startAt=0",
        page(0, 3, false, &first),
    )
    .await;
    // A group was deleted meanwhile, so one comes twice.
    let second = vec![
        json!({"name": "users", "groupId": "g-2"}),
        json!({"name": "zoo", "groupId": "g-3"}),
    ];
    site.answer(
        "GET /rest/api/3/group/bulk?maxResults=50&startAt=2",
        page(2, 3, true, &second),
    )
    .await;
    let groups = site.jira.groups().list().items().collect().await.unwrap();
    let ids: Vec<_> = groups
        .iter()
        .filter_map(|group| Some(group.group_id.as_ref()?.as_str()))
        .collect();
    assert_eq!(ids, ["g-1", "g-2", "g-3"]);

    let call = site
        .jira
        .groups()
        .list()
        .access_type(GroupAccessType::SiteAdmin)
        .application_key(ApplicationKey::JiraServiceDesk)
        .group_id(["g-1", "g-2"])
        .group_name(["admins"]);
    let query: Vec<_> = call.request().query().collect();
    let expected = [
        ("accessType", "site-admin"),
        ("applicationKey", "jira-servicedesk"),
        ("groupId", "g-1"),
        ("groupId", "g-2"),
        ("groupName", "admins"),
    ];
    assert_eq!(query, expected);
}

#[tokio::test]
async fn picks_groups() {
    let site = Site::start().await;
    site.answer(
        "GET /rest/api/3/groups/picker?query=adm&maxResults=5&caseInsensitive=true&exclude=x&excludeId=g-9",
        json!({"header": "Showing 1 of 2 matching groups", "total": 2, "groups": [{
            "name": "admins", "html": "<b>adm</b>ins", "groupId": "g-1", "managedBy": "EXTERNAL",
            "usageType": "USERBASE_GROUP", "labels": [{"text": "Admin", "title": "Gives administration", "type": "ADMIN"}]
        }, {"odd": true}]}),
    )
    .await;
    let groups = site.jira.groups();
    let call = groups
        .pick()
        .query("adm")
        .max_results(5_u32)
        .case_insensitive(true)
        .exclude(["x"])
        .exclude_id(["g-9"]);
    let found = call.send().await.unwrap();
    assert_eq!((found.total, found.groups.odd().count()), (Some(2), 1));
    let group = found.groups.good().next().unwrap();
    assert_eq!(group.managed_by, Some(GroupManagedBy::External));
    assert_eq!(
        group.labels[0].title.as_deref(),
        Some("Gives administration")
    );
}

#[tokio::test]
async fn a_page_of_members_that_is_clamped_loses_nobody() {
    let site = Site::start().await;
    let ask = |size: usize, start: usize| {
        format!(
            "GET /rest/api/3/group/member?groupId=g%2F1&includeInactiveUsers=true&maxResults={size}&startAt={start}"
        )
    };
    site.answer(&ask(200, 0), page(0, 120, false, &members(0, 50)))
        .await;
    site.answer(&ask(200, 50), page(50, 120, false, &members(50, 100)))
        .await;
    site.answer(&ask(200, 100), page(100, 120, true, &members(100, 120)))
        .await;
    let call = site
        .jira
        .groups()
        .members("g/1")
        .include_inactive_users(true)
        .page_size(200);
    let all = call.items().collect().await.unwrap();
    assert_eq!(all.len(), 120);
    assert_eq!(all[119].account_id.as_ref().unwrap().as_str(), "a119");

    let site = Site::start().await;
    site.answer(
        "GET /rest/api/3/group/member?groupId=g-1&maxResults=50&startAt=0",
        page(0, 1, true, &members(0, 1)),
    )
    .await;
    assert_eq!(
        site.jira
            .groups()
            .members("g-1")
            .items()
            .collect()
            .await
            .unwrap()
            .len(),
        1
    );
}

#[tokio::test]
async fn makes_changes_and_deletes_a_group() {
    let site = Site::start().await;
    let group = json!({"name": "crew", "groupId": "g-7", "self": "https://x", "expand": "users",
        "users": {"size": 1, "items": members(0, 1), "max-results": 50, "start-index": 0, "end-index": 0}})
    .to_string();
    site.exchange(
        "POST /rest/api/3/group",
        Some(json!({"name": "crew"})),
        201,
        &group,
    )
    .await;
    let made = site.jira.groups().create("crew").send().await.unwrap();
    assert_eq!(made.group_id, Some(GroupId::new("g-7")));
    let users = made.users.unwrap();
    assert_eq!(
        (
            users.size,
            users.max_results,
            users.end_index,
            users.items.len()
        ),
        (Some(1), Some(50), Some(0), 1)
    );

    let body = Some(json!({"accountId": "a1"}));
    site.exchange("POST /rest/api/3/group/user?groupId=g-7", body, 201, &group)
        .await;
    site.jira
        .groups()
        .add_member("g-7", "a1")
        .send()
        .await
        .unwrap();

    site.exchange(
        "DELETE /rest/api/3/group/user?groupId=g-7&accountId=a1",
        None,
        200,
        "",
    )
    .await;
    site.jira
        .groups()
        .remove_member("g-7", "a1")
        .send()
        .await
        .unwrap();

    site.exchange(
        "DELETE /rest/api/3/group?groupId=g-7&swapGroupId=g-1",
        None,
        200,
        "",
    )
    .await;
    site.jira
        .groups()
        .delete("g-7")
        .swap_group_id("g-1")
        .send()
        .await
        .unwrap();
    let call = site.jira.groups().delete("g-7").swap_group("admins");
    assert_eq!(call.request().query().last(), Some(("swapGroup", "admins")));
}
