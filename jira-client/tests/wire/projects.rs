use jira_client::cloud::projects::{
    CategoryChoice, NewProject, ProjectAction, ProjectAssigneeType, ProjectExpand, ProjectOrder,
    ProjectStatus, ProjectStyle, ProjectTemplate, ProjectTypeKey, ScopeType,
};
use jira_client::{ProjectId, ProjectKey, Timestamp};
use serde_json::{Value, json};

use crate::site::Site;

fn acme() -> Value {
    json!({
        "expand": "description,lead", "self": "https://x/rest/api/3/project/10000", "id": "10000", "key": "ACME",
        "name": "Acme", "simplified": false, "style": "classic", "isPrivate": false, "projectTypeKey": "software",
        "properties": {}, "avatarUrls": {"16x16": "https://x/16"},
        "projectCategory": {"self": "https://x", "id": "10001", "name": "Makers", "description": ""}
    })
}

#[tokio::test]
async fn searches_projects() {
    let site = Site::start().await;
    let page = |start: usize, last: bool, value: Value| json!({"self": "https://x", "maxResults": 1, "startAt": start, "total": 2, "isLast": last, "values": [value]});
    let query = "orderBy=-lastIssueUpdatedDate&query=a+b&categoryId=10001&action=edit&propertyQuery=%5Bk%5D.n%3D1\
                 &id=10000&id=10001&keys=ACME&status=live&status=deleted&typeKey=software%2Cbusiness\
                 &expand=lead%2Cinsight&properties=k%2Cl";
    let mut trashed = acme();
    trashed["id"] = json!("10001");
    trashed["projectTypeKey"] = json!("moon_landing");
    for (field, value) in [
        ("deleted", json!(true)),
        ("deletedDate", json!("2026-03-01T10:00:00.000+0000")),
        ("deletedBy", json!({"accountId": "a1"})),
        ("retentionTillDate", json!("2026-04-30T10:00:00.000+0000")),
        (
            "insight",
            json!({"totalIssueCount": 7, "lastIssueUpdateTime": "2026-02-01T10:00:00.000+0000"}),
        ),
    ] {
        trashed[field] = value;
    }
    // The service gives fewer than were asked for.
    let path = "GET /rest/api/3/project/search";
    site.answer(
        &format!("{path}?{query}&maxResults=100&startAt=0"),
        page(0, false, acme()),
    )
    .await;
    site.answer(
        &format!("{path}?{query}&maxResults=100&startAt=1"),
        page(1, true, trashed),
    )
    .await;
    let all = site
        .jira
        .projects()
        .search()
        .order_by(ProjectOrder::LastIssueUpdatedDateDescending)
        .query("a b")
        .category_id("10001")
        .action(ProjectAction::Edit)
        .property_query("[k].n=1")
        .id(["10000", "10001"])
        .keys(["ACME"])
        .status([ProjectStatus::Live, ProjectStatus::Deleted])
        .type_key([ProjectTypeKey::Software, ProjectTypeKey::Business])
        .expand([ProjectExpand::Lead, ProjectExpand::Insight])
        .properties(["k", "l"])
        .items()
        .collect()
        .await
        .unwrap();
    assert_eq!(
        (all[0].style.as_ref(), all[0].deleted),
        (Some(&ProjectStyle::Classic), None)
    );
    assert_eq!(
        all[0].project_category.as_ref().unwrap().id.as_str(),
        "10001"
    );
    assert_eq!(all[1].project_type_key, Some("moon_landing".into()));
    assert_eq!(all[1].insight.as_ref().unwrap().total_issue_count, Some(7));
    assert!(
        all[1]
            .retention_till_date
            .as_ref()
            .and_then(Timestamp::epoch_millis)
            .is_some()
    );
}

#[tokio::test]
async fn reads_projects() {
    let site = Site::start().await;
    let mut whole = acme();
    for (field, value) in [
        ("lead", json!({"accountId": "a1", "displayName": "Lead"})),
        ("projectKeys", json!(["ACME", "OLD"])),
        (
            "components",
            json!([{"id": "1", "name": "Pumps", "isAssigneeTypeValid": false}]),
        ),
        (
            "issueTypes",
            json!([{"id": "10003", "name": "Task", "subtask": false, "avatarId": 10318, "entityId": "e",
            "hierarchyLevel": 0, "scope": {"type": "PROJECT", "project": {"id": "10000"}}}]),
        ),
        (
            "issueTypeHierarchy",
            json!({"baseLevelId": 1, "levels": [{"id": 1, "name": "Base", "level": 0,
            "issueTypeIds": [10003], "hierarchyLevelNumber": 0}]}),
        ),
        ("assigneeType", json!("UNASSIGNED")),
        (
            "versions",
            json!([{"id": "7", "name": "1.0", "archived": false, "released": true, "projectId": 10000}]),
        ),
        (
            "roles",
            json!({"Administrators": "https://x/rest/api/3/project/10000/role/10002"}),
        ),
        ("permissions", json!({"canEdit": true})),
        (
            "landingPageInfo",
            json!({"url": "/jira/boards/1", "boardId": 1, "boardName": "B", "attributes": {"a": "b"}}),
        ),
        ("properties", json!({"k": {"n": 1}})),
    ] {
        whole[field] = value;
    }
    let path = "GET /rest/api/3/project/ACME";
    site.answer(
        &format!("{path}?expand=projectKeys%2CissueTypeHierarchy&properties=k"),
        whole,
    )
    .await;
    let read = site
        .jira
        .projects()
        .get(ProjectKey::new("ACME"))
        .expand([
            ProjectExpand::ProjectKeys,
            ProjectExpand::IssueTypeHierarchy,
        ])
        .properties(["k"])
        .send()
        .await
        .unwrap();
    assert_eq!(read.lead_id().unwrap().as_str(), "a1");
    let issue_type = &read.issue_types.as_ref().unwrap()[0];
    assert_eq!(issue_type.avatar_id, Some("10318".into()));
    let scope = issue_type.scope.as_ref().unwrap();
    assert_eq!(
        (
            scope.kind.as_ref(),
            scope.project.as_ref().unwrap().id.as_str()
        ),
        (Some(&ScopeType::Project), "10000")
    );
    assert_eq!(
        read.issue_type_hierarchy.unwrap().levels.unwrap()[0].issue_type_ids,
        Some(vec![10003])
    );
    assert_eq!(read.versions.unwrap()[0].project_id, Some("10000".into()));
    assert_eq!(read.permissions.unwrap().can_edit, Some(true));
    assert_eq!(read.landing_page_info.unwrap().board_id, Some(1));
    assert_eq!(read.properties.unwrap()["k"]["n"], 1);

    let by_id = site.jira.projects().get(ProjectId::new("10000"));
    assert_eq!(by_id.request().path().unwrap(), "/rest/api/3/project/10000");

    site.answer(
        "GET /rest/api/3/project/recent?expand=url&properties=k",
        json!([acme(), 5]),
    )
    .await;
    let call = site
        .jira
        .projects()
        .recent()
        .expand([ProjectExpand::Url])
        .properties(["k"]);
    let recent = call.send().await.unwrap();
    assert_eq!((recent.len(), recent.odd().count()), (2, 1));

    let statuses = json!([{"self": "https://x", "id": "3", "name": "Task", "subtask": false, "statuses": [
        {"self": "https://x", "description": "", "iconUrl": "https://x", "name": "Open", "id": "1",
         "statusCategory": {"id": 2, "key": "new", "colorName": "blue-gray", "name": "New"}}]}]);
    site.answer("GET /rest/api/3/project/ACME/statuses", statuses)
        .await;
    let statuses = site
        .jira
        .projects()
        .statuses("ACME")
        .send()
        .await
        .unwrap()
        .into_vec()
        .unwrap();
    assert_eq!(statuses[0].statuses[0].id.as_str(), "1");

    let hierarchy = json!({"projectId": 10030, "hierarchy": [
        {"level": 1, "name": "Epic", "issueTypes": [{"id": 10007, "entityId": "e", "name": "Epic", "avatarId": 10179}]},
        {"level": -1, "name": "Subtask", "issueTypes": []}]});
    site.answer("GET /rest/api/3/project/10030/hierarchy", hierarchy)
        .await;
    let levels = site
        .jira
        .projects()
        .hierarchy("10030")
        .send()
        .await
        .unwrap()
        .hierarchy;
    assert_eq!(
        (levels[0].issue_types[0].id.as_str(), levels[1].level),
        ("10007", Some(-1))
    );
}

#[tokio::test]
async fn makes_and_changes_projects() {
    let site = Site::start().await;
    let body = json!({"key": "ACME", "name": "Acme", "leadAccountId": "a1", "projectTypeKey": "software",
        "projectTemplateKey": "com.pyxis.greenhopper.jira:gh-simplified-agility-scrum"});
    let made = r#"{"self":"https://x/rest/api/3/project/10042","id":10042,"key":"ACME"}"#;
    site.exchange("POST /rest/api/3/project", Some(body), 201, made)
        .await;
    let new = NewProject::from_template("ACME", "Acme", "a1", ProjectTemplate::TeamManagedScrum);
    let made = site.jira.projects().create(new).send().await.unwrap();
    assert_eq!((made.id.as_str(), made.key.as_str()), ("10042", "ACME"));

    let body = json!({"name": "N", "key": "KEY", "description": "D", "leadAccountId": "a2", "url": "https://example.com",
        "assigneeType": "PROJECT_LEAD", "avatarId": 10400, "categoryId": 10001, "issueSecurityScheme": 1,
        "notificationScheme": 2, "permissionScheme": 3, "releasedProjectKeys": ["OLD"]});
    let reply = acme().to_string();
    site.exchange(
        "PUT /rest/api/3/project/ACME?expand=lead",
        Some(body),
        200,
        &reply,
    )
    .await;
    let changed = site
        .jira
        .projects()
        .update("ACME")
        .expand([ProjectExpand::Lead])
        .name("N")
        .key("KEY")
        .description("D")
        .lead("a2")
        .url("https://example.com")
        .assignee_type(ProjectAssigneeType::ProjectLead)
        .avatar("10400")
        .category("10001")
        .issue_security_scheme(1_u64)
        .notification_scheme(2_u64)
        .permission_scheme(3_u64)
        .released_project_keys(["OLD"])
        .send()
        .await
        .unwrap();
    assert_eq!(changed.id.as_str(), "10000");
    site.exchange(
        "PUT /rest/api/3/project/ACME",
        Some(json!({"categoryId": -1})),
        200,
        &reply,
    )
    .await;
    site.jira
        .projects()
        .update("ACME")
        .category(CategoryChoice::none())
        .send()
        .await
        .unwrap();
}

#[tokio::test]
async fn ends_projects_and_fetches_them_back() {
    let site = Site::start().await;
    let projects = site.jira.projects();
    site.exchange(
        "DELETE /rest/api/3/project/ACME?enableUndo=false",
        None,
        204,
        "",
    )
    .await;
    projects
        .delete("ACME")
        .enable_undo(false)
        .send()
        .await
        .unwrap();
    site.exchange("DELETE /rest/api/3/project/ACME", None, 204, "")
        .await;
    projects.delete("ACME").send().await.unwrap();
    site.exchange("POST /rest/api/3/project/ACME/archive", None, 204, "")
        .await;
    projects.archive("ACME").send().await.unwrap();
    site.exchange(
        "POST /rest/api/3/project/ACME/restore",
        None,
        200,
        &acme().to_string(),
    )
    .await;
    assert_eq!(
        projects
            .restore("ACME")
            .send()
            .await
            .unwrap()
            .name
            .as_deref(),
        Some("Acme")
    );

    site.redirect(
        "POST /rest/api/3/project/ACME/delete",
        "/rest/api/3/task/17",
    )
    .await;
    let task = json!({"self": "https://x/rest/api/3/task/17", "id": "17", "status": "RUNNING", "progress": 10});
    site.answer("GET /rest/api/3/task/17", task).await;
    let task = projects.delete_in_background("ACME").send().await.unwrap();
    assert_eq!((task.id.as_str(), task.progress), ("17", Some(10)));
}
