use atlassian_admin::groups::{GroupExpand, GroupManagedBy, GroupSort, GroupType};
use atlassian_admin::{Direction, DirectoryId, RoleId};
use serde_json::{Value, json, to_value};

use crate::site::{NEXT, Site};

const ALL: &str = "/admin/v2/orgs/org-1/directories/-/groups";
const ONE: &str = "/admin/v2/orgs/org-1/directories/dir-1/groups";

fn group(id: &str) -> Value {
    json!({
        "id": id, "name": "crew", "description": "all of us", "directoryId": "dir-1", "externalSynced": false,
        "managedBy": "team-members", "managementAccess": {"readable": true, "modifiable": true, "deletable": false},
        "counts": {"resources": 1, "users": 2}, "links": {"self": "x"}
    })
}

#[tokio::test]
async fn searches_groups() {
    for next in NEXT {
        let site = Site::start().await;
        let mut body = json!({
            "accountIds": ["a1"], "directoryIds": ["dir-1"], "groupIds": ["g1"], "groupNames": ["crew"],
            "resourceIds": ["r1"], "resourceOwners": ["jira"], "roleIds": ["atlassian/user"], "searchTerm": "c",
            "expand": ["counts.resources", "counts.users"], "sortBy": [{"field": "name", "direction": "asc"}], "limit": 100
        });
        let request = format!("POST {ALL}/search");
        site.exchange(
            &request,
            Some(body.clone()),
            200,
            json!({"data": [group("g1")], "links": {"next": next}}),
        )
        .await;
        body["cursor"] = json!("c/2");
        site.exchange(
            &request,
            Some(body),
            200,
            json!({"data": [{"id": "g2"}], "links": {"self": "x"}}),
        )
        .await;
        let call = site
            .api
            .groups()
            .search("org-1", DirectoryId::all())
            .account_ids(["a1"])
            .directory_ids(["dir-1"])
            .group_ids(["g1"])
            .group_names(["crew"])
            .resource_ids(["r1"])
            .resource_owners(["jira"])
            .role_ids([RoleId::User])
            .search_term("c")
            .expand([GroupExpand::Resources, GroupExpand::Users])
            .sort_by([GroupSort::name(Direction::Ascending)]);
        assert!(call.request().is_safe_to_repeat());
        let groups = call.items().collect().await.unwrap();
        assert_eq!(groups.len(), 2);
        assert_eq!(to_value(&groups[0]).unwrap(), group("g1"));
        assert_eq!(groups[0].managed_by, Some(GroupManagedBy::TeamMembers));
    }
}

#[tokio::test]
async fn lists_counts_and_gets_groups() {
    const QUERY: &str = "directoryIds=dir-1&accountIds=a1&groupIds=g1&resourceOwners=jira&resourceIds=r1&roleIds=atlassian%2Fuser&searchTerm=c";
    let site = Site::start().await;
    let groups = site.api.groups();
    macro_rules! filtered {
        ($call:expr) => {
            $call
                .directory_ids(["dir-1"])
                .account_ids(["a1"])
                .group_ids(["g1"])
                .resource_owners(["jira"])
                .resource_ids(["r1"])
                .role_ids([RoleId::User])
                .search_term("c")
        };
    }
    site.answer(
        &format!("GET {ALL}?{QUERY}&limit=100"),
        200,
        json!({"data": [group("g1")], "links": {}}),
    )
    .await;
    #[allow(deprecated, reason = "it works until 2027-06-30")]
    let list = groups.list("org-1", DirectoryId::all());
    assert_eq!(filtered!(list).items().collect().await.unwrap().len(), 1);
    site.answer(
        &format!("GET {ALL}/count?{QUERY}"),
        200,
        json!({"count": 4}),
    )
    .await;
    assert_eq!(
        filtered!(groups.count("org-1", DirectoryId::all()))
            .send()
            .await
            .unwrap()
            .count,
        4
    );

    let stats = json!({"totals": {"all": 3, "managed": 2, "synced": 1}, "types": [{"type": "USERBASE_GROUP", "count": 3}]});
    site.answer(&format!("GET {ALL}/stats"), 200, stats).await;
    let stats = groups
        .stats("org-1", DirectoryId::all())
        .send()
        .await
        .unwrap();
    assert_eq!(stats.totals.unwrap().synced, Some(1));
    assert_eq!(stats.types[0].kind, Some(GroupType::UserbaseGroup));

    site.answer(&format!("GET {ONE}/g1"), 200, json!({"data": group("g1")}))
        .await;
    let found = groups.get("org-1", "dir-1", "g1").send().await.unwrap();
    assert_eq!(found.data.counts.unwrap().users, Some(2));
}

#[tokio::test]
async fn changes_groups_members_and_roles() {
    let site = Site::start().await;
    let groups = site.api.groups();
    let body = json!({"name": "crew", "description": "all"});
    site.exchange(&format!("POST {ONE}"), Some(body), 201, Value::Null)
        .await;
    groups
        .create("org-1", "dir-1", "crew")
        .description("all")
        .send()
        .await
        .unwrap();
    site.exchange(
        &format!("POST {ONE}/g1/memberships"),
        Some(json!({"accountId": "a1"})),
        204,
        Value::Null,
    )
    .await;
    groups
        .add_member("org-1", "dir-1", "g1", "a1")
        .send()
        .await
        .unwrap();
    site.answer(&format!("DELETE {ONE}/g1/memberships/a1"), 204, Value::Null)
        .await;
    groups
        .remove_member("org-1", "dir-1", "g1", "a1")
        .send()
        .await
        .unwrap();
    site.answer(&format!("DELETE {ONE}/g1"), 204, Value::Null)
        .await;
    groups.delete("org-1", "dir-1", "g1").send().await.unwrap();
    // Somebody may have come back in between.
    let leave = groups.remove_member("org-1", "dir-1", "g1", "a1");
    assert!(!leave.request().is_safe_to_repeat());
    let delete = groups.delete("org-1", "dir-1", "g1");
    assert!(!delete.request().is_safe_to_repeat());

    let role = json!({"resourceId": "r1", "roleId": "atlassian/user"});
    site.exchange(
        &format!("POST {ONE}/g1/role-assignments/assign"),
        Some(role.clone()),
        200,
        Value::Null,
    )
    .await;
    groups
        .assign_role("org-1", "dir-1", "g1", "r1", RoleId::User)
        .send()
        .await
        .unwrap();
    site.exchange(
        &format!("POST {ONE}/g1/role-assignments/revoke"),
        Some(role),
        204,
        Value::Null,
    )
    .await;
    groups
        .revoke_role("org-1", "dir-1", "g1", "r1", RoleId::User)
        .send()
        .await
        .unwrap();

    let held = json!({"resourceId": "r1", "resourceOwner": "jira", "roles": ["atlassian/user"], "defaultRole": "atlassian/user"});
    site.answer(
        &format!("GET {ONE}/g1/role-assignments?directoryIds=dir-1&resourceOwners=jira&resourceIds=r1&roleIds=atlassian%2Fuser&limit=100"),
        200,
        json!({"data": [held], "links": {}}),
    )
    .await;
    let call = groups.roles("org-1", "dir-1", "g1");
    let call = call
        .directory_ids(["dir-1"])
        .resource_owners(["jira"])
        .resource_ids(["r1"])
        .role_ids([RoleId::User]);
    assert_eq!(
        to_value(&call.items().collect().await.unwrap()[0]).unwrap(),
        held
    );
}
