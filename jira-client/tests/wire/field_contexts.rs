//! Contexts, options and associations.

use jira_client::cloud::field_contexts::ProjectAndIssueType;
use jira_client::cloud::field_options::{NewOption, OptionChange, OptionPosition};
use serde_json::json;

use crate::requests::assert_sends;
use crate::site::Site;

const CONTEXT: &str = "/rest/api/3/field/customfield_1/context";

#[tokio::test]
async fn asks_as_the_service_expects() {
    let site = Site::start().await;
    let (contexts, options) = (site.jira.field_contexts(), site.jira.field_options());
    let associations = site.jira.field_associations();
    let again = ProjectAndIssueType {
        project_id: "10000".into(),
        issue_type_id: "1".into(),
    };
    let field = "customfield_1";
    let pair = ProjectAndIssueType {
        project_id: "10000".into(),
        issue_type_id: "1".into(),
    };
    assert_sends! {
        contexts.list(field).is_any_issue_type(true).is_global_context(false).context_id(["7", "8"]),
            format!("GET {CONTEXT}?isAnyIssueType=true&isGlobalContext=false&contextId=7&contextId=8");
        contexts.issue_types(field).context_id(["7"]), format!("GET {CONTEXT}/issuetypemapping?contextId=7");
        contexts.projects(field).context_id(["7"]), format!("GET {CONTEXT}/projectmapping?contextId=7");
        contexts.find(field, [pair]), format!("POST {CONTEXT}/mapping"),
            {"mappings": [{"projectId": "10000", "issueTypeId": "1"}]};
        contexts.create(field, "Bugs").description("d").issue_type_ids(["1"]).project_ids(["10000"]),
            format!("POST {CONTEXT}"), {"name": "Bugs", "description": "d", "issueTypeIds": ["1"], "projectIds": ["10000"]};
        contexts.update(field, "7").name("n").description("d"), format!("PUT {CONTEXT}/7"), {"name": "n", "description": "d"};
        contexts.delete(field, "7"), format!("DELETE {CONTEXT}/7");
        contexts.add_issue_types(field, "7", ["1", "2"]), format!("PUT {CONTEXT}/7/issuetype"), {"issueTypeIds": ["1", "2"]};
        contexts.remove_issue_types(field, "7", ["1"]), format!("POST {CONTEXT}/7/issuetype/remove"), {"issueTypeIds": ["1"]};
        contexts.add_projects(field, "7", ["10000"]), format!("PUT {CONTEXT}/7/project"), {"projectIds": ["10000"]};
        contexts.remove_projects(field, "7", ["10000"]), format!("POST {CONTEXT}/7/project/remove"), {"projectIds": ["10000"]};

        options.get("5"), "GET /rest/api/3/customFieldOption/5";
        options.list(field, "7").option_id("5").only_options(true), format!("GET {CONTEXT}/7/option?optionId=5&onlyOptions=true");
        options.create(field, "7", [NewOption::new("Europe"), NewOption::new("Bonn").below("5").disabled()]),
            format!("POST {CONTEXT}/7/option"),
            {"options": [{"value": "Europe"}, {"value": "Bonn", "optionId": "5", "disabled": true}]};
        options.update(field, "7", [OptionChange::of("5").value("EU"), OptionChange::of("6").disabled(true)]),
            format!("PUT {CONTEXT}/7/option"), {"options": [{"id": "5", "value": "EU"}, {"id": "6", "disabled": true}]};
        options.reorder(field, "7", ["5", "6"]).position(OptionPosition::Last),
            format!("PUT {CONTEXT}/7/option/move"), {"customFieldOptionIds": ["5", "6"], "position": "Last"};
        options.reorder(field, "7", ["5"]).after("6"),
            format!("PUT {CONTEXT}/7/option/move"), {"customFieldOptionIds": ["5"], "after": "6"};
        options.delete(field, "7", "5"), format!("DELETE {CONTEXT}/7/option/5");
        options.replace(field, "7", "5").replace_with("6").jql("project = ACME"),
            format!("DELETE {CONTEXT}/7/option/5/issue?replaceWith=6&jql=project = ACME");

        associations.add([field], ["10000", "10001"]), "PUT /rest/api/3/field/association", {
            "fields": [{"type": "FIELD_ID", "identifier": "customfield_1"}],
            "associationContexts": [{"type": "PROJECT_ID", "identifier": 10000}, {"type": "PROJECT_ID", "identifier": 10001}]
        };
        associations.remove([field], ["10000"]), "DELETE /rest/api/3/field/association", {
            "fields": [{"type": "FIELD_ID", "identifier": "customfield_1"}],
            "associationContexts": [{"type": "PROJECT_ID", "identifier": 10000}]
        };
    }
    assert!(contexts.find(field, [again]).request().is_safe_to_repeat());
}

#[tokio::test]
async fn reads_answers() {
    let site = Site::start().await;
    // No context has been found for the second one.
    let body = json!({"mappings": [{"projectId": "10000", "issueTypeId": "1"}]});
    let answer = json!({"maxResults": 50, "startAt": 0, "total": 2, "isLast": true, "values": [
        {"projectId": "10000", "issueTypeId": "1", "contextId": "7"}, {"projectId": "10000", "issueTypeId": "2", "contextId": null}]});
    let request = format!("POST {CONTEXT}/mapping?maxResults=50&startAt=0");
    site.exchange(&request, Some(body), 200, &answer.to_string())
        .await;
    let pair = ProjectAndIssueType {
        project_id: "10000".into(),
        issue_type_id: "1".into(),
    };
    let found = site
        .jira
        .field_contexts()
        .find("customfield_1", [pair])
        .items()
        .collect()
        .await
        .unwrap();
    assert_eq!(found[0].context_id.as_ref().unwrap().as_str(), "7");
    assert!(found[1].context_id.is_none());

    site.exchange(
        &format!("PUT {CONTEXT}/7/option"),
        Some(json!({"options": [{"id": "5", "value": "EU"}]})),
        200,
        r#"{"options": [{"id": "5", "value": "EU", "disabled": false}]}"#,
    )
    .await;
    let changed =
        site.jira
            .field_options()
            .update("customfield_1", "7", [OptionChange::of("5").value("EU")]);
    let changed = changed.send().await.unwrap().options.into_vec().unwrap();
    assert_eq!(
        (changed[0].value.as_deref(), changed[0].disabled),
        (Some("EU"), Some(false))
    );

    site.exchange(&format!("DELETE {CONTEXT}/7"), None, 204, "")
        .await;
    site.jira
        .field_contexts()
        .delete("customfield_1", "7")
        .send()
        .await
        .unwrap();
}
