//! Filters, and whom they are shared with.

use jira_client::cloud::filter_sharing::{SharePermission, ShareScope, ShareType, ShareWith};
use jira_client::cloud::filters::{FilterExpand, FilterLists, FilterOrder};
use serde_json::{Value, from_value, json, to_value};

use crate::requests::assert_sends;
use crate::site::Site;

/// Everything that something can be shared with, and how it is written nested and flat.
fn shares() -> Vec<(ShareWith, Value, Value)> {
    vec![
        (
            ShareWith::Everybody,
            json!({"type": "global"}),
            json!({"type": "global"}),
        ),
        (
            ShareWith::LoggedIn,
            json!({"type": "authenticated"}),
            json!({"type": "authenticated"}),
        ),
        (
            ShareWith::user("a1"),
            json!({"type": "user", "user": {"accountId": "a1"}}),
            json!({"type": "user", "accountId": "a1"}),
        ),
        (
            ShareWith::group("g-1"),
            json!({"type": "group", "group": {"groupId": "g-1"}}),
            json!({"type": "group", "groupId": "g-1"}),
        ),
        (
            ShareWith::project("10000"),
            json!({"type": "project", "project": {"id": "10000"}}),
            json!({"type": "project", "projectId": "10000"}),
        ),
        (
            ShareWith::project_role("10000", "10360"),
            json!({"type": "projectRole", "project": {"id": "10000"}, "role": {"id": 10360}}),
            json!({"type": "projectRole", "projectId": "10000", "projectRoleId": "10360"}),
        ),
    ]
}

#[tokio::test]
async fn each_call_sends_what_the_service_reads() {
    let site = Site::start().await;
    let filters = site.jira.filters();
    let (group, group_nested, _) = shares().remove(3);
    assert_sends! {
        filters.create("F").jql("x = 1").description("D").favourite(true).share_permissions([group.clone()])
            .edit_permissions([ShareWith::LoggedIn]).override_share_permissions(true)
            .expand([FilterLists::SharedUsers, FilterLists::Subscriptions]),
            "POST /rest/api/3/filter?overrideSharePermissions=true&expand=sharedUsers,subscriptions",
            {"name": "F", "jql": "x = 1", "description": "D", "favourite": true, "sharePermissions": [group_nested],
                "editPermissions": [{"type": "authenticated"}]};
        filters.favourites().expand([FilterLists::Subscriptions]), "GET /rest/api/3/filter/favourite?expand=subscriptions";
        filters.mine().include_favourites(true).expand([FilterLists::from("sharedUsers[1001:2000]")]),
            "GET /rest/api/3/filter/my?includeFavourites=true&expand=sharedUsers[1001:2000]";
        filters.search().filter_name("F").is_substring_match(true).account_id("a1").group_id("g-1").group_name("g")
            .project_id("10000").order_by(FilterOrder::IsFavouriteDescending).override_share_permissions(true)
            .id(["1", "2"]).expand([FilterExpand::Jql, FilterExpand::Owner]),
            "GET /rest/api/3/filter/search?filterName=F&isSubstringMatch=true&accountId=a1&groupId=g-1&groupname=g\
            &projectId=10000&orderBy=-is_favourite&overrideSharePermissions=true&id=1&id=2&expand=jql,owner";
        filters.get("7").override_share_permissions(true).expand([FilterLists::SharedUsers]),
            "GET /rest/api/3/filter/7?overrideSharePermissions=true&expand=sharedUsers";
        filters.update("7", "F").jql("x = 1").description("D").share_permissions(vec![]).edit_permissions([group])
            .override_share_permissions(true).expand([FilterLists::SharedUsers]),
            "PUT /rest/api/3/filter/7?overrideSharePermissions=true&expand=sharedUsers",
            {"name": "F", "jql": "x = 1", "description": "D", "sharePermissions": [], "editPermissions": [group_nested]};
        filters.delete("7"), "DELETE /rest/api/3/filter/7";
        filters.columns("7"), "GET /rest/api/3/filter/7/columns";
        filters.set_columns("7", ["summary", "status"]), "PUT /rest/api/3/filter/7/columns",
            {"columns": ["summary", "status"]};
        filters.reset_columns("7"), "DELETE /rest/api/3/filter/7/columns";
        filters.add_favourite("7").expand([FilterLists::SharedUsers]), "PUT /rest/api/3/filter/7/favourite?expand=sharedUsers";
        filters.remove_favourite("7").expand([FilterLists::SharedUsers]),
            "DELETE /rest/api/3/filter/7/favourite?expand=sharedUsers";
        filters.change_owner("7", "a1"), "PUT /rest/api/3/filter/7/owner", {"accountId": "a1"};
    }
    let sharing = site.jira.filter_sharing();
    assert_sends! {
        sharing.default_scope(), "GET /rest/api/3/filter/defaultShareScope";
        sharing.set_default_scope(ShareScope::Private), "PUT /rest/api/3/filter/defaultShareScope", {"scope": "PRIVATE"};
        sharing.list("7"), "GET /rest/api/3/filter/7/permission";
        sharing.get("7", 1), "GET /rest/api/3/filter/7/permission/1";
        sharing.remove("7", 1), "DELETE /rest/api/3/filter/7/permission/1";
    }
    for (with, nested, flat) in shares() {
        assert_eq!(to_value(&with).unwrap(), nested);
        assert_sends! { sharing.add("7", with), "POST /rest/api/3/filter/7/permission", flat; }
    }
}

#[tokio::test]
async fn a_search_sends_plain_subscriptions_and_a_filter_counted_ones() {
    let site = Site::start().await;
    let found = json!({"id": "7", "name": "F", "self": "https://x", "expand": "jql", "subscriptions":
        [{"id": 1, "user": {"accountId": "a1"}}], "approximateLastUsed": "2026-01-01T00:00:00.000+0000", "isWritable": true});
    let page =
        json!({"maxResults": 50, "startAt": 0, "total": 1, "isLast": true, "values": [found]});
    site.answer(
        "GET /rest/api/3/filter/search?maxResults=50&startAt=0",
        page,
    )
    .await;
    let all = site
        .jira
        .filters()
        .search()
        .items()
        .collect()
        .await
        .unwrap();
    assert_eq!(all[0].subscriptions.as_ref().unwrap().items().len(), 1);
    assert_eq!(to_value(&all[0]).unwrap(), found);

    let whole = json!({"id": "7", "name": "F", "description": "", "owner": {"accountId": "a1"}, "jql": "x = 1",
        "viewUrl": "https://x", "searchUrl": "https://x", "favourite": false, "favouritedCount": 0, "editPermissions": [],
        "sharePermissions": [{"id": 10110, "type": "group", "group": {"name": "g", "groupId": "g-1"}}],
        "sharedUsers": {"size": 3, "items": [], "max-results": 1000, "start-index": 0, "end-index": 0},
        "subscriptions": {"size": 1, "items": [], "max-results": 1000, "start-index": 0, "end-index": 0}});
    site.answer("GET /rest/api/3/filter/7", whole.clone()).await;
    let read = site.jira.filters().get("7").send().await.unwrap();
    assert_eq!(read.shared_users.as_ref().unwrap().size, Some(3));
    assert_eq!(to_value(&read).unwrap(), whole);

    let columns = json!([{"label": "Key", "value": "issuekey"}]);
    site.answer("GET /rest/api/3/filter/7/columns", columns)
        .await;
    let columns = site.jira.filters().columns("7").send().await.unwrap();
    assert_eq!(
        columns
            .good()
            .next()
            .unwrap()
            .value
            .as_ref()
            .unwrap()
            .as_str(),
        "issuekey"
    );
}

#[test]
fn what_was_shared_can_be_shared_likewise() {
    let read = |value: Value| from_value::<SharePermission>(value).unwrap();
    let project = json!({"id": "10000", "key": "ACME"});
    for (sent, wish) in [
        (
            json!({"id": 1, "type": "global"}),
            Some(ShareWith::Everybody),
        ),
        (
            json!({"id": 1, "type": "loggedin"}),
            Some(ShareWith::LoggedIn),
        ),
        (
            json!({"id": 1, "type": "user", "user": {"accountId": "a1"}}),
            Some(ShareWith::user("a1")),
        ),
        (
            json!({"id": 1, "type": "group", "group": {"name": "g", "groupId": "g-1"}}),
            Some(ShareWith::group("g-1")),
        ),
        // By its name alone, the group could be another one tomorrow.
        (
            json!({"id": 1, "type": "group", "group": {"name": "g"}}),
            None,
        ),
        (
            json!({"id": 1, "type": "project", "project": project}),
            Some(ShareWith::project("10000")),
        ),
        (
            json!({"id": 1, "type": "project", "project": project, "role": {"id": 10360, "name": "Users"}}),
            Some(ShareWith::project_role("10000", "10360")),
        ),
        (json!({"id": 1, "type": "project-unknown"}), None),
        (json!({"id": 1, "type": "planet"}), None),
    ] {
        assert_eq!(read(sent.clone()).to_wish(), wish, "{sent}");
        assert_eq!(to_value(read(sent.clone())).unwrap(), sent);
    }
    assert_eq!(
        read(json!({"type": "planet"})).kind,
        ShareType::from("planet")
    );
}
