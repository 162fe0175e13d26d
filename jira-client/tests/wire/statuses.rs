//! Statuses, their categories, priorities and resolutions.

use jira_client::cloud::priorities::ListPosition;
use jira_client::cloud::priority_schemes::{
    NewPriorityScheme, PrioritySchemeChange, PrioritySchemeExpand, PrioritySchemeOrder,
    SuggestMappings,
};
use jira_client::cloud::projects::ScopeType;
use jira_client::cloud::resolutions::ReplaceWith;
use jira_client::cloud::status_categories::StatusCategoryKey;
use jira_client::cloud::statuses::{NewStatus, NewStatusScope, StatusCategoryCode, UpdateStatus};
use serde_json::{Value, json};

use crate::requests::assert_sends;
use crate::site::Site;

fn page(values: &Value) -> Value {
    json!({"maxResults": 50, "startAt": 0, "total": 1, "isLast": true, "values": values})
}

#[tokio::test]
async fn asks_for_statuses() {
    let site = Site::start().await;
    let (statuses, categories) = (site.jira.statuses(), site.jira.status_categories());
    let new = || vec![NewStatus::new("Seen", StatusCategoryCode::Done).description("d")];
    let change = || vec![UpdateStatus::new("7", "Seen", StatusCategoryCode::Todo)];
    let seen = json!({"name": "Seen", "statusCategory": "DONE", "description": "d"});
    assert_sends! {
        categories.list(), "GET /rest/api/3/statuscategory";
        categories.get(StatusCategoryKey::Indeterminate), "GET /rest/api/3/statuscategory/indeterminate";
        statuses.list(), "GET /rest/api/3/status";
        statuses.get("In Review"), "GET /rest/api/3/status/In%20Review";
        statuses.search().project_id("10000").search_string("x").status_category(StatusCategoryCode::InProgress),
            "GET /rest/api/3/statuses/search?projectId=10000&searchString=x&statusCategory=IN_PROGRESS";
        statuses.get_many(["1", "3"]), "GET /rest/api/3/statuses?id=1&id=3";
        statuses.by_names(["A", "B"]).project_id("10000"),
            "GET /rest/api/3/statuses/byNames?name=A&name=B&projectId=10000";
        statuses.create(NewStatusScope::global(), new()), "POST /rest/api/3/statuses",
            {"scope": {"type": "GLOBAL"}, "statuses": [seen]};
        statuses.create(NewStatusScope::project("10000"), new()), "POST /rest/api/3/statuses",
            {"scope": {"type": "PROJECT", "project": {"id": "10000"}}, "statuses": [seen]};
        statuses.update(change()), "PUT /rest/api/3/statuses",
            {"statuses": [{"id": "7", "name": "Seen", "statusCategory": "TODO"}]};
        statuses.delete(["7", "8"]), "DELETE /rest/api/3/statuses?id=7&id=8";
        statuses.project_usages("7"), "GET /rest/api/3/statuses/7/projectUsages";
        statuses.workflow_usages("7"), "GET /rest/api/3/statuses/7/workflowUsages";
        statuses.issue_type_usages("7", "10000"), "GET /rest/api/3/statuses/7/project/10000/issueTypeUsages";
    }
}

#[tokio::test]
async fn reads_statuses_of_both_kinds() {
    let site = Site::start().await;
    let statuses = site.jira.statuses();
    let status = json!({"self": "https://x", "description": "", "iconUrl": "https://x/i.png", "name": "Offen",
        "untranslatedName": "Open", "id": "1", "scope": {"type": "PROJECT", "project": {"id": "10000"}},
        "statusCategory": {"self": "https://x", "id": 2, "key": "new", "colorName": "blue-gray", "name": "Zu erledigen"}});
    site.answer("GET /rest/api/3/status/1", status.clone())
        .await;
    let one = statuses.get("1").send().await.unwrap();
    assert_eq!(one.untranslated_name.as_deref(), Some("Open"));
    let category = one.status_category.as_ref().unwrap();
    assert_eq!(category.key, Some(StatusCategoryKey::New));
    assert_eq!(serde_json::to_value(&one).unwrap(), status);

    let status = json!({"id": "7", "name": "Seen", "statusCategory": "DONE", "scope": {"type": "GLOBAL"},
        "description": "", "usages": [], "workflowUsages": []});
    site.answer(
        "GET /rest/api/3/statuses/search?maxResults=200&startAt=0",
        page(&json!([status])),
    )
    .await;
    let one = statuses.search().items().collect().await.unwrap().remove(0);
    assert_eq!(one.status_category, Some(StatusCategoryCode::Done));
    assert_eq!(one.scope.unwrap().kind, Some(ScopeType::Global));
}

#[tokio::test]
async fn walks_through_who_uses_a_status() {
    let site = Site::start().await;
    let ask = "GET /rest/api/3/statuses/7/projectUsages?maxResults=200";
    let first =
        json!({"statusId": "7", "projects": {"values": [{"id": "10000"}], "nextPageToken": "a"}});
    site.answer(ask, first).await;
    let second = json!({"statusId": "7", "projects": {"values": [{"id": "10001"}]}});
    site.answer(&format!("{ask}&nextPageToken=a"), second).await;
    let users = site
        .jira
        .statuses()
        .project_usages("7")
        .items()
        .collect()
        .await
        .unwrap();
    let ids: Vec<_> = users.iter().map(|user| user.id.as_str()).collect();
    assert_eq!(ids, ["10000", "10001"]);

    let answer = |field: &str| json!({field: {"values": [{"id": "x"}]}});
    let ask = |what: &str| format!("GET /rest/api/3/statuses/7/{what}?maxResults=200");
    site.answer(&ask("workflowUsages"), answer("workflows"))
        .await;
    let users = site
        .jira
        .statuses()
        .workflow_usages("7")
        .items()
        .collect()
        .await
        .unwrap();
    assert_eq!(users[0].id.as_str(), "x");
    site.answer(&ask("project/10000/issueTypeUsages"), answer("issueTypes"))
        .await;
    let users = site.jira.statuses().issue_type_usages("7", "10000").items();
    assert_eq!(users.collect().await.unwrap()[0].id.as_str(), "x");
}

#[tokio::test]
async fn asks_for_priorities_and_resolutions() {
    let site = Site::start().await;
    let (priorities, resolutions) = (site.jira.priorities(), site.jira.resolutions());
    assert_sends! {
        priorities.list().priority_name("x").only_default(true).expand("schemes").id(["1"]).project_id(["10000"]),
            "GET /rest/api/3/priority/search?priorityName=x&onlyDefault=true&expand=schemes&id=1&projectId=10000";
        priorities.get("1"), "GET /rest/api/3/priority/1";
        priorities.create("Now", "#f00").description("d").avatar_id(10280_u64), "POST /rest/api/3/priority",
            {"name": "Now", "statusColor": "#f00", "description": "d", "avatarId": 10280};
        priorities.update("1").name("Now").description("d").color("#f00").avatar_id(10280_u64),
            "PUT /rest/api/3/priority/1",
            {"name": "Now", "description": "d", "statusColor": "#f00", "avatarId": 10280};
        priorities.set_default("1"), "PUT /rest/api/3/priority/default", {"id": "1"};
        priorities.move_to(["1", "2"]).after("3"), "PUT /rest/api/3/priority/move",
            {"ids": ["1", "2"], "after": "3"};
        priorities.move_to(["1"]).position(ListPosition::Last), "PUT /rest/api/3/priority/move",
            {"ids": ["1"], "position": "Last"};
        priorities.delete("1"), "DELETE /rest/api/3/priority/1";
        resolutions.delete("1", ReplaceWith::resolution("2")), "DELETE /rest/api/3/resolution/1?replaceWith=2";
        resolutions.list().only_default(true).id(["1"]),
            "GET /rest/api/3/resolution/search?onlyDefault=true&id=1";
        resolutions.get("1"), "GET /rest/api/3/resolution/1";
        resolutions.create("Done").description("d"), "POST /rest/api/3/resolution", {"name": "Done", "description": "d"};
        resolutions.update("1", "Done").description("d"), "PUT /rest/api/3/resolution/1",
            {"name": "Done", "description": "d"};
        resolutions.set_default("1"), "PUT /rest/api/3/resolution/default", {"id": "1"};
        resolutions.move_to(["1"]).after("3"), "PUT /rest/api/3/resolution/move", {"ids": ["1"], "after": "3"};
        resolutions.move_to(["1"]).position(ListPosition::First), "PUT /rest/api/3/resolution/move",
            {"ids": ["1"], "position": "First"};
    }
    // The description calls it `default`.
    let done = json!({"id": "1", "name": "Done", "description": "", "isDefault": true});
    site.answer(
        "GET /rest/api/3/resolution/search?maxResults=50&startAt=0",
        page(&json!([done])),
    )
    .await;
    let all = resolutions.list().items().collect().await.unwrap();
    assert_eq!(all[0].is_default, Some(true));
    site.exchange(
        "POST /rest/api/3/priority",
        Some(json!({"name": "Now", "statusColor": "#f00"})),
        201,
        r#"{"id": "10001"}"#,
    )
    .await;
    let made = priorities.create("Now", "#f00").send().await.unwrap();
    assert_eq!(made.id.as_str(), "10001");
}

#[tokio::test]
async fn asks_for_priority_schemes() {
    let site = Site::start().await;
    let schemes = site.jira.priority_schemes();
    let new = NewPriorityScheme::new("S", "3", ["1", "3"])
        .description("d")
        .projects(["10005"])
        .mapping("4", "3");
    let change = PrioritySchemeChange::new()
        .name("S")
        .description("d")
        .default_priority("3")
        .add_priorities(["5"])
        .remove_priorities(["1"])
        .add_projects(["10006"])
        .remove_projects(["10005"])
        .mapping("1", "3")
        .mapping_of_leaving("5", "2");
    let suggest = SuggestMappings::of_scheme("7")
        .add_priorities(["5"])
        .remove_priorities(["1"]);
    assert_sends! {
        schemes.list().scheme_name("x").only_default(true).order_by(PrioritySchemeOrder::NameDescending)
            .scheme_id(["7"]).priority_id(["1"])
            .expand([PrioritySchemeExpand::Priorities, PrioritySchemeExpand::Projects]),
            "GET /rest/api/3/priorityscheme?schemeName=x&onlyDefault=true&orderBy=-name&schemeId=7&priorityId=1\
                &expand=priorities,projects";
        schemes.create(new), "POST /rest/api/3/priorityscheme",
            {"name": "S", "description": "d", "defaultPriorityId": 3, "priorityIds": [1, 3], "projectIds": [10005],
             "mappings": {"in": {"4": 3}}};
        schemes.create(NewPriorityScheme::new("S", "3", ["3"])), "POST /rest/api/3/priorityscheme",
            {"name": "S", "defaultPriorityId": 3, "priorityIds": [3]};
        schemes.update("7", change), "PUT /rest/api/3/priorityscheme/7",
            {"name": "S", "description": "d", "defaultPriorityId": 3,
             "priorities": {"add": {"ids": [5]}, "remove": {"ids": [1]}},
             "projects": {"add": {"ids": [10006]}, "remove": {"ids": [10005]}},
             "mappings": {"in": {"1": 3}, "out": {"5": 2}}};
        schemes.update("7", PrioritySchemeChange::new().name("S")), "PUT /rest/api/3/priorityscheme/7", {"name": "S"};
        schemes.delete("7"), "DELETE /rest/api/3/priorityscheme/7";
        schemes.priorities("7"), "GET /rest/api/3/priorityscheme/7/priorities";
        schemes.projects("7").query("x").project_id(["10005"]),
            "GET /rest/api/3/priorityscheme/7/projects?query=x&projectId=10005";
        schemes.available_priorities("7").query("x").exclude(["1"]),
            "GET /rest/api/3/priorityscheme/priorities/available?schemeId=7&query=x&exclude=1";
        schemes.suggested_mappings(suggest), "POST /rest/api/3/priorityscheme/mappings",
            {"schemeId": 7, "priorities": {"add": [5], "remove": [1]}};
    }
}

#[tokio::test]
async fn reads_priority_schemes() {
    let site = Site::start().await;
    let schemes = site.jira.priority_schemes();
    let high = json!({"id": "1", "name": "High", "isDefault": false, "sequence": "0", "statusColor": "#f15C75"});
    let scheme = json!({"id": "1", "name": "Default", "isDefault": true, "default": true,
        "priorities": page(&json!([high])), "projects": page(&json!([{"id": "10000", "key": "EX"}]))});
    let answer = page(&json!([scheme]));
    site.answer(
        "GET /rest/api/3/priorityscheme?maxResults=50&startAt=0",
        answer,
    )
    .await;
    let found = schemes.list().items().collect().await.unwrap().remove(0);
    assert_eq!(found.is_default, Some(true));
    let priorities = found.priorities.unwrap();
    assert_eq!(
        (priorities.total, priorities.is_last),
        (Some(1), Some(true))
    );
    assert_eq!(priorities.values[0].sequence.as_deref(), Some("0"));
    assert_eq!(found.projects.unwrap().values[0].id.as_str(), "10000");

    // This one pages in its body.
    site.exchange(
        "POST /rest/api/3/priorityscheme/mappings",
        Some(json!({"priorities": {"add": [5]}, "projects": {"add": [10005]}, "startAt": 0, "maxResults": 50})),
        200,
        &page(&json!([high])).to_string(),
    )
    .await;
    let suggest = SuggestMappings::of_new_scheme(["5"], ["10005"]);
    let found = schemes
        .suggested_mappings(suggest)
        .items()
        .collect()
        .await
        .unwrap();
    assert_eq!(found[0].name.as_deref(), Some("High"));
}
