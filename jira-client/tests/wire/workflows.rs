//! Workflows and workflow schemes.

use std::collections::BTreeMap;

use jira_client::cloud::issue_types::IssueTypeId;
use jira_client::cloud::projects::ScopeType;
use jira_client::cloud::statuses::{JiraStatus, NewStatusScope, StatusCategoryCode};
use jira_client::cloud::workflow_schemes::{
    IssueTypeStatusMappings, StatusMapping, WorkflowAssociation, WorkflowSchemeDetails,
    WorkflowSchemeUpdate, WorkflowStatusMappings,
};
use jira_client::cloud::workflows::{
    ConditionGroup, Layout, NewWorkflow, ProjectAndIssueType, UpdateWorkflow, ValidationLevel,
    ValidationOptions, Workflow, WorkflowCreation, WorkflowOrder, WorkflowRule, WorkflowStatus,
    WorkflowStatusDefinition, WorkflowTransition, WorkflowUpdates,
};
use serde_json::{Value, from_value, json, to_value};

use crate::requests::assert_sends;
use crate::site::Site;

/// As the service sends it.
fn workflow() -> Value {
    json!({"id": "w-1", "name": "Review", "description": "d", "isEditable": true, "scope": {"type": "GLOBAL"},
        "version": {"id": "v-1", "versionNumber": 3}, "startPointLayout": {"x": 0.5, "y": 0.0},
        "created": "2024-05-01T10:00:00.000Z", "updated": "2024-05-02T10:00:00.000Z",
        "statuses": [{"statusReference": "1", "layout": {"x": 10.0, "y": -20.5}, "properties": {"jira.issue.editable": "true"}}],
        "transitions": [{"id": "1", "type": "DIRECTED", "name": "Finish", "description": "", "toStatusReference": "1",
            "links": [{"fromPort": 0, "fromStatusReference": "1", "toPort": 1}],
            "conditions": {"operation": "ALL", "conditionGroups": [], "conditions": [
                {"ruleKey": "system:restrict-issue-transition", "id": "r-1", "parameters": {"groupIds": "g-1,g-2"}}]},
            "validators": [], "actions": [], "triggers": [], "properties": {"a": "b"},
            "transitionScreen": {"ruleKey": "system:transition-screen", "parameters": {"screenId": "7"}}}]})
}

fn creation() -> WorkflowCreation {
    let review = WorkflowRule::new("system:check-permission-validator")
        .parameter("permissionKey", "ASSIGN_ISSUES");
    let only = ConditionGroup::any([WorkflowRule::new("system:remote-only")]);
    let workflow = NewWorkflow::new("Review")
        .description("d")
        .status(WorkflowStatus::new("open").layout(Layout::new(1.0, 2.0)))
        .transition(WorkflowTransition::initial("1", "Create", "open"))
        .transition(
            WorkflowTransition::directed("2", "Again", ["open"], "open")
                .conditions(only)
                .validator(review)
                .action(WorkflowRule::new("system:update-field")),
        )
        .transition(WorkflowTransition::global("3", "Back", "open"));
    WorkflowCreation::new(NewStatusScope::project("10000"))
        .status(WorkflowStatusDefinition::new(
            "open",
            "Open",
            StatusCategoryCode::Todo,
        ))
        .workflow(workflow)
}

fn sent_creation() -> Value {
    let transition = |id: &str, kind: &str, name: &str| {
        json!({"id": id, "type": kind, "name": name, "toStatusReference": "open", "links": [], "validators": [],
            "actions": [], "triggers": [], "properties": {}})
    };
    let mut again = transition("2", "DIRECTED", "Again");
    again["links"] = json!([{"fromStatusReference": "open"}]);
    again["conditions"] = json!({"operation": "ANY", "conditionGroups": [],
        "conditions": [{"ruleKey": "system:remote-only", "parameters": {}}]});
    again["validators"] = json!([{"ruleKey": "system:check-permission-validator",
        "parameters": {"permissionKey": "ASSIGN_ISSUES"}}]);
    again["actions"] = json!([{"ruleKey": "system:update-field", "parameters": {}}]);
    json!({"scope": {"type": "PROJECT", "project": {"id": "10000"}},
        "statuses": [{"statusReference": "open", "name": "Open", "statusCategory": "TODO"}],
        "workflows": [{"name": "Review", "description": "d",
            "statuses": [{"statusReference": "open", "properties": {}, "layout": {"x": 1.0, "y": 2.0}}],
            "transitions": [transition("1", "INITIAL", "Create"), again, transition("3", "GLOBAL", "Back")]}]})
}

#[tokio::test]
async fn asks_for_workflows() {
    let site = Site::start().await;
    let workflows = site.jira.workflows();
    let pair = vec![ProjectAndIssueType::new("10000", "10001")];
    let levels = ValidationOptions::levels([ValidationLevel::Warning, ValidationLevel::Error]);
    let updates = WorkflowUpdates::new;
    assert_sends! {
        workflows.search().query_string("x").order_by(WorkflowOrder::UpdatedDescending).scope(ScopeType::Project)
            .is_active(true).expand("values.transitions"),
            "GET /rest/api/3/workflows/search?queryString=x&orderBy=-updated&scope=PROJECT&isActive=true\
                &expand=values.transitions";
        workflows.read().ids(["w-1"]).names(["A"]).of(pair), "POST /rest/api/3/workflows",
            {"workflowIds": ["w-1"], "workflowNames": ["A"],
             "projectAndIssueTypes": [{"projectId": "10000", "issueTypeId": "10001"}]};
        workflows.preview("10000").issue_types(["10001"]).ids(["w-1"]).names(["A"]),
            "POST /rest/api/3/workflows/preview",
            {"projectId": "10000", "issueTypeIds": ["10001"], "workflowIds": ["w-1"], "workflowNames": ["A"]};
        workflows.capabilities().workflow_id("w-1").project_id("10000").issue_type_id("10001"),
            "GET /rest/api/3/workflows/capabilities?workflowId=w-1&projectId=10000&issueTypeId=10001";
        workflows.delete("w-1"), "DELETE /rest/api/3/workflow/w-1";
        workflows.history("w-1").expand("includeIntermediateWorkflows"),
            "POST /rest/api/3/workflow/history/list?expand=includeIntermediateWorkflows", {"workflowId": "w-1"};
        workflows.read_version("w-1", 3_u64), "POST /rest/api/3/workflow/history", {"workflowId": "w-1", "version": 3};
        workflows.default_editor(), "GET /rest/api/3/workflows/defaultEditor";
        workflows.project_usages("w-1"), "GET /rest/api/3/workflow/w-1/projectUsages";
        workflows.scheme_usages("w-1"), "GET /rest/api/3/workflow/w-1/workflowSchemes";
        workflows.issue_type_usages("w-1", "10000"), "GET /rest/api/3/workflow/w-1/project/10000/issueTypeUsages";
        workflows.update(updates()), "POST /rest/api/3/workflows/update", {"statuses": [], "workflows": []};
        workflows.validate_update(updates()).options(levels), "POST /rest/api/3/workflows/update/validation",
            {"payload": {"statuses": [], "workflows": []}, "validationOptions": {"levels": ["WARNING", "ERROR"]}};
    }
    let sent = (sent_creation(), json!({"payload": sent_creation()}));
    let (create, validate) = (
        workflows.create(creation()),
        workflows.validate_create(creation()),
    );
    let shown = |request| crate::requests::shown(request);
    assert_eq!(
        shown(create.request()),
        ("POST /rest/api/3/workflows/create".to_owned(), sent.0)
    );
    let line = "POST /rest/api/3/workflows/create/validation".to_owned();
    assert_eq!(shown(validate.request()), (line, sent.1));
    // Reading by POST is repeated, writing is not.
    assert!(
        validate.request().is_safe_to_repeat() && workflows.read().request().is_safe_to_repeat()
    );
    assert!(!create.request().is_safe_to_repeat());
}

#[tokio::test]
async fn reads_workflows() {
    let site = Site::start().await;
    let workflows = site.jira.workflows();
    let read: Workflow = from_value(workflow()).unwrap();
    assert_eq!(to_value(&read).unwrap(), workflow());
    let status = json!({"id": "1", "name": "Open", "statusCategory": "TODO", "statusReference": "1",
        "scope": {"type": "GLOBAL"}, "description": ""});
    let answer = json!({"statuses": [status], "workflows": [workflow()]});
    site.exchange(
        "POST /rest/api/3/workflows",
        Some(json!({"workflowIds": ["w-1"]})),
        200,
        &answer.to_string(),
    )
    .await;
    let read = workflows.read().ids(["w-1"]).send().await.unwrap();
    assert_eq!(read.statuses[0].status_reference.as_deref(), Some("1"));

    let answer = json!({"errors": [{"code": "NON_UNIQUE_WORKFLOW_NAME", "level": "ERROR", "type": "WORKFLOW",
        "message": "m", "elementReference": {"transitionId": "1"}}]});
    let body = Some(json!({"payload": {"statuses": [], "workflows": []}}));
    site.exchange(
        "POST /rest/api/3/workflows/update/validation",
        body,
        200,
        &answer.to_string(),
    )
    .await;
    let wrong = workflows
        .validate_update(WorkflowUpdates::new())
        .send()
        .await
        .unwrap();
    let element = wrong.errors[0].element_reference.as_ref().unwrap();
    assert_eq!(element.transition_id.as_deref(), Some("1"));

    let answer = json!({"entries": [{"workflowId": "w-1", "workflowVersion": 3, "isIntermediate": false,
        "writtenAt": "2025-11-01T10:00:00.000Z"}]});
    let body = Some(json!({"workflowId": "w-1"}));
    site.exchange(
        "POST /rest/api/3/workflow/history/list",
        body,
        200,
        &answer.to_string(),
    )
    .await;
    let history = workflows.history("w-1").send().await.unwrap();
    assert_eq!(history.entries[0].workflow_version, Some(3));

    let answer = json!({"workflowId": "w-1", "workflowSchemes": {"values": [{"id": "10000"}]}});
    site.answer(
        "GET /rest/api/3/workflow/w-1/workflowSchemes?maxResults=200",
        answer,
    )
    .await;
    let schemes = workflows
        .scheme_usages("w-1")
        .items()
        .collect()
        .await
        .unwrap();
    assert_eq!(schemes[0].id.as_str(), "10000");
}

#[test]
fn a_change_starts_from_what_was_read() {
    let mut read = workflow();
    read["statuses"][0]["deprecated"] = json!(true);
    let read: Workflow = from_value(read).unwrap();
    let change = UpdateWorkflow::of(&read)
        .unwrap()
        .status(WorkflowStatus::new("2"))
        .transition(WorkflowTransition::global("9", "Back", "2"))
        .migrate("1", "2");
    let sent = to_value(change).unwrap();
    let before = workflow();
    for kept in ["id", "version", "description", "startPointLayout"] {
        assert_eq!(sent[kept], before[kept], "{kept}");
    }
    // Whether a status is to go is the service's to say.
    assert_eq!(sent["statuses"][0], before["statuses"][0]);
    assert_eq!(sent["transitions"][0], before["transitions"][0]);
    assert_eq!(
        sent["defaultStatusMappings"],
        json!([{"oldStatusReference": "1", "newStatusReference": "2"}])
    );
    for refused in ["name", "isEditable", "scope", "created", "updated"] {
        assert_eq!(sent[refused], Value::Null, "{refused}");
    }
    let status = json!({"id": "1", "name": "Open", "statusCategory": "TODO", "statusReference": "r", "description": "d"});
    let status: JiraStatus = from_value(status).unwrap();
    let definition = WorkflowStatusDefinition::existing(&status).unwrap();
    assert_eq!(
        to_value(definition).unwrap(),
        json!({"id": "1", "name": "Open", "statusCategory": "TODO", "statusReference": "r", "description": "d"})
    );
    let nameless: JiraStatus = from_value(json!({"id": "1"})).unwrap();
    assert!(WorkflowStatusDefinition::existing(&nameless).is_none());
}

#[tokio::test]
async fn asks_for_workflow_schemes() {
    let site = Site::start().await;
    let schemes = site.jira.workflow_schemes();
    let mappings = || BTreeMap::from([(IssueTypeId::new("10001"), "Review".to_owned())]);
    let workflows = vec![WorkflowAssociation::new("w-1", ["10001"])];
    assert_sends! {
        schemes.list(), "GET /rest/api/3/workflowscheme";
        schemes.get("1").return_draft_if_exists(true), "GET /rest/api/3/workflowscheme/1?returnDraftIfExists=true";
        schemes.create("S").description("d").default_workflow("jira").issue_type_mappings(mappings()),
            "POST /rest/api/3/workflowscheme", {"name": "S", "description": "d", "defaultWorkflow": "jira",
            "issueTypeMappings": {"10001": "Review"}};
        schemes.update("1").name("S").description("d").default_workflow("jira").issue_type_mappings(mappings())
            .update_draft_if_needed(true), "PUT /rest/api/3/workflowscheme/1",
            {"name": "S", "description": "d", "defaultWorkflow": "jira", "issueTypeMappings": {"10001": "Review"},
             "updateDraftIfNeeded": true};
        schemes.delete("1"), "DELETE /rest/api/3/workflowscheme/1";
        schemes.read().ids(["1"]).projects(["10000"]), "POST /rest/api/3/workflowscheme/read",
            {"workflowSchemeIds": ["1"], "projectIds": ["10000"]};
        schemes.required_mappings("1", workflows).default_workflow_id("w-2"),
            "POST /rest/api/3/workflowscheme/update/mappings",
            {"id": "1", "defaultWorkflowId": "w-2", "workflowsForIssueTypes": [{"workflowId": "w-1", "issueTypeIds": ["10001"]}]};
        schemes.default_workflow("1").return_draft_if_exists(true),
            "GET /rest/api/3/workflowscheme/1/default?returnDraftIfExists=true";
        schemes.set_default_workflow("1", "jira").update_draft_if_needed(true),
            "PUT /rest/api/3/workflowscheme/1/default", {"workflow": "jira", "updateDraftIfNeeded": true};
        schemes.reset_default_workflow("1").update_draft_if_needed(true),
            "DELETE /rest/api/3/workflowscheme/1/default?updateDraftIfNeeded=true";
        schemes.issue_type("1", "10001").return_draft_if_exists(true),
            "GET /rest/api/3/workflowscheme/1/issuetype/10001?returnDraftIfExists=true";
        schemes.set_issue_type("1", "10001", "jira").update_draft_if_needed(true),
            "PUT /rest/api/3/workflowscheme/1/issuetype/10001", {"workflow": "jira", "updateDraftIfNeeded": true};
        schemes.remove_issue_type("1", "10001").update_draft_if_needed(true),
            "DELETE /rest/api/3/workflowscheme/1/issuetype/10001?updateDraftIfNeeded=true";
        schemes.workflows("1").return_draft_if_exists(true),
            "GET /rest/api/3/workflowscheme/1/workflow?returnDraftIfExists=true";
        schemes.workflow("1", "My flow").return_draft_if_exists(true),
            "GET /rest/api/3/workflowscheme/1/workflow?workflowName=My flow&returnDraftIfExists=true";
        schemes.set_workflow("1", "jira").issue_types(["10001"]).default_mapping(true)
            .update_draft_if_needed(true), "PUT /rest/api/3/workflowscheme/1/workflow?workflowName=jira",
            {"issueTypes": ["10001"], "defaultMapping": true, "updateDraftIfNeeded": true};
        schemes.remove_workflow("1", "jira").update_draft_if_needed(true),
            "DELETE /rest/api/3/workflowscheme/1/workflow?workflowName=jira&updateDraftIfNeeded=true";
        schemes.project_usages("1"), "GET /rest/api/3/workflowscheme/1/projectUsages";
        schemes.of_projects(["10000", "10001"]),
            "GET /rest/api/3/workflowscheme/project?projectId=10000&projectId=10001";
        schemes.assign("10000", None), "PUT /rest/api/3/workflowscheme/project",
            {"projectId": "10000", "workflowSchemeId": null};
    }
    let scheme = json!({"id": 1, "name": "S", "description": "d", "defaultWorkflow": "jira", "draft": true,
        "issueTypeMappings": {"10001": "Review"}, "originalDefaultWorkflow": "old", "originalIssueTypeMappings": {},
        "lastModified": "Today 6:38 PM", "lastModifiedUser": {"accountId": "a1"},
        "issueTypes": {"10001": {"id": "10001", "name": "Bug"}}, "self": "https://x"});
    site.answer("GET /rest/api/3/workflowscheme/1", scheme.clone())
        .await;
    let read = schemes.get("1").send().await.unwrap();
    assert_eq!(to_value(read).unwrap(), scheme);
    // The default scheme has no id.
    let answer = json!({"values": [{"projectIds": ["10000"], "workflowScheme": {"name": "Default Workflow Scheme"}}]});
    site.answer(
        "GET /rest/api/3/workflowscheme/project?projectId=10000",
        answer,
    )
    .await;
    let read = schemes.of_projects(["10000"]).send().await.unwrap();
    let one = read.values.good().next().unwrap();
    assert!(one.workflow_scheme.id.is_none());
}

#[tokio::test]
async fn changes_a_workflow_scheme_from_what_was_read() {
    let site = Site::start().await;
    let schemes = site.jira.workflow_schemes();
    let brief = |id: &str| json!({"id": id, "name": "N", "description": "", "version": {"id": "x", "versionNumber": 1}});
    let scheme = json!({"id": "1", "name": "S", "description": "d", "scope": {"type": "GLOBAL"},
        "version": {"id": "v", "versionNumber": 2}, "defaultWorkflow": brief("w-1"),
        "workflowsForIssueTypes": [{"workflow": brief("w-2"), "issueTypeIds": ["10001"]}]});
    let body = Some(json!({"workflowSchemeIds": ["1"]}));
    site.exchange(
        "POST /rest/api/3/workflowscheme/read",
        body,
        200,
        &json!([scheme]).to_string(),
    )
    .await;
    let read = schemes.read().ids(["1"]).send().await.unwrap();
    let read: &WorkflowSchemeDetails = read.good().next().unwrap();
    let mut update = WorkflowSchemeUpdate::of(read);
    update
        .status_mappings_by_workflows
        .push(WorkflowStatusMappings::new(
            "w-1",
            "w-2",
            [StatusMapping::new("3", "4")],
        ));
    update
        .status_mappings_by_issue_type_override
        .push(IssueTypeStatusMappings::new(
            "10001",
            [StatusMapping::new("1", "2")],
        ));
    let mapping = |old: &str, new: &str| json!([{"oldStatusId": old, "newStatusId": new}]);
    let sent = json!({"id": "1", "name": "S", "description": "d", "version": {"id": "v", "versionNumber": 2},
        "defaultWorkflowId": "w-1", "workflowsForIssueTypes": [{"workflowId": "w-2", "issueTypeIds": ["10001"]}],
        "statusMappingsByWorkflows": [{"oldWorkflowId": "w-1", "newWorkflowId": "w-2", "statusMappings": mapping("3", "4")}],
        "statusMappingsByIssueTypeOverride": [{"issueTypeId": "10001", "statusMappings": mapping("1", "2")}]});
    // Where no issue has to be moved, the answer is empty.
    site.exchange(
        "POST /rest/api/3/workflowscheme/update",
        Some(sent),
        200,
        "",
    )
    .await;
    assert!(schemes.update_now(update).send().await.unwrap().is_none());
    let moved = [IssueTypeStatusMappings::new(
        "10001",
        [StatusMapping::new("1", "2")],
    )];
    assert_sends! {
        schemes.switch_project("10000", "2").mappings(moved), "POST /rest/api/3/workflowscheme/project/switch",
            {"projectId": "10000", "targetSchemeId": "2", "mappingsByIssueTypeOverride": [
                {"issueTypeId": "10001", "statusMappings": mapping("1", "2")}]};
    }

    let required = json!({"statusMappingsByIssueTypes": [{"issueTypeId": "10001", "statusIds": ["3"]}],
        "statusMappingsByWorkflows": [{"sourceWorkflowId": "w-1", "targetWorkflowId": "w-2", "statusIds": ["3"]}],
        "statuses": [{"id": "3", "name": "Open", "category": "TODO"}],
        "statusesPerWorkflow": [{"workflowId": "w-2", "initialStatusId": "4", "statuses": ["4"]}]});
    let body = Some(json!({"id": "1", "workflowsForIssueTypes": []}));
    site.exchange(
        "POST /rest/api/3/workflowscheme/update/mappings",
        body,
        200,
        &required.to_string(),
    )
    .await;
    let required = schemes.required_mappings("1", vec![]).send().await.unwrap();
    assert_eq!(
        required.statuses[0].category,
        Some(StatusCategoryCode::Todo)
    );
    assert_eq!(required.statuses_per_workflow[0].statuses[0].as_str(), "4");
}

#[tokio::test]
async fn the_workflows_of_a_scheme_are_one_object_or_a_list() {
    let site = Site::start().await;
    let one = json!({"workflow": "jira", "issueTypes": ["10000"], "defaultMapping": false});
    for (scheme, reply, good, odd) in [("1", one.clone(), 1, 0), ("2", json!([one, one, 7]), 2, 1)]
    {
        let ask = format!("GET /rest/api/3/workflowscheme/{scheme}/workflow");
        site.answer(&ask, reply).await;
        let read = site.jira.workflow_schemes().workflows(scheme).send().await;
        let read = read.unwrap().workflows;
        assert_eq!((read.good().count(), read.odd().count()), (good, odd));
        let first = read.good().next().unwrap();
        assert_eq!(first.workflow.as_deref(), Some("jira"));
    }
}
