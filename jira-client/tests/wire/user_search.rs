//! Accounts that can do something, pickers, properties and preferences.

use jira_client::cloud::notification_schemes::NotificationExpand;
use jira_client::cloud::permissions::Permission;
use jira_client::cloud::users::AccountType;
use serde_json::json;

use crate::requests::assert_sends;
use crate::site::Site;

#[tokio::test]
async fn each_call_sends_what_the_service_reads() {
    let site = Site::start().await;
    let search = site.jira.user_search();
    assert_sends! {
        search.assignable().query("jo").account_id("a1").project("ACME").issue_key("ACME-1").issue_id("1").transition(5_u32)
            .recommend(true).session_id("s").account_type([AccountType::App]).app_type(["agent"]),
            "GET /rest/api/3/user/assignable/search?query=jo&accountId=a1&project=ACME&issueKey=ACME-1&issueId=1\
                &actionDescriptorId=5&recommend=true&sessionId=s&accountType=app&appType=agent";
        search.assignable_in(["ACME", "B"]).query("jo").account_id("a1"),
            "GET /rest/api/3/user/assignable/multiProjectSearch?projectKeys=ACME,B&query=jo&accountId=a1";
        search.with_permissions([Permission::BrowseProjects, Permission::EditIssues]).query("jo").account_id("a1")
            .issue_key("ACME-1").project_key("ACME"),
            "GET /rest/api/3/user/permission/search?permissions=BROWSE_PROJECTS,EDIT_ISSUES&query=jo&accountId=a1\
                &issueKey=ACME-1&projectKey=ACME";
        search.who_can_browse().query("jo").account_id("a1").issue_key("ACME-1").project_key("ACME"),
            "GET /rest/api/3/user/viewissue/search?query=jo&accountId=a1&issueKey=ACME-1&projectKey=ACME";
        search.pick("jo").max_results(5_u32).show_avatar(true).avatar_size("small").exclude_connect_users(true)
            .exclude_account_ids(["a1", "a2"]),
            "GET /rest/api/3/user/picker?query=jo&maxResults=5&showAvatar=true&avatarSize=small&excludeConnectUsers=true\
                &excludeAccountIds=a1&excludeAccountIds=a2";
        search.pick_with_groups("jo").max_results(5_u32).show_avatar(true).avatar_size("small").field_id("customfield_1")
            .case_insensitive(true).exclude_connect_addons(true).project_id(["1", "2"]).issue_type_id(["3"]),
            "GET /rest/api/3/groupuserpicker?query=jo&maxResults=5&showAvatar=true&avatarSize=small&fieldId=customfield_1\
                &caseInsensitive=true&excludeConnectAddons=true&projectId=1&projectId=2&issueTypeId=3";
        site.jira.notification_schemes().of_project("ACME").expand([NotificationExpand::All]),
            "GET /rest/api/3/project/ACME/notificationscheme?expand=all";
        site.jira.permissions().permitted_projects([Permission::EditIssues]),
            "POST /rest/api/3/permissions/project", {"permissions": ["EDIT_ISSUES"]};
    }
    let (properties, me) = (site.jira.user_properties(), site.jira.myself());
    assert_sends! {
        properties.keys("a1"), "GET /rest/api/3/user/properties?accountId=a1";
        properties.get("a1", "k"), "GET /rest/api/3/user/properties/k?accountId=a1";
        properties.set("a1", "k", json!({"x": 1})), "PUT /rest/api/3/user/properties/k?accountId=a1", {"x": 1};
        properties.delete("a1", "k"), "DELETE /rest/api/3/user/properties/k?accountId=a1";
        me.preference("p"), "GET /rest/api/3/mypreferences?key=p";
        me.set_preference("p", "false"), "PUT /rest/api/3/mypreferences?key=p", "false";
        me.delete_preference("p"), "DELETE /rest/api/3/mypreferences?key=p";
    }
    let call = site.jira.permissions().permitted_projects(["EDIT_ISSUES"]);
    assert!(call.request().is_safe_to_repeat());
}

#[tokio::test]
async fn reads_what_was_found() {
    let site = Site::start().await;
    let search = site.jira.user_search();
    let users = json!({"header": "Showing 2 of 9 matching users", "total": 9, "users": [
        {"accountId": "a1", "accountType": "atlassian", "html": "<b>Jo</b>", "displayName": "Jo", "avatarUrl": "https://x"},
        {"odd": true}]});
    let groups = json!({"header": "Showing 1 of 1", "total": 1, "groups": [{"name": "jokers", "groupId": "g-1"}]});
    let both = json!({"users": users, "groups": groups});
    site.answer("GET /rest/api/3/groupuserpicker?query=jo", both)
        .await;
    let found = search.pick_with_groups("jo").send().await.unwrap();
    let user = found.users.users.good().next().unwrap();
    assert_eq!(
        (found.users.total, user.account_id.as_str()),
        (Some(9), "a1")
    );
    assert_eq!(found.users.users.odd().count(), 1);
    assert_eq!(found.groups.groups.good().next().unwrap().name, "jokers");

    // A window is filtered after it was taken: an empty one is not the end.
    let ask = |start: u32| {
        format!(
            "GET /rest/api/3/user/assignable/search?query=jo&project=ACME&maxResults=1000&startAt={start}"
        )
    };
    site.answer(&ask(0), json!([{"accountId": "a1"}])).await;
    let first = search.assignable().query("jo").project("ACME").send();
    assert_eq!(first.await.unwrap().items.good().count(), 1);

    let body = Some(json!({"permissions": ["EDIT_ISSUES"]}));
    let reply = r#"{"projects":[{"id":10000,"key":"ACME"},{"key":"B"}]}"#;
    site.exchange("POST /rest/api/3/permissions/project", body, 200, reply)
        .await;
    let call = site.jira.permissions().permitted_projects(["EDIT_ISSUES"]);
    let projects = call.send().await.unwrap().projects;
    assert_eq!(projects.good().next().unwrap().id.as_str(), "10000");
    assert_eq!(projects.odd().count(), 1);

    site.answer("GET /rest/api/3/mypreferences?key=p", json!("html"))
        .await;
    let value = site.jira.myself().preference("p").send().await;
    assert_eq!(value.unwrap(), "html");
}
