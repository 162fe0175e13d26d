//! The schemes that say who may, who is told, and who sees; and settings of the whole site.

use std::collections::BTreeMap;

use jira_client::cloud::announcement_banner::BannerVisibility;
use jira_client::cloud::issue_security_schemes::{
    DefaultLevel, MemberExpand, NewSecurityLevel, NewSecurityLevelMember, SecurityLevelMapping,
    SecurityLevelMemberType,
};
use jira_client::cloud::jira_expressions::{
    ExpressionCheck, ExpressionContext, ExpressionErrorType,
};
use jira_client::cloud::notification_schemes::{
    NewNotifications, NotificationExpand, NotificationType,
};
use jira_client::cloud::permission_schemes::{
    GrantExpand, HolderType, NewPermissionGrant, PermissionHolder,
};
use jira_client::cloud::permissions::Permission;
use jira_client::cloud::settings::{TimeFormat, TimeUnit};
use jira_client::cloud::time_tracking::{DaysPerWeek, HoursPerDay};
use serde_json::{Value, json};

use crate::requests::assert_sends;
use crate::site::Site;

fn page(values: &Value) -> Value {
    json!({"maxResults": 50, "startAt": 0, "total": 1, "isLast": true, "values": values})
}

#[tokio::test]
async fn asks_for_permission_schemes() {
    let site = Site::start().await;
    let (schemes, of_project) = (
        site.jira.permission_schemes(),
        site.jira.project_permission_schemes(),
    );
    let group = || PermissionHolder::named(HolderType::Group, "g-1");
    let lead = PermissionHolder::of(HolderType::ProjectLead);
    let grant = || vec![NewPermissionGrant::new(Permission::BrowseProjects, group())];
    assert_sends! {
        schemes.list().expand([GrantExpand::User, GrantExpand::Group]),
            "GET /rest/api/3/permissionscheme?expand=user,group";
        schemes.get("10000").expand([GrantExpand::All]), "GET /rest/api/3/permissionscheme/10000?expand=all";
        schemes.create("S").description("d").permissions(grant()).expand([GrantExpand::Permissions]),
            "POST /rest/api/3/permissionscheme?expand=permissions",
            {"name": "S", "description": "d",
             "permissions": [{"holder": {"type": "group", "value": "g-1"}, "permission": "BROWSE_PROJECTS"}]};
        schemes.update("10000", "S"), "PUT /rest/api/3/permissionscheme/10000", {"name": "S"};
        schemes.update("10000", "S").description("d").permissions(vec![]).expand([GrantExpand::Field]),
            "PUT /rest/api/3/permissionscheme/10000?expand=field", {"name": "S", "description": "d", "permissions": []};
        schemes.delete("10000"), "DELETE /rest/api/3/permissionscheme/10000";
        schemes.grants("10000").expand([GrantExpand::ProjectRole]),
            "GET /rest/api/3/permissionscheme/10000/permission?expand=projectRole";
        schemes.get_grant("10000", "7").expand([GrantExpand::All]),
            "GET /rest/api/3/permissionscheme/10000/permission/7?expand=all";
        schemes.create_grant("10000", lead, Permission::EditIssues).expand([GrantExpand::All]),
            "POST /rest/api/3/permissionscheme/10000/permission?expand=all",
            {"holder": {"type": "projectLead"}, "permission": "EDIT_ISSUES"};
        schemes.delete_grant("10000", "7"), "DELETE /rest/api/3/permissionscheme/10000/permission/7";
        of_project.get("ACME").expand([GrantExpand::All]), "GET /rest/api/3/project/ACME/permissionscheme?expand=all";
        of_project.assign("ACME", "10000").expand([GrantExpand::All]),
            "PUT /rest/api/3/project/ACME/permissionscheme?expand=all", {"id": 10000};
        of_project.security_scheme("10001"), "GET /rest/api/3/project/10001/issuesecuritylevelscheme";
        of_project.security_levels("ACME"), "GET /rest/api/3/project/ACME/securitylevel";
    }
    // A group is named by its name and by its id; expanded, it comes whole.
    let grant = json!({"id": 7, "self": "https://x", "permission": "ADMINISTER_PROJECTS", "holder": {"type": "group",
        "parameter": "admins", "value": "g-1", "expand": "group", "group": {"name": "admins", "groupId": "g-1"}}});
    site.answer(
        "GET /rest/api/3/permissionscheme/10000/permission/7",
        grant.clone(),
    )
    .await;
    let read = schemes.get_grant("10000", "7").send().await.unwrap();
    assert_eq!(serde_json::to_value(read).unwrap(), grant);
    let levels = json!({"levels": [{"self": "https://x", "id": "1", "name": "Secret", "description": "",
        "isDefault": false, "issueSecuritySchemeId": "10000"}, {"odd": true}]});
    site.answer("GET /rest/api/3/project/ACME/securitylevel", levels)
        .await;
    let levels = of_project
        .security_levels("ACME")
        .send()
        .await
        .unwrap()
        .levels;
    assert_eq!(levels.odd().count(), 1);
    assert_eq!(levels.good().next().unwrap().id.as_str(), "1");
}

#[tokio::test]
async fn asks_for_notification_schemes() {
    let site = Site::start().await;
    let schemes = site.jira.notification_schemes();
    let told = || {
        vec![
            NewNotifications::of("1")
                .tell(NotificationType::AllWatchers)
                .tell_named(NotificationType::User, "a1"),
        ]
    };
    let sent = json!([{"event": {"id": "1"}, "notifications": [
        {"notificationType": "AllWatchers"}, {"notificationType": "User", "parameter": "a1"}]}]);
    assert_sends! {
        schemes.list().only_default(true).id(["1"]).project_id(["10000"]).expand([NotificationExpand::All]),
            "GET /rest/api/3/notificationscheme?onlyDefault=true&id=1&projectId=10000&expand=all";
        schemes.get("1").expand([NotificationExpand::User, NotificationExpand::Group]),
            "GET /rest/api/3/notificationscheme/1?expand=user,group";
        schemes.create("S").description("d").events(told()), "POST /rest/api/3/notificationscheme",
            {"name": "S", "description": "d", "notificationSchemeEvents": sent};
        schemes.update("1").name("S").description("d"), "PUT /rest/api/3/notificationscheme/1",
            {"name": "S", "description": "d"};
        schemes.delete("1"), "DELETE /rest/api/3/notificationscheme/1";
        schemes.add_notifications("1", told()), "PUT /rest/api/3/notificationscheme/1/notification",
            {"notificationSchemeEvents": sent};
        schemes.remove_notification("1", "7"), "DELETE /rest/api/3/notificationscheme/1/notification/7";
        schemes.projects().scheme_id(["1"]).project_id(["10000"]),
            "GET /rest/api/3/notificationscheme/project?notificationSchemeId=1&projectId=10000";
    }
    // What is added twice is there twice.
    assert!(
        !schemes
            .add_notifications("1", told())
            .request()
            .is_safe_to_repeat()
    );
    let scheme = json!({"expand": "user", "id": 10100, "self": "https://x", "name": "S", "notificationSchemeEvents": [
        {"event": {"id": 1, "name": "Issue Created", "description": "d"}, "notifications": [
            {"id": 1, "notificationType": "Group", "parameter": "admins", "recipient": "g-1",
             "group": {"name": "admins", "groupId": "g-1"}, "expand": "group"},
            {"id": 2, "notificationType": "CurrentAssignee"}]},
        {"event": {"id": 20, "name": "Own", "templateEvent": {"id": 1, "name": "Issue Created"}}, "notifications": []}]});
    site.answer("GET /rest/api/3/notificationscheme/10100", scheme.clone())
        .await;
    let read = schemes.get("10100").send().await.unwrap();
    assert_eq!(serde_json::to_value(read).unwrap(), scheme);
}

#[tokio::test]
async fn asks_for_issue_security_schemes() {
    let site = Site::start().await;
    let (schemes, levels) = (
        site.jira.issue_security_schemes(),
        site.jira.issue_security_levels(),
    );
    let members = || {
        vec![NewSecurityLevelMember::named(
            SecurityLevelMemberType::Group,
            "admins",
        )]
    };
    let new = || {
        let reporter = NewSecurityLevelMember::of(SecurityLevelMemberType::Reporter);
        vec![
            NewSecurityLevel::new("Secret")
                .description("d")
                .is_default(true)
                .member(reporter),
        ]
    };
    let sent = json!([{"name": "Secret", "description": "d", "isDefault": true, "members": [{"type": "reporter"}]}]);
    assert_sends! {
        schemes.list(), "GET /rest/api/3/issuesecurityschemes";
        schemes.search().id(["1"]).project_id(["10000"]),
            "GET /rest/api/3/issuesecurityschemes/search?id=1&projectId=10000";
        schemes.get("1"), "GET /rest/api/3/issuesecurityschemes/1";
        schemes.create("S").description("d").levels(new()), "POST /rest/api/3/issuesecurityschemes",
            {"name": "S", "description": "d", "levels": sent};
        schemes.update("1").name("S").description("d"), "PUT /rest/api/3/issuesecurityschemes/1",
            {"name": "S", "description": "d"};
        schemes.delete("1"), "DELETE /rest/api/3/issuesecurityschemes/1";
        schemes.levels().only_default(true).id(["7"]).scheme_id(["1"]),
            "GET /rest/api/3/issuesecurityschemes/level?onlyDefault=true&id=7&schemeId=1";
        schemes.members().id(["9"]).scheme_id(["1"]).level_id(["7"]).expand([MemberExpand::User, MemberExpand::Field]),
            "GET /rest/api/3/issuesecurityschemes/level/member?id=9&schemeId=1&levelId=7&expand=user,field";
        schemes.add_levels("1").levels(new()), "PUT /rest/api/3/issuesecurityschemes/1/level", {"levels": sent};
        schemes.update_level("1", "7").name("S").description("d"), "PUT /rest/api/3/issuesecurityschemes/1/level/7",
            {"name": "S", "description": "d"};
        schemes.remove_level("1", "7").replace_with("8"),
            "DELETE /rest/api/3/issuesecurityschemes/1/level/7?replaceWith=8";
        schemes.assign("10000", None), "PUT /rest/api/3/issuesecurityschemes/project",
            {"projectId": "10000", "schemeId": null};
        schemes.assign("10000", Some("1".into())).level_mappings([SecurityLevelMapping::new("7", "8")]),
            "PUT /rest/api/3/issuesecurityschemes/project", {"projectId": "10000", "schemeId": "1",
            "oldToNewSecurityLevelMappings": [{"oldLevelId": "7", "newLevelId": "8"}]};
        schemes.set_default_levels(vec![DefaultLevel::new("1", "7"), DefaultLevel::none("2")]),
            "PUT /rest/api/3/issuesecurityschemes/level/default",
            {"defaultValues": [{"issueSecuritySchemeId": "1", "defaultLevelId": "7"},
                {"issueSecuritySchemeId": "2", "defaultLevelId": null}]};
        schemes.add_members("1", "7").members(members()), "PUT /rest/api/3/issuesecurityschemes/1/level/7/member",
            {"members": [{"type": "group", "parameter": "admins"}]};
        schemes.remove_member("1", "7", "9"), "DELETE /rest/api/3/issuesecurityschemes/1/level/7/member/9";
        schemes.projects().scheme_id(["1"]).project_id(["10000"]),
            "GET /rest/api/3/issuesecurityschemes/project?issueSecuritySchemeId=1&projectId=10000";
        levels.get("7"), "GET /rest/api/3/securitylevel/7";
        levels.members("1").level_id(["7"]).expand([MemberExpand::All]),
            "GET /rest/api/3/issuesecurityschemes/1/members?issueSecurityLevelId=7&expand=all";
    }
    // Ids are numbers in one answer and text in the other.
    let member =
        |id: Value| json!({"id": id, "issueSecurityLevelId": id, "holder": {"type": "reporter"}});
    for (ask, id) in [("1/members", json!(7)), ("level/member", json!("7"))] {
        let ask = format!("GET /rest/api/3/issuesecurityschemes/{ask}?maxResults=50&startAt=0");
        site.answer(&ask, page(&json!([member(id)]))).await;
    }
    let one = levels
        .members("1")
        .items()
        .collect()
        .await
        .unwrap()
        .remove(0);
    let other = schemes.members().items().collect().await.unwrap().remove(0);
    assert_eq!(
        (one.id, one.issue_security_level_id),
        (other.id, other.issue_security_level_id)
    );
    let found = json!({"self": "https://x", "id": 10000, "name": "S", "defaultLevel": 7, "projectIds": [10001]});
    site.answer(
        "GET /rest/api/3/issuesecurityschemes/search?maxResults=50&startAt=0",
        page(&json!([found])),
    )
    .await;
    let found = schemes.search().items().collect().await.unwrap().remove(0);
    assert_eq!(found.default_level.unwrap().as_str(), "7");
    assert_eq!(found.project_ids.unwrap()[0].as_str(), "10001");
}

#[tokio::test]
async fn asks_for_settings_of_the_site() {
    let site = Site::start().await;
    let (time, banner) = (site.jira.time_tracking(), site.jira.announcement_banner());
    assert_sends! {
        time.selected(), "GET /rest/api/3/configuration/timetracking";
        time.select("JIRA"), "PUT /rest/api/3/configuration/timetracking", {"key": "JIRA"};
        time.providers(), "GET /rest/api/3/configuration/timetracking/list";
        time.options(), "GET /rest/api/3/configuration/timetracking/options";
        time.set_options(HoursPerDay(7.5), DaysPerWeek(5.0), TimeFormat::Pretty, TimeUnit::Day),
            "PUT /rest/api/3/configuration/timetracking/options",
            {"workingHoursPerDay": 7.5, "workingDaysPerWeek": 5.0, "timeFormat": "pretty", "defaultUnit": "day"};
        banner.get(), "GET /rest/api/3/announcementBanner";
        banner.set().message("m").is_enabled(true).is_dismissible(false).visibility(BannerVisibility::Public),
            "PUT /rest/api/3/announcementBanner",
            {"message": "m", "isEnabled": true, "isDismissible": false, "visibility": "public"};
        site.jira.issue_navigator_settings().columns(), "GET /rest/api/3/settings/columns";
    }
    // Off, it is nothing.
    site.exchange("GET /rest/api/3/configuration/timetracking", None, 204, "")
        .await;
    assert!(time.selected().send().await.unwrap().is_none());
}

#[tokio::test]
async fn asks_for_expressions() {
    let site = Site::start().await;
    let expressions = site.jira.jira_expressions();
    let context = ExpressionContext::new()
        .issue_key("ACME-1")
        .project_key("ACME")
        .issues("project = ACME", Some(50), Some("t".to_owned()))
        .sprint(1)
        .board(2)
        .service_desk(3)
        .customer_request(4)
        .custom([json!({"type": "json", "key": "config", "value": {}})]);
    let variables = BTreeMap::from([("list".to_owned(), "List<String>".to_owned())]);
    let call = || expressions.analyse(["issues"]);
    assert_sends! {
        expressions.evaluate("issues.length").expand("meta.complexity").context(context),
            "POST /rest/api/3/expression/evaluate?expand=meta.complexity",
            {"expression": "issues.length", "context": {"issue": {"key": "ACME-1"}, "project": {"key": "ACME"},
                "issues": {"jql": {"query": "project = ACME", "maxResults": 50, "nextPageToken": "t"}},
                "sprint": 1, "board": 2, "serviceDesk": 3, "customerRequest": 4,
                "custom": [{"type": "json", "key": "config", "value": {}}]}};
        call().check(ExpressionCheck::Type).context_variables(variables),
            "POST /rest/api/3/expression/analyse?check=type",
            {"expressions": ["issues"], "contextVariables": {"list": "List<String>"}};
    }
    let result = json!({"value": ["ACME-1"], "meta": {
        "issues": {"jql": {"nextPageToken": "u", "isLast": false}},
        "complexity": {"steps": {"value": 1, "limit": 10000}, "expensiveOperations": {"value": 3, "limit": 10},
            "beans": {"value": 0, "limit": 1000}, "primitiveValues": {"value": 1, "limit": 10000}}}});
    site.exchange(
        "POST /rest/api/3/expression/evaluate",
        Some(json!({"expression": "issues"})),
        200,
        &result.to_string(),
    )
    .await;
    let read = expressions.evaluate("issues").send().await.unwrap();
    assert_eq!(serde_json::to_value(read).unwrap(), result);
    let result = json!({"results": [{"expression": "issues", "valid": false, "errors": [
        {"type": "syntax", "message": "m", "line": 1, "column": 2, "expression": "i"}]}]});
    site.exchange(
        "POST /rest/api/3/expression/analyse",
        Some(json!({"expressions": ["issues"]})),
        200,
        &result.to_string(),
    )
    .await;
    let read = call().send().await.unwrap();
    assert_eq!(read.results[0].errors[0].kind, ExpressionErrorType::Syntax);
    assert_eq!(serde_json::to_value(read).unwrap(), result);
}
