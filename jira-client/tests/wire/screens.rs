//! Screens, their tabs and fields, and the schemes that they belong to.

use jira_client::cloud::issue_type_screen_schemes::IssueTypeScreenSchemeMapping;
use jira_client::cloud::screen_schemes::{ScreenTypes, UpdateScreenTypes};
use jira_client::cloud::screen_tab_fields::FieldPosition;
use jira_client::cloud::screens::{ScreenId, ScreenOrder, ScreenScope};
use jira_client::core::Patch;
use serde_json::json;

use crate::requests::assert_sends;
use crate::site::Site;

#[tokio::test]
async fn asks_for_screens() {
    let site = Site::start().await;
    let screens = site.jira.screens();
    assert_sends! {
        screens.list().query_string("bug").order_by(ScreenOrder::NameDescending).id(["1", "2"]).scope([ScreenScope::Global]),
            "GET /rest/api/3/screens?queryString=bug&orderBy=-name&id=1&id=2&scope=GLOBAL";
        screens.of_field("customfield_1").expand("tab"), "GET /rest/api/3/field/customfield_1/screens?expand=tab";
        screens.create("Bug").description("d"), "POST /rest/api/3/screens", {"name": "Bug", "description": "d"};
        screens.update("1").name("Bug"), "PUT /rest/api/3/screens/1", {"name": "Bug"};
        screens.delete("1"), "DELETE /rest/api/3/screens/1";
        screens.add_to_default("labels"), "POST /rest/api/3/screens/addToDefault/labels";
        screens.available_fields("1"), "GET /rest/api/3/screens/1/availableFields";
    }
    let screen = json!({"id": 10005, "name": "Bug", "description": "d",
        "scope": {"type": "PROJECT", "project": {"id": "10000"}}, "tab": {"id": 10000, "name": "Fields"}});
    site.answer(
        "GET /rest/api/3/field/summary/screens?maxResults=100&startAt=0",
        json!({"maxResults": 100, "startAt": 0, "total": 1, "isLast": true, "values": [screen]}),
    )
    .await;
    let found = screens
        .of_field("summary")
        .items()
        .collect()
        .await
        .unwrap()
        .remove(0);
    assert_eq!(found.scope.unwrap().project.unwrap().id.as_str(), "10000");
    assert_eq!(found.tab.unwrap().name.as_deref(), Some("Fields"));
}

#[tokio::test]
async fn asks_for_tabs_and_their_fields() {
    let site = Site::start().await;
    let (tabs, fields) = (site.jira.screen_tabs(), site.jira.screen_tab_fields());
    assert_sends! {
        tabs.list("1").project_key("ACME"), "GET /rest/api/3/screens/1/tabs?projectKey=ACME";
        tabs.of_screens().screen_id(["1", "2"]).tab_id(["7"]),
            "GET /rest/api/3/screens/tabs?screenId=1&screenId=2&tabId=7";
        tabs.create("1", "More"), "POST /rest/api/3/screens/1/tabs", {"name": "More"};
        tabs.rename("1", "7", "Less"), "PUT /rest/api/3/screens/1/tabs/7", {"name": "Less"};
        tabs.delete("1", "7"), "DELETE /rest/api/3/screens/1/tabs/7";
        tabs.move_to("1", "7", 0_u32), "POST /rest/api/3/screens/1/tabs/7/move/0";
        fields.list("1", "7").project_key("ACME"), "GET /rest/api/3/screens/1/tabs/7/fields?projectKey=ACME";
        fields.add("1", "7", "labels").skip_field_association(true),
            "POST /rest/api/3/screens/1/tabs/7/fields?skipFieldAssociation=true", {"fieldId": "labels"};
        fields.remove("1", "7", "labels"), "DELETE /rest/api/3/screens/1/tabs/7/fields/labels";
        fields.move_field("1", "7", "labels").after("summary"),
            "POST /rest/api/3/screens/1/tabs/7/fields/labels/move", {"after": "summary"};
        fields.move_field("1", "7", "labels").position(FieldPosition::First),
            "POST /rest/api/3/screens/1/tabs/7/fields/labels/move", {"position": "First"};
    }
    site.answer(
        "GET /rest/api/3/screens/1/tabs",
        json!([{"id": 7, "name": "Fields"}, {"name": "odd"}]),
    )
    .await;
    let found = tabs.list("1").send().await.unwrap();
    assert_eq!((found.good().count(), found.odd().count()), (1, 1));

    // The size is asked for under another name, and answered under the usual one.
    for (start, tab) in [(0, 7), (1, 8)] {
        let reply = json!({"isLast": start == 1, "maxResults": 1, "startAt": start, "total": 2,
            "values": [{"screenId": 1, "tabId": tab, "tabName": "Fields"}]});
        let ask = format!("GET /rest/api/3/screens/tabs?screenId=1&maxResult=100&startAt={start}");
        site.answer(&ask, reply).await;
    }
    let found = tabs.of_screens().screen_id(["1"]).items().collect().await;
    let found = found.unwrap();
    assert_eq!(found.len(), 2);
    assert_eq!(found[1].tab_id.as_str(), "8");
    assert_eq!(found[1].screen_id.as_str(), "1");
    assert_eq!(found[1].tab_name.as_deref(), Some("Fields"));
}

#[tokio::test]
async fn asks_for_screen_schemes() {
    let site = Site::start().await;
    let schemes = site.jira.screen_schemes();
    let clear = UpdateScreenTypes::new()
        .default_screen("1")
        .create(ScreenId::new("2"))
        .edit(Patch::Clear);
    assert_sends! {
        schemes.list().expand("issueTypeScreenSchemes").query_string("x").order_by(ScreenOrder::Id).id(["1"]),
            "GET /rest/api/3/screenscheme?expand=issueTypeScreenSchemes&queryString=x&orderBy=id&id=1";
        schemes.create("Bug", ScreenTypes::new("1").create("2").edit("3").view("4")).description("d"),
            "POST /rest/api/3/screenscheme",
            {"name": "Bug", "description": "d", "screens": {"default": 1, "create": 2, "edit": 3, "view": 4}};
        schemes.update("1").name("Bug").screens(clear), "PUT /rest/api/3/screenscheme/1",
            {"name": "Bug", "screens": {"default": "1", "create": "2", "edit": null}};
        schemes.delete("1"), "DELETE /rest/api/3/screenscheme/1";
    }
    let body = json!({"name": "Bug", "screens": {"default": 1}});
    site.exchange(
        "POST /rest/api/3/screenscheme",
        Some(body),
        201,
        r#"{"id": 10001}"#,
    )
    .await;
    let made = schemes
        .create("Bug", ScreenTypes::new("1"))
        .send()
        .await
        .unwrap();
    assert_eq!(made.id.as_str(), "10001");
}

#[tokio::test]
async fn asks_for_issue_type_screen_schemes() {
    let site = Site::start().await;
    let schemes = site.jira.issue_type_screen_schemes();
    let default = || vec![IssueTypeScreenSchemeMapping::default_to("10002")];
    let bug = || vec![IssueTypeScreenSchemeMapping::new("10001", "10002")];
    assert_sends! {
        schemes.list().query_string("x").order_by(ScreenOrder::Name).id(["1"]),
            "GET /rest/api/3/issuetypescreenscheme?queryString=x&orderBy=name&id=1";
        schemes.create("S", default()).description("d"), "POST /rest/api/3/issuetypescreenscheme",
            {"name": "S", "description": "d", "issueTypeMappings": [{"issueTypeId": "default", "screenSchemeId": "10002"}]};
        schemes.update("1").name("S").description("d"), "PUT /rest/api/3/issuetypescreenscheme/1",
            {"name": "S", "description": "d"};
        schemes.delete("1"), "DELETE /rest/api/3/issuetypescreenscheme/1";
        schemes.mappings().scheme_id(["1"]),
            "GET /rest/api/3/issuetypescreenscheme/mapping?issueTypeScreenSchemeId=1";
        schemes.add_mappings("1", bug()), "PUT /rest/api/3/issuetypescreenscheme/1/mapping",
            {"issueTypeMappings": [{"issueTypeId": "10001", "screenSchemeId": "10002"}]};
        schemes.set_default("1", "10002"), "PUT /rest/api/3/issuetypescreenscheme/1/mapping/default",
            {"screenSchemeId": "10002"};
        schemes.remove_mappings("1", ["10001"]),
            "POST /rest/api/3/issuetypescreenscheme/1/mapping/remove", {"issueTypeIds": ["10001"]};
        schemes.of_projects(["10000", "10001"]),
            "GET /rest/api/3/issuetypescreenscheme/project?projectId=10000&projectId=10001";
        schemes.assign("1", "10000"), "PUT /rest/api/3/issuetypescreenscheme/project",
            {"issueTypeScreenSchemeId": "1", "projectId": "10000"};
        schemes.projects("1").query("acme"), "GET /rest/api/3/issuetypescreenscheme/1/project?query=acme";
    }
    let scheme =
        json!({"issueTypeScreenScheme": {"id": "1", "name": "Default"}, "projectIds": ["10000"]});
    site.answer(
        "GET /rest/api/3/issuetypescreenscheme/project?projectId=10000&maxResults=50&startAt=0",
        json!({"maxResults": 50, "startAt": 0, "total": 1, "isLast": true, "values": [scheme]}),
    )
    .await;
    let found = schemes
        .of_projects(["10000"])
        .items()
        .collect()
        .await
        .unwrap();
    assert_eq!(found[0].issue_type_screen_scheme.id.as_str(), "1");
    let item =
        json!({"issueTypeScreenSchemeId": "1", "issueTypeId": "default", "screenSchemeId": "2"});
    site.answer(
        "GET /rest/api/3/issuetypescreenscheme/mapping?maxResults=50&startAt=0",
        json!({"maxResults": 50, "startAt": 0, "total": 1, "isLast": true, "values": [item]}),
    )
    .await;
    let found = schemes.mappings().items().collect().await.unwrap();
    assert_eq!(found[0].screen_scheme_id.as_str(), "2");
}
